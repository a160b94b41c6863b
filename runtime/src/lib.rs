//! Exact derivatives of ordinary Rust functions, made at compile time, and what is done with them.
//!
//! # A tour
//!
//! Put [`#[differentiable]`](differentiable) on a function. `f(x)` stays what it is; `f::gradient(x)` and its like stand on a type of the same name,
//! whose page lists them: [`example`] has one to look at, with its formula.
//!
//! ```
//! use chainrule::{differentiable, minimize};
//!
//! #[differentiable]
//! fn rosenbrock(x: f64, y: f64) -> f64 {
//!     let a = 1.0 - x;
//!     let b = y - x * x;
//!     a * a + 100.0 * b * b
//! }
//!
//! assert_eq!(rosenbrock::gradient(1.0, 2.0), [-400.0, 200.0]);
//! assert_eq!(rosenbrock::hessian(1.0, 1.0), [[802.0, -400.0], [-400.0, 200.0]]);
//! ```
//!
//! The shape of a derivative is that of what it is taken with respect to. Constants are marked, and structs are `#[active]` if they derive [`Differentiable`]:
//!
//! ```
//! use chainrule::{Differentiable, differentiable};
//!
//! #[derive(Clone, Differentiable)]
//! struct Orbit {
//!     axis: f64,
//!     eccentricity: f64,
//! }
//!
//! #[differentiable]
//! fn perihelion(#[active] orbit: &Orbit, #[constant] scale: f64) -> f64 {
//!     scale * orbit.axis * (1.0 - orbit.eccentricity)
//! }
//!
//! let by = perihelion::gradient(&Orbit { axis: 2.0, eccentricity: 0.25 }, 4.0);
//! assert_eq!((by.axis, by.eccentricity), (3.0, -8.0));
//! ```
//!
//! Functions call each other, each under its attribute. What should not be looked into has its derivative stated, and [`constant!`] holds a value. What the macro does
//! not understand it refuses, under the token, with a way out.
//!
//! A function bound to its constants is an [`Objective`]; [`minimize`] chooses a method that suits it. One with several results is bound to [`Residuals`], for
//! [`least_squares`]; a model becomes a [`Curve`], and [`Curve::fit`] gives parameters with their standard errors.
//!
//! ```
//! # use chainrule::{differentiable, minimize};
//! # #[differentiable]
//! # fn rosenbrock(x: f64, y: f64) -> f64 {
//! #     let a = 1.0 - x;
//! #     let b = y - x * x;
//! #     a * a + 100.0 * b * b
//! # }
//! let report = minimize(rosenbrock::objective(), [-1.2, 1.0])?;
//! assert!(report.point.iter().all(|x| (x - 1.0).abs() < 1e-12));
//! rosenbrock::check(-1.2, 1.0); // against differences: a line for your own tests
//! # Ok::<(), chainrule::Failure<[f64; 2]>>(())
//! ```
//!
//! # The parts
//! | module | holds |
//! |---|---|
//! | [`problem`] | what can be asked of a function: value, gradient, Hessian, Hessian-vector product; residuals, Jacobian |
//! | [`optimize`] | [`minimize`], [`least_squares`], and the methods that they choose from |
//! | [`fit`] | [`Curve::fit`]: parameters, standard errors, covariance, predictions |
//! | [`check`] | [`check_gradient`] and its like: derivatives against differences |
//!
//! # Without the attribute
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
//! `std` (default) has all: curve fitting, robust losses, checks, limits on time. `alloc` has points that are `Vec<f64>`, and all optimizers; without
//! both there are [`minimize`], [`Newton`], [`Bfgs`], [`ConjugateGradients`], [`GradientDescent`], the methods with learning rates and [`scalar`], for
//! points that are arrays, with no heap at all. `serde` stores a [`State`] in the middle of a run; `nalgebra`, `ndarray`, `faer` and `argmin` are
//! at the border, in `interop`.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
    not(feature = "alloc"),
    allow(clippy::result_large_err, reason = "a failure is boxed where there is a heap")
)]
#![forbid(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(doc)]
extern crate self as chainrule;

#[macro_use]
mod stored;

