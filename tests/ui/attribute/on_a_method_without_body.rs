use chainrule::differentiable;

trait Model {
    #[differentiable]
    fn energy(x: f64) -> f64;
}

fn main() {}
