//! Levenberg and Marquardt: faults, and problems of Moré, Garbow and Hillstrom, "Testing unconstrained optimization
//! software" (1981).

use crate::{
    optimize::{LevenbergMarquardt, Part, Reason},
    problem::{Residuals, residuals_from_fns},
};

/// Writes residuals and Jacobian of `m` functions.
fn problem(m: usize, f: impl Fn(&[f64], &mut [f64], &mut [f64]) + Copy) -> impl Residuals<Point = Vec<f64>> {
    residuals_from_fns(
        m,
        move |x: &Vec<f64>, r: &mut [f64]| f(x, r, &mut vec![0.0; m * x.len()]),
        move |x: &Vec<f64>, r: &mut [f64], j: &mut [f64]| f(x, r, j),
    )
}

fn rosenbrock(x: &[f64], r: &mut [f64], j: &mut [f64]) {
    r.copy_from_slice(&[10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]);
    j.copy_from_slice(&[-20.0 * x[0], 10.0, -1.0, 0.0]);
}

/// Problem 2: a global minimum 0 at (5, 4) and a local one of 48.9842... at (11.41..., -0.8968...).
fn freudenstein_roth(x: &[f64], r: &mut [f64], j: &mut [f64]) {
    let y = x[1];
    r.copy_from_slice(&[-13.0 + x[0] + ((5.0 - y) * y - 2.0) * y, -29.0 + x[0] + ((y + 1.0) * y - 14.0) * y]);
    j.copy_from_slice(&[1.0, (10.0 - 3.0 * y) * y - 2.0, 1.0, (3.0 * y + 2.0) * y - 14.0]);
}

/// Problem 3: 0 at (1.098...e-5, 9.106...).
fn powell_badly_scaled(x: &[f64], r: &mut [f64], j: &mut [f64]) {
    r.copy_from_slice(&[1e4 * x[0] * x[1] - 1.0, (-x[0]).exp() + (-x[1]).exp() - 1.0001]);
    j.copy_from_slice(&[1e4 * x[1], 1e4 * x[0], -(-x[0]).exp(), -(-x[1]).exp()]);
}

/// Problem 13: the Jacobian is singular at the minimum, 0 at the origin.
fn powell_singular(x: &[f64], r: &mut [f64], j: &mut [f64]) {
    let (a, b) = (x[1] - 2.0 * x[2], x[0] - x[3]);
    let (five, ten) = (5_f64.sqrt(), 10_f64.sqrt());
    r.copy_from_slice(&[x[0] + 10.0 * x[1], five * (x[2] - x[3]), a * a, ten * b * b]);
    j.fill(0.0);
    (j[0], j[1], j[6], j[7]) = (1.0, 10.0, five, -five);
    (j[9], j[10]) = (2.0 * a, -4.0 * a);
    (j[12], j[15]) = (2.0 * ten * b, -2.0 * ten * b);
}

/// Problem 20 with ten functions: 124.362... at (0.2578..., 0.2578...).
fn jennrich_sampson(x: &[f64], r: &mut [f64], j: &mut [f64]) {
    for (i, r) in r.iter_mut().enumerate() {
        let k = 1.0 + i as f64;
        let (a, b) = ((k * x[0]).exp(), (k * x[1]).exp());
        *r = 2.0 + 2.0 * k - (a + b);
        (j[2 * i], j[2 * i + 1]) = (-k * a, -k * b);
    }
}

type Write = fn(&[f64], &mut [f64], &mut [f64]);

/// Name, function, m, start, sum of squares, its tolerance.
type Row = (&'static str, Write, usize, &'static [f64], f64, f64);

#[test]
fn more_garbow_hillstrom() {
    // Sums of squares as printed in the paper (cut, not rounded).
    let rows: [Row; 6] = [
        ("Rosenbrock", rosenbrock, 2, &[-1.2, 1.0], 0.0, 1e-25),
        ("Rosenbrock from far", rosenbrock, 2, &[-120.0, 100.0], 0.0, 1e-25),
        ("Freudenstein and Roth", freudenstein_roth, 2, &[0.5, -2.0], 48.9842, 1e-4),
        ("Powell badly scaled", powell_badly_scaled, 2, &[0.0, 1.0], 0.0, 1e-20),
        ("Powell singular", powell_singular, 4, &[3.0, -1.0, 0.0, 1.0], 0.0, 1e-25),
        ("Jennrich and Sampson", jennrich_sampson, 10, &[0.3, 0.4], 124.362, 1e-3),
    ];
    for (name, f, m, start, squares, tolerance) in rows {
        crate::check_jacobian(&problem(m, f), &start.to_vec()).assert_ok();
        let report = LevenbergMarquardt::new().minimize(problem(m, f), start.to_vec()).expect(name);
        assert!((2.0 * report.value - squares).abs() <= tolerance, "{name}: {report}");
    }
}

