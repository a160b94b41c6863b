//! What the quasi-Newton methods share: all but how the inverse Hessian is kept.

use super::{
    ledger::{Evaluated, Ledger, ROUNDING, Step, UNKNOWN},
    line_search::{self, Line, LineSearch, Sample, Trial, Trials, Wanted},
    report::Reason,
    settings::Settings,
    start,
    state::Iterate,
};
use crate::{
    linalg::{dot, max_abs, norm},
    problem::{Objective, Point},
};

/// An approximation of the inverse Hessian that learns from steps.
#[doc(hidden)]
pub trait Inverse<P> {
    /// Forgets all: the diagonal of the squared scales remains.
    fn reset(&mut self);

    /// Learns from a step.
    fn learn(&mut self, lesson: &Lesson<'_, P>);

    /// Writes minus the product with the gradient of the last lesson.
    fn descend(&mut self, gradient: &P, scales: &P, direction: &mut P);
}

/// What a step teaches: that the gradient changes by `change` along `step`.
pub struct Lesson<'a, P> {
    pub(crate) step: &'a P,
    pub(crate) change: &'a P,
    /// `step' change`, positive.
    pub(crate) curvature: f64,
    /// The gradient where the step led.
    pub(crate) gradient: &'a P,
    pub(crate) scales: &'a P,
}

impl<P: Point> Lesson<'_, P> {
    /// The size that the first change gives the inverse, beside the squared scales (Nocedal and Wright 2006, equation 6.20).
    pub(crate) fn size(&self) -> f64 {
        let scaled = self.change.as_ref().iter().zip(self.scales.as_ref()).map(|(y, d)| (d * y) * (d * y));
        self.curvature / scaled.sum::<f64>()
    }
}

/// What the methods let their user set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    pub(crate) settings: Settings,
    pub(crate) line_search: LineSearch,
}

stored! { Options { settings, line_search } }

impl Options {
    pub(crate) const fn new() -> Self {
        let mut settings = Settings::new(1e-15, 10_000);
        settings.value_tolerance = 1e-15;
        Self { settings, line_search: LineSearch::MoreThuente }
    }
}

/// The iterate and all storage.
#[derive(Clone, Debug)]
pub struct Memory<P, I> {
    x: P,
    gradient: P,
    now: Evaluated,
    inverse: I,
    /// Whether the inverse has learnt nothing yet.
    fresh: bool,
    /// Whether it was forgotten because it promised nothing.
    doubted: bool,
    /// The sizes of the unknowns at the start.
    scales: P,
    /// Where the next step goes, of moderate length; times `length` it is the whole step.
    direction: P,
    length: f64,
    slope: f64,
    trials: Trials<P>,
}

stored! { Memory<P, I> { x, gradient, now, inverse, fresh, doubted, scales, direction, length, slope, trials } }

impl<P: Point, I> Iterate<P> for Memory<P, I> {
    fn point(&self) -> &P {
        &self.x
    }

    fn gradient(&self) -> &[f64] {
        self.gradient.as_ref()
    }
}

/// The first step changes no unknown by more than this, relative to its scale.
pub(crate) const FIRST: f64 = 0.1;

/// A step is at most this many times as long as the first trial or the point, scaled.
pub(crate) const LONGEST: f64 = 1e10;

/// Falls of more than this, relative to the value, are worth an evaluation.
const NOTABLE: f64 = 1e-8;

impl<P: Point, I: Inverse<P>> Memory<P, I> {
    pub(crate) fn new(x: P, inverse: I) -> Self {
        let scales = sizes(&x);
        Self {
            gradient: x.zeros(),
            now: UNKNOWN,
            inverse,
            fresh: true,
            doubted: false,
            scales,
            direction: x.zeros(),
            length: 0.0,
            slope: 0.0,
            trials: Trials::new(&x),
            x,
        }
    }

    pub(crate) fn evaluate<O: Objective<Point = P>>(&mut self, objective: &O, ledger: &mut Ledger<P>) -> Step<()> {
        self.now = start::gradient(ledger, objective, &self.x, &mut self.gradient)?;
        self.choose_direction();
        Ok(())
    }

