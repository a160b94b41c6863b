//! Line searches: how far to go along a direction. Parts that the methods share.
//!
//! What the searches have in common is here: evaluation along a line, the conditions of acceptance, and what is said when
//! no length is acceptable. The searches themselves see nothing but numbers: lengths, values and slopes.

mod backtracking;
mod hager_zhang;
mod interpolate;
mod more_thuente;
mod strong_wolfe;

use super::{
    ledger::{Evaluated, Ledger, ROUNDING, Step},
    report::Reason,
};
use crate::{
    linalg::{dot, max_abs, norm, sqrt},
    problem::{Bounds, Point},
};

/// How the length of a step is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineSearch {
    /// Shorter and shorter, until the value falls enough (Armijo's condition), with quadratic interpolation: Dennis and
    /// Schnabel, *Numerical Methods for Unconstrained Optimization* (1983), A6.3.1. Never longer than the first trial.
    Backtracking,
    /// Bracketing and zooming for the strong conditions of Wolfe: Nocedal and Wright, *Numerical Optimization* (2006),
    /// algorithms 3.5 and 3.6.
    StrongWolfe,
    /// The strong conditions of Wolfe by safeguarded cubic steps: Moré and Thuente, "Line search algorithms with guaranteed
    /// sufficient decrease" (1994).
    MoreThuente,
    /// The approximate conditions of Wolfe by secant steps: Hager and Zhang, "A new conjugate gradient method with guaranteed
    /// descent and an efficient line search" (2005).
    HagerZhang,
}

stored_enum! { LineSearch {
    0 => Backtracking {},
    1 => StrongWolfe {},
    2 => MoreThuente {},
    3 => HagerZhang {},
} }

/// Where a search begins, along what, and what it asks for.
pub(crate) struct Line<'a, P> {
    pub(crate) from: &'a P,
    /// Of moderate length, so that products with it do not overflow.
    pub(crate) direction: &'a P,
    pub(crate) now: Evaluated,
    pub(crate) kind: LineSearch,
    pub(crate) wanted: Wanted,
    /// What points are kept within.
    pub(crate) bounds: Option<&'a Bounds<P>>,
}

/// What an acceptable length is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// The value at the start.
    pub(crate) value: f64,
    /// The derivative along the direction there; negative.
    pub(crate) slope: f64,
    /// The value that must be undercut; above that at the start in nonmonotone searches.
    pub(crate) reference: f64,
    /// The share of the promised decrease that is asked for.
    pub(crate) sufficient: f64,
    /// The share of the slope that may remain.
    pub(crate) curvature: f64,
    /// The first trial, as a multiple of the direction.
    pub(crate) first: f64,
    /// No trial is longer.
    pub(crate) longest: f64,
}

/// What was found at a length.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    pub(crate) length: f64,
    pub(crate) value: f64,
    /// The derivative along the direction.
    pub(crate) slope: f64,
    pub(crate) gradient_norm: f64,
}

stored! { Sample { length, value, slope, gradient_norm } }

/// Evaluates at a length, the first of them [`Wanted::first`]; `None` where something is not finite. Leaves by [`Reason::Step`] where the length is too short
/// to change the point.
pub(crate) type Phi<'a> = &'a mut dyn FnMut(f64) -> Step<Option<Sample>>;

/// A point with its gradient, and how far along the line it lies.
#[derive(Clone, Debug)]
pub(crate) struct Trial<P> {
    pub(crate) point: P,
    pub(crate) gradient: P,
    at: Option<Sample>,
}

stored! { Trial<P> { point, gradient, at } }

/// Room for a search: its last trial, which in the end is the accepted one, and the lowest so far.
#[derive(Clone, Debug)]
pub(crate) struct Trials<P> {
    pub(crate) last: Trial<P>,
    lowest: Trial<P>,
    count: usize,
}

stored! { Trials<P> { last, lowest, count } }

/// How a search evaluates: the ledger, the trial's number, the point; writes the gradient.
pub(crate) trait Evaluate<P>: FnMut(&mut Ledger<P>, usize, &P, &mut P) -> Step<f64> {}
impl<P, F: FnMut(&mut Ledger<P>, usize, &P, &mut P) -> Step<f64>> Evaluate<P> for F {}

