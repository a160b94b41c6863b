#[differentiable(gradient, constant(xs, ys))]
fn slope(a: f64, xs: &[f64], ys: &[f64]) -> f64 {
    xs.iter().zip(ys).map(|(x, y)| (y - a * x).powi(2)).sum()
}

#[differentiable(gradient)]
fn chained_rosenbrock(x: &[f64]) -> f64 {
    x.iter().zip(x.iter().skip(1)).map(|(a, b)| 100.0 * (b - a * a).powi(2) + (1.0 - a).powi(2)).sum()
}

#[differentiable(gradient)]
fn softmax_of_positive(x: &[f64], k: usize) -> f64 {
    let top = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let e: Vec<f64> = x.iter().map(|v| (v - top).exp()).collect();
    let total: f64 = e.iter().filter(|v| **v > 0.5).sum();
    if e.iter().any(|v| v.is_nan()) { 0.0 } else { e[k] / total }
}
