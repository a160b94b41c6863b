//! `particle`: a charge that is to hit the origin of the ground: a derivative through a simulation that takes a derivative in each step.

use chainrule::differentiable;
use serde::Deserialize;

use super::descent::argmin;
use super::{Function, Mode};
use crate::run::run;

pub(crate) const FUNCTIONS: [Function; 4] = [
    Function { name: "ff", run: |input| run(input, Ok, |i: &mut Input| aim(i.w, Mode::Forward, Mode::Forward)) },
    Function { name: "fr", run: |input| run(input, Ok, |i: &mut Input| aim(i.w, Mode::Forward, Mode::Reverse)) },
    Function { name: "rf", run: |input| run(input, Ok, |i: &mut Input| aim(i.w, Mode::Reverse, Mode::Forward)) },
    Function { name: "rr", run: |input| run(input, Ok, |i: &mut Input| aim(i.w, Mode::Reverse, Mode::Reverse)) },
];

#[derive(Deserialize)]
struct Input {
    w: f64,
}

/// How far below its place a charge must be for the particle to come down at the origin, sought from `start`.
#[must_use]
pub fn aim(start: f64, outer: Mode, inner: Mode) -> f64 {
    let miss = |w: &[f64; 1]| miss(w[0], inner);
    let slope = |w: &[f64; 1]| match outer {
        Mode::Forward => [miss::jvp(w[0], inner, 1.0)],
        Mode::Reverse => [miss::vjp(w[0], inner, 1.0)],
    };
    argmin(miss, slope, [start])[0]
}

/// The square of where the particle comes down, by Euler's method.
#[differentiable(constant(mode), jvp, vjp)]
#[must_use]
pub fn miss(w: f64, mode: Mode) -> f64 {
    let dt = 0.1;
    let mut x = [0.0, 8.0];
    let mut v = [0.75, 0.0];
    loop {
        let force: [f64; 2] = force(&x, w, mode);
        x[0] += dt * v[0];
        x[1] += dt * v[1];
        if x[1] <= 0.0 {
            let after: f64 = -x[1] / v[1];
            return (x[0] + after * v[0]).powi(2);
        }
        v[0] += dt * force[0];
        v[1] += dt * force[1];
    }
}

/// What pulls at a particle: the potential falls that way.
#[differentiable(constant(mode))]
fn force(x: &[f64; 2], w: f64, mode: Mode) -> [f64; 2] {
    match mode {
        Mode::Forward => [-across::derivative(x[0], x[1], w), -upward::derivative(x[0], x[1], w)],
        Mode::Reverse => {
            let slope = potential::gradient(x, w);
            [-slope[0], -slope[1]]
        }
    }
}

/// The potential of two charges, one of them moved by `w`.
#[differentiable(wrt(x))]
fn potential(x: &[f64; 2], w: f64) -> f64 {
    1.0 / distance(x, &[10.0, 10.0 - w]) + 1.0 / distance(x, &[10.0, 0.0])
}

#[differentiable(wrt(x))]
fn across(x: f64, y: f64, w: f64) -> f64 {
    potential(&[x, y], w)
}

#[differentiable(wrt(y))]
fn upward(x: f64, y: f64, w: f64) -> f64 {
    potential(&[x, y], w)
}

#[differentiable]
fn distance(a: &[f64; 2], b: &[f64; 2]) -> f64 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()
}
