//! Linear algebra for the optimizers. Dense: row-major slices, work space from the caller, nothing allocated. Sparse: `sparse`.

#[cfg(feature = "alloc")]
pub mod alone;
#[cfg(feature = "alloc")]
mod damped;
#[cfg(feature = "alloc")]
mod eigen;
mod functions;
#[cfg(feature = "faer")]
mod large;
mod ldl;
#[cfg(feature = "alloc")]
mod lu;
mod modified;
mod norm;
#[cfg(feature = "alloc")]
mod qr;
#[cfg(feature = "alloc")]
pub(crate) mod shared;
#[cfg(feature = "alloc")]
mod sparse;

#[cfg(feature = "alloc")]
pub(crate) use damped::{Damped, is_dependent};
#[cfg(feature = "alloc")]
pub(crate) use eigen::eigen;
pub(crate) use functions::{cosine_of_half_turns, power};
pub(crate) use ldl::{ldl, ldl_solve};
#[cfg(feature = "alloc")]
pub(crate) use lu::{lu, lu_solve};
pub(crate) use modified::modified_ldl;
pub(crate) use norm::{add_difference, add_multiple, dot, first_non_finite, max_abs, norm, sqrt};
#[cfg(feature = "alloc")]
pub(crate) use norm::{add_multiple_and_dot, scaled_norm};
#[cfg(feature = "alloc")]
pub(crate) use qr::Qr;
#[cfg(feature = "alloc")]
pub(crate) use sparse::SparseFactor;
