//! `hello`: the square of a number, and its derivative.

use chainrule::differentiable;

use super::Function;
use crate::run::once;

pub(crate) const FUNCTIONS: [Function; 2] = [
    Function { name: "square", run: |input| once(input, square) },
    Function { name: "double", run: |input| once(input, square::derivative) },
];

/// The square of `x`.
#[differentiable]
#[must_use]
pub fn square(x: f64) -> f64 {
    x * x
}
