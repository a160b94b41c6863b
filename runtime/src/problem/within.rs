//! Residuals whose unknowns are bounded.

use super::{Bounds, InvalidInput, Residuals};

/// Residuals with [`Bounds`] on the unknowns, to which the methods for least squares keep: made by `within` of residuals and curves.
#[derive(Clone, Copy, Debug)]
pub struct Within<R: Residuals> {
    pub(crate) inner: R,
    bounds: Bounds<R::Point>,
}

impl<R: Residuals> Within<R> {
    /// Residuals with bounds.
    pub const fn new(residuals: R, bounds: Bounds<R::Point>) -> Self {
        Self { inner: residuals, bounds }
    }
}

impl<R: Residuals> Residuals for Within<R> {
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

    fn bounds(&self) -> Option<&Bounds<R::Point>> {
        Some(&self.bounds)
    }

    fn validate(&self) -> Result<(), InvalidInput> {
        self.inner.validate()
    }
}
