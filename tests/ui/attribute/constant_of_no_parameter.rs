use chainrule::differentiable;

#[differentiable(constant(data))]
fn f(x: f64) -> f64 {
    x * x
}

fn main() {}
