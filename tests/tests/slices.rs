//! Parts of arrays, and references to them.
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
