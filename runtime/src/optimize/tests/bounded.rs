//! L-BFGS-B: problems with bounds, from Hock and Schittkowski, *Test Examples for Nonlinear Programming Codes* (1981), and faults.

use core::ops::ControlFlow;

use super::problems::{Rosenbrock, Written, counted};
use crate::{
    optimize::{LbfgsB, LineSearch, Reason, minimize},
    problem::{Bound, Bounds, Fault, InvalidInput, Objective},
};

const INF: f64 = f64::INFINITY;

struct Row {
    name: &'static str,
    f: fn(&[f64], &mut [f64]) -> f64,
    lower: &'static [f64],
    upper: &'static [f64],
    start: &'static [f64],
    value: f64,
    tolerance: f64,
}

fn rosenbrock(x: &[f64], g: &mut [f64]) -> f64 {
    let b = x[1] - x[0] * x[0];
    g.copy_from_slice(&[-2.0 * (1.0 - x[0]) - 400.0 * x[0] * b, 200.0 * b]);
    100.0 * b * b + (1.0 - x[0]) * (1.0 - x[0])
}

fn product(x: &[f64], g: &mut [f64]) -> f64 {
    let p: f64 = x.iter().product();
    g.iter_mut().zip(x).for_each(|(g, x)| *g = -p / x / 120.0);
    2.0 - p / 120.0
}

fn logarithms(x: &[f64], g: &mut [f64]) -> f64 {
    let p = x.iter().product::<f64>().powf(0.2);
    let mut sum = 0.0;
    for (g, x) in g.iter_mut().zip(x) {
        let (a, b) = ((x - 2.0).ln(), (10.0 - x).ln());
        *g = 2.0 * a / (x - 2.0) - 2.0 * b / (10.0 - x) - 0.2 * p / x;
        sum += a * a + b * b;
    }
    sum - p
}

const ROWS: [Row; 7] = [
    Row {
        name: "HS1",
        f: rosenbrock,
        lower: &[-INF, -1.5],
        upper: &[INF, INF],
        start: &[-2.0, 1.0],
        value: 0.0,
        tolerance: 1e-20,
    },
    // From the right of the hill between its two minima, outside of the box.
    Row {
        name: "HS2",
        f: rosenbrock,
        lower: &[-INF, 1.5],
        upper: &[INF, INF],
        start: &[2.0, 1.0],
        value: 0.050_426_187_9,
        tolerance: 1e-10,
    },
    Row {
        name: "HS3",
        f: |x, g| {
            let d = x[1] - x[0];
            g.copy_from_slice(&[-2e-5 * d, 1.0 + 2e-5 * d]);
            x[1] + 1e-5 * d * d
        },
        lower: &[-INF, 0.0],
        upper: &[INF, INF],
        start: &[10.0, 1.0],
        value: 0.0,
        tolerance: 1e-15,
    },
    Row {
        name: "HS4",
        f: |x, g| {
            g.copy_from_slice(&[(x[0] + 1.0).powi(2), 1.0]);
            (x[0] + 1.0).powi(3) / 3.0 + x[1]
        },
        lower: &[1.0, 0.0],
        upper: &[INF, INF],
        start: &[1.125, 0.125],
        value: 8.0 / 3.0,
        tolerance: 1e-15,
    },
    // -√3/2 - π/3.
    Row {
        name: "HS5",
        f: |x, g| {
            let (c, d) = ((x[0] + x[1]).cos(), 2.0 * (x[0] - x[1]));
            g.copy_from_slice(&[c + d - 1.5, c - d + 2.5]);
            (x[0] + x[1]).sin() + (x[0] - x[1]).powi(2) - 1.5 * x[0] + 2.5 * x[1] + 1.0
        },
        lower: &[-1.5, -3.0],
        upper: &[4.0, 3.0],
        start: &[0.0, 0.0],
        value: -1.913_222_954_981_036_7,
        tolerance: 1e-14,
    },
    Row {
        name: "HS45",
        f: product,
        lower: &[0.0; 5],
        upper: &[1.0, 2.0, 3.0, 4.0, 5.0],
        start: &[0.5, 1.0, 1.5, 2.0, 2.5],
        value: 1.0,
        tolerance: 1e-15,
    },
    Row {
        name: "HS110",
        f: logarithms,
        lower: &[2.001; 10],
        upper: &[9.999; 10],
        start: &[9.0; 10],
        value: -45.778_469_71,
        tolerance: 1e-7,
    },
];

