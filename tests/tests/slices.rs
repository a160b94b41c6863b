//! Parts of arrays, references to them, and what changes them in place.
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
use chainrule_tests::gradients;

/// The same for functions of a slice.
macro_rules! of_slices {
    ($($id:ident: $f:ident($x:expr $(, $arg:expr)*) => $expected:expr;)*) => {$(
        #[test]
        fn $id() {
            let (x, expected): (&[f64], &[f64]) = (&$x, &$expected);
            let (value, gradient) = $f::value_and_gradient(x $(, $arg)*);
            assert_eq!(value.to_bits(), $f(x $(, $arg)*).to_bits(), "the value is {value:?}");
            assert_eq!(gradient.len(), expected.len());
            for i in 0..x.len() {
                assert!((gradient[i] - expected[i]).abs() <= 1e-13 * expected[i].abs().max(1.0), "{gradient:?}");
                let mut v = vec![0.0; x.len()];
                v[i] = 1.0;
                let tangent = $f::jvp(x $(, $arg)*, &v);
                assert!((tangent - expected[i]).abs() <= 1e-13 * expected[i].abs().max(1.0), "forward: {tangent:?}");
            }
            $f::check(x $(, $arg)*);
        }
    )*};
}

// ---- parts that are read

#[differentiable]
fn of_parts(x: &[f64]) -> f64 {
    let a = &x[1..3];
    let b = &x[3..];
    let c = &b[..=1];
    let mut s = a[0] * a[1] * a.len() as f64;
    for i in 0..b.len() {
        s += b[i] * b[i];
    }
    for (u, v) in a.iter().zip(c) {
        s += u * v;
    }
    if !b.is_empty() { s * x[0] } else { s }
}

#[differentiable]
fn products_of_neighbours(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for w in x.windows(2) {
        s += w[0] * w[1];
    }
    s
}

#[differentiable]
fn windows_of(x: &[f64], n: usize) -> f64 {
    let mut s = 0.0;
    for (i, w) in x.windows(n).enumerate() {
        let mut p = 1.0;
        for j in 0..w.len() {
            p *= w[j];
        }
        s += p * i as f64;
    }
    s
}

#[differentiable]
fn chunks_of(x: &[f64], n: usize) -> f64 {
    let mut s = 0.0;
    for c in x.chunks(n) {
        let mut t = 0.0;
        for v in c {
            t += v;
        }
        s += t * t * c.len() as f64;
    }
    s
}

#[differentiable]
fn points(x: &[f64; 6]) -> f64 {
    let mut s = 0.0;
    for p in x.chunks_exact(3) {
        s += p[0] * p[1] * p[2];
    }
    s
}

#[differentiable]
fn pairs_of_points(x: &[f64]) -> f64 {
    let mut energy = 0.0;
    let n = x.len() / 3;
    for i in 0..n {
        let p = &x[3 * i..3 * i + 3];
        for j in 0..i {
            let q = &x[3 * j..3 * j + 3];
            let mut r2 = 0.0;
            for k in 0..3 {
                let d = p[k] - q[k];
                r2 += d * d;
            }
            energy += 1.0 / r2;
        }
    }
    energy
}

#[differentiable]
fn halves(x: &[f64]) -> f64 {
    let (left, right) = x.split_at(x.len() / 2);
    let mut s = 0.0;
    for (l, r) in left.iter().zip(right) {
        s += l * r;
    }
    s + *x.first().unwrap() * x.last().unwrap()
}

#[differentiable]
fn ends(x: &[f64]) -> f64 {
    let (head, tail) = x.split_first().unwrap();
    let (last, middle) = tail.split_last().expect("two at least");
    let mut s = head * last;
    for m in middle {
        s += m * m * head;
    }
    s
}

#[differentiable]
fn shrinking(x: &[f64]) -> f64 {
    let mut rest = x;
    let mut s = 0.0;
    let mut weight = 1.0;
    while !rest.is_empty() {
        s += weight * rest[0] * rest[rest.len() - 1];
        weight += 1.0;
        rest = &rest[1..];
    }
    s
}

#[differentiable]
fn chosen(x: &[f64], which: bool) -> f64 {
    let part = if which { &x[..2] } else { &x[1..] };
    let mut p = 1.0;
    for v in part {
        p *= v;
    }
    p
}

