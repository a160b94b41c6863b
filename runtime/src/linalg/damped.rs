//! The damped least-squares system of Levenberg and Marquardt, from the factor `R` of the Jacobian.
//!
//! Moré, "The Levenberg-Marquardt algorithm: implementation and theory" (1978), section 3: plane rotations eliminate
//! `sqrt(lambda) D P` under `R`, so that `S' S = R' R + lambda P' D^2 P` without ever forming a product of matrices.

use alloc::{vec, vec::Vec};

use super::{
    Qr,
    norm::{hypot, rotate},
    shared::{add_multiple, dot},
    sqrt,
};

/// Work space for the damped systems of one problem with `n` unknowns.
#[derive(Clone, Debug)]
pub(crate) struct Damped {
    n: usize,
    /// Row after row; whole only where something is damped.
    s: Vec<f64>,
    rhs: Vec<f64>,
    row: Vec<f64>,
    /// The plane rotations of the last damped system, cosine and sine, where row `k * n + i` was turned; zeros where nothing was.
    rotations: Vec<[f64; 2]>,
    /// The damping of the last system.
    lambda: f64,
}

stored! { Damped { n, s, rhs, row, rotations, lambda } }

/// Whether a pivot is nothing but rounding beside the length of its column.
pub(crate) fn is_dependent(n: usize, pivot: f64, column: f64) -> bool {
    pivot.abs() <= n as f64 * f64::EPSILON * column
}

impl Damped {
    #[inline]
    pub(crate) fn new(n: usize) -> Self {
        let rotations = vec![[0.0; 2]; n * n];
        Self { n, s: vec![0.0; n * n], rhs: vec![0.0; n], row: vec![0.0; n], rotations, lambda: 0.0 }
    }

    /// Minimizes `|J p + r|^2 + lambda |D p|^2`, given `qtr = Q' r`; writes `p`. Unknowns whose columns depend on
    /// others to within rounding, and are not damped, stay zero.
    pub(crate) fn solve(&mut self, qr: &Qr, qtr: &[f64], d: &[f64], lambda: f64, p: &mut [f64]) {
        let n = self.n;
        self.lambda = lambda;
        if lambda > 0.0 {
            for j in 0..n {
                let column = qr.r_column(j);
                for i in 0..=j {
                    self.s[i * n + j] = column[i];
                }
            }
            let root = sqrt(lambda);
            for k in 0..n {
                self.eliminate(k, root * d[qr.pivots[k]]);
            }
        }
        self.solve_again(qr, qtr, p);
    }

    /// The same system once more, with another right-hand side.
    pub(crate) fn solve_again(&mut self, qr: &Qr, qtr: &[f64], p: &mut [f64]) {
        let n = self.n;
        for i in 0..n {
            self.rhs[i] = -qtr[i];
        }
        if self.lambda > 0.0 {
            self.turn();
            self.back_substitute(qr);
        } else {
            self.back_substitute_r(qr);
        }
        for k in 0..n {
            p[qr.pivots[k]] = self.rhs[k];
        }
    }

    /// The damping of the last system.
    pub(crate) fn lambda(&self) -> f64 {
        self.lambda
    }

    /// `|S^-T P' z|^2`, the quantity in Newton's iteration for `lambda`; infinite where `S` is singular.
    pub(crate) fn inverse_norm_squared(&mut self, qr: &Qr, z: &[f64]) -> f64 {
        let n = self.n;
        if self.lambda > 0.0 {
            for i in 0..n {
                self.row[i] = z[qr.pivots[i]];
            }
            for i in 0..n {
                let w = self.row[i] / self.s[i * n + i];
                self.row[i] = w;
                add_multiple(&mut self.row[i + 1..], -w, &self.s[i * n + i + 1..(i + 1) * n]);
            }
        } else {
            for i in 0..n {
                let column = qr.r_column(i);
                self.row[i] = (z[qr.pivots[i]] - dot(&column[..i], &self.row[..i])) / column[i];
            }
        }
        let square = dot(&self.row, &self.row);
        if square.is_nan() { f64::INFINITY } else { square }
    }

