//! Chains of adaptors inside of differentiated functions: rows C15, C16, C17, and C11 for conditions with effects.
//!
//! Expected numbers are worked out by hand: the formula stands beside the row. Differences are the second witness, for the second order too.
// What is tested is written in the ways that style forbids.
#![allow(clippy::all, clippy::pedantic)]

use chainrule::differentiable;
use chainrule_tests::{Close, gradients, rows, same_bits};

/// Functions of one slice that are checked against differences, in all outputs, at these points.
macro_rules! checked {
    ($($name:ident($xs:ident) = $body:expr, [$($point:expr),*];)*) => {$(
        mod $name {
            #[allow(unused)]
            use super::*;

            #[differentiable(order = 2)]
            pub(super) fn f($xs: &[f64]) -> f64 {
                $body
            }

            #[test]
            fn derivatives() {
                $(held_together(&$point, f, f::value_and_gradient, f::value_and_jvp, f::hvp, f::hessian);
                if !$point.is_empty() {
                    f::check(&$point);
                })*
            }
        }
    )*};
}

/// Values bit for bit; directional derivatives against the gradient, and Hessian times vector against the Hessian.
fn held_together(
    x: &[f64],
    f: impl Fn(&[f64]) -> f64,
    gradient: impl Fn(&[f64]) -> (f64, Vec<f64>),
    jvp: impl Fn(&[f64], &[f64]) -> (f64, f64),
    hvp: impl Fn(&[f64], &[f64]) -> Vec<f64>,
    hessian: impl Fn(&[f64]) -> Vec<f64>,
) {
    let (value, g) = gradient(x);
    assert_eq!(value.to_bits(), f(x).to_bits(), "the value is {value}");
    let h = hessian(x);
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * (1.0 + a.abs()) || a.to_bits() == b.to_bits();
    for k in 0..x.len() {
        let mut v = vec![0.0; x.len()];
        v[k] = 1.0;
        let (value, slope) = jvp(x, &v);
        assert_eq!(value.to_bits(), f(x).to_bits(), "the value is {value}");
        assert!(near(slope, g[k]), "entry {k}: {slope} forwards, {} backwards", g[k]);
        for (i, product) in hvp(x, &v).into_iter().enumerate() {
            assert!(near(product, h[i * x.len() + k]), "entry {i}, {k}: {product}, {}", h[i * x.len() + k]);
        }
    }
}

