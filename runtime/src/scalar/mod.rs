//! Functions of one number: roots and minima.
//!
//! | method | needs | finds |
//! |---|---|---|
//! | [`Brent`] | two ends | a root between values of different sign; a minimum between the ends |
//! | [`Newton`] | a guess; the derivative, for minima the second too | a root, a minimum |
//! | [`Halley`] | a guess; two derivatives | a root, in fewer steps |
//!
//! They take plain closures and the derivatives that the macro writes. `Ok` means converged, nothing else does; the `Err` holds the
//! reason and the best point. In the report of a root, `value` is what is left of the function there.
//!
//! ```
//! use chainrule::{differentiable, scalar};
//!
//! /// Kepler's equation for the eccentricity 0.8.
//! #[differentiable]
//! fn kepler(x: f64, mean: f64) -> f64 {
//!     x - 0.8 * x.sin() - mean
//! }
//!
//! #[differentiable]
//! fn cubic(x: f64) -> f64 {
//!     x * x * x - 2.0
//! }
//!
//! let by_brent = scalar::Brent::new().root(|x| kepler(x, 1.0), 0.0, 3.0)?;
//! assert!(kepler(by_brent.point, 1.0).abs() < 1e-14);
//! let by_newton = scalar::Newton::new().root(cubic::value_and_derivative, 1.0)?;
//! let by_halley = scalar::Halley::new().root(cubic::value_and_derivative, cubic::second_derivative, 1.0)?;
//! assert!((by_newton.point - 2_f64.cbrt()).abs() < 1e-15 && (by_halley.point - 2_f64.cbrt()).abs() < 1e-15);
//! # Ok::<(), chainrule::Failure<f64>>(())
//! ```

mod brent;
mod newton;
#[cfg(test)]
mod tests;

pub use brent::Brent;
pub use newton::{Halley, Newton};

use crate::{
    optimize::{Counts, Failure, Part, Reason, Report},
    problem::InvalidInput,
};

/// Tolerance and limit.
#[derive(Clone, Copy, Debug)]
struct Settings {
    tolerance: f64,
    max_evaluations: usize,
}

impl Settings {
    const fn new(tolerance: f64) -> Self {
        Self { tolerance, max_evaluations: 200 }
    }
}

/// The builder methods for [`Settings`].
macro_rules! shared_settings {
    ($tolerance:literal) => {
        #[doc = $tolerance]
        #[must_use]
        pub const fn tolerance(mut self, tolerance: f64) -> Self {
            self.settings.tolerance = tolerance;
            self
        }

        /// Stops before the function is called more often than this; default 200.
        #[must_use]
        pub const fn max_evaluations(mut self, limit: usize) -> Self {
            self.settings.max_evaluations = limit;
            self
        }
    };
}
use shared_settings;

/// The counts and the best point of a run.
struct Tally {
    settings: Settings,
    counts: Counts,
    best: [f64; 2],
}

impl Tally {
    fn new(settings: Settings, start: f64) -> Self {
        Self { settings, counts: Counts::default(), best: [start, f64::NAN] }
    }

    /// Refuses what no run can begin with.
    #[inline]
    fn check(&self, starts: &[f64]) -> Result<(), Reason> {
        InvalidInput::tolerance("tolerance", self.settings.tolerance)?;
        let bad = starts.iter().position(|x| !x.is_finite());
        bad.map_or(Ok(()), |i| Err(Reason::NonFiniteStart(Part::Coordinate(i))))
    }

    /// Counts a call that gives derivatives up to `order`, unless the limit forbids it.
    fn count(&mut self, order: u8) -> Result<(), Reason> {
        if self.counts.evaluations >= self.settings.max_evaluations {
            return Err(Reason::EvaluationLimit);
        }
        self.counts.evaluations += 1;
        self.counts.gradients += usize::from(order >= 1);
        self.counts.hessians += usize::from(order >= 2);
        Ok(())
    }

    /// Keeps a point if no value was lower, by `measure`.
    #[inline]
    fn offer(&mut self, x: f64, value: f64, measure: impl Fn(f64) -> f64) {
        if measure(value) <= measure(self.best[1]) || self.best[1].is_nan() {
            self.best = [x, value];
        }
    }

    /// Within this a point is exact.
    fn near(&self, x: f64) -> f64 {
        self.settings.tolerance * x.abs() + f64::MIN_POSITIVE
    }

    #[inline]
    fn report(self, reason: Reason, slope: f64) -> Result<Report<f64>, Failure<f64>> {
        let ([point, value], counts) = (self.best, self.counts);
        Report { point, value, gradient_norm: slope, reason, counts, hessian_indefinite: false }.into_result()
    }
}
