//! Objectives under constraints.

use core::marker::PhantomData;

use super::{Objective, Point, Residuals};

/// An objective under constraints: `equal(x) = 0` and `at_most(x) <= 0`, entry by entry. Each side is anything that has a Jacobian, such as
/// `f::residuals(..)` of a differentiated function. Bounds on the unknowns belong to the objective, by
/// [`within`](Objective::within).
///
/// ```
/// use chainrule::{AugmentedLagrangian, Constrained, differentiable};
///
/// /// The cost of a box with these edges.
/// #[differentiable]
/// fn cost(x: &[f64; 3]) -> f64 {
///     2.0 * (x[0] * x[1] + x[1] * x[2] + x[2] * x[0])
/// }
///
/// #[differentiable]
/// fn volume(x: &[f64; 3]) -> [f64; 1] {
///     [x[0] * x[1] * x[2] - 8.0]
/// }
///
/// #[differentiable]
/// fn height(x: &[f64; 3]) -> [f64; 1] {
///     [x[2] - 1.0]
/// }
///
/// let problem =
///     Constrained::new(cost::objective()).equal_zero(volume::residuals()).at_most_zero(height::residuals());
/// let best = AugmentedLagrangian::new().minimize(problem, [1.0, 2.0, 3.0])?;
/// assert!((best.value - (16.0 + 4.0 * 8_f64.sqrt())).abs() < 1e-6 && best.violation < 1e-8);
/// # Ok::<(), chainrule::Failure<[f64; 3]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Constrained<O, E, I> {
    pub(crate) objective: O,
    pub(crate) equal: E,
    pub(crate) at_most: I,
}

/// No constraints of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Free<P>(PhantomData<fn() -> P>);

impl<O: Objective> Constrained<O, Free<O::Point>, Free<O::Point>> {
    /// An objective, without constraints yet.
    pub const fn new(objective: O) -> Self {
        Self { objective, equal: Free(PhantomData), at_most: Free(PhantomData) }
    }
}

impl<O: Objective, E, I> Constrained<O, E, I> {
    /// The constraints that must be zero; takes the place of others of this kind.
    pub fn equal_zero<F: Residuals<Point = O::Point>>(self, constraints: F) -> Constrained<O, F, I> {
        const { assert!(!F::BOUNDED, "bounds belong to the objective") }
        Constrained { objective: self.objective, equal: constraints, at_most: self.at_most }
    }

    /// The constraints that must be zero or negative; takes the place of others of this kind.
    pub fn at_most_zero<F: Residuals<Point = O::Point>>(self, constraints: F) -> Constrained<O, E, F> {
        const { assert!(!F::BOUNDED, "bounds belong to the objective") }
        Constrained { objective: self.objective, equal: self.equal, at_most: constraints }
    }
}

impl<P: Point> Residuals for Free<P> {
    type Point = P;

    fn len(&self) -> usize {
        0
    }

    fn residuals(&self, _: &P, _: &mut [f64]) {}

    fn residuals_and_jacobian(&self, _: &P, _: &mut [f64], _: &mut [f64]) {}
}
