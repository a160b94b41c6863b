//! The trust-region iteration that the methods for least squares share.
//!
//! Acceptance and the size of the region: Moré, "The Levenberg-Marquardt algorithm: implementation and theory" (1978), sections
//! 4 to 6, with a region that is measured in units of the unknowns' own size. Where second derivatives are at hand, a step may
//! come from the exact model instead of that of Gauss and Newton: where the fall is small and that model predicts it
//! poorly (Dennis, Gay and Welsch, "An adaptive nonlinear least-squares algorithm", 1981; Fletcher and Xu, "Hybrid methods
//! for nonlinear least squares", 1987).

use alloc::{vec, vec::Vec};

use super::{
    curvature::Curvature,
    ledger::{Ledger, Step},
    linearized::{Candidate, Linearized},
    report::Reason,
    state::Iterate,
    trust_step::TrustStep,
};
use crate::{
    linalg::{dot, first_non_finite, max_abs, norm, scaled_norm, sqrt},
    problem::{Point, Residuals},
};

/// What the methods differ in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) initial_radius: f64,
    pub(crate) polish: bool,
    /// Whether second derivatives are used.
    pub(crate) second_order: bool,
}

stored! { Plan { initial_radius, polish, second_order } }

/// The trust region about the current point.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub struct Region<P> {
    pub(super) at: Linearized<P>,
    pub(super) trial: Candidate<P>,
    pub(super) trust: TrustStep,
    pub(super) curvature: Option<Curvature>,
    /// Whether steps come from the exact model.
    pub(super) exact: bool,
    radius: f64,
    /// The last two steps.
    pub(super) strides: [Stride; 2],
    /// Whether a step has been accepted already.
    moved: bool,
    /// Whether the last step led to where something is not finite.
    pub(super) blocked: bool,
    /// Whether a step from the current point was rejected.
    pub(super) rejected: bool,
    /// The size of the residuals that a region made anew must get below.
    level: f64,
    plan: Plan,
    /// Work space of length `n`.
    pub(super) work: Vec<f64>,
    /// Work space of length `max(m, n)`.
    pub(super) bend: Vec<f64>,
}

stored! { Region<P> { at, trial, trust, curvature, exact, radius, strides, moved, blocked, rejected, level, plan, work, bend } }

/// A step that was taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stride {
    /// Its scaled length.
    pub(super) length: f64,
    /// The largest change of an unknown, beside itself.
    pub(super) change: f64,
    /// Whether it came from the exact model.
    pub(super) newton: bool,
}

stored! { Stride { length, change, newton } }

/// Before the first step.
const NO_STRIDES: [Stride; 2] = [Stride { length: f64::INFINITY, change: f64::INFINITY, newton: false }; 2];

/// What the model of a step promises, relative to `|r|^2`.
#[derive(Clone, Copy, Debug)]
struct Promise {
    /// The fall of the sum of squares.
    fall: f64,
    /// Half the slope along the step, negative.
    slope: f64,
    /// `p' S p`, by which the fall of the other model differs.
    curve: f64,
    /// Whether the region bounds the step.
    is_bounded: bool,
}

/// The share of the predicted fall that makes a step acceptable.
const ACCEPT: f64 = 1e-4;

/// A fall, relative to the sum of squares, for which the model of Gauss and Newton is kept unasked.
const GOOD_FALL: f64 = 0.2;

/// The exact model is entered after steps of at most this scaled length, beside the point.
const ENDGAME: f64 = 0.1;

/// The misfits of the model of Gauss and Newton at which the exact one is entered, and to which it is kept.
const POOR: f64 = 0.25;
const FAIR: f64 = 0.1;

/// For steps up to this length, beside the point, the misfit `p' S p / |J p|^2` is the factor by which the steps of Gauss and Newton
/// shrink to the end. What is slower than this factor takes more Jacobians than two or three steps of Newton's.
const SHORT: f64 = 0.01;
const SLOW: f64 = 0.02;

/// Falls up to this, relative to the sum of squares, are rounding.
const FLAT: f64 = 100.0 * f64::EPSILON;

/// Of residuals at a minimum without a root, so much does not lie in the range of the Jacobian, but for rounding.
const HIDDEN: f64 = 1e-2;

/// Full steps are bent too, unless they are shorter than this beside the point: a bend costs residuals, and saves Jacobians.
const NO_BEND: f64 = 1e-5;

/// Where steps shrink by this factor, and gain no more than that, relative to the sum of squares, polishing can begin.
const SHRINKS: f64 = 0.1;
const LITTLE: f64 = 1e-9;

