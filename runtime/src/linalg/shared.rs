//! The sums of `norm` as calls, for code that a copy in each place would not make faster by what it takes to compile.

use super::norm as here;

/// [`norm::dot`].
#[inline(never)]
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    here::dot(a, b)
}

/// [`norm::add_multiple`].
#[inline(never)]
pub(crate) fn add_multiple(y: &mut [f64], factor: f64, x: &[f64]) {
    here::add_multiple(y, factor, x);
}

/// [`norm::max_abs`].
#[inline(never)]
pub(crate) fn max_abs(a: &[f64]) -> f64 {
    here::max_abs(a)
}

/// [`norm::norm`].
#[inline(never)]
pub(crate) fn norm(a: &[f64]) -> f64 {
    here::norm(a)
}

/// [`norm::hypot`].
#[inline(never)]
pub(crate) fn hypot(a: f64, b: f64) -> f64 {
    here::hypot(a, b)
}
