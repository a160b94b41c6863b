//! Times contenders side by side, after it has made sure that they give the same numbers.

mod case;
mod numbers;
mod report;
mod timing;

pub use case::{Case, Contest, Heap, Role};
pub use numbers::Numbers;
pub use report::{header, row, time};
pub use timing::{Effort, Times, control};
