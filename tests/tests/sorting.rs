//! Sorts and binary searches: permutations and indices that are constant wherever there is a derivative. Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

/// A weighted sum of the sorted numbers and their squares.
#[differentiable]
fn ranked(xs: &[f64]) -> f64 {
    let mut v = xs.to_vec();
    v.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let mut sum = 0.0;
    for i in 0..v.len() {
        sum += (i + 1) as f64 * v[i] * v[i];
    }
    sum
}

#[test]
fn a_sort() {
    let x = [3.0, -1.0, 2.0];
    assert_eq!(ranked::value_and_gradient(&x), (1.0 + 8.0 + 27.0, vec![18.0, -2.0, 8.0]));
    assert_eq!(ranked::jvp(&x, &[1.0, 10.0, 100.0]), 18.0 - 20.0 + 800.0);
    assert_eq!(ranked::hessian(&x), [6.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 4.0]);
    assert_eq!(ranked::hvp(&x, &[1.0, 1.0, 1.0]), [6.0, 2.0, 4.0]);
    ranked::check(&[0.3, 0.1, 0.7, -0.2]);
}

/// The trimmed mean of four numbers: without the least and the greatest.
#[differentiable]
fn trimmed(x: &[f64; 4]) -> f64 {
    let mut v = *x;
    v.sort_unstable_by(f64::total_cmp);
    0.5 * (v[1] + v[2])
}

/// Descending, a part of it.
#[differentiable]
fn tail(x: &[f64; 4], w: f64) -> f64 {
    let mut v = x.map(|a| a * w);
    v[1..].sort_by(|a, b| b.total_cmp(a));
    v[0] + 10.0 * v[1] + 100.0 * v[2] * v[3]
}

#[test]
fn sorts_of_fixed_sizes() {
    assert_eq!(trimmed::value_and_gradient(&[4.0, 1.0, 3.0, 2.0]), (2.5, [0.0, 0.0, 0.5, 0.5]));
    assert_eq!(trimmed::hessian(&[4.0, 1.0, 3.0, 2.0]), [[0.0; 4]; 4]);
    // w (4 + 10 · 3) + 100 w² · 2 · 1
    let (value, (dx, dw)) = tail::value_and_gradient(&[4.0, 1.0, 3.0, 2.0], 0.5);
    assert_eq!((value, dx, dw), (17.0 + 50.0, [0.5, 50.0, 5.0, 25.0], 34.0 + 200.0));
    assert_eq!(tail::jvp(&[4.0, 1.0, 3.0, 2.0], 0.5, ([1.0, 1.0, 1.0, 1.0], 1.0)), 80.5 + 234.0);
    tail::check(&[4.0, 1.0, 3.0, 2.0], 0.5);
}

/// In a loop, of what depends on the turn; a name `i` of the user's.
#[differentiable]
fn turns(x: &[f64; 3]) -> f64 {
    let mut rows = [[x[0], x[1], x[2]], [x[2] * x[2], x[0], x[1] * x[0]]];
    let mut sum = 0.0;
    for i in 0..2 {
        rows[i].sort_by(f64::total_cmp);
        sum += rows[i][0] * rows[i][2];
    }
    sum
}

#[test]
fn sorts_in_loops() {
    // The rows are (2, 3, 1) and (1, 2, 6).
    let x = [2.0, 3.0, 1.0];
    // x₂ x₁ + x₂² x₁ x₀
    assert_eq!(turns::value_and_gradient(&x), (9.0, [3.0, 1.0 + 2.0, 3.0 + 12.0]));
    assert_eq!(turns::jvp(&x, [1.0, 1.0, 1.0]), 21.0);
    turns::check(&x);
}

/// In place.
#[differentiable]
fn in_place(x: &mut [f64]) {
    x.sort_by(|a, b| b.partial_cmp(a).unwrap());
    x[0] *= 2.0;
}

#[test]
fn a_sort_in_place() {
    let (mut x, mut d) = ([1.0, 3.0, 2.0], [10.0, 20.0, 30.0]);
    in_place::jvp(&mut x, &mut d);
    assert_eq!((x, d), ([6.0, 2.0, 1.0], [40.0, 30.0, 10.0]));
    let (mut x, mut w) = ([1.0, 3.0, 2.0], [1.0, 10.0, 100.0]);
    in_place::vjp(&mut x, &mut w);
    assert_eq!(w, [100.0, 2.0, 10.0]);
}

/// Zeros of both signs stay in their order.
#[differentiable]
fn zeros(x: &[f64; 3]) -> f64 {
    let mut v = *x;
    v.sort_by(|a, b| a.partial_cmp(b).unwrap());
    v[0].copysign(v[1]) + v[2]
}

