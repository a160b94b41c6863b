//! Derivatives checked against differences: one line in a test of your own.
//!
//! Central differences with one step of Richardson's extrapolation (1911), at several distances; the one with the smallest
//! estimate of its own error is taken. An entry counts as off when it differs by more than ten times that estimate and
//! more than a millionth of its size.

use core::fmt;

use crate::{
    linalg::max_abs,
    problem::{Objective, Point, Residuals},
};

/// What was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quantity {
    /// The value that comes with the derivatives, against the value alone, bit for bit.
    Value,
    /// The gradient, against differences of the value.
    Gradient,
    /// The Hessian, against differences of the gradient.
    Hessian,
    /// The product of Hessian and vector, against a difference of the gradient.
    Product,
    /// The Jacobian, against differences of the residuals.
    Jacobian,
}

/// An entry that is off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mismatch {
    /// What it belongs to.
    pub quantity: Quantity,
    /// Its row; 0 for gradients and values.
    pub row: usize,
    /// Its column; the index for gradients.
    pub column: usize,
    /// What the problem says.
    pub given: f64,
    /// What differences say; NaN where the function is not finite nearby.
    pub difference: f64,
    /// By how much the difference itself may err.
    pub uncertainty: f64,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct CheckReport {
    /// How many entries were compared.
    pub checked: usize,
    /// Those that are off.
    pub mismatches: Vec<Mismatch>,
}

/// Checks all that an objective offers, by its order: that the value is the same alone and with derivatives, the gradient,
/// the Hessian.
pub fn check<O: Objective>(objective: &O, x: &O::Point) -> CheckReport {
    let mut report = CheckReport::new();
    if O::ORDER >= 1 {
        values(objective, x, &mut report);
        gradient(objective, x, &mut report);
    }
    if O::ORDER >= 2 {
        hessian(objective, x, &mut report);
    }
    report
}

/// Checks the gradient against differences of the value.
///
/// ```
/// use chainrule::{check_gradient, from_fns};
///
/// let f = |x: &[f64; 2]| x[0] * x[0] * x[1];
/// let wrong = move |x: &[f64; 2], g: &mut [f64; 2]| {
///     *g = [2.0 * x[0] * x[1], -x[0] * x[0]];
///     f(x)
/// };
/// let report = check_gradient(&from_fns(f, wrong), &[1.0, 2.0]);
/// assert_eq!(report.mismatches.len(), 1);
/// assert_eq!(report.mismatches[0].column, 1);
/// ```
#[doc(alias = "gradcheck")]
#[doc(alias = "check_grad")]
#[doc(alias = "finite differences")]
#[doc(alias = "approx_fprime")]
pub fn check_gradient<O: Objective>(objective: &O, x: &O::Point) -> CheckReport {
    const { assert!(O::ORDER >= 1, "there is no gradient to check: the objective is of order 0") }
    let mut report = CheckReport::new();
    values(objective, x, &mut report);
    gradient(objective, x, &mut report);
    report
}

/// Checks the Hessian against differences of the gradient.
pub fn check_hessian<O: Objective>(objective: &O, x: &O::Point) -> CheckReport {
    const { assert!(O::ORDER >= 2, "there is no Hessian to check: the objective is below order 2") }
    let mut report = CheckReport::new();
    hessian(objective, x, &mut report);
    report
}

/// Checks the product of the Hessian with a vector against a difference of the gradient along it.
pub fn check_product<O: Objective>(objective: &O, x: &O::Point, v: &O::Point) -> CheckReport {
    const { assert!(O::ORDER >= 2, "there is no product to check: the objective is below order 2") }
    let mut report = CheckReport::new();
    let (mut g, mut product) = (x.zeros(), x.zeros());
    objective.gradient_and_hvp(x, v, &mut g, &mut product);
    let columns = differences(x, v, |x, out| {
        let mut g = x.zeros();
        objective.value_and_gradient(x, &mut g);
        out.copy_from_slice(g.as_ref());
    });
    for (row, (given, estimate)) in product.as_ref().iter().zip(columns).enumerate() {
        report.compare(Quantity::Product, row, 0, *given, estimate);
    }
    report
}

