//! Safeguarded cubic steps for the strong conditions of Wolfe.
//!
//! Moré and Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20 (1994): the search algorithm of
//! section 2, with the trial values of section 4.

use super::{Phi, Sample, Step, Wanted, interpolate};

/// Trials for one search.
const MAX_TRIALS: usize = 40;

/// How far beyond the last trial the next one may lie before there is a bracket, in steps.
const EXTRAPOLATE: (f64, f64) = (1.1, 4.0);

/// The interval of uncertainty.
struct Interval {
    /// The end of the lower value.
    low: Sample,
    /// The other one.
    high: Sample,
    /// Whether a minimum lies between them.
    bracketed: bool,
}

#[inline]
pub(super) fn find(wanted: &Wanted, phi: Phi<'_>) -> Step<Option<Sample>> {
    let origin = wanted.origin();
    let mut interval = Interval { low: origin, high: origin, bracketed: false };
    let (mut length, mut longest) = (wanted.first.min(wanted.longest), wanted.longest);
    let mut modified = true;
    let mut widths = [f64::INFINITY; 2];
    for _ in 0..MAX_TRIALS {
        let Some(at) = phi(length)? else {
            longest = length;
            length = interval.low.length + 0.25 * (length - interval.low.length);
            continue;
        };
        if wanted.accepts(&at) || (at.length >= wanted.longest && wanted.falls(&at) && at.slope <= 0.0) {
            return Ok(Some(at));
        }
        let falls = wanted.falls(&at);
        // Until a point falls enough and its slope is upward, the auxiliary function of the paper is the one to be minimized.
        modified &= !(falls && at.slope >= 0.0);
        let (least, most) = if interval.bracketed {
            interval.ends()
        } else {
            let step = at.length - interval.low.length;
            (at.length + EXTRAPOLATE.0 * step, at.length + EXTRAPOLATE.1 * step)
        };
        let slope = wanted.sufficient * wanted.slope;
        length = if modified && at.value <= interval.low.value && !falls {
            interval.shifted(-slope);
            let next = interval.update(at.tilted(-slope), least, most);
            interval.shifted(slope);
            next
        } else {
            interval.update(at, least, most)
        };
        if interval.bracketed {
            let width = (interval.high.length - interval.low.length).abs();
            if width >= 0.66 * widths[1] {
                length = interval.low.length + 0.5 * (interval.high.length - interval.low.length);
            }
            widths = [width, widths[0]];
            if width <= f64::EPSILON * interval.ends().1 {
                break;
            }
        }
        length = length.min(if longest < wanted.longest { 0.5 * (interval.low.length + longest) } else { longest });
    }
    Ok(None)
}

impl Sample {
    /// The same of the function with a linear one added.
    #[inline]
    fn tilted(self, slope: f64) -> Self {
        Self { value: self.value + slope * self.length, slope: self.slope + slope, ..self }
    }
}

impl Interval {
    #[inline]
    fn shifted(&mut self, slope: f64) {
        (self.low, self.high) = (self.low.tilted(slope), self.high.tilted(slope));
    }

    #[inline]
    fn ends(&self) -> (f64, f64) {
        let (a, b) = (self.low.length, self.high.length);
        (a.min(b), a.max(b))
    }

    /// Takes a trial in, and proposes the next (section 4 of the paper, its four cases).
    #[inline]
    fn update(&mut self, at: Sample, least: f64, most: f64) -> f64 {
        let low = self.low;
        let cubic = interpolate::cubic(&low, &at);
        let turned = at.slope * low.slope < 0.0;
        let next = if at.value > low.value {
            let rise = (low.value - at.value) / (at.length - low.length) + low.slope;
            let parabola = low.length + 0.5 * (low.slope / rise) * (at.length - low.length);
            let nearer = (cubic - low.length).abs() < (parabola - low.length).abs();
            self.bracketed = true;
            if nearer { cubic } else { cubic + 0.5 * (parabola - cubic) }
        } else if turned {
            let secant = interpolate::secant(&low, &at);
            self.bracketed = true;
            if (cubic - at.length).abs() > (secant - at.length).abs() { cubic } else { secant }
        } else if at.slope.abs() < low.slope.abs() {
            self.third(&at, cubic, least, most)
        } else if self.bracketed {
            interpolate::cubic(&self.high, &at)
        } else if at.length > low.length {
            most
        } else {
            least
        };
        if at.value > low.value {
            self.high = at;
        } else {
            if turned {
                self.high = low;
            }
            self.low = at;
        }
        let (from, to) = self.ends();
        let lost = next.is_nan() || (self.bracketed && !(next > from && next < to));
        if lost { 0.5 * (from + to) } else { next }
    }

    /// The slope shrinks and keeps its sign: the cubic may have its minimum beyond, or none.
    #[inline]
    fn third(&self, at: &Sample, cubic: f64, least: f64, most: f64) -> f64 {
        let step = at.length - self.low.length;
        let secant = interpolate::secant(&self.low, at);
        let beyond = (cubic - at.length) * step > 0.0;
        let cubic = if beyond {
            cubic
        } else if step > 0.0 {
            most
        } else {
            least
        };
        let nearer = (cubic - at.length).abs() < (secant - at.length).abs();
        if self.bracketed {
            let next = if nearer { cubic } else { secant };
            let limit = at.length + 0.66 * (self.high.length - at.length);
            if step > 0.0 { next.min(limit) } else { next.max(limit) }
        } else {
            let next = if nearer { secant } else { cubic };
            next.clamp(least, most)
        }
    }
}
