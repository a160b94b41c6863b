//! Gradient descent with line search.

use super::{
    ledger::{Evaluated, Ledger, Step, UNKNOWN},
    line_search::{self, Line, LineSearch, Trial, Trials, Wanted, normalize},
    settings::{Settings, entry_points, shared_settings},
    start,
    state::{Iterate, Method, Minimizes},
};
use crate::{
    linalg::norm,
    problem::{Fault, InvalidInput, Objective, Point},
};

/// Gradient descent with the step lengths of Barzilai and Borwein and a nonmonotone line search.
///
/// Each step goes down the gradient; its first trial length is that of Barzilai and Borwein, "Two-point step size gradient
/// methods" (1988), equation 5, and a trial is accepted where it falls enough below the largest of the last values
/// (Raydan, "The Barzilai and Borwein gradient method for the large scale unconstrained minimization problem", 1997).
/// On Rosenbrock's function this takes about a hundred iterations, where steepest descent takes thousands. The best
/// point is kept apart from the iterate, since values may rise for a while.
///
/// Needs order 1. Points `[f64; N]` do not touch the heap.
///
/// ```
/// use chainrule::{GradientDescent, from_fns};
///
/// let f = |x: &[f64; 2]| (x[0] - 1.0).powi(2) + 10.0 * (x[1] + 2.0).powi(2);
/// let fg = move |x: &[f64; 2], g: &mut [f64; 2]| {
///     *g = [2.0 * (x[0] - 1.0), 20.0 * (x[1] + 2.0)];
///     f(x)
/// };
/// let report = GradientDescent::new().gradient_tolerance(1e-6).minimize(from_fns(f, fg), [0.0, 0.0])?;
/// assert!((report.point[0] - 1.0).abs() < 1e-6);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[doc(alias = "steepest descent")]
pub struct GradientDescent {
    settings: Settings,
    memory: usize,
    steps: StepLength,
}

stored! { GradientDescent { settings, memory, steps } }

/// The first length that a step of gradient descent tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepLength {
    /// That of Barzilai and Borwein.
    BarzilaiBorwein,
    /// Twice the last one: plain steepest descent, where the memory is 1.
    Backtracking,
}

stored_enum! { StepLength { 0 => BarzilaiBorwein {}, 1 => Backtracking {}, } }

/// The longest memory of values.
const MEMORY: usize = 32;

impl Default for GradientDescent {
    fn default() -> Self {
        Self::new()
    }
}

impl GradientDescent {
    /// The defaults: gradient tolerance 1e-8, 10 000 iterations, a memory of 10 values.
    #[must_use]
    pub const fn new() -> Self {
        Self { settings: Settings::new(1e-8, 10_000), memory: 10, steps: StepLength::BarzilaiBorwein }
    }

    shared_settings! {
        at: settings,
        gradient: "Converged once no entry of the gradient is larger than this; default 1e-8.",
        step: "Converged once a step is at most this times the length of the point; default 0: only when the point stands still.",
        value: "Converged once the value falls by at most this times itself over the memory; default 0: not tested.",
        iterations: "The limit on iterations; default 10 000."
    }

    /// The first length to try; default [`StepLength::BarzilaiBorwein`]. For a fixed length there is [`Sgd`](crate::Sgd).
    #[must_use]
    pub const fn steps(mut self, length: StepLength) -> Self {
        self.steps = length;
        self
    }

    /// How many of the last values a trial may rise to, from 1 to 32; 1 makes every step go down. Default 10.
    #[must_use]
    pub const fn memory(mut self, values: usize) -> Self {
        self.memory = values;
        self
    }

    entry_points! { order 1, "gradient descent needs an objective of order 1: with a gradient" }
}

/// The iterate, and what the next step needs of the last ones.
#[derive(Clone, Debug)]
pub struct Memory<P> {
    x: P,
    gradient: P,
    now: Evaluated,
    direction: P,
    trials: Trials<P>,
    history: History,
    /// The first length to try.
    length: f64,
}

stored! { Memory<P> { x, gradient, now, direction, trials, history, length } }

impl<P> Iterate<P> for Memory<P>
where
    P: Point,
{
    fn point(&self) -> &P {
        &self.x
    }

    fn gradient(&self) -> &[f64] {
        self.gradient.as_ref()
    }
}

