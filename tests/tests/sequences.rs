//! Loops that compute a sequence: what a turn leaves is what the next one begins with, and is kept once.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

#[differentiable]
fn recurrence(w: f64, x: &[f64]) -> f64 {
    let mut h = 0.1;
    for x in x {
        h = (w * h + x).tanh();
    }
    h
}

/// Two values before each.
#[differentiable]
fn two_back(a: f64, b: f64, n: usize) -> f64 {
    let (mut before, mut now) = (a, b);
    for _ in 0..n {
        let next = (before * now).sin() + now / (1.0 + before * before);
        before = now;
        now = next;
    }
    now * before
}

/// Two that change places, so that nothing has to be kept of them.
#[differentiable]
fn changing_places(a: f64, b: f64, n: usize) -> f64 {
    let (mut x, mut y, mut sum) = (a, b, 0.0);
    for k in 0..n {
        sum += (x * y).exp() * x / (1.0 + k as f64);
        (x, y) = (y, x);
    }
    sum + x
}

/// One goes through untouched, and three go round.
#[differentiable]
fn going_round(a: f64, b: f64, c: f64, n: usize) -> f64 {
    let (mut x, mut y, mut z) = (a, b, c);
    for _ in 0..n {
        (x, y, z) = (y, z, (x * y).sin() * z.exp() / (1.0 + x * x));
    }
    x * y + z
}

/// Newton's method, until it has converged.
#[differentiable]
fn root(a: f64) -> f64 {
    let mut x = a;
    while (x * x * x - a).abs() > 1e-3 {
        x -= (x * x * x - a) / (3.0 * x * x);
    }
    x
}

/// It may be left before its end.
#[differentiable]
fn left_early(a: f64, n: usize) -> f64 {
    let mut x = a;
    for k in 0..n {
        let next = (x + a).sqrt();
        if next > 1.6 && k > 2 {
            break;
        }
        x = next;
    }
    x * x
}

/// A sequence in each turn of one.
#[differentiable]
fn within(a: f64, x: &[f64]) -> f64 {
    let (mut outer, mut sum) = (a, 0.0);
    for x in x {
        let mut inner = outer * x;
        for _ in 0..3 {
            inner = (inner + a).cos();
        }
        outer = (outer + inner).sqrt();
        sum += outer * inner;
    }
    sum
}

/// What a turn leaves is made in a branch.
#[differentiable]
fn branching(a: f64, n: usize) -> f64 {
    let mut x = a;
    for k in 0..n {
        if k % 3 == 1 {
            x = x.exp() / 3.0;
        } else if x > 1.0 {
            x = x.ln() + a * x;
        }
    }
    x
}

#[test]
fn sequences_are_kept_once() {
    let x = [0.3, -0.8, 1.4, 0.2, -0.1];
    for n in 0..6 {
        recurrence::check(0.7, &x[..n.min(5)]);
        two_back::check(0.4, 0.9, n);
        changing_places::check(0.4, -0.3, n);
        going_round::check(0.4, 0.9, -0.6, n);
        left_early::check(0.8, n);
        within::check(0.5, &x[..n.min(5)].iter().map(|x| x * x).collect::<Vec<_>>());
        branching::check(0.9, n);
    }
    root::check(2.5);
}

/// `x³ = a`: what the last step of Newton's method does to the one before is nothing, to the first order.
#[test]
fn a_root_moves_as_it_should() {
    let (x, slope) = root::value_and_derivative(2.5);
    assert!((x - 2.5_f64.cbrt()).abs() < 1e-3 && (slope - 1.0 / (3.0 * x * x)).abs() < 1e-3);
}
