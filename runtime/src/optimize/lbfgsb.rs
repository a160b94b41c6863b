//! BFGS with limited memory, within bounds.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use super::{
    cauchy::Room,
    compact::Compact,
    ledger::{Evaluated, Ledger, ROUNDING, Step, UNKNOWN},
    line_search::{self, Line, LineSearch, Trials, Wanted},
    quasi_newton::{FIRST, LONGEST, Options, scale, sizes},
    report::Reason,
    settings::{Settings, entry_points, shared_settings},
    start,
    state::{Iterate, Method, Minimizes},
};
use crate::{
    linalg::{dot, first_non_finite, max_abs, norm},
    problem::{Bounds, Objective, Point},
};

/// L-BFGS-B: the quasi-Newton method of limited memory within bounds `lower <= x <= upper` on the unknowns.
///
/// Byrd, Lu, Nocedal and Zhu, "A limited memory algorithm for bound constrained optimization" (1995), with the projected step of
/// Morales and Nocedal (2011). Every step stays within the bounds, and the run has converged when the projected gradient vanishes:
/// at a bound, only what leads inward counts. A starting point that lies outside is moved to its nearest bounds.
///
/// Needs order 1. An iteration costs one or two gradients and some `4 m n` multiplications for `m` steps remembered; memory is
/// taken once, at the start.
///
/// ```
/// use chainrule::{Bounds, LbfgsB, Objective, differentiable};
///
/// #[differentiable]
/// fn rosenbrock(x: &[f64; 2]) -> f64 {
///     (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
/// }
///
/// let bounded = rosenbrock::objective().within(Bounds::at_most([0.5, f64::INFINITY]));
/// let report = LbfgsB::new().minimize(bounded, [-1.2, 1.0])?;
/// assert_eq!(report.point, [0.5, 0.25]);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[doc(alias = "L-BFGS-B")]
pub struct LbfgsB {
    options: Options,
    memory: usize,
}

stored! { LbfgsB { options, memory } }

impl Default for LbfgsB {
    fn default() -> Self {
        Self::new()
    }
}

impl LbfgsB {
    /// The defaults: tolerances near rounding, 10 000 iterations, a memory of 10 steps.
    #[must_use]
    pub const fn new() -> Self {
        Self { options: Options::new(), memory: 10 }
    }

    /// How many steps are remembered, default 10; more than there are unknowns, or ten, are not kept. 0 makes it projected gradient
    /// descent.
    #[must_use]
    pub const fn memory(mut self, steps: usize) -> Self {
        self.memory = steps;
        self
    }

    /// How the length of a step is found; default [`LineSearch::MoreThuente`].
    #[must_use]
    pub const fn line_search(mut self, kind: LineSearch) -> Self {
        self.options.line_search = kind;
        self
    }

    shared_settings! {
        at: options.settings,
        gradient: "Converged once no entry of the projected gradient is larger than this; default 1e-15.",
        step: "Converged once a step is at most this times the length of the point; default 0: only when the point stands still.",
        value: "Converged once the last fall of the value, and the fall that the next step promises, are both at most this times the value; default 1e-15.",
        iterations: "The limit on iterations; default 10 000."
    }

    entry_points! { order 1, keeps bounds, "L-BFGS-B needs an objective of order 1: with a gradient" }
}

/// The iterate and all storage. The model sees unknowns in units of their size at the start, and the gradient in units of its own.
#[derive(Clone, Debug)]
pub struct Memory<P> {
    x: P,
    gradient: P,
    now: Evaluated,
    sizes: P,
    unit: f64,
    model: Compact,
    room: Room,
    /// Whether the model was forgotten because it promised nothing.
    doubted: bool,
    direction: P,
    /// Times the direction, it is the whole step.
    length: f64,
    slope: f64,
    trials: Trials<P>,
    step: Vec<f64>,
    change: Vec<f64>,
}

stored! { Memory<P> { x, gradient, now, sizes, unit, model, room, doubted, direction, length, slope, trials, step, change } }

impl<P: Point> Iterate<P> for Memory<P> {
    fn point(&self) -> &P {
        &self.x
    }

    fn gradient(&self) -> &[f64] {
        self.gradient.as_ref()
    }
}

impl Method for LbfgsB {
    type Memory<P: Point> = Memory<P>;

    fn settings(&self) -> &Settings {
        &self.options.settings
    }
}

impl<O: Objective> Minimizes<O> for LbfgsB {
    type Point = O::Point;

    fn allocate(&self, _: &O, x: O::Point) -> Memory<O::Point> {
        let n = x.as_ref().len();
        let memory = self.memory.min(n.max(10));
        Memory {
            gradient: x.zeros(),
            now: UNKNOWN,
            sizes: sizes(&x),
            unit: 1.0,
            model: Compact::new(n, memory),
            room: Room::new(n, memory),
            doubted: false,
            direction: x.zeros(),
            length: 0.0,
            slope: 0.0,
            trials: Trials::new(&x),
            step: x.as_ref().to_vec(),
            change: x.as_ref().to_vec(),
            x,
        }
    }

    fn evaluate(&self, objective: &O, memory: &mut Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        memory.now = start::within(ledger, objective, &mut memory.x, &mut memory.gradient)?;
        memory.forget();
        memory.choose_direction(objective.bounds());
        Ok(())
    }

