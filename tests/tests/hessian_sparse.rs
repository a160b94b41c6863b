//! `hessian_sparse`: the entries that need not be zero, whatever shape the point has.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, SparseHessian, Workspace, differentiable};

/// Row and column of each entry that is held.
fn pattern<F: Copy + Default + std::ops::AddAssign + std::ops::Mul<Output = F>>(
    h: &SparseHessian<F>,
) -> Vec<(usize, usize)> {
    h.iter().map(|(row, column, _)| (row, column)).collect()
}

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (k, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= 1e-13 * b.abs().max(1.0), "entry {k}: {a} and {b}");
    }
}

#[differentiable]
fn chained(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let a = 1.0 - x[i];
        let b = x[i + 1] - x[i] * x[i];
        sum += a * a + 100.0 * b * b;
    }
    sum
}

#[test]
fn a_sum_over_neighbours_is_a_band_of_two_numbers_a_row() {
    let x: Vec<f64> = (0..50).map(|k| (k as f64 * 0.7).sin()).collect();
    let h = chained::hessian_sparse(&x);
    assert_eq!(h.nnz(), 99);
    assert!(pattern(&h).iter().all(|(i, j)| i - j <= 1));
    close(&h.to_dense(), &chained::hessian(&x));
}

#[test]
fn ten_thousand_unknowns_are_linear_in_memory() {
    let x = vec![0.5; 100_000];
    let h = chained::hessian_sparse(&x);
    assert_eq!((h.nnz(), h.row_starts().len()), (199_999, 100_001));
    assert_eq!((h.get(0, 0), h.get(5, 5), h.get(6, 5), h.get(99_999, 99_999)), (102.0, 302.0, -200.0, 200.0));
}

#[differentiable]
fn springs(x: &[[f64; 2]], #[constant] pairs: &[(usize, usize)]) -> f64 {
    let mut sum = 0.0;
    for &(i, j) in pairs {
        let (dx, dy) = (x[i][0] - x[j][0], x[i][1] - x[j][1]);
        let r = dx * dx + dy * dy - 1.0;
        sum += r * r * dx;
    }
    sum
}

#[test]
fn pairs_that_only_the_run_knows_have_blocks() {
    let x: Vec<[f64; 2]> = (0..6).map(|k| [k as f64, (k * k) as f64 * 0.3]).collect();
    let pairs = [(0, 1), (5, 1), (1, 2), (4, 2), (2, 3)];
    let h = springs::hessian_sparse(&x, &pairs);
    close(&h.to_dense(), &springs::hessian(&x, &pairs));
    let blocks = |i: usize, j: usize| i == j || pairs.contains(&(i, j)) || pairs.contains(&(j, i));
    assert!(pattern(&h).iter().all(|(row, column)| blocks(row / 2, column / 2)));
    // Two springs on the same ends, and one from a point to itself.
    let pairs = [(1, 0), (0, 1), (2, 2)];
    close(&springs::hessian_sparse(&x, &pairs).to_dense(), &springs::hessian(&x, &pairs));
}

#[differentiable]
fn switched(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += if x[i] > 0.0 { x[i].powi(3) * x[i - 1] } else { x[i - 1].powi(2) };
    }
    sum
}

#[test]
fn another_branch_adds_to_the_pattern_and_what_is_left_is_a_zero() {
    let mut h = switched::hessian_sparse(&[1.0, -1.0, -2.0]);
    assert_eq!(pattern(&h), [(0, 0), (1, 1)]);
    for x in [[1.0, 2.0, 3.0], [1.0, -1.0, -2.0], [1.0, -1.0, 2.0]] {
        switched::hessian_sparse_into(&x, &mut h);
        close(&h.to_dense(), &switched::hessian(&x));
    }
    assert_eq!(pattern(&h), [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)]);
}

#[differentiable]
fn recurrent(x: &[f64], #[constant] linear: usize) -> f64 {
    let mut t = 1.0;
    for i in 0..x.len() {
        t = if i == linear { t + x[i] } else { t * x[i] };
    }
    t
}

#[test]
fn where_the_structure_is_not_to_be_seen_what_is_not_zero_is_held() {
    let x = [2.0, 3.0, 5.0, 7.0];
    let h = recurrent::hessian_sparse(&x, 2);
    close(&h.to_dense(), &recurrent::hessian(&x, 2));
    assert_eq!(pattern(&h), [(1, 0), (3, 0), (3, 1), (3, 2)]);
}

