use chainrule::differentiable;

type Real = f64;
struct Point {
    x: f64,
}

#[differentiable]
fn f(x: Real, p: &Point, y: f64) -> f64 {
    x * p.x * y
}

fn main() {}
