//! Problems with known answers, for comparing optimizers.

#![allow(clippy::must_use_candidate, reason = "problems are handed on, and never called for nothing")]
#![allow(missing_docs, reason = "the functions are those of the papers, numbered as there")]

pub mod counted;
pub mod erased;
pub mod mgh;
pub mod nist;
