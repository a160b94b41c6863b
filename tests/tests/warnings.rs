//! What is not warned of: each of these is an error here if it is.

#![deny(deprecated)]

use chainrule::{constant, differentiable};

#[differentiable(allow(unused_parameter))]
fn allowed(x: f64) -> f64 {
    if x > 0.0 { 1.0 } else { 0.0 }
}

#[differentiable]
#[allow(deprecated)]
fn allowed_by_rustc(x: f64, low: f64) -> f64 {
    if x > low { x } else { 0.0 }
}

#[differentiable]
fn not_there(x: f64, _y: f64) -> f64 {
    x * x
}

#[differentiable(constant(low))]
fn marked(x: f64, low: f64) -> f64 {
    if x > low { x } else { 0.0 }
}

#[differentiable(wrt(x))]
fn not_selected(x: f64, low: f64) -> f64 {
    if x > low { x } else { 0.0 }
}

#[differentiable]
#[allow(clippy::cast_possible_truncation)]
fn held(x: f64, n: f64) -> f64 {
    x.powi(constant!(n) as i32)
}

/// The closure becomes a function of its own, in which `t` reaches nothing.
#[differentiable]
fn handed(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x) * x
}

#[differentiable]
fn of_a_closure(x: f64) -> f64 {
    handed(|t| if t > 0.0 { 2.0 } else { 1.0 }, x)
}

/// By one of its numbers, in one of the turns.
#[differentiable]
fn by_one(x: f64, w: &[f64; 3]) -> f64 {
    let mut s = x;
    for i in 0..3 {
        if i == 2 {
            s *= w[i];
        }
    }
    s
}

#[differentiable]
fn written(x: f64, y: &mut [f64]) {
    if y[0] > 0.0 {
        y[1] = x;
    }
}

trait Potential {
    fn energy(&self, x: f64, cut: f64) -> f64;
}

struct Hard;

/// The signature is that of the trait.
#[differentiable]
impl Potential for Hard {
    fn energy(&self, x: f64, cut: f64) -> f64 {
        if x > cut { 0.0 } else { x * x }
    }
}

#[test]
fn what_is_allowed_has_its_derivative() {
    assert_eq!(allowed::derivative(1.0), 0.0);
    assert_eq!(allowed_by_rustc::gradient(1.0, 0.5), [1.0, 0.0]);
    assert_eq!(not_there::gradient(3.0, 1.0), [6.0, 0.0]);
    assert_eq!(marked::derivative(1.0, 0.5), 1.0);
    assert_eq!(not_selected::derivative(1.0, 0.5), 1.0);
    assert_eq!(held::gradient(3.0, 2.0), [6.0, 0.0]);
    assert_eq!(of_a_closure::derivative(3.0), 2.0);
    assert_eq!(by_one::gradient(2.0, &[1.0, 1.0, 3.0]).0, 3.0);
    let (mut y, mut y_bar) = ([1.0, 1.0], [0.0, 1.0]);
    assert_eq!(written::vjp(2.0, &mut y, &mut y_bar), 1.0);
    assert_eq!(Hard.energy_gradient(3.0, 5.0), [6.0, 0.0]);
    assert_eq!(Hard.energy(3.0, 5.0), 9.0);
}
