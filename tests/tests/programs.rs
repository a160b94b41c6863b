//! Programs of the kind that people have: a factorization, an integrator, a network, particles, a tridiagonal system.
//!
//! The expected gradients are mpmath's `diff` of the same programs at 50 digits; second derivatives are held against
//! differences, which is what `check` does.
// Numbers have the digits that their source gives.
#![allow(clippy::excessive_precision)]

use approx::assert_relative_eq;
use chainrule::differentiable;

/// The logarithm of a determinant through the Cholesky factor; the lower triangle is read.
#[differentiable]
fn log_determinant(a: &[f64; 9], n: usize) -> f64 {
    let mut l = [[0.0; 3]; 3];
    for i in 0..n {
        for j in 0..=i {
            let mut s = a[3 * i + j];
            for k in 0..j {
                s -= l[i][k] * l[j][k];
            }
            if i == j {
                l[i][j] = s.sqrt();
            } else {
                l[i][j] = s / l[j][j];
            }
        }
    }
    let mut d = 0.0;
    for i in 0..n {
        d += 2.0 * l[i][i].ln();
    }
    d
}

/// Van der Pol's oscillator, driven.
#[differentiable]
fn field(p: &[f64; 2], #[constant] t: f64, mu: f64) -> [f64; 2] {
    [p[1], mu * (1.0 - p[0] * p[0]) * p[1] - p[0] + t.sin()]
}

/// The classical fourth-order method, with eight calls a step.
#[differentiable]
fn runge_kutta(x: f64, v: f64, mu: f64, steps: usize) -> f64 {
    let mut p = [x, v];
    let h = 0.125;
    for i in 0..steps {
        let t = i as f64 * h;
        let k1 = field(&p, t, mu);
        let k2 = field(&[p[0] + 0.5 * h * k1[0], p[1] + 0.5 * h * k1[1]], t + 0.5 * h, mu);
        let k3 = field(&[p[0] + 0.5 * h * k2[0], p[1] + 0.5 * h * k2[1]], t + 0.5 * h, mu);
        let k4 = field(&[p[0] + h * k3[0], p[1] + h * k3[1]], t + h, mu);
        for j in 0..2 {
            p[j] += h / 6.0 * (k1[j] + 2.0 * k2[j] + 2.0 * k3[j] + k4[j]);
        }
    }
    p[0] * p[0] + p[1]
}

/// Three hidden units and the cross entropy of what they say.
#[differentiable]
fn network(w: &[f64; 12], #[constant] xs: &[[f64; 2]; 4], #[constant] ys: &[f64; 4]) -> f64 {
    let mut loss = 0.0;
    for (x, y) in xs.iter().zip(ys) {
        let mut h = [0.0; 3];
        for j in 0..3 {
            h[j] = (w[3 * j] * x[0] + w[3 * j + 1] * x[1] + w[3 * j + 2]).tanh();
        }
        let mut o = 0.0;
        for j in 0..3 {
            o += w[9 + j] * h[j];
        }
        let p = 1.0 / (1.0 + (-o).exp());
        loss -= y * p.ln() + (1.0 - y) * (1.0 - p).ln();
    }
    loss
}

/// The energy of particles in the plane that see each other up to a distance of 3.
#[differentiable]
fn energy(x: &[f64]) -> f64 {
    let n = x.len() / 2;
    let mut e = 0.0;
    for i in 0..n {
        for j in 0..i {
            let dx = x[2 * i] - x[2 * j];
            let dy = x[2 * i + 1] - x[2 * j + 1];
            let r2 = dx * dx + dy * dy;
            if r2 > 9.0 {
                continue;
            }
            let s = 1.0 / (r2 * r2 * r2);
            e += 4.0 * (s * s - s);
        }
    }
    e
}

