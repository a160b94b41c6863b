use chainrule::{Differentiable, differentiable};

#[derive(Clone, Differentiable)]
struct Params {
    k: f64,
    #[constant]
    scale: f64,
    n: usize,
}

#[differentiable]
fn unmarked(p: &Params) -> f64 {
    p.k
}

#[differentiable]
fn constant_field(#[active] p: &Params) -> f64 {
    p.k * p.scale
}

#[differentiable(constant(p.skale))]
fn misspelt(#[active] p: &Params) -> f64 {
    p.k * p.scale
}

#[differentiable]
fn not_a_struct(#[active] x: f64) -> f64 {
    x
}

fn main() {
    let p = Params { k: 1.0, scale: 2.0, n: 3 };
    let _ = (unmarked(&p), constant_field(&p), misspelt(&p), p.n);
}
