//! One run of a method, step by step; the loop that all methods share.

use core::ops::ControlFlow;

use super::{
    ledger::{Ledger, Step},
    report::{Counts, Failure, Reason, Report},
    settings::Settings,
};
use crate::problem::{Point, Start};

/// A method of minimization: its settings. All methods of this crate are that, and nothing else can be.
pub trait Method: Clone {
    /// What a run keeps from step to step.
    #[doc(hidden)]
    type Memory<P: Point>: Iterate<P>;

    /// Whether a run keeps more of the problem than the last gradient, so that a problem that changes must be evaluated anew.
    #[doc(hidden)]
    const KEEPS_VALUES: bool = true;

    #[doc(hidden)]
    fn settings(&self) -> &Settings;

    /// Refuses settings of its own that are out of order.
    #[doc(hidden)]
    fn validate(&self) -> Step<()> {
        Ok(())
    }
}

/// Where a run stands.
#[doc(hidden)]
pub trait Iterate<P> {
    fn point(&self) -> &P;

    fn gradient(&self) -> &[f64];
}

/// A method that minimizes problems of the kind `Q`.
pub trait Minimizes<Q: ?Sized>: Method {
    /// The problem's points.
    type Point: Point;

    /// Makes room, once for a run; evaluates nothing.
    #[doc(hidden)]
    fn allocate(&self, problem: &Q, start: Self::Point) -> Self::Memory<Self::Point>;

    /// Evaluates the problem at the point, and tests whether that is optimal already.
    #[doc(hidden)]
    fn evaluate(
        &self,
        problem: &Q,
        memory: &mut Self::Memory<Self::Point>,
        ledger: &mut Ledger<Self::Point>,
    ) -> Step<()>;

    /// One iteration.
    #[doc(hidden)]
    fn iterate(
        &self,
        problem: &Q,
        memory: &mut Self::Memory<Self::Point>,
        ledger: &mut Ledger<Self::Point>,
    ) -> Step<()>;

    /// Looks at the end of a run, once; may find another reason for it.
    #[doc(hidden)]
    fn conclude(
        &self,
        _problem: &Q,
        _memory: &mut Self::Memory<Self::Point>,
        _ledger: &mut Ledger<Self::Point>,
        reason: Reason,
    ) -> Reason {
        reason
    }
}

/// What an observer sees after each iteration.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// How many iterations are done.
    pub iteration: usize,
    /// The current point.
    pub point: &'a [f64],
    /// The value there.
    pub value: f64,
    /// The largest magnitude among the gradient's entries there.
    pub gradient_norm: f64,
    /// The length of the step that led there.
    pub step: f64,
}

/// A run of the method `M` over points `P`, between two steps: for loops of one's own.
///
/// [`step`](State::step) makes one iteration and says whether to go on. The problem is handed over each time, so that it may
/// change: in mini-batches, for one, for which there is [`step_batch`](State::step_batch). The settings may change as well, by [`method_mut`](State::method_mut).
///
/// ```
/// use chainrule::{GradientDescent, from_fns};
///
/// let bowl = from_fns(
///     |x: &[f64; 1]| x[0] * x[0],
///     |x: &[f64; 1], g: &mut [f64; 1]| {
///         *g = [2.0 * x[0]];
///         x[0] * x[0]
///     },
/// );
/// let mut state = GradientDescent::new().start(&bowl, [3.0]);
/// while state.step(&bowl).is_continue() {
///     println!("{:?}", state.point());
/// }
/// assert!(state.finish()?.value < 1e-15);
/// # Ok::<(), chainrule::Failure<[f64; 1]>>(())
/// ```
#[derive(Clone, Debug)]
pub struct State<M: Method, P: Point> {
    method: M,
    memory: M::Memory<P>,
    ledger: Ledger<P>,
}

#[cfg(feature = "serde")]
impl<M: Method + crate::stored::Stored, P: crate::stored::StoredPoint> crate::stored::Stored for State<M, P>
where
    M::Memory<P>: crate::stored::Stored,
{
    fn write(&self, out: &mut Vec<u64>) {
        let Self { method, memory, ledger } = self;
        method.write(out);
        memory.write(out);
        ledger.write(out);
    }

    fn read(from: &mut crate::stored::Words<'_>) -> Option<Self> {
        use crate::stored::Stored;
        Some(Self { method: Stored::read(from)?, memory: Stored::read(from)?, ledger: Stored::read(from)? })
    }
}

impl<M: Method, P: Point> State<M, P> {
    /// Begins a run: evaluates the start. The methods' own `start` does the same.
    pub fn start<Q>(method: M, problem: &Q, start: P) -> Self
    where
        M: Minimizes<Q, Point = P>,
    {
        let mut state = Self::unstarted(method, problem, start);
        let _ = state.evaluate(problem);
        state
    }

    /// Room for a run that evaluates nothing yet.
    pub(crate) fn unstarted<Q>(method: M, problem: &Q, start: P) -> Self
    where
        M: Minimizes<Q, Point = P>,
    {
        let ledger = Ledger::new(*method.settings(), &start);
        Self { memory: method.allocate(problem, start), method, ledger }
    }

    /// Evaluates a problem that has changed at the point where the run stands, and goes on from there. What was best before is
    /// forgotten, since values of different problems cannot be compared.
    ///
    /// Methods that ask for nothing but gradients need no such call: their next step evaluates anyway.
    pub fn evaluate<Q>(&mut self, problem: &Q) -> ControlFlow<Reason>
    where
        M: Minimizes<Q, Point = P>,
    {
        let Self { method, memory, ledger } = self;
        ledger.settings = *method.settings();
        let validated = ledger.renew(memory.point()).and_then(|()| method.validate());
        let outcome = validated.and_then(|()| method.evaluate(problem, memory, ledger));
        self.flow(problem, outcome)
    }

