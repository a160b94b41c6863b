//! What the methods for least squares do beyond their faults: exact models, bounds, robust losses.

use crate::{
    Bounds, Curve, Fault, GaussNewton, HybridNewton, LevenbergMarquardt, Loss, Newton, Reason, Residuals, SumOfSquares,
    check_gradient, check_hessian, differentiable, least_squares,
    optimize::{Failure, Report},
};

/// Moré, Garbow and Hillstrom (1981), problem 16, Brown and Dennis; from (25, 5, -5, -1) to a sum of squares of 85822.2.
#[differentiable(crate = crate)]
fn brown_dennis(x: &[f64; 4]) -> [f64; 20] {
    let mut r = [0.0; 20];
    for i in 0..20 {
        let t = (i + 1) as f64 / 5.0;
        r[i] = (x[0] + t * x[1] - t.exp()).powi(2) + (x[2] + x[3] * t.sin() - t.cos()).powi(2);
    }
    r
}

#[differentiable(crate = crate)]
fn rosenbrock(x: &[f64; 2]) -> [f64; 2] {
    [10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]
}

#[differentiable(crate = crate)]
fn line(b: &[f64; 2], #[constant] x: f64) -> f64 {
    b[0] + b[1] * x
}

#[differentiable(crate = crate)]
fn level(b: [f64; 1], #[constant] _x: f64) -> f64 {
    b[0]
}

/// The residuals are large, so that steps of Gauss and Newton converge slowly, and those of the exact model do not.
#[test]
fn large_residuals() {
    let start = [25.0, 5.0, -5.0, -1.0];
    let hybrid = HybridNewton::new().minimize(brown_dennis::residuals(), start).expect("converges");
    let plain = LevenbergMarquardt::new().minimize(brown_dennis::residuals(), start).expect("converges");
    for report in [&hybrid, &plain] {
        assert!((2.0 * report.value - 85_822.2).abs() < 0.1, "{report}");
    }
    assert!(2 * hybrid.counts.iterations < plain.counts.iterations, "{hybrid} {plain}");
    assert!(hybrid.counts.hessians > 0);
    let at = least_squares(brown_dennis::residuals(), start).expect("converges");
    assert_eq!((at.point, at.counts), (hybrid.point, hybrid.counts));
}

/// One equation with a root at -2.612887864717545, and a local minimum of 32 at 1 where the Jacobian vanishes.
#[differentiable(crate = crate)]
fn cubic(x: [f64; 1]) -> [f64; 1] {
    [x[0] * x[0] * x[0] - 3.0 * x[0] + 10.0]
}

/// Freudenstein and Roth (1963): Moré, Garbow and Hillstrom (1981), problem 2, with a local minimum of 48.9842 at (11.41, -0.8968).
#[differentiable(crate = crate)]
fn freudenstein_roth(x: &[f64; 2]) -> [f64; 2] {
    let (a, b) = (x[0], x[1]);
    [-13.0 + a + ((5.0 - b) * b - 2.0) * b, -29.0 + a + ((b + 1.0) * b - 14.0) * b]
}

/// With as many residuals as unknowns, they stand along the Jacobian wherever it is regular: also at a root, where they are rounding.
#[test]
fn roots_of_one_equation() {
    for start in [[-10.0], [0.0], [1.1], [-3.0]] {
        let report = GaussNewton::new().minimize(cubic::residuals(), start).expect("a root");
        assert!((report.point[0] + 2.612_887_864_717_545).abs() < 1e-14, "{start:?}: {report}");
    }
}

/// A Jacobian that is right is not blamed where it is singular.
#[test]
fn o10_singular_jacobians_are_told() {
    let failures = [
        LevenbergMarquardt::new().minimize(cubic::residuals(), [2.0]).expect_err("no root").to_string(),
        LevenbergMarquardt::new().minimize(cubic::residuals(), [0.0]).expect_err("no root").to_string(),
        GaussNewton::new().minimize(freudenstein_roth::residuals(), [0.5, -2.0]).expect_err("no root").to_string(),
    ];
    for failure in failures {
        assert!(failure.contains("the Jacobian is singular here") && !failure.contains("check"), "{failure}");
    }
    // Second derivatives tell that it is a minimum.
    let report = HybridNewton::new().minimize(cubic::residuals(), [2.0]).expect("a minimum");
    assert!(report.value == 32.0 && (report.point[0] - 1.0).abs() < 1e-12, "{report}");
    let report = HybridNewton::new().minimize(freudenstein_roth::residuals(), [0.5, -2.0]).expect("a minimum");
    assert!((2.0 * report.value - 48.9842).abs() < 1e-4, "{report}");
}

#[test]
fn o22_the_same_twice() {
    let run = || HybridNewton::new().minimize(brown_dennis::residuals(), [25.0, 5.0, -5.0, -1.0]).expect("converges");
    let bits = |report: Report<[f64; 4]>| (report.point.map(f64::to_bits), report.value.to_bits(), report.counts);
    assert_eq!(bits(run()), bits(run()));
}

