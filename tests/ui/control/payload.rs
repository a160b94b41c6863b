use chainrule::differentiable;

enum Shape {
    Disc(f64),
    Square(f64),
}

#[differentiable]
fn f(x: f64, n: usize) -> f64 {
    let shape = if n == 0 { Shape::Disc(x) } else { Shape::Square(1.0) };
    match shape {
        Shape::Disc(r) => r * r,
        Shape::Square(a) => a,
    }
}

fn main() {}