/// Finds a multiple of the direction to go; afterwards the last trial is the accepted one.
pub(crate) fn search<P: Point>(
    ledger: &mut Ledger<P>,
    line: &Line<'_, P>,
    trials: &mut Trials<P>,
    mut evaluate: impl Evaluate<P>,
) -> Step<Sample> {
    trials.forget();
    let wanted = &line.wanted;
    let first = match trials.measure(ledger, line, wanted.first, &mut evaluate) {
        Err(Reason::Step) => return trials.stretch(ledger, line, &mut evaluate),
        first => first?,
    };
    if let Some(at) = first.filter(|at| line.takes_at_once(at)) {
        return Ok(at);
    }
    let mut first = Some(first);
    let phi: Phi<'_> = &mut |length| match first.take() {
        Some(first) => Ok(first),
        None => trials.measure(ledger, line, length, &mut evaluate),
    };
    let found = match line.kind {
        LineSearch::Backtracking => backtracking::find(wanted, line.now.gradient_norm, phi),
        LineSearch::StrongWolfe => strong_wolfe::find(wanted, phi),
        LineSearch::MoreThuente => more_thuente::find(wanted, phi),
        LineSearch::HagerZhang => hager_zhang::find(wanted, phi),
    };
    let found = match found {
        // The trials have become too short to change the point.
        Err(Reason::Step) => None,
        other => other?,
    };
    match found.or_else(|| trials.decrease(wanted)) {
        Some(sample) => trials.settle(ledger, line, sample, &mut evaluate),
        None => Err(trials.judge(ledger, line, &mut evaluate)?),
    }
}

impl Sample {
    #[inline]
    pub(crate) fn evaluated(&self) -> Evaluated {
        Evaluated { value: self.value, gradient_norm: self.gradient_norm }
    }
}

impl Wanted {
    /// A decrease and nothing else, for searches that backtrack.
    #[inline]
    pub(crate) fn armijo(value: f64, slope: f64, first: f64) -> Self {
        Self { value, slope, reference: value, sufficient: 1e-4, curvature: 1.0, first, longest: first }
    }

    /// The value that must be undercut, if it is not that at the start.
    #[inline]
    pub(crate) fn above(self, reference: f64) -> Self {
        Self { reference, ..self }
    }

    /// The start of the line.
    #[inline]
    pub(crate) fn origin(&self) -> Sample {
        Sample { length: 0.0, value: self.value, slope: self.slope, gradient_norm: f64::NAN }
    }

    /// Values of the start and of a trial that are closer than this differ by rounding.
    #[inline]
    pub(crate) fn noise(&self) -> f64 {
        ROUNDING * self.value.abs()
    }

    /// Armijo's condition.
    #[inline]
    pub(crate) fn falls(&self, at: &Sample) -> bool {
        at.value <= self.reference + self.sufficient * at.length * self.slope
    }

    /// The strong conditions of Wolfe; where the decrease drowns in rounding, the approximate ones of Hager and Zhang
    /// (2005, equation 4.1), which ask slopes alone.
    #[inline]
    pub(crate) fn accepts(&self, at: &Sample) -> bool {
        if self.falls(at) && at.slope.abs() <= -self.curvature * self.slope {
            return true;
        }
        let level = at.value <= self.value + SUMMED * self.value.abs();
        let flat = at.slope >= self.curvature * self.slope && at.slope <= (2.0 * self.sufficient - 1.0) * self.slope;
        level && flat
    }
}

/// The cube root of the machine's precision.
const CUBE_ROOT: f64 = 6.055_454_452_393_343e-6;

/// Values of long sums that are closer than this, relatively, may differ by rounding.
const SUMMED: f64 = 1e-13;

impl<P: Point> Trials<P> {
    pub(crate) fn new(like: &P) -> Self {
        let trial = Trial { point: like.zeros(), gradient: like.zeros(), at: None };
        Self { last: trial.clone(), lowest: trial, count: 0 }
    }

    pub(crate) fn forget(&mut self) {
        (self.last.at, self.lowest.at, self.count) = (None, None, 0);
    }

