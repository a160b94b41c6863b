//! The factorizations by themselves, for those who time methods beside them.

use super::{Qr, ldl};
use alloc::vec::Vec;

/// Factors the lower triangle of a symmetric matrix in place, as [`Newton`](crate::Newton) does; whether it is positive definite.
#[inline]
#[must_use]
pub fn symmetric(n: usize, matrix: &mut [f64]) -> bool {
    ldl(n, matrix)
}

/// Room for the factorization of [`LevenbergMarquardt`](crate::LevenbergMarquardt).
#[derive(Debug)]
pub struct LeastSquares {
    qr: Qr,
    qtr: Vec<f64>,
}

impl LeastSquares {
    /// For `m` residuals of `n` unknowns.
    #[inline]
    #[must_use]
    pub fn new(m: usize, n: usize) -> Self {
        Self { qr: Qr::new(m, n), qtr: alloc::vec![0.0; m.max(n)] }
    }

    /// Factors a Jacobian, and brings the residuals along; the first of them.
    #[inline]
    pub fn factor(&mut self, residuals: &[f64], jacobian: &[f64]) -> f64 {
        self.qtr[..residuals.len()].copy_from_slice(residuals);
        self.qtr[residuals.len()..].fill(0.0);
        self.qr.load(jacobian, |_| true);
        self.qr.factor(&mut self.qtr);
        self.qtr[0]
    }
}
