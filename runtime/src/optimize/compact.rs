//! The matrix of L-BFGS itself, in compact form: `B = theta I - W K^-1 W'`.
//!
//! Byrd, Nocedal and Schnabel, "Representations of quasi-Newton matrices and their use in limited memory methods" (1994), theorem
//! 2.3: with the steps `S` and the changes of the gradient `Y` as columns, `W = [Y, theta S]` and
//! `K = [-D, L'; L, theta S' S]`, where `D` is the diagonal and `L` the strictly lower triangle of `S' Y`. Each pair is scaled so
//! that `D = I`, which leaves `B` as it is.

use alloc::{vec, vec::Vec};

use crate::linalg::{dot, lu, lu_solve, sqrt};

/// `B` for `n` unknowns and at most `capacity` pairs, the oldest in front; storage is made once.
#[derive(Clone, Debug)]
pub(crate) struct Compact {
    n: usize,
    capacity: usize,
    len: usize,
    pub(crate) theta: f64,
    /// A pair a row.
    s: Vec<f64>,
    y: Vec<f64>,
    /// `S' Y` and `S' S`, with rows of length `capacity`.
    sy: Vec<f64>,
    ss: Vec<f64>,
    /// `K`, and what is left of it on some unknowns; factored.
    k: Factored,
    part: Factored,
}

stored! { Compact { n, capacity, len, theta, s, y, sy, ss, k, part } }

/// A matrix and its factors.
#[derive(Clone, Debug)]
struct Factored {
    matrix: Vec<f64>,
    lu: Vec<f64>,
    pivots: Vec<usize>,
}

stored! { Factored { matrix, lu, pivots } }

impl Factored {
    #[inline]
    fn new(n: usize) -> Self {
        Self { matrix: vec![0.0; n * n], lu: vec![0.0; n * n], pivots: vec![0; n] }
    }

    #[inline]
    fn factor(&mut self, n: usize) -> bool {
        self.lu[..n * n].copy_from_slice(&self.matrix[..n * n]);
        lu(n, &mut self.lu[..n * n], &mut self.pivots[..n])
    }

    #[inline]
    fn solve(&self, n: usize, b: &mut [f64]) {
        lu_solve(n, &self.lu[..n * n], &self.pivots[..n], b);
    }
}

impl Compact {
    #[inline]
    pub(crate) fn new(n: usize, capacity: usize) -> Self {
        let pairs = || vec![0.0; capacity * n];
        let square = || vec![0.0; capacity * capacity];
        Self {
            n,
            capacity,
            len: 0,
            theta: 1.0,
            s: pairs(),
            y: pairs(),
            sy: square(),
            ss: square(),
            k: Factored::new(2 * capacity),
            part: Factored::new(2 * capacity),
        }
    }

    /// The number of columns of `W`.
    #[inline]
    pub(crate) fn width(&self) -> usize {
        2 * self.len
    }

    /// Forgets all: `B = theta I`.
    #[inline]
    pub(crate) fn reset(&mut self, theta: f64) {
        (self.len, self.theta) = (0, theta);
    }

    /// Learns that the gradient changes by `change` along `step`, with `curvature = step' change > 0`. Where the pairs have become
    /// dependent they are forgotten.
    #[inline]
    pub(crate) fn learn(&mut self, step: &[f64], change: &[f64], curvature: f64) {
        let (n, root) = (self.n, sqrt(curvature));
        self.theta = dot(change, change) / curvature;
        if self.capacity == 0 {
            return;
        }
        if self.len == self.capacity {
            self.drop_oldest();
        }
        let at = self.len * n..(self.len + 1) * n;
        self.s[at.clone()].iter_mut().zip(step).for_each(|(s, step)| *s = step / root);
        self.y[at].iter_mut().zip(change).for_each(|(y, change)| *y = change / root);
        self.len += 1;
        self.border();
        self.assemble();
        if !self.k.factor(self.width()) {
            self.len = 0;
        }
    }

    #[inline]
    fn drop_oldest(&mut self) {
        let (n, c) = (self.n, self.capacity);
        for pairs in [&mut self.s, &mut self.y] {
            pairs.copy_within(n.., 0);
        }
        for square in [&mut self.sy, &mut self.ss] {
            for i in 1..c {
                square.copy_within(i * c + 1..(i + 1) * c, (i - 1) * c);
            }
        }
        self.len -= 1;
    }

    /// The products of the newest pair with all.
    #[inline]
    fn border(&mut self) {
        let (c, last) = (self.capacity, self.len - 1);
        for i in 0..self.len {
            self.sy[i * c + last] = dot(self.s(i), self.y(last));
            self.sy[last * c + i] = dot(self.s(last), self.y(i));
            let square = dot(self.s(i), self.s(last));
            (self.ss[i * c + last], self.ss[last * c + i]) = (square, square);
        }
    }

