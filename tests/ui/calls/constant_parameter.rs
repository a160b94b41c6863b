use chainrule::{constant, differentiable};

#[differentiable]
fn weighted(#[constant] weight: f64, x: f64) -> f64 {
    weight * x
}

#[differentiable]
fn varying_weight(x: f64, y: f64) -> f64 {
    weighted(x * 2.0, y) + x
}

#[differentiable]
fn held_weight(x: f64, y: f64) -> f64 {
    weighted(2.0, y) + weighted(constant!(x), y)
}

#[differentiable]
fn inside(x: f64) -> f64 {
    x * chainrule::differentiate!(|t: f64| t * t).derivative(x)
}

fn main() {}
