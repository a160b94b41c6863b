//! Parameters and results of every shape: patterns, tuples, references, `Vec`s, parameters that are written, and what is returned.
//! Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;
use chainrule_tests::rows;

// ---- patterns (L24)

#[differentiable]
fn pair((a, b): (f64, f64), x: f64) -> f64 {
    a * b * x
}

#[differentiable]
fn triple([a, b, c]: [f64; 3]) -> f64 {
    a * b * c
}

#[differentiable]
fn borrowed_pair(&(a, b): &(f64, f64)) -> f64 {
    a * a * b
}

#[differentiable]
fn ignored(x: f64, _: f64) -> f64 {
    x * x
}

#[differentiable]
fn bumped(mut x: f64, mut v: [f64; 2]) -> f64 {
    x *= x;
    v[0] *= x;
    v[0] + v[1]
}

rows! {
    pair_gradient: pair::gradient((2.0, 3.0), 5.0) => ((15.0, 10.0), 6.0);
    pair_value_and_gradient: pair::value_and_gradient((2.0, 3.0), 5.0) => (30.0, ((15.0, 10.0), 6.0));
    pair_hessian: pair::hessian((2.0, 3.0), 5.0) => [[0.0, 5.0, 3.0], [5.0, 0.0, 2.0], [3.0, 2.0, 0.0]];
    pair_jvp: pair::jvp((2.0, 3.0), 5.0, ((1.0, 0.5), 2.0)) => 32.0;
    pair_vjp: pair::vjp((2.0, 3.0), 5.0, 2.0) => ((30.0, 20.0), 12.0);
    pair_hvp: pair::hvp((2.0, 3.0), 5.0, ((1.0, 0.5), 2.0)) => ((8.5, 9.0), 4.0);
    triple_gradient: triple::gradient([2.0, 3.0, 5.0]) => [15.0, 10.0, 6.0];
    triple_hessian: triple::hessian([2.0, 3.0, 5.0]) => [[0.0, 5.0, 3.0], [5.0, 0.0, 2.0], [3.0, 2.0, 0.0]];
    borrowed_pair_gradient: borrowed_pair::gradient(&(2.0, 3.0)) => (12.0, 4.0);
    borrowed_pair_hessian: borrowed_pair::hessian(&(2.0, 3.0)) => [[6.0, 4.0], [4.0, 0.0]];
    ignored_gradient: ignored::gradient(3.0, 7.0) => [6.0, 0.0];
    bumped_gradient: bumped::gradient(2.0, [3.0, 1.0]) => (12.0, [4.0, 1.0]);
}

// ---- tuples, nested, with arrays and with what has no derivative (L22)

#[differentiable]
fn nested(p: (f64, ([f64; 2], i32), &[f64])) -> f64 {
    let (x, (a, n), s) = p;
    let mut sum = x.powi(n) * a[0] + p.1.0[1];
    for v in s {
        sum += v * x;
    }
    sum
}

#[test]
fn nested_tuples() {
    let s = [1.0, 2.0];
    let p = (2.0, ([3.0, 4.0], 3), &s[..]);
    assert_eq!(nested::value_and_gradient(p), (34.0, (39.0, ([8.0, 1.0], ()), vec![2.0, 2.0])));
    assert_eq!(nested::jvp(p, (1.0, ([0.0, 1.0], ()), &[1.0, 0.0])), 39.0 + 1.0 + 2.0);
    assert_eq!(nested::vjp(p, 2.0), (78.0, ([16.0, 2.0], ()), vec![4.0, 4.0]));
    assert_eq!(nested::hvp(p, (1.0, ([0.0, 1.0], ()), &[1.0, 0.0])), (37.0, ([12.0, 0.0], ()), vec![1.0, 1.0]));
    assert_eq!(
        nested::hessian(p),
        vec![
            36.0, 12.0, 0.0, 1.0, 1.0, 12.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0,
            0.0, 0.0, 0.0, 0.0
        ]
    );
    assert_eq!(nested::value_and_gradient(p).0.to_bits(), nested(p).to_bits());
}

#[differentiable]
fn by_reference(x: &f64, y: &&f64) -> f64 {
    *x * **y + x.sin()
}

#[differentiable]
fn calls_by_reference(x: f64, p: (f64, f64)) -> f64 {
    let y = x * 2.0;
    by_reference(&y, &&p.0) + borrowed_pair(&p) + pair(p, y) + pair((x, y), p.1) + borrowed_pair(&(y, x))
}

