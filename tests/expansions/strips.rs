#[differentiable(reassociate)]
fn strips(x: &[f64; 2], #[constant] ts: &[f64], #[constant] ys: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..ts.len() {
        let e = x[0] + x[1] * ts[i] - ys[i];
        sum += e * e;
    }
    sum
}
