//! Every shape of function and everything that its twin offers. Numbers are worked out by hand.

use chainrule::differentiable;
use chainrule_tests::{rows, same_bits};

// ---- one number: f = x^3 c

#[differentiable]
fn scalar(x: f64, #[constant] c: f64, n: i32) -> f64 {
    x.powi(n) * c
}

rows! {
    scalar_derivative: scalar::derivative(2.0, 5.0, 3) => 60.0;
    scalar_value_and_derivative: scalar::value_and_derivative(2.0, 5.0, 3) => (40.0, 60.0);
    scalar_second_derivative: scalar::second_derivative(2.0, 5.0, 3) => 60.0;
    scalar_jvp: scalar::jvp(2.0, 5.0, 3, 0.5) => 30.0;
    scalar_value_and_jvp: scalar::value_and_jvp(2.0, 5.0, 3, 0.5) => (40.0, 30.0);
    scalar_vjp: scalar::vjp(2.0, 5.0, 3, 0.5) => 30.0;
    scalar_value_and_vjp: scalar::value_and_vjp(2.0, 5.0, 3, 0.5) => (40.0, 30.0);
    scalar_hvp: scalar::hvp(2.0, 5.0, 3, 0.5) => 30.0;
    scalar_gradient_and_hvp: scalar::gradient_and_hvp(2.0, 5.0, 3, 0.5) => (60.0, 30.0);
}

// ---- several numbers: f = x^2 y^3

#[differentiable]
fn several(x: f64, y: f64) -> f64 {
    x * x * y * y * y
}

rows! {
    several_gradient: several::gradient(3.0, 2.0) => [48.0, 108.0];
    several_value_and_gradient: several::value_and_gradient(3.0, 2.0) => (72.0, [48.0, 108.0]);
    several_hessian: several::hessian(3.0, 2.0) => [[16.0, 72.0], [72.0, 108.0]];
    several_value_and_hessian: several::value_and_hessian(3.0, 2.0) => (72.0, [48.0, 108.0], [[16.0, 72.0], [72.0, 108.0]]);
    several_jvp: several::jvp(3.0, 2.0, [1.0, 0.5]) => 102.0;
    several_value_and_jvp: several::value_and_jvp(3.0, 2.0, [1.0, 0.5]) => (72.0, 102.0);
    several_vjp: several::vjp(3.0, 2.0, 0.5) => [24.0, 54.0];
    several_value_and_vjp: several::value_and_vjp(3.0, 2.0, 0.5) => (72.0, [24.0, 54.0]);
    several_hvp: several::hvp(3.0, 2.0, [1.0, 0.5]) => [52.0, 126.0];
    several_gradient_and_hvp: several::gradient_and_hvp(3.0, 2.0, [1.0, 0.5]) => ([48.0, 108.0], [52.0, 126.0]);
}

// ---- arrays: f = sum of x_i^2 x_{i+1}, borrowed, owned, of any length, and a slice

macro_rules! chain {
    ($name:ident [$($n:ident)?] $ty:ty) => {
        #[differentiable]
        fn $name$(<const $n: usize>)?(x: $ty) -> f64 {
            let mut s = 0.0;
            for i in 0..x.len() - 1 {
                s += x[i] * x[i] * x[i + 1];
            }
            s
        }
    };
}

chain! { borrowed [] &[f64; 3] }
chain! { owned [] [f64; 3] }
chain! { generic [N] &[f64; N] }
chain! { generic_owned [N] [f64; N] }
chain! { slice [] &[f64] }

const X: [f64; 3] = [1.0, 2.0, 3.0];
const V: [f64; 3] = [1.0, -1.0, 0.5];
const VALUE: f64 = 14.0;
const GRADIENT: [f64; 3] = [4.0, 13.0, 4.0];
const HESSIAN: [[f64; 3]; 3] = [[4.0, 2.0, 0.0], [2.0, 6.0, 4.0], [0.0, 4.0, 0.0]];
const PRODUCT: [f64; 3] = [2.0, -2.0, -4.0];

macro_rules! arrays {
    ($($module:ident: $name:ident($x:expr);)*) => {$(
        mod $module {
            use super::{$name, GRADIENT, HESSIAN, PRODUCT, V, VALUE, X};

            chainrule_tests::rows! {
                gradient: $name::gradient($x) => GRADIENT;
                value_and_gradient: $name::value_and_gradient($x) => (VALUE, GRADIENT);
                hessian: $name::hessian($x) => HESSIAN;
                value_and_hessian: $name::value_and_hessian($x) => (VALUE, GRADIENT, HESSIAN);
                jvp: $name::jvp($x, V) => -7.0;
                jvp_borrowed: $name::jvp($x, &V) => -7.0;
                value_and_jvp: $name::value_and_jvp($x, V) => (VALUE, -7.0);
                vjp: $name::vjp($x, 0.5) => GRADIENT.map(|g| 0.5 * g);
                value_and_vjp: $name::value_and_vjp($x, 0.5) => (VALUE, GRADIENT.map(|g| 0.5 * g));
                hvp: $name::hvp($x, V) => PRODUCT;
                hvp_borrowed: $name::hvp($x, &V) => PRODUCT;
                gradient_and_hvp: $name::gradient_and_hvp($x, V) => (GRADIENT, PRODUCT);
            }
        }
    )*};
}

