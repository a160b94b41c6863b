//! Lion.

use super::{Options, Rule, Schedule, decay, learns, shared_learning};
use crate::{optimize::ledger::Step, problem::InvalidInput};

/// Lion: each unknown moves by the rate, in the direction of the sign of an average of its gradients.
///
/// Chen and others, "Symbolic discovery of optimization algorithms" (2023), algorithm 2: `x <- x - rate (sign(b1 m + (1 - b1) g) + decay x)`,
/// `m <- b2 m + (1 - b2) g`. Steps never grow shorter than the rate: it comes to rest only under a schedule that goes to zero.
///
/// Needs order 1. Points `[f64; N]` do not touch the heap.
///
/// ```
/// use chainrule::{Lion, Schedule, differentiable};
///
/// #[differentiable]
/// fn bowl(x: &[f64; 2]) -> f64 {
///     x[0].powi(2) + 1e4 * (x[1] - 1.0).powi(2)
/// }
///
/// let rates = Schedule::exponential(0.1, 0.99);
/// let report = Lion::new(rates).gradient_tolerance(1e-4).minimize(bowl::objective(), [3.0, -2.0])?;
/// assert!(report.value < 1e-8);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Lion {
    options: Options,
    betas: [f64; 2],
    weight_decay: f64,
}

stored! { Lion { options, betas, weight_decay } }

impl Lion {
    /// Lion with this learning rate; betas 0.9 and 0.99, no weight decay.
    #[must_use]
    pub fn new(rate: impl Into<Schedule>) -> Self {
        Self { options: Options::new(rate), betas: [0.9, 0.99], weight_decay: 0.0 }
    }

    /// How much of the average counts for the sign, and how much of it stays, from 0 to below 1; default 0.9 and 0.99.
    #[must_use]
    pub const fn betas(mut self, first: f64, second: f64) -> Self {
        self.betas = [first, second];
        self
    }

    /// The weight decay; default 0.
    #[must_use]
    pub const fn weight_decay(mut self, decay: f64) -> Self {
        self.weight_decay = decay;
        self
    }

    #[inline]
    fn check(&self) -> Step<()> {
        for beta in self.betas {
            decay("betas", beta)?;
        }
        Ok(InvalidInput::tolerance("weight_decay", self.weight_decay)?)
    }

    shared_learning! { "Lion needs an objective of order 1: with a gradient" }
}

impl Rule<1> for Lion {
    fn step(&self, rate: f64, _: usize) -> impl Fn(f64, f64, &mut [f64; 1]) -> f64 {
        let Self { betas: [first, second], weight_decay, .. } = *self;
        move |x, g, [m]| {
            let mixed = first * *m + (1.0 - first) * g;
            *m = second * *m + (1.0 - second) * g;
            let sign = if mixed == 0.0 { 0.0 } else { mixed.signum() };
            -rate * (sign + weight_decay * x)
        }
    }
}

learns!(Lion, 1);
