//! Problems 20 to 35, whose number of unknowns can be chosen.

use chainrule::differentiable;

/// 20, Watson.
#[differentiable]
pub fn watson<const N: usize>(x: &[f64; N]) -> [f64; 31] {
    let mut r = [0.0; 31];
    for i in 0..29 {
        let t = (i + 1) as f64 / 29.0;
        let (mut slope, mut value, mut power) = (0.0, x[0], 1.0);
        for j in 1..N {
            slope += j as f64 * power * x[j];
            power *= t;
            value += power * x[j];
        }
        r[i] = slope - value * value - 1.0;
    }
    r[29] = x[0];
    r[30] = x[1] - x[0] * x[0] - 1.0;
    r
}

/// 21, extended Rosenbrock.
#[differentiable]
pub fn extended_rosenbrock<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let mut r = [0.0; N];
    for i in 0..N / 2 {
        r[2 * i] = 10.0 * (x[2 * i + 1] - x[2 * i] * x[2 * i]);
        r[2 * i + 1] = 1.0 - x[2 * i];
    }
    r
}

/// 22, extended Powell singular.
#[differentiable]
pub fn extended_powell_singular<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let mut r = [0.0; N];
    for i in 0..N / 4 {
        let k = 4 * i;
        r[k] = x[k] + 10.0 * x[k + 1];
        r[k + 1] = 5_f64.sqrt() * (x[k + 2] - x[k + 3]);
        r[k + 2] = (x[k + 1] - 2.0 * x[k + 2]).powi(2);
        r[k + 3] = 10_f64.sqrt() * (x[k] - x[k + 3]).powi(2);
    }
    r
}

/// The root of 1e-5.
const ROOT: f64 = 3.162_277_660_168_379_5e-3;

/// 23, penalty I.
#[differentiable]
pub fn penalty_1(#[out] r: &mut [f64], x: &[f64]) {
    let n = x.len();
    let mut squares = 0.0;
    for i in 0..n {
        r[i] = ROOT * (x[i] - 1.0);
        squares += x[i] * x[i];
    }
    r[n] = squares - 0.25;
}

/// 24, penalty II.
#[differentiable]
pub fn penalty_2(#[out] r: &mut [f64], x: &[f64]) {
    let n = x.len();
    r[0] = x[0] - 0.2;
    let mut squares = n as f64 * x[0] * x[0];
    for i in 1..n {
        let y = (0.1 * (i + 1) as f64).exp() + (0.1 * i as f64).exp();
        r[i] = ROOT * ((0.1 * x[i]).exp() + (0.1 * x[i - 1]).exp() - y);
        r[n + i - 1] = ROOT * ((0.1 * x[i]).exp() - (-0.1_f64).exp());
        squares += (n - i) as f64 * x[i] * x[i];
    }
    r[2 * n - 1] = squares - 1.0;
}

/// 25, variably dimensioned.
#[differentiable]
pub fn variably_dimensioned(#[out] r: &mut [f64], x: &[f64]) {
    let n = x.len();
    let mut sum = 0.0;
    for i in 0..n {
        r[i] = x[i] - 1.0;
        sum += (i + 1) as f64 * (x[i] - 1.0);
    }
    r[n] = sum;
    r[n + 1] = sum * sum;
}

/// 26, trigonometric.
#[differentiable]
pub fn trigonometric<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let sum: f64 = x.iter().map(|x| x.cos()).sum();
    let mut r = [0.0; N];
    for i in 0..N {
        r[i] = N as f64 - sum + (i + 1) as f64 * (1.0 - x[i].cos()) - x[i].sin();
    }
    r
}

/// 27, Brown almost linear.
#[differentiable]
pub fn brown_almost_linear<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let (mut sum, mut product) = (0.0, 1.0);
    for i in 0..N {
        sum += x[i];
        product *= x[i];
    }
    let mut r = [0.0; N];
    for i in 0..N {
        r[i] = x[i] + sum - (N + 1) as f64;
    }
    r[N - 1] = product - 1.0;
    r
}

