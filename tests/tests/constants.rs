//! `constant!(..)`: what has no derivative because the user says so. Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use chainrule::{Differentiable, constant, differentiable};

#[differentiable]
fn weighted(x: f64, y: f64) -> f64 {
    constant!(x * y) * x + constant!(y)
}

#[test]
fn an_expression() {
    assert_eq!(weighted::value_and_gradient(2.0, 3.0), (15.0, [6.0, 0.0]));
    assert_eq!(weighted::hessian(2.0, 3.0), [[0.0; 2]; 2]);
    assert_eq!(weighted::jvp(2.0, 3.0, [1.0, 10.0]), 6.0);
    assert_eq!(weighted::vjp(2.0, 3.0, 2.0), [12.0, 0.0]);
    assert_eq!(weighted::hvp(2.0, 3.0, [1.0, 10.0]), [0.0, 0.0]);
}

/// An integer that an active value decides.
#[differentiable]
fn interpolated(x: f64, table: &[f64]) -> f64 {
    let k = constant!(x) as usize;
    let t = x - constant!(x.floor());
    (1.0 - t) * table[k] + t * table[k + 1]
}

/// C07: a bound from an active value.
#[differentiable]
fn c07_bound(x: f64) -> f64 {
    let mut y = 1.0;
    for i in 0..(constant!(x) as usize) {
        y *= x + i as f64;
    }
    y
}

#[test]
fn c07_a_cast() {
    assert_eq!(interpolated::value_and_gradient(1.25, &[0.0, 1.0, 4.0]), (1.75, (3.0, vec![0.0, 0.75, 0.25])));
    // x (x + 1) at 2.5
    assert_eq!(c07_bound::value_and_derivative(2.5), (8.75, 6.0));
    assert_eq!(c07_bound::second_derivative(2.5), 2.0);
    assert_eq!(c07_bound::value_and_derivative(0.5), (1.0, 0.0));
}

/// No derivative is asked of what is called.
fn largest(x: &[f64]) -> usize {
    (0..x.len()).max_by(|i, j| x[*i].total_cmp(&x[*j])).unwrap_or(0)
}

fn bits(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & !1)
}

#[differentiable]
fn of_a_function(x: &[f64], y: f64) -> f64 {
    let k = constant!(largest(x));
    x[k] * x[k] + constant!(bits(y)) * y + constant!(y.to_bits() as f64) * 0.0
}

#[test]
fn a_function_that_has_none() {
    assert_eq!(of_a_function::value_and_gradient(&[1.0, 3.0, 2.0], 2.0), (13.0, (vec![0.0, 6.0, 0.0], 2.0)));
}

#[differentiable]
fn square(x: f64) -> f64 {
    x * x
}

/// A call of an annotated function, an array, its elements and its length.
#[differentiable]
fn of_arrays(x: &[f64; 3], n: usize) -> f64 {
    let held = constant!(x);
    let mut sum = 0.0;
    for i in 0..n {
        sum += held[i] * x[i] + constant!(square(x[i]));
    }
    let local = [x[0] * x[1], x[2]];
    sum + constant!(local[n % 2]) * x[0]
        + constant!(x.len()) as f64
        + constant!(local[1])
            * constant!({
                let mut s = 0.0;
                for v in x {
                    s += v;
                }
                s
            })
            * x[1]
}

#[test]
fn arrays_and_blocks() {
    let x = [2.0, 3.0, 5.0];
    let value = 38.0 + 38.0 + 5.0 * 2.0 + 3.0 + 5.0 * 10.0 * 3.0;
    assert_eq!(of_arrays(&x, 3), value);
    assert_eq!(of_arrays::value_and_gradient(&x, 3), (value, [2.0 + 5.0, 3.0 + 50.0, 5.0]));
    assert_eq!(of_arrays::hessian(&x, 3), [[0.0; 3]; 3]);
    assert_eq!(of_arrays::gradient(&x, 0), [6.0, 50.0, 0.0]);
}

/// It holds inside of calls too, and in vectors.
#[differentiable]
fn half_held(x: f64) -> [f64; 2] {
    [constant!(x) * x, x * x]
}

#[differentiable]
fn caller(x: f64) -> f64 {
    let [a, b] = half_held(x * x);
    chainrule::constant!(a) + a + b
}

#[test]
fn in_calls() {
    assert_eq!(half_held::jacobian(3.0), [[3.0], [6.0]]);
    // With u = x²: a' = u · 2x, b' = 2u · 2x.
    assert_eq!(caller::value_and_derivative(2.0), (48.0, 4.0 * 4.0 + 8.0 * 4.0));
    // The derivative of 2 x c(x²) + 4x³ is 2c + 12 x² with c = x² held.
    assert_eq!(caller::second_derivative(2.0), 2.0 * 4.0 + 12.0 * 4.0);
}

