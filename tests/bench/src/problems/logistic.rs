use chainrule::differentiable;

use super::kept;
use crate::data;
#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::logistic as hand;
use crate::harness::Case;

/// The negative log-likelihood of logistic regression.
#[differentiable]
fn logistic(w: &[f64; 10], #[constant] xs: &[[f64; 10]], #[constant] ys: &[f64]) -> f64 {
    let mut loss = 0.0;
    for (x, y) in xs.iter().zip(ys) {
        let z: f64 = w.iter().zip(x).map(|(w, x)| w * x).sum();
        loss += z.exp().ln_1p() - y * z;
    }
    loss
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let w: &[f64; 10] = Box::leak(Box::new(data::array(2, -1.0, 1.0)));
    let xs = kept(data::rows(3, 100, -1.0, 1.0));
    let ys = kept(data::uniform(4, 100, 0.0, 1.0).iter().map(|y| y.round()).collect());
    let first = contest! { ("logistic 10x100", "value and gradient", ()) |_out|
        primal => [logistic](w, xs, ys),
        hand("direct") => [hand::value_and_gradient](w, xs, ys),
        generated => [logistic::value_and_gradient](w, xs, ys),
    };
    let second = contest! { ("logistic 10x100", "hessian", ()) |_out|
        primal => [logistic](w, xs, ys),
        hand("rows in registers") => [hand::hessian](w, xs),
        hand("fused") => [hand::hessian_fused](w, xs),
        generated => [logistic::hessian](w, xs, ys),
    };
    let first = with_peers!(first, w, |w| generic::logistic(w, xs, ys), 10);
    let second = with_dual_hessian!(second, 10, w, |w| generic::logistic(w, xs, ys));
    vec![first.boxed(), second.boxed()]
}
