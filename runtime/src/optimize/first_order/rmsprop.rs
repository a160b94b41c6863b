//! `RMSProp`.

use super::{Options, Rule, Schedule, decay, learns, shared_learning};
use crate::{linalg::sqrt, optimize::ledger::Step, problem::InvalidInput};

/// `RMSProp`: the rate of each unknown is divided by the root of a running average of its squared gradients.
///
/// Tieleman and Hinton, "Lecture 6.5: rmsprop" (2012): `v <- rho v + (1 - rho) g^2`, `x <- x - rate g / (√v + epsilon)`.
///
/// Needs order 1. Points `[f64; N]` do not touch the heap.
///
/// ```
/// use chainrule::{RmsProp, Schedule, differentiable};
///
/// #[differentiable]
/// fn bowl(x: &[f64; 2]) -> f64 {
///     x[0].powi(2) + 1e4 * (x[1] - 1.0).powi(2)
/// }
///
/// let rates = Schedule::exponential(0.1, 0.99);
/// let report = RmsProp::new(rates).gradient_tolerance(1e-6).minimize(bowl::objective(), [3.0, -2.0])?;
/// assert!(report.value < 1e-12);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RmsProp {
    options: Options,
    decay: f64,
    epsilon: f64,
}

stored! { RmsProp { options, decay, epsilon } }

impl RmsProp {
    /// `RMSProp` with this learning rate; decay 0.9, epsilon 1e-8.
    #[must_use]
    pub fn new(rate: impl Into<Schedule>) -> Self {
        Self { options: Options::new(rate), decay: 0.9, epsilon: 1e-8 }
    }

    /// How much of the average stays in each step, from 0 to below 1; default 0.9.
    #[must_use]
    pub const fn decay(mut self, rho: f64) -> Self {
        self.decay = rho;
        self
    }

    /// What is added to the root; default 1e-8.
    #[must_use]
    pub const fn epsilon(mut self, epsilon: f64) -> Self {
        self.epsilon = epsilon;
        self
    }

    #[inline]
    fn check(&self) -> Step<()> {
        decay("decay", self.decay)?;
        Ok(InvalidInput::between("epsilon", self.epsilon, 0.0, f64::INFINITY)?)
    }

    shared_learning! { "RMSProp needs an objective of order 1: with a gradient" }
}

impl Rule<1> for RmsProp {
    fn step(&self, rate: f64, _: usize) -> impl Fn(f64, f64, &mut [f64; 1]) -> f64 {
        let Self { decay, epsilon, .. } = *self;
        move |_, g, [v]| {
            *v = decay * *v + (1.0 - decay) * g * g;
            -rate * g / (sqrt(*v) + epsilon)
        }
    }
}

learns!(RmsProp, 1);