/// A point of several kinds.
#[differentiable]
fn mixed(a: f64, b: [f64; 2], c: &[f64]) -> f64 {
    let mut sum = a * a * b[1] + b[0].exp();
    for v in c {
        sum += (a + v).powi(3);
    }
    sum
}

#[test]
fn rows_run_over_all_parameters() {
    let h = mixed::hessian_sparse(0.5, [1.0, 2.0], &[3.0, 4.0, 5.0]);
    close(&h.to_dense(), &mixed::hessian(0.5, [1.0, 2.0], &[3.0, 4.0, 5.0]));
    assert_eq!(pattern(&h), [(0, 0), (1, 1), (2, 0), (3, 0), (3, 3), (4, 0), (4, 4), (5, 0), (5, 5)]);
}

#[differentiable(hessian_sparse)]
fn fixed(x: [f64; 3]) -> f64 {
    x[0] * x[1] + x[2].powi(4)
}

#[differentiable(hessian_sparse, name = General)]
fn general<const N: usize>(x: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for i in 1..N {
        sum += x[i] * x[i] * x[i - 1];
    }
    sum
}

#[differentiable(hessian_sparse)]
fn numbers(x: f64, y: f64, z: f64) -> f64 {
    x * y + z.sin()
}

#[test]
fn arrays_and_numbers_have_it_where_it_is_asked_for() {
    let h = fixed::hessian_sparse([1.0, 2.0, 3.0]);
    assert_eq!(h.iter().collect::<Vec<_>>(), [(1, 0, 1.0), (2, 2, 108.0)]);
    let h = General::hessian_sparse(&[1.0, 2.0, 3.0]);
    assert_eq!(h.iter().collect::<Vec<_>>(), [(1, 0, 4.0), (1, 1, 2.0), (2, 1, 6.0), (2, 2, 4.0)]);
    let h = numbers::hessian_sparse(1.0, 2.0, 0.0);
    assert_eq!(h.iter().collect::<Vec<_>>(), [(1, 0, 1.0), (2, 2, 0.0)]);
}

#[differentiable]
fn single(x: &[f32]) -> f32 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += x[i - 1] * x[i];
    }
    sum
}

#[differentiable]
fn owned(x: Vec<f64>) -> f64 {
    x.windows(2).map(|w| w[0] * w[1].exp()).sum()
}

#[test]
fn single_precision_and_owned_points() {
    let h = single::hessian_sparse(&[1.0, 2.0, 3.0]);
    assert_eq!(h.iter().collect::<Vec<_>>(), [(1, 0, 1.0f32), (2, 1, 1.0)]);
    let x = vec![0.1, 0.2, 0.3, 0.4];
    close(&owned::hessian_sparse(x.clone()).to_dense(), &owned::hessian(x));
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Body {
    at: [f64; 2],
    mass: f64,
}

#[differentiable]
fn potential(#[active] bodies: &[Body], g: f64) -> f64 {
    let mut sum = 0.0;
    for i in 1..bodies.len() {
        let (a, b) = (&bodies[i - 1], &bodies[i]);
        let r = (a.at[0] - b.at[0]).hypot(a.at[1] - b.at[1]);
        sum -= g * a.mass * b.mass / r;
    }
    sum
}

#[differentiable]
fn pulled(ends: &[(f64, f64)]) -> f64 {
    ends.iter().map(|(a, b)| a * a * b).sum()
}

#[differentiable(hessian_sparse)]
fn inertia(#[active] body: &Body) -> f64 {
    body.mass * (body.at[0] * body.at[0] + body.at[1])
}

#[test]
fn lists_and_structs_have_the_order_of_the_dense_one() {
    let bodies: Vec<Body> =
        (0..4).map(|k| Body { at: [k as f64, 0.5 * (k * k) as f64], mass: 1.0 + k as f64 }).collect();
    let h = potential::hessian_sparse(&bodies, 2.0);
    close(&h.to_dense(), &potential::hessian(&bodies, 2.0));
    assert!(pattern(&h).iter().all(|(i, j)| *i == 12 || i / 3 - j / 3 <= 1), "{:?}", pattern(&h));

    let h = pulled::hessian_sparse(&[(1.0, 2.0), (3.0, 4.0)]);
    assert_eq!(h.iter().collect::<Vec<_>>(), [(0, 0, 4.0), (1, 0, 2.0), (2, 2, 8.0), (3, 2, 6.0)]);

    let h = inertia::hessian_sparse(&bodies[2]);
    assert_eq!(h.iter().collect::<Vec<_>>(), [(0, 0, 6.0), (2, 0, 4.0), (2, 1, 1.0)]);
}

struct Chain {
    stiffness: f64,
}

impl Chain {
    #[differentiable]
    fn energy(&self, x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for i in 1..x.len() {
            sum += self.stiffness * (x[i] - x[i - 1]).powi(4);
        }
        sum
    }
}

#[test]
fn methods_have_it_under_their_own_name() {
    let (chain, x) = (Chain { stiffness: 2.0 }, [0.0, 1.0, 3.0]);
    let h = chain.energy_hessian_sparse(&x);
    assert_eq!(h.iter().collect::<Vec<_>>(), [(0, 0, 24.0), (1, 0, -24.0), (1, 1, 120.0), (2, 1, -96.0), (2, 2, 96.0)]);
}

#[test]
fn no_points_and_one_point() {
    assert_eq!(single::hessian_sparse(&[]).to_dense(), [0.0f32; 0]);
    assert_eq!(single::hessian_sparse(&[1.0]).to_dense(), [0.0f32]);
    assert_eq!(owned::hessian_sparse(vec![]).nnz(), 0);
}

#[test]
fn a_workspace_serves_it_too() {
    let (x, mut h) = ([1.0, 2.0, 3.0], SparseHessian::new());
    chained::hessian_sparse_with(&x, &mut h, &mut Workspace::new());
    assert_eq!(h, chained::hessian_sparse(&x));
}

#[test]
fn not_a_number_stays_where_it_is() {
    let h = chained::hessian_sparse(&[f64::NAN, 1.0, 1.0, 1.0]);
    assert!(h.get(0, 0).is_nan() && h.get(1, 0).is_nan());
    assert_eq!((h.get(1, 1), h.get(3, 2)), (f64::from(1002), -400.0));
}

#[differentiable]
fn bond(a: f64, b: f64, #[constant] table: &[f64]) -> f64 {
    let stretch = a - b * b;
    table[0] * stretch * stretch + (a * b).sin() * table[1]
}

#[differentiable]
fn polar(x: f64, y: f64) -> (f64, f64) {
    (x.hypot(y), y.atan2(x))
}

#[differentiable]
fn power(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * power(x, n - 1) }
}

