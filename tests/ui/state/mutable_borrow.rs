use chainrule::differentiable;

#[differentiable]
fn f(x: f64, first: bool) -> f64 {
    let (mut y, mut z) = (x, 1.0);
    let r = if first { &mut y } else { &mut z };
    *r = 2.0;
    y * z
}

fn main() {}