of_slices! {
    // x0 (2 x1 x2 + x3² + x4² + x1 x3 + x2 x4)
    parts_in_parts: of_parts([2.0, 3.0, 5.0, 7.0, 11.0]) => [
        30.0 + 49.0 + 121.0 + 21.0 + 55.0, 2.0 * (10.0 + 7.0), 2.0 * (6.0 + 11.0), 2.0 * (14.0 + 3.0), 2.0 * (22.0 + 5.0)
    ];
    c16_windows: products_of_neighbours([2.0, 3.0, 5.0, 7.0]) => [3.0, 7.0, 10.0, 5.0];
    c16_windows_of_one_element: products_of_neighbours([2.0]) => [0.0];
    c16_windows_of_nothing: products_of_neighbours([]) => [];
    // x1 x2 x3 + 2 x2 x3 x4
    windows_of_a_run_time_size: windows_of([1.0, 2.0, 3.0, 4.0, 5.0], 3) => [0.0, 12.0, 8.0 + 40.0, 6.0 + 30.0, 24.0];
    windows_longer_than_the_slice: windows_of([1.0, 2.0], 3) => [0.0, 0.0];
    // 2 (x0 + x1)² + 2 (x2 + x3)² + x4²
    chunks_with_a_rest: chunks_of([1.0, 2.0, 3.0, 4.0, 5.0], 2) => [12.0, 12.0, 28.0, 28.0, 10.0];
    halves_and_ends: halves([2.0, 3.0, 5.0, 7.0]) => [5.0 + 7.0, 7.0, 2.0, 3.0 + 2.0];
    // x0 (x3 + x1² + x2²)
    ends_split_off: ends([2.0, 3.0, 5.0, 7.0]) => [7.0 + 34.0, 12.0, 20.0, 2.0];
    // x0 x2 + 2 x1 x2 + 3 x2²
    a_slice_that_shrinks: shrinking([2.0, 3.0, 5.0]) => [5.0, 10.0, 2.0 + 6.0 + 30.0];
    a_part_chosen_by_a_branch: chosen([2.0, 3.0, 5.0], true) => [3.0, 2.0, 0.0];
    the_other_part: chosen([2.0, 3.0, 5.0], false) => [0.0, 5.0, 3.0];
    // Three points on a line, at distances 1, 1 and 2: d(1/r²) = -2/r³.
    pair_potential: pairs_of_points([0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 2.0, 0.0, 0.0]) =>
        [2.0 + 0.25, 0.0, 0.0, 0.0, 0.0, 0.0, -2.25, 0.0, 0.0];
}

gradients! {
    chunks_of_a_known_size: points(&[2.0, 3.0, 5.0, 7.0, 11.0, 13.0]) => [15.0, 10.0, 6.0, 143.0, 91.0, 77.0];
}

macro_rules! panics {
    ($($id:ident: $f:ident($($arg:expr),*);)*) => {$(
        #[test]
        fn $id() {
            let panics = |f: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| f())).is_err();
            assert!(panics(&|| _ = $f($($arg),*)), "the function itself");
            assert!(panics(&|| _ = $f::value_and_gradient($($arg),*)), "its gradient");
            assert!(panics(&|| _ = $f::hessian($($arg),*)), "its Hessian");
        }
    )*};
}

#[differentiable]
fn beyond_a_part(x: &[f64], i: usize, n: usize) -> f64 {
    let part = &x[1..n];
    part[i] * part[i]
}

panics! {
    m14_an_index_beyond_a_part: beyond_a_part(&[1.0, 2.0, 3.0, 4.0], 2, 3);
    m14_a_part_beyond_the_slice: beyond_a_part(&[1.0, 2.0, 3.0, 4.0], 0, 5);
    m14_a_part_that_ends_before_it_begins: beyond_a_part(&[1.0, 2.0, 3.0, 4.0], 0, 0);
    m14_windows_of_no_size: windows_of(&[1.0, 2.0], 0);
}

// ---- references

#[differentiable]
fn through_references(x: &[f64; 3]) -> f64 {
    let mut a = *x;
    let r = &mut a[1];
    *r *= x[0];
    *r += 1.0;
    let q = &mut *r;
    *q = *q * *q;
    let mut y = a[1];
    let s = &mut y;
    *s = *s * 2.0;
    let row = &mut a;
    row[0] = y;
    row[0] * x[2]
}

#[differentiable]
fn at_an_index(x: &[f64], i: usize) -> f64 {
    let mut a = x.to_vec();
    let mut k = i;
    let r = &mut a[k];
    k += 1;
    *r *= *r;
    a[i] * a[k]
}

#[differentiable]
fn scaled(x: &[f64], y: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for v in a.iter_mut() {
        *v *= 2.0;
    }
    for (v, w) in a.iter_mut().zip(y.iter()) {
        *v += w * *v;
    }
    for (i, v) in a.iter_mut().enumerate().rev() {
        *v *= i as f64;
    }
    for v in &mut a {
        *v = v.powi(2);
    }
    let mut s = 0.0;
    for v in a {
        s += v;
    }
    s
}

