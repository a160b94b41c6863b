//! Both methods, on the same objective.

use std::ops::ControlFlow;

use chainrule::{Failure, GradientDescent, Newton, Progress, Report};

use crate::{data::Launches, model::loss};

/// A fit and how it was reached.
pub(crate) struct Trained {
    pub(crate) method: &'static str,
    pub(crate) coefficients: [f64; 2],
    /// Their standard errors: the roots of the diagonal of the inverse Hessian.
    pub(crate) errors: [f64; 2],
    /// Twice the loss.
    pub(crate) deviance: f64,
    pub(crate) evaluations: usize,
    /// Loss and gradient norm after each iteration.
    pub(crate) path: Vec<(f64, f64)>,
}

const START: [f64; 2] = [0.0; 2];

/// Far below the defaults: temperatures near 70 make the loss a valley a thousand times as long as wide.
const GRADIENT: f64 = 1e-10;

pub(crate) fn by_gradient_descent(launches: &Launches) -> Result<Trained, String> {
    let mut path = Vec::new();
    let objective = loss::objective(&launches.temperature, &launches.distress);
    let method = GradientDescent::new().gradient_tolerance(GRADIENT);
    let outcome = method.minimize_observed(objective, START, |now| note(&mut path, now));
    trained("gradient descent", launches, outcome, path)
}

pub(crate) fn by_newton(launches: &Launches) -> Result<Trained, String> {
    let mut path = Vec::new();
    let objective = loss::objective(&launches.temperature, &launches.distress);
    let method = Newton::new().gradient_tolerance(GRADIENT);
    let outcome = method.minimize_observed(objective, START, |now| note(&mut path, now));
    trained("Newton", launches, outcome, path)
}

fn note(path: &mut Vec<(f64, f64)>, now: &Progress<'_>) -> ControlFlow<()> {
    path.push((now.value, now.gradient_norm));
    ControlFlow::Continue(())
}

type Outcome = Result<Report<[f64; 2]>, Failure<[f64; 2]>>;

fn trained(
    method: &'static str,
    launches: &Launches,
    outcome: Outcome,
    path: Vec<(f64, f64)>,
) -> Result<Trained, String> {
    let report = outcome.map_err(|failure| format!("{method}: {failure}"))?;
    let hessian = loss::hessian(&report.point, &launches.temperature, &launches.distress);
    Ok(Trained {
        method,
        coefficients: report.point,
        errors: standard_errors(&hessian),
        deviance: 2.0 * report.value,
        evaluations: report.counts.evaluations,
        path,
    })
}

/// The Hessian of a negative log-likelihood is the information; its inverse is the covariance.
fn standard_errors([[a, b], [c, d]]: &[[f64; 2]; 2]) -> [f64; 2] {
    let determinant = a * d - b * c;
    [(d / determinant).sqrt(), (a / determinant).sqrt()]
}
