use chainrule::differentiable;

struct Model;

impl Model {
    #[differentiable]
    fn energy(&self, x: f64) -> f64 {
        x * x
    }
}

fn main() {}
