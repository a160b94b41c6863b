//! Handwritten digits of 8 by 8 pixels: multinomial regression, and a network that is trained by mini-batches and Adam.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example digits
//! ```
//!
//! One idea: what reads digits is two loops and a gradient. The data are split as in the exercise on digits in the documentation of scikit-learn:
//! the last tenth tests, and multinomial regression reads 0.933333 of it.

mod data;
mod model;

use std::{error::Error, io::Write, process::ExitCode};

use chainrule::{Adam, Batches, Lbfgs, Schedule};
use chainrule_examples::{Checks, run};
use data::{Digits, Image};
use model::{HIDDEN, LINEAR, WEIGHTS, digit, linear, loss, network, regression};

const BATCH: usize = 32;
const EPOCHS: usize = 60;

fn main() -> ExitCode {
    run(read_digits)
}

fn read_digits(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let digits = Digits::read()?;
    let nine_tenths = digits.len() * 9 / 10;
    let (train, test) = digits.split(nine_tenths);
    println!("  {} images to learn from, {} to test with\n", train.len(), test.len());

    let fitted = Lbfgs::new()
        .gradient_tolerance(1e-6)
        .minimize(regression::objective(&train.images, &train.labels), vec![0.0; LINEAR])?;
    let regressed = share(&test, |image| linear(&fitted.point, image));
    checks.published("multinomial regression reads", regressed, "0.933333");

    let w = trained(&train);
    println!("\n{}", confusion(&test, &w));
    let read = share(&test, |image| network(&w, image));
    println!("  the network reads {read:.6}");
    checks.holds("more than multinomial regression", read > regressed);
    Ok(())
}

/// A network with small weights at first, trained with a progress bar.
fn trained(train: &Digits) -> Vec<f64> {
    let mut seed = 7;
    let start: Vec<f64> = (0..WEIGHTS).map(|_| 0.1 * uniform(&mut seed)).collect();
    let mut batches = Batches::new(train.len(), BATCH, 7);
    let every = batches.all().to_vec();
    let steps = EPOCHS * train.len().div_ceil(BATCH);
    println!("  {HIDDEN} hidden neurons, {WEIGHTS} weights, {EPOCHS} epochs in batches of {BATCH}");
    let objective = loss::objective(&train.images, &train.labels, &every);
    let mut state = Adam::new(Schedule::cosine(0.003, steps)).start(&objective, start);
    for epoch in 1..=EPOCHS {
        for batch in batches.shuffle() {
            let _ = state.step_batch(&loss::objective(&train.images, &train.labels, batch));
        }
        progress(epoch, state.value());
    }
    println!();
    state.into_point()
}

fn progress(epoch: usize, value: f64) {
    let done = 40 * epoch / EPOCHS;
    print!("\r  [{}{}] epoch {epoch:>2}, loss {value:.5}", "█".repeat(done), "·".repeat(40 - done));
    let _ = std::io::stdout().flush();
}

/// The share of the images that are read right.
fn share(digits: &Digits, model: impl Fn(&Image) -> [f64; 10]) -> f64 {
    let right = digits.images.iter().zip(&digits.labels).filter(|(image, label)| digit(&model(image)) == **label);
    right.count() as f64 / digits.len() as f64
}

/// How often each digit is read as each.
fn confusion(digits: &Digits, w: &[f64]) -> String {
    let mut counts = [[0; 10]; 10];
    for (image, &label) in digits.images.iter().zip(&digits.labels) {
        counts[label][digit(&network(w, image))] += 1;
    }
    let cell = |count: usize| if count == 0 { "   ·".to_string() } else { format!("{count:>4}") };
    let head = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(|k| format!("{k:>4}")).concat();
    let rows: Vec<String> = (0..10).map(|k| format!("  {k:>10}{}\n", counts[k].map(cell).concat())).collect();
    format!("  {:>10}{head}\n{}", "read as", rows.concat())
}

/// The generator of Park and Miller, in -1 to 1.
fn uniform(seed: &mut u64) -> f64 {
    *seed = *seed * 48271 % 2_147_483_647;
    2.0 * *seed as f64 / 2_147_483_647.0 - 1.0
}
