//! The trust-region iteration for objectives that the methods share: a step minimizes a quadratic model within a ball, which grows
//! where the model predicts well and shrinks where it does not.
//!
//! Conn, Gould and Toint, *Trust-Region Methods* (2000), algorithm 6.1.1; rounding of the values is allowed for as in section 17.4.2.
//! The ball is measured in units of the unknowns' own size.

use alloc::{vec, vec::Vec};

use super::{
    ledger::{Evaluated, Ledger, Step, UNKNOWN},
    line_search::{Line, LineSearch, Sample, Trials, Wanted},
    quasi_newton::scale,
    report::Reason,
    state::Iterate,
};
use crate::{
    linalg::{first_non_finite, max_abs, norm, scaled_norm},
    problem::{InvalidInput, Objective, Point},
};

/// Where a method gets its second derivatives from, and how it minimizes the model.
#[doc(hidden)]
pub trait Model<P: Point>: Clone + core::fmt::Debug {
    fn new(x: &P) -> Self;

    /// Evaluates at the start.
    fn begin<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        x: &P,
        g: &mut P,
    ) -> Step<Evaluated>;

    /// Evaluates at a trial point; `first` for the first trial of an iteration, which is mostly accepted.
    fn trial<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        first: bool,
        x: &P,
        g: &mut P,
    ) -> Step<f64> {
        let _ = first;
        ledger.count(1)?;
        Ok(objective.value_and_gradient(x, g))
    }

    /// The last trial point is the current one.
    fn accept(&mut self);

    /// Brings second derivatives up to date with the current point.
    fn refresh<O: Objective<Point = P>>(&mut self, ledger: &mut Ledger<P>, objective: &O, x: &P, g: &mut P)
    -> Step<()>;

    /// Writes a step `z = D p` with `|z| <= radius`.
    fn solve<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        at: &At<'_, P>,
        radius: f64,
        z: &mut [f64],
    ) -> Step<Promise>;

    /// Whether steps are worth more work than usual, since cheap ones have led nowhere.
    fn look_closely(&mut self, _closely: bool) {}

    /// The second derivative along the axis of an unknown, where it is at hand.
    fn along_axis(&self, _unknown: usize) -> Option<f64> {
        None
    }

    /// Whether the second derivatives at the end are indefinite, where they can be had.
    fn is_indefinite<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        x: &P,
        g: &mut P,
    ) -> bool {
        let _ = (ledger, objective, x, g);
        false
    }
}

/// The current point, the gradient `D^-1 g` in scaled unknowns, and the scales.
#[doc(hidden)]
pub struct At<'a, P> {
    pub(crate) x: &'a P,
    pub(crate) gradient: &'a [f64],
    pub(crate) scales: &'a [f64],
}

/// What the model promises of a step.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Promise {
    /// The fall of the value.
    pub(crate) fall: f64,
    /// Whether the region bounds the step.
    pub(crate) is_bounded: bool,
}

/// The iterate and all storage.
#[derive(Clone, Debug)]
pub struct Ball<P, M> {
    x: P,
    gradient: P,
    now: Evaluated,
    model: M,
    radius: f64,
    /// The first radius, beside the point.
    initial_radius: f64,
    /// The value that must be undercut before the region is made anew once more.
    level: f64,
    scales: Vec<f64>,
    scaled: Vec<f64>,
    z: Vec<f64>,
    direction: P,
    trials: Trials<P>,
}

stored! { Ball<P, M> { x, gradient, now, model, radius, initial_radius, level, scales, scaled, z, direction, trials } }

impl<P: Point, M> Iterate<P> for Ball<P, M> {
    fn point(&self) -> &P {
        &self.x
    }

    fn gradient(&self) -> &[f64] {
        self.gradient.as_ref()
    }
}

/// The share of the predicted fall that makes a step acceptable.
const ACCEPT: f64 = 1e-4;

/// Where a region that shrank to nothing is made anew, and promises more than this multiple of what rounding explains, the point is no minimum.
const PROMISING: f64 = 1e3;

