//! Tuning a PID controller by the gradient of a simulation.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example pid
//! ```
//!
//! One idea: a cost that is the outcome of a simulated experiment is a function of its settings like any other. What is simulated is linear,
//! so the same cost is the solution of a Lyapunov equation: the second witness.

use std::{error::Error, process::ExitCode};

use chainrule::{Newton, differentiable};
use chainrule_examples::{Checks, plot, run, solve};

/// Seconds that are simulated; nothing moves after them.
const END: f64 = 60.0;
const STEPS: usize = 3000;
/// What moving the actuator costs, beside the error.
const EFFORT: f64 = 0.5;

/// Three lags in a row, `1 / (s + 1)^3`, whose output should be 1, and the integral of the error: `k` is proportional, integral,
/// derivative. The derivative is that of the output, which does not jump.
#[differentiable]
fn motion(y: &[f64; 4], k: &[f64; 3]) -> [f64; 4] {
    let error = 1.0 - y[2];
    let slope = y[1] - y[2];
    let input = k[0] * error + k[1] * y[3] - k[2] * slope;
    [input - y[0], y[0] - y[1], slope, error]
}

/// What a moment costs: the squared error, and the square of what the input is off its final 1.
#[differentiable]
fn price(y: &[f64; 4], k: &[f64; 3]) -> f64 {
    let error = 1.0 - y[2];
    let input = k[0] * error + k[1] * y[3] - k[2] * (y[1] - y[2]);
    error * error + EFFORT * (input - 1.0) * (input - 1.0)
}

/// The cost of a step response from rest, by the Runge-Kutta method; the cost is integrated by Simpson's rule, which is the same method.
#[differentiable]
fn cost(k: &[f64; 3]) -> f64 {
    let h = END / STEPS as f64;
    let mut y = [0.0; 4];
    let mut sum = 0.0;
    for _ in 0..STEPS {
        let k1 = motion(&y, k);
        let mut middle = y;
        for i in 0..4 {
            middle[i] = y[i] + 0.5 * h * k1[i];
        }
        let k2 = motion(&middle, k);
        let mut better = y;
        for i in 0..4 {
            better[i] = y[i] + 0.5 * h * k2[i];
        }
        let k3 = motion(&better, k);
        let mut end = y;
        for i in 0..4 {
            end[i] = y[i] + h * k3[i];
        }
        let k4 = motion(&end, k);
        sum += h / 6.0 * (price(&y, k) + 2.0 * price(&middle, k) + 2.0 * price(&better, k) + price(&end, k));
        for i in 0..4 {
            y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    sum
}

/// The same by algebra. About its rest, the motion is `A y` and a moment costs `y' Q y`, so the whole costs `y' P y` with
/// `A' P + P A = -Q`: sixteen equations for the entries of `P`.
fn cost_by_algebra(k: &[f64; 3]) -> f64 {
    let rest = [1.0, 1.0, 1.0, 1.0 / k[1]];
    let input = [0.0, -k[2], k[2] - k[0], k[1]];
    let a = [
        [input[0] - 1.0, input[1], input[2], input[3]],
        [1.0, -1.0, 0.0, 0.0],
        [0.0, 1.0, -1.0, 0.0],
        [0.0, 0.0, -1.0, 0.0],
    ];
    let mut equations = [[0.0; 16]; 16];
    let mut right = [0.0; 16];
    for i in 0..4 {
        for j in 0..4 {
            let error = if i == 2 && j == 2 { 1.0 } else { 0.0 };
            right[4 * i + j] = -(error + EFFORT * input[i] * input[j]);
            for l in 0..4 {
                equations[4 * i + j][4 * l + j] += a[l][i];
                equations[4 * i + j][4 * i + l] += a[l][j];
            }
        }
    }
    let p = solve(equations, right);
    (0..4).flat_map(|i| (0..4).map(move |j| rest[i] * p[4 * i + j] * rest[j])).sum()
}

fn main() -> ExitCode {
    run(tune)
}

fn tune(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let start = [1.0, 0.3, 0.5];
    let report = Newton::new().minimize(cost::objective(), start)?;
    println!("{report}\n");
    let k = report.point;
    println!("  the output after the step, as it was tuned by hand (∘) and as it is now\n");
    let by_hand: Vec<(f64, f64)> = (0..=40).map(|t| 0.5 * f64::from(t)).map(|t| (t, output(&start, t))).collect();
    println!("{}", plot(&by_hand, |t| output(&k, t)));

    checks
        .holds(&format!("the cost falls from {:.4} to {:.4}", cost(&start), report.value), report.value < cost(&start));
    checks.close("cost, by a Lyapunov equation", report.value, cost_by_algebra(&k), 1e-7);
    // The optimum of the algebraic cost: no setting nearby is better, by more than rounding and the error of the simulation.
    for (i, name) in ["proportional", "integral", "derivative"].iter().enumerate() {
        let h = 1e-4 * k[i];
        let at = |d: f64| {
            let mut k = k;
            k[i] += d;
            cost_by_algebra(&k)
        };
        checks.zero(&format!("slope by the {name} part, likewise"), (at(h) - at(-h)) / (2.0 * h), 1e-5);
    }
    Ok(())
}

fn output(k: &[f64; 3], t: f64) -> f64 {
    let h = t / 2000.0;
    let mut y = [0.0; 4];
    for _ in 0..2000 {
        let rate = motion(&y, k);
        let middle: [f64; 4] = std::array::from_fn(|i| y[i] + 0.5 * h * rate[i]);
        let rate = motion(&middle, k);
        y = std::array::from_fn(|i| y[i] + h * rate[i]);
    }
    y[2]
}
