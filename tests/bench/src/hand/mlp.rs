//! A network of two hidden layers of sixteen, its squared error over a batch.

use super::tanh_slope;

/// Weights, or derivatives with respect to them.
pub type Weights = ([[f64; 8]; 16], [f64; 16], [[f64; 16]; 16], [f64; 16], [f64; 16], f64);

/// Value and gradient.
#[inline]
#[must_use]
pub fn value_and_gradient(w: &Weights, xs: &[[f64; 8]], ys: &[f64]) -> (f64, Weights) {
    let (w1, b1, w2, b2, w3, b3) = w;
    let mut g: Weights = ([[0.0; 8]; 16], [0.0; 16], [[0.0; 16]; 16], [0.0; 16], [0.0; 16], 0.0);
    let mut loss = 0.0;
    for (x, y) in xs.iter().zip(ys) {
        let (h1, d1) = layer(w1, b1, x);
        let (h2, d2) = layer(w2, b2, &h1);
        let mut out = *b3;
        for (w, h) in w3.iter().zip(&h2) {
            out += w * h;
        }
        let e = out - y;
        loss += e * e;
        let e_bar = 2.0 * e;
        g.5 += e_bar;
        let mut z2_bar = [0.0; 16];
        for i in 0..16 {
            g.4[i] += e_bar * h2[i];
            z2_bar[i] = e_bar * w3[i] * d2[i];
        }
        let mut z1_bar = pull(w2, &z2_bar);
        for (z_bar, d) in z1_bar.iter_mut().zip(&d1) {
            *z_bar *= d;
        }
        scatter(&mut g.2, &mut g.3, &z2_bar, &h1);
        scatter(&mut g.0, &mut g.1, &z1_bar, x);
    }
    (loss, g)
}

/// The outputs of a layer, and their slopes.
#[inline]
fn layer<const N: usize>(w: &[[f64; N]; 16], b: &[f64; 16], x: &[f64; N]) -> ([f64; 16], [f64; 16]) {
    let (mut h, mut slope) = ([0.0; 16], [0.0; 16]);
    for i in 0..16 {
        let mut z = b[i];
        for (w, x) in w[i].iter().zip(x) {
            z += w * x;
        }
        h[i] = z.tanh();
        slope[i] = tanh_slope(z, h[i]);
    }
    (h, slope)
}

/// The transpose of `w`, times `z_bar`.
#[inline]
fn pull(w: &[[f64; 16]; 16], z_bar: &[f64; 16]) -> [f64; 16] {
    let mut out = [0.0; 16];
    for (row, z_bar) in w.iter().zip(z_bar) {
        for (out, w) in out.iter_mut().zip(row) {
            *out += w * z_bar;
        }
    }
    out
}

/// Adds the derivatives of one layer.
#[inline]
fn scatter<const N: usize>(w_bar: &mut [[f64; N]; 16], b_bar: &mut [f64; 16], z_bar: &[f64; 16], x: &[f64; N]) {
    for i in 0..16 {
        b_bar[i] += z_bar[i];
        for (w_bar, x) in w_bar[i].iter_mut().zip(x) {
            *w_bar += z_bar[i] * x;
        }
    }
}
