//! A trust region with the dogleg.

use alloc::{vec, vec::Vec};

use super::{
    ball::trust_region,
    dense::{Dense, Solve},
    settings::{Settings, entry_points, shared_settings},
};
use crate::linalg::{dot, first_non_finite, ldl, ldl_solve, modified_ldl, norm, sqrt};

/// Newton's method in a trust region, with the dogleg: steps go down the gradient to the least of the model there, then towards Newton's
/// step, up to the border of the region.
///
/// Powell, "A hybrid method for nonlinear equations" (1970); Nocedal and Wright, *Numerical Optimization* (2006), section 4.1. An
/// indefinite Hessian is modified as in [`Newton`](crate::Newton), so that its step leads down.
///
/// Needs order 2: less is refused at compile time. An iteration costs one Hessian and a sixth of `n^3` multiplications, where the region
/// binds too: less than the exact steps of [`TrustRegion`](crate::TrustRegion), at more iterations.
///
/// ```
/// use chainrule::{Dogleg, differentiable};
///
/// #[differentiable]
/// fn rosenbrock(x: &[f64; 2]) -> f64 {
///     (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
/// }
///
/// let report = Dogleg::new().minimize(rosenbrock::objective(), [-1.2, 1.0])?;
/// assert!(report.point.iter().all(|x| (x - 1.0).abs() < 1e-8));
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Dogleg {
    settings: Settings,
    initial_radius: f64,
}

stored! { Dogleg { settings, initial_radius } }

impl Default for Dogleg {
    fn default() -> Self {
        Self::new()
    }
}

impl Dogleg {
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

    entry_points! { order 2, "the dogleg needs an objective of order 2: with a Hessian" }
}

trust_region!(Dogleg, Dense<P, Legs>);

/// The two legs.
#[derive(Clone, Debug)]
pub struct Legs {
    factor: Vec<f64>,
    cauchy: Vec<f64>,
}

stored! { Legs { factor, cauchy } }

impl Solve for Legs {
    #[inline]
    fn new(n: usize) -> Self {
        Self { factor: vec![0.0; n * n], cauchy: vec![0.0; n] }
    }

    #[inline]
    fn step(&mut self, g: &[f64], h: &mut [f64], radius: f64, z: &mut [f64]) -> bool {
        let n = g.len();
        self.factor.copy_from_slice(h);
        if !ldl(n, &mut self.factor) {
            self.factor.copy_from_slice(h);
            modified_ldl(n, &mut self.factor);
        }
        z.iter_mut().zip(g).for_each(|(z, g)| *z = -g);
        ldl_solve(n, &self.factor, z);
        if norm(z) <= radius {
            return false;
        }
        let size = norm(g);
        self.cauchy.iter_mut().zip(g).for_each(|(c, g)| *c = -g / size);
        let length = (size / curvature(n, &self.factor, &self.cauchy)).min(radius);
        self.cauchy.iter_mut().for_each(|c| *c *= length);
        if first_non_finite(z).is_none() {
            toward(&self.cauchy, z, radius);
        } else {
            z.copy_from_slice(&self.cauchy);
        }
        true
    }
}

/// `u' L D L' u`.
#[inline]
fn curvature(n: usize, ld: &[f64], u: &[f64]) -> f64 {
    let along = |j: usize| u[j] + (j + 1..n).map(|i| ld[i * n + j] * u[i]).sum::<f64>();
    (0..n).map(|j| ld[j * n + j] * along(j) * along(j)).sum()
}

/// Moves `z` to where the line from `inner`, within the ball, to `z`, beyond it, crosses the border.
#[inline]
pub(crate) fn toward(inner: &[f64], z: &mut [f64], radius: f64) {
    z.iter_mut().zip(inner).for_each(|(z, c)| *z -= c);
    let share = to_border(inner, z, radius);
    z.iter_mut().zip(inner).for_each(|(z, c)| *z = c + share * *z);
}

/// The multiple of `d` that leads from `z`, within the ball, to its border.
#[inline]
pub(crate) fn to_border(z: &[f64], d: &[f64], radius: f64) -> f64 {
    let (size, length) = (norm(z), norm(d));
    let room = ((radius - size) / length).max(0.0) * ((radius + size) / length);
    let along = dot(z, d) / length / length;
    let root = sqrt(along * along + room);
    // The root of the quadratic without cancellation.
    if along > 0.0 { room / (along + root) } else { root - along }
}

#[cfg(test)]
mod tests {
    use super::{Legs, Solve, to_border};
    use crate::linalg::norm;

    #[test]
    fn borders() {
        for (z, d, share) in
            [([0.0, 0.0], [2.0, 0.0], 0.5), ([0.6, 0.0], [0.0, 0.8], 1.0), ([0.5, 0.0], [-0.5, 0.0], 3.0)]
        {
            assert!((to_border(&z, &d, 1.0) - share).abs() < 1e-15);
        }
    }

    /// `x^2 + 5 y^2` with the gradient (2, 10) at (1, 1): the full step is (-1, -1), the Cauchy step g g'g / g'Hg = 0.1032 g.
    #[test]
    fn legs() {
        let (g, h) = ([2.0, 10.0], [2.0, 0.0, 0.0, 10.0]);
        let mut z = [0.0; 2];
        let mut legs = Legs::new(2);
        assert!(!legs.step(&g, &mut h.clone(), 2.0, &mut z));
        assert_eq!(z, [-1.0, -1.0]);
        assert!(legs.step(&g, &mut h.clone(), 0.5, &mut z));
        assert!((norm(&z) - 0.5).abs() < 1e-15 && (z[1] / z[0] - 5.0).abs() < 1e-14, "{z:?}");
        assert!(legs.step(&g, &mut h.clone(), 1.2, &mut z));
        assert!((norm(&z) - 1.2).abs() < 1e-15, "{z:?}");
        let (cauchy, full) = ([-2.0 * 104.0 / 1008.0, -10.0 * 104.0 / 1008.0], [-1.0, -1.0]);
        let cross = (z[0] - cauchy[0]) * (full[1] - cauchy[1]) - (z[1] - cauchy[1]) * (full[0] - cauchy[0]);
        assert!(cross.abs() < 1e-15);
    }
}
