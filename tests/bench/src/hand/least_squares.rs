//! The fit of a polynomial to a step, by least squares: `n` points, as many coefficients as `x` has.

/// Value and gradient. The powers of a point are kept until its residual is known.
///
/// # Panics
/// Where `g` is not as long as `x`.
#[inline]
pub fn value_and_gradient(x: &[f64], n: usize, g: &mut [f64]) -> f64 {
    let mut powers = vec![0.0; x.len()];
    value_and_gradient_with(x, n, g, &mut powers)
}

/// The same with room for the powers, as long as `x`.
///
/// # Panics
/// Where `g` or `powers` is not as long as `x`.
#[inline]
pub fn value_and_gradient_with(x: &[f64], n: usize, g: &mut [f64], powers: &mut [f64]) -> f64 {
    assert!(g.len() == x.len() && powers.len() == x.len());
    g.fill(0.0);
    let mut total = 0.0;
    for i in 0..n {
        let t = -1.0 + 2.0 * i as f64 / (n - 1) as f64;
        let residual = sign(t) - polynomial(x, t, powers);
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