/// Why no step was taken.
#[derive(Clone, Copy)]
enum Stuck {
    /// It was too short to change the point.
    Still,
    /// What it promised drowned in rounding; how much longer the first one was.
    Drowned(f64),
}

/// An unknown that is small beside the largest is scaled as if it were this share of it.
const LEAST_SHARE: f64 = 0.07;

impl<P: Point, M: Model<P>> Ball<P, M> {
    pub(crate) fn new(x: P) -> Self {
        let line = || vec![0.0; x.as_ref().len()];
        Self {
            gradient: x.zeros(),
            now: UNKNOWN,
            model: M::new(&x),
            radius: 0.0,
            initial_radius: 0.0,
            level: f64::INFINITY,
            scales: line(),
            scaled: line(),
            z: line(),
            direction: x.zeros(),
            trials: Trials::new(&x),
            x,
        }
    }

    pub(crate) fn begin<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        initial_radius: f64,
    ) -> Step<()> {
        self.now = self.model.begin(ledger, objective, &self.x, &mut self.gradient)?;
        ledger.test_gradient(&self.x, &self.now)?;
        self.rescale();
        (self.initial_radius, self.level) = (initial_radius, f64::INFINITY);
        self.radius = self.first_radius();
        Ok(())
    }

    fn first_radius(&self) -> f64 {
        let size = scaled_norm(&self.scales, self.x.as_ref());
        self.initial_radius * if size > 0.0 { size } else { 1.0 }
    }

    /// Steps until one is accepted. A region that shrank to nothing where the model still promises a fall is made anew, for as long
    /// as that helps.
    pub(crate) fn iterate<O: Objective<Point = P>>(&mut self, ledger: &mut Ledger<P>, objective: &O) -> Step<()> {
        self.model.refresh(ledger, objective, &self.x, &mut self.gradient)?;
        let Some(stuck) = self.descend(ledger, objective)? else { return Ok(()) };
        let reason = self.judge(ledger, objective, stuck)?;
        if !reason.is_converged() || !self.begin_anew(ledger, objective)? {
            return Err(reason);
        }
        let stuck = if self.now.value < self.level { self.descend(ledger, objective)? } else { Some(stuck) };
        self.model.look_closely(false);
        self.level = self.now.value - 1e-3 * self.now.value.abs();
        stuck.map_or(Ok(()), |_| Err(Reason::TrustRegionTooSmall))
    }

    /// Makes the region as large as it was at the start; whether a step within it promises a fall that rounding does not explain.
    fn begin_anew<O: Objective<Point = P>>(&mut self, ledger: &mut Ledger<P>, objective: &O) -> Step<bool> {
        self.radius = self.radius.max(self.first_radius());
        self.model.look_closely(true);
        let promise = self.choose(ledger, objective)?;
        let mut steps = self.x.as_ref().iter().zip(self.direction.as_ref());
        let whole = if steps.any(|(x, p)| counts(*p, *x)) { promise.fall } else { 0.0 };
        Ok(whole.max(self.along_axes()) > PROMISING * noise(self.now.value))
    }

    /// The most that a step along the axis of one unknown promises. Where second derivatives differ so much in size that the small
    /// ones drown, no step of the whole model sees them.
    fn along_axes(&self) -> f64 {
        let fall = |(j, ((x, g), d)): (usize, ((&f64, &f64), &f64))| {
            let (slope, curvature, longest) = (g.abs(), self.model.along_axis(j)?, self.radius / d);
            let length = if curvature * longest > slope { slope / curvature } else { longest };
            counts(length, *x).then_some(length * (slope - 0.5 * curvature * length))
        };
        let entries = self.x.as_ref().iter().zip(self.gradient.as_ref()).zip(&self.scales);
        entries.enumerate().filter_map(fall).fold(0.0, f64::max)
    }

    fn descend<O: Objective<Point = P>>(&mut self, ledger: &mut Ledger<P>, objective: &O) -> Step<Option<Stuck>> {
        self.trials.forget();
        let before = self.now.value;
        let noise = noise(before);
        let mut longest = None;
        loop {
            let promise = self.choose(ledger, objective)?;
            let length = max_abs(&self.z);
            let at = match self.try_step(ledger, objective, longest.is_none()) {
                Err(Reason::Step) => return Ok(Some(Stuck::Still)),
                at => at?,
            };
            let longest = *longest.get_or_insert(length);
            let fall = at.map_or(f64::NEG_INFINITY, |at| before - at.value);
            let ratio = (fall + noise) / (promise.fall + noise);
            let drowned = promise.fall <= noise;
            // Where the fall drowns in rounding, the gradient decides.
            let flatter = |at: &Sample| at.gradient_norm < self.now.gradient_norm && fall >= -noise;
            let good = |at: &Sample| if drowned { flatter(at) } else { fall >= ACCEPT * promise.fall };
            let accepted = at.filter(good);
            self.resize(ratio, &promise, accepted.is_some());
            if let Some(at) = accepted {
                return self.commit(ledger, &at, before).map(|()| None);
            }
            if drowned {
                return Ok(Some(Stuck::Drowned(longest / length)));
            }
        }
    }

    pub(crate) fn look_at_the_end<O: Objective<Point = P>>(&mut self, ledger: &mut Ledger<P>, objective: &O) {
        ledger.hessian_indefinite = self.model.is_indefinite(ledger, objective, &self.x, &mut self.gradient);
    }

    /// The step of the model.
    fn choose<O: Objective<Point = P>>(&mut self, ledger: &mut Ledger<P>, objective: &O) -> Step<Promise> {
        for ((z, g), d) in self.scaled.iter_mut().zip(self.gradient.as_ref()).zip(&self.scales) {
            *z = g / d;
        }
        let at = At { x: &self.x, gradient: &self.scaled, scales: &self.scales };
        let promise = self.model.solve(ledger, objective, &at, self.radius, &mut self.z)?;
        if first_non_finite(&self.z).is_some() {
            return Err(Reason::SingularSystem);
        }
        for (p, (z, d)) in self.direction.as_mut().iter_mut().zip(self.z.iter().zip(&self.scales)) {
            *p = z / d;
        }
        Ok(promise)
    }

    /// The whole step, as a line.
    fn line<'a>(x: &'a P, direction: &'a P, now: Evaluated, first: f64, slope: f64) -> Line<'a, P> {
        let wanted = Wanted::armijo(now.value, slope, first);
        Line { from: x, direction, now, kind: LineSearch::Backtracking, wanted, bounds: None }
    }

    fn try_step<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        first: bool,
    ) -> Step<Option<Sample>> {
        let Self { x, direction, now, trials, model, .. } = self;
        let line = Self::line(x, direction, *now, 1.0, 0.0);
        trials.measure(ledger, &line, 1.0, &mut |ledger: &mut Ledger<P>, _: usize, x: &P, g: &mut P| {
            model.trial(ledger, objective, first, x, g)
        })
    }

    fn commit(&mut self, ledger: &mut Ledger<P>, at: &Sample, before: f64) -> Step<()> {
        core::mem::swap(&mut self.x, &mut self.trials.last.point);
        core::mem::swap(&mut self.gradient, &mut self.trials.last.gradient);
        self.model.accept();
        self.now = at.evaluated();
        self.rescale();
        ledger.end_iteration(&self.x, &self.now, before, norm(self.direction.as_ref()))
    }

    /// No step lowers the value: because of rounding, or because the derivatives are wrong? Central differences along the step tell.
    fn judge<O: Objective<Point = P>>(&mut self, ledger: &mut Ledger<P>, objective: &O, stuck: Stuck) -> Step<Reason> {
        let Stuck::Drowned(first) = stuck else { return Ok(Reason::Step) };
        scale(self.direction.as_mut());
        let slope = crate::linalg::dot(self.direction.as_ref(), self.gradient.as_ref());
        let Self { x, direction, now, trials, model, .. } = self;
        let line = Self::line(x, direction, *now, first, slope);
        trials.keep_lowest();
        trials.judge(ledger, &line, &mut |ledger: &mut Ledger<P>, _: usize, x: &P, g: &mut P| {
            model.trial(ledger, objective, false, x, g)
        })
    }

    /// The region shrinks after a poor step and grows after a good one that it bounded.
    fn resize(&mut self, ratio: f64, promise: &Promise, accepted: bool) {
        let length = norm(&self.z);
        // After a step that is not accepted it always shrinks, so that an iteration ends.
        if !accepted || ratio < 0.25 || ratio.is_nan() {
            let share = if ratio > -1.0 { 0.5 } else { 0.25 };
            self.radius = share * self.radius.min(length);
        } else if ratio > 0.75 && promise.is_bounded {
            self.radius = self.radius.max(2.0 * length);
        }
    }

    fn rescale(&mut self) {
        let x = self.x.as_ref();
        let largest = max_abs(x);
        let least = if largest > 0.0 { LEAST_SHARE * largest } else { 1.0 };
        for (d, x) in self.scales.iter_mut().zip(x) {
            *d = x.abs().max(least).min(f64::MAX).recip().max(f64::MIN_POSITIVE);
        }
    }
}

