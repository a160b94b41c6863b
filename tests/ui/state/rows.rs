use chainrule::differentiable;

#[differentiable]
fn pushed_to(x: f64) -> f64 {
    let mut rows = vec![vec![x], vec![]];
    rows[1].push(x * x);
    rows[1][0]
}

#[differentiable]
fn matrices(x: f64) -> f64 {
    let mut all = Vec::new();
    all.push(vec![vec![x]]);
    all[0][0][0]
}

#[differentiable]
fn of_tuples(x: f64) -> f64 {
    let mut pairs = vec![(x, 1.0); 3];
    pairs.reverse();
    pairs[0].0
}

fn main() {}
