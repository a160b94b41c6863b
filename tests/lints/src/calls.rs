//! Functions that call themselves, that call derivatives, and whose derivatives are stated.

use chainrule::{constant, differentiable};

/// A power, by recursion.
#[differentiable]
#[must_use]
pub fn repeated(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * repeated(x, n - 1) }
}

/// A sum over the end of a slice, by recursion.
#[differentiable]
#[must_use]
pub fn tail(x: &[f64], k: usize) -> f64 {
    if k == x.len() { 0.0 } else { x[k] * x[k] + tail(x, k + 1) }
}

/// A weight that is held fixed.
#[differentiable]
#[must_use]
pub fn held(x: f64, y: f64) -> f64 {
    constant!(x * y) * x
}

/// A stated derivative.
#[differentiable(derivative = d_area, order = 2)]
#[must_use]
pub fn area(x: f64, y: f64) -> f64 {
    x * y
}

/// The derivative of the area.
#[differentiable]
#[must_use]
pub const fn d_area(x: f64, y: f64) -> [f64; 2] {
    [y, x]
}

/// A stated derivative of an array, which has none itself.
#[differentiable(derivative = d_first)]
#[must_use]
pub const fn first(x: &[f64; 3]) -> f64 {
    x[0]
}

const fn d_first(_: &[f64; 3]) -> [f64; 3] {
    [1.0, 0.0, 0.0]
}

/// An energy with third derivatives.
#[differentiable(order = 3)]
#[must_use]
pub fn energy(x: &[f64; 2], _scale: f64, #[constant] stiffness: f64) -> f64 {
    stiffness * x[0] * x[0] * x[1]
}

/// A matrix, a slice and a number with third derivatives.
#[differentiable(order = 3, wrt(x))]
#[must_use]
pub fn matrix(x: &[[f64; 2]; 2], y: &[f64], z: f64) -> f64 {
    x[0][0] * x[1][1] * y[0] * z
}

/// Of one number.
#[differentiable(order = 3)]
#[must_use]
pub fn cube(x: f64) -> f64 {
    x * x * x
}

/// Calls of derivatives.
#[differentiable(order = 2)]
#[must_use]
pub fn force(x: &[[f64; 2]; 2], y: &[f64], z: f64) -> f64 {
    let g: [[f64; 2]; 2] = matrix::gradient(x, y, z);
    let (value, slope) = cube::value_and_derivative(z);
    g[0][0].sin() + slope * value
}

/// A second derivative.
#[differentiable]
#[must_use]
pub fn curvature(x: f64) -> f64 {
    cube::second_derivative(x) * x
}
