use chainrule::differentiable;

#[differentiable]
fn f(x: f64) -> f64 {
    let a = x as i32;
    let b = |y: f64| { let n = y as u8; y * x * f64::from(n) };
    let c = x.to_bits();
    b(x) + b(2.0) + a as f64 + c as f64
}

fn main() {}
