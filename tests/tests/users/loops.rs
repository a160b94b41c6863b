use chainrule::differentiable;
#[differentiable]
pub(crate) fn newton_sqrt(a: f64) -> f64 {
    let mut x = a;
    let mut n = 0;
    while (x * x - a).abs() > 1e-12 && n < 50 {
        x = 0.5 * (x + a / x);
        n += 1;
    }
    x
}
#[differentiable]
pub(crate) fn exp_series(x: f64) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    let mut k = 1;
    loop {
        term *= x / k as f64;
        if term.abs() < 1e-17 {
            break sum;
        }
        sum += term;
        k += 1;
    }
}
#[differentiable]
pub(crate) fn kepler(m: f64, e: f64) -> f64 {
    let mut big = m;
    for _ in 0..30 {
        let d = (big - e * big.sin() - m) / (1.0 - e * big.cos());
        big -= d;
        if d.abs() < 1e-15 {
            return big;
        }
    }
    big
}
#[differentiable]
pub(crate) fn bessel_j0(x: f64) -> f64 {
    let q = -x * x / 4.0;
    let mut t = 1.0;
    let mut s = 1.0;
    let mut k = 1.0;
    while k < 30.0 {
        t *= q / (k * k);
        s += t;
        k += 1.0;
    }
    s
}
#[differentiable]
pub(crate) fn bisect(c: f64) -> f64 {
    let (mut lo, mut hi) = (0.0_f64, 2.0 * c);
    let mut i = 0;
    while i < 10 {
        let mid = 0.5 * (lo + hi);
        if mid * mid < c {
            lo = mid
        } else {
            hi = mid
        }
        i += 1;
    }
    lo + hi
}
#[differentiable]
pub(crate) fn float_loop(x: f64) -> f64 {
    let mut t = x;
    let mut s = 0.0;
    while t < 10.0 {
        s += t * t;
        t = t * 1.5 + 0.1;
    }
    s
}
#[differentiable]
pub(crate) fn labelled(x: f64, y: f64) -> f64 {
    let mut s = x;
    'outer: for i in 0..5 {
        for j in 0..5 {
            if i * j == 6 {
                break 'outer;
            }
            if j > i {
                continue 'outer;
            }
            s = s * 0.9 + x * y * (i + j) as f64;
        }
    }
    s
}
#[differentiable]
pub(crate) fn rk4(y0: f64, k: f64) -> f64 {
    let f = |t: f64, y: f64| -k * y + t.sin();
    let h = 0.1;
    let mut y = y0;
    let mut t = 0.0;
    for _ in 0..10 {
        let k1 = f(t, y);
        let k2 = f(t + h / 2.0, y + h / 2.0 * k1);
        let k3 = f(t + h / 2.0, y + h / 2.0 * k2);
        let k4 = f(t + h, y + h * k3);
        y += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
        t += h;
    }
    y
}
#[differentiable]
pub(crate) fn collatz_like(x: f64) -> f64 {
    let mut y = x;
    let mut n = 0;
    while y > 1.0 {
        if n % 2 == 0 {
            y = y / 2.0
        } else {
            y = y - 0.1
        }
        n += 1;
    }
    y * n as f64
}
#[differentiable]
pub(crate) fn poly_return(x: f64) -> f64 {
    let mut acc = 0.0;
    for i in 0..10 {
        acc += x.powi(i);
        if i == 3 {
            return 2.0 * acc;
        }
    }
    acc
}
#[differentiable]
pub(crate) fn agm(a: f64, b: f64) -> f64 {
    let (mut a, mut b) = (a, b);
    while (a - b).abs() > 1e-14 * a {
        (a, b) = ((a + b) / 2.0, (a * b).sqrt());
    }
    a
}
#[differentiable]
pub(crate) fn lorenz(p: &[f64; 3]) -> f64 {
    let [s, r, b] = *p;
    let (mut x, mut y, mut z) = (1.0, 1.0, 1.0);
    for _ in 0..50 {
        let (dx, dy, dz) = (s * (y - x), x * (r - z) - y, x * y - b * z);
        x += 0.01 * dx;
        y += 0.01 * dy;
        z += 0.01 * dz;
    }
    x + y * z
}
#[differentiable]
pub(crate) fn black_scholes(s: f64, v: f64) -> f64 {
    #[allow(dead_code)]
    fn nobody_calls() {}
    let (k, r, t) = (100.0_f64, 0.05_f64, 1.0_f64);
    let d1 = ((s / k).ln() + (r + 0.5 * v * v) * t) / (v * t.sqrt());
    let d2 = d1 - v * t.sqrt();
    let cdf = |x: f64| {
        let t = 1.0 / (1.0 + 0.2316419 * x.abs());
        let p = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        let w = 1.0 - (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt() * p;
        if x < 0.0 { 1.0 - w } else { w }
    };
    s * cdf(d1) - k * (-r * t).exp() * cdf(d2)
}
#[cfg(test)]
mod tests {
    scalar_case!(newton_sqrt, 2.0, 5.0);
    scalar_case!(exp_series, 1.3);
    scalar_case!(bessel_j0, 1.3, 4.0);
    scalar_case!(bisect, 2.3);
    scalar_case!(float_loop, 0.3);
    scalar_case!(collatz_like, 17.3);
    scalar_case!(poly_return, 1.5);
    two_case!(kepler, 1.0, 0.3);
    two_case!(labelled, 1.1, 0.4);
    two_case!(rk4, 1.0, 0.7);
    two_case!(agm, 1.0, 2.0);
    two_case!(black_scholes, 105.0, 0.2);
    array_case!(lorenz, [10.0, 28.0, 2.6]);
}
