//! What functions compute that call each other, in one piece.

/// A recurrence of tanh, with what each step gave kept.
#[inline]
#[must_use]
pub fn recurrence(weight: f64, inputs: &[f64]) -> (f64, f64) {
    let mut kept = vec![0.0; inputs.len()];
    let mut t = 0.1;
    for (kept, input) in kept.iter_mut().zip(inputs) {
        t = f64::tanh(weight * t + input);
        *kept = t;
    }
    let (mut bar, mut g) = (1.0, 0.0);
    for k in (0..inputs.len()).rev() {
        let slope = bar * slope(kept[k], weight * before(&kept, k) + inputs[k]);
        g += slope * before(&kept, k);
        bar = slope * weight;
    }
    (t, g)
}

/// The derivative of tanh, from what it gives where that is exact enough.
fn slope(tanh: f64, x: f64) -> f64 {
    if tanh.abs() < 0.7 {
        return 1.0 - tanh * tanh;
    }
    let q = (-2.0 * x.abs()).exp();
    4.0 * q / ((1.0 + q) * (1.0 + q))
}

fn before(kept: &[f64], k: usize) -> f64 {
    if k == 0 { 0.1 } else { kept[k - 1] }
}

/// The likelihood of points in a mixture of four, and its gradient, point by point.
#[inline]
#[must_use]
pub fn mixture(centres: &[[f64; 3]; 4], points: &[[f64; 3]]) -> (f64, [[f64; 3]; 4]) {
    let (mut sum, mut g) = (0.0, [[0.0; 3]; 4]);
    for point in points {
        let terms = centres.map(|c| {
            let d = [c[0] - point[0], c[1] - point[1], c[2] - point[2]];
            -0.5 * (d[0] * d[0] + d[1] * d[1] + d[2] * d[2])
        });
        let max = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let exps = terms.map(|t| (t - max).exp());
        let total = (exps[0] + exps[1]) + (exps[2] + exps[3]);
        sum += total.ln() + max;
        for k in 0..4 {
            let weight = exps[k] / total;
            for i in 0..3 {
                g[k][i] -= weight * (centres[k][i] - point[i]);
            }
        }
    }
    (sum, g)
}

/// A sum over calls that go four deep, with the derivative along.
#[inline]
#[must_use]
pub fn deep(scale: f64, xs: &[f64]) -> (f64, f64) {
    let (mut sum, mut g) = (0.0, 0.0);
    for x in xs {
        let (x, y) = ((scale * x, *x), (scale + x, 1.0));
        let (a, b) = (blend_4(x, y), blend_4(y, x));
        let both = blend_4(a, b);
        sum += both.0;
        g += both.1;
    }
    (sum, g)
}

type Dual = (f64, f64);

#[inline]
fn blend_4(x: Dual, y: Dual) -> Dual {
    blend(blend(x, y), blend(y, (x.0 + 1.0, x.1)))
}

#[inline]
fn blend((x, x_dot): Dual, (y, y_dot): Dual) -> Dual {
    let below = 1.0 + x * y;
    let value = 0.5 * (x * x + y * y) / below;
    (value, (x * x_dot + y * y_dot - value * (x_dot * y + x * y_dot)) / below)
}
