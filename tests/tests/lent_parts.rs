//! Parts of arrays as arguments of calls, and arrays that a branch chooses.
//!
//! Expected numbers are worked out by hand beside each row; differences are the second witness.
#![allow(
    clippy::needless_range_loop,
    clippy::missing_asserts_for_indexing,
    clippy::if_not_else,
    clippy::assign_op_pattern,
    clippy::explicit_iter_loop,
    clippy::needless_borrows_for_generic_args,
    reason = "programs as people write them"
)]

use chainrule::differentiable;
use chainrule_tests::{agree, of_slices};

// ---- parts as arguments

#[differentiable]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut s = 0.0;
    for (x, y) in a.iter().zip(b) {
        s += x * y;
    }
    s
}

#[differentiable]
fn area(p: &[f64; 2], q: &[f64; 2]) -> f64 {
    p[0] * q[1] - p[1] * q[0]
}

#[differentiable]
fn twice_the_same(x: &[f64]) -> f64 {
    dot(&x[0..3], &x[3..6]) * dot(&x[1..3], &x[..2]) + dot(x, &x[2..])
}

#[differentiable]
fn of_a_local(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let mut s = 0.0;
    for i in 1..a.len() {
        s += dot(&a[..i], &a[i..]);
        a[i - 1] *= s;
    }
    let (left, right) = a.split_at(2);
    s + dot(left, right)
}

#[differentiable]
fn of_windows(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for w in x.windows(3) {
        s += dot(&w[..2], &w[1..]).sin();
    }
    for c in x.chunks(2) {
        s *= 1.0 + dot(c, c);
    }
    s
}

#[differentiable]
fn of_rows(p: &[[f64; 2]; 3]) -> f64 {
    let mut m = *p;
    let mut s = 0.0;
    for i in 0..3 {
        s += area(&p[i], &m[(i + 1) % 3]);
        m[i][0] *= s;
    }
    s + area(&m[0], &p[1]) + dot(&m[1], &p[2][1..])
}

#[differentiable]
fn of_rows_of_run_time_length(x: &[f64], n: usize) -> f64 {
    let mut m = vec![vec![0.0; n]; x.len() / n];
    for (row, v) in m.iter_mut().zip(x.chunks_exact(n)) {
        row.copy_from_slice(v);
    }
    let mut s = 0.0;
    for i in 1..m.len() {
        s += dot(&m[i - 1], &m[i]) * dot(&m[i][1..], &x[..1]);
        m[i][0] += s;
    }
    s
}

#[differentiable]
fn outer(x: &[f64]) -> f64 {
    twice_the_same(&x[1..]) * x[0]
}

