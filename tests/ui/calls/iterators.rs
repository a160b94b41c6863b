use chainrule::differentiable;

#[differentiable]
fn kept(xs: &[f64]) -> f64 {
    let mut squares = xs.iter().map(|x| x * x);
    squares.next().unwrap() + squares.sum::<f64>()
}

#[differentiable]
fn around(xs: &[f64]) -> f64 {
    xs.iter().cycle().take(10).sum()
}

#[differentiable]
fn side_by_side(xs: &[f64]) -> f64 {
    let (above, below) = (xs.iter().filter(|x| **x > 0.0).count(), 0.0);
    xs.iter().filter(|x| **x > 0.0).zip(xs.iter().filter(|x| **x < below)).map(|(a, b)| a * b).sum::<f64>() * above as f64
}

fn main() {}
