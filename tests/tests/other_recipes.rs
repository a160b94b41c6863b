//! Robots, networks and numerical recipes, as people paste them.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use std::f64::consts::{FRAC_PI_2, PI};

use chainrule::{Differentiable, differentiable};

#[differentiable]
fn det<const N: usize>(m: [[f64; N]; N]) -> f64 {
    let mut a = m;
    let mut sign = 1.0;
    let mut d = 1.0;
    for k in 0..N {
        let mut piv = k;
        for r in k + 1..N {
            if a[r][k].abs() > a[piv][k].abs() {
                piv = r;
            }
        }
        if piv != k {
            a.swap(piv, k);
            sign = -sign;
        }
        if a[k][k] == 0.0 {
            return 0.0;
        }
        d *= a[k][k];
        for r in (k + 1)..N {
            let f = a[r][k] / a[k][k];
            for c in k..N {
                a[r][c] -= f * a[k][c];
            }
        }
    }
    sign * d
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Quat {
    w: f64,
    x: f64,
    y: f64,
    z: f64,
}

#[differentiable]
impl std::ops::Mul for Quat {
    type Output = Quat;
    fn mul(self, o: Quat) -> Quat {
        Quat {
            w: self.w * o.w - self.x * o.x - self.y * o.y - self.z * o.z,
            x: self.w * o.x + self.x * o.w + self.y * o.z - self.z * o.y,
            y: self.w * o.y - self.x * o.z + self.y * o.w + self.z * o.x,
            z: self.w * o.z + self.x * o.y - self.y * o.x + self.z * o.w,
        }
    }
}

impl Quat {
    #[differentiable(associated)]
    fn from_axis_angle(axis: [f64; 3], angle: f64) -> Quat {
        let n = axis.iter().map(|a| a * a).sum::<f64>().sqrt();
        let (s, c) = (angle / 2.0).sin_cos();
        Quat { w: c, x: s * axis[0] / n, y: s * axis[1] / n, z: s * axis[2] / n }
    }
    #[differentiable]
    fn conj(#[active] &self) -> Quat {
        Quat { w: self.w, x: -self.x, y: -self.y, z: -self.z }
    }
}

#[differentiable]
fn rotate(axis: [f64; 3], angle: f64, v: [f64; 3]) -> [f64; 3] {
    let q = Quat::from_axis_angle(axis, angle);
    let p = Quat { w: 0.0, x: v[0], y: v[1], z: v[2] };
    let r = q * p * q.conj();
    [r.x, r.y, r.z]
}

/// Denavit-Hartenberg chain, 4x4 homogeneous.
struct DhLink {
    a: f64,
    alpha: f64,
    d: f64,
}

#[differentiable]
fn forward_kinematics(q: &[f64], #[constant] links: &[DhLink]) -> [f64; 3] {
    let mut t = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]];
    for (theta, link) in q.iter().zip(links.iter()) {
        let (st, ct) = theta.sin_cos();
        let (sa, ca) = link.alpha.sin_cos();
        let a = [
            [ct, -st * ca, st * sa, link.a * ct],
            [st, ct * ca, -ct * sa, link.a * st],
            [0.0, sa, ca, link.d],
            [0.0, 0.0, 0.0, 1.0],
        ];
        let mut next = [[0.0f64; 4]; 4];
        for (i, row) in next.iter_mut().enumerate() {
            for (j, cell) in row.iter_mut().enumerate() {
                *cell = (0..4).map(|k| t[i][k] * a[k][j]).sum::<f64>();
            }
        }
        t = next;
    }
    [t[0][3], t[1][3], t[2][3]]
}

/// Smooth minimum SDF scene, sphere-traced.
#[differentiable]
fn march(origin: [f64; 3], dir: [f64; 3], k: f64) -> f64 {
    let smin = |a: f64, b: f64| {
        let h = (0.5 + 0.5 * (b - a) / k).clamp(0.0, 1.0);
        b * (1.0 - h) + a * h - k * h * (1.0 - h)
    };
    let sphere = |p: [f64; 3], c: [f64; 3], r: f64| {
        ((p[0] - c[0]).powi(2) + (p[1] - c[1]).powi(2) + (p[2] - c[2]).powi(2)).sqrt() - r
    };
    let mut t = 0.0;
    for _ in 0..64 {
        let p = [origin[0] + t * dir[0], origin[1] + t * dir[1], origin[2] + t * dir[2]];
        let d = smin(sphere(p, [0.0, 0.0, 5.0], 1.0), sphere(p, [1.2, 0.0, 5.0], 0.8));
        if d < 1e-9 {
            break;
        }
        t += d;
        if t > 100.0 {
            return f64::INFINITY;
        }
    }
    t
}

