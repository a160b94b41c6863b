//! What was found by trying to break it, kept: more of it.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;
use chainrule_tests::rows;

// ---- numbers behind `&mut` beside a scalar result

#[differentiable]
fn read_only(s: &mut f64, z: f64) -> f64 {
    *s * z
}

#[differentiable]
fn two_numbers(s: &mut f64, t: &mut f64, z: f64) -> f64 {
    if *s > 2.0 {
        return *t * z;
    }
    *s *= z;
    *t += *s;
    *s * z
}

#[differentiable]
fn number_and_arrays(s: &mut f64, a: &mut [f64; 2], b: &mut [f64], #[out] o: &mut f64, z: f64) -> f64 {
    for v in b.iter_mut() {
        if *v > 9.0 {
            break;
        }
        *v *= z;
        a[0] += *v * *s;
    }
    *o = a[0] * a[1];
    *s += z;
    *o * *s
}

#[differentiable]
fn gives_a_pair(s: &mut f64, z: f64) -> (f64, [f64; 2]) {
    *s += z * z;
    (*s * z, [z, *s])
}

#[differentiable]
fn calls_them(x: &[f64; 3]) -> f64 {
    let (mut s, mut t, mut o) = (x[0], x[1], 0.0);
    let (mut a, mut b) = ([x[2], 1.5], vec![x[0], x[1]]);
    let mut sum = 0.0;
    for i in 0..3 {
        sum += read_only(&mut s, x[i]) + two_numbers(&mut s, &mut t, x[i]);
        sum += number_and_arrays(&mut t, &mut a, &mut b, &mut o, x[i]) * o;
        let (p, [q, r]) = gives_a_pair(&mut t, sum);
        sum = 0.1 * p * q + r;
    }
    sum * s + t
}

#[test]
fn a_number_behind_mut_beside_a_result() {
    let mut s = 3.0;
    assert_eq!(read_only::value_and_gradient(&mut s, 2.0), (6.0, [2.0, 3.0]));
    assert_eq!(read_only::hessian(&mut s, 2.0), [[0.0, 1.0], [1.0, 0.0]]);
    let mut dot = 10.0;
    assert_eq!(read_only::value_and_jvp(&mut s, 2.0, 1.0, &mut dot), (6.0, 23.0));
    let mut bar = 0.5;
    assert_eq!((read_only::vjp(&mut s, 2.0, 10.0, &mut bar), bar), (30.0, 20.5));
    assert_eq!(s, 3.0);
}

#[test]
fn two_numbers_behind_mut_in_both_branches() {
    let (mut s, mut t) = (1.5, 5.0);
    // s z²
    assert_eq!(two_numbers::gradient(&mut s, &mut t, 2.0), [4.0, 0.0, 6.0]);
    assert_eq!((s, t), (3.0, 8.0));
    assert_eq!(two_numbers::gradient(&mut s, &mut t, 2.0), [0.0, 2.0, 8.0]);
    let (mut s, mut t) = (1.5, 5.0);
    assert_eq!(two_numbers::hessian(&mut s, &mut t, 2.0), [[0.0, 0.0, 4.0], [0.0, 0.0, 0.0], [4.0, 0.0, 3.0]]);
    assert_eq!(two_numbers::hessian(&mut s, &mut t, 2.0), [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]);
    let (mut s, mut t) = (1.5, 5.0);
    assert_eq!(two_numbers::hvp(&mut s, &mut t, 2.0, [1.0, 1.0, 1.0]), [4.0, 0.0, 7.0]);
}

#[test]
fn numbers_and_arrays_behind_mut_beside_a_result() {
    let (mut s, mut a, mut b, mut o) = (2.0, [1.0, 3.0], vec![0.5, 10.0, 1.0], f64::NAN);
    // o = (a0 + b0 z s) a1, value = o (s + z)
    let (value, gradient) = number_and_arrays::value_and_gradient(&mut s, &mut a, &mut b, &mut o, 4.0);
    assert_eq!(value, 15.0 * 6.0);
    assert_eq!(gradient, (15.0 + 6.0 * 6.0, [18.0, 30.0], vec![144.0, 0.0, 0.0], 15.0 + 18.0));
    assert_eq!((s, a, &b[..], o), (6.0, [5.0, 3.0], &[2.0, 10.0, 1.0][..], 15.0));
}

#[test]
fn functions_that_change_numbers_are_called_in_loops() {
    calls_them::check(&[0.6, 0.8, 0.7]);
    calls_them::check(&[1.2, 0.3, 0.9]);
}