#[test]
fn references_and_tuples_as_arguments() {
    // 2x p0 + sin 2x + p0^2 p1 + p0 p1 2x + x 2x p1 + 4x^3
    let (x, p) = (0.5_f64, (3.0, 7.0));
    let expected = (6.0 + 2.0 * 1.0_f64.cos() + 42.0 + 14.0 + 3.0, (1.0 + 42.0 + 7.0, 9.0 + 3.0 + 0.5));
    let (value, (gx, gp)) = calls_by_reference::value_and_gradient(x, p);
    assert_eq!(value.to_bits(), calls_by_reference(x, p).to_bits());
    assert!((gx - expected.0).abs() < 1e-12, "{gx}");
    assert_eq!(gp, expected.1);
    calls_by_reference::check(x, p);
}

// ---- vectors, and slices of arrays

#[differentiable]
fn owned(x: Vec<f64>, k: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i] * k;
    }
    sum
}

#[differentiable]
fn behind(x: &Vec<f64>) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v * v;
    }
    sum
}

#[differentiable]
fn points(p: &[[f64; 3]]) -> f64 {
    let mut sum = 0.0;
    for i in 0..p.len() {
        sum += p[i][0] * p[i][1] * p[i][2];
    }
    sum
}

#[test]
fn vectors() {
    let x = vec![1.0, 2.0];
    assert_eq!(owned::gradient(x.clone(), 3.0), (vec![6.0, 12.0], 5.0));
    assert_eq!(owned::hessian(x.clone(), 3.0), vec![6.0, 0.0, 2.0, 0.0, 6.0, 4.0, 2.0, 4.0, 0.0]);
    assert_eq!(owned::jvp(x.clone(), 3.0, (&[1.0, 1.0], 2.0)), 28.0);
    owned::check(x.clone(), 3.0);
    assert_eq!(behind::gradient(&x), vec![3.0, 12.0]);
    assert_eq!(behind::hessian(&x), vec![6.0, 0.0, 0.0, 12.0]);
    behind::check(&x);
}

#[test]
fn slices_of_arrays() {
    let p = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    assert_eq!(points::value_and_gradient(&p), (126.0, vec![[6.0, 3.0, 2.0], [30.0, 24.0, 20.0]]));
    let v = [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]];
    assert_eq!(points::jvp(&p, &v), 26.0);
    assert_eq!(points::hvp(&p, &v), vec![[0.0, 3.0, 2.0], [5.0, 4.0, 0.0]]);
    let mut g = [[0.0; 3]; 2];
    points::gradient_into(&p, &mut g);
    assert_eq!(g, [[6.0, 3.0, 2.0], [30.0, 24.0, 20.0]]);
    assert_eq!(points::hessian(&p).len(), 36);
    assert_eq!(points::hessian(&p)[1], 3.0);
    assert_eq!(points::gradient(&[]), Vec::<[f64; 3]>::new());
    points::check(&p);
}

// ---- results

#[differentiable]
fn mixed_result(x: f64, y: f64) -> (f64, [f64; 2]) {
    (x * y, [x * x, y * y * y])
}

#[differentiable]
fn deep_result(x: &[f64; 2]) -> ([[f64; 2]; 2], (f64, usize)) {
    ([[x[0], x[1]], [x[0] * x[1], 1.0]], (x[0] * x[0], 7))
}

#[differentiable]
fn rows_of(x: &[f64]) -> Vec<[f64; 2]> {
    let mut out = vec![[0.0; 2]; x.len()];
    for i in 0..x.len() {
        out[i][0] = x[i] * x[i];
        out[i][1] = x[i] * x[0];
    }
    out
}

#[differentiable]
fn vec_and_number(x: &[f64]) -> (Vec<f64>, f64) {
    let mut out = vec![0.0; x.len()];
    let mut sum = 0.0;
    for i in 0..x.len() {
        out[i] = x[i] * x[i];
        sum += x[i] * x[i] * x[i];
    }
    (out, sum)
}

#[differentiable]
fn narrow(x: &[f64; 5]) -> (f64, f64) {
    let mut sum = 0.0;
    let mut product = 1.0;
    for v in x {
        sum += v * v;
        product *= v;
    }
    (sum, product)
}

#[differentiable]
fn narrow_slice(x: &[f64], k: f64) -> [f64; 2] {
    let mut out = [0.0; 2];
    for i in 0..x.len() {
        out[i % 2] += x[i] * k;
    }
    out
}

