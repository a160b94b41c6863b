//! `f32` and `f64` in one function: values, gradients and tangents have the width of what they belong to.
//! Numbers are worked out by hand where `f32` holds them, and compared with differences elsewhere.
#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;
use chainrule_tests::{rows, same_bits};

// ---- a parameter of each width: f = x^2 y + y^3

#[differentiable]
fn both(x: f64, y: f32) -> f64 {
    x * x * y as f64 + f64::from(y * y * y)
}

rows! {
    both_gradient: both::gradient(2.0, 3.0) => (12.0, 31.0_f32);
    both_value_and_gradient: both::value_and_gradient(2.0, 3.0) => (39.0, (12.0, 31.0_f32));
    both_hessian: both::hessian(2.0, 3.0) => [[6.0, 4.0], [4.0, 18.0]];
    both_value_and_hessian: both::value_and_hessian(2.0, 3.0) => (39.0, (12.0, 31.0_f32), [[6.0, 4.0], [4.0, 18.0]]);
    both_jvp: both::jvp(2.0, 3.0, (0.5, 2.0)) => 68.0;
    both_value_and_jvp: both::value_and_jvp(2.0, 3.0, (0.5, 2.0)) => (39.0, 68.0);
    both_vjp: both::vjp(2.0, 3.0, 2.0) => (24.0, 62.0_f32);
    both_value_and_vjp: both::value_and_vjp(2.0, 3.0, 0.5) => (39.0, (6.0, 15.5_f32));
    both_hvp: both::hvp(2.0, 3.0, (1.0, 0.5)) => (8.0, 13.0_f32);
    both_gradient_and_hvp: both::gradient_and_hvp(2.0, 3.0, (1.0, 0.5)) => ((12.0, 31.0_f32), (8.0, 13.0_f32));
}

/// The adjoint is not rounded before it meets what it is multiplied by.
#[test]
fn a_seed_beyond_f32() {
    assert_eq!(both::vjp(1e-20, 1.0, 1e50).0, 2e30);
    assert_eq!(scaled::vjp(1.0, 1e60), 1e20);
}

#[differentiable]
fn scaled(x: f32) -> f64 {
    1e-40 * f64::from(x)
}

// ---- the result narrower than a parameter, and wider: f = x^3

#[differentiable]
fn narrowed(x: f64) -> f32 {
    (x * x * x) as f32
}

#[differentiable]
fn widened(x: f32) -> f64 {
    let y = f64::from(x);
    y * y * y
}

rows! {
    narrowed_derivative: narrowed::derivative(2.0) => 12.0;
    narrowed_value_and_derivative: narrowed::value_and_derivative(2.0) => (8.0_f32, 12.0);
    narrowed_second: narrowed::second_derivative(2.0) => 12.0;
    narrowed_jvp: narrowed::jvp(2.0, 0.5) => 6.0_f32;
    narrowed_vjp: narrowed::vjp(2.0, 0.5_f32) => 6.0;
    narrowed_hvp: narrowed::hvp(2.0, 0.5) => 6.0;
    widened_derivative: widened::derivative(2.0) => 12.0_f32;
    widened_value_and_derivative: widened::value_and_derivative(2.0) => (8.0, 12.0_f32);
    widened_second: widened::second_derivative(2.0) => 12.0_f32;
    widened_jvp: widened::value_and_jvp(2.0, 0.5) => (8.0, 6.0);
    widened_vjp: widened::value_and_vjp(2.0, 0.5) => (8.0, 6.0_f32);
    widened_hvp: widened::gradient_and_hvp(2.0, 0.5) => (12.0_f32, 6.0_f32);
}

// ---- one width in, another out: an array and a slice

#[differentiable]
fn stored(x: &[f32]) -> f64 {
    let mut s = 0.0_f64;
    for v in x {
        s += f64::from(*v) * f64::from(*v) * 0.5;
    }
    s
}

#[differentiable]
fn stored_fixed(x: &[f32; 3]) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        s += x[i] as f64 * x[(i + 1) % 3] as f64;
    }
    s
}

