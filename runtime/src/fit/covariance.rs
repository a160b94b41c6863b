//! The covariance of fitted parameters.

use crate::linalg::Qr;

/// The same of the free ones among `n` parameters; the others have zeros.
#[inline]
pub(super) fn covariance_of(
    free: &[usize],
    m: usize,
    jacobian: &[f64],
    variance: f64,
    n: usize,
    out: &mut [f64],
) -> usize {
    let count = free.len();
    let (mut columns, mut block) = (vec![0.0; m * count], vec![0.0; count * count]);
    for i in 0..m {
        for (k, j) in free.iter().enumerate() {
            columns[i * count + k] = jacobian[i * n + j];
        }
    }
    let rank = covariance(m, &columns, variance, count, &mut block);
    out.fill(0.0);
    for (k, i) in free.iter().enumerate() {
        for (l, j) in free.iter().enumerate() {
            out[i * n + j] = block[k * count + l];
        }
    }
    rank
}

/// Writes `variance * (J' J)^-1`, `n * n`, for an `m * n` Jacobian and returns its rank; NaN where the rank is below `n`.
///
/// The columns are scaled to length one, so that the rank does not depend on units; then `J P = Q R` and
/// `(J' J)^-1 = P R^-1 R^-T P'` (Björck, *Numerical Methods for Least Squares Problems*, 1996, section 2.8).
#[inline]
fn covariance(m: usize, jacobian: &[f64], variance: f64, n: usize, out: &mut [f64]) -> usize {
    let (mut scaled, mut lengths) = (jacobian.to_vec(), vec![0.0; n]);
    for j in 0..n {
        lengths[j] = scale_column(m, n, j, &mut scaled);
    }
    let mut qr = Qr::new(m, n);
    qr.load(&scaled, |_| true);
    qr.factor(&mut vec![0.0; m.max(n)]);
    let rank = qr.rank(m.max(n) as f64 * f64::EPSILON);
    if rank < n {
        out.fill(f64::NAN);
        return rank;
    }
    let inverse = invert(&qr, n);
    for i in 0..n {
        for j in 0..=i {
            let (p, q) = (qr.pivots[i], qr.pivots[j]);
            let mut product = 0.0;
            for k in i..n {
                product += inverse[i * n + k] * inverse[j * n + k];
            }
            let entry = variance * product / lengths[p] / lengths[q];
            (out[p * n + q], out[q * n + p]) = (entry, entry);
        }
    }
    rank
}

/// Scales a column to length one; returns the length that it had.
#[inline]
fn scale_column(m: usize, n: usize, j: usize, a: &mut [f64]) -> f64 {
    let mut length: f64 = 0.0;
    for i in 0..m {
        length = length.hypot(a[i * n + j]);
    }
    if length > 0.0 {
        for i in 0..m {
            a[i * n + j] /= length;
        }
    }
    length
}

/// The upper triangle `R^-1`.
#[inline]
fn invert(qr: &Qr, n: usize) -> Vec<f64> {
    let mut inverse = vec![0.0; n * n];
    for j in 0..n {
        inverse[j * n + j] = qr.r(j, j).recip();
        for i in (0..j).rev() {
            let mut sum = 0.0;
            for k in i + 1..=j {
                sum += qr.r(i, k) * inverse[k * n + j];
            }
            inverse[i * n + j] = -sum / qr.r(i, i);
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::covariance;

    /// `(J' J)^-1` of the straight line through x = 0, 1, 2 is [[5, -3], [-3, 3]] / 6.
    #[test]
    fn straight_line() {
        let mut out = [0.0; 4];
        assert_eq!(covariance(3, &[1.0, 0.0, 1.0, 1.0, 1.0, 2.0], 6.0, 2, &mut out), 2);
        for (a, b) in out.iter().zip([5.0, -3.0, -3.0, 3.0]) {
            assert!((a - b).abs() < 1e-14, "{out:?}");
        }
    }

    #[test]
    fn o10_dependent_columns_have_no_covariance() {
        let mut out = [0.0; 4];
        assert_eq!(covariance(2, &[1.0, 2e9, 2.0, 4e9], 1.0, 2, &mut out), 1);
        assert!(out.iter().all(|c| c.is_nan()));
        assert_eq!(covariance(0, &[], 1.0, 2, &mut out), 0);
    }
}
