//! What the examples share: figures as they were printed, checks, plots in a terminal and as SVG, small linear systems, formulas in
//! LaTeX.

mod checks;
mod contour;
mod figure;
mod latex;
mod linear;
mod picture;
mod plot;

pub use checks::{Checks, Outcome, run};
pub use contour::contour;
pub use figure::Figure;
pub use latex::latex;
pub use linear::solve;
pub use picture::{draw_fit, draw_paths, wanted};
pub use plot::plot;
