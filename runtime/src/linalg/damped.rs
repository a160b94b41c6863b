//! The damped least-squares system of Levenberg and Marquardt, from the factor `R` of the Jacobian.
//!
//! Moré, "The Levenberg-Marquardt algorithm: implementation and theory" (1978), section 3: plane rotations eliminate
//! `sqrt(lambda) D P` under `R`, so that `S' S = R' R + lambda P' D^2 P` without ever forming a product of matrices.

use super::Qr;

/// Work space for the damped systems of one problem with `n` unknowns.
#[derive(Clone, Debug)]
pub(crate) struct Damped {
    n: usize,
    s: Vec<f64>,
    rhs: Vec<f64>,
    row: Vec<f64>,
}

/// Whether a pivot is nothing but rounding beside the length of its column.
pub(crate) fn is_dependent(n: usize, pivot: f64, column: f64) -> bool {
    pivot.abs() <= n as f64 * f64::EPSILON * column
}

impl Damped {
    pub(crate) fn new(n: usize) -> Self {
        Self { n, s: vec![0.0; n * n], rhs: vec![0.0; n], row: vec![0.0; n] }
    }

    /// Minimizes `|J p + r|^2 + lambda |D p|^2`, given `qtr = Q' r`; writes `p`. Unknowns whose columns depend on
    /// others to within rounding, and are not damped, stay zero.
    pub(crate) fn solve(&mut self, qr: &Qr, qtr: &[f64], d: &[f64], lambda: f64, p: &mut [f64]) {
        let n = self.n;
        for i in 0..n {
            for j in i..n {
                self.s[i * n + j] = qr.r(i, j);
            }
            self.rhs[i] = -qtr[i];
        }
        if lambda > 0.0 {
            let root = lambda.sqrt();
            for k in 0..n {
                self.eliminate(k, root * d[qr.pivots[k]]);
            }
        }
        self.back_substitute(qr, d);
        for (k, &j) in qr.pivots.iter().enumerate() {
            p[j] = self.rhs[k];
        }
    }

    /// `|S^-T P' z|^2`, the quantity in Newton's iteration for `lambda`; infinite where `S` is singular.
    pub(crate) fn inverse_norm_squared(&mut self, qr: &Qr, z: &[f64]) -> f64 {
        let n = self.n;
        for i in 0..n {
            let mut w = z[qr.pivots[i]];
            for k in 0..i {
                w -= self.s[k * n + i] * self.row[k];
            }
            self.row[i] = w / self.s[i * n + i];
        }
        let square = super::dot(&self.row, &self.row);
        if square.is_nan() { f64::INFINITY } else { square }
    }

    /// Rotates the row `value * e_k` into the triangle.
    fn eliminate(&mut self, k: usize, value: f64) {
        let n = self.n;
        self.row[k..].fill(0.0);
        self.row[k] = value;
        let mut tail = 0.0;
        for i in k..n {
            if self.row[i] == 0.0 {
                continue;
            }
            let length = self.s[i * n + i].hypot(self.row[i]);
            let (cos, sin) = (self.s[i * n + i] / length, self.row[i] / length);
            for j in i..n {
                let (upper, lower) = (self.s[i * n + j], self.row[j]);
                self.s[i * n + j] = cos * upper + sin * lower;
                self.row[j] = cos * lower - sin * upper;
            }
            (self.rhs[i], tail) = (cos * self.rhs[i] + sin * tail, cos * tail - sin * self.rhs[i]);
        }
    }

    fn back_substitute(&mut self, qr: &Qr, d: &[f64]) {
        let n = self.n;
        for i in (0..n).rev() {
            let sum: f64 = (i + 1..n).map(|j| self.s[i * n + j] * self.rhs[j]).sum();
            let pivot = self.s[i * n + i];
            self.rhs[i] = if is_dependent(n, pivot, d[qr.pivots[i]]) { 0.0 } else { (self.rhs[i] - sum) / pivot };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Damped, Qr};

    /// `(J'J + lambda D^2) p = -J'r`, checked by substitution.
    #[test]
    fn normal_equations_hold() {
        let j = [1.0, 2.0, 3.0, 4.0, 5.0, 7.0];
        let r = [1.0, -1.0, 2.0];
        let d = [0.5, 3.0];
        for lambda in [0.0, 1e-3, 1.0, 1e6] {
            let (mut qr, mut damped) = (Qr::new(3, 2), Damped::new(2));
            let mut qtr = r.to_vec();
            qr.factor(&j, &mut qtr);
            let mut p = [0.0; 2];
            damped.solve(&qr, &qtr, &d, lambda, &mut p);
            for a in 0..2 {
                let normal: f64 = (0..3).map(|i| j[i * 2 + a] * (j[i * 2] * p[0] + j[i * 2 + 1] * p[1] + r[i])).sum();
                let residual = normal + lambda * d[a] * d[a] * p[a];
                assert!(residual.abs() < 1e-11, "lambda {lambda}: {residual}");
            }
        }
    }

    #[test]
    fn o10_zero_column_gives_zero_step() {
        let (mut qr, mut damped) = (Qr::new(2, 2), Damped::new(2));
        let mut qtr = vec![1.0, 1.0];
        qr.factor(&[1.0, 0.0, 1.0, 0.0], &mut qtr);
        let mut p = [9.0; 2];
        damped.solve(&qr, &qtr, &[1.0, 1.0], 0.0, &mut p);
        assert!((p[0] + 1.0).abs() < 1e-15 && p[1] == 0.0, "{p:?}");
    }
}
