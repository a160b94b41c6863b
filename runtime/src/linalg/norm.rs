//! Sums and norms; norms neither overflow nor underflow on the way.

/// The square root, without `std` too.
#[cfg(feature = "std")]
#[inline]
pub(crate) fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// The square root by Newton's method from a guess of half the exponent; correct to a unit in the last place.
#[cfg(not(feature = "std"))]
pub(crate) fn sqrt(x: f64) -> f64 {
    software_sqrt(x)
}

#[cfg(any(test, not(feature = "std")))]
fn software_sqrt(x: f64) -> f64 {
    /// A power of four that brings subnormal numbers among the others, and its root.
    const LIFT: (f64, f64) = (18_014_398_509_481_984.0, 134_217_728.0);
    if x < f64::MIN_POSITIVE {
        return if x > 0.0 {
            software_sqrt(x * LIFT.0) / LIFT.1
        } else if x == 0.0 {
            x
        } else {
            f64::NAN
        };
    }
    if !x.is_finite() {
        return x;
    }
    let mut root = f64::from_bits((x.to_bits() >> 1) + 0x1ff8_0000_0000_0000);
    for _ in 0..5 {
        root = 0.5 * (root + x / root);
    }
    root
}

/// The plane rotation `(x, y) <- (cos x + sin y, cos y - sin x)`, entry by entry.
#[cfg(feature = "alloc")]
#[inline]
pub(crate) fn rotate(x: &mut [f64], y: &mut [f64], [cos, sin]: [f64; 2]) {
    let n = x.len().min(y.len());
    let ((x, rest_of_x), (y, rest_of_y)) = (x[..n].as_chunks_mut::<2>(), y[..n].as_chunks_mut::<2>());
    for (x, y) in x.iter_mut().zip(y) {
        let (a, b) = (*x, *y);
        (*x, *y) =
            ([cos * a[0] + sin * b[0], cos * a[1] + sin * b[1]], [cos * b[0] - sin * a[0], cos * b[1] - sin * a[1]]);
    }
    for (x, y) in rest_of_x.iter_mut().zip(rest_of_y) {
        (*x, *y) = (cos * *x + sin * *y, cos * *y - sin * *x);
    }
}

