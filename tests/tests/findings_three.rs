//! What was found by trying to break it, kept: the third part.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

// ---- a list of lists, as `Vec`s

#[differentiable]
fn rows_of_vecs(x: &[f64]) -> f64 {
    let m = vec![vec![x[0], x[1], 2.0], vec![x[2], x[3], x[0]]];
    let mut s = m[0][0] * m[1][1] * m[1][2];
    for row in &m {
        s += row[1] * row[2];
    }
    s
}

#[test]
fn rows_of_vecs_have_their_adjoints() {
    // x0^2 x3 + 2 x1 + x3 x0
    let x = [2.0, 3.0, 5.0, 7.0];
    assert_eq!(rows_of_vecs::value_and_gradient(&x), (48.0, vec![35.0, 2.0, 0.0, 6.0]));
    assert_eq!(rows_of_vecs::hvp(&x, &[1.0, 0.0, 0.0, 0.0]), vec![14.0, 0.0, 0.0, 5.0]);
}

// ---- a field whose name is a keyword (L03)

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Keyword {
    r#type: f64,
    r#loop: [f64; 2],
}

#[differentiable]
fn of_keywords(#[active] r#fn: &Keyword) -> f64 {
    r#fn.r#type * r#fn.r#type * r#fn.r#loop[1]
}

#[test]
fn l03_fields_of_raw_names() {
    let w = Keyword { r#type: 3.0, r#loop: [1.0, 2.0] };
    assert_eq!(of_keywords::gradient(&w), Keyword { r#type: 12.0, r#loop: [0.0, 9.0] });
}

// ---- several numbers of a struct: rows of the Jacobian by the numbers of the struct

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Gains {
    k: f64,
    v: [f64; 2],
}

#[differentiable]
fn pair_of_struct(#[active] p: &Gains) -> (f64, f64) {
    (p.k * p.v[1], p.v[0])
}

#[test]
fn the_jacobian_of_a_pair_of_a_struct() {
    let p = Gains { k: 2.0, v: [3.0, 5.0] };
    assert_eq!(pair_of_struct::jacobian(&p), [5.0, 0.0, 2.0, 0.0, 1.0, 0.0]);
}

// ---- calls that give nothing, as the last expression of arms

#[differentiable]
fn square_in_place(a: &mut f64) {
    *a = a.powi(2);
}

#[differentiable]
fn one_arm_calls(x: f64, c: bool) -> f64 {
    let mut y = x;
    if c {
        square_in_place(&mut y)
    } else {
        y = 0.5
    };
    y
}

#[differentiable]
fn arms_call(x: f64, c: usize) -> f64 {
    let mut y = x;
    match c {
        0 => square_in_place(&mut y),
        1 => y *= 2.0,
        2 => {}
        3 if x > 1.0 => {
            if x > 2.0 {
                square_in_place(&mut y)
            } else {
                square_in_place(&mut y)
            }
        }
        _ => {
            square_in_place(&mut y);
            square_in_place(&mut y)
        }
    }
    if c == 0 {
        square_in_place(&mut y)
    } else {
        square_in_place(&mut y)
    }
    for _ in 5..c {
        square_in_place(&mut y)
    }
    y
}

#[differentiable]
fn arms_at_the_end(a: &mut f64, c: usize) {
    match c {
        0 => square_in_place(&mut *a),
        1 => *a *= 3.0,
        _ => square_in_place(&mut *a),
    }
}

#[differentiable]
fn through_the_end(x: f64, c: usize) -> f64 {
    let mut y = x;
    arms_at_the_end(&mut y, c);
    y
}

#[test]
fn arms_whose_calls_give_nothing() {
    assert_eq!(one_arm_calls::value_and_derivative(3.0, true), (9.0, 6.0));
    assert_eq!(one_arm_calls::value_and_derivative(3.0, false), (0.5, 0.0));
    // x^4, (2 x)^2, x^2, x^4, x^8, and x^16 after a turn
    assert_eq!(arms_call::value_and_derivative(2.0, 0), (16.0, 32.0));
    assert_eq!(arms_call::value_and_derivative(2.0, 1), (16.0, 16.0));
    assert_eq!(arms_call::second_derivative(2.0, 2), 2.0);
    assert_eq!(arms_call::value_and_derivative(3.0, 3), (81.0, 108.0));
    assert_eq!(arms_call::value_and_derivative(1.5, 3), (5.0625, 13.5));
    assert_eq!(arms_call::value_and_derivative(2.0, 5), (256.0, 1024.0));
    assert_eq!(arms_call::value_and_derivative(2.0, 6), (65536.0, 524_288.0));
    assert_eq!(through_the_end::value_and_derivative(2.0, 0), (4.0, 4.0));
    assert_eq!(through_the_end::value_and_derivative(2.0, 1), (6.0, 3.0));
}

// ---- numbers that a function gives, in a list that nobody reads

#[differentiable]
fn cube(x: f64) -> f64 {
    x * x * x
}

#[differentiable]
fn counts_numbers(x: f64) -> f64 {
    let w = vec![cube(1.5); 4];
    let pair = [cube(2.0), cube(0.5)];
    x * x * (w.len() + pair.len()) as f64
}

#[test]
fn a_list_of_what_a_call_gives_holds_numbers() {
    assert_eq!(counts_numbers::value_and_derivative(2.0), (24.0, 24.0));
}