/// Storage in `f32` and sums in `f64`, with weights in `f64`.
#[differentiable]
fn weighted(x: &[f32], w: &[f64]) -> f32 {
    let mut s = 0.0_f64;
    for (v, w) in x.iter().zip(w) {
        s += f64::from(*v).powi(3) * w;
    }
    s as f32
}

rows! {
    stored_gradient: stored::gradient(&[1.0, 2.0]) => vec![1.0_f32, 2.0];
    stored_value: stored::value_and_gradient(&[1.0, 2.0]) => (2.5, vec![1.0_f32, 2.0]);
    stored_hessian: stored::hessian(&[1.0, 2.0]) => vec![1.0_f32, 0.0, 0.0, 1.0];
    stored_value_hessian: stored::value_and_hessian(&[2.0]) => (2.0, vec![2.0_f32], vec![1.0_f32]);
    stored_nothing: stored::value_and_gradient(&[]) => (0.0, vec![]);
    stored_jvp: stored::jvp(&[1.0, 2.0], &[3.0, 4.0]) => 11.0;
    stored_vjp: stored::vjp(&[1.0, 2.0], 2.0) => vec![2.0_f32, 4.0];
    stored_hvp: stored::hvp(&[1.0, 2.0], &[3.0, 4.0]) => vec![3.0_f32, 4.0];
    fixed_gradient: stored_fixed::gradient(&[1.0, 2.0, 3.0]) => [5.0_f32, 4.0, 3.0];
    fixed_hessian: stored_fixed::hessian(&[1.0, 2.0, 3.0]) => [[0.0_f32, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0]];
    fixed_vjp: stored_fixed::value_and_vjp(&[1.0, 2.0, 3.0], 2.0) => (11.0, [10.0_f32, 8.0, 6.0]);
    weighted_gradient: weighted::gradient(&[1.0, 2.0], &[3.0, 0.5]) => (vec![9.0_f32, 6.0], vec![1.0, 8.0]);
    weighted_value: weighted::value_and_gradient(&[1.0, 2.0], &[3.0, 0.5]).0 => 7.0_f32;
    weighted_hessian: weighted::hessian(&[2.0], &[3.0]) => vec![36.0, 12.0, 12.0, 0.0];
    weighted_jvp: weighted::jvp(&[1.0, 2.0], &[3.0, 0.5], (&[1.0, 1.0], &[1.0, 0.5])) => 20.0_f32;
    weighted_vjp: weighted::vjp(&[1.0, 2.0], &[3.0, 0.5], 2.0) => (vec![18.0_f32, 12.0], vec![2.0, 16.0]);
    weighted_hvp: weighted::hvp(&[2.0], &[3.0], (&[1.0], &[1.0])) => (vec![48.0_f32], vec![12.0]);
}

#[test]
fn into_slices_of_each_width() {
    let (mut x_bar, mut w_bar) = ([9.0_f32; 2], [9.0_f64; 2]);
    let value = weighted::value_and_gradient_into(&[1.0, 2.0], &[3.0, 0.5], &mut x_bar, &mut w_bar);
    assert_eq!((value, x_bar, w_bar), (7.0, [9.0, 6.0], [1.0, 8.0]));
    let mut h = [9.0; 4];
    weighted::hessian_into(&[2.0], &[3.0], &mut h);
    assert_eq!(h, [36.0, 12.0, 12.0, 0.0]);
}

// ---- several results

#[differentiable]
fn results(x: f64, y: f32) -> (f32, f64) {
    ((x * x) as f32 * y, x * f64::from(y))
}

#[differentiable]
fn curve(t: f32) -> (f64, f32) {
    (f64::from(t) * 2.0, t * t)
}

#[differentiable]
fn array(x: &[f32; 3], c: f64) -> [f64; 2] {
    let mut r = [0.0; 2];
    for i in 0..3 {
        r[i % 2] += f64::from(x[i]) * c;
    }
    r
}

