//! Constants that are looked up in maps. Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use std::collections::{BTreeMap, HashMap};

use chainrule::differentiable;

#[differentiable]
fn scaled(#[constant] weights: &HashMap<u32, f64>, x: f64, k: u32) -> f64 {
    weights.get(&k).copied().unwrap_or(1.0) * x * x
}

#[differentiable]
fn surely(#[constant] weights: &HashMap<u32, f64>, x: f64) -> f64 {
    let w = *weights.get(&3).unwrap();
    w * x + x * weights.get(&3).unwrap() + weights[&3]
}

#[differentiable]
fn matched(#[constant] weights: &BTreeMap<String, f64>, x: &[f64; 2]) -> f64 {
    let mut sum = 0.0;
    if let Some(w) = weights.get("first") {
        sum += w * x[0];
    }
    match weights.get("second") {
        Some(w) => sum + w * x[1] * x[1],
        None => sum + x[1],
    }
}

#[differentiable]
fn of_arrays(#[constant] nodes: &BTreeMap<usize, [f64; 2]>, x: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..3 {
        if nodes.contains_key(&i) {
            sum += nodes[&i][0] * x;
        } else {
            sum += x * x;
        }
    }
    sum
}

#[test]
fn maps() {
    let weights = HashMap::from([(3, 2.0)]);
    assert_eq!(scaled::value_and_derivative(&weights, 3.0, 3), (18.0, 12.0));
    assert_eq!(scaled::second_derivative(&weights, 3.0, 4), 2.0);
    assert_eq!(scaled::jvp(&weights, 3.0, 4, 0.5), 3.0);
    assert_eq!(surely::value_and_derivative(&weights, 3.0), (14.0, 4.0));
    let weights = BTreeMap::from([("first".to_owned(), 5.0)]);
    assert_eq!(matched::value_and_gradient(&weights, &[1.0, 3.0]), (8.0, [5.0, 1.0]));
    let weights = BTreeMap::from([("second".to_owned(), 5.0)]);
    assert_eq!(matched::value_and_gradient(&weights, &[1.0, 3.0]), (45.0, [0.0, 30.0]));
    assert_eq!(of_arrays::value_and_derivative(&BTreeMap::from([(1, [4.0, 2.0])]), 3.0), (30.0, 16.0));
}
