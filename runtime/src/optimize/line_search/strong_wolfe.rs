//! Bracketing and zooming.
//!
//! Nocedal and Wright, *Numerical Optimization* (2006), algorithms 3.5 and 3.6, with cubic interpolation kept away from
//! the ends of the bracket.

use super::{Phi, Sample, Step, Wanted, interpolate};

/// Trials for one search.
const MAX_TRIALS: usize = 40;

/// A trial in the bracket keeps this share of it from its ends.
const MARGIN: f64 = 0.1;

#[inline]
pub(super) fn find(wanted: &Wanted, phi: Phi<'_>) -> Step<Option<Sample>> {
    let mut before = wanted.origin();
    let (mut length, mut longest) = (wanted.first, wanted.longest);
    for number in 0..MAX_TRIALS {
        let Some(at) = phi(length)? else {
            longest = length;
            length = before.length + 0.25 * (length - before.length);
            continue;
        };
        if wanted.accepts(&at) {
            return Ok(Some(at));
        }
        if !wanted.falls(&at) || at.value >= before.value {
            return zoom(wanted, before, at, number, phi);
        }
        if at.slope >= 0.0 {
            return zoom(wanted, at, before, number, phi);
        }
        if at.length >= wanted.longest {
            return Ok(Some(at));
        }
        let next = interpolate::cubic(&before, &at);
        let (least, most) = (2.0 * at.length - before.length, at.length + 9.0 * (at.length - before.length));
        let next = if next > least {
            next.min(most)
        } else if next.is_nan() {
            most
        } else {
            least
        };
        length = next.min(if longest < wanted.longest { 0.5 * (at.length + longest) } else { longest });
        before = at;
    }
    Ok(None)
}

/// Shrinks a bracket: `low` has the lower value and falls enough, and its slope points to `high`.
#[inline]
fn zoom(wanted: &Wanted, mut low: Sample, mut high: Sample, number: usize, phi: Phi<'_>) -> Step<Option<Sample>> {
    for _ in number..MAX_TRIALS {
        let width = high.length - low.length;
        if width.abs() <= f64::EPSILON * high.length.max(low.length) {
            break;
        }
        let inside = (interpolate::cubic(&low, &high) - low.length) / width;
        let share = if inside.is_nan() { 0.5 } else { inside.clamp(MARGIN, 1.0 - MARGIN) };
        let length = low.length + share * width;
        let Some(at) = phi(length)? else {
            high = Sample { length, value: f64::INFINITY, slope: f64::NAN, gradient_norm: f64::NAN };
            continue;
        };
        if wanted.accepts(&at) {
            return Ok(Some(at));
        }
        if !wanted.falls(&at) || at.value >= low.value {
            high = at;
            continue;
        }
        if at.slope * width >= 0.0 {
            high = low;
        }
        low = at;
    }
    Ok(None)
}
