use chainrule::differentiable;
#[differentiable] fn f1(x: f64) -> f64 { x * 2 }
#[differentiable] fn f2(x: f64, n: usize) -> f64 { x * n }
#[differentiable] fn f3(x: f64) -> f64 { if x > 0 { x } else { 1.0 } }
#[differentiable] fn f4(x: f64) -> f64 { x.powi(2.0) }
#[differentiable] fn f5(x: f64) -> f64 { x.powf(2) }
#[differentiable] fn f6(x: &[f64; 3]) -> f64 { x[0.5] }
#[differentiable] fn f7(x: f64) -> f64 { x; }
#[differentiable] fn f8(x: f64) -> f64 { x.max(1.0, 2.0) }
// E16
#[differentiable] fn f9(x: f64) -> f64 { x << 1 }
#[differentiable] fn f10(x: f64) -> f64 { let mut y = x; y |= 3.0; y }
fn main() { f1::derivative(1.0); f8::derivative(2.0); }
