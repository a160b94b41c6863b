//! A trust region with truncated conjugate gradients.

use super::{
    ball::{At, Model, Promise, trust_region},
    dogleg::to_border,
    ledger::{Evaluated, Ledger, Step},
    report::Reason,
    settings::{Settings, entry_points, shared_settings},
    start,
};
use crate::{
    linalg::{add_multiple, dot, first_non_finite, norm, sqrt},
    problem::{Objective, Point},
};

/// Newton's method in a trust region for many unknowns: steps come from conjugate gradients on products of the Hessian with vectors, and
/// no matrix is ever formed.
///
/// Steihaug, "The conjugate gradient method and trust regions in large scale optimization" (1983); Toint (1981): the inner iteration stops
/// at the border of the region, along a direction of negative curvature, or when the model's gradient is small enough for
/// superlinear convergence (Nocedal and Wright, *Numerical Optimization*, 2006, algorithm 7.2).
///
/// Needs order 2: less is refused at compile time. An iteration costs one gradient and as many Hessian-vector products as the inner
/// iteration takes, at most `2 n`; each counts as an evaluation. Points `[f64; N]` do not touch the heap after the start.
///
/// ```
/// use chainrule::{SteihaugToint, differentiable};
///
/// /// A hanging chain of links that resist stretching.
/// #[differentiable]
/// fn chain(y: &[f64]) -> f64 {
///     let mut energy = 0.0;
///     for i in 1..y.len() {
///         energy += 50.0 * ((1.0 + (y[i] - y[i - 1]).powi(2)).sqrt() - 1.0) + 0.1 * y[i];
///     }
///     energy + 100.0 * (y[0].powi(2) + y[y.len() - 1].powi(2))
/// }
///
/// let report = SteihaugToint::new().minimize(chain::objective(), vec![0.0; 500])?;
/// assert!(report.gradient_norm < 1e-8 && report.counts.iterations < 30);
/// # Ok::<(), chainrule::Failure<Vec<f64>>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[doc(alias = "Newton-CG")]
#[doc(alias = "trust-ncg")]
pub struct SteihaugToint {
    settings: Settings,
    initial_radius: f64,
}

stored! { SteihaugToint { settings, initial_radius } }

impl Default for SteihaugToint {
    fn default() -> Self {
        Self::new()
    }
}

impl SteihaugToint {
    /// The defaults: gradient tolerance 1e-8, 1000 iterations.
    #[must_use]
    pub const fn new() -> Self {
        Self { settings: Settings::new(1e-8, 1000), initial_radius: 0.1 }
    }

    shared_settings! {
        at: settings,
        gradient: "Converged once no entry of the gradient is larger than this; default 1e-8.",
        step: "Converged once a step is at most this times the length of the point; default 0: only when the point stands still.",
        value: "Converged once the value falls by at most this times itself; default 0: not tested.",
        iterations: "The limit on iterations; default 1000."
    }

    /// The first radius of the trust region, as a multiple of the scaled length of the starting point; default 0.1.
    #[must_use]
    pub const fn initial_radius(mut self, factor: f64) -> Self {
        self.initial_radius = factor;
        self
    }

    entry_points! { order 2, "the method of Steihaug and Toint needs an objective of order 2: with Hessian-vector products" }
}

trust_region!(SteihaugToint, Products<P>);

/// The vectors of the inner iteration.
#[derive(Clone, Debug)]
pub struct Products<P> {
    /// The residual `-(g + H z)`, scaled.
    residual: P,
    /// The direction, scaled, and the same in plain unknowns.
    direction: P,
    plain: P,
    product: P,
    gradient: P,
    /// The first gradient's length.
    first: f64,
    /// Whether the inner iteration goes on to the end.
    closely: bool,
}

stored! { Products<P> { residual, direction, plain, product, gradient, first, closely } }

impl<P: Point> Model<P> for Products<P> {
    fn new(x: &P) -> Self {
        let line = || x.zeros();
        let (residual, direction, plain, product, gradient) = (line(), line(), line(), line(), line());
        Self { residual, direction, plain, product, gradient, first: 0.0, closely: false }
    }

    fn begin<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        x: &P,
        g: &mut P,
    ) -> Step<Evaluated> {
        self.first = 0.0;
        start::gradient(ledger, objective, x, g)
    }

    fn accept(&mut self) {}

    fn look_closely(&mut self, closely: bool) {
        self.closely = closely;
    }

    fn refresh<O: Objective<Point = P>>(&mut self, _: &mut Ledger<P>, _: &O, _: &P, _: &mut P) -> Step<()> {
        Ok(())
    }

    fn solve<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        at: &At<'_, P>,
        radius: f64,
        z: &mut [f64],
    ) -> Step<Promise> {
        let size = norm(at.gradient);
        self.first = self.first.max(size);
        let enough = if self.closely { 0.0 } else { size * sqrt(size / self.first).min(0.5) };
        // In units of the gradient's length, so that nothing overflows.
        for (r, g) in self.residual.as_mut().iter_mut().zip(at.gradient) {
            *r = -g / size;
        }
        self.direction.as_mut().copy_from_slice(self.residual.as_ref());
        z.fill(0.0);
        let mut square = 1.0;
        let mut fall = 0.0;
        for _ in 0..2 * z.len() {
            let curvature = self.multiply(ledger, objective, at)?;
            let alpha = square * size / curvature;
            let border = to_border(z, self.direction.as_ref(), radius);
            let is_bounded = curvature <= 0.0 || alpha >= border;
            let share = if is_bounded { border } else { alpha };
            add_multiple(z, share, self.direction.as_ref());
            // Along conjugate directions the model falls by the sum of what it falls along each.
            fall += share * (square * size - 0.5 * share * curvature);
            if is_bounded {
                return Ok(Promise { fall, is_bounded });
            }
            add_multiple(self.residual.as_mut(), -share / size, self.product.as_ref());
            let next = dot(self.residual.as_ref(), self.residual.as_ref());
            if sqrt(next) * size <= enough {
                break;
            }
            let beta = next / square;
            for (d, r) in self.direction.as_mut().iter_mut().zip(self.residual.as_ref()) {
                *d = r + beta * *d;
            }
            square = next;
        }
        Ok(Promise { fall, is_bounded: false })
    }
}

impl<P: Point> Products<P> {
    /// Writes the product of the scaled Hessian with the direction; the curvature along it.
    fn multiply<O: Objective<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        objective: &O,
        at: &At<'_, P>,
    ) -> Step<f64> {
        let Self { direction, plain, product, gradient, .. } = self;
        for (p, (d, s)) in plain.as_mut().iter_mut().zip(direction.as_ref().iter().zip(at.scales)) {
            *p = d / s;
        }
        ledger.count(1)?;
        objective.gradient_and_hvp(at.x, plain, gradient, product);
        ledger.check_length(product)?;
        product.as_mut().iter_mut().zip(at.scales).for_each(|(p, s)| *p /= s);
        if first_non_finite(product.as_ref()).is_some() {
            return Err(Reason::NonFiniteStuck);
        }
        Ok(dot(direction.as_ref(), product.as_ref()))
    }
}
