//! Functions that give an `Option`, called by others; and parameters that are one. Numbers are worked out by hand.

// The forms are those that are tested.
#![allow(clippy::map_unwrap_or, clippy::unnecessary_lazy_evaluations, clippy::needless_continue)]

use chainrule::{Differentiable, differentiable};

/// The greater root of `t² + 2at + b`.
#[differentiable]
fn root(a: f64, b: f64) -> Option<f64> {
    let d = a * a - b;
    if d < 0.0 {
        return None;
    }
    Some(d.sqrt() - a)
}

#[differentiable]
fn squared(a: f64, b: f64) -> f64 {
    if let Some(r) = root(a, b) { r * r } else { a * b }
}

#[differentiable]
fn or_else(a: f64, b: f64) -> f64 {
    let Some(r) = root(a, b) else {
        return 3.0 * a;
    };
    r * b
}

#[differentiable]
fn by_match(a: f64, b: f64) -> f64 {
    match root(a, b) {
        Some(r) if r > 0.0 => r,
        Some(r) => 2.0 * r,
        None => -a,
    }
}

#[differentiable]
fn by_methods(a: f64, b: f64) -> f64 {
    root(a, b).unwrap()
        + 2.0 * root(a, b).expect("a root")
        + root(b, 9.0).unwrap_or(7.0)
        + root(a, b).map(|r| r * b).unwrap_or(0.0)
}

/// At `(2, 1)`: `r = √3 - 2`, and by the implicit function theorem `r_a = -r / (r + a)`, `r_b = -1 / (2 (r + a))`.
#[test]
fn a_root_that_there_is() {
    let (s, r) = (3_f64.sqrt(), 3_f64.sqrt() - 2.0);
    let (da, db) = (-r / s, -0.5 / s);
    close(&squared::gradient(2.0, 1.0), &[2.0 * r * da, 2.0 * r * db]);
    close(&or_else::gradient(2.0, 1.0), &[da, db + r]);
    close(&by_match::gradient(2.0, 1.0), &[2.0 * da, 2.0 * db]);
    close(&by_match::gradient(-2.0, 1.0), &[-(s + 2.0) / s, -0.5 / s]);
    close(&by_methods::gradient(2.0, 1.0), &[4.0 * da, 4.0 * db + r]);
    squared::check(2.0, 1.0);
    or_else::check(2.0, 1.0);
    by_methods::check(2.0, 1.0);
}

#[test]
fn a_root_that_there_is_not() {
    assert_eq!(squared::gradient(0.5, 1.0), [1.0, 0.5]);
    assert_eq!(squared::hessian(0.5, 1.0), [[0.0, 1.0], [1.0, 0.0]]);
    assert_eq!(or_else::gradient(0.5, 1.0), [3.0, 0.0]);
    assert_eq!(by_match::gradient(0.5, 1.0), [-1.0, 0.0]);
}

#[differentiable]
fn both(x: f64, y: f64) -> Option<f64> {
    let r = positive(x)?;
    let s = positive(r * y)?;
    Some(r + s)
}

#[differentiable]
fn positive(x: f64) -> Option<f64> {
    if x > 0.0 { Some(x * x) } else { None }
}

/// `x² + x⁴y²` where there is a value.
#[differentiable]
fn tried(x: f64, y: f64) -> f64 {
    both(x, y).unwrap_or(-1.0)
}

#[test]
fn question_marks() {
    assert_eq!(tried::value_and_gradient(1.0, 3.0), (10.0, [38.0, 6.0]));
    assert_eq!(tried::hessian(1.0, 3.0), [[110.0, 24.0], [24.0, 2.0]]);
    assert_eq!(tried::value_and_gradient(1.0, -3.0), (-1.0, [0.0, 0.0]));
    assert_eq!(both(-1.0, 3.0), None);
}

#[differentiable]
fn parts(x: f64, y: f64) -> Option<([f64; 2], f64)> {
    (x > 0.0).then(|| ([x * y, y], x))
}

#[differentiable]
fn of_parts(x: f64, y: f64) -> f64 {
    match parts(x, y) {
        Some(([a, b], c)) => a * b + c,
        None => x,
    }
}

#[test]
fn arrays_and_tuples_inside() {
    assert_eq!(of_parts::gradient(2.0, 3.0), [10.0, 12.0]);
    assert_eq!(of_parts::hvp(2.0, 3.0, [1.0, 1.0]), [6.0, 10.0]);
    assert_eq!(of_parts::gradient(-2.0, 3.0), [1.0, 0.0]);
}

#[differentiable]
fn skipping(xs: &[f64]) -> f64 {
    let mut sum = 0.0;
    for &x in xs {
        match positive(x) {
            Some(s) => sum += s * x,
            None => continue,
        }
    }
    sum + xs.iter().filter_map(|&x| positive(x)).sum::<f64>()
}

#[differentiable]
fn newton(x: f64, turns: usize) -> Option<f64> {
    if turns == 0 {
        return None;
    }
    let next = 0.5 * (x + 2.0 / x);
    if turns == 1 { Some(next) } else { newton(next, turns - 1) }
}

#[differentiable]
fn two_steps(x: f64) -> f64 {
    newton(x, 2).unwrap_or(0.0)
}

#[test]
fn in_loops_and_recursion() {
    assert_eq!(skipping::gradient(&[2.0, -1.0, 3.0]), [16.0, 0.0, 33.0]);
    // At 1: the first step has the derivative -1/2 and leads to 3/2, the second has 1/2 - 1/(9/4).
    let (first, second): (f64, f64) = (-0.5, 0.5 - 4.0 / 9.0);
    close(&[two_steps::derivative(1.0)], &[first * second]);
}

