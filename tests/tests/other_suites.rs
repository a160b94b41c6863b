//! Programs of kinds that test suites of other systems have.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;
use chainrule_tests::agree;

#[differentiable]
fn ring(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let mut b = vec![0.0; x.len()];
    for _ in 0..3 {
        for i in 0..a.len() {
            b[i] = a[i] * a[(i + 1) % a.len()];
        }
        std::mem::swap(&mut a, &mut b);
    }
    a.iter().sum()
}
#[differentiable]
fn swapped_lists(x: &[f64], n: usize) -> f64 {
    let mut a: Vec<f64> = x.iter().map(|v| v.sin()).collect();
    let mut b: Vec<f64> = (0..n).map(|i| x[i] * 2.0).collect();
    std::mem::swap(&mut a, &mut b);
    a[0] * b[1]
}
#[differentiable]
fn swapped_in_a_loop(x: &[f64]) -> f64 {
    let mut a: Vec<f64> = x.iter().map(|v| v.sin()).collect();
    let mut b: Vec<f64> = a.iter().map(|v| v * v).collect();
    for _ in 0..2 {
        for (u, v) in a.iter_mut().zip(&b) {
            *u += v * x[0];
        }
        std::mem::swap(&mut a, &mut b);
    }
    a[0] * b[1]
}
#[differentiable]
fn replaced(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for _ in 0..3 {
        let mut b = vec![0.0; a.len()];
        for i in 0..a.len() {
            b[i] = a[i] * x[i];
        }
        a = b;
    }
    a.iter().sum()
}
#[differentiable]
fn grid(x: &[f64]) -> f64 {
    let grid = vec![vec![vec![x[0]; 2]; 3]; 2];
    grid[1][2][1] * x[1]
}
#[differentiable]
fn filled_grid(x: &[f64]) -> f64 {
    let mut g = vec![vec![vec![0.0; 2]; 3]; 2];
    for i in 0..2 {
        for j in 0..3 {
            for k in 0..2 {
                g[i][j][k] = x[k] * (i + j) as f64;
            }
        }
    }
    g.iter().flatten().flatten().map(|v| v * v).sum()
}
#[differentiable]
fn simplex(x: &[f64]) -> f64 {
    let n = x.len();
    let mut stick = 1.0;
    let mut y = vec![0.0; n + 1];
    for k in 0..n {
        let z = 1.0 / (1.0 + (-(x[k] - ((n - k) as f64).ln())).exp());
        y[k] = stick * z;
        stick -= y[k];
    }
    y[n] = stick;
    y.iter().enumerate().map(|(i, v)| v.ln() * (i + 1) as f64).sum()
}
#[differentiable]
fn midpoint(x: &[f64], n: usize) -> Vec<f64> {
    let mut y = x.to_vec();
    for _ in 0..n {
        let k1: Vec<f64> = y.iter().map(|v| -v * v).collect();
        let mid: Vec<f64> = y.iter().zip(&k1).map(|(v, k)| v + 0.05 * k).collect();
        let k2: Vec<f64> = mid.iter().map(|v| -v * v).collect();
        for (v, k) in y.iter_mut().zip(k2.iter()) {
            *v += 0.1 * k;
        }
    }
    y
}
#[differentiable]
fn minors(a: &[[f64; 3]; 3]) -> f64 {
    let mut d = 0.0;
    for j in 0..3 {
        let s = if j % 2 == 0 { 1.0 } else { -1.0 };
        let cols: Vec<usize> = (0..3).filter(|c| *c != j).collect();
        d += s * a[0][j] * (a[1][cols[0]] * a[2][cols[1]] - a[1][cols[1]] * a[2][cols[0]]);
    }
    d
}
#[differentiable]
fn carried(x: f64) -> f64 {
    let (mut a, mut b, mut i) = (x, 1.0, 0);
    while i < 10 && a.abs() < 100.0 {
        (a, b) = (a * b + x, b * 0.9 + a.sin());
        i += 1;
    }
    a + b
}
#[differentiable]
fn closures(x: f64) -> f64 {
    let f = |y: f64| {
        let g = |z: f64| z * x + y;
        g(y) * g(x)
    };
    f(x) + f(2.0)
}
#[differentiable]
fn network(w: &[f64], #[constant] data: &[(f64, f64)]) -> f64 {
    let mut loss = 0.0;
    'outer: for &(x, y) in data {
        let mut h = x;
        for (k, wk) in w.iter().enumerate() {
            if h > 50.0 {
                continue 'outer;
            }
            h = (wk * h + k as f64).tanh();
        }
        loss += (h - y).powi(2);
    }
    loss / data.len() as f64
}
#[differentiable]
fn polar(x: f64, y: f64) -> (f64, f64, f64) {
    let r = x.hypot(y);
    let t = y.atan2(x);
    (r, t, r * t)
}