impl Method for GradientDescent {
    type Memory<P: Point> = Memory<P>;

    fn settings(&self) -> &Settings {
        &self.settings
    }

    #[inline]
    fn validate(&self) -> Step<()> {
        let fault = Fault::Count { value: self.memory, least: 1, most: MEMORY };
        Ok(InvalidInput::check("memory", (1..=MEMORY).contains(&self.memory), fault)?)
    }
}

impl<O: Objective> Minimizes<O> for GradientDescent {
    type Point = O::Point;

    fn allocate(&self, _: &O, x: O::Point) -> Memory<O::Point> {
        Memory {
            gradient: x.zeros(),
            now: UNKNOWN,
            direction: x.zeros(),
            trials: Trials::new(&x),
            history: History::new(self.memory, f64::NAN),
            length: 0.1 * norm(x.as_ref()).max(1.0),
            x,
        }
    }

    fn evaluate(&self, objective: &O, memory: &mut Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        memory.now = start::gradient(ledger, objective, &memory.x, &mut memory.gradient)?;
        memory.history = History::new(self.memory, memory.now.value);
        Ok(())
    }

    fn iterate(&self, objective: &O, memory: &mut Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        let Memory { x, gradient, now, direction, trials, history, length } = memory;
        let slope = -downhill(gradient, direction);
        let wanted = Wanted::armijo(now.value, slope, *length).above(history.largest());
        let line = Line { from: x, direction, now: *now, kind: LineSearch::Backtracking, wanted, bounds: None };
        let at = line_search::search(ledger, &line, trials, |ledger, _, x, g| {
            ledger.count(1)?;
            Ok(objective.value_and_gradient(x, g))
        })?;
        *length = match self.steps {
            StepLength::BarzilaiBorwein => barzilai_borwein(gradient, &trials.last, direction, at.length),
            StepLength::Backtracking => 2.0 * at.length,
        };
        core::mem::swap(x, &mut trials.last.point);
        core::mem::swap(gradient, &mut trials.last.gradient);
        *now = at.evaluated();
        let before = history.replace_oldest(now.value);
        ledger.end_iteration(x, now, before, at.length)
    }
}

/// Writes the unit vector against the gradient; returns the gradient's length.
fn downhill<P: Point>(gradient: &P, direction: &mut P) -> f64 {
    for (d, g) in direction.as_mut().iter_mut().zip(gradient.as_ref()) {
        *d = -g;
    }
    normalize(direction.as_mut())
}

/// How far to try next: `s's / s'y` times the new gradient's length, where `s` is the step along the unit `direction` and `y` the
/// change of the gradient. Every factor is scaled, so that nothing overflows on the way.
fn barzilai_borwein<P: Point>(old: &P, new: &Trial<P>, direction: &P, step: f64) -> f64 {
    let new = new.gradient.as_ref();
    let curvature: f64 =
        direction.as_ref().iter().zip(new.iter().zip(old.as_ref())).map(|(d, (new, old))| d * (new - old)).sum();
    let length = step / curvature * norm(new);
    // Along a line of no curvature, or a negative one, the step grows.
    if curvature > 0.0 && length > 0.0 && length.is_finite() { length } else { 10.0 * step }
}

/// The last values.
#[derive(Clone, Debug)]
struct History {
    values: [f64; MEMORY],
    len: usize,
    next: usize,
}

stored! { History { values, len, next } }

impl History {
    fn new(len: usize, value: f64) -> Self {
        Self { values: [value; MEMORY], len, next: 0 }
    }

    #[inline]
    fn largest(&self) -> f64 {
        self.values[..self.len].iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// Returns the value that it forgets.
    fn replace_oldest(&mut self, value: f64) -> f64 {
        let oldest = core::mem::replace(&mut self.values[self.next], value);
        self.next = (self.next + 1) % self.len;
        oldest
    }
}

#[cfg(test)]
mod tests {
    use super::History;

    #[test]
    fn o23_history_forgets_in_order() {
        let mut history = History::new(2, 5.0);
        assert_eq!([history.replace_oldest(9.0), history.replace_oldest(1.0)], [5.0, 5.0]);
        assert_eq!(history.largest(), 9.0);
        assert_eq!(history.replace_oldest(2.0), 9.0);
        assert_eq!(history.largest(), 2.0);
    }
}
