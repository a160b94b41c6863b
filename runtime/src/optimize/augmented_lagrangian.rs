//! Constraints by an augmented Lagrangian.

use core::{cell::RefCell, fmt, ops::ControlFlow};

use alloc::vec::Vec;

use super::{
    lagrangian::{Lagrangian, Shifted, Side},
    lbfgsb::LbfgsB,
    ledger::{Evaluated, Ledger, Step},
    report::{Counts, Failure, Reason, Report},
    settings::{Settings, shared_settings},
    state::{self, Iterate, Method, Minimizes, Progress, State},
};
use crate::problem::{Constrained, InvalidInput, Objective, Point, Residuals, Start};

/// Minimization under constraints `c(x) = 0` and `d(x) <= 0`, and bounds on the unknowns, by an augmented Lagrangian.
///
/// Each iteration minimizes the objective plus `penalty / 2` times the squares of the constraints, shifted by their multipliers, with
/// [`LbfgsB`](crate::LbfgsB); then the multipliers move by the first-order rule, and the penalty grows where the constraints have not come
/// nearer: Hestenes, "Multiplier and gradient methods" (1969); Rockafellar (1973) for inequalities; Andreani, Birgin, Martínez and Schuverdt,
/// "On augmented Lagrangian methods with general lower-level constraints" (2007), algorithm 3.1. The run has converged when the
/// constraints are met to within their tolerance, complementarity included, and the Lagrangian's gradient is within its own.
///
/// Needs objectives of order 1 and the Jacobians of the constraints. The constraints need not be met at the start.
#[derive(Clone, Copy, Debug)]
#[doc(alias = "SLSQP")]
#[doc(alias = "constrained optimization")]
pub struct AugmentedLagrangian {
    settings: Settings,
    constraint_tolerance: f64,
    penalty: Option<f64>,
}

stored! { AugmentedLagrangian { settings, constraint_tolerance, penalty } }

/// Where a run under constraints ended. The multipliers are how fast the value would fall if a constraint were loosened.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimum<S> {
    /// The point.
    pub point: S,
    /// The objective there.
    pub value: f64,
    /// The largest magnitude among the entries of the Lagrangian's gradient there, within bounds of the projected one.
    pub gradient_norm: f64,
    /// Why the run stopped.
    pub reason: Reason,
    /// Iterations and evaluations.
    pub counts: Counts,
    /// By how much the constraints are violated at most.
    pub violation: f64,
    /// The multipliers of the equalities.
    pub equal: Vec<f64>,
    /// The multipliers of the inequalities, not negative, zero where they do not bind.
    pub at_most: Vec<f64>,
}

impl Default for AugmentedLagrangian {
    fn default() -> Self {
        Self::new()
    }
}

impl AugmentedLagrangian {
    /// The defaults: gradient tolerance 1e-6, constraint tolerance 1e-8, 100 iterations.
    #[must_use]
    pub const fn new() -> Self {
        Self { settings: Settings::new(1e-6, 100), constraint_tolerance: 1e-8, penalty: None }
    }

    shared_settings! {
        at: settings,
        gradient: "Converged, where the constraints are met, once no entry of the Lagrangian's gradient is larger than this; default 1e-6.",
        step: "The same for the inner runs, once a step is at most this times the length of the point; default 0.",
        value: "The same for the inner runs, once the value falls by at most this times itself; default 0.",
        iterations: "The limit on iterations, each of which is a run of L-BFGS-B; default 100."
    }

    /// By how much constraints may be violated, default 1e-8.
    #[must_use]
    pub const fn constraint_tolerance(mut self, tolerance: f64) -> Self {
        self.constraint_tolerance = tolerance;
        self
    }

    /// The first penalty; default: by the sizes of value and violation at the start.
    #[must_use]
    pub const fn penalty(mut self, penalty: f64) -> Self {
        self.penalty = Some(penalty);
        self
    }

    /// Minimizes from a starting point.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the last point, if the run ends without convergence: [`Reason::Infeasible`] where the
    /// constraints cannot be met from there.
    pub fn minimize<O, E, I, S>(&self, problem: Constrained<O, E, I>, start: S) -> Result<Optimum<S>, Failure<S>>
    where
        O: Objective,
        E: Residuals<Point = O::Point>,
        I: Residuals<Point = O::Point>,
        S: Start<O::Point>,
    {
        self.minimize_observed(problem, start, state::unobserved)
    }