arrays! { of_borrowed: borrowed(&X); of_owned: owned(X); of_generic: generic(&X); of_generic_owned: generic_owned(X); }

/// Fills `N` numbers, having been NaN before.
fn filled<const N: usize>(fill: impl FnOnce(&mut [f64])) -> [f64; N] {
    let mut out = [f64::NAN; N];
    fill(&mut out);
    out
}

rows! {
    slice_gradient: slice::gradient(&X) => GRADIENT.to_vec();
    slice_value_and_gradient: slice::value_and_gradient(&X) => (VALUE, GRADIENT.to_vec());
    slice_gradient_into: filled(|g| slice::gradient_into(&X, g)) => GRADIENT;
    slice_value_and_gradient_into: filled(|g| assert_eq!(slice::value_and_gradient_into(&X, g), VALUE)) => GRADIENT;
    slice_hessian: slice::hessian(&X) => HESSIAN.as_flattened().to_vec();
    slice_value_and_hessian: slice::value_and_hessian(&X) => (VALUE, GRADIENT.to_vec(), HESSIAN.as_flattened().to_vec());
    slice_hessian_into: filled::<9>(|h| slice::hessian_into(&X, h)).to_vec() => HESSIAN.as_flattened().to_vec();
    slice_jvp: slice::jvp(&X, &V) => -7.0;
    slice_value_and_jvp: slice::value_and_jvp(&X, &V) => (VALUE, -7.0);
    slice_vjp: slice::vjp(&X, 0.5) => vec![2.0, 6.5, 2.0];
    slice_value_and_vjp: slice::value_and_vjp(&X, 0.5) => (VALUE, vec![2.0, 6.5, 2.0]);
    slice_hvp: slice::hvp(&X, &V) => PRODUCT.to_vec();
    slice_gradient_and_hvp: slice::gradient_and_hvp(&X, &V) => (GRADIENT.to_vec(), PRODUCT.to_vec());
    slice_hvp_into: filled(|out| slice::hvp_into(&X, &V, out)) => PRODUCT;
    slice_gradient_and_hvp_into: {
        let mut g = [f64::NAN; 3];
        (filled(|out| slice::gradient_and_hvp_into(&X, &V, &mut g, out)), g)
    } => (PRODUCT, GRADIENT);
}

/// A length that does not match panics, and the message names both sides with their lengths.
#[test]
fn lengths_are_compared() {
    type Run = fn(&mut [f64]);
    let cases: [(&str, Run, [&str; 4]); 6] = [
        ("gradient_into", |out| slice::gradient_into(&X, out), ["g", "2", "x", "3"]),
        (
            "value_and_gradient_into",
            |out| {
                slice::value_and_gradient_into(&X, out);
            },
            ["g", "2", "x", "3"],
        ),
        ("hessian_into", |out| slice::hessian_into(&X, out), ["h", "2", "parameters", "9"]),
        ("hvp_into", |out| slice::hvp_into(&X, &V, out), ["out", "2", "x", "3"]),
        (
            "hvp",
            |_| {
                let _ = slice::hvp(&X, &V[1..]);
            },
            ["v", "2", "x", "3"],
        ),
        (
            "jvp",
            |_| {
                let _ = slice::jvp(&X, &V[1..]);
            },
            ["v", "2", "x", "3"],
        ),
    ];
    for (name, run, words) in cases {
        let payload = std::panic::catch_unwind(|| run(&mut [0.0; 2])).expect_err(name);
        let message = payload.downcast_ref::<String>().expect("a message");
        let said: Vec<&str> = message.split(|c: char| !c.is_alphanumeric()).collect();
        assert!(words.iter().all(|word| said.contains(word)), "{name}: {message}");
    }
}

// ---- matrices: f = x00 x11 x01, and its transpose's like

#[differentiable]
fn matrix(x: &[[f64; 2]; 2]) -> f64 {
    x[0][0] * x[1][1] * x[0][1] + x[1][0]
}

const M: [[f64; 2]; 2] = [[2.0, 3.0], [5.0, 7.0]];

rows! {
    matrix_gradient: matrix::gradient(&M) => [[21.0, 14.0], [1.0, 6.0]];
    matrix_jvp: matrix::jvp(&M, [[1.0, 0.0], [1.0, 0.5]]) => 25.0;
    matrix_hvp: matrix::hvp(&M, [[1.0, 0.0], [1.0, 0.0]]) => [[0.0, 7.0], [0.0, 3.0]];
}

// ---- mixed parameters: f = a x0^2 x1 + b y0