rows! {
    mixed_result_jacobian: mixed_result::jacobian(2.0, 3.0) => [[3.0, 2.0], [4.0, 0.0], [0.0, 27.0]];
    mixed_result_value: mixed_result::value_and_jacobian(2.0, 3.0)
        => ((6.0, [4.0, 27.0]), [[3.0, 2.0], [4.0, 0.0], [0.0, 27.0]]);
    mixed_result_jvp: mixed_result::jvp(2.0, 3.0, [1.0, 2.0]) => (7.0, [4.0, 54.0]);
    mixed_result_vjp: mixed_result::vjp(2.0, 3.0, (1.0, [2.0, 1.0])) => [11.0, 29.0];
    narrow_jacobian: narrow::jacobian(&[1.0, 2.0, 3.0, 4.0, 5.0])
        => [[2.0, 4.0, 6.0, 8.0, 10.0], [120.0, 60.0, 40.0, 30.0, 24.0]];
    narrow_slice_jacobian: narrow_slice::jacobian(&[1.0, 2.0, 3.0], 2.0) => vec![2.0, 0.0, 2.0, 4.0, 0.0, 2.0, 0.0, 2.0];
    rows_of_value: rows_of::value_and_jacobian(&[2.0, 3.0]).0 => vec![[4.0, 4.0], [9.0, 6.0]];
    rows_of_jacobian: rows_of::jacobian(&[2.0, 3.0]) => vec![4.0, 0.0, 4.0, 0.0, 0.0, 6.0, 3.0, 2.0];
    rows_of_jvp: rows_of::jvp(&[2.0, 3.0], &[1.0, 1.0]) => vec![[4.0, 4.0], [6.0, 5.0]];
    rows_of_vjp: rows_of::vjp(&[2.0, 3.0], &[[1.0, 1.0], [1.0, 1.0]]) => vec![11.0, 8.0];
    vec_and_number_jacobian: vec_and_number::jacobian(&[2.0, 3.0]) => vec![4.0, 0.0, 0.0, 6.0, 12.0, 27.0];
    vec_and_number_vjp: vec_and_number::vjp(&[2.0, 3.0], (&[1.0, 1.0], 1.0)) => vec![16.0, 33.0];
    vec_and_number_jvp: vec_and_number::jvp(&[2.0, 3.0], &[1.0, 0.0]) => (vec![4.0, 0.0], 12.0);
}

#[test]
fn what_has_no_derivative_is_nothing() {
    let x = [2.0, 3.0];
    assert_eq!(deep_result::value_and_jvp(&x, [1.0, 0.0]), (deep_result(&x), ([[1.0, 0.0], [3.0, 0.0]], (4.0, ()))));
    assert_eq!(deep_result::vjp(&x, ([[1.0, 1.0], [1.0, 1.0]], (1.0, ()))), [8.0, 3.0]);
    assert_eq!(deep_result::jacobian(&x), [[1.0, 0.0], [0.0, 1.0], [3.0, 2.0], [0.0, 0.0], [4.0, 0.0]]);
}

#[differentiable]
fn takes_results(x: f64, y: f64, v: &[f64]) -> f64 {
    let (a, [b, c]) = mixed_result(x, y);
    let (m, (d, n)): ([[f64; 2]; 2], (f64, usize)) = deep_result(&[a, y]);
    let mut sum = a * b + c + m[1][0] * d + n as f64 * x;
    let (squares, cubes) = vec_and_number(v);
    for i in 0..v.len() {
        sum += squares[i] * x;
    }
    let (low, high) = narrow(&[x, y, a, b, c]);
    let pairs: Vec<[f64; 2]> = rows_of(v);
    for i in 0..v.len() {
        sum += pairs[i][1] * y;
    }
    sum + cubes * y + low - high
}

#[test]
fn results_of_every_shape_in_calls() {
    let (x, y, v) = (0.3, 0.7, [0.5, -0.25]);
    takes_results::check(x, y, &v);
    let (value, _) = takes_results::value_and_gradient(x, y, &v);
    assert_eq!(value.to_bits(), takes_results(x, y, &v).to_bits());
}

#[differentiable]
fn in_a_loop(x: f64, v: &[f64]) -> f64 {
    let mut y = x;
    for i in 0..v.len() {
        let (a, b) = mixed_result(y, v[i]);
        let (s, t) = vec_and_number(v);
        y = a * 0.1 + b[0] * s[i] + t * y;
        if y > 0.1 {
            let (c, d) = narrow(&[y, x, v[i], 1.0, 2.0]);
            y += c * 0.01 - d;
        }
    }
    y
}

#[test]
fn results_of_every_shape_in_loops() {
    in_a_loop::check(0.3, &[0.5, -0.25, 0.4]);
    in_a_loop::check(0.3, &[]);
}
