//! What the methods for least squares have in common: entry points, and the trust region that does their work.

/// The entry points of a method for residuals of at least an order.
macro_rules! entry_points_for_squares {
    ($method:ident, order $order:literal, $refusal:literal) => {
        impl $method {
            /// Minimizes half the sum of squares of the `m` residuals from a starting point of length `n`.
            ///
            /// # Errors
            /// A [`Failure`](crate::Failure) with the reason and the best point, if the run ends without convergence.
            pub fn minimize<R: crate::Residuals, S: crate::Start<R::Point>>(
                &self,
                residuals: R,
                start: S,
            ) -> Result<crate::Report<S>, crate::Failure<S>> {
                const { assert!(R::ORDER >= $order, $refusal) }
                crate::optimize::state::run(self, &residuals, start, &mut crate::optimize::state::unobserved)
            }

            /// The same; the observer is called after each iteration and may stop the run with `Break`.
            ///
            /// # Errors
            /// A [`Failure`](crate::Failure) with the reason and the best point, if the run ends without convergence.
            pub fn minimize_observed<R: crate::Residuals, S: crate::Start<R::Point>>(
                &self,
                residuals: R,
                start: S,
                mut observer: impl FnMut(&crate::Progress<'_>) -> core::ops::ControlFlow<()>,
            ) -> Result<crate::Report<S>, crate::Failure<S>> {
                const { assert!(R::ORDER >= $order, $refusal) }
                crate::optimize::state::run(self, &residuals, start, &mut observer)
            }

            /// Begins a run that is stepped by hand: evaluates the start.
            pub fn start<R: crate::Residuals>(
                &self,
                residuals: &R,
                start: impl crate::Start<R::Point>,
            ) -> crate::State<Self, R::Point> {
                const { assert!(R::ORDER >= $order, $refusal) }
                crate::State::start(*self, residuals, start.into_point())
            }
        }
    };
}
pub(crate) use entry_points_for_squares;

/// The traits of a method that is a [`Plan`](super::region::Plan) for a trust region.
macro_rules! trust_region_for_squares {
    ($method:ident) => {
        impl crate::optimize::state::Method for $method {
            type Memory<P: crate::Point> = crate::optimize::region::Region<P>;

            fn settings(&self) -> &crate::optimize::settings::Settings {
                &self.settings
            }

            fn validate(&self) -> crate::optimize::ledger::Step<()> {
                Ok(crate::InvalidInput::between("initial_radius", self.initial_radius, 0.0, f64::INFINITY)?)
            }
        }

        impl<R: crate::Residuals> crate::optimize::state::Minimizes<R> for $method {
            type Point = R::Point;

            fn allocate(&self, residuals: &R, start: R::Point) -> Self::Memory<R::Point> {
                crate::optimize::region::Region::new(residuals.len(), start, self.plan())
            }

            fn evaluate(
                &self,
                residuals: &R,
                region: &mut Self::Memory<R::Point>,
                ledger: &mut crate::optimize::ledger::Ledger<R::Point>,
            ) -> crate::optimize::ledger::Step<()> {
                region.begin(ledger, residuals, self.plan())
            }

            fn iterate(
                &self,
                residuals: &R,
                region: &mut Self::Memory<R::Point>,
                ledger: &mut crate::optimize::ledger::Ledger<R::Point>,
            ) -> crate::optimize::ledger::Step<()> {
                region.iterate(ledger, residuals)
            }

            fn conclude(
                &self,
                residuals: &R,
                region: &mut Self::Memory<R::Point>,
                ledger: &mut crate::optimize::ledger::Ledger<R::Point>,
                reason: crate::Reason,
            ) -> crate::Reason {
                region.conclude(ledger, residuals, reason)
            }
        }
    };
}
pub(crate) use trust_region_for_squares;
