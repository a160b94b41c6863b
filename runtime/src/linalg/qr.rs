//! Householder QR with column pivoting, `J P = Q R`.
//!
//! Businger and Golub, "Linear least squares solutions by Householder transformations" (1965). The norms of the remaining
//! columns are brought up to date at each step, and computed afresh where that would lose digits (Drmač and Bujanović, "On
//! the failure of rank-revealing QR factorization software" (2008), section 3). Columns are contiguous.

use alloc::{vec, vec::Vec};

use super::{
    norm::{add_multiple, dot, norm},
    sqrt,
};

/// The factorization of an `m * n` matrix with `m >= n`; storage is made once and used again.
#[derive(Clone, Debug)]
pub(crate) struct Qr {
    m: usize,
    n: usize,
    /// Column after column: the matrix, then `R` in the upper triangle.
    a: Vec<f64>,
    /// Column `k` of `J P` is column `pivots[k]` of `J`.
    pub(crate) pivots: Vec<usize>,
    /// The lengths of the columns of `J`.
    pub(crate) lengths: Vec<f64>,
    /// What is left of the columns of `J P` below the rows that are done; when that was last computed.
    rest: Vec<[f64; 2]>,
    /// The first entries of the reflectors `v`, whose others stay below the diagonal; 0 where nothing was reflected.
    heads: Vec<f64>,
}

stored! { Qr { m, n, a, pivots, lengths, rest, heads } }

/// The square root of the rounding unit: what is left of a square after a difference may be wrong by so much.
const ROOT_EPSILON: f64 = 1.5e-8;

impl Qr {
    /// Room for an `m * n` matrix, padded with zero rows to `n` of them.
    #[inline]
    pub(crate) fn new(m: usize, n: usize) -> Self {
        let m = m.max(n);
        Self {
            m,
            n,
            a: vec![0.0; m * n],
            pivots: (0..n).collect(),
            lengths: vec![0.0; n],
            rest: vec![[0.0; 2]; n],
            heads: vec![0.0; n],
        }
    }

    /// Takes a row-major Jacobian; the columns that are not `free` become zero.
    pub(crate) fn load(&mut self, jacobian: &[f64], free: impl Fn(usize) -> bool) {
        let (m, n) = (self.m, self.n);
        for j in 0..n {
            let column = &mut self.a[j * m..(j + 1) * m];
            self.pivots[j] = j;
            column.fill(0.0);
            if free(j) {
                for (a, row) in column.iter_mut().zip(jacobian.chunks_exact(n)) {
                    *a = row[j];
                }
            }
            self.lengths[j] = norm(column);
            self.rest[j] = [self.lengths[j]; 2];
        }
    }

    /// Column `j`, before it is factored.
    pub(crate) fn column(&self, j: usize) -> &[f64] {
        &self.a[j * self.m..(j + 1) * self.m]
    }

    /// Factors what was loaded and overwrites `b`, of length `max(m, n)`, with `Q' b`.
    pub(crate) fn factor(&mut self, b: &mut [f64]) {
        #[cfg(feature = "faer")]
        if self.n >= super::large::LARGE {
            super::large::qr(self.m, self.n, &mut self.a, &mut self.heads, &mut self.pivots);
            return self.apply(b);
        }
        self.reflect_columns(b);
    }

    /// The same, whatever the size.
    pub(super) fn reflect_columns(&mut self, b: &mut [f64]) {
        for k in 0..self.n {
            self.bring_largest(k);
            self.reflect(k, b);
        }
    }

    /// `R_ij` for `i <= j`.
    #[inline]
    pub(crate) fn r(&self, i: usize, j: usize) -> f64 {
        self.a[j * self.m + i]
    }

    /// Column `j` of `R`, from the top to the diagonal.
    #[inline]
    pub(crate) fn r_column(&self, j: usize) -> &[f64] {
        &self.a[j * self.m..=j * self.m + j]
    }

    /// How many diagonal entries of `R` are above `tolerance` times the first.
    #[cfg(feature = "std")]
    #[inline]
    pub(crate) fn rank(&self, tolerance: f64) -> usize {
        let least = if self.n > 0 { tolerance * self.r(0, 0).abs() } else { 0.0 };
        let mut rank = 0;
        while rank < self.n && self.r(rank, rank).abs() > least {
            rank += 1;
        }
        rank
    }

    fn bring_largest(&mut self, k: usize) {
        let mut best = k;
        for j in k + 1..self.n {
            if self.rest[j][0] > self.rest[best][0] {
                best = j;
            }
        }
        if best != k {
            self.pivots.swap(k, best);
            self.rest.swap(k, best);
            let (left, right) = self.a.split_at_mut(best * self.m);
            left[k * self.m..(k + 1) * self.m].swap_with_slice(&mut right[..self.m]);
        }
    }

