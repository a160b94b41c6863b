//! The augmented Lagrangian: problems of Hock and Schittkowski, *Test Examples for Nonlinear Programming Codes* (1981), by their numbers,
//! and faults.

use core::ops::ControlFlow;

use crate::{
    differentiable,
    optimize::{AugmentedLagrangian, Failure, Optimum, Part, Reason},
    problem::{Bounds, Constrained, Fault, InvalidInput, Objective, Residuals, from_fns, residuals_from_fns},
};

#[differentiable(crate = crate)]
fn f6(x: &[f64; 2]) -> f64 {
    (1.0 - x[0]).powi(2)
}

#[differentiable(crate = crate)]
fn c6(x: &[f64; 2]) -> [f64; 1] {
    [10.0 * (x[1] - x[0] * x[0])]
}

#[differentiable(crate = crate)]
fn f7(x: &[f64; 2]) -> f64 {
    (1.0 + x[0] * x[0]).ln() - x[1]
}

#[differentiable(crate = crate)]
fn c7(x: &[f64; 2]) -> [f64; 1] {
    [(1.0 + x[0] * x[0]).powi(2) + x[1] * x[1] - 4.0]
}

#[differentiable(crate = crate)]
fn f10(x: &[f64; 2]) -> f64 {
    x[0] - x[1]
}

#[differentiable(crate = crate)]
fn d10(x: &[f64; 2]) -> [f64; 1] {
    [3.0 * x[0] * x[0] - 2.0 * x[0] * x[1] + x[1] * x[1] - 1.0]
}

#[differentiable(crate = crate)]
fn f11(x: &[f64; 2]) -> f64 {
    (x[0] - 5.0).powi(2) + x[1] * x[1] - 25.0
}

#[differentiable(crate = crate)]
fn d11(x: &[f64; 2]) -> [f64; 1] {
    [x[0] * x[0] - x[1]]
}

#[differentiable(crate = crate)]
fn f12(x: &[f64; 2]) -> f64 {
    0.5 * x[0] * x[0] + x[1] * x[1] - x[0] * x[1] - 7.0 * x[0] - 7.0 * x[1]
}

#[differentiable(crate = crate)]
fn d12(x: &[f64; 2]) -> [f64; 1] {
    [4.0 * x[0] * x[0] + x[1] * x[1] - 25.0]
}

#[differentiable(crate = crate)]
fn f21(x: &[f64; 2]) -> f64 {
    0.01 * x[0] * x[0] + x[1] * x[1] - 100.0
}

#[differentiable(crate = crate)]
fn d21(x: &[f64; 2]) -> [f64; 1] {
    [10.0 + x[1] - 10.0 * x[0]]
}

#[differentiable(crate = crate)]
fn f28(x: &[f64; 3]) -> f64 {
    (x[0] + x[1]).powi(2) + (x[1] + x[2]).powi(2)
}

#[differentiable(crate = crate)]
fn c28(x: &[f64; 3]) -> [f64; 1] {
    [x[0] + 2.0 * x[1] + 3.0 * x[2] - 1.0]
}

#[differentiable(crate = crate)]
fn f35(x: &[f64; 3]) -> f64 {
    9.0 - 8.0 * x[0] - 6.0 * x[1] - 4.0 * x[2]
        + 2.0 * (x[0] * x[0] + x[1] * x[1] + x[0] * x[1] + x[0] * x[2])
        + x[2] * x[2]
}

#[differentiable(crate = crate)]
fn d35(x: &[f64; 3]) -> [f64; 1] {
    [x[0] + x[1] + 2.0 * x[2] - 3.0]
}

#[differentiable(crate = crate)]
fn f39(x: &[f64; 4]) -> f64 {
    -x[0]
}

#[differentiable(crate = crate)]
fn c39(x: &[f64; 4]) -> [f64; 2] {
    [x[1] - x[0].powi(3) - x[2] * x[2], x[0] * x[0] - x[1] - x[3] * x[3]]
}

