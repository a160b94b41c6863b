use chainrule::differentiable;

// E32
#[differentiable]
fn constant_block(x: f64) -> f64 {
    x * const { 2.0 + 1.0 }
}

// E32
#[differentiable]
fn asynchronous(x: f64) -> f64 {
    let later = async { x };
    drop(later);
    x
}

// E32
#[differentiable]
fn assembly(x: f64) -> f64 {
    std::arch::asm!("nop");
    x
}

// E32, C21
#[differentiable]
fn questioned(x: f64, text: &str) -> f64 {
    let parsed = || -> Option<f64> { Some(text.parse::<f64>().ok()? * x) };
    parsed().unwrap_or(x)
}

fn main() {}
