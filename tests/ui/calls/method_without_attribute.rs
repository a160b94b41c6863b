use chainrule::differentiable;

struct Model;

impl Model {
    fn value(&self, x: f64) -> f64 {
        x
    }

    #[differentiable]
    fn twice(&self, x: f64) -> f64 {
        2.0 * self.value(x)
    }
}

fn main() {}
