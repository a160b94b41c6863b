//! Steps that follow the bend of the residuals.

use super::{
    ledger::{Ledger, Step},
    region::Region,
};
use crate::{
    linalg::{add_multiple, dot, first_non_finite, scaled_norm},
    problem::{Point, Residuals},
};

/// The share of the step at which the residuals are looked at.
const SHARE: f64 = 0.1;

/// How long the correction may be beside the step.
const LONGEST: f64 = 0.5;

impl<P: Point> Region<P> {
    /// Adds half the acceleration to a step `p` that the region bounds: `-(J' J + lambda D^2)^-1 J' r''`, with the second derivative
    /// `r''` of the residuals along `p` from a difference. Where the valley is narrow and winding, steps become many times
    /// longer by it (Transtrum and Sethna, "Improvements to the Levenberg-Marquardt algorithm for nonlinear least-squares
    /// minimization", 2012, section 5).
    pub(super) fn accelerate<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<()> {
        let Self { at, trial, trust, work, bend, .. } = self;
        work.iter_mut().zip(&trust.step).for_each(|(w, p)| *w = SHARE * p);
        if let Some(bounds) = residuals.bounds()
            && super::confine::confine(bounds, &at.here.x, work)
        {
            return Ok(());
        }
        if !trial.step_from(&at.here.x, work) || trial.evaluate(ledger, residuals)?.is_none() {
            return Ok(());
        }
        let (m, n) = (at.here.r.len(), work.len());
        for ((b, row), (there, here)) in bend.iter_mut().zip(at.rows()).zip(trial.r.iter().zip(&at.here.r)) {
            *b = 2.0 / SHARE * ((there - here) / SHARE - dot(row, &trust.step));
        }
        bend[m..].fill(0.0);
        at.qr.apply(bend);
        trust.again(&at.system(), &bend[..n], work);
        let length = scaled_norm(&at.scales, work);
        if first_non_finite(work).is_none() && length <= LONGEST * trust.length {
            add_multiple(&mut trust.step, 0.5, work);
        }
        Ok(())
    }
}