    #[inline]
    fn assemble(&mut self) {
        let (c, len, width) = (self.capacity, self.len, self.width());
        for i in 0..len {
            for j in 0..len {
                let below = if i > j { self.sy[i * c + j] } else { 0.0 };
                self.k.matrix[i * width + j] = if i == j { -1.0 } else { 0.0 };
                self.k.matrix[(len + i) * width + j] = below;
                self.k.matrix[j * width + len + i] = below;
                self.k.matrix[(len + i) * width + len + j] = self.theta * self.ss[i * c + j];
            }
        }
    }

    #[inline]
    fn s(&self, i: usize) -> &[f64] {
        &self.s[i * self.n..(i + 1) * self.n]
    }

    #[inline]
    fn y(&self, i: usize) -> &[f64] {
        &self.y[i * self.n..(i + 1) * self.n]
    }

    /// Writes row `i` of `W`.
    #[inline]
    pub(crate) fn row(&self, i: usize, out: &mut [f64]) {
        let (left, right) = out.split_at_mut(self.len);
        for (k, (left, right)) in left.iter_mut().zip(right).enumerate() {
            *left = self.y[k * self.n + i];
            *right = self.theta * self.s[k * self.n + i];
        }
    }

    /// Writes `W' v`.
    #[inline]
    pub(crate) fn gather(&self, v: &[f64], out: &mut [f64]) {
        for k in 0..self.len {
            out[k] = dot(self.y(k), v);
            out[self.len + k] = self.theta * dot(self.s(k), v);
        }
    }

    /// Overwrites `b` with `K^-1 b`.
    #[inline]
    pub(crate) fn solve(&self, b: &mut [f64]) {
        self.k.solve(self.width(), b);
    }

    /// Prepares [`solve_part`](Compact::solve_part) for the unknowns that are free; `row` is work space. Whether that can be solved.
    #[inline]
    pub(crate) fn restrict(&mut self, free: &[bool], row: &mut [f64]) -> bool {
        let width = self.width();
        self.part.matrix[..width * width].copy_from_slice(&self.k.matrix[..width * width]);
        for (i, _) in free.iter().enumerate().filter(|(_, free)| **free) {
            self.row(i, row);
            for (sums, a) in self.part.matrix.chunks_exact_mut(width.max(1)).zip(&*row) {
                sums.iter_mut().zip(&*row).for_each(|(sum, b)| *sum -= a * b / self.theta);
            }
        }
        self.part.factor(width)
    }

    /// Overwrites `b` with `(K - W' Z Z' W / theta)^-1 b`, where `Z` selects the free unknowns: by it, and the formula of Sherman,
    /// Morrison and Woodbury, `(Z' B Z)^-1 = I / theta + Z' W (..)^-1 W' Z / theta^2`.
    #[inline]
    pub(crate) fn solve_part(&self, b: &mut [f64]) {
        self.part.solve(self.width(), b);
    }
}

#[cfg(test)]
mod tests {
    use super::Compact;

    /// `B s = y` for the newest pair (the secant equation), also after pairs have been forgotten, and `B` is that of the dense
    /// update `B - B s s' B / s' B s + y y' / s' y` from `theta I`.
    #[test]
    fn agrees_with_dense_updates() {
        let n = 3;
        let pairs = [
            ([1.0, 0.2, -0.3], [2.0, 0.9, 0.1]),
            ([-0.4, 1.0, 0.5], [0.3, 3.0, 1.0]),
            ([0.1, -0.7, 2.0], [0.2, 0.1, 5.0]),
            ([1e-3, 2e-3, 1e-3], [3e-3, 4e-3, 5e-3]),
        ];
        let mut compact = Compact::new(n, 2);
        for (count, (s, y)) in pairs.iter().enumerate() {
            let curvature = super::dot(s, y);
            compact.learn(s, y, curvature);
            let theta = super::dot(y, y) / curvature;
            let mut dense = [[0.0; 3]; 3];
            (0..n).for_each(|i| dense[i][i] = theta);
            for (s, y) in &pairs[count.saturating_sub(1)..=count] {
                let bs = dense.map(|row| super::dot(&row, s));
                let (sbs, sy) = (super::dot(s, &bs), super::dot(s, y));
                for i in 0..n {
                    for j in 0..n {
                        dense[i][j] += y[i] * y[j] / sy - bs[i] * bs[j] / sbs;
                    }
                }
            }
            for j in 0..n {
                let mut v = vec![0.0; compact.width()];
                let mut unit = [0.0; 3];
                unit[j] = 1.0;
                compact.gather(&unit, &mut v);
                compact.solve(&mut v);
                let mut row = v.clone();
                for i in 0..n {
                    compact.row(i, &mut row);
                    let found = if i == j { theta } else { 0.0 } - super::dot(&row, &v);
                    assert!((found - dense[i][j]).abs() < 1e-10, "{count} ({i}, {j}): {found} {}", dense[i][j]);
                }
            }
        }
    }
}
