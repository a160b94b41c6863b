//! Exact derivatives of ordinary Rust functions, made at compile time, and what is done with them.
//!
//! # The parts
//! | module | holds |
//! |---|---|
//! | [`problem`] | what can be asked of a function: value, gradient, Hessian, Hessian-vector product; residuals, Jacobian |
//! | [`optimize`] | [`minimize`], [`least_squares`], and the methods that they choose from |
//! | [`scalar`] | roots and minima of functions of one number |
//! | [`sensitivity`] | how solutions move with parameters |
//! | [`fit`] | [`Curve::fit`]: parameters, standard errors, covariance, predictions |
//! | [`check`] | [`check_gradient`] and its like: derivatives against differences |
//!
//! # Minimizing
//! Whatever is an [`Objective`] can be minimized: a differentiated function bound to its constants, a type of your own, or
//! closures.
//!
//! ```
//! use chainrule::{Newton, from_fns};
//!
//! let value = |x: &[f64; 2]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
//! let gradient = move |x: &[f64; 2], g: &mut [f64; 2]| {
//!     let b = x[1] - x[0] * x[0];
//!     *g = [-2.0 * (1.0 - x[0]) - 400.0 * x[0] * b, 200.0 * b];
//!     value(x)
//! };
//! let hessian = move |x: &[f64; 2], g: &mut [f64; 2], h: &mut [[f64; 2]; 2]| {
//!     *h = [[2.0 - 400.0 * (x[1] - 3.0 * x[0] * x[0]), -400.0 * x[0]], [-400.0 * x[0], 200.0]];
//!     gradient(x, g)
//! };
//! let rosenbrock = from_fns(value, gradient).with_hessian(hessian);
//!
//! let report = Newton::new().minimize(&rosenbrock, [-1.2, 1.0])?;
//! assert!(report.point.iter().all(|x| (x - 1.0).abs() < 1e-12));
//! chainrule::check::check(&rosenbrock, &[-1.2, 1.0]).assert_ok();
//! # Ok::<(), chainrule::Failure<[f64; 2]>>(())
//! ```
//!
//! `Ok` means converged, nothing else does; the `Err` holds the reason and the best point that was seen.
//!
//! # Features
//! `std` (default) has the optimizers, curve fitting and checks; `alloc` has points that are `Vec<f64>`; without both, the
//! traits and the array forms remain.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;

#[cfg(feature = "std")]
pub mod check;
mod differentiable;
#[cfg(feature = "std")]
pub mod fit;
#[cfg(feature = "std")]
mod linalg;
#[cfg(feature = "std")]
pub mod optimize;
pub mod problem;
#[cfg(feature = "std")]
pub mod scalar;
#[cfg(feature = "std")]
pub mod sensitivity;

/// ```
/// use chainrule::differentiable;
///
/// /// A spring between `a` and `b`; its energy, and the force on its ends.
/// #[differentiable(wrt(a, b), name = Spring)]
/// fn spring(a: f64, b: f64, stiffness: f64) -> f64 {
///     0.5 * stiffness * (b - a) * (b - a)
/// }
///
/// assert_eq!(spring(1.0, 3.0, 10.0), 20.0);
/// assert_eq!(Spring::gradient(1.0, 3.0, 10.0), [-20.0, 20.0]);
/// assert_eq!(Spring::hvp(1.0, 3.0, 10.0, [1.0, 0.0]), [10.0, -10.0]);
/// ```
pub use chainrule_macros::differentiable;

/// Says that an expression is constant: in a differentiated function, no derivative flows through it. Its value is that of the
/// expression.
///
/// It is the way out where an active value decides something that has no derivative: an index, a cast to an integer,
/// a weight that is held fixed.
///
/// ```
/// use chainrule::{constant, differentiable};
///
/// /// Linear interpolation in a table.
/// #[differentiable]
/// fn interpolated(x: f64, #[constant] table: &[f64]) -> f64 {
///     let k = constant!(x) as usize;
///     let t = x - x.floor();
///     (1.0 - t) * table[k] + t * table[k + 1]
/// }
///
/// assert_eq!(interpolated::derivative(1.25, &[0.0, 1.0, 4.0]), 3.0);
/// ```
#[macro_export]
macro_rules! constant {
    (@chainrule) => {
        ()
    };
    ($value:expr $(,)?) => {
        $value
    };
}

pub use chainrule_macros::Differentiable;
pub use differentiable::Differentiable;

#[doc(hidden)]
#[path = "call.rs"]
pub mod __private;
mod lanes;

#[cfg(feature = "std")]
pub use check::{CheckReport, Mismatch, check_gradient, check_hessian, check_jacobian, check_product};
#[cfg(feature = "std")]
pub use fit::{Fit, Prediction};
#[cfg(feature = "std")]
pub use optimize::{
    AdaGrad, Adam, AdamW, AmsGrad, AugmentedLagrangian, Batches, Bfgs, Conjugacy, ConjugateGradients, Counts, Dogleg,
    Failure, GaussNewton, GradientDescent, HybridNewton, Lbfgs, LbfgsB, LevenbergMarquardt, LineSearch, Lion, Method,
    Minimizes, NAdam, Newton, Optimum, Part, Progress, Reason, Report, RmsProp, Schedule, Sgd, State, SteihaugToint,
    StepLength, TrustRegion, least_squares, minimize,
};
#[cfg(feature = "alloc")]
pub use problem::SumOfSquares;
pub use problem::{
    Bound, BoundResiduals, Bounds, Constrained, Curve, Fault, FromFns, FromFnsHessian, Function, InvalidInput, Model,
    Objective, Point, Residuals, ResidualsFromFns, ResidualsFromFnsCurvature, Start, VectorFunction, Within, from_fns,
    residuals_from_fns,
};
#[cfg(feature = "std")]
pub use problem::{Loss, Robust};

/// The code of the README.
#[cfg(all(doctest, feature = "std"))]
#[doc = include_str!("../../README.md")]
mod readme {}
