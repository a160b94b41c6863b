//! Programs that do not compile yet; each belongs to the file that its id names.

use chainrule::differentiable;
use chainrule_tests::{derivatives};

#[differentiable]
fn overwritten_in_nested_loops(x: f64) -> f64 {
    let mut x = x;
    let mut s = 1.0;
    for _ in 0..3 {
        let mut t = x;
        for _ in 0..2 {
            t = t * t + s;
        }
        s = s * x + t.sin();
        x /= 1.0 + s * s;
    }
    s * x
}

#[differentiable]
fn triangular(x: f64) -> f64 {
    let mut s = 1.0;
    let mut t = x;
    for i in 0..4 {
        for j in 0..i {
            t = t * x + f64::from(j);
            s += t * f64::from(i);
        }
    }
    s
}

#[differentiable]
fn stepped_inclusive(x: f64) -> f64 {
    let mut s = 0.0;
    for i in (1..=9).step_by(3) {
        s = s * x + f64::from(i);
    }
    for i in (0..9).rev().step_by(2) {
        s = s * x - f64::from(i);
    }
    s
}

derivatives! {
    c06: triangular(1.3) => [270.363_229_000_000_05, 944.258_18], 20;
    loops_stepped_inclusive: stepped_inclusive(1.5) => [276.671_875, 1_120.937_5], 0;
    // mpmath's `diff` of the same program at 60 digits.
    m20_literal_counts: overwritten_in_nested_loops(0.4) => [0.095_526_559_513_587_962, -0.528_929_111_792_624_87], 8;
}
