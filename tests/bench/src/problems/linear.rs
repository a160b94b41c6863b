use chainrule::differentiable;

use super::kept;
use crate::data;
use crate::hand::linear as hand;
use crate::harness::Case;

/// Half the squared residuals of a system of linear equations, whose sums may be added in another order.
#[differentiable(reassociate)]
fn linear(x: &[f64], #[constant] a: &[f64], #[constant] b: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..b.len() {
        let row = &a[i * x.len()..][..x.len()];
        let mut residual = -b[i];
        for j in 0..x.len() {
            residual += row[j] * x[j];
        }
        total += 0.5 * residual * residual;
    }
    total
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let (x, a) = (kept(data::uniform(21, 256, -1.0, 1.0)), kept(data::uniform(22, 64 * 256, -1.0, 1.0)));
    let b = kept(data::uniform(23, 64, -1.0, 1.0));
    let contest = contest! { ("linear 64x256, reassociate", "value and gradient", vec![0.0; 256]) |g|
        primal => [linear](x, a, b),
        hand("in lanes") => [hand::value_and_gradient](x, a, b, g),
        hand("in order") => [hand::value_and_gradient_in_order](x, a, b, g),
        generated => [linear::value_and_gradient_into](x, a, b, g),
    };
    vec![contest.boxed()]
}
