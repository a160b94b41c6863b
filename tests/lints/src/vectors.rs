//! Functions with several results.

use chainrule::differentiable;

/// Polar coordinates made Cartesian.
#[differentiable]
#[must_use]
pub fn polar(r: f64, angle: f64) -> (f64, f64) {
    let (sin, cos) = angle.sin_cos();
    (r * cos, r * sin)
}

/// A point turned about.
#[differentiable]
#[must_use]
pub fn rotated(p: &[f64; 2], angle: f64) -> [f64; 2] {
    let (sin, cos) = angle.sin_cos();
    [p[0] * cos - p[1] * sin, p[0] * sin + p[1] * cos]
}

/// Products of neighbours.
#[differentiable]
#[must_use]
pub fn products(x: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; x.len() - 1];
    for i in 0..y.len() {
        y[i] = x[i] * x[i + 1];
    }
    y
}
