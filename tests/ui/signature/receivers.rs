use chainrule::differentiable;

struct Model {
    k: f64,
}

impl Model {
    #[differentiable]
    fn changes(&mut self, x: f64) -> f64 {
        self.k = x;
        x * x
    }

    #[differentiable]
    fn boxed(self: Box<Self>, x: f64) -> f64 {
        x * x
    }
}

fn main() {}
