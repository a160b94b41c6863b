//! BFGS with limited memory.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use super::{
    ledger::{Ledger, Step},
    line_search::LineSearch,
    quasi_newton::{Inverse, Lesson, Memory, Options},
    settings::{Settings, entry_points, shared_settings},
    state::{Method, Minimizes},
};
use crate::{
    linalg::{add_multiple, add_multiple_and_dot, dot},
    problem::{Objective, Point},
};

/// The quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno with limited memory: the last few steps in place of a matrix.
///
/// Liu and Nocedal, "On the limited memory BFGS method for large scale optimization" (1989); Nocedal and Wright, *Numerical
/// Optimization* (2006), algorithms 7.4 and 7.5.
///
/// Needs order 1. An iteration costs one or two gradients and `4 n` multiplications for each step remembered; memory is
/// taken once, at the start.
#[derive(Clone, Copy, Debug)]
#[doc(alias = "L-BFGS")]
#[doc(alias = "quasi-Newton")]
pub struct Lbfgs {
    options: Options,
    memory: usize,
}

stored! { Lbfgs { options, memory } }

impl Default for Lbfgs {
    fn default() -> Self {
        Self::new()
    }
}

impl Lbfgs {
    /// The defaults: tolerances near rounding, 10 000 iterations, a memory of 10 steps.
    #[must_use]
    pub const fn new() -> Self {
        Self { options: Options::new(), memory: 10 }
    }

    /// How many steps are remembered, default 10; more than there are unknowns, or ten, are not kept. 0 makes it gradient descent.
    #[must_use]
    pub const fn memory(mut self, steps: usize) -> Self {
        self.memory = steps;
        self
    }

    /// How the length of a step is found; default [`LineSearch::MoreThuente`].
    #[must_use]
    pub const fn line_search(mut self, kind: LineSearch) -> Self {
        self.options.line_search = kind;
        self
    }

    shared_settings! {
        at: options.settings,
        gradient: "Converged once no entry of the gradient is larger than this; default 1e-15.",
        step: "Converged once a step is at most this times the length of the point; default 0: only when the point stands still.",
        value: "Converged once the last fall of the value, and the fall that the next step promises, are both at most this times the value; default 1e-15.",
        iterations: "The limit on iterations; default 10 000."
    }

    entry_points! { order 1, "L-BFGS needs an objective of order 1: with a gradient" }
}

/// The last steps, in a ring.
#[derive(Clone, Debug)]
pub struct Limited<P> {
    pairs: Vec<Pair<P>>,
    /// Where the newest is; the older ones follow.
    newest: usize,
    /// How many are in use.
    len: usize,
    size: f64,
}

stored! { Limited<P> { pairs, newest, len, size } }

#[derive(Clone, Debug)]
struct Pair<P> {
    step: P,
    change: P,
    rho: f64,
    alpha: f64,
}

stored! { Pair<P> { step, change, rho, alpha } }

impl<P: Point> Inverse<P> for Limited<P> {
    fn reset(&mut self) {
        self.len = 0;
    }

    fn learn(&mut self, lesson: &Lesson<'_, P>) {
        self.size = lesson.size();
        if self.pairs.is_empty() {
            return;
        }
        self.newest = self.newest.checked_sub(1).unwrap_or(self.pairs.len() - 1);
        let newest = &mut self.pairs[self.newest];
        newest.step.as_mut().copy_from_slice(lesson.step.as_ref());
        newest.change.as_mut().copy_from_slice(lesson.change.as_ref());
        newest.rho = lesson.curvature.recip();
        self.len = (self.len + 1).min(self.pairs.len());
    }

    fn descend(&mut self, gradient: &P, scales: &P, direction: &mut P) {
        let q = direction.as_mut();
        q.iter_mut().zip(gradient.as_ref()).for_each(|(q, g)| *q = -g);
        let (front, back) = self.pairs.split_at_mut(self.newest);
        let wrapped = self.len.saturating_sub(back.len());
        let (newer, older) = (&mut back[..self.len - wrapped], &mut front[..wrapped]);
        backward(q, newer.iter_mut().chain(&mut *older));
        q.iter_mut().zip(scales.as_ref()).for_each(|(q, d)| *q *= self.size * d * d);
        forward(q, newer.iter().chain(&*older).rev());
    }
}

/// The first loop, from the newest pair to the oldest: each is asked as soon as the last one is done with.
#[inline]
fn backward<'a, P: Point + 'a>(q: &mut [f64], mut pairs: impl Iterator<Item = &'a mut Pair<P>>) {
    let Some(mut pair) = pairs.next() else { return };
    pair.alpha = pair.rho * dot(pair.step.as_ref(), q);
    for next in pairs {
        let along = add_multiple_and_dot(q, -pair.alpha, pair.change.as_ref(), next.step.as_ref());
        next.alpha = next.rho * along;
        pair = next;
    }
    add_multiple(q, -pair.alpha, pair.change.as_ref());
}

/// The second loop, from the oldest to the newest.
#[inline]
fn forward<'a, P: Point + 'a>(q: &mut [f64], mut pairs: impl Iterator<Item = &'a Pair<P>>) {
    let Some(mut pair) = pairs.next() else { return };
    let mut along = dot(pair.change.as_ref(), q);
    for next in pairs {
        along = add_multiple_and_dot(q, pair.alpha - pair.rho * along, pair.step.as_ref(), next.change.as_ref());
        pair = next;
    }
    add_multiple(q, pair.alpha - pair.rho * along, pair.step.as_ref());
}

impl Method for Lbfgs {
    type Memory<P: Point> = Memory<P, Limited<P>>;

    fn settings(&self) -> &Settings {
        &self.options.settings
    }
}

impl<O: Objective> Minimizes<O> for Lbfgs {
    type Point = O::Point;

    fn allocate(&self, _: &O, x: O::Point) -> Self::Memory<O::Point> {
        let pair = || Pair { step: x.zeros(), change: x.zeros(), rho: 0.0, alpha: 0.0 };
        let pairs = (0..self.memory.min(x.as_ref().len().max(10))).map(|_| pair()).collect();
        Memory::new(x, Limited { pairs, newest: 0, len: 0, size: 1.0 })
    }

    fn evaluate(&self, objective: &O, memory: &mut Self::Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        memory.evaluate(objective, ledger)
    }

    fn iterate(&self, objective: &O, memory: &mut Self::Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        memory.iterate(self.options.line_search, objective, ledger)
    }
}
