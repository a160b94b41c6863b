//! `#[out]` parameters of functions that are called, and what they leave as it was. Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;
use chainrule_tests::agrees;

// ---- what `#[out]` does not write

#[differentiable]
fn second_alone(y: f64, #[out] z: &mut [f64; 2]) {
    z[1] = y;
}

#[differentiable]
fn square_if_positive(y: f64, #[out] z: &mut f64) {
    if y > 0.0 {
        *z = y * y;
    }
}

#[differentiable]
fn first_if_positive(y: &[f64; 2], #[out] z: &mut [f64]) {
    if y[0] > 0.0 {
        z[0] = y[1] * y[1];
    }
}

#[differentiable]
fn constants_but_the_last(#[out] z: &mut [f64], y: f64) {
    for i in 0..z.len() - 1 {
        z[i] = 1.5;
    }
    z[0] *= y;
}

#[differentiable]
fn left_in_an_array(x: &[f64]) -> f64 {
    let mut b = [x[0], x[1]];
    second_alone(x[1] * x[1], &mut b);
    b[0] * b[1]
}

#[differentiable]
fn left_in_a_number(x: &[f64]) -> f64 {
    let mut b = x[0];
    square_if_positive(x[1], &mut b);
    b * b
}

#[differentiable]
fn left_in_a_loop(x: &[f64]) -> f64 {
    let mut b = [x[0], x[1], x[0] * x[1]];
    for i in 0..2 {
        constants_but_the_last(&mut b[i..], x[i]);
    }
    b[0] * b[1] * b[2]
}

#[test]
fn out_that_is_not_written_keeps_what_it_was() {
    // x0 x1^2
    agrees!(left_in_an_array, [2.0, 5.0], 50.0, [25.0, 20.0]);
    agrees!(left_in_a_number, [2.0, -5.0], 4.0, [4.0, 0.0]);
    // x1^4
    agrees!(left_in_a_number, [2.0, 5.0], 625.0, [0.0, 500.0]);
    // 1.5 x0 * 1.5 x1 * x0 x1
    agrees!(left_in_a_loop, [2.0, 5.0], 225.0, [225.0, 90.0]);
}

#[test]
fn out_at_entry_is_constant() {
    let (mut z, mut z_dot) = ([3.0, 4.0], [7.0, 8.0]);
    second_alone::jvp(5.0, &mut z, 1.0, &mut z_dot);
    assert_eq!((z, z_dot), ([3.0, 5.0], [0.0, 1.0]));
    let (mut z, mut z_bar) = ([3.0, 4.0], [7.0, 8.0]);
    assert_eq!(second_alone::vjp(5.0, &mut z, &mut z_bar), 8.0);
    assert_eq!((z, z_bar), ([3.0, 5.0], [0.0, 0.0]));
    let y = [-1.0, 3.0];
    let (mut z, mut z_bar) = ([3.0, 4.0], [7.0, 8.0]);
    assert_eq!(first_if_positive::vjp(&y, &mut z, &mut z_bar), [0.0, 0.0]);
    assert_eq!((z, z_bar), ([3.0, 4.0], [0.0, 0.0]));
    let (mut z, mut z_dot) = ([3.0, 4.0], [7.0, 8.0]);
    first_if_positive::jvp(&y, &mut z, [1.0, 1.0], &mut z_dot);
    assert_eq!((z, z_dot), ([3.0, 4.0], [0.0, 0.0]));
    let (mut z, mut z_bar) = (3.0, 7.0);
    assert_eq!(square_if_positive::vjp(-1.0, &mut z, &mut z_bar), 0.0);
    assert_eq!((z, z_bar), (3.0, 0.0));
}

// ---- `#[out]` as it is written by those who know their iterators

#[differentiable]
fn squares_out(y: &[f64], #[out] z: &mut [f64]) {
    for (b, a) in z.iter_mut().zip(y) {
        *b = *a * *a;
    }
}

#[differentiable]
fn multiples_out(y: &[f64], #[out] z: &mut [f64]) {
    for (i, b) in z.iter_mut().enumerate() {
        *b = y[i] * (i + 1) as f64;
    }
}

#[differentiable]
fn halves_out(y: &[f64], #[out] z: &mut [f64]) {
    let (a, b) = z.split_at_mut(1);
    a[0] = y[0];
    b.fill(y[1]);
}

#[differentiable]
fn chunks_out(y: &[f64], #[out] z: &mut [f64]) {
    for (b, a) in z.chunks_mut(2).zip(y.chunks(2)) {
        b.copy_from_slice(a);
    }
}

#[differentiable]
fn named_out(y: &[f64], #[out] z: &mut [f64; 2]) {
    let [a, b] = z;
    *a = y[0] * y[1];
    *b = y[1];
}

#[differentiable]
fn calls_outs(x: &[f64]) -> f64 {
    let mut z = [x[0], 0.0];
    let mut s = 0.0;
    for i in 0..2 {
        squares_out(&x[i..], &mut z);
        s += z[0] * z[1];
        multiples_out(x, &mut z);
        s += z[0] * z[1];
    }
    halves_out(x, &mut z);
    s += z[0] * z[1];
    chunks_out(&[s, x[1]], &mut z);
    named_out(&[z[0], x[1]], &mut z);
    z[0] * z[1]
}

#[test]
fn out_through_iterators_and_halves() {
    // s = x0^2 x1^2 + 2 x0 x1, then x1^2 (x1, and what was there: 2 x1), 2 x0 x1, and x0 x1; s x1^2
    // s = x0^2 x1^2 + 5 x0 x1 + 2 x1^3
    let s = 100.0 + 50.0 + 250.0;
    agrees!(calls_outs, [2.0, 5.0], s * 25.0, [(100.0 + 25.0) * 25.0, (40.0 + 10.0 + 150.0) * 25.0 + 10.0 * s]);
    assert_eq!(squares_out::jacobian(2, &[3.0, 5.0]), vec![6.0, 0.0, 0.0, 10.0]);
    assert_eq!(multiples_out::jacobian(2, &[3.0, 5.0]), vec![1.0, 0.0, 0.0, 2.0]);
    assert_eq!(halves_out::jacobian(3, &[3.0, 5.0]), vec![1.0, 0.0, 0.0, 1.0, 0.0, 1.0]);
    let (mut z, mut z_bar) = ([1.0; 3], [1.0, 10.0, 100.0]);
    assert_eq!(halves_out::vjp(&[3.0, 5.0], &mut z, &mut z_bar), vec![1.0, 110.0]);
    assert_eq!((z, z_bar), ([3.0, 5.0, 5.0], [0.0; 3]));
}
