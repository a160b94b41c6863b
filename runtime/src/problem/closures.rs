//! Objectives and residuals from closures, for functions that are not annotated.

use core::marker::PhantomData;

use super::{Objective, Point, Residuals};

/// An objective of order 1 from two closures; made by [`from_fns`].
#[derive(Clone, Copy, Debug)]
pub struct FromFns<P, V, G> {
    value: V,
    gradient: G,
    point: PhantomData<fn() -> P>,
}

/// An objective of order 2 from three closures; made by [`FromFns::with_hessian`].
#[derive(Clone, Copy, Debug)]
pub struct FromFnsHessian<P, V, G, H> {
    first: FromFns<P, V, G>,
    hessian: H,
}

/// An objective from closures: the value, and the value together with the gradient, which is written in place.
///
/// ```
/// use chainrule::{GradientDescent, from_fns};
///
/// let bowl = from_fns(
///     |x: &[f64; 2]| x[0] * x[0] + 3.0 * x[1] * x[1],
///     |x: &[f64; 2], g: &mut [f64; 2]| {
///         *g = [2.0 * x[0], 6.0 * x[1]];
///         x[0] * x[0] + 3.0 * x[1] * x[1]
///     },
/// );
/// let report = GradientDescent::new().minimize(bowl, [1.0, 1.0])?;
/// assert!(report.value < 1e-15);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
pub const fn from_fns<P, V, G>(value: V, value_and_gradient: G) -> FromFns<P, V, G>
where
    P: Point,
    V: Fn(&P) -> f64,
    G: Fn(&P, &mut P) -> f64,
{
    FromFns { value, gradient: value_and_gradient, point: PhantomData }
}

impl<P: Point, V, G> FromFns<P, V, G> {
    /// Raises the order to 2 with a closure that writes gradient and Hessian and returns the value.
    pub fn with_hessian<H>(self, value_gradient_hessian: H) -> FromFnsHessian<P, V, G, H>
    where
        H: Fn(&P, &mut P, &mut P::Matrix) -> f64,
    {
        FromFnsHessian { first: self, hessian: value_gradient_hessian }
    }
}

impl<P, V, G> Objective for FromFns<P, V, G>
where
    P: Point,
    V: Fn(&P) -> f64,
    G: Fn(&P, &mut P) -> f64,
{
    type Point = P;
    const ORDER: u8 = 1;

    fn value(&self, x: &P) -> f64 {
        (self.value)(x)
    }

    fn value_and_gradient(&self, x: &P, gradient: &mut P) -> f64 {
        (self.gradient)(x, gradient)
    }
}

impl<P, V, G, H> Objective for FromFnsHessian<P, V, G, H>
where
    P: Point,
    V: Fn(&P) -> f64,
    G: Fn(&P, &mut P) -> f64,
    H: Fn(&P, &mut P, &mut P::Matrix) -> f64,
{
    type Point = P;
    const ORDER: u8 = 2;

    fn value(&self, x: &P) -> f64 {
        self.first.value(x)
    }

    fn value_and_gradient(&self, x: &P, gradient: &mut P) -> f64 {
        self.first.value_and_gradient(x, gradient)
    }

    /// Forms the Hessian and multiplies: as dear as the Hessian.
    fn gradient_and_hvp(&self, x: &P, v: &P, gradient: &mut P, product: &mut P) {
        let mut hessian = x.matrix();
        (self.hessian)(x, gradient, &mut hessian);
        let v = v.as_ref();
        let rows = P::flat(&hessian).chunks_exact(v.len().max(1));
        for (p, row) in product.as_mut().iter_mut().zip(rows) {
            *p = row.iter().zip(v).map(|(h, v)| h * v).sum();
        }
    }

    fn value_gradient_hessian(&self, x: &P, gradient: &mut P, hessian: &mut P::Matrix) -> f64 {
        (self.hessian)(x, gradient, hessian)
    }
}

/// Residuals from two closures; made by [`residuals_from_fns`].
#[derive(Clone, Copy, Debug)]
pub struct ResidualsFromFns<P, R, J> {
    len: usize,
    residuals: R,
    jacobian: J,
    point: PhantomData<fn() -> P>,
}

/// Residuals from closures: one writes the `len` residuals, the other writes them and the row-major `len * n` Jacobian.
///
/// ```
/// use chainrule::{LevenbergMarquardt, residuals_from_fns};
///
/// // Rosenbrock's function as a sum of two squares.
/// let valley = residuals_from_fns(
///     2,
///     |x: &[f64; 2], r: &mut [f64]| r.copy_from_slice(&[10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]),
///     |x: &[f64; 2], r: &mut [f64], j: &mut [f64]| {
///         r.copy_from_slice(&[10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]);
///         j.copy_from_slice(&[-20.0 * x[0], 10.0, -1.0, 0.0]);
///     },
/// );
/// let report = LevenbergMarquardt::new().minimize(valley, [-1.2, 1.0])?;
/// assert_eq!(report.point, [1.0, 1.0]);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
pub const fn residuals_from_fns<P, R, J>(
    len: usize,
    residuals: R,
    residuals_and_jacobian: J,
) -> ResidualsFromFns<P, R, J>
where
    P: Point,
    R: Fn(&P, &mut [f64]),
    J: Fn(&P, &mut [f64], &mut [f64]),
{
    ResidualsFromFns { len, residuals, jacobian: residuals_and_jacobian, point: PhantomData }
}

impl<P, R, J> Residuals for ResidualsFromFns<P, R, J>
where
    P: Point,
    R: Fn(&P, &mut [f64]),
    J: Fn(&P, &mut [f64], &mut [f64]),
{
    type Point = P;

    fn len(&self) -> usize {
        self.len
    }

    fn residuals(&self, x: &P, r: &mut [f64]) {
        (self.residuals)(x, r);
    }

    fn residuals_and_jacobian(&self, x: &P, r: &mut [f64], jacobian: &mut [f64]) {
        (self.jacobian)(x, r, jacobian);
    }
}

/// Residuals of order 2 from three closures; made by [`ResidualsFromFns::with_curvature`].
#[derive(Clone, Copy, Debug)]
pub struct ResidualsFromFnsCurvature<P, R, J, C> {
    first: ResidualsFromFns<P, R, J>,
    curvature: C,
}

impl<P: Point, R, J> ResidualsFromFns<P, R, J> {
    /// Raises the order to 2 with a closure that writes the `n * n` sum of the residuals' Hessians with given weights.
    pub fn with_curvature<C>(self, curvature: C) -> ResidualsFromFnsCurvature<P, R, J, C>
    where
        C: Fn(&P, &[f64], &mut [f64]),
    {
        ResidualsFromFnsCurvature { first: self, curvature }
    }
}

impl<P, R, J, C> Residuals for ResidualsFromFnsCurvature<P, R, J, C>
where
    P: Point,
    R: Fn(&P, &mut [f64]),
    J: Fn(&P, &mut [f64], &mut [f64]),
    C: Fn(&P, &[f64], &mut [f64]),
{
    type Point = P;

    fn len(&self) -> usize {
        self.first.len
    }

    fn residuals(&self, x: &P, r: &mut [f64]) {
        self.first.residuals(x, r);
    }

    fn residuals_and_jacobian(&self, x: &P, r: &mut [f64], jacobian: &mut [f64]) {
        self.first.residuals_and_jacobian(x, r, jacobian);
    }

    const ORDER: u8 = 2;

    fn curvature(&self, x: &P, w: &[f64], curvature: &mut [f64]) {
        (self.curvature)(x, w, curvature);
    }
}
