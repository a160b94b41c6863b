use chainrule::differentiable;

trait Circle {
    fn cosinus(self) -> f64;
}
impl Circle for f64 {
    fn cosinus(self) -> f64 {
        self.cos()
    }
}

// E12
#[differentiable]
fn f(x: f64) -> f64 {
    x.cosinus()
}

fn main() {}
