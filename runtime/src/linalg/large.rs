//! What `faer` factors in place of the kernels here, from the size on at which it is faster; in one thread, so that the same input gives the same bits.
//!
//! Results stand where those of the kernels stand, in the same form.

use alloc::{vec, vec::Vec};

use faer::{
    MatMut, MatRef, Par, Spec,
    diag::DiagMut,
    dyn_stack::{MemBuffer, MemStack},
    linalg::{
        cholesky::ldlt::factor::{LdltRegularization, cholesky_in_place, cholesky_in_place_scratch},
        evd::{ComputeEigenvectors, self_adjoint_evd, self_adjoint_evd_scratch},
        qr::col_pivoting::factor::{qr_in_place, qr_in_place_scratch},
    },
};

/// From this many unknowns on. Measured, in microseconds, here and there: at 80 unknowns `L D L'` takes 26 and 36, at 96 43 and 42, at 256 709 and 314; eigenvectors
/// 380 and 339, 617 and 537, 13 943 and 5069; `Q R` of thrice as many rows 315 and 331, 539 and 520, 14 650 and 6832.
pub(super) const LARGE: usize = 96;

/// As [`super::ldl`].
pub(super) fn ldl(n: usize, a: &mut [f64]) -> bool {
    let diagonal: Vec<f64> = (0..n).map(|i| a[i * n + i]).collect();
    let mut memory = MemBuffer::new(cholesky_in_place_scratch::<f64>(n, Par::Seq, Spec::default()));
    let factored = cholesky_in_place(
        MatMut::from_row_major_slice_mut(a, n, n),
        LdltRegularization::default(),
        Par::Seq,
        MemStack::new(&mut memory),
        Spec::default(),
    );
    let tiny = n as f64 * f64::EPSILON;
    let is_positive = |(i, entry): (usize, &f64)| {
        let pivot = a[i * n + i];
        pivot > tiny * entry.abs() && pivot < f64::INFINITY
    };
    factored.is_ok() && diagonal.iter().enumerate().all(is_positive)
}

/// As [`super::eigen`]; `false` where that has to do it.
pub(super) fn eigen(n: usize, a: &[f64], values: &mut [f64], vectors: &mut [f64]) -> bool {
    let with = ComputeEigenvectors::Yes;
    let mut memory = MemBuffer::new(self_adjoint_evd_scratch::<f64>(n, with, Par::Seq, Spec::default()));
    let found = self_adjoint_evd(
        MatRef::from_column_major_slice(a, n, n),
        DiagMut::from_slice_mut(values),
        Some(MatMut::from_column_major_slice_mut(vectors, n, n)),
        Par::Seq,
        MemStack::new(&mut memory),
        Spec::default(),
    );
    found.is_ok()
}

/// Factors an `m * n` matrix that is stored column after column: `R` in the upper triangle, below it the reflectors, and their heads, as
/// [`super::Qr`] has them; the columns that it took, in order.
pub(super) fn qr(m: usize, n: usize, a: &mut [f64], heads: &mut [f64], pivots: &mut [usize]) {
    let mut memory = MemBuffer::new(qr_in_place_scratch::<usize, f64>(m, n, 1, Par::Seq, Spec::default()));
    let (mut taus, mut inverse) = (vec![0.0; n], vec![0; n]);
    qr_in_place(
        MatMut::from_column_major_slice_mut(a, m, n),
        MatMut::from_row_major_slice_mut(&mut taus, 1, n),
        pivots,
        &mut inverse,
        Par::Seq,
        MemStack::new(&mut memory),
        Spec::default(),
    );
    for (k, (head, tau)) in heads.iter_mut().zip(taus).enumerate() {
        // I - w w' / tau with w = (1, ..), and I - v v' / v_k.
        *head = tau.recip();
        a[k * m + k + 1..(k + 1) * m].iter_mut().for_each(|v| *v *= *head);
    }
}

