//! The negative log-likelihood of logistic regression with ten features.

/// Value and gradient.
#[inline]
#[must_use]
pub fn value_and_gradient(w: &[f64; 10], xs: &[[f64; 10]], ys: &[f64]) -> (f64, [f64; 10]) {
    let mut loss = 0.0;
    let mut g = [0.0; 10];
    for (x, y) in xs.iter().zip(ys) {
        let z = dot(w, x);
        let e = z.exp();
        loss += e.ln_1p() - y * z;
        let z_bar = e / (1.0 + e) - y;
        for (g, x) in g.iter_mut().zip(x) {
            *g += z_bar * x;
        }
    }
    (loss, g)
}

/// The Hessian: slopes of some rows of data first, then two rows of the Hessian at a time in registers, from the diagonal on.
#[inline]
#[must_use]
pub fn hessian(w: &[f64; 10], xs: &[[f64; 10]]) -> [[f64; 10]; 10] {
    let mut h = [[0.0; 10]; 10];
    let mut slopes = [0.0; 64];
    for xs in xs.chunks(64) {
        let slopes = &mut slopes[..xs.len()];
        for (slope, x) in slopes.iter_mut().zip(xs) {
            *slope = curvature(dot(w, x));
        }
        two_rows::<10>(&mut h, xs, slopes);
        two_rows::<8>(&mut h, xs, slopes);
        two_rows::<6>(&mut h, xs, slopes);
        two_rows::<4>(&mut h, xs, slopes);
        two_rows::<2>(&mut h, xs, slopes);
    }
    mirror(&mut h);
    h
}

/// Adds to the rows of which `M` and `M - 1` entries are on or right of the diagonal.
#[inline]
fn two_rows<const M: usize>(h: &mut [[f64; 10]; 10], xs: &[[f64; 10]], slopes: &[f64]) {
    let k = 10 - M;
    let (mut first, mut second) = ([0.0; M], [0.0; M]);
    for (x, slope) in xs.iter().zip(slopes) {
        let (a, b) = (slope * x[k], slope * x[k + 1]);
        for j in 0..M {
            first[j] += a * x[k + j];
            second[j] += b * x[k + j];
        }
    }
    for j in 0..M {
        h[k][k + j] += first[j];
        h[k + 1][k + j] += second[j];
    }
}

/// The same in one pass over the data, with the sums in memory.
#[inline]
#[must_use]
pub fn hessian_fused(w: &[f64; 10], xs: &[[f64; 10]]) -> [[f64; 10]; 10] {
    let mut h = [[0.0; 10]; 10];
    for x in xs {
        let slope = curvature(dot(w, x));
        for k in 0..10 {
            let c = slope * x[k];
            for j in k..10 {
                h[k][j] += c * x[j];
            }
        }
    }
    mirror(&mut h);
    h
}

/// The second derivative of `ln(1 + exp z)`.
#[inline]
fn curvature(z: f64) -> f64 {
    let e = z.exp();
    e / ((1.0 + e) * (1.0 + e))
}

#[inline]
fn mirror(h: &mut [[f64; 10]; 10]) {
    for k in 0..10 {
        for j in 0..k {
            h[k][j] = h[j][k];
        }
    }
}

#[inline]
fn dot(w: &[f64; 10], x: &[f64; 10]) -> f64 {
    w.iter().zip(x).map(|(w, x)| w * x).sum()
}
