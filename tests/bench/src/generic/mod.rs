//! The problems for any kind of number: what the peers run, and what opponents and generated code are checked against.

pub mod gradbench;
mod problems;
mod scalar;

pub use problems::*;
pub use scalar::Scalar;
