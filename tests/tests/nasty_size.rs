//! Long functions, made by macros: rows S01 to S10 of the catalogue, in the sizes that a test can compile. What is expected is
//! computed by a loop over the formula.
#![recursion_limit = "1024"]
#![allow(clippy::assign_op_pattern, clippy::let_and_return)]

use approx::{assert_relative_eq, assert_ulps_eq};
use chainrule::differentiable;

/// Doubles the tokens once for each underscore, and hands them to a macro with the name that they use.
macro_rules! doubled {
    ([] [$($token:tt)*] $done:ident $name:ident) => { $done! { $name $($token)* } };
    ([_ $($more:tt)*] [$($token:tt)*] $done:ident $name:ident) => {
        doubled! { [$($more)*] [$($token)* $($token)*] $done $name }
    };
}

macro_rules! statements {
    ($t:ident $($token:tt)*) => {
        #[differentiable(derivative, jvp)]
        fn many_statements(x: f64) -> f64 {
            let mut $t = x;
            $($token)*
            $t
        }
    };
}

macro_rules! sum {
    ($x:ident $($token:tt)*) => {
        #[differentiable]
        fn long_sum($x: f64, y: f64) -> f64 {
            y $($token)*
        }
    };
}

macro_rules! sines {
    ($x:ident $($token:tt)*) => {
        #[differentiable]
        fn chained_sines($x: f64) -> f64 {
            $x $($token)*
        }
    };
}

/// Each `let` reads the one before it.
macro_rules! squares {
    ($t:ident $($token:tt)*) => {
        #[differentiable]
        fn squares($t: f64) -> f64 {
            $($token)*
            $t
        }
    };
}

macro_rules! doubles {
    ($t:ident $($token:tt)*) => {
        #[differentiable]
        fn doubles($t: f64) -> f64 {
            $($token)*
            $t
        }
    };
}

macro_rules! branches {
    ($t:ident $($token:tt)*) => {
        #[differentiable]
        fn sequential_branches($t: f64) -> f64 {
            let mut $t = $t;
            $($token)*
            $t
        }
    };
}

doubled! { [_ _ _ _ _ _ _ _ _ _] [t = t + t * (1.0 / 1024.0);] statements t }
// Five thousand terms, near what rustc itself can take.
doubled! { [_ _ _ _ _ _ _ _ _ _] [+ x * x + x * x + x * x + x * x + x * x] sum x }
doubled! { [_ _ _ _ _ _ _ _ _ _] [.sin()] sines x }
// Forty squares, and sixty sums.
doubled! { [_ _ _] [let t = t * t; let t = t * t; let t = t * t; let t = t * t; let t = t * t;] squares t }
doubled! { [_ _] [
    let t = t + t; let t = t + t; let t = t + t; let t = t + t; let t = t + t; let t = t + t; let t = t + t; let t = t + t;
    let t = t + t; let t = t + t; let t = t + t; let t = t + t; let t = t + t; let t = t + t; let t = t + t;
] doubles t }
doubled! { [_ _ _ _ _] [if t > 1.0 { t = t * 0.5; } else { t = t * t + 0.5; }] branches t }

/// A level of one construct around what is there, for each underscore.
macro_rules! nested {
    ($name:ident $construct:ident $x:ident [] $inner:tt) => {
        #[differentiable]
        fn $name($x: f64) -> f64 $inner
    };
    ($name:ident sums $x:ident [_ $($more:tt)*] {$($inner:tt)*}) => {
        nested! { $name sums $x [$($more)*] { (0.5 * ($($inner)*)) } }
    };
    ($name:ident branches $x:ident [_ $($more:tt)*] $inner:tt) => {
        nested! { $name branches $x [$($more)*] { if $x > 0.0 { $x * $inner } else { -$x } } }
    };
}

// Two levels for each, and that of the body.
nested! { nested_parentheses sums x [
    _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _
    _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _
    _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _
] {x} }
nested! { nested_branches branches x [_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _] {x} }

#[test]
fn s01_a_thousand_statements() {
    let expected = (1.0 + 1.0f64 / 1024.0).powi(1024);
    assert_relative_eq!(many_statements::derivative(3.0), expected, max_relative = 1e-12);
    assert_relative_eq!(many_statements::jvp(3.0, 1.0), expected, max_relative = 1e-12);
    assert_eq!(many_statements::value_and_derivative(3.0).0.to_bits(), many_statements(3.0).to_bits());
}

#[test]
fn s02_five_thousand_terms() {
    assert_eq!(long_sum::gradient(3.0, 2.0), [30_720.0, 1.0]);
    assert_eq!(long_sum::jvp(3.0, 2.0, [1.0, 2.0]), 30_722.0);
    assert_eq!(long_sum::hessian(3.0, 2.0), [[10_240.0, 0.0], [0.0, 0.0]]);
    assert_eq!(long_sum::value_and_gradient(0.3, 0.7).0.to_bits(), long_sum(0.3, 0.7).to_bits());
}

#[test]
fn s04_a_thousand_sines() {
    let (mut t, mut slope) = (1.2f64, 1.0);
    for _ in 0..1024 {
        slope *= t.cos();
        t = t.sin();
    }
    assert_relative_eq!(chained_sines::derivative(1.2), slope, max_relative = 1e-12);
    assert_relative_eq!(chained_sines::jvp(1.2, 1.0), slope, max_relative = 1e-12);
    assert_eq!(chained_sines::value_and_derivative(1.2).0.to_bits(), chained_sines(1.2).to_bits());
}

/// x^(2^40) near 1: the derivative is 2^40 x^(2^40 - 1).
#[test]
fn s05_forty_squares() {
    let x = 1.0 + 2f64.powi(-42);
    let expected = 2f64.powi(40) * squares(x) / x;
    assert_ulps_eq!(squares::derivative(x), expected, max_ulps = 64);
    assert_ulps_eq!(squares::jvp(x, 1.0), expected, max_ulps = 64);
}

#[test]
fn s05_sixty_sums() {
    let expected = 2f64.powi(60);
    assert_eq!(doubles::value_and_derivative(3.0), (3.0 * expected, expected));
    assert_eq!((doubles::jvp(3.0, 2.0), doubles::second_derivative(3.0)), (2.0 * expected, 0.0));
}

#[test]
fn s07_branches_one_after_the_other() {
    let (mut t, mut slope) = (0.9f64, 1.0);
    for _ in 0..32 {
        slope *= if t > 1.0 { 0.5 } else { 2.0 * t };
        t = if t > 1.0 { t * 0.5 } else { t * t + 0.5 };
    }
    assert_relative_eq!(sequential_branches::derivative(0.9), slope, max_relative = 1e-12);
    assert_eq!(sequential_branches::value_and_derivative(0.9).0.to_bits(), t.to_bits());
}

#[test]
fn s03_and_s07_nested() {
    assert_eq!(nested_parentheses::derivative(3.0), 0.5f64.powi(125));
    assert_eq!(nested_parentheses::jvp(3.0, 2.0), 0.5f64.powi(124));
    assert_eq!(nested_branches::derivative(1.0), 31.0);
    assert_eq!(nested_branches::derivative(-1.0), -1.0);
}
