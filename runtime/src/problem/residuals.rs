//! Vector-valued functions for least squares.

use core::{any, fmt, marker::PhantomData};

use super::{Bounds, InvalidInput, Point, Within};

/// What a differentiated vector-valued function implements; `C` is the tuple of its constants.
///
/// Slices are as long as [`residual_len`](VectorFunction::residual_len) says (`m`), Jacobians are row-major `m * n`;
/// outputs are overwritten.
pub trait VectorFunction<C> {
    /// `[f64; N]` or `Vec<f64>`.
    type Point: Point;

    /// How many residuals there are.
    fn residual_len(c: &C) -> usize;

    /// Writes the `m` residuals.
    fn residuals(c: &C, x: &Self::Point, r: &mut [f64]);

    /// Writes the `m` residuals and the row-major `m * n` Jacobian.
    fn residuals_and_jacobian(c: &C, x: &Self::Point, r: &mut [f64], jacobian: &mut [f64]);

    /// 1 with the Jacobian, 2 with [`curvature`](VectorFunction::curvature).
    const ORDER: u8 = 1;

    /// Writes the `n * n` sum of the residuals' Hessians, each times its entry of `w`; below order 2 it is filled with NaN.
    fn curvature(c: &C, x: &Self::Point, w: &[f64], curvature: &mut [f64]) {
        let _ = (c, x, w);
        curvature.fill(f64::NAN);
    }
}

/// What a least-squares method asks: the residuals `r(x)`, whose sum of squares it minimizes, and their Jacobian.
///
/// Slices have length `m =` [`len`](Residuals::len) and, row-major, `m * n`; outputs are overwritten.
pub trait Residuals {
    /// `[f64; N]` or `Vec<f64>`.
    type Point: Point;

    /// How many residuals there are; it must not change during a run.
    fn len(&self) -> usize;

    /// Writes the `m` residuals.
    fn residuals(&self, x: &Self::Point, r: &mut [f64]);

    /// Writes the `m` residuals and the row-major `m * n` Jacobian: row `i` is the gradient of residual `i`.
    fn residuals_and_jacobian(&self, x: &Self::Point, r: &mut [f64], jacobian: &mut [f64]);

    /// The highest derivative offered: 1 Jacobian, 2 [`curvature`](Residuals::curvature) too.
    const ORDER: u8 = 1;

    /// Writes the symmetric `n * n` sum of the residuals' Hessians, each times its entry of `w`, row after row. Below order 2
    /// it is filled with NaN, and no method asks for it.
    fn curvature(&self, x: &Self::Point, w: &[f64], curvature: &mut [f64]) {
        const {
            assert!(Self::ORDER < 2, "residuals of order 2 must provide `curvature`");
        }
        let _ = (x, w);
        curvature.fill(f64::NAN);
    }

    /// Whether there are [`bounds`](Residuals::bounds).
    const BOUNDED: bool = false;

    /// The bounds on the unknowns, if there are any; the methods for least squares keep to them. Provided: none.
    fn bounds(&self) -> Option<&Bounds<Self::Point>> {
        None
    }

    /// Whether there are no residuals.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same residuals with bounds on the unknowns.
    fn within(self, bounds: Bounds<Self::Point>) -> Within<Self, Self::Point>
    where
        Self: Sized,
    {
        Within::new(self, bounds)
    }

    /// The same residuals under a robust loss.
    #[cfg(feature = "std")]
    fn robust(self, loss: super::Loss) -> super::Robust<Self>
    where
        Self: Sized,
    {
        super::Robust::new(self, loss)
    }

    /// The pieces of a Gauss-Newton step at a point: `r`, `J`, `JᵀJ` and `Jᵀr`.
    ///
    /// ```
    /// use chainrule::{differentiable, problem::Residuals};
    ///
    /// #[differentiable]
    /// fn misfit(b: &[f64; 2]) -> [f64; 3] {
    ///     [b[0] - 1.0, b[0] * b[1], b[1] - 2.0]
    /// }
    ///
    /// let model = misfit::residuals().linearized(&[3.0, 4.0]);
    /// assert_eq!(model.residuals, [2.0, 12.0, 2.0]);
    /// assert_eq!(model.jacobian, [1.0, 0.0, 4.0, 3.0, 0.0, 1.0]);
    /// assert_eq!(model.normal, [[17.0, 12.0], [12.0, 10.0]]);
    /// assert_eq!(model.gradient, [50.0, 38.0]);
    /// ```
    #[cfg(feature = "alloc")]
    fn linearized(&self, x: &Self::Point) -> super::Linearized<Self::Point> {
        super::Linearized::of(self, x)
    }

    /// Asked once, before the first evaluation.
    ///
    /// # Errors
    /// Whatever keeps the problem from being evaluated, such as data of different lengths; provided: nothing does.
    fn validate(&self) -> Result<(), InvalidInput> {
        Ok(())
    }
}

impl<R: Residuals> Residuals for &R {
    type Point = R::Point;

    #[inline]
    fn len(&self) -> usize {
        (**self).len()
    }

    #[inline]
    fn residuals(&self, x: &Self::Point, r: &mut [f64]) {
        (**self).residuals(x, r);
    }

    #[inline]
    fn residuals_and_jacobian(&self, x: &Self::Point, r: &mut [f64], jacobian: &mut [f64]) {
        (**self).residuals_and_jacobian(x, r, jacobian);
    }

    const ORDER: u8 = R::ORDER;

    #[inline]
    fn curvature(&self, x: &Self::Point, w: &[f64], curvature: &mut [f64]) {
        (**self).curvature(x, w, curvature);
    }

    const BOUNDED: bool = R::BOUNDED;

    fn bounds(&self) -> Option<&Bounds<Self::Point>> {
        (**self).bounds()
    }

    fn validate(&self) -> Result<(), InvalidInput> {
        (**self).validate()
    }
}

/// A differentiated vector-valued function `F` joined with its constants: what `f::residuals(constants..)` returns.
///
/// The type can be named, so it can be a struct's field; it is `Copy`, `Send` and `Sync` where the constants are.
pub struct BoundResiduals<F, C> {
    constants: C,
    function: PhantomData<fn() -> F>,
}

impl<F, C> BoundResiduals<F, C> {
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

impl<F, C: Clone> Clone for BoundResiduals<F, C> {
    fn clone(&self) -> Self {
        Self::new(self.constants.clone())
    }
}

impl<F, C: Copy> Copy for BoundResiduals<F, C> {}

impl<F, C: fmt::Debug> fmt::Debug for BoundResiduals<F, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundResiduals")
            .field("function", &format_args!("{}", any::type_name::<F>()))
            .field("constants", &self.constants)
            .finish()
    }
}

impl<F: VectorFunction<C>, C> Residuals for BoundResiduals<F, C> {
    type Point = F::Point;

    #[inline]
    fn len(&self) -> usize {
        F::residual_len(&self.constants)
    }

    #[inline]
    fn residuals(&self, x: &Self::Point, r: &mut [f64]) {
        F::residuals(&self.constants, x, r);
    }

    #[inline]
    fn residuals_and_jacobian(&self, x: &Self::Point, r: &mut [f64], jacobian: &mut [f64]) {
        F::residuals_and_jacobian(&self.constants, x, r, jacobian);
    }
    const ORDER: u8 = F::ORDER;

    #[inline]
    fn curvature(&self, x: &Self::Point, w: &[f64], curvature: &mut [f64]) {
        F::curvature(&self.constants, x, w, curvature);
    }
}
