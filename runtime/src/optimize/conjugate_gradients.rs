//! Nonlinear conjugate gradients.

use super::{
    ledger::{Evaluated, Ledger, Step, UNKNOWN},
    line_search::{self, Line, LineSearch, Trials, Wanted},
    quasi_newton::{FIRST, LONGEST, scale, sizes},
    report::Reason,
    settings::{Settings, entry_points, shared_settings},
    start,
    state::{Iterate, Method, Minimizes},
};
use crate::{
    linalg::{dot, max_abs, norm},
    problem::{Objective, Point},
};

/// Nonlinear conjugate gradients: each direction is the gradient, turned by the last direction.
///
/// By default the formula of Hager and Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search"
/// (2005), equation 1.3, bounded below as in "The limited memory conjugate gradient method" (2013), equation 2.2. The gradient is preconditioned by the squared sizes of the unknowns at the start, and every direction leads down: where
/// one would not, and after every `6 n` steps, the method begins anew with the gradient.
///
/// Needs order 1. An iteration costs about two gradients and a few times `n` multiplications; it keeps six vectors and no matrix.
/// Points `[f64; N]` do not touch the heap.
///
/// ```
/// use chainrule::{ConjugateGradients, differentiable};
///
/// #[differentiable]
/// fn valley(x: &[f64]) -> f64 {
///     let mut sum = 0.0;
///     for i in 1..x.len() {
///         sum += (1.0 - x[i - 1]).powi(2) + 100.0 * (x[i] - x[i - 1] * x[i - 1]).powi(2);
///     }
///     sum
/// }
///
/// let report = ConjugateGradients::new().minimize(valley::objective(), vec![0.0; 200])?;
/// assert!(report.point.iter().all(|x| (x - 1.0).abs() < 1e-7));
/// # Ok::<(), chainrule::Failure<Vec<f64>>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[doc(alias = "CG")]
#[doc(alias = "nonlinear conjugate gradient")]
pub struct ConjugateGradients {
    settings: Settings,
    line_search: LineSearch,
    formula: Conjugacy,
}

stored! { ConjugateGradients { settings, line_search, formula } }

/// How much of the last direction goes into the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conjugacy {
    /// Hager and Zhang (2005): descent whatever the line search does.
    HagerZhang,
    /// Polak and Ribière (1969), not negative: Gilbert and Nocedal, "Global convergence properties of conjugate gradient methods for
    /// optimization" (1992).
    PolakRibierePlus,
}

stored_enum! { Conjugacy { 0 => HagerZhang {}, 1 => PolakRibierePlus {}, } }

impl Default for ConjugateGradients {
    fn default() -> Self {
        Self::new()
    }
}

impl ConjugateGradients {
    /// The defaults: gradient tolerance 1e-8, 10 000 iterations, Hager and Zhang's formula.
    #[must_use]
    pub const fn new() -> Self {
        let settings = Settings::new(1e-8, 10_000);
        Self { settings, line_search: LineSearch::MoreThuente, formula: Conjugacy::HagerZhang }
    }

    /// The formula; default [`Conjugacy::HagerZhang`].
    #[must_use]
    pub const fn formula(mut self, formula: Conjugacy) -> Self {
        self.formula = formula;
        self
    }

    /// How the length of a step is found; default [`LineSearch::MoreThuente`].
    #[must_use]
    pub const fn line_search(mut self, kind: LineSearch) -> Self {
        self.line_search = kind;
        self
    }

    shared_settings! {
        at: settings,
        gradient: "Converged once no entry of the gradient is larger than this; default 1e-8.",
        step: "Converged once a step is at most this times the length of the point; default 0: only when the point stands still.",
        value: "Converged once the value falls by at most this times itself; default 0: not tested.",
        iterations: "The limit on iterations; default 10 000."
    }

    entry_points! { order 1, "conjugate gradients need an objective of order 1: with a gradient" }
}

/// The share of the slope that may remain after a search.
const CURVATURE: f64 = 0.1;

/// The iterate and all storage.
#[derive(Clone, Debug)]
pub struct Memory<P> {
    x: P,
    gradient: P,
    now: Evaluated,
    sizes: P,
    /// Where the next step goes, of moderate length.
    direction: P,
    slope: f64,
    /// The first length to try.
    length: f64,
    trials: Trials<P>,
    /// Steps since the method began with the gradient.
    age: usize,
    /// The gradient times the squared sizes, negative.
    downhill: P,
    /// What the direction would have to be multiplied by to stand in proportion to the gradient.
    unit: f64,
}

stored! { Memory<P> { x, gradient, now, sizes, direction, slope, length, trials, age, downhill, unit } }

impl<P: Point> Iterate<P> for Memory<P> {
    fn point(&self) -> &P {
        &self.x
    }

    fn gradient(&self) -> &[f64] {
        self.gradient.as_ref()
    }
}

impl Method for ConjugateGradients {
    type Memory<P: Point> = Memory<P>;

    fn settings(&self) -> &Settings {
        &self.settings
    }
}

impl<O: Objective> Minimizes<O> for ConjugateGradients {
    type Point = O::Point;

    fn allocate(&self, _: &O, x: O::Point) -> Memory<O::Point> {
        Memory {
            gradient: x.zeros(),
            now: UNKNOWN,
            sizes: sizes(&x),
            direction: x.zeros(),
            slope: 0.0,
            length: 0.0,
            trials: Trials::new(&x),
            age: 0,
            downhill: x.zeros(),
            unit: 1.0,
            x,
        }
    }

