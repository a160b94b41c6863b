//! The logarithm of a sum of exponentials.

/// Value and gradient: the exponentials are kept where the gradient will be.
///
/// # Panics
/// Where `g` is not as long as `x`.
#[inline]
pub fn value_and_gradient(x: &[f64], g: &mut [f64]) -> f64 {
    assert!(g.len() == x.len());
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for (g, x) in g.iter_mut().zip(x) {
        let e = (x - largest).exp();
        *g = e;
        sum += e;
    }
    let scale = 1.0 / sum;
    for g in &mut *g {
        *g *= scale;
    }
    sum.ln() + largest
}