/// P6: what is held is no way for a NaN.
#[differentiable]
fn absorbed(x: f64) -> f64 {
    constant!((x - 1.0).sqrt()) + x
}

#[test]
fn p6_an_infinite_slope_does_not_count() {
    assert_eq!(absorbed::value_and_derivative(1.0), (1.0, 1.0));
    assert_eq!(absorbed::second_derivative(1.0), 0.0);
}

#[differentiable]
fn single(x: f32) -> f32 {
    x * constant!(x)
}

#[test]
fn single_precision() {
    assert_eq!(single::value_and_derivative(3.0), (9.0, 3.0));
}

// ---- with structs, iterators, closures, tuples, options and vectors that grow

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Pair {
    x: f64,
    y: f64,
}

#[differentiable]
fn of_struct(#[active] p: &Pair, k: f64) -> f64 {
    constant!(p.x * k) * p.y + constant!(p.y) * p.x
}

#[differentiable]
fn iters(x: &[f64], y: f64) -> f64 {
    let scale = constant!(x.iter().map(|v| v * y).sum::<f64>());
    let f = |v: f64| v * y;
    let total: f64 = x.iter().map(|v| v * constant!(*v)).sum();
    scale * total + constant!(f(x[0])) * f(y)
}

#[differentiable]
fn tuples(p: (f64, f64), q: [f64; 2]) -> f64 {
    let (a, b) = constant!(p);
    let [c, d] = constant!(q);
    a * p.0 + b * p.1 + c * q[0] + d * q[1]
}

#[differentiable]
fn mutated(x: f64) -> f64 {
    let mut a = [x, 2.0 * x];
    let held = constant!(a[1]);
    a[1] += held;
    for v in a.iter_mut() {
        *v *= constant!(*v);
    }
    a[0] + a[1]
}

#[differentiable]
fn opt(x: f64) -> f64 {
    let o = if constant!(x) > 0.0 { Some(x * x) } else { None };
    if let Some(v) = constant!(o) { v * x } else { x }
}

#[differentiable]
fn growing(x: f64, n: usize) -> f64 {
    let mut v = Vec::new();
    for i in 0..n {
        v.push(x * i as f64);
    }
    constant!(v.len()) as f64 * x + constant!(v[1]) * v[1]
}

#[test]
fn in_every_form_of_value() {
    assert_eq!(of_struct::gradient(&Pair { x: 2.0, y: 3.0 }, 5.0), (Pair { x: 3.0, y: 10.0 }, 0.0));
    // The scale is 9, and the closure gives 3 of what is held.
    assert_eq!(iters::gradient(&[1.0, 2.0], 3.0), (vec![9.0, 18.0], 18.0));
    assert_eq!(tuples::gradient((1.0, 2.0), [3.0, 4.0]), ((1.0, 2.0), [3.0, 4.0]));
    // a = [2, 8] with slopes 1 and 2, each times itself held.
    assert_eq!(mutated::value_and_derivative(2.0), (68.0, 18.0));
    assert_eq!(opt::value_and_derivative(2.0), (8.0, 4.0));
    assert_eq!(growing::value_and_derivative(2.0, 3), (10.0, 5.0));
}

/// Constants by value that are not `Copy`, where an output makes more than one call.
#[test]
fn constants_that_are_handed_over_again() {
    #[derive(Clone)]
    struct Scale {
        k: f64,
    }
    #[differentiable]
    fn recurrence(x: &[f64], #[constant] m: Scale) -> f64 {
        let mut s = x[0];
        for k in 0..x.len() {
            s = (s * x[k]).sin() * m.k;
        }
        s
    }
    #[differentiable]
    fn named(x: &[f64], #[constant] m: String) -> f64 {
        if m == "product" { x[0] * x[1] } else { x[0].sin() }
    }
    #[differentiable]
    fn table(x: &[f64], #[constant] m: Vec<Vec<f64>>) -> f64 {
        x[0] * x[1] * m[0][0]
    }
    let (value, gradient, _) = recurrence::value_and_hessian(&[1.0, 2.0], Scale { k: 2.0 });
    assert_eq!((value, gradient), recurrence::value_and_gradient(&[1.0, 2.0], Scale { k: 2.0 }));
    assert_eq!(named::value_and_hessian(&[2.0, 3.0], "product".into()).2, [0.0, 1.0, 1.0, 0.0]);
    assert_eq!(table::hessian(&[2.0, 3.0], vec![vec![4.0]]), [0.0, 4.0, 4.0, 0.0]);
}
