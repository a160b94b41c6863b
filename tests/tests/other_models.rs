//! Models, transforms and small interpreters, of kinds that test suites of other systems have.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};
use chainrule_tests::agree;

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct Body {
    m: f64,
    q: [f64; 3],
    v: [f64; 3],
}

#[differentiable]
fn energy(#[active] bodies: &[Body]) -> f64 {
    let mut e = 0.0;
    for (i, b) in bodies.iter().enumerate() {
        e += 0.5 * b.m * b.v.iter().map(|v| v * v).sum::<f64>();
        for c in &bodies[i + 1..] {
            let d2: f64 = b.q.iter().zip(&c.q).map(|(p, q)| (p - q).powi(2)).sum();
            e -= b.m * c.m / d2.sqrt();
        }
    }
    e
}

#[differentiable]
fn normal(mu: &[f64; 2], l: &[f64; 3], #[constant] ys: &[[f64; 2]]) -> f64 {
    let (a, b, c) = (l[0].exp(), l[1], l[2].exp());
    ys.iter()
        .map(|y| {
            let z0 = (y[0] - mu[0]) / a;
            let z1 = (y[1] - mu[1] - b * z0) / c;
            -0.5 * (z0 * z0 + z1 * z1) - a.ln() - c.ln()
        })
        .sum()
}

#[differentiable]
fn hidden_markov(theta: &[[f64; 2]; 2], mu: &[f64; 2], #[constant] y: &[f64]) -> f64 {
    let lse = |a: f64, b: f64| {
        let m = a.max(b);
        m + ((a - m).exp() + (b - m).exp()).ln()
    };
    let mut acc = [0.0; 2];
    for (t, yt) in y.iter().enumerate() {
        let prev = acc;
        for k in 0..2 {
            let emit = -0.5 * (yt - mu[k]).powi(2);
            acc[k] = if t == 0 { emit } else { lse(prev[0] + theta[0][k], prev[1] + theta[1][k]) + emit };
        }
    }
    lse(acc[0], acc[1])
}

/// Two buffers that take turns until nothing changes: the solution of a linear system, times its right side.
#[differentiable(allow(unused_parameter))]
fn jacobi(b: &[f64], tol: f64) -> f64 {
    let n = b.len();
    let (mut x, mut y) = (vec![0.0; n], vec![0.0; n]);
    loop {
        let mut change: f64 = 0.0;
        for i in 0..n {
            let left = if i > 0 { x[i - 1] } else { 0.0 };
            let right = if i + 1 < n { x[i + 1] } else { 0.0 };
            y[i] = (b[i] + left + right) / 4.0;
            change = change.max((y[i] - x[i]).abs());
        }
        std::mem::swap(&mut x, &mut y);
        if change < tol {
            break;
        }
    }
    x.iter().zip(b).map(|(x, b)| x * b).sum()
}

#[differentiable]
fn counted_down(x: f64, n: i32) -> f64 {
    let mut i = n;
    let mut r = x;
    loop {
        r = match i % 3 {
            0 => r * x,
            1 => r + x,
            _ => r - 1.0 / x,
        };
        i -= 1;
        if i <= 0 {
            break r;
        }
    }
}

#[differentiable]
fn interpolated(x: f64, #[constant] xs: &[f64], ys: &[f64]) -> f64 {
    let k = xs.partition_point(|v| *v <= x).clamp(1, xs.len() - 1);
    let t = (x - xs[k - 1]) / (xs[k] - xs[k - 1]);
    ys[k - 1] * (1.0 - t) + ys[k] * t
}

#[differentiable]
fn convolution(x: &[f64], k: &[f64]) -> Vec<f64> {
    let n = x.len() + k.len() - 1;
    (0..n)
        .map(|i| {
            let lo = i.saturating_sub(k.len() - 1);
            let hi = i.min(x.len() - 1);
            (lo..=hi).map(|j| x[j] * k[i - j]).sum::<f64>()
        })
        .collect()
}

