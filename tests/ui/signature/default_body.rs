use chainrule::differentiable;

trait Potential {
    // E06
    #[differentiable]
    fn energy(&self, x: f64) -> f64 {
        x * x
    }
}

fn main() {}
