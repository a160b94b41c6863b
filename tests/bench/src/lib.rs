//! What the benchmark measures: the problems as users write them, the opponents, and the harness that times them side by side.

pub mod data;
pub mod generic;
pub mod hand;
pub mod harness;
pub mod limits;
#[cfg(feature = "peers")]
pub mod peers;
pub mod problems;