#[differentiable]
fn listed(x: &[f32], c: f64) -> Vec<f32> {
    x.iter().map(|v| (f64::from(*v) * c) as f32).collect()
}

rows! {
    results_jacobian: results::jacobian(2.0, 3.0) => [[12.0, 4.0], [3.0, 2.0]];
    results_value_and_jacobian: results::value_and_jacobian(2.0, 3.0) => ((12.0_f32, 6.0), [[12.0, 4.0], [3.0, 2.0]]);
    results_jvp: results::value_and_jvp(2.0, 3.0, (1.0, 0.5)) => ((12.0_f32, 6.0), (14.0_f32, 4.0));
    results_vjp: results::vjp(2.0, 3.0, (1.0, 2.0)) => (18.0, 8.0_f32);
    curve_derivative: curve::value_and_derivative(3.0) => ((6.0, 9.0_f32), (2.0, 6.0_f32));
    curve_jacobian: curve::jacobian(3.0) => [[2.0], [6.0]];
    array_jacobian: array::jacobian(&[1.0, 2.0, 4.0], 0.5) => [[0.5, 0.0, 0.5, 5.0], [0.0, 0.5, 0.0, 2.0]];
    array_vjp: array::vjp(&[1.0, 2.0, 4.0], 0.5, &[1.0, 2.0]) => ([0.5_f32, 1.0, 0.5], 9.0);
    listed_jacobian: listed::jacobian(&[1.0, 2.0], 0.5) => vec![0.5, 0.0, 1.0, 0.0, 0.5, 2.0];
    listed_jvp: listed::jvp(&[1.0, 2.0], 0.5, (&[1.0, 0.0], 2.0)) => vec![2.5_f32, 4.0];
}

// ---- tuples, and what is written

#[differentiable]
fn pair(p: (f64, f32), q: f64) -> f64 {
    p.0 * f64::from(p.1) * q
}

#[differentiable]
fn written(x: &[f32], y: &mut [f64], s: &mut f32) {
    for i in 0..x.len() {
        y[i] *= f64::from(x[i]);
        *s += y[i] as f32;
    }
}

rows! {
    pair_gradient: pair::gradient((2.0, 3.0), 4.0) => ((12.0, 8.0_f32), 6.0);
    pair_hessian: pair::hessian((2.0, 3.0), 4.0) => [[0.0, 4.0, 3.0], [4.0, 0.0, 2.0], [3.0, 2.0, 0.0]];
    pair_jvp: pair::jvp((2.0, 3.0), 4.0, ((1.0, 1.0), 0.5)) => 23.0;
}

#[test]
fn written_parameters() {
    let (x, mut y, mut s) = ([2.0_f32, 3.0], [5.0, 7.0], 1.0_f32);
    let (mut y_dot, mut s_dot) = ([1.0, 0.0], 0.5_f32);
    written::jvp(&x, &mut y, &mut s, &[0.0, 1.0], &mut y_dot, &mut s_dot);
    assert_eq!((y, s, y_dot, s_dot), ([10.0, 21.0], 32.0, [2.0, 7.0], 9.5));
    let (mut y, mut s, mut y_bar, mut s_bar) = ([5.0, 7.0], 1.0, [1.0, 0.0], 2.0_f32);
    let x_bar = written::vjp(&x, &mut y, &mut s, &mut y_bar, &mut s_bar);
    assert_eq!((x_bar, y_bar, s_bar), (vec![15.0_f32, 14.0], [6.0, 6.0], 2.0));
    let (mut y, mut s, mut j) = ([5.0], 1.0, [0.0; 6]);
    written::jacobian_into(&x[..1], &mut y, &mut s, &mut j);
    assert_eq!(j, [5.0, 2.0, 0.0, 5.0, 2.0, 1.0]);
}

// ---- tapes, branches and loops of each width