#[differentiable(crate = crate)]
fn f40(x: &[f64; 4]) -> f64 {
    -x[0] * x[1] * x[2] * x[3]
}

#[differentiable(crate = crate)]
fn c40(x: &[f64; 4]) -> [f64; 3] {
    [x[0].powi(3) + x[1] * x[1] - 1.0, x[0] * x[0] * x[3] - x[2], x[3] * x[3] - x[1]]
}

#[differentiable(crate = crate)]
fn f43(x: &[f64; 4]) -> f64 {
    let [a, b, c, d] = *x;
    a * a + b * b + 2.0 * c * c + d * d - 5.0 * a - 5.0 * b - 21.0 * c + 7.0 * d
}

#[differentiable(crate = crate)]
fn d43(x: &[f64; 4]) -> [f64; 3] {
    let [a, b, c, d] = *x;
    [
        a * a + b * b + c * c + d * d + a - b + c - d - 8.0,
        a * a + 2.0 * b * b + c * c + 2.0 * d * d - a - d - 10.0,
        2.0 * a * a + b * b + c * c + 2.0 * a - b - d - 5.0,
    ]
}

#[differentiable(crate = crate)]
fn f71(x: &[f64; 4]) -> f64 {
    x[0] * x[3] * (x[0] + x[1] + x[2]) + x[2]
}

#[differentiable(crate = crate)]
fn c71(x: &[f64; 4]) -> [f64; 1] {
    [x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3] - 40.0]
}

#[differentiable(crate = crate)]
fn d71(x: &[f64; 4]) -> [f64; 1] {
    [25.0 - x[0] * x[1] * x[2] * x[3]]
}

type Outcome<P> = Result<Optimum<P>, Failure<P>>;

fn solve<O, E, I>(problem: Constrained<O, E, I>, start: O::Point) -> Outcome<O::Point>
where
    O: Objective,
    E: Residuals<Point = O::Point>,
    I: Residuals<Point = O::Point>,
{
    AugmentedLagrangian::new().minimize(problem, start)
}

fn check<P: core::fmt::Debug>(name: &str, outcome: Outcome<P>, value: f64) -> Optimum<P> {
    let best = outcome.unwrap_or_else(|failure| panic!("{name}: {failure}"));
    assert!((best.value - value).abs() < 1e-6 * value.abs().max(1.0), "{name}: {best}");
    assert!(best.violation <= 1e-8, "{name}: {best}");
    assert!(best.at_most.iter().all(|m| *m >= 0.0), "{name}: {best}");
    assert!(best.counts.evaluations < 1500, "{name}: {best}");
    best
}

#[test]
fn hock_schittkowski() {
    check("6", solve(Constrained::new(f6::objective()).equal_zero(c6::residuals()), [-1.2, 1.0]), 0.0);
    check("7", solve(Constrained::new(f7::objective()).equal_zero(c7::residuals()), [2.0, 2.0]), -(3_f64.sqrt()));
    check("10", solve(Constrained::new(f10::objective()).at_most_zero(d10::residuals()), [-10.0, 10.0]), -1.0);
    check("11", solve(Constrained::new(f11::objective()).at_most_zero(d11::residuals()), [4.9, 0.1]), -8.498_464_223);
    check("12", solve(Constrained::new(f12::objective()).at_most_zero(d12::residuals()), [0.0, 0.0]), -30.0);
    check("28", solve(Constrained::new(f28::objective()).equal_zero(c28::residuals()), [-4.0, 1.0, 1.0]), 0.0);
    check("39", solve(Constrained::new(f39::objective()).equal_zero(c39::residuals()), [2.0; 4]), -1.0);
    check("40", solve(Constrained::new(f40::objective()).equal_zero(c40::residuals()), [0.8; 4]), -0.25);
    let best = check("43", solve(Constrained::new(f43::objective()).at_most_zero(d43::residuals()), [0.0; 4]), -44.0);
    // The multipliers of Rosen and Suzuki's problem are 1, 0, 2.
    assert!(best.at_most.iter().zip([1.0, 0.0, 2.0]).all(|(m, e)| (m - e).abs() < 1e-5), "{:?}", best.at_most);
    assert!(best.point.iter().zip([0.0, 1.0, 2.0, -1.0]).all(|(x, e)| (x - e).abs() < 1e-5), "{best}");
}

