use chainrule::differentiable;

// E35
#[differentiable]
fn f(x: f64, #[cfg(all())] y: f64) -> f64 {
    x * y
}

// E35
#[differentiable]
fn size<#[cfg(all())] const N: usize>(x: &[f64; N]) -> f64 {
    x[0]
}

fn main() {}
