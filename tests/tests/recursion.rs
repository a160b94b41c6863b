//! Functions that call themselves, or each other in circles (C19). Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]
// What is tested is recursion, also where a loop would do.
#![allow(clippy::only_used_in_recursion)]

use chainrule::differentiable;

/// C19: `x` to the power `n`.
#[differentiable]
fn power(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * power(x, n - 1) }
}

#[test]
fn c19_power() {
    assert_eq!(power::value_and_derivative(2.0, 5), (32.0, 80.0));
    assert_eq!(power::second_derivative(2.0, 5), 160.0);
    assert_eq!(power::value_and_derivative(2.0, 0), (1.0, 0.0));
    assert_eq!(power::second_derivative(2.0, 1), 0.0);
    assert_eq!(power::jvp(2.0, 5, 0.5), 40.0);
    assert_eq!(power::vjp(2.0, 5, 0.5), 40.0);
}

/// The twin has another name.
#[differentiable(name = Power)]
fn named(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * self::named(x, n - 1) }
}

#[test]
fn c19_the_twin_has_another_name() {
    assert_eq!(Power::value_and_derivative(2.0, 5), (32.0, 80.0));
    assert_eq!(Power::second_derivative(2.0, 5), 160.0);
}

/// Sum of squares from `i` on.
#[differentiable]
fn squares(x: &[f64], i: usize) -> f64 {
    if i == x.len() { 0.0 } else { x[i] * x[i] + squares(x, i + 1) }
}

/// Product of all elements, halved at each turn: two calls of itself.
#[differentiable]
fn product<const N: usize>(x: &[f64; N], from: usize, to: usize) -> f64 {
    if from >= to {
        return 1.0;
    }
    if to - from == 1 {
        return x[from];
    }
    let middle = (from + to) / 2;
    product(x, from, middle) * product(x, middle, to)
}

#[test]
fn c19_of_arrays() {
    let x = [1.0, 2.0, 3.0];
    assert_eq!(squares::value_and_gradient(&x, 0), (14.0, vec![2.0, 4.0, 6.0]));
    assert_eq!(squares::value_and_gradient(&x, 1), (13.0, vec![0.0, 4.0, 6.0]));
    assert_eq!(squares::value_and_gradient(&[], 0), (0.0, vec![]));
    assert_eq!(squares::hessian(&x, 1), [0.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0]);
    assert_eq!(squares::jvp(&x, 0, &[1.0, 1.0, 1.0]), 12.0);
    assert_eq!(squares::hvp(&x, 0, &[1.0, 0.0, 1.0]), [2.0, 0.0, 2.0]);
    assert_eq!(product::value_and_gradient(&x, 0, 3), (6.0, [6.0, 3.0, 2.0]));
    assert_eq!(product::hessian(&x, 0, 3), [[0.0, 3.0, 2.0], [3.0, 0.0, 1.0], [2.0, 1.0, 0.0]]);
    assert_eq!(product::gradient(&[0.0, 2.0, 3.0, 4.0], 0, 4), [24.0, 0.0, 0.0, 0.0]);
}

/// Ackermann's brother: an argument of the call is a call.
#[differentiable]
fn nested(x: f64, n: u32) -> f64 {
    if n == 0 {
        return x * x;
    }
    let inner = nested(x, n - 1);
    nested(inner, 0) + x
}

/// Inside of loops and branches.
#[differentiable]
fn tree(x: f64, depth: u32) -> f64 {
    let mut sum = x;
    for k in 0..depth {
        if k % 2 == 0 {
            sum += x * tree(x, k);
        } else {
            sum *= tree(sum, 0);
        }
    }
    sum
}

#[test]
fn c19_in_loops_and_of_calls() {
    // ((x² )² + x)² + x at n = 2: with a = x⁴ + x, a' = 4x³ + 1, a'' = 12x².
    let (x, a, d) = (0.5_f64, 0.5625_f64, 1.5);
    assert_eq!(nested::value_and_derivative(x, 2), (a * a + x, 2.0 * a * d + 1.0));
    assert_eq!(nested::second_derivative(x, 2), 2.0 * d * d + 2.0 * a * 3.0);
    // tree(x, 0) = x, so depth 1: x + x²; depth 2: (x + x²)²; depth 3: that + x tree(x, 2) = (1 + x) (x + x²)² = x² (1 + x)³.
    let cube = (1.0 + x).powi(3);
    assert_eq!(tree(x, 3), x * x * cube);
    let first = 2.0 * x * cube + 3.0 * x * x * (1.0 + x).powi(2);
    let second = 2.0 * cube + 12.0 * x * (1.0 + x).powi(2) + 6.0 * x * x * (1.0 + x);
    assert_eq!(tree::value_and_derivative(x, 3), (x * x * cube, first));
    assert_eq!(tree::second_derivative(x, 3), second);
    tree::check(1.25, 5);
}

