use chainrule::differentiable;

#[differentiable]
fn f(x: f64) -> usize {
    let _ = x;
    1
}

fn main() {}