/// Checks the Jacobian against differences of the residuals.
pub fn check_jacobian<R: Residuals>(residuals: &R, x: &R::Point) -> CheckReport {
    let (m, n) = (residuals.len(), x.as_ref().len());
    let (mut alone, mut r, mut jacobian) = (vec![0.0; m], vec![0.0; m], vec![0.0; m * n]);
    residuals.residuals(x, &mut alone);
    residuals.residuals_and_jacobian(x, &mut r, &mut jacobian);
    let mut report = CheckReport::new();
    for (row, (given, alone)) in r.iter().zip(&alone).enumerate() {
        report.same(row, *given, *alone);
    }
    for column in 0..n {
        let estimates = differences_of(m, x, &unit(x, column), |x, out| residuals.residuals(x, out));
        for (row, estimate) in estimates.into_iter().enumerate() {
            report.compare(Quantity::Jacobian, row, column, jacobian[row * n + column], estimate);
        }
    }
    report
}

fn values<O: Objective>(objective: &O, x: &O::Point, report: &mut CheckReport) {
    report.same(0, objective.value_and_gradient(x, &mut x.zeros()), objective.value(x));
}

fn gradient<O: Objective>(objective: &O, x: &O::Point, report: &mut CheckReport) {
    let mut g = x.zeros();
    objective.value_and_gradient(x, &mut g);
    for (column, given) in g.as_ref().iter().enumerate() {
        let estimate = differences_of(1, x, &unit(x, column), |x, out| out[0] = objective.value(x));
        report.compare(Quantity::Gradient, 0, column, *given, estimate[0]);
    }
}

fn hessian<O: Objective>(objective: &O, x: &O::Point, report: &mut CheckReport) {
    let n = x.as_ref().len();
    let (mut g, mut matrix) = (x.zeros(), x.matrix());
    let value = objective.value_gradient_hessian(x, &mut g, &mut matrix);
    report.same(0, value, objective.value(x));
    for column in 0..n {
        let estimates = differences(x, &unit(x, column), |x, out| {
            let mut g = x.zeros();
            objective.value_and_gradient(x, &mut g);
            out.copy_from_slice(g.as_ref());
        });
        for (row, estimate) in estimates.into_iter().enumerate() {
            report.compare(Quantity::Hessian, row, column, O::Point::flat(&matrix)[row * n + column], estimate);
        }
    }
}

fn unit<P: Point>(x: &P, i: usize) -> P {
    let mut unit = x.zeros();
    unit.as_mut()[i] = 1.0;
    unit
}

/// A derivative by differences, and by how much it may err.
#[derive(Clone, Copy)]
struct Estimate {
    difference: f64,
    uncertainty: f64,
}

/// As [`differences_of`], of a function as long as its point.
fn differences<P: Point>(x: &P, v: &P, f: impl Fn(&P, &mut [f64])) -> Vec<Estimate> {
    differences_of(x.as_ref().len(), x, v, f)
}

/// The derivatives along `v` of a function with `m` results.
fn differences_of<P: Point>(m: usize, x: &P, v: &P, f: impl Fn(&P, &mut [f64])) -> Vec<Estimate> {
    let mut best = vec![Estimate { difference: f64::NAN, uncertainty: f64::INFINITY }; m];
    let unit = distance(x.as_ref(), v.as_ref());
    for exponent in 2..9 {
        let h = 10_f64.powi(-exponent) * unit;
        let ends = [h, -h, 0.5 * h, -0.5 * h].map(|h| {
            let mut out = vec![0.0; m];
            f(&moved(x, v, h), &mut out);
            out
        });
        // What is small beside the others may be what is left of them.
        let largest = ends.iter().flatten().filter(|y| y.is_finite()).fold(0.0, |m: f64, y| m.max(y.abs()));
        for (i, best) in best.iter_mut().enumerate() {
            let estimate = extrapolate(h, [ends[0][i], ends[1][i], ends[2][i], ends[3][i]], largest);
            if estimate.uncertainty < best.uncertainty {
                *best = estimate;
            }
        }
    }
    best
}

