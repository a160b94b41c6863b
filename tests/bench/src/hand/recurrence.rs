//! A recurrent unit with one state, fitted to a series.

use super::tanh_slope;

/// Value and gradient with respect to the three weights, whose derivatives go along with the state.
#[inline]
#[must_use]
pub fn value_and_gradient(p: &[f64; 3], x: &[f64], y: &[f64]) -> (f64, [f64; 3]) {
    let mut h = 0.0;
    let mut loss = 0.0;
    let mut h_dot = [0.0; 3];
    let mut g = [0.0; 3];
    for (x, y) in x.iter().zip(y) {
        let z = p[0] * h + p[1] * x + p[2];
        let direct = [h, *x, 1.0];
        h = z.tanh();
        let slope = tanh_slope(z, h);
        let e = h - y;
        loss += e * e;
        for k in 0..3 {
            h_dot[k] = slope * (p[0] * h_dot[k] + direct[k]);
            g[k] += 2.0 * e * h_dot[k];
        }
    }
    (loss, g)
}

/// The same backwards, with the states kept: one allocation.
#[inline]
#[must_use]
pub fn value_and_gradient_backwards(p: &[f64; 3], x: &[f64], y: &[f64]) -> (f64, [f64; 3]) {
    let n = x.len().min(y.len());
    let (x, y) = (&x[..n], &y[..n]);
    let mut states = vec![0.0; n + 1];
    let mut loss = 0.0;
    let mut h = 0.0;
    for ((x, y), state) in x.iter().zip(y).zip(&mut states[1..]) {
        h = (p[0] * h + p[1] * x + p[2]).tanh();
        *state = h;
        let e = h - y;
        loss += e * e;
    }
    let mut g = [0.0; 3];
    let mut h_bar = 0.0;
    for ((x, y), state) in x.iter().zip(y).zip(states.windows(2)).rev() {
        let [before, h] = [state[0], state[1]];
        let z = p[0] * before + p[1] * x + p[2];
        let z_bar = (h_bar + 2.0 * (h - y)) * tanh_slope(z, h);
        g[0] += z_bar * before;
        g[1] += z_bar * x;
        g[2] += z_bar;
        h_bar = z_bar * p[0];
    }
    (loss, g)
}
