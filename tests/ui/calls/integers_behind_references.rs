//! What a call changes and has no derivative, and a `Vec` that is another's.

use chainrule::differentiable;

#[differentiable]
fn step(x: &mut f64) -> f64 {
    *x *= 2.0;
    *x
}

/// An integer.
#[differentiable]
fn counted(x: f64) -> f64 {
    let mut n = 2_usize;
    let mut y = x;
    tick(&mut y, &mut n) + y
}

/// An integer that is nobody's afterwards.
#[differentiable]
fn at_once(x: f64) -> f64 {
    let mut y = x;
    tick(&mut y, &mut 2) + step(&mut y)
}

fn main() {}
