//! Enums that hold active values stay within the function.

use chainrule::differentiable;

enum Shape {
    Disc(f64),
    Square(f64),
}

#[differentiable]
fn area(#[constant] shape: &Shape, x: f64) -> f64 {
    match shape {
        Shape::Disc(r) => r * r * x,
        Shape::Square(a) => a * a,
    }
}

#[differentiable]
fn f(x: f64, n: usize) -> f64 {
    let shape = if n == 0 { Shape::Disc(x) } else { Shape::Square(1.0) };
    area(&shape, x)
}

#[differentiable]
fn g(shape: &Shape) -> f64 {
    match shape {
        Shape::Disc(r) => 3.0 * r * r,
        Shape::Square(a) => a * a,
    }
}

fn main() {}
