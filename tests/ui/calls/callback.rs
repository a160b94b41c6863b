use chainrule::differentiable;

// E13
#[differentiable]
fn f(x: f64, #[constant] g: fn(f64) -> f64) -> f64 {
    g(x)
}

fn main() {}
