//! Opponents for the evals of `GradBench` that the problems beside this folder do not have already.

pub mod ba;
pub mod det;
pub mod gmm;
pub mod ht;
pub mod kmeans;
pub mod lstm;
pub mod ode;
