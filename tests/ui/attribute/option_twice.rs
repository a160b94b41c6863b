use chainrule::differentiable;

// E19
#[differentiable(order = 1, order = 2)]
fn f(x: f64, y: f64) -> f64 {
    x * y
}

// E19
#[differentiable(gradient, name = Product, gradient, name = Twin)]
fn g(x: f64, y: f64) -> f64 {
    x * y
}

fn main() {}
