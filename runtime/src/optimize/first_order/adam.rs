//! Adam, and what its kin share with it.

use super::{Options, Rule, Schedule, decay, learns, shared_learning};
use crate::{
    linalg::{power, sqrt},
    optimize::ledger::Step,
    problem::InvalidInput,
};

/// The factors of the averages of gradients and of their squares, and what is added to the root.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments {
    pub(super) betas: [f64; 2],
    pub(super) epsilon: f64,
}

stored! { Moments { betas, epsilon } }

impl Moments {
    pub(super) const fn new() -> Self {
        Self { betas: [0.9, 0.999], epsilon: 1e-8 }
    }

    #[inline]
    pub(super) fn check(&self) -> Step<()> {
        for beta in self.betas {
            decay("betas", beta)?;
        }
        Ok(InvalidInput::between("epsilon", self.epsilon, 0.0, f64::INFINITY)?)
    }

    /// By what the averages of step `k` are divided, since they began with zero.
    #[inline]
    pub(super) fn corrections(&self, k: usize) -> [f64; 2] {
        self.betas.map(|beta| 1.0 - power(beta, k + 1))
    }

    /// Brings the averages up to date.
    pub(super) fn average(&self, g: f64, m: &mut f64, v: &mut f64) {
        let [a, b] = self.betas;
        *m = a * *m + (1.0 - a) * g;
        *v = b * *v + (1.0 - b) * g * g;
    }
}

/// The builder methods for [`Moments`].
macro_rules! moments {
    () => {
        /// How much of the averages of the gradients and of their squares stays in each step, from 0 to below 1; default 0.9 and 0.999.
        #[must_use]
        pub const fn betas(mut self, first: f64, second: f64) -> Self {
            self.moments.betas = [first, second];
            self
        }

        /// What is added to the root; default 1e-8.
        #[must_use]
        pub const fn epsilon(mut self, epsilon: f64) -> Self {
            self.moments.epsilon = epsilon;
            self
        }
    };
}
pub(super) use moments;

/// Adam: each unknown moves by the running average of its gradients, over the root of that of their squares.
///
/// Kingma and Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1, with corrected averages:
/// `m <- b1 m + (1 - b1) g`, `v <- b2 v + (1 - b2) g^2`, `x <- x - rate m' / (√v' + epsilon)`.
///
/// Needs order 1. Values may rise for a while: the best point is kept apart. Points `[f64; N]` do not touch the heap.
///
/// ```
/// use chainrule::{Adam, Schedule, differentiable};
///
/// #[differentiable]
/// fn rosenbrock(x: &[f64; 2]) -> f64 {
///     (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
/// }
///
/// let rates = Schedule::cosine(0.1, 4000).warm_up(50);
/// let report = Adam::new(rates).gradient_tolerance(1e-4).minimize(rosenbrock::objective(), [-1.2, 1.0])?;
/// assert!((report.point[0] - 1.0).abs() < 1e-3);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Adam {
    options: Options,
    moments: Moments,
}

stored! { Adam { options, moments } }

impl Adam {
    /// Adam with this learning rate; betas 0.9 and 0.999, epsilon 1e-8.
    #[must_use]
    pub fn new(rate: impl Into<Schedule>) -> Self {
        Self { options: Options::new(rate), moments: Moments::new() }
    }

    moments! {}

    #[inline]
    fn check(&self) -> Step<()> {
        self.moments.check()
    }

    shared_learning! { "Adam needs an objective of order 1: with a gradient" }
}

impl Rule<2> for Adam {
    #[inline]
    fn step(&self, rate: f64, k: usize) -> impl Fn(f64, f64, &mut [f64; 2]) -> f64 {
        let (moments, [first, second]) = (self.moments, self.moments.corrections(k));
        move |_, g, [m, v]| {
            moments.average(g, m, v);
            -rate * (*m / first) / (sqrt(*v / second) + moments.epsilon)
        }
    }
}

learns!(Adam, 2);
