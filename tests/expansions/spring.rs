#[differentiable]
fn spring(#[active] p: &Params, x: f64) -> f64 {
    let mut sum = 0.0;
    for w in &p.w {
        sum += w * x;
    }
    p.k * sum * sum
}
