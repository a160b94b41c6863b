//! The Cholesky factorization without square roots, `A = L D L'`.

use super::dot;

/// Factors the lower triangle of the symmetric `n * n` matrix `a` in place, unit `L` below the diagonal and `D` on it; the
/// strict upper triangle is not touched.
///
/// Row by row (Golub and Van Loan, *Matrix Computations*, 4.1). Returns whether `a` is numerically positive definite:
/// every pivot above `n eps` times its diagonal entry. Square roots would round where the exact solution is a round number.
pub(crate) fn ldl(n: usize, a: &mut [f64]) -> bool {
    #[cfg(feature = "faer")]
    if n >= super::large::LARGE {
        return super::large::ldl(n, a);
    }
    by_rows(n, a)
}

/// The same, whatever the size.
#[inline]
pub(super) fn by_rows(n: usize, a: &mut [f64]) -> bool {
    let tiny = n as f64 * f64::EPSILON;
    for i in 0..n {
        let (above, rest) = a.split_at_mut(i * n);
        let row = &mut rest[..n];
        for j in 0..i {
            // Until the row is done it holds l_ij d_j.
            row[j] -= dot(&row[..j], &above[j * n..j * n + j]);
        }
        let mut pivot = row[i];
        for j in 0..i {
            let product = row[j];
            row[j] /= above[j * n + j];
            pivot -= product * row[j];
        }
        if pivot.is_nan() || pivot <= tiny * row[i].abs() || pivot == f64::INFINITY {
            return false;
        }
        row[i] = pivot;
    }
    true
}

/// Solves `L D L' x = b`, overwriting `b`.
pub(crate) fn ldl_solve(n: usize, ld: &[f64], b: &mut [f64]) {
    for i in 0..n {
        b[i] -= dot(&ld[i * n..i * n + i], &b[..i]);
    }
    for i in 0..n {
        b[i] /= ld[i * n + i];
    }
    for i in (0..n).rev() {
        let x = b[i];
        for (b, l) in b[..i].iter_mut().zip(&ld[i * n..i * n + i]) {
            *b -= l * x;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ldl, ldl_solve};

    #[test]
    fn factors_and_solves() {
        let mut a = [4.0, 0.0, 0.0, 2.0, 5.0, 0.0, -2.0, 3.0, 9.0];
        assert!(ldl(3, &mut a));
        assert_eq!([a[0], a[3], a[4], a[6], a[7], a[8]], [4.0, 0.5, 4.0, -0.5, 1.0, 4.0]);
        let mut b = [2.0, 21.0, 31.0];
        ldl_solve(3, &a, &mut b);
        assert_eq!(b, [1.0, 2.0, 3.0]);
    }

    /// Name, matrix, positive definite.
    const ROWS: [(&str, [f64; 4], bool); 6] = [
        ("identity", [1.0, 0.0, 0.0, 1.0], true),
        ("saddle", [2.0, 0.0, 0.0, -2.0], false),
        ("zero", [0.0; 4], false),
        ("singular", [1.0, 1.0, 1.0, 1.0], false),
        ("not a number", [1.0, 0.0, 0.0, f64::NAN], false),
        ("tiny but definite", [1e-200, 0.0, 0.0, 1e-190], true),
    ];

    #[test]
    fn tells_definite_matrices() {
        for (name, mut a, expected) in ROWS {
            assert_eq!(ldl(2, &mut a), expected, "{name}");
        }
    }
}
