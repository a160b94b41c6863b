//! Programs that do not compile yet; each belongs to the file that its id names.

use chainrule::differentiable;
use chainrule_tests::{derivatives, gradients, rows, same_bits};

#[differentiable]
fn overwritten_in_nested_loops(x: f64) -> f64 {
    let mut x = x;
    let mut s = 1.0;
    for _ in 0..3 {
        let mut t = x;
        for _ in 0..2 {
            t = t * t + s;
        }
        s = s * x + t.sin();
        x /= 1.0 + s * s;
    }
    s * x
}

#[differentiable]
fn triangular(x: f64) -> f64 {
    let mut s = 1.0;
    let mut t = x;
    for i in 0..4 {
        for j in 0..i {
            t = t * x + f64::from(j);
            s += t * f64::from(i);
        }
    }
    s
}

#[differentiable]
fn stepped_inclusive(x: f64) -> f64 {
    let mut s = 0.0;
    for i in (1..=9).step_by(3) {
        s = s * x + f64::from(i);
    }
    for i in (0..9).rev().step_by(2) {
        s = s * x - f64::from(i);
    }
    s
}

#[differentiable]
fn rotation(angle: f64, scale: f64) -> [[f64; 2]; 2] {
    let (s, c) = angle.sin_cos();
    [[scale * c, -scale * s], [scale * s, scale * c]]
}

#[differentiable]
fn weighted(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        s += a[i] * a[i] * b[i];
    }
    s
}

#[differentiable]
fn same_local_twice(x: &[f64; 3]) -> f64 {
    let mut a = [0.0; 3];
    for i in 0..3 {
        a[i] = x[i] * x[2 - i];
    }
    weighted(&a, &a) + weighted(x, &a)
}

#[differentiable]
fn parameter_and_local(x: &[f64; 3]) -> f64 {
    let mut a = [0.0; 3];
    for i in 0..3 {
        a[i] = x[i] * x[2 - i];
    }
    weighted(x, &a)
}

#[differentiable]
fn first<'a>(x: &'a [f64], _y: &'a [f64]) -> f64 {
    x[0] * x[0]
}

#[differentiable]
fn with_lifetimes<'a, 'b>(x: &'a [f64], y: &'b [f64]) -> f64 {
    first(x, y) * first(y, x)
}

gradients! {
    local_twice: same_local_twice(&[1.0, 2.0, 3.0]) => [198.0, 224.0, 82.0], 0;
    parameter_and_local: parameter_and_local(&[1.0, 2.0, 3.0]) => [36.0, 32.0, 28.0], 0;
}

#[differentiable]
fn inner_items(x: f64) -> f64 {
    use std::f64::consts::E;
    const TWICE: f64 = E - E + 2.0;
    #[differentiable]
    fn helper(y: f64) -> f64 {
        y * y
    }
    helper(x) * TWICE
}

rows! {
    lifetimes: with_lifetimes::gradient(&[2.0], &[3.0]) => (vec![36.0], vec![24.0]);
    lifetimes_hessian: with_lifetimes::hessian(&[2.0], &[3.0]) => vec![18.0, 24.0, 24.0, 8.0];
    rotation_jacobian: rotation::jacobian(0.0, 2.0) => [[0.0, 1.0], [-2.0, 0.0], [2.0, 0.0], [0.0, 1.0]];
    rotation_jvp: rotation::jvp(0.0, 2.0, [1.0, 0.5]) => [[0.5, -2.0], [2.0, 0.5]];
    rotation_vjp: rotation::vjp(0.0, 2.0, [[1.0, 2.0], [3.0, 4.0]]) => [2.0, 5.0];
}

same_bits! {
    bits_rotation: rotation::value_and_jacobian(0.3, 0.7).0 => rotation(0.3, 0.7);
}

derivatives! {
    l25_inner: inner_items(3.0) => [12.0, 4.0], 0;
    c06: triangular(1.3) => [270.363_229_000_000_05, 944.258_18], 20;
    loops_stepped_inclusive: stepped_inclusive(1.5) => [276.671_875, 1_120.937_5], 0;
    // mpmath's `diff` of the same program at 60 digits.
    m20_literal_counts: overwritten_in_nested_loops(0.4) => [0.095_526_559_513_587_962, -0.528_929_111_792_624_87], 8;
}
