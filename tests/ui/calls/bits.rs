use chainrule::differentiable;

// E15
#[differentiable]
fn f(x: f64) -> f64 {
    f64::from_bits(x.to_bits() + 1)
}

// E15
#[differentiable]
fn neighbour(x: f64) -> f64 {
    x.next_up() * x
}

// E15
#[differentiable]
fn equal(x: f64, y: f64) -> f64 {
    x * f64::from(x.eq(&y) as u8)
}

fn main() {}
