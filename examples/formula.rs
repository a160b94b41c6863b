//! Derivatives to read: in a terminal, and as LaTeX.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example formula            # for the terminal
//! cargo run --release -p chainrule-examples --example formula -- --latex # for a paper
//! ```
//!
//! One idea: `f::FORMULA` is the gradient as text, with the names that the function gives.

use std::process::ExitCode;

use chainrule::differentiable;
use chainrule_examples::{Checks, latex, run};

#[differentiable]
fn rosenbrock(x: f64, y: f64) -> f64 {
    let a = 1.0 - x;
    let b = y - x * x;
    a * a + 100.0 * b * b
}

/// The potential of Morse.
#[differentiable]
fn morse(r: f64, depth: f64, width: f64) -> f64 {
    let e = (-width * (r - 1.0)).exp();
    depth * (1.0 - e).powi(2)
}

/// The lensmaker's equation for a thick lens.
#[differentiable]
fn power(n: f64, r1: f64, r2: f64, d: f64) -> f64 {
    (n - 1.0) * (1.0 / r1 - 1.0 / r2 + (n - 1.0) * d / (n * r1 * r2))
}

#[differentiable]
fn distance(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

fn main() -> ExitCode {
    run(show)
}

fn show(checks: &mut Checks) {
    let as_latex = std::env::args().any(|argument| argument == "--latex");
    for formula in [rosenbrock::FORMULA, morse::FORMULA, power::FORMULA, distance::FORMULA] {
        println!("{}\n", if as_latex { latex(formula) } else { formula.to_owned() });
    }
    let expected = r"\frac{\partial rosenbrock}{\partial y} = 200 \cdot b";
    checks.holds("one line, word by word", latex(rosenbrock::FORMULA).contains(expected));
}
