//! `argmin`: its solvers on the problems of this crate.

use core::marker::PhantomData;

use alloc::vec::Vec;
use argmin::core::{CostFunction, Error, Gradient, Hessian, Jacobian, Operator};

use crate::problem::{Objective, Residuals, Start};

/// A problem as `argmin` takes it, over parameters `S`: a `Vec<f64>`, or with the feature `nalgebra` a `DVector<f64>`.
///
/// An [`Objective`] has cost, gradient and Hessian there, [`Residuals`] an operator and its Jacobian.
///
/// ```ignore
/// // With the feature `vec` of `argmin-math`.
/// use argmin::{
///     core::{Executor, State},
///     solver::{linesearch::MoreThuenteLineSearch, quasinewton::LBFGS},
/// };
/// use chainrule::{differentiable, interop::argmin::Problem};
///
/// #[differentiable]
/// fn rosenbrock(x: &[f64]) -> f64 {
///     (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
/// }
///
/// let solver = LBFGS::new(MoreThuenteLineSearch::new(), 7);
/// let run = Executor::new(Problem::new(rosenbrock::objective()), solver)
///     .configure(|state| state.param(vec![-1.2, 1.0]).max_iters(100))
///     .run()?;
/// assert!(run.state().get_best_cost() < 1e-10);
/// # Ok::<(), argmin::core::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Problem<Q, S = Vec<f64>> {
    problem: Q,
    parameters: PhantomData<fn() -> S>,
}

impl<Q, S> Problem<Q, S> {
    /// The problem for `argmin`.
    pub const fn new(problem: Q) -> Self {
        Self { problem, parameters: PhantomData }
    }
}

impl<O: Objective, S: Start<O::Point>> CostFunction for Problem<O, S> {
    type Param = S;
    type Output = f64;

    fn cost(&self, x: &S) -> Result<f64, Error> {
        Ok(self.problem.value(&x.to_point()))
    }
}

impl<O: Objective, S: Start<O::Point> + Clone> Gradient for Problem<O, S> {
    type Param = S;
    type Gradient = S;

    fn gradient(&self, x: &S) -> Result<S, Error> {
        const { assert!(O::ORDER >= 1, "a gradient needs an objective of order 1") }
        let point = x.to_point();
        let mut gradient = point.clone();
        self.problem.value_and_gradient(&point, &mut gradient);
        Ok(x.clone().with_point(gradient))
    }
}

/// The Hessian, row after row.
fn hessian<O: Objective<Point = Vec<f64>>>(objective: &O, x: &Vec<f64>) -> Vec<f64> {
    const { assert!(O::ORDER >= 2, "a Hessian needs an objective of order 2") }
    let mut matrix = vec![0.0; x.len() * x.len()];
    objective.value_gradient_hessian(x, &mut x.clone(), &mut matrix);
    matrix
}

/// The residuals, and the Jacobian row after row.
fn jacobian<R: Residuals<Point = Vec<f64>>>(residuals: &R, x: &Vec<f64>) -> (Vec<f64>, Vec<f64>) {
    let (mut r, mut j) = (vec![0.0; residuals.len()], vec![0.0; residuals.len() * x.len()]);
    residuals.residuals_and_jacobian(x, &mut r, &mut j);
    (r, j)
}

fn residuals<R: Residuals<Point = Vec<f64>>>(residuals: &R, x: &Vec<f64>) -> Vec<f64> {
    let mut r = vec![0.0; residuals.len()];
    residuals.residuals(x, &mut r);
    r
}

fn rows(flat: &[f64], n: usize) -> Vec<Vec<f64>> {
    flat.chunks(n.max(1)).map(<[f64]>::to_vec).collect()
}

impl<O: Objective<Point = Vec<f64>>> Hessian for Problem<O> {
    type Param = Vec<f64>;
    type Hessian = Vec<Vec<f64>>;

    fn hessian(&self, x: &Vec<f64>) -> Result<Vec<Vec<f64>>, Error> {
        Ok(rows(&hessian(&self.problem, x), x.len()))
    }
}

impl<R: Residuals<Point = Vec<f64>>> Operator for Problem<R> {
    type Param = Vec<f64>;
    type Output = Vec<f64>;

    fn apply(&self, x: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(residuals(&self.problem, x))
    }
}

impl<R: Residuals<Point = Vec<f64>>> Jacobian for Problem<R> {
    type Param = Vec<f64>;
    type Jacobian = Vec<Vec<f64>>;

    fn jacobian(&self, x: &Vec<f64>) -> Result<Vec<Vec<f64>>, Error> {
        Ok(rows(&jacobian(&self.problem, x).1, x.len()))
    }
}

#[cfg(feature = "nalgebra")]
mod dynamic {
    use argmin::core::{Error, Hessian, Jacobian, Operator};
    use nalgebra::{DMatrix, DVector};

    use super::{Objective, Problem, Residuals, Start, Vec, hessian, jacobian, residuals};

    impl<O: Objective<Point = Vec<f64>>> Hessian for Problem<O, DVector<f64>> {
        type Param = DVector<f64>;
        type Hessian = DMatrix<f64>;

        fn hessian(&self, x: &DVector<f64>) -> Result<DMatrix<f64>, Error> {
            Ok(DMatrix::from_row_slice(x.len(), x.len(), &hessian(&self.problem, &x.to_point())))
        }
    }

    impl<R: Residuals<Point = Vec<f64>>> Operator for Problem<R, DVector<f64>> {
        type Param = DVector<f64>;
        type Output = DVector<f64>;

        fn apply(&self, x: &DVector<f64>) -> Result<DVector<f64>, Error> {
            Ok(residuals(&self.problem, &x.to_point()).into())
        }
    }

    impl<R: Residuals<Point = Vec<f64>>> Jacobian for Problem<R, DVector<f64>> {
        type Param = DVector<f64>;
        type Jacobian = DMatrix<f64>;

        fn jacobian(&self, x: &DVector<f64>) -> Result<DMatrix<f64>, Error> {
            let (r, j) = jacobian(&self.problem, &x.to_point());
            Ok(DMatrix::from_row_slice(r.len(), x.len(), &j))
        }
    }
}
