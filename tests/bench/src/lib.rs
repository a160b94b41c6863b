//! What the benchmark measures: the opponents, the same problems for any kind of number, and their data.

pub mod data;
pub mod generic;
pub mod hand;
