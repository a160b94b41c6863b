use chainrule::differentiable;

struct Point {
    x: f64,
    y: f64,
}

#[differentiable]
fn f(x: f64) -> f64 {
    let p = Point { x, y: 1.0 };
    p.x * p.y
}

fn main() {}
