//! A tuple struct whose derive comes later looks like a variant of an enum.

use chainrule::{Differentiable, differentiable};

#[differentiable]
fn f(x: f64, y: f64) -> f64 {
    let v = V(x, y);
    v.0 * v.1
}

#[differentiable]
fn with_fields(x: f64, y: f64) -> f64 {
    let v = V { 0: x, 1: y };
    v.0 * v.1
}

#[derive(Clone, Differentiable)]
struct V(f64, f64);

fn main() {}
