//! What the examples share: figures as they were printed, and plots in a terminal.

mod figure;
mod plot;

pub use figure::Figure;
pub use plot::plot;
