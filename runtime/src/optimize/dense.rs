//! Models of the value with a whole Hessian, for trust regions.

use super::{
    ball::{At, Model, Promise},
    ledger::{Evaluated, Ledger, Step},
    newton::is_indefinite,
    report::Reason,
    start,
};
use crate::{
    linalg::{dot, first_non_finite},
    problem::{Objective, Point},
};

/// How the model is minimized.
#[doc(hidden)]
pub trait Solve: Clone + core::fmt::Debug {
    /// Room for `n` unknowns.
    fn new(n: usize) -> Self;

    /// Writes a step of length at most `radius` for the gradient `g` and the `n * n` Hessian `h`, which may be overwritten; whether the
    /// region bounds it.
    fn step(&mut self, g: &[f64], h: &mut [f64], radius: f64, z: &mut [f64]) -> bool;
}

/// The Hessians at the current point and at the last trial point that asked for one.
#[derive(Clone, Debug)]
pub struct Dense<P: Point, S> {
    hessian: P::Matrix,
    trial: P::Matrix,
    scaled: P::Matrix,
    product: P,
    solve: S,
    /// Whether `hessian` belongs to the current point, and `trial` to the last trial point.
    fresh: bool,
    trial_is_fresh: bool,
}

stored! { Dense<P, S> { hessian, trial, scaled, product, solve, fresh, trial_is_fresh } }

impl<P: Point, S: Solve> Model<P> for Dense<P, S> {
    fn new(x: &P) -> Self {
        Self {
            hessian: x.matrix(),
            trial: x.matrix(),
            scaled: x.matrix(),
            product: x.zeros(),
            solve: S::new(x.as_ref().len()),
            fresh: false,
            trial_is_fresh: false,
        }
    }

    fn begin<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        x: &P,
        g: &mut P,
    ) -> Step<Evaluated> {
        self.fresh = true;
        start::hessian(ledger, objective, x, g, &mut self.hessian)
    }

    fn trial<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        first: bool,
        x: &P,
        g: &mut P,
    ) -> Step<f64> {
        self.trial_is_fresh = first;
        if first {
            ledger.count(2)?;
            return Ok(objective.value_gradient_hessian(x, g, &mut self.trial));
        }
        ledger.count(1)?;
        Ok(objective.value_and_gradient(x, g))
    }

    fn accept(&mut self) {
        self.fresh = self.trial_is_fresh;
        core::mem::swap(&mut self.hessian, &mut self.trial);
    }

    fn refresh<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        x: &P,
        g: &mut P,
    ) -> Step<()> {
        if !self.fresh {
            ledger.count(2)?;
            objective.value_gradient_hessian(x, g, &mut self.hessian);
            self.fresh = true;
        }
        ledger.check_matrix(P::flat(&self.hessian))?;
        let finite = first_non_finite(P::flat(&self.hessian)).is_none();
        if finite { Ok(()) } else { Err(Reason::NonFiniteStuck) }
    }

    fn solve<O: Objective<Point = P>>(
        &mut self,
        _: &mut Ledger<P>,
        _: &O,
        at: &At<'_, P>,
        radius: f64,
        z: &mut [f64],
    ) -> Step<Promise> {
        self.scale(at.scales);
        let is_bounded = self.solve.step(at.gradient, P::flat_mut(&mut self.scaled), radius, z);
        self.scale(at.scales);
        let rows = P::flat(&self.scaled).chunks_exact(z.len().max(1));
        self.product.as_mut().iter_mut().zip(rows).for_each(|(p, row)| *p = dot(row, z));
        let fall = -dot(at.gradient, z) - 0.5 * dot(self.product.as_ref(), z);
        Ok(Promise { fall, is_bounded })
    }

    fn along_axis(&self, unknown: usize) -> Option<f64> {
        P::flat(&self.hessian).get(unknown * (self.product.as_ref().len() + 1)).copied()
    }

    fn is_indefinite<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        x: &P,
        g: &mut P,
    ) -> bool {
        (self.fresh || ledger.may_evaluate())
            && self.refresh(ledger, objective, x, g).is_ok()
            && is_indefinite(x.as_ref().len(), P::flat(&self.hessian), P::flat_mut(&mut self.scaled))
    }
}

impl<P: Point, S> Dense<P, S> {
    /// `D^-1 H D^-1`.
    fn scale(&mut self, scales: &[f64]) {
        let n = scales.len().max(1);
        let rows = P::flat(&self.hessian).chunks_exact(n);
        for ((out, row), d) in P::flat_mut(&mut self.scaled).chunks_exact_mut(n).zip(rows).zip(scales) {
            for ((out, h), e) in out.iter_mut().zip(row).zip(scales) {
                *out = h / d / e;
            }
        }
    }
}
