//! Functions of functions are called by others; by themselves they have no derivative.

use chainrule::differentiable;

#[differentiable]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiable]
fn counted(f: impl FnMut(f64) -> f64, x: f64) -> f64 {
    f(x)
}

#[differentiable]
fn described(f: impl Fn(f64) -> String, x: f64) -> f64 {
    x
}

#[differentiable]
fn first(f: impl Fn(&[f64; 2]) -> f64, x: f64) -> f64 {
    f(&[x, 1.0])
}

#[differentiable]
fn untyped(x: f64) -> f64 {
    first(|v| v[0] * v[1], x)
}

fn plain(x: f64) -> f64 {
    x * x
}

#[differentiable]
fn of_a_plain_function(x: f64) -> f64 {
    twice(plain, x)
}

#[differentiable]
fn without_help(x: f64) -> f64 {
    twice(|v| v * v.helped(), x)
}

fn main() {
    let _ = twice::gradient(|x| x * x, 1.0);
}
