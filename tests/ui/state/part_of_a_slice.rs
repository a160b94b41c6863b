use chainrule::differentiable;

#[differentiable]
fn g(x: &[f64]) -> f64 {
    x[0]
}

#[differentiable]
fn f(x: &[f64]) -> f64 {
    g(&x[1..])
}

fn main() {}
