//! Loops that cannot be checkpointed.

use chainrule::differentiable;

#[differentiable]
fn not_a_for(x: f64) -> f64 {
    let mut y = x;
    #[checkpoint]
    while y > 0.1 {
        y *= 0.5 * x;
    }
    y
}

#[differentiable]
fn no_number(x: f64) -> f64 {
    let mut y = x;
    #[checkpoint(every = 0)]
    for _ in 0..100 {
        y = y.sin();
    }
    y
}

#[differentiable]
fn no_range(x: f64) -> f64 {
    let mut y = x;
    #[checkpoint]
    for z in std::iter::successors(Some(x), |z| if *z > 0.1 { Some(z * 0.5) } else { None }) {
        y = (y + z).sin();
    }
    y
}

#[differentiable]
fn longer_and_longer(x: f64, n: usize) -> f64 {
    let mut all = vec![x];
    #[checkpoint]
    for _ in 0..n {
        while all[all.len() - 1] > 0.1 {
            all.push(0.5 * all[all.len() - 1]);
        }
    }
    all[0]
}

fn counted(#[allow(unused)] n: usize) -> f64 {
    1.0
}

#[differentiable]
fn unknown_calls(x: f64, n: usize) -> f64 {
    let mut y = x;
    #[checkpoint]
    for k in 0..n {
        y = y.sin() * counted(k);
    }
    y
}

#[differentiable]
fn given(g: impl Fn(f64) -> f64, x: f64, n: usize) -> f64 {
    let mut s = x;
    #[checkpoint]
    for _ in 0..n {
        s = g(s);
    }
    s
}

fn main() {}
