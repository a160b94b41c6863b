//! A factorization `A + E = L D L'` of a symmetric matrix that need not be definite.
//!
//! Gill, Murray and Wright, *Practical Optimization* (1981), 4.4.2.2: each pivot `d_j` is the largest of `|c_jj|`,
//! `theta_j^2 / beta^2` and `delta`, which bounds the factors, and the diagonal `E` is zero where `A` is safely definite.

use super::{dot, sqrt};

/// Factors the lower triangle of the `n * n` matrix `a` in place: unit `L` below the diagonal, `D` on it.
///
/// Returns whether `E` is not zero. The entries must be finite.
#[inline]
pub(crate) fn modified_ldl(n: usize, a: &mut [f64]) -> bool {
    let bounds = Bounds::of(n, a);
    let mut changed = false;
    for j in 0..n {
        // The row of unscaled factors c_jk = d_k l_jk becomes the row of L.
        for k in 0..j {
            a[j * n + k] /= a[k * n + k];
        }
        let theta = column(n, a, j);
        let c = a[j * n + j];
        let bound = theta / bounds.beta;
        let d = c.abs().max(bound * bound).max(bounds.delta);
        changed |= d > c * (1.0 + sqrt(f64::EPSILON));
        a[j * n + j] = d;
    }
    changed
}

/// Forms `c_ij` for the rows from `j` down and returns the largest below the diagonal.
#[inline]
fn column(n: usize, a: &mut [f64], j: usize) -> f64 {
    let mut theta: f64 = 0.0;
    let (above, below) = a.split_at_mut((j + 1) * n);
    let row = &above[j * n..];
    for i in j + 1..n {
        let lower = &mut below[(i - j - 1) * n..(i - j) * n];
        lower[j] -= dot(&row[..j], &lower[..j]);
        theta = theta.max(lower[j].abs());
    }
    let squares: f64 = (0..j).map(|k| row[k] * row[k] * above[k * n + k]).sum();
    above[j * n + j] -= squares;
    theta
}

/// `beta^2` bounds the off-diagonal elements of the factor, `delta` the pivots from below.
struct Bounds {
    beta: f64,
    delta: f64,
}

impl Bounds {
    #[inline]
    fn of(n: usize, a: &[f64]) -> Self {
        let (mut gamma, mut xi): (f64, f64) = (0.0, 0.0);
        for i in 0..n {
            gamma = gamma.max(a[i * n + i].abs());
            for entry in &a[i * n..i * n + i] {
                xi = xi.max(entry.abs());
            }
        }
        let size = gamma + xi;
        let scale = if size > 0.0 { size } else { 1.0 };
        let spread = sqrt(((n * n) as f64 - 1.0).max(1.0));
        let beta_squared = gamma.max(xi / spread).max(f64::EPSILON * scale);
        Self { beta: sqrt(beta_squared), delta: f64::EPSILON * scale }
    }
}

#[cfg(test)]
mod tests {
    use super::modified_ldl;
    use crate::linalg::ldl_solve;

    /// Gill, Murray and Wright (1981), example 4.7: an indefinite matrix and its modified pivots.
    #[test]
    fn book_example() {
        let mut a = [1.0, 1.0, 2.0, 1.0, 1.0 + 1e-20, 3.0, 2.0, 3.0, 1.0];
        assert!(modified_ldl(3, &mut a));
        for (i, expected) in [(0, 3.771), (4, 5.750), (8, 1.121)] {
            assert!((a[i] - expected).abs() < 1e-3, "{a:?}");
        }
        let mut b = [a[0], 0.0, 0.0];
        ldl_solve(3, &a, &mut b);
        assert!(b.iter().all(|b| b.is_finite()));
    }

    #[test]
    fn definite_matrices_are_left_alone() {
        let mut a = [4.0, 0.0, 2.0, 3.0];
        assert!(!modified_ldl(2, &mut a));
        assert_eq!(a, [4.0, 0.0, 0.5, 2.0]);
        let mut b = [8.0, 8.0];
        ldl_solve(2, &a, &mut b);
        assert_eq!(b, [1.0, 2.0]);
    }

    #[test]
    fn a_saddle_turns_downhill() {
        let mut a = [2.0, 0.0, 0.0, -2.0];
        assert!(modified_ldl(2, &mut a));
        assert_eq!([a[0], a[3]], [2.0, 2.0]);
    }

    #[test]
    fn o10_zero_matrices_stay_solvable() {
        let mut a = [0.0; 4];
        assert!(modified_ldl(2, &mut a));
        let mut b = [1.0, 1.0];
        ldl_solve(2, &a, &mut b);
        assert!(b.iter().all(|b| b.is_finite() && *b > 0.0));
    }
}
