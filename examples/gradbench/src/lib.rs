//! A tool for [GradBench](https://github.com/gradbench/gradbench), the suite that compares tools for automatic differentiation.
//!
//! Each eval of the suite is a file in [`evals`]: the function as a Rust user would write it, annotated, and the rows that say which
//! generated derivative answers which request. [`answer`] speaks the suite's protocol.

mod answer;
pub mod evals;
mod message;
mod response;
mod run;
mod table;

pub use answer::answer;
pub use table::Table;
