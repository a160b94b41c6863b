//! Nonlinear least squares by Levenberg and Marquardt.

use core::ops::ControlFlow;

use super::{
    ledger::{Ledger, Step},
    linearized::{Candidate, Fall, Linearized},
    report::{Failure, Reason, Report},
    settings::{Settings, shared_settings},
    state::{self, Iterate, Method, Minimizes, Progress, State, unobserved},
    trust_step::TrustStep,
};
use crate::{
    linalg::{dot, first_non_finite, norm, scaled_norm},
    problem::{InvalidInput, Point, Residuals, Start},
};

/// The method of Levenberg and Marquardt for `min 1/2 |r(x)|^2`, as a trust-region method.
///
/// After Moré, "The Levenberg-Marquardt algorithm: implementation and theory" (1978): the damping is chosen so that the step
/// fills an ellipsoid whose axes are scaled by the columns of the Jacobian; linear systems are solved by pivoted QR, never by
/// normal equations. At the end the point is polished by steps of Gauss and Newton for as long as they shrink, since the sum
/// of squares is flat to rounding long before the parameters are exact.
///
/// A Jacobian with zero or dependent columns, and fewer residuals than unknowns, are handled by the damping.
/// The report's value is half the sum of squares.
#[derive(Clone, Copy, Debug)]
pub struct LevenbergMarquardt {
    settings: Settings,
    initial_radius: f64,
    polish: bool,
}

impl Default for LevenbergMarquardt {
    fn default() -> Self {
        Self::new()
    }
}

impl LevenbergMarquardt {
    /// The defaults: all tolerances near rounding, 2000 iterations.
    #[must_use]
    pub const fn new() -> Self {
        let mut settings = Settings::new(1e-15, 2000);
        settings.step_tolerance = 1e-15;
        settings.value_tolerance = 1e-15;
        Self { settings, initial_radius: 1.0, polish: true }
    }

    shared_settings! {
        gradient: "Converged once the cosine of the angle between the residuals and every column of the Jacobian is at most this; default 1e-15.",
        step: "Converged once the trust region is at most this times the point, both scaled; default 1e-15.",
        value: "Converged once both the predicted and the actual relative fall of the sum of squares are at most this; default 1e-15.",
        iterations: "The limit on iterations (Jacobians); default 2000."
    }

    /// The first radius of the trust region, as a multiple of the scaled length of the starting point; default 1.
    #[must_use]
    pub const fn initial_radius(mut self, factor: f64) -> Self {
        self.initial_radius = factor;
        self
    }

    /// Whether a converged point is polished, at a few evaluations more; default `true`.
    #[must_use]
    pub const fn polish(mut self, polish: bool) -> Self {
        self.polish = polish;
        self
    }

    /// Minimizes half the sum of squares of the `m` residuals from a starting point of length `n`.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best point, if the run ends without convergence.
    pub fn minimize<R: Residuals, S: Start<R::Point>>(&self, residuals: R, start: S) -> Result<Report<S>, Failure<S>> {
        state::run(self, &residuals, start, &mut unobserved)
    }

    /// The same; the observer is called after each iteration and may stop the run with `Break`.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best point, if the run ends without convergence.
    pub fn minimize_observed<R: Residuals, S: Start<R::Point>>(
        &self,
        residuals: R,
        start: S,
        mut observer: impl FnMut(&Progress<'_>) -> ControlFlow<()>,
    ) -> Result<Report<S>, Failure<S>> {
        state::run(self, &residuals, start, &mut observer)
    }

    /// Begins a run that is stepped by hand: evaluates the start.
    pub fn start<R: Residuals>(&self, residuals: &R, start: impl Start<R::Point>) -> State<Self, R::Point> {
        State::start(*self, residuals, start.into_point())
    }
}

impl Method for LevenbergMarquardt {
    type Memory<P: Point> = Region<P>;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn validate(&self) -> Step<()> {
        Ok(InvalidInput::between("initial_radius", self.initial_radius, 0.0, f64::INFINITY)?)
    }
}

impl<R: Residuals> Minimizes<R> for LevenbergMarquardt {
    type Point = R::Point;

    fn allocate(&self, residuals: &R, start: R::Point) -> Region<R::Point> {
        Region::new(Linearized::new(residuals.len(), start))
    }

