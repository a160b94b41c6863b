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
fn again(x: f64, n: usize) -> f64 {
    if n == 0 { 1.0 } else { x * again(x, n - 1) }
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