    fn evaluate(&self, objective: &O, memory: &mut Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        memory.now = start::gradient(ledger, objective, &memory.x, &mut memory.gradient)?;
        memory.begin();
        Ok(())
    }

    fn iterate(&self, objective: &O, memory: &mut Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        let before = memory.now.value;
        let mut at = memory.search(self, objective, ledger);
        let failed = matches!(at, Err(Reason::LineSearchFailed | Reason::Value | Reason::NonFiniteStuck));
        if failed && memory.age > 0 {
            memory.begin();
            at = memory.search(self, objective, ledger);
        }
        let at = at?;
        memory.turn(self.formula, &at, before);
        ledger.end_iteration(&memory.x, &memory.now, before, at.step)
    }
}

/// What is left of a search.
struct Reached {
    /// The length of the step.
    step: f64,
    /// The slopes before and after.
    slopes: [f64; 2],
}

impl<P: Point> Memory<P> {
    /// Begins with the gradient times the squared sizes; the first trial changes no unknown by more than a share of its size.
    fn begin(&mut self) {
        let Self { direction, sizes, gradient, .. } = self;
        let mut largest: f64 = 0.0;
        for (d, (s, g)) in direction.as_mut().iter_mut().zip(sizes.as_ref().iter().zip(gradient.as_ref())) {
            *d = s * g;
            largest = largest.max(d.abs());
        }
        direction.as_mut().iter_mut().zip(sizes.as_ref()).for_each(|(d, s)| *d *= -s / largest);
        let power = scale(direction.as_mut());
        (self.age, self.unit, self.length) = (0, largest * power, FIRST * power);
        self.slope = dot(self.direction.as_ref(), self.gradient.as_ref());
    }

    fn search<O: Objective<Point = P>>(
        &mut self,
        method: &ConjugateGradients,
        objective: &O,
        ledger: &mut Ledger<P>,
    ) -> Step<Reached> {
        let wanted = Wanted {
            value: self.now.value,
            slope: self.slope,
            reference: self.now.value,
            sufficient: 1e-4,
            curvature: CURVATURE,
            first: self.length,
            longest: LONGEST * self.length,
        };
        let Self { x, direction, now, .. } = self;
        let line = Line { from: x, direction, now: *now, kind: method.line_search, wanted, bounds: None };
        let at = line_search::search(ledger, &line, &mut self.trials, |ledger, _, x, g| {
            ledger.count(1)?;
            Ok(objective.value_and_gradient(x, g))
        })?;
        core::mem::swap(&mut self.x, &mut self.trials.last.point);
        core::mem::swap(&mut self.gradient, &mut self.trials.last.gradient);
        self.now = at.evaluated();
        let step = at.length * norm(self.direction.as_ref());
        Ok(Reached { step, slopes: [self.slope, at.slope] })
    }

    /// Chooses the next direction, and how far to try first: as far as would give the last fall again (Nocedal and Wright, *Numerical
    /// Optimization*, 2006, equation 3.60).
    fn turn(&mut self, formula: Conjugacy, at: &Reached, before: f64) {
        self.age += 1;
        let beta = self.beta(formula, at).filter(|_| self.age < 6 * self.x.as_ref().len().max(2));
        match beta {
            Some(beta) => self.lean(beta),
            None => self.begin(),
        }
        if self.slope >= 0.0 || self.slope.is_nan() {
            self.begin();
        }
        let fitted = 2.02 * (before - self.now.value) / -self.slope;
        let steady = at.step / norm(self.direction.as_ref());
        self.length = if fitted > 0.0 && fitted.is_finite() { fitted } else { steady };
    }

    /// Adds a multiple of the last direction to `downhill`.
    fn lean(&mut self, beta: f64) {
        let Self { direction, downhill, .. } = self;
        direction.as_mut().iter_mut().zip(downhill.as_ref()).for_each(|(d, g)| *d = beta * *d + g);
        self.unit *= scale(direction.as_mut());
        self.slope = dot(self.direction.as_ref(), self.gradient.as_ref());
    }

    /// The multiple of the last direction, where there is one; `downhill` then holds the gradient in units of `unit`. All products
    /// are of scaled vectors, so that nothing overflows on the way.
    fn beta(&mut self, formula: Conjugacy, at: &Reached) -> Option<f64> {
        let old = self.trials.last.gradient.as_ref();
        let unit = max_abs(self.gradient.as_ref()).max(max_abs(old));
        let (sizes, direction) = (self.sizes.as_ref(), self.direction.as_ref());
        let (mut yg, mut yy, mut gg, mut dd) = (0.0, 0.0, 0.0, 0.0);
        for (i, s) in sizes.iter().enumerate() {
            let (g, before) = (s * (self.gradient.as_ref()[i] / unit), s * (old[i] / unit));
            let (y, d) = (g - before, direction[i] / s);
            yg += y * g;
            yy += y * y;
            gg += before * before;
            dd += d * d;
            self.downhill.as_mut()[i] = -s * g;
        }
        let [before, now] = at.slopes.map(|slope| slope / unit);
        let along = now - before;
        let beta = match formula {
            Conjugacy::PolakRibierePlus => (yg / gg).max(0.0) * (self.unit / unit),
            Conjugacy::HagerZhang => ((yg - 2.0 * (yy / along) * now) / along).max(0.4 * before / dd),
        };
        self.unit = unit;
        (along > 0.0 && beta.is_finite()).then_some(beta)
    }
}