    pub(crate) fn iterate<O: Objective<Point = P>>(
        &mut self,
        kind: LineSearch,
        objective: &O,
        ledger: &mut Ledger<P>,
    ) -> Step<()> {
        match self.advance(kind, objective, ledger) {
            Err(Reason::Value) => self.try_axes(objective, ledger),
            outcome => outcome,
        }
    }

    /// The value stands still along every direction that was tried. Where unknowns are of very different units, that may be so because one of them cannot move
    /// without the others: those whose gradient promises a notable fall are moved alone, and where the value falls as it says, the run goes on from there.
    fn try_axes<O: Objective<Point = P>>(&mut self, objective: &O, ledger: &mut Ledger<P>) -> Step<()> {
        for axis in 0..self.x.as_ref().len() {
            let fall = FIRST * (self.scales.as_ref()[axis] * self.gradient.as_ref()[axis]).abs();
            if fall > NOTABLE * self.now.value.abs() && ledger.may_evaluate() {
                let at = self.along(axis, objective, ledger)?;
                if let Some(at) = at.filter(|at| self.now.value - at.value >= 0.5 * fall) {
                    return self.go_on_from(&at, ledger);
                }
            }
        }
        Err(Reason::Value)
    }

    /// Evaluates where the first step along one axis leads.
    fn along<O: Objective<Point = P>>(
        &mut self,
        axis: usize,
        objective: &O,
        ledger: &mut Ledger<P>,
    ) -> Step<Option<Sample>> {
        let (scale, slope) = (self.scales.as_ref()[axis], self.gradient.as_ref()[axis]);
        self.direction.as_mut().fill(0.0);
        self.direction.as_mut()[axis] = -scale.copysign(slope);
        self.slope = -(scale * slope).abs();
        let wanted = Wanted::armijo(self.now.value, self.slope, FIRST);
        let (kind, bounds) = (LineSearch::Backtracking, None);
        let line = Line { from: &self.x, direction: &self.direction, now: self.now, kind, wanted, bounds };
        self.trials.measure(ledger, &line, FIRST, &mut |ledger: &mut Ledger<P>, _: usize, x: &P, g: &mut P| {
            ledger.count(1)?;
            Ok(objective.value_and_gradient(x, g))
        })
    }

    fn go_on_from(&mut self, at: &Sample, ledger: &mut Ledger<P>) -> Step<()> {
        self.forget();
        self.arrive(at);
        self.doubted = false;
        ledger.move_to(&self.x, &self.now, FIRST * norm(self.direction.as_ref()))?;
        ledger.test_gradient(&self.x, &self.now)?;
        self.choose_direction();
        Ok(())
    }

    fn advance<O: Objective<Point = P>>(
        &mut self,
        kind: LineSearch,
        objective: &O,
        ledger: &mut Ledger<P>,
    ) -> Step<()> {
        let before = self.now.value;
        let step = self.search(kind, objective, ledger)?;
        ledger.move_to(&self.x, &self.now, step)?;
        ledger.test_gradient(&self.x, &self.now)?;
        ledger.test_step(&self.x, step)?;
        self.choose_direction();
        self.test_value(before, ledger.settings.value_tolerance)
    }

    /// Whether the value stands still and the next step promises no more. An inverse that is wrong promises too little, so
    /// the scaled gradient is asked as well.
    fn test_value(&mut self, before: f64, tolerance: f64) -> Step<()> {
        let least = tolerance * self.now.value.abs();
        let still = before - self.now.value <= least;
        if still && self.doubted {
            return Err(Reason::Value);
        }
        self.doubted = still && !self.fresh && -0.5 * self.slope * self.length <= least;
        if self.doubted {
            self.forget();
            self.choose_direction();
        }
        Ok(())
    }

    /// Goes along the direction; where no step is acceptable, once more along the scaled gradient.
    fn search<O: Objective<Point = P>>(
        &mut self,
        kind: LineSearch,
        objective: &O,
        ledger: &mut Ledger<P>,
    ) -> Step<f64> {
        let found = self.search_once(kind, objective, ledger);
        let retry = matches!(found, Err(Reason::LineSearchFailed | Reason::Value | Reason::NonFiniteStuck));
        if retry && !self.fresh {
            self.forget();
            self.choose_direction();
            return self.search_once(kind, objective, ledger);
        }
        found
    }

