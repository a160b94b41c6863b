//! `NAdam`.

use super::{
    Options, Rule, Schedule,
    adam::{Moments, moments},
    learns, shared_learning,
};
use crate::{linalg::sqrt, optimize::ledger::Step};

/// `NAdam`: [`Adam`](crate::Adam) with Nesterov's momentum.
///
/// Dozat, "Incorporating Nesterov momentum into Adam" (2016), algorithm 2 with a constant `mu`: the step is taken with the average as it
/// will be after one more gradient.
///
/// Needs order 1. Points `[f64; N]` do not touch the heap.
///
/// ```
/// use chainrule::{NAdam, Schedule, differentiable};
///
/// #[differentiable]
/// fn bowl(x: &[f64; 2]) -> f64 {
///     x[0].powi(2) + 1e4 * (x[1] - 1.0).powi(2)
/// }
///
/// let rates = Schedule::exponential(0.1, 0.999);
/// let report = NAdam::new(rates).gradient_tolerance(1e-6).minimize(bowl::objective(), [3.0, -2.0])?;
/// assert!(report.value < 1e-12);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NAdam {
    options: Options,
    moments: Moments,
}

stored! { NAdam { options, moments } }

impl NAdam {
    /// `NAdam` with this learning rate; betas 0.9 and 0.999, epsilon 1e-8.
    #[must_use]
    pub fn new(rate: impl Into<Schedule>) -> Self {
        Self { options: Options::new(rate), moments: Moments::new() }
    }

    moments! {}

    #[inline]
    fn check(&self) -> Step<()> {
        self.moments.check()
    }

    shared_learning! { "NAdam needs an objective of order 1: with a gradient" }
}

impl Rule<2> for NAdam {
    #[inline]
    fn step(&self, rate: f64, k: usize) -> impl Fn(f64, f64, &mut [f64; 2]) -> f64 {
        let (moments, [first, second]) = (self.moments, self.moments.corrections(k));
        let ([next, _], beta) = (self.moments.corrections(k + 1), self.moments.betas[0]);
        move |_, g, [m, v]| {
            moments.average(g, m, v);
            let ahead = beta * *m / next + (1.0 - beta) * g / first;
            -rate * ahead / (sqrt(*v / second) + moments.epsilon)
        }
    }
}

learns!(NAdam, 2);