/// 28, discrete boundary value.
#[differentiable]
pub fn discrete_boundary<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let h = 1.0 / (N + 1) as f64;
    let mut r = [0.0; N];
    for i in 0..N {
        let t = h * (i + 1) as f64;
        let left = if i > 0 { x[i - 1] } else { 0.0 };
        let right = if i + 1 < N { x[i + 1] } else { 0.0 };
        r[i] = 2.0 * x[i] - left - right + h * h * (x[i] + t + 1.0).powi(3) / 2.0;
    }
    r
}

/// 29, discrete integral equation.
#[differentiable]
pub fn discrete_integral<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let h = 1.0 / (N + 1) as f64;
    let mut r = [0.0; N];
    for i in 0..N {
        let ti = h * (i + 1) as f64;
        let (mut below, mut above) = (0.0, 0.0);
        for j in 0..N {
            let tj = h * (j + 1) as f64;
            let cube = (x[j] + tj + 1.0).powi(3);
            if j <= i {
                below += tj * cube;
            } else {
                above += (1.0 - tj) * cube;
            }
        }
        r[i] = x[i] + h * ((1.0 - ti) * below + ti * above) / 2.0;
    }
    r
}

/// 30, Broyden tridiagonal.
#[differentiable]
pub fn broyden_tridiagonal<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let mut r = [0.0; N];
    for i in 0..N {
        let left = if i > 0 { x[i - 1] } else { 0.0 };
        let right = if i + 1 < N { x[i + 1] } else { 0.0 };
        r[i] = (3.0 - 2.0 * x[i]) * x[i] - left - 2.0 * right + 1.0;
    }
    r
}

/// 31, Broyden banded.
#[differentiable]
pub fn broyden_banded<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let mut r = [0.0; N];
    for i in 0..N {
        let mut sum = 0.0;
        for j in i.saturating_sub(5)..(i + 2).min(N) {
            if j != i {
                sum += x[j] * (1.0 + x[j]);
            }
        }
        r[i] = x[i] * (2.0 + 5.0 * x[i] * x[i]) + 1.0 - sum;
    }
    r
}

/// 32, linear, full rank.
#[differentiable]
pub fn linear_full_rank(#[out] r: &mut [f64], x: &[f64]) {
    let m = r.len();
    let sum: f64 = x.iter().sum();
    for i in 0..m {
        let own = if i < x.len() { x[i] } else { 0.0 };
        r[i] = own - 2.0 * sum / m as f64 - 1.0;
    }
}

/// 33, linear, rank 1.
#[differentiable]
pub fn linear_rank_1(#[out] r: &mut [f64], x: &[f64]) {
    let mut sum = 0.0;
    for j in 0..x.len() {
        sum += (j + 1) as f64 * x[j];
    }
    for i in 0..r.len() {
        r[i] = (i + 1) as f64 * sum - 1.0;
    }
}

/// 34, linear, rank 1 with zero columns and rows.
#[differentiable]
pub fn linear_rank_1_zeros(#[out] r: &mut [f64], x: &[f64]) {
    let (m, n) = (r.len(), x.len());
    let mut sum = 0.0;
    for j in 1..n - 1 {
        sum += (j + 1) as f64 * x[j];
    }
    r[0] = -1.0;
    for i in 1..m - 1 {
        r[i] = i as f64 * sum - 1.0;
    }
    r[m - 1] = -1.0;
}

/// 35, Chebyquad.
#[differentiable]
pub fn chebyquad<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let mut r = [0.0; N];
    for j in 0..N {
        let t = 2.0 * x[j] - 1.0;
        let (mut before, mut now) = (1.0, t);
        for i in 0..N {
            r[i] += now / N as f64;
            let next = 2.0 * t * now - before;
            before = now;
            now = next;
        }
    }
    for i in 0..N {
        if i % 2 == 1 {
            let k = (i + 1) as f64;
            r[i] += 1.0 / (k * k - 1.0);
        }
    }
    r
}
