use chainrule::differentiable;

use super::kept;
use crate::data;
#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::least_squares as hand;
use crate::harness::Case;

/// The fit of a polynomial to a step.
#[differentiable]
fn least_squares(x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        let t = -1.0 + 2.0 * i as f64 / (n - 1) as f64;
        let step = if t == 0.0 { 0.0 } else { t.signum() };
        let (mut sum, mut power) = (0.0, 1.0);
        for j in 0..x.len() {
            sum += x[j] * power;
            power *= t;
        }
        let residual = step - sum;
        total += residual * residual;
    }
    0.5 * total
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let x = kept(data::uniform(8, 128, 0.0, 1.0));
    let contest = contest! { ("least squares 512x128", "value and gradient", vec![0.0; 128]) |g|
        primal => [least_squares](x, 512),
        hand("in lanes") => [hand::value_and_gradient](x, 512, g),
        hand("fused") => [hand::value_and_gradient_fused](x, 512, g),
        generated => [least_squares::value_and_gradient_into](x, 512, g),
    };
    let contest = with_peers!(contest, x, |x| generic::least_squares(x, 512));
    vec![contest.boxed()]
}
