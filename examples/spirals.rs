//! A neural network from scratch: two spirals, told apart by mini-batches and Adam.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example spirals
//! ```
//!
//! One idea: a network is a function of its weights. There are no layers to import: two loops, and the gradient is that of the loops.

use std::process::ExitCode;

use chainrule::{Adam, Batches, Schedule, differentiable};
use chainrule_examples::{Checks, run};

/// Neurons in each of both hidden layers.
const HIDDEN: usize = 24;
const FIRST: usize = 3 * HIDDEN;
const SECOND: usize = (HIDDEN + 1) * HIDDEN;
const WEIGHTS: usize = FIRST + SECOND + HIDDEN + 1;
const BATCH: usize = 32;
const EPOCHS: usize = 500;

/// The log-odds that a point belongs to the first spiral. The first layer has sines, which can follow a spiral round.
#[differentiable]
fn network(w: &[f64], #[constant] x: f64, #[constant] y: f64) -> f64 {
    let mut first = [0.0; HIDDEN];
    for i in 0..HIDDEN {
        first[i] = (w[3 * i] + w[3 * i + 1] * x + w[3 * i + 2] * y).sin();
    }
    let mut out = w[FIRST + SECOND + HIDDEN];
    for i in 0..HIDDEN {
        let row = FIRST + (HIDDEN + 1) * i;
        let mut sum = w[row + HIDDEN];
        for j in 0..HIDDEN {
            sum += w[row + j] * first[j];
        }
        out += w[FIRST + SECOND + i] * sum.tanh();
    }
    out
}

#[differentiable]
fn softplus(z: f64) -> f64 {
    if z > 0.0 { z + (-z).exp().ln_1p() } else { z.exp().ln_1p() }
}

/// The mean cross-entropy of the points that `batch` names; a row is a point and 1 or 0.
#[differentiable]
fn loss(w: &[f64], #[constant] rows: &[[f64; 3]], batch: &[usize]) -> f64 {
    let mut sum = 0.0;
    for &i in batch {
        let z = network(w, rows[i][0], rows[i][1]);
        sum += softplus(z) - rows[i][2] * z;
    }
    sum / batch.len() as f64
}

/// Lang and Witbrock, "Learning to tell two spirals apart" (1988): 97 points each.
fn spirals() -> Vec<[f64; 3]> {
    let point = |i: u32| {
        let angle = f64::from(i) * std::f64::consts::PI / 16.0;
        let radius = 6.5 * f64::from(104 - i) / 104.0;
        [radius * angle.sin(), radius * angle.cos()]
    };
    (0..97).map(point).flat_map(|[x, y]| [[x, y, 1.0], [-x, -y, 0.0]]).collect()
}

/// The generator of Park and Miller, in -1 to 1.
fn uniform(seed: &mut u64) -> f64 {
    *seed = *seed * 48271 % 2_147_483_647;
    2.0 * *seed as f64 / 2_147_483_647.0 - 1.0
}

fn main() -> ExitCode {
    run(train)
}

fn train(checks: &mut Checks) {
    let rows = spirals();
    let mut seed = 7;
    let start: Vec<f64> = (0..WEIGHTS).map(|i| uniform(&mut seed) * if i < FIRST { 1.0 } else { 0.5 }).collect();
    let mut batches = Batches::new(rows.len(), BATCH, 7);
    let every = batches.all().to_vec();
    loss_agrees(checks, &start, &rows, &every);

    println!("\n  {WEIGHTS} weights, {} points, batches of {BATCH}\n", rows.len());
    let steps = EPOCHS * rows.len().div_ceil(BATCH);
    let mut state = Adam::new(Schedule::cosine(0.01, steps)).start(&loss::objective(&rows, &every), start);
    for epoch in 1..=EPOCHS {
        for batch in batches.shuffle() {
            let _ = state.step_batch(&loss::objective(&rows, batch));
        }
        if epoch % 50 == 0 {
            let w = state.point();
            println!("  epoch {epoch:>5}   loss {:>12.8}   {:>3} right", loss(w, &rows, &every), right(w, &rows));
        }
    }
    let w = state.into_point();
    println!("\n{}", picture(&w));
    let confusion = |spiral: f64, says: bool| {
        rows.iter().filter(|row| row[2] == spiral && (network(&w, row[0], row[1]) > 0.0) == says).count()
    };
    println!("                 says first   says second");
    for (name, spiral) in [("first spiral", 1.0), ("second spiral", 0.0)] {
        println!("  {name:<14} {:>11} {:>13}", confusion(spiral, true), confusion(spiral, false));
    }
    println!();
    checks.holds("all 194 points are told apart", right(&w, &rows) == 194);
    checks.zero("mean cross-entropy", loss(&w, &rows, &every), 1e-2);
}

/// The gradient against differences of the value, in some directions.
fn loss_agrees(checks: &mut Checks, w: &[f64], rows: &[[f64; 3]], batch: &[usize]) {
    let gradient = loss::gradient(w, rows, batch);
    for i in [0, FIRST - 1, FIRST + 17, FIRST + SECOND + 3, WEIGHTS - 1] {
        let at = |d: f64| {
            let mut w = w.to_vec();
            w[i] += d;
            loss(&w, rows, batch)
        };
        checks.close(&format!("derivative by weight {i}"), gradient[i], (at(1e-5) - at(-1e-5)) / 2e-5, 1e-8);
    }
}

fn right(w: &[f64], rows: &[[f64; 3]]) -> usize {
    rows.iter().filter(|row| (network(w, row[0], row[1]) > 0.0) == (row[2] == 1.0)).count()
}

/// Which spiral the network sees where.
fn picture(w: &[f64]) -> String {
    let cell = |row: i32, column: i32| {
        let (x, y) = (f64::from(column) * 0.24 - 7.0, 7.0 - f64::from(row) * 0.5);
        if network(w, x, y) > 0.0 { '█' } else { '·' }
    };
    let line = |row| (0..59).map(|column| cell(row, column)).collect::<String>();
    (0..29).map(|row| ["  ", &line(row), "\n"].concat()).collect()
}
