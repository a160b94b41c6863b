//! What was found by trying to break it, kept: the fourth part.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

// ---- constants as patterns, by their plain names

const K: i32 = 3;
const F: f64 = 2.5;
const B: bool = true;
const SOME: Option<i32> = Some(4);

#[differentiable]
fn arm(x: f64, n: i32) -> f64 {
    match n {
        K => x * x,
        _ => x,
    }
}

#[differentiable]
fn questions(x: f64, n: i32, o: Option<i32>) -> f64 {
    let mut y = x;
    if let K = n {
        y *= x;
    }
    if matches!(n, K) {
        y *= 2.0;
    }
    if let Some(K) = o {
        y *= x;
    }
    if let SOME = o {
        y *= 5.0;
    }
    let K = n else { return y };
    y + x
}

#[differentiable]
fn inside_of_patterns(x: f64, a: i32, b: bool) -> f64 {
    let y = match (a, b) {
        (K, B) => x,
        (K | 7, _) => x * x,
        (k @ 8..=9, _) => x * k as f64,
        (N, _) if N > 100 => N as f64 * x,
        _ => 3.0 * x,
    };
    match [a, 1] {
        [K, _] => y,
        [first, ..] => y * first as f64,
    }
}
#[allow(dead_code)]
const N: i32 = 200;

#[differentiable]
fn of_the_number(x: f64) -> f64 {
    match x {
        F => x * x,
        _ => x,
    }
}

#[test]
fn a_constant_is_compared_with() {
    assert_eq!(arm::value_and_derivative(1.5, 0), (1.5, 1.0));
    assert_eq!(arm::value_and_derivative(1.5, 3), (2.25, 3.0));
    assert_eq!(of_the_number::value_and_derivative(1.5), (1.5, 1.0));
    assert_eq!(of_the_number::value_and_derivative(2.5), (6.25, 5.0));
    for n in [0, 3] {
        for o in [None, Some(3), Some(4)] {
            assert_eq!(questions::value_and_derivative(1.5, n, o).0, questions(1.5, n, o), "{n} {o:?}");
        }
    }
    // 2 x^3 + x, and x^2
    assert_eq!(questions::derivative(1.5, 3, Some(3)), 14.5 * 1.0 + 0.0);
    assert_eq!(questions::derivative(1.5, 0, Some(3)), 3.0);
    for (a, b) in [(3, true), (3, false), (7, true), (200, false), (5, true), (9, true)] {
        assert_eq!(inside_of_patterns::value_and_derivative(1.5, a, b).0, inside_of_patterns(1.5, a, b), "{a} {b}");
    }
    assert_eq!(inside_of_patterns::derivative(1.5, 200, true), 200.0 * 200.0);
}

/// A variable is no pattern: its name is a new one.
#[differentiable]
#[allow(non_snake_case, unused_variables)]
fn upper_case_variable(x: f64, n: i32) -> f64 {
    let Q = 2;
    match n {
        Q => x * Q as f64,
    }
}

#[test]
fn a_variable_of_upper_case_is_bound_anew() {
    assert_eq!(upper_case_variable::value_and_derivative(1.5, 7), (10.5, 7.0));
}
