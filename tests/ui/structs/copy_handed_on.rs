use chainrule::{Differentiable, differentiable};

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Gains {
    k: f64,
    v: Vec<f64>,
}

#[differentiable]
fn scaled(#[active] p: Gains, x: f64) -> f64 {
    p.k * x
}

#[differentiable]
fn doubled(#[active] p: &Gains, x: f64) -> f64 {
    scaled(p.clone(), x)
}

fn main() {}
