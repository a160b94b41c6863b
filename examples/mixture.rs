//! A mixture of two normal distributions: how long one waits for Old Faithful.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example mixture
//! ```
//!
//! One idea: with an exact Hessian, Newton's method on the likelihood needs no algorithm of its own. The algorithm that there is,
//! expectation and maximization, is the second witness.

use std::{error::Error, process::ExitCode};

use chainrule::{Newton, differentiable};
use chainrule_examples::{Checks, run};

/// Minutes from one eruption of Old Faithful to the next. Azzalini and Bowman, "A look at some data on the Old Faithful geyser"
/// (1990): the data set `faithful` of R.
#[rustfmt::skip]
const WAITING: [f64; 272] = [
    79.0, 54.0, 74.0, 62.0, 85.0, 55.0, 88.0, 85.0, 51.0, 85.0, 54.0, 84.0, 78.0, 47.0, 83.0, 52.0, 62.0, 84.0, 52.0,
    79.0, 51.0, 47.0, 78.0, 69.0, 74.0, 83.0, 55.0, 76.0, 78.0, 79.0, 73.0, 77.0, 66.0, 80.0, 74.0, 52.0, 48.0, 80.0,
    59.0, 90.0, 80.0, 58.0, 84.0, 58.0, 73.0, 83.0, 64.0, 53.0, 82.0, 59.0, 75.0, 90.0, 54.0, 80.0, 54.0, 83.0, 71.0,
    64.0, 77.0, 81.0, 59.0, 84.0, 48.0, 82.0, 60.0, 92.0, 78.0, 78.0, 65.0, 73.0, 82.0, 56.0, 79.0, 71.0, 62.0, 76.0,
    60.0, 78.0, 76.0, 83.0, 75.0, 82.0, 70.0, 65.0, 73.0, 88.0, 76.0, 80.0, 48.0, 86.0, 60.0, 90.0, 50.0, 78.0, 63.0,
    72.0, 84.0, 75.0, 51.0, 82.0, 62.0, 88.0, 49.0, 83.0, 81.0, 47.0, 84.0, 52.0, 86.0, 81.0, 75.0, 59.0, 89.0, 79.0,
    59.0, 81.0, 50.0, 85.0, 59.0, 87.0, 53.0, 69.0, 77.0, 56.0, 88.0, 81.0, 45.0, 82.0, 55.0, 90.0, 45.0, 83.0, 56.0,
    89.0, 46.0, 82.0, 51.0, 86.0, 53.0, 79.0, 81.0, 60.0, 82.0, 77.0, 76.0, 59.0, 80.0, 49.0, 96.0, 53.0, 77.0, 77.0,
    65.0, 81.0, 71.0, 70.0, 81.0, 93.0, 53.0, 89.0, 45.0, 86.0, 58.0, 78.0, 66.0, 76.0, 63.0, 88.0, 52.0, 93.0, 49.0,
    57.0, 77.0, 68.0, 81.0, 81.0, 73.0, 50.0, 85.0, 74.0, 55.0, 77.0, 83.0, 83.0, 51.0, 78.0, 84.0, 46.0, 83.0, 55.0,
    81.0, 57.0, 76.0, 84.0, 77.0, 81.0, 87.0, 77.0, 51.0, 78.0, 60.0, 82.0, 91.0, 53.0, 78.0, 46.0, 77.0, 84.0, 49.0,
    83.0, 71.0, 80.0, 49.0, 75.0, 64.0, 76.0, 53.0, 94.0, 55.0, 76.0, 50.0, 82.0, 54.0, 75.0, 78.0, 79.0, 78.0, 78.0,
    70.0, 79.0, 70.0, 54.0, 86.0, 50.0, 90.0, 54.0, 54.0, 77.0, 79.0, 64.0, 75.0, 47.0, 86.0, 63.0, 85.0, 82.0, 57.0,
    82.0, 67.0, 74.0, 54.0, 83.0, 73.0, 73.0, 88.0, 80.0, 71.0, 83.0, 56.0, 79.0, 78.0, 84.0, 58.0, 83.0, 43.0, 60.0,
    75.0, 81.0, 46.0, 90.0, 46.0, 74.0,
];

const LN_ROOT_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// The logarithm of a normal density.
#[differentiable]
fn log_normal(x: f64, mean: f64, log_deviation: f64) -> f64 {
    let z = (x - mean) * (-log_deviation).exp();
    -0.5 * z * z - log_deviation - LN_ROOT_TWO_PI
}

/// The negative log-likelihood. `p` is: the log-odds of the first component, both means, the logarithms of both deviations.
#[differentiable]
fn loss(p: &[f64; 5], #[constant] waiting: &[f64]) -> f64 {
    // The logarithms of both weights.
    let first = -(-p[0]).exp().ln_1p();
    let second = -p[0].exp().ln_1p();
    let mut sum = 0.0;
    for x in waiting {
        let a = first + log_normal(*x, p[1], p[3]);
        let b = second + log_normal(*x, p[2], p[4]);
        // The logarithm of the sum of their exponentials, by the larger of the two.
        let most = a.max(b);
        sum -= most + ((a - most).exp() + (b - most).exp()).ln();
    }
    sum
}

/// Expectation and maximization: first weight, means, deviations.
fn expectation_maximization(start: [f64; 5]) -> [f64; 5] {
    let [mut weight, mut m1, mut m2, mut s1, mut s2] = start;
    for _ in 0..1000 {
        let (mut n, mut x1, mut x2, mut q1, mut q2) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for x in WAITING {
            let a = weight * (-0.5 * ((x - m1) / s1).powi(2)).exp() / s1;
            let b = (1.0 - weight) * (-0.5 * ((x - m2) / s2).powi(2)).exp() / s2;
            let share = a / (a + b);
            n += share;
            x1 += share * x;
            x2 += (1.0 - share) * x;
            q1 += share * x * x;
            q2 += (1.0 - share) * x * x;
        }
        let rest = WAITING.len() as f64 - n;
        (m1, m2) = (x1 / n, x2 / rest);
        (s1, s2) = ((q1 / n - m1 * m1).sqrt(), (q2 / rest - m2 * m2).sqrt());
        weight = n / WAITING.len() as f64;
    }
    [weight, m1, m2, s1, s2]
}

fn main() -> ExitCode {
    run(fit)
}

fn fit(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let report = Newton::new().minimize(loss::objective(&WAITING), [0.0, 55.0, 80.0, 1.6, 1.6])?;
    println!("{report}\n");
    let [odds, m1, m2, s1, s2] = report.point;
    let found = [1.0 / (1.0 + (-odds).exp()), m1, m2, s1.exp(), s2.exp()];
    let names =
        ["weight of the short waits", "their mean", "mean of the long waits", "deviation, short", "deviation, long"];
    // `normalmixEM(faithful$waiting, k = 2)` of the R package mixtools (Benaglia and others, 2009), to the digits that it converges to.
    for ((name, found), figure) in names.iter().zip(found).zip(["0.3609", "54.61", "80.09", "5.87", "5.87"]) {
        checks.published(name, found, figure);
    }
    checks.published("log-likelihood", -report.value, "-1034.00");

    println!("\nThe same by expectation and maximization, a thousand turns:\n");
    for ((name, found), expected) in names.iter().zip(found).zip(expectation_maximization([0.5, 55.0, 80.0, 5.0, 5.0]))
    {
        checks.close(name, found, expected, 1e-9);
    }
    Ok(())
}
