use chainrule::Differentiable;

#[derive(Clone, Differentiable)]
enum Shape {
    Disc(f64),
}

fn main() {}