checked! {
    sum_of_squares(x) = x.iter().map(|v| v * v).sum(), [[1.5, -2.0, 0.25], [0.0; 0]];
    products(x) = x.iter().product::<f64>() + x.iter().map(|v| v.cos()).product::<f64>(), [[1.5, -2.0, 0.25], [2.0], [0.0; 0]];
    folds(x) = x.iter().fold(0.5, |s, v| s * v + v.sin()), [[1.5, -2.0, 0.25], [0.0; 0]];
    folds_of_pairs(x) = {
        let (s, p) = x.iter().fold((0.0, 1.0), |(s, p), v| (s + p * v, p * v.cos()));
        s * p
    }, [[1.5, -2.0, 0.25], [0.0; 0]];
    folds_of_arrays(x) = {
        let m = x.iter().enumerate().fold([0.0, 1.0], |mut m, (k, v)| { m[k % 2] += v * m[1]; m });
        m[0] * m[1]
    }, [[1.5, -2.0, 0.25, 0.7]];
    neighbours(x) = x.iter().zip(x.iter().skip(1)).map(|(a, b)| (b - a * a).powi(2)).sum(), [[1.5, -2.0, 0.25], [1.0], [0.0; 0]];
    mirrored(x) = x.iter().zip(x.iter().rev()).enumerate().map(|(k, (a, b))| a * b.sin() * k as f64).sum(), [[1.5, -2.0, 0.25, 3.0]];
    recurrence(x) = x.iter().skip(1).step_by(2).fold(x[0], |s, v| (s * v).sin()), [[1.5, -2.0, 0.25, 3.0, 0.7, -0.4], [1.0]];
    ranges(x) = (1..x.len()).rev().map(|i| x[i] * x[i - 1].sin() * i as f64).sum(), [[1.5, -2.0, 0.25, 3.0]];
    open_range(x) = (1..).zip(x).map(|(k, v)| v.powi(k) / f64::from(k)).sum(), [[1.5, -2.0, 0.25, 3.0]];
    series(x) = {
        let mut term = 1.0;
        (1..).map(|k| { term *= x[0] / f64::from(k); term }).take_while(|t| t.abs() > 1e-18).sum()
    }, [[1.5]];
    windows(x) = x.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).powi(2) * w[1]).sum(), [[1.5, -2.0, 0.25, 3.0, 0.7], [1.0]];
    chunks(x) = x.chunks(2).map(|c| c.iter().product::<f64>()).sum(), [[1.5, -2.0, 0.25, 3.0, 0.7]];
    chunks_exact(x) = x.chunks_exact(2).map(|c| c[0] * c[1].exp()).zip(1..).map(|(t, k)| t.powi(k)).sum(), [[1.5, -2.0, 0.25, 3.0, 0.7]];
    chained(x) = x.iter().chain(&x[1..]).chain(std::iter::once(&x[0])).fold(1.0, |s, v| (s + v).sin()), [[1.5, -2.0, 0.25]];
    filtered(x) = x.iter().filter(|v| **v > 0.0).map(|v| v.ln() * v).sum(), [[1.5, -2.0, 0.25], [-1.0]];
    filtered_and_numbered(x) = x.iter().filter(|v| **v > 0.0).enumerate().map(|(k, v)| v.powi(k as i32 + 1)).sum(), [[1.5, -2.0, 0.25, 3.0]];
    filtered_and_carried(x) = x.iter().filter(|v| **v > 0.0).fold(1.0, |s, v| s * v + v), [[1.5, -2.0, 0.25, 3.0]];
    some_of_filtered(x) = x.iter().filter(|v| **v > 0.0).skip(1).take(2).map(|v| v * v * v).sum(), [[1.5, -2.0, 0.25, 3.0, 4.0]];
    every_other_of_filtered(x) = x.iter().filter(|v| **v > 0.0).step_by(2).map(|v| v * v * v).sum(), [[1.5, -2.0, 0.25, 3.0, 4.0]];
    taken_while(x) = x.iter().take_while(|v| **v > 0.0).map(|v| v * v * v).sum(), [[1.5, 0.25, -2.0, 3.0], [-1.0, 2.0]];
    skipped_while(x) = x.iter().skip_while(|v| **v > 0.0).map(|v| v * v * v).product(), [[1.5, 0.25, -2.0, 3.0], [1.0, 2.0]];
    pairs(x) = (0..x.len()).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| (x[i] - x[j]).powi(2).ln_1p()).sum(), [[1.5, -2.0, 0.25, 3.0]];
    flattened(x) = x.chunks(2).map(|c| c.iter().rev()).flatten().fold(0.5, |s, v| s * v + v * v), [[1.5, -2.0, 0.25, 3.0, 0.7]];
    collected(x) = {
        let mut v: Vec<f64> = x.iter().map(|v| v * v).collect();
        v[0] *= v[1];
        let w = v.iter().rev().map(|u| u.sin()).collect::<Vec<_>>();
        v.iter().zip(&w).map(|(a, b)| a * b).sum()
    }, [[1.5, -2.0, 0.25]];
    unzipped(x) = {
        let (a, b): (Vec<f64>, Vec<f64>) = x.iter().map(|v| (v.sin(), v * v)).unzip();
        a.iter().sum::<f64>() * b.iter().product::<f64>()
    }, [[1.5, -2.0, 0.25]];
    arrays(x) = {
        let a: [f64; 3] = std::array::from_fn(|i| x[i] * x[i + 1]);
        let [p, q] = [a[0], x[1]].map(f64::sin);
        a.map(|v| v * p).iter().sum::<f64>() * q
    }, [[1.5, -2.0, 0.25, 3.0]];
    conditions(x) = {
        let mut s = x[0];
        if x.iter().any(|v| *v > 2.0) && x.iter().all(|v| *v > -3.0) { s *= x[1]; }
        if x.iter().all(|v| *v > 0.0) { s *= 100.0; }
        while x.iter().any(|v| v.abs() > s.abs()) { s *= 1.5; }
        s * s
    }, [[1.5, -2.0, 0.25, 3.0]];
    c11_conditions_with_effects(x) = {
        let mut s = 0.0;
        let found = x[0] > 0.0 && x.iter().any(|v| { s += v * v; *v < 0.0 });
        let missed = x[0] < 0.0 && x.iter().all(|v| { s += v * v * v; *v < 0.0 });
        if found || missed { s * x[1] } else { s }
    }, [[1.5, -2.0, 0.25], [-1.5, -2.0, 0.25], [1.0, 2.0]];
    loops(x) = {
        let mut s = x[0];
        'all: for (k, v) in x.iter().filter(|v| !(0.2..0.3).contains(*v)).enumerate().skip(1) {
            if *v > 2.5 { continue; }
            for w in x.iter().rev().take(k) {
                if *w > 2.0 { break; }
                if s > 40.0 { break 'all; }
                s += v * w * s;
            }
        }
        s
    }, [[1.5, -2.0, 0.25, 3.0, 0.7, 1.0]];
    for_each(x) = {
        let mut s = 1.0;
        let mut a = vec![0.0; x.len()];
        x.iter().enumerate().for_each(|(k, v)| { s *= v.cos(); a[k] = s; });
        a.iter().sum::<f64>() * s
    }, [[1.5, -2.0, 0.25]];
    closures_with_chains(x) = {
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(u, v)| u * v).sum::<f64>();
        let norm = |a: &[f64]| dot(a, a).sqrt();
        dot(x, &x[1..]) / norm(x)
    }, [[1.5, -2.0, 0.25]];
    counted(x) = x.iter().filter(|v| **v > 0.0).count() as f64 * x[0] * x[0], [[1.5, -2.0, 0.25]];
    positions(x) = {
        let k = x.iter().position(|v| *v < 0.0).unwrap();
        let missing = x.iter().position(|v| *v > 100.0).is_none();
        if missing { x[k] * x[k] * x[0] } else { 0.0 }
    }, [[1.5, -2.0, 0.25], [1.0, 2.0, -3.0]];
    found(x) = {
        let a = x.iter().find(|v| **v < 1.0).copied().unwrap_or(0.5);
        let (k, b) = x.iter().enumerate().rev().find(|(_, v)| **v > 1.0).unwrap();
        let c = x.iter().find_map(|v| if *v < -1.0 { Some(v * v) } else { None }).unwrap_or(x[0]);
        a * b * c * (k as f64 + 1.0)
    }, [[1.5, -2.0, 0.25], [1.1, 2.0, 3.0]];
    one_of_them(x) = x.iter().filter(|v| **v > 0.0).nth(1).map_or(1.0, |v| v * v)
        * x.iter().map(|v| v.sin()).last().unwrap() * x.iter().skip(1).next().unwrap(), [[1.5, -2.0, 0.25], [1.0, -1.0]];
    reduced(x) = x.iter().copied().reduce(f64::max).unwrap() * x.iter().map(|v| v * v).reduce(|s, v| (s * v).sin()).unwrap()
        + x.iter().filter(|v| **v > 0.0).map(|v| v * v).reduce(|s, v| s * v).unwrap_or(2.0), [[1.5, -2.0, 0.25, 0.7], [-1.0]];
    extremes(x) = {
        let (k, top) = x.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        let low = x.iter().copied().min_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
        let far = x.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap();
        top * top * low * far * (k as f64 + 1.0) * x.iter().copied().min_by(f64::total_cmp).unwrap()
    }, [[1.5, -2.0, 0.25], [-1.0]];
    by_options(x) = {
        let a: f64 = x.iter().filter_map(|v| (*v > 0.0).then(|| v.ln() * v)).sum();
        let b: f64 = x.iter().map_while(|v| if *v != 0.25 { Some(v * v * v) } else { None }).sum();
        a * b
    }, [[1.5, -2.0, 0.5]];
    scanned(x) = x.iter().scan(1.0, |s, v| { *s *= v; if *s > -100.0 { Some(*s + v) } else { None } }).map(|t| t * t).sum(), [[1.5, -2.0, 0.25], [20.0, -10.0, 2.0]];
    successors(x) = {
        let a: f64 = std::iter::successors(Some(x[0]), |t| (*t > 0.01).then_some(t * 0.5 * x[1])).sum();
        let b: f64 = std::iter::successors(Some(1.0), |t| Some(t * x[1])).take(4).zip(x).map(|(t, v)| t * v).sum();
        a * b
    }, [[1.5, 0.7, 0.25]];
    asked(x) = {
        let mut k = 0;
        std::iter::from_fn(|| { k += 1; if k <= x.len() { Some(x[k - 1] * x[0]) } else { None } }).product()
    }, [[1.5, -2.0, 0.25]];
    collected_of_some(x) = {
        let mut v: Vec<f64> = x.iter().filter(|v| **v > 0.0).map(|v| v * v).collect();
        v[0] *= v[1];
        let w: Vec<f64> = v.iter().take_while(|u| **u < 100.0).map(|u| u.sin()).collect();
        v.iter().zip(&w).map(|(a, b)| a * b).sum::<f64>() * v.len() as f64
    }, [[1.5, -2.0, 0.25, 3.0]];
    m15_changes(x) = {
        let mut a = x.to_vec();
        a.iter_mut().zip(x).for_each(|(a, v)| *a *= v);
        a.iter_mut().rev().step_by(2).for_each(|a| *a = a.sin());
        a.iter_mut().enumerate().filter(|(k, _)| k % 2 == 0).for_each(|(k, a)| *a += x[k] * x[0]);
        a.chunks_exact_mut(2).zip(x.iter().skip(1)).for_each(|(c, v)| { c[0] += v; c[1] *= c[0] * v; });
        a.iter().product()
    }, [[1.5, -2.0, 0.25, 0.7, 1.1]];
    calls(x) = x.iter().copied().map(square).map(f64::sin).sum::<f64>() + x.iter().map(|v| sum_of_squares::f(&[*v, x[0]])).sum::<f64>(), [[1.5, -2.0, 0.25]];
}

