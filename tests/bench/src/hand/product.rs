//! The product of twenty numbers.

/// Value and gradient: products of what is before, times products of what is after. The zero that is added keeps the compiler from
/// pairing the two chains in lanes, which costs more than it saves.
#[inline]
#[must_use]
pub fn value_and_gradient(x: &[f64; 20]) -> (f64, [f64; 20]) {
    let mut befores = [0.0; 20];
    let mut before = 1.0;
    for i in 0..20 {
        befores[i] = before;
        before *= x[i];
    }
    let mut g = [0.0; 20];
    let mut after = 1.0;
    for i in (0..20).rev() {
        g[i] = 0.0 + befores[i] * after;
        after *= x[i];
    }
    (before, g)
}

/// The Hessian: each entry is the product of all but two.
#[inline]
#[must_use]
pub fn hessian(x: &[f64; 20]) -> [[f64; 20]; 20] {
    let mut after = [1.0; 20];
    for i in (1..20).rev() {
        after[i - 1] = after[i] * x[i];
    }
    let mut h = [[0.0; 20]; 20];
    let mut before = 1.0;
    for i in 0..20 {
        let mut but_i = before;
        for j in i + 1..20 {
            let entry = but_i * after[j];
            h[i][j] = entry;
            h[j][i] = entry;
            but_i *= x[j];
        }
        before *= x[i];
    }
    h
}
