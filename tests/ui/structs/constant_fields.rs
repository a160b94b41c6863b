use chainrule::{Differentiable, differentiable};

#[derive(Clone, Differentiable)]
struct Params {
    k: f64,
    #[constant]
    scale: f64,
}

#[differentiable]
fn given(x: f64) -> Params {
    Params { k: x, scale: x * x }
}

#[differentiable]
fn taken(#[active] p: &Params) -> f64 {
    p.k * p.k
}

#[differentiable]
fn handed_on(x: f64) -> f64 {
    taken(&Params { k: 1.0, scale: x })
}

fn main() {}
