use chainrule::differentiable;

#[differentiable]
fn g(x: f64) -> (f64, f64) {
    (x, x * x)
}

#[differentiable]
fn f(x: f64) -> f64 {
    g(x).0
}

fn main() {}
