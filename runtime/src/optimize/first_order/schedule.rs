//! Learning rates that change from step to step.

use crate::{
    linalg::{cosine_of_half_turns, power},
    problem::{Fault, InvalidInput},
};

/// A learning rate for each step: small values that are put together.
///
/// A number is a constant rate, so `Adam::new(1e-3)` takes one as well as `Adam::new(Schedule::cosine(1e-3, 1000).warm_up(50))`.
///
/// ```
/// use chainrule::Schedule;
///
/// let rates = Schedule::step(0.8, 10, 0.5).warm_up(4);
/// assert_eq!([0, 1, 3, 4, 13, 14, 24].map(|k| rates.at(k)), [0.2, 0.4, 0.8, 0.8, 0.8, 0.4, 0.2]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[doc(alias = "lr_scheduler")]
#[doc(alias = "learning rate")]
pub struct Schedule {
    rate: f64,
    shape: Shape,
    warm_up: usize,
}

stored! { Schedule { rate, shape, warm_up } }

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Constant,
    Step { every: usize, factor: f64 },
    Exponential { factor: f64 },
    Cosine { steps: usize, last: f64 },
    OneCycle { steps: usize },
}

stored_enum! { Shape {
    0 => Constant {},
    1 => Step { every: every, factor: factor },
    2 => Exponential { factor: factor },
    3 => Cosine { steps: steps, last: last },
    4 => OneCycle { steps: steps },
} }

/// One-cycle: the share of the steps in which the rate rises, the first rate and the last as shares of the peak.
const CYCLE: (f64, f64, f64) = (0.3, 1.0 / 25.0, 1.0 / 250_000.0);

impl Schedule {
    const fn new(rate: f64, shape: Shape) -> Self {
        Self { rate, shape, warm_up: 0 }
    }

    /// The same rate for all steps.
    #[must_use]
    pub const fn constant(rate: f64) -> Self {
        Self::new(rate, Shape::Constant)
    }

    /// Multiplied by a factor after every so many steps.
    #[must_use]
    pub const fn step(rate: f64, every: usize, factor: f64) -> Self {
        Self::new(rate, Shape::Step { every, factor })
    }

    /// Multiplied by a factor after each step.
    #[must_use]
    pub const fn exponential(rate: f64, factor: f64) -> Self {
        Self::new(rate, Shape::Exponential { factor })
    }

    /// Down to 0 in so many steps along half a wave, and 0 from there on: Loshchilov and Hutter, "SGDR: stochastic gradient descent with
    /// warm restarts" (2017), equation 5.
    #[must_use]
    pub const fn cosine(rate: f64, steps: usize) -> Self {
        Self::cosine_to(rate, steps, 0.0)
    }

    /// The same down to a last rate.
    #[must_use]
    pub const fn cosine_to(rate: f64, steps: usize, last: f64) -> Self {
        Self::new(rate, Shape::Cosine { steps, last })
    }

    /// Up from a 25th of the peak in the first 30 of a hundred steps, then down to a ten-thousandth of that, each along half a wave: Smith
    /// and Topin, "Super-convergence: very fast training of neural networks using large learning rates" (2018).
    #[must_use]
    pub const fn one_cycle(peak: f64, steps: usize) -> Self {
        Self::new(peak, Shape::OneCycle { steps })
    }

    /// Before all that, so many steps in which the rate rises from near 0 in a straight line.
    #[must_use]
    pub const fn warm_up(mut self, steps: usize) -> Self {
        self.warm_up = steps;
        self
    }

    /// The rate of step `k`, from 0.
    #[must_use]
    #[inline]
    pub fn at(&self, k: usize) -> f64 {
        let rate = self.rate;
        let Some(k) = k.checked_sub(self.warm_up) else {
            return rate * (k + 1) as f64 / self.warm_up as f64;
        };
        match self.shape {
            Shape::Constant => rate,
            Shape::Step { every, factor } => rate * power(factor, k / every.max(1)),
            Shape::Exponential { factor } => rate * power(factor, k),
            Shape::Cosine { steps, last } => wave(rate, last, share(k, 0.0, steps as f64)),
            Shape::OneCycle { steps } => {
                let (rise, first, last) = CYCLE;
                let top = rise * steps as f64;
                if (k as f64) < top {
                    wave(rate * first, rate, share(k, 0.0, top))
                } else {
                    wave(rate, rate * last, share(k, top, steps as f64))
                }
            }
        }
    }

