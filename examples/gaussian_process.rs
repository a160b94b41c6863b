//! The hyper-parameters of a Gaussian process: the level of Lake Huron.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example gaussian_process
//! ```
//!
//! One idea: the marginal likelihood goes through a Cholesky factorization, and so do its derivatives. The kernel is the exponential
//! one, which makes the process a Markov chain: its likelihood in closed form is the second witness, and statisticians know it by
//! another name, an autoregression of order one.

use std::{error::Error, process::ExitCode};

use chainrule::{Newton, differentiable};
use chainrule_examples::{Checks, run};

/// The level of Lake Huron, 1875 to 1972, in feet. Brockwell and Davis, *Time Series: Theory and Methods* (1991): the data set
/// `LakeHuron` of R.
#[rustfmt::skip]
const LEVELS: [f64; 98] = [
    580.38, 581.86, 580.97, 580.80, 579.79, 580.39, 580.42, 580.82, 581.40, 581.32, 581.44, 581.68, 581.17, 580.53,
    580.01, 579.91, 579.14, 579.16, 579.55, 579.67, 578.44, 578.24, 579.10, 579.09, 579.35, 578.82, 579.32, 579.01,
    579.00, 579.80, 579.83, 579.72, 579.89, 580.01, 579.37, 578.69, 578.19, 578.67, 579.55, 578.92, 578.09, 579.37,
    580.13, 580.14, 579.51, 579.24, 578.66, 578.86, 578.05, 577.79, 576.75, 576.75, 577.82, 578.64, 580.58, 579.48,
    577.38, 576.90, 576.94, 576.24, 576.84, 576.85, 576.90, 577.79, 578.18, 577.51, 577.23, 578.42, 579.61, 579.05,
    579.26, 579.22, 579.38, 579.10, 577.95, 578.12, 579.75, 580.85, 580.41, 579.96, 579.61, 578.76, 578.18, 577.21,
    577.13, 579.10, 578.25, 577.91, 576.89, 575.96, 576.80, 577.68, 578.38, 578.52, 579.74, 579.31, 579.89, 579.96,
];

const LN_TWO_PI: f64 = 1.837_877_066_409_345_5;

/// The negative logarithm of the marginal likelihood. `p` is: mean, logarithm of the variance, logarithm of the length.
#[differentiable]
fn marginal(p: &[f64; 3], #[constant] y: &[f64]) -> f64 {
    let n = y.len();
    let (variance, length) = (p[1].exp(), p[2].exp());
    // The factor, row by row, and the whitened observations beside it.
    let mut factor = vec![0.0; n * n];
    let mut white = vec![0.0; n];
    let mut sum = 0.5 * n as f64 * LN_TWO_PI;
    for i in 0..n {
        for j in 0..=i {
            let mut entry = variance * (-((i - j) as f64) / length).exp();
            for k in 0..j {
                entry -= factor[i * n + k] * factor[j * n + k];
            }
            factor[i * n + j] = if i == j { entry.sqrt() } else { entry / factor[j * n + j] };
        }
        let mut rest = y[i] - p[0];
        for k in 0..i {
            rest -= factor[i * n + k] * white[k];
        }
        white[i] = rest / factor[i * n + i];
        sum += factor[i * n + i].ln() + 0.5 * white[i] * white[i];
    }
    sum
}

/// The same for this kernel, as a Markov chain: each level knows of the past by the level before it.
#[differentiable]
fn chain(p: &[f64; 3], #[constant] y: &[f64]) -> f64 {
    let (variance, length) = (p[1].exp(), p[2].exp());
    let memory = (-1.0 / length).exp();
    let fresh = variance * (1.0 - memory * memory);
    let first = y[0] - p[0];
    let mut sum = 0.5 * (LN_TWO_PI + p[1] + first * first / variance);
    for pair in y.windows(2) {
        let surprise = pair[1] - p[0] - memory * (pair[0] - p[0]);
        sum += 0.5 * (LN_TWO_PI + fresh.ln() + surprise * surprise / fresh);
    }
    sum
}

fn main() -> ExitCode {
    run(fit)
}

fn fit(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let start = [579.0, 0.0, 1.0];
    let by_factor = Newton::new().minimize(marginal::objective(&LEVELS), start)?;
    let by_chain = Newton::new().minimize(chain::objective(&LEVELS), start)?;
    println!("{by_factor}\n");
    let [mean, log_variance, log_length] = by_factor.point;
    let memory = (-(-log_length).exp()).exp();
    // `arima(LakeHuron, order = c(1, 0, 0))` of R, which prints one more digit of the mean, where its optimizer has stopped.
    checks.published("mean", mean, "579.115");
    checks.published("memory of a year", memory, "0.8375");
    checks.published("variance of what is new in a year", log_variance.exp() * (1.0 - memory * memory), "0.5093");
    checks.published("log-likelihood", -by_factor.value, "-106.6");

    println!("\nThe same by the Markov chain, and the derivatives of both at the start:\n");
    for (i, name) in ["mean", "logarithm of the variance", "logarithm of the length"].iter().enumerate() {
        checks.close(name, by_factor.point[i], by_chain.point[i], 1e-7);
        let (factor, chain) = (marginal::gradient(&start, &LEVELS)[i], chain::gradient(&start, &LEVELS)[i]);
        checks.close("    derivative by it", factor, chain, 1e-9);
        let (factor, chain) = (marginal::hessian(&start, &LEVELS)[i][2], chain::hessian(&start, &LEVELS)[i][2]);
        checks.close("    and by the length", factor, chain, 1e-8);
    }
    Ok(())
}