/// The inner product, in four lanes.
#[inline]
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len().min(b.len());
    let (a, b) = (&a[..n], &b[..n]);
    let mut lanes = [0.0; 4];
    let (heads, heads_of_b) = (a.chunks_exact(4), b.chunks_exact(4));
    let tail: f64 = heads.remainder().iter().zip(heads_of_b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in heads.zip(heads_of_b) {
        for k in 0..4 {
            lanes[k] += a[k] * b[k];
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + tail
}

/// `y += factor * x`.
#[inline]
pub(crate) fn add_multiple(y: &mut [f64], factor: f64, x: &[f64]) {
    let n = y.len().min(x.len());
    let (y, rest_of_y) = y[..n].as_chunks_mut::<4>();
    let (x, rest_of_x) = x[..n].as_chunks::<4>();
    // Four sums, then four stores: one instruction for several, also where the loop is unrolled.
    for (y, x) in y.iter_mut().zip(x) {
        *y = [y[0] + factor * x[0], y[1] + factor * x[1], y[2] + factor * x[2], y[3] + factor * x[3]];
    }
    for (y, x) in rest_of_y.iter_mut().zip(rest_of_x) {
        *y += factor * x;
    }
}

/// `y += a * s - b * q`, likewise.
#[inline]
pub(crate) fn add_difference(y: &mut [f64], [a, b]: [f64; 2], s: &[f64], q: &[f64]) {
    let n = y.len().min(s.len()).min(q.len());
    let (y, rest_of_y) = y[..n].as_chunks_mut::<4>();
    let ((s, rest_of_s), (q, rest_of_q)) = (s[..n].as_chunks::<4>(), q[..n].as_chunks::<4>());
    for (y, (s, q)) in y.iter_mut().zip(s.iter().zip(q)) {
        *y = [
            y[0] + (a * s[0] - b * q[0]),
            y[1] + (a * s[1] - b * q[1]),
            y[2] + (a * s[2] - b * q[2]),
            y[3] + (a * s[3] - b * q[3]),
        ];
    }
    for (y, (s, q)) in rest_of_y.iter_mut().zip(rest_of_s.iter().zip(rest_of_q)) {
        *y += a * s - b * q;
    }
}

/// `y += factor * x`, then the inner product of `y` and `z`, that of [`dot`] but for the sign of zero: in one pass, without a detour of `y` through memory.
#[cfg(feature = "alloc")]
#[inline]
pub(crate) fn add_multiple_and_dot(y: &mut [f64], factor: f64, x: &[f64], z: &[f64]) -> f64 {
    let n = y.len().min(x.len()).min(z.len());
    let (y, rest_of_y) = y[..n].as_chunks_mut::<4>();
    let ((x, rest_of_x), (z, rest_of_z)) = (x[..n].as_chunks::<4>(), z[..n].as_chunks::<4>());
    // The neutral element, which costs no addition.
    let mut lanes = [-0.0; 4];
    for (y, (x, z)) in y.iter_mut().zip(x.iter().zip(z)) {
        add_multiple(y, factor, x);
        for k in 0..4 {
            lanes[k] += y[k] * z[k];
        }
    }
    add_multiple(rest_of_y, factor, rest_of_x);
    let tail: f64 = rest_of_y.iter().zip(rest_of_z).map(|(y, z)| y * z).sum();
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + tail
}

/// The largest magnitude, 0 for nothing; NaN where there is one.
#[inline]
pub(crate) fn max_abs(a: &[f64]) -> f64 {
    // Bits of positive numbers are in the order of the numbers, and NaN is above all.
    f64::from_bits(a.iter().fold(0, |m, a| m.max(a.abs().to_bits())))
}

/// The Euclidean norm: squares are summed plainly where that is safe, else after division by the largest entry.
#[inline]
pub(crate) fn norm(a: &[f64]) -> f64 {
    let plain = dot(a, a);
    if SAFE.contains(&plain) { sqrt(plain) } else { careful(plain, a.len(), &|i| a[i]) }
}

/// The Euclidean norm of the entrywise product `d * a`.
#[cfg(feature = "alloc")]
#[inline]
pub(crate) fn scaled_norm(d: &[f64], a: &[f64]) -> f64 {
    let plain = d.iter().zip(a).map(|(d, a)| (d * a) * (d * a)).sum();
    if SAFE.contains(&plain) { sqrt(plain) } else { careful(plain, d.len().min(a.len()), &|i| d[i] * a[i]) }
}

/// The length of a vector of two entries.
#[cfg(feature = "alloc")]
#[inline]
pub(crate) fn hypot(a: f64, b: f64) -> f64 {
    let plain = a * a + b * b;
    if SAFE.contains(&plain) { sqrt(plain) } else { careful(plain, 2, &|i| [a, b][i]) }
}

/// Sums of squares in this range have lost nothing to overflow or to underflow.
const SAFE: core::ops::Range<f64> = 1e-280..1e300;

/// The norm of `n` entries, where their squares are no numbers to be summed.
#[cold]
fn careful(plain: f64, n: usize, entry: &dyn Fn(usize) -> f64) -> f64 {
    let (mut largest, mut sum): (f64, f64) = (0.0, 0.0);
    for i in 0..n {
        largest = largest.max(entry(i).abs());
    }
    if plain.is_nan() || largest == 0.0 || largest.is_infinite() {
        return if plain.is_nan() { f64::NAN } else { largest };
    }
    for i in 0..n {
        sum += (entry(i) / largest) * (entry(i) / largest);
    }
    largest * sqrt(sum)
}

/// Where the first entry stands that is NaN or infinite.
pub(crate) fn first_non_finite(a: &[f64]) -> Option<usize> {
    // A sum of zeros, unless there is one: no branch for each entry, and no chain of additions.
    let (heads, tail) = a.as_chunks::<8>();
    let mut zeros = [0.0; 8];
    for head in heads {
        for k in 0..8 {
            zeros[k] += head[k] * 0.0;
        }
    }
    let mut zero = 0.0;
    for a in tail {
        zero += a * 0.0;
    }
    for a in zeros {
        zero += a;
    }
    if zero == 0.0 { None } else { a.iter().position(|a| !a.is_finite()) }
}

#[cfg(test)]
mod tests {
    use super::{
        add_multiple, add_multiple_and_dot, dot, first_non_finite, hypot, max_abs, norm, scaled_norm, software_sqrt,
    };

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
        assert_eq!((hypot(3e-300, 4e-300), hypot(0.0, 0.0)), (5e-300, 0.0));
    }

    #[test]
    fn square_roots_without_std() {
        for x in [0.0, 1.0, 2.0, 4.0, 1e-320, 5e-324, 1e300, f64::MAX, f64::MIN_POSITIVE, 0.1, 123.456, f64::INFINITY] {
            let (mine, theirs) = (software_sqrt(x), x.sqrt());
            assert!((mine - theirs).abs() <= f64::EPSILON * theirs || mine == theirs, "{x:e}: {mine:e} {theirs:e}");
        }
        assert!(software_sqrt(-1.0).is_nan() && software_sqrt(f64::NAN).is_nan());
        assert!(software_sqrt(-0.0).is_sign_negative());
    }

    #[test]
    fn sums_of_every_length() {
        for n in 0..13 {
            let a: Vec<f64> = (1..=n).map(f64::from).collect();
            assert_eq!(dot(&a, &a), f64::from(n * (n + 1) * (2 * n + 1) / 6));
        }
        for at in 0..19 {
            let bad = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY][at % 3];
            let a: Vec<f64> = (0..19).map(|i| if i == at || i == 18 { bad } else { f64::MAX }).collect();
            assert_eq!((first_non_finite(&a), first_non_finite(&a[..at])), (Some(at), None));
        }
        assert_eq!(first_non_finite(&[f64::MAX, -f64::MAX, 0.0]), None);
    }

    #[test]
    fn one_pass_has_the_bits_of_two() {
        for n in 0..13 {
            let row = |k: u32| (0..n).map(|i| f64::from(k * i % 13) / 7.0 - 0.6).collect::<Vec<_>>();
            let (mut apart, mut together) = (row(3), row(3));
            add_multiple(&mut apart, -0.3, &row(7));
            assert_eq!(add_multiple_and_dot(&mut together, -0.3, &row(7), &row(11)), dot(&apart, &row(11)), "{n}");
            assert_eq!(together, apart);
        }
    }
}
