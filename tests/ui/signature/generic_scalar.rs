use chainrule::differentiable;

trait Float {}

#[differentiable]
fn f<T: Float>(x: T) -> T {
    x
}

fn main() {}
