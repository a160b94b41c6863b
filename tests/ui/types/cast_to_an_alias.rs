use chainrule::differentiable;

type Count = usize;

#[differentiable]
fn f(x: f64, n: u8) -> f64 {
    x * (n as Count) as f64
}

fn main() {}
