use chainrule::differentiable;

#[differentiable]
fn f((a, b): (f64, f64), x: f64) -> f64 {
    a * b * x
}

fn main() {}
