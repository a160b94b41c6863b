use chainrule::differentiable;

#[differentiable]
fn owned(x: Vec<f64>) -> f64 {
    x[0] * x[0]
}

#[differentiable]
fn widths(x: f64, y: f32) -> f64 {
    x * y as f64
}

#[differentiable]
fn inner(x: f64) -> f64 {
    x * x
}

#[differentiable]
fn nested(x: f64) -> f64 {
    inner::derivative(x)
}

fn main() {}
