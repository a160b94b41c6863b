//! `gmm`: the likelihood of a mixture of Gaussians, with a Wishart prior.

use std::f64::consts::PI;

use chainrule::differentiable;
use serde::{Deserialize, Serialize};

use super::lse::log_sum_exp;
use super::{Function, refuse_if};
use crate::Table;
use crate::run::run;

pub(crate) const FUNCTIONS: [Function; 2] = [
    Function {
        name: "objective",
        run: |input| run(input, Problem::new, |p| log_posterior(&p.alpha, &p.mu, &p.q, &p.l, &p.points, &p.prior)),
    },
    Function {
        name: "jacobian",
        run: |input| {
            run(input, Problem::new, |p| {
                Output::new(p.d, log_posterior::gradient(&p.alpha, &p.mu, &p.q, &p.l, &p.points, &p.prior))
            })
        },
    },
];

#[derive(Deserialize)]
struct Input {
    d: usize,
    k: usize,
    n: usize,
    x: Table,
    m: u32,
    gamma: f64,
    alpha: Vec<f64>,
    mu: Table,
    q: Table,
    l: Table,
}

/// What `log_posterior` takes, in `d` dimensions.
struct Problem {
    d: usize,
    alpha: Vec<f64>,
    mu: Vec<f64>,
    q: Vec<f64>,
    l: Vec<f64>,
    points: Vec<f64>,
    prior: Wishart,
}

impl Problem {
    fn new(input: Input) -> Result<Self, String> {
        let Input { d, k, n, x, m, gamma, alpha, mu, q, l } = input;
        refuse_if(d == 0 || k == 0, "`d` and `k` must be 1 or more")?;
        refuse_if(gamma.is_nan() || gamma <= 0.0, "`gamma` must be positive")?;
        refuse_if(alpha.len() != k, format!("`alpha` must have {k} numbers, not {}", alpha.len()))?;
        x.check("x", n, d)?;
        mu.check("mu", k, d)?;
        q.check("q", k, d)?;
        l.check("l", k, d * (d - 1) / 2)?;
        let prior = Wishart::new(d, m, gamma);
        Ok(Self { d, alpha, mu: mu.values, q: q.values, l: l.values, points: x.values, prior })
    }
}

/// A gradient as the suite wants it.
#[derive(Serialize)]
struct Output {
    alpha: Vec<f64>,
    mu: Table,
    q: Table,
    l: Table,
}

impl Output {
    fn new(d: usize, (alpha, mu, q, l): (Vec<f64>, Vec<f64>, Vec<f64>, Vec<f64>)) -> Self {
        let k = alpha.len();
        Self { alpha, mu: Table::new(k, d, mu), q: Table::new(k, d, q), l: Table::new(k, d * (d - 1) / 2, l) }
    }
}

/// A Wishart prior of the inverse covariances.
#[derive(Debug)]
pub struct Wishart {
    gamma: f64,
    m: f64,
    /// The logarithm of its norm.
    norm: f64,
}

impl Wishart {
    /// The prior in `d` dimensions with `d + m + 1` degrees of freedom, and `1 / gamma²` on the diagonal of its scale matrix.
    #[must_use]
    pub fn new(d: usize, m: u32, gamma: f64) -> Self {
        let m = f64::from(m);
        let freedom = d as f64 + m + 1.0;
        let norm = freedom * d as f64 * (gamma.ln() - 0.5 * 2f64.ln()) - ln_multigamma(d, freedom);
        Self { gamma, m, norm }
    }
}

/// The logarithm of the multivariate gamma function in `d` dimensions, at n/2.
fn ln_multigamma(d: usize, n: f64) -> f64 {
    let factors = (0..d).map(|j| ln_gamma_half(n - j as f64));
    0.25 * (d * (d - 1)) as f64 * PI.ln() + factors.sum::<f64>()
}

/// `ln Γ(n/2)`, n a positive whole number, by `Γ(x) = (x - 1) Γ(x - 1)`.
fn ln_gamma_half(n: f64) -> f64 {
    let mut x = 0.5 * n;
    let mut sum = 0.0;
    while x > 1.0 {
        x -= 1.0;
        sum += x.ln();
    }
    // Γ(1/2) = √π, Γ(1) = 1.
    if x < 1.0 { sum + 0.5 * PI.ln() } else { sum }
}

/// The logarithm of the probability of the points and of a mixture of Gaussians, as many as `alpha` has numbers.
///
/// `alpha` are the logarithms of the weights, up to a constant; `mu` the means, `d` numbers each. The inverse covariances are `Qᵀ Q`: `q` are the
/// logarithms of the diagonals of the Q, `d` numbers each, and `l` what is below, column by column, `d (d - 1) / 2` numbers each.
#[differentiable(constant(points, prior))]
#[must_use]
pub fn log_posterior(alpha: &[f64], mu: &[f64], q: &[f64], l: &[f64], points: &[f64], prior: &Wishart) -> f64 {
    let d = mu.len() / alpha.len();
    let diagonal: Vec<f64> = q.iter().map(|q| q.exp()).collect();
    let volume: Vec<f64> = q.chunks_exact(d).map(|q| q.iter().sum()).collect();
    let squares = squared_norm(&diagonal) + squared_norm(l);
    let belief = alpha.len() as f64 * prior.norm - 0.5 * prior.gamma * prior.gamma * squares
        + prior.m * volume.iter().sum::<f64>();
    log_likelihood(alpha, mu, &diagonal, &volume, l, points) + belief
}

/// The logarithm of the probability of the points.
#[differentiable(constant(points))]
fn log_likelihood(alpha: &[f64], mu: &[f64], diagonal: &[f64], volume: &[f64], l: &[f64], points: &[f64]) -> f64 {
    let k = alpha.len();
    let d = mu.len() / k;
    let size = d * (d - 1) / 2;
    let mut sum = 0.0;
    for x in points.chunks_exact(d) {
        let mut terms = vec![0.0; k];
        for j in 0..k {
            let square = squared_distance(x, &mu[j * d..][..d], &diagonal[j * d..][..d], &l[j * size..][..size]);
            terms[j] = alpha[j] + volume[j] - 0.5 * square;
        }
        sum += log_sum_exp(&terms);
    }
    let n = points.len() / d;
    sum - n as f64 * (0.5 * d as f64 * (2.0 * PI).ln() + log_sum_exp(alpha))
}

/// `|Q (x - μ)|²`, where Q has `diagonal`, and `l` below, column by column.
#[differentiable(constant(x))]
fn squared_distance(x: &[f64], mu: &[f64], diagonal: &[f64], l: &[f64]) -> f64 {
    let d = x.len();
    let mut y = vec![0.0; d];
    for i in 0..d {
        y[i] = diagonal[i] * (x[i] - mu[i]);
    }
    let mut at = 0;
    for i in 0..d {
        let centered = x[i] - mu[i];
        for j in i + 1..d {
            y[j] += l[at] * centered;
            at += 1;
        }
    }
    squared_norm(&y)
}

#[differentiable]
fn squared_norm(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum()
}
