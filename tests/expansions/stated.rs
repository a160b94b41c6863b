#[differentiable(derivative = d_stated, order = 2)]
fn stated(x: f64, y: f64) -> f64 {
    external(x, y)
}