    fn search_once<O: Objective<Point = P>>(
        &mut self,
        kind: LineSearch,
        objective: &O,
        ledger: &mut Ledger<P>,
    ) -> Step<f64> {
        let wanted = Wanted {
            value: self.now.value,
            slope: self.slope,
            reference: self.now.value,
            sufficient: 1e-4,
            curvature: 0.9,
            first: self.length,
            longest: LONGEST * self.length,
        };
        let line = Line { from: &self.x, direction: &self.direction, now: self.now, kind, wanted, bounds: None };
        let at = line_search::search(ledger, &line, &mut self.trials, |ledger, _, x, g| {
            ledger.count(1)?;
            Ok(objective.value_and_gradient(x, g))
        })?;
        self.arrive(&at);
        Ok(at.length * norm(self.direction.as_ref()))
    }

    /// Makes the last trial point the current one, and leaves in its place the step that led there.
    fn arrive(&mut self, at: &Sample) {
        let Trial { point, gradient, .. } = &mut self.trials.last;
        move_to(self.x.as_mut(), point.as_mut());
        move_to(self.gradient.as_mut(), gradient.as_mut());
        self.now = at.evaluated();
        self.learn(at.slope - self.slope);
    }

    /// Teaches the inverse the last step, if the slope rose along it beyond rounding.
    fn learn(&mut self, rise: f64) {
        let (step, change) = (&self.trials.last.point, &self.trials.last.gradient);
        let curvature = dot(step.as_ref(), change.as_ref());
        if rise > -ROUNDING * self.slope && curvature > 0.0 && curvature.recip().is_finite() {
            let lesson = Lesson { step, change, curvature, gradient: &self.gradient, scales: &self.scales };
            self.inverse.learn(&lesson);
            self.fresh = false;
        }
    }

    fn forget(&mut self) {
        self.inverse.reset();
        self.fresh = true;
    }

    /// The step of Newton with the inverse as it is; the scaled gradient where that does not lead down.
    fn choose_direction(&mut self) {
        if !self.fresh {
            self.inverse.descend(&self.gradient, &self.scales, &mut self.direction);
            self.length = scale(self.direction.as_mut());
            self.slope = dot(self.direction.as_ref(), self.gradient.as_ref());
            if self.slope < 0.0 && self.length.is_finite() {
                return;
            }
            self.forget();
        }
        self.down_the_gradient();
    }

    fn down_the_gradient(&mut self) {
        let (scales, gradient) = (self.scales.as_ref(), self.gradient.as_ref());
        let mut largest: f64 = 0.0;
        for (d, (s, g)) in self.direction.as_mut().iter_mut().zip(scales.iter().zip(gradient)) {
            largest = largest.max((s * g).abs());
            *d = s * g;
        }
        for (d, s) in self.direction.as_mut().iter_mut().zip(scales) {
            *d *= -s / largest;
        }
        self.length = FIRST * scale(self.direction.as_mut());
        self.slope = dot(self.direction.as_ref(), self.gradient.as_ref());
    }
}

/// The sizes of the unknowns: 1 for those that are zero.
pub(crate) fn sizes<P: Point>(x: &P) -> P {
    let mut sizes = x.clone();
    sizes.as_mut().iter_mut().for_each(|s| *s = if *s == 0.0 { 1.0 } else { s.abs() });
    sizes
}

/// Replaces `from` by `to`, and `to` by the difference.
#[inline]
fn move_to(from: &mut [f64], to: &mut [f64]) {
    for (from, to) in from.iter_mut().zip(to) {
        let step = *to - *from;
        *from = core::mem::replace(to, step);
    }
}

/// Makes a vector of moderate length, by a power of two, and returns that: the product is the vector again, to the bit.
#[inline]
pub(crate) fn scale(v: &mut [f64]) -> f64 {
    const EXPONENT: u64 = 0x7ff0_0000_0000_0000;
    if (1e-100..1e100).contains(&dot(v, v)) {
        return 1.0;
    }
    let largest = max_abs(v);
    let power = f64::from_bits(largest.to_bits() & EXPONENT).max(f64::MIN_POSITIVE);
    for v in v {
        *v /= power;
    }
    power
}
