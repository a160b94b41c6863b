use chainrule::differentiable;

struct Model;

impl Model {
    #[differentiable(gradient, objective)]
    fn energy(&self, x: f64, y: f64) -> f64 {
        x * y
    }
}

fn main() {}
