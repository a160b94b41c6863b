//! Parts of arrays, references to them, and what changes them in place.
//!
//! Expected numbers are worked out by hand beside each row; differences are the second witness.
#![allow(clippy::needless_range_loop, clippy::missing_asserts_for_indexing, reason = "programs as people write them")]

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