const X: [f64; 4] = [0.7, 0.2, 0.9, 0.4];

agree! {
    neighbours_in_a_ring: ring(X.to_vec());
    lists_that_are_swapped: swapped_lists(X.to_vec(), 3);
    lists_that_are_swapped_in_a_loop: swapped_in_a_loop(X.to_vec());
    lists_that_are_replaced: replaced(X.to_vec());
    lists_three_deep: grid(X.to_vec());
    lists_three_deep_that_are_filled: filled_grid(X.to_vec());
    breaking_a_stick: simplex(X.to_vec());
    layers_of_one: network(X.to_vec(), &[(0.1, 0.2), (0.3, 0.5)]);
}

#[test]
fn arrays_and_numbers() {
    let a = [[0.1, 0.2, 0.3], [0.5, 0.7, 0.1], [1.0, 2.0, 0.4]];
    minors::check(&a);
    // The gradient of a determinant holds the cofactors.
    assert!((minors::gradient(&a)[0][0] - (0.7 * 0.4 - 0.1 * 2.0)).abs() < 1e-15);
    carried::check(0.3);
    closures::check(0.4);
}

#[test]
fn several_results() {
    let (x, y) = (0.3_f64, 0.4_f64);
    let j = polar::jacobian(x, y);
    let r = x.hypot(y);
    let expected = [[x / r, y / r], [-y / (r * r), x / (r * r)]];
    for (row, expected) in j.iter().zip(expected) {
        assert!((row[0] - expected[0]).abs() < 1e-15 && (row[1] - expected[1]).abs() < 1e-15, "{j:?}");
    }
}

#[test]
fn steps_of_each_component() {
    let j = midpoint::jacobian(&[0.3, 0.5], 3);
    assert_eq!((j[1], j[2]), (0.0, 0.0));
    // Near to the derivative of the solution of y' = -y².
    assert!((j[0] - 1.0 / (1.0_f64 + 0.3 * 0.3).powi(2)).abs() < 1e-3, "{j:?}");
}

#[differentiable]
fn scaled_first(mut x: [f64; 4]) -> f64 {
    x[2] *= x[1];
    x[0] * x[2]
}

/// A constant array behind a reference goes to a function by value.
#[differentiable]
fn by_value(#[constant] x: &[f64; 4], y: &[f64], k: usize) -> f64 {
    let mut e = 0.0;
    for j in 0..y.len() {
        let h = y.to_vec();
        e += match k {
            1..=2 => scaled_first(*x) * (scaled_first(*x).sin() + h[j]),
            _ => y[0],
        };
    }
    e
}

#[test]
fn constant_arrays_are_handed_over_by_value() {
    let (x, y) = ([2.0, 3.0, 0.5, 1.0], [0.25, -1.0, 4.0]);
    by_value::check(&x, &y, 1);
    assert_eq!(by_value::gradient(&x, &y, 1), [3.0; 3]);
    assert_eq!(by_value::gradient(&x, &y, 0), [3.0, 0.0, 0.0]);
}