#[differentiable]
fn nested(x: &[f64; 4]) -> f64 {
    let mut m = [[x[0], x[1]], [x[2], x[3]]];
    for row in m.iter_mut() {
        for v in row.iter_mut() {
            *v *= *v;
        }
        row[0] += row[1];
    }
    let last = &mut m[1];
    last[1] *= last[0];
    m[0][0] + m[1][1]
}

#[differentiable]
fn halves_of_one(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let (left, right) = a.split_at_mut(2);
    left[0] = right[1] * right[0];
    right[0] += left[1];
    for (l, r) in left.iter_mut().zip(right.iter()) {
        *l *= r;
    }
    a[0] + a[1] * a[2]
}

#[differentiable]
fn chunks_changed(x: &[f64], n: usize) -> f64 {
    let mut a = x.to_vec();
    for (k, c) in a.chunks_exact_mut(2).enumerate() {
        c[0] *= c[1];
        c.swap(0, 1);
        c[1] += k as f64;
    }
    let part = &mut a[1..n];
    part[0] *= part[1];
    let end = part.len() - 1;
    part[end] += 1.0;
    let mut s = 1.0;
    for v in &a {
        s *= v;
    }
    s
}

#[differentiable]
fn ends_changed(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    *a.first_mut().unwrap() *= 3.0;
    let last = a.last_mut().unwrap();
    *last *= *last;
    a[0] * a[x.len() - 1]
}

of_slices! {
    // a[i]² a[i + 1]
    m18_index_of_when_it_was_taken: at_an_index([2.0, 3.0, 5.0], 1) => [0.0, 30.0, 9.0];
    // Σ (2 i x (1 + y))², y = (0.5, 0.25, 1): 4 i² (1 + y)² 2 x
    m15_iter_mut: scaled_by_constants([2.0, 3.0, 5.0]) => [0.0, 4.0 * 1.5625 * 6.0, 16.0 * 4.0 * 10.0];
    // x3 x2 (x2 + x1) + x1 x3 (x2 + x1), with both changed at the end: see the rows of the program
    m15_split_at_mut: halves_of_one([2.0, 3.0, 5.0, 7.0]) => [
        0.0, 7.0 * 5.0 + 7.0 * (5.0 + 2.0 * 3.0), 7.0 * (2.0 * 5.0 + 3.0) + 3.0 * 7.0, 5.0 * 8.0 + 3.0 * 8.0
    ];
    m15_ends: ends_changed([2.0, 3.0, 5.0]) => [3.0 * 25.0, 0.0, 6.0 * 10.0];
}

#[differentiable]
fn scaled_by_constants(x: &[f64]) -> f64 {
    scaled(x, &[0.5, 0.25, 1.0])
}

gradients! {
    // 2 (x0 x1 + 1)² x2
    m18_through_references: through_references(&[2.0, 3.0, 5.0]) => [4.0 * 7.0 * 3.0 * 5.0, 4.0 * 7.0 * 2.0 * 5.0, 98.0];
    // x0² + x1² + x3² (x2² + x3²)
    m15_nested_iter_mut: nested(&[2.0, 3.0, 5.0, 7.0]) => [4.0, 6.0, 490.0, 2.0 * 7.0 * (25.0 + 2.0 * 49.0)];
}

#[test]
fn m15_chunks_exact_mut() {
    // (x1, x0 x1), (x3, x2 x3 + 1), x4; part = (x0 x1 x3 | x3 + 1)
    let x = [2.0, 3.0, 5.0, 7.0, 11.0];
    let product = |x: &[f64]| x[1] * (x[0] * x[1] * x[3]) * (x[3] + 1.0) * (x[2] * x[3] + 1.0) * x[4];
    assert_eq!(chunks_changed(&x, 3), product(&x));
    let g = chunks_changed::gradient(&x, 3);
    let p = product(&x);
    let expected = [p / 2.0, 2.0 * p / 3.0, p * 7.0 / 36.0, p * (1.0 / 7.0 + 1.0 / 8.0 + 5.0 / 36.0), p / 11.0];
    for (g, e) in g.iter().zip(expected) {
        assert!((g - e).abs() < 1e-9 * e.abs(), "{g} {e}");
    }
    chunks_changed::check(&x, 3);
}

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

