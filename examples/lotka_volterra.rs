//! Hares and lynxes: the parameters of a differential equation, fitted through its integrator.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example lotka_volterra            # in the terminal
//! cargo run --release -p chainrule-examples --example lotka_volterra -- --draw  # and as pictures/hares.svg and lynxes.svg
//! ```
//!
//! One idea: the Jacobian goes through 200 steps of the Runge-Kutta method, and least squares does the rest.

use std::{error::Error, process::ExitCode};

use chainrule::{differentiable, least_squares};
use chainrule_examples::{Checks, draw_fit, plot, run, wanted};

/// Pelts, in thousands, that the Hudson's Bay Company traded from 1900 to 1920: hare, lynx. Howard, *Modeling basics* (2009), from
/// the figures of Elton and Nicholson (1942).
const PELTS: [[f64; 2]; YEARS] = [
    [30.0, 4.0],
    [47.2, 6.1],
    [70.2, 9.8],
    [77.4, 35.2],
    [36.3, 59.4],
    [20.6, 41.7],
    [18.1, 19.0],
    [21.4, 13.0],
    [22.0, 8.3],
    [25.4, 9.1],
    [27.1, 7.4],
    [40.3, 8.0],
    [57.0, 12.3],
    [76.6, 19.5],
    [52.3, 45.7],
    [19.5, 51.1],
    [11.2, 29.7],
    [7.6, 15.8],
    [14.6, 9.7],
    [16.2, 10.1],
    [24.7, 8.6],
];
const YEARS: usize = 21;
/// Steps in a year.
const STEPS: usize = 10;

/// How fast both populations grow. `p` is: births of hares, deaths of hares by a lynx, deaths of lynxes, births of lynxes by a hare.
#[differentiable]
fn growth(y: &[f64; 2], p: &[f64; 6]) -> [f64; 2] {
    [(p[0] - p[1] * y[1]) * y[0], (p[3] * y[0] - p[2]) * y[1]]
}

/// One step of the classical Runge-Kutta method.
#[differentiable]
fn step(y: &[f64; 2], p: &[f64; 6], #[constant] h: f64) -> [f64; 2] {
    let k1 = growth(y, p);
    let k2 = growth(&[y[0] + 0.5 * h * k1[0], y[1] + 0.5 * h * k1[1]], p);
    let k3 = growth(&[y[0] + 0.5 * h * k2[0], y[1] + 0.5 * h * k2[1]], p);
    let k4 = growth(&[y[0] + h * k3[0], y[1] + h * k3[1]], p);
    [
        y[0] + h / 6.0 * (k1[0] + 2.0 * k2[0] + 2.0 * k3[0] + k4[0]),
        y[1] + h / 6.0 * (k1[1] + 2.0 * k2[1] + 2.0 * k3[1] + k4[1]),
    ]
}

/// Logarithms of predicted over observed pelts, year by year. The populations of 1900 are `p[4]` and `p[5]`.
#[differentiable]
fn misfit(p: &[f64; 6], #[constant] pelts: &[[f64; 2]; YEARS]) -> [f64; 2 * YEARS] {
    let mut r = [0.0; 2 * YEARS];
    let mut y = [p[4], p[5]];
    for year in 0..YEARS {
        r[2 * year] = (y[0] / pelts[year][0]).ln();
        r[2 * year + 1] = (y[1] / pelts[year][1]).ln();
        for _ in 0..STEPS {
            y = step(&y, p, 0.1);
        }
    }
    r
}

fn main() -> ExitCode {
    run(fit)
}

fn fit(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let report = least_squares(misfit::residuals(&PELTS), [0.5, 0.02, 0.9, 0.02, 30.0, 4.0])?;
    let p = report.point;
    println!("{report}\n");
    for (animal, name) in ["hares", "lynxes"].iter().enumerate() {
        let observations: Vec<(f64, f64)> = (0..YEARS).map(|t| (1900.0 + t as f64, PELTS[t][animal])).collect();
        println!("  {name}, thousands of pelts (∘; ● on the curve)\n");
        let curve = |year| population(&p, year)[animal];
        println!("{}", plot(&observations, curve));
        if let Some(file) = wanted(name) {
            draw_fit(&file, &format!("{name}, thousands of pelts, and what is left of them"), &observations, curve)?;
        }
    }

    // Carpenter, "Predator-prey population dynamics: the Lotka-Volterra model in Stan" (2018): posterior means and deviations. The
    // prior draws them a little towards itself, so half a deviation is asked for, not digits.
    for (name, found, mean, deviation) in [
        ("births of hares", p[0], 0.55, 0.06),
        ("deaths of hares by a lynx", p[1], 0.028, 0.004),
        ("deaths of lynxes", p[2], 0.80, 0.09),
        ("births of lynxes by a hare", p[3], 0.024, 0.004),
        ("hares in 1900", p[4], 34.0, 2.9),
        ("lynxes in 1900", p[5], 5.9, 0.5),
    ] {
        let off = (found - mean) / deviation;
        checks.holds(
            &format!("{name:<30}{found:>9.4}   published {mean} ± {deviation}: off by {off:+.2} deviations"),
            off.abs() < 0.5,
        );
    }
    checks.zero("gradient at the fit", report.gradient_norm, 1e-6);
    // The quantity that a trajectory keeps, in exact arithmetic.
    let kept = |y: [f64; 2]| p[3] * y[0] - p[2] * y[0].ln() + p[1] * y[1] - p[0] * y[1].ln();
    let (first, last) = (kept([p[4], p[5]]), kept(population(&p, 1920.0)));
    checks.close("what the equation conserves, in 1920", last, first, 1e-4);
    Ok(())
}

fn population(p: &[f64; 6], year: f64) -> [f64; 2] {
    let h = (year - 1900.0) / 200.0;
    (0..200).fold([p[4], p[5]], |y, _| step(&y, p, h))
}
