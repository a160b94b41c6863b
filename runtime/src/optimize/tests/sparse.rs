//! Newton's method with sparse Hessians, on problems with thousands of unknowns.

use super::each::Outcome;
use crate::{
    Report, differentiable,
    optimize::{Reason, SparseNewton, TrustRegion, minimize},
    problem::{Objective, from_fns},
    sparse::SparseHessian,
};

/// Rosenbrock's valley through all unknowns; the minimum is 0 at 1 everywhere.
#[differentiable(crate = crate)]
fn chained(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += 100.0 * (x[i] - x[i - 1] * x[i - 1]).powi(2) + (1.0 - x[i - 1]).powi(2);
    }
    sum
}

/// Nodes that are drawn to their neighbours by `ln cosh`, and by springs to given heights. Where all heights are `c`, the minimum is 0 at `c`.
#[differentiable(crate = crate, constant(heights, edges))]
fn membrane(x: &[f64], heights: &[f64], edges: &[[usize; 2]]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += 0.01 * (x[i] - heights[i]).powi(2);
    }
    for edge in edges {
        sum += (x[edge[0]] - x[edge[1]]).cosh().ln();
    }
    sum
}

/// The edges of a square grid whose nodes have numbers that jump about.
fn grid(side: usize) -> Vec<[usize; 2]> {
    let node = |i: usize, j: usize| (i * side + j) * 1009 % (side * side);
    let places = (0..side * side).map(|k| (k / side, k % side));
    let down = places.clone().filter(|(i, _)| i + 1 < side).map(|(i, j)| [node(i, j), node(i + 1, j)]);
    let right = places.filter(|(_, j)| j + 1 < side).map(|(i, j)| [node(i, j), node(i, j + 1)]);
    down.chain(right).collect()
}

/// A chain in a double well at each node: indefinite at the origin, minima where all nodes are `1` or all are `-1`.
#[differentiable(crate = crate)]
fn wells(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += (x[i] * x[i] - 1.0).powi(2);
    }
    for i in 1..x.len() {
        sum += 4.0 * (x[i] - x[i - 1]).powi(2);
    }
    sum
}

/// Springs of length 1 between neighbours on a line: where the line lies is open, so that the Hessian is singular everywhere.
#[differentiable(crate = crate)]
fn afloat(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        let stretch = x[i] - x[i - 1] - 1.0;
        sum += stretch * stretch + stretch.powi(4);
    }
    sum
}

fn end(outcome: Outcome) -> Report<Vec<f64>> {
    outcome.unwrap_or_else(|failure| panic!("{}", failure.report.reason))
}

/// Each unknown turns into the valley after the one before, at less than two iterations each.
#[test]
fn a_valley_that_unknowns_enter_in_turn() {
    let start: Vec<f64> = (0..1000).map(|i| if i % 2 == 0 { -1.2 } else { 1.0 }).collect();
    let objective = chained::objective().with_sparse_hessian(chained::hessian_sparse_into);
    let report = end(SparseNewton::new().minimize(objective, start));
    assert!(report.value < 1e-20 && (1000..2000).contains(&report.counts.iterations), "{report}");
}

#[test]
fn ten_thousand_unknowns_in_a_chain() {
    for start in [0.5, 0.9, 2.0] {
        let objective = chained::objective().with_sparse_hessian(chained::hessian_sparse_into);
        let report = end(minimize(objective, vec![start; 10_000]));
        assert!(report.point.iter().all(|x| (x - 1.0).abs() < 1e-9), "{start}: {}", report.value);
        assert!(report.counts.hessians == report.counts.iterations + 1, "a Hessian for each point, not for each trial");
        assert!(report.counts.iterations < 20, "{:?}", report.counts);
    }
}

#[test]
fn a_grid_numbered_at_random() {
    let side = 60;
    let edges = grid(side);
    let objective = |heights| {
        membrane::objective(heights, &edges)
            .with_sparse_hessian(|x, h| membrane::hessian_sparse_into(x, heights, &edges, h))
    };
    let level = vec![3.0; side * side];
    let report = end(SparseNewton::new().minimize(objective(&level), vec![0.0; side * side]));
    assert!(report.point.iter().all(|x| (x - 3.0).abs() < 1e-6), "{}", report.value);
    let rough: Vec<f64> = (0..side * side).map(|i| 20.0 * (i as f64 * 0.7).sin()).collect();
    let report = end(SparseNewton::new().minimize(objective(&rough), vec![0.0; side * side]));
    assert!(report.gradient_norm < 1e-8 && report.counts.iterations < 20, "{:?}", report.counts);
}

