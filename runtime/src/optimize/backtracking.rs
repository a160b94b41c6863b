//! Backtracking line search with sufficient decrease.
//!
//! Armijo's condition with quadratic interpolation (Dennis and Schnabel, *Numerical Methods for Unconstrained Optimization*,
//! 1983, A6.3.1). A reference value above the current one makes it the nonmonotone search of Grippo, Lampariello and
//! Lucidi (1986). Where the promised decrease drowns in rounding, the gradient decides (after Hager and Zhang, 2005, section 4).

use super::{
    ledger::{Evaluated, Ledger, ROUNDING, Step},
    report::Reason,
};
use crate::{
    linalg::{max_abs, norm},
    problem::Point,
};

/// The share of the promised decrease that is asked for.
const SUFFICIENT: f64 = 1e-4;

/// Trials for one search.
const MAX_TRIALS: usize = 100;

/// Where the search begins, and along what.
pub(crate) struct Line<'a, P> {
    pub(crate) from: &'a P,
    /// Of moderate length, so that products with it do not overflow.
    pub(crate) direction: &'a P,
    pub(crate) now: Evaluated,
    /// The derivative along the direction; negative.
    pub(crate) slope: f64,
    /// The first trial, as a multiple of the direction.
    pub(crate) first: f64,
    /// The value that must be undercut.
    pub(crate) reference: f64,
}

/// What a search writes: the point that it accepts and the gradient there.
#[derive(Clone, Debug)]
pub(crate) struct Trial<P> {
    pub(crate) point: P,
    pub(crate) gradient: P,
}

/// How the search evaluates: the ledger, the trial's number, the point; writes the gradient.
pub(crate) trait Evaluate<P>: FnMut(&mut Ledger<P>, usize, &P, &mut P) -> Step<f64> {}
impl<P, F: FnMut(&mut Ledger<P>, usize, &P, &mut P) -> Step<f64>> Evaluate<P> for F {}

/// Finds a multiple of the direction to go; returns it with value and gradient norm there.
pub(crate) fn search<P: Point>(
    ledger: &mut Ledger<P>,
    line: &Line<'_, P>,
    trial: &mut Trial<P>,
    mut evaluate: impl Evaluate<P>,
) -> Step<(f64, Evaluated)> {
    let noise = ROUNDING * line.now.value.abs();
    let mut length = line.first;
    let mut finite = false;
    for number in 0..MAX_TRIALS {
        if !line.reach(length, &mut trial.point) {
            return Err(if number == 0 { Reason::Step } else { line.give_up(ledger, trial, finite, &mut evaluate)? });
        }
        let found = measure(ledger, number, trial, &mut evaluate)?;
        finite |= found.is_some();
        let promised = -length * line.slope;
        match found {
            Some(at) if at.value <= line.reference - SUFFICIENT * promised => return Ok((length, at)),
            Some(at) if promised <= 2.0 * noise => {
                if number == 0 && at.value <= line.now.value + noise && at.gradient_norm < line.now.gradient_norm {
                    return Ok((length, at));
                }
                return Err(if number == 0 {
                    Reason::Value
                } else {
                    line.give_up(ledger, trial, true, &mut evaluate)?
                });
            }
            Some(at) => length *= shrink(at.value - line.now.value, promised),
            None => length *= 0.25,
        }
    }
    Err(line.give_up(ledger, trial, finite, &mut evaluate)?)
}

/// The factor to the minimum of the parabola through value, slope and the new value, kept within `[0.1, 0.5]`.
fn shrink(rise: f64, promised: f64) -> f64 {
    let factor = 0.5 * promised / (rise + promised);
    if factor.is_nan() { 0.5 } else { factor.clamp(0.1, 0.5) }
}

