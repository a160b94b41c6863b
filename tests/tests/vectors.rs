//! Functions with several results: arrays, tuples and `Vec`s of them. Numbers are worked out by hand.

// Directions are taken by reference too.
#![allow(clippy::needless_borrows_for_generic_args)]

use chainrule::differentiable;
use chainrule_tests::{rows, same_bits};

// ---- polar coordinates turned about, scaled: r = [x y, x^2, y^3]

#[differentiable]
fn array(x: f64, y: f64) -> [f64; 3] {
    [x * y, x * x, y * y * y]
}

#[differentiable]
fn tuple(x: f64, y: f64) -> (f64, f64, f64) {
    (x * y, x * x, y * y * y)
}

#[differentiable]
fn of_array(p: &[f64; 2]) -> [f64; 3] {
    [p[0] * p[1], p[0] * p[0], p[1] * p[1] * p[1]]
}

#[differentiable]
fn of_one(x: f64) -> [f64; 2] {
    [x * x, x * x * x]
}

const J: [[f64; 2]; 3] = [[2.0, 3.0], [6.0, 0.0], [0.0, 12.0]];

rows! {
    array_jacobian: array::jacobian(3.0, 2.0) => J;
    array_value_and_jacobian: array::value_and_jacobian(3.0, 2.0) => ([6.0, 9.0, 8.0], J);
    array_jvp: array::jvp(3.0, 2.0, [1.0, 0.5]) => [3.5, 6.0, 6.0];
    array_value_and_jvp: array::value_and_jvp(3.0, 2.0, [1.0, 0.5]) => ([6.0, 9.0, 8.0], [3.5, 6.0, 6.0]);
    array_vjp: array::vjp(3.0, 2.0, [1.0, 2.0, 0.5]) => [14.0, 9.0];
    array_vjp_borrowed: array::vjp(3.0, 2.0, &[1.0, 2.0, 0.5]) => [14.0, 9.0];
    array_value_and_vjp: array::value_and_vjp(3.0, 2.0, [1.0, 2.0, 0.5]) => ([6.0, 9.0, 8.0], [14.0, 9.0]);
    tuple_jacobian: tuple::jacobian(3.0, 2.0) => J;
    tuple_value_and_jacobian: tuple::value_and_jacobian(3.0, 2.0) => ((6.0, 9.0, 8.0), J);
    tuple_jvp: tuple::jvp(3.0, 2.0, [1.0, 0.5]) => (3.5, 6.0, 6.0);
    tuple_vjp: tuple::vjp(3.0, 2.0, (1.0, 2.0, 0.5)) => [14.0, 9.0];
    of_array_jacobian: of_array::jacobian(&[3.0, 2.0]) => J;
    of_array_jvp: of_array::jvp(&[3.0, 2.0], [1.0, 0.5]) => [3.5, 6.0, 6.0];
    of_array_vjp: of_array::vjp(&[3.0, 2.0], [1.0, 2.0, 0.5]) => [14.0, 9.0];
    of_one_derivative: of_one::derivative(3.0) => [6.0, 27.0];
    of_one_value_and_derivative: of_one::value_and_derivative(3.0) => ([9.0, 27.0], [6.0, 27.0]);
    of_one_vjp: of_one::vjp(3.0, [1.0, 2.0]) => 60.0;
}

// ---- arrays of any length: y_i = x_i x_{n-1-i}

/// The length is in one of two parameters.
#[differentiable]
fn stretched<const N: usize>(x: &[f64; N], s: f64) -> [f64; N] {
    x.map(|x| x * s)
}

#[test]
fn generic_lengths_beside_numbers() {
    let (bars, s_bar) = stretched::vjp(&[1.0, 2.0, 3.0], 4.0, &[1.0, 10.0, 100.0]);
    assert_eq!((bars, s_bar), ([4.0, 40.0, 400.0], 321.0));
}

#[differentiable]
fn generic<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let mut y = [0.0; N];
    for i in 0..N {
        y[i] = x[i] * x[N - 1 - i];
    }
    y
}

