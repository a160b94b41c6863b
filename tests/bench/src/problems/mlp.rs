use chainrule::differentiable;

use super::kept;
use crate::data;
#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::mlp as hand;
use crate::harness::Case;

/// The squared error of a network of two hidden layers.
#[differentiable]
#[allow(clippy::too_many_arguments, clippy::large_stack_arrays)]
fn mlp(
    w1: &[[f64; 8]; 16],
    b1: &[f64; 16],
    w2: &[[f64; 16]; 16],
    b2: &[f64; 16],
    w3: &[f64; 16],
    b3: f64,
    #[constant] xs: &[[f64; 8]],
    #[constant] ys: &[f64],
) -> f64 {
    let mut loss = 0.0;
    for (x, y) in xs.iter().zip(ys) {
        let mut h1 = [0.0; 16];
        for i in 0..16 {
            let mut z = b1[i];
            for j in 0..8 {
                z += w1[i][j] * x[j];
            }
            h1[i] = z.tanh();
        }
        let mut h2 = [0.0; 16];
        for i in 0..16 {
            let mut z = b2[i];
            for j in 0..16 {
                z += w2[i][j] * h1[j];
            }
            h2[i] = z.tanh();
        }
        let mut out = b3;
        for i in 0..16 {
            out += w3[i] * h2[i];
        }
        let e = out - y;
        loss += e * e;
    }
    loss
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let mut seed = 20;
    let mut next = || {
        seed += 1;
        seed
    };
    let w: hand::Weights = (
        std::array::from_fn(|_| data::array(next(), -0.9, 0.9)),
        data::array(next(), -0.9, 0.9),
        std::array::from_fn(|_| data::array(next(), -0.9, 0.9)),
        data::array(next(), -0.9, 0.9),
        data::array(next(), -0.9, 0.9),
        0.3,
    );
    let w: &hand::Weights = Box::leak(Box::new(w));
    let (xs, ys) = (kept(data::rows(14, 32, -1.0, 1.0)), kept(data::uniform(15, 32, -1.0, 1.0)));
    #[cfg(feature = "peers")]
    let flat = kept([w.0.as_flattened(), &w.1, w.2.as_flattened(), &w.3, &w.4, &[w.5]].concat());
    let (w1, b1, w2, b2, w3, b3) = w;
    let contest = contest! { ("mlp 8-16-16-1 x32", "value and gradient", ()) |_out|
        primal => [mlp](w1, b1, w2, b2, w3, *b3, xs, ys),
        hand("direct") => [hand::value_and_gradient](w, xs, ys),
        generated => [mlp::value_and_gradient](w1, b1, w2, b2, w3, *b3, xs, ys),
    };
    let contest = with_peers!(contest, flat, |w| generic::mlp(w, xs, ys));
    vec![contest.boxed()]
}
