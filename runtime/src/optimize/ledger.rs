//! The bookkeeping that all methods share: counters, limits, the best point, the tests of convergence.

#[cfg(feature = "std")]
use std::time::Instant;

use super::{
    report::{Counts, Part, Reason, Report},
    settings::Settings,
};
use crate::{
    linalg,
    problem::{InvalidInput, Point},
};

/// A step of a method. Every way to stop, success too, leaves by `?` as the reason for it.
pub(crate) type Step<T> = Result<T, Reason>;

/// What is kept of a run beside the method's own memory.
#[derive(Clone, Debug)]
pub struct Ledger<P> {
    pub(crate) settings: Settings,
    pub(crate) hessian_indefinite: bool,
    pub(crate) counts: Counts,
    pub(crate) reason: Option<Reason>,
    /// At the point where the run stands.
    pub(crate) last: Evaluated,
    /// The length of the step that led there.
    pub(crate) step: f64,
    /// Whether the last iteration led to another point.
    moved: bool,
    best: Best<P>,
    #[cfg(feature = "std")]
    begun: Option<Instant>,
}

stored! { Ledger<P> { settings, hessian_indefinite, counts, reason, last, step, moved, best, begun } }

#[derive(Clone, Debug)]
struct Best<P> {
    point: P,
    at: Evaluated,
}

stored! { Best<P> { point, at } }

/// Sums of many terms that are closer than this, relatively, may differ by rounding alone.
const NOISE: f64 = 1e-11;

/// Values closer than this, relatively, differ by rounding alone.
pub(crate) const ROUNDING: f64 = 2.0 * f64::EPSILON;

/// Points beyond this are on their way to infinity.
const FAR: f64 = 1e300;

/// No number of shorter steps leads that far.
const LONG: f64 = 1e280;

impl<P: Point> Ledger<P> {
    pub(crate) fn new(settings: Settings, start: &P) -> Self {
        Self {
            settings,
            hessian_indefinite: false,
            counts: Counts::default(),
            reason: None,
            last: UNKNOWN,
            step: 0.0,
            moved: false,
            best: Best { point: start.clone(), at: UNKNOWN },
            #[cfg(feature = "std")]
            begun: None,
        }
    }

    /// Begins, or begins again, at a point; refuses settings and points that are out of order.
    pub(crate) fn renew(&mut self, point: &P) -> Step<()> {
        self.settle(point, &UNKNOWN);
        self.last = UNKNOWN;
        self.reason = None;
        self.hessian_indefinite = false;
        #[cfg(feature = "std")]
        self.out_of_time();
        self.settings.validate()?;
        let bad = linalg::first_non_finite(point.as_ref());
        bad.map_or(Ok(()), |i| Err(Reason::NonFiniteStart(Part::Coordinate(i))))
    }

    /// Whether the limit on time has passed; the first call starts the clock, if there is a limit.
    #[cfg(feature = "std")]
    fn out_of_time(&mut self) -> bool {
        let Some(limit) = self.settings.max_time else { return false };
        self.begun.get_or_insert_with(Instant::now).elapsed() >= limit
    }

    /// Counts one call of the problem that gives derivatives up to `order`, unless the limit forbids it.
    pub(crate) fn count(&mut self, order: u8) -> Step<()> {
        if self.counts.evaluations >= self.settings.max_evaluations {
            return Err(Reason::EvaluationLimit);
        }
        self.counts.evaluations += 1;
        self.counts.gradients += usize::from(order >= 1);
        self.counts.hessians += usize::from(order >= 2);
        Ok(())
    }

    #[cfg(feature = "alloc")]
    /// Counts one call that gives second derivatives alone, unless the limit forbids it.
    pub(crate) fn count_curvature(&mut self) -> Step<()> {
        self.count(0)?;
        self.counts.hessians += 1;
        Ok(())
    }

    /// Whether the limit allows another call.
    pub(crate) fn may_evaluate(&self) -> bool {
        self.counts.evaluations < self.settings.max_evaluations
    }

    /// Begins an iteration, unless a limit forbids it.
    pub(crate) fn begin_iteration(&mut self) -> Step<()> {
        if self.counts.iterations >= self.settings.max_iterations {
            return Err(Reason::IterationLimit);
        }
        #[cfg(feature = "std")]
        if self.out_of_time() {
            return Err(Reason::TimeLimit);
        }
        self.counts.iterations += 1;
        Ok(())
    }

