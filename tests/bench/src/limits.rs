//! How much longer generated code may take than the fastest by hand, in the same run. Half above what was measured, so that a lost
//! optimisation is seen and a busy machine is not; where the generated code becomes faster, its row follows.

use crate::harness::Case;

/// Problem, output, limit.
const LIMITS: &[(&str, &str, f64)] = &[
    ("rosenbrock", "value and gradient", 1.6),
    ("rosenbrock", "gradient", 1.5),
    ("rosenbrock", "hessian", 2.0),
    ("shared", "value and gradient", 1.5),
    ("shared", "hessian", 1.8),
    ("chained 10", "value and gradient", 1.5),
    ("chained 10", "gradient", 1.8),
    ("chained 100", "value and gradient", 1.5),
    ("chained 100", "gradient", 1.8),
    ("chained 1000", "value and gradient", 1.5),
    ("chained 1000", "gradient", 1.8),
    ("chained 10000", "value and gradient", 1.5),
    ("chained 10000", "gradient", 1.8),
    ("chained 10", "hessian", 2.1),
    ("chained 100", "hessian", 1.5),
    ("chained 1000", "hessian", 1.5),
    ("logistic 10x100", "value and gradient", 1.5),
    ("logistic 10x100", "hessian", 2.3),
    ("product 20", "value and gradient", 1.5),
    ("product 20", "hessian", 3.0),
    ("nested", "value and gradient", 1.6),
    ("nested", "hessian", 1.8),
    ("mix 16x16", "jacobian", 1.5),
    ("log-sum-exp 2500", "value and gradient", 1.8),
    ("least squares 512x128", "value and gradient", 5.1),
    ("tanh recurrence 1000", "value and gradient", 1.6),
    ("tanh recurrence 100000", "value and gradient", 1.7),
    ("linear 64x256, reassociate", "value and gradient", 1.8),
    ("chained 100", "sparse hessian", 28.0),
    ("chained 10000", "sparse hessian", 28.0),
    ("lennard-jones 64", "value and gradient", 1.7),
    ("orbit fit 200 steps", "value and gradient", 1.9),
    ("calls, recurrence 1000", "value and gradient", 1.6),
    ("calls, mixture 4/1000/3", "value and gradient", 1.7),
    ("calls, four deep 1000", "value and gradient", 2.6),
    ("mlp 8-16-16-1 x32", "value and gradient", 1.5),
    ("nearest 100/2000/8", "gradient and hvp", 2.6),
    ("lse 80000", "value and gradient", 1.8),
    ("llsq 512/128", "value and gradient", 6.4),
    ("ode 10000/10", "gradient", 2.4),
    ("det 8", "value and gradient", 1.8),
    ("kmeans 100/10000/8", "gradient and hvp", 3.8),
    ("gmm 2/5/1000", "gradient", 3.9),
    ("gmm 10/50/1000", "gradient", 2.8),
    ("gmm 64/25/1000", "gradient", 1.8),
    ("lstm 2/1024", "gradient", 2.3),
    ("lstm 4/1024", "gradient", 2.1),
    ("ba 49/7776/31843", "jacobian", 2.5),
    ("ht 26/100", "jacobian", 12.6),
];

/// The limit of a case, if one is written down.
#[must_use]
pub fn of(case: &dyn Case) -> Option<f64> {
    LIMITS.iter().find(|row| row.0 == case.problem() && row.1 == case.output()).map(|row| row.2)
}
