//! Parameters that are written: in-out ones, and `#[out]`. Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

// ---- alone: y_i = x_i^2 + y_i x_0, in-out

#[differentiable]
fn mix(x: &[f64], y: &mut [f64]) {
    for i in 0..x.len() {
        y[i] = x[i] * x[i] + y[i] * x[0];
    }
}

#[test]
fn in_out_slice() {
    let x = [2.0, 3.0];
    let mut y = [5.0, 7.0];
    let mut y_dot = [1.0, 0.0];
    mix::jvp(&x, &mut y, &[0.0, 1.0], &mut y_dot);
    assert_eq!((y, y_dot), ([14.0, 23.0], [2.0, 6.0]));
    let mut y = [5.0, 7.0];
    let mut y_bar = [1.0, 10.0];
    let x_bar = mix::vjp(&x, &mut y, &mut y_bar);
    // y_0 = x_0^2 + y_0 x_0, y_1 = x_1^2 + y_1 x_0
    assert_eq!((x_bar, y, y_bar), (vec![4.0 + 5.0 + 70.0, 60.0], [14.0, 23.0], [2.0, 20.0]));
    let mut y = [5.0, 7.0];
    let mut y_bar = [1.0, 10.0];
    let mut g = [0.0; 2];
    mix::value_and_vjp_into(&x, &mut y, &mut y_bar, &mut g);
    assert_eq!((g, y, y_bar), ([79.0, 60.0], [14.0, 23.0], [2.0, 20.0]));
    let mut y = [5.0, 7.0];
    assert_eq!(mix::jacobian(&x, &mut y), vec![9.0, 0.0, 2.0, 0.0, 7.0, 6.0, 0.0, 2.0]);
    assert_eq!(y, [14.0, 23.0]);
    let (mut y, mut j) = ([5.0, 7.0], [0.0; 8]);
    mix::jacobian_into(&x, &mut y, &mut j);
    assert_eq!((y, j), ([14.0, 23.0], [9.0, 0.0, 2.0, 0.0, 7.0, 6.0, 0.0, 2.0]));
    mix::jvp(&[], &mut [], &[], &mut []);
}

// ---- M13: written twice, the last wins; what was there counts only where it is read

#[differentiable]
fn twice(x: &[f64; 2], y: &mut [f64; 2]) {
    y[0] = x[0] * 100.0;
    y[0] = x[0] * y[1];
    y[1] += x[1];
    y[1] *= 2.0;
}

#[test]
fn m13_last_write_wins() {
    let x = [3.0, 5.0];
    let (mut y, mut y_bar) = ([70.0, 11.0], [1.0, 10.0]);
    assert_eq!(twice::vjp(&x, &mut y, &mut y_bar), [11.0, 20.0]);
    assert_eq!((y, y_bar), ([33.0, 32.0], [0.0, 23.0]));
    let (mut y, mut y_dot) = ([70.0, 11.0], [1.0, 10.0]);
    twice::jvp(&x, &mut y, [1.0, 2.0], &mut y_dot);
    assert_eq!((y, y_dot), ([33.0, 32.0], [41.0, 24.0]));
    let mut y = [70.0, 11.0];
    assert_eq!(twice::jacobian(&x, &mut y), [[11.0, 0.0, 0.0, 3.0], [0.0, 2.0, 0.0, 2.0]]);
    assert_eq!(y, [33.0, 32.0]);
}

// ---- out

#[differentiable]
fn squares(x: &[f64], #[constant] k: f64, #[out] out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = x[0] * x[i] * k;
    }
}

