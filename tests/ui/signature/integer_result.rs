use chainrule::differentiable;

// E09
#[differentiable]
fn f(x: f64) -> usize {
    let _ = x;
    1
}

// E09
#[differentiable]
fn truth(x: f64) -> bool {
    x > 0.0
}

// E09
#[differentiable]
fn integers(x: f64) -> [u8; 2] {
    [x.is_nan().into(), 1]
}

fn main() {}
