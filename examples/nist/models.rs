//! The models of the data sets, as one would write them down.

use std::f64::consts::PI;

use chainrule::differentiable;

#[differentiable]
pub(crate) fn misra1a(b: &[f64; 2], #[constant] x: f64) -> f64 {
    b[0] * (1.0 - (-b[1] * x).exp())
}

#[differentiable]
pub(crate) fn misra1b(b: &[f64; 2], #[constant] x: f64) -> f64 {
    b[0] * (1.0 - (1.0 + b[1] * x / 2.0).powi(-2))
}

#[differentiable]
pub(crate) fn misra1c(b: &[f64; 2], #[constant] x: f64) -> f64 {
    b[0] * (1.0 - 1.0 / (1.0 + 2.0 * b[1] * x).sqrt())
}

#[differentiable]
pub(crate) fn misra1d(b: &[f64; 2], #[constant] x: f64) -> f64 {
    b[0] * b[1] * x / (1.0 + b[1] * x)
}

#[differentiable]
pub(crate) fn chwirut(b: &[f64; 3], #[constant] x: f64) -> f64 {
    (-b[0] * x).exp() / (b[1] + b[2] * x)
}

#[differentiable]
pub(crate) fn lanczos(b: &[f64; 6], #[constant] x: f64) -> f64 {
    b[0] * (-b[1] * x).exp() + b[2] * (-b[3] * x).exp() + b[4] * (-b[5] * x).exp()
}

#[differentiable]
pub(crate) fn gauss(b: &[f64; 8], #[constant] x: f64) -> f64 {
    let decay = b[0] * (-b[1] * x).exp();
    let u = (x - b[3]) / b[4];
    let v = (x - b[6]) / b[7];
    decay + b[2] * (-u * u).exp() + b[5] * (-v * v).exp()
}

#[differentiable]
pub(crate) fn danwood(b: &[f64; 2], #[constant] x: f64) -> f64 {
    b[0] * x.powf(b[1])
}

#[differentiable]
pub(crate) fn kirby2(b: &[f64; 5], #[constant] x: f64) -> f64 {
    let top = b[0] + b[1] * x + b[2] * x.powi(2);
    let bottom = 1.0 + b[3] * x + b[4] * x.powi(2);
    top / bottom
}

/// Hahn1 and Thurber.
#[differentiable]
pub(crate) fn cubics(b: &[f64; 7], #[constant] x: f64) -> f64 {
    let top = b[0] + b[1] * x + b[2] * x.powi(2) + b[3] * x.powi(3);
    let bottom = 1.0 + b[4] * x + b[5] * x.powi(2) + b[6] * x.powi(3);
    top / bottom
}

/// The logarithm of the response: the breakdown voltage of insulation after a time in the heat.
#[differentiable]
pub(crate) fn nelson(b: &[f64; 3], #[constant] weeks: f64, #[constant] celsius: f64) -> f64 {
    b[0] - b[1] * weeks * (-b[2] * celsius).exp()
}

#[differentiable]
pub(crate) fn mgh09(b: &[f64; 4], #[constant] x: f64) -> f64 {
    b[0] * (x * x + b[1] * x) / (x * x + b[2] * x + b[3])
}

#[differentiable]
pub(crate) fn mgh10(b: &[f64; 3], #[constant] x: f64) -> f64 {
    b[0] * (b[1] / (x + b[2])).exp()
}

#[differentiable]
pub(crate) fn mgh17(b: &[f64; 5], #[constant] x: f64) -> f64 {
    b[0] + b[1] * (-b[3] * x).exp() + b[2] * (-b[4] * x).exp()
}

#[differentiable]
pub(crate) fn roszman1(b: &[f64; 4], #[constant] x: f64) -> f64 {
    b[0] - b[1] * x - (b[2] / (x - b[3])).atan() / PI
}

/// Air pressure over the southern Pacific: the year, El Niño, and one more cycle; `x` counts months.
#[differentiable]
pub(crate) fn enso(b: &[f64; 9], #[constant] x: f64) -> f64 {
    let year = 2.0 * PI * x / 12.0;
    let long = 2.0 * PI * x / b[3];
    let short = 2.0 * PI * x / b[6];
    let cycles = b[4] * long.cos() + b[5] * long.sin() + b[7] * short.cos() + b[8] * short.sin();
    b[0] + b[1] * year.cos() + b[2] * year.sin() + cycles
}

#[differentiable]
pub(crate) fn eckerle4(b: &[f64; 3], #[constant] x: f64) -> f64 {
    b[0] / b[1] * (-0.5 * ((x - b[2]) / b[1]).powi(2)).exp()
}

#[differentiable]
pub(crate) fn rat42(b: &[f64; 3], #[constant] x: f64) -> f64 {
    b[0] / (1.0 + (b[1] - b[2] * x).exp())
}

#[differentiable]
pub(crate) fn rat43(b: &[f64; 4], #[constant] x: f64) -> f64 {
    b[0] / (1.0 + (b[1] - b[2] * x).exp()).powf(1.0 / b[3])
}

#[differentiable]
pub(crate) fn bennett5(b: &[f64; 3], #[constant] x: f64) -> f64 {
    b[0] * (b[1] + x).powf(-1.0 / b[2])
}
