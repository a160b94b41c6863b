use chainrule::differentiable;

trait Circle {
    fn asinn(self) -> f64;
}
impl Circle for f64 {
    fn asinn(self) -> f64 {
        self.asin()
    }
}

// E12
#[differentiable]
fn f(x: f64) -> f64 {
    x.asinn()
}

fn main() {}