#[cfg(feature = "std")]
pub mod check;
mod differentiable;
#[cfg(feature = "std")]
pub mod fit;
#[cfg(feature = "std")]
mod float;
#[cfg(any(feature = "nalgebra", feature = "ndarray", feature = "faer", feature = "argmin"))]
pub mod interop;
mod linalg;
pub mod optimize;
pub mod problem;
pub mod scalar;
#[cfg(feature = "alloc")]
pub mod sensitivity;
#[cfg(feature = "alloc")]
mod sparse;
#[cfg(feature = "alloc")]
mod workspace;

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
#[doc(alias = "autodiff")]
#[doc(alias = "grad")]
#[doc(alias = "custom_vjp")]
pub use chainrule_macros::differentiable;

/// ```
/// use chainrule::differentiate;
///
/// let f = differentiate!(|x: f64, y: f64| x * y.sin());
/// assert_eq!(f.value(2.0, 0.0), 0.0);
/// assert_eq!(f.gradient(2.0, 0.0), [0.0, 2.0]);
/// assert_eq!(f.hessian(2.0, 0.0), [[0.0, 1.0], [1.0, 0.0]]);
/// ```
#[doc(alias = "lambda")]
pub use chainrule_macros::differentiate;

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
#[doc(alias = "stop_gradient")]
#[doc(alias = "detach")]
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
#[cfg(feature = "std")]
pub use float::Float;

#[doc(hidden)]
#[path = "generated/mod.rs"]
pub mod __private;
#[cfg(feature = "alloc")]
#[doc(hidden)]
pub use linalg::alone as __factorizations;

#[cfg(feature = "std")]
pub use check::{CheckReport, Mismatch, check_gradient, check_hessian, check_jacobian, check_product};
#[cfg(feature = "std")]
pub use fit::{Fit, Prediction};
pub use optimize::{
    AdaGrad, Adam, AdamW, AmsGrad, Bfgs, Conjugacy, ConjugateGradients, Counts, Failure, GradientDescent, LineSearch,
    Lion, Method, Minimizes, NAdam, Newton, Part, Progress, Reason, Report, RmsProp, Schedule, Sgd, State, StepLength,
    minimize,
};
#[cfg(feature = "alloc")]
pub use optimize::{
    AugmentedLagrangian, Batches, Dogleg, GaussNewton, HybridNewton, Lbfgs, LbfgsB, LevenbergMarquardt, Optimum,
    SparseNewton, SteihaugToint, TrustRegion, least_squares,
};
pub use problem::{
    Bound, BoundResiduals, Bounds, Constrained, Curve, Fault, FromFns, FromFnsHessian, Function, InvalidInput, Model,
    Objective, Point, Residuals, ResidualsFromFns, ResidualsFromFnsCurvature, Start, VectorFunction, Within, from_fns,
    residuals_from_fns,
};
#[cfg(feature = "std")]
pub use problem::{Loss, Robust};
#[cfg(feature = "alloc")]
pub use problem::{SumOfSquares, WithSparseHessian};
#[cfg(feature = "alloc")]
pub use sparse::SparseHessian;
#[cfg(feature = "alloc")]
pub use workspace::Workspace;

/// What `#[differentiable]` writes, to look at. This module is there in the documentation alone.
///
/// The function and the type have one name. The type's page has the derivatives: each with its formula, what it takes and what it gives.
#[cfg(doc)]
pub mod example {
    /// The banana function of Rosenbrock (1960): a valley along a parabola.
    #[chainrule::differentiable]
    pub fn rosenbrock(x: f64, y: f64) -> f64 {
        let a = 1.0 - x;
        let b = y - x * x;
        a * a + 100.0 * b * b
    }

    /// Half a sum of squares, for a line through observations. The sum needs no second pass.
    #[chainrule::differentiable]
    pub fn line(b: &[f64; 2], #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
        let mut sum = 0.0;
        for i in 0..xs.len() {
            let e = b[0] + b[1] * xs[i] - ys[i];
            sum += 0.5 * e * e;
        }
        sum
    }

    /// From polar coordinates: several results have a Jacobian.
    #[chainrule::differentiable]
    pub fn cartesian(radius: f64, angle: f64) -> [f64; 2] {
        [radius * angle.cos(), radius * angle.sin()]
    }
}

/// The code of the README.
#[cfg(all(doctest, feature = "std"))]
#[doc = include_str!("../../README.md")]
mod readme {}
