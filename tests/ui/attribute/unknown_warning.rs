use chainrule::differentiable;

#[differentiable(allow(unused_parameters))]
fn f(x: f64) -> f64 {
    if x > 0.0 { 1.0 } else { 0.0 }
}

#[differentiable(allow)]
fn g(x: f64) -> f64 {
    if x > 0.0 { 1.0 } else { 0.0 }
}

fn main() {}
