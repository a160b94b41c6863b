//! A gradient over data, shared among threads.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example parallel
//! ```
//!
//! One idea: derivatives are plain functions of plain data, so threads need nothing from the library. The data are cut into pieces whose
//! number does not depend on the threads, and the pieces are added in order: one thread or many, the result has the same bits.

use std::{error::Error, process::ExitCode, thread, time::Instant};

use chainrule::{Bfgs, differentiable, from_fns};
use chainrule_examples::{Checks, run};

const OBSERVATIONS: usize = 200_000;
const PIECES: usize = 64;
/// Intercept and slopes that the data are made with.
const TRUTH: [f64; 4] = [0.5, -1.0, 2.0, 0.25];

#[differentiable]
fn softplus(z: f64) -> f64 {
    if z > 0.0 { z + (-z).exp().ln_1p() } else { z.exp().ln_1p() }
}

/// The negative log-likelihood of logistic regression; a row is three predictors and the outcome.
#[differentiable]
fn loss(b: &[f64; 4], #[constant] rows: &[[f64; 4]]) -> f64 {
    let mut sum = 0.0;
    for row in rows {
        let z = b[0] + b[1] * row[0] + b[2] * row[1] + b[3] * row[2];
        sum += softplus(z) - row[3] * z;
    }
    sum
}

/// Value and gradient, by so many threads.
fn shared(threads: usize, b: &[f64; 4], rows: &[[f64; 4]]) -> (f64, [f64; 4]) {
    let pieces: Vec<&[[f64; 4]]> = rows.chunks(rows.len().div_ceil(PIECES)).collect();
    let of_some = |pieces: &[&[[f64; 4]]]| -> Vec<(f64, [f64; 4])> {
        pieces.iter().map(|piece| loss::value_and_gradient(b, piece)).collect()
    };
    let parts: Vec<(f64, [f64; 4])> = thread::scope(|scope| {
        let workers: Vec<_> =
            pieces.chunks(pieces.len().div_ceil(threads)).map(|pieces| scope.spawn(move || of_some(pieces))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no worker panics")).collect()
    });
    parts.into_iter().fold((0.0, [0.0; 4]), |(sum, gradient), (value, part)| {
        (sum + value, std::array::from_fn(|i| gradient[i] + part[i]))
    })
}

/// Made-up data, by the generator of Park and Miller.
fn data() -> Vec<[f64; 4]> {
    let mut seed = 1_u64;
    let mut uniform = || {
        seed = seed * 48271 % 2_147_483_647;
        seed as f64 / 2_147_483_647.0
    };
    let mut row = || {
        let x = [0; 3].map(|_| 4.0 * uniform() - 2.0);
        let z = TRUTH[0] + TRUTH[1] * x[0] + TRUTH[2] * x[1] + TRUTH[3] * x[2];
        let outcome = if uniform() < 1.0 / (1.0 + (-z).exp()) { 1.0 } else { 0.0 };
        [x[0], x[1], x[2], outcome]
    };
    (0..OBSERVATIONS).map(|_| row()).collect()
}

fn main() -> ExitCode {
    run(share)
}

fn share(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let rows = data();
    let b = [0.1; 4];
    let whole = loss::value_and_gradient(&b, &rows);
    let one = shared(1, &b, &rows);
    for threads in [1, 2, 4, 8] {
        let start = Instant::now();
        let found = shared(threads, &b, &rows);
        checks.holds(&format!("{threads} threads: the bits of one, in {:.1?}", start.elapsed()), found == one);
    }
    checks.close("value, in one sweep", one.0, whole.0, 1e-12);
    for i in 0..4 {
        checks.close(&format!("gradient[{i}], in one sweep"), one.1[i], whole.1[i], 1e-11);
    }

    println!("\nAs the objective of an optimizer:\n");
    let scale = 1.0 / OBSERVATIONS as f64;
    let objective = from_fns(
        |b: &[f64; 4]| scale * shared(4, b, &rows).0,
        |b: &[f64; 4], g: &mut [f64; 4]| {
            let (value, gradient) = shared(4, b, &rows);
            *g = gradient.map(|d| scale * d);
            scale * value
        },
    );
    let report = Bfgs::new().minimize(objective, [0.0; 4])?;
    println!("{report}\n");
    // The deviation of the estimates, from the information at the truth, is below 0.01: four of them are asked for.
    for (i, truth) in TRUTH.iter().enumerate() {
        checks.close(&format!("coefficient {i}, as the data were made"), report.point[i], *truth, 0.04);
    }
    Ok(())
}
