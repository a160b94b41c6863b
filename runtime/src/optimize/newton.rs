//! Newton's method, safeguarded.

use super::{
    ledger::{Evaluated, Ledger, Step, UNKNOWN},
    line_search::{self, Line, LineSearch, Trials, Wanted},
    quasi_newton::scale,
    report::Reason,
    settings::{Settings, entry_points, shared_settings},
    start,
    state::{Iterate, Method, Minimizes},
};
use crate::{
    linalg::{dot, first_non_finite, ldl, ldl_solve, modified_ldl, norm},
    problem::{Objective, Point},
};

/// Newton's method with a line search, safe where the Hessian is indefinite or singular.
///
/// Where the Hessian is positive definite the step is Newton's, by Cholesky's factorization. Elsewhere it is factored as
/// `H + E = L D L'` with a diagonal `E` that makes it safely definite (Gill, Murray and Wright, *Practical Optimization*,
/// 1981, 4.4.2.2), so that every step goes down; lengths come from backtracking (Dennis and Schnabel, 1983, A6.3.1). If
/// the run lands on a saddle, where the gradient vanishes, the report says so in [`Report::hessian_indefinite`](crate::Report::hessian_indefinite).
///
/// Needs order 2: less is refused at compile time. An iteration costs one Hessian and a sixth of `n^3` multiplications. Points
/// `[f64; N]` do not touch the heap.
///
/// ```compile_fail
/// use chainrule::{Newton, from_fns};
///
/// let first_order = from_fns(
///     |x: &[f64; 1]| x[0] * x[0],
///     |x: &[f64; 1], g: &mut [f64; 1]| {
///         *g = [2.0 * x[0]];
///         x[0] * x[0]
///     },
/// );
/// let _ = Newton::new().minimize(first_order, [1.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Newton {
    settings: Settings,
}

stored! { Newton { settings } }

/// A step is at most this many times as long as the point.
const LONGEST: f64 = 100.0;

impl Default for Newton {
    fn default() -> Self {
        Self::new()
    }
}

impl Newton {
    /// The defaults: gradient tolerance 1e-8, 1000 iterations.
    #[must_use]
    pub const fn new() -> Self {
        Self { settings: Settings::new(1e-8, 1000) }
    }

    shared_settings! {
        at: settings,
        gradient: "Converged once no entry of the gradient is larger than this; default 1e-8.",
        step: "Converged once a step is at most this times the length of the point; default 0: only when the point stands still.",
        value: "Converged once the value falls by at most this times itself; default 0: not tested.",
        iterations: "The limit on iterations; default 1000."
    }

    entry_points! { order 2, "Newton's method needs an objective of order 2: with a Hessian" }
}

/// The iterate and all storage.
#[derive(Clone, Debug)]
pub struct Memory<P: Point> {
    x: P,
    gradient: P,
    hessian: P::Matrix,
    /// The Hessian at the last trial point that asked for one.
    trial_hessian: P::Matrix,
    factor: P::Matrix,
    direction: P,
    trials: Trials<P>,
    now: Evaluated,
    /// Whether `hessian` belongs to `x`.
    fresh: bool,
}

stored! { Memory<P> { x, gradient, hessian, trial_hessian, factor, direction, trials, now, fresh } }

impl<P: Point> Iterate<P> for Memory<P> {
    fn point(&self) -> &P {
        &self.x
    }

    fn gradient(&self) -> &[f64] {
        self.gradient.as_ref()
    }
}

impl Method for Newton {
    type Memory<P: Point> = Memory<P>;

    fn settings(&self) -> &Settings {
        &self.settings
    }
}

impl<O: Objective> Minimizes<O> for Newton {
    type Point = O::Point;

    fn allocate(&self, _: &O, x: O::Point) -> Memory<O::Point> {
        Memory {
            gradient: x.zeros(),
            hessian: x.matrix(),
            trial_hessian: x.matrix(),
            factor: x.matrix(),
            direction: x.zeros(),
            trials: Trials::new(&x),
            now: UNKNOWN,
            fresh: false,
            x,
        }
    }

    fn evaluate(&self, objective: &O, memory: &mut Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        memory.fresh = true;
        memory.now = start::hessian(ledger, objective, &memory.x, &mut memory.gradient, &mut memory.hessian)?;
        ledger.test_gradient(&memory.x, &memory.now)
    }

    fn iterate(&self, objective: &O, memory: &mut Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        memory.refresh_hessian(ledger, objective)?;
        memory.choose_direction()?;
        let before = memory.now.value;
        let step = memory.search(ledger, objective)?;
        ledger.end_iteration(&memory.x, &memory.now, before, step)
    }

