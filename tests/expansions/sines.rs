#[differentiable(jacobian)]
fn sines(x: &[f64; 16]) -> [f64; 16] {
    let mut y = [0.0; 16];
    for i in 0..16 {
        for j in 0..16 {
            y[i] += (x[i] * x[j]).sin();
        }
    }
    y
}
