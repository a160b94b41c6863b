use chainrule::differentiable;

static mut COUNT: f64 = 0.0;

#[differentiable]
fn f(x: f64) -> f64 {
    COUNT = x;
    x
}

fn main() {}
