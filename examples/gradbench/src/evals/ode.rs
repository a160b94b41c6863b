//! `ode`: a system of linear equations `y₀' = x₀`, `yᵢ' = xᵢ yᵢ₋₁`, solved from 0 to 2 by the classical method of Runge and Kutta.

use chainrule::differentiable;
use serde::Deserialize;

use super::{Function, refuse_if};
use crate::run::run;

pub(crate) const FUNCTIONS: [Function; 2] = [
    Function { name: "primal", run: |input| run(input, Input::checked, |input| solve(&input.x, input.s)) },
    Function { name: "gradient", run: |input| run(input, Input::checked, |input| last::gradient(&input.x, input.s)) },
];

#[derive(Deserialize)]
struct Input {
    x: Vec<f64>,
    s: usize,
}

impl Input {
    fn checked(self) -> Result<Self, String> {
        refuse_if(self.x.is_empty(), "`x` is empty")?;
        refuse_if(self.s == 0, "`s` must be 1 or more")?;
        Ok(self)
    }
}

/// The last component of the solution.
#[differentiable]
#[must_use]
pub fn last(x: &[f64], steps: usize) -> f64 {
    let y = solve(x, steps);
    y[x.len() - 1]
}

/// The solution at 2 from 0 at 0, in so many steps.
#[differentiable]
#[must_use]
pub fn solve(x: &[f64], steps: usize) -> Vec<f64> {
    let h = 2.0 / steps as f64;
    let mut y = vec![0.0; x.len()];
    for _ in 0..steps {
        advance(x, &mut y, h);
    }
    y
}

/// A step of length `h` (Kutta, 1901).
#[differentiable]
fn advance(x: &[f64], y: &mut [f64], #[constant] h: f64) {
    let n = y.len();
    let mut at = vec![0.0; n];
    let (mut k1, mut k2, mut k3, mut k4) = (vec![0.0; n], vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    rate(x, &*y, &mut k1);
    for i in 0..n {
        at[i] = y[i] + 0.5 * h * k1[i];
    }
    rate(x, &at, &mut k2);
    for i in 0..n {
        at[i] = y[i] + 0.5 * h * k2[i];
    }
    rate(x, &at, &mut k3);
    for i in 0..n {
        at[i] = y[i] + h * k3[i];
    }
    rate(x, &at, &mut k4);
    for i in 0..n {
        y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
}

/// What `y'` is.
#[differentiable]
fn rate(x: &[f64], y: &[f64], dy: &mut [f64]) {
    dy[0] = x[0];
    for i in 1..x.len() {
        dy[i] = x[i] * y[i - 1];
    }
}
