//! `Default::default()` beside a type, and constants that a struct literal is completed with.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Params {
    k: f64,
    m: f64,
}

impl Default for Params {
    fn default() -> Self {
        Self { k: 1.0, m: 2.0 }
    }
}

const COMMON: Params = Params { k: 3.0, m: 4.0 };

#[differentiable]
fn product(#[active] p: &Params) -> f64 {
    p.k * p.m
}

#[differentiable]
fn completed(k: f64) -> f64 {
    let p = Params { k, ..Default::default() };
    product(&p)
}

#[differentiable]
fn completed_by_a_variable(k: f64) -> f64 {
    let p: Params = Default::default();
    product(&Params { k, ..p }) * p.k
}

#[differentiable]
fn changed(k: f64) -> f64 {
    let mut p: Params = Default::default();
    p.k += k;
    p.m *= k;
    product(&p)
}

#[differentiable]
fn changed_constant(k: f64) -> f64 {
    let mut p = Params { ..COMMON };
    p.k = k;
    product(&p)
}

#[differentiable]
fn numbers_and_lists(x: &[f64]) -> f64 {
    let mut sum: f64 = Default::default();
    let mut squares: Vec<f64> = Default::default();
    for v in x {
        squares.push(v * v);
        sum += v;
    }
    sum * squares.iter().sum::<f64>()
}

#[test]
fn values_and_derivatives() {
    assert_eq!(completed::value_and_derivative(3.0), (6.0, 2.0));
    assert_eq!(completed_by_a_variable::value_and_derivative(3.0), (6.0, 2.0));
    assert_eq!(changed::value_and_derivative(3.0), (24.0, 14.0));
    assert_eq!(changed_constant::value_and_derivative(5.0), (20.0, 4.0));
    // (x + y) (x² + y²)
    assert_eq!(numbers_and_lists::value_and_gradient(&[1.0, 2.0]), (15.0, vec![11.0, 17.0]));
}
