//! A type that only a function says is guessed; rustc holds that the guess is right.

use chainrule::differentiable;

fn takes_a_byte(_: u8) -> bool {
    true
}

#[differentiable]
fn inverted(x: f64) -> f64 {
    let k = 5;
    assert!(takes_a_byte(k));
    x * f64::from(!k)
}

fn main() {}
