use chainrule::differentiable;

#[differentiable(curve)]
fn no_constants(x: f64, y: f64) -> f64 {
    x * y
}

#[differentiable(residuals, derivative, gradient)]
fn one_result(x: f64, y: f64) -> f64 {
    x - y
}

#[differentiable(objective, curve)]
fn narrow(b: f32, #[constant] t: f32) -> f32 {
    b * t
}

#[differentiable(check)]
fn several_results(x: f64, y: f64) -> (f64, f64) {
    (x + y, x * y)
}

// E27
#[differentiable(hessian)]
fn hessian_of_several(x: &[f64; 3]) -> [f64; 3] {
    [x[0] * x[1], x[1] * x[2], x[2] * x[0]]
}

// E28
#[differentiable(gradient)]
fn gradient_of_several(x: &[f64; 3]) -> [f64; 3] {
    [x[0] * x[1], x[1] * x[2], x[2] * x[0]]
}

#[differentiable(partials)]
fn partials_of_several(x: f64, y: f64) -> [f64; 2] {
    [x * y, x + y]
}

#[derive(chainrule::Differentiable, Clone)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiable(partials)]
fn partials_of_a_struct(#[active] p: &Point) -> f64 {
    p.x * p.y
}

fn main() {}
