//! The secular equation of a trust region, in the basis of eigenvectors.
//!
//! A step `p` minimizes `g' p + 1/2 p' H p` within `|p| <= radius` if and only if `(H + mu I) p = -g` for a `mu >= 0` with `H + mu I`
//! positive semidefinite, and `|p| = radius` unless `mu = 0` (Moré and Sorensen, "Computing a trust region step", 1983; Conn, Gould
//! and Toint, *Trust-Region Methods*, 2000, section 7.3).

use crate::linalg::{
    shared::{max_abs, norm},
    sqrt,
};

/// How near the length must come to the radius.
const NEAR: f64 = 0.05;

/// Rounds of Newton's method for `mu`; three or four are usual.
const ROUNDS: usize = 60;

/// With the gradient's coordinates `c` and the eigenvalues, writes `q_i = c_i / (l_i + mu)`, of length at most the radius to within
/// a twentieth; in the hard case a multiple of the lowest eigenvector is added. The step is `-q`. Whether the radius binds.
pub(crate) fn solve(values: &[f64], c: &[f64], radius: f64, q: &mut [f64]) -> bool {
    // The steps are the same in any unit of the value; in this one nothing overflows.
    let unit = max_abs(values).max(max_abs(c) / radius).clamp(f64::MIN_POSITIVE, f64::MAX);
    let mut lowest = 0;
    for i in 0..values.len() {
        if values[i] < values[lowest] {
            lowest = i;
        }
    }
    let least = values.get(lowest).map_or(f64::INFINITY, |l| l / unit);
    let floor = f64::EPSILON * values.len() as f64 * (max_abs(values) / unit);
    let length = |mu: f64, q: &mut [f64]| {
        for (i, c) in c.iter().enumerate() {
            let divisor = values[i] / unit + mu;
            q[i] = if *c == 0.0 { 0.0 } else { c / unit / divisor.max(f64::MIN_POSITIVE) };
        }
        norm(q)
    };
    let mut lower = if least > floor { 0.0 } else { (floor - least).max(0.0) };
    let at_lower = length(lower, q);
    if at_lower <= radius {
        // A direction without slope or curvature is left alone.
        if least >= -floor {
            return false;
        }
        let missing = (radius - at_lower) * (radius + at_lower);
        q[lowest] += if c[lowest] < 0.0 { -1.0 } else { 1.0 } * sqrt(missing.max(0.0));
        return true;
    }
    let mut upper = norm(c) / unit / radius + (-least).max(0.0);
    let mut mu = lower;
    for _ in 0..ROUNDS {
        let size = length(mu, q);
        if (size - radius).abs() <= NEAR * radius {
            return true;
        }
        if size > radius {
            lower = mu;
        } else {
            upper = mu;
        }
        let mut slope = 0.0;
        for (i, l) in values.iter().enumerate() {
            slope += q[i] * q[i] / (l / unit + mu);
        }
        let next = mu + (size - radius) / radius * (size * size / slope);
        mu = if next > lower && next < upper { next } else { 0.5 * (lower + upper) };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::solve;
    use crate::linalg::norm;

    fn model(values: &[f64], c: &[f64], q: &[f64]) -> f64 {
        q.iter().zip(c.iter().zip(values)).map(|(q, (c, l))| -c * q + 0.5 * l * q * q).sum()
    }

    /// In any unit of the value, up to the ends of the range.
    #[test]
    fn o17_units_do_not_matter() {
        for unit in [1e-300, 1e-150, 1.0, 1e150, 1e307] {
            let mut q = [0.0; 2];
            assert!(solve(&[2.0 * unit, 5.0 * unit], &[9.0 * unit, unit], 0.1, &mut q), "{unit:e}");
            assert!((norm(&q) - 0.1).abs() <= super::NEAR * 0.1, "{unit:e}: {q:?}");
        }
    }

    /// Against a fine search over the disc: inside, on the border, indefinite, and the hard case, where the gradient has no part along
    /// the lowest eigenvector.
    #[test]
    fn steps_are_global_minimizers() {
        let rows = [
            ([2.0, 5.0], [0.5, 0.5], false),
            ([2.0, 5.0], [9.0, 1.0], true),
            ([-1.0, 3.0], [0.7, -2.0], true),
            ([-1.0, 3.0], [0.0, 2.0], true),
            ([-2.0, -2.0], [0.0, 0.0], true),
            ([0.0, 1.0], [1.0, 1.0], true),
            ([0.0, 4.0], [0.0, 1.0], false),
        ];
        for (values, c, bounded) in rows {
            let mut q = [0.0; 2];
            assert_eq!(solve(&values, &c, 1.0, &mut q), bounded, "{values:?} {c:?}");
            let found = model(&values, &c, &q);
            let mut best = f64::INFINITY;
            for i in 0..=100 {
                for j in 0..360 {
                    let (r, angle) = (f64::from(i) / 100.0, f64::from(j).to_radians());
                    best = best.min(model(&values, &c, &[r * angle.cos(), r * angle.sin()]));
                }
            }
            assert!(norm(&q) <= 1.0 + super::NEAR, "{q:?}");
            // The length is within a twentieth of the radius, the fall within a tenth of the best.
            assert!(found <= 0.9 * best, "{values:?} {c:?}: {found} {best}");
        }
    }
}
