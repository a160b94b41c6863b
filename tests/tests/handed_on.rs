//! Mutable references that are handed on by their names, and functions inside of functions.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;
use chainrule_tests::{agree, of_slices};

#[differentiable]
fn exchanged(l: &mut [f64], r: &mut [f64]) {
    for i in 0..l.len() {
        let t = l[i] * r[i];
        r[i] = l[i] + r[i];
        l[i] = t;
    }
}
#[differentiable]
fn halves(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    let n = y.len() / 2;
    let (l, r) = y.split_at_mut(n);
    exchanged(l, r);
    exchanged(l, r);
    y.iter().map(|v| v * v).sum()
}
#[differentiable]
fn scaled(y: &mut [f64], s: f64) {
    for v in y.iter_mut() {
        *v *= s;
    }
}
#[differentiable]
fn weighted(y: &[f64], s: f64) -> f64 {
    y[0] * s
}
#[differentiable]
fn in_turn(y: &mut [f64], s: f64) {
    scaled(y, s);
    scaled(y, 2.0);
    y[0] += weighted(y, s);
}
#[differentiable]
fn rows(x: &[f64]) -> f64 {
    let mut m = vec![x.to_vec(), x.to_vec()];
    for row in m.iter_mut() {
        scaled(row, x[0]);
    }
    m[0][1] * m[1][0]
}
#[differentiable]
fn through_two(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    in_turn(&mut y, x[0]);
    let r = &mut y;
    scaled(r, 3.0);
    r.iter().product()
}
#[differentiable]
fn squared(y: &mut [f64], n: usize) {
    if n > 0 {
        for v in y.iter_mut() {
            *v *= *v;
        }
        squared(y, n - 1);
        y[0] += y[1];
    }
}
#[differentiable]
fn recursive(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    squared(&mut y, 3);
    y.iter().sum()
}
#[differentiable]
fn with_a_function_inside(x: &[f64; 3]) -> f64 {
    fn sq(v: f64) -> f64 {
        v * v
    }
    sq(x[0]) + x[1]
}

/// Functions that call each other and themselves, one that is constant, one with a mark of its own.
#[differentiable]
fn with_functions_inside(x: &[f64]) -> f64 {
    fn half(v: f64) -> f64 {
        0.5 * v
    }
    fn square(v: f64) -> f64 {
        half(v) * v * 2.0
    }
    fn next(i: usize) -> usize {
        i + 1
    }
    fn power(x: f64, n: usize) -> f64 {
        if n == 0 { 1.0 } else { x * power(x, n - 1) }
    }
    #[differentiable]
    fn marked(x: f64) -> f64 {
        x.sin()
    }
    square(x[0]) + x[next(0)] * power(x[2], 3) + marked(x[3])
}

const X: [f64; 4] = [0.7, 0.2, 0.9, 0.4];

agree! {
    of_halves: halves(X.to_vec());
    of_rows: rows(X.to_vec());
    of_two: through_two(X.to_vec());
    of_recursion: recursive(X.to_vec());
    of_functions_inside: with_functions_inside(X.to_vec());
}

of_slices! {
    numbers_by_hand: with_functions_inside(X) => [1.4, 0.729, 3.0 * 0.2 * 0.81, 0.4_f64.cos()];
}

#[test]
fn a_function_inside() {
    assert_eq!(with_a_function_inside::gradient(&[3.0, 2.0, 1.0]), [6.0, 1.0, 0.0]);
    with_a_function_inside::check(&[3.0, 2.0, 1.0]);
}

#[test]
fn what_is_changed_in_turn() {
    let (mut y, mut y_dot) = ([1.0, 2.0], [1.0, 0.0]);
    in_turn::jvp(&mut y, 3.0, 0.0, &mut y_dot);
    // Six times what it was, and the first once more, three times that.
    assert_eq!((y, y_dot), ([24.0, 12.0], [24.0, 0.0]));
}