    /// Keeps a finite point if it is the best so far.
    pub(crate) fn offer(&mut self, point: &P, at: &Evaluated) {
        let best = &self.best.at;
        let level = at.value <= best.value + ROUNDING * best.value.abs();
        let flatter = at.gradient_norm < best.gradient_norm || best.gradient_norm.is_nan();
        if at.value < best.value || best.value.is_nan() || (level && flatter) {
            self.settle(point, at);
        }
    }

    /// Checks a gradient that came from outside: a `Vec` may have changed its length.
    pub(crate) fn check_length(&self, gradient: &P) -> Step<()> {
        let (expected, found) = (self.best.point.as_ref().len(), gradient.as_ref().len());
        InvalidInput::length("gradient", expected, found).map_err(Reason::from)
    }

    /// Checks a Hessian that came from outside, likewise.
    pub(crate) fn check_matrix(&self, hessian: &[f64]) -> Step<()> {
        let n = self.best.point.as_ref().len();
        InvalidInput::length("hessian", n * n, hessian.len()).map_err(Reason::from)
    }

    /// Whether the gradient is within its tolerance. Then this is the point to report: an earlier one whose value is lower
    /// by the rounding of a sum would not be within it.
    pub(crate) fn test_gradient(&mut self, point: &P, now: &Evaluated) -> Step<()> {
        if now.gradient_norm > self.settings.gradient_tolerance || now.gradient_norm.is_nan() {
            return Ok(());
        }
        let best = self.best.at.value;
        if now.value <= best + NOISE * best.abs() {
            self.settle(point, now);
        }
        Err(Reason::Gradient)
    }

    /// Notes that the run stands at another point; one on its way to infinity ends the run.
    pub(crate) fn move_to(&mut self, point: &P, now: &Evaluated, step: f64) -> Step<()> {
        (self.last, self.step, self.moved) = (*now, step, true);
        // Whoever is there has taken a long step.
        if step > LONG && linalg::max_abs(point.as_ref()) > FAR { Err(Reason::Unbounded) } else { Ok(()) }
    }

    /// Whether the last iteration led to another point; asked once after each.
    pub(crate) fn take_moved(&mut self) -> bool {
        core::mem::take(&mut self.moved)
    }

    /// Whether a step that led to `point` is within its tolerance.
    pub(crate) fn test_step(&self, point: &P, step: f64) -> Step<()> {
        let tolerance = self.settings.step_tolerance;
        let least = if tolerance > 0.0 { tolerance * linalg::norm(point.as_ref()) } else { 0.0 };
        if step <= least { Err(Reason::Step) } else { Ok(()) }
    }

    /// Ends an iteration that moved to `point` from a point of value `before`, by the tests of convergence.
    pub(crate) fn end_iteration(&mut self, point: &P, now: &Evaluated, before: f64, step: f64) -> Step<()> {
        self.move_to(point, now, step)?;
        self.test_gradient(point, now)?;
        self.test_step(point, step)?;
        let tolerance = self.settings.value_tolerance;
        if tolerance > 0.0 && before - now.value <= tolerance * now.value.abs() {
            return Err(Reason::Value);
        }
        Ok(())
    }

    /// Makes a point the best one that is as good as the best to within rounding, as its method knows.
    pub(crate) fn settle(&mut self, point: &P, now: &Evaluated) {
        self.best.point.as_mut().copy_from_slice(point.as_ref());
        self.best.at = *now;
    }

    /// Forgets what was best: the next point that is offered is it.
    pub(crate) fn forget_best(&mut self, point: &P) {
        self.settle(point, &UNKNOWN);
    }

    /// Wraps up.
    pub(crate) fn report(self) -> Report<P> {
        let reason = self.reason.unwrap_or(Reason::Unfinished);
        let Best { point, at: Evaluated { value, gradient_norm } } = self.best;
        let (counts, hessian_indefinite) = (self.counts, self.hessian_indefinite);
        Report { point, value, gradient_norm, reason, counts, hessian_indefinite }
    }
}

/// Value and gradient norm at a point.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "alloc"), allow(unreachable_pub, reason = "a hidden trait names it"))]
pub struct Evaluated {
    pub(crate) value: f64,
    pub(crate) gradient_norm: f64,
}

stored! { Evaluated { value, gradient_norm } }

/// Where nothing was evaluated.
pub(crate) const UNKNOWN: Evaluated = Evaluated { value: f64::NAN, gradient_norm: f64::NAN };