    /// Evaluates at a length.
    pub(crate) fn measure(
        &mut self,
        ledger: &mut Ledger<P>,
        line: &Line<'_, P>,
        length: f64,
        evaluate: &mut impl Evaluate<P>,
    ) -> Step<Option<Sample>> {
        self.keep_lowest();
        let reached = line.reach(length, &mut self.last.point);
        if !reached.moved {
            return Err(Reason::Step);
        }
        let number = self.count;
        self.count += 1;
        if !reached.is_finite() {
            return Ok(None);
        }
        let value = evaluate(ledger, number, &self.last.point, &mut self.last.gradient)?;
        ledger.check_length(&self.last.gradient)?;
        if value == f64::NEG_INFINITY {
            return Err(Reason::Unbounded);
        }
        let gradient_norm = projected_norm(line.bounds, &self.last.point, self.last.gradient.as_ref());
        if !value.is_finite() || !gradient_norm.is_finite() {
            return Ok(None);
        }
        ledger.offer(&self.last.point, &Evaluated { value, gradient_norm });
        let slope = dot(self.last.gradient.as_ref(), line.direction.as_ref());
        let at = Some(Sample { length, value, slope, gradient_norm });
        self.last.at = at;
        Ok(at)
    }

    /// Puts the last trial aside if it is the lowest.
    pub(crate) fn keep_lowest(&mut self) {
        let lower = |at: Sample| self.lowest.at.is_none_or(|lowest| at.value < lowest.value);
        if self.last.at.take_if(|at| lower(*at)).is_some_and(|at| {
            self.lowest.at = Some(at);
            true
        }) {
            core::mem::swap(&mut self.last.point, &mut self.lowest.point);
            core::mem::swap(&mut self.last.gradient, &mut self.lowest.gradient);
        }
    }

    /// The lowest trial, if that is a decrease.
    fn decrease(&mut self, wanted: &Wanted) -> Option<Sample> {
        self.keep_lowest();
        self.lowest.at.filter(|at| wanted.falls(at) && at.value < wanted.value)
    }

    /// Makes the accepted trial the last one.
    fn settle(
        &mut self,
        ledger: &mut Ledger<P>,
        line: &Line<'_, P>,
        accepted: Sample,
        evaluate: &mut impl Evaluate<P>,
    ) -> Step<Sample> {
        let is_accepted = |at: &Option<Sample>| at.is_some_and(|at| at.length == accepted.length);
        if is_accepted(&self.last.at) {
            return Ok(accepted);
        }
        if is_accepted(&self.lowest.at) {
            core::mem::swap(&mut self.last, &mut self.lowest);
            return Ok(accepted);
        }
        self.measure(ledger, line, accepted.length, evaluate)?.ok_or(Reason::NonFiniteStuck)
    }

    /// The first trial was too short to change the point. Far from the start that may be the trial's fault: where one that changes unknowns by
    /// half their digits lowers the value, it is taken.
    fn stretch(&mut self, ledger: &mut Ledger<P>, line: &Line<'_, P>, evaluate: &mut impl Evaluate<P>) -> Step<Sample> {
        let coordinates = line.from.as_ref().iter().zip(line.direction.as_ref());
        let most =
            coordinates.map(|(x, d)| (d / x).abs()).fold(0.0, |most, d| if d.is_finite() { d.max(most) } else { most });
        let length = sqrt(f64::EPSILON) / most;
        let at = if length.is_finite() { self.measure(ledger, line, length, evaluate)? } else { None };
        at.filter(|at| at.value < line.wanted.value - line.wanted.noise()).ok_or(Reason::Step)
    }