    /// Applies `H = I - v v' / v_k`, which sends column `k` to a multiple of the unit vector, to the columns right of it
    /// and to `b`.
    fn reflect(&mut self, k: usize, b: &mut [f64]) {
        let (m, columns) = (self.m, self.a.split_at_mut((k + 1) * self.m));
        let v = &mut columns.0[k * m + k..];
        let size = norm(v);
        self.heads[k] = 0.0;
        if size == 0.0 || !size.is_finite() {
            return;
        }
        let signed = if v[0] < 0.0 { -size } else { size };
        scale_down(v, signed);
        v[0] += 1.0;
        for (column, rest) in columns.1.chunks_exact_mut(m).zip(&mut self.rest[k + 1..]) {
            let product = dot(v, &column[k..]) / v[0];
            add_multiple(&mut column[k..], -product, v);
            bring_up_to_date(rest, &column[k..]);
        }
        let product = dot(v, &b[k..]) / v[0];
        add_multiple(&mut b[k..], -product, v);
        self.heads[k] = v[0];
        v[0] = -signed;
    }

    /// Overwrites `b`, of length `max(m, n)`, with `Q' b`.
    pub(crate) fn apply(&self, b: &mut [f64]) {
        for (k, &head) in self.heads.iter().enumerate() {
            let tail = &self.a[k * self.m + k + 1..(k + 1) * self.m];
            if head != 0.0 {
                let (first, rest) = b[k..].split_at_mut(1);
                let product = (head * first[0] + dot(tail, rest)) / head;
                first[0] -= product * head;
                add_multiple(rest, -product, tail);
            }
        }
    }
}

/// Divides by a number whose inverse may overflow.
fn scale_down(v: &mut [f64], by: f64) {
    let inverse = by.recip();
    if inverse.is_finite() && inverse.is_normal() {
        v.iter_mut().for_each(|v| *v *= inverse);
    } else {
        v.iter_mut().for_each(|v| *v /= by);
    }
}

/// The norm of a column without its first entry, from the norm with it.
fn bring_up_to_date(rest: &mut [f64; 2], column: &[f64]) {
    let [now, computed] = *rest;
    if now == 0.0 {
        return;
    }
    let share = (column[0] / now).abs().min(1.0);
    let left = (1.0 - share) * (1.0 + share);
    if left * (now / computed) * (now / computed) > ROOT_EPSILON {
        rest[0] = now * sqrt(left);
    } else {
        *rest = [norm(&column[1..]); 2];
    }
}

#[cfg(test)]
mod tests {
    use super::Qr;

    /// Name, rows, columns, matrix, rank.
    const ROWS: [(&str, usize, usize, &[f64], usize); 6] = [
        ("tall", 3, 2, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2),
        ("zero column", 3, 2, &[1.0, 0.0, 2.0, 0.0, 2.0, 0.0], 1),
        ("wide", 1, 3, &[3.0, 4.0, 0.0], 1),
        ("zero", 2, 2, &[0.0; 4], 0),
        ("no columns", 2, 0, &[], 0),
        ("nearly dependent", 3, 2, &[1.0, 1.0, 1.0, 1.0 + 1e-9, 1.0, 1.0], 2),
    ];

    /// `R' R` is `P' J' J P`, and `Q` keeps lengths.
    #[test]
    fn gram_matrix_is_kept() {
        for (name, m, n, a, rank) in ROWS {
            let mut qr = Qr::new(m, n);
            let mut b: Vec<f64> = (0..m.max(n)).map(|i| if i < m { 1.0 + i as f64 } else { 0.0 }).collect();
            let length = super::norm(&b);
            qr.load(a, |_| true);
            qr.factor(&mut b);
            assert!((super::norm(&b) - length).abs() < 1e-14 * length, "{name}");
            for i in 0..n {
                for j in 0..n {
                    let (p, q) = (qr.pivots[i], qr.pivots[j]);
                    let gram: f64 = (0..m).map(|k| a[k * n + p] * a[k * n + q]).sum();
                    let mine: f64 = (0..=i.min(j)).map(|k| qr.r(k, i) * qr.r(k, j)).sum();
                    assert!((gram - mine).abs() < 1e-13, "{name}: {gram} {mine}");
                }
            }
            assert_eq!(qr.rank(1e-14), rank, "{name}");
        }
    }

    /// Columns of 1e200 and 1e-200 neither overflow nor vanish.
    #[test]
    fn o17_huge_and_tiny_columns() {
        let mut qr = Qr::new(2, 2);
        qr.load(&[3e200, 3e-200, 4e200, -4e-200], |_| true);
        qr.factor(&mut [0.0; 2]);
        assert!((qr.r(0, 0).abs() / 5e200 - 1.0).abs() < 1e-15);
        assert!((qr.r(1, 1).abs() / 4.8e-200 - 1.0).abs() < 1e-14, "{:e}", qr.r(1, 1));
        assert!(qr.lengths.iter().zip([5e200, 5e-200]).all(|(l, e)| (l / e - 1.0).abs() < 1e-15));
    }

    #[test]
    fn columns_that_are_held_are_zero() {
        let mut qr = Qr::new(2, 2);
        qr.load(&[1.0, 2.0, 3.0, 4.0], |j| j == 1);
        qr.factor(&mut [0.0; 2]);
        assert_eq!((qr.rank(1e-14), qr.pivots[0]), (1, 1));
    }
}