#[test]
fn sums_of_squares_are_objectives() {
    let objective = SumOfSquares(brown_dennis::residuals());
    check_gradient(&objective, &[24.0, 4.0, -5.5, -0.5]).assert_ok();
    check_hessian(&objective, &[24.0, 4.0, -5.5, -0.5]).assert_ok();
    let report =
        Newton::new().gradient_tolerance(1e-4).minimize(objective, [25.0, 5.0, -5.0, -1.0]).expect("converges");
    assert!((2.0 * report.value - 85_822.2).abs() < 0.1, "{report}");
}

type Outcome = Result<Report<[f64; 2]>, Failure<[f64; 2]>>;

fn all(residuals: impl Residuals<Point = [f64; 2]>, start: [f64; 2]) -> [(&'static str, Outcome); 3] {
    [
        ("Levenberg-Marquardt", LevenbergMarquardt::new().minimize(&residuals, start)),
        ("hybrid", HybridNewton::new().minimize(&residuals, start)),
        ("Gauss-Newton", GaussNewton::new().minimize(&residuals, start)),
    ]
}

/// Lower and upper bounds, start, the least point.
type Row = ([f64; 2], [f64; 2], [f64; 2], [f64; 2]);

/// Along `x1 = x0^2` the sum is `(1 - x0)^2`; where a bound holds `x1`, it is least at a root of a cubic.
#[test]
fn bounds() {
    let inf = f64::INFINITY;
    let rows: [Row; 5] = [
        ([-inf, -inf], [0.5, inf], [-1.2, 1.0], [0.5, 0.25]),
        ([-2.0, -2.0], [2.0, 2.0], [-1.2, 1.0], [1.0, 1.0]),
        ([2.0, -inf], [inf, inf], [-1.2, 1.0], [2.0, 4.0]),
        // 200 x0^3 + x0 = 1: the least along x1 = 0.
        ([-inf, -1.0], [inf, 0.0], [-1.2, 1.0], [0.161_262_023_139_58, 0.0]),
        ([0.25, -inf], [0.25, inf], [7.0, 1.0], [0.25, 0.0625]),
    ];
    for (lower, upper, start, expected) in rows {
        for (name, outcome) in all(rosenbrock::residuals().within(Bounds::new(lower, upper)), start) {
            let report = outcome.expect(name);
            for i in 0..2 {
                assert!((report.point[i] - expected[i]).abs() < 1e-8, "{name} {lower:?} {upper:?}: {report}");
                assert!((lower[i]..=upper[i]).contains(&report.point[i]), "{name}: {report}");
            }
        }
    }
}

#[test]
fn o21_bounds_out_of_order() {
    for (name, outcome) in all(rosenbrock::residuals().within(Bounds::new([0.0, 2.0], [1.0, 1.0])), [0.5, 0.5]) {
        let failure = outcome.expect_err(name);
        let Reason::InvalidInput(invalid) = failure.reason else { panic!("{name}: {failure}") };
        assert_eq!(invalid.field, "bounds");
        assert!(matches!(invalid.fault, Fault::Crossed { index: 1, .. }));
        assert_eq!(failure.report.counts.evaluations, 0);
    }
}

/// Observations 1, 2, 3.5, 4, 100: for Huber's loss with c = 1 the influences -1 - 1 + (3.5 - b) + (4 - b) + 1 vanish at 3.25.
#[test]
fn huber_location() {
    let (xs, ys) = ([0.0; 5], [1.0, 2.0, 3.5, 4.0, 100.0]);
    let fit = level::curve(&xs, &ys).robust(Loss::Huber(1.0)).fit([0.0]).expect("converges");
    assert!((fit.parameters[0] - 3.25).abs() < 1e-10, "{fit}");
    let bounded = level::curve(&xs, &ys).robust(Loss::Huber(1.0)).within(Bounds::at_most([3.0])).fit([0.0]);
    assert_eq!(bounded.expect("converges").parameters, [3.0]);
}

/// A line with one observation far off: losses that are bounded give the line through the others.
#[test]
fn far_observations() {
    let xs = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let ys = [1.0, 3.0, 5.0, 7.0, 500.0, 11.0, 13.0];
    let fit = line::curve(&xs, &ys).robust(Loss::Tukey(2.0)).fit([1.5, 1.9]).expect("converges");
    assert!((fit.parameters[0] - 1.0).abs() < 1e-12 && (fit.parameters[1] - 2.0).abs() < 1e-12, "{fit}");
    for loss in [Loss::SoftL1(0.1), Loss::Cauchy(0.1), Loss::Arctan(0.1), Loss::Huber(0.1)] {
        let robust = line::curve(&xs, &ys).robust(loss);
        crate::check_jacobian(&robust, &[1.53, 1.93]).assert_ok();
        check_hessian(&SumOfSquares(robust), &[1.53, 1.93]).assert_ok();
        let fit = robust.fit([1.5, 1.9]).expect("converges");
        assert!((fit.parameters[1] - 2.0).abs() < 0.1, "{loss:?}: {fit}");
    }
    let failure = line::curve(&xs, &ys).robust(Loss::Huber(0.0)).fit([1.5, 1.9]).expect_err("no scale");
    assert!(failure.to_string().contains("`loss`"), "{failure}");
}

/// Draper and Smith, *Applied Regression Analysis*, section 1.4: the error of a fitted straight line at `x` is
/// `s sqrt(1/m + (x - mean)^2 / Sxx)`.
#[test]
fn predictions() {
    let (xs, ys) = ([1.0, 2.0, 3.0, 4.0, 5.0], [1.1, 1.9, 3.2, 3.8, 5.1]);
    let fit = line::curve(&xs, &ys).fit([0.0, 0.0]).expect("converges");
    let at = Curve::<line, f64>::predict(&fit, &7.0);
    let expected = fit.residual_deviation * (1.0 / 5.0 + 16.0 / 10.0_f64).sqrt();
    assert!((at.standard_error - expected).abs() < 1e-12, "{at:?} {expected}");
    assert!((at.deviation - expected.hypot(fit.residual_deviation)).abs() < 1e-12);
    assert!((at.value - (fit.parameters[0] + 7.0 * fit.parameters[1])).abs() < 1e-14);
}

/// The step of Gauss and Newton is infinite, and so is half of it: a run ends nevertheless, and does not claim a minimum.
#[test]
fn steps_that_overflow() {
    let faint = crate::residuals_from_fns(
        2,
        |x: &[f64; 2], r: &mut [f64]| r.copy_from_slice(&[1e-320 * x[0] - 1.0, x[1]]),
        |x: &[f64; 2], r: &mut [f64], j: &mut [f64]| {
            r.copy_from_slice(&[1e-320 * x[0] - 1.0, x[1]]);
            j.copy_from_slice(&[1e-320, 0.0, 0.0, 1.0]);
        },
    );
    let failure = GaussNewton::new().minimize(faint, [0.0, 1.0]).expect_err("no finite step");
    assert_eq!(failure.reason, Reason::SingularSystem, "{failure}");
    let report = LevenbergMarquardt::new().minimize(faint, [0.0, 1.0]);
    assert!(report.is_err_and(|failure| failure.report.value.is_finite() && failure.report.point[1].abs() < 1e-3));
}

/// No root, and a Jacobian that is zero at the minimum: the model of Gauss and Newton promises a root from every point beside it.
#[test]
fn a_minimum_where_the_jacobian_is_singular() {
    #[differentiable(crate = crate)]
    fn without_root(x: [f64; 1]) -> [f64; 1] {
        [(x[0] - 3.0) * (x[0] - 3.0) + 1.0]
    }

    for start in [-40.0, 2.0, 3.5, 1e4] {
        let report = HybridNewton::new().minimize(without_root::residuals(), [start]).expect("a minimum");
        assert!((report.point[0] - 3.0).abs() < 1e-7, "{report}");
    }
}

/// The slope is held at 3/2, so the intercept is the mean 2/3 of what is left, 0, 1/2, 3/2, with the error of a mean: the root of 7/12 / 3.
#[test]
fn parameters_at_a_bound_do_not_vary() {
    let (xs, ys) = ([0.0, 1.0, 2.0], [0.0, 2.0, 4.5]);
    let bounds = Bounds::new([f64::NEG_INFINITY, 0.0], [f64::INFINITY, 1.5]);
    let fit = line::curve(&xs, &ys).within(bounds).fit([0.0, 0.0]).expect("converges");
    assert_eq!((fit.parameters[1], fit.at_bound.as_slice()), (1.5, [false, true].as_slice()));
    assert_eq!((fit.degrees_of_freedom, fit.rank, fit.standard_errors[1]), (2, 1, 0.0));
    assert!((fit.parameters[0] - 2.0 / 3.0).abs() < 1e-12, "{fit}");
    assert!((fit.standard_errors[0] - (7.0 / 36.0_f64).sqrt()).abs() < 1e-12, "{fit}");
    assert!(fit.to_string().contains("b[1]             1.500000000   at its bound\n"), "{fit}");
    let free = line::curve(&xs, &ys).within(Bounds::at_least([-9.0, -9.0])).fit([0.0, 0.0]).expect("converges");
    let plain = line::curve(&xs, &ys).fit([0.0, 0.0]).expect("converges");
    assert!(
        free.at_bound == [false; 2] && (free.standard_errors[1] - plain.standard_errors[1]).abs() < 1e-12,
        "{free}"
    );
}

/// What the data say nothing about is undetermined, also where it stands at a bound.
#[test]
fn a_parameter_without_data_is_not_held_by_its_bound() {
    let (xs, ys) = ([0.0; 3], [1.0, 2.0, 4.0]);
    let fit = line::curve(&xs, &ys).within(Bounds::at_least([-9.0, 0.0])).fit([0.0, 0.0]).expect("converges");
    assert_eq!((fit.parameters[1], fit.at_bound.as_slice(), fit.rank), (0.0, [false, false].as_slice(), 1));
}
