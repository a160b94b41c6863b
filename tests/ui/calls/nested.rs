use chainrule::differentiable;

#[differentiable]
fn cube(x: f64) -> f64 {
    x * x * x
}

#[differentiable]
fn mixed(x: f64, y: &[f64; 2]) -> f64 {
    x * y[0]
}

#[differentiable(order = 2)]
fn twice(x: f64) -> f64 {
    cube::derivative(x)
}

#[differentiable]
fn curvature(x: f64) -> f64 {
    cube::second_derivative(x)
}

#[differentiable]
fn of_a_tuple(x: f64, y: &[f64; 2]) -> f64 {
    let g = mixed::gradient(x, y);
    g.0
}

#[differentiable]
fn of_all_at_once(x: f64) -> f64 {
    let (value, _, _) = mixed::value_and_hessian(x, &[x, x]);
    value
}

#[differentiable(order = 2)]
fn product_twice(x: f64) -> f64 {
    mixed::jvp(x, &[x, x], (1.0, [x, 1.0]))
}

#[differentiable(order = 3)]
fn calls(x: f64) -> f64 {
    cube(x) * x
}

#[differentiable]
fn product(x: f64) -> f64 {
    cube::hvp(x, 1.0)
}

#[differentiable(gradient)]
fn once(x: f64) -> f64 {
    x * x
}

#[differentiable]
fn needs_twice(x: f64) -> f64 {
    once::derivative(x)
}

#[differentiable]
fn alone(x: f64) -> f64 {
    cube::derivative(x) * x
}

fn main() {
    alone::second_derivative(1.0);
}
