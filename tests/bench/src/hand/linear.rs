//! Half the squared residuals of a system of linear equations.

/// Value and gradient; the products of a row with the point are added in eight lanes.
///
/// # Panics
/// Where a length does not fit.
#[inline]
pub fn value_and_gradient(x: &[f64], a: &[f64], b: &[f64], g: &mut [f64]) -> f64 {
    with(x, a, b, g, |row| {
        let (eights, rest) = row.as_chunks::<8>();
        let (x_eights, x_rest) = x.as_chunks::<8>();
        let mut sums = [0.0; 8];
        for (a, x) in eights.iter().zip(x_eights) {
            for k in 0..8 {
                sums[k] += a[k] * x[k];
            }
        }
        let rest: f64 = rest.iter().zip(x_rest).map(|(a, x)| a * x).sum();
        sums.iter().sum::<f64>() + rest
    })
}

/// Value and gradient; the products of a row with the point are added one after the other.
///
/// # Panics
/// Where a length does not fit.
#[inline]
pub fn value_and_gradient_in_order(x: &[f64], a: &[f64], b: &[f64], g: &mut [f64]) -> f64 {
    with(x, a, b, g, |row| row.iter().zip(x).map(|(a, x)| a * x).sum())
}

#[inline]
fn with(x: &[f64], a: &[f64], b: &[f64], g: &mut [f64], dot: impl Fn(&[f64]) -> f64) -> f64 {
    assert!(g.len() == x.len() && a.len() == b.len() * x.len());
    g.fill(0.0);
    let mut total = 0.0;
    for (row, b) in a.chunks_exact(x.len()).zip(b) {
        let residual = dot(row) - b;
        total += residual * residual;
        for (g, a) in g.iter_mut().zip(row) {
            *g += residual * a;
        }
    }
    0.5 * total
}
