use chainrule::differentiable;

// E33
#[differentiable]
fn cast(x: f64, text: &str) -> f64 {
    let n = text.trim().parse().unwrap();
    x * n as f64
}

fn main() {}