agree! {
    c20_the_same_array_twice: twice_the_same(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    c20_parts_of_a_local_that_changes: of_a_local(vec![0.5, 0.3, 0.7, 0.2]);
    c20_windows_and_chunks: of_windows(vec![0.5, 0.3, 0.7, 0.2, 0.4]);
    c20_rows_of_run_time_length: of_rows_of_run_time_length(vec![0.5, 0.3, 0.7, 0.2, 0.4, 0.9], 2);
    c20_parts_of_parts: outer(vec![0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
}

#[test]
fn c20_rows() {
    let p = [[0.5, 0.3], [0.7, 0.2], [0.4, 0.9]];
    let (value, gradient) = of_rows::value_and_gradient(&p);
    assert_eq!(value.to_bits(), of_rows(&p).to_bits());
    of_rows::check(&p);
    for i in 0..3 {
        for j in 0..2 {
            let mut v = [[0.0; 2]; 3];
            v[i][j] = 1.0;
            assert!((of_rows::jvp(&p, &v) - gradient[i][j]).abs() < 1e-14);
        }
    }
}

of_slices! {
    // (x0 x3 + x1 x4 + x2 x5) (x1 x0 + x2 x1) + x0 x2 + x1 x3 + x2 x4 + x3 x5
    c20_the_same_array_twice_by_hand: twice_the_same([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]) => [
        4.0 * 8.0 + 32.0 * 2.0 + 3.0,
        5.0 * 8.0 + 32.0 * 4.0 + 4.0,
        6.0 * 8.0 + 32.0 * 2.0 + 1.0 + 5.0,
        1.0 * 8.0 + 2.0 + 6.0,
        2.0 * 8.0 + 3.0,
        3.0 * 8.0 + 4.0
    ];
}

// ---- parts that a callee changes

#[differentiable]
fn changed_by_callee(x: &mut [f64], y: f64) {
    for v in x.iter_mut() {
        *v *= y;
    }
    x.reverse();
    let n = x.len();
    let (l, r) = x.split_at_mut(n / 2);
    l[0] += r[0] * r[0];
    x.swap(0, n - 1);
}

#[differentiable]
fn parts_lent(x: &[f64], #[constant] y: f64) -> f64 {
    let mut a = x.to_vec();
    changed_by_callee(&mut a[1..4], y);
    let s = &mut a[..];
    changed_by_callee(&mut *s, y);
    a[0] * a[1] + a[2] + a[4]
}

agree! {
    m13_parts_that_a_callee_changes: parts_lent(vec![2.0, 3.0, 5.0, 1.0, 0.5], 1.5);
}

// ---- arrays chosen by a branch

#[differentiable]
fn one_of_two(x: &[f64], y: &[f64; 3], first: bool) -> f64 {
    let a = [x[0], x[1], x[2]];
    let r = if first { &a } else { y };
    let v = if first { x.to_vec() } else { vec![x[0] * 2.0; x.len()] };
    let part = if first { &x[1..3] } else { &y[..2] };
    r[0] * r[2] + v[1] * v[2] + dot(part, &v)
}

#[differentiable]
fn chosen_in_a_loop(x: &[f64], turns: usize) -> f64 {
    let (p, q) = (x.to_vec(), x.iter().map(|v| v * v).collect::<Vec<f64>>());
    let mut s = 1.0;
    for k in 0..turns {
        let r = if k % 2 == 0 { &p } else { &q };
        let mut own = if s > 2.0 { p.clone() } else { vec![s; x.len()] };
        own[0] *= r[k % x.len()];
        s += own[0] * r[0] + own[1];
    }
    s
}

fn nearest(table: &[f64], at: f64) -> usize {
    table.iter().position(|t| *t >= at).unwrap_or(table.len() - 1)
}

#[differentiable]
fn looked_up(x: &[f64], #[constant] at: f64) -> f64 {
    let table = vec![0.5, 1.5, 2.5];
    let k: usize = nearest(&table, at);
    let mut s = 0.0;
    for i in 0..x.len() {
        let j: usize = nearest(&table, i as f64);
        s += x[i] * x[k] * table[j];
    }
    s
}

macro_rules! two_slices {
    ($($id:ident: $f:ident($x:expr, $y:expr, $c:expr);)*) => {$(
        #[test]
        fn $id() {
            let (x, y) = ($x, $y);
            let (value, _) = $f::value_and_gradient(&x, &y, $c);
            assert_eq!(value.to_bits(), $f(&x, &y, $c).to_bits());
            $f::check(&x, &y, $c);
        }
    )*};
}

two_slices! {
    m16_one_of_two_arrays: one_of_two([0.5, 0.3, 0.7], [1.1, 1.3, 1.7], true);
    m16_the_other_of_two_arrays: one_of_two([0.5, 0.3, 0.7], [1.1, 1.3, 1.7], false);
}

agree! {
    m16_arrays_chosen_in_a_loop: chosen_in_a_loop(vec![0.5, 0.3, 0.7], 4);
    m16_arrays_chosen_in_no_turn: chosen_in_a_loop(vec![0.5, 0.3, 0.7], 0);
    m16_local_tables: looked_up(vec![0.5, 0.3, 0.7], 1.0);
}
