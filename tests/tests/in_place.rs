//! Arrays that change in place: exchanges, methods, algorithms.
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
use chainrule_tests::{gradients, of_slices, panics};

// ---- exchanges and assignments of arrays

#[differentiable]
fn swapped(x: &[f64; 4]) -> f64 {
    let mut a = [x[0], x[1]];
    let mut b = [x[2], x[3]];
    std::mem::swap(&mut a[0], &mut b[1]);
    std::mem::swap(&mut a, &mut b);
    let old = std::mem::replace(&mut a[0], x[0] * 2.0);
    let gone = std::mem::take(&mut b[0]);
    a[0] * a[1] + b[0] + old * b[1] * gone
}

#[differentiable]
fn stencil(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let mut cur = x.to_vec();
    let mut next = vec![0.0; n];
    for _ in 0..steps {
        for i in 0..n {
            let left = if i == 0 { 0.0 } else { cur[i - 1] };
            next[i] = cur[i] * cur[i] + left;
        }
        std::mem::swap(&mut cur, &mut next);
    }
    cur[n - 1]
}

#[differentiable]
fn stencil_of_references(x: &[f64; 3], steps: usize) -> f64 {
    let mut a = *x;
    let mut b = [0.0; 3];
    let (mut cur, mut next) = (&mut a, &mut b);
    for _ in 0..steps {
        for i in 0..3 {
            let left = if i == 0 { 0.0 } else { cur[i - 1] };
            next[i] = cur[i] * cur[i] + left;
        }
        std::mem::swap(&mut cur, &mut next);
    }
    cur[2]
}

#[differentiable]
fn stencil_by_clone(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let mut cur = x.to_vec();
    for _ in 0..steps {
        let old = cur.clone();
        for i in 1..n {
            cur[i] = old[i] * old[i] + old[i - 1];
        }
        cur[0] = old[0] * old[0];
    }
    cur[n - 1]
}

#[differentiable]
fn assigned(x: &[f64; 3], turns: usize) -> f64 {
    let mut a = *x;
    let mut b = [1.0; 3];
    for _ in 0..turns {
        let t = a;
        for i in 0..3 {
            a[i] = b[i] * x[i];
        }
        b = t;
    }
    (a, b) = (b, a);
    (a[0], a[1]) = (a[1], a[0]);
    a[0] + b[0] * b[2]
}

#[differentiable]
fn rows(x: &[f64; 6], i: usize, j: usize) -> f64 {
    let mut m = [[x[0], x[1]], [x[2], x[3]], [x[4], x[5]]];
    m.swap(i, j);
    m[2] = m[i];
    (m[0], m[1]) = (m[1], m[0]);
    m[0][0] * m[1][1] * m[2][1] + m[0][1]
}

of_slices! {
    // With three elements: two steps give ((x2² + x1)² + x1² + x0).
    d_ping_pong_of_vecs: stencil([2.0, 3.0, 5.0], 2) => [1.0, 2.0 * 28.0 + 6.0, 4.0 * 28.0 * 5.0];
    d_ping_pong_of_no_turns: stencil([2.0, 3.0, 5.0], 0) => [0.0, 0.0, 1.0];
    d_ping_pong_by_clone: stencil_by_clone([2.0, 3.0, 5.0], 2) => [1.0, 2.0 * 28.0 + 6.0, 4.0 * 28.0 * 5.0];
}

gradients! {
    // a = (x2, x0), b = (x3, x1) after both exchanges; 2 x0 · x0 + 0 + x2 x1 x3
    m02_exchanges: swapped(&[2.0, 3.0, 5.0, 7.0]) => [8.0, 35.0, 21.0, 15.0];
    d_ping_pong_of_references: stencil_of_references(&[2.0, 3.0, 5.0], 2) => [1.0, 62.0, 560.0];
    d_ping_pong_once: stencil_of_references(&[2.0, 3.0, 5.0], 1) => [0.0, 1.0, 10.0];
    // Two turns: a = x², b = x; exchanged, a = x, b = x²: x1 + x0² x2²
    m03_whole_arrays: assigned(&[2.0, 3.0, 5.0], 2) => [4.0 * 25.0, 1.0, 4.0 * 10.0];
    m03_whole_arrays_of_no_turns: assigned(&[2.0, 3.0, 5.0], 0) => [5.0, 0.0, 2.0];
    // swap(0, 2): (x4 x5) (x2 x3) (x0 x1); m2 = m0; then m0 and m1: x2 x5 x5 + x3
    m16_rows: rows(&[2.0, 3.0, 5.0, 7.0, 11.0, 13.0], 0, 2) => [0.0, 0.0, 169.0, 1.0, 0.0, 130.0];
    m16_rows_the_same: rows(&[2.0, 3.0, 5.0, 7.0, 11.0, 13.0], 1, 1) => [0.0, 7.0 * 5.0, 3.0 * 7.0, 15.0 + 1.0, 0.0, 0.0];
}