#[differentiable]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiable]
fn c17_largest(x: &[f64; 3]) -> f64 {
    x.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[differentiable]
fn c15_product(x: &[f64; 3]) -> f64 {
    x.iter().product()
}

#[differentiable]
fn positive(x: &[f64]) -> Vec<f64> {
    x.iter().filter(|v| **v > 0.0).map(|v| v * v).collect()
}

#[differentiable]
fn norm_of_positive(x: &[f64]) -> f64 {
    positive(x).iter().map(|v| v * v).sum()
}

#[differentiable]
fn smoothed(x: &[f64]) -> Vec<f64> {
    x.windows(2).map(|w| w[0] * w[1]).collect()
}

#[differentiable]
fn scaled(x: &[f64; 2], y: f64) -> [f64; 3] {
    std::array::from_fn(|i| x.iter().map(|v| v.powi(i as i32 + 1)).sum::<f64>() * y)
}

struct Measured {
    x: f64,
    y: f64,
    _name: String,
}

#[differentiable]
fn misfit(a: f64, b: f64, #[constant] data: &[(f64, f64)]) -> f64 {
    data.iter().map(|(x, y)| (y - a * x - b).powi(2)).sum()
}

#[differentiable]
fn misfit_of_some(a: f64, b: f64, #[constant] data: &[Measured]) -> f64 {
    data.iter().filter(|p| p.x > 0.0).map(|p| (p.y - a * p.x - b).powi(2)).sum()
}

#[differentiable]
fn of_constants(a: f64, #[constant] ks: &[usize], #[constant] m: &[Vec<f64>], #[constant] mask: &[bool]) -> f64 {
    let powers: f64 = ks.iter().zip(mask).filter(|(_, m)| **m).map(|(&k, _)| a.powi(k as i32)).sum();
    powers + m.iter().map(|row| row.iter().map(|v| v * a).sum::<f64>()).sum::<f64>()
}

#[differentiable]
fn narrow(x: &[f32]) -> f32 {
    x.iter().enumerate().map(|(k, v)| v * 0.1 * k as f32).sum()
}

#[differentiable]
fn nested(m: &[[f64; 2]; 3], v: &[f64; 2]) -> f64 {
    m.iter().map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum::<f64>()).map(|t| t * t).sum()
}