#[differentiable]
fn layer_norm(x: &[f64], gamma: &[f64], beta: &[f64]) -> Vec<f64> {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let var = x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
    let inv = (var + 1e-5).sqrt().recip();
    x.iter().zip(gamma).zip(beta).map(|((v, g), b)| g * (v - mean) * inv + b).collect()
}

#[differentiable]
fn gelu(x: f64) -> f64 {
    0.5 * x * (1.0 + ((2.0 / PI).sqrt() * (x + 0.044715 * x.powi(3))).tanh())
}

#[differentiable]
fn mlp<const I: usize, const H: usize>(
    w1: &[[f64; I]; H],
    b1: &[f64; H],
    w2: &[f64; H],
    #[constant] x: &[f64; I],
) -> f64 {
    let hidden: [f64; H] = std::array::from_fn(|h| {
        let z: f64 = w1[h].iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + b1[h];
        gelu(z)
    });
    hidden.iter().zip(w2.iter()).map(|(h, w)| h * w).sum()
}

#[differentiable]
fn cross_entropy(logits: &[f64], #[constant] labels: &[usize], classes: usize) -> f64 {
    let batch = labels.len();
    logits
        .chunks(classes)
        .zip(labels)
        .map(|(row, &y)| {
            let m = row.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
            let lse = m + row.iter().map(|z| (z - m).exp()).sum::<f64>().ln();
            lse - row[y]
        })
        .sum::<f64>()
        / batch as f64
}

struct Gru {
    hidden: usize,
}
impl Gru {
    #[differentiable]
    fn step(&self, w: &[f64], h: &[f64], x: f64) -> Vec<f64> {
        let n = self.hidden;
        let sigmoid = |z: f64| 1.0 / (1.0 + (-z).exp());
        let mut out = Vec::with_capacity(n);
        for i in 0..n {
            let base = i * 6;
            let z = sigmoid(w[base] * x + w[base + 1] * h[i]);
            let r = sigmoid(w[base + 2] * x + w[base + 3] * h[i]);
            let cand = (w[base + 4] * x + w[base + 5] * (r * h[i])).tanh();
            out.push((1.0 - z) * h[i] + z * cand);
        }
        out
    }
}

