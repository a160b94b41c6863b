//! Derivatives by dual and hyper-dual numbers (Fike, Alonso 2011), to compare with.

use num_dual::{Dual64, HyperDual64};

/// The gradient of `f` at `x`, one dual number at a time.
pub(crate) fn gradient(f: impl Fn(&[Dual64]) -> Dual64, x: &[f64]) -> Vec<f64> {
    let along = |k: usize| {
        let x: Vec<Dual64> = x.iter().enumerate().map(|(i, x)| Dual64::new(*x, f64::from(i == k))).collect();
        f(&x).eps
    };
    (0..x.len()).map(along).collect()
}

/// The Hessian of `f` at `x`, row by row.
pub(crate) fn hessian(f: impl Fn(&[HyperDual64]) -> HyperDual64, x: &[f64]) -> Vec<f64> {
    let n = x.len();
    let entry = |k: usize, l: usize| {
        let one = |i, j| f64::from(i == j);
        let x: Vec<HyperDual64> =
            x.iter().enumerate().map(|(i, x)| HyperDual64::new(*x, one(i, k), one(i, l), 0.0)).collect();
        f(&x).eps1eps2
    };
    (0..n * n).map(|at| entry(at / n, at % n)).collect()
}

/// Equal to `tolerance`, relative to the largest number.
#[track_caller]
pub(crate) fn assert_close(got: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(got.len(), expected.len());
    let scale = expected.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
    for (i, (got, expected)) in got.iter().zip(expected).enumerate() {
        assert!((got - expected).abs() <= tolerance * scale, "entry {i}: {got} and not {expected}");
    }
}

#[track_caller]
pub(crate) fn assert_bits(got: f64, expected: f64) {
    assert_eq!(got.to_bits(), expected.to_bits(), "{got} and not {expected}");
}
