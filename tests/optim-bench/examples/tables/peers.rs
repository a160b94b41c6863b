//! Methods of other crates, with their defaults and at most 2000 iterations.

use argmin::{
    core::{CostFunction, Error, Executor, Gradient, Jacobian, Operator, State, TerminationReason, TerminationStatus},
    solver::{
        gaussnewton::GaussNewton,
        linesearch::MoreThuenteLineSearch,
        quasinewton::{BFGS, LBFGS},
    },
};
use chainrule::{Objective, Residuals};
use chainrule_optim_bench::counted::Counted;
use levenberg_marquardt::{LeastSquaresProblem, LevenbergMarquardt};
use nalgebra::{DMatrix, DVector, Dyn, storage::Owned};

use crate::End;

const ITERATIONS: u64 = 2000;

/// The problem at a point.
struct At<'a> {
    problem: &'a Counted<'a>,
    x: DVector<f64>,
}

fn residuals(problem: &Counted<'_>, x: &DVector<f64>) -> DVector<f64> {
    let mut r = DVector::zeros(Residuals::len(problem));
    problem.residuals(&x.as_slice().to_vec(), r.as_mut_slice());
    r
}

/// Ours are row-major, theirs column-major.
fn jacobian(problem: &Counted<'_>, x: &DVector<f64>) -> DMatrix<f64> {
    let (m, n) = (Residuals::len(problem), x.len());
    let (mut r, mut j) = (vec![0.0; m], vec![0.0; m * n]);
    problem.residuals_and_jacobian(&x.as_slice().to_vec(), &mut r, &mut j);
    DMatrix::from_row_slice(m, n, &j)
}

impl LeastSquaresProblem<f64, Dyn, Dyn> for At<'_> {
    type ResidualStorage = Owned<f64, Dyn>;
    type JacobianStorage = Owned<f64, Dyn, Dyn>;
    type ParameterStorage = Owned<f64, Dyn>;

    fn set_params(&mut self, x: &DVector<f64>) {
        self.x.copy_from(x);
    }

    fn params(&self) -> DVector<f64> {
        self.x.clone()
    }

    fn residuals(&self) -> Option<DVector<f64>> {
        Some(residuals(self.problem, &self.x))
    }

    fn jacobian(&self) -> Option<DMatrix<f64>> {
        Some(jacobian(self.problem, &self.x))
    }
}

pub(crate) fn levenberg_marquardt(problem: &Counted<'_>, start: &[f64]) -> End {
    let at = At { problem, x: DVector::from_column_slice(start) };
    let (at, report) = LevenbergMarquardt::new().minimize(at);
    End { point: at.x.as_slice().to_vec(), converged: report.termination.was_successful() }
}

struct Squares<'a>(&'a Counted<'a>);

impl Operator for Squares<'_> {
    type Param = DVector<f64>;
    type Output = DVector<f64>;

    fn apply(&self, x: &DVector<f64>) -> Result<DVector<f64>, Error> {
        Ok(residuals(self.0, x))
    }
}

impl Jacobian for Squares<'_> {
    type Param = DVector<f64>;
    type Jacobian = DMatrix<f64>;

    fn jacobian(&self, x: &DVector<f64>) -> Result<DMatrix<f64>, Error> {
        Ok(jacobian(self.0, x))
    }
}

struct Sum<'a>(&'a Counted<'a>);

impl CostFunction for Sum<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, x: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.0.value(x))
    }
}

impl Gradient for Sum<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, x: &Vec<f64>) -> Result<Vec<f64>, Error> {
        let mut gradient = vec![0.0; x.len()];
        self.0.value_and_gradient(x, &mut gradient);
        Ok(gradient)
    }
}

/// The best point of a run, or the start where it ended with an error.
macro_rules! ended {
    ($run:expr, $start:expr, $slice:expr) => {
        match $run {
            Ok(result) => {
                let state = result.state();
                let converged = matches!(
                    state.get_termination_status(),
                    TerminationStatus::Terminated(TerminationReason::SolverConverged)
                );
                End { point: state.get_best_param().map_or($start.to_vec(), $slice), converged }
            }
            Err(_) => End { point: $start.to_vec(), converged: false },
        }
    };
}

pub(crate) fn gauss_newton(problem: &Counted<'_>, start: &[f64]) -> End {
    let x = DVector::from_column_slice(start);
    let run = Executor::new(Squares(problem), GaussNewton::new())
        .configure(|state| state.param(x).max_iters(ITERATIONS))
        .ctrlc(false)
        .run();
    ended!(run, start, |x: &DVector<f64>| x.as_slice().to_vec())
}

pub(crate) fn bfgs(problem: &Counted<'_>, start: &[f64]) -> End {
    let n = start.len();
    let identity: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    let run = Executor::new(Sum(problem), BFGS::new(MoreThuenteLineSearch::new()))
        .configure(|state| state.param(start.to_vec()).inv_hessian(identity).max_iters(ITERATIONS))
        .ctrlc(false)
        .run();
    ended!(run, start, Clone::clone)
}

pub(crate) fn lbfgs(problem: &Counted<'_>, start: &[f64]) -> End {
    let run = Executor::new(Sum(problem), LBFGS::new(MoreThuenteLineSearch::new(), 10))
        .configure(|state| state.param(start.to_vec()).max_iters(ITERATIONS))
        .ctrlc(false)
        .run();
    ended!(run, start, Clone::clone)
}