#[test]
fn values_are_those_of_the_function() {
    for x in [[0.0, -0.0, 1.0], [-0.0, 0.0, 1.0], [1.0, 0.0, -0.0]] {
        assert_eq!(zeros::value_and_gradient(&x).0.to_bits(), zeros(&x).to_bits());
    }
    let x: Vec<f64> = (0..100).map(|k| f64::from((k * 37) % 101)).collect();
    assert_eq!(ranked::value_and_gradient(&x).0.to_bits(), ranked(&x).to_bits());
}

/// Linear interpolation in a table.
#[differentiable(constant(nodes))]
fn table(nodes: &[f64], values: &[f64], x: f64) -> f64 {
    let k = nodes.partition_point(|&node| node < x).clamp(1, nodes.len() - 1);
    let t = (x - nodes[k - 1]) / (nodes[k] - nodes[k - 1]);
    values[k - 1] + t * (values[k] - values[k - 1])
}

/// Of constants alone.
#[differentiable(constant(nodes))]
fn placed(nodes: &[f64], x: &[f64; 4], level: usize) -> f64 {
    let k = nodes.partition_point(|node| *node < 2.0 * level as f64);
    x[k] * x[k]
}

/// A function that gives an integer needs no derivative.
fn bucket(x: f64, edges: &[f64; 2]) -> usize {
    edges.iter().filter(|edge| **edge < x).count()
}

#[differentiable]
fn binned(x: f64, edges: &[f64; 2]) -> f64 {
    let k = bucket(x, edges);
    [x, x * x, x * x * edges[0]][k]
}

#[test]
fn searches() {
    let (nodes, values) = ([0.0, 1.0, 3.0, 4.0], [0.0, 2.0, 8.0, 0.0]);
    for (x, k, value, slope) in [(0.5, 1, 1.0, 2.0), (2.0, 2, 5.0, 3.0), (3.5, 3, 4.0, -8.0), (-1.0, 1, -2.0, 2.0)] {
        let (y, (dv, dx)) = table::value_and_gradient(&nodes, &values, x);
        assert_eq!((y, dx), (value, slope));
        let t = (x - nodes[k - 1]) / (nodes[k] - nodes[k - 1]);
        let mut expected = vec![0.0; 4];
        expected[k - 1] = 1.0 - t;
        expected[k] = t;
        assert_eq!(dv, expected);
        assert_eq!(table::jvp(&nodes, &values, x, (&[0.0; 4], 1.0)), slope);
    }
    assert_eq!(placed::value_and_gradient(&nodes, &[1.0, 2.0, 3.0, 4.0], 1), (9.0, [0.0, 0.0, 6.0, 0.0]));
    assert_eq!(placed::value_and_gradient(&nodes, &[1.0, 2.0, 3.0, 4.0], 0), (1.0, [2.0, 0.0, 0.0, 0.0]));
    assert_eq!(binned::value_and_gradient(1.5, &[1.0, 2.0]), (2.25, (3.0, [0.0, 0.0])));
    assert_eq!(binned::value_and_gradient(3.0, &[1.0, 2.0]), (9.0, (6.0, [9.0, 0.0])));
    assert_eq!(binned::jvp(3.0, &[1.0, 2.0], (1.0, [1.0, 0.0])), 15.0);
}

/// The names of what stands in for a sort and a search are those of variables of the user's.
#[differentiable]
fn names(xs: &[f64; 3], before: f64, i: usize) -> f64 {
    let order = before * 2.0;
    let mut rows = [*xs, [xs[0] * before, xs[1], xs[2]]];
    for k in 0..2 {
        rows[(i + k) % 2].sort_by(f64::total_cmp);
    }
    let (from, middle) = (before, 0.5);
    let to = xs.partition_point(|v| *v < from * middle);
    rows[0][0] * rows[1][2] * order + xs[to]
}

#[test]
fn names_do_not_meet() {
    // 1 · 3.5 · 7 + 2, with rows (1, 2, 3) and (2, 3, 3.5): x₀ · x₀ b · 2 b + x₁.
    let (value, (dx, db)) = names::value_and_gradient(&[1.0, 2.0, 3.0], 3.5, 1);
    assert_eq!((value, dx, db), (26.5, [49.0, 1.0, 0.0], 14.0));
    assert_eq!(names::jvp(&[1.0, 2.0, 3.0], 3.5, 1, ([1.0, 1.0, 1.0], 1.0)), 64.0);
}
