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
use faer::{
    Col, Mat, MatRef,
    sparse::{SparseColMat, SymbolicSparseColMat},
};

use crate::{problem::Start, sparse::SparseHessian};

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

/// A sparse Hessian, both triangles, column after column.
///
/// ```
/// use chainrule::{differentiable, interop};
/// use faer::{Side, prelude::Solve, sparse::linalg::solvers::Llt};
///
/// #[differentiable]
/// fn chain(x: &[f64]) -> f64 {
///     let mut sum = 0.5 * x[0] * x[0];
///     for i in 1..x.len() {
///         sum += 0.5 * (x[i] - x[i - 1]).powi(2);
///     }
///     sum
/// }
///
/// let hessian = interop::faer::sparse(&chain::hessian_sparse(&[0.0; 3]));
/// let x = hessian.sp_cholesky(Side::Lower).unwrap().solve(faer::col![0.0, 0.0, 1.0]);
/// assert!((x[2] - 3.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn sparse(hessian: &SparseHessian) -> SparseColMat<usize, f64> {
    let n = hessian.dimension();
    let (mut starts, mut rows, mut values) = (vec![0; n + 1], Vec::new(), Vec::new());
    let mut columns = vec![Vec::new(); n];
    for (i, j, value) in hessian.iter() {
        columns[j].push((i, value));
        if i != j {
            columns[i].push((j, value));
        }
    }
    for (j, mut column) in columns.into_iter().enumerate() {
        column.sort_unstable_by_key(|(row, _)| *row);
        rows.extend(column.iter().map(|(row, _)| *row));
        values.extend(column.iter().map(|(_, value)| *value));
        starts[j + 1] = rows.len();
    }
    SparseColMat::new(SymbolicSparseColMat::new_checked(n, n, starts, None, rows), values)
}

/// The entries of a matrix, row after row.
#[must_use]
pub fn flat(matrix: MatRef<'_, f64>) -> Vec<f64> {
    (0..matrix.nrows()).flat_map(|i| (0..matrix.ncols()).map(move |j| matrix[(i, j)])).collect()
}
