//! A loop of which the way back runs a part after the other again.

#[differentiable(gradient)]
fn grown(x: f64, r: f64, steps: usize) -> f64 {
    let mut x = x;
    #[checkpoint]
    for _ in 0..steps {
        x = r * x * (1.0 - x);
    }
    x
}
