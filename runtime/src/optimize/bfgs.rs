//! The method of Broyden, Fletcher, Goldfarb and Shanno.

use super::{
    ledger::{Ledger, Step},
    line_search::LineSearch,
    quasi_newton::{Inverse, Lesson, Memory, Options},
    settings::{Settings, entry_points, shared_settings},
    state::{Method, Minimizes},
};
use crate::{
    linalg::{add_difference, add_multiple, dot},
    problem::{Objective, Point},
};

/// The quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno, with a dense inverse Hessian.
///
/// Nocedal and Wright, *Numerical Optimization* (2006), algorithm 6.1 with equation 6.17: each step teaches the inverse Hessian how
/// the gradient changes along it. The first step goes down the gradient, scaled by the sizes of the unknowns at the
/// start; the first change gives the inverse its size (equation 6.20). A step along which the gradient does not grow teaches nothing, so the inverse
/// stays positive definite.
///
/// Needs order 1. An iteration costs one or two gradients and a few times `n^2` multiplications. Points `[f64; N]` do not touch the
/// heap.
///
/// ```
/// use chainrule::{Bfgs, differentiable};
///
/// #[differentiable]
/// fn rosenbrock(x: &[f64; 2]) -> f64 {
///     (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
/// }
///
/// let report = Bfgs::new().minimize(rosenbrock::objective(), [-1.2, 1.0])?;
/// assert!((report.point[0] - 1.0).abs() < 1e-12 && report.counts.evaluations < 60);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[doc(alias = "quasi-Newton")]
pub struct Bfgs {
    options: Options,
}

stored! { Bfgs { options } }

impl Default for Bfgs {
    fn default() -> Self {
        Self::new()
    }
}

impl Bfgs {
    /// The defaults: tolerances near rounding, 10 000 iterations.
    #[must_use]
    pub const fn new() -> Self {
        Self { options: Options::new() }
    }

    /// How the length of a step is found; default [`LineSearch::MoreThuente`].
    #[must_use]
    pub const fn line_search(mut self, kind: LineSearch) -> Self {
        self.options.line_search = kind;
        self
    }

    shared_settings! {
        at: options.settings,
        gradient: "Converged once no entry of the gradient is larger than this; default 1e-15.",
        step: "Converged once a step is at most this times the length of the point; default 0: only when the point stands still.",
        value: "Converged once the last fall of the value, and the fall that the next step promises, are both at most this times the value; default 1e-15.",
        iterations: "The limit on iterations; default 10 000."
    }

    entry_points! { order 1, "BFGS needs an objective of order 1: with a gradient" }
}

/// The dense inverse, row-major and symmetric.
#[derive(Clone, Debug)]
pub struct Dense<P: Point> {
    matrix: P::Matrix,
    /// Its product with the last gradient.
    product: P,
    work: P,
    fresh: bool,
}

stored! { Dense<P> { matrix, product, work, fresh } }

impl<P: Point> Inverse<P> for Dense<P> {
    fn reset(&mut self) {
        self.fresh = true;
    }

    fn learn(&mut self, lesson: &Lesson<'_, P>) {
        if core::mem::take(&mut self.fresh) {
            self.begin(lesson);
        }
        let Lesson { step, change, gradient, curvature, .. } = *lesson;
        let (s, y, g) = (step.as_ref(), change.as_ref(), gradient.as_ref());
        let (h, p, q) = (P::flat_mut(&mut self.matrix), self.product.as_mut(), self.work.as_mut());
        // The product with the change is that of the two products with gradients.
        for ((p, q), row) in p.iter_mut().zip(&mut *q).zip(h.chunks_exact(s.len())) {
            let new = dot(row, g);
            (*p, *q) = (new, new - *p);
        }
        let rho = curvature.recip();
        let factor = rho * (1.0 + rho * dot(q, y));
        for (row, (s_i, q_i)) in h.chunks_exact_mut(s.len()).zip(s.iter().zip(&*q)) {
            add_difference(row, [factor * s_i - rho * q_i, rho * s_i], s, q);
        }
        let along = dot(s, g);
        add_multiple(p, factor * along - rho * dot(q, g), s);
        add_multiple(p, -rho * along, q);
    }

    fn descend(&mut self, _: &P, _: &P, direction: &mut P) {
        direction.as_mut().iter_mut().zip(self.product.as_ref()).for_each(|(d, p)| *d = -p);
    }
}

impl<P: Point> Dense<P> {
    /// The first matrix is diagonal.
    fn begin(&mut self, lesson: &Lesson<'_, P>) {
        let (h, p, size) = (P::flat_mut(&mut self.matrix), self.product.as_mut(), lesson.size());
        let n = p.len();
        h.fill(0.0);
        let gradients = lesson.gradient.as_ref().iter().zip(lesson.change.as_ref());
        for (i, (d, (g, y))) in lesson.scales.as_ref().iter().zip(gradients).enumerate() {
            h[i * n + i] = size * d * d;
            p[i] = h[i * n + i] * (g - y);
        }
    }
}

impl Method for Bfgs {
    type Memory<P: Point> = Memory<P, Dense<P>>;

    fn settings(&self) -> &Settings {
        &self.options.settings
    }
}

impl<O: Objective> Minimizes<O> for Bfgs {
    type Point = O::Point;

    fn allocate(&self, _: &O, x: O::Point) -> Self::Memory<O::Point> {
        let dense = Dense { matrix: x.matrix(), product: x.zeros(), work: x.zeros(), fresh: true };
        Memory::new(x, dense)
    }

    fn evaluate(&self, objective: &O, memory: &mut Self::Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        memory.evaluate(objective, ledger)
    }

    fn iterate(&self, objective: &O, memory: &mut Self::Memory<O::Point>, ledger: &mut Ledger<O::Point>) -> Step<()> {
        memory.iterate(self.options.line_search, objective, ledger)
    }
}
