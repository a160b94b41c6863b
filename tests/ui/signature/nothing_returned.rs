use chainrule::differentiable;

// E08, L23
#[differentiable]
fn f(x: f64) {
    let _ = x;
}

// E08
#[differentiable]
fn unit(x: f64) -> () {
    let _ = x;
}

// E08
#[differentiable]
fn writes_integers(x: &[f64], n: &[usize]) {
    let _ = (x, n);
}

fn main() {}