    /// One iteration; `Break` with the reason where the run ends. A step after that begins with an
    /// [`evaluate`](State::evaluate) of its own.
    pub fn step<Q>(&mut self, problem: &Q) -> ControlFlow<Reason>
    where
        M: Minimizes<Q, Point = P>,
    {
        if self.ledger.reason.is_some() {
            self.evaluate(problem)?;
        }
        let Self { method, memory, ledger } = self;
        ledger.settings = *method.settings();
        let outcome = ledger.begin_iteration().and_then(|()| method.iterate(problem, memory, ledger));
        self.flow(problem, outcome)
    }

    /// One iteration on a problem that is not the last one: the next mini-batch. The loop is the caller's: neither the limit on iterations
    /// nor the tests of convergence end it, since a batch is not the whole. Values of different batches are not compared; the point to
    /// report is the last one.
    ///
    /// Methods with learning rates move along the gradient that was evaluated last, then evaluate the batch where that leads: each batch
    /// is evaluated once, and its gradient makes the next step. Other methods evaluate the batch where they stand first.
    ///
    /// `Break` with the reason, where no step can be made.
    pub fn step_batch<Q>(&mut self, batch: &Q) -> ControlFlow<Reason>
    where
        M: Minimizes<Q, Point = P>,
    {
        if M::KEEPS_VALUES || self.ledger.reason.is_some() {
            match self.evaluate(batch) {
                ControlFlow::Break(reason) if !reason.is_converged() => return ControlFlow::Break(reason),
                // Nothing is left to do on this batch, but for what momentum does.
                ControlFlow::Break(_) if M::KEEPS_VALUES => return ControlFlow::Continue(()),
                _ => self.ledger.reason = None,
            }
        }
        let Self { method, memory, ledger } = self;
        ledger.settings = *method.settings();
        ledger.forget_best(memory.point());
        ledger.counts.iterations += 1;
        match method.iterate(batch, memory, ledger) {
            Err(reason) if !reason.is_converged() => {
                self.ledger.reason = Some(reason);
                ControlFlow::Break(reason)
            }
            _ => ControlFlow::Continue(()),
        }
    }

    fn flow<Q>(&mut self, problem: &Q, outcome: Step<()>) -> ControlFlow<Reason>
    where
        M: Minimizes<Q, Point = P>,
    {
        let Err(reason) = outcome else { return ControlFlow::Continue(()) };
        let reason = self.method.conclude(problem, &mut self.memory, &mut self.ledger, reason);
        self.ledger.reason = Some(reason);
        ControlFlow::Break(reason)
    }

    /// The point where the run stands; not always the best one.
    pub fn point(&self) -> &P {
        self.memory.point()
    }

    /// The same, taken out.
    pub fn into_point(self) -> P {
        self.memory.point().clone()
    }

    /// The gradient at the point.
    pub fn gradient(&self) -> &[f64] {
        self.memory.gradient()
    }

    /// The value at the point.
    pub const fn value(&self) -> f64 {
        self.ledger.last.value
    }

    /// What an observer would see.
    pub fn progress(&self) -> Progress<'_> {
        let Ledger { counts, last, step, .. } = &self.ledger;
        let (value, gradient_norm) = (last.value, last.gradient_norm);
        Progress { iteration: counts.iterations, point: self.point().as_ref(), value, gradient_norm, step: *step }
    }

    /// The work so far.
    pub const fn counts(&self) -> Counts {
        self.ledger.counts
    }

    /// Why the run has ended; `None` while it has not.
    pub const fn reason(&self) -> Option<Reason> {
        self.ledger.reason
    }

    /// The settings; changes count from the next step.
    pub const fn method_mut(&mut self) -> &mut M {
        &mut self.method
    }

    #[cfg(feature = "alloc")]
    pub(crate) const fn memory(&self) -> &M::Memory<P> {
        &self.memory
    }

    #[cfg(feature = "alloc")]
    pub(crate) const fn memory_mut(&mut self) -> &mut M::Memory<P> {
        &mut self.memory
    }

    /// Counts from zero again.
    #[cfg(feature = "alloc")]
    pub(crate) fn reset_counts(&mut self) {
        self.ledger.counts = Counts::default();
    }

    /// Steps until the run ends.
    pub(crate) fn run_on<Q>(&mut self, problem: &Q, observer: Observer<'_>)
    where
        M: Minimizes<Q, Point = P>,
    {
        while self.ledger.reason.is_none() {
            let flow = self.step(problem);
            let stop = self.ledger.take_moved() && observer(&self.progress()).is_break();
            if stop && flow.is_continue() {
                self.ledger.reason = Some(Reason::Observer);
            }
        }
    }

    /// Wraps up, with a point of the kind that the run started from.
    pub(crate) fn finish_with<S: Start<P>>(self, start: S) -> Result<Report<S>, Failure<S>> {
        self.ledger.report().map(|point| start.with_point(point)).into_result()
    }

    /// Wraps up.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best point, if the run has not converged.
    pub fn finish(self) -> Result<Report<P>, Failure<P>> {
        self.ledger.report().into_result()
    }
}

/// Called after each iteration; `Break` stops the run.
pub(crate) type Observer<'a> = &'a mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>;

/// A whole run, from start to report.
pub(crate) fn run<M: Minimizes<Q>, Q, S: Start<M::Point>>(
    method: &M,
    problem: &Q,
    start: S,
    observer: Observer<'_>,
) -> Result<Report<S>, Failure<S>> {
    let mut state = State::start(method.clone(), problem, start.to_point());
    state.run_on(problem, observer);
    state.finish_with(start)
}

/// The observer of those who want none.
pub(crate) fn unobserved(_: &Progress<'_>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
