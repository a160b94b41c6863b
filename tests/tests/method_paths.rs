//! Methods of arrays and of floats that are named by their paths.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

#[differentiable]
fn lengths(x: f64, m: &[Vec<f64>]) -> f64 {
    let all = m.iter().map(Vec::len).sum::<usize>();
    let most = m.iter().map(Vec::len).max().unwrap();
    let none = m.iter().map(Vec::is_empty).filter(|empty| *empty).count();
    let first = <[f64]>::len(&m[0]);
    x * x * m[0][0] * (all + 10 * most + 100 * none + 1000 * first) as f64
}

#[differentiable]
fn lengths_of_data(x: f64, #[constant] m: &[Vec<f64>]) -> f64 {
    x * x * m.iter().map(Vec::len).sum::<usize>() as f64
}

#[test]
fn lengths_by_path() {
    let m = [vec![3.0, 1.0], vec![], vec![1.0]];
    assert_eq!(lengths::gradient(2.0, &m).0, 12.0 * 2123.0);
    assert_eq!(lengths::gradient(2.0, &m).1[0], [4.0 * 2123.0, 0.0]);
    assert_eq!(lengths_of_data::derivative(2.0, &m), 12.0);
}

#[differentiable]
fn both(x: f64) -> f64 {
    let (s, c) = f64::sin_cos(x);
    if f64::is_nan(s) { 0.0 } else { s * c * c }
}

#[differentiable]
fn both_of_each(x: &[f64]) -> f64 {
    x.iter().copied().map(f64::sin_cos).map(|(s, c)| s * c * c).sum()
}

#[test]
fn sine_and_cosine_by_path() {
    let x = 0.3_f64;
    let slope = x.cos().powi(3) - 2.0 * x.sin().powi(2) * x.cos();
    assert!((both::derivative(x) - slope).abs() < 1e-15);
    assert!((both_of_each::gradient(&[x])[0] - slope).abs() < 1e-15);
}
