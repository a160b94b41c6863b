#[differentiable(constant(xs, ys))]
fn sse(a: f64, b: f64, xs: &[f64], ys: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..xs.len() {
        let e = a * xs[i] + b - ys[i];
        sum += e * e;
    }
    sum
}
