//! Hessians entry by entry: bands, blocks, rows of parameters, branches, repeated indices. Each against differences of the gradient, and
//! against products with unit vectors, which go another way.

use chainrule::differentiable;

#[differentiable]
fn chained(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let a = 1.0 - x[i];
        let b = x[i + 1] - x[i] * x[i];
        sum += a * a + 100.0 * b * b;
    }
    sum
}
#[differentiable]
fn fixed<const N: usize>(x: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for i in 1..N {
        sum += (x[i] - x[i - 1]).sin() * x[i];
    }
    sum
}
#[differentiable]
fn windows(x: &[f64]) -> f64 {
    x.windows(3).map(|w| (w[0] * w[1] - w[2]).powi(2) * w[1].exp()).sum()
}
#[differentiable]
fn lj(x: &[f64]) -> f64 {
    let n = x.len() / 3;
    let mut e = 0.0;
    for i in 0..n {
        for j in 0..i {
            let dx = x[3 * i] - x[3 * j];
            let dy = x[3 * i + 1] - x[3 * j + 1];
            let dz = x[3 * i + 2] - x[3 * j + 2];
            let r2 = dx * dx + dy * dy + dz * dz;
            let s = 1.0 / r2;
            let s6 = s * s * s;
            e += 4.0 * (s6 * s6 - s6);
        }
    }
    e
}
#[differentiable]
fn mixed(a: f64, x: &[f64], b: &[f64; 2], #[constant] y: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        let r = a * x[i] * b[0] + b[1].sin() - y[i];
        s += if r.abs() < 0.5 { 0.5 * r * r } else { 0.5 * (r.abs() - 0.25) };
    }
    s + a * b[1] * x[0]
}
#[differentiable]
fn gather(x: &[f64], #[constant] idx: &[usize]) -> f64 {
    let mut s = 0.0;
    for k in 0..idx.len() {
        let i = idx[k];
        let v = x[i] * x[k];
        s += v * v * 0.5 - (x[i] + x[0]).cos();
    }
    3.0 * s
}
#[differentiable]
fn grid(x: &[[f64; 2]]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() - 1 {
        let d = x[i + 1][0] - x[i][0];
        let e = x[i + 1][1] * x[i][1];
        s += d * d * e;
    }
    s
}
#[differentiable]
fn logistic(w: &[f64; 3], b: f64, #[constant] xs: &[[f64; 3]], #[constant] ys: &[f64]) -> f64 {
    let mut loss = 0.0;
    for (x, y) in xs.iter().zip(ys) {
        let mut z = b;
        for j in 0..3 {
            z += w[j] * x[j];
        }
        loss += (1.0 + (-z * y).exp()).ln();
    }
    loss
}
#[differentiable]
fn curve(b: &[f64; 2], c: f64, #[constant] t: &[f64], #[constant] y: &[f64]) -> f64 {
    let mut s = 0.0;
    for (t, y) in t.iter().zip(y) {
        let r = b[0] * (-b[1] * t).exp() + c - y;
        s += r * r;
    }
    s
}
#[differentiable]
fn two(x: &[f64], y: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i] * y[i].exp();
    }
    for i in 1..x.len() {
        s += x[i] * x[i - 1] * y[0];
    }
    s * 2.0
}
#[differentiable]
fn maxes(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 1..x.len() {
        s += x[i].max(x[i - 1]).powi(3) * x[i].min(0.3) + (x[i] * x[i - 1]).abs();
    }
    s
}

const X: [f64; 5] = [0.3, -0.7, 1.1, 0.4, 0.9];

#[track_caller]
fn symmetric(h: &[f64], n: usize) {
    for i in 0..n {
        for j in 0..n {
            assert_eq!(h[i * n + j].to_bits(), h[j * n + i].to_bits(), "entry ({i}, {j})");
        }
    }
}

#[test]
fn bands_of_neighbours() {
    chained::check(&X);
    chained::check(&X[..1]);
    fixed::check(&X);
    windows::check(&X);
    windows::check(&X[..2]);
    grid::check(&[[0.3, 0.4], [0.9, -0.2], [1.0, 0.7]]);
    symmetric(&windows::hessian(&X), 5);
}

/// Moré, Garbow and Hillstrom (1981), problem 21 in its chained form: at the minimum the Hessian is tridiagonal, 802, -400, 1002, 200.
#[test]
fn chained_rosenbrock_at_its_minimum() {
    assert_eq!(chained::hessian(&[1.0; 3]), [802.0, -400.0, 0.0, -400.0, 1002.0, -400.0, 0.0, -400.0, 200.0]);
}

#[test]
fn blocks_of_pairs() {
    let x = [0.0, 0.1, 0.2, 1.0, 1.1, 0.2, -1.0, 0.9, 1.4];
    lj::check(&x);
    symmetric(&lj::hessian(&x), 9);
}

#[test]
fn rows_of_parameters() {
    mixed::check(0.7, &X, &[0.9, 0.4], &[0.1, 0.2, 0.3, -0.9, 2.0]);
    logistic::check(&[0.3, 0.2, 0.1], 0.4, &[[1.0, 2.0, 3.0], [0.3, -0.2, 0.9]], &[1.0, -1.0]);
    curve::check(&[1.0, 0.5], 0.2, &[0.0, 1.0, 2.0], &[1.1, 0.7, 0.3]);
}

#[test]
fn indices_that_meet_at_run_time() {
    gather::check(&X, &[0, 2, 2, 4]);
    symmetric(&gather::hessian(&X, &[0, 2, 2, 4]), 5);
}

#[test]
fn choices_inside_of_sums() {
    maxes::check(&X);
}

#[test]
fn two_slices_against_products() {
    let y = [0.1, 0.2, 0.3, 0.4, 0.5];
    let h = two::hessian(&X, &y);
    for k in 0..10 {
        let mut v = [0.0; 10];
        v[k] = 1.0;
        let (a, b) = two::hvp(&X, &y, (&v[..5], &v[5..]));
        for (j, expected) in a.iter().chain(&b).enumerate() {
            approx::assert_relative_eq!(h[k * 10 + j], *expected, max_relative = 1e-14, epsilon = 1e-14);
        }
    }
}
