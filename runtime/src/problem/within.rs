//! Problems whose unknowns are bounded.

use super::{Bounds, InvalidInput, Objective, Point, Residuals, inner::derivatives_of_inner};
#[cfg(feature = "alloc")]
use crate::sparse::SparseHessian;

/// A problem with [`Bounds`] on its unknowns, to which the methods keep: made by `within` of objectives, residuals and curves.
///
/// A method that does not know bounds refuses it at compile time:
///
/// ```compile_fail
/// use chainrule::{Bounds, Newton, Objective, differentiable};
///
/// #[differentiable]
/// fn square(x: &[f64; 1]) -> f64 {
///     x[0] * x[0]
/// }
///
/// let _ = Newton::new().minimize(square::objective().within(Bounds::at_least([1.0])), [2.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Within<Q, P> {
    pub(crate) inner: Q,
    bounds: Bounds<P>,
}

impl<Q, P: Point> Within<Q, P> {
    /// A problem with bounds.
    pub const fn new(problem: Q, bounds: Bounds<P>) -> Self {
        Self { inner: problem, bounds }
    }
}

impl<O: Objective> Objective for Within<O, O::Point> {
    type Point = O::Point;
    const ORDER: u8 = O::ORDER;
    const BOUNDED: bool = true;

    derivatives_of_inner! {}

    #[cfg(feature = "alloc")]
    const SPARSE: bool = O::SPARSE;

    #[cfg(feature = "alloc")]
    fn sparse_hessian(&self, x: &O::Point, hessian: &mut SparseHessian) {
        self.inner.sparse_hessian(x, hessian);
    }

    fn bounds(&self) -> Option<&Bounds<O::Point>> {
        Some(&self.bounds)
    }
}

impl<R: Residuals> Residuals for Within<R, R::Point> {
    type Point = R::Point;

    fn len(&self) -> usize {
        self.inner.len()
    }

    fn residuals(&self, x: &R::Point, r: &mut [f64]) {
        self.inner.residuals(x, r);
    }

    fn residuals_and_jacobian(&self, x: &R::Point, r: &mut [f64], jacobian: &mut [f64]) {
        self.inner.residuals_and_jacobian(x, r, jacobian);
    }

    const ORDER: u8 = R::ORDER;

    fn curvature(&self, x: &R::Point, w: &[f64], curvature: &mut [f64]) {
        self.inner.curvature(x, w, curvature);
    }

    const BOUNDED: bool = true;

    fn bounds(&self) -> Option<&Bounds<R::Point>> {
        Some(&self.bounds)
    }

    fn validate(&self) -> Result<(), InvalidInput> {
        self.inner.validate()
    }
}
