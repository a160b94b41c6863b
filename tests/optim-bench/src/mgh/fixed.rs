//! Problems 1 to 19, whose number of unknowns is fixed.

use std::f64::consts::PI;

use chainrule::differentiable;

use super::data::{BARD, GAUSSIAN, KOWALIK_U, KOWALIK_Y, MEYER, OSBORNE_1, OSBORNE_2};

/// 1, Rosenbrock.
#[differentiable]
pub fn rosenbrock(x: &[f64; 2]) -> [f64; 2] {
    [10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]
}

/// 2, Freudenstein and Roth.
#[differentiable]
pub fn freudenstein_roth(x: &[f64; 2]) -> [f64; 2] {
    let [x, y] = *x;
    [-13.0 + x + ((5.0 - y) * y - 2.0) * y, -29.0 + x + ((y + 1.0) * y - 14.0) * y]
}

/// 3, Powell badly scaled.
#[differentiable]
pub fn powell_badly_scaled(x: &[f64; 2]) -> [f64; 2] {
    [1e4 * x[0] * x[1] - 1.0, (-x[0]).exp() + (-x[1]).exp() - 1.0001]
}

/// 4, Brown badly scaled.
#[differentiable]
pub fn brown_badly_scaled(x: &[f64; 2]) -> [f64; 3] {
    [x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2.0]
}

/// 5, Beale.
#[differentiable]
pub fn beale(x: &[f64; 2]) -> [f64; 3] {
    let [x, y] = *x;
    [1.5 - x * (1.0 - y), 2.25 - x * (1.0 - y * y), 2.625 - x * (1.0 - y * y * y)]
}

/// 6, Jennrich and Sampson.
#[differentiable]
pub fn jennrich_sampson(x: &[f64; 2]) -> [f64; 10] {
    let mut r = [0.0; 10];
    for i in 0..10 {
        let k = (i + 1) as f64;
        r[i] = 2.0 + 2.0 * k - ((k * x[0]).exp() + (k * x[1]).exp());
    }
    r
}

/// 7, helical valley.
#[differentiable]
pub fn helical_valley(x: &[f64; 3]) -> [f64; 3] {
    let turn = (x[1] / x[0]).atan() / (2.0 * PI);
    let theta = if x[0] > 0.0 { turn } else { turn + 0.5 };
    [10.0 * (x[2] - 10.0 * theta), 10.0 * ((x[0] * x[0] + x[1] * x[1]).sqrt() - 1.0), x[2]]
}

/// 8, Bard.
#[differentiable]
pub fn bard(x: &[f64; 3]) -> [f64; 15] {
    let mut r = [0.0; 15];
    for i in 0..15 {
        let u = (i + 1) as f64;
        let v = 16.0 - u;
        let w = if u < v { u } else { v };
        r[i] = BARD[i] - (x[0] + u / (v * x[1] + w * x[2]));
    }
    r
}

/// 9, Gaussian.
#[differentiable]
pub fn gaussian(x: &[f64; 3]) -> [f64; 15] {
    let mut r = [0.0; 15];
    for i in 0..15 {
        let t = (7.0 - i as f64) / 2.0;
        r[i] = x[0] * (-x[1] * (t - x[2]).powi(2) / 2.0).exp() - GAUSSIAN[i];
    }
    r
}

/// 10, Meyer.
#[differentiable]
pub fn meyer(x: &[f64; 3]) -> [f64; 16] {
    let mut r = [0.0; 16];
    for i in 0..16 {
        let t = 45.0 + 5.0 * (i + 1) as f64;
        r[i] = x[0] * (x[1] / (t + x[2])).exp() - MEYER[i];
    }
    r
}

