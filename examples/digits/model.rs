//! Two models of a digit from its pixels: one that is linear in them, and a network with one hidden layer.

use chainrule::differentiable;

use crate::data::Image;

/// Ten digits, and a weight for each pixel and one more.
pub(crate) const LINEAR: usize = 10 * 65;
pub(crate) const HIDDEN: usize = 48;
const FIRST: usize = HIDDEN * 65;
pub(crate) const WEIGHTS: usize = FIRST + 10 * (HIDDEN + 1);

/// The log-odds of the digits up to a constant, linear in the pixels.
#[differentiable]
pub(crate) fn linear(w: &[f64], #[constant] image: &Image) -> [f64; 10] {
    let mut z = [0.0; 10];
    for k in 0..10 {
        let mut sum = w[65 * k + 64];
        for j in 0..64 {
            sum += w[65 * k + j] * image[j];
        }
        z[k] = sum;
    }
    z
}

/// The same through a hidden layer of hyperbolic tangents.
#[differentiable]
pub(crate) fn network(w: &[f64], #[constant] image: &Image) -> [f64; 10] {
    let mut hidden = [0.0; HIDDEN];
    for i in 0..HIDDEN {
        let mut sum = w[65 * i + 64];
        for j in 0..64 {
            sum += w[65 * i + j] * image[j];
        }
        hidden[i] = sum.tanh();
    }
    let mut z = [0.0; 10];
    for k in 0..10 {
        let row = FIRST + (HIDDEN + 1) * k;
        let mut sum = w[row + HIDDEN];
        for i in 0..HIDDEN {
            sum += w[row + i] * hidden[i];
        }
        z[k] = sum;
    }
    z
}

/// The cross-entropy of a digit: minus the logarithm of its probability.
#[differentiable]
fn surprise(z: &[f64; 10], #[constant] label: usize) -> f64 {
    let mut largest = z[0];
    for k in 1..10 {
        largest = largest.max(z[k]);
    }
    let mut sum = 0.0;
    for k in 0..10 {
        sum += (z[k] - largest).exp();
    }
    sum.ln() + largest - z[label]
}

/// The sum of the cross-entropies, and half the squares of the weights of pixels.
#[differentiable]
pub(crate) fn regression(w: &[f64], #[constant] images: &[Image], #[constant] labels: &[usize]) -> f64 {
    let mut sum = 0.0;
    for i in 0..images.len() {
        let z = linear(w, &images[i]);
        sum += surprise(&z, labels[i]);
    }
    for k in 0..10 {
        for j in 0..64 {
            sum += 0.5 * w[65 * k + j] * w[65 * k + j];
        }
    }
    sum
}

/// The mean cross-entropy of the images that `batch` names.
#[differentiable]
pub(crate) fn loss(w: &[f64], #[constant] images: &[Image], #[constant] labels: &[usize], batch: &[usize]) -> f64 {
    let mut sum = 0.0;
    for &i in batch {
        let z = network(w, &images[i]);
        sum += surprise(&z, labels[i]);
    }
    sum / batch.len() as f64
}

/// Where the largest entry stands.
pub(crate) fn digit(z: &[f64; 10]) -> usize {
    (0..10).fold(0, |best, k| if z[k] > z[best] { k } else { best })
}