#[differentiable]
fn mixed(a: f64, x: &[f64; 2], n: usize, b: f64) -> f64 {
    (a * x[0] * x[0] * x[1] + b) * n as f64
}

#[differentiable]
fn mixed_slice(a: f64, x: &[f64], y: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += a * x[i] * x[i] * y[i];
    }
    s
}

const MIXED: [[f64; 4]; 4] = [[0.0, 24.0, 8.0, 0.0], [24.0, 36.0, 24.0, 0.0], [8.0, 24.0, 0.0, 0.0], [0.0; 4]];

rows! {
    mixed_gradient: mixed::gradient(3.0, &[2.0, 3.0], 2, 5.0) => (24.0, [72.0, 24.0], 2.0);
    mixed_value_and_gradient: mixed::value_and_gradient(3.0, &[2.0, 3.0], 2, 5.0) => (82.0, (24.0, [72.0, 24.0], 2.0));
    mixed_hessian: mixed::hessian(3.0, &[2.0, 3.0], 2, 5.0) => MIXED;
    mixed_jvp: mixed::jvp(3.0, &[2.0, 3.0], 2, 5.0, (1.0, [1.0, 0.0], 2.0)) => 100.0;
    mixed_vjp: mixed::vjp(3.0, &[2.0, 3.0], 2, 5.0, 0.5) => (12.0, [36.0, 12.0], 1.0);
    mixed_hvp: mixed::hvp(3.0, &[2.0, 3.0], 2, 5.0, (1.0, [0.0, 1.0], 2.0)) => (8.0, [48.0, 8.0], 0.0);
    mixed_slice_gradient: mixed_slice::gradient(3.0, &[1.0, 2.0], &[5.0, 7.0]) => (33.0, vec![30.0, 84.0], vec![3.0, 12.0]);
    mixed_slice_jvp: mixed_slice::jvp(3.0, &[1.0, 2.0], &[5.0, 7.0], (1.0, &[1.0, 0.0], &[0.0, 1.0])) => 75.0;
    mixed_slice_hvp: mixed_slice::hvp(3.0, &[1.0, 2.0], &[5.0, 7.0], (1.0, &[1.0, 0.0], &[0.0, 1.0]))
        => (14.0, vec![40.0, 40.0], vec![7.0, 4.0]);
    mixed_slice_hessian: mixed_slice::hessian(3.0, &[1.0], &[5.0]) => vec![0.0, 10.0, 1.0, 10.0, 30.0, 6.0, 1.0, 6.0, 0.0];
    mixed_slice_into: {
        let (mut a, mut x, mut y) = (f64::NAN, [f64::NAN; 2], [f64::NAN; 2]);
        let value = mixed_slice::value_and_gradient_into(3.0, &[1.0, 2.0], &[5.0, 7.0], &mut a, &mut x, &mut y);
        (value, a, x, y)
    } => (99.0, 33.0, [30.0, 84.0], [3.0, 12.0]);
}

// ---- f32

#[differentiable]
fn single(x: f32, y: f32) -> f32 {
    0.1 * x * x * y
}

#[differentiable]
fn single_slice(x: &[f32]) -> f32 {
    let mut s = 0.0;
    for a in x {
        s += a * a * a;
    }
    s
}

rows! {
    single_gradient: single::gradient(3.0, 2.0) => [0.1f32 * 12.0, 0.1 * 9.0], 1;
    single_hessian: single::hessian(3.0, 2.0) => [[0.4f32, 0.6], [0.6, 0.0]], 1;
    single_slice_hessian: single_slice::hessian(&[1.0, 2.0]) => vec![6.0f32, 0.0, 0.0, 12.0];
}

// ---- the value has the bits of the function

same_bits! {
    bits_scalar: scalar::value_and_derivative(0.3, 0.7, 5).0 => scalar(0.3, 0.7, 5);
    bits_several: [several::value_and_gradient(0.3, 0.7).0, several::value_and_hessian(0.3, 0.7).0] => [several(0.3, 0.7); 2];
    bits_borrowed: [borrowed::value_and_gradient(&[0.1, 0.2, 0.7]).0, borrowed::value_and_hessian(&[0.1, 0.2, 0.7]).0] => [borrowed(&[0.1, 0.2, 0.7]); 2];
    bits_generic: generic::value_and_gradient(&[0.1, 0.2, 0.7]).0 => generic(&[0.1, 0.2, 0.7]);
    bits_slice: slice::value_and_gradient(&[0.1, 0.2, 0.7]).0 => slice(&[0.1, 0.2, 0.7]);
    bits_mixed: mixed::value_and_gradient(0.1, &[0.2, 0.7], 3, 0.3).0 => mixed(0.1, &[0.2, 0.7], 3, 0.3);
    bits_single: single::value_and_gradient(0.3, 0.7).0 => single(0.3, 0.7);
    bits_single_slice: single_slice::value_and_gradient(&[0.3, 0.7]).0 => single_slice(&[0.3, 0.7]);
}
