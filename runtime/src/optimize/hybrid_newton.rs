//! Nonlinear least squares with the models of Gauss and Newton and of Newton.

use super::{
    region::Plan,
    settings::{Settings, shared_settings},
    squares::{entry_points_for_squares, trust_region_for_squares},
};

/// The hybrid of Gauss-Newton and Newton for `min 1/2 |r(x)|^2`: a trust-region method with two models.
///
/// Steps begin as those of [`LevenbergMarquardt`](crate::LevenbergMarquardt). Near the end, where the model of Gauss and Newton
/// predicts the fall poorly, the exact Hessian `J' J + sum r_i H_i` takes its place, for as long as it is the better of the two
/// (Fletcher and Xu, "Hybrid methods for nonlinear least squares", 1987; Dennis, Gay and Welsch, "An adaptive nonlinear
/// least-squares algorithm", 1981). So convergence is quadratic where residuals stay large too, where steps of Gauss and Newton
/// alone would be many.
///
/// Needs residuals of order 2, which differentiated functions and models are; less is refused at compile time. The report's value
/// is half the sum of squares; its count of Hessians is that of curvatures asked for.
///
/// ```
/// use chainrule::{HybridNewton, differentiable};
///
/// /// Freudenstein and Roth (1963).
/// #[differentiable]
/// fn residuals(x: &[f64; 2]) -> [f64; 2] {
///     let [x, y] = *x;
///     [-13.0 + x + ((5.0 - y) * y - 2.0) * y, -29.0 + x + ((y + 1.0) * y - 14.0) * y]
/// }
///
/// let report = HybridNewton::new().minimize(residuals::residuals(), [0.5, -2.0])?;
/// assert!((2.0 * report.value - 48.984_25).abs() < 1e-5);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct HybridNewton {
    settings: Settings,
    initial_radius: f64,
    polish: bool,
}

stored! { HybridNewton { settings, initial_radius, polish } }

impl Default for HybridNewton {
    fn default() -> Self {
        Self::new()
    }
}

impl HybridNewton {
    /// The defaults: all tolerances near rounding, 2000 iterations.
    #[must_use]
    pub const fn new() -> Self {
        let mut settings = Settings::new(1e-15, 2000);
        settings.step_tolerance = 1e-15;
        settings.value_tolerance = 1e-15;
        Self { settings, initial_radius: 0.5, polish: true }
    }

    shared_settings! {
        at: settings,
        gradient: "Converged once the cosine of the angle between the residuals and every column of the Jacobian is at most this; default 1e-15.",
        step: "Converged once the trust region is at most this times the point, both scaled; default 1e-15.",
        value: "Converged once both the predicted and the actual relative fall of the sum of squares are at most this; default 1e-15. Where full steps shrink tenfold, polishing begins at 1e-9.",
        iterations: "The limit on iterations (Jacobians); default 2000."
    }

    /// The first radius of the trust region, as a multiple of the scaled length of the starting point; default 0.5. Never less than
    /// the best step down the gradient.
    #[must_use]
    pub const fn initial_radius(mut self, factor: f64) -> Self {
        self.initial_radius = factor;
        self
    }

    /// Whether a converged point is polished, at a few evaluations more; default `true`.
    #[must_use]
    pub const fn polish(mut self, polish: bool) -> Self {
        self.polish = polish;
        self
    }

    pub(crate) const fn plan(&self) -> Plan {
        Plan { initial_radius: self.initial_radius, polish: self.polish, second_order: true }
    }
}

entry_points_for_squares!(HybridNewton, order 2, "the hybrid method needs residuals of order 2: with their curvature");
trust_region_for_squares!(HybridNewton);