/// 11, Gulf research and development: with `|y_i - x_2|`, where the paper prints `|y_i m i x_2|`.
#[differentiable]
pub fn gulf(x: &[f64; 3]) -> [f64; 99] {
    let mut r = [0.0; 99];
    for i in 0..99 {
        let t = (i + 1) as f64 / 100.0;
        let y = 25.0 + (-50.0 * t.ln()).powf(2.0 / 3.0);
        r[i] = (-(y - x[1]).abs().powf(x[2]) / x[0]).exp() - t;
    }
    r
}

/// 12, Box in three dimensions.
#[differentiable]
pub fn box_3d(x: &[f64; 3]) -> [f64; 10] {
    let mut r = [0.0; 10];
    for i in 0..10 {
        let t = 0.1 * (i + 1) as f64;
        r[i] = (-t * x[0]).exp() - (-t * x[1]).exp() - x[2] * ((-t).exp() - (-10.0 * t).exp());
    }
    r
}

/// 13, Powell singular.
#[differentiable]
pub fn powell_singular(x: &[f64; 4]) -> [f64; 4] {
    let (a, b) = (x[1] - 2.0 * x[2], x[0] - x[3]);
    [x[0] + 10.0 * x[1], 5_f64.sqrt() * (x[2] - x[3]), a * a, 10_f64.sqrt() * b * b]
}

/// 14, Wood.
#[differentiable]
pub fn wood(x: &[f64; 4]) -> [f64; 6] {
    [
        10.0 * (x[1] - x[0] * x[0]),
        1.0 - x[0],
        90_f64.sqrt() * (x[3] - x[2] * x[2]),
        1.0 - x[2],
        10_f64.sqrt() * (x[1] + x[3] - 2.0),
        (x[1] - x[3]) / 10_f64.sqrt(),
    ]
}

/// 15, Kowalik and Osborne.
#[differentiable]
pub fn kowalik_osborne(x: &[f64; 4]) -> [f64; 11] {
    let mut r = [0.0; 11];
    for i in 0..11 {
        let u = KOWALIK_U[i];
        r[i] = KOWALIK_Y[i] - x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]);
    }
    r
}

/// 16, Brown and Dennis.
#[differentiable]
pub fn brown_dennis(x: &[f64; 4]) -> [f64; 20] {
    let mut r = [0.0; 20];
    for i in 0..20 {
        let t = (i + 1) as f64 / 5.0;
        r[i] = (x[0] + t * x[1] - t.exp()).powi(2) + (x[2] + x[3] * t.sin() - t.cos()).powi(2);
    }
    r
}

/// 17, Osborne 1.
#[differentiable]
pub fn osborne_1(x: &[f64; 5]) -> [f64; 33] {
    let mut r = [0.0; 33];
    for i in 0..33 {
        let t = 10.0 * i as f64;
        r[i] = OSBORNE_1[i] - (x[0] + x[1] * (-t * x[3]).exp() + x[2] * (-t * x[4]).exp());
    }
    r
}

/// 18, Biggs EXP6.
#[differentiable]
pub fn biggs(x: &[f64; 6]) -> [f64; 13] {
    let mut r = [0.0; 13];
    for i in 0..13 {
        let t = 0.1 * (i + 1) as f64;
        let y = (-t).exp() - 5.0 * (-10.0 * t).exp() + 3.0 * (-4.0 * t).exp();
        r[i] = x[2] * (-t * x[0]).exp() - x[3] * (-t * x[1]).exp() + x[5] * (-t * x[4]).exp() - y;
    }
    r
}

/// 19, Osborne 2.
#[differentiable]
pub fn osborne_2(x: &[f64; 11]) -> [f64; 65] {
    let mut r = [0.0; 65];
    for i in 0..65 {
        let t = i as f64 / 10.0;
        let decay = x[0] * (-t * x[4]).exp();
        let first = x[1] * (-(t - x[8]).powi(2) * x[5]).exp();
        let second = x[2] * (-(t - x[9]).powi(2) * x[6]).exp();
        let third = x[3] * (-(t - x[10]).powi(2) * x[7]).exp();
        r[i] = OSBORNE_2[i] - (decay + first + second + third);
    }
    r
}
