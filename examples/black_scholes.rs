//! The price of a call option, its greeks, and the volatility that a price implies.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example black_scholes
//! ```
//!
//! One idea: the gradient with respect to a struct is a struct, so that a greek has a name. The normal distribution has a
//! derivative that is stated, not found: its body is a series.

use std::{f64::consts::PI, process::ExitCode};

use chainrule::{Differentiable, differentiable};
use chainrule_examples::{Checks, run};

/// What a price depends on; a derivative with respect to it is one of these.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Market {
    spot: f64,
    rate: f64,
    volatility: f64,
    /// Years to go.
    time: f64,
}

/// The standard normal distribution, by a series: the terms of `x + x^3/3 + x^5/15 + ...` until nothing is added.
#[differentiable(derivative = density, order = 2)]
fn distribution(x: f64) -> f64 {
    let (mut sum, mut term, mut k) = (0.0, x, 1.0);
    while sum + term != sum {
        sum += term;
        k += 2.0;
        term *= x * x / k;
    }
    0.5 + sum * (-0.5 * x * x).exp() / (2.0 * PI).sqrt()
}

#[differentiable]
fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp() / (2.0 * PI).sqrt()
}

/// Black, Scholes and Merton, for a stock that pays no dividends.
#[differentiable]
fn call(#[active] m: &Market, #[constant] strike: f64) -> f64 {
    let width = m.volatility * m.time.sqrt();
    let d1 = ((m.spot / strike).ln() + (m.rate + 0.5 * m.volatility * m.volatility) * m.time) / width;
    let d2 = d1 - width;
    m.spot * distribution(d1) - strike * (-m.rate * m.time).exp() * distribution(d2)
}

/// Newton's method on the price as a function of the volatility.
fn implied_volatility(price: f64, market: Market, strike: f64) -> f64 {
    let mut m = market;
    for _ in 0..50 {
        let (value, greeks) = call::value_and_gradient(&m, strike);
        let step = (value - price) / greeks.volatility;
        m.volatility -= step;
        if step.abs() < 1e-15 {
            break;
        }
    }
    m.volatility
}

fn main() -> ExitCode {
    run(greeks)
}

fn greeks(checks: &mut Checks) {
    println!("A call on a stock at 49 with strike 50, 5 % interest, 20 % volatility, 20 weeks to go:\n");
    let market = Market { spot: 49.0, rate: 0.05, volatility: 0.20, time: 0.3846 };
    let (price, greeks) = call::value_and_gradient(&market, 50.0);
    let hessian = call::hessian(&market, 50.0);
    // Hull, Options, Futures and Other Derivatives, the chapter on the Greek letters, examples in the text.
    checks.published("price", price, "2.40");
    checks.published("delta, by the stock", greeks.spot, "0.522");
    checks.published("gamma, by the stock twice", hessian[0], "0.066");
    checks.published("vega, by the volatility", greeks.volatility, "12.1");
    checks.published("rho, by the interest", greeks.rate, "8.91");
    checks.published("theta, by time that passes", -greeks.time, "-4.31");
    // The same author's example of an implied volatility.
    let market = Market { spot: 21.0, rate: 0.1, volatility: 0.2, time: 0.25 };
    checks.published("volatility that a price of 1.875 implies", implied_volatility(1.875, market, 20.0), "0.235");

    println!("\nThe partial differential equation that the price solves, from the same derivatives:\n");
    let m = Market { spot: 42.0, rate: 0.1, volatility: 0.2, time: 0.5 };
    let (price, greeks) = call::value_and_gradient(&m, 40.0);
    checks.published("price", price, "4.76");
    let gamma = call::hessian(&m, 40.0)[0];
    let diffusion = 0.5 * (m.volatility * m.spot).powi(2) * gamma;
    let residual = -greeks.time + diffusion + m.rate * m.spot * greeks.spot - m.rate * price;
    checks.zero("theta + diffusion + drift - interest", residual, 1e-12);
}
