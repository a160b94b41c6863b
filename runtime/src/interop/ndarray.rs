//! `ndarray`: its arrays may be stored in either order, and are read by index here.
//!
//! ```
//! use chainrule::{Bfgs, differentiable, interop};
//! use ndarray::{Array1, array};
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
//! let report = Bfgs::new().minimize(bowl::objective(), Array1::zeros(3))?;
//! assert!((report.point - array![0.0, 1.0, 2.0]).iter().all(|e| e.abs() < 1e-10));
//! let hessian = interop::ndarray::array2(3, 3, &bowl::hessian(&[0.0; 3]));
//! assert_eq!(hessian.diag(), array![2.0, 2.0, 2.0]);
//! # Ok::<(), chainrule::Failure<Array1<f64>>>(())
//! ```

use alloc::vec::Vec;
use ndarray::{Array1, Array2, ArrayView2};

use crate::problem::Start;

impl Start<Vec<f64>> for Array1<f64> {
    fn to_point(&self) -> Vec<f64> {
        self.to_vec()
    }

    fn with_point(self, point: Vec<f64>) -> Self {
        point.into()
    }
}

/// A matrix of fixed size: a Jacobian, a Hessian, a covariance.
#[must_use]
pub fn matrix<const M: usize, const N: usize>(rows: &[[f64; N]; M]) -> Array2<f64> {
    Array2::from_shape_fn((M, N), |(i, j)| rows[i][j])
}

/// A matrix that is flat, row after row.
///
/// # Panics
/// If its length is not `rows * columns`.
#[must_use]
pub fn array2(rows: usize, columns: usize, flat: &[f64]) -> Array2<f64> {
    super::fits(rows, columns, flat);
    Array2::from_shape_fn((rows, columns), |(i, j)| flat[i * columns + j])
}

/// The entries of a matrix, row after row, however it is stored.
#[must_use]
#[allow(clippy::needless_pass_by_value, reason = "a view is a reference")]
pub fn flat(matrix: ArrayView2<'_, f64>) -> Vec<f64> {
    matrix.iter().copied().collect()
}
