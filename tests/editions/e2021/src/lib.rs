//! The attribute in a crate of edition 2021.

use chainrule::differentiable;

/// Scalars, branches and a name that is a keyword elsewhere.
#[differentiable]
#[must_use]
pub fn branch(gen: f64, y: f64) -> f64 {
    if gen > y {
        gen * gen * y
    } else {
        gen.sin()
    }
}

/// A stored loop over a slice.
#[differentiable]
#[must_use]
pub fn product(x: &[f64]) -> f64 {
    let mut p = 1.0;
    for t in x {
        p *= t;
    }
    p
}

/// A vector of results.
#[differentiable]
#[must_use]
pub fn squares(x: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; x.len()];
    for i in 0..x.len() {
        y[i] = x[i] * x[i];
    }
    y
}

/// Calls, arrays and constants.
#[differentiable]
#[must_use]
pub fn caller<const N: usize>(x: &[f64; N], #[constant] scale: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..N {
        s += branch(x[i], scale);
    }
    s
}

#[test]
fn l29_derivatives_are_right() {
    assert_eq!(branch::gradient(3.0, 2.0), [12.0, 9.0]);
    assert_eq!(branch::hessian(3.0, 2.0), [[4.0, 6.0], [6.0, 0.0]]);
    assert_eq!(product::gradient(&[2.0, 3.0, 5.0]), [15.0, 10.0, 6.0]);
    assert_eq!(product::hessian(&[2.0, 3.0]), [0.0, 1.0, 1.0, 0.0]);
    assert_eq!(squares::jacobian(&[2.0, 3.0]), [4.0, 0.0, 0.0, 6.0]);
    assert_eq!(caller::gradient(&[3.0, 4.0], 2.0), [12.0, 16.0]);
    branch::check(3.0, 2.0);
}