/// Whether a change of an unknown is more than rounding of it.
fn counts(change: f64, unknown: f64) -> bool {
    change.abs() > 4.0 * f64::EPSILON * unknown.abs()
}

/// Falls up to this are rounding of the value.
fn noise(value: f64) -> f64 {
    10.0 * super::ledger::ROUNDING * value.abs()
}

/// What all of these methods check.
pub(crate) fn validate(initial_radius: f64) -> Step<()> {
    Ok(InvalidInput::between("initial_radius", initial_radius, 0.0, f64::INFINITY)?)
}

/// The traits of a method whose model is `$model`, and whose settings are in `settings` and `initial_radius`.
macro_rules! trust_region {
    ($method:ident, $model:ty) => {
        impl crate::optimize::state::Method for $method {
            type Memory<P: crate::Point> = crate::optimize::ball::Ball<P, $model>;

            fn settings(&self) -> &crate::optimize::settings::Settings {
                &self.settings
            }

            fn validate(&self) -> crate::optimize::ledger::Step<()> {
                crate::optimize::ball::validate(self.initial_radius)
            }
        }

        impl<O: crate::Objective> crate::optimize::state::Minimizes<O> for $method {
            type Point = O::Point;

            fn allocate(&self, _: &O, x: O::Point) -> Self::Memory<O::Point> {
                crate::optimize::ball::Ball::new(x)
            }

            fn evaluate(
                &self,
                objective: &O,
                ball: &mut Self::Memory<O::Point>,
                ledger: &mut crate::optimize::ledger::Ledger<O::Point>,
            ) -> crate::optimize::ledger::Step<()> {
                ball.begin(ledger, objective, self.initial_radius)
            }

            fn iterate(
                &self,
                objective: &O,
                ball: &mut Self::Memory<O::Point>,
                ledger: &mut crate::optimize::ledger::Ledger<O::Point>,
            ) -> crate::optimize::ledger::Step<()> {
                ball.iterate(ledger, objective)
            }

            fn conclude(
                &self,
                objective: &O,
                ball: &mut Self::Memory<O::Point>,
                ledger: &mut crate::optimize::ledger::Ledger<O::Point>,
                reason: crate::Reason,
            ) -> crate::Reason {
                if reason.is_converged() {
                    ball.look_at_the_end(ledger, objective);
                }
                reason
            }
        }
    };
}
pub(crate) use trust_region;

#[cfg(test)]
mod tests {
    use super::{Ball, Promise};
    use crate::optimize::steihaug::Products;

    /// Where fall and promise are of the size of rounding, their ratio may look good though the step is not accepted.
    #[test]
    fn a_rejected_step_shrinks_the_region() {
        let mut ball = Ball::<[f64; 1], Products<[f64; 1]>>::new([1.0]);
        for (ratio, accepted, radius) in [(0.5, false, 0.5), (0.9, false, 0.5), (0.5, true, 1.0), (0.9, true, 2.0)] {
            (ball.radius, ball.z[0]) = (1.0, 1.0);
            ball.resize(ratio, &Promise { fall: 1.0, is_bounded: true }, accepted);
            assert_eq!(ball.radius, radius, "{ratio} {accepted}");
        }
    }
}
