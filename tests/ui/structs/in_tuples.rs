use chainrule::{Differentiable, differentiable};

#[differentiable]
fn early(#[active] s: &State, h: f64) -> Pair {
    let first: State = halved(s);
    Pair { first, h }
}

#[derive(Differentiable, Clone)]
struct State {
    x: f64,
}

#[derive(Differentiable, Clone)]
struct Pair {
    first: State,
    h: f64,
}

#[differentiable]
fn halved(#[active] s: &State) -> State {
    State { x: 0.5 * s.x }
}

#[differentiable]
fn tupled(#[active] s: &State, h: f64) -> f64 {
    both((s, h)) * s.x
}

fn both(pair: (&State, f64)) -> f64 {
    pair.0.x * pair.1
}

fn main() {}
