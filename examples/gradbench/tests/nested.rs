//! Derivatives through what takes derivatives, in all four combinations of modes.

use chainrule_gradbench::evals::Mode::{self, Forward, Reverse};
use chainrule_gradbench::evals::particle::{aim, miss};
use chainrule_gradbench::evals::saddle::saddle;

const MODES: [(Mode, Mode); 4] = [(Forward, Forward), (Forward, Reverse), (Reverse, Forward), (Reverse, Reverse)];

/// `miss`, and its derivative, of 352, 353 and 392 steps: 50-digit arithmetic, the force by hand, the derivative by central differences with a step of 1e-20.
const FLIGHTS: [[f64; 3]; 3] = [
    [0.0, 3.199_079_002_508_263, -19.404_636_450_028_15],
    [0.125, 0.738_471_950_237_054_9, -15.949_171_654_574_64],
    [0.5, 26.299_624_051_929_71, 264.191_902_763_608_7],
];

fn near(x: f64, y: f64, tolerance: f64) {
    assert!((x - y).abs() <= tolerance * y.abs(), "{x} is not {y}");
}

#[test]
fn a_flight_and_its_derivative_in_either_mode() {
    for [w, value, slope] in FLIGHTS {
        for inner in [Forward, Reverse] {
            near(miss(w, inner), value, 1e-13);
            near(miss::jvp(w, inner, 1.0), slope, 1e-12);
            near(miss::vjp(w, inner, 1.0), slope, 1e-12);
        }
    }
}

#[test]
fn the_particle_hits() {
    // The result that the suite states.
    MODES.iter().for_each(|&(outer, inner)| near(aim(0.0, outer, inner), 0.207_191_874_648_611_6, 1e-12));
}

#[test]
fn the_saddle_is_found() {
    // The result that the suite states.
    for (outer, inner) in MODES {
        saddle(&[1.0, 1.0], outer, inner).iter().for_each(|&x| near(x, 8.246_324_826_140_356e-6, 1e-12));
    }
}
