//! What the examples share: figures as they were printed, checks, plots in a terminal, small linear systems, formulas in LaTeX.

mod checks;
mod figure;
mod latex;
mod linear;
mod plot;

pub use checks::{Checks, Outcome, run};
pub use figure::Figure;
pub use latex::latex;
pub use linear::solve;
pub use plot::plot;
