//! Fields of structs that have no derivative: text, and integers that are marked though they need not be.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Gauge {
    k: f64,
    name: String,
    kind: &'static str,
    sign: char,
    #[constant]
    n: usize,
}

fn gauge(k: f64) -> Gauge {
    Gauge { k, name: "a".to_owned(), kind: "b", sign: '-', n: 2 }
}

#[differentiable]
fn by_name(#[active] g: &Gauge, x: f64) -> f64 {
    if g.name == "a" { g.k * x } else { x }
}

#[differentiable]
fn by_all(#[active] g: &Gauge, x: f64, name: &str) -> f64 {
    if g.name == name && g.kind == "b" && g.sign == '-' { -g.k * x * g.name.len() as f64 } else { x }
}

#[differentiable]
fn by_match(#[active] g: Gauge, x: f64) -> f64 {
    match g.name.as_str() {
        "a" => g.k * x,
        _ => x,
    }
}

#[differentiable]
fn of_calls(#[active] g: &Gauge, x: f64) -> f64 {
    by_name(g, x) * by_all(g, x, "a") * x
}

#[test]
fn text_is_constant() {
    assert_eq!(by_name::gradient(&gauge(2.0), 3.0), (gauge(3.0), 2.0));
    assert_eq!(by_all::gradient(&gauge(2.0), 3.0, "a"), (gauge(-3.0), -2.0));
    assert_eq!(by_all::gradient(&gauge(2.0), 3.0, "b"), (gauge(0.0), 1.0));
    assert_eq!(by_match::gradient(gauge(2.0), 3.0), (gauge(3.0), 2.0));
    // -k² x³
    assert_eq!(of_calls::gradient(&gauge(2.0), 3.0), (gauge(-108.0), -108.0));
}

#[differentiable]
fn marked(#[active] g: &Gauge, x: f64) -> f64 {
    let mut sum = 0.0;
    for _ in 0..g.n {
        sum += g.k * x;
    }
    sum + g.k.powi(g.n as i32)
}

#[test]
fn integers_may_be_marked() {
    // 2 k x + k²
    assert_eq!(marked::gradient(&gauge(2.0), 3.0), (gauge(10.0), 4.0));
    assert_eq!(marked::hessian(&gauge(2.0), 3.0), [2.0, 2.0, 2.0, 0.0]);
}
