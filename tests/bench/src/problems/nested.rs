use chainrule::differentiable;

#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::nested as hand;
use crate::harness::Case;

/// Sines and exponentials, twenty deep.
#[differentiable]
fn nested(x: f64, y: f64) -> f64 {
    let mut t = x * y;
    for _ in 0..10 {
        t = (x + t).sin();
        t = (-y * t).exp();
    }
    t
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    macro_rules! compare {
        ($output:literal, $call:ident) => {
            contest! { ("nested", $output, ()) |_out|
                primal => [nested](0.4, 0.9),
                hand("direct") => [hand::$call](0.4, 0.9),
                generated => [nested::$call](0.4, 0.9),
            }
        };
    }
    let first = with_peers!(
        compare!("value and gradient", value_and_gradient),
        &[0.4, 0.9],
        |x| generic::nested(x[0], x[1]),
        2
    );
    let second = with_dual_hessian!(compare!("hessian", hessian), 2, &[0.4, 0.9], |x| generic::nested(x[0], x[1]));
    vec![first.boxed(), second.boxed()]
}
