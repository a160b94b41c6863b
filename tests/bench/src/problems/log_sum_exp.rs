use chainrule::differentiable;

use super::kept;
use crate::data;
#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::log_sum_exp as hand;
use crate::harness::Case;

/// The logarithm of a sum of exponentials.
#[differentiable]
fn log_sum_exp(x: &[f64]) -> f64 {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = x.iter().map(|x| (x - largest).exp()).sum();
    sum.ln() + largest
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let x = kept(data::uniform(7, 2500, 0.0, 1.0));
    let contest = contest! { ("log-sum-exp 2500", "value and gradient", vec![0.0; 2500]) |g|
        primal => [log_sum_exp](x),
        hand("direct") => [hand::value_and_gradient](x, g),
        generated => [log_sum_exp::value_and_gradient_into](x, g),
    };
    let contest = with_peers!(contest, x, |x| generic::log_sum_exp(x));
    vec![contest.boxed()]
}