    /// The same; the observer is called after each iteration and may stop the run with `Break`.
    ///
    /// # Errors
    /// As [`minimize`](AugmentedLagrangian::minimize).
    #[expect(clippy::needless_pass_by_value, reason = "problems are handed over, as with the other methods")]
    pub fn minimize_observed<O, E, I, S>(
        &self,
        problem: Constrained<O, E, I>,
        start: S,
        mut observer: impl FnMut(&Progress<'_>) -> ControlFlow<()>,
    ) -> Result<Optimum<S>, Failure<S>>
    where
        O: Objective,
        E: Residuals<Point = O::Point>,
        I: Residuals<Point = O::Point>,
        S: Start<O::Point>,
    {
        const { assert!(O::ORDER >= 1, "the augmented Lagrangian needs an objective of order 1: with a gradient") }
        let problem = &problem;
        let mut state = State::start(*self, problem, start.to_point());
        state.run_on(problem, &mut observer);
        let Memory { at, violation, .. } = state.memory();
        let (equal, at_most, violation) = (at.equal.multipliers.clone(), at.at_most.multipliers.clone(), *violation);
        let Report { point, value, gradient_norm, reason, counts, .. } = state.finish_with(start)?;
        Ok(Optimum { point, value, gradient_norm, reason, counts, violation, equal, at_most })
    }

    /// Begins a run that is stepped by hand: evaluates the start.
    pub fn start<O, E, I>(&self, problem: &Constrained<O, E, I>, start: impl Start<O::Point>) -> State<Self, O::Point>
    where
        O: Objective,
        E: Residuals<Point = O::Point>,
        I: Residuals<Point = O::Point>,
    {
        const { assert!(O::ORDER >= 1, "the augmented Lagrangian needs an objective of order 1: with a gradient") }
        State::start(*self, problem, start.into_point())
    }
}

/// The inner run, and what shapes its problem.
#[derive(Clone, Debug)]
pub struct Memory<P: Point> {
    inner: State<LbfgsB, P>,
    /// Where the inner run began.
    origin: P,
    at: Shifted,
    /// How near the inner run must come.
    tolerance: f64,
    /// Violation and lack of complementarity after the last run.
    gap: f64,
    violation: f64,
}

stored! { Memory<P> { inner, origin, at, tolerance, gap, violation } }

/// The constraints must come nearer by this factor, or the penalty grows by the next.
const NEARER: f64 = 0.5;
const GROWTH: f64 = 10.0;

/// No penalty is larger: what it cannot bring about is infeasible.
const HARDEST: f64 = 1e12;

/// The first tolerance of the inner runs, and its factor from one to the next.
const LOOSE: f64 = 1e-2;
const TIGHTER: f64 = 0.1;

/// The iterations of one inner run.
const INNER: usize = 2000;

impl<P: Point> Iterate<P> for Memory<P> {
    fn point(&self) -> &P {
        self.inner.point()
    }

    fn gradient(&self) -> &[f64] {
        self.inner.gradient()
    }
}

impl Method for AugmentedLagrangian {
    type Memory<P: Point> = Memory<P>;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn validate(&self) -> Step<()> {
        InvalidInput::tolerance("constraint_tolerance", self.constraint_tolerance)?;
        Ok(InvalidInput::between("penalty", self.penalty.unwrap_or(1.0), 0.0, f64::INFINITY)?)
    }
}

impl<O, E, I> Minimizes<Constrained<O, E, I>> for AugmentedLagrangian
where
    O: Objective,
    E: Residuals<Point = O::Point>,
    I: Residuals<Point = O::Point>,
{
    type Point = O::Point;

    fn allocate(&self, problem: &Constrained<O, E, I>, x: O::Point) -> Memory<O::Point> {
        let n = x.as_ref().len();
        let equal = Side::new(problem.equal.len(), n, false);
        let at_most = Side::new(problem.at_most.len(), n, true);
        Memory {
            origin: x.clone(),
            inner: State::unstarted(LbfgsB::new(), &problem.objective, x),
            at: Shifted { penalty: 1.0, value: f64::NAN, equal, at_most },
            tolerance: LOOSE,
            gap: f64::INFINITY,
            violation: f64::NAN,
        }
    }

    fn evaluate(
        &self,
        problem: &Constrained<O, E, I>,
        memory: &mut Memory<O::Point>,
        ledger: &mut Ledger<O::Point>,
    ) -> Step<()> {
        problem.equal.validate()?;
        problem.at_most.validate()?;
        InvalidInput::length("equal", memory.at.equal.values.len(), problem.equal.len())?;
        InvalidInput::length("at_most", memory.at.at_most.values.len(), problem.at_most.len())?;
        memory.at.penalty = self.penalty.unwrap_or(1.0);
        memory.begin(problem, ledger)?;
        if self.penalty.is_none() {
            let squares = |side: &Side| side.violation() * side.violation();
            let violated = squares(&memory.at.equal) + squares(&memory.at.at_most);
            // The value and the violation weigh alike, in the manner of Birgin and Martínez, *Practical Augmented Lagrangian Methods* (2014).
            let balanced = 10.0 * memory.at.value.abs().max(1.0) / (0.5 * violated).max(1.0);
            memory.at.penalty = if balanced.is_finite() { balanced.clamp(1e-6, 10.0) } else { 10.0 };
        }
        memory.tolerance = LOOSE.max(ledger.settings.gradient_tolerance);
        memory.gap = f64::INFINITY;
        Ok(())
    }

    fn iterate(
        &self,
        problem: &Constrained<O, E, I>,
        memory: &mut Memory<O::Point>,
        ledger: &mut Ledger<O::Point>,
    ) -> Step<()> {
        let reason = memory.run(problem, ledger)?;
        if memory.at.equal.values.is_empty() && memory.at.at_most.values.is_empty() && !reason.is_converged() {
            return Err(reason);
        }
        let before = memory.gap;
        memory.gap = memory.at.equal.gap(memory.at.penalty).max(memory.at.at_most.gap(memory.at.penalty));
        memory.at.equal.update(memory.at.penalty);
        memory.at.at_most.update(memory.at.penalty);
        let gradient_norm = memory.inner.progress().gradient_norm;
        let flat = gradient_norm <= ledger.settings.gradient_tolerance;
        if memory.gap <= self.constraint_tolerance && !ran_away(reason) {
            // Where rounding ends the inner run at its last tolerance, nothing more can be had.
            let last = memory.tolerance <= ledger.settings.gradient_tolerance;
            if flat || (last && reason.is_converged()) {
                return Err(if flat { Reason::Gradient } else { reason });
            }
        } else if memory.gap > NEARER * before || ran_away(reason) {
            if memory.at.penalty >= HARDEST {
                return Err(if ran_away(reason) { reason } else { Reason::Infeasible });
            }
            memory.at.penalty *= GROWTH;
        }
        memory.tolerance = (TIGHTER * memory.tolerance).max(ledger.settings.gradient_tolerance);
        Ok(())
    }
}

/// Whether an inner run went off to infinity, from where the penalty did not keep it.
fn ran_away(reason: Reason) -> bool {
    matches!(reason, Reason::Unbounded | Reason::NonFiniteStuck)
}

impl<P: Point> Memory<P> {
    /// Evaluates the Lagrangian at the point.
    fn begin<O, E, I>(&mut self, problem: &Constrained<O, E, I>, ledger: &mut Ledger<P>) -> Step<()>
    where
        O: Objective<Point = P>,
        E: Residuals<Point = P>,
        I: Residuals<Point = P>,
    {
        self.limit(ledger);
        let lagrangian = Lagrangian { problem, at: RefCell::new(&mut self.at) };
        let flow = self.inner.evaluate(&lagrangian);
        self.take_over(ledger);
        match flow {
            ControlFlow::Break(reason) if !reason.is_converged() => Err(reason),
            _ => Ok(()),
        }
    }

