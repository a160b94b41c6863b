use chainrule::differentiable;

struct Model {
    k: f64,
}

#[differentiable]
impl Model {
    fn energy(&self) -> f64 {
        self.k * self.k
    }
}

struct Other {
    k: f64,
}

impl Other {
    #[differentiable]
    fn energy(&self) -> f64 {
        self.k * self.k
    }
}

fn main() {}
