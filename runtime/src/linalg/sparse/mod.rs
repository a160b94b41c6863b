//! Sparse symmetric systems.

mod ldl;
mod order;
#[cfg(feature = "faer")]
mod supernodes;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;

use crate::sparse::SparseHessian;
use ldl::Ldl;
#[cfg(feature = "faer")]
use supernodes::Supernodes;

/// A factorization of matrices of one pattern, or of another one each time.
#[derive(Clone, Debug, Default)]
pub(crate) struct SparseFactor {
    starts: Vec<usize>,
    columns: Vec<usize>,
    ldl: Ldl,
    /// In place of `ldl` where that would be slower.
    #[cfg(feature = "faer")]
    supernodes: Option<Supernodes>,
}

/// Factors that take more multiplications than this are left to `faer`. On five-point grids both take the same time at 1.4e7 (100 x 100 nodes); at 1.8e8 (200 x 200)
/// `faer` takes a third, at 8.5e8 a sixth.
#[cfg(feature = "faer")]
const LARGE: f64 = 1e7;

impl SparseFactor {
    /// Factors the matrix plus a diagonal, given by unknown; whether that is numerically positive definite.
    pub(crate) fn factor(&mut self, matrix: &SparseHessian, shift: impl Fn(usize) -> f64) -> bool {
        if self.starts != matrix.row_starts() || self.columns != matrix.columns() {
            self.analyze(matrix);
        }
        #[cfg(feature = "faer")]
        if let Some(supernodes) = &mut self.supernodes {
            return supernodes.factor(matrix.values(), shift);
        }
        self.ldl.factor(matrix.values(), shift)
    }

    #[inline]
    fn analyze(&mut self, matrix: &SparseHessian) {
        (self.starts, self.columns) = (matrix.row_starts().to_vec(), matrix.columns().to_vec());
        self.ldl = Ldl::new(matrix);
        #[cfg(feature = "faer")]
        {
            self.supernodes = if self.ldl.work() > LARGE { Supernodes::new(matrix) } else { None };
            if self.supernodes.is_some() {
                self.ldl = Ldl::default();
            }
        }
    }

    /// Solves with the last factor, overwriting `b`.
    #[inline]
    pub(crate) fn solve(&mut self, b: &mut [f64]) {
        #[cfg(feature = "faer")]
        if let Some(supernodes) = &self.supernodes {
            return supernodes.solve(b);
        }
        self.ldl.solve(b);
    }
}

/// A factor is made anew.
#[cfg(feature = "serde")]
impl crate::stored::Stored for SparseFactor {
    fn write(&self, _: &mut Vec<u64>) {}

    fn read(_: &mut crate::stored::Words<'_>) -> Option<Self> {
        Some(Self::default())
    }
}
