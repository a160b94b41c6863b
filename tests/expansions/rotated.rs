#[differentiable]
fn rotated(x: f64, y: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        let q = rot(x * i as f64, [y, x]);
        s += q[0] * q[1];
    }
    s
}