#[test]
fn out_slice() {
    let x = [2.0, 3.0, 4.0];
    assert_eq!(squares::jacobian(2, &x, 10.0), vec![40.0, 0.0, 0.0, 30.0, 20.0, 0.0]);
    assert_eq!(squares::value_and_jacobian(2, &x, 10.0).0, vec![40.0, 60.0]);
    let (mut out, mut out_dot) = ([0.0; 2], [f64::NAN; 2]);
    squares::jvp(&x, 10.0, &mut out, &[1.0, 0.0, 0.0], &mut out_dot);
    assert_eq!((out, out_dot), ([40.0, 60.0], [40.0, 30.0]));
    let (mut out, mut out_bar) = ([0.0; 2], [1.0, 2.0]);
    assert_eq!(squares::vjp(&x, 10.0, &mut out, &mut out_bar), vec![100.0, 40.0, 0.0]);
    assert_eq!((out, out_bar), ([40.0, 60.0], [0.0, 0.0]));
    let (mut out, mut j) = ([0.0; 2], [0.0; 6]);
    squares::jacobian_into(&x, 10.0, &mut out, &mut j);
    assert_eq!((out, j), ([40.0, 60.0], [40.0, 0.0, 0.0, 30.0, 20.0, 0.0]));
}

#[differentiable]
fn spread(x: f64, y: f64, #[out] sum: &mut f64, #[out] parts: &mut [f64; 2]) -> f64 {
    *sum = x + y;
    parts[0] = x * *sum;
    parts[1] = y * y;
    x * y
}

#[test]
fn out_numbers_beside_a_result() {
    let (mut sum, mut parts) = (0.0, [0.0; 2]);
    assert_eq!(spread::value_and_gradient(2.0, 3.0, &mut sum, &mut parts), (6.0, [3.0, 2.0]));
    assert_eq!((sum, parts), (5.0, [10.0, 9.0]));
    let (mut sum, mut parts) = (0.0, [0.0; 2]);
    assert_eq!(spread::hessian(2.0, 3.0, &mut sum, &mut parts), [[0.0, 1.0], [1.0, 0.0]]);
    assert_eq!((sum, parts), (5.0, [10.0, 9.0]));
    let (mut sum, mut parts, mut sum_dot, mut parts_dot) = (0.0, [0.0; 2], 9.0, [9.0; 2]);
    let jvp = spread::value_and_jvp(2.0, 3.0, &mut sum, &mut parts, [1.0, 2.0], &mut sum_dot, &mut parts_dot);
    assert_eq!((jvp, sum_dot, parts_dot), ((6.0, 7.0), 3.0, [11.0, 12.0]));
    let (mut sum_bar, mut parts_bar) = (1.0, [10.0, 100.0]);
    let vjp = spread::value_and_vjp(2.0, 3.0, &mut sum, &mut parts, 1000.0, &mut sum_bar, &mut parts_bar);
    assert_eq!(vjp, (6.0, [3000.0 + 1.0 + 70.0, 2000.0 + 1.0 + 20.0 + 600.0]));
    assert_eq!((sum_bar, parts_bar), (0.0, [0.0; 2]));
}

// ---- a scalar result beside in-outs: f = sum of the old y_i x_0, then y_i = y_i^2 + f

#[differentiable]
fn step(x: f64, y: &mut [f64], z: &mut f64) -> f64 {
    let mut sum = *z * *z;
    for v in 0..y.len() {
        sum += y[v] * y[v] * x;
    }
    for v in 0..y.len() {
        y[v] = y[v] * sum;
    }
    *z = sum * x;
    sum
}