/// A recurrence in `f32` inside one in `f64`, whose values the way back needs.
#[differentiable]
fn recurrence(x: f64, y: f32, n: usize) -> f64 {
    let mut s = x;
    let mut t = y;
    for i in 0..n {
        t = t * 0.5 + (s as f32).sin();
        s = s * f64::from(t).cos() + x;
        if s > 2.0 {
            s -= f64::from(t * t);
        }
        let [a, b] = [t, s as f32];
        t = a.max(b * 0.25) + i as f32 * 0.1;
    }
    s + f64::from(t)
}

#[differentiable]
fn until(x: f32) -> f64 {
    let mut s = 1.0;
    let mut t = x;
    while s < 50.0 {
        s = s * f64::from(t) + 1.0;
        t += 0.25;
    }
    s
}

/// The same in `f64` alone.
fn recurrence_wide(x: f64, y: f64, n: usize) -> f64 {
    let (mut s, mut t) = (x, y);
    for i in 0..n {
        t = t * 0.5 + s.sin();
        s = s * t.cos() + x;
        if s > 2.0 {
            s -= t * t;
        }
        t = t.max(s * 0.25) + i as f64 * 0.1;
    }
    s + t
}

fn until_wide(x: f64) -> f64 {
    let (mut s, mut t) = (1.0, x);
    while s < 50.0 {
        s = s * t + 1.0;
        t += 0.25;
    }
    s
}

/// Central differences.
fn slope(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
}

#[test]
fn loops_against_differences() {
    for n in 0..6 {
        for (x, y) in [(0.7, 0.3), (1.4, -0.6), (-0.8, 1.9)] {
            let (value, (dx, dy)) = recurrence::value_and_gradient(x, y as f32, n);
            assert_eq!(value.to_bits(), recurrence(x, y as f32, n).to_bits());
            let expected = (
                slope(|x| recurrence_wide(x, f64::from(y as f32), n), x),
                slope(|y| recurrence_wide(x, y, n), f64::from(y as f32)),
            );
            let close = |a: f64, b: f64| (a - b).abs() < 1e-4 * (1.0 + b.abs());
            assert!(close(dx, expected.0) && close(dy.into(), expected.1), "{n} {x} {y}: {dx} {dy} {expected:?}");
            let along = recurrence::jvp(x, y as f32, n, (0.5, 2.0));
            assert!(close(along, 0.5 * dx + 2.0 * f64::from(dy)), "{n} {x} {y}");
            let gradient = |x, y| recurrence::gradient(x, y, n);
            let h = recurrence::hessian(x, y as f32, n);
            let xx = slope(|x| gradient(x, y as f32).0, x);
            assert!((h[0][0] - xx).abs() < 2e-2 * (1.0 + xx.abs()), "{n} {x} {y}: {h:?} {xx}");
            assert!(close(h[0][1], h[1][0]));
            let (hx, hy) = recurrence::hvp(x, y as f32, n, (1.0, 0.0));
            assert!(close(hx, h[0][0]) && close(hy.into(), h[0][1]), "{n} {x} {y}: {h:?}");
        }
    }
    let d = until::value_and_derivative(1.25);
    assert_eq!(d.0.to_bits(), until(1.25).to_bits());
    assert!((f64::from(d.1) - slope(until_wide, 1.25)).abs() < 1e-4 * f64::from(d.1));
}

// ---- values have the bits of the plain function

#[differentiable]
fn rounds(x: f64, y: f32) -> f32 {
    let z = x as f32 * 0.1 + y;
    let w = f64::from(z) * 0.1 + x;
    (w as f32 / 3.0) + (w / 3.0) as f32
}

same_bits! {
    bits_of_both: both::value_and_gradient(0.1, 0.7).0 => both(0.1, 0.7);
    bits_of_rounds: rounds::value_and_gradient(0.1, 0.7).0 => rounds(0.1, 0.7);
    bits_of_rounds_jvp: rounds::value_and_jvp(0.1, 0.7, (1.0, 1.0)).0 => rounds(0.1, 0.7);
    bits_of_rounds_vjp: rounds::value_and_vjp(0.1, 0.7, 1.0).0 => rounds(0.1, 0.7);
    bits_of_weighted: weighted::value_and_gradient(&[0.1, 0.7], &[0.3, 1.1]).0 => weighted(&[0.1, 0.7], &[0.3, 1.1]);
}

