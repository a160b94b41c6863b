//! The optimizers: one file a method, line searches beside them, and in `state.rs` the loop that all share.
//!
//! | method | needs | good for |
//! |---|---|---|
//! | [`GradientDescent`] | gradient | many unknowns, rough accuracy |
//! | [`Newton`] | Hessian | few unknowns, full accuracy, indefinite Hessians too |
//! | [`LevenbergMarquardt`] | residuals and Jacobian | least squares and curve fitting |
//!
//! Each returns `Ok(`[`Report`]`)` if and only if it converged, else `Err(`[`Failure`]`)`; both hold the best point that was
//! seen. A step that leads to NaN or infinity counts as too long. The same input gives the same path, bit for bit.

mod backtracking;
mod gradient_descent;
mod ledger;
mod levenberg_marquardt;
mod linearized;
mod newton;
mod report;
mod settings;
mod start;
mod state;
mod trust_step;

#[cfg(test)]
mod tests;

pub use gradient_descent::GradientDescent;
pub use levenberg_marquardt::LevenbergMarquardt;
pub use newton::Newton;
pub use report::{Counts, Failure, Part, Reason, Report};
pub use state::{Method, Minimizes, Progress, State};

use crate::problem::{Objective, Start};

/// Up to this many unknowns a Hessian is cheap to form and to factor.
const SMALL: usize = 128;

/// Minimizes with the method that suits the objective: [`Newton`] where it offers a Hessian and has at most 128 unknowns,
/// else [`GradientDescent`], both with their defaults.
///
/// An objective of order 0, without gradient, is refused at compile time.
///
/// # Errors
/// A [`Failure`] with the reason and the best point, if the run ends without convergence.
///
/// ```
/// use chainrule::{from_fns, minimize};
///
/// let report = minimize(
///     from_fns(
///         |x: &[f64; 1]| x[0].cosh(),
///         |x: &[f64; 1], g: &mut [f64; 1]| {
///             *g = [x[0].sinh()];
///             x[0].cosh()
///         },
///     ),
///     [2.0],
/// )?;
/// assert!(report.point[0].abs() < 1e-8);
/// # Ok::<(), chainrule::Failure<[f64; 1]>>(())
/// ```
pub fn minimize<O: Objective, S: Start<O::Point>>(objective: O, start: S) -> Result<Report<S>, Failure<S>> {
    const { assert!(O::ORDER >= 1, "to minimize needs an objective of order 1: with a gradient") }
    if O::ORDER >= 2 && start.to_point().as_ref().len() <= SMALL {
        state::run(&Newton::new(), &objective, start, &mut state::unobserved)
    } else {
        state::run(&GradientDescent::new(), &objective, start, &mut state::unobserved)
    }
}