/// How far along `v` is as far as the point's coordinates are from zero, or 1 where they are small.
#[inline]
fn distance(x: &[f64], v: &[f64]) -> f64 {
    let moving = x.iter().zip(v).filter(|(_, v)| **v != 0.0);
    let reach = moving.map(|(x, _)| x.abs()).fold(1.0, f64::max);
    let speed = max_abs(v);
    if speed > 0.0 { reach / speed } else { 1.0 }
}

/// `(4 d(h/2) - d(h)) / 3`, where `d` is the central difference; its change and the rounding of the values bound the error. The
/// values may have been calculated from others as large as `largest`.
fn extrapolate(h: f64, [far, minus_far, near, minus_near]: [f64; 4], largest: f64) -> Estimate {
    let (wide, narrow) = ((far - minus_far) / (2.0 * h), (near - minus_near) / h);
    let difference = (4.0 * narrow - wide) / 3.0;
    let rounding = f64::EPSILON * (4.0 * (near.abs() + far.abs()) + largest) / h;
    Estimate { difference, uncertainty: (difference - narrow).abs() + rounding }
}

fn moved<P: Point>(x: &P, v: &P, h: f64) -> P {
    let mut point = x.clone();
    for (p, v) in point.as_mut().iter_mut().zip(v.as_ref()) {
        *p += h * v;
    }
    point
}

impl CheckReport {
    fn new() -> Self {
        Self { checked: 0, mismatches: Vec::new() }
    }

    /// Whether nothing is off.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.mismatches.is_empty()
    }

    /// For tests: passes if nothing is off.
    ///
    /// # Panics
    /// With the list of entries that are off, if there are any.
    #[track_caller]
    #[inline]
    pub fn assert_ok(&self) {
        assert!(self.is_ok(), "{self}");
    }

    /// Values alone and with derivatives may differ by rounding: terms of a sum were added in another order.
    #[doc(hidden)]
    #[inline]
    pub fn but_for_rounding(mut self) -> Self {
        self.mismatches.retain(|m| {
            let allowed = f64::EPSILON.sqrt() * m.difference.abs().max(1.0);
            let fine = (m.given - m.difference).abs() <= allowed;
            m.quantity != Quantity::Value || !fine
        });
        self
    }

    #[inline]
    fn compare(&mut self, quantity: Quantity, row: usize, column: usize, given: f64, estimate: Estimate) {
        let Estimate { difference, uncertainty } = estimate;
        self.checked += 1;
        let allowed = (10.0 * uncertainty).max(1e-6 * given.abs().max(difference.abs()));
        let fine = (given - difference).abs() <= allowed && allowed.is_finite();
        if !fine {
            self.mismatches.push(Mismatch { quantity, row, column, given, difference, uncertainty });
        }
    }

    #[inline]
    fn same(&mut self, row: usize, given: f64, alone: f64) {
        self.checked += 1;
        if given.to_bits() != alone.to_bits() && !(given.is_nan() && alone.is_nan()) {
            let quantity = Quantity::Value;
            self.mismatches.push(Mismatch { quantity, row, column: 0, given, difference: alone, uncertainty: 0.0 });
        }
    }
}

impl fmt::Display for CheckReport {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_ok() {
            return write!(f, "all {} entries agree with differences", self.checked);
        }
        write!(f, "{} of {} entries are off:", self.mismatches.len(), self.checked)?;
        self.mismatches.iter().try_for_each(|mismatch| write!(f, "\n  {mismatch}"))
    }
}

impl fmt::Display for Mismatch {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { row, column, given, difference, .. } = self;
        let off = (given - difference).abs();
        match self.quantity {
            Quantity::Value => return write!(f, "value with derivatives: {given:e}, alone {difference:e}"),
            Quantity::Gradient => write!(f, "gradient[{column}]")?,
            Quantity::Hessian => write!(f, "hessian[{row}][{column}]")?,
            Quantity::Product => write!(f, "product[{row}]")?,
            Quantity::Jacobian => write!(f, "jacobian[{row}][{column}]")?,
        }
        write!(f, ": given {given:e}, difference {difference:e} ± {:.0e}, off by {off:.3e}", self.uncertainty)
    }
}

#[cfg(test)]
mod tests;