fn within(row: &Row) -> impl Objective<Point = Vec<f64>> {
    let (f, lower, upper) = (row.f, row.lower, row.upper);
    counted(move |x: &[f64], g: &mut [f64], _: &mut [f64]| {
        let inside = x.iter().zip(lower.iter().zip(upper)).all(|(x, (l, u))| l <= x && x <= u);
        assert!(inside, "asked outside of the box: {x:?}");
        f(x, g)
    })
    .within(Bounds::new(lower.to_vec(), upper.to_vec()))
}

#[test]
fn hock_schittkowski() {
    for row in &ROWS {
        for kind in [LineSearch::MoreThuente, LineSearch::StrongWolfe, LineSearch::HagerZhang, LineSearch::Backtracking]
        {
            let report = LbfgsB::new().line_search(kind).minimize(within(row), row.start.to_vec());
            let report = report.unwrap_or_else(|failure| panic!("{} {kind:?}: {failure}", row.name));
            assert!((report.value - row.value).abs() <= row.tolerance, "{} {kind:?}: {report}", row.name);
            assert!(report.counts.evaluations < 120, "{} {kind:?}: {}", row.name, report.counts);
        }
        assert!(minimize(within(row), row.start.to_vec()).is_ok(), "{}", row.name);
    }
}

/// Every memory, and an active set that changes: a chain of wells whose minimum lies in a corner.
#[test]
fn o16_memories() {
    let chain = |x: &[f64], g: &mut [f64], _: &mut [f64]| {
        g.fill(0.0);
        let mut sum = 0.0;
        for i in 1..x.len() {
            let (a, b) = (x[i] - x[i - 1] * x[i - 1], 1.0 - x[i - 1]);
            sum += 100.0 * a * a + b * b;
            g[i] += 200.0 * a;
            g[i - 1] -= 400.0 * a * x[i - 1] + 2.0 * b;
        }
        sum
    };
    let bounds = Bounds::new(vec![-0.5; 8], vec![0.8; 8]);
    let mut values = Vec::new();
    for memory in [1, 2, 5, 20, 1_000_000] {
        let report = LbfgsB::new().memory(memory).minimize(counted(chain).within(bounds.clone()), vec![-1.2; 8]);
        values.push(report.unwrap_or_else(|failure| panic!("{memory}: {failure}")).value);
    }
    assert!(values.iter().all(|v| (v - values[0]).abs() < 1e-9 * values[0]), "{values:?}");
    let descent = LbfgsB::new().memory(0).max_iterations(20_000).minimize(counted(chain).within(bounds), vec![0.0; 8]);
    let value = descent.unwrap_or_else(|failure| *failure.report).value;
    assert!((value - values[0]).abs() < 1e-6 * values[0], "{value}");
}

