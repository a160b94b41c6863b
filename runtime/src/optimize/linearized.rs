//! Residuals, their Jacobian, and its factorization at a point.

use alloc::{vec, vec::Vec};

use super::{
    ledger::{Evaluated, Ledger, Step, UNKNOWN},
    report::{Part, Reason},
    trust_step::{System, TrustStep},
};
use crate::{
    linalg::{Qr, add_multiple, dot, first_non_finite, max_abs, norm},
    problem::{InvalidInput, Point, Residuals},
};

/// A point with residuals and Jacobian.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<P> {
    pub(crate) x: P,
    pub(crate) r: Vec<f64>,
    /// Row-major, `m * n`.
    pub(crate) jacobian: Vec<f64>,
}

stored! { Candidate<P> { x, r, jacobian } }

/// A point with the linear model of its residuals.
#[derive(Clone, Debug)]
pub(crate) struct Linearized<P> {
    pub(crate) here: Candidate<P>,
    /// `|r|`.
    pub(crate) size: f64,
    /// `J' r`; zero where an unknown is held.
    pub(crate) gradient: Vec<f64>,
    /// What the trust region is scaled by.
    pub(crate) scales: Vec<f64>,
    /// The unknowns that stay where they are, at a bound.
    pub(crate) held: Vec<bool>,
    pub(crate) qr: Qr,
    pub(crate) qtr: Vec<f64>,
}

stored! { Linearized<P> { here, size, gradient, scales, held, qr, qtr } }

impl<P: Point> Candidate<P> {
    /// Goes to `from + step`; whether that is another point.
    pub(crate) fn step_from(&mut self, from: &P, step: &[f64]) -> bool {
        let mut moved = false;
        for (x, (from, p)) in self.x.as_mut().iter_mut().zip(from.as_ref().iter().zip(step)) {
            *x = from + p;
            moved |= *x != *from;
        }
        moved
    }

    /// Evaluates the residuals; their norm, or `None` where it is not finite.
    pub(crate) fn evaluate<R: Residuals<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        residuals: &R,
    ) -> Step<Option<f64>> {
        if first_non_finite(self.x.as_ref()).is_some() {
            return Ok(None);
        }
        ledger.count(0)?;
        residuals.residuals(&self.x, &mut self.r);
        Ok(self.offered(ledger))
    }

    /// Evaluates residuals and Jacobian; the norm of the residuals, or `None` where that is not finite. Whether the Jacobian
    /// is finite is for [`is_smooth`](Self::is_smooth) to say.
    pub(crate) fn differentiate<R: Residuals<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        residuals: &R,
    ) -> Step<Option<f64>> {
        if first_non_finite(self.x.as_ref()).is_some() {
            return Ok(None);
        }
        ledger.count(1)?;
        residuals.residuals_and_jacobian(&self.x, &mut self.r, &mut self.jacobian);
        Ok(self.offered(ledger))
    }

    fn offered(&self, ledger: &mut Ledger<P>) -> Option<f64> {
        let size = norm(&self.r);
        if size.is_finite() {
            ledger.offer(&self.x, &Evaluated { value: 0.5 * size * size, ..UNKNOWN });
        }
        size.is_finite().then_some(size)
    }

    /// Whether the Jacobian is finite.
    pub(crate) fn is_smooth(&self) -> bool {
        first_non_finite(&self.jacobian).is_none()
    }
}

/// Cosines up to this are what rounding leaves of stationary points.
pub(crate) const STATIONARY: f64 = 1e-6;

/// A Jacobian that is off by less than this share of what its columns contribute is right: columns may cancel.
const WRONG: f64 = 1e-3;

/// Differences of residuals up to this, relative to their size, are rounding.
const NOISE: f64 = 16.0 * f64::EPSILON;

/// An unknown that is small beside the largest is scaled as if it were this share of it.
const LEAST_SHARE: f64 = 0.07;

