//! `AMSGrad`.

use super::{
    Options, Rule, Schedule,
    adam::{Moments, moments},
    learns, shared_learning,
};
use crate::{linalg::sqrt, optimize::ledger::Step};

/// `AMSGrad`: [`Adam`](crate::Adam) with rates that never grow, so that rare large gradients are not forgotten.
///
/// Reddi, Kale and Kumar, "On the convergence of Adam and beyond" (2018), algorithm 2, with Adam's corrections: the largest average of
/// squares so far takes the place of the present one.
///
/// Needs order 1. Points `[f64; N]` do not touch the heap.
///
/// ```
/// use chainrule::{AmsGrad, differentiable};
///
/// #[differentiable]
/// fn bowl(x: &[f64; 2]) -> f64 {
///     x[0].powi(2) + 1e4 * (x[1] - 1.0).powi(2)
/// }
///
/// let report = AmsGrad::new(0.1).gradient_tolerance(1e-6).minimize(bowl::objective(), [3.0, -2.0])?;
/// assert!(report.value < 1e-12);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AmsGrad {
    options: Options,
    moments: Moments,
}

stored! { AmsGrad { options, moments } }

impl AmsGrad {
    /// `AMSGrad` with this learning rate; betas 0.9 and 0.999, epsilon 1e-8.
    #[must_use]
    pub fn new(rate: impl Into<Schedule>) -> Self {
        Self { options: Options::new(rate), moments: Moments::new() }
    }

    moments! {}

    #[inline]
    fn check(&self) -> Step<()> {
        self.moments.check()
    }

    shared_learning! { "AMSGrad needs an objective of order 1: with a gradient" }
}

impl Rule<3> for AmsGrad {
    #[inline]
    fn step(&self, rate: f64, k: usize) -> impl Fn(f64, f64, &mut [f64; 3]) -> f64 {
        let (moments, [first, second]) = (self.moments, self.moments.corrections(k));
        move |_, g, [m, v, largest]| {
            moments.average(g, m, v);
            *largest = largest.max(*v);
            -rate * (*m / first) / (sqrt(*largest / second) + moments.epsilon)
        }
    }
}

learns!(AmsGrad, 3);
