//! Integers whose type only a function says, and with which something is calculated that depends on it.

use chainrule::differentiable;

fn takes_a_byte(_: u8) -> bool {
    true
}

fn takes_many(_: u64) -> f64 {
    1.0
}

#[differentiable]
fn complement(x: f64) -> f64 {
    let k = 5;
    assert!(takes_a_byte(k));
    x * f64::from(!k)
}

#[differentiable]
fn product(x: f64) -> f64 {
    let n = 100_000;
    let m = n * n;
    x * takes_many(n) * m as f64
}

#[differentiable]
fn factorial(x: f64) -> f64 {
    let mut f = 1;
    for k in 1..20 {
        f *= k;
    }
    x * takes_many(f)
}

fn main() {}
