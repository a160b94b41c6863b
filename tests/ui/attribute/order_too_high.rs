use chainrule::differentiable;

#[differentiable(order = 9)]
fn f(x: f64, y: f64) -> f64 {
    x * y
}

fn main() {}
