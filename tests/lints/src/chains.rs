//! Chains of iterators, and closures.

use chainrule::differentiable;

/// A sum over pairs.
#[differentiable]
#[must_use]
pub fn slope(a: f64, xs: &[f64], ys: &[f64]) -> f64 {
    xs.iter().zip(ys).map(|(x, y)| (y - a * x).powi(2)).sum()
}

/// Neighbours, and elements at a distance.
#[differentiable]
#[must_use]
pub fn neighbours(x: &[f64]) -> f64 {
    let near: f64 = x.iter().zip(x.iter().skip(1)).map(|(a, b)| (b - a * a).powi(2)).sum();
    let parts: f64 = x.windows(3).map(|w| w[0] * w[2]).sum::<f64>() + x.chunks(2).map(|c| c[0].sin()).product::<f64>();
    near + parts + x.iter().rev().zip(1..).map(|(v, k)| v * f64::from(k)).sum::<f64>()
}

/// The logarithm of a sum of exponentials.
#[differentiable]
#[must_use]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let top = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    top + x.iter().map(|v| (v - top).exp()).sum::<f64>().ln()
}

/// A loop whose parts are run again.
#[differentiable]
#[must_use]
pub fn relaxed(x: &[f64], c: f64, steps: usize) -> f64 {
    let mut now = x.to_vec();
    #[checkpoint]
    for k in 0..steps {
        for i in 1..now.len() {
            now[i] += c * (now[i - 1] - now[i]) * now[i];
        }
        now[0] *= if k % 2 == 0 { 1.0 } else { c };
    }
    now.iter().sum()
}

/// What passes a test, and whether all do.
#[differentiable]
#[must_use]
pub fn passing(x: &[f64]) -> f64 {
    let kept: Vec<f64> = x.iter().copied().filter(|v| *v > 0.0).collect();
    let first = kept.iter().position(|v| *v > 1.0).map_or(0.0, |k| kept[k]);
    let least = kept.iter().copied().reduce(f64::min).unwrap_or(1.0);
    if x.iter().all(|v| v.is_finite()) { kept.iter().map(|v| v.ln()).sum::<f64>() * first } else { least }
}

/// Closures that see, and that change.
#[differentiable]
#[must_use]
pub fn closures(x: f64, y: f64) -> f64 {
    let mut calls = 0.0;
    let mut line = |u: f64| {
        calls += 1.0;
        if u > 1.0 {
            return u;
        }
        u * y + x
    };
    let both = line(x) * line(y);
    both + calls
}

/// Arrays from closures.
#[differentiable]
#[must_use]
pub fn arrays(x: &[f64; 3]) -> [f64; 3] {
    let squares = x.map(|v| v * v);
    std::array::from_fn(|i| squares[i] * x[2 - i])
}
