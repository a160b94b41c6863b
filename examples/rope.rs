//! The equilibrium of a rope of springs and masses: the least energy.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example rope
//! ```
//!
//! One idea: forces are the gradient of an energy, stiffness is its Hessian, and Newton's method needs nothing else. A rope has a second
//! witness: along it the pull sideways is the same everywhere, and the pull down grows by one weight at each mass.

use std::{error::Error, process::ExitCode};

use chainrule::{Newton, differentiable};
use chainrule_examples::{Checks, plot, run, solve};

/// Masses between both ends.
const MASSES: usize = 19;
/// From end to end.
const SPAN: f64 = 10.0;
/// Of a spring without load.
const LENGTH: f64 = 0.6;
const STIFFNESS: f64 = 200.0;
/// Of a mass.
const WEIGHT: f64 = 1.0;

/// The energy of a spring along `(dx, dy)`.
#[differentiable]
fn stretched(dx: f64, dy: f64) -> f64 {
    let longer = dx.hypot(dy) - LENGTH;
    0.5 * STIFFNESS * longer * longer
}

/// The energy of the rope, whose masses are at `(at[2 i], at[2 i + 1])`.
#[differentiable]
fn energy(at: &[f64; 2 * MASSES]) -> f64 {
    let mut sum = stretched(at[0], at[1]);
    for i in 1..MASSES {
        sum += stretched(at[2 * i] - at[2 * i - 2], at[2 * i + 1] - at[2 * i - 1]);
    }
    sum += stretched(SPAN - at[2 * MASSES - 2], -at[2 * MASSES - 1]);
    for i in 0..MASSES {
        sum += WEIGHT * at[2 * i + 1];
    }
    sum
}

/// Where the masses hang if the first spring pulls by `(across, up)`: spring by spring, each by Hooke's law.
fn hung(across: f64, up: f64) -> Vec<[f64; 2]> {
    let (mut x, mut y) = (0.0, 0.0);
    let along = |i: usize| {
        let down = up - WEIGHT * i as f64;
        let pull = across.hypot(down);
        let length = LENGTH + pull / STIFFNESS;
        x += length * across / pull;
        y -= length * down / pull;
        [x, y]
    };
    (0..=MASSES).map(along).collect()
}

/// The pull for which the rope ends where it should, by Newton's method on two equations with differences for slopes.
fn shot() -> Vec<[f64; 2]> {
    let end = |pull: [f64; 2]| hung(pull[0], pull[1])[MASSES];
    let mut pull = [8.0, 0.5 * WEIGHT * MASSES as f64];
    for _ in 0..50 {
        let [x, y] = end(pull);
        let h = 1e-6;
        let [right, up] = [[h, 0.0], [0.0, h]].map(|d| end([pull[0] + d[0], pull[1] + d[1]]));
        let slopes = [[(right[0] - x) / h, (up[0] - x) / h], [(right[1] - y) / h, (up[1] - y) / h]];
        let step = solve(slopes, [x - SPAN, y]);
        pull = [pull[0] - step[0], pull[1] - step[1]];
    }
    hung(pull[0], pull[1])
}

fn main() -> ExitCode {
    run(hang)
}

fn hang(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    // Straight from end to end, which is too short for every spring.
    let start: [f64; 2 * MASSES] = std::array::from_fn(|i| {
        let t = (i / 2 + 1) as f64 / (MASSES + 1) as f64;
        if i % 2 == 0 { SPAN * t } else { -4.0 * t * (1.0 - t) }
    });
    let report = Newton::new().minimize(energy::objective(), start)?;
    let at = report.point;
    println!(
        "  value {:.12}, {} iterations, gradient {:.1e}\n",
        report.value, report.counts.iterations, report.gradient_norm
    );
    let masses: Vec<(f64, f64)> = at.chunks(2).map(|at| (at[0], at[1])).collect();
    let depth = |x: f64| {
        let right = masses.iter().position(|mass| mass.0 > x).unwrap_or(MASSES - 1).max(1);
        let (a, b) = (masses[right - 1], masses[right]);
        a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0)
    };
    println!("{}", plot(&masses, depth));

    let shot = shot();
    let off = masses.iter().zip(&shot).map(|(a, b)| (a.0 - b[0]).hypot(a.1 - b[1])).fold(0.0, f64::max);
    checks.close("depth of the middle, by shooting", masses[MASSES / 2].1, shot[MASSES / 2][1], 1e-9);
    checks.zero("the mass that is most off", off, 1e-8);
    // The ends carry the rope.
    let up = |dx: f64, dy: f64| STIFFNESS * (dx.hypot(dy) - LENGTH) * -dy / dx.hypot(dy);
    let carried = up(at[0], at[1]) + up(at[2 * MASSES - 2] - SPAN, at[2 * MASSES - 1]);
    checks.close("weight on both ends", carried, WEIGHT * MASSES as f64, 1e-8);
    Ok(())
}