    fn iterate(&self, objective: &O, memory: &mut Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        let before = memory.now.value;
        let step = memory.search(self.options.line_search, objective, ledger)?;
        ledger.move_to(&memory.x, &memory.now, step)?;
        ledger.test_gradient(&memory.x, &memory.now)?;
        ledger.test_step(&memory.x, step)?;
        memory.choose_direction(objective.bounds());
        memory.test_value(objective.bounds(), before, ledger.settings.value_tolerance)
    }
}

impl<P: Point> Memory<P> {
    /// Goes to a point, which is to be evaluated then.
    pub(super) fn place(&mut self, x: &P) {
        self.x.as_mut().copy_from_slice(x.as_ref());
    }

    fn is_fresh(&self) -> bool {
        self.model.width() == 0
    }

    /// The model becomes a multiple of the identity, by which the first step is a share of the unknowns' size.
    fn forget(&mut self) {
        let mut largest: f64 = 0.0;
        for (g, s) in self.gradient.as_ref().iter().zip(self.sizes.as_ref()) {
            largest = largest.max((g * s).abs());
        }
        self.unit = if largest > 0.0 && largest.is_finite() { largest } else { 1.0 };
        self.model.reset(FIRST.recip());
    }

    /// Whether the value stands still and the next step promises no more; the projected gradient is asked as well.
    fn test_value(&mut self, bounds: Option<&Bounds<P>>, before: f64, tolerance: f64) -> Step<()> {
        let least = tolerance * self.now.value.abs();
        let still = before - self.now.value <= least;
        if still && self.doubted {
            return Err(Reason::Value);
        }
        self.doubted = still && !self.is_fresh() && -0.5 * self.slope * self.length <= least;
        if self.doubted {
            self.forget();
            self.choose_direction(bounds);
        }
        Ok(())
    }

    /// Goes along the direction; where no step is acceptable, once more along the projected gradient.
    fn search<O: Objective<Point = P>>(
        &mut self,
        kind: LineSearch,
        objective: &O,
        ledger: &mut Ledger<P>,
    ) -> Step<f64> {
        let found = self.search_once(kind, objective, ledger);
        let retry =
            matches!(found, Err(Reason::LineSearchFailed | Reason::Value | Reason::NonFiniteStuck | Reason::Step));
        if retry && !self.is_fresh() {
            self.forget();
            self.choose_direction(objective.bounds());
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
        if self.slope >= 0.0 {
            return Err(Reason::Step);
        }
        let wanted = Wanted {
            value: self.now.value,
            slope: self.slope,
            reference: self.now.value,
            sufficient: 1e-4,
            curvature: 0.9,
            first: self.length,
            longest: self.length * self.room.longest().clamp(1.0, LONGEST),
        };
        let Self { x, direction, now, .. } = self;
        let line = Line { from: x, direction, now: *now, kind, wanted, bounds: objective.bounds() };
        let at = line_search::search(ledger, &line, &mut self.trials, |ledger, _, x, g| {
            ledger.count(1)?;
            Ok(objective.value_and_gradient(x, g))
        })?;
        core::mem::swap(&mut self.x, &mut self.trials.last.point);
        core::mem::swap(&mut self.gradient, &mut self.trials.last.gradient);
        self.now = at.evaluated();
        self.learn(at.slope - self.slope);
        Ok(at.length * norm(self.direction.as_ref()))
    }

    /// Teaches the model the last step, if the slope rose along it beyond rounding.
    fn learn(&mut self, rise: f64) {
        let (old, old_gradient) = (self.trials.last.point.as_ref(), self.trials.last.gradient.as_ref());
        for (i, s) in self.sizes.as_ref().iter().enumerate() {
            self.step[i] = (self.x.as_ref()[i] - old[i]) / s;
            self.change[i] = (self.gradient.as_ref()[i] - old_gradient[i]) * (s / self.unit);
        }
        let curvature = dot(&self.step, &self.change);
        if rise > -ROUNDING * self.slope && curvature > 0.0 && curvature.recip().is_finite() {
            self.model.learn(&self.step, &self.change, curvature);
        }
    }

    /// The step of the model within the bounds; that of the projected gradient where it does not lead down.
    fn choose_direction(&mut self, bounds: Option<&Bounds<P>>) {
        for round in 0..2 {
            self.set_out(bounds);
            self.room.choose(&mut self.model);
            let steps = self.room.step.iter().zip(self.sizes.as_ref());
            for (d, (p, s)) in self.direction.as_mut().iter_mut().zip(steps) {
                *d = p * s;
            }
            self.length = if max_abs(self.direction.as_ref()) > 0.0 { scale(self.direction.as_mut()) } else { 1.0 };
            self.slope = dot(self.direction.as_ref(), self.gradient.as_ref());
            let sound = self.slope < 0.0 && first_non_finite(self.direction.as_ref()).is_none();
            if round == 1 || sound || self.is_fresh() {
                return;
            }
            self.forget();
        }
    }

    /// The gradient and the box, as the model sees them.
    fn set_out(&mut self, bounds: Option<&Bounds<P>>) {
        for (i, s) in self.sizes.as_ref().iter().enumerate() {
            let x = self.x.as_ref()[i];
            let (lower, upper) = bounds.map_or((f64::NEG_INFINITY, f64::INFINITY), |b| (b.lower()[i], b.upper()[i]));
            self.room.gradient[i] = self.gradient.as_ref()[i] * (s / self.unit);
            self.room.lower[i] = ((lower - x) / s).min(0.0);
            self.room.upper[i] = ((upper - x) / s).max(0.0);
        }
    }
}
