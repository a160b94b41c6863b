//! A map of sixteen numbers to sixteen: six rounds of sines, each of two.

/// The Jacobian, sixteen directions at a time.
#[inline]
#[must_use]
pub fn jacobian(x: &[f64; 16]) -> [[f64; 16]; 16] {
    let mut t = *x;
    let mut rows = [[0.0; 16]; 16];
    for i in 0..16 {
        rows[i][i] = 1.0;
    }
    for round in 0..6 {
        for i in 0..16 {
            let next = (i + 1 + 3 * round) % 16;
            let (s, c) = (t[i] + 0.5 * t[next]).sin_cos();
            t[i] = s;
            let beside = rows[next];
            for (row, beside) in rows[i].iter_mut().zip(&beside) {
                *row = c * (*row + 0.5 * beside);
            }
        }
    }
    rows
}
