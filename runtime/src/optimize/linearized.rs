//! Residuals, their Jacobian, and its factorization at a point.

use super::{
    ledger::{Evaluated, Ledger, Step, UNKNOWN},
    report::{Part, Reason},
    trust_step::{System, TrustStep},
};
use crate::{
    linalg::{Qr, dot, first_non_finite, max_abs, norm},
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

/// A point with the linear model of its residuals.
#[derive(Clone, Debug)]
pub(crate) struct Linearized<P> {
    pub(crate) here: Candidate<P>,
    /// `|r|`.
    pub(crate) size: f64,
    /// `J' r`.
    pub(crate) gradient: Vec<f64>,
    /// `|J_j|`.
    columns: Vec<f64>,
    /// The largest `|J_j|` so far, 1 where all were zero.
    pub(crate) scales: Vec<f64>,
    largest: Vec<f64>,
    qr: Qr,
    qtr: Vec<f64>,
}

/// What the linear model promises, relative to `|r|^2`.
pub(crate) struct Fall {
    /// The fall of the sum of squares.
    pub(crate) total: f64,
    /// The slope along the step, negative.
    pub(crate) slope: f64,
}

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
        let size = norm(&self.r);
        if !size.is_finite() {
            return Ok(None);
        }
        ledger.offer(&self.x, &Evaluated { value: 0.5 * size * size, ..UNKNOWN });
        Ok(Some(size))
    }

    /// Evaluates residuals and Jacobian; whether all is finite.
    pub(crate) fn differentiate<R: Residuals<Point = P>>(
        &mut self,
        ledger: &mut Ledger<P>,
        residuals: &R,
    ) -> Step<bool> {
        ledger.count(1)?;
        residuals.residuals_and_jacobian(&self.x, &mut self.r, &mut self.jacobian);
        Ok(first_non_finite(&self.jacobian).is_none() && norm(&self.r).is_finite())
    }
}

impl<P: Point> Linearized<P> {
    /// Room for `m` residuals of a point.
    pub(crate) fn new(m: usize, x: P) -> Self {
        let n = x.as_ref().len();
        Self {
            here: Candidate { x, r: vec![0.0; m], jacobian: vec![0.0; m * n] },
            size: f64::NAN,
            gradient: vec![0.0; n],
            columns: vec![0.0; n],
            scales: vec![1.0; n],
            largest: vec![0.0; n],
            qr: Qr::new(m, n),
            qtr: vec![0.0; m.max(n)],
        }
    }

    /// Evaluates at the start; whatever is not finite there is named.
    pub(crate) fn evaluate<R: Residuals<Point = P>>(&mut self, ledger: &mut Ledger<P>, residuals: &R) -> Step<()> {
        let (m, n) = (self.here.r.len(), self.scales.len());
        InvalidInput::length("residuals", m, residuals.len())?;
        if !self.here.differentiate(ledger, residuals)? {
            let size = norm(&self.here.r);
            ledger.offer(&self.here.x, &Evaluated { value: 0.5 * size * size, ..UNKNOWN });
            return Err(Reason::NonFiniteStart(culprit(&self.here, n)));
        }
        self.largest.fill(0.0);
        self.linearize();
        ledger.last = self.evaluated();
        let now = ledger.last;
        ledger.offer(&self.here.x, &now);
        Ok(())
    }

    /// Brings everything up to date with the residuals and the Jacobian.
    pub(crate) fn linearize(&mut self) {
        let (m, n) = (self.here.r.len(), self.scales.len());
        let Candidate { r, jacobian, .. } = &self.here;
        self.size = norm(r);
        self.qtr[..m].copy_from_slice(r);
        self.qtr[m..].fill(0.0);
        self.qr.factor(jacobian, &mut self.qtr);
        for j in 0..n {
            let column = (0..m).map(|i| jacobian[i * n + j]);
            self.gradient[j] = column.clone().zip(r).map(|(a, r)| a * r).sum();
        }
        for (k, &j) in self.qr.pivots.iter().enumerate() {
            // Q keeps lengths, so the columns of R are as long as those of J.
            let column: f64 = (0..=k).fold(0.0, |length: f64, i| length.hypot(self.qr.r(i, k)));
            self.columns[j] = column;
            self.largest[j] = self.largest[j].max(column);
            self.scales[j] = if self.largest[j] > 0.0 { self.largest[j] } else { 1.0 };
        }
    }

    /// The largest cosine of the angle between the residuals and a column of the Jacobian.
    pub(crate) fn cosine(&self) -> f64 {
        let cosine = |(g, c): (&f64, &f64)| if *c > 0.0 { (g / c / self.size).abs() } else { 0.0 };
        let largest = self.gradient.iter().zip(&self.columns).map(cosine).fold(0.0, f64::max);
        if self.size > 0.0 { largest } else { 0.0 }
    }

    pub(crate) fn evaluated(&self) -> Evaluated {
        Evaluated { value: 0.5 * self.size * self.size, gradient_norm: max_abs(&self.gradient) }
    }

    /// By how much rounding of the unknowns alone moves the residuals.
    pub(crate) fn rounding(&self) -> f64 {
        let moves = self.columns.iter().zip(self.here.x.as_ref()).map(|(c, x)| c * x.abs());
        f64::EPSILON * moves.sum::<f64>()
    }

    /// The rows of the Jacobian.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[f64]> {
        let n = self.scales.len();
        (0..self.here.r.len()).map(move |i| &self.here.jacobian[i * n..(i + 1) * n])
    }

    pub(crate) fn system(&self) -> System<'_> {
        System { qr: &self.qr, qtr: &self.qtr[..self.scales.len()], scales: &self.scales, gradient: &self.gradient }
    }

    /// `|J p|^2 + 2 lambda |D p|^2` and `-(|J p|^2 + lambda |D p|^2)`, relative to `|r|^2` (Moré 1978, equation 4.4).
    pub(crate) fn predict(&self, trust: &TrustStep) -> Fall {
        let along: f64 = self.rows().fold(0.0, |length: f64, row| length.hypot(dot(row, &trust.step)));
        let linear = (along / self.size).powi(2);
        let damping = (trust.lambda.sqrt() * trust.length / self.size).powi(2);
        Fall { total: linear + 2.0 * damping, slope: -(linear + damping) }
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
