//! The step of a trust-region method for least squares.
//!
//! Moré, "The Levenberg-Marquardt algorithm: implementation and theory" (1978), section 5: the parameter `lambda` for which the
//! damped step `p` has `|D p|` equal to the radius to within a tenth, by Newton's method on the secular equation within bounds.

use alloc::{vec, vec::Vec};

use crate::linalg::{Damped, Qr, is_dependent, scaled_norm, shared::norm, sqrt};

/// How near the length must come to the radius.
const NEAR: f64 = 0.1;

/// Rounds of the iteration for `lambda`; two or three are usual.
const ROUNDS: usize = 12;

/// The system that a step solves: `J P = Q R`, `Q' r`, and the scales of the unknowns.
#[derive(Clone, Copy)]
pub(crate) struct System<'a> {
    pub(crate) qr: &'a Qr,
    pub(crate) qtr: &'a [f64],
    pub(crate) scales: &'a [f64],
    /// The gradient `J' r`.
    pub(crate) gradient: &'a [f64],
}

impl System<'_> {
    /// Whether no column depends on others.
    pub(crate) fn is_regular(&self) -> bool {
        let (n, qr) = (self.scales.len(), self.qr);
        for k in 0..n {
            if is_dependent(n, qr.r(k, k), qr.lengths[qr.pivots[k]]) {
                return false;
            }
        }
        true
    }
}

/// Step lengths and work space.
#[derive(Clone, Debug)]
pub(crate) struct TrustStep {
    damped: Damped,
    pub(crate) step: Vec<f64>,
    pub(crate) lambda: f64,
    /// `|D p|` of the step.
    pub(crate) length: f64,
    z: Vec<f64>,
}

stored! { TrustStep { damped, step, lambda, length, z } }

impl TrustStep {
    #[inline]
    pub(crate) fn new(n: usize) -> Self {
        Self { damped: Damped::new(n), step: vec![0.0; n], lambda: 0.0, length: 0.0, z: vec![0.0; n] }
    }

    /// The step of Gauss and Newton; where columns depend on others, a basic solution.
    pub(crate) fn undamped(&mut self, system: &System<'_>) {
        self.lambda = 0.0;
        self.solve(system);
    }

    /// The step whose scaled length is at most `radius`; begins from the last `lambda`.
    pub(crate) fn within(&mut self, system: &System<'_>, radius: f64) {
        let last = self.lambda;
        let full_rank = system.is_regular();
        self.undamped(system);
        if self.length <= (1.0 + NEAR) * radius {
            return;
        }
        let mut lower = if full_rank { self.correction(system, radius) } else { 0.0 };
        let mut upper = self.steepest(system) / radius;
        if !upper.is_finite() || upper == 0.0 {
            upper = f64::MIN_POSITIVE / radius.min(NEAR);
        }
        self.lambda = last.clamp(lower.min(upper), upper);
        if self.lambda == 0.0 {
            self.lambda = (1e-3 * upper).max(f64::MIN_POSITIVE);
        }
        for _ in 0..ROUNDS {
            self.solve(system);
            let excess = self.length - radius;
            if excess.abs() <= NEAR * radius || (!full_rank && excess < 0.0 && self.lambda <= 1e-30 * upper) {
                return;
            }
            let correction = self.correction(system, radius);
            if excess > 0.0 {
                lower = self.lambda.max(lower);
            } else {
                upper = self.lambda.min(upper);
            }
            let next = self.lambda + correction;
            let inside = next > lower && next < upper;
            self.lambda = if inside { next } else { sqrt(lower * upper).max(1e-3 * upper) };
        }
    }

    /// The last system with another right-hand side, `q'`; writes the solution.
    pub(crate) fn again(&mut self, system: &System<'_>, q: &[f64], out: &mut [f64]) {
        if self.lambda == self.damped.lambda() {
            self.damped.solve_again(system.qr, q, out);
        } else {
            self.damped.solve(system.qr, q, system.scales, self.lambda, out);
        }
    }

    fn solve(&mut self, system: &System<'_>) {
        self.damped.solve(system.qr, system.qtr, system.scales, self.lambda, &mut self.step);
        self.length = scaled_norm(system.scales, &self.step);
    }

    /// Newton's correction to `lambda` for `|D p| = radius`, in Hebden's form (Moré 1978, equation 5.5).
    fn correction(&mut self, system: &System<'_>, radius: f64) -> f64 {
        for (i, d) in system.scales.iter().enumerate() {
            self.z[i] = d * (d * self.step[i] / self.length);
        }
        let square = self.damped.inverse_norm_squared(system.qr, &self.z);
        (self.length - radius) / radius / square
    }

    /// `|D^-1 J' r|`.
    fn steepest(&mut self, system: &System<'_>) -> f64 {
        for (i, d) in system.scales.iter().enumerate() {
            self.z[i] = system.gradient[i] / d;
        }
        norm(&self.z)
    }
}