#[test]
fn o21_bounds() {
    let box_of = |lower, upper| {
        LbfgsB::new().minimize(Bound::<Rosenbrock, ()>::new(()).within(Bounds::new(lower, upper)), [3.0, 3.0])
    };
    let failure = box_of([0.0, 2.0], [1.0, 1.0]).expect_err("crossed");
    let fault = Fault::Crossed { index: 1, lower: 2.0, upper: 1.0 };
    assert_eq!(failure.reason, Reason::InvalidInput(InvalidInput { field: "bounds", fault }));
    assert_eq!(failure.report.counts.evaluations, 0);
    assert!(box_of([0.0, f64::NAN], [1.0, 1.0]).is_err());
    // Outside is projected, and equal bounds hold an unknown fixed: 100 (1.5 - x²)² + (1 - x)² from x = 2.
    let report = box_of([-2.0, 1.5], [2.0, 1.5]).expect("converges");
    assert_eq!(report.point[1], 1.5);
    assert!((report.value - 0.050_426_187_9).abs() < 1e-10, "{report}");
    let fixed = box_of([0.5, 0.25], [0.5, 0.25]).expect("nothing is free");
    assert_eq!((fixed.point, fixed.counts.evaluations, fixed.reason), ([0.5, 0.25], 1, Reason::Gradient));
    let short = LbfgsB::new().minimize(counted(bowl).within(Bounds::at_least(vec![0.0])), vec![1.0, 2.0]);
    let fault = Fault::Length { expected: 2, found: 1 };
    assert_eq!(short.expect_err("short").reason, Reason::InvalidInput(InvalidInput { field: "bounds", fault }));
}

fn bowl(x: &[f64], g: &mut [f64], _: &mut [f64]) -> f64 {
    g.copy_from_slice(x);
    0.5 * x.iter().map(|x| x * x).sum::<f64>()
}

fn at_least_one<F: Written>(f: F) -> impl Objective<Point = Vec<f64>> {
    counted(f).within(Bounds::at_least(vec![1.0]))
}

/// At the corner the gradient is not zero, the projected one is: nothing is left to do.
#[test]
fn o08_optimal_at_a_bound() {
    let report = LbfgsB::new().minimize(at_least_one(bowl), vec![1.0]).expect("optimal");
    assert_eq!((report.reason, report.counts.iterations, report.gradient_norm), (Reason::Gradient, 0, 0.0));
    let report = LbfgsB::new().minimize(at_least_one(bowl), vec![5.0]).expect("converges");
    assert_eq!((report.point, report.reason), (vec![1.0], Reason::Gradient));
}

/// A gradient of the wrong sign is not taken for convergence, nor a bound for a failure.
#[test]
fn o13_wrong_sign_within_bounds() {
    let wrong = |x: &[f64], g: &mut [f64], _: &mut [f64]| {
        g[0] = -2.0 * (x[0] - 3.0);
        1.0 + (x[0] - 3.0).powi(2)
    };
    let failure = LbfgsB::new().minimize(at_least_one(wrong), vec![5.0]).expect_err("wrong");
    assert_eq!(failure.reason, Reason::LineSearchFailed);
}

#[test]
fn o02_nan_within_bounds() {
    // NaN left of 1.5, inside of the bounds.
    let log = |x: &[f64], g: &mut [f64], _: &mut [f64]| {
        g[0] = 1.0 - 0.5 / (x[0] - 1.5);
        x[0] - 0.5 * (x[0] - 1.5).ln()
    };
    let report = LbfgsB::new().minimize(at_least_one(log), vec![30.0]).expect("converges");
    assert!((report.point[0] - 2.0).abs() < 1e-9, "{report}");
}

#[test]
fn o18_limits_and_o19_observers() {
    for limit in 0..20 {
        let failure =
            LbfgsB::new().max_evaluations(limit).minimize(within(&ROWS[0]), vec![-2.0, 1.0]).expect_err("limit");
        assert_eq!((failure.reason, failure.report.counts.evaluations), (Reason::EvaluationLimit, limit));
    }
    let stopped = LbfgsB::new().minimize_observed(within(&ROWS[0]), vec![-2.0, 1.0], |_| ControlFlow::Break(()));
    assert_eq!(stopped.expect_err("stopped").reason, Reason::Observer);
}

/// A method that knows no bounds refuses them at run time too, where the compiler cannot.
#[test]
fn bounds_are_not_ignored() {
    let problem = within(&ROWS[0]);
    let state = crate::State::start(crate::Bfgs::new(), &problem, vec![-2.0, 1.0]);
    let invalid = InvalidInput { field: "bounds", fault: Fault::NotKept };
    assert_eq!(state.reason(), Some(Reason::InvalidInput(invalid)));
    assert!(invalid.to_string().contains("`bounds` are not kept by this method"));
}