#[test]
fn o01_o03_start_not_finite() {
    let rows: [(f64, f64, Part); 3] = [
        (f64::NAN, 1.0, Part::Residual(1)),
        (f64::INFINITY, 1.0, Part::Residual(1)),
        (1.0, f64::NAN, Part::Jacobian { row: 1, column: 0 }),
    ];
    for (residual, slope, part) in rows {
        let f = move |_: &[f64], r: &mut [f64], j: &mut [f64]| {
            r.copy_from_slice(&[1.0, residual]);
            j.copy_from_slice(&[1.0, slope]);
        };
        let failure = LevenbergMarquardt::new().minimize(problem(2, f), vec![7.0]).expect_err("not finite");
        assert_eq!(failure.reason, Reason::NonFiniteStart(part));
        assert_eq!((failure.report.point[0], failure.report.counts.evaluations), (7.0, 1));
    }
}

#[test]
fn o02_nan_means_too_long() {
    // The root of ln x = 0; full steps from 30 lead left of zero.
    let log = |x: &[f64], r: &mut [f64], j: &mut [f64]| (r[0], j[0]) = (x[0].ln(), 1.0 / x[0]);
    let report = LevenbergMarquardt::new().initial_radius(100.0).minimize(problem(1, log), vec![30.0]);
    assert!((report.expect("converges").point[0] - 1.0).abs() < 1e-15);
    let island = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        (r[0], j[0]) = (if x[0] == 2.0 { 5.0 } else { f64::NAN }, 1.0);
    };
    let failure = LevenbergMarquardt::new().minimize(problem(1, island), vec![2.0]).expect_err("stuck");
    assert_eq!((failure.reason, failure.report.value), (Reason::NonFiniteStuck, 12.5));
}

#[test]
fn o03_jacobian_not_finite_on_the_way() {
    let cliff = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r[0] = x[0] * x[0] - 2.0;
        j[0] = if (1.6..2.4).contains(&x[0]) { f64::NAN } else { 2.0 * x[0] };
    };
    let failure = LevenbergMarquardt::new().minimize(problem(1, cliff), vec![3.0]).expect_err("stuck");
    assert_eq!(failure.reason, Reason::NonFiniteStuck, "{failure}");
    assert!(failure.report.point[0].is_finite() && failure.report.value.is_finite(), "{failure}");
}

/// The optimum lies where the Jacobian is not finite: at the edge of that, steps drown in rounding, which is no success.
#[test]
fn o03_no_success_at_the_edge_of_a_jacobian() {
    let hole = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r.copy_from_slice(&[x[0].sin() - 0.5, 1.0 + 0.1 * x[0]]);
        j.copy_from_slice(&[if (x[0] - 0.412).abs() < 0.1 { f64::NAN } else { x[0].cos() }, 0.1]);
    };
    for start in [1.7, 0.1] {
        let failure = LevenbergMarquardt::new().minimize(problem(2, hole), vec![start]).expect_err("stuck");
        assert_eq!(failure.reason, Reason::NonFiniteStuck, "{failure}");
    }
}

#[test]
fn o06_o07_nothing_to_do() {
    let none = |_: &[f64], _: &mut [f64], _: &mut [f64]| ();
    for (m, start) in [(0, vec![]), (0, vec![1.0, 2.0]), (3, vec![])] {
        let report = LevenbergMarquardt::new().minimize(problem(m, none), start).expect("nothing to do");
        assert_eq!((report.reason, report.counts.evaluations, report.value), (Reason::Gradient, 1, 0.0));
    }
}

