//! `faer`: its matrices are stored column after column.
//!
//! ```
//! use chainrule::{Bfgs, differentiable, interop};
//! use faer::Col;
//!
//! #[differentiable]
//! fn bowl(x: &[f64]) -> f64 {
//!     let mut sum = 0.0;
//!     for i in 0..x.len() {
//!         sum += (x[i] - i as f64).powi(2);
//!     }
//!     sum
//! }
//!
//! let report = Bfgs::new().minimize(bowl::objective(), Col::<f64>::zeros(3))?;
//! assert!((report.point[2] - 2.0).abs() < 1e-10);
//! let hessian = interop::faer::mat(3, 3, &bowl::hessian(&[0.0; 3]));
//! assert_eq!(hessian[(1, 1)], 2.0);
//! # Ok::<(), chainrule::Failure<Col<f64>>>(())
//! ```

use alloc::vec::Vec;
use faer::{Col, Mat, MatRef};

use crate::problem::Start;

impl Start<Vec<f64>> for Col<f64> {
    fn to_point(&self) -> Vec<f64> {
        self.iter().copied().collect()
    }

    fn with_point(self, point: Vec<f64>) -> Self {
        Self::from_fn(point.len(), |i| point[i])
    }
}

/// A matrix of fixed size: a Jacobian, a Hessian, a covariance.
#[must_use]
pub fn matrix<const M: usize, const N: usize>(rows: &[[f64; N]; M]) -> Mat<f64> {
    Mat::from_fn(M, N, |i, j| rows[i][j])
}

/// A matrix that is flat, row after row.
///
/// # Panics
/// If its length is not `rows * columns`.
#[must_use]
pub fn mat(rows: usize, columns: usize, flat: &[f64]) -> Mat<f64> {
    super::fits(rows, columns, flat);
    Mat::from_fn(rows, columns, |i, j| flat[i * columns + j])
}

/// The entries of a matrix, row after row.
#[must_use]
pub fn flat(matrix: MatRef<'_, f64>) -> Vec<f64> {
    (0..matrix.nrows()).flat_map(|i| (0..matrix.ncols()).map(move |j| matrix[(i, j)])).collect()
}
