use chainrule::differentiable;

// E01
#[differentiable]
struct Point {
    x: f64,
}

// E01
#[differentiable]
enum Mode {
    Plain,
}

// E01
#[differentiable]
mod inner {
    pub fn f(x: f64) -> f64 {
        x
    }
}

fn main() {}
