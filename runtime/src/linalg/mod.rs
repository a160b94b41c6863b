//! Dense linear algebra for the optimizers: row-major slices, work space from the caller, nothing allocated.

mod damped;
mod eigen;
mod ldl;
mod lu;
mod modified;
mod norm;
mod qr;

pub(crate) use damped::{Damped, is_dependent};
pub(crate) use eigen::eigen;
pub(crate) use ldl::{ldl, ldl_solve};
pub(crate) use lu::{lu, lu_solve};
pub(crate) use modified::modified_ldl;
pub(crate) use norm::{add_multiple, dot, first_non_finite, hypot, max_abs, norm, scaled_norm, sqrt};
pub(crate) use qr::Qr;
