//! The exact quadratic model of half a sum of squares, `1/2 |r + J p|^2 + 1/2 p' S p` with `S = sum r_i H_i`.
//!
//! The full step comes from the factor `R` of the Jacobian, so that it is as accurate as a step of Gauss and Newton:
//! `(I + R^-T S R^-1) y = -Q' r`, `R p = y`. Steps on the border of the trust region come from the eigenvalues of
//! the scaled Hessian (Conn, Gould and Toint, *Trust-Region Methods*, 2000, section 7.3).

use alloc::{vec, vec::Vec};

use super::{secular, trust_step::System};
use crate::linalg::{add_multiple, dot, eigen, is_dependent, ldl, ldl_solve, norm, scaled_norm};

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
        self.s.chunks_exact(n.max(1)).zip(p).map(|(row, pi)| pi * dot(row, p)).sum()
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
        let dependent = |k: usize| is_dependent(n, system.qr.r(k, k), system.qr.lengths[system.qr.pivots[k]]);
        if (0..n).any(dependent) {
            return None;
        }
        self.whiten(system, n);
        for (y, b) in self.c.iter_mut().zip(system.qtr) {
            *y = -b;
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
        for (k, &j) in system.qr.pivots.iter().enumerate() {
            p[j] = self.c[k];
        }
        let length = scaled_norm(system.scales, p);
        length.is_finite().then_some(Modelled { fall, slope: -2.0 * fall, length, is_bounded: false })
    }

    /// The lower triangle of `I + R^-T P' S P R^-1`.
    fn whiten(&mut self, system: &System<'_>, n: usize) {
        let (qr, w) = (system.qr, &mut self.matrix);
        for i in 0..n {
            for j in 0..n {
                w[i * n + j] = self.s[qr.pivots[i] * n + qr.pivots[j]];
            }
        }
        // Each row is divided by R from the right; then, the result being symmetric, each column likewise.
        for row in w.chunks_exact_mut(n.max(1)) {
            for j in 0..n {
                let column = qr.r_column(j);
                row[j] = (row[j] - dot(&column[..j], &row[..j])) / column[j];
            }
        }
        for i in 0..n {
            let column = qr.r_column(i);
            for k in 0..i {
                for j in 0..n {
                    w[i * n + j] -= column[k] * w[k * n + j];
                }
            }
            for j in 0..n {
                w[i * n + j] /= column[i];
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
        for (q, (g, d)) in self.q.iter_mut().zip(system.gradient.iter().zip(system.scales)) {
            *q = g / d;
        }
        for (c, v) in self.c.iter_mut().zip(self.vectors.chunks_exact(n.max(1))) {
            *c = dot(v, &self.q);
        }
        let is_bounded = secular::solve(&self.values, &self.c, radius, &mut self.q);
        p.fill(0.0);
        for (q, v) in self.q.iter().zip(self.vectors.chunks_exact(n.max(1))) {
            add_multiple(p, -q, v);
        }
        let length = norm(p);
        for (p, d) in p.iter_mut().zip(system.scales) {
            *p /= d;
        }
        let slope = -2.0 * dot(&self.c, &self.q);
        let bend: f64 = self.values.iter().zip(&self.q).map(|(l, q)| l * q * q).sum();
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
        for (k, _) in self.held.iter().enumerate().filter(|(_, held)| **held) {
            (0..n).for_each(|i| (self.matrix[k * n + i], self.matrix[i * n + k]) = (0.0, 0.0));
            self.matrix[k * n + k] = 1.0;
        }
    }
}