/// Evaluates the trial point; `None` where value or gradient is not finite.
fn measure<P: Point>(
    ledger: &mut Ledger<P>,
    number: usize,
    trial: &mut Trial<P>,
    evaluate: &mut impl Evaluate<P>,
) -> Step<Option<Evaluated>> {
    if !max_abs(trial.point.as_ref()).is_finite() {
        return Ok(None);
    }
    let value = evaluate(ledger, number, &trial.point, &mut trial.gradient)?;
    ledger.check_length(&trial.gradient)?;
    if value == f64::NEG_INFINITY {
        return Err(Reason::Unbounded);
    }
    let gradient_norm = max_abs(trial.gradient.as_ref());
    if !value.is_finite() || !gradient_norm.is_finite() {
        return Ok(None);
    }
    let at = Evaluated { value, gradient_norm };
    ledger.offer(&trial.point, &at);
    Ok(Some(at))
}

impl<P: Point> Line<'_, P> {
    /// Writes the point at `length` from the start; whether it is another point.
    fn reach(&self, length: f64, point: &mut P) -> bool {
        let coordinates = self.from.as_ref().iter().zip(self.direction.as_ref());
        let mut moved = false;
        for (p, (x, d)) in point.as_mut().iter_mut().zip(coordinates) {
            *p = x + length * d;
            moved |= *p != *x;
        }
        moved
    }

    /// Tells rounding at an optimum from a gradient that is wrong: asks the function itself for its slope, by a central
    /// difference over a distance whose promised change stands well above rounding.
    fn give_up(
        &self,
        ledger: &mut Ledger<P>,
        trial: &mut Trial<P>,
        finite: bool,
        evaluate: &mut impl Evaluate<P>,
    ) -> Step<Reason> {
        if !finite {
            return Ok(Reason::NonFiniteStuck);
        }
        let resolvable = f64::EPSILON.sqrt() * self.now.value.abs() / -self.slope;
        let distance = if resolvable > 0.0 { self.first.min(resolvable) } else { self.first * f64::EPSILON.cbrt() };
        let mut ends = [0.0; 2];
        for (end, sign) in ends.iter_mut().zip([1.0, -1.0]) {
            self.reach(sign * distance, &mut trial.point);
            *end = measure(ledger, MAX_TRIALS, trial, evaluate)?.map_or(f64::NAN, |at| at.value);
        }
        let slope = (ends[0] - ends[1]) / (2.0 * distance);
        Ok(if slope < 0.25 * self.slope { Reason::Value } else { Reason::LineSearchFailed })
    }
}

/// Scales a vector to length one; returns the length that it had.
pub(crate) fn normalize(v: &mut [f64]) -> f64 {
    let largest = max_abs(v);
    if largest == 0.0 {
        return 0.0;
    }
    divide(v, largest);
    let length = norm(v);
    divide(v, length);
    largest * length
}

fn divide(v: &mut [f64], by: f64) {
    for v in v {
        *v /= by;
    }
}

#[cfg(test)]
mod tests {
    use super::{normalize, shrink};

    #[test]
    fn shrink_stays_between_its_bounds() {
        // (rise, promised decrease, factor); the third is a parabola with its minimum at 0.4.
        let rows = [(1e9, 1.0, 0.1), (-0.9, 1.0, 0.5), (0.25, 1.0, 0.4), (f64::INFINITY, 1.0, 0.1), (0.0, 0.0, 0.5)];
        for (rise, promised, factor) in rows {
            assert_eq!(shrink(rise, promised), factor);
        }
    }

    #[test]
    fn o17_normalize_is_scaled() {
        for scale in [1e-300, 1.0, 1e300] {
            let mut v = [3.0 * scale, 4.0 * scale];
            assert!((normalize(&mut v) / (5.0 * scale) - 1.0).abs() < 1e-15);
            assert!((v[0] - 0.6).abs() < 1e-15 && (v[1] - 0.8).abs() < 1e-15, "{v:?}");
        }
        assert_eq!(normalize(&mut [0.0, 0.0]), 0.0);
    }
}
