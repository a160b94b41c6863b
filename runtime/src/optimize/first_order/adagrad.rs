//! `AdaGrad`.

use super::{Options, Rule, Schedule, learns, shared_learning};
use crate::{linalg::sqrt, optimize::ledger::Step, problem::InvalidInput};

/// `AdaGrad`: the rate of each unknown shrinks with the sum of the squares of its gradients.
///
/// Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization" (2011), equation 1, diagonal:
/// `s <- s + g^2`, `x <- x - rate g / (√s + epsilon)`.
///
/// Needs order 1. Points `[f64; N]` do not touch the heap.
///
/// ```
/// use chainrule::{AdaGrad, differentiable};
///
/// #[differentiable]
/// fn bowl(x: &[f64; 2]) -> f64 {
///     x[0].powi(2) + 1e4 * (x[1] - 1.0).powi(2)
/// }
///
/// let report = AdaGrad::new(1.0).gradient_tolerance(1e-6).minimize(bowl::objective(), [3.0, -2.0])?;
/// assert!(report.value < 1e-12);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AdaGrad {
    options: Options,
    epsilon: f64,
}

stored! { AdaGrad { options, epsilon } }

impl AdaGrad {
    /// `AdaGrad` with this learning rate; epsilon 1e-10.
    #[must_use]
    pub fn new(rate: impl Into<Schedule>) -> Self {
        Self { options: Options::new(rate), epsilon: 1e-10 }
    }

    /// What is added to the root; default 1e-10.
    #[must_use]
    pub const fn epsilon(mut self, epsilon: f64) -> Self {
        self.epsilon = epsilon;
        self
    }

    fn check(&self) -> Step<()> {
        Ok(InvalidInput::between("epsilon", self.epsilon, 0.0, f64::INFINITY)?)
    }

    shared_learning! { "AdaGrad needs an objective of order 1: with a gradient" }
}

impl Rule<1> for AdaGrad {
    fn step(&self, rate: f64, _: usize) -> impl Fn(f64, f64, &mut [f64; 1]) -> f64 {
        let epsilon = self.epsilon;
        move |_, g, [s]| {
            *s += g * g;
            -rate * g / (sqrt(*s) + epsilon)
        }
    }
}

learns!(AdaGrad, 1);
