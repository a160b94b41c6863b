//! Vector-valued functions for least squares.

use core::{any, fmt, marker::PhantomData};

use super::{InvalidInput, Point};

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

    /// Whether there are no residuals.
    fn is_empty(&self) -> bool {
        self.len() == 0
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
}
