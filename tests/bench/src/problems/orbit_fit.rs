use chainrule::differentiable;

use super::kept;
use crate::data;
#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::orbit_fit as hand;
use crate::harness::Case;

/// The rates of change of predators and prey.
#[differentiable]
fn rates(y: [f64; 2], p: &[f64; 4]) -> [f64; 2] {
    let [u, v] = y;
    let uv = u * v;
    [p[0] * u - p[1] * uv, p[3] * uv - p[2] * v]
}

/// `y + h k`.
#[differentiable]
fn along(y: [f64; 2], k: [f64; 2], h: f64) -> [f64; 2] {
    [y[0] + h * k[0], y[1] + h * k[1]]
}

/// The fit of the four rates, integrated by the classical method of Runge and Kutta.
#[differentiable]
fn orbit_fit(p: &[f64; 4], #[constant] data: &[[f64; 2]]) -> f64 {
    let h = 0.05;
    let mut y = [1.0, 0.5];
    let mut loss = 0.0;
    for seen in data {
        for _ in 0..10 {
            let k1: [f64; 2] = rates(y, p);
            let y2: [f64; 2] = along(y, k1, 0.5 * h);
            let k2: [f64; 2] = rates(y2, p);
            let y3: [f64; 2] = along(y, k2, 0.5 * h);
            let k3: [f64; 2] = rates(y3, p);
            let y4: [f64; 2] = along(y, k3, h);
            let k4: [f64; 2] = rates(y4, p);
            for i in 0..2 {
                y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
            }
        }
        let e = [y[0] - seen[0], y[1] - seen[1]];
        loss += e[0] * e[0] + e[1] * e[1];
    }
    loss
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let p = &[0.7, 0.5, 0.4, 0.3];
    let data = kept(data::rows(12, 20, 0.5, 1.5));
    let contest = contest! { ("orbit fit 200 steps", "value and gradient", ()) |_out|
        primal => [orbit_fit](p, data),
        hand("forward") => [hand::value_and_gradient](p, data),
        hand("backward") => [hand::value_and_gradient_backwards](p, data),
        generated => [orbit_fit::value_and_gradient](p, data),
    };
    let contest = with_peers!(contest, p, |p| generic::orbit_fit(p, data), 4);
    vec![contest.boxed()]
}
