//! Steps within bounds on the unknowns.

use crate::problem::{Bounds, Point};

/// Cuts a step back to where it stays within bounds; whether it had to be cut. Each entry is cut by itself: the step is projected.
pub(crate) fn confine<P: Point>(bounds: &Bounds<P>, from: &P, step: &mut [f64]) -> bool {
    let mut cut = false;
    for (i, (p, x)) in step.iter_mut().zip(from.as_ref()).enumerate() {
        let end = x + *p;
        let inside = bounds.clamp(i, end);
        if inside != end {
            *p = inside - x;
            cut = true;
        }
    }
    cut
}

/// The longest share of a step, up to all of it, that stays within bounds.
pub(crate) fn longest<P: Point>(bounds: &Bounds<P>, from: &P, step: &[f64]) -> f64 {
    let mut share: f64 = 1.0;
    for (i, (p, x)) in step.iter().zip(from.as_ref()).enumerate() {
        let end = x + p;
        let inside = bounds.clamp(i, end);
        if inside != end {
            share = share.min((inside - x) / p);
        }
    }
    share
}