/// What a slice gives in every mode, against differences of the function itself.
macro_rules! agree {
    ($($id:ident: $f:ident($x:expr $(, $arg:expr)*);)*) => {$(
        #[test]
        fn $id() {
            let x = $x;
            let (value, gradient) = $f::value_and_gradient(&x $(, $arg)*);
            assert_eq!(value.to_bits(), $f(&x $(, $arg)*).to_bits());
            $f::check(&x $(, $arg)*);
            let n = gradient.len();
            for i in 0..n {
                let mut v = x.clone();
                for (k, v) in v.iter_mut().enumerate() {
                    *v = if k == i { 1.0 } else { 0.0 };
                }
                let tangent = $f::jvp(&x $(, $arg)*, &v);
                assert!((tangent - gradient[i]).abs() <= 1e-12 * gradient[i].abs().max(1.0), "{tangent} {}", gradient[i]);
                let (hessian, product) = ($f::hessian(&x $(, $arg)*), $f::hvp(&x $(, $arg)*, &v));
                for j in 0..n {
                    let (a, b) = (hessian[i * n + j], product[j]);
                    assert!((a - b).abs() <= 1e-11 * a.abs().max(1.0), "{i} {j}: {a} {b}");
                }
            }
        }
    )*};
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

// ---- `Vec`s that grow

#[differentiable]
fn pushed(x: &[f64]) -> f64 {
    let mut v = Vec::with_capacity(x.len());
    for i in 0..x.len() {
        v.push(x[i] * x[i]);
    }
    let mut s = 0.0;
    for i in 1..v.len() {
        s += v[i] * v[i - 1];
    }
    s
}

#[differentiable]
fn some_pushed(x: &[f64], #[constant] least: f64) -> f64 {
    let mut kept: Vec<f64> = Vec::new();
    for v in x {
        if *v > least {
            kept.push(v * v);
            continue;
        }
        if let Some(last) = kept.pop() {
            kept.push(last * v);
        }
    }
    let mut p = 1.0;
    for v in &kept {
        p *= v;
    }
    p * kept.len() as f64
}

#[differentiable]
fn a_stack(x: f64, y: f64) -> f64 {
    // x y + y, as a calculator with a stack has it.
    let mut stack = vec![x, y];
    stack.push(y);
    stack.swap(0, 2);
    for k in 0..2 {
        let b = stack.pop().unwrap();
        let a = stack.pop().unwrap();
        stack.push(if k == 0 { a * b } else { a + b });
    }
    stack[0]
}

#[differentiable]
fn cleared(x: &[f64], rounds: usize) -> f64 {
    let mut row = Vec::new();
    let mut s = 1.0;
    for k in 0..rounds {
        row.clear();
        for v in x {
            row.push(v * s);
        }
        row.extend_from_slice(&x[..1]);
        row.truncate(x.len());
        row.resize(x.len() + k, s);
        for v in &row {
            s += v * v;
        }
    }
    s
}

#[differentiable]
fn grown(x: &[f64]) -> Vec<f64> {
    let mut v = Vec::new();
    for w in x.windows(2) {
        v.push(w[0] * w[1]);
    }
    v
}

#[differentiable]
fn over_announced(x: &[f64]) -> f64 {
    let mut v = Vec::with_capacity(2);
    let mut k = 0;
    while k < x.len() {
        v.push(x[k]);
        k += 1;
    }
    v[0] * v[1]
}

agree! {
    m16_push: pushed(vec![0.5, 0.3, 0.7, 0.2]);
    m16_push_and_pop_by_branches: some_pushed(vec![0.5, 0.1, 0.7, 0.2, 0.9, 0.8], 0.4);
    m16_clear_and_resize: cleared(vec![0.5, 0.1], 3);
    m16_capacity_of_a_while_loop: over_announced(vec![0.5, 0.1]);
}

of_slices! {
    // x0² x1² + x1² x2²
    m16_push_by_hand: pushed([2.0, 3.0, 5.0]) => [36.0, 6.0 * 29.0, 90.0];
    m16_push_of_nothing: pushed([]) => [];
    // 3 (x0² x1) x2² x4²: 0.1 is below, 0.2 goes onto 0.7²
    m16_popped: some_pushed([2.0, 0.5, 3.0], 1.0) => [2.0 * 4.0 * 0.5 * 9.0, 2.0 * 4.0 * 9.0, 2.0 * 2.0 * 6.0];
}

gradients! {
    m16_a_stack: a_stack(2.0, 3.0) => [3.0, 3.0];
}

#[test]
fn m16_a_vec_that_grew_is_a_result() {
    let x = [2.0, 3.0, 5.0];
    assert_eq!(grown(&x), [6.0, 15.0]);
    assert_eq!(grown::jacobian(&x), [3.0, 2.0, 0.0, 0.0, 5.0, 3.0]);
    assert_eq!(grown::vjp(&x, &[1.0, 10.0]), [3.0, 52.0, 30.0]);
}

#[test]
fn m16_more_than_announced() {
    assert_eq!(over_announced::gradient(&[1.0, 2.0, 3.0]), [2.0, 1.0, 0.0]);
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
