//! `saddle`: a minimum of maxima: a derivative through a search that takes derivatives.

use chainrule::differentiable;
use serde::Deserialize;

use super::descent::argmin;
use super::{Function, Mode};
use crate::run::run;

pub(crate) const FUNCTIONS: [Function; 4] = [
    Function {
        name: "ff",
        run: |input| run(input, Ok, |i: &mut Input| saddle(&i.start, Mode::Forward, Mode::Forward)),
    },
    Function {
        name: "fr",
        run: |input| run(input, Ok, |i: &mut Input| saddle(&i.start, Mode::Forward, Mode::Reverse)),
    },
    Function {
        name: "rf",
        run: |input| run(input, Ok, |i: &mut Input| saddle(&i.start, Mode::Reverse, Mode::Forward)),
    },
    Function {
        name: "rr",
        run: |input| run(input, Ok, |i: &mut Input| saddle(&i.start, Mode::Reverse, Mode::Reverse)),
    },
];

#[derive(Deserialize)]
struct Input {
    start: [f64; 2],
}

/// Where the surface is lowest in the first two coordinates and highest in the last two, both sought from `start`.
#[must_use]
pub fn saddle(start: &[f64; 2], outer: Mode, inner: Mode) -> [f64; 4] {
    let ridge = |x: &[f64; 2]| ridge(x, start, inner);
    let slope = |x: &[f64; 2]| match outer {
        Mode::Forward => [ridge::jvp(x, start, inner, [1.0, 0.0]), ridge::jvp(x, start, inner, [0.0, 1.0])],
        Mode::Reverse => ridge::gradient(x, start, inner),
    };
    let x = argmin(ridge, slope, *start);
    let y = top(&x, start, inner);
    [x[0], x[1], y[0], y[1]]
}

/// The greatest height over `y`.
#[differentiable(constant(start, mode), gradient, jvp)]
fn ridge(x: &[f64; 2], start: &[f64; 2], mode: Mode) -> f64 {
    let y: [f64; 2] = top(x, start, mode);
    -depth(&y, x)
}

/// The `y` of the greatest height, by the gradient descent of the suite, here written out.
#[differentiable(constant(start, mode), jvp, vjp)]
fn top(x: &[f64; 2], start: &[f64; 2], mode: Mode) -> [f64; 2] {
    let mut y = *start;
    let mut value = depth(&y, x);
    let mut slope: [f64; 2] = descent(&y, x, mode);
    let mut rate = 1e-5;
    let mut gains = 0;
    while norm(&slope) > 1e-5 {
        if gains == 10 {
            rate *= 2.0;
            gains = 0;
            continue;
        }
        let next = [y[0] - rate * slope[0], y[1] - rate * slope[1]];
        if norm(&[next[0] - y[0], next[1] - y[1]]) <= 1e-5 {
            break;
        }
        let below = depth(&next, x);
        if below < value {
            y = next;
            value = below;
            slope = descent(&y, x, mode);
            gains += 1;
        } else {
            rate /= 2.0;
            gains = 0;
        }
    }
    y
}

/// The gradient of the depth with respect to `y`.
#[differentiable(constant(mode))]
fn descent(y: &[f64; 2], x: &[f64; 2], mode: Mode) -> [f64; 2] {
    match mode {
        Mode::Forward => [first::derivative(y[0], y[1], x), second::derivative(y[0], y[1], x)],
        Mode::Reverse => depth::gradient(y, x),
    }
}

/// The height, turned around.
#[differentiable(wrt(y))]
fn depth(y: &[f64; 2], x: &[f64; 2]) -> f64 {
    -((x[0] * x[0] + x[1] * x[1]) - (y[0] * y[0] + y[1] * y[1]))
}

#[differentiable(wrt(a))]
fn first(a: f64, b: f64, x: &[f64; 2]) -> f64 {
    depth(&[a, b], x)
}

#[differentiable(wrt(b))]
fn second(a: f64, b: f64, x: &[f64; 2]) -> f64 {
    depth(&[a, b], x)
}

#[differentiable]
fn norm(x: &[f64; 2]) -> f64 {
    (x[0] * x[0] + x[1] * x[1]).sqrt()
}
