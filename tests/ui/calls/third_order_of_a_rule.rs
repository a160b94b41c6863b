use chainrule::differentiable;

#[differentiable(derivative = slope_of_root, order = 3)]
fn root(x: f64) -> f64 {
    x.sqrt()
}

#[differentiable]
fn slope_of_root(x: f64) -> f64 {
    0.5 / root(x)
}

#[differentiable]
fn scaled_root(x: f64) -> f64 {
    root(x) * x
}

fn main() {
    println!("{}", scaled_root::derivative(2.0));
}
