use chainrule::differentiable;

// E18
#[differentiable(gradent)]
fn f(x: f64, y: f64) -> f64 {
    x * y
}

// E20: there is one best way for each output, and no mode to choose.
#[differentiable(hvp, forward, reverse)]
fn modes(x: f64, y: f64) -> f64 {
    x * y
}

fn main() {}
