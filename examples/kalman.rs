//! The likelihood of a Kalman filter: the flow of the Nile.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example kalman
//! ```
//!
//! One idea: a filter is a loop, and the derivatives of its likelihood go through the loop.

use std::{error::Error, process::ExitCode};

use chainrule::{Newton, differentiable};
use chainrule_examples::{Checks, plot, run};

/// The yearly flow of the Nile at Aswan, 1871 to 1970, in 10^8 cubic metres. Durbin and Koopman, *Time Series Analysis by State
/// Space Methods* (2001): the data set `Nile` of R.
#[rustfmt::skip]
const FLOWS: [f64; 100] = [
    1120.0, 1160.0, 963.0, 1210.0, 1160.0, 1160.0, 813.0, 1230.0, 1370.0, 1140.0, 995.0, 935.0, 1110.0, 994.0, 1020.0,
    960.0, 1180.0, 799.0, 958.0, 1140.0, 1100.0, 1210.0, 1150.0, 1250.0, 1260.0, 1220.0, 1030.0, 1100.0, 774.0, 840.0,
    874.0, 694.0, 940.0, 833.0, 701.0, 916.0, 692.0, 1020.0, 1050.0, 969.0, 831.0, 726.0, 456.0, 824.0, 702.0, 1120.0,
    1100.0, 832.0, 764.0, 821.0, 768.0, 845.0, 864.0, 862.0, 698.0, 845.0, 744.0, 796.0, 1040.0, 759.0, 781.0, 865.0,
    845.0, 944.0, 984.0, 897.0, 822.0, 1010.0, 771.0, 676.0, 649.0, 846.0, 812.0, 742.0, 801.0, 1040.0, 860.0, 874.0,
    848.0, 890.0, 744.0, 749.0, 838.0, 1050.0, 918.0, 986.0, 797.0, 923.0, 975.0, 815.0, 1020.0, 906.0, 901.0, 1170.0,
    912.0, 746.0, 919.0, 718.0, 714.0, 740.0,
];

/// The negative log-likelihood, without its constant, of the local level model: a level that wanders, seen through noise. `p` holds the
/// logarithms of both variances, of the noise and of the level's steps.
///
/// The level begins with the first observation, which stands for complete ignorance of it.
#[differentiable]
fn loss(p: &[f64; 2], #[constant] y: &[f64]) -> f64 {
    let (noise, steps) = (p[0].exp(), p[1].exp());
    let mut level = y[0];
    let mut variance = noise;
    let mut sum = 0.0;
    for t in 1..y.len() {
        variance += steps;
        let total = variance + noise;
        let surprise = y[t] - level;
        sum += 0.5 * (total.ln() + surprise * surprise / total);
        let gain = variance / total;
        level += gain * surprise;
        variance *= 1.0 - gain;
    }
    sum
}

/// The level, year by year, as the filter sees it.
fn filtered(noise: f64, steps: f64) -> Vec<f64> {
    let (mut level, mut variance) = (FLOWS[0], noise);
    let mut levels = vec![level];
    for y in &FLOWS[1..] {
        variance += steps;
        let gain = variance / (variance + noise);
        level += gain * (y - level);
        variance *= 1.0 - gain;
        levels.push(level);
    }
    levels
}

fn main() -> ExitCode {
    run(fit)
}

fn fit(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let report = Newton::new().minimize(loss::objective(&FLOWS), [9.0, 8.0])?;
    println!("{report}\n");
    let (noise, steps) = (report.point[0].exp(), report.point[1].exp());
    let levels = filtered(noise, steps);
    let observations: Vec<(f64, f64)> = (1871..).map(f64::from).zip(FLOWS).collect();
    println!("  the flow in 10^8 cubic metres (∘), and the level that the filter sees\n");
    let level = |year: f64| levels[observations.partition_point(|(y, _)| y + 0.5 < year).min(levels.len() - 1)];
    println!("{}", plot(&observations, level));
    // `StructTS(Nile, "level")` of R; Durbin and Koopman, 2.10.2.
    checks.published("variance of the noise", noise, "15099");
    checks.published("variance of the steps", steps, "1469");
    checks.published("their ratio", steps / noise, "0.0973");

    // In the long run the filter's gain solves a quadratic equation.
    let q = steps / noise;
    let steady = 0.5 * (-q + (q * q + 4.0 * q).sqrt());
    let last = (levels[99] - levels[98]) / (FLOWS[99] - levels[98]);
    checks.close("gain at the end, in closed form", last, steady, 1e-9);
    Ok(())
}