impl<P: Point> Linearized<P> {
    /// Room for `m` residuals of a point.
    pub(crate) fn new(m: usize, x: P) -> Self {
        let n = x.as_ref().len();
        Self {
            here: Candidate { x, r: vec![0.0; m], jacobian: vec![0.0; m * n] },
            size: f64::NAN,
            gradient: vec![0.0; n],
            scales: vec![1.0; n],
            held: vec![false; n],
            qr: Qr::new(m, n),
            qtr: vec![0.0; m.max(n)],
        }
    }

    /// Evaluates at the start, moved within its bounds; whatever is not finite there is named.
    pub(crate) fn evaluate<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<()> {
        let (m, n) = (self.here.r.len(), self.scales.len());
        InvalidInput::length("residuals", m, residuals.len())?;
        if let Some(bounds) = residuals.bounds() {
            bounds.validate(n)?;
            self.here.x = bounds.project(self.here.x.clone());
        }
        let size = self.here.differentiate(ledger, residuals)?;
        if size.is_none() || !self.here.is_smooth() {
            let size = norm(&self.here.r);
            ledger.offer(&self.here.x, &Evaluated { value: 0.5 * size * size, ..UNKNOWN });
            return Err(Reason::NonFiniteStart(culprit(&self.here, n)));
        }
        self.linearize(residuals);
        ledger.last = self.evaluated();
        let now = ledger.last;
        ledger.offer(&self.here.x, &now);
        Ok(())
    }

    /// Brings everything up to date with the residuals and the Jacobian. Unknowns at a bound that the gradient leads across
    /// are held.
    pub(crate) fn linearize<R: Residuals<Point = P>>(&mut self, residuals: &R) {
        self.size = norm(&self.here.r);
        self.held.fill(false);
        self.load();
        self.rescale();
        if let Some(bounds) = residuals.bounds() {
            let mut any = false;
            for (i, (x, g)) in self.here.x.as_ref().iter().zip(&self.gradient).enumerate() {
                self.held[i] = (*x <= bounds.lower()[i] && *g >= 0.0) || (*x >= bounds.upper()[i] && *g <= 0.0);
                any |= self.held[i];
            }
            if any {
                self.load();
            }
        }
        self.factor();
    }

    /// Holds those unknowns too which the step would take across the bound where they are; whether there are any.
    pub(crate) fn hold_more<R: Residuals<Point = P>>(&mut self, residuals: &R, step: &[f64]) -> bool {
        let Some(bounds) = residuals.bounds() else { return false };
        let mut any = false;
        for (i, (x, p)) in self.here.x.as_ref().iter().zip(step).enumerate() {
            let across = (*x <= bounds.lower()[i] && *p < 0.0) || (*x >= bounds.upper()[i] && *p > 0.0);
            any |= across && !self.held[i];
            self.held[i] |= across;
        }
        if any {
            self.load();
            self.factor();
        }
        any
    }

    fn load(&mut self) {
        let Self { here, held, qr, gradient, .. } = self;
        let m = here.r.len();
        qr.load(&here.jacobian, |j| !held[j]);
        for (j, g) in gradient.iter_mut().enumerate() {
            *g = dot(&qr.column(j)[..m], &here.r);
        }
    }

    fn factor(&mut self) {
        let m = self.here.r.len();
        self.qtr[..m].copy_from_slice(&self.here.r);
        self.qtr[m..].fill(0.0);
        self.qr.factor(&mut self.qtr);
    }

    /// The region is measured in units of the unknowns' own size.
    fn rescale(&mut self) {
        let x = self.here.x.as_ref();
        let largest = max_abs(x);
        let least = if largest > 0.0 { LEAST_SHARE * largest } else { 1.0 };
        for (d, x) in self.scales.iter_mut().zip(x) {
            *d = x.abs().max(least).min(f64::MAX).recip().max(f64::MIN_POSITIVE);
        }
    }

