//! A neural network from scratch: two spirals, told apart by mini-batches and Adam.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example spirals
//! ```
//!
//! One idea: a network is a function of its weights. There are no layers to import: three loops, and the gradient is that of the loops.

use std::process::ExitCode;

use chainrule::differentiable;
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

/// The mean cross-entropy of some points; a row is a point and 1 or 0.
#[differentiable]
fn loss(w: &[f64], #[constant] rows: &[[f64; 3]]) -> f64 {
    let mut sum = 0.0;
    for row in rows {
        let z = network(w, row[0], row[1]);
        sum += softplus(z) - row[2] * z;
    }
    sum / rows.len() as f64
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

/// Kingma and Ba (2015). By hand, to show that a loop of one's own needs a gradient and nothing else.
struct Adam {
    rate: f64,
    turn: i32,
    mean: Vec<f64>,
    square: Vec<f64>,
}

impl Adam {
    fn step(&mut self, w: &mut [f64], gradient: &[f64]) {
        const DECAYS: [f64; 2] = [0.9, 0.999];
        self.turn += 1;
        let [first, second] = DECAYS.map(|decay| 1.0 - decay.powi(self.turn));
        for i in 0..w.len() {
            self.mean[i] += (1.0 - DECAYS[0]) * (gradient[i] - self.mean[i]);
            self.square[i] += (1.0 - DECAYS[1]) * (gradient[i] * gradient[i] - self.square[i]);
            w[i] -= self.rate * (self.mean[i] / first) / ((self.square[i] / second).sqrt() + 1e-8);
        }
    }
}

/// The generator of Park and Miller.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0 * 48271 % 2_147_483_647;
        usize::try_from(self.0).unwrap_or(0) % n
    }

    /// In -1 to 1.
    fn uniform(&mut self) -> f64 {
        self.below(1_000_001) as f64 / 500_000.0 - 1.0
    }
}

fn main() -> ExitCode {
    run(train)
}

fn train(checks: &mut Checks) {
    let all = spirals();
    let mut rows = all.clone();
    let mut random = Random(7);
    let mut w: Vec<f64> = (0..WEIGHTS).map(|i| random.uniform() * if i < FIRST { 1.0 } else { 0.5 }).collect();
    let mut gradient = vec![0.0; WEIGHTS];
    let mut adam = Adam { rate: 0.01, turn: 0, mean: vec![0.0; WEIGHTS], square: vec![0.0; WEIGHTS] };
    loss_agrees(checks, &w, &rows);
    println!("\n  {WEIGHTS} weights, {} points, batches of {BATCH}\n", all.len());
    for epoch in 1..=EPOCHS {
        for i in (1..rows.len()).rev() {
            rows.swap(i, random.below(i + 1));
        }
        // The rate falls to nothing by half a cosine.
        adam.rate = 0.005 * (1.0 + (std::f64::consts::PI * epoch as f64 / EPOCHS as f64).cos());
        for batch in rows.chunks(BATCH) {
            loss::gradient_into(&w, batch, &mut gradient);
            adam.step(&mut w, &gradient);
        }
        if epoch % 50 == 0 {
            println!("  epoch {epoch:>5}   loss {:>12.8}   {:>3} right", loss(&w, &all), right(&w, &all));
        }
    }
    println!("\n{}", picture(&w));
    let confusion = |spiral: f64, says: bool| {
        all.iter().filter(|row| row[2] == spiral && (network(&w, row[0], row[1]) > 0.0) == says).count()
    };
    println!("                 says first   says second");
    for (name, spiral) in [("first spiral", 1.0), ("second spiral", 0.0)] {
        println!("  {name:<14} {:>11} {:>13}", confusion(spiral, true), confusion(spiral, false));
    }
    println!();
    checks.holds("all 194 points are told apart", right(&w, &all) == 194);
    checks.zero("mean cross-entropy", loss(&w, &all), 1e-2);
}

/// The gradient against differences of the value, in some directions.
fn loss_agrees(checks: &mut Checks, w: &[f64], rows: &[[f64; 3]]) {
    let gradient = loss::gradient(w, rows);
    for i in [0, FIRST - 1, FIRST + 17, FIRST + SECOND + 3, WEIGHTS - 1] {
        let at = |d: f64| {
            let mut w = w.to_vec();
            w[i] += d;
            loss(&w, rows)
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
