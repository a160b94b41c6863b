//! Norms that neither overflow nor underflow on the way.

/// The inner product.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The largest magnitude, 0 for nothing; NaN where there is one.
pub(crate) fn max_abs(a: &[f64]) -> f64 {
    a.iter().fold(0.0, |m: f64, a| {
        if a.is_nan() {
            f64::NAN
        } else if a.abs() > m {
            a.abs()
        } else {
            m
        }
    })
}

/// The Euclidean norm: squares are summed plainly where that is safe, else after division by the largest entry.
pub(crate) fn norm(a: &[f64]) -> f64 {
    stable(a.iter().copied())
}

/// The Euclidean norm of the entrywise product `d * a`.
pub(crate) fn scaled_norm(d: &[f64], a: &[f64]) -> f64 {
    stable(d.iter().zip(a).map(|(d, a)| d * a))
}

/// Sums of squares in this range have lost nothing to overflow or to underflow.
const SAFE: core::ops::Range<f64> = 1e-280..1e300;

fn stable(a: impl Iterator<Item = f64> + Clone) -> f64 {
    let plain: f64 = a.clone().map(|a| a * a).sum();
    if SAFE.contains(&plain) {
        return plain.sqrt();
    }
    let largest = a.clone().fold(0.0, |m: f64, a| m.max(a.abs()));
    if plain.is_nan() || largest == 0.0 || largest.is_infinite() {
        return if plain.is_nan() { f64::NAN } else { largest };
    }
    largest * a.map(|a| (a / largest) * (a / largest)).sum::<f64>().sqrt()
}

/// Where the first entry stands that is NaN or infinite.
pub(crate) fn first_non_finite(a: &[f64]) -> Option<usize> {
    a.iter().position(|a| !a.is_finite())
}

#[cfg(test)]
mod tests {
    use super::{max_abs, norm, scaled_norm};

    /// Name, vector, Euclidean norm.
    const ROWS: [(&str, &[f64], f64); 7] = [
        ("empty", &[], 0.0),
        ("zero", &[0.0, 0.0], 0.0),
        ("plain", &[3.0, -4.0], 5.0),
        ("huge", &[3e200, 4e200], 5e200),
        ("tiny", &[3e-200, 4e-200], 5e-200),
        ("infinite", &[1.0, f64::NEG_INFINITY], f64::INFINITY),
        ("mixed", &[1e-200, 1e200], 1e200),
    ];

    #[test]
    fn o17_norms_are_scaled() {
        for (name, a, expected) in ROWS {
            assert!((norm(a) - expected).abs() <= 2e-16 * expected || norm(a) == expected, "{name}: {}", norm(a));
        }
        assert!(norm(&[1.0, f64::NAN]).is_nan());
        assert!(max_abs(&[f64::NAN, 2.0]).is_nan());
        assert_eq!(max_abs(&[]), 0.0);
        assert!((scaled_norm(&[1e200, 1e200], &[3.0, 4.0]) / 5e200 - 1.0).abs() < 1e-15);
    }
}
