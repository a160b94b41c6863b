//! The end of a run for least squares: whether it was one, and the last digits.

use super::{
    confine::confine,
    ledger::{Ledger, Step},
    region::{Region, Stride},
    report::Reason,
};
use crate::{
    linalg::sqrt,
    problem::{Point, Residuals},
};

/// More are never needed.
const POLISHING_STEPS: usize = 60;

/// Farther than this, beside the point, a step is no polishing.
const POLISHING_RANGE: f64 = 1e-2;

/// Steps shorter than this, beside the point, change nothing that counts.
const FINEST: f64 = 1e-12;

/// Residuals up to this many times what rounding of the unknowns makes of them are rounding.
const DROWNED: f64 = 16.0;

impl<P: Point> Region<P> {
    /// A region that shrank to nothing without one acceptable step may be due to rounding, to values that are not
    /// finite, or to a wrong Jacobian: which of them, a central difference of the residuals along the step tells.
    pub(super) fn judge<R: Residuals<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        residuals: &R,
        reason: Reason,
    ) -> Step<Reason> {
        if !matches!(reason, Reason::Step | Reason::Value) || !self.rejected {
            return Ok(reason);
        }
        if self.blocked {
            return Ok(if self.is_stationary() { reason } else { Reason::NonFiniteStuck });
        }
        if residuals.bounds().is_some() || !self.is_wrong(ledger, residuals)? {
            return Ok(reason);
        }
        Ok(Reason::TrustRegionTooSmall)
    }

    /// Why a region shrinks to nothing once more at a point that is not stationary by any test.
    pub(super) fn explain<R: Residuals<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        residuals: &R,
        reason: Reason,
    ) -> Step<Reason> {
        if self.at.size <= DROWNED * self.at.rounding() || self.is_flat(ledger, residuals)? {
            return Ok(reason);
        }
        let wrong = self.is_wrong(ledger, residuals)?;
        Ok(if wrong { Reason::TrustRegionTooSmall } else { Reason::SingularJacobian })
    }

    fn is_wrong<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<bool> {
        let length = sqrt(f64::EPSILON) * self.scaled_size();
        self.trust.within(&self.at.system(), length);
        if self.trust.length == 0.0 {
            return Ok(false);
        }
        let factor = length / self.trust.length;
        self.trust.step.iter_mut().for_each(|p| *p *= factor);
        self.at.is_wrong(ledger, residuals, &mut self.trust.step, &mut self.trial, &mut self.bend)
    }

    /// Full steps for as long as they shrink, and have something left to do.
    pub(super) fn polish<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) {
        let [before, mut last] = self.strides;
        if !self.rejected && is_done(last, before, self.scaled_size()) {
            return;
        }
        let mut next = self.full_step(ledger, residuals);
        for _ in 0..POLISHING_STEPS {
            let scale = self.scaled_size();
            let short = next.length <= POLISHING_RANGE * scale && next.length > f64::EPSILON * scale;
            let bounds = residuals.bounds();
            let cut = bounds.is_some_and(|bounds| confine(bounds, &self.at.here.x, &mut self.trust.step));
            if !short || cut || !self.trial.step_from(&self.at.here.x, &self.trust.step) {
                return;
            }
            let highest = self.at.size + 4.0 * self.at.rounding();
            let Ok(Some(size)) = self.trial.differentiate(ledger, residuals) else { return };
            if !self.trial.is_smooth() || size > highest {
                return;
            }
            self.take(residuals);
            ledger.offer(&self.at.here.x, &self.at.evaluated());
            if is_done(next, last, scale) {
                ledger.settle(&self.at.here.x, &self.at.evaluated());
                return;
            }
            last = next;
            next = self.full_step(ledger, residuals);
            if next.length > 0.7 * last.length || !next.length.is_finite() {
                return;
            }
            ledger.settle(&self.at.here.x, &self.at.evaluated());
        }
    }

    /// The step of the exact model if there is one, else that of Gauss and Newton, into `trust.step`.
    fn full_step<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Stride {
        self.exact = self.curvature.is_some();
        if self.refresh(ledger, residuals).is_ok()
            && let Some(curvature) = self.curvature.as_mut().filter(|_| self.exact)
            && let Some(step) = curvature.full(&self.at.system(), &mut self.trust.step)
        {
            self.trust.length = step.length;
            return self.stride(true);
        }
        self.trust.undamped(&self.at.system());
        self.stride(false)
    }
}

/// Whether the step after these two would be too short to matter: at the rate at which they shrink, which for Newton's steps squares, by
/// and large. The rate of steps of Gauss and Newton is not seen in one that follows a step of Newton's.
fn is_done(last: Stride, before: Stride, scale: f64) -> bool {
    let rate = last.length / before.length;
    let shrinks = match (before.newton, last.newton) {
        (_, true) => 10.0 * rate * rate,
        (false, false) => rate,
        (true, false) => 1.0,
    };
    last.change.max(last.length / scale) * shrinks <= FINEST
}
