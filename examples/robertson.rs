//! Stiff kinetics: Robertson's three reactions over eleven decades of time, in an implicit integrator with exact Jacobians.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example robertson
//! ```
//!
//! One idea: the equations of an implicit step are a function like any other, and their Jacobian, 9 by 9, is never written by hand.

use std::{error::Error, process::ExitCode};

use chainrule::differentiable;
use chainrule_examples::{Checks, run, solve};

/// Concentrations change: `A -> B`, `B + B -> C + B`, `B + C -> A + C`. Robertson (1966).
#[differentiable]
fn rates(y: &[f64; 3]) -> [f64; 3] {
    let slow = 0.04 * y[0];
    let back = 1e4 * y[1] * y[2];
    let fast = 3e7 * y[1] * y[1];
    [-slow + back, slow - back - fast, fast]
}

/// The coefficients of Radau IIA with three stages, of order 5. Hairer and Wanner, *Solving Ordinary Differential Equations II*, IV.5.
const fn radau() -> [[f64; 3]; 3] {
    let s = 2.449_489_742_783_178; // the root of 6
    [
        [(88.0 - 7.0 * s) / 360.0, (296.0 - 169.0 * s) / 1800.0, (-2.0 + 3.0 * s) / 225.0],
        [(296.0 + 169.0 * s) / 1800.0, (88.0 + 7.0 * s) / 360.0, (-2.0 - 3.0 * s) / 225.0],
        [(16.0 - s) / 36.0, (16.0 + s) / 36.0, 1.0 / 9.0],
    ]
}

const RADAU: [[f64; 3]; 3] = radau();

/// What is zero where `z` holds the changes at the three stages of a step of length `h` from `y`.
#[differentiable(wrt(z))]
fn stages(z: &[f64; 9], y: &[f64; 3], h: f64) -> [f64; 9] {
    let mut r = *z;
    for j in 0..3 {
        let k = rates(&[y[0] + z[3 * j], y[1] + z[3 * j + 1], y[2] + z[3 * j + 2]]);
        for i in 0..3 {
            for c in 0..3 {
                r[3 * i + c] -= h * RADAU[i][j] * k[c];
            }
        }
    }
    r
}

/// One step by Newton's method; `z` is the guess, and the changes at the end. Returns how many Jacobians it took.
fn step(y: &mut [f64; 3], z: &mut [f64; 9], h: f64) -> Result<usize, String> {
    for turn in 1..=20 {
        let (r, jacobian) = stages::value_and_jacobian(z, y, h);
        let change = solve(jacobian, r);
        let mut size = 0.0_f64;
        for i in 0..9 {
            z[i] -= change[i];
            // Relative to each species: the second is 1e-13 at the end.
            size = size.max(change[i].abs() / (y[i % 3].abs() + z[i].abs() + 1e-30));
        }
        if size < 1e-13 {
            for c in 0..3 {
                y[c] += z[6 + c];
            }
            return Ok(turn);
        }
    }
    Err(format!("Newton's method does not converge in a step of {h:e}"))
}

fn main() -> ExitCode {
    run(integrate)
}

fn integrate(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    /// Time grows by this in a step.
    const GROWTH: f64 = 1.05;
    let (mut t, mut y, mut z) = (0.0, [1.0, 0.0, 0.0], [0.0; 9]);
    let (mut steps, mut jacobians, mut shown) = (0, 0, 1e-6);
    println!("  {:>10} {:>16} {:>16} {:>16}", "time", "A", "B", "C");
    while t < 1e11 {
        let h = if t == 0.0 { 1e-6 } else { (t * (GROWTH - 1.0)).min(1e11 - t) };
        jacobians += step(&mut y, &mut z, h)?;
        t = if h == 1e11 - t { 1e11 } else { t + h };
        steps += 1;
        if t >= shown {
            println!("  {t:>10.2e} {:>16.9e} {:>16.9e} {:>16.9e}", y[0], y[1], y[2]);
            shown *= 10.0;
        }
    }
    println!("\n  {steps} steps, {jacobians} Jacobians\n");
    // The reference solution of the Test Set for IVP Solvers (Mazzia and Magherini), problem ROBER, at 1e11.
    for (name, found, reference) in [
        ("A at 1e11, by the reference", y[0], 0.208_334_014_970_125_5e-7),
        ("B at 1e11, by the reference", y[1], 0.833_336_077_033_471_3e-13),
        ("C at 1e11, by the reference", y[2], 0.999_999_979_166_505),
    ] {
        checks.close(name, found / reference, 1.0, 1e-7);
    }
    checks.zero("mass that was lost", y.iter().sum::<f64>() - 1.0, 1e-12);
    Ok(())
}
