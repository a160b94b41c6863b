use chainrule::differentiable;

#[differentiable]
fn halved(x: f64) -> f64 {
    (single(x as f32) * 0.5) as f64
}

#[differentiable]
fn compared(x: f64) -> f64 {
    let y = single(x as f32);
    if y > 0.5 { f64::from(y) } else { x }
}

#[differentiable]
fn single(x: f32) -> f32 {
    x * x
}

fn main() {}
