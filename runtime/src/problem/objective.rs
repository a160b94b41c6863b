//! A scalar function of a point, up to second order.

use core::{any, fmt, marker::PhantomData};

#[cfg(feature = "alloc")]
use super::WithSparseHessian;
use super::{Bounds, Point, Within};
#[cfg(feature = "alloc")]
use crate::sparse::SparseHessian;

/// What a differentiated scalar function implements; `C` is the tuple of its constants.
///
/// Outputs are overwritten. [`Bound`] joins a function with constants into an [`Objective`].
pub trait Function<C> {
    /// `[f64; N]` or `Vec<f64>`.
    type Point: Point;

    /// The highest derivative offered: 0 value only, 1 gradient, 2 Hessian and Hessian-vector products.
    const ORDER: u8;

    /// The value.
    fn value(c: &C, x: &Self::Point) -> f64;

    /// The value; writes the gradient.
    fn value_and_gradient(c: &C, x: &Self::Point, gradient: &mut Self::Point) -> f64;

    /// Writes the gradient and the Hessian times `v`.
    fn gradient_and_hvp(c: &C, x: &Self::Point, v: &Self::Point, gradient: &mut Self::Point, product: &mut Self::Point);

    /// The value; writes the gradient and the Hessian.
    fn value_gradient_hessian(
        c: &C,
        x: &Self::Point,
        gradient: &mut Self::Point,
        hessian: &mut <Self::Point as Point>::Matrix,
    ) -> f64;
}

/// What an optimizer asks of the function that it minimizes.
///
/// An implementation says its [`ORDER`](Objective::ORDER) and gives what that order calls for: [`value`](Objective::value) and
/// [`value_and_gradient`](Objective::value_and_gradient) always; at order 2 also
/// [`gradient_and_hvp`](Objective::gradient_and_hvp), from which the Hessian follows column by column, or a
/// [`value_gradient_hessian`](Objective::value_gradient_hessian) of its own. To claim order 2 and leave out what a method
/// then asks for is an error at compile time, as is handing an objective to a method that needs a higher order.
/// Outputs are overwritten.
///
/// ```
/// use chainrule::{Newton, Objective};
///
/// struct Bowl { center: f64 }
///
/// impl Objective for Bowl {
///     type Point = [f64; 1];
///     const ORDER: u8 = 2;
///     fn value(&self, x: &[f64; 1]) -> f64 {
///         (x[0] - self.center).powi(2)
///     }
///     fn value_and_gradient(&self, x: &[f64; 1], g: &mut [f64; 1]) -> f64 {
///         g[0] = 2.0 * (x[0] - self.center);
///         self.value(x)
///     }
///     fn gradient_and_hvp(&self, x: &[f64; 1], v: &[f64; 1], g: &mut [f64; 1], p: &mut [f64; 1]) {
///         self.value_and_gradient(x, g);
///         p[0] = 2.0 * v[0];
///     }
/// }
///
/// let report = Newton::new().minimize(Bowl { center: 3.0 }, [0.0])?;
/// assert_eq!(report.point, [3.0]);
/// # Ok::<(), chainrule::Failure<[f64; 1]>>(())
/// ```
pub trait Objective {
    /// `[f64; N]` or `Vec<f64>`.
    type Point: Point;

    /// The highest derivative offered: 0 value only, 1 gradient, 2 Hessian and Hessian-vector products.
    const ORDER: u8;

    /// The value.
    fn value(&self, x: &Self::Point) -> f64;

    /// The value; writes the gradient. An objective of order 0 writes NaN, and no method asks it.
    fn value_and_gradient(&self, x: &Self::Point, gradient: &mut Self::Point) -> f64;

