#[differentiable(hessian)]
fn folded(x: &[f64]) -> f64 {
    let mut s = 0.5;
    let mut sum = 0.0;
    for v in x {
        s = (s * v).sin() + v;
        sum += s * s;
    }
    sum
}
