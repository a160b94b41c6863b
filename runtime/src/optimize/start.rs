//! The first evaluation: whatever is not finite there is named.

use super::{
    ledger::{Evaluated, Ledger, Step},
    line_search::projected_norm,
    report::{Part, Reason},
};
use crate::{
    linalg::first_non_finite,
    problem::{Bounds, Fault, InvalidInput, Objective, Point},
};

/// Value and gradient at the start; writes the gradient. A start that is optimal already ends the ledger.
pub(crate) fn gradient<O: Objective>(
    ledger: &mut Ledger<O::Point>,
    objective: &O,
    x: &O::Point,
    gradient: &mut O::Point,
) -> Step<Evaluated> {
    unbounded(objective)?;
    first_order(ledger, objective, x, gradient)
}

#[cfg(feature = "alloc")]
/// The same; the start is moved within its bounds, and the gradient's norm is that of the projected one.
pub(crate) fn within<O: Objective>(
    ledger: &mut Ledger<O::Point>,
    objective: &O,
    x: &mut O::Point,
    gradient: &mut O::Point,
) -> Step<Evaluated> {
    if let Some(bounds) = objective.bounds() {
        bounds.validate(x.as_ref().len())?;
        bounds.confine(x);
    }
    first_order(ledger, objective, x, gradient)
}

/// A method that knows no bounds refuses them.
fn unbounded<O: Objective>(objective: &O) -> Step<()> {
    Ok(InvalidInput::check("bounds", objective.bounds().is_none(), Fault::NotKept)?)
}

fn first_order<O: Objective>(
    ledger: &mut Ledger<O::Point>,
    objective: &O,
    x: &O::Point,
    gradient: &mut O::Point,
) -> Step<Evaluated> {
    ledger.count(1)?;
    let value = objective.value_and_gradient(x, gradient);
    let at = accept(ledger, objective.bounds(), x, value, gradient)?;
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
    unbounded(objective)?;
    ledger.count(2)?;
    let value = objective.value_gradient_hessian(x, gradient, hessian);
    let at = accept(ledger, None, x, value, gradient)?;
    ledger.check_matrix(O::Point::flat(hessian))?;
    let n = x.as_ref().len();
    match first_non_finite(O::Point::flat(hessian)) {
        Some(i) => Err(Reason::NonFiniteStart(Part::Hessian { row: i / n, column: i % n })),
        None => Ok(at),
    }
}

fn accept<P: Point>(
    ledger: &mut Ledger<P>,
    bounds: Option<&Bounds<P>>,
    x: &P,
    value: f64,
    gradient: &P,
) -> Step<Evaluated> {
    ledger.check_length(gradient)?;
    let gradient_norm = projected_norm(bounds, x, gradient.as_ref());
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
