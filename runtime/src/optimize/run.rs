//! The bookkeeping that all methods share: counters, limits, the best point, the observer.

use core::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::report::{Counts, Failure, Part, Reason, Report};
use crate::{
    linalg,
    problem::{InvalidInput, Point},
};

/// A step of a method. Every way to stop, success too, leaves by `?` as the reason for it.
pub(crate) type Step<T> = Result<T, Reason>;

/// What an observer sees after each iteration.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// How many iterations are done.
    pub iteration: usize,
    /// The current point.
    pub point: &'a [f64],
    /// The value there.
    pub value: f64,
    /// The largest magnitude among the gradient's entries there.
    pub gradient_norm: f64,
    /// The length of the step that led there.
    pub step: f64,
}

/// Called after each iteration; `Break` stops the run.
pub(crate) type Observer<'a> = &'a mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>;

/// What all methods let their user set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) gradient_tolerance: f64,
    pub(crate) step_tolerance: f64,
    pub(crate) value_tolerance: f64,
    pub(crate) max_iterations: usize,
    pub(crate) max_evaluations: usize,
    pub(crate) max_time: Option<Duration>,
}

impl Settings {
    fn validate(&self) -> Result<(), InvalidInput> {
        InvalidInput::tolerance("gradient_tolerance", self.gradient_tolerance)?;
        InvalidInput::tolerance("step_tolerance", self.step_tolerance)?;
        InvalidInput::tolerance("value_tolerance", self.value_tolerance)
    }
}

/// The builder methods for what all methods let their user set; the struct has a field `settings: Settings`.
macro_rules! shared_settings {
    (gradient: $gradient:literal, step: $step:literal, value: $value:literal, iterations: $iterations:literal) => {
        #[doc = $gradient]
        #[must_use]
        pub const fn gradient_tolerance(mut self, tolerance: f64) -> Self {
            self.settings.gradient_tolerance = tolerance;
            self
        }

        #[doc = $step]
        #[must_use]
        pub const fn step_tolerance(mut self, tolerance: f64) -> Self {
            self.settings.step_tolerance = tolerance;
            self
        }

        #[doc = $value]
        #[must_use]
        pub const fn value_tolerance(mut self, tolerance: f64) -> Self {
            self.settings.value_tolerance = tolerance;
            self
        }

        #[doc = $iterations]
        #[must_use]
        pub const fn max_iterations(mut self, limit: usize) -> Self {
            self.settings.max_iterations = limit;
            self
        }

        /// Stops before the problem is called more often than this; default: no limit.
        #[must_use]
        pub const fn max_evaluations(mut self, limit: usize) -> Self {
            self.settings.max_evaluations = limit;
            self
        }

        /// Stops at the first iteration that would begin after this much time; default: no limit.
        #[must_use]
        pub const fn max_time(mut self, limit: core::time::Duration) -> Self {
            self.settings.max_time = Some(limit);
            self
        }
    };
}
pub(crate) use shared_settings;

/// One run of a method.
pub(crate) struct Run<'a, P> {
    pub(crate) settings: Settings,
    pub(crate) hessian_indefinite: bool,
    counts: Counts,
    best: Best<P>,
    deadline: Option<Instant>,
    observer: Observer<'a>,
}

struct Best<P> {
    point: P,
    value: f64,
    gradient_norm: f64,
}

/// Sums of many terms that are closer than this, relatively, may differ by rounding alone.
const NOISE: f64 = 1e-11;

/// Values closer than this, relatively, differ by rounding alone.
pub(crate) const ROUNDING: f64 = 2.0 * f64::EPSILON;

/// Points beyond this are on their way to infinity.
const FAR: f64 = 1e300;

impl<'a, P: Point> Run<'a, P> {
    pub(crate) fn new(settings: Settings, start: &P, observer: Observer<'a>) -> Self {
        Self {
            settings,
            hessian_indefinite: false,
            counts: Counts::default(),
            best: Best { point: start.clone(), value: f64::NAN, gradient_norm: f64::NAN },
            deadline: settings.max_time.and_then(|time| Instant::now().checked_add(time)),
            observer,
        }
    }

