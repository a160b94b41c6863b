use chainrule::differentiable;

#[differentiable]
fn f(x: f64) -> f64 {
    g(x).0
}

#[differentiable]
fn g(x: f64) -> (f64, f64) {
    (x, x * x)
}

fn main() {}