    /// Tells rounding at an optimum from a gradient that is wrong: asks the function itself for its slope, by central
    /// differences over distances whose promised change stands well above rounding. Where they disagree nothing can be said.
    pub(crate) fn judge(
        &mut self,
        ledger: &mut Ledger<P>,
        line: &Line<'_, P>,
        evaluate: &mut impl Evaluate<P>,
    ) -> Step<Reason> {
        if self.lowest.at.is_none() {
            return Ok(Reason::NonFiniteStuck);
        }
        let Wanted { value, slope, first, .. } = line.wanted;
        if -slope * first <= 2.0 * line.wanted.noise() {
            return Ok(Reason::Value);
        }
        let far = sqrt(f64::EPSILON) * value.abs() / -slope;
        let far = if far > 0.0 && far.is_finite() { far } else { first * CUBE_ROOT };
        let far = if line.bounds.is_some() { far.min(line.wanted.longest) } else { far };
        let wide = self.difference(ledger, line, far, evaluate)?;
        let narrow = self.difference(ledger, line, 0.5 * far, evaluate)?;
        let reliable = (wide - narrow).abs() <= 0.25 * narrow.abs();
        Ok(if reliable && narrow > 0.25 * slope { Reason::LineSearchFailed } else { Reason::Value })
    }

    /// The slope at the start by a central difference, within bounds by a forward one; NaN where the point does not change.
    fn difference(
        &mut self,
        ledger: &mut Ledger<P>,
        line: &Line<'_, P>,
        distance: f64,
        evaluate: &mut impl Evaluate<P>,
    ) -> Step<f64> {
        let mut values = [f64::NAN; 2];
        let ends = if line.bounds.is_some() { [distance, 0.0] } else { [distance, -distance] };
        for (value, end) in values.iter_mut().zip(ends) {
            if end == 0.0 {
                *value = line.wanted.value;
                continue;
            }
            match self.measure(ledger, line, end, evaluate) {
                Ok(Some(at)) => *value = at.value,
                Ok(None) => return Err(Reason::NonFiniteStuck),
                Err(Reason::Step) => {}
                Err(reason) => return Err(reason),
            }
        }
        Ok((values[0] - values[1]) / (ends[0] - ends[1]))
    }
}

impl<P: Point> Line<'_, P> {
    /// Whether the first trial is accepted by every search.
    fn takes_at_once(&self, at: &Sample) -> bool {
        match self.kind {
            LineSearch::Backtracking => self.wanted.falls(at),
            _ => self.wanted.accepts(at),
        }
    }

    /// Writes the point at `length` from the start.
    #[inline]
    fn reach(&self, length: f64, point: &mut P) -> Reached {
        let mut reached = Reached::default();
        let coordinates = self.from.as_ref().iter().zip(self.direction.as_ref());
        for (p, (x, d)) in point.as_mut().iter_mut().zip(coordinates) {
            *p = x + length * d;
            reached.note(*p, *x);
        }
        if let Some(bounds) = self.bounds {
            bounds.confine(point);
            reached = Reached::default();
            point.as_ref().iter().zip(self.from.as_ref()).for_each(|(p, x)| reached.note(*p, *x));
        }
        reached
    }
}

/// Where a length leads.
#[derive(Default)]
struct Reached {
    /// Whether it is another point than the start.
    moved: bool,
    /// A sum of zeros, unless a coordinate is not finite.
    zero: f64,
}

impl Reached {
    #[inline]
    fn note(&mut self, coordinate: f64, start: f64) {
        self.moved |= coordinate != start;
        self.zero += coordinate * 0.0;
    }

    #[inline]
    fn is_finite(&self) -> bool {
        self.zero == 0.0
    }
}

/// The largest magnitude among the entries of the gradient; within bounds, of the projected one, `P(x - g) - x`.
pub(crate) fn projected_norm<P: Point>(bounds: Option<&Bounds<P>>, x: &P, gradient: &[f64]) -> f64 {
    let plain = max_abs(gradient);
    let Some(bounds) = bounds.filter(|_| plain.is_finite()) else { return plain };
    let mut largest: f64 = 0.0;
    for (i, (x, g)) in x.as_ref().iter().zip(gradient).enumerate() {
        let room = if *g > 0.0 { x - bounds.lower()[i] } else { bounds.upper()[i] - x };
        largest = largest.max(g.abs().min(room.max(0.0)));
    }
    largest
}

/// Scales a vector to length one; returns the length that it had.
#[inline]
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

#[inline]
fn divide(v: &mut [f64], by: f64) {
    for v in v {
        *v /= by;
    }
}

#[cfg(test)]
mod tests {
    use super::normalize;

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
