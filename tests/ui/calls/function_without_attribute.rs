use chainrule::differentiable;

fn g(x: f64) -> f64 {
    x * x
}

// E13, C20
#[differentiable]
fn f(x: f64) -> f64 {
    g(x)
}

fn main() {}