// ---- kinks: what was not selected stays a zero through a cast (P6)

#[differentiable]
fn unselected(x: f64) -> f64 {
    let y = (x as f32).sqrt();
    f64::from(y.max(1.0))
}

rows! {
    p6_reverse: unselected::derivative(0.0) => 0.0;
    p6_forward: unselected::jvp(0.0, 1.0) => 0.0;
    p6_second: unselected::second_derivative(0.0) => 0.0;
}

// ---- calls

#[differentiable]
fn single(x: f32) -> f32 {
    x * x * 0.5
}

#[differentiable]
fn double(x: f64) -> f64 {
    x * x * x
}

#[differentiable]
fn named_calls(x: f64) -> f64 {
    let y: f32 = single(x as f32);
    let z: f64 = double(f64::from(y));
    z + f64::from(y)
}

#[differentiable]
fn calls_of_both(x: f32, y: f64) -> f64 {
    let v: f64 = both(y, x);
    v * 2.0 + weighted_pair(&[x, 1.0], &[y, y])
}

fn weighted_pair_plain(x: &[f32], w: &[f64]) -> f64 {
    x.iter().zip(w).map(|(x, w)| f64::from(*x) * w).sum()
}

#[differentiable]
fn weighted_pair(x: &[f32], w: &[f64]) -> f64 {
    x.iter().zip(w).map(|(x, w)| f64::from(*x) * w).sum()
}

/// By hand: y = x^2 / 2, f = y^3 + y.
#[test]
fn calls_by_name() {
    assert_eq!(named_calls::value_and_derivative(2.0), (10.0, 26.0));
    assert_eq!(named_calls::jvp(2.0, 1.0), 26.0);
    // f'' = 6 y x^2 + 3 y^2 + 1
    assert_eq!(named_calls::second_derivative(2.0), 61.0);
    assert_eq!(weighted_pair_plain(&[1.0], &[2.0]), 2.0);
    // both(y, x) = y^2 x + x^3, and x y + y
    assert_eq!(calls_of_both::gradient(3.0, 2.0), (2.0 * 31.0_f32 + 2.0, 2.0 * 12.0 + 4.0));
    assert_eq!(calls_of_both::hessian(3.0, 2.0), [[36.0, 9.0], [9.0, 12.0]]);
}

// ---- calls of the other width, without a variable that says so

#[differentiable]
fn narrow_inside(x: f64) -> f64 {
    single(x as f32) as f64 * x
}

#[differentiable]
fn narrow_from(x: f64) -> f64 {
    let y = single(x as f32);
    f64::from(y) + y as f64
}

#[differentiable]
fn wide_inside(x: f32) -> f32 {
    double(x as f64) as f32 * 0.5 + double(f64::from(x)) as f32
}

/// The cast says nothing: what is called is as wide as the result.
#[differentiable]
fn cast_for_nothing(x: f64) -> f64 {
    double(x) as f64 + f64::from(double(2.0 * x))
}

/// What is constant in one arm, and a state that is kept in a loop.
#[differentiable]
fn in_a_loop(x: f64, n: usize) -> f64 {
    let mut s = x;
    for i in 0..n {
        let y = if i % 2 == 0 { single(s as f32) } else { single(2.0) };
        s = f64::from(y) + s * 0.5;
        if s > 100.0 {
            break;
        }
    }
    s
}

#[differentiable]
fn twice_removed(x: f64) -> f64 {
    wide_inside(narrow_inside(x) as f32) as f64
}

