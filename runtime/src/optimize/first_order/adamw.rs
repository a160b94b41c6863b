//! `AdamW`.

use super::{
    Options, Rule, Schedule,
    adam::{Moments, moments},
    learns, shared_learning,
};
use crate::{linalg::sqrt, optimize::ledger::Step, problem::InvalidInput};

/// `AdamW`: [`Adam`](crate::Adam) with weight decay that does not go through the averages.
///
/// Loshchilov and Hutter, "Decoupled weight decay regularization" (2019), algorithm 2: beside Adam's step, each unknown shrinks by
/// `rate * decay * x`. What is minimized is the objective as it is; the decay is no part of its value, so with a decay a gradient of zero is
/// not where the method comes to rest.
///
/// Needs order 1. Points `[f64; N]` do not touch the heap.
///
/// ```
/// use chainrule::{AdamW, differentiable};
///
/// #[differentiable]
/// fn bowl(x: &[f64; 1]) -> f64 {
///     (x[0] - 3.0).powi(2)
/// }
///
/// let adam = AdamW::new(0.01).weight_decay(0.1).max_iterations(5000);
/// let mut state = adam.start(&bowl::objective(), [0.0]);
/// while state.step(&bowl::objective()).is_continue() {}
/// assert!(state.point()[0] < 3.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AdamW {
    options: Options,
    moments: Moments,
    weight_decay: f64,
}

stored! { AdamW { options, moments, weight_decay } }

impl AdamW {
    /// `AdamW` with this learning rate; weight decay 0.01, betas 0.9 and 0.999, epsilon 1e-8.
    #[must_use]
    pub fn new(rate: impl Into<Schedule>) -> Self {
        Self { options: Options::new(rate), moments: Moments::new(), weight_decay: 0.01 }
    }

    moments! {}

    /// The weight decay; default 0.01.
    #[must_use]
    pub const fn weight_decay(mut self, decay: f64) -> Self {
        self.weight_decay = decay;
        self
    }

    #[inline]
    fn check(&self) -> Step<()> {
        InvalidInput::tolerance("weight_decay", self.weight_decay)?;
        self.moments.check()
    }

    shared_learning! { "AdamW needs an objective of order 1: with a gradient" }
}

impl Rule<2> for AdamW {
    #[inline]
    fn step(&self, rate: f64, k: usize) -> impl Fn(f64, f64, &mut [f64; 2]) -> f64 {
        let (moments, [first, second], decay) = (self.moments, self.moments.corrections(k), self.weight_decay);
        move |x, g, [m, v]| {
            moments.average(g, m, v);
            -rate * ((*m / first) / (sqrt(*v / second) + moments.epsilon) + decay * x)
        }
    }
}

learns!(AdamW, 2);