    #[inline]
    pub(super) fn validate(&self) -> Result<(), InvalidInput> {
        InvalidInput::between("learning_rate", self.rate, 0.0, f64::INFINITY)?;
        let count = |field, value: usize| {
            InvalidInput::check(field, value > 0, Fault::Count { value, least: 1, most: usize::MAX })
        };
        let factor = |factor| InvalidInput::between("factor", factor, 0.0, f64::INFINITY);
        match self.shape {
            Shape::Constant => Ok(()),
            Shape::Exponential { factor: by } => factor(by),
            Shape::Step { every, factor: by } => {
                count("every", every)?;
                factor(by)
            }
            Shape::Cosine { steps, last } => {
                count("steps", steps)?;
                InvalidInput::tolerance("last", last)
            }
            Shape::OneCycle { steps } => count("steps", steps),
        }
    }
}

impl From<f64> for Schedule {
    fn from(rate: f64) -> Self {
        Self::constant(rate)
    }
}

/// How much of the way from one step to another is done, up to 1.
fn share(k: usize, from: f64, to: f64) -> f64 {
    ((k as f64 - from) / (to - from)).min(1.0)
}

/// From one rate to another along half a wave.
fn wave(from: f64, to: f64, share: f64) -> f64 {
    to + 0.5 * (from - to) * (1.0 + cosine_of_half_turns(share))
}

#[cfg(test)]
mod tests {
    use super::Schedule;

    /// Schedule, step, rate, worked out by hand.
    #[test]
    fn rates() {
        let rows = [
            (Schedule::constant(0.3), 1_000_000, 0.3),
            (Schedule::from(0.3), 0, 0.3),
            (Schedule::step(1.0, 3, 0.1), 2, 1.0),
            (Schedule::step(1.0, 3, 0.1), 3, 0.1),
            (Schedule::step(1.0, 3, 0.1), 8, 0.01),
            (Schedule::exponential(2.0, 0.5), 3, 0.25),
            (Schedule::cosine(1.0, 100), 0, 1.0),
            (Schedule::cosine(1.0, 100), 50, 0.5),
            (Schedule::cosine(1.0, 300), 100, 0.75),
            (Schedule::cosine(1.0, 100), 100, 0.0),
            (Schedule::cosine(1.0, 100), 999, 0.0),
            (Schedule::cosine_to(1.0, 100, 0.2), 50, 0.6),
            (Schedule::cosine_to(1.0, 100, 0.2), 200, 0.2),
            (Schedule::one_cycle(1.0, 100), 0, 0.04),
            (Schedule::one_cycle(1.0, 100), 15, 0.52),
            (Schedule::one_cycle(1.0, 100), 30, 1.0),
            (Schedule::one_cycle(1.0, 100), 65, 0.500_002),
            (Schedule::one_cycle(1.0, 100), 100, 0.000_004),
            (Schedule::constant(1.0).warm_up(4), 0, 0.25),
            (Schedule::constant(1.0).warm_up(4), 3, 1.0),
            (Schedule::cosine(1.0, 100).warm_up(10), 60, 0.5),
        ];
        for (schedule, k, rate) in rows {
            assert!((schedule.at(k) - rate).abs() < 1e-15, "{schedule:?} at {k}: {}", schedule.at(k));
        }
    }

    #[test]
    fn o20_rates_are_checked() {
        let bad = [
            (Schedule::constant(0.0), "`learning_rate` must be finite and above 0, got 0"),
            (Schedule::constant(-0.1), "`learning_rate` must be finite and above 0, got -0.1"),
            (Schedule::constant(f64::NAN), "`learning_rate` must be finite and above 0, got NaN"),
            (Schedule::constant(f64::INFINITY), "`learning_rate` must be finite and above 0, got inf"),
            (Schedule::step(0.1, 0, 0.5), "`every` must be at least 1, got 0"),
            (Schedule::step(0.1, 5, 0.0), "`factor` must be finite and above 0, got 0"),
            (Schedule::exponential(0.1, f64::NAN), "`factor` must be finite and above 0, got NaN"),
            (Schedule::cosine(0.1, 0), "`steps` must be at least 1, got 0"),
            (Schedule::cosine_to(0.1, 10, -1.0), "`last` must be finite and at least 0, got -1"),
            (Schedule::one_cycle(0.1, 0), "`steps` must be at least 1, got 0"),
        ];
        for (schedule, message) in bad {
            let invalid = schedule.validate().expect_err("bad");
            assert_eq!(invalid.to_string(), format!("invalid input: {message}"), "{schedule:?}");
        }
        assert!(Schedule::cosine(0.1, 10).warm_up(3).validate().is_ok());
    }
}
