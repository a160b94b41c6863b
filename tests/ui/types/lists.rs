use chainrule::{Differentiable, differentiable};

#[derive(Clone, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiable]
fn rows_of_rows(x: &[Vec<Vec<f64>>]) -> f64 {
    x[0][0][0]
}

#[differentiable]
fn with_text(x: &[(f64, String)]) -> f64 {
    x[0].0
}

#[differentiable]
fn unmarked(x: &[Point]) -> f64 {
    x[0].x
}

#[differentiable]
fn rows_of_structs(#[active] x: &[Vec<Point>]) -> f64 {
    x[0][0].x
}

#[differentiable]
fn written(x: &mut [(f64, f64)]) {
    x[0].0 = x[0].1;
}

#[differentiable]
fn written_structs(#[active] x: &mut [Point]) -> f64 {
    x[0].y
}

#[differentiable]
fn beside(x: &[(f64, f64)], y: (f64, f64)) -> f64 {
    x[0].0 * y.0
}

#[differentiable]
fn of_slices(rows: &[&[f64]]) -> f64 {
    rows[0][0]
}

#[differentiable]
fn slices_handed_on(rows: &[&[f64]]) -> f64 {
    of_slices(rows)
}

#[differentiable]
fn norm(#[active] p: &Late) -> f64 {
    p.x * p.y
}

#[differentiable]
fn before_the_derive(#[active] points: &[Late]) -> f64 {
    norm(&points[0])
}

#[derive(Clone, Differentiable)]
struct Late {
    x: f64,
    y: f64,
}

#[differentiable]
fn an_array_of_rows(x: f64) -> [Vec<f64>; 2] {
    [vec![x], vec![x, x]]
}

#[differentiable]
fn integers(x: f64) -> Vec<(f64, usize)> {
    vec![(x, 1)]
}

#[differentiable]
fn area(p: &[(f64, f64)]) -> f64 {
    p[0].0 * p[0].1
}

#[differentiable]
fn of_a_gradient(x: f64) -> f64 {
    let g: Vec<(f64, f64)> = area::gradient(&[(x, 1.0)]);
    g[0].0
}

fn main() {}
