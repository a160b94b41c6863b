//! Calls of functions that stand after them, with structs of which nothing has been seen yet.
#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

/// A part of a result that nobody looks at, beside a struct.
#[differentiable]
fn last_alone(#[active] s: &State, h: f64) -> f64 {
    let (next, e) = both(s, h);
    let (last, _) = both(&next, e);
    last.x * 2.0 + drag(&last)
}

#[differentiable]
fn both(#[active] s: &State, h: f64) -> (State, f64) {
    (State { x: s.x + h * s.v, v: s.v - h * s.x }, s.x * s.v)
}

#[differentiable]
fn drag(#[active] s: &State) -> f64 {
    s.v * s.v * s.x
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct State {
    x: f64,
    v: f64,
}

#[test]
fn a_part_of_a_result_that_is_not_read() {
    last_alone::check(&State { x: 0.3, v: 0.7 }, 0.2);
}
