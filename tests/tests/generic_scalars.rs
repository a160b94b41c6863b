//! Functions of a generic scalar: their derivatives are those of the instance for `f64`.

#![allow(clippy::style, clippy::complexity, clippy::pedantic, reason = "programs as people write them")]

use std::iter::Sum;
use std::ops::{Add, Mul, Sub};

use chainrule::differentiable;
use num_traits::{Float, FloatConst, FromPrimitive};

#[differentiable]
fn rosenbrock<T: Float>(x: T, y: T) -> T {
    let one = T::one();
    let hundred = T::from(100.0).unwrap();
    (one - x).powi(2) + hundred * (y - x * x).powi(2)
}

#[test]
fn num_traits_float() {
    let gradient = rosenbrock::gradient(-1.2, 1.0);
    assert!((gradient[0] + 215.6).abs() < 1e-12 && (gradient[1] + 88.0).abs() < 1e-12, "{gradient:?}");
    rosenbrock::check(-1.2, 1.0);
    assert_eq!(rosenbrock(1.0_f32, 1.0), 0.0);
}

/// Bounds in a `where` clause, slices, sums, a constant and a number made of a count.
#[differentiable]
fn density<T>(xs: &[T], mean: T, width: T) -> T
where
    T: Float + FloatConst + FromPrimitive + Sum,
{
    let n = T::from_usize(xs.len()).unwrap();
    let half = T::from(1).unwrap() / (T::one() + T::one());
    let squares: T = xs.iter().map(|&x| ((x - mean) / width).powi(2)).sum();
    let mut log = -half * squares - n * width.ln();
    log = log - n * half * (T::PI() + T::PI()).ln();
    if log > T::neg_infinity() { log } else { T::zero() }
}

#[test]
fn where_clauses_and_constants() {
    density::check(&[0.3, 1.2, -0.4], 0.5, 1.3);
    let (value, _) = density::value_and_gradient(&[0.3, 1.2, -0.4], 0.5, 1.3);
    assert_eq!(value.to_bits(), density(&[0.3, 1.2, -0.4], 0.5, 1.3_f64).to_bits());
}

/// Operators alone, and a length beside the scalar.
#[differentiable]
fn dot<T: Copy + Default + Add<Output = T> + Mul<Output = T>, const N: usize>(a: &[T; N], b: &[T; N]) -> T {
    let mut sum = T::default();
    for i in 0..N {
        sum = sum + a[i] * b[i];
    }
    sum
}

#[test]
fn operators_alone() {
    assert_eq!(dot::gradient(&[1.0, 2.0], &[3.0, 4.0]), ([3.0, 4.0], [1.0, 2.0]));
    assert_eq!(dot(&[1_i32, 2], &[3, 4]), 11);
}

#[differentiable]
fn lerp<T: Copy + From<f32> + Sub<Output = T> + Add<Output = T> + Mul<Output = T>>(a: T, b: T, t: T) -> T {
    let one: T = 1.0_f32.into();
    a * (one - t) + b * t
}

/// Calls between generic functions, with and without their type.
#[differentiable]
fn bilinear<T: Float + From<f32>>(x: T, y: T) -> T {
    let top: T = lerp::<T>(T::zero(), x * y, x);
    lerp(top, rosenbrock::<T>(x, y), y)
}

#[differentiable]
fn of_numbers(x: f64) -> f64 {
    bilinear::<f64>(x, 2.0) + dot::<f64, 2>(&[x, x * x], &[x, 3.0])
}

#[test]
fn generic_functions_in_calls() {
    bilinear::check(0.7, 1.3);
    of_numbers::check(0.7);
}

/// A loop to convergence on a tolerance that the type gives.
#[differentiable]
fn square_root<T: Float>(a: T) -> T {
    let two = T::from(2.0).expect("two is a float");
    let mut x = a;
    let tolerance = T::epsilon().sqrt();
    while (x * x - a).abs() > tolerance * a {
        x = (x + a / x) / two;
    }
    (x + a / x) / two
}

#[test]
fn loops_on_a_generic_scalar() {
    assert!((square_root::derivative(2.0) - 0.5 / 2.0_f64.sqrt()).abs() < 1e-15);
    assert!((square_root::second_derivative(2.0) + 0.25 / 2.0_f64.powf(1.5)).abs() < 1e-8);
}

/// The trait of this crate.
#[differentiable]
fn own_trait<T: chainrule::Float>(x: T, y: T) -> T {
    let half = T::from_f64(0.5);
    if x.is_nan() || y > T::max_value() {
        return T::zero();
    }
    let (s, c) = x.sin_cos();
    half * s.powi(2) + c.max(y).hypot(T::one()) * T::PI() + (x * y).abs().sqrt().mul_add(half, y.rem_euclid(T::TAU()))
}

#[test]
fn bounded_by_the_trait_of_this_crate() {
    own_trait::check(0.7, 1.3);
    let (value, _) = own_trait::value_and_gradient(0.7, 1.3);
    assert_eq!(value, own_trait(0.7, 1.3));
    assert!((f64::from(own_trait(0.7_f32, 1.3_f32)) - value).abs() < 1e-5);
}

/// Functions of the trait by their paths.
#[differentiable]
fn by_paths<T: Float>(a: T, b: T) -> T {
    let (s, c) = T::sin_cos(b);
    a * s + T::exp(c) + num_traits::Float::exp(a) + Float::powi(b, 3) + <T as Float>::max(a, b)
}

#[differentiable]
fn plain_by_paths(a: f64, b: f64) -> f64 {
    Float::sin(a) * num_traits::Float::powf(a, b)
}

#[test]
fn functions_of_the_trait_by_their_paths() {
    let (a, b) = (0.3_f64, 0.6_f64);
    let gradient = by_paths::gradient(a, b);
    let expected = [b.sin() + a.exp(), a * b.cos() - b.sin() * b.cos().exp() + 3.0 * b * b + 1.0];
    assert!(gradient.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-14), "{gradient:?}");
    by_paths::check(a, b);
    plain_by_paths::check(a, b);
    assert_eq!(by_paths::value_and_gradient(a, b).0.to_bits(), by_paths(a, b).to_bits());
}

/// The number as an `f64`, by either trait.
#[differentiable]
fn converted<T: Float + num_traits::ToPrimitive>(a: T, b: T) -> T {
    let k = b.to_f64().unwrap();
    if k > 0.0 { a * b + T::from(k * 2.0).unwrap() } else { a }
}

#[differentiable]
fn converted_by_the_own_trait<T: chainrule::Float>(a: T, b: T) -> T {
    T::from_f64(a.to_f64() * 2.0) * b + chainrule::Float::sin(a)
}

#[test]
fn conversions_have_the_derivative_one() {
    assert_eq!(converted::gradient(0.3, 0.6), [0.6, 2.3]);
    assert_eq!(converted::hessian(0.3, 0.6), [[0.0, 1.0], [1.0, 0.0]]);
    converted_by_the_own_trait::check(0.3, 0.6);
}
