use chainrule::differentiable;

#[derive(Clone, Copy)]
enum Shape {
    Unit,
    Disc(f64),
}

#[differentiable]
fn area(#[active] shape: &Shape) -> f64 {
    match shape {
        Shape::Unit => 1.0,
        Shape::Disc(r) => r * r,
    }
}

fn main() {}