rows! {
    // x^3 / 2
    narrow_inside_value: narrow_inside::value_and_derivative(2.0) => (4.0, 6.0);
    narrow_inside_jvp: narrow_inside::value_and_jvp(2.0, 1.0) => (4.0, 6.0);
    narrow_inside_vjp: narrow_inside::vjp(2.0, 0.5) => 3.0;
    narrow_inside_second: narrow_inside::second_derivative(2.0) => 6.0;
    // x^2
    narrow_from_value: narrow_from::value_and_derivative(3.0) => (9.0, 6.0);
    narrow_from_second: narrow_from::second_derivative(3.0) => 2.0;
    // 1.5 x^3
    wide_inside_value: wide_inside::value_and_derivative(2.0) => (12.0_f32, 18.0_f32);
    wide_inside_jvp: wide_inside::jvp(2.0, 0.5) => 9.0_f32;
    wide_inside_second: wide_inside::second_derivative(2.0) => 18.0_f32;
    // 9 x^3
    cast_for_nothing_value: cast_for_nothing::value_and_derivative(2.0) => (72.0, 108.0);
    cast_for_nothing_second: cast_for_nothing::second_derivative(2.0) => 108.0;
    // s1 = x^2/2 + x/2, s2 = 2 + s1/2, s3 = s2^2/2 + s2/2
    in_a_loop_none: in_a_loop::value_and_derivative(2.0, 0) => (2.0, 1.0);
    in_a_loop_once: in_a_loop::value_and_derivative(2.0, 1) => (3.0, 2.5);
    in_a_loop_twice: in_a_loop::value_and_derivative(2.0, 2) => (3.5, 1.25);
    in_a_loop_value: in_a_loop::value_and_derivative(2.0, 3) => (7.875, 5.0);
    in_a_loop_jvp: in_a_loop::jvp(2.0, 3, 1.0) => 5.0;
    // s3'' = s2'^2 + (s2 + 1/2) s2'', with s2'' = 1/2
    in_a_loop_second: in_a_loop::second_derivative(2.0, 3) => 3.5625;
    // 3 x^9 / 16
    twice_removed_value: twice_removed::value_and_derivative(2.0) => (96.0, 432.0);
    twice_removed_second: twice_removed::second_derivative(2.0) => 1728.0;
}

same_bits! {
    bits_of_narrow_inside: narrow_inside::value_and_derivative(0.1).0 => narrow_inside(0.1);
    bits_of_narrow_inside_jvp: narrow_inside::value_and_jvp(0.1, 1.0).0 => narrow_inside(0.1);
    bits_of_wide_inside: wide_inside::value_and_derivative(0.1).0 => wide_inside(0.1);
    bits_of_in_a_loop: in_a_loop::value_and_derivative(0.1, 5).0 => in_a_loop(0.1, 5);
    bits_of_twice_removed: twice_removed::value_and_derivative(0.7).0 => twice_removed(0.7);
}

// ---- derivatives that are called: f = x^4

#[differentiable(order = 3)]
fn steep(x: f32) -> f64 {
    let y = f64::from(x);
    y * y * y * y
}

#[differentiable(order = 2)]
fn slope_of_steep(x: f32) -> f32 {
    let d: f32 = steep::derivative(x);
    d * 0.5
}

rows! {
    // 2 x^3
    nested_derivative: slope_of_steep::value_and_derivative(2.0) => (16.0_f32, 24.0_f32);
    nested_jvp: slope_of_steep::jvp(2.0, 0.5) => 12.0_f32;
    nested_second: slope_of_steep::second_derivative(2.0) => 24.0_f32;
}

// ---- methods, closures and iterators

struct Scale {
    factor: f32,
}

#[differentiable]
impl Scale {
    fn scaled(&self, x: f64, y: f32) -> f64 {
        x * f64::from(self.factor * y)
    }
}

#[differentiable]
fn closures(x: f64, y: f32) -> f32 {
    let half = |v: f64| (v * 0.5) as f32;
    let both = [half(x), y];
    both.iter().map(|v| f64::from(*v)).map(|v| v * v).sum::<f64>() as f32
}

