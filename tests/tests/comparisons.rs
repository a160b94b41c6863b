//! Comparisons that give an `Ordering`.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use std::cmp::Ordering;

use chainrule::differentiable;

#[differentiable]
fn by_match(x: f64, y: f64) -> f64 {
    match x.partial_cmp(&y) {
        Some(Ordering::Less) => x * y,
        Some(Ordering::Greater) => x * x,
        Some(Ordering::Equal) => 3.0 * x,
        None => y,
    }
}

#[differentiable]
fn by_total_order(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += match v.total_cmp(&x[0]) {
            Ordering::Less => v * v,
            _ => 3.0 * v,
        };
    }
    sum
}

#[differentiable]
fn by_question(x: f64, y: f64) -> f64 {
    let order = (x * x).partial_cmp(&y).unwrap();
    if order == Ordering::Less || x.total_cmp(&y).is_gt() { x * y } else { x * x }
}

#[test]
fn orders_are_constant() {
    assert_eq!(by_match::gradient(1.0, 2.0), [2.0, 1.0]);
    assert_eq!(by_match::gradient(3.0, 2.0), [6.0, 0.0]);
    assert_eq!(by_match::gradient(2.0, 2.0), [3.0, 0.0]);
    assert_eq!(by_match::gradient(2.0, f64::NAN), [0.0, 1.0]);
    assert_eq!(by_match::hessian(1.0, 2.0), [[0.0, 1.0], [1.0, 0.0]]);
    assert_eq!(by_total_order::gradient(&[1.0, 0.5, 2.0]), [3.0, 1.0, 3.0]);
    assert_eq!(by_question::gradient(1.0, 2.0), [2.0, 1.0]);
    assert_eq!(by_question::gradient(3.0, 2.0), [2.0, 3.0]);
    assert_eq!(by_question::gradient(2.0, 3.0), [4.0, 0.0]);
}

#[differentiable]
fn of_the_largest_key(x: &[f64], w: &[usize]) -> f64 {
    let k = (0..x.len()).max_by_key(|i| w[*i]).unwrap();
    x[k] * x[0]
}

#[differentiable]
fn of_the_smallest_key(x: &[f64], w: &[i32]) -> f64 {
    let mut asked = 0.0;
    let found = x.iter().zip(w).min_by_key(|(_, w)| {
        asked += 1.0;
        **w
    });
    asked * found.map_or(0.0, |(v, _)| v * v)
}

#[differentiable]
fn by_keys_of_both(x: &[f64], w: &[usize]) -> f64 {
    let k = (0..x.len()).max_by(|i, j| w[*i].cmp(&w[*j])).unwrap();
    x[k] * x[0]
}

#[test]
fn keys_are_integers() {
    assert_eq!(of_the_largest_key::gradient(&[2.0, 3.0, 5.0], &[1, 2, 2]), [5.0, 0.0, 2.0]);
    assert_eq!(by_keys_of_both::gradient(&[2.0, 3.0, 5.0], &[1, 2, 2]), [5.0, 0.0, 2.0]);
    assert_eq!(of_the_smallest_key::gradient(&[2.0, 3.0, 5.0], &[1, -1, -1]), [0.0, 18.0, 0.0]);
    assert_eq!(of_the_smallest_key::gradient(&[], &[]), []);
}
