use chainrule::differentiable;

#[differentiable(wrt(y))]
fn f(x: f64, #[constant] y: f64) -> f64 {
    x * y
}

fn main() {}