#[differentiable]
fn slice(x: &[f64]) -> Vec<f64> {
    let n = x.len();
    let mut y = vec![0.0; n];
    for i in 0..n {
        y[i] = x[i] * x[n - 1 - i];
    }
    y
}

const X: [f64; 3] = [2.0, 3.0, 5.0];
const Y: [f64; 3] = [10.0, 9.0, 10.0];
const JACOBIAN: [[f64; 3]; 3] = [[5.0, 0.0, 2.0], [0.0, 6.0, 0.0], [5.0, 0.0, 2.0]];

rows! {
    generic_jacobian: generic::jacobian(&X) => JACOBIAN;
    generic_value_and_jacobian: generic::value_and_jacobian(&X) => (Y, JACOBIAN);
    generic_jvp: generic::jvp(&X, [1.0, 2.0, 0.0]) => [5.0, 12.0, 5.0];
    generic_vjp: generic::vjp(&X, [1.0, 2.0, 3.0]) => [20.0, 12.0, 8.0];
    slice_jacobian: slice::jacobian(&X) => JACOBIAN.as_flattened().to_vec();
    slice_value_and_jacobian: slice::value_and_jacobian(&X) => (Y.to_vec(), JACOBIAN.as_flattened().to_vec());
    slice_jacobian_into: { let mut j = [f64::NAN; 9]; slice::jacobian_into(&X, &mut j); j.to_vec() } => JACOBIAN.as_flattened().to_vec();
    slice_value_and_jacobian_into: { let mut j = [f64::NAN; 9]; (slice::value_and_jacobian_into(&X, &mut j), j.to_vec()) }
        => (Y.to_vec(), JACOBIAN.as_flattened().to_vec());
    slice_jvp: slice::jvp(&X, &[1.0, 2.0, 0.0]) => vec![5.0, 12.0, 5.0];
    slice_value_and_jvp: slice::value_and_jvp(&X, &[1.0, 2.0, 0.0]) => (Y.to_vec(), vec![5.0, 12.0, 5.0]);
    slice_vjp: slice::vjp(&X, &[1.0, 2.0, 3.0]) => vec![20.0, 12.0, 8.0];
    slice_value_and_vjp: slice::value_and_vjp(&X, &[1.0, 2.0, 3.0]) => (Y.to_vec(), vec![20.0, 12.0, 8.0]);
    slice_value_and_vjp_into: { let mut g = [f64::NAN; 3]; (slice::value_and_vjp_into(&X, &[1.0, 2.0, 3.0], &mut g), g.to_vec()) }
        => (Y.to_vec(), vec![20.0, 12.0, 8.0]);
}

// ---- mixed parameters, matrices, single precision

#[differentiable]
fn mixed(a: f64, x: &[f64; 2]) -> [f64; 2] {
    [a * x[0], a * a * x[1]]
}

#[differentiable]
fn slice_to_array(a: f64, x: &[f64]) -> [f64; 2] {
    let mut r = [0.0; 2];
    for i in 0..x.len() {
        r[i % 2] += a * x[i] * x[i];
    }
    r
}

#[differentiable]
fn rotation(angle: f64, scale: f64) -> [[f64; 2]; 2] {
    let (s, c) = angle.sin_cos();
    [[scale * c, -scale * s], [scale * s, scale * c]]
}

#[differentiable]
fn single(x: f32, y: f32) -> [f32; 2] {
    [x * y, x * x]
}

/// Several numbers of a slice: the rows are counted before they are multiplied.
#[differentiable]
fn sum_and_product(x: &[f64]) -> (f64, f64) {
    (x.iter().sum(), x.iter().product())
}

#[differentiable]
fn early(x: f64, y: f64) -> [f64; 2] {
    if x > y {
        return [x, y];
    }
    let mut r = [0.0; 2];
    r[0] = x * y;
    r
}

