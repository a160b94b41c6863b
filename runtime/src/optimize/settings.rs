//! What all methods let their user set.

use super::ledger::Step;
use crate::problem::InvalidInput;
#[cfg(feature = "std")]
use core::time::Duration;

/// Tolerances and limits.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub(crate) gradient_tolerance: f64,
    pub(crate) step_tolerance: f64,
    pub(crate) value_tolerance: f64,
    pub(crate) max_iterations: usize,
    pub(crate) max_evaluations: usize,
    #[cfg(feature = "std")]
    pub(crate) max_time: Option<Duration>,
}

stored! { Settings { gradient_tolerance, step_tolerance, value_tolerance, max_iterations, max_evaluations, max_time } }

impl Settings {
    /// No limit but that on iterations, and the gradient alone is tested.
    pub(crate) const fn new(gradient_tolerance: f64, max_iterations: usize) -> Self {
        Self {
            gradient_tolerance,
            step_tolerance: 0.0,
            value_tolerance: 0.0,
            max_iterations,
            max_evaluations: usize::MAX,
            #[cfg(feature = "std")]
            max_time: None,
        }
    }

    pub(crate) fn validate(&self) -> Step<()> {
        InvalidInput::tolerance("gradient_tolerance", self.gradient_tolerance)?;
        InvalidInput::tolerance("step_tolerance", self.step_tolerance)?;
        InvalidInput::tolerance("value_tolerance", self.value_tolerance)?;
        Ok(())
    }
}

/// The builder methods for what all methods let their user set; `at` is where the struct has its `Settings`.
macro_rules! shared_settings {
    (at: $($at:ident).+, gradient: $gradient:literal, step: $step:literal, value: $value:literal, iterations: $iterations:literal) => {
        #[doc = $gradient]
        #[must_use]
        pub const fn gradient_tolerance(mut self, tolerance: f64) -> Self {
            self.$($at).+.gradient_tolerance = tolerance;
            self
        }

        #[doc = $step]
        #[must_use]
        pub const fn step_tolerance(mut self, tolerance: f64) -> Self {
            self.$($at).+.step_tolerance = tolerance;
            self
        }

        #[doc = $value]
        #[must_use]
        pub const fn value_tolerance(mut self, tolerance: f64) -> Self {
            self.$($at).+.value_tolerance = tolerance;
            self
        }

        #[doc = $iterations]
        #[must_use]
        pub const fn max_iterations(mut self, limit: usize) -> Self {
            self.$($at).+.max_iterations = limit;
            self
        }

        /// Stops before the problem is called more often than this; default: no limit.
        #[must_use]
        pub const fn max_evaluations(mut self, limit: usize) -> Self {
            self.$($at).+.max_evaluations = limit;
            self
        }

        /// Stops at the first iteration that would begin after this much time; default: no limit.
        #[cfg(feature = "std")]
        #[must_use]
        pub const fn max_time(mut self, limit: core::time::Duration) -> Self {
            self.$($at).+.max_time = Some(limit);
            self
        }
    };
}
pub(crate) use shared_settings;

/// The entry points of a method for objectives of at least an order.
macro_rules! entry_points {
    (@bounded) => { false };
    (@bounded bounds) => { true };
    (order $order:literal $(, keeps $bounds:ident)? $(, has $what:ident)?, $refusal:literal) => {
        /// Minimizes from a starting point of length `n`.
        ///
        /// # Errors
        /// A [`Failure`](crate::Failure) with the reason and the best point, if the run ends without convergence.
        pub fn minimize<O: crate::Objective, S: crate::Start<O::Point>>(
            &self,
            objective: O,
            start: S,
        ) -> Result<crate::Report<S>, crate::Failure<S>> {
            const {
                assert!(O::ORDER >= $order $(&& O::$what)?, $refusal);
                assert!(
                    !O::BOUNDED || crate::optimize::settings::entry_points!(@bounded $($bounds)?),
                    "this method does not keep to bounds; `LbfgsB` does"
                );
            }
            crate::optimize::state::run(self, &objective, start, &mut crate::optimize::state::unobserved)
        }

        /// The same; the observer is called after each iteration and may stop the run with `Break`.
        ///
        /// # Errors
        /// A [`Failure`](crate::Failure) with the reason and the best point, if the run ends without convergence.
        pub fn minimize_observed<O: crate::Objective, S: crate::Start<O::Point>>(
            &self,
            objective: O,
            start: S,
            mut observer: impl FnMut(&crate::Progress<'_>) -> core::ops::ControlFlow<()>,
        ) -> Result<crate::Report<S>, crate::Failure<S>> {
            const {
                assert!(O::ORDER >= $order $(&& O::$what)?, $refusal);
                assert!(
                    !O::BOUNDED || crate::optimize::settings::entry_points!(@bounded $($bounds)?),
                    "this method does not keep to bounds; `LbfgsB` does"
                );
            }
            crate::optimize::state::run(self, &objective, start, &mut observer)
        }

        /// Begins a run that is stepped by hand: evaluates the start.
        pub fn start<O: crate::Objective>(
            &self,
            objective: &O,
            start: impl crate::Start<O::Point>,
        ) -> crate::State<Self, O::Point> {
            const {
                assert!(O::ORDER >= $order $(&& O::$what)?, $refusal);
                assert!(
                    !O::BOUNDED || crate::optimize::settings::entry_points!(@bounded $($bounds)?),
                    "this method does not keep to bounds; `LbfgsB` does"
                );
            }
            crate::State::start(self.clone(), objective, start.into_point())
        }
    };
}
pub(crate) use entry_points;
