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

/// The Hessian: the triangle on and above the diagonal, then its mirror.
#[inline]
#[must_use]
pub fn hessian(w: &[f64; 10], xs: &[[f64; 10]]) -> [[f64; 10]; 10] {
    let mut h = [[0.0; 10]; 10];
    for x in xs {
        let e = dot(w, x).exp();
        let slope = e / ((1.0 + e) * (1.0 + e));
        for k in 0..10 {
            let c = slope * x[k];
            for j in k..10 {
                h[k][j] += c * x[j];
            }
        }
    }
    for k in 0..10 {
        for j in 0..k {
            h[k][j] = h[j][k];
        }
    }
    h
}

#[inline]
fn dot(w: &[f64; 10], x: &[f64; 10]) -> f64 {
    w.iter().zip(x).map(|(w, x)| w * x).sum()
}
