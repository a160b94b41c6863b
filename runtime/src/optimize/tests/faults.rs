//! Faulty problems and faulty settings.

use std::{panic, time::Duration};

use super::{
    each::{Outcome, Set, each},
    problems::{Written, bowl, counted},
};
use crate::{
    optimize::{Bfgs, Failure, GradientDescent, Lbfgs, LevenbergMarquardt, LineSearch, Newton, Part, Reason},
    problem::{Fault, InvalidInput, from_fns, residuals_from_fns},
};

/// Every method for objectives, with its name.
fn all(f: impl Written, start: &[f64]) -> Vec<(&'static str, Outcome)> {
    each(Set::default(), f, start).into_iter().map(|run| (run.name, run.outcome)).collect()
}

fn failed(name: &str, outcome: Outcome) -> Failure<Vec<f64>> {
    let failure = outcome.expect_err(name);
    assert_eq!(failure.reason.to_string(), failure.report.reason.to_string());
    assert!(failure.report.point.iter().all(|x| x.is_finite()), "{name}");
    failure
}

#[test]
fn o01_start_not_finite() {
    for value in [f64::NAN, f64::INFINITY] {
        let f = move |_: &[f64], g: &mut [f64], _: &mut [f64]| {
            g.fill(1.0);
            value
        };
        for (name, outcome) in all(f, &[4.0]) {
            let failure = failed(name, outcome);
            assert_eq!(failure.reason, Reason::NonFiniteStart(Part::Value), "{name}");
            assert_eq!((failure.report.point[0], failure.report.counts.evaluations), (4.0, 1), "{name}");
        }
    }
    let bad = Newton::new().minimize(counted(bowl(1.0)), vec![0.0, f64::NAN]).expect_err("NaN");
    assert_eq!(bad.reason, Reason::NonFiniteStart(Part::Coordinate(1)));
}

/// `-ln x + x`, NaN left of zero: the first steps from 30 lead there.
#[test]
fn o02_nan_means_too_long() {
    let log = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        g[0] = 1.0 - 1.0 / x[0];
        h[0] = 1.0 / (x[0] * x[0]);
        x[0] - x[0].ln()
    };
    for (name, outcome) in all(log, &[30.0]) {
        let report = outcome.expect(name);
        assert!((report.point[0] - 1.0).abs() < 1e-7, "{name}: {report}");
    }
}

#[test]
fn o02_stuck_among_nan() {
    let island = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        (g[0], h[0]) = (1.0, 1.0);
        if x[0] == 2.0 { 5.0 } else { f64::NAN }
    };
    for (name, outcome) in all(island, &[2.0]) {
        let failure = failed(name, outcome);
        assert_eq!(failure.reason, Reason::NonFiniteStuck, "{name}");
        assert_eq!((failure.report.point[0], failure.report.value), (2.0, 5.0), "{name}");
    }
}

#[test]
fn o03_gradient_not_finite() {
    let f = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        g.copy_from_slice(&[1.0, f64::NAN]);
        h.copy_from_slice(&[1.0, 0.0, 0.0, 1.0]);
        x[0] * x[0]
    };
    for (name, outcome) in all(f, &[1.0, 1.0]) {
        let failure = failed(name, outcome);
        assert_eq!(failure.reason, Reason::NonFiniteStart(Part::Gradient(1)), "{name}");
        assert!(failure.to_string().starts_with("component 1 of the gradient is not finite"), "{failure}");
    }
    // Beyond -1 the gradient is NaN though the value is finite and lower: such points are not taken.
    let cliff = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        (g[0], h[0]) = (if x[0] < -1.0 { f64::NAN } else { 2.0 * (x[0] + 0.5) }, 0.1);
        if x[0] < -1.0 { -100.0 } else { (x[0] + 0.5).powi(2) }
    };
    for (name, outcome) in all(cliff, &[3.0]) {
        let report = outcome.expect(name);
        assert!((report.point[0] + 0.5).abs() < 1e-6, "{name}: {report}");
    }
}

