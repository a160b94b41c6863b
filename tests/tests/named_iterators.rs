//! Iterators that a variable holds until something runs over them.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

#[differentiable]
fn squares(x: &[f64]) -> f64 {
    let squares = x.iter().map(|v| v * v);
    let n = x.len() as f64;
    squares.sum::<f64>() / n
}

/// One name for another, and stages with a state.
#[differentiable]
fn renamed(x: &[f64]) -> f64 {
    let positive = x.iter().filter(|v| **v > 0.0);
    let numbered = positive.enumerate();
    let later = numbered.skip(1);
    let mut s = 0.0;
    for (k, v) in later {
        s += k as f64 * v * v;
    }
    s
}

/// The elements are those of when the iterator was made; so is the end of the range.
#[differentiable]
fn made_before(x: [f64; 3]) -> f64 {
    let (mut a, mut n) = (x, 2);
    let doubled = a.into_iter().map(|v| 2.0 * v);
    let counted = (0..n).map(|i| i as f64);
    a[0] = 100.0;
    n = 3;
    doubled.sum::<f64>() + a[0] * x[1] + counted.sum::<f64>() * x[2] * n as f64
}

/// In both arms, inside of a loop.
#[differentiable]
fn in_arms(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        let others = x.iter().enumerate().filter(|&(j, _)| j != i);
        if x[i] > 1.0 {
            s += x[i] * others.map(|(_, v)| v).sum::<f64>();
        } else {
            let logs = others.map(|(_, v)| v.ln());
            s += logs.sum::<f64>();
        }
    }
    s
}

#[differentiable]
fn side_by_side(x: &[f64], y: &[f64]) -> Vec<f64> {
    let (mut kept, scale) = (vec![1.0], 2.0);
    let products = x.iter().zip(y).map(|(a, b)| a * b);
    let sums = x.iter().zip(y).map(|(a, b)| scale * (a + b));
    kept.extend(products.zip(sums).map(|(p, s)| p * s));
    kept
}

/// The name is a variable again.
#[differentiable]
fn shadowed(x: &[f64]) -> f64 {
    let total = x.iter().map(|v| v.sin());
    let total: f64 = total.sum();
    total * total
}

#[test]
fn one_after_the_other() {
    assert_eq!(squares::value_and_gradient(&[1.0, 3.0]), (5.0, vec![1.0, 3.0]));
    assert_eq!(renamed::value_and_gradient(&[3.0, -1.0, 2.0, 4.0]), (36.0, vec![0.0, 0.0, 4.0, 16.0]));
    assert_eq!(made_before([1.0, 2.0, 3.0]), 221.0);
    assert_eq!(made_before::gradient([1.0, 2.0, 3.0]), [2.0, 102.0, 5.0]);
    let x = [2.0, 0.5, 4.0];
    assert_eq!(in_arms(&x), 2.0 * 4.5 + 8f64.ln() + 4.0 * 2.5);
    assert_eq!(in_arms::gradient(&x), [4.5 + 0.5 + 4.0, 2.0 + 4.0, 2.0 + 0.25 + 2.5]);
    let jacobian = side_by_side::jacobian(&[1.0, 2.0], &[3.0, 4.0]);
    // d(2ab(a + b))/da = 4ab + 2b², and 4ab + 2a² by b.
    assert_eq!(side_by_side(&[1.0, 2.0], &[3.0, 4.0]), [1.0, 24.0, 96.0]);
    assert_eq!(jacobian, [[0.0; 4], [30.0, 0.0, 14.0, 0.0], [0.0, 64.0, 0.0, 40.0]].concat());
    shadowed::check(&[0.3, 1.2]);
    in_arms::check(&x);
}