    fn evaluate(&self, residuals: &R, region: &mut Region<R::Point>, ledger: &mut Ledger<R::Point>) -> Step<()> {
        residuals.validate()?;
        region.at.evaluate(ledger, residuals)?;
        region.begin(self.initial_radius);
        region.test_cosine(ledger)
    }

    fn iterate(&self, residuals: &R, region: &mut Region<R::Point>, ledger: &mut Ledger<R::Point>) -> Step<()> {
        (region.blocked, region.rejected) = (false, false);
        while !region.try_step(ledger, residuals)? {}
        region.test_cosine(ledger)
    }

    fn conclude(
        &self,
        residuals: &R,
        region: &mut Region<R::Point>,
        ledger: &mut Ledger<R::Point>,
        reason: Reason,
    ) -> Reason {
        let reason = region.judge(ledger, residuals, reason).unwrap_or_else(|reason| reason);
        if self.polish && matches!(reason, Reason::Step | Reason::Value) {
            region.polish(ledger, residuals);
        }
        reason
    }
}

impl<P: Point> Iterate<P> for Region<P> {
    fn point(&self) -> &P {
        &self.at.here.x
    }

    fn gradient(&self) -> &[f64] {
        &self.at.gradient
    }
}

/// The trust region about the current point.
#[derive(Clone, Debug)]
pub struct Region<P> {
    at: Linearized<P>,
    trial: Candidate<P>,
    trust: TrustStep,
    radius: f64,
    /// Whether a step has been accepted already.
    moved: bool,
    /// Whether a step from the current point led to where something is not finite.
    blocked: bool,
    /// Whether a step from the current point was rejected.
    rejected: bool,
}

/// The share of the predicted fall that makes a step acceptable.
const ACCEPT: f64 = 1e-4;

impl<P: Point> Region<P> {
    fn new(at: Linearized<P>) -> Self {
        let (trial, trust) = (at.here.clone(), TrustStep::new(at.scales.len()));
        Self { at, trial, trust, radius: 0.0, moved: false, blocked: false, rejected: false }
    }

    fn begin(&mut self, initial_radius: f64) {
        let size = scaled_norm(&self.at.scales, self.at.here.x.as_ref());
        self.radius = initial_radius * if size > 0.0 { size } else { 1.0 };
        (self.moved, self.blocked, self.rejected) = (false, false, false);
    }

    fn test_cosine(&self, ledger: &Ledger<P>) -> Step<()> {
        if self.at.cosine() <= ledger.settings.gradient_tolerance { Err(Reason::Gradient) } else { Ok(()) }
    }

    /// One step within the region; whether it is accepted. The region shrinks or grows by what comes of it.
    fn try_step<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<bool> {
        self.trust.within(&self.at.system(), self.radius);
        if first_non_finite(&self.trust.step).is_some() {
            return Err(Reason::SingularSystem);
        }
        if !self.moved {
            self.radius = self.radius.min(self.trust.length);
        }
        if !self.trial.step_from(&self.at.here.x, &self.trust.step) {
            return Err(Reason::Step);
        }
        let Some(size) = self.trial.evaluate(ledger, residuals)? else {
            (self.blocked, self.rejected) = (true, true);
            self.radius = 0.25 * self.radius.min(self.trust.length);
            return self.test_radius(ledger).map(|()| false);
        };
        let fall = self.at.predict(&self.trust);
        let actual = 1.0 - (size / self.at.size).powi(2);
        let ratio = if fall.total > 0.0 { actual / fall.total } else { 0.0 };
        self.resize(ratio, actual, &fall);
        let accepted = ratio >= ACCEPT && self.trial.differentiate(ledger, residuals)?;
        if ratio >= ACCEPT && !accepted {
            self.blocked = true;
            self.radius *= 0.25;
        }
        let tolerance = ledger.settings.value_tolerance;
        let small = actual.abs() <= tolerance && fall.total <= tolerance && ratio <= 2.0;
        let drowned = !accepted && 0.5 * fall.total * self.at.size <= self.at.rounding();
        self.rejected |= !accepted;
        if accepted {
            self.commit(ledger)?;
        }
        if small || drowned {
            return Err(Reason::Value);
        }
        if accepted { Ok(true) } else { self.test_radius(ledger).map(|()| false) }
    }

