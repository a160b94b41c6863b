//! The optimizers: one file a method, line searches beside them, and in `state.rs` the loop that all share.
//!
//! | method | needs | good for |
//! |---|---|---|
//! | [`Bfgs`] | gradient | up to some hundred unknowns, full accuracy |
//! | [`Lbfgs`] | gradient | many unknowns |
//! | [`LbfgsB`] | gradient | bounds on the unknowns |
//! | [`ConjugateGradients`] | gradient | many unknowns, least memory |
//! | [`GradientDescent`] | gradient | many unknowns, rough accuracy |
//! | [`Sgd`], [`AdaGrad`], [`RmsProp`], [`Adam`], [`AdamW`], [`AmsGrad`], [`NAdam`], [`Lion`] | gradient | mini-batches: learning rates by a [`Schedule`], indices by [`Batches`] |
//! | [`Newton`] | Hessian | few unknowns, full accuracy, indefinite Hessians too |
//! | [`TrustRegion`] | Hessian | few unknowns, saddles on the way |
//! | [`Dogleg`] | Hessian | the same, with cheaper steps |
//! | [`SparseNewton`] | Hessian as a [`SparseHessian`](crate::SparseHessian) | many unknowns, each joined with few others |
//! | [`SteihaugToint`] | Hessian-vector products | many unknowns, full accuracy |
//! | [`AugmentedLagrangian`] | gradient, Jacobians of the constraints | equality and inequality constraints |
//! | [`HybridNewton`] | residuals with second derivatives | least squares and curve fitting: the default of both |
//! | [`LevenbergMarquardt`] | residuals and Jacobian | least squares without second derivatives |
//! | [`GaussNewton`] | residuals and Jacobian | least squares with small residuals, from near by |
//!
//! Without the feature `alloc` there are `Newton`, `Bfgs`, `ConjugateGradients`, `GradientDescent` and the methods with learning rates.
//!
//! Each returns `Ok(`[`Report`]`)` if and only if it converged, else `Err(`[`Failure`]`)`; both hold the best point that was
//! seen. A step that leads to NaN or infinity counts as too long. The same input gives the same path, bit for bit.

#[cfg(feature = "alloc")]
mod augmented_lagrangian;
#[cfg(feature = "alloc")]
mod ball;
#[cfg(feature = "alloc")]
mod bend;
mod bfgs;
#[cfg(feature = "alloc")]
mod cauchy;
#[cfg(feature = "alloc")]
mod compact;
#[cfg(feature = "alloc")]
mod confine;
mod conjugate_gradients;
#[cfg(feature = "alloc")]
mod curvature;
#[cfg(feature = "alloc")]
mod dense;
#[cfg(feature = "alloc")]
mod dogleg;
#[cfg(feature = "alloc")]
mod endgame;
mod first_order;
#[cfg(feature = "alloc")]
mod gauss_newton;
mod gradient_descent;
#[cfg(feature = "alloc")]
mod hybrid_newton;
#[cfg(feature = "alloc")]
mod lagrangian;
#[cfg(feature = "alloc")]
mod lbfgs;
#[cfg(feature = "alloc")]
mod lbfgsb;
mod ledger;
#[cfg(feature = "alloc")]
mod levenberg_marquardt;
mod line_search;
#[cfg(feature = "alloc")]
mod linearized;
mod newton;
mod quasi_newton;
#[cfg(feature = "alloc")]
mod region;
mod report;
#[cfg(feature = "alloc")]
mod secular;
mod settings;
#[cfg(feature = "alloc")]
mod sparse_newton;
#[cfg(feature = "alloc")]
mod sparse_step;
#[cfg(feature = "alloc")]
mod squares;
mod start;
mod state;
#[cfg(feature = "alloc")]
mod steihaug;
#[cfg(feature = "alloc")]
mod trust_region;
#[cfg(feature = "alloc")]
mod trust_step;

#[cfg(test)]
mod tests;

#[cfg(feature = "alloc")]
pub use augmented_lagrangian::{AugmentedLagrangian, Optimum};
pub use bfgs::Bfgs;
pub use conjugate_gradients::{Conjugacy, ConjugateGradients};
#[cfg(feature = "alloc")]
pub use dogleg::Dogleg;
#[cfg(feature = "alloc")]
pub use first_order::Batches;
pub use first_order::{AdaGrad, Adam, AdamW, AmsGrad, Lion, NAdam, RmsProp, Schedule, Sgd};
#[cfg(feature = "alloc")]
pub use gauss_newton::GaussNewton;
pub use gradient_descent::{GradientDescent, StepLength};
#[cfg(feature = "alloc")]
pub use hybrid_newton::HybridNewton;
#[cfg(feature = "alloc")]
pub use lbfgs::Lbfgs;
#[cfg(feature = "alloc")]
pub use lbfgsb::LbfgsB;
#[cfg(feature = "alloc")]
pub use levenberg_marquardt::LevenbergMarquardt;
pub use line_search::LineSearch;
pub use newton::Newton;
pub use report::{Counts, Failure, Part, Reason, Report};
#[cfg(feature = "alloc")]
pub use sparse_newton::SparseNewton;
pub use state::{Method, Minimizes, Progress, State};
#[cfg(feature = "alloc")]
pub use steihaug::SteihaugToint;
#[cfg(feature = "alloc")]
pub use trust_region::TrustRegion;

