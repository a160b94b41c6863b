//! What was found by trying to break it, kept: the fourth part.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};

use chainrule::{constant, differentiable};

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

// ---- constants that hold state: each call runs once, in order

struct Rng(Cell<u64>);

impl Rng {
    fn next(&self) -> f64 {
        let s = self.0.get().wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        self.0.set(s);
        (s >> 11) as f64 / (1u64 << 53) as f64
    }
    fn bits(&self) -> Bits {
        Bits((self.next() * 1024.0) as u32)
    }
}

struct Bits(u32);

#[differentiable]
fn walk(x: f64, #[constant] r: &Rng) -> f64 {
    let mut s = x;
    for _ in 0..3 {
        s = (s * r.next()).sin() + s;
    }
    s
}

#[differentiable]
fn skips(x: f64, #[constant] r: &Rng) -> f64 {
    let _unused = r.next();
    let a = r.next() - r.next();
    let b = r.bits();
    x * x * a + x * (b.0 as f64)
}

#[differentiable]
fn drawn(x: f64, n: usize, #[constant] r: &Rng) -> f64 {
    let mut s = x;
    for _ in 0..n {
        let b = r.bits();
        if b.0 % 2 == 0 { s = s * s * 0.5 } else { s = s.sin() * (b.0 as f64) }
    }
    s
}

static CALLS: AtomicU32 = AtomicU32::new(0);

fn counted() -> f64 {
    CALLS.fetch_add(1, Ordering::SeqCst) as f64
}

#[differentiable]
fn counts(x: f64) -> f64 {
    CALLS.fetch_add(10, Ordering::SeqCst);
    let c = counted();
    CALLS.fetch_add(100, Ordering::SeqCst);
    x * x * c
}

#[differentiable]
fn in_a_cell(x: f64, #[constant] c: &Cell<f64>) -> f64 {
    c.set(constant!(x));
    c.get() * x
}

#[test]
fn what_holds_state_is_asked_once() {
    let rng = || Rng(Cell::new(7));
    let value = walk(0.7, &rng());
    let (h, r) = (1e-6, rng());
    let difference = (walk(0.7 + h, &rng()) - walk(0.7 - h, &rng())) / (2.0 * h);
    let (v, d) = walk::value_and_derivative(0.7, &r);
    assert_eq!(v, value);
    assert!((d - difference).abs() < 1e-8, "{d} {difference}");
    assert!((walk::jvp(0.7, &rng(), 1.0) - d).abs() < 1e-14 * d.abs());
    let after = rng();
    walk(0.7, &after);
    assert_eq!(r.0.get(), after.0.get());

    let (v, d) = skips::value_and_derivative(0.7, &rng());
    assert_eq!(v, skips(0.7, &rng()));
    let difference = (skips(0.7 + h, &rng()) - skips(0.7 - h, &rng())) / (2.0 * h);
    assert!((d - difference).abs() < 1e-6, "{d} {difference}");

    for n in [0, 1, 4, 9] {
        let (v, d) = drawn::value_and_derivative(0.7, n, &rng());
        assert_eq!(v, drawn(0.7, n, &rng()));
        assert!((d - drawn::jvp(0.7, n, &rng(), 1.0)).abs() <= 1e-12 * d.abs(), "{n}");
    }

    CALLS.store(0, Ordering::SeqCst);
    assert_eq!(counts::value_and_derivative(3.0), (90.0, 60.0));
    assert_eq!(CALLS.load(Ordering::SeqCst), 111);

    let c = Cell::new(1.0);
    assert_eq!(in_a_cell::value_and_derivative(2.0, &c), (4.0, 2.0));
    assert_eq!(c.get(), 2.0);
}
