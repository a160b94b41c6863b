//! Curve fitting: parameters with their uncertainties.

mod covariance;
mod display;

use crate::{
    optimize::{Failure, LevenbergMarquardt, Report},
    problem::{Curve, Model, Point, Residuals},
};
use covariance::covariance;

/// A fitted curve. Its `Display` is a table of the parameters.
///
/// `n` parameters, `m` observations. With weights, residuals are those of the weighted problem.
#[derive(Clone, Debug)]
pub struct Fit<P: Point> {
    /// The `n` parameters.
    pub parameters: P,
    /// Their `n` standard errors: the roots of the diagonal of the covariance.
    pub standard_errors: P,
    /// Their `n * n` covariance `s^2 (J' J)^-1`, from the QR factorization of the scaled Jacobian; NaN where the data do not
    /// determine all parameters or leave no degrees of freedom.
    pub covariance: P::Matrix,
    /// The residual sum of squares.
    pub rss: f64,
    /// The residual standard deviation `s = sqrt(rss / (m - n))`.
    pub residual_deviation: f64,
    /// The residual degrees of freedom, `m - n` (0 where there are fewer observations than parameters).
    pub degrees_of_freedom: usize,
    /// The coefficient of determination, `1 - rss / tss`, with `tss` the sum of squares about the mean.
    pub r_squared: f64,
    /// How many combinations of parameters the data determine: the numerical rank of the Jacobian.
    pub rank: usize,
    /// How the minimization went; the Jacobian that the covariance takes at the end is not among its counts.
    pub report: Report<P>,
}

impl<P: Point> Fit<P> {
    /// The correlation of parameters `i` and `j`.
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

impl<F: Model<X>, X> Curve<'_, F, X> {
    /// Fits the model by least squares, from a starting point for the parameters, with the defaults of
    /// [`LevenbergMarquardt`].
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best parameters, if the run ends without convergence, or if lengths do not match.
    pub fn fit(&self, start: F::Point) -> Result<Fit<F::Point>, Failure<F::Point>> {
        self.fit_with(&LevenbergMarquardt::new(), start)
    }

    /// The same, with a method whose tolerances and limits have been set.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best parameters, if the run ends without convergence, or if lengths do not match.
    pub fn fit_with(&self, method: &LevenbergMarquardt, start: F::Point) -> Result<Fit<F::Point>, Failure<F::Point>> {
        let report = method.minimize(self, start)?;
        let (m, n) = (self.len(), report.point.as_ref().len());
        let (mut r, mut jacobian) = (vec![0.0; m], vec![0.0; m * n]);
        self.residuals_and_jacobian(&report.point, &mut r, &mut jacobian);
        let rss = r.iter().map(|r| r * r).sum::<f64>();
        let degrees_of_freedom = m.saturating_sub(n);
        let variance = if degrees_of_freedom > 0 { rss / degrees_of_freedom as f64 } else { f64::NAN };

        let mut matrix = report.point.matrix();
        let rank = covariance(m, &jacobian, variance, n, F::Point::flat_mut(&mut matrix));
        let mut standard_errors = report.point.zeros();
        for (i, error) in standard_errors.as_mut().iter_mut().enumerate() {
            *error = F::Point::flat(&matrix)[i * n + i].sqrt();
        }
        Ok(Fit {
            parameters: report.point.clone(),
            standard_errors,
            covariance: matrix,
            rss,
            residual_deviation: variance.sqrt(),
            degrees_of_freedom,
            r_squared: 1.0 - rss / self.total_sum_of_squares(),
            rank,
            report,
        })
    }
}

#[cfg(test)]
mod tests;
