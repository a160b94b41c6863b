//! Closures inside of differentiated functions: row L21, and what escapes is row E14 in `ui/calls/closure.rs`.
//!
//! Expected numbers are worked out by hand: the formula stands beside the row.

use chainrule::differentiable;
use chainrule_tests::{functions, gradients, rows, same_bits};

functions! {
    l21_called_twice(x, y) = {
        let k = x * y;
        let line = |u: f64| u * k + x;
        line(x) * line(y)
    };
    block_with_return(x, y) = {
        let clipped = |u: f64| {
            if u > 2.0 {
                return 2.0 * u;
            }
            let v = u * u;
            v * y
        };
        clipped(x) + clipped(x + 2.0)
    };
    changes_what_it_sees(x, y) = {
        let mut sum = x;
        let mut add = |u: f64| sum += u * u;
        add(y);
        for _ in 0..2 {
            add(x);
        }
        sum
    };
    moves(x, y) = {
        let mut k = x * x;
        let scaled = move |u: f64| k * u;
        k = 0.0;
        scaled(y) + k
    };
    given_to_another(x, y) = {
        let twice = |g: &dyn Fn(f64) -> f64, u: f64| g(g(u));
        let square = |u: f64| u * u;
        twice(&square, x) + twice(&|u| u * y, x) + twice(&f64::exp, 0.0 * y)
    };
    in_loops_and_branches(x, y) = {
        let mut at = x;
        let mut turns = 0.0;
        let mut step = |u: f64| {
            turns += 1.0;
            if u > 10.0 { u / y } else { u * y }
        };
        while at < 10.0 {
            at = step(at);
        }
        #[allow(clippy::reversed_empty_ranges)]
        for _ in 0..0 {
            at = step(at);
        }
        at = step(at);
        at * turns
    };
}

#[differentiable]
fn energy(x: &[f64], #[constant] k: f64) -> f64 {
    let spring = |a: f64, b: f64| 0.5 * k * (b - a) * (b - a);
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += spring(x[i - 1], x[i]);
    }
    sum
}

#[differentiable]
fn rotated(x: &[f64; 2]) -> [f64; 2] {
    let turn = |(a, b): (f64, f64)| (-b, a);
    let (a, b) = turn((x[0], x[1] * x[1]));
    [a, b]
}

#[differentiable]
fn outer(x: f64, y: f64) -> f64 {
    let inner = |u: f64| l21_called_twice(u, y) + x;
    inner(x) * inner(y)
}

#[differentiable]
fn narrow(x: f32) -> f32 {
    let scaled = |u| u * 0.1;
    scaled(x) * scaled(3.0)
}

gradients! {
    // (x²y + x)(xy² + x) at (2, 3): x²y² + ... = 14 · 20
    l21: l21_called_twice(2.0, 3.0) => [13.0 * 20.0 + 14.0 * 10.0, 4.0 * 20.0 + 14.0 * 12.0];
    // x²y + 2(x + 2)
    return_from_the_closure: block_with_return(1.5, 3.0) => [11.0, 2.25];
    // x + y² + 2x²
    fn_mut: changes_what_it_sees(2.0, 3.0) => [9.0, 6.0];
    // x²y
    moved: moves(2.0, 3.0) => [12.0, 4.0];
    // x⁴ + xy² + exp(exp(0 · y))
    closures_to_closures: given_to_another(2.0, 3.0) => [32.0 + 9.0, 12.0];
    // 2, 6, 18, 6 in three turns: 3xy
    control: in_loops_and_branches(2.0, 3.0) => [9.0, 6.0];
}

rows! {
    jacobian: rotated::jacobian(&[2.0, 3.0]) => [[0.0, -6.0], [1.0, 0.0]];
    second_order: l21_called_twice::hessian(2.0, 3.0) => [[2.0 * (3.0 * 20.0 + 13.0 * 10.0), 4.0 * 20.0 + 13.0 * 12.0 + 4.0 * 10.0 + 14.0 * 6.0],
        [4.0 * 20.0 + 13.0 * 12.0 + 4.0 * 10.0 + 14.0 * 6.0, 2.0 * 4.0 * 12.0 + 14.0 * 4.0]];
    // k (2x₁ - x₀ - x₂), and what the ends have of it
    springs: energy::gradient(&[1.0, 3.0, 2.0], 2.0) => vec![-4.0, 6.0, -2.0];
    springs_of_one: energy::gradient(&[1.0], 2.0) => vec![0.0];
}

same_bits! {
    one_width: narrow::value_and_derivative(1.7).0 => narrow(1.7);
}

#[test]
fn in_a_called_function() {
    outer::check(1.2, 0.7);
    energy::check(&[1.0, 3.0, 2.0], 2.0);
}