/// Calls of functions of numbers: with data, with several results, in branches, recursive, of values that depend on several unknowns.
#[differentiable]
fn with_calls(x: &[f64], #[constant] table: &[f64]) -> f64 {
    let mut sum = bond(x[0], 0.5, table);
    for i in 1..x.len() {
        let t = bond(x[i - 1], x[i], table);
        sum += if x[i] > 0.0 { t * t } else { bond(x[i - 1] * x[i], t, table) };
        let (r, angle) = polar(x[i], 2.0 + x[i - 1]);
        sum -= r * angle * power(x[i], 3);
    }
    sum
}

/// A call that takes unknowns as an array: the structure is not to be seen.
#[differentiable]
fn with_a_slice(x: &[f64]) -> f64 {
    chained(x) * x[0]
}

#[test]
fn calls_of_functions_of_numbers_have_entries_too() {
    let (x, table) = ([0.3, 0.5, -0.7, 1.2, 0.9], [2.0, 3.0]);
    let h = with_calls::hessian_sparse(&x, &table);
    assert_eq!(h.nnz(), 9);
    with_calls::check(&x, &table);
    close(&h.to_dense(), &with_calls::hessian(&x, &table));
    for k in 0..x.len() {
        let mut v = [0.0; 5];
        v[k] = 1.0;
        close(&h.multiply(&v), &with_calls::hvp(&x, &table, &v));
    }
    let x = vec![0.5; 20_000];
    let h = with_calls::hessian_sparse(&x, &table);
    assert_eq!(h.nnz(), 39_999, "in proportion to the terms");
    let x = [0.3, -0.5, 0.8];
    close(&with_a_slice::hessian_sparse(&x).to_dense(), &with_a_slice::hessian(&x));
}

#[differentiable]
fn offsets(n: usize, scale: f64) -> [f64; 3] {
    [scale, 2.0 * scale, n as f64]
}

/// A call on constants that gives an array hides nothing.
#[differentiable]
fn with_a_constant_call(x: &[f64], #[constant] scale: f64) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        let by = offsets(i, scale);
        sum += (x[i] - by[0]) * (x[i - 1] - by[i % 3]).powi(2);
    }
    sum
}

#[test]
fn calls_on_constants_may_give_arrays() {
    let x = vec![0.5; 5_000];
    let h = with_a_constant_call::hessian_sparse(&x, 0.25);
    assert_eq!(h.nnz(), 9_998, "in proportion to the terms");
    with_a_constant_call::check(&x[..6], 0.25);
}