#[test]
fn gradients_are_with_respect_to_the_content_at_entry() {
    let (y, z) = ([1.0, 2.0], 5.0);
    let (mut y_out, mut z_out) = (y, z);
    let found = step::value_and_gradient(3.0, &mut y_out, &mut z_out);
    assert_eq!(found, (40.0, (5.0, vec![6.0, 12.0], 10.0)));
    assert_eq!((y_out, z_out), ([40.0, 80.0], 120.0));
    let (mut y_out, mut z_out) = (y, z);
    let found = step::hessian(3.0, &mut y_out, &mut z_out);
    assert_eq!(found, vec![0.0, 2.0, 4.0, 0.0, 2.0, 6.0, 0.0, 0.0, 4.0, 0.0, 6.0, 0.0, 0.0, 0.0, 0.0, 2.0]);
    assert_eq!((y_out, z_out), ([40.0, 80.0], 120.0));
    let (mut y_out, mut z_out) = (y, z);
    let found = step::gradient_and_hvp(3.0, &mut y_out, &mut z_out, (1.0, &[1.0, 0.0], 2.0));
    assert_eq!(found, ((5.0, vec![6.0, 12.0], 10.0), (2.0, vec![8.0, 4.0], 4.0)));
    assert_eq!((y_out, z_out), ([40.0, 80.0], 120.0));
    let (mut y_out, mut z_out) = (y, z);
    let (mut y_dot, mut z_dot) = ([1.0, 0.0], 2.0);
    // sum' = 5 + 6 + 20
    assert_eq!(step::jvp(3.0, &mut y_out, &mut z_out, 1.0, &mut y_dot, &mut z_dot), 31.0);
    assert_eq!((y_dot, z_dot), ([40.0 + 31.0, 62.0], 40.0 + 93.0));
    let (mut y_out, mut z_out) = (y, z);
    let (mut y_bar, mut z_bar) = ([1.0, 0.0], 0.0);
    // y_0 sum
    assert_eq!(step::vjp(3.0, &mut y_out, &mut z_out, 0.0, &mut y_bar, &mut z_bar), 5.0);
    assert_eq!((y_bar, z_bar), ([46.0, 12.0], 10.0));
}

#[test]
#[should_panic = "`y_bar` has length 1, but y has 2"]
fn lengths_are_compared() {
    mix::vjp(&[1.0, 2.0], &mut [1.0, 2.0], &mut [1.0]);
}

// ---- calls with arguments that are changed

#[differentiable]
fn fill(x: f64, a: &mut [f64]) {
    for i in 0..a.len() {
        a[i] = x * x * (i as f64 + 1.0);
    }
}

#[differentiable]
fn advance(y: &mut [f64; 2], k: &[f64; 2], h: &mut f64) -> f64 {
    for i in 0..2 {
        y[i] += *h * k[i] * y[i].sin();
    }
    *h *= 0.9 + y[0] * 0.01;
    y[0] * y[1]
}

#[differentiable]
fn accumulate(x: &[f64], y: &mut [f64], s: &mut f64) {
    let mut t = *s;
    for i in 0..x.len() {
        t = t * 0.5 + x[i] * y[i];
        y[i] = t.sin();
    }
    *s = t;
}

#[differentiable]
fn integrate(x: f64, k: &[f64; 2], n: usize) -> f64 {
    let mut y = [x, x * x];
    let mut h = 0.1 * x;
    let mut sum = 0.0;
    for i in 0..n {
        let product = advance(&mut y, k, &mut h);
        sum += product * product;
        if i % 2 == 1 {
            let k = [y[0] * 0.5, h];
            advance(&mut y, &k, &mut h);
        }
    }
    sum + y[0] * h
}

#[differentiable]
fn driver(x: f64, data: &[f64]) -> f64 {
    let mut a = vec![0.0; data.len()];
    let mut s = 0.5;
    fill(x, &mut a);
    for _ in 0..3 {
        accumulate(data, &mut a, &mut s);
    }
    let mut b = a.clone();
    accumulate(&a, &mut b, &mut s);
    let mut sum = s;
    for i in 0..a.len() {
        sum += a[i] * b[i];
    }
    sum
}

/// In-out parameters that are handed on.
#[differentiable]
fn relay(x: f64, y: &mut [f64], #[out] total: &mut f64) {
    let mut s = x;
    accumulate(&[x, x * 0.5], &mut *y, &mut s);
    *total = s * y[0];
    accumulate(&[0.3, x], &mut *y, &mut *total);
}

