//! How much longer generated code may take than the fastest by hand, in the same run. A quarter above what was measured, so that a lost
//! optimisation is seen and a busy machine is not; where the generated code becomes faster, its row follows.

use crate::harness::Case;

/// Problem, output, limit.
const LIMITS: &[(&str, &str, f64)] = &[
    ("rosenbrock", "value and gradient", 1.3),
    ("rosenbrock", "gradient", 1.3),
    ("rosenbrock", "hessian", 1.5),
    ("shared", "value and gradient", 1.4),
    ("shared", "hessian", 1.75),
    ("chained 10", "value and gradient", 6.0),
    ("chained 10", "gradient", 10.5),
    ("chained 100", "value and gradient", 7.5),
    ("chained 100", "gradient", 13.0),
    ("chained 1000", "value and gradient", 7.5),
    ("chained 1000", "gradient", 13.0),
    ("chained 10000", "value and gradient", 7.5),
    ("chained 10000", "gradient", 13.0),
    ("chained 10", "hessian", 45.0),
    ("chained 100", "hessian", 75.0),
    ("chained 1000", "hessian", 60.0),
    ("logistic 10x100", "value and gradient", 1.25),
    ("logistic 10x100", "hessian", 13.0),
    ("product 20", "value and gradient", 1.3),
    ("product 20", "hessian", 11.0),
    ("nested", "value and gradient", 1.35),
    ("nested", "hessian", 3.3),
    ("mix 16x16", "jacobian", 16.0),
    ("log-sum-exp 2500", "value and gradient", 2.0),
    ("least squares 512x128", "value and gradient", 3.6),
    ("tanh recurrence 1000", "value and gradient", 1.45),
    ("tanh recurrence 100000", "value and gradient", 1.6),
    ("lennard-jones 64", "value and gradient", 2.7),
    ("orbit fit 200 steps", "value and gradient", 2.5),
    ("mlp 8-16-16-1 x32", "value and gradient", 1.35),
];

/// The limit of a case, if one is written down.
#[must_use]
pub fn of(case: &dyn Case) -> Option<f64> {
    LIMITS.iter().find(|row| row.0 == case.problem() && row.1 == case.output()).map(|row| row.2)
}
