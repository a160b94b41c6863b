use std::collections::HashMap;

use chainrule::differentiable;

#[differentiable]
fn of_arrays(#[constant] nodes: &HashMap<usize, [f64; 2]>, x: f64) -> f64 {
    nodes.get(&1).unwrap()[0] * x
}

#[differentiable(constant(nodes))]
fn searched(nodes: &[f64], x: f64) -> f64 {
    let k = nodes.binary_search_by(|node| node.total_cmp(&x)).unwrap_or_else(|k| k);
    nodes[k] * x
}

#[differentiable]
fn by_key(x: &[f64; 3]) -> f64 {
    let mut v = *x;
    v.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    v[0]
}

#[differentiable]
fn unstable(x: &[f64; 3]) -> f64 {
    let mut v = *x;
    v.sort_unstable_by(|a, b| a.partial_cmp(b).unwrap());
    v[0]
}

fn main() {}
