use std::hint::black_box;

use chainrule::differentiable;

use crate::data;
use crate::hand::mix as hand;
use crate::harness::Case;

/// Four rounds of sines of neighbours.
#[differentiable]
fn mix(x: &[f64; 16]) -> [f64; 16] {
    let mut t = *x;
    for _ in 0..4 {
        for i in 0..16 {
            t[i] = (t[i] + 0.5 * t[(i + 1) % 16]).sin();
        }
    }
    t
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let x: &[f64; 16] = Box::leak(Box::new(data::array(6, -1.0, 1.0)));
    let contest = contest! { ("mix 16x16", "jacobian", ()) |_out|
        primal => mix(black_box(x)),
        hand => hand::jacobian(black_box(x)),
        generated => mix::jacobian(black_box(x)),
    };
    vec![contest.boxed()]
}
