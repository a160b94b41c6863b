use chainrule::differentiable;

// E40
#[differentiable]
fn f(x: f64) -> f64 {
    panic!("{}", x)
}

// E40
#[differentiable]
fn forever(x: f64) -> f64 {
    let mut y = x;
    loop {
        y *= x;
    }
}

// E40
#[differentiable]
fn to_do(x: f64) -> f64 {
    todo!()
}

fn main() {}
