use chainrule::differentiable;

#[differentiable(derivative = 3)]
fn number(x: f64) -> f64 {
    x
}

#[differentiable(derivative = itself)]
fn itself(x: f64) -> f64 {
    x
}

#[differentiable(derivative = d)]
fn several(x: f64) -> [f64; 2] {
    [x, x]
}

#[differentiable(derivative = d)]
fn shapes(x: f64, y: &[f64]) -> f64 {
    x * y[0]
}

fn main() {}