gradients! {
    // a tie of two: a half each, and the third takes its part of the next tie
    c17: c17_largest(&[2.0, 1.0, 2.0]) => [0.5, 0.0, 0.5];
    c15: c15_product(&[0.0, 2.0, 3.0]) => [6.0, 0.0, 0.0];
}

rows! {
    // residuals 1.4 and 2.4
    data_of_pairs: misfit::gradient(0.5, 0.1, &[(1.0, 2.0), (2.0, 3.5)]) => [-12.4, -7.6], 4;
    data_of_structs: misfit_of_some::gradient(0.5, 0.1, &[(1.0, 2.0), (-1.0, 7.0), (2.0, 3.5)].map(|(x, y)| Measured { x, y, _name: String::new() }))
        => [-12.4, -7.6], 4;
    // 1 + 3a² + the sum of the rows
    data_of_other_types: of_constants::derivative(0.5, &[1, 2, 3], &[vec![1.0], vec![2.0, 3.0]], &[true, false, true]) => 7.75;
    c17_of_three: c17_largest::gradient(&[2.0, 2.0, 2.0]) => [0.25, 0.25, 0.5];
    // Σ m_k v over the rows: (1·5 + 2·6)² + (3·5 + 4·6)² + ..., twice the sum times the other factor
    of_rows: nested::gradient(&[[1.0, 2.0], [3.0, 4.0], [0.0, 1.0]], &[5.0, 6.0])
        => ([[170.0, 204.0], [390.0, 468.0], [60.0, 72.0]], [34.0 + 234.0, 68.0 + 312.0 + 12.0]);
    jacobian_of_collected: smoothed::jacobian(&[2.0, 3.0, 5.0]) => vec![3.0, 2.0, 0.0, 0.0, 5.0, 3.0];
    jacobian_of_from_fn: scaled::jacobian(&[2.0, 3.0], 5.0)
        => [[5.0, 5.0, 5.0], [20.0, 30.0, 13.0], [60.0, 135.0, 35.0]];
    jacobian_of_some: positive::jacobian(&[2.0, -3.0, 5.0]) => vec![4.0, 0.0, 0.0, 0.0, 0.0, 10.0];
    through_a_call: norm_of_positive::gradient(&[2.0, -3.0, 5.0]) => vec![32.0, 0.0, 500.0];
    narrow_gradient: narrow::gradient(&[1.0, 2.0, 3.0]) => vec![0.0, 0.1, 0.2];
}

same_bits! {
    empty_sum: sum_of_squares::f::value_and_gradient(&[]).0 => -0.0;
    narrow_value: narrow::value_and_gradient(&[1.0, 2.0, 3.0]).0 => narrow(&[1.0, 2.0, 3.0]);
    collected_value: smoothed::value_and_jacobian(&[2.0, 3.0, 5.0]).0 => smoothed(&[2.0, 3.0, 5.0]);
}

#[test]
fn tangents_of_vectors() {
    let (value, tangent) = smoothed::value_and_jvp(&[2.0, 3.0, 5.0], &[1.0, 0.0, 10.0]);
    assert_eq!((value, tangent), (vec![6.0, 15.0], vec![3.0, 30.0]));
    assert!(smoothed::vjp(&[2.0, 3.0, 5.0], &[1.0, 10.0]).close(&vec![3.0, 52.0, 30.0], 0));
}
