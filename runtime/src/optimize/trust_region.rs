//! A trust region with exact steps.

use alloc::{vec, vec::Vec};

use super::{
    ball::trust_region,
    dense::{Dense, Solve},
    secular,
    settings::{Settings, entry_points, shared_settings},
};
use crate::linalg::{add_multiple, dot, eigen, ldl, ldl_solve, norm};

/// Newton's method in a trust region, with the exact Hessian and exact steps: each is the global minimizer of the quadratic model within
/// the region, also where the Hessian is indefinite.
///
/// Moré and Sorensen, "Computing a trust region step" (1983), the multiplier from eigenvalues; where Newton's step lies within the
/// region, by Cholesky's factorization alone. At a saddle a run goes on along the direction of negative curvature as long as the gradient
/// is above its tolerance; if it lands exactly on one, the report says so in
/// [`Report::hessian_indefinite`](crate::Report::hessian_indefinite).
///
/// Needs order 2: less is refused at compile time. An iteration costs one Hessian, and a sixth of `n^3` multiplications, or some ten `n^3`
/// where the region binds.
///
/// ```
/// use chainrule::{TrustRegion, differentiable};
///
/// /// A saddle at the origin, between two minima of -1/4.
/// #[differentiable]
/// fn saddle(x: f64, y: f64) -> f64 {
///     x * x - y * y + y.powi(4)
/// }
///
/// let report = TrustRegion::new().minimize(saddle::objective(), [1.0, 0.0])?;
/// assert!((report.value + 0.25).abs() < 1e-15 && !report.hessian_indefinite);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[doc(alias = "trust-exact")]
#[doc(alias = "Moré-Sorensen")]
pub struct TrustRegion {
    settings: Settings,
    initial_radius: f64,
}

stored! { TrustRegion { settings, initial_radius } }

impl Default for TrustRegion {
    fn default() -> Self {
        Self::new()
    }
}

impl TrustRegion {
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

    entry_points! { order 2, "the trust region needs an objective of order 2: with a Hessian" }
}

trust_region!(TrustRegion, Dense<P, Exact>);

/// Steps from Cholesky's factorization, else from eigenvalues.
#[derive(Clone, Debug)]
pub struct Exact {
    factor: Vec<f64>,
    vectors: Vec<f64>,
    values: Vec<f64>,
    c: Vec<f64>,
    q: Vec<f64>,
}

stored! { Exact { factor, vectors, values, c, q } }

impl Solve for Exact {
    #[inline]
    fn new(n: usize) -> Self {
        let (square, line) = (|| vec![0.0; n * n], || vec![0.0; n]);
        Self { factor: square(), vectors: square(), values: line(), c: line(), q: line() }
    }

    #[inline]
    fn step(&mut self, g: &[f64], h: &mut [f64], radius: f64, z: &mut [f64]) -> bool {
        let n = g.len();
        self.factor.copy_from_slice(h);
        if ldl(n, &mut self.factor) {
            z.iter_mut().zip(g).for_each(|(z, g)| *z = -g);
            ldl_solve(n, &self.factor, z);
            if norm(z) <= radius {
                return false;
            }
        }
        eigen(n, h, &mut self.values, &mut self.vectors, &mut self.q);
        for (c, v) in self.c.iter_mut().zip(self.vectors.chunks_exact(n.max(1))) {
            *c = dot(v, g);
        }
        let is_bounded = secular::solve(&self.values, &self.c, radius, &mut self.q);
        z.fill(0.0);
        for (q, v) in self.q.iter().zip(self.vectors.chunks_exact(n.max(1))) {
            add_multiple(z, -q, v);
        }
        is_bounded
    }
}
