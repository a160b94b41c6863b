//! How the parameters of a fit depend on each observation, by the implicit function theorem.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example sensitivity
//! ```
//!
//! One idea: a fit is where the gradient is zero; so its derivative by the data is `-H^-1 M`, where `H` is the Hessian by the
//! parameters and `M` that by parameters and data. Both are blocks of one Hessian.

use std::{error::Error, process::ExitCode};

use chainrule::{Failure, Newton, differentiable};
use chainrule_examples::{Checks, run, solve};

/// NIST's data set Misra1a: what is adsorbed at a pressure.
const PRESSURE: [f64; 14] =
    [77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0];
const VOLUME: [f64; 14] =
    [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78];
/// What NIST certifies: both parameters and their standard errors.
const CERTIFIED: [[&str; 2]; 2] = [["238.94212918", "2.7070075241"], ["5.5015643181E-04", "7.2668688436E-06"]];

/// Half the sum of squares; the second parameter in units of 1e-4, so that both are near one size.
#[differentiable]
fn loss(b: &[f64; 2], volume: &[f64; 14]) -> f64 {
    let mut sum = 0.0;
    for i in 0..14 {
        let e = volume[i] - b[0] * (1.0 - (-1e-4 * b[1] * PRESSURE[i]).exp());
        sum += 0.5 * e * e;
    }
    sum
}

/// The same of the parameters alone, for the optimizer.
#[differentiable(constant(volume))]
fn loss_of_parameters(b: &[f64; 2], volume: &[f64; 14]) -> f64 {
    loss(b, volume)
}

/// The optimizer stops where the value no longer tells; two more steps of Newton's method make the gradient as small as it can be.
fn fit(volume: &[f64; 14]) -> Result<[f64; 2], Failure<[f64; 2]>> {
    let mut b = Newton::new().minimize(loss_of_parameters::objective(volume), [240.0, 5.5])?.point;
    for _ in 0..2 {
        let step = solve(loss_of_parameters::hessian(&b, volume), loss_of_parameters::gradient(&b, volume));
        b = [b[0] - step[0], b[1] - step[1]];
    }
    Ok(b)
}

fn main() -> ExitCode {
    run(sensitivity)
}

fn sensitivity(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let b = fit(&VOLUME)?;
    checks.published("b[0]", b[0], CERTIFIED[0][0]);
    checks.published("b[1]", 1e-4 * b[1], CERTIFIED[1][0]);

    let hessian = loss::hessian(&b, &VOLUME);
    let by_parameters = [[hessian[0][0], hessian[0][1]], [hessian[1][0], hessian[1][1]]];
    let by_observation: [[f64; 2]; 14] =
        std::array::from_fn(|i| solve(by_parameters, [-hessian[0][2 + i], -hessian[1][2 + i]]));

    println!("\nThe derivative by each observation, and the parameters of a fit where it is another:\n");
    let h = 1e-4;
    for (i, by) in by_observation.iter().enumerate() {
        let moved = |d: f64| {
            let mut volume = VOLUME;
            volume[i] += d;
            fit(&volume)
        };
        let (up, down) = (moved(h)?, moved(-h)?);
        for k in 0..2 {
            let refitted = (up[k] - down[k]) / (2.0 * h);
            checks.close(&format!("db[{k}] / dy[{i}]"), by[k], refitted, 1e-6);
        }
    }

    // Noise in the observations becomes noise in the parameters; NIST's errors leave out the curvature of the model, which is small.
    println!();
    let deviation = (2.0 * loss(&b, &VOLUME) / 12.0).sqrt();
    for k in 0..2 {
        let error = deviation * by_observation.iter().map(|by| by[k] * by[k]).sum::<f64>().sqrt();
        let certified: f64 = CERTIFIED[k][1].parse()?;
        checks.close(&format!("standard error of b[{k}], over NIST's"), error * [1.0, 1e-4][k] / certified, 1.0, 1e-2);
    }
    Ok(())
}
