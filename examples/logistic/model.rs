//! The negative log-likelihood of logistic regression.

use chainrule::differentiable;

/// `ln(1 + exp z)`, which never takes the exponential of a large number.
///
/// By branches and not by `z.max(0.0)` and `z.abs()`: they have a kink at 0, where every `z` is when training starts.
#[differentiable]
fn softplus(z: f64) -> f64 {
    if z > 0.0 { z + (-z).exp().ln_1p() } else { z.exp().ln_1p() }
}

/// The negative log-likelihood of `P(distress) = 1 / (1 + exp(-(b[0] + b[1] * temperature)))`.
#[differentiable]
pub(crate) fn loss(b: &[f64; 2], #[constant] temperature: &[f64], #[constant] distress: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (t, y) in temperature.iter().zip(distress) {
        let z = b[0] + b[1] * t;
        sum += softplus(z) - y * z;
    }
    sum
}
