use chainrule::differentiable;

// E25
#[differentiable(order = 9)]
fn f(x: f64, y: f64) -> f64 {
    x * y
}

// E25
#[differentiable(order = 0)]
fn zero(x: f64, y: f64) -> f64 {
    x * y
}

fn main() {}