    /// Refuses settings and starting points that are out of order.
    pub(crate) fn validate(&self) -> Step<()> {
        self.settings.validate()?;
        let bad = linalg::first_non_finite(self.best.point.as_ref());
        bad.map_or(Ok(()), |i| Err(Reason::NonFiniteStart(Part::Coordinate(i))))
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

    /// Whether the limit allows another call.
    pub(crate) fn may_evaluate(&self) -> bool {
        self.counts.evaluations < self.settings.max_evaluations
    }

    /// Begins an iteration, unless a limit forbids it.
    pub(crate) fn begin_iteration(&mut self) -> Step<()> {
        if self.counts.iterations >= self.settings.max_iterations {
            return Err(Reason::IterationLimit);
        }
        if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(Reason::TimeLimit);
        }
        self.counts.iterations += 1;
        Ok(())
    }

    /// Keeps a finite point if it is the best so far.
    pub(crate) fn offer(&mut self, point: &P, value: f64, gradient_norm: f64) {
        let best = &self.best;
        let level = value <= best.value + ROUNDING * best.value.abs();
        if value < best.value || best.value.is_nan() || (level && less(gradient_norm, best.gradient_norm)) {
            self.best.point.as_mut().copy_from_slice(point.as_ref());
            self.best.value = value;
            self.best.gradient_norm = gradient_norm;
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
        if now.value <= self.best.value + NOISE * self.best.value.abs() {
            self.settle(point, now);
        }
        Err(Reason::Gradient)
    }

    /// Shows the observer an iteration that moved to `point`; a point on its way to infinity ends the run.
    pub(crate) fn observe(&mut self, point: &P, now: &Evaluated, step: f64) -> Step<()> {
        let point = point.as_ref();
        let iteration = self.counts.iterations;
        let Evaluated { value, gradient_norm } = *now;
        if (self.observer)(&Progress { iteration, point, value, gradient_norm, step }).is_break() {
            return Err(Reason::Observer);
        }
        if linalg::max_abs(point) > FAR { Err(Reason::Unbounded) } else { Ok(()) }
    }

    /// Ends an iteration that moved to `point` from a point of value `before`: the observer, then the tests of convergence.
    pub(crate) fn end_iteration(&mut self, point: &P, now: &Evaluated, before: f64, step: f64) -> Step<()> {
        self.observe(point, now, step)?;
        self.test_gradient(point, now)?;
        if step <= self.settings.step_tolerance * linalg::norm(point.as_ref()) {
            return Err(Reason::Step);
        }
        let tolerance = self.settings.value_tolerance;
        if tolerance > 0.0 && before - now.value <= tolerance * now.value.abs() {
            return Err(Reason::Value);
        }
        Ok(())
    }

    /// Makes a point the best one that is as good as the best to within rounding, as its method knows.
    pub(crate) fn settle(&mut self, point: &P, now: &Evaluated) {
        self.best.point.as_mut().copy_from_slice(point.as_ref());
        self.best.value = now.value;
        self.best.gradient_norm = now.gradient_norm;
    }

    /// Wraps up.
    pub(crate) fn finish(self, reason: Reason) -> Result<Report<P>, Failure<P>> {
        let Best { point, value, gradient_norm } = self.best;
        let (counts, hessian_indefinite) = (self.counts, self.hessian_indefinite);
        let report = Report { point, value, gradient_norm, reason, counts, hessian_indefinite };
        if reason.is_converged() { Ok(report) } else { Err(Failure { reason, report: Box::new(report) }) }
    }
}

/// Value and gradient norm at a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evaluated {
    pub(crate) value: f64,
    pub(crate) gradient_norm: f64,
}

/// Whether `a` is below `b`, or `b` is not known.
fn less(a: f64, b: f64) -> bool {
    a < b || b.is_nan()
}

/// The observer of those who want none.
pub(crate) fn unobserved(_: &Progress<'_>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
