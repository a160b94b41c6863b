//! Physics, geodesy, finance and statistics, as textbooks and handbooks have them.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use std::f64::consts::PI;

use chainrule::{Differentiable, differentiable};

const EARTH_RADIUS_KM: f64 = 6371.0;

#[differentiable]
fn haversine(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> f64 {
    let (phi1, phi2) = (lat1.to_radians(), lat2.to_radians());
    let d_phi = (lat2 - lat1).to_radians();
    let d_lambda = (lon2 - lon1).to_radians();
    let a = (d_phi / 2.0).sin().powi(2) + phi1.cos() * phi2.cos() * (d_lambda / 2.0).sin().powi(2);
    2.0 * EARTH_RADIUS_KM * a.sqrt().atan2((1.0 - a).sqrt())
}

/// International standard atmosphere, pressure at geopotential altitude.
#[differentiable]
fn isa_pressure(h: f64) -> f64 {
    const G0: f64 = 9.80665;
    const R: f64 = 287.05287;
    const LAYERS: [(f64, f64, f64, f64); 4] = [
        (0.0, 288.15, -0.0065, 101325.0),
        (11000.0, 216.65, 0.0, 22632.06),
        (20000.0, 216.65, 0.001, 5474.889),
        (32000.0, 228.65, 0.0028, 868.0187),
    ];
    let mut layer = LAYERS[0];
    for l in LAYERS.iter() {
        if h >= l.0 {
            layer = *l;
        } else {
            break;
        }
    }
    let (hb, tb, lapse, pb) = layer;
    if lapse.abs() < 1e-12 {
        pb * (-G0 * (h - hb) / (R * tb)).exp()
    } else {
        pb * (tb / (tb + lapse * (h - hb))).powf(G0 / (R * lapse))
    }
}

/// Fresnel reflectance, unpolarised light.
#[differentiable]
fn fresnel(theta_i: f64, n1: f64, n2: f64) -> f64 {
    let sin_t = n1 / n2 * theta_i.sin();
    if sin_t >= 1.0 {
        return 1.0; // total internal reflection
    }
    let cos_i = theta_i.cos();
    let cos_t = (1.0 - sin_t * sin_t).sqrt();
    let rs = ((n1 * cos_i - n2 * cos_t) / (n1 * cos_i + n2 * cos_t)).powi(2);
    let rp = ((n1 * cos_t - n2 * cos_i) / (n1 * cos_t + n2 * cos_i)).powi(2);
    (rs + rp) / 2.0
}

/// Paraxial ray through a stack of lenses: (distance, focal length).
#[differentiable]
fn ray_trace(y0: f64, u0: f64, #[constant] elements: &[(f64, f64)]) -> f64 {
    let (y, _u) = elements.iter().fold((y0, u0), |(y, u), &(d, f)| {
        let y = y + d * u;
        (y, u - y / f)
    });
    y
}

/// Vincenty's direct-ish inverse iteration.
#[differentiable]
fn vincenty(phi1: f64, phi2: f64, l: f64) -> f64 {
    let a = 6378137.0;
    let f = 1.0 / 298.257223563;
    let b = (1.0 - f) * a;
    let u1 = ((1.0 - f) * phi1.tan()).atan();
    let u2 = ((1.0 - f) * phi2.tan()).atan();
    let (sin_u1, cos_u1) = u1.sin_cos();
    let (sin_u2, cos_u2) = u2.sin_cos();
    let mut lambda = l;
    let mut iter = 0;
    let (sigma, sin_sigma, cos_sigma, cos_sq_alpha, cos2_sigma_m) = loop {
        let (sin_l, cos_l) = lambda.sin_cos();
        let sin_sigma = ((cos_u2 * sin_l).powi(2) + (cos_u1 * sin_u2 - sin_u1 * cos_u2 * cos_l).powi(2)).sqrt();
        let cos_sigma = sin_u1 * sin_u2 + cos_u1 * cos_u2 * cos_l;
        let sigma = sin_sigma.atan2(cos_sigma);
        let sin_alpha = cos_u1 * cos_u2 * sin_l / sin_sigma;
        let cos_sq_alpha = 1.0 - sin_alpha * sin_alpha;
        let cos2_sigma_m = if cos_sq_alpha != 0.0 { cos_sigma - 2.0 * sin_u1 * sin_u2 / cos_sq_alpha } else { 0.0 };
        let c = f / 16.0 * cos_sq_alpha * (4.0 + f * (4.0 - 3.0 * cos_sq_alpha));
        let lambda_prev = lambda;
        lambda = l
            + (1.0 - c)
                * f
                * sin_alpha
                * (sigma + c * sin_sigma * (cos2_sigma_m + c * cos_sigma * (-1.0 + 2.0 * cos2_sigma_m * cos2_sigma_m)));
        iter += 1;
        if (lambda - lambda_prev).abs() < 1e-13 || iter >= 100 {
            break (sigma, sin_sigma, cos_sigma, cos_sq_alpha, cos2_sigma_m);
        }
    };
    let u_sq = cos_sq_alpha * (a * a - b * b) / (b * b);
    let big_a = 1.0 + u_sq / 16384.0 * (4096.0 + u_sq * (-768.0 + u_sq * (320.0 - 175.0 * u_sq)));
    let big_b = u_sq / 1024.0 * (256.0 + u_sq * (-128.0 + u_sq * (74.0 - 47.0 * u_sq)));
    let delta_sigma = big_b
        * sin_sigma
        * (cos2_sigma_m
            + big_b / 4.0
                * (cos_sigma * (-1.0 + 2.0 * cos2_sigma_m.powi(2))
                    - big_b / 6.0
                        * cos2_sigma_m
                        * (-3.0 + 4.0 * sin_sigma.powi(2))
                        * (-3.0 + 4.0 * cos2_sigma_m.powi(2))));
    b * big_a * (sigma - delta_sigma)
}

/// Planck's law, spectral radiance integrated over a band with the trapezoidal rule.
#[differentiable]
fn band_radiance(t: f64, lo: f64, hi: f64) -> f64 {
    let planck = |lambda: f64| -> f64 {
        let (h, c, k): (f64, f64, f64) = (6.62607015e-34, 2.99792458e8, 1.380649e-23);
        2.0 * h * c.powi(2) / lambda.powi(5) / ((h * c / (lambda * k * t)).exp() - 1.0)
    };
    let n = 50;
    let dx = (hi - lo) / n as f64;
    (0..=n)
        .map(|i| {
            let w = if i == 0 || i == n { 0.5 } else { 1.0 };
            w * planck(lo + i as f64 * dx)
        })
        .sum::<f64>()
        * dx
}

/// Manning's equation: normal depth in a trapezoidal channel by bisection, then Newton polish.
#[differentiable]
fn normal_depth(q: f64, b: f64, z: f64, n: f64, s: f64) -> f64 {
    fn discharge(y: f64, b: f64, z: f64, n: f64, s: f64) -> f64 {
        let area = (b + z * y) * y;
        let perimeter = b + 2.0 * y * (1.0 + z * z).sqrt();
        area * (area / perimeter).powf(2.0 / 3.0) * s.sqrt() / n
    }
    let mut y = 1.0f64;
    for _ in 0..50 {
        let f = discharge(y, b, z, n, s) - q;
        let h = 1e-6;
        let df = (discharge(y + h, b, z, n, s) - discharge(y - h, b, z, n, s)) / (2.0 * h);
        let step = f / df;
        y -= step;
        if step.abs() < 1e-12 {
            break;
        }
    }
    y
}

/// Colebrook-White friction factor.
#[differentiable]
fn friction_factor(re: f64, rel_rough: f64) -> f64 {
    match re {
        r if r < 2300.0 => 64.0 / r,
        r => {
            let mut x = 8.0_f64;
            let mut k = 0usize;
            while k < 60 {
                let next = -2.0 * (rel_rough / 3.7 + 2.51 * x / r).log10();
                let done = (next - x).abs() <= 1e-14 * x;
                x = next;
                if done {
                    break;
                }
                k += 1;
            }
            1.0 / x.powi(2)
        }
    }
}

#[differentiable]
fn sunrise_hour_angle(latitude: f64, day: u32) -> f64 {
    let decl = -23.44f64.to_radians() * (2.0 * PI / 365.0 * (f64::from(day) + 10.0)).cos();
    let x = -(latitude.to_radians().tan() * decl.tan());
    x.clamp(-1.0, 1.0).acos().to_degrees() / 15.0
}

/// Abramowitz & Stegun 26.2.17
#[differentiable]
fn norm_cdf(x: f64) -> f64 {
    let k = 1.0 / (1.0 + 0.2316419 * x.abs());
    let poly = [0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429]
        .iter()
        .rev()
        .fold(0.0, |acc, &c| (acc + c) * k);
    let pdf = (-0.5 * x * x).exp() / (2.0 * PI).sqrt();
    let cdf = 1.0 - pdf * poly;
    if x >= 0.0 { cdf } else { 1.0 - cdf }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum OptionType {
    Call,
    Put,
}

#[differentiable(order = 2)]
fn binomial_american(s: f64, k: f64, r: f64, sigma: f64, t: f64, #[constant] kind: OptionType, steps: usize) -> f64 {
    let dt = t / steps as f64;
    let u = (sigma * dt.sqrt()).exp();
    let d = 1.0 / u;
    let p = ((r * dt).exp() - d) / (u - d);
    let disc = (-r * dt).exp();
    let payoff = |price: f64| match kind {
        OptionType::Call => (price - k).max(0.0),
        OptionType::Put => (k - price).max(0.0),
    };
    let mut values: Vec<f64> = (0..=steps).map(|i| payoff(s * u.powi(steps as i32 - 2 * i as i32))).collect();
    for step in (0..steps).rev() {
        for i in 0..=step {
            let cont = disc * (p * values[i] + (1.0 - p) * values[i + 1]);
            let spot = s * u.powi(step as i32 - 2 * i as i32);
            values[i] = cont.max(payoff(spot));
        }
    }
    values[0]
}

#[derive(Debug, Clone, Differentiable)]
struct Sabr {
    alpha: f64,
    beta: f64,
    rho: f64,
    nu: f64,
}

#[differentiable]
fn sabr_vol(#[active] p: &Sabr, f: f64, k: f64, t: f64) -> f64 {
    let Sabr { alpha, beta, rho, nu } = *p;
    let one_b = 1.0 - beta;
    let fk = (f * k).powf(one_b / 2.0);
    let log_fk = (f / k).ln();
    let z = nu / alpha * fk * log_fk;
    let x = (((1.0 - 2.0 * rho * z + z * z).sqrt() + z - rho) / (1.0 - rho)).ln();
    let denom = fk * (1.0 + one_b.powi(2) / 24.0 * log_fk.powi(2) + one_b.powi(4) / 1920.0 * log_fk.powi(4));
    let corr = 1.0
        + (one_b.powi(2) / 24.0 * alpha.powi(2) / (fk * fk)
            + 0.25 * rho * beta * nu * alpha / fk
            + (2.0 - 3.0 * rho * rho) / 24.0 * nu * nu)
            * t;
    let zx = if z.abs() < 1e-8 { 1.0 } else { z / x };
    alpha / denom * zx * corr
}

#[derive(Clone, Debug)]
struct CashFlow {
    time: f64,
    amount: f64,
}

/// Yield to maturity by Newton.
#[differentiable]
fn bond_yield(price: f64, #[constant] flows: &[CashFlow]) -> f64 {
    let mut y = 0.05;
    for _ in 0..100 {
        let (mut pv, mut dpv) = (0.0, 0.0);
        for cf in flows {
            let df = (1.0 + y as f64).powf(-cf.time);
            pv += cf.amount * df;
            dpv -= cf.time * cf.amount * df / (1.0 + y);
        }
        let delta = (pv - price) / dpv;
        y -= delta;
        if delta.abs() < 1e-14 {
            return y;
        }
    }
    y
}

/// Nelson-Siegel-Svensson
#[differentiable]
fn nss_yield(beta: [f64; 4], tau: [f64; 2], m: f64) -> f64 {
    let [b0, b1, b2, b3] = beta;
    let load = |t: f64| (1.0 - (-m / t).exp()) / (m / t);
    let (l1, l2) = (load(tau[0]), load(tau[1]));
    b0 + b1 * l1 + b2 * (l1 - (-m / tau[0]).exp()) + b3 * (l2 - (-m / tau[1]).exp())
}

/// Lanczos, g = 7, n = 9
#[differentiable]
fn ln_gamma(x: f64) -> f64 {
    const COEF: [f64; 9] = [
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7,
    ];
    if x < 0.5 {
        (PI / (PI * x).sin()).ln() - ln_gamma(1.0 - x)
    } else {
        let x = x - 1.0;
        let mut a = COEF[0];
        let t = x + 7.5;
        for (i, c) in COEF.iter().enumerate().skip(1) {
            a += c / (x + i as f64);
        }
        0.5 * (2.0 * PI).ln() + (x + 0.5) * t.ln() - t + a.ln()
    }
}

#[differentiable]
fn student_t_nll(mu: f64, log_sigma: f64, nu: f64, data: &[f64]) -> f64 {
    let sigma = log_sigma.exp();
    let norm = ln_gamma((nu + 1.0) / 2.0) - ln_gamma(nu / 2.0) - 0.5 * (nu * PI).ln() - log_sigma;
    -data.iter().map(|&y| norm - (nu + 1.0) / 2.0 * (((y - mu) / sigma).powi(2) / nu).ln_1p()).sum::<f64>()
}

/// GARCH(1,1) log-likelihood
#[differentiable]
fn garch(omega: f64, alpha: f64, beta: f64, #[constant] returns: &[f64]) -> f64 {
    let mean_sq = returns.iter().map(|r| r.powi(2)).sum::<f64>() / returns.len() as f64;
    let mut var = mean_sq;
    let mut ll = 0.0;
    for pair in returns.windows(2) {
        let [prev, cur] = pair else { unreachable!() };
        var = omega + alpha * prev * prev + beta * var;
        ll += -0.5 * (var.ln() + cur * cur / var);
    }
    ll
}

/// Cox proportional hazards, partial likelihood (Breslow).
#[differentiable]
fn cox(beta: &[f64], #[constant] x: &[Vec<f64>], #[constant] time: &[f64], #[constant] event: &[bool]) -> f64 {
    let eta: Vec<f64> = x.iter().map(|row| row.iter().zip(beta.iter()).map(|(a, b)| a * b).sum()).collect();
    let mut ll = 0.0;
    for i in 0..time.len() {
        if !event[i] {
            continue;
        }
        let risk: f64 = eta.iter().zip(time.iter()).filter(|(_, t)| **t >= time[i]).map(|(e, _)| e.exp()).sum();
        ll += eta[i] - risk.ln();
    }
    ll
}

/// Kernel density leave-one-out score for bandwidth selection.
#[differentiable]
fn kde_loo(h: f64, #[constant] xs: &[f64]) -> f64 {
    let n = xs.len();
    xs.iter()
        .enumerate()
        .map(|(i, xi)| {
            let others = xs.iter().enumerate().filter(|&(j, _)| j != i);
            let dens: f64 = others.map(|(_, xj)| (-((xi - xj) / h).powi(2) / 2.0).exp()).sum();
            (dens / ((n - 1) as f64 * h)).ln()
        })
        .sum::<f64>()
        / n as f64
}

/// Quantile by linear interpolation, numpy style.
#[differentiable]
fn percentile(data: &[f64], q: f64) -> f64 {
    let mut sorted = data.to_vec();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let pos = q / 100.0 * (sorted.len() - 1) as f64;
    let lo = chainrule::constant!(pos.floor()) as usize;
    let hi = (lo + 1).min(sorted.len() - 1);
    let frac = pos - lo as f64;
    sorted[lo] + frac * (sorted[hi] - sorted[lo])
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

fn flows() -> Vec<CashFlow> {
    (1..=5).map(|k| CashFlow { time: f64::from(k), amount: if k == 5 { 104.0 } else { 4.0 } }).collect()
}

checks! {
    distances: haversine(48.1, 11.5, 52.5, 13.4);
    troposphere: isa_pressure(5000.0);
    tropopause: isa_pressure(15000.0);
    stratosphere: isa_pressure(25000.0);
    refraction: fresnel(0.5, 1.0, 1.5);
    total_reflection: fresnel(1.2, 1.5, 1.0);
    lenses: ray_trace(1.0, 0.1, &[(0.1, 0.5), (0.3, 0.7)]);
    ellipsoid: vincenty(0.8, 0.9, 0.3);
    channels: normal_depth(10.0, 3.0, 1.5, 0.02, 0.001);
    turbulent: friction_factor(1e5, 1e-3);
    laminar: friction_factor(1000.0, 1e-3);
    sunrise: sunrise_hour_angle(48.0, 100);
    above_the_mean: norm_cdf(0.7);
    below_the_mean: norm_cdf(-0.7);
    bonds: bond_yield(98.0, &flows());
    yield_curves: nss_yield([0.03, -0.01, 0.02, 0.01], [1.5, 4.0], 3.0);
    smiles: sabr_vol(&Sabr { alpha: 0.2, beta: 0.5, rho: -0.3, nu: 0.4 }, 1.0, 1.1, 2.0);
    gamma: ln_gamma(3.3);
    gamma_reflected: ln_gamma(0.2);
    heavy_tails: student_t_nll(0.1, -0.2, 4.5, &[0.3, -0.9, 1.2]);
    volatility: garch(0.05, 0.1, 0.8, &[0.3, -0.9, 1.2, 0.4]);
    hazards: cox(&[0.3, -0.2], &[vec![1.0, 0.5], vec![0.2, -1.0], vec![0.7, 0.1]], &[3.0, 1.0, 2.0], &[true, true, false]);
    densities: kde_loo(0.7, &[0.3, -0.9, 1.2, 0.4]);
    percentiles: percentile(&[3.0, 1.0, 2.0, 5.0], 40.0);
}

/// `check` steps too far for wavelengths; an option's constant is an enum by value.
#[test]
fn what_check_is_not_for() {
    let by_temperature = band_radiance::gradient(5000.0, 4e-7, 7e-7)[0];
    let quotient = (band_radiance(5001.0, 4e-7, 7e-7) - band_radiance(4999.0, 4e-7, 7e-7)) / 2.0;
    assert!((by_temperature - quotient).abs() < 1e-6 * quotient.abs());
    let price = |s: f64| binomial_american(s, 101.3, 0.03, 0.2, 1.0, OptionType::Put, 9);
    let delta = binomial_american::gradient(100.0, 101.3, 0.03, 0.2, 1.0, OptionType::Put, 9)[0];
    assert!((delta - (price(100.001) - price(99.999)) / 0.002).abs() < 1e-6);
    // Far in the money it is worth what it would be without a choice.
    let call = binomial_american::gradient(200.0, 1.0, 0.0, 0.2, 1.0, OptionType::Call, 9);
    assert!((call[0] - 1.0).abs() < 1e-12 && (call[1] + 1.0).abs() < 1e-12);
}