#[test]
fn o04_minus_infinity() {
    let pit = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        (g[0], h[0]) = (1.0, 0.1);
        if x[0] < 0.0 { f64::NEG_INFINITY } else { x[0] }
    };
    for (name, outcome) in all(pit, &[1.0]) {
        let failure = failed(name, outcome);
        assert_eq!(failure.reason, Reason::Unbounded, "{name}");
        assert!(failure.report.value.is_finite(), "{name}");
    }
}

#[test]
fn o05_gradient_of_another_length() {
    let grown = from_fns(
        |x: &Vec<f64>| x[0],
        |x: &Vec<f64>, g: &mut Vec<f64>| {
            *g = vec![1.0; 3];
            x[0]
        },
    );
    let failure = failed("descent", GradientDescent::new().minimize(grown, vec![1.0, 2.0]));
    let invalid = InvalidInput { field: "gradient", fault: Fault::Length { expected: 2, found: 3 } };
    assert_eq!(failure.reason, Reason::InvalidInput(invalid));
    assert_eq!(failure.report.counts.iterations, 0);
}

/// Slopes that differ by rounding teach a curvature that is none; far away the first trial is too short to change the point.
#[test]
fn o12_linear_but_for_rounding() {
    let slope = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        g.copy_from_slice(&[1.0 + 1e-11 * (7.0 * x[0]).sin(), -2.0 + 1e-11 * (9.0 * x[1]).cos()]);
        h.fill(0.0);
        x[0] - 2.0 * x[1]
    };
    for (name, outcome) in all(slope, &[1.0, 2.0]) {
        let failure = failed(name, outcome);
        assert!(matches!(failure.reason, Reason::Unbounded | Reason::IterationLimit), "{name}: {failure}");
        assert!(failure.report.value < -1e3, "{name}: {failure}");
    }
}

/// The slope is too steep, and beside the point there is nothing: it is no minimum.
#[test]
fn o02_steep_before_a_wall() {
    let wall = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        (g[0], h[0]) = (18.0 / x[0], 1.0 / x[0] / x[0]);
        if x[0] < 1e-6 { f64::NAN } else { x[0].ln() }
    };
    for (name, outcome) in all(wall, &[1.0]) {
        let failure = failed(name, outcome);
        assert!(failure.report.point[0] >= 1e-6, "{name}: {failure}");
    }
}

#[test]
fn o12_linear() {
    let slope = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        (g[0], h[0]) = (3.0, 0.0);
        3.0 * x[0]
    };
    for (name, outcome) in all(slope, &[1.0]) {
        let failure = failed(name, outcome);
        assert!(matches!(failure.reason, Reason::Unbounded | Reason::IterationLimit), "{name}: {failure}");
        assert!(failure.report.value.is_finite(), "{name}");
    }
}

#[test]
fn o13_gradient_of_the_wrong_sign() {
    let f = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        g.copy_from_slice(&[-2.0 * x[0], -8.0 * x[1]]);
        h.copy_from_slice(&[2.0, 0.0, 0.0, 8.0]);
        1.0 + x[0] * x[0] + 4.0 * x[1] * x[1]
    };
    for (name, outcome) in all(f, &[1.0, 2.0]) {
        let failure = failed(name, outcome);
        assert_eq!(failure.reason, Reason::LineSearchFailed, "{name}");
        assert!(failure.to_string().contains("gradient is not a descent direction; check with check_gradient"));
        // The central difference at the end may have seen a slightly lower point; the start is never lost.
        assert!(failure.report.value <= 18.0, "{name}");
    }
    let report = crate::check_gradient(&counted(f), &vec![1.0, 2.0]);
    assert_eq!(report.mismatches.len(), 2, "{report}");
}

#[test]
fn o18_no_time() {
    let failure = failed("time", Newton::new().max_time(Duration::ZERO).minimize(counted(bowl(1.0)), vec![1.0]));
    assert_eq!((failure.reason, failure.report.counts.iterations), (Reason::TimeLimit, 0));
}