    /// Writes the gradient and the Hessian times `v`; below order 2 both are filled with NaN, and no method asks for them.
    fn gradient_and_hvp(
        &self,
        x: &Self::Point,
        v: &Self::Point,
        gradient: &mut Self::Point,
        product: &mut Self::Point,
    ) {
        const {
            assert!(Self::ORDER < 2, "an objective of order 2 must provide `gradient_and_hvp`");
        }
        let _ = (x, v);
        gradient.as_mut().fill(f64::NAN);
        product.as_mut().fill(f64::NAN);
    }

    /// The value; writes the gradient and the symmetric Hessian. Provided: `n` products with unit vectors, symmetrized.
    fn value_gradient_hessian(
        &self,
        x: &Self::Point,
        gradient: &mut Self::Point,
        hessian: &mut <Self::Point as Point>::Matrix,
    ) -> f64 {
        let n = x.as_ref().len();
        let mut unit = x.zeros();
        let mut column = x.zeros();
        for j in 0..n {
            unit.as_mut()[j] = 1.0;
            self.gradient_and_hvp(x, &unit, gradient, &mut column);
            unit.as_mut()[j] = 0.0;
            let flat = Self::Point::flat_mut(hessian);
            for (i, h) in column.as_ref().iter().enumerate() {
                flat[i * n + j] = *h;
            }
        }
        symmetrize(n, Self::Point::flat_mut(hessian));
        self.value_and_gradient(x, gradient)
    }

    /// Whether there is a [`sparse_hessian`](Objective::sparse_hessian).
    #[cfg(feature = "alloc")]
    const SPARSE: bool = false;

    /// Fills the Hessian as a sparse matrix, whose pattern stays from call to call. An objective that says it is `SPARSE` must provide it; no
    /// method asks others.
    #[cfg(feature = "alloc")]
    fn sparse_hessian(&self, x: &Self::Point, hessian: &mut SparseHessian) {
        const {
            assert!(!Self::SPARSE, "an objective that is `SPARSE` must provide `sparse_hessian`");
        }
        hessian.begin(x.as_ref().len());
    }

    /// The same objective with a closure that fills its Hessian as a sparse matrix: for [`SparseNewton`](crate::SparseNewton).
    ///
    /// ```
    /// use chainrule::{Objective, SparseNewton, differentiable};
    ///
    /// /// A chain of links, each held to its place by a spring.
    /// #[differentiable(constant(places))]
    /// fn chain(y: &[f64], places: &[f64]) -> f64 {
    ///     let mut energy = 0.0;
    ///     for i in 1..y.len() {
    ///         energy += (1.0 + (y[i] - y[i - 1]).powi(2)).sqrt() + (y[i] - places[i]).powi(2);
    ///     }
    ///     energy + y[0].powi(2)
    /// }
    ///
    /// let places: Vec<f64> = (0..5000).map(|i| f64::from(i % 7)).collect();
    /// let objective = chain::objective(&places).with_sparse_hessian(|y, h| chain::hessian_sparse_into(y, &places, h));
    /// let report = SparseNewton::new().minimize(objective, vec![0.0; 5000])?;
    /// assert!(report.counts.iterations < 20);
    /// # Ok::<(), chainrule::Failure<Vec<f64>>>(())
    /// ```
    #[cfg(feature = "alloc")]
    fn with_sparse_hessian<H>(self, hessian: H) -> WithSparseHessian<Self, H>
    where
        Self: Sized,
        H: Fn(&[f64], &mut SparseHessian),
    {
        WithSparseHessian::new(self, hessian)
    }

    /// Whether there are [`bounds`](Objective::bounds); a method that does not know them refuses the objective then.
    const BOUNDED: bool = false;

    /// The bounds on the unknowns, if there are any. Provided: none.
    fn bounds(&self) -> Option<&Bounds<Self::Point>> {
        None
    }

    /// The same objective with bounds on the unknowns.
    fn within(self, bounds: Bounds<Self::Point>) -> Within<Self, Self::Point>
    where
        Self: Sized,
    {
        Within::new(self, bounds)
    }
}

