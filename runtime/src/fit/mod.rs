//! Curve fitting: parameters with their uncertainties.

mod covariance;
mod display;

#[cfg(doc)]
use crate::{HybridNewton, LevenbergMarquardt};
use crate::{
    linalg::dot,
    optimize::{Failure, Minimizes, Report},
    problem::{Curve, Model, Point, Residuals, Robust, Within},
};
use covariance::covariance_of;

/// A fitted curve. Its `Display` is a table of the parameters.
///
/// `n` parameters, `m` observations. With weights, residuals are those of the weighted problem.
#[derive(Clone, Debug)]
#[doc(alias = "curve_fit")]
#[doc(alias = "regression")]
pub struct Fit<P: Point> {
    /// The `n` parameters.
    pub parameters: P,
    /// Their `n` standard errors: the roots of the diagonal of the covariance.
    pub standard_errors: P,
    /// Their `n * n` covariance `s^2 (J' J)^-1`, from the QR factorization of the scaled Jacobian; NaN where the data do not
    /// determine all parameters or leave no degrees of freedom. A parameter that is held at a bound does not move with the data: it has zeros, and the
    /// others vary as if it were a constant.
    pub covariance: P::Matrix,
    /// The residual sum of squares.
    pub rss: f64,
    /// The residual standard deviation: the root of `rss` per degree of freedom.
    pub residual_deviation: f64,
    /// The residual degrees of freedom, `m - n` (0 where there are fewer observations than parameters); parameters at a bound do not count.
    pub degrees_of_freedom: usize,
    /// The coefficient of determination, `1 - rss / tss`, with `tss` the sum of squares about the mean.
    pub r_squared: f64,
    /// How many combinations of parameters the data determine: the numerical rank of the Jacobian, without those at a bound.
    pub rank: usize,
    /// Which parameters are held at a bound, `n`.
    pub at_bound: Vec<bool>,
    /// How the minimization went; the Jacobian that the covariance takes at the end is not among its counts.
    pub report: Report<P>,
}

impl<P: Point> Fit<P> {
    /// The correlation of parameters `i` and `j`; NaN with one that is held at a bound.
    ///
    /// # Panics
    /// If an index is not below the number of parameters.
    #[must_use]
    pub fn correlation(&self, i: usize, j: usize) -> f64 {
        let errors = self.standard_errors.as_ref();
        let covariance = P::flat(&self.covariance)[i * errors.len() + j];
        if i == j { 1.0 } else { covariance / errors[i] / errors[j] }
    }
}

/// Residuals that are observed minus predicted, with what a fit is reported by.
trait Observed: Residuals {
    /// The sum of squares about the mean of the observations.
    fn total(&self) -> f64;
}

impl<F: Model<X>, X> Observed for Curve<'_, F, X> {
    fn total(&self) -> f64 {
        self.total_sum_of_squares()
    }
}

impl<R: Observed> Observed for Within<R, R::Point> {
    fn total(&self) -> f64 {
        self.inner.total()
    }
}

impl<R: Observed> Observed for Robust<R> {
    fn total(&self) -> f64 {
        self.inner.total()
    }
}

fn fitted<R: Observed>(observed: &R, report: Report<R::Point>) -> Fit<R::Point> {
    let (m, n) = (observed.len(), report.point.as_ref().len());
    let (mut r, mut jacobian) = (vec![0.0; m], vec![0.0; m * n]);
    observed.residuals_and_jacobian(&report.point, &mut r, &mut jacobian);
    let rss = r.iter().fold(0.0, |sum, r| sum + r * r);
    let at_bound = at_bound(observed, &report.point, &r, &jacobian);
    let free: Vec<usize> = (0..n).filter(|&j| !at_bound[j]).collect();
    let degrees_of_freedom = m.saturating_sub(free.len());
    let variance = if degrees_of_freedom > 0 { rss / degrees_of_freedom as f64 } else { f64::NAN };

    let mut matrix = report.point.matrix();
    let rank = covariance_of(&free, m, &jacobian, variance, n, R::Point::flat_mut(&mut matrix));
    let mut standard_errors = report.point.zeros();
    for (i, error) in standard_errors.as_mut().iter_mut().enumerate() {
        *error = R::Point::flat(&matrix)[i * n + i].sqrt();
    }
    Fit {
        parameters: report.point.clone(),
        standard_errors,
        covariance: matrix,
        rss,
        residual_deviation: variance.sqrt(),
        degrees_of_freedom,
        r_squared: 1.0 - rss / observed.total(),
        rank,
        at_bound,
        report,
    }
}

