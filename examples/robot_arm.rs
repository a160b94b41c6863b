//! Inverse kinematics of an arm with six joints, the Puma 560.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example robot_arm
//! ```
//!
//! One idea: the pose of the hand is written once, forwards; its Jacobian is what roboticists call that of the manipulator, and
//! least squares turns the function around.

use std::{
    error::Error,
    f64::consts::{FRAC_PI_4, PI},
    process::ExitCode,
};

use chainrule::{LevenbergMarquardt, differentiable};
use chainrule_examples::{Checks, run};

/// A joint, in the convention of Denavit and Hartenberg: offset and length in metres, twist.
const OFFSETS: [f64; 6] = [0.0, 0.0, 0.15005, 0.4318, 0.0, 0.0];
const LENGTHS: [f64; 6] = [0.0, 0.4318, 0.0203, 0.0, 0.0, 0.0];
/// Cosine and sine of the twist: quarter turns.
const TWISTS: [[f64; 2]; 6] = [[0.0, 1.0], [1.0, 0.0], [0.0, -1.0], [0.0, 1.0], [0.0, -1.0], [1.0, 0.0]];

/// The axes of the hand and where it is: `x`, `y`, `z`, position, three numbers each.
#[differentiable]
fn pose(q: &[f64; 6]) -> [f64; 12] {
    let (mut x, mut y, mut z) = ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]);
    let mut at = [0.0; 3];
    for joint in 0..6 {
        let (s, c) = q[joint].sin_cos();
        for i in 0..3 {
            let turned = c * x[i] + s * y[i];
            let across = c * y[i] - s * x[i];
            at[i] += OFFSETS[joint] * z[i] + LENGTHS[joint] * turned;
            x[i] = turned;
            y[i] = TWISTS[joint][0] * across + TWISTS[joint][1] * z[i];
            z[i] = TWISTS[joint][0] * z[i] - TWISTS[joint][1] * across;
        }
    }
    [x[0], x[1], x[2], y[0], y[1], y[2], z[0], z[1], z[2], at[0], at[1], at[2]]
}

/// Where the hand is, less where it should be.
#[differentiable]
fn miss(q: &[f64; 6], #[constant] target: &[f64; 12]) -> [f64; 12] {
    let mut r = pose(q);
    for i in 0..12 {
        r[i] -= target[i];
    }
    r
}

fn main() -> ExitCode {
    run(reach)
}

fn reach(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    // Corke, Robotics, Vision and Control (2011), 7.3 and 8.1: the nominal pose of the Puma 560, and its Jacobian.
    let nominal = [0.0, FRAC_PI_4, PI, 0.0, FRAC_PI_4, 0.0];
    let (target, jacobian) = pose::value_and_jacobian(&nominal);
    println!("The hand at the nominal joint angles:\n");
    for (name, found, figure) in [
        ("x, metres", target[9], 0.5963),
        ("y, metres", target[10], -0.1501),
        ("z, metres", target[11], -0.0144),
        ("dx / d first joint", jacobian[9][0], 0.1501),
        ("dy / d first joint", jacobian[10][0], 0.5963),
        ("dx / d second joint", jacobian[9][1], 0.0144),
        ("dz / d second joint", jacobian[11][1], 0.5963),
        ("dx / d third joint", jacobian[9][2], 0.3197),
        ("dz / d third joint", jacobian[11][2], 0.2910),
    ] {
        // Half of the last digit that is printed, and a tie.
        checks.close(name, found, figure, 5.1e-5);
    }

    println!("\nFrom other angles back to that pose:\n");
    let start = nominal.map(|q| q + 0.4);
    let report = LevenbergMarquardt::new().minimize(miss::residuals(&target), start)?;
    println!("{report}\n");
    for joint in 0..6 {
        checks.close(&format!("joint {}", joint + 1), report.point[joint], nominal[joint], 1e-9);
    }
    let far = LevenbergMarquardt::new().minimize(miss::residuals(&target), [1.0, 2.0, 2.0, -1.0, 1.0, 1.0])?;
    let missed = miss(&far.point, &target).iter().fold(0.0_f64, |most, r| most.max(r.abs()));
    println!("\nFrom far away, to any of the eight ways to reach it:\n\n  {:.6?}", far.point);
    checks.zero("missed by", missed, 1e-9);
    Ok(())
}
