//! The methods for least squares: faults, and problems of Moré, Garbow and Hillstrom, "Testing unconstrained optimization
//! software" (1981).

use crate::{
    optimize::{Failure, GaussNewton, HybridNewton, LevenbergMarquardt, Part, Reason, Report},
    problem::{Residuals, residuals_from_fns},
};

type Outcome = Result<Report<Vec<f64>>, Failure<Vec<f64>>>;

/// Residuals and Jacobian of `m` functions; curvature by differences of the Jacobian.
fn problem(m: usize, f: impl Fn(&[f64], &mut [f64], &mut [f64]) + Copy) -> impl Residuals<Point = Vec<f64>> {
    residuals_from_fns(
        m,
        move |x: &Vec<f64>, r: &mut [f64]| f(x, r, &mut vec![0.0; m * x.len()]),
        move |x: &Vec<f64>, r: &mut [f64], j: &mut [f64]| f(x, r, j),
    )
    .with_curvature(move |x: &Vec<f64>, w: &[f64], curvature: &mut [f64]| {
        let n = x.len();
        let slopes = |x: &[f64]| {
            let (mut r, mut j) = (vec![0.0; m], vec![0.0; m * n]);
            f(x, &mut r, &mut j);
            (0..n).map(|k| (0..m).map(|i| w[i] * j[i * n + k]).sum()).collect::<Vec<f64>>()
        };
        for i in 0..n {
            let h = 1e-5 * x[i].abs().max(1.0);
            let at = |h: f64| {
                slopes(&x.iter().enumerate().map(|(k, x)| if k == i { x + h } else { *x }).collect::<Vec<_>>())
            };
            for (k, (right, left)) in at(h).iter().zip(at(-h)).enumerate() {
                curvature[i * n + k] = (right - left) / (2.0 * h);
            }
        }
    })
}

/// All methods, with their names.
fn all(m: usize, f: impl Fn(&[f64], &mut [f64], &mut [f64]) + Copy, start: &[f64]) -> [(&'static str, Outcome); 3] {
    [
        ("Levenberg-Marquardt", LevenbergMarquardt::new().minimize(problem(m, f), start.to_vec())),
        ("hybrid", HybridNewton::new().minimize(problem(m, f), start.to_vec())),
        ("Gauss-Newton", GaussNewton::new().minimize(problem(m, f), start.to_vec())),
    ]
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
        for (name, outcome) in all(2, f, &[7.0]) {
            let failure = outcome.expect_err(name);
            assert_eq!(failure.reason, Reason::NonFiniteStart(part), "{name}");
            assert_eq!((failure.report.point[0], failure.report.counts.evaluations), (7.0, 1), "{name}");
        }
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
    for (name, outcome) in all(1, island, &[2.0]) {
        let failure = outcome.expect_err(name);
        assert_eq!((failure.reason, failure.report.value), (Reason::NonFiniteStuck, 12.5), "{name}");
    }
}

#[test]
fn o03_jacobian_not_finite_on_the_way() {
    let cliff = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r[0] = x[0] * x[0] - 2.0;
        j[0] = if (1.6..2.4).contains(&x[0]) { f64::NAN } else { 2.0 * x[0] };
    };
    for (name, outcome) in all(1, cliff, &[3.0]) {
        let failure = outcome.expect_err(name);
        assert_eq!(failure.reason, Reason::NonFiniteStuck, "{name}: {failure}");
        assert!(failure.report.point[0].is_finite() && failure.report.value.is_finite(), "{name}: {failure}");
    }
}

/// The optimum lies where the Jacobian is not finite: at the edge of that, steps drown in rounding, which is no success.
#[test]
fn o03_no_success_at_the_edge_of_a_jacobian() {
    let hole = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r.copy_from_slice(&[x[0].sin() - 0.5, 1.0 + 0.1 * x[0]]);
        j.copy_from_slice(&[if (x[0] - 0.412).abs() < 0.1 { f64::NAN } else { x[0].cos() }, 0.1]);
    };
    for start in [1.7, 0.1] {
        for (name, outcome) in all(2, hole, &[start]) {
            let failure = outcome.expect_err(name);
            assert_eq!(failure.reason, Reason::NonFiniteStuck, "{name}: {failure}");
        }
    }
}

