//! Newton's method in a trust region, for sparse Hessians.

use super::{
    ball::{At, Model, Promise, trust_region},
    ledger::{Evaluated, Ledger, Step},
    report::{Part, Reason},
    settings::{Settings, entry_points, shared_settings},
    sparse_step::SparseStep,
    start,
};
use crate::{
    linalg::max_abs,
    problem::{InvalidInput, Objective, Point},
    sparse::SparseHessian,
};

/// Newton's method in a trust region for many unknowns of which each is joined with few others: steps come from a sparse factorization
/// of the Hessian, shifted until it is definite.
///
/// Moré and Sorensen, "Computing a trust region step" (1983), algorithm 3.14: where Newton's step lies within the region it is taken;
/// else the multiplier of the region is found by factorizations alone, and where the gradient has no part along the direction of
/// negative curvature (the hard case), inverse iteration finds that direction. So a run goes on from a saddle as long as the gradient
/// is above its tolerance, and the report tells of one where it ends, as [`TrustRegion`](crate::TrustRegion) does.
///
/// Needs the Hessian as a [`SparseHessian`]: less is refused at compile time. A differentiated function brings it by
/// [`with_sparse_hessian`](Objective::with_sparse_hessian). An iteration costs one gradient, one Hessian, and one factorization, or some three
/// where the region binds. The order of elimination is chosen once, by minimum degree; chains and trees do not fill in, grids
/// of `n` nodes little more than `n log n` entries.
///
/// Where unknowns wait for each other, iterations grow with their number, whatever the radius: down the valley below, from `(-1.2, 1, -1.2, ..)`, each unknown turns into
/// it after the one before, which takes some one and a half iterations each, as it does with the dense [`TrustRegion`](crate::TrustRegion).
///
/// ```
/// use chainrule::{Objective, SparseNewton, differentiable};
///
/// /// Rosenbrock's valley through a thousand unknowns.
/// #[differentiable]
/// fn chained(x: &[f64]) -> f64 {
///     let mut sum = 0.0;
///     for i in 1..x.len() {
///         sum += 100.0 * (x[i] - x[i - 1] * x[i - 1]).powi(2) + (1.0 - x[i - 1]).powi(2);
///     }
///     sum
/// }
///
/// let objective = chained::objective().with_sparse_hessian(chained::hessian_sparse_into);
/// let report = SparseNewton::new().minimize(objective, vec![0.5; 1000])?;
/// assert!(report.value < 1e-20 && !report.hessian_indefinite);
/// # Ok::<(), chainrule::Failure<Vec<f64>>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SparseNewton {
    settings: Settings,
    initial_radius: f64,
}

stored! { SparseNewton { settings, initial_radius } }

impl Default for SparseNewton {
    fn default() -> Self {
        Self::new()
    }
}

impl SparseNewton {
    /// The defaults: gradient tolerance 1e-8, 10 000 iterations.
    #[must_use]
    pub const fn new() -> Self {
        Self { settings: Settings::new(1e-8, 10_000), initial_radius: 0.1 }
    }

    shared_settings! {
        at: settings,
        gradient: "Converged once no entry of the gradient is larger than this; default 1e-8.",
        step: "Converged once a step is at most this times the length of the point; default 0: only when the point stands still.",
        value: "Converged once the value falls by at most this times itself; default 0: not tested.",
        iterations: "The limit on iterations; default 10 000."
    }

    /// The first radius of the trust region, as a multiple of the scaled length of the starting point; default 0.1.
    #[must_use]
    pub const fn initial_radius(mut self, factor: f64) -> Self {
        self.initial_radius = factor;
        self
    }

    entry_points! {
        order 1, has SPARSE,
        "the sparse Newton method needs an objective with a sparse Hessian: `f::objective().with_sparse_hessian(f::hessian_sparse_into)`"
    }
}

trust_region!(SparseNewton, Sparse);

/// The Hessian at the current point, and what finds steps with it.
#[derive(Clone, Debug)]
pub struct Sparse {
    hessian: SparseHessian,
    step: SparseStep,
    /// Whether `hessian` belongs to the current point.
    fresh: bool,
}

stored! { Sparse { hessian, step, fresh } }

impl<P: Point> Model<P> for Sparse {
    fn new(x: &P) -> Self {
        Self { hessian: SparseHessian::new(), step: SparseStep::new(x.as_ref().len()), fresh: false }
    }

    fn begin<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        x: &P,
        g: &mut P,
    ) -> Step<Evaluated> {
        self.fresh = false;
        let at = start::gradient(ledger, objective, x, g)?;
        self.evaluate(ledger, objective, x)?;
        self.first_non_finite().map_or(Ok(at), |part| Err(Reason::NonFiniteStart(part)))
    }

    fn accept(&mut self) {
        self.fresh = false;
    }

    fn refresh<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        x: &P,
        _: &mut P,
    ) -> Step<()> {
        self.evaluate(ledger, objective, x)?;
        self.first_non_finite().map_or(Ok(()), |_| Err(Reason::NonFiniteStuck))
    }

    fn solve<O: Objective<Point = P>>(
        &mut self,
        _: &mut Ledger<P>,
        _: &O,
        at: &At<'_, P>,
        radius: f64,
        z: &mut [f64],
    ) -> Step<Promise> {
        Ok(self.step.within(&self.hessian, at.gradient, at.scales, radius, z))
    }

    fn along_axis(&self, unknown: usize) -> Option<f64> {
        Some(self.hessian.get(unknown, unknown))
    }

    fn is_indefinite<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        x: &P,
        _: &mut P,
    ) -> bool {
        (self.fresh || ledger.may_evaluate())
            && self.evaluate(ledger, objective, x).is_ok()
            && self.first_non_finite().is_none()
            && self.step.is_indefinite(&self.hessian)
    }
}

impl Sparse {
    /// Makes the Hessian that of the current point.
    fn evaluate<O: Objective>(&mut self, ledger: &mut Ledger<O::Point>, objective: &O, x: &O::Point) -> Step<()> {
        if !self.fresh {
            ledger.count_curvature()?;
            objective.sparse_hessian(x, &mut self.hessian);
            self.fresh = true;
        }
        Ok(InvalidInput::length("hessian", x.as_ref().len(), self.hessian.dimension())?)
    }

    #[inline]
    fn first_non_finite(&self) -> Option<Part> {
        if max_abs(self.hessian.values()).is_finite() {
            return None;
        }
        let bad = self.hessian.iter().find(|(.., value)| !value.is_finite());
        bad.map(|(row, column, _)| Part::Hessian { row, column })
    }
}
