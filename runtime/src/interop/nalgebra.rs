//! `nalgebra`: its matrices are stored column after column.
//!
//! ```
//! use chainrule::{Newton, differentiable, interop};
//! use nalgebra::Vector2;
//!
//! #[differentiable]
//! fn rosenbrock(x: &[f64; 2]) -> f64 {
//!     (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
//! }
//!
//! let report = Newton::new().minimize(rosenbrock::objective(), Vector2::new(-1.2, 1.0))?;
//! let point: Vector2<f64> = report.point;
//! assert!((point - Vector2::new(1.0, 1.0)).norm() < 1e-8);
//! let hessian = interop::nalgebra::matrix(&rosenbrock::hessian(&[-1.2, 1.0]));
//! assert_eq!(hessian[(0, 1)], 480.0);
//! # Ok::<(), chainrule::Failure<Vector2<f64>>>(())
//! ```

use alloc::vec::Vec;
use nalgebra::{DMatrix, DVector, SMatrix, SVector};

use crate::problem::Start;

impl<const N: usize> Start<[f64; N]> for SVector<f64, N> {
    fn to_point(&self) -> [f64; N] {
        self.data.0[0]
    }

    fn with_point(self, point: [f64; N]) -> Self {
        point.into()
    }
}

impl Start<Vec<f64>> for DVector<f64> {
    fn to_point(&self) -> Vec<f64> {
        self.as_slice().to_vec()
    }

    fn with_point(self, point: Vec<f64>) -> Self {
        point.into()
    }
}

/// A matrix of fixed size: a Jacobian, a Hessian, a covariance.
#[must_use]
pub fn matrix<const M: usize, const N: usize>(rows: &[[f64; N]; M]) -> SMatrix<f64, M, N> {
    SMatrix::from_fn(|i, j| rows[i][j])
}

/// The rows of a matrix of fixed size.
#[must_use]
pub fn rows<const M: usize, const N: usize>(matrix: &SMatrix<f64, M, N>) -> [[f64; N]; M] {
    core::array::from_fn(|i| core::array::from_fn(|j| matrix[(i, j)]))
}

/// A matrix that is flat, row after row.
///
/// # Panics
/// If its length is not `rows * columns`.
#[must_use]
pub fn dmatrix(rows: usize, columns: usize, flat: &[f64]) -> DMatrix<f64> {
    super::fits(rows, columns, flat);
    DMatrix::from_row_slice(rows, columns, flat)
}

/// The entries of a matrix, row after row.
#[must_use]
pub fn flat(matrix: &DMatrix<f64>) -> Vec<f64> {
    matrix.row_iter().flat_map(|row| row.iter().copied().collect::<Vec<_>>()).collect()
}
