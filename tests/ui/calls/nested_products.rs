use chainrule::differentiable;

#[differentiable]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiable]
fn squares(x: &[f64]) -> Vec<f64> {
    x.iter().map(|v| square(*v)).collect()
}

#[differentiable]
fn through_calls(x: &[f64]) -> f64 {
    let d = squares::jvp(x, x);
    d[0]
}

#[differentiable]
fn of_pairs(p: (f64, f64)) -> f64 {
    p.0 * p.1
}

#[differentiable]
fn of_a_tuple(x: f64) -> f64 {
    let (slope, _) = of_pairs::gradient((x, x));
    slope
}

fn main() {}
