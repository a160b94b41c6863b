//! `Vec`s that grow.
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
use chainrule_tests::{agree, gradients, of_slices};

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