#[differentiable]
fn weighted(x: f64, weight: Option<f64>) -> f64 {
    match weight {
        Some(w) => w * x * x,
        None => 5.0 * x,
    }
}

#[differentiable(constant(weight))]
fn by_data(x: f64, weight: Option<f64>) -> f64 {
    weighted(x, weight)
}

#[differentiable]
fn twice(x: f64, heavy: bool) -> f64 {
    let w = if heavy { Some(x) } else { None };
    weighted(x, w) + weighted(x, Some(2.0)) + weighted(2.0, Some(x)) + by_data(x, None)
}

/// What is in the option has its derivative, zero where there is nothing.
#[test]
fn parameters() {
    assert_eq!(weighted::gradient(2.0, Some(3.0)), [12.0, 4.0]);
    assert_eq!(weighted::gradient(2.0, None), [5.0, 0.0]);
    assert_eq!(weighted::hessian(2.0, Some(3.0)), [[6.0, 4.0], [4.0, 0.0]]);
    assert_eq!(weighted::jvp(2.0, Some(3.0), [1.0, 2.0]), 20.0);
    assert_eq!(by_data::derivative(2.0, Some(3.0)), 12.0);
    // x³ + 2x² + 4x + 5x, and 5x in place of x³.
    assert_eq!(twice::derivative(2.0, true), 29.0);
    assert_eq!(twice::second_derivative(2.0, true), 16.0);
    assert_eq!(twice::derivative(2.0, false), 22.0);
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Line {
    slope: f64,
    offset: f64,
}

#[differentiable]
fn crossing(#[active] line: &Line) -> Option<f64> {
    if line.slope == 0.0 { None } else { Some(-line.offset / line.slope) }
}

#[differentiable]
fn distance(#[active] line: &Line) -> f64 {
    crossing(line).map_or(0.0, |x| x * x)
}

/// `(offset / slope)²`
#[test]
fn of_structs() {
    let line = Line { slope: 2.0, offset: 4.0 };
    assert_eq!(distance::gradient(&line), Line { slope: -4.0, offset: 2.0 });
    assert_eq!(distance::hessian(&line), [6.0, -2.0, -2.0, 0.5]);
    assert_eq!(distance::gradient(&Line { slope: 0.0, ..line }), Line { slope: 0.0, offset: 0.0 });
}

#[differentiable]
fn grown(x: &mut f64) -> Option<f64> {
    if *x > 1.0 {
        *x *= 2.0;
        Some(*x * 3.0)
    } else {
        None
    }
}

#[differentiable]
fn grown_once(x: f64) -> f64 {
    let mut y = x * x;
    let a = grown(&mut y);
    y * a.unwrap_or(x)
}

/// `2x²` times `6x²`, or `x²` times `x`.
#[test]
fn beside_what_is_written() {
    assert_eq!(grown_once::derivative(2.0), 384.0);
    assert_eq!(grown_once::derivative(0.5), 0.75);
}

struct Spring {
    k: f64,
}

#[differentiable]
impl Spring {
    fn pull(&self, x: f64) -> Option<f64> {
        if x > 0.0 { Some(self.k * x) } else { None }
    }

    fn energy(&self, x: f64) -> f64 {
        match self.pull(x) {
            Some(force) => 0.5 * force * x,
            None => 0.0,
        }
    }
}

#[test]
fn methods() {
    let spring = Spring { k: 4.0 };
    assert_eq!(spring.energy_derivative(3.0), 12.0);
    assert_eq!(spring.energy_derivative(-3.0), 0.0);
}

#[differentiable]
fn indexed(x: f64) -> (f64, usize) {
    if x > 0.0 { (x * x, 1) } else { (x, 0) }
}

#[differentiable]
fn of_indexed(xs: &[f64]) -> f64 {
    let (value, _) = indexed(xs[0]);
    let (_, at) = indexed(xs[0]);
    value * xs[at]
}

#[differentiable]
fn several(x: f64, n: usize) -> (f64, Vec<f64>, [f64; 40]) {
    let mut powers = vec![x; n];
    for i in 1..n {
        powers[i] = powers[i - 1] * x;
    }
    (x * x, powers, [x * x * x; 40])
}

#[differentiable]
fn of_several(x: f64) -> f64 {
    let (square, ..): (f64, Vec<f64>, [f64; 40]) = several(x, 4);
    let (_, powers, _): (f64, Vec<f64>, [f64; 40]) = several(x, 3);
    square * powers[2]
}

#[differentiable]
fn maybe_several(x: f64, y: f64) -> Option<(f64, [f64; 2])> {
    if x * y > 10.0 { None } else { Some((x * y, [x, y * y])) }
}

#[differentiable]
fn of_maybe_several(x: f64) -> f64 {
    maybe_several(x, 9.0 + x).map(|(p, _)| p).unwrap_or(x * x)
}

#[test]
fn parts_that_nobody_looks_at() {
    // x⁵; x(9 + x), and x² beyond.
    assert_eq!((of_several::derivative(2.0), of_several::second_derivative(2.0)), (80.0, 160.0));
    assert_eq!((of_maybe_several::derivative(0.5), of_maybe_several::second_derivative(0.5)), (10.0, 2.0));
    assert_eq!((of_maybe_several::derivative(3.0), of_maybe_several::second_derivative(3.0)), (6.0, 2.0));
    assert_eq!(of_indexed::gradient(&[2.0, 3.0]), [12.0, 4.0]);
    assert_eq!(of_indexed::gradient(&[-2.0, 3.0]), [-4.0, 0.0]);
}

fn close(found: &[f64], expected: &[f64]) {
    let close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-14 * a.abs().max(b.abs()).max(1.0);
    assert!(found.len() == expected.len() && found.iter().zip(expected).all(close), "{found:?} {expected:?}");
}
