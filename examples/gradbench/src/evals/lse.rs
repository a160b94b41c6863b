//! `lse`: the logarithm of a sum of exponentials.

use chainrule::differentiable;
use serde::Deserialize;

use super::{Function, refuse_if};
use crate::run::run;

pub(crate) const FUNCTIONS: [Function; 2] = [
    Function { name: "primal", run: |input| run(input, Input::checked, |input| log_sum_exp(&input.x)) },
    Function { name: "gradient", run: |input| run(input, Input::checked, |input| log_sum_exp::gradient(&input.x)) },
];

#[derive(Deserialize)]
struct Input {
    x: Vec<f64>,
}

impl Input {
    fn checked(self) -> Result<Self, String> {
        refuse_if(self.x.is_empty(), "`x` is empty")?;
        Ok(self)
    }
}

/// `ln Σ exp(x_i)`, shifted by the greatest `x_i`.
#[differentiable]
#[must_use]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let max = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    x.iter().map(|x| (x - max).exp()).sum::<f64>().ln() + max
}
