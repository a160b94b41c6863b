//! Gradient descent with line search.

use core::{convert::Infallible, ops::ControlFlow};

use super::{
    backtracking::{self, Line, Trial, normalize},
    report::{Failure, Report},
    run::{Observer, Progress, Run, Settings, Step, shared_settings, unobserved},
    start,
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
pub struct GradientDescent {
    settings: Settings,
    memory: usize,
}

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
        let settings = Settings {
            gradient_tolerance: 1e-8,
            step_tolerance: 0.0,
            value_tolerance: 0.0,
            max_iterations: 10_000,
            max_evaluations: usize::MAX,
            max_time: None,
        };
        Self { settings, memory: 10 }
    }

    shared_settings! {
        gradient: "Converged once no entry of the gradient is larger than this; default 1e-8.",
        step: "Converged once a step is at most this times the length of the point; default 0: only when the point stands still.",
        value: "Converged once the value falls by at most this times itself over the memory; default 0: not tested.",
        iterations: "The limit on iterations; default 10 000."
    }

    /// How many of the last values a trial may rise to, from 1 to 32; 1 makes every step go down. Default 10.
    #[must_use]
    pub const fn memory(mut self, values: usize) -> Self {
        self.memory = values;
        self
    }

    /// Minimizes from a starting point of length `n`.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best point, if the run ends without convergence.
    pub fn minimize<O: Objective>(&self, objective: O, start: O::Point) -> Result<Report<O::Point>, Failure<O::Point>> {
        self.minimize_observed(objective, start, unobserved)
    }

    /// The same; the observer is called after each iteration and may stop the run with `Break`.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best point, if the run ends without convergence.
    pub fn minimize_observed<O: Objective>(
        &self,
        objective: O,
        start: O::Point,
        mut observer: impl FnMut(&Progress<'_>) -> ControlFlow<()>,
    ) -> Result<Report<O::Point>, Failure<O::Point>> {
        const { assert!(O::ORDER >= 1, "gradient descent needs an objective of order 1: with a gradient") }
        let mut run = Run::new(self.settings, &start, &mut observer as Observer<'_>);
        let Err(reason) = self.descend(&mut run, &objective, start);
        run.finish(reason)
    }

    fn descend<O: Objective>(&self, run: &mut Run<'_, O::Point>, objective: &O, mut x: O::Point) -> Step<Infallible> {
        let fault = Fault::Count { value: self.memory, least: 1, most: MEMORY };
        InvalidInput::check("memory", (1..=MEMORY).contains(&self.memory), fault)?;
        let mut gradient = x.zeros();
        let mut now = start::gradient(run, objective, &x, &mut gradient)?;
        let mut history = History::new(self.memory, now.value);
        let (mut direction, mut trial) = (x.zeros(), Trial { point: x.zeros(), gradient: x.zeros() });
        let mut length = 0.1 * norm(x.as_ref()).max(1.0);
        loop {
            run.begin_iteration()?;
            let slope = -downhill(&gradient, &mut direction);
            let line =
                Line { from: &x, direction: &direction, now, slope, first: length, reference: history.largest() };
            let (step, at) = backtracking::search(run, &line, &mut trial, |run, _, x, g| {
                run.count(1)?;
                Ok(objective.value_and_gradient(x, g))
            })?;
            length = barzilai_borwein(&gradient, &trial, &direction, step);
            core::mem::swap(&mut x, &mut trial.point);
            core::mem::swap(&mut gradient, &mut trial.gradient);
            now = at;
            let before = history.replace_oldest(now.value);
            run.end_iteration(&x, &now, before, step)?;
        }
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
struct History {
    values: [f64; MEMORY],
    len: usize,
    next: usize,
}

impl History {
    fn new(len: usize, value: f64) -> Self {
        Self { values: [value; MEMORY], len, next: 0 }
    }

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
