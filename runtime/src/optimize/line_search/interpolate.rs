//! Minima of cubics and parabolas through two samples.

use super::Sample;
use crate::linalg::sqrt;

/// The minimizer of the cubic through values and slopes at `a` and `b` (Nocedal and Wright 2006, equation 3.59); NaN where there is none.
#[inline]
pub(super) fn cubic(a: &Sample, b: &Sample) -> f64 {
    let gap = b.length - a.length;
    let d = a.slope + b.slope - 3.0 * (b.value - a.value) / gap;
    // Scaled, so that squares neither overflow nor underflow.
    let scale = d.abs().max(a.slope.abs()).max(b.slope.abs());
    let root = scale * sqrt((d / scale) * (d / scale) - a.slope / scale * (b.slope / scale));
    let root = if gap < 0.0 { -root } else { root };
    b.length - gap * (b.slope + root - d) / (b.slope - a.slope + 2.0 * root)
}

/// Where the slope vanishes, if it changes linearly.
#[inline]
pub(super) fn secant(a: &Sample, b: &Sample) -> f64 {
    a.length - a.slope * ((b.length - a.length) / (b.slope - a.slope))
}

#[cfg(test)]
mod tests {
    use super::{Sample, cubic, secant};

    fn at(length: f64, f: impl Fn(f64) -> (f64, f64)) -> Sample {
        let (value, slope) = f(length);
        Sample { length, value, slope, gradient_norm: slope.abs() }
    }

    /// `x^3 - 3 x` has its minimum at 1.
    #[test]
    fn cubics_are_exact() {
        let f = |x: f64| (x * x * x - 3.0 * x, 3.0 * x * x - 3.0);
        for (a, b) in [(0.0, 3.0), (3.0, 0.0), (0.5, 1.5), (2.0, 4.0), (0.0, 0.25)] {
            assert!((cubic(&at(a, f), &at(b, f)) - 1.0).abs() < 1e-12, "{a} {b}");
        }
    }

    /// A cubic through `-x` has no minimum.
    #[test]
    fn lines_have_no_minimum() {
        let f = |x: f64| (-x, -1.0);
        assert!(!cubic(&at(0.0, f), &at(1.0, f)).is_finite());
        assert!(!secant(&at(0.0, f), &at(1.0, f)).is_finite());
    }

    #[test]
    fn secants_are_exact_on_parabolas() {
        let f = |x: f64| ((x - 2.0).powi(2), 2.0 * (x - 2.0));
        assert_eq!(secant(&at(0.0, f), &at(1.0, f)), 2.0);
    }
}