/// Negative curvature in every direction at the start; the gradient is as good as zero.
#[test]
fn an_indefinite_start() {
    let n = 2000;
    let objective = || wells::objective().with_sparse_hessian(wells::hessian_sparse_into);
    let start: Vec<f64> = (0..n).map(|i| 1e-6 * (i as f64).sin()).collect();
    let report = end(SparseNewton::new().minimize(objective(), start));
    assert!(!report.hessian_indefinite && report.counts.iterations < 100, "{:?}", report.counts);
    // The gradient is zero: that is told.
    let report = end(SparseNewton::new().minimize(objective(), vec![0.0; n]));
    assert_eq!((report.reason, report.counts.iterations, report.hessian_indefinite), (Reason::Gradient, 0, true));
}

#[test]
fn a_singular_hessian() {
    let objective = afloat::objective().with_sparse_hessian(afloat::hessian_sparse_into);
    let start: Vec<f64> = (0..3000).map(|i| 0.9 * f64::from(i) + 0.1 * f64::from(i % 5)).collect();
    let report = end(SparseNewton::new().minimize(objective, start));
    assert!(report.point.windows(2).all(|x| (x[1] - x[0] - 1.0).abs() < 1e-6), "{}", report.value);
    assert!(!report.hessian_indefinite && report.counts.iterations < 20, "{:?}", report.counts);
}

/// Both find the same minimum of the model within the region, and so take the same path as long as rounding lets them.
#[test]
fn steps_are_those_of_dense_factorizations() {
    let start: Vec<f64> = (0..20).map(|i| 0.5 + 0.1 * f64::from(i % 3)).collect();
    let dense = end(TrustRegion::new().minimize(chained::objective(), start.clone()));
    let objective = chained::objective().with_sparse_hessian(chained::hessian_sparse_into);
    let sparse = end(SparseNewton::new().minimize(objective, start));
    assert!((dense.value - sparse.value).abs() < 1e-12, "{} {}", dense.value, sparse.value);
    let difference = dense.counts.iterations.abs_diff(sparse.counts.iterations);
    assert!(difference <= 3, "{:?} {:?}", dense.counts, sparse.counts);
}

/// Without the macro: closures, and entries in any order.
#[test]
fn closures_bring_entries() {
    let value = |x: &Vec<f64>| x.iter().map(|x| x.cosh()).sum::<f64>() + 0.5 * (x[0] - x[2]).powi(2);
    let gradient = move |x: &Vec<f64>, g: &mut Vec<f64>| {
        g.iter_mut().zip(x).for_each(|(g, x)| *g = x.sinh());
        g[0] += x[0] - x[2];
        g[2] += x[2] - x[0];
        value(x)
    };
    let hessian = |x: &[f64], h: &mut SparseHessian| {
        let diagonal = x.iter().enumerate().map(|(i, x)| (i, i, x.cosh()));
        h.fill(x.len(), diagonal.chain([(0, 0, 1.0), (2, 2, 1.0), (0, 2, -1.0)]));
    };
    let report = end(minimize(from_fns(value, gradient).with_sparse_hessian(hessian), vec![2.0, -1.0, 0.5]));
    assert!(report.point.iter().all(|x| x.abs() < 1e-9), "{report}");
}

/// A Hessian of another size is refused, and one that is not finite is named.
#[test]
fn o03_o05_faulty_hessians() {
    let first = || {
        from_fns(
            |x: &Vec<f64>| x[0] * x[0],
            |x: &Vec<f64>, g: &mut Vec<f64>| {
                g[0] = 2.0 * x[0];
                x[0] * x[0]
            },
        )
    };
    let small = first().with_sparse_hessian(|_: &[f64], h: &mut SparseHessian| h.fill(3, []));
    let failure = SparseNewton::new().minimize(small, vec![1.0]).expect_err("another size");
    assert!(matches!(failure.report.reason, Reason::InvalidInput(_)), "{failure}");
    let bad = first().with_sparse_hessian(|_: &[f64], h: &mut SparseHessian| h.fill(1, [(0, 0, f64::NAN)]));
    let failure = SparseNewton::new().minimize(bad, vec![1.0]).expect_err("NaN");
    assert_eq!(failure.report.reason, Reason::NonFiniteStart(crate::Part::Hessian { row: 0, column: 0 }));
}
