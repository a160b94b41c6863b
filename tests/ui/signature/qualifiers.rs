use chainrule::differentiable;

// E03
#[differentiable]
async fn f(x: f64) -> f64 {
    x
}

// E04, L19
#[differentiable]
unsafe fn g(x: f64) -> f64 {
    x
}

// E05
#[differentiable]
extern "C" fn h(x: f64) -> f64 {
    x
}

// E05
#[differentiable]
unsafe extern "C" fn both(x: f64) -> f64 {
    x
}

fn main() {}
