//! Other crates at the border: vectors and matrices of `nalgebra`, `ndarray` and `faer`, and problems for `argmin`. Each is a feature of
//! its own, none is on by default.
//!
//! With a feature, runs start from that crate's vectors, and their reports hold them: `nalgebra::DVector` and `SVector`,
//! `ndarray::Array1`, `faer::Col`. Matrices of this crate are row after row, those of `nalgebra` and `faer` column after column; the
//! functions here mind that.

#[cfg(feature = "argmin")]
pub mod argmin;
#[cfg(feature = "faer")]
pub mod faer;
#[cfg(feature = "nalgebra")]
pub mod nalgebra;
#[cfg(feature = "ndarray")]
pub mod ndarray;

/// Whether a flat matrix has the length of its shape.
#[cfg(any(feature = "nalgebra", feature = "ndarray", feature = "faer"))]
#[track_caller]
fn fits(rows: usize, columns: usize, flat: &[f64]) {
    let len = flat.len();
    assert!(rows * columns == len, "a matrix of {rows} rows and {columns} columns has not the length {len}");
}