/// Unicycle MPC cost.
#[differentiable]
fn mpc_cost(controls: &[[f64; 2]], start: [f64; 3], #[constant] goal: (f64, f64), dt: f64) -> f64 {
    let mut state = start;
    let mut cost = 0.0;
    for &[v, omega] in controls {
        let [x, y, th] = state;
        state = [x + v * th.cos() * dt, y + v * th.sin() * dt, th + omega * dt];
        let err = (state[0] - goal.0).hypot(state[1] - goal.1);
        cost += err * err + 0.1 * v.powi(2) + 0.01 * omega.powi(2);
    }
    cost
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Sir {
    s: f64,
    i: f64,
    r: f64,
}

#[differentiable]
fn deriv(#[active] st: Sir, beta: f64, gamma: f64) -> Sir {
    let n = st.s + st.i + st.r;
    let inf = beta * st.s * st.i / n;
    Sir { s: -inf, i: inf - gamma * st.i, r: gamma * st.i }
}

#[differentiable]
fn peak_infected(beta: f64, gamma: f64, days: usize) -> f64 {
    let mut st = Sir { s: 990.0, i: 10.0, r: 0.0 };
    let mut peak = 0.0_f64;
    for _ in 0..days {
        let k1 = deriv(st, beta, gamma);
        let mid = Sir { s: st.s + 0.5 * k1.s, i: st.i + 0.5 * k1.i, r: st.r + 0.5 * k1.r };
        let k2 = deriv(mid, beta, gamma);
        st = Sir { s: st.s + k2.s, i: st.i + k2.i, r: st.r + k2.r };
        if st.i > peak {
            peak = st.i;
        }
    }
    peak
}

/// Peng-Robinson compressibility, largest real root of the cubic (Cardano).
#[differentiable]
fn compressibility(t: f64, p: f64, tc: f64, pc: f64, omega: f64) -> f64 {
    let r = 8.314462618;
    let kappa = 0.37464 + 1.54226 * omega - 0.26992 * omega.powi(2);
    let alpha = (1.0 + kappa * (1.0 - (t / tc).sqrt())).powi(2);
    let a = 0.45724 * r * r * tc * tc / pc * alpha;
    let b = 0.07780 * r * tc / pc;
    let (aa, bb) = (a * p / (r * t).powi(2), b * p / (r * t));
    let (c2, c1, c0) = (bb - 1.0, aa - 3.0 * bb * bb - 2.0 * bb, bb.powi(3) + bb * bb - aa * bb);
    let q = (3.0 * c1 - c2 * c2) / 9.0;
    let rr = (9.0 * c2 * c1 - 27.0 * c0 - 2.0 * c2.powi(3)) / 54.0;
    let disc = q.powi(3) + rr * rr;
    if disc >= 0.0 {
        let s = (rr + disc.sqrt()).cbrt();
        let tt = (rr - disc.sqrt()).cbrt();
        s + tt - c2 / 3.0
    } else {
        let theta = (rr / (-q.powi(3)).sqrt()).acos();
        2.0 * (-q).sqrt() * (theta / 3.0).cos() - c2 / 3.0
    }
}

/// Diode clipper operating point, damped Newton.
#[differentiable]
fn diode(v_in: f64, r: f64, i_s: f64) -> Option<f64> {
    let vt = 0.02585;
    let mut v = if v_in > 0.6 { 0.6 } else { v_in };
    for _ in 0..100 {
        let e = (v / vt).exp();
        let f = (v_in - v) / r - i_s * (e - 1.0);
        let df = -1.0 / r - i_s * e / vt;
        let dv = f / df;
        v -= dv;
        if dv.abs() < 1e-13 {
            return Some(v);
        }
    }
    None
}

/// Thomas algorithm.
#[differentiable]
fn tridiagonal(a: &[f64], b: &[f64], c: &[f64], d: &[f64]) -> Vec<f64> {
    let n = d.len();
    assert!(n > 0 && a.len() == n && b.len() == n && c.len() == n);
    let mut cp = vec![0.0; n];
    let mut dp = vec![0.0; n];
    cp[0] = c[0] / b[0];
    dp[0] = d[0] / b[0];
    for i in 1..n {
        let m = b[i] - a[i] * cp[i - 1];
        cp[i] = c[i] / m;
        dp[i] = (d[i] - a[i] * dp[i - 1]) / m;
    }
    let mut x = dp.clone();
    for i in (0..n - 1).rev() {
        x[i] -= cp[i] * x[i + 1];
    }
    x
}

/// Natural cubic spline through knots, evaluated at t.
#[differentiable]
fn spline(xs: &[f64], ys: &[f64], t: f64) -> f64 {
    let n = xs.len();
    let mut y2 = vec![0.0; n];
    let mut u = vec![0.0; n];
    for i in 1..n - 1 {
        let sig = (xs[i] - xs[i - 1]) / (xs[i + 1] - xs[i - 1]);
        let p = sig * y2[i - 1] + 2.0;
        y2[i] = (sig - 1.0) / p;
        u[i] = (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) - (ys[i] - ys[i - 1]) / (xs[i] - xs[i - 1]);
        u[i] = (6.0 * u[i] / (xs[i + 1] - xs[i - 1]) - sig * u[i - 1]) / p;
    }
    for k in (0..n - 1).rev() {
        y2[k] = y2[k] * y2[k + 1] + u[k];
    }
    let (mut klo, mut khi) = (0usize, n - 1);
    while khi - klo > 1 {
        let k = (khi + klo) >> 1;
        if xs[k] > t { khi = k } else { klo = k }
    }
    let h = xs[khi] - xs[klo];
    let a = (xs[khi] - t) / h;
    let b = (t - xs[klo]) / h;
    a * ys[klo] + b * ys[khi] + ((a.powi(3) - a) * y2[klo] + (b.powi(3) - b) * y2[khi]) * (h * h) / 6.0
}

/// Romberg integration of a closure.
#[differentiable]
fn romberg(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    let mut r = [[0.0; 6]; 6];
    let mut h = b - a;
    r[0][0] = 0.5 * h * (f(a) + f(b));
    for i in 1..6 {
        h *= 0.5;
        let mut sum = 0.0;
        for k in (1..(1 << i)).step_by(2) {
            sum += f(a + k as f64 * h);
        }
        r[i][0] = 0.5 * r[i - 1][0] + h * sum;
        for j in 1..=i {
            r[i][j] = r[i][j - 1] + (r[i][j - 1] - r[i - 1][j - 1]) / (4f64.powi(j as i32) - 1.0);
        }
    }
    r[5][5]
}

#[differentiable]
fn pendulum_period(amplitude: f64, length: f64) -> f64 {
    let k2 = (amplitude / 2.0).sin().powi(2);
    4.0 * (length / 9.81).sqrt() * romberg(|phi| 1.0 / (1.0 - k2 * phi.sin().powi(2)).sqrt(), 0.0, FRAC_PI_2)
}

/// Clenshaw
#[differentiable]
fn chebyshev(c: &[f64], x: f64) -> f64 {
    let (b1, b2) = c.iter().skip(1).rev().fold((0.0, 0.0), |(b1, b2), &ck| (2.0 * x * b1 - b2 + ck, b1));
    x * b1 - b2 + c[0]
}

/// QR by Givens, returns the least-squares solution.
#[differentiable]
fn givens_lstsq(a: [[f64; 2]; 4], b: [f64; 4]) -> [f64; 2] {
    let (mut a, mut b) = (a, b);
    for j in 0..2 {
        for i in (j + 1..4).rev() {
            let (p, q) = (a[i - 1][j], a[i][j]);
            let r = p.hypot(q);
            if r == 0.0 {
                continue;
            }
            let (c, s) = (p / r, q / r);
            for k in j..2 {
                let (u, v) = (a[i - 1][k], a[i][k]);
                a[i - 1][k] = c * u + s * v;
                a[i][k] = c * v - s * u;
            }
            let (u, v) = (b[i - 1], b[i]);
            b[i - 1] = c * u + s * v;
            b[i] = c * v - s * u;
        }
    }
    let x1 = b[1] / a[1][1];
    [(b[0] - a[0][1] * x1) / a[0][0], x1]
}

/// Arrhenius network, adaptive step Heun with error control
#[differentiable]
fn adaptive(k1: f64, k2: f64, t_end: f64) -> f64 {
    let rhs = |y: [f64; 2]| [-k1 * y[0] * y[0], k1 * y[0] * y[0] - k2 * y[1]];
    let mut y = [1.0, 0.0];
    let mut t = 0.0;
    let mut dt: f64 = 0.1;
    while t < t_end {
        if t + dt > t_end {
            dt = t_end - t;
        }
        let f0 = rhs(y);
        let pred = [y[0] + dt * f0[0], y[1] + dt * f0[1]];
        let f1 = rhs(pred);
        let next = [y[0] + 0.5 * dt * (f0[0] + f1[0]), y[1] + 0.5 * dt * (f0[1] + f1[1])];
        let err = next.iter().zip(pred.iter()).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        if err < 1e-4 {
            y = next;
            t += dt;
            dt *= 1.5;
        } else {
            dt *= 0.5;
        }
    }
    y[1]
}

/// Value, gradient and Hessian against differences.
macro_rules! checks {
    ($($name:ident: $function:ident($($arg:expr),*);)*) => {
        mod checked {
            use super::*;
            $(
                #[test]
                fn $name() {
                    $function::check($($arg),*);
                }
            )*
        }
    };
}
/// A Jacobian, row by row, against differences of a function of the flat point.
fn agrees(f: impl Fn(&[f64]) -> Vec<f64>, x: &[f64], jacobian: &[f64]) {
    let (n, m, h) = (x.len(), f(x).len(), 1e-5);
    assert_eq!(jacobian.len(), n * m);
    let moved = |c: usize, h: f64| f(&(0..n).map(|k| if k == c { x[k] + h } else { x[k] }).collect::<Vec<_>>());
    for c in 0..n {
        for (r, (above, below)) in moved(c, h).iter().zip(moved(c, -h)).enumerate() {
            let (got, expected) = (jacobian[r * n + c], (above - below) / (2.0 * h));
            assert!((got - expected).abs() <= 1e-6 * (1.0 + got.abs()), "row {r}, column {c}: {got} for {expected}");
        }
    }
}

checks! {
    determinants: det([[1.0, 2.0, 0.5], [3.0, 1.0, 0.2], [0.3, 0.7, 2.0]]);
    rays: march([0.1, 0.05, 0.0], [0.0, 0.0, 1.0], 0.3);
    networks: mlp(&[[0.1, 0.2], [-0.3, 0.4], [0.5, 0.6]], &[0.1, 0.0, -0.1], &[1.0, 2.0, 3.0], &[0.5, -0.7]);
    classes: cross_entropy(&[0.1, 0.5, -0.2, 1.0, 0.0, 0.3], &[1, 0], 3);
    epidemics: peak_infected(0.3, 0.1, 100);
    gases: compressibility(300.0, 5e6, 190.6, 4.6e6, 0.011);
    pendulums: pendulum_period(1.0, 1.0);
    steps_that_adapt: adaptive(1.0, 0.5, 2.0);
}

#[test]
fn jacobians() {
    let links = [DhLink { a: 0.5, alpha: 0.3, d: 0.1 }, DhLink { a: 0.4, alpha: -0.2, d: 0.2 }];
    let q = [0.3, 0.5];
    agrees(|q| forward_kinematics(q, &links).to_vec(), &q, &forward_kinematics::jacobian(&q, &links));
    let (gru, w) = (Gru { hidden: 2 }, [-0.5, -0.4, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
    let jacobian = gru.step_jacobian(&w, &[0.3, -0.2], 0.7);
    agrees(|x| gru.step(&x[..12], &x[12..14], x[14]), &[&w[..], &[0.3, -0.2, 0.7]].concat(), &jacobian);
    let (a, b, c, d) = ([0.0, 0.2, 0.3], [2.0, 2.5, 3.0], [0.4, 0.1, 0.0], [1.0, 2.0, 3.0]);
    let jacobian = tridiagonal::jacobian(&a, &b, &c, &d);
    agrees(|x| tridiagonal(&x[..3], &x[3..6], &x[6..9], &x[9..]), &[a, b, c, d].concat(), &jacobian);
    let x = [0.1, 0.7, -0.4, 1.0, 2.0, 3.0, 0.0, 0.0, 0.0];
    let jacobian = layer_norm::jacobian(&x[..3], &x[3..6], &x[6..]);
    agrees(|x| layer_norm(&x[..3], &x[3..6], &x[6..]), &x, &jacobian);
    let jacobian = rotate::jacobian([0.1, 0.4, 0.9], 0.7, [1.0, 2.0, 3.0]);
    let rotated = |x: &[f64]| rotate([x[0], x[1], x[2]], x[3], [x[4], x[5], x[6]]).to_vec();
    agrees(rotated, &[0.1, 0.4, 0.9, 0.7, 1.0, 2.0, 3.0], jacobian.as_flattened());
    let solved = |x: &[f64]| {
        givens_lstsq([[x[0], x[1]], [x[2], x[3]], [x[4], x[5]], [x[6], x[7]]], [x[8], x[9], x[10], x[11]]).to_vec()
    };
    let x = [1.0, 2.0, 3.0, 1.0, 0.5, 0.2, 1.0, 1.0, 1.0, 2.0, 3.0, 4.0];
    let jacobian = givens_lstsq::jacobian([[1.0, 2.0], [3.0, 1.0], [0.5, 0.2], [1.0, 1.0]], [1.0, 2.0, 3.0, 4.0]);
    agrees(solved, &x, jacobian.as_flattened());
}

#[test]
fn gradients_in_parts() {
    let (xs, ys) = ([0.0, 1.0, 2.5, 3.0], [1.0, 0.0, 2.0, 1.5]);
    let (by_x, by_y, by_t) = spline::gradient(&xs, &ys, 1.7);
    agrees(
        |p| vec![spline(&p[..4], &p[4..8], p[8])],
        &[&xs[..], &ys, &[1.7]].concat(),
        &[by_x, by_y, vec![by_t]].concat(),
    );
    let (by_c, by_x) = chebyshev::gradient(&[1.0, 0.5, 0.3, -0.2], 0.4);
    agrees(|p| vec![chebyshev(&p[..4], p[4])], &[1.0, 0.5, 0.3, -0.2, 0.4], &[by_c, vec![by_x]].concat());
    let cost = |p: &[f64]| vec![mpc_cost(&[[p[0], p[1]], [p[2], p[3]]], [p[4], p[5], p[6]], (2.0, 1.0), p[7])];
    let (controls, start, dt) = mpc_cost::gradient(&[[1.0, 0.1], [0.9, -0.2]], [0.0, 0.0, 0.3], (2.0, 1.0), 0.1);
    let gradient = [controls.as_flattened(), &start, &[dt]].concat();
    agrees(cost, &[1.0, 0.1, 0.9, -0.2, 0.0, 0.0, 0.3, 0.1], &gradient);
    let by_voltage = diode::gradient(2.0, 1000.0, 1e-9).map(|gradient| gradient[0]);
    agrees(|v| vec![diode(v[0], 1000.0, 1e-9).unwrap_or(f64::NAN)], &[2.0], &[by_voltage.unwrap_or(f64::NAN)]);
}
