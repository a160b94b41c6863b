//! Backtracking with sufficient decrease.
//!
//! Armijo's condition with quadratic interpolation (Dennis and Schnabel, *Numerical Methods for Unconstrained Optimization*,
//! 1983, A6.3.1). A reference value above the current one makes it the nonmonotone search of Grippo, Lampariello and
//! Lucidi (1986). Where the promised decrease drowns in rounding, the gradient decides (after Hager and Zhang, 2005, section 4).

use super::{Phi, Sample, Step, Wanted};
use crate::optimize::report::Reason;

/// Trials for one search.
const MAX_TRIALS: usize = 100;

#[inline]
pub(super) fn find(wanted: &Wanted, gradient_norm: f64, phi: Phi<'_>) -> Step<Option<Sample>> {
    let mut length = wanted.first;
    for number in 0..MAX_TRIALS {
        let promised = -length * wanted.slope;
        match phi(length)? {
            Some(at) if wanted.falls(&at) => return Ok(Some(at)),
            Some(at) if promised <= 2.0 * wanted.noise() => {
                let flatter = at.value <= wanted.value + wanted.noise() && at.gradient_norm < gradient_norm;
                return if number > 0 {
                    Ok(None)
                } else if flatter {
                    Ok(Some(at))
                } else {
                    Err(Reason::Value)
                };
            }
            Some(at) => length *= shrink(at.value - wanted.value, promised),
            None => length *= 0.25,
        }
    }
    Ok(None)
}

/// The factor to the minimum of the parabola through value, slope and the new value, kept within `[0.1, 0.5]`.
#[inline]
fn shrink(rise: f64, promised: f64) -> f64 {
    let factor = 0.5 * promised / (rise + promised);
    if factor.is_nan() { 0.5 } else { factor.clamp(0.1, 0.5) }
}

#[cfg(test)]
mod tests {
    use super::shrink;

    #[test]
    fn shrink_stays_between_its_bounds() {
        // (rise, promised decrease, factor); the third is a parabola with its minimum at 0.4.
        let rows = [(1e9, 1.0, 0.1), (-0.9, 1.0, 0.5), (0.25, 1.0, 0.4), (f64::INFINITY, 1.0, 0.1), (0.0, 0.0, 0.5)];
        for (rise, promised, factor) in rows {
            assert_eq!(shrink(rise, promised), factor);
        }
    }
}
