//! Nonlinear least squares by Gauss and Newton.

use alloc::{vec, vec::Vec};

use super::{
    confine,
    ledger::{Ledger, Step},
    linearized::{Candidate, Linearized, STATIONARY},
    report::Reason,
    settings::{Settings, shared_settings},
    squares::entry_points_for_squares,
    state::{Iterate, Method, Minimizes},
    trust_step::TrustStep,
};
use crate::{
    linalg::{first_non_finite, is_dependent, max_abs, norm, scaled_norm, sqrt},
    problem::{Point, Residuals},
};

/// The method of Gauss and Newton for `min 1/2 |r(x)|^2`, with a line search.
///
/// Each step solves the linear least-squares problem `min |r + J p|` by pivoted QR, and is halved until the sum of squares falls
/// by a share of what its slope promises (Björck, *Numerical Methods for Least Squares Problems*, 1996, section 9.2.1).
/// Where columns of the Jacobian depend on others, a basic solution is taken.
///
/// For small residuals and good starting points; elsewhere [`LevenbergMarquardt`](crate::LevenbergMarquardt) is safer, and not
/// dearer. The report's value is half the sum of squares.
///
/// ```
/// use chainrule::{GaussNewton, differentiable};
///
/// #[differentiable]
/// fn rosenbrock(x: &[f64; 2]) -> [f64; 2] {
///     [10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]
/// }
///
/// let report = GaussNewton::new().minimize(rosenbrock::residuals(), [-1.2, 1.0])?;
/// assert_eq!(report.point, [1.0, 1.0]);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[doc(alias = "Gauss-Newton")]
pub struct GaussNewton {
    settings: Settings,
}

stored! { GaussNewton { settings } }

/// The share of the slope's fall that a step must bring (Armijo, 1966).
const SUFFICIENT: f64 = 1e-4;

impl Default for GaussNewton {
    fn default() -> Self {
        Self::new()
    }
}

impl GaussNewton {
    /// The defaults: all tolerances near rounding, 200 iterations.
    #[must_use]
    pub const fn new() -> Self {
        let mut settings = Settings::new(1e-15, 200);
        settings.step_tolerance = 1e-15;
        settings.value_tolerance = 0.0;
        Self { settings }
    }

    shared_settings! {
        at: settings,
        gradient: "Converged once the cosine of the angle between the residuals and every column of the Jacobian is at most this; default 1e-15.",
        step: "Converged once a step is at most this times the point, both scaled; default 1e-15.",
        value: "Converged once the relative fall of the sum of squares is at most this; default 0: not tested.",
        iterations: "The limit on iterations (Jacobians); default 200."
    }
}

entry_points_for_squares!(GaussNewton, order 1, "least squares need a Jacobian");

/// The current point and all storage.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Line<P> {
    at: Linearized<P>,
    trial: Candidate<P>,
    trust: TrustStep,
    /// Work space of length `n`, and of length `max(m, n)`.
    work: Vec<f64>,
    error: Vec<f64>,
}

stored! { Line<P> { at, trial, trust, work, error } }

impl Method for GaussNewton {
    type Memory<P: Point> = Line<P>;

    fn settings(&self) -> &Settings {
        &self.settings
    }
}

impl<R: Residuals> Minimizes<R> for GaussNewton {
    type Point = R::Point;

    fn allocate(&self, residuals: &R, start: R::Point) -> Line<R::Point> {
        let (m, n) = (residuals.len(), start.as_ref().len());
        let at = Linearized::new(m, start);
        Line { trial: at.here.clone(), trust: TrustStep::new(n), work: vec![0.0; n], error: vec![0.0; m.max(n)], at }
    }

    fn evaluate(&self, residuals: &R, line: &mut Line<R::Point>, ledger: &mut Ledger<R::Point>) -> Step<()> {
        residuals.validate()?;
        line.at.evaluate(ledger, residuals)?;
        line.test_cosine(ledger)
    }

    fn iterate(&self, residuals: &R, line: &mut Line<R::Point>, ledger: &mut Ledger<R::Point>) -> Step<()> {
        line.trust.undamped(&line.at.system());
        while line.at.hold_more(residuals, &line.trust.step) {
            line.trust.undamped(&line.at.system());
        }
        if first_non_finite(&line.trust.step).is_some() {
            return Err(Reason::SingularSystem);
        }
        let before = line.at.size;
        let is_full = line.search(ledger, residuals)?;
        line.test_cosine(ledger)?;
        let scale = scaled_norm(&line.at.scales, line.at.here.x.as_ref());
        let is_short = line.trust.length <= ledger.settings.step_tolerance * scale;
        // Beside an unknown that runs away all others stand still.
        if is_full && is_short && line.is_stationary() {
            return Err(Reason::Step);
        }
        let fall = (1.0 - line.at.size / before) * (1.0 + line.at.size / before);
        if is_full && fall <= ledger.settings.value_tolerance && ledger.settings.value_tolerance > 0.0 {
            return Err(Reason::Value);
        }
        Ok(())
    }

