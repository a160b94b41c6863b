use std::cell::Cell;

use chainrule::differentiable;

#[differentiable]
fn f(x: f64, #[constant] c: &Cell<f64>) -> f64 {
    c.set(x);
    c.get() * x
}

fn main() {}
