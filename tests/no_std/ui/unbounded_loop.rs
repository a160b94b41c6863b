use chainrule::differentiable;

// E34
#[differentiable]
fn halved(x: f64) -> f64 {
    let mut y = x;
    while y > 1.0 {
        y = y * y * 0.25;
    }
    y
}

fn main() {
    halved::derivative(2.0);
}
