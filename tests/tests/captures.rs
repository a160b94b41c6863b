//! What closures that are handed to annotated functions capture: lists, tuples, and constants of any type.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

/// `f(z[0]) + 2 f(z[1])`
#[differentiable]
fn total(f: impl Fn(f64) -> f64, z: &[f64]) -> f64 {
    f(z[0]) + 2.0 * f(z[1])
}

const X: [f64; 2] = [3.0, 5.0];

#[differentiable]
fn of_a_copy(x: &[f64]) -> f64 {
    let w = x.to_vec();
    total(|z| z * w[0], x)
}

#[differentiable]
fn of_lists(x: &[f64]) -> f64 {
    let squares: Vec<f64> = x.iter().map(|v| v * v).collect();
    let weights = vec![1.0, 4.0];
    let order: Vec<usize> = vec![1, 0];
    let powers = vec![1, 2];
    total(|z| z.powi(powers[1]) * weights[1] + squares[order[0]], x)
}

#[differentiable]
fn of_a_parameter(x: &[f64], w: Vec<f64>, u: [f64; 2]) -> f64 {
    total(|z| z * w[1] * u[0], x)
}

#[differentiable]
fn of_an_array(x: &[f64]) -> f64 {
    let w = [x[1], 7.0];
    total(|z| z * w[0] * w[1], x)
}

#[test]
fn lists() {
    assert_eq!(of_a_copy::gradient(&X), [2.0 * 3.0 + 2.0 * 5.0, 2.0 * 3.0]);
    assert_eq!(of_a_copy::hessian(&X), [2.0, 2.0, 2.0, 0.0]);
    // 4 x0² + x1² + 2 (4 x1² + x1²)
    assert_eq!(of_lists(&X), 36.0 + 11.0 * 25.0);
    assert_eq!(of_lists::gradient(&X), [24.0, 110.0]);
    assert_eq!(of_lists::hessian(&X), [8.0, 0.0, 0.0, 22.0]);
    let (x, w, u) = of_a_parameter::gradient(&X, vec![1.0, 2.0], [3.0, 4.0]);
    assert_eq!((x, w, u), (vec![6.0, 12.0], vec![0.0, 3.0 * 13.0], [2.0 * 13.0, 0.0]));
    // 7 (x0 x1 + 2 x1²)
    assert_eq!(of_an_array::gradient(&X), [35.0, 7.0 * 23.0]);
}

#[differentiable]
fn of_a_tuple(x: &[f64]) -> f64 {
    let p = (x[0], 2.0 * x[1]);
    total(|z| z * p.0 * p.1, x)
}

#[differentiable]
fn of_a_tuple_with_an_array(x: &[f64], p: (f64, [f64; 2])) -> f64 {
    total(|z| z * p.0 * p.1[1], x)
}

#[differentiable]
fn of_constant_tuples(x: &[f64]) -> f64 {
    let (p, q) = ((1.5, 3_usize), (1_usize, 2_usize));
    total(|z| z * p.0 * p.1 as f64 * x[q.0], x)
}

#[test]
fn tuples() {
    // 2 x0 x1 (x0 + 2 x1)
    assert_eq!(of_a_tuple::gradient(&X), [4.0 * 15.0 + 4.0 * 25.0, 2.0 * 9.0 + 8.0 * 15.0]);
    assert_eq!(of_a_tuple::hessian(&X), [20.0, 52.0, 52.0, 24.0]);
    let (x, p) = of_a_tuple_with_an_array::gradient(&X, (2.0, [3.0, 4.0]));
    assert_eq!((x, p), (vec![8.0, 16.0], (4.0 * 13.0, [0.0, 2.0 * 13.0])));
    assert_eq!(of_constant_tuples::gradient(&X), [4.5 * 5.0, 4.5 * (3.0 + 20.0)]);
}

struct Config {
    k: f64,
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Twice,
    Square,
}

#[differentiable]
fn of_a_struct(x: &[f64], #[constant] config: &Config) -> f64 {
    total(|z| z * z * config.k, x)
}

#[differentiable]
fn of_an_enum(x: &[f64], #[constant] mode: Mode, #[constant] other: &Mode) -> f64 {
    let twice = |z: f64| if mode == Mode::Twice { 2.0 * z } else { z };
    total(
        |z| match mode {
            Mode::Twice => twice(z),
            Mode::Square if *other == Mode::Twice => z,
            Mode::Square => z * z,
        },
        x,
    )
}

#[differentiable]
fn of_text(x: &[f64], name: &str) -> f64 {
    total(|z| if name == "twice" { 2.0 * z } else { z * z }, x)
}

#[differentiable]
fn of_constant_lists(
    x: &[f64],
    #[constant] pairs: &[(f64, f64)],
    #[constant] rows: &[Vec<f64>],
    #[constant] configs: &[Config],
) -> f64 {
    total(|z| z * pairs[0].1 * rows[1][0] * configs[0].k, x)
}

#[test]
fn constants() {
    assert_eq!(of_a_struct::gradient(&X, &Config { k: 3.0 }), [18.0, 60.0]);
    assert_eq!(of_a_struct::hessian(&X, &Config { k: 3.0 }), [6.0, 0.0, 0.0, 12.0]);
    assert_eq!(of_an_enum::gradient(&X, Mode::Twice, &Mode::Twice), [2.0, 4.0]);
    assert_eq!(of_an_enum::gradient(&X, Mode::Square, &Mode::Square), [6.0, 20.0]);
    assert_eq!(of_an_enum::gradient(&X, Mode::Square, &Mode::Twice), [1.0, 2.0]);
    assert_eq!(of_text::gradient(&X, "twice"), [2.0, 4.0]);
    assert_eq!(of_text::gradient(&X, "square"), [6.0, 20.0]);
    let (pairs, rows) = ([(1.0, 2.0)], [vec![], vec![5.0]]);
    assert_eq!(of_constant_lists::gradient(&X, &pairs, &rows, &[Config { k: 7.0 }]), [70.0, 140.0]);
}

#[differentiable]
fn scaled(x: f64, p: (usize, u32)) -> f64 {
    x * x * p.0 as f64
}

#[differentiable]
fn of_integers(x: f64) -> f64 {
    scaled(x, (3, 1)) * x
}

#[test]
fn tuples_of_integers_are_arguments() {
    assert_eq!(of_integers::derivative(2.0), 36.0);
    assert_eq!(of_integers::second_derivative(2.0), 36.0);
}
