//! Lists of rows and of tuples that vary are not captured by closures that are handed over.

use chainrule::differentiable;

#[differentiable]
fn total(f: impl Fn(f64) -> f64, z: &[f64]) -> f64 {
    f(z[0]) + f(z[1])
}

#[differentiable]
fn of_rows(x: &[f64], rows: &[Vec<f64>]) -> f64 {
    total(|z| z * rows[0][1], x)
}

#[differentiable]
fn of_pairs(x: &[f64], pairs: &[(f64, f64)]) -> f64 {
    total(|z| z * pairs[0].1, x)
}

#[derive(Clone, Copy)]
pub struct Power(i32);

#[differentiable]
fn of_shadowed(x: &[f64], #[constant] power: Power) -> f64 {
    total(
        |z| {
            let n = power.0;
            let power = z;
            power.powi(n)
        },
        x,
    )
}

fn main() {}