    fn conclude(&self, _: &R, line: &mut Line<R::Point>, ledger: &mut Ledger<R::Point>, reason: Reason) -> Reason {
        if reason.is_converged() {
            ledger.settle(&line.at.here.x, &line.at.evaluated());
        }
        reason
    }
}

impl<P: Point> Line<P> {
    fn test_cosine(&self, ledger: &Ledger<P>) -> Step<()> {
        if self.at.cosine() <= ledger.settings.gradient_tolerance { Err(Reason::Gradient) } else { Ok(()) }
    }

    /// Halves the step until it brings a sufficient fall, and goes there; whether it is the full step.
    fn search<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<bool> {
        let along = self.at.along(&self.trust.step, &mut self.work) / self.at.size;
        // Of a step of Gauss and Newton, g' p = -|J p|^2.
        let promised = along * along;
        let mut share = residuals.bounds().map_or(1.0, |b| confine::longest(b, &self.at.here.x, &self.trust.step));
        self.trust.step.iter_mut().for_each(|p| *p *= share);
        let (first, mut blocked) = (share, false);
        loop {
            if let Some(bounds) = residuals.bounds() {
                confine::confine(bounds, &self.at.here.x, &mut self.trust.step);
            }
            self.trust.length = scaled_norm(&self.at.scales, &self.trust.step);
            if !self.trial.step_from(&self.at.here.x, &self.trust.step) {
                return Err(self.standstill(ledger, residuals, blocked)?);
            }
            let size = self.trial.evaluate(ledger, residuals)?;
            let fall = size.map(|size| (1.0 - size / self.at.size) * (1.0 + size / self.at.size));
            blocked |= fall.is_none();
            if fall.is_some_and(|fall| fall > 0.0 && fall >= 2.0 * SUFFICIENT * share * promised) {
                self.trial.differentiate(ledger, residuals)?;
                if self.trial.is_smooth() {
                    self.advance(ledger, residuals)?;
                    return Ok(share == 1.0);
                }
                blocked = true;
            }
            // The fall that is hoped for is rounding.
            if !blocked && share == first && promised * self.at.size <= self.at.rounding() {
                return Err(Reason::Value);
            }
            share *= 0.5;
            self.trust.step.iter_mut().for_each(|p| *p *= 0.5);
        }
    }

    /// Why a step that changes nothing ends the run.
    fn standstill<R: Residuals<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        residuals: &R,
        blocked: bool,
    ) -> Step<Reason> {
        if self.at.cosine() <= STATIONARY {
            return Ok(Reason::Step);
        }
        if blocked {
            return Ok(Reason::NonFiniteStuck);
        }
        self.trust.undamped(&self.at.system());
        let short = self.is_short();
        let share = sqrt(f64::EPSILON) * scaled_norm(&self.at.scales, self.at.here.x.as_ref()) / self.trust.length;
        let share = if share > 0.0 && share.is_finite() { share } else { 1.0 };
        self.trust.step.iter_mut().for_each(|p| *p *= share);
        let Self { at, trial, trust, error, .. } = self;
        let wrong = at.is_wrong(ledger, residuals, &mut trust.step, trial, error)?;
        Ok(match (wrong, short) {
            (true, _) => Reason::LineSearchFailed,
            // With a Jacobian that is right, the step tells how far the minimum is.
            (false, true) => Reason::Step,
            (false, false) => Reason::SingularJacobian,
        })
    }

    /// Whether the Jacobian has full rank, and the step leaves half the digits of each unknown alone.
    fn is_short(&self) -> bool {
        let x = self.at.here.x.as_ref();
        let qr = &self.at.qr;
        if qr.pivots.iter().enumerate().any(|(k, &j)| is_dependent(x.len(), qr.r(k, k), qr.lengths[j])) {
            return false;
        }
        let least = f64::EPSILON * max_abs(x);
        self.trust.step.iter().zip(x).all(|(p, x)| p.abs() <= sqrt(f64::EPSILON) * x.abs().max(least))
    }

    fn is_stationary(&mut self) -> bool {
        self.at.is_stationary(&mut self.trust, &mut self.work)
    }

    fn advance<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<()> {
        core::mem::swap(&mut self.at.here, &mut self.trial);
        self.at.linearize(residuals);
        let now = self.at.evaluated();
        ledger.offer(&self.at.here.x, &now);
        ledger.move_to(&self.at.here.x, &now, norm(&self.trust.step))
    }
}

impl<P: Point> Iterate<P> for Line<P> {
    fn point(&self) -> &P {
        &self.at.here.x
    }

    fn gradient(&self) -> &[f64] {
        &self.at.gradient
    }
}
