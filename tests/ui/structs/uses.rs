use chainrule::{Differentiable, differentiable};

type Count = usize;

#[derive(Clone, Differentiable)]
struct Params {
    k: f64,
    #[constant]
    n: Count,
}

impl Params {
    fn twice(&self) -> f64 {
        2.0 * self.k
    }
}

#[differentiable]
fn energy(#[active] p: &Params, x: f64) -> f64 {
    p.k * x
}

#[derive(Clone, Differentiable)]
struct Outer {
    inner: Params,
}

#[differentiable]
fn part(#[active] o: &Outer, x: f64) -> f64 {
    energy(&o.inner, x) * o.inner.k
}

#[differentiable]
fn method(#[active] p: &Params) -> f64 {
    p.twice()
}

#[differentiable]
fn integer(#[active] p: &Params) -> f64 {
    p.k * if p.n == 3 { 1.0 } else { 2.0 }
}

#[differentiable]
fn through_a_reference(#[active] p: &mut Params) -> f64 {
    p.k
}

type Real = f64;

#[differentiable]
fn alias(x: f64) -> Real {
    x * x
}

fn main() {}