    /// Rotates the row `value * e_k` into the triangle.
    fn eliminate(&mut self, k: usize, value: f64) {
        let n = self.n;
        self.row[k + 1..].fill(0.0);
        self.row[k] = value;
        for i in k..n {
            let lower = &mut self.row[i..];
            if lower[0] == 0.0 {
                self.rotations[k * n + i] = [0.0; 2];
                continue;
            }
            let upper = &mut self.s[i * n + i..(i + 1) * n];
            let length = hypot(upper[0], lower[0]);
            let rotation = [upper[0] / length, lower[0] / length];
            self.rotations[k * n + i] = rotation;
            rotate(upper, lower, rotation);
        }
    }

    /// Turns the right-hand side as the rows were.
    fn turn(&mut self) {
        let n = self.n;
        for k in 0..n {
            let mut tail = 0.0;
            for i in k..n {
                let [cos, sin] = self.rotations[k * n + i];
                if cos != 0.0 || sin != 0.0 {
                    (self.rhs[i], tail) = (cos * self.rhs[i] + sin * tail, cos * tail - sin * self.rhs[i]);
                }
            }
        }
    }

    fn back_substitute(&mut self, qr: &Qr) {
        let n = self.n;
        for i in (0..n).rev() {
            let row = &self.s[i * n..(i + 1) * n];
            let sum = dot(&row[i + 1..], &self.rhs[i + 1..]);
            self.rhs[i] =
                if is_dependent(n, row[i], qr.lengths[qr.pivots[i]]) { 0.0 } else { (self.rhs[i] - sum) / row[i] };
        }
    }

    /// The same with `R` itself, column by column.
    fn back_substitute_r(&mut self, qr: &Qr) {
        let n = self.n;
        for j in (0..n).rev() {
            let column = qr.r_column(j);
            if is_dependent(n, column[j], qr.lengths[qr.pivots[j]]) {
                self.rhs[j] = 0.0;
                continue;
            }
            self.rhs[j] /= column[j];
            let x = self.rhs[j];
            add_multiple(&mut self.rhs[..j], -x, &column[..j]);
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
            qr.load(&j, |_| true);
            qr.factor(&mut qtr);
            let mut p = [0.0; 2];
            damped.solve(&qr, &qtr, &d, lambda, &mut p);
            for a in 0..2 {
                let normal: f64 = (0..3).map(|i| j[i * 2 + a] * (j[i * 2] * p[0] + j[i * 2 + 1] * p[1] + r[i])).sum();
                let residual = normal + lambda * d[a] * d[a] * p[a];
                assert!(residual.abs() < 1e-11, "lambda {lambda}: {residual}");
            }
            // z' (J'J + lambda D^2)^-1 z, for z = (1, 0), by Cramer's rule.
            let (aa, ab, bb) = (35.0 + lambda * 0.25, 49.0, 69.0 + lambda * 9.0);
            let expected = bb / (aa * bb - ab * ab);
            let found = damped.inverse_norm_squared(&qr, &[1.0, 0.0]);
            assert!((found / expected - 1.0).abs() < 1e-11, "lambda {lambda}: {found} {expected}");
        }
    }

    #[test]
    fn o10_zero_column_gives_zero_step() {
        let (mut qr, mut damped) = (Qr::new(2, 2), Damped::new(2));
        let mut qtr = vec![1.0, 1.0];
        qr.load(&[1.0, 0.0, 1.0, 0.0], |_| true);
        qr.factor(&mut qtr);
        let mut p = [9.0; 2];
        damped.solve(&qr, &qtr, &[1.0, 1.0], 0.0, &mut p);
        assert!((p[0] + 1.0).abs() < 1e-15 && p[1] == 0.0, "{p:?}");
    }
}
