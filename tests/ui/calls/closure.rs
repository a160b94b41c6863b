use chainrule::differentiable;

// E14, L21
#[differentiable]
fn given_away(x: f64) -> f64 {
    let g = |y: f64| y * x;
    integrate(g, x)
}

#[differentiable]
fn written_there(x: f64) -> f64 {
    integrate(|y: f64| y * x, x)
}

#[differentiable]
fn stored(x: f64) -> f64 {
    let g = Box::new(|y: f64| y * x);
    g(x)
}

fn integrate(g: impl Fn(f64) -> f64, x: f64) -> f64 {
    g(x)
}

fn main() {}