#[test]
fn hock_schittkowski_within_bounds() {
    let box_of_21 = Bounds::new([2.0, -50.0], [50.0, 50.0]);
    let problem = Constrained::new(f21::objective().within(box_of_21)).at_most_zero(d21::residuals());
    let best = check("21", solve(problem, [-1.0, -1.0]), -99.96);
    assert_eq!(best.at_most, [0.0]);
    let problem = Constrained::new(f35::objective().within(Bounds::at_least([0.0; 3])));
    check("35", solve(problem.at_most_zero(d35::residuals()), [0.5; 3]), 1.0 / 9.0);
    let problem = Constrained::new(f71::objective().within(Bounds::new([1.0; 4], [5.0; 4])));
    let problem = problem.equal_zero(c71::residuals()).at_most_zero(d71::residuals());
    let best = check("71", solve(problem, [1.0, 5.0, 5.0, 1.0]), 17.014_017_3);
    assert!((best.equal[0].abs() - 0.161_469).abs() < 1e-5 && (best.at_most[0] - 0.552_294).abs() < 1e-5, "{best:?}");
    assert_eq!(best.point[0], 1.0);
}

/// Without constraints it is one run of L-BFGS-B.
#[test]
fn no_constraints() {
    let best = check("free", solve(Constrained::new(f12::objective()), [0.0, 0.0]), -122.5);
    assert!(best.equal.is_empty() && best.at_most.is_empty());
}

fn line(slope: f64) -> impl Residuals<Point = [f64; 2]> {
    residuals_from_fns(
        1,
        move |x: &[f64; 2], r: &mut [f64]| r[0] = slope * x[0] * x[0] + 1.0,
        move |x: &[f64; 2], r: &mut [f64], j: &mut [f64]| {
            r[0] = slope * x[0] * x[0] + 1.0;
            j.copy_from_slice(&[2.0 * slope * x[0], 0.0]);
        },
    )
}

#[test]
fn infeasible() {
    for outcome in [
        solve(Constrained::new(f12::objective()).equal_zero(line(1.0)), [2.0, 1.0]),
        solve(Constrained::new(f12::objective()).at_most_zero(line(1.0)), [2.0, 1.0]),
    ] {
        let failure = outcome.expect_err("infeasible");
        assert_eq!(failure.reason, Reason::Infeasible);
        assert!(failure.to_string().starts_with("the constraints could not be met"), "{failure}");
        assert!(failure.report.point.iter().all(|x| x.is_finite()));
    }
}

#[test]
fn o12_unbounded() {
    let failure = solve(Constrained::new(f10::objective()), [0.0, 0.0]).expect_err("unbounded");
    assert!(matches!(failure.reason, Reason::Unbounded | Reason::IterationLimit), "{failure}");
    assert!(failure.report.point.iter().all(|x| x.is_finite()));
    // Unbounded without its constraint, which a small penalty does not make up for.
    let cubic = from_fns(
        |x: &[f64; 2]| -x[0].powi(4) + x[1] * x[1],
        |x: &[f64; 2], g: &mut [f64; 2]| {
            *g = [-4.0 * x[0].powi(3), 2.0 * x[1]];
            -x[0].powi(4) + x[1] * x[1]
        },
    );
    let unit = residuals_from_fns(
        1,
        |x: &[f64; 2], r: &mut [f64]| r[0] = x[0] * x[0] - 1.0,
        |x: &[f64; 2], r: &mut [f64], j: &mut [f64]| {
            r[0] = x[0] * x[0] - 1.0;
            j.copy_from_slice(&[2.0 * x[0], 0.0]);
        },
    );
    check(
        "quartic",
        AugmentedLagrangian::new().penalty(0.1).minimize(Constrained::new(cubic).equal_zero(unit), [3.0, 1.0]),
        -1.0,
    );
}

