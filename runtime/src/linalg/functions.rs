//! Powers and cosines, without `std` too.

use core::f64::consts::PI;

/// `x^k`.
#[cfg(feature = "std")]
pub(crate) fn power(x: f64, k: usize) -> f64 {
    x.powi(i32::try_from(k).unwrap_or(i32::MAX))
}

/// `x^k`.
#[cfg(not(feature = "std"))]
pub(crate) fn power(x: f64, k: usize) -> f64 {
    software_power(x, k)
}

/// `cos(pi x)` for `x` from 0 to 1.
#[cfg(feature = "std")]
pub(crate) fn cosine_of_half_turns(x: f64) -> f64 {
    (PI * x).cos()
}

/// `cos(pi x)` for `x` from 0 to 1.
#[cfg(not(feature = "std"))]
pub(crate) fn cosine_of_half_turns(x: f64) -> f64 {
    software_cosine(x)
}

/// By squaring.
#[cfg(any(test, not(feature = "std")))]
fn software_power(mut x: f64, mut k: usize) -> f64 {
    let mut power = 1.0;
    while k > 0 {
        if k % 2 == 1 {
            power *= x;
        }
        x *= x;
        k /= 2;
    }
    power
}

/// By the series of `-sin(pi (x - 1/2))`.
#[cfg(any(test, not(feature = "std")))]
fn software_cosine(x: f64) -> f64 {
    let z = PI * (0.5 - x);
    let last = 12;
    let series = (1..=last).rev().fold(1.0, |sum, k| {
        let k = 2.0 * f64::from(k);
        1.0 - z * z / (k * (k + 1.0)) * sum
    });
    z * series
}

#[cfg(test)]
mod tests {
    use super::{cosine_of_half_turns, power, software_cosine, software_power};

    #[test]
    fn without_std_they_are_the_same() {
        for k in 0..=100 {
            let x = f64::from(k) / 100.0;
            let (mine, theirs) = (software_cosine(x), cosine_of_half_turns(x));
            assert!((mine - theirs).abs() < 4.0 * f64::EPSILON, "{x}: {mine} {theirs}");
        }
        for (x, k) in [(0.9, 0), (0.9, 1), (0.999, 10_000), (2.0, 100), (-0.5, 3), (0.0, 5)] {
            let (mine, theirs) = (software_power(x, k), power(x, k));
            assert!((mine - theirs).abs() <= 1e-12 * theirs.abs(), "{x}^{k}: {mine} {theirs}");
        }
    }
}
