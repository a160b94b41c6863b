use chainrule::differentiable;

type Real = f32;

#[differentiable]
fn f(x: f64) -> f64 {
    let y: Real = 0.1;
    x * f64::from(y)
}

fn main() {}
