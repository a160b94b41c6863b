#![deny(deprecated)]

use chainrule::{Differentiable, differentiable};

#[derive(Differentiable, Clone)]
pub struct Params {
    k: f64,
}

#[differentiable]
pub fn clipped(x: f64, low: f64) -> f64 {
    if x > low { x } else { 0.0 }
}

#[differentiable]
pub fn step(x: f64) -> f64 {
    if x > 0.0 { 1.0 } else { 0.0 }
}

#[differentiable]
pub fn chosen(#[active] p: &Params, #[active] q: &Params, x: &[f64; 2]) -> f64 {
    if p.k > q.k { p.k * x[0] } else { x[1] }
}

pub struct Spring {
    k: f64,
}

impl Spring {
    #[differentiable]
    pub fn energy(&self, x: f64, length: f64) -> f64 {
        self.k * x * length.floor()
    }
}

fn main() {}