    /// Moves to the trial point.
    fn commit(&mut self, ledger: &mut Ledger<P>) -> Step<()> {
        self.moved = true;
        core::mem::swap(&mut self.at.here, &mut self.trial);
        self.at.linearize();
        let now = self.at.evaluated();
        ledger.offer(&self.at.here.x, &now);
        ledger.move_to(&self.at.here.x, &now, norm(&self.trust.step))
    }

    /// Shrinks the region by interpolation after a poor step, lets it grow after a good one (Moré 1978, section 4).
    fn resize(&mut self, ratio: f64, actual: f64, fall: &Fall) {
        if ratio <= 0.25 {
            let factor = if actual >= 0.0 { 0.5 } else { 0.5 * fall.slope / (fall.slope - 0.5 * actual) };
            let factor = if factor.is_finite() { factor.clamp(0.1, 0.5) } else { 0.1 };
            self.radius = factor * self.radius.min(10.0 * self.trust.length);
        } else if ratio >= 0.75 || self.trust.lambda == 0.0 {
            self.radius = 2.0 * self.trust.length;
        }
    }

    fn test_radius(&self, ledger: &Ledger<P>) -> Step<()> {
        let size = scaled_norm(&self.at.scales, self.at.here.x.as_ref());
        let least = ledger.settings.step_tolerance * size;
        if self.radius <= least || self.radius < f64::MIN_POSITIVE { Err(Reason::Step) } else { Ok(()) }
    }

    /// A region that shrank to nothing without one acceptable step may be due to rounding, to values that are not
    /// finite, or to a wrong Jacobian: which of them, a central difference of the residuals along the step tells.
    fn judge<R: Residuals<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        residuals: &R,
        reason: Reason,
    ) -> Step<Reason> {
        if !matches!(reason, Reason::Step | Reason::Value) || !self.rejected {
            return Ok(reason);
        }
        if self.blocked {
            return Ok(Reason::NonFiniteStuck);
        }
        let size = scaled_norm(&self.at.scales, self.at.here.x.as_ref());
        let length = f64::EPSILON.cbrt() * if size > 0.0 { size } else { 1.0 };
        self.trust.within(&self.at.system(), length);
        if self.trust.length == 0.0 {
            return Ok(reason);
        }
        let factor = length / self.trust.length;
        self.trust.step.iter_mut().for_each(|p| *p *= factor);
        let mut error: Vec<f64> = self.at.rows().map(|row| dot(row, &self.trust.step)).collect();
        let promised = norm(&error);
        for half in [0.5, -0.5] {
            self.trial.step_from(&self.at.here.x, &self.trust.step);
            if self.trial.evaluate(ledger, residuals)?.is_none() {
                return Ok(Reason::NonFiniteStuck);
            }
            error.iter_mut().zip(&self.trial.r).for_each(|(e, r)| *e -= half * r);
            self.trust.step.iter_mut().for_each(|p| *p = -*p);
        }
        Ok(if norm(&error) > 0.5 * promised { Reason::TrustRegionTooSmall } else { reason })
    }

    /// Steps of Gauss and Newton for as long as they shrink.
    fn polish<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) {
        for _ in 0..POLISHING_STEPS {
            self.trust.undamped(&self.at.system());
            let length = self.trust.length;
            let size = scaled_norm(&self.at.scales, self.at.here.x.as_ref());
            if length > POLISHING_RANGE * size || !self.trial.step_from(&self.at.here.x, &self.trust.step) {
                return;
            }
            let highest = self.at.size + 4.0 * self.at.rounding();
            if self.trial.differentiate(ledger, residuals) != Ok(true) || norm(&self.trial.r) > highest {
                return;
            }
            core::mem::swap(&mut self.at.here, &mut self.trial);
            self.at.linearize();
            self.trust.undamped(&self.at.system());
            if self.trust.length > 0.7 * length || !self.trust.length.is_finite() {
                return;
            }
            ledger.settle(&self.at.here.x, &self.at.evaluated());
        }
    }
}

const POLISHING_STEPS: usize = 60;

/// Farther than this, relatively, a step is no polishing.
const POLISHING_RANGE: f64 = 1e-2;