#[test]
fn o07_fewer_residuals_than_unknowns() {
    let f = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r[0] = x[0] + 2.0 * x[1] + x[2] * x[2] - 4.0;
        j.copy_from_slice(&[1.0, 2.0, 2.0 * x[2]]);
    };
    let report = LevenbergMarquardt::new().minimize(problem(1, f), vec![1.0, -3.0, 5.0]).expect("converges");
    assert!(report.value < 1e-25, "{report}");
}

#[test]
fn o08_optimal_already() {
    let report = LevenbergMarquardt::new().minimize(problem(2, rosenbrock), vec![1.0, 1.0]).expect("optimal");
    assert_eq!((report.reason, report.counts.iterations, report.counts.evaluations), (Reason::Gradient, 0, 1));
}

#[test]
fn o10_zero_and_dependent_columns() {
    let zero = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r.copy_from_slice(&[x[0].exp() - 2.0, x[0] - 0.5]);
        j.copy_from_slice(&[x[0].exp(), 0.0, 1.0, 0.0]);
    };
    let report = LevenbergMarquardt::new().minimize(problem(2, zero), vec![3.0, 8.0]).expect("converges");
    assert!(report.point[1] == 8.0 && report.gradient_norm < 1e-12, "{report}");
    let dependent = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        let s = x[0] + x[1];
        r.copy_from_slice(&[s.exp() - 2.0, s - 0.5]);
        j.copy_from_slice(&[s.exp(), s.exp(), 1.0, 1.0]);
    };
    let report = LevenbergMarquardt::new().minimize(problem(2, dependent), vec![1.0, 1.0]).expect("converges");
    assert!(report.gradient_norm < 1e-7, "{report}");
}

#[test]
fn o11_constant_residuals() {
    let flat = |_: &[f64], r: &mut [f64], j: &mut [f64]| {
        r.fill(3.0);
        j.fill(0.0);
    };
    let report = LevenbergMarquardt::new().minimize(problem(2, flat), vec![1.0]).expect("optimal");
    assert_eq!((report.reason, report.counts.iterations), (Reason::Gradient, 0));
}

#[test]
fn o13_jacobian_of_the_wrong_sign() {
    let f = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r.copy_from_slice(&[x[0] * x[0] + 1.0, 3.0 * x[0]]);
        j.copy_from_slice(&[-2.0 * x[0], -3.0]);
    };
    let failure = LevenbergMarquardt::new().minimize(problem(2, f), vec![2.0]).expect_err("the sign is wrong");
    assert_eq!(failure.reason, Reason::TrustRegionTooSmall);
    assert!(failure.to_string().contains("check_jacobian"));
    assert!(failure.report.value <= 30.5 && failure.report.point[0].is_finite());
}

#[test]
fn o17_huge_residuals() {
    // The sum of squares overflows at the start; norms do not.
    let f = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r.copy_from_slice(&[1e160 * (x[0] - 1.0), 1e160 * (x[0] * x[0] - 1.0)]);
        j.copy_from_slice(&[1e160, 2e160 * x[0]]);
    };
    let report = LevenbergMarquardt::new().minimize(problem(2, f), vec![5.0]).expect("converges");
    assert!((report.point[0] - 1.0).abs() < 1e-14, "{report}");
}

#[test]
fn o18_limits_are_exact() {
    for limit in 0..10 {
        let failure =
            LevenbergMarquardt::new().max_evaluations(limit).minimize(problem(2, rosenbrock), vec![-1.2, 1.0]);
        let failure = failure.expect_err("the limit is low");
        assert_eq!((failure.reason, failure.report.counts.evaluations), (Reason::EvaluationLimit, limit));
    }
    for limit in 0..4 {
        let failure = LevenbergMarquardt::new().max_iterations(limit).minimize(problem(2, rosenbrock), vec![-1.2, 1.0]);
        let failure = failure.expect_err("the limit is low");
        assert_eq!((failure.reason, failure.report.counts.iterations), (Reason::IterationLimit, limit));
        assert!(failure.report.value <= 12.1);
    }
}

#[test]
fn o19_observer_stops() {
    let stop = |_: &crate::Progress<'_>| core::ops::ControlFlow::Break(());
    let failure = LevenbergMarquardt::new().minimize_observed(problem(2, rosenbrock), vec![-1.2, 1.0], stop);
    let failure = failure.expect_err("stopped");
    assert_eq!((failure.reason, failure.report.counts.iterations), (Reason::Observer, 1));
}