// ---- methods that change an array in place

#[differentiable]
fn in_place(x: &[f64; 5], k: usize) -> f64 {
    let mut a = *x;
    a.reverse();
    a.rotate_left(k);
    a[1..4].reverse();
    let mut b = [0.0; 5];
    b.copy_from_slice(&a);
    b[..2].fill(x[0] * x[1]);
    b[2..].clone_from_slice(&a[..3]);
    a.rotate_right(1);
    let mut s = 0.0;
    for i in 0..5 {
        s += a[i] * b[i] * (i + 1) as f64;
    }
    s
}

/// The same with indices.
fn in_place_by_hand(x: &[f64; 5], k: usize) -> f64 {
    let mut a = [0.0; 5];
    for i in 0..5 {
        a[i] = x[4 - (i + k) % 5];
    }
    (a[1], a[3]) = (a[3], a[1]);
    let b = [x[0] * x[1], x[0] * x[1], a[0], a[1], a[2]];
    let a = [a[4], a[0], a[1], a[2], a[3]];
    (0..5).map(|i| a[i] * b[i] * (i + 1) as f64).sum()
}

#[test]
fn m15_in_place_methods() {
    let x = [2.0, 3.0, 5.0, 7.0, 11.0];
    for k in 0..=5 {
        assert_eq!(in_place(&x, k).to_bits(), in_place_by_hand(&x, k).to_bits());
        let (value, gradient) = in_place::value_and_gradient(&x, k);
        assert_eq!(value.to_bits(), in_place(&x, k).to_bits());
        // A polynomial of low degree: central differences are exact up to rounding.
        for i in 0..5 {
            let shifted = |h: f64| in_place_by_hand(&std::array::from_fn(|j| x[j] + if i == j { h } else { 0.0 }), k);
            let difference = (8.0 * (shifted(1.0) - shifted(-1.0)) - (shifted(2.0) - shifted(-2.0))) / 12.0;
            assert!((gradient[i] - difference).abs() < 1e-9, "{k} {i}: {} {difference}", gradient[i]);
        }
        in_place::check(&x, k);
    }
}

#[differentiable]
fn shifted(x: &[f64], from: usize, n: usize, to: usize) -> f64 {
    let mut a = x.to_vec();
    a.copy_within(from..from + n, to);
    a.copy_within(1.., 0);
    a[2] *= 2.0;
    a.copy_within(0..2, 1);
    let mut s = 0.0;
    for (i, v) in a.iter().enumerate() {
        s += v * v * i as f64;
    }
    s
}

#[test]
fn m15_copy_within() {
    let x = [2.0, 3.0, 5.0, 7.0, 11.0];
    for (from, n, to) in [(0, 3, 1), (2, 3, 0), (1, 0, 3), (0, 5, 0)] {
        let mut origin = [0, 1, 2, 3, 4];
        origin.copy_within(from..from + n, to);
        origin.copy_within(1.., 0);
        let mut factor = [1.0, 1.0, 2.0, 1.0, 1.0];
        origin.copy_within(0..2, 1);
        factor.copy_within(0..2, 1);
        let mut expected = [0.0; 5];
        for i in 0..5 {
            let v = factor[i] * x[origin[i]];
            expected[origin[i]] += 2.0 * v * factor[i] * i as f64;
        }
        let (value, gradient) = shifted::value_and_gradient(&x, from, n, to);
        assert_eq!(value.to_bits(), shifted(&x, from, n, to).to_bits());
        assert_eq!(gradient, expected);
        shifted::check(&x, from, n, to);
    }
}

#[differentiable]
fn exchanged(x: &[f64]) -> f64 {
    let n = x.len();
    let mut a = x.to_vec();
    let mut b = vec![2.0; n];
    a[1..].swap_with_slice(&mut b[..n - 1]);
    let (left, right) = a.split_at_mut(1);
    left.swap_with_slice(&mut right[..1]);
    let mut s = 0.0;
    for i in 0..n {
        s += a[i] * b[i] * b[i];
    }
    s
}

