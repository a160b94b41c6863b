//! Nonlinear least squares by Levenberg and Marquardt.

use super::{
    region::Plan,
    settings::{Settings, shared_settings},
    squares::{entry_points_for_squares, trust_region_for_squares},
};

/// The method of Levenberg and Marquardt for `min 1/2 |r(x)|^2`, as a trust-region method.
///
/// After Moré, "The Levenberg-Marquardt algorithm: implementation and theory" (1978): the damping is chosen so that the step
/// fills an ellipsoid whose axes are scaled by the size of the unknowns; linear systems are solved by pivoted QR, never by
/// normal equations. Steps follow the bend of the residuals, at one evaluation more (Transtrum and
/// Sethna, 2012). At the end the point is polished by steps of Gauss and Newton for as long as they shrink, since the sum
/// of squares is flat to rounding long before the parameters are exact.
///
/// A Jacobian with zero or dependent columns, and fewer residuals than unknowns, are handled by the damping; bounds on the
/// unknowns are kept ([`Residuals::within`](crate::Residuals::within)). The report's value is half the sum of squares.
#[derive(Clone, Copy, Debug)]
#[doc(alias = "LM")]
#[doc(alias = "leastsq")]
pub struct LevenbergMarquardt {
    settings: Settings,
    initial_radius: f64,
    polish: bool,
}

stored! { LevenbergMarquardt { settings, initial_radius, polish } }

impl Default for LevenbergMarquardt {
    fn default() -> Self {
        Self::new()
    }
}

impl LevenbergMarquardt {
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
        Plan { initial_radius: self.initial_radius, polish: self.polish, second_order: false }
    }
}

entry_points_for_squares!(LevenbergMarquardt, order 1, "least squares need a Jacobian");
trust_region_for_squares!(LevenbergMarquardt);
