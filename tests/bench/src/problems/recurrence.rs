use chainrule::differentiable;

use super::kept;
use crate::data;
#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::recurrence as hand;
use crate::harness::Case;

/// A recurrent unit with one state, fitted to a series.
#[differentiable]
fn recurrence(p: &[f64; 3], #[constant] x: &[f64], #[constant] y: &[f64]) -> f64 {
    let mut h = 0.0;
    let mut loss = 0.0;
    for (x, y) in x.iter().zip(y) {
        h = (p[0] * h + p[1] * x + p[2]).tanh();
        let e = h - y;
        loss += e * e;
    }
    loss
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    [1000, 100_000].map(case).into()
}

fn case(n: usize) -> Box<dyn Case> {
    let p = &[0.8, 1.1, -0.2];
    let x = kept(data::uniform(9, n, -2.0, 2.0));
    let y = kept(data::uniform(10, n, -1.0, 1.0));
    let contest = contest! { (format!("tanh recurrence {n}"), "value and gradient", ()) |_out|
        primal => [recurrence](p, x, y),
        hand("forward") => [hand::value_and_gradient](p, x, y),
        hand("backward") => [hand::value_and_gradient_backwards](p, x, y),
        generated => [recurrence::value_and_gradient](p, x, y),
    };
    with_peers!(contest, p, |p| generic::recurrence(p, x, y), 3).boxed()
}
