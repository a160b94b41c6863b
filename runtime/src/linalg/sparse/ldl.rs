//! `P A P' = L D L'` of a sparse symmetric matrix, row after row.
//!
//! Davis, "Algorithm 849: a concise sparse Cholesky factorization package" (2005): the elimination tree tells which columns a row of
//! `L` has, and how many entries a column will have; a row is then the solution of a sparse triangular system.

use alloc::{vec, vec::Vec};

use super::order::order;
use crate::sparse::SparseHessian;

const NONE: usize = usize::MAX;

/// The factor of matrices with one pattern. Where the pattern changes, the order is chosen anew.
#[derive(Clone, Debug, Default)]
pub(super) struct Ldl {
    /// Row `k` of the permuted matrix is row `order[k]` of the matrix.
    order: Vec<usize>,
    /// Where each permuted row begins in `entries`: its column, and where the matrix has the value. The diagonal is not among them.
    starts: Vec<usize>,
    entries: Vec<(usize, usize)>,
    /// Where the matrix has the diagonal, if it has.
    diagonal: Vec<usize>,
    /// The elimination tree: the row of the first entry below the diagonal of each column of `L`.
    parent: Vec<usize>,
    /// `L` column after column, and `D`.
    columns: Vec<usize>,
    rows: Vec<usize>,
    values: Vec<f64>,
    pivots: Vec<f64>,
    work: Work,
}

#[derive(Clone, Debug, Default)]
struct Work {
    /// The row that is solved for, and how many entries of each column are done.
    row: Vec<f64>,
    done: Vec<usize>,
    met: Vec<usize>,
    path: Vec<usize>,
    pattern: Vec<usize>,
    b: Vec<f64>,
}

impl Ldl {
    #[inline]
    pub(super) fn new(matrix: &SparseHessian) -> Self {
        let n = matrix.dimension();
        let mut ldl = Self { order: order(n, |i| matrix.row_columns(i)), ..Self::default() };
        ldl.permute(matrix);
        ldl.grow_tree();
        ldl.values = vec![0.0; ldl.rows.len()];
        ldl.pivots = vec![0.0; n];
        ldl.work = Work {
            row: vec![0.0; n],
            done: vec![0; n],
            met: vec![NONE; n],
            path: Vec::with_capacity(n),
            pattern: vec![0; n],
            b: vec![0.0; n],
        };
        ldl
    }

    /// Sorts the entries of the lower triangle into the rows of the permuted one.
    #[inline]
    fn permute(&mut self, matrix: &SparseHessian) {
        let n = matrix.dimension();
        let mut place = vec![0; n];
        self.order.iter().enumerate().for_each(|(k, &i)| place[i] = k);
        self.diagonal = vec![NONE; n];
        self.starts = vec![0; n + 1];
        let entries =
            || matrix.iter().enumerate().map(|(at, (i, j, _))| (place[i].max(place[j]), place[i].min(place[j]), at));
        for (row, column, at) in entries() {
            if row == column {
                self.diagonal[row] = at;
            } else {
                self.starts[row + 1] += 1;
            }
        }
        for k in 0..n {
            self.starts[k + 1] += self.starts[k];
        }
        let mut next = self.starts.clone();
        self.entries = vec![(0, 0); self.starts[n]];
        for (row, column, at) in entries().filter(|(row, column, _)| row != column) {
            self.entries[next[row]] = (column, at);
            next[row] += 1;
        }
    }

    /// The elimination tree, and where the columns of `L` begin.
    #[inline]
    fn grow_tree(&mut self) {
        let n = self.order.len();
        let (mut met, mut counts) = (vec![NONE; n], vec![0; n]);
        self.parent = vec![NONE; n];
        for k in 0..n {
            met[k] = k;
            for &(column, _) in &self.entries[self.starts[k]..self.starts[k + 1]] {
                let mut i = column;
                while met[i] != k {
                    if self.parent[i] == NONE {
                        self.parent[i] = k;
                    }
                    counts[i] += 1;
                    met[i] = k;
                    i = self.parent[i];
                }
            }
        }
        self.columns = vec![0; n + 1];
        for k in 0..n {
            self.columns[k + 1] = self.columns[k] + counts[k];
        }
        self.rows = vec![0; self.columns[n]];
    }

