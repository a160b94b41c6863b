//! What can be asked of a problem: value, gradient, Hessian, Hessian-vector product; residuals and Jacobian.
//!
//! Two layers. [`Function`], [`VectorFunction`] and [`Model`] are what a differentiated function implements, statically,
//! with its constants apart. [`Objective`] and [`Residuals`] are what an optimizer takes: a function bound to its constants
//! ([`Bound`], [`BoundResiduals`], [`Curve`]), closures ([`from_fns`], [`residuals_from_fns`]), or a type of your own.
//!
//! Everything is written in place into what the caller hands over, so a problem over `[f64; N]` never touches the heap.

mod bounds;
mod closures;
mod constrained;
mod curve;
mod inner;
mod invalid;
#[cfg(feature = "alloc")]
mod linearized;
#[cfg(feature = "std")]
mod loss;
mod objective;
mod point;
mod residuals;
#[cfg(feature = "alloc")]
mod sparse;
mod start;
#[cfg(feature = "alloc")]
mod sum_of_squares;
mod within;

pub use bounds::Bounds;
pub use closures::{
    FromFns, FromFnsHessian, ResidualsFromFns, ResidualsFromFnsCurvature, from_fns, residuals_from_fns,
};
pub use constrained::{Constrained, Free};
pub use curve::{Curve, Model};
pub use invalid::{Fault, InvalidInput};
#[cfg(feature = "alloc")]
pub use linearized::Linearized;
#[cfg(feature = "std")]
pub use loss::{Loss, Robust};
pub use objective::{Bound, Function, Objective};
pub use point::Point;
pub use residuals::{BoundResiduals, Residuals, VectorFunction};
#[cfg(feature = "alloc")]
pub use sparse::WithSparseHessian;
pub use start::Start;
#[cfg(feature = "alloc")]
pub use sum_of_squares::SumOfSquares;
pub use within::Within;
