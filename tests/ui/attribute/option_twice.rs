use chainrule::differentiable;

#[differentiable(order = 1, order = 2)]
fn f(x: f64, y: f64) -> f64 {
    x * y
}

fn main() {}
