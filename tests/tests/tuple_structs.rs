//! Tuple structs that are made where they are used.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct V(f64, f64);

#[differentiable]
impl V {
    fn sum(#[active] &self) -> f64 {
        self.0 + self.1
    }
}

#[differentiable]
fn norm(#[active] v: &V) -> f64 {
    v.0 * v.0 + v.1
}

#[differentiable]
fn as_a_value(x: f64, y: f64) -> f64 {
    let mut v = V(x, y);
    v.0 += 1.0;
    v.0 * v.1
}

#[differentiable]
fn as_an_argument(x: f64, y: f64) -> f64 {
    norm(&V(x, x * y))
}

#[differentiable]
fn as_a_result(x: f64, y: f64) -> V {
    V(x * y, y)
}

#[differentiable]
fn as_a_receiver(x: f64) -> f64 {
    V(x * x, 2.0).sum()
}

#[test]
fn with_a_derivative() {
    assert_eq!(as_a_value::gradient(1.0, 2.0), [2.0, 2.0]);
    assert_eq!(as_an_argument::gradient(3.0, 2.0), [8.0, 3.0]);
    assert_eq!(as_a_result::jvp(3.0, 2.0, [1.0, 10.0]), V(32.0, 10.0));
    assert_eq!(as_a_receiver::derivative(3.0), 6.0);
}

struct Rate(f64);

#[differentiable]
impl Rate {
    fn applied(&self, x: f64) -> f64 {
        self.0 * x * x
    }
}

#[differentiable]
fn of_a_constant(x: f64) -> f64 {
    let rate = Rate(0.5);
    Rate(2.0).applied(x) + rate.applied(x)
}

#[test]
fn constants() {
    assert_eq!(of_a_constant::derivative(3.0), 15.0);
}
