use chainrule::differentiable;

// E23, E24
#[differentiable(order = "2", wrt(), name, hessian = 1)]
fn f(x: f64, y: f64) -> f64 {
    x * y
}

fn main() {}
