//! The exact quadratic model of half a sum of squares, `1/2 |r + J p|^2 + 1/2 p' S p` with `S = sum r_i H_i`.
//!
//! The full step comes from the factor `R` of the Jacobian, so that it is as accurate as a step of Gauss and Newton:
//! `(I + R^-T S R^-1) y = -Q' r`, `R p = y`. Steps on the border of the trust region come from the eigenvalues of
//! the scaled Hessian (Conn, Gould and Toint, *Trust-Region Methods*, 2000, section 7.3).

use alloc::{vec, vec::Vec};

use super::{secular, trust_step::System};
use crate::linalg::{
    eigen, ldl, ldl_solve, scaled_norm,
    shared::{add_multiple, dot, norm},
};

/// The model and its work space.
#[derive(Clone, Debug)]
pub(crate) struct Curvature {
    /// `S`, `n * n`.
    pub(crate) s: Vec<f64>,
    /// Whether `S` belongs to the current point.
    pub(crate) is_fresh: bool,
    /// The unknowns that stay where they are.
    held: Vec<bool>,
    matrix: Vec<f64>,
    vectors: Vec<f64>,
    values: Vec<f64>,
    c: Vec<f64>,
    q: Vec<f64>,
}

stored! { Curvature { s, is_fresh, held, matrix, vectors, values, c, q } }

/// A step of the model.
pub(crate) struct Modelled {
    /// The fall of the sum of squares that the model promises.
    pub(crate) fall: f64,
    /// `2 g' p`.
    pub(crate) slope: f64,
    /// `|D p|`.
    pub(crate) length: f64,
    /// Whether the step is on the border of the region.
    pub(crate) is_bounded: bool,
}

impl Curvature {
    #[inline]
    pub(crate) fn new(n: usize) -> Self {
        let square = || vec![0.0; n * n];
        let line = || vec![0.0; n];
        Self {
            s: square(),
            is_fresh: false,
            held: vec![false; n],
            matrix: square(),
            vectors: square(),
            values: line(),
            c: line(),
            q: line(),
        }
    }

    /// Leaves unknowns out.
    pub(crate) fn hold(&mut self, held: &[bool]) {
        self.held.copy_from_slice(held);
    }

    /// `p' S p`.
    pub(crate) fn along(&self, p: &[f64]) -> f64 {
        let n = p.len();
        let mut sum = 0.0;
        for i in 0..n {
            sum += p[i] * dot(&self.s[i * n..(i + 1) * n], p);
        }
        sum
    }

    /// Writes the best step within the region.
    pub(crate) fn within(&mut self, system: &System<'_>, radius: f64, p: &mut [f64]) -> Modelled {
        if let Some(step) = self.full(system, p)
            && step.length <= radius
        {
            return step;
        }
        self.bounded(system, radius, p)
    }

    /// The full step, if `R` is regular and the model convex.
    pub(crate) fn full(&mut self, system: &System<'_>, p: &mut [f64]) -> Option<Modelled> {
        let n = p.len();
        if !system.is_regular() {
            return None;
        }
        self.whiten(system, n);
        for i in 0..n {
            self.c[i] = -system.qtr[i];
        }
        if !ldl(n, &mut self.matrix) {
            return None;
        }
        ldl_solve(n, &self.matrix, &mut self.c);
        let fall = -dot(&self.c, system.qtr);
        for j in (0..n).rev() {
            let column = system.qr.r_column(j);
            let x = self.c[j] / column[j];
            self.c[j] = x;
            add_multiple(&mut self.c[..j], -x, column);
        }
        for k in 0..n {
            p[system.qr.pivots[k]] = self.c[k];
        }
        let length = scaled_norm(system.scales, p);
        length.is_finite().then_some(Modelled { fall, slope: -2.0 * fall, length, is_bounded: false })
    }

    /// The lower triangle of `I + R^-T P' S P R^-1`.
    fn whiten(&mut self, system: &System<'_>, n: usize) {
        let (qr, w) = (system.qr, &mut self.matrix[..]);
        // Each row is divided by R from the right; then, the result being symmetric, each column likewise.
        for i in 0..n {
            let row = &mut w[i * n..(i + 1) * n];
            for j in 0..n {
                row[j] = self.s[qr.pivots[i] * n + qr.pivots[j]];
            }
            for j in 0..n {
                let column = qr.r_column(j);
                row[j] = (row[j] - dot(&column[..j], &row[..j])) / column[j];
            }
        }
        for i in 0..n {
            let (above, rest) = w.split_at_mut(i * n);
            let (row, column) = (&mut rest[..n], qr.r_column(i));
            for k in 0..i {
                add_multiple(row, -column[k], &above[k * n..(k + 1) * n]);
            }
            for entry in row {
                *entry /= column[i];
            }
        }
        for i in 0..n {
            w[i * n + i] += 1.0;
        }
    }

    /// The step on the border, or inside of it where the Hessian is definite.
    fn bounded(&mut self, system: &System<'_>, radius: f64, p: &mut [f64]) -> Modelled {
        let n = p.len();
        self.scaled_hessian(system, n);
        eigen(n, &mut self.matrix, &mut self.values, &mut self.vectors, &mut self.q);
        for i in 0..n {
            self.q[i] = system.gradient[i] / system.scales[i];
        }
        for i in 0..n {
            self.c[i] = dot(&self.vectors[i * n..(i + 1) * n], &self.q);
        }
        let is_bounded = secular::solve(&self.values, &self.c, radius, &mut self.q);
        p.fill(0.0);
        let mut bend = 0.0;
        for i in 0..n {
            let q = self.q[i];
            add_multiple(p, -q, &self.vectors[i * n..(i + 1) * n]);
            bend += self.values[i] * q * q;
        }
        let length = norm(p);
        for i in 0..n {
            p[i] /= system.scales[i];
        }
        let slope = -2.0 * dot(&self.c, &self.q);
        Modelled { fall: -slope - bend, slope, length, is_bounded }
    }

    /// `D^-1 (J' J + S) D^-1`.
    fn scaled_hessian(&mut self, system: &System<'_>, n: usize) {
        let (qr, d) = (system.qr, system.scales);
        for i in 0..n {
            for j in 0..=i {
                let (p, q) = (qr.pivots[i], qr.pivots[j]);
                let column = qr.r_column(j);
                let entry = (dot(column, &qr.r_column(i)[..=j]) + self.s[p * n + q]) / d[p] / d[q];
                (self.matrix[p * n + q], self.matrix[q * n + p]) = (entry, entry);
            }
        }
        for k in 0..n {
            if self.held[k] {
                for i in 0..n {
                    (self.matrix[k * n + i], self.matrix[i * n + k]) = (0.0, 0.0);
                }
                self.matrix[k * n + k] = 1.0;
            }
        }
    }
}