/// The squared length of the solution of a tridiagonal system, in place.
#[differentiable]
fn tridiagonal(d: &[f64], e: &[f64]) -> f64 {
    let n = d.len();
    let mut c = vec![0.0; n];
    let mut x = d.to_vec();
    for i in 0..n {
        let w = if i == 0 { 4.0 } else { 4.0 + e[i - 1] * c[i - 1] };
        c[i] = 1.0 / w;
        if i > 0 {
            x[i] = (x[i] - e[i - 1] * x[i - 1]) / w;
        } else {
            x[i] /= w;
        }
    }
    for i in (0..n - 1).rev() {
        let t = x[i + 1];
        x[i] -= c[i] * t;
    }
    let mut s = 0.0;
    for v in &x {
        s += v * v;
    }
    s
}

#[track_caller]
fn near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_relative_eq!(*found, *expected, max_relative = 1e-12, epsilon = 1e-15);
    }
}

#[test]
fn factorization() {
    let a = [4.0, 0.0, 0.0, 1.0, 3.0, 0.0, 0.5, 0.25, 2.0];
    // Twice the inverse below the diagonal, the inverse on it.
    let expected = [
        0.279_411_764_705_882_35,
        0.0,
        0.0,
        -0.176_470_588_235_294_12,
        0.364_705_882_352_941_18,
        0.0,
        -0.117_647_058_823_529_41,
        -0.047_058_823_529_411_765,
        0.517_647_058_823_529_41,
    ];
    near(&log_determinant::gradient(&a, 3), &expected);
    log_determinant::check(&a, 3);
}

#[test]
fn integrator() {
    let expected = [-1.001_739_345_849_781_9, 2.105_846_280_856_019_8, 0.234_072_026_065_803_17];
    near(&runge_kutta::gradient(0.5, 1.0, 0.75, 8), &expected);
    runge_kutta::check(0.5, 1.0, 0.75, 8);
}

#[test]
fn exclusive_or() {
    let w = [0.125, -0.25, 0.375, 0.5, 0.625, -0.75, 0.875, 1.0, 1.125, 1.25, -1.375, 1.5];
    let (xs, ys) = ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0.0, 1.0, 1.0, 0.0]);
    let expected = [
        0.839_775_278_800_228_72,
        0.747_606_126_871_856_52,
        1.672_308_483_111_950_1,
        -0.831_502_957_872_552_86,
        -0.748_326_594_318_435_54,
        -1.396_935_803_032_582_6,
        0.002_505_259_169_731_764_3,
        -0.000_317_351_529_795_930_56,
        0.470_090_047_221_579_65,
        0.467_025_098_409_277_33,
        -0.267_541_632_259_512_66,
        1.309_954_920_390_289_6,
    ];
    near(&network::gradient(&w, &xs, &ys), &expected);
    network::check(&w, &xs, &ys);
}

#[test]
fn particles() {
    let x = [0.0, 0.0, 1.25, 0.125, 0.25, 1.25, 5.0, 5.0];
    let expected = [
        -2.834_905_618_120_893_6,
        -2.534_627_034_089_195_1,
        3.129_717_670_784_320_7,
        -0.610_957_115_503_542_48,
        -0.294_812_052_663_427_02,
        3.145_584_149_592_737_6,
        0.0,
        0.0,
    ];
    near(&energy::gradient(&x), &expected);
    energy::check(&x);
}

#[test]
fn linear_system() {
    let (d, e) =
        (tridiagonal::gradient(&[1.0, 2.0, 3.0, 0.5], &[0.25, -0.125, 0.75]), tridiagonal::hessian(&[1.0], &[]));
    near(
        &d.0,
        &[0.081_091_026_730_527_404, 0.130_497_806_372_665_83, 0.378_789_696_631_025_97, -0.095_043_175_794_986_19],
    );
    near(&d.1, &[-0.043_067_949_068_535_839, -0.252_923_031_870_841_49, 0.072_815_868_201_016_484]);
    near(&e, &[0.125]);
}
