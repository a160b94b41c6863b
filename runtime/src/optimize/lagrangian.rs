//! The augmented Lagrangian as an objective.

use core::cell::RefCell;

use alloc::{vec, vec::Vec};

use crate::{
    linalg::add_multiple,
    problem::{Bounds, Constrained, Objective, Residuals},
};

/// Constraints of one kind at a point, their Jacobian, and their multipliers.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    pub(crate) values: Vec<f64>,
    jacobian: Vec<f64>,
    pub(crate) multipliers: Vec<f64>,
    /// Whether negative values are fine.
    is_upper: bool,
}

stored! { Side { values, jacobian, multipliers, is_upper } }

/// No multiplier is larger.
const LARGEST: f64 = 1e12;

impl Side {
    #[inline]
    pub(crate) fn new(m: usize, n: usize, is_upper: bool) -> Self {
        Self { values: vec![0.0; m], jacobian: vec![0.0; m * n], multipliers: vec![0.0; m], is_upper }
    }

    /// The value, and how far it is out of bounds beside what the multiplier allows: the violation, or the lack of complementarity.
    #[inline]
    fn each(&self, penalty: f64) -> impl Iterator<Item = (f64, f64)> {
        self.values.iter().zip(&self.multipliers).map(move |(c, l)| {
            let shifted = c + l / penalty;
            (*c, if self.is_upper { shifted.max(0.0) } else { shifted })
        })
    }

    /// By how much the constraints are violated at most.
    #[inline]
    pub(crate) fn violation(&self) -> f64 {
        let out = |c: &f64| if self.is_upper { c.max(0.0) } else { c.abs() };
        self.values.iter().map(out).fold(0.0, |m, v| if v > m || v.is_nan() { v } else { m })
    }

    /// The same, with inequalities that have a multiplier counted as equalities.
    #[inline]
    pub(crate) fn gap(&self, penalty: f64) -> f64 {
        self.each(penalty)
            .zip(&self.multipliers)
            .map(|((_, shifted), l)| (shifted - l / penalty).abs())
            .fold(0.0, f64::max)
    }

    /// Moves the multipliers by the values: the update of the first order.
    #[inline]
    pub(crate) fn update(&mut self, penalty: f64) {
        let Self { values, multipliers, is_upper, .. } = self;
        for (l, c) in multipliers.iter_mut().zip(values) {
            let next = *l + penalty * *c;
            *l = if *is_upper { next.clamp(0.0, LARGEST) } else { next.clamp(-LARGEST, LARGEST) };
        }
    }

    /// `penalty / 2` times the sum of the shifted squares.
    #[inline]
    fn term(&self, penalty: f64) -> f64 {
        0.5 * penalty * self.each(penalty).map(|(_, shifted)| shifted * shifted).sum::<f64>()
    }

    #[inline]
    fn value<R: Residuals>(&mut self, constraints: &R, x: &R::Point, penalty: f64) -> f64 {
        constraints.residuals(x, &mut self.values);
        self.term(penalty)
    }

    /// Adds the gradient.
    #[inline]
    fn value_and_gradient<R: Residuals>(&mut self, constraints: &R, x: &R::Point, penalty: f64, g: &mut [f64]) -> f64 {
        constraints.residuals_and_jacobian(x, &mut self.values, &mut self.jacobian);
        for ((_, shifted), row) in self.each(penalty).zip(self.jacobian.chunks_exact(g.len().max(1))) {
            if shifted != 0.0 {
                add_multiple(g, penalty * shifted, row);
            }
        }
        self.term(penalty)
    }
}

/// What the penalty and the multipliers make of a problem, and the values of the objective and the constraints at the last point.
#[derive(Clone, Debug)]
pub(crate) struct Shifted {
    pub(crate) penalty: f64,
    pub(crate) value: f64,
    pub(crate) equal: Side,
    pub(crate) at_most: Side,
}

stored! { Shifted { penalty, value, equal, at_most } }

/// `f + penalty / 2 (|c + l / penalty|^2 + |max(0, d + m / penalty)|^2)`.
pub(crate) struct Lagrangian<'a, O, E, I> {
    pub(crate) problem: &'a Constrained<O, E, I>,
    pub(crate) at: RefCell<&'a mut Shifted>,
}

impl<O, E, I> Objective for Lagrangian<'_, O, E, I>
where
    O: Objective,
    E: Residuals<Point = O::Point>,
    I: Residuals<Point = O::Point>,
{
    type Point = O::Point;
    const ORDER: u8 = 1;
    const BOUNDED: bool = O::BOUNDED;

    #[inline]
    fn value(&self, x: &O::Point) -> f64 {
        let mut at = self.at.borrow_mut();
        let Shifted { penalty, value, equal, at_most } = &mut **at;
        *value = self.problem.objective.value(x);
        let equal = equal.value(&self.problem.equal, x, *penalty);
        *value + equal + at_most.value(&self.problem.at_most, x, *penalty)
    }

    #[inline]
    fn value_and_gradient(&self, x: &O::Point, gradient: &mut O::Point) -> f64 {
        let mut at = self.at.borrow_mut();
        let Shifted { penalty, value, equal, at_most } = &mut **at;
        *value = self.problem.objective.value_and_gradient(x, gradient);
        let g = gradient.as_mut();
        let equal = equal.value_and_gradient(&self.problem.equal, x, *penalty, g);
        *value + equal + at_most.value_and_gradient(&self.problem.at_most, x, *penalty, g)
    }

    #[inline]
    fn bounds(&self) -> Option<&Bounds<O::Point>> {
        self.problem.objective.bounds()
    }
}
