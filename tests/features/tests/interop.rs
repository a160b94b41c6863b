//! Vectors and matrices of other crates: starts, reports, and the order of rows and columns.

use argmin::{
    core::{CostFunction, Executor, Gradient, Hessian, Jacobian, Operator, State},
    solver::{gaussnewton::GaussNewton, linesearch::MoreThuenteLineSearch, newton::Newton, quasinewton::LBFGS},
};
use chainrule::{Bfgs, differentiable, interop, interop::argmin::Problem, least_squares, minimize};
use faer::Col;
use nalgebra::{DMatrix, DVector, Matrix2x3, Vector2, dmatrix, dvector};
use ndarray::{Array1, Array2, array};

#[differentiable]
fn fixed(x: &[f64; 2]) -> f64 {
    (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
}

#[differentiable]
fn valley(x: &[f64]) -> f64 {
    (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
}

#[differentiable]
fn parts(x: &[f64], #[out] r: &mut [f64]) {
    r[0] = 10.0 * (x[1] - x[0] * x[0]);
    r[1] = 1.0 - x[0];
    r[2] = 0.0 * x[0];
}

#[test]
fn runs_start_from_other_vectors() {
    let point: Vector2<f64> = minimize(fixed::objective(), Vector2::new(-1.2, 1.0)).expect("converges").point;
    assert!((point - Vector2::new(1.0, 1.0)).norm() < 1e-8);
    let point: DVector<f64> = Bfgs::new().minimize(valley::objective(), dvector![-1.2, 1.0]).expect("converges").point;
    assert!((point - dvector![1.0, 1.0]).norm() < 1e-8);
    let point: Array1<f64> = Bfgs::new().minimize(valley::objective(), array![-1.2, 1.0]).expect("converges").point;
    assert!((point - array![1.0, 1.0]).iter().all(|e| e.abs() < 1e-8));
    let start = Col::from_fn(2, |i| [-1.2, 1.0][i]);
    let point: Col<f64> = Bfgs::new().minimize(valley::objective(), start).expect("converges").point;
    assert!(point.iter().all(|x| (x - 1.0).abs() < 1e-8));
    let point: DVector<f64> = least_squares(parts::residuals(3), dvector![-1.2, 1.0]).expect("converges").point;
    assert!((point - dvector![1.0, 1.0]).norm() < 1e-12);
}

/// A failure holds the crate's vector too.
#[test]
fn failures_hold_other_vectors() {
    let failure = Bfgs::new().max_iterations(1).minimize(valley::objective(), dvector![-1.2, 1.0]).expect_err("limit");
    let point: &DVector<f64> = &failure.report.point;
    assert_eq!(point.len(), 2);
}

const ROWS: [[f64; 3]; 2] = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];

#[test]
fn rows_stay_rows() {
    let flat = ROWS.as_flattened();
    let matrix: Matrix2x3<f64> = interop::nalgebra::matrix(&ROWS);
    assert_eq!((matrix[(0, 2)], matrix[(1, 0)]), (3.0, 4.0));
    assert_eq!(interop::nalgebra::rows(&matrix), ROWS);
    let dynamic = interop::nalgebra::dmatrix(2, 3, flat);
    assert_eq!(dynamic, dmatrix![1.0, 2.0, 3.0; 4.0, 5.0, 6.0]);
    assert_eq!(interop::nalgebra::flat(&dynamic), flat);

    let matrix = interop::ndarray::matrix(&ROWS);
    assert_eq!(matrix, array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    assert_eq!(interop::ndarray::array2(2, 3, flat), matrix);
    assert_eq!(interop::ndarray::flat(matrix.view()), flat);
    let turned: Array2<f64> = array![[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]];
    assert_eq!(interop::ndarray::flat(turned.t()), flat);

    let matrix = interop::faer::matrix(&ROWS);
    assert_eq!((matrix[(0, 2)], matrix[(1, 0)]), (3.0, 4.0));
    assert_eq!(interop::faer::mat(2, 3, flat), matrix);
    assert_eq!(interop::faer::flat(matrix.as_ref()), flat);
    assert_eq!(interop::faer::flat(matrix.transpose()), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
}

#[test]
#[should_panic(expected = "a matrix of 2 rows and 3 columns has not the length 5")]
fn lengths_are_checked() {
    let _ = interop::nalgebra::dmatrix(2, 3, &[0.0; 5]);
}

#[test]
fn argmin_solves_ours() {
    let problem = Problem::new(valley::objective());
    let start = vec![-1.2, 1.0];
    assert_eq!(problem.cost(&start).expect("a cost"), valley(&start));
    assert_eq!(problem.gradient(&start).expect("a gradient"), valley::gradient(&start));
    assert_eq!(problem.hessian(&start).expect("a Hessian").concat(), valley::hessian(&start));
    let lbfgs = LBFGS::new(MoreThuenteLineSearch::new(), 7);
    let run = Executor::new(problem, lbfgs).configure(|state| state.param(start).max_iters(100)).run();
    assert!(run.expect("runs").state().get_best_cost() < 1e-10);

    let problem: Problem<_, DVector<f64>> = Problem::new(valley::objective());
    let newton = Executor::new(problem, Newton::<f64>::new());
    let run = newton.configure(|state| state.param(dvector![-1.2, 1.0]).max_iters(20)).run().expect("runs");
    let point = run.state().get_param().expect("a point").clone();
    assert!((point - dvector![1.0, 1.0]).norm() < 1e-8);

    let problem: Problem<_, DVector<f64>> = Problem::new(parts::residuals(3));
    let at = dvector![-1.2, 1.0];
    assert_eq!(problem.apply(&at).expect("residuals").len(), 3);
    let expected: DMatrix<f64> = dmatrix![24.0, 10.0; -1.0, 0.0; 0.0, 0.0];
    assert_eq!(problem.jacobian(&at).expect("a Jacobian"), expected);
    let run = Executor::new(problem, GaussNewton::<f64>::new()).configure(|state| state.param(at).max_iters(20)).run();
    let point = run.expect("runs").state().get_best_param().expect("a point").clone();
    assert!((point - dvector![1.0, 1.0]).norm() < 1e-8);
}
