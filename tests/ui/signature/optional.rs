//! An `Option` as a result: others call the function, and are differentiated.

use chainrule::{Differentiable, differentiable};

#[derive(Clone, Copy, Differentiable)]
struct Point {
    x: f64,
}

#[differentiable]
fn root(a: f64, b: f64) -> Option<f64> {
    if a * a > b { Some((a * a - b).sqrt()) } else { None }
}

#[differentiable]
fn all(a: f64) -> Option<Vec<f64>> {
    Some(vec![a])
}

#[differentiable]
fn moved(#[active] p: &Point) -> Option<Point> {
    Some(*p)
}

#[differentiable]
fn first(xs: Option<&[f64]>) -> f64 {
    xs.map_or(0.0, |xs| xs[0])
}

#[differentiable]
fn parsed(x: f64, text: &str) -> Option<f64> {
    Some(text.parse::<f64>().ok()? * x)
}

fn main() {
    let _ = root::value_and_hessian(1.0, 0.5);
    let _ = all::jvp(1.0, 1.0);
}
