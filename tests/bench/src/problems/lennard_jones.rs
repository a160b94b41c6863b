use chainrule::differentiable;

use super::kept;
use crate::data;
#[cfg(feature = "peers")]
use crate::generic;
use crate::hand::lennard_jones as hand;
use crate::harness::Case;

/// The energy of particles that attract and repel each other.
#[differentiable]
fn lennard_jones(x: &[[f64; 3]]) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        for j in 0..i {
            let dx = x[i][0] - x[j][0];
            let dy = x[i][1] - x[j][1];
            let dz = x[i][2] - x[j][2];
            let s2 = 1.0 / (dx * dx + dy * dy + dz * dz);
            let s6 = s2 * s2 * s2;
            energy += 4.0 * (s6 * s6 - s6);
        }
    }
    energy
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let x = kept(data::lattice(11, 64, 1.2));
    let contest = contest! { ("lennard-jones 64", "value and gradient", vec![[0.0; 3]; 64]) |g|
        primal => [lennard_jones](x),
        hand("in lanes") => [hand::value_and_gradient](x, g),
        hand("fused") => [hand::value_and_gradient_fused](x, g),
        generated => [lennard_jones::value_and_gradient_into](x, g),
    };
    let contest = with_peers!(contest, x.as_flattened(), |x| generic::lennard_jones(x));
    vec![contest.boxed()]
}