    /// An inner run; why it ended.
    fn run<O, E, I>(&mut self, problem: &Constrained<O, E, I>, ledger: &mut Ledger<P>) -> Step<Reason>
    where
        O: Objective<Point = P>,
        E: Residuals<Point = P>,
        I: Residuals<Point = P>,
    {
        self.limit(ledger);
        self.origin.as_mut().copy_from_slice(self.inner.point().as_ref());
        let lagrangian = Lagrangian { problem, at: RefCell::new(&mut self.at) };
        let mut flow = self.inner.evaluate(&lagrangian);
        while flow.is_continue() {
            flow = self.inner.step(&lagrangian);
        }
        let reason = self.inner.reason().unwrap_or(Reason::Unfinished);
        if ran_away(reason) {
            self.inner.memory_mut().place(&self.origin);
        }
        // The constraints were last evaluated at a trial point perhaps.
        if reason != Reason::EvaluationLimit {
            ledger.count(0)?;
            let _ = lagrangian.value(self.inner.point());
        }
        self.take_over(ledger);
        match reason {
            Reason::EvaluationLimit | Reason::TimeLimit | Reason::NonFiniteStart(_) | Reason::InvalidInput(_) => {
                Err(reason)
            }
            Reason::LineSearchFailed if !self.gap.is_finite() => Err(reason),
            _ => Ok(reason),
        }
    }

    /// The inner run has what is left of the limits.
    fn limit(&mut self, ledger: &Ledger<P>) {
        let left = ledger.settings.max_evaluations - ledger.counts.evaluations.min(ledger.settings.max_evaluations);
        let tolerance = self.tolerance;
        let Settings { step_tolerance, value_tolerance, .. } = ledger.settings;
        let inner = LbfgsB::new().gradient_tolerance(tolerance).step_tolerance(step_tolerance).max_evaluations(left);
        let inner = if value_tolerance > 0.0 { inner.value_tolerance(value_tolerance) } else { inner };
        *self.inner.method_mut() = inner.max_iterations(INNER);
        self.inner.reset_counts();
    }

    /// Takes the inner run's work into the ledger, and its point for the one to report.
    fn take_over(&mut self, ledger: &mut Ledger<P>) {
        let counts = self.inner.counts();
        ledger.counts.evaluations += counts.evaluations;
        ledger.counts.gradients += counts.gradients;
        self.violation = self.at.equal.violation().max(self.at.at_most.violation());
        let now = Evaluated { value: self.at.value, gradient_norm: self.inner.progress().gradient_norm };
        let _ = ledger.move_to(self.inner.point(), &now, self.inner.progress().step);
        ledger.settle(self.inner.point(), &now);
    }
}

impl<S: fmt::Debug> fmt::Display for Optimum<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.reason)?;
        writeln!(f, "  value     {:e}", self.value)?;
        writeln!(f, "  violation {:.3e}", self.violation)?;
        writeln!(f, "  gradient  {:.3e}", self.gradient_norm)?;
        writeln!(f, "  point     {:?}", self.point)?;
        write!(f, "  after     {}", self.counts)
    }
}