panics! {
    m14_copy_of_another_length: copied(&[1.0, 2.0, 3.0], 2);
    m14_rotation_too_far: rotated(&[1.0, 2.0, 3.0], 4);
    m14_copy_within_too_far: shifted(&[1.0, 2.0, 3.0], 0, 2, 2);
    m14_index_beyond_a_row: of_a_row(&[1.0, 2.0, 3.0, 4.0], 0, 2);
}

#[differentiable]
fn copied(x: &[f64], n: usize) -> f64 {
    let mut a = vec![0.0; n];
    a.copy_from_slice(x);
    a[0] * a[0]
}

#[differentiable]
fn rotated(x: &[f64], n: usize) -> f64 {
    let mut a = x.to_vec();
    a.rotate_left(n);
    a[0] * a[0]
}

#[differentiable]
fn of_a_row(x: &[f64], i: usize, j: usize) -> f64 {
    let mut m = vec![vec![0.0; 2]; x.len() / 2];
    for (row, v) in m.iter_mut().zip(x.chunks_exact(2)) {
        row.copy_from_slice(v);
    }
    m[i][j] * m[i][j]
}

of_slices! {
    // 2 x1² + x0 x2² + 8
    m15_swap_with_slice: exchanged([2.0, 3.0, 5.0]) => [25.0, 12.0, 20.0];
    m16_a_vec_of_rows: of_a_row([2.0, 3.0, 5.0, 7.0], 1, 0) => [0.0, 0.0, 10.0, 0.0];
}

// ---- in-place algorithms

#[differentiable]
fn determinant(x: &[f64; 9]) -> f64 {
    let mut a = [[0.0; 3]; 3];
    for (row, v) in a.iter_mut().zip(x.chunks(3)) {
        row.copy_from_slice(v);
    }
    let mut det = 1.0;
    for k in 0..3 {
        let mut pivot = k;
        for i in k + 1..3 {
            if a[i][k].abs() > a[pivot][k].abs() {
                pivot = i;
            }
        }
        if pivot != k {
            a.swap(pivot, k);
            det = -det;
        }
        det *= a[k][k];
        for i in k + 1..3 {
            let (top, bottom) = a.split_at_mut(i);
            let (source, row) = (&top[k], &mut bottom[0]);
            let factor = row[k] / source[k];
            for j in k + 1..3 {
                row[j] -= factor * source[j];
            }
        }
    }
    det
}

#[differentiable]
fn solved(x: &[f64], n: usize) -> f64 {
    let mut a = vec![vec![0.0; n]; n];
    let mut b = x[n * n..].to_vec();
    for i in 0..n {
        for j in 0..n {
            a[i][j] = x[i * n + j];
        }
    }
    for k in 0..n {
        let mut p = k;
        for i in k + 1..n {
            if a[i][k].abs() > a[p][k].abs() {
                p = i;
            }
        }
        a.swap(k, p);
        b.swap(k, p);
        for i in k + 1..n {
            let f = a[i][k] / a[k][k];
            for j in k..n {
                a[i][j] -= f * a[k][j];
            }
            b[i] -= f * b[k];
        }
    }
    for i in (0..n).rev() {
        for j in i + 1..n {
            b[i] -= a[i][j] * b[j];
        }
        b[i] /= a[i][i];
    }
    b[0]
}

#[differentiable]
fn log_determinant(x: &[f64; 6]) -> f64 {
    let mut l = [[x[0], 0.0, 0.0], [x[1], x[2], 0.0], [x[3], x[4], x[5]]];
    let mut s = 0.0;
    for j in 0..3 {
        for k in 0..j {
            let v = l[j][k];
            l[j][j] -= v * v;
        }
        l[j][j] = l[j][j].sqrt();
        s += 2.0 * l[j][j].ln();
        for i in j + 1..3 {
            for k in 0..j {
                l[i][j] -= l[i][k] * l[j][k];
            }
            l[i][j] /= l[j][j];
        }
    }
    s
}

#[differentiable]
fn thomas(d: &[f64], #[constant] lower: &[f64], #[constant] upper: &[f64], #[constant] rhs: &[f64]) -> f64 {
    let n = d.len();
    let mut c = upper.to_vec();
    let mut x = rhs.to_vec();
    c[0] /= d[0];
    x[0] /= d[0];
    for i in 1..n {
        let m = 1.0 / (d[i] - lower[i] * c[i - 1]);
        c[i] *= m;
        x[i] = (x[i] - lower[i] * x[i - 1]) * m;
    }
    for i in (0..n - 1).rev() {
        x[i] -= c[i] * x[i + 1];
    }
    x[0]
}

