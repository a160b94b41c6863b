use chainrule::differentiable;

#[differentiable]
fn f(x: f64, #[constant] y: Result<f64, String>) -> f64 {
    let z = y?;
    x * z
}

fn main() {}
