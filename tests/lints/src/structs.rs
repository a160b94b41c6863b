//! Structs with derivatives, and methods.

use chainrule::{Differentiable, differentiable};

/// Parameters of an oscillator.
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Oscillator {
    /// Stiffness.
    pub k: f64,
    /// Amplitudes.
    pub w: [f64; 2],
    /// How many.
    pub n: usize,
}

impl Oscillator {
    /// The energy at `x`.
    #[differentiable]
    #[must_use]
    pub fn energy(#[active] &self, x: f64) -> f64 {
        0.5 * self.k * x * x + self.w[self.n]
    }

    /// The force at `x`.
    #[differentiable]
    #[must_use]
    pub fn force(&self, x: f64) -> f64 {
        -self.k * x
    }
}

/// The motion at time `t`.
#[differentiable]
#[must_use]
pub fn motion(#[active] o: &Oscillator, t: f64) -> f64 {
    let mut sum = 0.0;
    for w in &o.w {
        sum += w * (o.k * t).sin();
    }
    sum
}

/// A potential.
pub trait Potential {
    /// The energy at a distance.
    fn energy(&self, r: f64) -> f64;
}

/// A potential of Morse.
#[derive(Clone, Copy, Debug)]
pub struct Morse {
    /// Depth of the well.
    pub depth: f64,
}

#[differentiable]
impl Potential for Morse {
    fn energy(&self, r: f64) -> f64 {
        let e = 1.0 - (-r).exp();
        self.depth * e * e
    }
}