/// The parameters at a bound that the gradient `J' r` leads across.
fn at_bound<R: Residuals>(residuals: &R, point: &R::Point, r: &[f64], jacobian: &[f64]) -> Vec<bool> {
    let (x, n) = (point.as_ref(), point.as_ref().len());
    let Some(bounds) = residuals.bounds() else { return vec![false; n] };
    let slope = |j: usize| r.iter().enumerate().map(|(i, r)| r * jacobian[i * n + j]).sum::<f64>();
    let held = |j: usize| {
        let (below, above) = (x[j] <= bounds.lower()[j], x[j] >= bounds.upper()[j]);
        (below && slope(j) > 0.0) || (above && slope(j) < 0.0)
    };
    (0..n).map(held).collect()
}

/// The ways to a fit, of curves and of curves with something around them.
macro_rules! fits {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<$($generics)*> $ty {
            /// Fits the model by least squares, from a starting point for the parameters, with the defaults of
            /// [`HybridNewton`], or of [`LevenbergMarquardt`] where the model offers no second derivatives.
            ///
            /// # Errors
            /// A [`Failure`] with the reason and the best parameters, if the run ends without convergence, or if lengths do not
            /// match.
            pub fn fit(
                &self,
                start: <Self as Residuals>::Point,
            ) -> Result<Fit<<Self as Residuals>::Point>, Failure<<Self as Residuals>::Point>> {
                Ok(fitted(self, crate::optimize::least_squares(self, start)?))
            }

            /// The same, with a method whose tolerances and limits have been set.
            ///
            /// # Errors
            /// A [`Failure`] with the reason and the best parameters, if the run ends without convergence, or if lengths do not
            /// match.
            pub fn fit_with<M>(
                &self,
                method: &M,
                start: <Self as Residuals>::Point,
            ) -> Result<Fit<<Self as Residuals>::Point>, Failure<<Self as Residuals>::Point>>
            where
                M: Minimizes<Self, Point = <Self as Residuals>::Point>,
            {
                Ok(fitted(self, crate::optimize::run(method, self, start)?))
            }
        }
    )*};
}

fits! {
    ['a, F: Model<X>, X] Curve<'a, F, X>;
    ['a, F: Model<X>, X] Within<Curve<'a, F, X>, F::Point>;
    ['a, F: Model<X>, X] Robust<Curve<'a, F, X>>;
    ['a, F: Model<X>, X] Within<Robust<Curve<'a, F, X>>, F::Point>;
    ['a, F: Model<X>, X] Robust<Within<Curve<'a, F, X>, F::Point>>;
}

/// What a fitted curve predicts at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// The value.
    pub value: f64,
    /// The standard error of the curve there, from the covariance of the parameters.
    pub standard_error: f64,
    /// The standard deviation of one more observation there, of unit weight: the curve's error and the residual deviation.
    pub deviation: f64,
}

impl<F: Model<X>, X> Curve<'_, F, X> {
    /// What the fitted curve predicts at `x`: the value, and its standard error `sqrt(g' C g)` by the gradient `g` with respect to
    /// the parameters and their covariance `C` (Bates and Watts, *Nonlinear Regression Analysis*, 1988, section 2.3.2).
    pub fn predict(fit: &Fit<F::Point>, x: &X) -> Prediction {
        let mut gradient = fit.parameters.zeros();
        let value = F::predict_and_gradient(&fit.parameters, x, &mut gradient);
        let g = gradient.as_ref();
        let rows = F::Point::flat(&fit.covariance).chunks_exact(g.len().max(1));
        let variance: f64 = rows.zip(g).map(|(row, gi)| gi * dot(row, g)).sum();
        let standard_error = variance.max(0.0).sqrt();
        Prediction { value, standard_error, deviation: standard_error.hypot(fit.residual_deviation) }
    }
}

#[cfg(test)]
mod tests;