rows! {
    mixed_jacobian: mixed::jacobian(3.0, &[2.0, 5.0]) => [[2.0, 3.0, 0.0], [30.0, 0.0, 9.0]];
    mixed_jvp: mixed::jvp(3.0, &[2.0, 5.0], (1.0, [0.0, 2.0])) => [2.0, 48.0];
    mixed_vjp: mixed::vjp(3.0, &[2.0, 5.0], [1.0, 2.0]) => (62.0, [3.0, 18.0]);
    slice_to_array_jacobian: slice_to_array::jacobian(3.0, &[1.0, 2.0, 5.0]) => vec![26.0, 6.0, 0.0, 30.0, 4.0, 0.0, 12.0, 0.0];
    slice_to_array_vjp: slice_to_array::vjp(3.0, &[1.0, 2.0, 5.0], [1.0, 0.5]) => (28.0, vec![6.0, 6.0, 30.0]);
    rotation_jacobian: rotation::jacobian(0.0, 2.0) => [[0.0, 1.0], [-2.0, 0.0], [2.0, 0.0], [0.0, 1.0]];
    rotation_jvp: rotation::jvp(0.0, 2.0, [1.0, 0.5]) => [[0.5, -2.0], [2.0, 0.5]];
    rotation_vjp: rotation::vjp(0.0, 2.0, [[1.0, 2.0], [3.0, 4.0]]) => [2.0, 5.0];
    single_jacobian: single::jacobian(3.0, 2.0) => [[2.0f32, 3.0], [6.0, 0.0]];
    several_of_a_slice: sum_and_product::jacobian(&[2.0, 3.0, 4.0]) => vec![1.0, 1.0, 1.0, 12.0, 8.0, 6.0];
    early_taken: early::jacobian(3.0, 2.0) => [[1.0, 0.0], [0.0, 1.0]];
    early_not_taken: early::jacobian(2.0, 3.0) => [[3.0, 2.0], [0.0, 0.0]];
}

same_bits! {
    bits_array: [array::value_and_jacobian(0.3, 0.7).0, array::value_and_jvp(0.3, 0.7, [1.0; 2]).0, array::value_and_vjp(0.3, 0.7, [1.0; 3]).0]
        => [array(0.3, 0.7); 3];
    bits_tuple: [tuple::value_and_jacobian(0.3, 0.7).0, tuple::value_and_vjp(0.3, 0.7, (1.0, 1.0, 1.0)).0] => [tuple(0.3, 0.7); 2];
    bits_generic: generic::value_and_jacobian(&[0.3, 0.7]).0 => generic(&[0.3, 0.7]);
    bits_rotation: rotation::value_and_jacobian(0.3, 0.7).0 => rotation(0.3, 0.7);
    bits_slice: [slice::value_and_jacobian(&[0.3, 0.7]).0, slice::value_and_vjp(&[0.3, 0.7], &[1.0; 2]).0] => [slice(&[0.3, 0.7]), slice(&[0.3, 0.7])];
}

/// A length that does not match panics, and the message names both sides with their lengths.
#[test]
fn lengths_are_compared() {
    type Run = fn(&mut [f64]);
    let cases: [(&str, Run, [&str; 3]); 4] = [
        ("jacobian_into", |out| slice::jacobian_into(&X, out), ["j", "2", "9"]),
        (
            "jvp",
            |_| {
                let _ = slice::jvp(&X, &X[1..]);
            },
            ["v", "2", "3"],
        ),
        (
            "value_and_vjp_into",
            |out| {
                let _ = slice::value_and_vjp_into(&X, &X, out);
            },
            ["g", "2", "3"],
        ),
        (
            "vjp",
            |_| {
                let _ = slice::vjp(&X, &X[1..]);
            },
            ["w", "2", "3"],
        ),
    ];
    for (name, run, words) in cases {
        let payload = std::panic::catch_unwind(|| run(&mut [0.0; 2])).expect_err(name);
        let message = payload.downcast_ref::<String>().expect("a message");
        let said: Vec<&str> = message.split(|c: char| !c.is_alphanumeric()).collect();
        assert!(words.iter().all(|word| said.contains(word)), "{name}: {message}");
    }
}
