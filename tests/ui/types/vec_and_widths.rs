use chainrule::differentiable;

#[differentiable]
fn owned(x: Vec<f64>) -> f64 {
    x[0] * x[0]
}

#[differentiable]
fn widths(x: f64, y: f32) -> f64 {
    x * y as f64
}

fn main() {}
