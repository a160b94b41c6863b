use chainrule::differentiable;

macro_rules! square {
    ($x:expr) => {
        $x * $x
    };
}

#[differentiable]
fn callee(x: f64, a: &[f64]) -> f64 {
    square!(x) + a[0]
}

#[differentiable]
fn pair(x: f64) -> (f64, f64) {
    (x, square!(x))
}

#[differentiable]
fn caller(x: f64, a: &[f64]) -> f64 {
    let (y, z) = pair(x);
    callee(y, a) * callee(x * x, a) + z
}

#[differentiable]
fn callers_caller(x: f64, a: &[f64]) -> f64 {
    caller(x.sin(), a) * 2.0
}

fn main() {
    let (dx, da): (f64, Vec<f64>) = callers_caller::gradient(1.0, &[1.0]);
    let _ = (dx, da, callee::hessian(1.0, &[1.0]));
}
