use chainrule::differentiable;

trait Model {
    // E02
    #[differentiable]
    fn energy(x: f64) -> f64;
}

fn main() {}