#[differentiable]
fn softmax(x: &[f64]) -> Vec<f64> {
    let m = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let e: Vec<f64> = x.iter().map(|v| (v - m).exp()).collect();
    let s: f64 = e.iter().sum();
    e.into_iter().map(|v| v / s).collect()
}

#[differentiable]
fn attention(q: &[[f64; 2]; 3], k: &[[f64; 2]; 3]) -> f64 {
    let mut out = 0.0;
    for qi in q {
        let score = |kj: &[f64; 2]| qi.iter().zip(kj).map(|(a, b)| a * b).sum::<f64>() / 2f64.sqrt();
        let scores: Vec<f64> = k.iter().map(score).collect();
        let p = softmax(&scores);
        out += p.iter().enumerate().map(|(i, p)| p * (i as f64 + 1.0)).sum::<f64>();
    }
    out
}

#[differentiable]
fn fft(re: &mut [f64], im: &mut [f64]) {
    let n = re.len();
    if n == 1 {
        return;
    }
    let (mut er, mut ei) = (vec![0.0; n / 2], vec![0.0; n / 2]);
    let (mut or, mut oi) = (vec![0.0; n / 2], vec![0.0; n / 2]);
    for i in 0..n / 2 {
        er[i] = re[2 * i];
        ei[i] = im[2 * i];
        or[i] = re[2 * i + 1];
        oi[i] = im[2 * i + 1];
    }
    fft(&mut er, &mut ei);
    fft(&mut or, &mut oi);
    for i in 0..n / 2 {
        let (s, c) = (-2.0 * std::f64::consts::PI * i as f64 / n as f64).sin_cos();
        let (tr, ti) = (c * or[i] - s * oi[i], s * or[i] + c * oi[i]);
        re[i] = er[i] + tr;
        im[i] = ei[i] + ti;
        re[i + n / 2] = er[i] - tr;
        im[i + n / 2] = ei[i] - ti;
    }
}

/// All of the spectrum is as large as what it is of, times its length.
#[differentiable]
fn spectrum(x: &[f64]) -> f64 {
    let mut re = x.to_vec();
    let mut im = vec![0.0; x.len()];
    fft(&mut re, &mut im);
    re.iter().zip(&im).map(|(a, b)| a * a + b * b).sum()
}

#[differentiable]
fn secant(a: f64) -> f64 {
    let f = |x: f64| x * x * x - a;
    let (mut x0, mut x1) = (1.0, 2.0);
    for _ in 0..30 {
        let (f0, f1) = (f(x0), f(x1));
        if (f1 - f0).abs() < 1e-14 {
            break;
        }
        let x2 = x1 - f1 * (x1 - x0) / (f1 - f0);
        x0 = x1;
        x1 = x2;
    }
    x1
}

#[differentiable]
fn stack(x: &[f64]) -> f64 {
    let mut st: Vec<f64> = Vec::new();
    for v in x {
        st.push(*v);
        if st.len() > 2 {
            let a = st.pop().unwrap();
            let b = st.pop().unwrap();
            st.push(a * b + 1.0);
        }
    }
    let mut s = 0.0;
    while let Some(v) = st.pop() {
        s = s * 0.5 + v;
    }
    s
}

/// Characters behind references, as patterns.
#[differentiable]
fn postfix(x: f64, y: f64, #[constant] program: &[char]) -> f64 {
    let mut st = vec![x, y];
    for c in program {
        let b = st.pop().unwrap();
        let a = st.pop().unwrap();
        st.push(match c {
            '+' => a + b,
            '*' => a * b,
            '-' => a - b,
            'a'..='f' => a,
            _ => a / b,
        });
        st.push(x);
    }
    st[0]
}

#[differentiable]
fn matrix_exponential(a: &[[f64; 2]; 2]) -> [[f64; 2]; 2] {
    let mut r = [[1.0, 0.0], [0.0, 1.0]];
    let mut t = r;
    for k in 1..18 {
        let mut n = [[0.0; 2]; 2];
        for i in 0..2 {
            for j in 0..2 {
                for l in 0..2 {
                    n[i][j] += t[i][l] * a[l][j] / k as f64;
                }
            }
        }
        t = n;
        for i in 0..2 {
            for j in 0..2 {
                r[i][j] += t[i][j];
            }
        }
    }
    r
}

