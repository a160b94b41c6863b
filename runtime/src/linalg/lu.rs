//! Gaussian elimination with partial pivoting, for small systems that are not definite.

use super::norm::{add_multiple, dot};

/// Factors the `n * n` matrix `a` in place, `P A = L U` (Golub and Van Loan, *Matrix Computations*, 3.4). Returns whether it is
/// regular.
#[inline]
pub(crate) fn lu(n: usize, a: &mut [f64], pivots: &mut [usize]) -> bool {
    for k in 0..n {
        let mut best = k;
        for i in k + 1..n {
            if a[i * n + k].abs() > a[best * n + k].abs() {
                best = i;
            }
        }
        pivots[k] = best;
        if best != k {
            let (above, below) = a.split_at_mut(best * n);
            above[k * n..(k + 1) * n].swap_with_slice(&mut below[..n]);
        }
        let (above, below) = a.split_at_mut((k + 1) * n);
        let row = &above[k * n..];
        if row[k] == 0.0 || !row[k].is_finite() {
            return false;
        }
        for lower in below.chunks_exact_mut(n) {
            lower[k] /= row[k];
            let factor = lower[k];
            add_multiple(&mut lower[k + 1..], -factor, &row[k + 1..]);
        }
    }
    true
}

/// Solves `A x = b`, overwriting `b`.
#[inline]
pub(crate) fn lu_solve(n: usize, lu: &[f64], pivots: &[usize], b: &mut [f64]) {
    for k in 0..n {
        b.swap(k, pivots[k]);
    }
    for i in 0..n {
        b[i] -= dot(&lu[i * n..i * n + i], &b[..i]);
    }
    for i in (0..n).rev() {
        b[i] = (b[i] - dot(&lu[i * n + i + 1..(i + 1) * n], &b[i + 1..n])) / lu[i * n + i];
    }
}

#[cfg(test)]
mod tests {
    use super::{lu, lu_solve};

    #[test]
    fn solves_what_needs_pivots() {
        let a = [0.0, 2.0, 1.0, 1.0, -2.0, 0.0, 3.0, 1.0, 1.0];
        let x = [1.0, -2.0, 3.0];
        let mut b: Vec<f64> = a.chunks(3).map(|row| row.iter().zip(x).map(|(a, x)| a * x).sum()).collect();
        let (mut factor, mut pivots) = (a, [0; 3]);
        assert!(lu(3, &mut factor, &mut pivots));
        lu_solve(3, &factor, &pivots, &mut b);
        assert!(b.iter().zip(x).all(|(b, x)| (b - x).abs() < 1e-14), "{b:?}");
    }

    #[test]
    fn o10_singular_matrices_are_told() {
        assert!(!lu(2, &mut [1.0, 2.0, 2.0, 4.0], &mut [0; 2]));
        assert!(!lu(2, &mut [f64::NAN; 4], &mut [0; 2]));
        assert!(lu(0, &mut [], &mut []));
    }
}