    /// The largest cosine of the angle between the residuals and a column of the Jacobian.
    pub(crate) fn cosine(&self) -> f64 {
        let cosine = |(g, c): (&f64, &f64)| if *c > 0.0 { (g / c / self.size).abs() } else { 0.0 };
        let largest = self.gradient.iter().zip(&self.qr.lengths).map(cosine).fold(0.0, f64::max);
        if self.size > 0.0 { largest } else { 0.0 }
    }

    pub(crate) fn evaluated(&self) -> Evaluated {
        Evaluated { value: 0.5 * self.size * self.size, gradient_norm: max_abs(&self.gradient) }
    }

    /// By how much rounding of the unknowns alone moves the residuals.
    pub(crate) fn rounding(&self) -> f64 {
        let moves = self.qr.lengths.iter().zip(self.here.x.as_ref()).map(|(c, x)| c * x.abs());
        f64::EPSILON * moves.sum::<f64>()
    }

    /// Whether nothing but rounding is left of the gradient; leaves the step of Gauss and Newton in `trust`. `work` is of length `n`.
    pub(crate) fn is_stationary(&self, trust: &mut TrustStep, work: &mut [f64]) -> bool {
        if self.cosine() <= STATIONARY {
            return true;
        }
        trust.undamped(&self.system());
        let along = self.along(&trust.step, work);
        0.5 * along * (along / self.size) <= self.rounding()
    }

    /// How much of the residuals lies in the range of the Jacobian, as a share of their size.
    pub(crate) fn share_in_range(&self) -> f64 {
        if self.size > 0.0 { norm(&self.qtr[..self.scales.len()]) / self.size } else { 0.0 }
    }

    /// Whether the Jacobian is not that of the residuals: asks for a central difference of them along a step, which is changed. `trial` and `error`, of length
    /// `max(m, n)`, are work space.
    pub(crate) fn is_wrong<R: Residuals<Point = P>>(
        &self,
        ledger: &mut Ledger<P>,
        residuals: &R,
        step: &mut [f64],
        trial: &mut Candidate<P>,
        error: &mut [f64],
    ) -> Step<bool> {
        let error = &mut error[..self.here.r.len()];
        error.iter_mut().zip(self.rows()).for_each(|(e, row)| *e = dot(row, step));
        let promised = norm(error);
        let parts: f64 = self.qr.lengths.iter().zip(&*step).map(|(c, p)| c * p.abs()).sum();
        for half in [0.5, -0.5] {
            trial.step_from(&self.here.x, step);
            if trial.evaluate(ledger, residuals)?.is_none() {
                return Err(Reason::NonFiniteStuck);
            }
            error.iter_mut().zip(&trial.r).for_each(|(e, r)| *e -= half * r);
            step.iter_mut().for_each(|p| *p = -*p);
        }
        let error = norm(error);
        Ok(error > 0.5 * promised && error > WRONG * parts && error > NOISE * self.size)
    }

    /// The rows of the Jacobian.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[f64]> {
        let n = self.scales.len();
        (0..self.here.r.len()).map(move |i| &self.here.jacobian[i * n..(i + 1) * n])
    }

    pub(crate) fn system(&self) -> System<'_> {
        System { qr: &self.qr, qtr: &self.qtr[..self.scales.len()], scales: &self.scales, gradient: &self.gradient }
    }

    /// `|J p|`, from `R`; `work` is of length `n`.
    pub(crate) fn along(&self, p: &[f64], work: &mut [f64]) -> f64 {
        work.fill(0.0);
        for (k, &j) in self.qr.pivots.iter().enumerate() {
            add_multiple(work, p[j], self.qr.r_column(k));
        }
        norm(work)
    }
}

fn culprit<P: Point>(here: &Candidate<P>, n: usize) -> Part {
    if let Some(i) = first_non_finite(&here.r) {
        return Part::Residual(i);
    }
    match first_non_finite(&here.jacobian) {
        Some(i) => Part::Jacobian { row: i / n, column: i % n },
        None => Part::Value,
    }
}