    fn conclude(
        &self,
        objective: &O,
        memory: &mut Memory<O::Point>,
        ledger: &mut Ledger<O::Point>,
        reason: Reason,
    ) -> Reason {
        if reason.is_converged() {
            memory.look_at_the_end(ledger, objective);
        }
        reason
    }
}

impl<P: Point> Memory<P> {
    fn n(&self) -> usize {
        self.x.as_ref().len()
    }

    /// Solves for Newton's step, or for one with the modified Hessian.
    fn choose_direction(&mut self) -> Step<()> {
        let n = self.n();
        P::flat_mut(&mut self.factor).copy_from_slice(P::flat(&self.hessian));
        for (d, g) in self.direction.as_mut().iter_mut().zip(self.gradient.as_ref()) {
            *d = -g;
        }
        let (factor, d) = (P::flat_mut(&mut self.factor), self.direction.as_mut());
        if !ldl(n, factor) {
            factor.copy_from_slice(P::flat(&self.hessian));
            modified_ldl(n, factor);
        }
        ldl_solve(n, factor, d);
        if first_non_finite(d).is_some() { Err(Reason::SingularSystem) } else { Ok(()) }
    }

    /// Goes along the direction; returns how far. The first trial asks for the Hessian at once, since it is mostly accepted.
    fn search<O: Objective<Point = P>>(&mut self, ledger: &mut Ledger<P>, objective: &O) -> Step<f64> {
        let length = scale(self.direction.as_mut());
        let slope = dot(self.direction.as_ref(), self.gradient.as_ref());
        if slope >= 0.0 {
            return Err(Reason::SingularSystem);
        }
        let unit = norm(self.direction.as_ref());
        let first = length.min(LONGEST * norm(self.x.as_ref()).max(1.0) / unit);
        let Self { x, direction, trials, trial_hessian, now, .. } = self;
        let wanted = Wanted::armijo(now.value, slope, first);
        let line = Line { from: x, direction, now: *now, kind: LineSearch::Backtracking, wanted, bounds: None };
        let mut last_trial = None;
        let at = line_search::search(ledger, &line, trials, |ledger, number, x, g| {
            last_trial = Some(number);
            if number == 0 {
                ledger.count(2)?;
                return Ok(objective.value_gradient_hessian(x, g, trial_hessian));
            }
            ledger.count(1)?;
            Ok(objective.value_and_gradient(x, g))
        })?;
        core::mem::swap(&mut self.x, &mut self.trials.last.point);
        core::mem::swap(&mut self.gradient, &mut self.trials.last.gradient);
        self.fresh = last_trial == Some(0);
        if self.fresh {
            core::mem::swap(&mut self.hessian, &mut self.trial_hessian);
        }
        self.now = at.evaluated();
        Ok(at.length * unit)
    }

    /// Makes the Hessian that of the current point.
    fn refresh_hessian<O: Objective<Point = P>>(&mut self, ledger: &mut Ledger<P>, objective: &O) -> Step<()> {
        if !self.fresh {
            ledger.count(2)?;
            objective.value_gradient_hessian(&self.x, &mut self.gradient, &mut self.hessian);
            self.fresh = true;
        }
        ledger.check_matrix(P::flat(&self.hessian))?;
        let finite = first_non_finite(P::flat(&self.hessian)).is_none();
        if finite { Ok(()) } else { Err(Reason::NonFiniteStuck) }
    }

    /// Notes whether the Hessian at the end is indefinite, if it can be had within the limits.
    fn look_at_the_end<O: Objective<Point = P>>(&mut self, ledger: &mut Ledger<P>, objective: &O) {
        if (self.fresh || ledger.may_evaluate()) && self.refresh_hessian(ledger, objective).is_ok() {
            ledger.hessian_indefinite = is_indefinite(self.n(), P::flat(&self.hessian), P::flat_mut(&mut self.factor));
        }
    }
}

/// Whether a symmetric matrix has a negative eigenvalue that rounding cannot explain.
#[inline]
pub(super) fn is_indefinite(n: usize, matrix: &[f64], work: &mut [f64]) -> bool {
    work.copy_from_slice(matrix);
    let largest = matrix.iter().fold(0.0, |m: f64, a| m.max(a.abs()));
    for i in 0..n {
        work[i * n + i] += 10.0 * n as f64 * f64::EPSILON * largest;
    }
    largest > 0.0 && !ldl(n, work)
}
