//! The fit of a polynomial to a step, by least squares: `n` points, as many coefficients as `x` has.

/// Value and gradient, eight points at a time in lanes, whose powers are kept until their residuals are known; the sum takes the residuals in
/// order.
///
/// # Panics
/// Where `g` is not as long as `x`.
#[inline]
pub fn value_and_gradient(x: &[f64], n: usize, g: &mut [f64]) -> f64 {
    assert!(g.len() == x.len());
    g.fill(0.0);
    let mut powers = vec![[0.0; 8]; x.len()];
    let mut total = 0.0;
    for first in (0..n).step_by(8) {
        let t: [f64; 8] = std::array::from_fn(|k| point(first + k, n));
        let sums = polynomials(x, &t, &mut powers);
        let mut residuals = [0.0; 8];
        for k in 0..8.min(n - first) {
            residuals[k] = sign(t[k]) - sums[k];
            total += residuals[k] * residuals[k];
        }
        for (g, powers) in g.iter_mut().zip(&powers) {
            *g -= residuals.iter().zip(powers).map(|(r, p)| r * p).sum::<f64>();
        }
    }
    0.5 * total
}

/// The polynomial at eight points, and their powers.
#[inline]
fn polynomials(x: &[f64], t: &[f64; 8], powers: &mut [[f64; 8]]) -> [f64; 8] {
    let (mut sums, mut power) = ([0.0; 8], [1.0; 8]);
    for (x, kept) in x.iter().zip(powers) {
        *kept = power;
        for k in 0..8 {
            sums[k] += x * power[k];
            power[k] *= t[k];
        }
    }
    sums
}

/// Value and gradient, point by point. The powers of a point are kept until its residual is known.
///
/// # Panics
/// Where `g` is not as long as `x`.
#[inline]
pub fn value_and_gradient_fused(x: &[f64], n: usize, g: &mut [f64]) -> f64 {
    assert!(g.len() == x.len());
    g.fill(0.0);
    let mut powers = vec![0.0; x.len()];
    let mut total = 0.0;
    for i in 0..n {
        let t = point(i, n);
        let residual = sign(t) - polynomial(x, t, &mut powers);
        total += residual * residual;
        for (g, power) in g.iter_mut().zip(&*powers) {
            *g -= residual * power;
        }
    }
    0.5 * total
}

/// The polynomial at `t`, and the powers of `t`.
#[inline]
fn polynomial(x: &[f64], t: f64, powers: &mut [f64]) -> f64 {
    let (mut sum, mut power) = (0.0, 1.0);
    for (x, kept) in x.iter().zip(powers) {
        *kept = power;
        sum += x * power;
        power *= t;
    }
    sum
}

#[inline]
fn sign(t: f64) -> f64 {
    if t == 0.0 { 0.0 } else { t.signum() }
}

#[inline]
fn point(i: usize, n: usize) -> f64 {
    -1.0 + 2.0 * i as f64 / (n - 1) as f64
}
