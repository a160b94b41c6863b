//! Private functions; of each, only a derivative is used.

use chainrule::differentiable;

#[differentiable]
fn scalar(x: f64, y: f64) -> f64 {
    x * y.sin()
}

#[differentiable]
fn single(x: f32) -> f32 {
    x * x
}

#[differentiable]
fn slice(x: &[f64], #[constant] y: f64) -> f64 {
    x[0] * y
}

#[differentiable]
fn mixed(x: f64, y: &[f64; 2]) -> f64 {
    x * y[0] * y[1]
}

#[differentiable]
fn vector(x: f64, y: f64) -> [f64; 2] {
    [x * y, x]
}

#[differentiable(gradient)]
fn gradient_alone(x: f64, y: f64) -> f64 {
    x * y
}

#[test]
fn l07_l09_derivatives_are_used() {
    assert_eq!(scalar::gradient(0.0, 0.0), [0.0, 0.0]);
    assert_eq!(single::derivative(0.5), 1.0);
    assert_eq!(slice::gradient(&[1.0], 2.0), [2.0]);
    assert_eq!(mixed::gradient(1.0, &[2.0, 3.0]), (6.0, [3.0, 2.0]));
    assert_eq!(vector::jacobian(1.0, 2.0), [[2.0, 1.0], [1.0, 0.0]]);
    assert_eq!(gradient_alone::gradient(1.0, 2.0), [2.0, 1.0]);
}