/// A vector result, and a parameter that is constant at the inner call.
#[differentiable]
fn rotated(p: [f64; 2], angle: f64, turns: u32) -> [f64; 2] {
    if turns == 0 {
        return p;
    }
    let (s, c) = angle.sin_cos();
    rotated([c * p[0] - s * p[1], s * p[0] + c * p[1]], angle, turns - 1)
}

#[test]
fn c19_of_vectors() {
    let jacobian = rotated::jacobian([1.0, 2.0], 0.25, 4);
    let (s, c) = 1.0_f64.sin_cos();
    let expected = [[c, -s, 4.0 * (-s - 2.0 * c)], [s, c, 4.0 * (c - 2.0 * s)]];
    for (row, wanted) in jacobian.iter().flatten().zip(expected.iter().flatten()) {
        assert!((row - wanted).abs() < 1e-14, "{jacobian:?}");
    }
    let (dp, angle) = rotated::vjp([1.0, 2.0], 0.25, 4, &[1.0, 0.0]);
    for (entry, wanted) in dp.iter().chain([&angle]).zip(&expected[0]) {
        assert!((entry - wanted).abs() < 1e-14, "{dp:?} {angle} {expected:?}");
    }
}

/// In circles.
#[differentiable]
fn even(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * odd(x, n - 1) }
}

#[differentiable]
fn odd(x: f64, n: u32) -> f64 {
    if n == 0 { x } else { even(x, n - 1) + x }
}

#[test]
fn c19_in_circles() {
    // even(x, 5) = x odd(4) = x (even(3) + x) = x (x (x (x + x) + x + x)...): by hand
    // odd(0) = x, even(1) = x², odd(2) = x² + x, even(3) = x³ + x², odd(4) = x³ + x² + x, even(5) = x⁴ + x³ + x².
    let x = 2.0;
    assert_eq!(even::value_and_derivative(x, 5), (28.0, 32.0 + 12.0 + 4.0));
    assert_eq!(even::second_derivative(x, 5), 48.0 + 12.0 + 2.0);
    assert_eq!(odd::value_and_derivative(x, 4), (14.0, 17.0));
    assert_eq!(odd::second_derivative(x, 4), 14.0);
}

/// A circle of three, closed in the middle, of a function that says so itself.
mod three {
    use chainrule::differentiable;

    #[differentiable]
    pub(super) fn first(x: f64, n: u32) -> f64 {
        if n == 0 { x } else { second(x, n - 1) * x }
    }

    #[differentiable]
    pub(super) fn third(x: f64, n: u32) -> f64 {
        if n == 0 { x * x } else { first(x, n - 1) + x }
    }

    #[differentiable(recursive)]
    pub(super) fn second(x: f64, n: u32) -> f64 {
        if n == 0 { 1.0 } else { third(x, n - 1) }
    }
}

#[test]
fn c19_in_a_circle_of_three() {
    // first(4) = x second(3) = x third(2) = x (first(1) + x) = x (x second(0) + x) = 2 x²
    assert_eq!(three::first::value_and_derivative(3.0, 4), (18.0, 12.0));
    assert_eq!(three::first::second_derivative(3.0, 4), 4.0);
    // third(3) = first(2) + x = x second(1) + x = x third(0) + x = x³ + x
    assert_eq!(three::third::value_and_derivative(2.0, 3), (10.0, 13.0));
    assert_eq!(three::second::second_derivative(2.0, 4), 12.0);
}

#[differentiable]
fn single(x: f32, n: u32) -> f32 {
    if n == 0 { 1.0 } else { x * single(x, n - 1) }
}

#[test]
fn c19_in_single_precision() {
    assert_eq!(single::value_and_derivative(2.0, 5), (32.0, 80.0));
}

mod counted {
    use std::cell::Cell;

    use chainrule::differentiable;

    thread_local! {
        static TURNS: Cell<usize> = const { Cell::new(0) };
    }

    /// Has no derivative, and is counted.
    fn tick(n: u32) -> u32 {
        TURNS.with(|turns| turns.set(turns.get() + 1));
        n
    }

    #[differentiable]
    fn power(x: f64, n: u32) -> f64 {
        if tick(n) == 0 { 1.0 } else { x * power(x, n - 1) }
    }

    fn turns<T>(run: impl FnOnce() -> T) -> usize {
        TURNS.with(|turns| turns.set(0));
        run();
        TURNS.with(Cell::get)
    }

    /// The body of each call runs once, whatever the depth.
    #[test]
    fn c19_costs_a_constant_times_the_value() {
        for depth in [1, 10, 100] {
            let once = turns(|| power(1.5, depth));
            assert_eq!(once, depth as usize + 1);
            assert_eq!(turns(|| power::value_and_derivative(1.5, depth)), once);
            assert_eq!(turns(|| power::second_derivative(1.5, depth)), once);
        }
    }

    /// As deep as the function itself goes, give or take a factor.
    #[test]
    fn c19_is_as_deep_as_the_function() {
        assert_eq!(power::value_and_derivative(1.0, 2000), (1.0, 2000.0));
        assert_eq!(power::second_derivative(1.0, 2000), 2000.0 * 1999.0);
    }
}