#[test]
fn o06_o07_nothing_to_do() {
    let none = |_: &[f64], _: &mut [f64], _: &mut [f64]| ();
    for (m, start) in [(0, vec![]), (0, vec![1.0, 2.0]), (3, vec![])] {
        for (name, outcome) in all(m, none, &start) {
            let report = outcome.expect(name);
            let found = (report.reason, report.counts.evaluations, report.value);
            assert_eq!(found, (Reason::Gradient, 1, 0.0), "{name}");
        }
    }
}

#[test]
fn o07_fewer_residuals_than_unknowns() {
    let f = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r[0] = x[0] + 2.0 * x[1] + x[2] * x[2] - 4.0;
        j.copy_from_slice(&[1.0, 2.0, 2.0 * x[2]]);
    };
    for (name, outcome) in all(1, f, &[1.0, -3.0, 5.0]) {
        let report = outcome.expect(name);
        assert!(report.value < 1e-25 && report.gradient_norm < 1e-12, "{name}: {report}");
    }
}

#[test]
fn o08_optimal_already() {
    for (name, outcome) in all(2, rosenbrock, &[1.0, 1.0]) {
        let report = outcome.expect(name);
        let found = (report.reason, report.counts.iterations, report.counts.evaluations);
        assert_eq!(found, (Reason::Gradient, 0, 1), "{name}");
    }
}

#[test]
fn o10_zero_and_dependent_columns() {
    let zero = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r.copy_from_slice(&[x[0].exp() - 2.0, x[0] - 0.5]);
        j.copy_from_slice(&[x[0].exp(), 0.0, 1.0, 0.0]);
    };
    for (name, outcome) in all(2, zero, &[3.0, 8.0]) {
        let report = outcome.expect(name);
        assert!(report.point[1] == 8.0 && report.gradient_norm < 1e-7, "{name}: {report}");
    }
    let dependent = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        let s = x[0] + x[1];
        r.copy_from_slice(&[s.exp() - 2.0, s - 0.5]);
        j.copy_from_slice(&[s.exp(), s.exp(), 1.0, 1.0]);
    };
    for (name, outcome) in all(2, dependent, &[1.0, 1.0]) {
        let report = outcome.expect(name);
        assert!(report.gradient_norm < 1e-7, "{name}: {report}");
    }
}

#[test]
fn o11_constant_residuals() {
    let flat = |_: &[f64], r: &mut [f64], j: &mut [f64]| {
        r.fill(3.0);
        j.fill(0.0);
    };
    for (name, outcome) in all(2, flat, &[1.0]) {
        let report = outcome.expect(name);
        assert_eq!((report.reason, report.counts.iterations), (Reason::Gradient, 0), "{name}");
    }
}

#[test]
fn o13_jacobian_of_the_wrong_sign() {
    let f = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r.copy_from_slice(&[x[0] * x[0] + 1.0, 3.0 * x[0]]);
        j.copy_from_slice(&[-2.0 * x[0], -3.0]);
    };
    for (name, outcome) in all(2, f, &[2.0]) {
        let failure = outcome.expect_err(name);
        assert!(matches!(failure.reason, Reason::TrustRegionTooSmall | Reason::LineSearchFailed), "{name}: {failure}");
        assert!(
            failure.to_string().contains("check with check_gradient") || failure.to_string().contains("check_jacobian")
        );
        assert!(failure.report.value <= 30.5 && failure.report.point[0].is_finite(), "{name}");
    }
}

#[test]
fn o17_huge_residuals() {
    // The sum of squares overflows at the start; norms do not.
    let f = |x: &[f64], r: &mut [f64], j: &mut [f64]| {
        r.copy_from_slice(&[1e160 * (x[0] - 1.0), 1e160 * (x[0] * x[0] - 1.0)]);
        j.copy_from_slice(&[1e160, 2e160 * x[0]]);
    };
    for (name, outcome) in all(2, f, &[5.0]) {
        let report = outcome.expect(name);
        assert!((report.point[0] - 1.0).abs() < 1e-14, "{name}: {report}");
    }
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
