use chainrule::differentiable;

// E07
#[differentiable]
fn f(n: usize) -> f64 {
    n as f64
}

// E07
#[differentiable]
fn without_parameters() -> f64 {
    1.0
}

fn main() {}
