use chainrule::differentiable;

#[differentiable]
trait Potential {
    fn energy(&self, x: f64) -> f64 {
        x * x
    }
}

fn main() {}
