//! The likelihood of a mixture of Gaussians.

/// A mixture, or derivatives with respect to one: logarithms of weights, means, logarithms of diagonals, and what is below them column by column.
#[derive(Clone, Debug)]
pub struct Mixture {
    /// Logarithms of the weights, up to a constant.
    pub alpha: Vec<f64>,
    /// Means.
    pub mu: Vec<f64>,
    /// Logarithms of the diagonals.
    pub q: Vec<f64>,
    /// What is below the diagonals.
    pub l: Vec<f64>,
}

/// What one point keeps until the weights of its components are known.
struct Kept {
    centered: Vec<f64>,
    y: Vec<f64>,
    terms: Vec<f64>,
}

/// The gradient of the logarithm of the probability of the points and, but for a constant, of a mixture with a Wishart prior of `gamma` and `m`.
///
/// # Panics
/// Where `g` has not the shape of `mixture`.
pub fn gradient(mixture: &Mixture, points: &[f64], gamma: f64, m: f64, g: &mut Mixture) {
    let k = mixture.alpha.len();
    let d = mixture.mu.len() / k;
    let diagonal: Vec<f64> = mixture.q.iter().map(|q| q.exp()).collect();
    let volume: Vec<f64> = mixture.q.chunks_exact(d).map(|q| q.iter().sum()).collect();
    let mut kept = Kept { centered: vec![0.0; k * d], y: vec![0.0; k * d], terms: vec![0.0; k] };
    for part in [&mut g.alpha, &mut g.mu, &mut g.q, &mut g.l] {
        part.fill(0.0);
    }
    for x in points.chunks_exact(d) {
        forward(mixture, &diagonal, &volume, x, &mut kept);
        softmax(&mut kept.terms);
        backward(mixture, &diagonal, &kept, g);
    }
    let n = (points.len() / d) as f64;
    finish(mixture, &diagonal, n, gamma, m, g);
}

/// The terms of a point.
#[inline]
fn forward(mixture: &Mixture, diagonal: &[f64], volume: &[f64], x: &[f64], kept: &mut Kept) {
    let d = x.len();
    let size = d * (d - 1) / 2;
    for j in 0..kept.terms.len() {
        let centered = &mut kept.centered[j * d..][..d];
        let y = &mut kept.y[j * d..][..d];
        let parts = x.iter().zip(&mixture.mu[j * d..][..d]).zip(&diagonal[j * d..][..d]);
        for (((x, mu), diagonal), (c, y)) in parts.zip(centered.iter_mut().zip(&mut *y)) {
            *c = x - mu;
            *y = diagonal * *c;
        }
        let mut l = &mixture.l[j * size..][..size];
        for i in 0..d {
            let below = &mut y[i + 1..];
            let (column, rest) = l.split_at(below.len());
            for (y, l) in below.iter_mut().zip(column) {
                *y += l * centered[i];
            }
            l = rest;
        }
        let square: f64 = y.iter().map(|y| y * y).sum();
        kept.terms[j] = mixture.alpha[j] + volume[j] - 0.5 * square;
    }
}

/// The derivatives of the logarithm of the sum of exponentials.
#[inline]
fn softmax(terms: &mut [f64]) {
    let largest = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for term in &mut *terms {
        *term = (*term - largest).exp();
        sum += *term;
    }
    for term in terms {
        *term /= sum;
    }
}

/// What a point pulls on the mixture; in `q` is collected what is pulled on the diagonals.
#[inline]
fn backward(mixture: &Mixture, diagonal: &[f64], kept: &Kept, g: &mut Mixture) {
    let k = kept.terms.len();
    let d = kept.y.len() / k;
    let size = d * (d - 1) / 2;
    for j in 0..k {
        let weight = kept.terms[j];
        g.alpha[j] += weight;
        let (centered, y) = (&kept.centered[j * d..][..d], &kept.y[j * d..][..d]);
        let (q_g, mu_g, diagonal) = (&mut g.q[j * d..][..d], &mut g.mu[j * d..][..d], &diagonal[j * d..][..d]);
        let mut l = &mixture.l[j * size..][..size];
        let mut l_g = &mut g.l[j * size..][..size];
        for i in 0..d {
            let below = &y[i + 1..];
            let (column, rest) = l.split_at(below.len());
            let (column_g, rest_g) = l_g.split_at_mut(below.len());
            let pulled = pull(column, below, weight * centered[i], column_g);
            q_g[i] -= weight * centered[i] * y[i];
            mu_g[i] += weight * (diagonal[i] * y[i] + pulled);
            (l, l_g) = (rest, rest_g);
        }
    }
}

/// The product of a column with `y`, in four lanes; takes `factor` times `y` from the derivatives of the column.
#[inline]
fn pull(column: &[f64], y: &[f64], factor: f64, column_g: &mut [f64]) -> f64 {
    let (fours, rest) = column.as_chunks::<4>();
    let (y_fours, y_rest) = y.as_chunks::<4>();
    let (g_fours, g_rest) = column_g.as_chunks_mut::<4>();
    let mut lanes = [0.0; 4];
    for ((l, y), g) in fours.iter().zip(y_fours).zip(g_fours) {
        for lane in 0..4 {
            lanes[lane] += l[lane] * y[lane];
            g[lane] -= factor * y[lane];
        }
    }
    let mut sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    for ((l, y), g) in rest.iter().zip(y_rest).zip(g_rest) {
        sum += l * y;
        *g -= factor * y;
    }
    sum
}

/// From the diagonals to their logarithms, then the norm of the weights and the prior.
fn finish(mixture: &Mixture, diagonal: &[f64], n: f64, gamma: f64, m: f64, g: &mut Mixture) {
    let k = mixture.alpha.len();
    let d = mixture.mu.len() / k;
    let precision = gamma * gamma;
    for ((g, diagonal), weight) in g.q.chunks_exact_mut(d).zip(diagonal.chunks_exact(d)).zip(&g.alpha) {
        for (g, diagonal) in g.iter_mut().zip(diagonal) {
            *g = *g * diagonal + weight - precision * diagonal * diagonal + m;
        }
    }
    for (g, l) in g.l.iter_mut().zip(&mixture.l) {
        *g -= precision * l;
    }
    let mut weights = mixture.alpha.clone();
    softmax(&mut weights);
    for (g, weight) in g.alpha.iter_mut().zip(weights) {
        *g -= n * weight;
    }
}