#[test]
fn faults() {
    let problem = Constrained::new(f12::objective()).at_most_zero(d12::residuals());
    let lagrangian = AugmentedLagrangian::new;
    let invalid = |field, method: AugmentedLagrangian| {
        let failure = method.minimize(problem, [0.0, 0.0]).expect_err(field);
        assert!(failure.to_string().contains(&format!("`{field}`")), "{failure}");
        assert_eq!(failure.report.counts.evaluations, 0);
    };
    for bad in [-1.0, f64::NAN, f64::INFINITY] {
        invalid("constraint_tolerance", lagrangian().constraint_tolerance(bad));
        invalid("gradient_tolerance", lagrangian().gradient_tolerance(bad));
        invalid("penalty", lagrangian().penalty(bad));
    }
    invalid("penalty", lagrangian().penalty(0.0));
    for limit in 0..30 {
        let failure = lagrangian().max_evaluations(limit).minimize(problem, [0.0, 0.0]).expect_err("limit");
        assert_eq!((failure.reason, failure.report.counts.evaluations), (Reason::EvaluationLimit, limit));
    }
    for limit in 0..2 {
        let failure = lagrangian().max_iterations(limit).minimize(problem, [0.0, 0.0]).expect_err("limit");
        assert_eq!((failure.reason, failure.report.counts.iterations), (Reason::IterationLimit, limit));
    }
    let stopped = lagrangian().minimize_observed(problem, [0.0, 0.0], |_| ControlFlow::Break(()));
    assert_eq!(stopped.expect_err("stopped").reason, Reason::Observer);
    assert_eq!(lagrangian().minimize(problem, [0.0, 0.0]), lagrangian().minimize(problem, [0.0, 0.0]));
    // NaN at the start, and bounds that cross.
    let log = from_fns(
        |x: &[f64; 2]| x[0].ln(),
        |x: &[f64; 2], g: &mut [f64; 2]| {
            *g = [1.0 / x[0], 0.0];
            x[0].ln()
        },
    );
    let failure = solve(Constrained::new(log).equal_zero(c6::residuals()), [-1.0, 0.0]).expect_err("NaN");
    assert_eq!(failure.reason, Reason::NonFiniteStart(Part::Value));
    let crossed = Constrained::new(f12::objective().within(Bounds::new([0.0, 2.0], [1.0, 1.0])));
    let fault = Fault::Crossed { index: 1, lower: 2.0, upper: 1.0 };
    let failure = solve(crossed, [0.0, 0.0]).expect_err("crossed");
    assert_eq!(failure.reason, Reason::InvalidInput(InvalidInput { field: "bounds", fault }));
}

/// An open box of the largest volume for a surface of 12: `2 x 2 x 1`, of volume 4.
#[differentiable(crate = crate)]
fn volume(x: &[f64; 3]) -> f64 {
    -(x[0] * x[1] * x[2])
}

#[differentiable(crate = crate)]
fn surface(x: &[f64; 3]) -> [f64; 1] {
    [x[0] * x[1] + 2.0 * x[1] * x[2] + 2.0 * x[0] * x[2] - 12.0]
}

/// Away from the constraint the objective has no minimum: a first penalty that is small lets the run go there.
#[test]
fn the_first_penalty_keeps_a_run_near() {
    for start in [[1.0, 1.0, 1.0], [3.0, 1.0, 2.0]] {
        let problem = Constrained::new(volume::objective()).equal_zero(surface::residuals());
        let optimum = AugmentedLagrangian::new().minimize(problem, start).expect("converges");
        assert!((optimum.value + 4.0).abs() < 1e-7, "{start:?}: {optimum:?}");
    }
}