#[cfg(test)]
mod tests {
    use crate::linalg::{Qr, dot, eigen, eigen::by_ql, ldl, ldl::by_rows};

    fn random(len: usize) -> Vec<f64> {
        let mut state = 1_u64;
        let next = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
        };
        (0..len).map(next).collect()
    }

    fn symmetric(n: usize, diagonal: f64) -> Vec<f64> {
        let r = random(n * n);
        let entry = |i: usize, j: usize| if i == j { diagonal } else { 0.5 * (r[i * n + j] + r[j * n + i]) };
        (0..n * n).map(|k| entry(k / n, k % n)).collect()
    }

    fn largest_difference(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }

    /// Below, at and above the size where `faer` takes over.
    const SIZES: [usize; 3] = [40, super::LARGE, 130];

    #[test]
    fn both_factor_definite_matrices() {
        for n in SIZES {
            // Random entries have eigenvalues up to about sqrt(n / 1.5).
            for (diagonal, definite) in [(2.0 * (n as f64).sqrt(), true), (0.5, false), (0.0, false), (f64::NAN, false)]
            {
                let (mut own, mut other) = (symmetric(n, diagonal), symmetric(n, diagonal));
                assert_eq!((by_rows(n, &mut own), super::ldl(n, &mut other)), (definite, definite), "{n} {diagonal}");
                assert_eq!(ldl(n, &mut symmetric(n, diagonal)), definite);
                if definite {
                    let lower =
                        |a: &[f64]| -> Vec<f64> { (0..n).flat_map(|i| a[i * n..=i * n + i].to_vec()).collect() };
                    assert!(largest_difference(&lower(&own), &lower(&other)) < 1e-12, "{n}");
                }
            }
        }
    }

    #[test]
    fn both_find_eigenvalues() {
        for n in SIZES {
            let a = symmetric(n, 0.3);
            let (mut own, mut other, mut vectors, mut off) =
                (vec![0.0; n], vec![0.0; n], vec![0.0; n * n], vec![0.0; n]);
            by_ql(n, &mut a.clone(), &mut own, &mut vectors, &mut off);
            eigen(n, &mut a.clone(), &mut other, &mut vectors, &mut off);
            for (value, v) in other.iter().zip(vectors.chunks(n)) {
                let product: Vec<f64> = a.chunks(n).map(|row| dot(row, v)).collect();
                let expected: Vec<f64> = v.iter().map(|v| value * v).collect();
                assert!(largest_difference(&product, &expected) < 1e-12, "{n} {value}");
            }
            own.sort_by(f64::total_cmp);
            other.sort_by(f64::total_cmp);
            assert!(largest_difference(&own, &other) < 1e-12, "{n}");
        }
    }

    /// The last column is twice the first one: of rank `n - 1`.
    #[test]
    fn both_factor_jacobians() {
        for n in SIZES {
            let m = n + 30;
            let mut j = random(m * n);
            j.chunks_mut(n).for_each(|row| row[n - 1] = 2.0 * row[0]);
            let run = |factor: fn(&mut Qr, &mut [f64])| {
                let (mut qr, mut b) = (Qr::new(m, n), random(m));
                qr.load(&j, |_| true);
                factor(&mut qr, &mut b);
                let mut again = random(m);
                qr.apply(&mut again);
                assert!(largest_difference(&b, &again) < 1e-13, "{n}");
                (qr, b)
            };
            let ((own, b), (other, c)) = (run(Qr::reflect_columns), run(Qr::factor));
            assert_eq!((own.rank(1e-12), other.rank(1e-12)), (n - 1, n - 1));
            assert_eq!(own.pivots[..n / 2], other.pivots[..n / 2]);
            for k in 0..n - 1 {
                // Rows may differ by sign.
                assert!((own.r(k, k).abs() - other.r(k, k).abs()).abs() < 1e-11, "{n} {k}");
                assert!((b[k].abs() - c[k].abs()).abs() < 1e-11, "{n} {k}");
            }
        }
    }
}
