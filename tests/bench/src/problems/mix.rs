use chainrule::differentiable;

use crate::data;
#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::mix as hand;
use crate::harness::Case;

/// Six rounds of sines, each of two.
#[differentiable]
fn mix(x: &[f64; 16]) -> [f64; 16] {
    let mut t = *x;
    for round in 0..6 {
        for i in 0..16 {
            t[i] = (t[i] + 0.5 * t[(i + 1 + 3 * round) % 16]).sin();
        }
    }
    t
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let x: &[f64; 16] = Box::leak(Box::new(data::array(6, -1.0, 1.0)));
    let contest = contest! { ("mix 16x16", "jacobian", ()) |_out|
        primal => [mix](x),
        hand("direct") => [hand::jacobian](x),
        generated => [mix::jacobian](x),
    };
    #[cfg(feature = "peers")]
    let contest = contest.peer("num-dual", move |()| crate::peers::dual_jacobian(generic::mix, x));
    vec![contest.boxed()]
}