    /// Multiplications that a factorization takes.
    #[cfg(any(test, feature = "faer"))]
    #[inline]
    pub(super) fn work(&self) -> f64 {
        self.columns.windows(2).map(|c| ((c[1] - c[0]) as f64) * ((c[1] - c[0]) as f64)).sum()
    }

    /// Factors the matrix plus a diagonal; whether that is numerically positive definite.
    #[inline]
    pub(super) fn factor(&mut self, values: &[f64], shift: impl Fn(usize) -> f64) -> bool {
        self.work.met.fill(NONE);
        (0..self.order.len()).all(|k| {
            let entry = if self.diagonal[k] == NONE { 0.0 } else { values[self.diagonal[k]] };
            let diagonal = entry + shift(self.order[k]);
            let (pivot, terms) = self.row(k, values, diagonal);
            self.pivots[k] = pivot;
            // Rounding grows with the terms of the sum.
            pivot > (terms + 1) as f64 * f64::EPSILON * diagonal.abs() && pivot < f64::INFINITY
        })
    }

    /// Row `k` of `L`; returns the pivot, and of how many terms it is the sum.
    #[inline]
    fn row(&mut self, k: usize, values: &[f64], diagonal: f64) -> (f64, usize) {
        let first = self.gather(k, values);
        let Work { row, done, pattern, .. } = &mut self.work;
        let mut pivot = diagonal;
        for &i in &pattern[first..] {
            let y = core::mem::take(&mut row[i]);
            let end = self.columns[i] + done[i];
            for (&at, l) in self.rows[self.columns[i]..end].iter().zip(&self.values[self.columns[i]..end]) {
                row[at] -= l * y;
            }
            let l = y / self.pivots[i];
            pivot -= l * y;
            (self.rows[end], self.values[end]) = (k, l);
            done[i] += 1;
        }
        (pivot, pattern.len() - first)
    }

    /// Spreads row `k` of the matrix; the columns that it has in `L` are `pattern` from the index that is returned on, each after those that it depends on.
    #[inline]
    fn gather(&mut self, k: usize, values: &[f64]) -> usize {
        let Work { row, done, met, path, pattern, .. } = &mut self.work;
        let mut first = pattern.len();
        (row[k], done[k], met[k]) = (0.0, 0, k);
        for &(column, at) in &self.entries[self.starts[k]..self.starts[k + 1]] {
            row[column] += values[at];
            path.clear();
            let mut i = column;
            while met[i] != k {
                path.push(i);
                met[i] = k;
                i = self.parent[i];
            }
            for i in path.drain(..).rev() {
                first -= 1;
                pattern[first] = i;
            }
        }
        first
    }

    /// Solves with the last factor, overwriting `b`.
    #[inline]
    pub(super) fn solve(&mut self, b: &mut [f64]) {
        let n = self.order.len();
        let mut x = core::mem::take(&mut self.work.b);
        for (x, &i) in x.iter_mut().zip(&self.order) {
            *x = b[i];
        }
        for k in 0..n {
            let value = x[k];
            self.column(k).for_each(|(row, l)| x[row] -= l * value);
        }
        for k in (0..n).rev() {
            let sum: f64 = self.column(k).map(|(row, l)| l * x[row]).sum();
            x[k] = x[k] / self.pivots[k] - sum;
        }
        for (x, &i) in x.iter().zip(&self.order) {
            b[i] = *x;
        }
        self.work.b = x;
    }

    #[inline]
    fn column(&self, k: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.columns[k]..self.columns[k + 1];
        self.rows[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }
}