#[test]
fn methods_and_closures() {
    let scale = Scale { factor: 3.0 };
    assert_eq!(scale.scaled_gradient(2.0, 5.0), (15.0, 6.0_f32));
    assert_eq!(scale.scaled_hessian(2.0, 5.0), [[0.0, 3.0], [3.0, 0.0]]);
    // x^2 / 4 + y^2
    assert_eq!(closures::value_and_gradient(4.0, 3.0), (13.0, (2.0, 6.0_f32)));
    assert_eq!(closures::hessian(4.0, 3.0), [[0.5, 0.0], [0.0, 2.0]]);
}

// ---- one parameter is selected, or held constant

#[differentiable(wrt(y))]
fn selected(x: f64, y: f32) -> f64 {
    x * f64::from(y) * f64::from(y)
}

#[differentiable]
fn held(#[constant] x: f32, y: f64, z: f64) -> f64 {
    f64::from(x) * y * z
}

rows! {
    selected_derivative: selected::value_and_derivative(2.0, 3.0) => (18.0, 12.0_f32);
    selected_second: selected::second_derivative(2.0, 3.0) => 4.0_f32;
    held_gradient: held::gradient(2.0, 3.0, 4.0) => [8.0, 6.0];
}

// ---- fields of each width: f = a b^2

#[derive(chainrule::Differentiable, Clone, Debug, PartialEq)]
struct Fields {
    a: f32,
    b: f64,
}

#[differentiable]
fn of_fields(#[active] p: &Fields, y: f32) -> f64 {
    let (a, b): (f32, f64) = (p.a, p.b);
    f64::from(a * y) * b * b
}

#[differentiable]
fn narrow_of_fields(#[active] p: &Fields, y: f32) -> (f32, f64) {
    let (a, b): (f32, f64) = (p.a, p.b);
    (a * (b * b) as f32, f64::from(y) * b)
}

#[test]
fn fields_of_each_width() {
    let p = Fields { a: 2.0, b: 3.0 };
    let expected = Fields { a: 9.0, b: 12.0 };
    assert_eq!(of_fields::value_and_gradient(&p, 1.0), (18.0, (expected.clone(), 18.0)));
    assert_eq!(of_fields::hessian(&p, 1.0), [0.0, 6.0, 9.0, 6.0, 4.0, 12.0, 9.0, 12.0, 0.0]);
    assert_eq!(of_fields::vjp(&p, 1.0, 0.5).0, Fields { a: 4.5, b: 6.0 });
    assert_eq!(of_fields::jvp(&p, 1.0, (&Fields { a: 1.0, b: 2.0 }, 0.5)), 42.0);
    assert_eq!(narrow_of_fields::jacobian(&p, 5.0), [9.0, 12.0, 0.0, 0.0, 5.0, 3.0]);
    let w = (1.0, 1.0);
    assert_eq!(narrow_of_fields::vjp(&p, 5.0, w), (Fields { a: 9.0, b: 17.0 }, 3.0));
}

// ---- what a call gives is compared with a number and nothing more: x^2 (x + 4) above 0.5, and x^2 below

#[differentiable]
fn chosen_or_square(x: f32, whole: bool) -> f32 {
    if whole { x } else { x * x }
}

#[differentiable]
fn of_compared_calls(x: f32, n: usize) -> f32 {
    let square = chosen_or_square(x, chosen_or_square(n as f32, n > 1) >= 1.5);
    if chosen_or_square(x, true) <= 0.5 { chosen_or_square(square, true) } else { square * (x + 4.0) }
}

#[test]
fn a_call_between_numbers_without_width_is_single_among_singles() {
    assert_eq!(of_compared_calls::value_and_derivative(1.0, 1), (5.0_f32, 11.0_f32));
    assert_eq!(of_compared_calls::second_derivative(1.0, 1), 14.0_f32);
    assert_eq!(of_compared_calls::value_and_derivative(0.25, 0), (0.0625_f32, 0.5_f32));
    assert_eq!(of_compared_calls::value_and_derivative(0.25, 2), (0.25_f32, 1.0_f32));
}
