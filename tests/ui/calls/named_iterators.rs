use chainrule::differentiable;

#[differentiable]
fn asked_twice(xs: &[f64]) -> f64 {
    let squares = xs.iter().map(|x| x * x);
    let again = squares.clone();
    again.sum::<f64>() * squares.sum::<f64>()
}

fn main() {}