const X: [f64; 4] = [0.7, 0.2, 0.9, 0.4];

agree! {
    spectrum_of_four: spectrum(X.to_vec());
    a_stack_of_numbers: stack(X.to_vec());
}

#[test]
fn a_spectrum_has_the_energy_of_its_signal() {
    let gradient = spectrum::gradient(&X);
    assert!(gradient.iter().zip(X).all(|(g, x)| (g - 8.0 * x).abs() < 1e-14), "{gradient:?}");
}

#[test]
fn likelihoods() {
    normal::check(&[0.1, 0.2], &[0.3, 0.4, 0.5], &[[1.0, 2.0], [0.3, 0.1]]);
    hidden_markov::check(&[[-0.5, -1.0], [-1.2, -0.3]], &[0.1, 1.5], &[0.2, 1.3, 1.7, -0.2]);
    let body = |m: f64| Body { m, q: [0.1 * m, 0.2, m * m], v: [0.3, m, 0.1] };
    energy::check(&[body(1.0), body(0.5), body(2.0)]);
}

#[test]
fn iterations_that_have_converged() {
    // Of b·A⁻¹b with a symmetric A the gradient is twice the solution.
    let b = [1.0, 2.0, 0.5];
    let gradient = jacobi::gradient(&b, 1e-15).0;
    let back: Vec<f64> = (0..3)
        .map(|i| {
            let x = |k: usize| 0.5 * gradient[k];
            4.0 * x(i) - if i > 0 { x(i - 1) } else { 0.0 } - if i < 2 { x(i + 1) } else { 0.0 }
        })
        .collect();
    assert!(back.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12), "{back:?}");
    let slope = secant::derivative(3.0);
    assert!((slope - 1.0 / (3.0 * 3f64.cbrt().powi(2))).abs() < 1e-9, "{slope}");
}

#[test]
fn choices_of_the_program() {
    counted_down::check(1.3, 7);
    interpolated::check(0.35, &[0.0, 0.3, 1.0], &[1.0, 2.0, 4.0]);
    postfix::check(0.4, 1.3, &['+', '*', '-']);
    postfix::check(0.4, 1.3, &['c', '/']);
    // (0.4 + 1.3) * 0.4 - 0.4
    let gradient = postfix::gradient(0.4, 1.3, &['+', '*', '-']);
    assert!((gradient[0] - (0.4 + 1.7 - 1.0)).abs() < 1e-15 && gradient[1] == 0.4, "{gradient:?}");
}

#[test]
fn lists_that_are_made_of_others() {
    let (by_x, by_k) = convolution::vjp(&[1.0, 2.0], &[3.0, 4.0, 5.0], &[1.0, 0.0, 0.0, 10.0]);
    assert_eq!((by_x, by_k), (vec![3.0, 50.0], vec![1.0, 0.0, 20.0]));
    let j = softmax::jacobian(&[0.1, 0.5]);
    let p = softmax(&[0.1, 0.5]);
    assert!((j[0] - p[0] * (1.0 - p[0])).abs() < 1e-15 && (j[1] + p[0] * p[1]).abs() < 1e-15, "{j:?}");
    attention::check(&[[0.1, 0.2], [0.4, 0.3], [0.6, -0.2]], &[[0.5, 0.2], [0.1, -0.3], [0.2, 0.2]]);
}

#[test]
fn the_exponential_of_a_diagonal_matrix() {
    let (a, d) = (0.3_f64, -0.7_f64);
    let along = matrix_exponential::jvp(&[[a, 0.0], [0.0, d]], [[1.0, 1.0], [0.0, 0.0]]);
    let expected = [[a.exp(), (a.exp() - d.exp()) / (a - d)], [0.0, 0.0]];
    assert!((0..4).all(|k| (along[k / 2][k % 2] - expected[k / 2][k % 2]).abs() < 1e-14), "{along:?}");
}
