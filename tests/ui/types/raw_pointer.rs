use chainrule::differentiable;

// E31
#[differentiable]
fn f(x: *const f64, y: f64) -> f64 {
    let _ = x;
    y
}

// E31
#[differentiable]
fn address(x: f64) -> f64 {
    let p = &raw const x;
    unsafe { *p }
}

// E31
#[differentiable]
fn transmuted(x: f64) -> f64 {
    let n: u64 = unsafe { std::mem::transmute(x) };
    x * n as f64
}

fn main() {}
