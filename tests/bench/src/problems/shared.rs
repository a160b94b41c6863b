use chainrule::differentiable;

#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::shared as hand;
use crate::harness::Case;

/// A function whose parts are used several times.
#[differentiable]
fn shared(x: f64, y: f64) -> f64 {
    let s = (x * y).sin();
    let e = (x - y).exp();
    let r = (1.0 + x * x + y * y).sqrt();
    e * s + r * s * s + e / r
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    macro_rules! compare {
        ($output:literal, $call:ident) => {
            contest! { ("shared", $output, ()) |_out|
                primal => [shared](0.7, -1.3),
                hand("direct") => [hand::$call](0.7, -1.3),
                generated => [shared::$call](0.7, -1.3),
            }
        };
    }
    let first = with_peers!(
        compare!("value and gradient", value_and_gradient),
        &[0.7, -1.3],
        |x| generic::shared(x[0], x[1]),
        2
    );
    let second = with_dual_hessian!(compare!("hessian", hessian), 2, &[0.7, -1.3], |x| generic::shared(x[0], x[1]));
    vec![first.boxed(), second.boxed()]
}