/// Replaces both entries of a pair by their mean.
fn symmetrize(n: usize, matrix: &mut [f64]) {
    for i in 0..n {
        for j in 0..i {
            let mean = 0.5 * matrix[i * n + j] + 0.5 * matrix[j * n + i];
            matrix[i * n + j] = mean;
            matrix[j * n + i] = mean;
        }
    }
}

impl<O: Objective> Objective for &O {
    type Point = O::Point;
    const ORDER: u8 = O::ORDER;

    #[inline]
    fn value(&self, x: &Self::Point) -> f64 {
        (**self).value(x)
    }

    #[inline]
    fn value_and_gradient(&self, x: &Self::Point, gradient: &mut Self::Point) -> f64 {
        (**self).value_and_gradient(x, gradient)
    }

    #[inline]
    fn gradient_and_hvp(
        &self,
        x: &Self::Point,
        v: &Self::Point,
        gradient: &mut Self::Point,
        product: &mut Self::Point,
    ) {
        (**self).gradient_and_hvp(x, v, gradient, product);
    }

    #[inline]
    fn value_gradient_hessian(
        &self,
        x: &Self::Point,
        gradient: &mut Self::Point,
        hessian: &mut <Self::Point as Point>::Matrix,
    ) -> f64 {
        (**self).value_gradient_hessian(x, gradient, hessian)
    }

    #[cfg(feature = "alloc")]
    const SPARSE: bool = O::SPARSE;

    #[cfg(feature = "alloc")]
    #[inline]
    fn sparse_hessian(&self, x: &Self::Point, hessian: &mut SparseHessian) {
        (**self).sparse_hessian(x, hessian);
    }

    const BOUNDED: bool = O::BOUNDED;

    #[inline]
    fn bounds(&self) -> Option<&Bounds<Self::Point>> {
        (**self).bounds()
    }
}

/// A differentiated function `F` joined with its constants: what `f::objective(constants..)` returns.
///
/// The type can be named, so it can be a struct's field; it is `Copy`, `Send` and `Sync` where the constants are.
pub struct Bound<F, C> {
    constants: C,
    function: PhantomData<fn() -> F>,
}

impl<F, C> Bound<F, C> {
    /// Joins the function with its constants.
    #[inline]
    pub const fn new(constants: C) -> Self {
        Self { constants, function: PhantomData }
    }

    /// The constants.
    #[inline]
    pub const fn constants(&self) -> &C {
        &self.constants
    }
}

impl<F, C: Clone> Clone for Bound<F, C> {
    fn clone(&self) -> Self {
        Self::new(self.constants.clone())
    }
}

impl<F, C: Copy> Copy for Bound<F, C> {}

impl<F, C: fmt::Debug> fmt::Debug for Bound<F, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bound")
            .field("function", &format_args!("{}", any::type_name::<F>()))
            .field("constants", &self.constants)
            .finish()
    }
}

impl<F: Function<C>, C> Objective for Bound<F, C> {
    type Point = F::Point;
    const ORDER: u8 = F::ORDER;

    #[inline]
    fn value(&self, x: &Self::Point) -> f64 {
        F::value(&self.constants, x)
    }

    #[inline]
    fn value_and_gradient(&self, x: &Self::Point, gradient: &mut Self::Point) -> f64 {
        F::value_and_gradient(&self.constants, x, gradient)
    }

    #[inline]
    fn gradient_and_hvp(
        &self,
        x: &Self::Point,
        v: &Self::Point,
        gradient: &mut Self::Point,
        product: &mut Self::Point,
    ) {
        F::gradient_and_hvp(&self.constants, x, v, gradient, product);
    }

    #[inline]
    fn value_gradient_hessian(
        &self,
        x: &Self::Point,
        gradient: &mut Self::Point,
        hessian: &mut <Self::Point as Point>::Matrix,
    ) -> f64 {
        F::value_gradient_hessian(&self.constants, x, gradient, hessian)
    }
}