#[test]
fn o19_panics_pass_through() {
    let run = || {
        GradientDescent::new()
            .minimize(from_fns(|_: &[f64; 1]| 0.0, |_: &[f64; 1], _: &mut [f64; 1]| panic!("ours")), [1.0])
    };
    let message = panic::catch_unwind(run).expect_err("the panic passes");
    assert_eq!(message.downcast_ref(), Some(&"ours"));
}

#[test]
fn o20_settings_are_checked() {
    let descent = GradientDescent::new;
    let rows: [(&str, GradientDescent); 9] = [
        ("gradient_tolerance", descent().gradient_tolerance(-1.0)),
        ("gradient_tolerance", descent().gradient_tolerance(f64::NAN)),
        ("step_tolerance", descent().step_tolerance(f64::INFINITY)),
        ("step_tolerance", descent().step_tolerance(-1e-300)),
        ("value_tolerance", descent().value_tolerance(f64::NAN)),
        ("memory", descent().memory(0)),
        ("memory", descent().memory(33)),
        ("value_tolerance", descent().value_tolerance(-0.5)),
        ("gradient_tolerance", descent().gradient_tolerance(f64::NEG_INFINITY)),
    ];
    for (field, method) in rows {
        let failure = failed(field, method.minimize(counted(bowl(1.0)), vec![1.0]));
        let Reason::InvalidInput(invalid) = failure.reason else { panic!("{failure}") };
        assert_eq!((invalid.field, failure.report.counts.evaluations), (field, 0));
        assert!(failure.to_string().contains(&format!("`{field}`")), "{failure}");
    }
    assert!(descent().gradient_tolerance(0.0).minimize(counted(bowl(1.0)), vec![1.0]).is_ok());
    for radius in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let line = residuals_from_fns(
            1,
            |x: &[f64; 1], r: &mut [f64]| r[0] = x[0],
            |x: &[f64; 1], r: &mut [f64], j: &mut [f64]| (r[0], j[0]) = (x[0], 1.0),
        );
        let failure = LevenbergMarquardt::new().initial_radius(radius).minimize(line, [1.0]).expect_err("invalid");
        assert!(failure.to_string().contains("`initial_radius`"), "{failure}");
    }
}

#[test]
fn o05_hessian_of_another_length() {
    let square = |x: &Vec<f64>| x[0] * x[0];
    let fg = move |x: &Vec<f64>, g: &mut Vec<f64>| {
        g[0] = 2.0 * x[0];
        square(x)
    };
    let grown = from_fns(square, fg).with_hessian(move |x: &Vec<f64>, g: &mut Vec<f64>, h: &mut Vec<f64>| {
        h.push(2.0);
        fg(x, g)
    });
    let failure = failed("newton", Newton::new().minimize(grown, vec![1.0]));
    let invalid = InvalidInput { field: "hessian", fault: Fault::Length { expected: 1, found: 2 } };
    assert_eq!(failure.reason, Reason::InvalidInput(invalid));
}

/// `x^4 - x^2` curves downward at its start: the first changes of the gradient teach nothing, or something of the wrong sign.
#[test]
fn o15_downward_curvature() {
    let double_well = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        g[0] = 4.0 * x[0].powi(3) - 2.0 * x[0];
        h[0] = 12.0 * x[0] * x[0] - 2.0;
        x[0].powi(4) - x[0] * x[0]
    };
    for kind in [LineSearch::Backtracking, LineSearch::StrongWolfe, LineSearch::MoreThuente, LineSearch::HagerZhang] {
        for start in [1e-3, -0.05, 0.3] {
            let report = Bfgs::new().line_search(kind).minimize(counted(double_well), vec![start]).expect("converges");
            assert!((report.point[0].abs() - 0.5_f64.sqrt()).abs() < 1e-8, "{kind:?} from {start}: {report}");
        }
    }
}

#[test]
fn o16_memory_of_any_length() {
    for memory in [0, 1, 5, 1_000_000_000] {
        let report = Lbfgs::new().memory(memory).minimize(counted(bowl(3.0)), vec![1.0, -2.0]).expect("converges");
        assert!(report.value < 1e-20, "{memory}: {report}");
    }
}
