//! What was found by trying to break it, kept: more of it.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

// ---- numbers behind `&mut` beside a scalar result

#[differentiable]
fn read_only(s: &mut f64, z: f64) -> f64 {
    *s * z
}

#[differentiable]
fn two_numbers(s: &mut f64, t: &mut f64, z: f64) -> f64 {
    if *s > 2.0 {
        return *t * z;
    }
    *s *= z;
    *t += *s;
    *s * z
}

#[differentiable]
fn number_and_arrays(s: &mut f64, a: &mut [f64; 2], b: &mut [f64], #[out] o: &mut f64, z: f64) -> f64 {
    for v in b.iter_mut() {
        if *v > 9.0 {
            break;
        }
        *v *= z;
        a[0] += *v * *s;
    }
    *o = a[0] * a[1];
    *s += z;
    *o * *s
}

#[differentiable]
fn gives_a_pair(s: &mut f64, z: f64) -> (f64, [f64; 2]) {
    *s += z * z;
    (*s * z, [z, *s])
}

#[differentiable]
fn calls_them(x: &[f64; 3]) -> f64 {
    let (mut s, mut t, mut o) = (x[0], x[1], 0.0);
    let (mut a, mut b) = ([x[2], 1.5], vec![x[0], x[1]]);
    let mut sum = 0.0;
    for i in 0..3 {
        sum += read_only(&mut s, x[i]) + two_numbers(&mut s, &mut t, x[i]);
        sum += number_and_arrays(&mut t, &mut a, &mut b, &mut o, x[i]) * o;
        let (p, [q, r]) = gives_a_pair(&mut t, sum);
        sum = 0.1 * p * q + r;
    }
    sum * s + t
}

#[test]
fn a_number_behind_mut_beside_a_result() {
    let mut s = 3.0;
    assert_eq!(read_only::value_and_gradient(&mut s, 2.0), (6.0, [2.0, 3.0]));
    assert_eq!(read_only::hessian(&mut s, 2.0), [[0.0, 1.0], [1.0, 0.0]]);
    let mut dot = 10.0;
    assert_eq!(read_only::value_and_jvp(&mut s, 2.0, 1.0, &mut dot), (6.0, 23.0));
    let mut bar = 0.5;
    assert_eq!((read_only::vjp(&mut s, 2.0, 10.0, &mut bar), bar), (30.0, 20.5));
    assert_eq!(s, 3.0);
}

#[test]
fn two_numbers_behind_mut_in_both_branches() {
    let (mut s, mut t) = (1.5, 5.0);
    // s z²
    assert_eq!(two_numbers::gradient(&mut s, &mut t, 2.0), [4.0, 0.0, 6.0]);
    assert_eq!((s, t), (3.0, 8.0));
    assert_eq!(two_numbers::gradient(&mut s, &mut t, 2.0), [0.0, 2.0, 8.0]);
    let (mut s, mut t) = (1.5, 5.0);
    assert_eq!(two_numbers::hessian(&mut s, &mut t, 2.0), [[0.0, 0.0, 4.0], [0.0, 0.0, 0.0], [4.0, 0.0, 3.0]]);
    assert_eq!(two_numbers::hessian(&mut s, &mut t, 2.0), [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]);
    let (mut s, mut t) = (1.5, 5.0);
    assert_eq!(two_numbers::hvp(&mut s, &mut t, 2.0, [1.0, 1.0, 1.0]), [4.0, 0.0, 7.0]);
}

#[test]
fn numbers_and_arrays_behind_mut_beside_a_result() {
    let (mut s, mut a, mut b, mut o) = (2.0, [1.0, 3.0], vec![0.5, 10.0, 1.0], f64::NAN);
    // o = (a0 + b0 z s) a1, value = o (s + z)
    let (value, gradient) = number_and_arrays::value_and_gradient(&mut s, &mut a, &mut b, &mut o, 4.0);
    assert_eq!(value, 15.0 * 6.0);
    assert_eq!(gradient, (15.0 + 6.0 * 6.0, [18.0, 30.0], vec![144.0, 0.0, 0.0], 15.0 + 18.0));
    assert_eq!((s, a, &b[..], o), (6.0, [5.0, 3.0], &[2.0, 10.0, 1.0][..], 15.0));
}

#[test]
fn functions_that_change_numbers_are_called_in_loops() {
    calls_them::check(&[0.6, 0.8, 0.7]);
    calls_them::check(&[1.2, 0.3, 0.9]);
}

// ---- an element that is read before the array is lent

#[differentiable]
fn bump(v: &mut [f64], k: f64) {
    for i in 0..v.len() {
        v[i] *= k + i as f64;
    }
}

#[differentiable]
fn bumps(x: &[f64; 3]) -> f64 {
    let mut a = *x;
    bump(&mut a, x[0]);
    let t = a[0];
    bump(&mut a[..2], t);
    a[0] * a[1] + a[2]
}

