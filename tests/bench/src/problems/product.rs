use chainrule::differentiable;

use crate::data;
#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::product as hand;
use crate::harness::Case;

/// The product of twenty numbers.
#[differentiable]
fn product(x: &[f64; 20]) -> f64 {
    x.iter().product()
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let x: &[f64; 20] = Box::leak(Box::new(data::array(5, 0.5, 2.0)));
    macro_rules! compare {
        ($output:literal, $call:ident) => {
            contest! { ("product 20", $output, ()) |_out|
                primal => [product](x),
                hand("direct") => [hand::$call](x),
                generated => [product::$call](x),
            }
        };
    }
    let first = with_peers!(compare!("value and gradient", value_and_gradient), x, |x| generic::product(x), 20);
    let second = with_dual_hessian!(compare!("hessian", hessian), 20, x, |x| generic::product(x));
    vec![first.boxed(), second.boxed()]
}