#[cfg(feature = "alloc")]
use crate::problem::Residuals;
use crate::problem::{Objective, Point, Start};

/// Up to this many unknowns a Hessian is cheap to form and to factor.
const SMALL: usize = 128;

/// Minimizes with the method that suits the objective, with its defaults: [`LbfgsB`] within bounds; else up to 128 unknowns [`Newton`] where it offers a
/// Hessian, else [`Bfgs`]; beyond [`SparseNewton`] where it offers a sparse one, else [`Lbfgs`].
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
#[doc(alias = "fmin")]
#[doc(alias = "optimize")]
#[doc(alias = "scipy.optimize.minimize")]
pub fn minimize<O: Objective, S: Start<O::Point>>(objective: O, start: S) -> Result<Report<S>, Failure<S>> {
    const { assert!(O::ORDER >= 1, "to minimize needs an objective of order 1: with a gradient") }
    #[cfg(feature = "alloc")]
    if O::BOUNDED {
        return state::run(&LbfgsB::new(), &objective, start, &mut state::unobserved);
    }
    #[cfg(not(feature = "alloc"))]
    const {
        assert!(!O::BOUNDED, "to minimize within bounds needs the feature `alloc`");
    }
    if !const { is_small::<O::Point>() } && start.to_point().as_ref().len() > SMALL {
        return minimize_large(&objective, start);
    }
    #[cfg(feature = "alloc")]
    if const { O::SPARSE && O::ORDER < 2 } {
        return state::run(&SparseNewton::new(), &objective, start, &mut state::unobserved);
    }
    if const { O::ORDER >= 2 } {
        state::run(&Newton::new(), &objective, start, &mut state::unobserved)
    } else {
        state::run(&Bfgs::new(), &objective, start, &mut state::unobserved)
    }
}

/// The same where there are so many unknowns that a Hessian is not cheap.
fn minimize_large<O: Objective, S: Start<O::Point>>(objective: &O, start: S) -> Result<Report<S>, Failure<S>> {
    #[cfg(feature = "alloc")]
    if const { O::SPARSE } {
        state::run(&SparseNewton::new(), objective, start, &mut state::unobserved)
    } else {
        state::run(&Lbfgs::new(), objective, start, &mut state::unobserved)
    }
    #[cfg(not(feature = "alloc"))]
    state::run(&Bfgs::new(), objective, start, &mut state::unobserved)
}

/// Whether all points of a type are small. What a `const` decides on is decided before methods are compiled for a problem: those that it cannot need are not.
const fn is_small<P: Point>() -> bool {
    matches!(P::LENGTH, Some(..=SMALL))
}

/// Minimizes half a sum of squares with the method that suits the residuals: [`HybridNewton`] where they offer curvature and have
/// at most 128 unknowns, else [`LevenbergMarquardt`], both with their defaults.
///
/// # Errors
/// A [`Failure`] with the reason and the best point, if the run ends without convergence.
///
/// ```
/// use chainrule::{differentiable, least_squares};
///
/// #[differentiable]
/// fn rosenbrock(x: &[f64; 2]) -> [f64; 2] {
///     [10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]
/// }
///
/// let report = least_squares(rosenbrock::residuals(), [-1.2, 1.0])?;
/// assert_eq!(report.point, [1.0, 1.0]);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[doc(alias = "leastsq")]
#[doc(alias = "nonlinear least squares")]
#[doc(alias = "nls")]
#[cfg(feature = "alloc")]
pub fn least_squares<R: Residuals, S: Start<R::Point>>(residuals: R, start: S) -> Result<Report<S>, Failure<S>> {
    if const { R::ORDER >= 2 } && (const { is_small::<R::Point>() } || start.to_point().as_ref().len() <= SMALL) {
        state::run(&HybridNewton::new(), &residuals, start, &mut state::unobserved)
    } else {
        state::run(&LevenbergMarquardt::new(), &residuals, start, &mut state::unobserved)
    }
}

/// A run of any method, unobserved.
#[cfg(feature = "std")]
pub(crate) fn run<M: Minimizes<Q>, Q>(
    method: &M,
    problem: &Q,
    start: M::Point,
) -> Result<Report<M::Point>, Failure<M::Point>> {
    state::run(method, problem, start, &mut state::unobserved)
}