#[differentiable]
fn bumps_in_loops(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 1..a.len() {
        let t = a[i - 1];
        bump(&mut a[i..], t * 0.5);
        let u = a[0] + a[i];
        if u > 1.0 {
            bump(&mut a, u);
        }
    }
    a.iter().sum()
}

#[test]
fn an_element_is_read_before_its_array_is_lent() {
    // (a + b) x0³ x1 (x0 + 1) (x0² + 1) ..: by differences
    bumps::check(&[0.6, 0.8, 0.7]);
    bumps_in_loops::check(&[0.6, 0.8, 0.7]);
    assert_eq!(bumps::value_and_gradient(&[1.0, 2.0, 3.0]).0, bumps(&[1.0, 2.0, 3.0]));
    // x0⁴ x1 (x0 + 1) (x0² + 1) + x2 (x0 + 2) at x0 = 1
    assert_eq!(bumps::gradient(&[1.0, 2.0, 3.0]), [4.0 * 2.0 * 4.0 + 2.0 * 2.0 + 2.0 * 2.0 * 2.0 + 3.0, 4.0, 3.0]);
}

/// Only a call changes the array in the loop: the way back is a second loop.
#[test]
fn a_loop_whose_calls_change_an_array_is_not_fused() {
    bumps_in_loops::check(&[0.3, 0.2, 0.1, 0.4]);
    assert_eq!(only_calls::gradient(&[1.0, 2.0, 3.0]), [1.0, 0.5, 0.75]);
}

#[differentiable]
fn only_calls(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 1..x.len() {
        if i > 0 {
            bump(&mut a[i..], 0.5);
        }
    }
    a.iter().sum()
}

// ---- a struct that takes the rest of its fields from a constant one

struct Data {
    k: f64,
    w: [f64; 2],
    n: usize,
}

#[differentiable]
fn rest_of_constant(z: f64, #[constant] s: &Data) -> f64 {
    let t = Data { k: z, ..*s };
    let mut u = t.k;
    for _ in 0..t.n {
        u *= t.k * t.w[0] + t.w[1];
    }
    u
}

#[test]
fn the_rest_of_a_struct_is_constant() {
    let s = Data { k: 7.0, w: [2.0, 1.0], n: 1 };
    assert_eq!(s.k, 7.0);
    // z (2 z + 1)
    assert_eq!(rest_of_constant::value_and_derivative(3.0, &s), (21.0, 13.0));
    assert_eq!(rest_of_constant::second_derivative(3.0, &s), 4.0);
}

// ---- an array of nothing

#[differentiable]
fn sum_of_nothing(x: &[f64; 2]) -> f64 {
    let f = |v: &[f64], k: f64| {
        let mut s = k * k;
        for a in v.iter() {
            s += a * k;
        }
        s
    };
    f(&[], x[1]) + f(&[x[0]], x[1])
}

#[test]
fn a_closure_over_slices_takes_an_empty_one() {
    assert_eq!(sum_of_nothing::value_and_gradient(&[2.0, 3.0]), (24.0, [3.0, 14.0]));
    assert_eq!(sum_of_nothing::hessian(&[2.0, 3.0]), [[0.0, 1.0], [1.0, 4.0]]);
}

// ---- functions of `std` that hand on what they are given

#[differentiable]
fn handed_on(x: f64, v: &[f64; 2]) -> f64 {
    let a = Vec::from(v);
    std::convert::identity(x) * std::hint::black_box(a[0]) + a[1]
}

#[test]
fn identity_is_its_argument() {
    assert_eq!(handed_on::value_and_gradient(2.0, &[3.0, 5.0]), (11.0, (3.0, [2.0, 1.0])));
}

// ---- an enum of constants

enum Shape {
    Disc { r: f64 },
    Square(f64),
}

fn area(shape: &Shape) -> f64 {
    match shape {
        Shape::Disc { r } => 3.0 * r * r,
        Shape::Square(a) => a * a,
    }
}

#[differentiable]
fn times_areas(x: f64, #[constant] r: f64) -> f64 {
    let (a, b) = (Shape::Disc { r }, Shape::Square(2.0));
    x * x * area(&a) * area(&b)
}

#[test]
fn variants_of_constants_are_constants() {
    assert_eq!(times_areas::value_and_derivative(0.5, 2.0), (12.0, 48.0));
}

// ---- one of a slice of constant structs

#[differentiable]
fn constant_structs(z: f64, #[constant] s: &[Data]) -> f64 {
    let mut t = z;
    for c in s {
        t *= c.k;
    }
    if let Some(d) = s.get(1) {
        t *= d.k;
    }
    t
}

#[test]
fn a_constant_struct_is_asked_for() {
    let s = [Data { k: 2.0, w: [0.0; 2], n: 0 }, Data { k: 5.0, w: [0.0; 2], n: 0 }];
    assert_eq!(constant_structs::value_and_derivative(1.0, &s), (50.0, 50.0));
    assert_eq!(constant_structs::value_and_derivative(1.0, &s[..1]), (2.0, 2.0));
}
