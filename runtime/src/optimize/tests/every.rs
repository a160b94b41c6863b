//! What holds for every method for objectives, fault by fault.

use core::ops::ControlFlow;

use super::{
    each::{Run, Set, each, watched},
    problems::bowl,
};
use crate::optimize::Reason;

fn converged(run: Run) -> (&'static str, crate::Report<Vec<f64>>, usize) {
    let report = run.outcome.unwrap_or_else(|failure| panic!("{}: {failure}", run.name));
    (run.name, report, run.calls)
}

/// Rosenbrock's function.
fn valley(x: &[f64], g: &mut [f64], h: &mut [f64]) -> f64 {
    let b = x[1] - x[0] * x[0];
    g.copy_from_slice(&[-2.0 * (1.0 - x[0]) - 400.0 * x[0] * b, 200.0 * b]);
    h.copy_from_slice(&[2.0 - 400.0 * (x[1] - 3.0 * x[0] * x[0]), -400.0 * x[0], -400.0 * x[0], 200.0]);
    (1.0 - x[0]) * (1.0 - x[0]) + 100.0 * b * b
}

const START: [f64; 2] = [-1.2, 1.0];

/// How often a start is evaluated that is optimal: a sparse Hessian is asked for apart, to see whether it is indefinite.
fn looks(name: &str) -> usize {
    if name == "sparse newton" { 2 } else { 1 }
}

#[test]
fn o06_no_unknowns() {
    for run in each(Set::default(), bowl(1.0), &[]) {
        let (name, report, calls) = converged(run);
        assert_eq!((report.reason, report.counts.iterations), (Reason::Gradient, 0), "{name}");
        assert_eq!(calls, looks(name), "{name}");
    }
}

#[test]
fn o08_optimal_already() {
    for run in each(Set::default(), valley, &[1.0, 1.0]) {
        let (name, report, calls) = converged(run);
        assert_eq!((report.reason, report.counts.iterations, calls), (Reason::Gradient, 0, looks(name)), "{name}");
    }
}

#[test]
fn o11_flat_plateau() {
    let flat = |_: &[f64], g: &mut [f64], h: &mut [f64]| {
        g.fill(0.0);
        h.fill(0.0);
        7.0
    };
    for run in each(Set::default(), flat, &[3.0]) {
        let (name, report, _) = converged(run);
        assert_eq!((report.reason, report.counts.iterations, report.value), (Reason::Gradient, 0, 7.0), "{name}");
    }
}

#[test]
fn o14_rounding_at_the_optimum_is_convergence() {
    let lifted = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        let e = (x[0] - 0.3).exp();
        (g[0], h[0]) = (1e3 * (e - 1.0), 1e3 * e);
        1e8 + 1e3 * (e - (x[0] - 0.3))
    };
    for run in each(Set { gradient_tolerance: Some(0.0), ..Set::default() }, lifted, &[2.0]) {
        let (name, report, _) = converged(run);
        assert!((report.point[0] - 0.3).abs() < 1e-4, "{name}: {report}");
    }
}

#[test]
fn o17_huge_scales() {
    for (scale, start) in [(1e-92, 1e200), (1e-250, 1e250), (1e100, 1e-60)] {
        let set = Set { gradient_tolerance: Some(1e-100), ..Set::default() };
        for run in each(set, bowl(scale), &[start, -start]) {
            let (name, report, _) = converged(run);
            assert!(report.point.iter().all(|x| x.abs() <= 1e-7 * start), "{name} at {start:e}: {report}");
        }
    }
}

#[test]
fn o18_limits_are_exact() {
    for limit in 0..12 {
        for run in each(Set { max_evaluations: Some(limit), ..Set::default() }, valley, &START) {
            let failure = run.outcome.expect_err(run.name);
            let found = (failure.reason, failure.report.counts.evaluations, run.calls);
            assert_eq!(found, (Reason::EvaluationLimit, limit, limit), "{}", run.name);
        }
    }
    for limit in 0..5 {
        for run in each(Set { max_iterations: Some(limit), ..Set::default() }, valley, &START) {
            let failure = run.outcome.expect_err(run.name);
            let found = (failure.reason, failure.report.counts.iterations);
            assert_eq!(found, (Reason::IterationLimit, limit), "{}", run.name);
        }
    }
}

#[test]
fn o19_observers_stop() {
    let third = |progress: &crate::Progress<'_>| {
        if progress.iteration == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    for run in watched(Set::default(), valley, &START, &third) {
        let failure = run.outcome.expect_err(run.name);
        assert_eq!((failure.reason, failure.report.counts.iterations), (Reason::Observer, 3), "{}", run.name);
    }
}

#[test]
fn o20_tolerances_are_checked() {
    for bad in [-1.0, -1e-300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for (field, set) in [
            ("gradient_tolerance", Set { gradient_tolerance: Some(bad), ..Set::default() }),
            ("step_tolerance", Set { step_tolerance: Some(bad), ..Set::default() }),
            ("value_tolerance", Set { value_tolerance: Some(bad), ..Set::default() }),
        ] {
            for run in each(set, bowl(1.0), &[1.0]) {
                let failure = run.outcome.expect_err(run.name);
                let Reason::InvalidInput(invalid) = failure.reason else { panic!("{}: {failure}", run.name) };
                assert_eq!((invalid.field, run.calls), (field, 0), "{}", run.name);
            }
        }
    }
}

#[test]
fn o22_the_same_path_twice() {
    for (a, b) in each(Set::default(), valley, &START).iter().zip(each(Set::default(), valley, &START)) {
        assert_eq!((&a.path, &a.outcome), (&b.path, &b.outcome), "{}", a.name);
        assert!(a.path.len() > 10, "{}", a.name);
    }
}

#[test]
fn o23_the_best_point_is_kept() {
    for limit in 1..60 {
        for run in each(Set { max_iterations: Some(limit), ..Set::default() }, valley, &START) {
            let report = run.outcome.unwrap_or_else(|failure| *failure.report);
            assert_eq!(report.value, run.lowest, "{} after {limit}", run.name);
            assert_eq!(valley(&report.point, &mut [0.0; 2], &mut [0.0; 4]), report.value, "{}", run.name);
        }
    }
}

#[test]
fn o25_rosenbrock_is_solved() {
    for run in each(Set::default(), valley, &START) {
        let (name, report, _) = converged(run);
        assert!(report.point.iter().all(|x| (x - 1.0).abs() < 1e-7), "{name}: {report}");
    }
}

/// The minimum lies between two neighbouring numbers, so the gradient never vanishes.
#[test]
fn o26_steps_below_the_last_place() {
    let narrow = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        let d = (x[0] - 1e16) - 0.5;
        (g[0], h[0]) = (2.0 * d, 2.0);
        d * d
    };
    for run in each(Set { gradient_tolerance: Some(0.0), ..Set::default() }, narrow, &[1e16 + 64.0]) {
        let (name, report, _) = converged(run);
        assert!(matches!(report.reason, Reason::Step | Reason::Value), "{name}: {report}");
        assert_eq!((report.point[0], report.value), (1e16, 0.25), "{name}");
    }
}
