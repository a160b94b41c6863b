use std::collections::{BTreeMap, HashMap, VecDeque};

use chainrule::differentiable;

#[differentiable]
fn queue(x: &[f64]) -> f64 {
    let mut q: VecDeque<f64> = VecDeque::new();
    let mut s = 0.0;
    for v in x {
        q.push_back(v * v);
        if q.len() > 2 {
            s += q.pop_front().unwrap() * v;
        }
    }
    s
}

#[differentiable]
fn entries(x: &[f64]) -> f64 {
    let mut m: HashMap<usize, f64> = HashMap::new();
    for (i, v) in x.iter().enumerate() {
        *m.entry(i % 2).or_insert(0.0) += v * v;
    }
    m[&0] * m[&1]
}

#[differentiable]
fn inserted(x: &[f64]) -> f64 {
    let mut m = BTreeMap::new();
    for (i, v) in x.iter().enumerate() {
        m.insert(i, v * v);
    }
    m.values().sum()
}

/// A queue of constants.
#[differentiable]
fn breadth_first(x: f64, #[constant] next: &[usize]) -> f64 {
    let mut q: VecDeque<usize> = VecDeque::new();
    q.push_back(0);
    let mut s = 0.0;
    while let Some(k) = q.pop_front() {
        s += x * k as f64;
        if next[k] > 0 {
            q.push_back(next[k]);
        }
    }
    s
}

fn main() {}
