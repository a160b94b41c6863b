//! The first evaluation: whatever is not finite there is named.

use super::{
    ledger::{Evaluated, Ledger, Step},
    report::{Part, Reason},
};
use crate::{
    linalg::{first_non_finite, max_abs},
    problem::{Objective, Point},
};

/// Value and gradient at the start; writes the gradient. A start that is optimal already ends the ledger.
pub(crate) fn gradient<O: Objective>(
    ledger: &mut Ledger<O::Point>,
    objective: &O,
    x: &O::Point,
    gradient: &mut O::Point,
) -> Step<Evaluated> {
    ledger.count(1)?;
    let value = objective.value_and_gradient(x, gradient);
    let at = accept(ledger, x, value, gradient)?;
    ledger.test_gradient(x, &at)?;
    Ok(at)
}

/// Value, gradient and Hessian at the start; writes gradient and Hessian.
pub(crate) fn hessian<O: Objective>(
    ledger: &mut Ledger<O::Point>,
    objective: &O,
    x: &O::Point,
    gradient: &mut O::Point,
    hessian: &mut <O::Point as Point>::Matrix,
) -> Step<Evaluated> {
    ledger.count(2)?;
    let value = objective.value_gradient_hessian(x, gradient, hessian);
    let at = accept(ledger, x, value, gradient)?;
    ledger.check_matrix(O::Point::flat(hessian))?;
    let n = x.as_ref().len();
    match first_non_finite(O::Point::flat(hessian)) {
        Some(i) => Err(Reason::NonFiniteStart(Part::Hessian { row: i / n, column: i % n })),
        None => Ok(at),
    }
}

fn accept<P: Point>(ledger: &mut Ledger<P>, x: &P, value: f64, gradient: &P) -> Step<Evaluated> {
    ledger.check_length(gradient)?;
    let gradient_norm = max_abs(gradient.as_ref());
    let at = Evaluated { value, gradient_norm };
    ledger.offer(x, &at);
    if value == f64::NEG_INFINITY {
        return Err(Reason::Unbounded);
    }
    if !value.is_finite() {
        return Err(Reason::NonFiniteStart(Part::Value));
    }
    let bad = first_non_finite(gradient.as_ref());
    ledger.last = at;
    bad.map_or(Ok(at), |i| Err(Reason::NonFiniteStart(Part::Gradient(i))))
}