impl<P: Point> Region<P> {
    /// Room for `m` residuals of a point.
    pub(crate) fn new(m: usize, x: P, plan: Plan) -> Self {
        let n = x.as_ref().len();
        let at = Linearized::new(m, x);
        Self {
            trial: at.here.clone(),
            trust: TrustStep::new(n),
            curvature: plan.second_order.then(|| Curvature::new(n)),
            exact: false,
            radius: 0.0,
            strides: NO_STRIDES,
            moved: false,
            blocked: false,
            rejected: false,
            level: f64::INFINITY,
            work: vec![0.0; n],
            bend: vec![0.0; m.max(n)],
            at,
            plan,
        }
    }

    /// Evaluates the start.
    pub(crate) fn begin<R: Residuals<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        residuals: &R,
        plan: Plan,
    ) -> Step<()> {
        residuals.validate()?;
        self.plan = plan;
        self.at.evaluate(ledger, residuals)?;
        (self.moved, self.blocked, self.rejected, self.exact) = (false, false, false, false);
        if let Some(curvature) = &mut self.curvature {
            curvature.is_fresh = false;
        }
        self.strides = NO_STRIDES;
        self.level = f64::INFINITY;
        self.radius = self.first_radius();
        self.test_cosine(ledger)
    }

    /// One iteration: steps until one is accepted. A region that shrank to nothing where the point is not stationary is made
    /// anew, for as long as that helps.
    pub(crate) fn iterate<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<()> {
        self.rejected = false;
        let Err(reason) = self.advance(ledger, residuals) else { return self.test_cosine(ledger) };
        if !matches!(reason, Reason::Step | Reason::Value) || self.blocked {
            return Err(reason);
        }
        if self.is_stationary() && !self.is_hidden(ledger, residuals)? {
            return Err(reason);
        }
        if self.at.size >= self.level {
            return Err(self.explain(ledger, residuals, reason)?);
        }
        self.level = self.at.size * (1.0 - 1e-3);
        self.radius = self.first_radius();
        self.moved = false;
        Ok(())
    }

    fn advance<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<()> {
        while !self.try_step(ledger, residuals)? {}
        Ok(())
    }

    /// Looks at the end of a run.
    pub(crate) fn conclude<R: Residuals<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        residuals: &R,
        reason: Reason,
    ) -> Reason {
        let reason = self.judge(ledger, residuals, reason).unwrap_or_else(|reason| reason);
        if reason.is_converged() {
            ledger.settle(&self.at.here.x, &self.at.evaluated());
        }
        if self.plan.polish && matches!(reason, Reason::Step | Reason::Value) {
            self.polish(ledger, residuals);
        }
        reason
    }

    fn test_cosine(&self, ledger: &Ledger<P>) -> Step<()> {
        if self.at.cosine() <= ledger.settings.gradient_tolerance { Err(Reason::Gradient) } else { Ok(()) }
    }

    /// A multiple of the scaled length of the point, or the length of the best step down the gradient where that is longer.
    fn first_radius(&mut self) -> f64 {
        let size = self.plan.initial_radius * self.scaled_size();
        let Self { at, trust, work, .. } = self;
        for (p, (g, d)) in trust.step.iter_mut().zip(at.gradient.iter().zip(&at.scales)) {
            *p = g / d / d;
        }
        let steepest = scaled_norm(&at.scales, &trust.step);
        let along = at.along(&trust.step, work);
        let cauchy = steepest * (steepest / along) * (steepest / along);
        if cauchy.is_finite() { size.max(cauchy) } else { size }
    }

    /// `|D x|`, 1 for the origin.
    pub(super) fn scaled_size(&self) -> f64 {
        let size = scaled_norm(&self.at.scales, self.at.here.x.as_ref());
        if size > 0.0 { size } else { 1.0 }
    }

    /// Whether nothing but rounding is left of the gradient.
    pub(super) fn is_stationary(&mut self) -> bool {
        self.at.is_stationary(&mut self.trust, &mut self.work)
    }

    /// Whether columns that are long beside the others hide from their cosines that a step leads down: the residuals lie in the range of the
    /// Jacobian, and the exact model, where there is one, promises a fall too.
    fn is_hidden<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<bool> {
        let drowned = self.at.size <= self.at.rounding();
        Ok(self.curvature.is_some()
            && !drowned
            && self.at.share_in_range() > HIDDEN
            && !self.is_flat(ledger, residuals)?)
    }

    /// Whether the exact model, where there is one, promises no more than rounding: the Jacobian may be singular at a minimum, so that
    /// the model of Gauss and Newton promises what is not there.
    pub(super) fn is_flat<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<bool> {
        let exact = core::mem::replace(&mut self.exact, self.curvature.is_some());
        self.refresh(ledger, residuals)?;
        self.radius = self.first_radius();
        let is_flat = self.exact && self.model().fall <= FLAT;
        self.exact = exact;
        Ok(is_flat)
    }

    /// Brings the exact model up to date, if it is to be used.
    pub(super) fn refresh<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<()> {
        let Some(curvature) = self.curvature.as_mut().filter(|c| self.exact && !c.is_fresh) else { return Ok(()) };
        ledger.count_curvature()?;
        residuals.curvature(&self.at.here.x, &self.at.here.r, &mut curvature.s);
        curvature.is_fresh = true;
        curvature.hold(&self.at.held);
        self.exact = first_non_finite(&curvature.s).is_none();
        Ok(())
    }

    /// The step of the model in use, in `trust.step`.
    fn model(&mut self) -> Promise {
        let square = self.at.size * self.at.size;
        let system = self.at.system();
        if let Some(curvature) = self.curvature.as_mut().filter(|_| self.exact) {
            let step = curvature.within(&system, self.radius, &mut self.trust.step);
            (self.trust.length, self.trust.lambda) = (step.length, 0.0);
            let curve = curvature.along(&self.trust.step) / square;
            return Promise {
                fall: step.fall / square,
                slope: 0.5 * step.slope / square,
                curve,
                is_bounded: step.is_bounded,
            };
        }
        self.trust.within(&system, self.radius);
        let linear = self.at.along(&self.trust.step, &mut self.work) / self.at.size;
        let damping = sqrt(self.trust.lambda) * self.trust.length / self.at.size;
        let (linear, damping) = (linear * linear, damping * damping);
        let is_bounded = self.trust.lambda > 0.0;
        Promise { fall: linear + 2.0 * damping, slope: -(linear + damping), curve: 0.0, is_bounded }
    }

    /// The same, within the bounds on the unknowns, and bent where the residuals are.
    fn choose<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<Promise> {
        self.refresh(ledger, residuals)?;
        let mut promise = self.model();
        if residuals.bounds().is_some() {
            while self.at.hold_more(residuals, &self.trust.step) {
                if let Some(curvature) = &mut self.curvature {
                    curvature.hold(&self.at.held);
                }
                promise = self.model();
            }
        }
        let long = self.trust.length > NO_BEND * self.scaled_size();
        if (promise.is_bounded || long) && !self.exact {
            self.accelerate(ledger, residuals)?;
        }
        if let Some(bounds) = residuals.bounds()
            && super::confine::confine(bounds, &self.at.here.x, &mut self.trust.step)
        {
            promise = self.promise_of_step();
        }
        Ok(promise)
    }

    /// What the model promises of a step that has been cut short.
    fn promise_of_step(&mut self) -> Promise {
        let square = self.at.size * self.at.size;
        let linear = self.at.along(&self.trust.step, &mut self.work) / self.at.size;
        let slope = dot(&self.at.gradient, &self.trust.step) / square;
        let curvature = self.curvature.as_ref().filter(|_| self.exact);
        let curve = curvature.map_or(0.0, |c| c.along(&self.trust.step)) / square;
        self.trust.length = scaled_norm(&self.at.scales, &self.trust.step);
        Promise { fall: -2.0 * slope - linear * linear - curve, slope, curve, is_bounded: true }
    }

    /// One step within the region; whether it is accepted. The region shrinks or grows by what comes of it.
    fn try_step<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<bool> {
        let promise = self.choose(ledger, residuals)?;
        if first_non_finite(&self.trust.step).is_some() {
            return Err(Reason::SingularSystem);
        }
        if !self.moved {
            self.radius = self.radius.min(self.trust.length);
        }
        self.blocked = false;
        if !self.trial.step_from(&self.at.here.x, &self.trust.step) {
            return Err(Reason::Step);
        }
        let Some(size) = self.trial.evaluate(ledger, residuals)? else {
            self.turn_back();
            return self.test_radius(ledger).map(|()| false);
        };
        let actual = (1.0 - size / self.at.size) * (1.0 + size / self.at.size);
        let ratio = if promise.fall > 0.0 { actual / promise.fall } else { 0.0 };
        self.resize(ratio, actual, &promise);
        let mut accepted = ratio >= ACCEPT;
        if accepted && (self.trial.differentiate(ledger, residuals)?.is_none() || !self.trial.is_smooth()) {
            accepted = false;
            self.turn_back();
        }
        let tolerance = ledger.settings.value_tolerance;
        let small = actual.abs() <= tolerance && promise.fall <= tolerance && ratio <= 2.0;
        let converging = accepted && self.is_converging(actual, ratio, &promise);
        let drowned = !accepted && 0.5 * promise.fall * self.at.size <= self.at.rounding();
        self.rejected |= !accepted;
        if accepted {
            let newton = self.exact;
            self.choose_model(ratio, actual, &promise);
            self.commit(ledger, residuals, newton)?;
        }
        if small || drowned || converging {
            return Err(Reason::Value);
        }
        if accepted { Ok(true) } else { self.test_radius(ledger).map(|()| false) }
    }

    /// Whether full steps shrink so fast, and gain so little, that the rest is polishing. On a slope that only levels off they do not.
    fn is_converging(&self, actual: f64, ratio: f64, promise: &Promise) -> bool {
        let [before, last] = self.strides.map(|stride| stride.length);
        let shrinks = self.trust.length <= SHRINKS * last && last <= before;
        let little = actual.abs() <= LITTLE && promise.fall <= LITTLE && ratio <= 2.0;
        self.plan.polish && !promise.is_bounded && shrinks && little
    }

    /// After a step to where something is not finite: it was too long.
    fn turn_back(&mut self) {
        (self.blocked, self.rejected) = (true, true);
        self.radius = 0.25 * self.radius.min(self.trust.length);
    }

    /// Which model the next step is taken from.
    fn choose_model(&mut self, ratio: f64, actual: f64, promise: &Promise) {
        // The model of Gauss and Newton lacks p' S p.
        let ratio = if self.exact { actual / (promise.fall + promise.curve) } else { ratio };
        let fits = (ratio - 1.0).abs() <= self.misfit(promise);
        self.exact = self.curvature.is_some() && actual < GOOD_FALL && !fits;
    }

    /// By how much the fall may differ from what the model of Gauss and Newton promises, before the exact one takes its place.
    fn misfit(&self, promise: &Promise) -> f64 {
        let share = self.trust.length / self.scaled_size();
        match share {
            _ if self.exact => FAIR,
            ..=SHORT if !promise.is_bounded => SLOW,
            ..=ENDGAME => POOR,
            _ => f64::INFINITY,
        }
    }

    /// Moves to the trial point.
    fn commit<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R, newton: bool) -> Step<()> {
        self.moved = true;
        self.strides = [self.strides[1], self.stride(newton)];
        self.take(residuals);
        let now = self.at.evaluated();
        ledger.offer(&self.at.here.x, &now);
        ledger.move_to(&self.at.here.x, &now, norm(&self.trust.step))
    }

    /// The step that `trust.step` holds.
    pub(super) fn stride(&self, newton: bool) -> Stride {
        let x = self.at.here.x.as_ref();
        let least = f64::EPSILON * max_abs(x);
        let changes = x.iter().zip(&self.trust.step).filter(|(x, _)| x.abs() > least).map(|(x, p)| (p / x).abs());
        Stride { length: self.trust.length, change: changes.fold(0.0, f64::max), newton }
    }

    /// Makes the trial point, with residuals and Jacobian, the current one.
    pub(super) fn take<R: Residuals<Point = P>>(&mut self, residuals: &R) {
        core::mem::swap(&mut self.at.here, &mut self.trial);
        self.at.linearize(residuals);
        if let Some(curvature) = &mut self.curvature {
            curvature.is_fresh = false;
        }
    }

    /// Shrinks the region by interpolation after a poor step, lets it grow after a good one (Moré 1978, section 4).
    fn resize(&mut self, ratio: f64, actual: f64, promise: &Promise) {
        if ratio <= 0.25 {
            let factor = if actual >= 0.0 { 0.5 } else { 0.5 * promise.slope / (promise.slope - 0.5 * actual) };
            let factor = if factor.is_finite() { factor.clamp(0.1, 0.5) } else { 0.1 };
            self.radius = factor * self.radius.min(10.0 * self.trust.length);
        } else if ratio >= 0.75 || !promise.is_bounded {
            self.radius = 2.0 * self.trust.length;
        }
    }

    fn test_radius(&self, ledger: &Ledger<P>) -> Step<()> {
        let least = ledger.settings.step_tolerance * self.scaled_size();
        if self.radius <= least || self.radius < f64::MIN_POSITIVE { Err(Reason::Step) } else { Ok(()) }
    }
}

impl<P: Point> Iterate<P> for Region<P> {
    fn point(&self) -> &P {
        &self.at.here.x
    }

    fn gradient(&self) -> &[f64] {
        &self.at.gradient
    }
}
