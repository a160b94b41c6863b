//! Every method for objectives on one problem.

use core::ops::ControlFlow;

use super::problems::{Counted, Written, counted};
use crate::optimize::{
    Bfgs, Conjugacy, ConjugateGradients, Dogleg, Failure, GradientDescent, Lbfgs, LbfgsB, Newton, Progress, Report,
    SparseNewton, SteihaugToint, TrustRegion,
};

pub(super) type Outcome = Result<Report<Vec<f64>>, Failure<Vec<f64>>>;

/// Settings in place of the methods' own.
#[derive(Clone, Copy, Default)]
pub(super) struct Set {
    pub(super) gradient_tolerance: Option<f64>,
    pub(super) step_tolerance: Option<f64>,
    pub(super) value_tolerance: Option<f64>,
    pub(super) max_iterations: Option<usize>,
    pub(super) max_evaluations: Option<usize>,
}

/// A run of a method, with what the problem saw of it.
pub(super) struct Run {
    pub(super) name: &'static str,
    pub(super) outcome: Outcome,
    pub(super) calls: usize,
    /// The lowest value that the problem gave.
    pub(super) lowest: f64,
    /// The bits of each point and value.
    pub(super) path: Vec<u64>,
}

type Function<'a> = &'a dyn Fn(&[f64], &mut [f64], &mut [f64]) -> f64;
type Minimize = fn(&Set, &Counted<Function<'_>>, Vec<f64>, Watch<'_>) -> Outcome;
type Watch<'a> = &'a dyn Fn(&Progress<'_>) -> ControlFlow<()>;

macro_rules! methods {
    ($($name:literal: $method:expr;)*) => {
        const METHODS: &[(&str, Minimize)] = &[
            $(($name, |set, problem, start, watch| {
                let mut method = $method;
                if let Some(tolerance) = set.gradient_tolerance {
                    method = method.gradient_tolerance(tolerance);
                }
                if let Some(tolerance) = set.step_tolerance {
                    method = method.step_tolerance(tolerance);
                }
                if let Some(tolerance) = set.value_tolerance {
                    method = method.value_tolerance(tolerance);
                }
                if let Some(limit) = set.max_iterations {
                    method = method.max_iterations(limit);
                }
                if let Some(limit) = set.max_evaluations {
                    method = method.max_evaluations(limit);
                }
                method.minimize_observed(problem, start, watch)
            }),)*
        ];
    };
}

methods! {
    "bfgs": Bfgs::new();
    "l-bfgs": Lbfgs::new();
    "l-bfgs-b": LbfgsB::new();
    "conjugate gradients": ConjugateGradients::new();
    "polak-ribière": ConjugateGradients::new().formula(Conjugacy::PolakRibierePlus);
    "newton": Newton::new();
    "trust region": TrustRegion::new();
    "dogleg": Dogleg::new();
    "sparse newton": SparseNewton::new();
    "steihaug": SteihaugToint::new();
    "descent": GradientDescent::new();
}

pub(super) fn each(set: Set, f: impl Written, start: &[f64]) -> Vec<Run> {
    watched(set, f, start, &|_| ControlFlow::Continue(()))
}

pub(super) fn watched(set: Set, f: impl Written, start: &[f64], watch: Watch<'_>) -> Vec<Run> {
    let run = |(name, run): &(&'static str, Minimize)| {
        let problem = counted(&f as Function<'_>);
        let path = core::cell::RefCell::new(Vec::new());
        let outcome = run(&set, &problem, start.to_vec(), &|progress| {
            path.borrow_mut().extend(progress.point.iter().chain([&progress.value]).map(|x| x.to_bits()));
            watch(progress)
        });
        Run { name, outcome, calls: problem.calls.get(), lowest: problem.lowest.get(), path: path.into_inner() }
    };
    METHODS.iter().map(run).collect()
}