#[test]
fn calls_that_change_their_arguments() {
    for n in [0, 1, 2, 5] {
        integrate::check(0.7, &[0.3, -0.4], n);
        let (value, _) = integrate::value_and_gradient(0.7, &[0.3, -0.4], n);
        assert_eq!(value.to_bits(), integrate(0.7, &[0.3, -0.4], n).to_bits());
    }
    driver::check(0.6, &[0.5, -0.2, 0.9]);
    driver::check(0.6, &[]);
}

#[differentiable]
fn through_relay(x: f64, y: &[f64; 2]) -> f64 {
    let (mut total, mut copy) = (0.0, *y);
    let mut sum = 0.0;
    for i in 0..2 {
        relay(x, &mut copy, &mut total);
        sum += total * copy[i];
        accumulate(&[x], &mut [total], &mut copy[1]);
    }
    sum + copy[0] * copy[1]
}

#[test]
fn parameters_that_are_handed_on() {
    through_relay::check(0.7, &[0.3, -0.8]);
    let (x, y) = (0.7, [0.3, -0.8]);
    let mut total = 0.0;
    let j = {
        let mut y = y;
        relay::jacobian(x, &mut y)
    };
    for (k, (dx, dy)) in [(1.0, [0.0, 0.0]), (0.0, [1.0, 0.0]), (0.0, [0.0, 1.0])].into_iter().enumerate() {
        let (mut y, mut y_dot, mut total_dot) = (y, dy, 0.0);
        relay::jvp(x, &mut y, &mut total, dx, &mut y_dot, &mut total_dot);
        let column = [y_dot[0], y_dot[1], total_dot];
        assert_eq!(column, [j[k], j[3 + k], j[6 + k]]);
    }
    for k in 0..3 {
        let (mut y, mut y_bar, mut total_bar) = (y, [0.0; 2], 0.0);
        if k < 2 {
            y_bar[k] = 1.0;
        } else {
            total_bar = 1.0;
        }
        let x_bar = relay::vjp(x, &mut y, &mut total, &mut y_bar, &mut total_bar);
        for (found, expected) in [x_bar, y_bar[0], y_bar[1]].into_iter().zip(&j[3 * k..]) {
            assert!((found - expected).abs() < 1e-15, "{found} {expected}");
        }
    }
}

/// Windows and elements of what is written, lent to calls.
#[differentiable]
fn windows(x: f64, y: &mut [f64], rows: &mut [f64; 4]) -> f64 {
    accumulate(&[x, 0.5], &mut y[1..3], &mut rows[2]);
    accumulate(&[x * x], &mut y[2..], &mut rows[0]);
    rows[0] * y[1] + rows[2] * y[2]
}

#[differentiable]
fn through_windows(x: f64, y: &[f64; 3]) -> f64 {
    let (mut copy, mut rows) = (y.to_vec(), [x, 1.0, 2.0, 3.0]);
    let v = windows(x, &mut copy, &mut rows);
    v + copy[0] * rows[2] + copy[1] + copy[2] * rows[3]
}

/// What is done to the content as a whole.
#[differentiable]
fn wholes(x: f64, a: &mut f64, b: &mut f64, #[out] y: &mut [f64], z: &mut [f64]) {
    std::mem::swap(a, b);
    *a *= x;
    y.fill(*a * x);
    for v in z.iter_mut() {
        *v = v.sin() * *b;
    }
    y[0] += z[0];
}

#[differentiable]
fn through_wholes(x: f64, p: (f64, f64)) -> f64 {
    let (mut a, mut b) = p;
    let (mut y, mut z) = ([0.0; 2], vec![x, 0.3]);
    wholes(x, &mut a, &mut b, &mut y, &mut z);
    a * y[0] + b * z[1] + y[1] * z[0]
}

#[test]
fn windows_and_wholes() {
    through_windows::check(0.7, &[0.3, -0.8, 0.4]);
    through_wholes::check(0.7, (0.3, -0.8));
}
