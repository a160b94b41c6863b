use std::hint::black_box;

use chainrule::differentiable;

#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::rosenbrock as hand;
use crate::harness::Case;

/// Rosenbrock's function.
#[differentiable]
fn rosenbrock(x: f64, y: f64) -> f64 {
    let a = 1.0 - x;
    let b = y - x * x;
    a * a + 100.0 * b * b
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    macro_rules! compare {
        ($output:literal, $call:ident) => {
            contest! { ("rosenbrock", $output, ()) |_out|
                primal => (rosenbrock(black_box(-1.2), black_box(1.0))),
                hand("direct") => (hand::$call(black_box(-1.2), black_box(1.0))),
                generated => (rosenbrock::$call(black_box(-1.2), black_box(1.0))),
            }
        };
    }
    let first = with_peers!(
        compare!("value and gradient", value_and_gradient),
        &[-1.2, 1.0],
        |x| generic::rosenbrock(x[0], x[1]),
        2
    );
    let second = with_dual_hessian!(compare!("hessian", hessian), 2, &[-1.2, 1.0], |x| generic::rosenbrock(x[0], x[1]));
    let alone = compare!("gradient", gradient);
    #[cfg(feature = "peers")]
    let alone =
        alone.peer("symdiff", |()| crate::peers::symbolic::rosenbrock_gradient(&[black_box(-1.2), black_box(1.0)]));
    vec![first.boxed(), alone.boxed(), second.boxed()]
}
