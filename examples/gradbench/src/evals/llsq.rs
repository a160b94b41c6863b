//! `llsq`: a polynomial fitted to the sign function by least squares.

use chainrule::differentiable;
use serde::Deserialize;

use super::{Function, refuse_if};
use crate::run::run;

pub(crate) const FUNCTIONS: [Function; 2] = [
    Function { name: "primal", run: |input| run(input, Input::checked, |input| half_squares(&input.x, input.n)) },
    Function {
        name: "gradient",
        run: |input| run(input, Input::checked, |input| half_squares::gradient(&input.x, input.n)),
    },
];

#[derive(Deserialize)]
struct Input {
    x: Vec<f64>,
    n: usize,
}

impl Input {
    fn checked(self) -> Result<Self, String> {
        refuse_if(self.n < 2, "`n` must be 2 or more: the points go from -1 to 1")?;
        Ok(self)
    }
}

/// `½ Σ (sign(t_i) - Σ x_j t_i^j)²` over `n` points `t_i`, evenly from -1 to 1.
#[differentiable]
#[must_use]
pub fn half_squares(x: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        let t = -1.0 + 2.0 * i as f64 / (n as f64 - 1.0);
        let error = sign(t) - polynomial(x, t);
        sum += error * error;
    }
    0.5 * sum
}

/// `Σ x_j t^j`.
#[differentiable]
fn polynomial(x: &[f64], #[constant] t: f64) -> f64 {
    let mut sum = 0.0;
    let mut power = 1.0;
    for coefficient in x {
        sum += coefficient * power;
        power *= t;
    }
    sum
}

#[differentiable(allow(unused_parameter))]
fn sign(t: f64) -> f64 {
    if t > 0.0 {
        1.0
    } else if t < 0.0 {
        -1.0
    } else {
        0.0
    }
}
