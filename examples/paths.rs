//! How methods go: their ways down Rosenbrock's valley, and how fast the value falls.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example paths            # in the terminal
//! cargo run --release -p chainrule-examples --example paths -- --draw  # and as pictures/paths.svg
//! ```
//!
//! One idea: an observer sees every iteration of any method, and may stop it.

use std::{error::Error, ops::ControlFlow, process::ExitCode};

use chainrule::{Bfgs, ConjugateGradients, GradientDescent, Newton, Progress, differentiable};
use chainrule_examples::{Checks, draw_paths, plot, run, wanted};

/// Rosenbrock (1960); the minimum is 0 at (1, 1).
#[differentiable]
fn rosenbrock(x: f64, y: f64) -> f64 {
    let a = 1.0 - x;
    let b = y - x * x;
    a * a + 100.0 * b * b
}

const START: [f64; 2] = [-1.2, 1.0];

/// Points and values, from the start on.
type Path = Vec<([f64; 2], f64)>;

type Observer<'a> = &'a mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>;

/// Where a run goes.
fn path<R>(run: impl FnOnce(Observer<'_>) -> R) -> Path {
    let mut path = vec![(START, rosenbrock(START[0], START[1]))];
    let _ = run(&mut |at| {
        path.push(([at.point[0], at.point[1]], at.value));
        ControlFlow::Continue(())
    });
    path
}

fn main() -> ExitCode {
    run(descend)
}

fn descend(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let paths = [
        ("gradient descent", path(|see| GradientDescent::new().minimize_observed(rosenbrock::objective(), START, see))),
        (
            "conjugate gradients",
            path(|see| ConjugateGradients::new().minimize_observed(rosenbrock::objective(), START, see)),
        ),
        ("BFGS", path(|see| Bfgs::new().minimize_observed(rosenbrock::objective(), START, see))),
        ("Newton", path(|see| Newton::new().minimize_observed(rosenbrock::objective(), START, see))),
    ];
    for (name, path) in &paths {
        let falling: Vec<(f64, f64)> =
            path.iter().enumerate().map(|(k, (_, value))| (k as f64, value.max(1e-20).log10())).collect();
        println!("  {name}: the logarithm of the value, iteration by iteration\n");
        let nearest =
            |k: f64| falling.iter().rev().find(|(at, _)| *at <= k + 0.5).map_or(f64::NAN, |(_, value)| *value);
        println!("{}", plot(&falling, nearest));
    }
    for (name, path) in &paths {
        let ([x, y], value) = path[path.len() - 1];
        println!("  {name:<20}{:>6} iterations", path.len() - 1);
        checks.zero("value", value, 1e-10);
        checks.zero("distance from (1, 1)", (x - 1.0).hypot(y - 1.0), 1e-4);
    }
    if let Some(file) = wanted("paths") {
        let levels = [0.1, 0.5, 2.0, 8.0, 30.0, 100.0, 300.0];
        let ways: Vec<(&str, Vec<(f64, f64)>)> =
            paths.iter().map(|(name, path)| (*name, path.iter().map(|([x, y], _)| (*x, *y)).collect())).collect();
        draw_paths(&file, "Rosenbrock's valley", &[-1.6..1.4, -0.4..1.6], (rosenbrock, &levels), &ways)?;
    }
    Ok(())
}
