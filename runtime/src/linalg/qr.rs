//! Householder QR with column pivoting, `J P = Q R`.
//!
//! Businger and Golub, "Linear least squares solutions by Householder transformations" (1965); the norms of the remaining
//! columns are computed afresh at each step, which costs little beside the reflection and never drifts.

use super::norm;

/// The factorization of an `m * n` matrix with `m >= n`; storage is made once and used again.
#[derive(Clone, Debug)]
pub(crate) struct Qr {
    m: usize,
    n: usize,
    /// The matrix on entry; afterwards `R` in the upper triangle.
    pub(crate) a: Vec<f64>,
    /// Column `k` of `J P` is column `pivots[k]` of `J`.
    pub(crate) pivots: Vec<usize>,
    column: Vec<f64>,
    products: Vec<f64>,
}

impl Qr {
    /// Room for an `m * n` matrix, padded with zero rows to `n` of them.
    pub(crate) fn new(m: usize, n: usize) -> Self {
        let m = m.max(n);
        Self { m, n, a: vec![0.0; m * n], pivots: (0..n).collect(), column: vec![0.0; m], products: vec![0.0; n] }
    }

    /// Factors `jacobian` and overwrites `b`, of length `max(m, n)`, with `Q' b`.
    pub(crate) fn factor(&mut self, jacobian: &[f64], b: &mut [f64]) {
        self.a[..jacobian.len()].copy_from_slice(jacobian);
        self.a[jacobian.len()..].fill(0.0);
        for (k, pivot) in self.pivots.iter_mut().enumerate() {
            *pivot = k;
        }
        for k in 0..self.n {
            self.bring_largest(k);
            self.reflect(k, b);
        }
    }

    /// `R_ij` for `i <= j`.
    pub(crate) fn r(&self, i: usize, j: usize) -> f64 {
        self.a[i * self.n + j]
    }

    /// How many diagonal entries of `R` are above `tolerance` times the first.
    pub(crate) fn rank(&self, tolerance: f64) -> usize {
        let least = if self.n > 0 { tolerance * self.r(0, 0).abs() } else { 0.0 };
        (0..self.n).take_while(|&k| self.r(k, k).abs() > least).count()
    }

    fn load_column(&mut self, k: usize, from: usize) {
        for i in from..self.m {
            self.column[i] = self.a[i * self.n + k];
        }
    }

    fn bring_largest(&mut self, k: usize) {
        let mut best = (k, -1.0);
        for j in k..self.n {
            self.load_column(j, k);
            let size = norm(&self.column[k..]);
            if size > best.1 {
                best = (j, size);
            }
        }
        if best.0 != k {
            self.pivots.swap(k, best.0);
            for row in self.a.chunks_exact_mut(self.n) {
                row.swap(k, best.0);
            }
        }
    }

    /// Applies `H = I - v v' / v_k`, which sends column `k` to a multiple of the unit vector, to the columns right of it
    /// and to `b`.
    fn reflect(&mut self, k: usize, b: &mut [f64]) {
        self.load_column(k, k);
        let size = norm(&self.column[k..]);
        if size == 0.0 || !size.is_finite() {
            return;
        }
        let signed = if self.column[k] < 0.0 { -size } else { size };
        for v in &mut self.column[k..] {
            *v /= signed;
        }
        self.column[k] += 1.0;
        self.apply(k);
        let v = &self.column[k..];
        let product = super::dot(v, &b[k..]) / v[0];
        for (b, v) in b[k..].iter_mut().zip(v) {
            *b -= product * v;
        }
        self.a[k * self.n + k] = -signed;
        for i in k + 1..self.m {
            self.a[i * self.n + k] = 0.0;
        }
    }

    /// Row by row, so that memory is read in order: first all inner products with `v`, then all updates.
    fn apply(&mut self, k: usize) {
        let (n, right) = (self.n, k + 1);
        let products = &mut self.products[right..];
        products.fill(0.0);
        let head = self.column[k];
        for (row, v) in self.a.chunks_exact(n).zip(&self.column).skip(k) {
            for (p, a) in products.iter_mut().zip(&row[right..]) {
                *p += v * a;
            }
        }
        for (row, v) in self.a.chunks_exact_mut(n).zip(&self.column).skip(k) {
            let v = v / head;
            for (a, p) in row[right..].iter_mut().zip(products.iter()) {
                *a -= v * p;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Qr;

    /// Name, rows, columns, matrix, rank.
    const ROWS: [(&str, usize, usize, &[f64], usize); 5] = [
        ("tall", 3, 2, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2),
        ("zero column", 3, 2, &[1.0, 0.0, 2.0, 0.0, 2.0, 0.0], 1),
        ("wide", 1, 3, &[3.0, 4.0, 0.0], 1),
        ("zero", 2, 2, &[0.0; 4], 0),
        ("no columns", 2, 0, &[], 0),
    ];

    /// `R' R` is `P' J' J P`, and `Q` keeps lengths.
    #[test]
    fn gram_matrix_is_kept() {
        for (name, m, n, a, rank) in ROWS {
            let mut qr = Qr::new(m, n);
            let mut b: Vec<f64> = (0..m.max(n)).map(|i| if i < m { 1.0 + i as f64 } else { 0.0 }).collect();
            let length = super::norm(&b);
            qr.factor(a, &mut b);
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
}
