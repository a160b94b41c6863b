//! Public outputs of functions that give an `Option`: there where the value is. Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

/// The greater root of `t² - 2 t x + y`: `x + sqrt(x² - y)`, if there is one.
#[differentiable]
fn root(x: f64, y: f64) -> Option<f64> {
    let d = x * x - y;
    if d < 0.0 {
        return None;
    }
    Some(x + d.sqrt())
}

#[differentiable]
fn logarithm(x: f64) -> Option<f64> {
    (x > 0.0).then(|| x.ln())
}

#[differentiable]
fn product_of_some(x: &[f64]) -> Option<f64> {
    let first = x.first()?;
    let mut product = *first;
    for v in &x[1..] {
        if *v == 0.0 {
            return None;
        }
        product *= v;
    }
    Some(product)
}

#[differentiable]
fn ratio(a: &[f64; 2], b: f64, #[constant] least: f64) -> Option<f64> {
    if b.abs() < least { None } else { Some(a[0] * a[1] / b) }
}

#[differentiable]
fn norm(a: &[f64; 2]) -> Option<f64> {
    let n = a[0] * a[0] + a[1] * a[1] * a[0];
    if n > 0.0 { Some(n) } else { None }
}

#[differentiable(gradient)]
fn asked_for(x: f64, y: f64) -> Option<f64> {
    root(x, y).map(|r| r * y)
}

#[test]
fn of_numbers() {
    // At (5, 9): d = 16, f = 9, f_x = 1 + x / 4, f_y = -1 / 8.
    assert_eq!(root::value_and_gradient(5.0, 9.0), Some((9.0, [2.25, -0.125])));
    assert_eq!(root::gradient(5.0, 9.0), Some([2.25, -0.125]));
    assert_eq!(root::gradient(1.0, 9.0), None);
    assert_eq!(root::jvp(5.0, 9.0, [2.0, 8.0]), Some(3.5));
    assert_eq!(root::value_and_jvp(5.0, 9.0, [2.0, 8.0]), Some((9.0, 3.5)));
    assert_eq!(root::jvp(1.0, 9.0, [2.0, 8.0]), None);
    // f_xx = (1 - x² / 16) / 4, f_xy = x / 128, f_yy = -1 / 256.
    let h = [[(1.0 - 25.0 / 16.0) / 4.0, 5.0 / 128.0], [5.0 / 128.0, -1.0 / 256.0]];
    assert_eq!(root::hessian(5.0, 9.0), Some(h));
    assert_eq!(root::hvp(5.0, 9.0, [1.0, 2.0]), Some(h.map(|row| row[0] + 2.0 * row[1])));
    assert_eq!((root::hessian(1.0, 9.0), root::hvp(1.0, 9.0, [1.0, 2.0])), (None, None));
    assert_eq!(asked_for::gradient(5.0, 9.0), Some([9.0 * 2.25, 9.0 - 9.0 / 8.0]));
}

#[test]
fn of_one_number() {
    assert_eq!(logarithm::value_and_derivative(4.0), Some((4_f64.ln(), 0.25)));
    assert_eq!(logarithm::derivative(4.0), Some(0.25));
    assert_eq!(logarithm::second_derivative(4.0), Some(-0.0625));
    assert_eq!(logarithm::jvp(4.0, 2.0), Some(0.5));
    assert_eq!((logarithm::derivative(-1.0), logarithm::second_derivative(-1.0)), (None, None));
}

#[test]
fn of_arrays() {
    assert_eq!(product_of_some::gradient(&[2.0, 3.0, 4.0]), Some(vec![12.0, 8.0, 6.0]));
    assert_eq!(product_of_some::jvp(&[2.0, 3.0, 4.0], &[1.0, 1.0, 1.0]), Some(26.0));
    assert_eq!(product_of_some::hessian(&[2.0, 3.0, 4.0]), Some(vec![0.0, 4.0, 3.0, 4.0, 0.0, 2.0, 3.0, 2.0, 0.0]));
    assert_eq!(product_of_some::hvp(&[2.0, 3.0, 4.0], &[1.0, 0.0, 1.0]), Some(vec![3.0, 6.0, 3.0]));
    assert_eq!((product_of_some::gradient(&[]), product_of_some::gradient(&[1.0, 0.0])), (None, None));
    // a₀ a₁ / b at (2, 3, 4).
    assert_eq!(ratio::value_and_gradient(&[2.0, 3.0], 4.0, 0.5), Some((1.5, ([0.75, 0.5], -0.375))));
    assert_eq!(ratio::jvp(&[2.0, 3.0], 4.0, 0.5, ([1.0, 1.0], 2.0)), Some(0.5));
    assert_eq!(ratio::hvp(&[2.0, 3.0], 4.0, 0.5, ([1.0, 0.0], 0.0)), Some(([0.0, 0.25], -0.1875)));
    assert_eq!(ratio::gradient(&[2.0, 3.0], 0.25, 0.5), None);
    assert_eq!(norm::hessian(&[2.0, 3.0]), Some([[2.0, 6.0], [6.0, 4.0]]));
    assert_eq!(norm::jvp(&[2.0, 3.0], [1.0, 1.0]), Some(4.0 + 9.0 + 12.0));
    assert_eq!(norm::gradient(&[0.0, 0.0]), None);
}
