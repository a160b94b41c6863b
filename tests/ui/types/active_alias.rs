//! Aliases that are marked as if they were structs.

use chainrule::differentiable;

type Real = f64;
type Point = [f64; 2];

#[differentiable]
fn number(#[active] x: Real, y: f64) -> f64 {
    x * y * y
}

#[differentiable]
fn function(#[active] x: Real) -> f64 {
    x.sin()
}

#[differentiable]
fn array(#[active] p: &Point, y: f64) -> f64 {
    p[0] * p[1] * y
}

fn main() {}
