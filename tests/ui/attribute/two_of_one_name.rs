use chainrule::differentiable;

// E26
#[differentiable]
fn energy(x: f64) -> f64 {
    x * x
}

struct energy;

struct Model;

// E26
#[differentiable]
impl Model {
    fn energy(&self, x: f64, y: f64) -> f64 {
        x * y
    }

    fn energy_gradient(&self) -> f64 {
        1.0
    }
}

fn main() {}
