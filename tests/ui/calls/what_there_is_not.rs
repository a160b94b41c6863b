use chainrule::differentiable;

#[differentiable]
fn one(x: f64) -> f64 {
    x * x
}

// E27, E28
#[differentiable]
fn several(x: f64, y: f64) -> [f64; 2] {
    [x, y]
}

#[differentiable(gradient)]
fn once(x: f64) -> f64 {
    x * x
}

#[differentiable]
fn twice(x: f64) -> f64 {
    once(x) * x
}

#[differentiable]
fn constant(x: f64, #[constant] k: f64) -> f64 {
    x * k
}

#[differentiable]
fn active(x: f64) -> f64 {
    constant(x, x)
}

fn main() {
    one::gradient(1.0);
    several::gradient(1.0, 2.0);
}
