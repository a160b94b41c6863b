//! Gradient descent with learning rates: plain, with momentum, and Nesterov's.

use super::{Options, Rule, Schedule, decay, learns, shared_learning};
use crate::optimize::ledger::Step;

/// Gradient descent with a learning rate in place of a line search; with momentum, and with Nesterov's, if asked for.
///
/// With momentum `mu`, `v <- mu v + g` and `x <- x - rate v` (Polyak, "Some methods of speeding up the convergence of iteration methods",
/// 1964); Nesterov's (1983) looks ahead, `x <- x - rate (g + mu v)` (Sutskever and others, "On the importance of initialization and
/// momentum in deep learning", 2013).
///
/// Needs order 1. Points `[f64; N]` do not touch the heap.
///
/// ```
/// use chainrule::{Sgd, differentiable};
///
/// #[differentiable]
/// fn bowl(x: &[f64; 2]) -> f64 {
///     x[0].powi(2) + 10.0 * (x[1] - 1.0).powi(2)
/// }
///
/// let report = Sgd::new(0.01).momentum(0.9).nesterov().minimize(bowl::objective(), [3.0, -2.0])?;
/// assert!(report.point[0].abs() < 1e-8 && (report.point[1] - 1.0).abs() < 1e-8);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sgd {
    options: Options,
    momentum: f64,
    nesterov: bool,
}

stored! { Sgd { options, momentum, nesterov } }

impl Sgd {
    /// Gradient descent with this learning rate, without momentum.
    #[must_use]
    pub fn new(rate: impl Into<Schedule>) -> Self {
        Self { options: Options::new(rate), momentum: 0.0, nesterov: false }
    }

    /// How much of the last step goes on, from 0 to below 1; default 0.
    #[must_use]
    pub const fn momentum(mut self, share: f64) -> Self {
        self.momentum = share;
        self
    }

    /// Nesterov's momentum in place of the plain one.
    #[must_use]
    pub const fn nesterov(mut self) -> Self {
        self.nesterov = true;
        self
    }

    #[inline]
    fn check(&self) -> Step<()> {
        decay("momentum", self.momentum)
    }

    shared_learning! { "gradient descent needs an objective of order 1: with a gradient" }
}

impl Rule<1> for Sgd {
    fn step(&self, rate: f64, _: usize) -> impl Fn(f64, f64, &mut [f64; 1]) -> f64 {
        let Self { momentum, nesterov, .. } = *self;
        move |_, g, [v]| {
            *v = momentum * *v + g;
            -rate * if nesterov { g + momentum * *v } else { *v }
        }
    }
}

learns!(Sgd, 1);
