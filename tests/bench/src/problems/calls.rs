//! Functions that call functions, beside the same written in one piece.

use chainrule::differentiable;

use super::kept;
use crate::data;
use crate::hand::calls as hand;
use crate::harness::Case;

/// One step of a recurrence.
#[differentiable]
fn cell(t: f64, weight: f64, input: f64) -> f64 {
    (weight * t + input).tanh()
}

#[differentiable]
fn recurrence(weight: f64, #[constant] inputs: &[f64]) -> f64 {
    let mut t = 0.1;
    for input in inputs {
        t = cell(t, weight, *input);
    }
    t
}

#[differentiable]
fn squared_distance(p: &[f64; 3], q: &[f64; 3]) -> f64 {
    p.iter().zip(q).map(|(p, q)| (p - q) * (p - q)).sum()
}

#[differentiable]
fn log_sum_exp(x: &[f64; 4]) -> f64 {
    let max = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    x.iter().map(|x| (x - max).exp()).sum::<f64>().ln() + max
}

/// The likelihood of points in a mixture of four.
#[differentiable]
fn mixture(centres: &[[f64; 3]; 4], #[constant] points: &[[f64; 3]]) -> f64 {
    let mut sum = 0.0;
    for point in points {
        let mut terms = [0.0; 4];
        for k in 0..4 {
            terms[k] = -0.5 * squared_distance(&centres[k], point);
        }
        sum += log_sum_exp(&terms);
    }
    sum
}

#[differentiable]
fn blend(x: f64, y: f64) -> f64 {
    0.5 * (x * x + y * y) / (1.0 + x * y)
}
#[differentiable]
fn blend_4(x: f64, y: f64) -> f64 {
    blend(blend(x, y), blend(y, x + 1.0))
}
#[differentiable]
fn blend_16(x: f64, y: f64) -> f64 {
    blend_4(blend_4(x, y), blend_4(y, x))
}

/// A sum over calls that go four deep.
#[differentiable]
fn deep(scale: f64, #[constant] xs: &[f64]) -> f64 {
    xs.iter().map(|x| blend_16(scale * x, scale + x)).sum()
}

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    let inputs = kept(data::uniform(60, 1000, -0.5, 0.5));
    let recurrent = contest! { ("calls, recurrence 1000", "value and gradient", ()) |_out|
        primal => [recurrence](0.9, inputs),
        hand("in one piece") => [hand::recurrence](0.9, inputs),
        generated => [recurrence::value_and_derivative](0.9, inputs),
    };
    let points = kept(points(1000));
    let centres = &[[0.1, 0.2, 0.3], [0.9, 0.1, 0.5], [0.4, 0.8, 0.2], [0.6, 0.5, 0.9]];
    let mixed = contest! { ("calls, mixture 4/1000/3", "value and gradient", ()) |_out|
        primal => [mixture](centres, points),
        hand("in one piece") => [hand::mixture](centres, points),
        generated => [mixture::value_and_gradient](centres, points),
    };
    let xs = kept(data::uniform(62, 1000, 0.1, 1.0));
    let nested = contest! { ("calls, four deep 1000", "value and gradient", ()) |_out|
        primal => [deep](0.7, xs),
        hand("in one piece") => [hand::deep](0.7, xs),
        generated => [deep::value_and_derivative](0.7, xs),
    };
    vec![recurrent.boxed(), mixed.boxed(), nested.boxed()]
}

fn points(n: usize) -> Vec<[f64; 3]> {
    let numbers = data::uniform(61, 3 * n, 0.0, 1.0);
    numbers.chunks_exact(3).map(|p| [p[0], p[1], p[2]]).collect()
}
