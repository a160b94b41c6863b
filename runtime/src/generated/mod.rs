//! What generated code calls. Not for users: none of it is stable.

mod arrays;
mod lacks;
mod lanes;
mod lend;
mod order;
#[cfg(feature = "alloc")]
mod short;
mod structs;
mod tapes;
mod unseen;

pub use crate::differentiable::Record;
#[cfg(feature = "alloc")]
pub use crate::{sparse::SparseHessian, workspace::Workspace};
#[cfg(feature = "alloc")]
pub use alloc::{boxed::Box, vec, vec::Vec};

pub use arrays::*;
pub use lacks::*;
pub use lanes::*;
pub use lend::*;
pub use order::*;
#[cfg(feature = "alloc")]
pub use short::*;
pub use structs::*;
pub use tapes::*;
pub use unseen::*;
