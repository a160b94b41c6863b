/// Storage in `f32`, sums in `f64`.
#[differentiable]
fn distance(x: &[f32], center: &[f32; 2], scale: f64) -> f64 {
    let mut sum = 0.0_f64;
    for (i, v) in x.iter().enumerate() {
        let d = f64::from(*v) - f64::from(center[i % 2]);
        sum += d * d;
    }
    scale * sum.sqrt()
}

#[differentiable]
fn blend(x: f64, y: f32) -> f32 {
    let z = x as f32 * y;
    z.sin() + (x * x) as f32
}

/// The width of what is called is not known here.
#[differentiable]
fn through(x: f64) -> f64 {
    f64::from(blend(x, x as f32)) * x
}
