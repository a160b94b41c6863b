//! Functions with floats of two widths.

use chainrule::differentiable;

/// Storage in `f32`, a sum in `f64`.
#[differentiable]
#[must_use]
pub fn stored(x: &[f32], scale: f64) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += f64::from(*v).sin();
    }
    scale * sum.sqrt()
}

/// A number of each width.
#[differentiable]
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "the result is the narrower one")]
pub fn blend(x: f64, y: f32) -> f32 {
    let z = (x * f64::from(y)) as f32;
    z.sin() + y
}

/// A result of each width.
#[differentiable]
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "the first result is the narrower one")]
pub fn both(x: f64, y: &[f32; 2]) -> (f32, f64) {
    let product = f64::from(y[0]) * f64::from(y[1]) * x;
    (product as f32, product)
}

/// A call of the other width.
#[differentiable]
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "what is called takes the narrower one")]
pub fn through(x: f64) -> f64 {
    f64::from(blend(x, x as f32)) * x
}