#[differentiable]
fn prefix_sums(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 1..a.len() {
        a[i] += a[i - 1];
    }
    for v in a.iter_mut() {
        *v *= *v;
    }
    let mut s = 0.0;
    for v in &a {
        s += v;
    }
    s
}

#[differentiable]
fn scattered(x: &[f64], index: &[usize], n: usize) -> f64 {
    let mut bins = vec![0.0; n];
    for (v, &i) in x.iter().zip(index) {
        bins[i] += v * v;
    }
    let mut s = 0.0;
    for &i in index {
        s += bins[i] * bins[i];
    }
    s
}

#[test]
fn in_place_lu() {
    let x = [0.0, 2.0, 1.0, 3.0, 1.0, -1.0, 1.0, 4.0, 5.0];
    // The gradient of a determinant is its cofactors.
    let cofactors = [9.0, -16.0, 11.0, -6.0, -1.0, 2.0, -3.0, 3.0, -6.0];
    let (value, gradient) = determinant::value_and_gradient(&x);
    assert_eq!(value.to_bits(), determinant(&x).to_bits());
    for (g, c) in gradient.iter().zip(cofactors) {
        assert!((g - c).abs() < 1e-13, "{gradient:?}");
    }
    determinant::check(&x);
    // The second derivative with respect to a[0][0] and a[1][1] is a[2][2].
    assert!((determinant::hessian(&x)[0][4] - 5.0).abs() < 1e-12);
}

#[test]
fn in_place_solve_with_run_time_sizes() {
    // x + 2 y = 5, 3 x + 4 y = 11: x = 1, y = 2. dx = -A⁻¹ dA x, A⁻¹ = [-2, 1; 1.5, -0.5].
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 11.0];
    let (value, gradient) = solved::value_and_gradient(&x, 2);
    assert_eq!(value.to_bits(), solved(&x, 2).to_bits());
    for (g, e) in gradient.iter().zip([2.0, 4.0, -1.0, -2.0, -2.0, 1.0]) {
        assert!((g - e).abs() < 1e-13, "{gradient:?}");
    }
    solved::check(&x, 2);
}

#[test]
fn in_place_cholesky() {
    // The gradient of ln det A is A⁻¹, off-diagonal entries counted twice; A = [4 2 2; 2 5 3; 2 3 6], det A = 64... by cofactors.
    let x = [4.0, 2.0, 5.0, 2.0, 3.0, 6.0];
    let det: f64 = 4.0 * (30.0 - 9.0) - 2.0 * (12.0 - 6.0) + 2.0 * (6.0 - 10.0);
    let cofactors = [21.0, -2.0 * 6.0, 20.0, 2.0 * -4.0, -2.0 * 8.0, 16.0];
    let (value, gradient) = log_determinant::value_and_gradient(&x);
    assert!((value - det.ln()).abs() < 1e-14);
    for (g, c) in gradient.iter().zip(cofactors) {
        assert!((g - c / det).abs() < 1e-14, "{gradient:?}");
    }
    log_determinant::check(&x);
}

#[test]
fn in_place_thomas() {
    // [2 1; 1 3] x = (3, 5): x0 = 4/5; dx0/dd0 = -x0 (A⁻¹)00 = -12/25, dx0/dd1 = -x1 (A⁻¹)01 = 7/25.
    let g = thomas::gradient(&[2.0, 3.0], &[0.0, 1.0], &[1.0, 0.0], &[3.0, 5.0]);
    assert!((g[0] + 12.0 / 25.0).abs() < 1e-15 && (g[1] - 7.0 / 25.0).abs() < 1e-15, "{g:?}");
    thomas::check(&[2.0, 3.0, 4.0], &[0.0, 1.0, 0.5], &[1.0, 0.5, 0.0], &[3.0, 5.0, 7.0]);
}

of_slices! {
    // 2 (x0 + (x0 + x1) + ..), and so on
    in_place_scan: prefix_sums([2.0, 3.0, 5.0]) => [2.0 * (2.0 + 5.0 + 10.0), 2.0 * 15.0, 20.0];
    // bins = (4 + 25, 9); 2 · 29² + 81: 2 · 2 · 29 · 2 x, 2 · 9 · 2 x
    in_place_scatter_with_repeats: scattered([2.0, 3.0, 5.0], &[0, 1, 0], 2) => [464.0, 108.0, 1160.0];
}
