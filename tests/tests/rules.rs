//! Functions whose derivatives the user states. Numbers are worked out by hand, or by mpmath at 50 digits.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]
// Numbers have the digits that their source gives.
#![allow(clippy::excessive_precision)]

use chainrule::differentiable;

/// Nothing looks into it.
#[differentiable(derivative = d_area, order = 2)]
fn area(x: f64, y: f64) -> f64 {
    let parts: Vec<f64> = [x, y].iter().copied().collect();
    parts.into_iter().product()
}

#[differentiable]
fn d_area(x: f64, y: f64) -> [f64; 2] {
    [y, x]
}

#[test]
fn a_rule() {
    assert_eq!(area::value_and_gradient(2.0, 3.0), (6.0, [3.0, 2.0]));
    assert_eq!(area::jvp(2.0, 3.0, [1.0, 10.0]), 23.0);
    assert_eq!(area::vjp(2.0, 3.0, 2.0), [6.0, 4.0]);
    assert_eq!(area::hessian(2.0, 3.0), [[0.0, 1.0], [1.0, 0.0]]);
    assert_eq!(area::hvp(2.0, 3.0, [1.0, 10.0]), [10.0, 1.0]);
    area::check(2.0, 3.0);
}

/// N60: the error function, as a series; its derivative is known better than its terms'.
#[differentiable(derivative = d_erf, order = 2)]
fn erf(x: f64) -> f64 {
    let mut term = x;
    let mut sum = x;
    let mut n = 0.0;
    while term.abs() > 1e-17 * sum.abs() {
        n += 1.0;
        term *= -x * x / n;
        sum += term / (2.0 * n + 1.0);
    }
    sum * std::f64::consts::FRAC_2_SQRT_PI
}

#[differentiable]
fn d_erf(x: f64) -> f64 {
    std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp()
}

/// The normal distribution, through the rule.
#[differentiable]
fn normal(x: f64, mean: f64, deviation: f64) -> f64 {
    0.5 * (1.0 + erf((x - mean) / (deviation * std::f64::consts::SQRT_2)))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 4e-16 * b.abs().max(1.0)
}

#[test]
fn n60_erf() {
    assert!(close(erf(0.5), 0.52049987781304653768));
    assert!(close(erf::derivative(0.5), 0.87878257893544479541));
    assert!(close(erf::second_derivative(0.5), -0.87878257893544479541));
    // The density at 1 of a normal distribution about 0.5 with deviation 2, and its derivatives.
    let [dx, dm, ds] = normal::gradient(1.0, 0.5, 2.0);
    let density = 0.19333405840142465;
    assert!(close(dx, density) && close(dm, -density) && close(ds, -0.25 * density), "{dx} {dm} {ds}");
    let h = normal::hessian(1.0, 0.5, 2.0);
    assert!(close(h[0][0], -0.125 * density) && close(h[0][1], 0.125 * density), "{h:?}");
    normal::check(1.0, 0.5, 2.0);
}

/// Arrays of fixed size, with a constant that is handed on, in a called function.
#[differentiable(derivative = d_energy, order = 2)]
fn energy(x: &[f64; 3], #[constant] k: f64, n: usize) -> f64 {
    x.iter().take(n).map(|v| k * v * v).sum()
}

#[differentiable]
fn d_energy(x: &[f64; 3], #[constant] k: f64, n: usize) -> [f64; 3] {
    let mut d = [0.0; 3];
    for i in 0..n {
        d[i] = 2.0 * k * x[i];
    }
    d
}

#[differentiable]
fn heat(x: &[f64; 3], t: f64) -> f64 {
    let shifted = [x[0] * t, x[1], x[2] + t];
    energy(&shifted, 2.0, 3) * energy(x, 1.0, 2)
}

#[test]
fn a_rule_of_an_array() {
    let x = [1.0, 2.0, 3.0];
    assert_eq!(energy::value_and_gradient(&x, 2.0, 2), (10.0, [4.0, 8.0, 0.0]));
    assert_eq!(energy::hessian(&x, 2.0, 2), [[4.0, 0.0, 0.0], [0.0, 4.0, 0.0], [0.0, 0.0, 0.0]]);
    assert_eq!(energy::jvp(&x, 2.0, 2, &[1.0, 1.0, 1.0]), 12.0);
    assert_eq!(energy::hvp(&x, 2.0, 2, &[1.0, 1.0, 1.0]), [4.0, 4.0, 0.0]);
    // a = 2 ((x t)² + y² + (z + t)²), b = x² + y²; at t = 1: a = 2 (1 + 4 + 16) = 42, b = 5.
    let (value, (dx, dt)) = heat::value_and_gradient(&x, 1.0);
    assert_eq!((value, dx, dt), (210.0, [4.0 * 5.0 + 84.0, 8.0 * 5.0 + 168.0, 16.0 * 5.0], (4.0 + 16.0) * 5.0));
    heat::check(&x, 1.0);
}

/// Slices: the rule gives a `Vec`.
#[differentiable(derivative = d_norm, order = 2)]
fn norm(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v).sum()
}

#[differentiable]
fn d_norm(x: &[f64]) -> Vec<f64> {
    let mut d = vec![0.0; x.len()];
    for i in 0..x.len() {
        d[i] = 2.0 * x[i];
    }
    d
}

#[differentiable]
fn scaled_norm(x: &[f64], s: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..2 {
        sum += s * norm(x) + i as f64;
    }
    sum
}

#[test]
fn a_rule_of_a_slice() {
    assert_eq!(norm::value_and_gradient(&[1.0, 2.0]), (5.0, vec![2.0, 4.0]));
    assert_eq!(norm::hessian(&[1.0, 2.0]), [2.0, 0.0, 0.0, 2.0]);
    assert_eq!(norm::vjp(&[1.0, 2.0], 3.0), [6.0, 12.0]);
    assert_eq!(norm::gradient(&[]), []);
    assert_eq!(scaled_norm::gradient(&[1.0, 2.0], 3.0), (vec![12.0, 24.0], 10.0));
    assert_eq!(scaled_norm::hvp(&[1.0, 2.0], 3.0, (&[1.0, 0.0], 1.0)), (vec![16.0, 8.0], 4.0));
    scaled_norm::check(&[1.0, 2.0], 3.0);
}

mod foreign {
    use chainrule::differentiable;

    /// A rule without derivatives of its own, and a body that could not be differentiated.
    #[differentiable(derivative = slope)]
    pub(crate) fn table(x: f64, y: f64, #[constant] name: &str) -> f64 {
        let cells: std::collections::BTreeMap<&str, f64> = [("a", 1.0), ("b", 2.0)].into();
        let bits = x.to_bits();
        cells[name] * f64::from_bits(bits) + (y as i64) as f64
    }

    fn slope(_: f64, _: f64, name: &str) -> [f64; 2] {
        [if name == "a" { 1.0 } else { 2.0 }, 0.0]
    }
}

#[differentiable(gradient, jvp)]
fn caller(x: f64) -> f64 {
    let mut y = x;
    for _ in 0..3 {
        if y > 0.0 {
            y = foreign::table(y, x, "b") + x;
        }
    }
    y
}

#[test]
fn a_rule_without_derivatives() {
    assert_eq!(foreign::table::value_and_gradient(3.0, 1.5, "b"), (7.0, [2.0, 0.0]));
    // y = 2 y + ⌊x⌋ + x thrice: 15 x + 7 ⌊x⌋
    assert_eq!(caller::value_and_derivative(1.5), (15.0 * 1.5 + 7.0, 15.0));
    assert_eq!(caller::jvp(1.5, 2.0), 30.0);
}

/// P6: a slope that is infinite, where nothing selects it.
#[differentiable(derivative = d_root, order = 2)]
fn root(x: f64) -> f64 {
    x.sqrt()
}

#[differentiable]
fn d_root(x: f64) -> f64 {
    0.5 / x.sqrt()
}

#[differentiable]
fn selected(x: f64) -> f64 {
    root(x).max(1.0 + x)
}

#[test]
fn p6_an_unselected_rule() {
    assert_eq!(selected::value_and_derivative(0.0), (1.0, 1.0));
    assert_eq!(selected::jvp(0.0, 1.0), 1.0);
    assert_eq!(root::derivative(0.0), f64::INFINITY);
}

#[differentiable(derivative = d_single, order = 2)]
fn single(x: f32, y: f32) -> f32 {
    x * y
}

#[differentiable]
fn d_single(x: f32, y: f32) -> [f32; 2] {
    [y, x]
}

#[differentiable(derivative = d_sum, order = 2)]
fn sum<const N: usize>(x: [f64; N]) -> f64 {
    x.iter().sum()
}

#[differentiable]
fn d_sum<const N: usize>(x: [f64; N]) -> [f64; N] {
    let mut d = [0.0; N];
    for i in 0..N {
        d[i] = 1.0 + 0.0 * x[i];
    }
    d
}

#[test]
fn single_precision_and_any_length() {
    assert_eq!(single::hessian(2.0, 3.0), [[0.0, 1.0], [1.0, 0.0]]);
    assert_eq!(sum::value_and_gradient([1.0, 2.0, 3.0]), (6.0, [1.0; 3]));
    assert_eq!(sum::hessian([1.0, 2.0]), [[0.0; 2]; 2]);
}

/// Kepler's equation `x - e sin(x) = m`, solved for `x`; the rule calls the function.
#[differentiable(derivative = d_anomaly, order = 2)]
fn anomaly(m: f64, e: f64) -> f64 {
    (0..50).fold(m, |x, _| x - (x - e * x.sin() - m) / (1.0 - e * x.cos()))
}

/// By the implicit function theorem.
#[differentiable]
fn d_anomaly(m: f64, e: f64) -> [f64; 2] {
    let x = anomaly(m, e);
    let slope = 1.0 / (1.0 - e * x.cos());
    [slope, slope * x.sin()]
}

#[test]
fn a_solver_whose_rule_calls_it() {
    let (m, e) = (1.0, 0.3);
    let x = anomaly(m, e);
    let (s, c) = x.sin_cos();
    let slope = 1.0 / (1.0 - e * c);
    assert_eq!(anomaly::gradient(m, e), [slope, slope * s]);
    // x_mm = -e s slope³, x_me = slope² c - e s² slope³, x_ee = 2 s c slope² - e s³ slope³.
    let h = anomaly::hessian(m, e);
    let mm = -e * s * slope.powi(3);
    let me = c * slope.powi(2) - e * s * s * slope.powi(3);
    let ee = 2.0 * s * c * slope.powi(2) - e * s.powi(3) * slope.powi(3);
    for (entry, wanted) in h.as_flattened().iter().zip([mm, me, me, ee]) {
        assert!((entry - wanted).abs() < 1e-15, "{h:?}");
    }
}

// ---- stated once: callers have all of their first order, and no second one only if it is asked for

/// `2 / sqrt(π) exp(-x²)`
fn d_erf_once(x: f64) -> f64 {
    std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp()
}

#[differentiable(derivative = d_erf_once)]
fn erf_once(x: f64) -> f64 {
    libm::erf(x)
}

#[differentiable]
fn gelu(x: f64) -> f64 {
    0.5 * x * (1.0 + erf_once(x * std::f64::consts::FRAC_1_SQRT_2))
}

#[differentiable]
fn total_gelu(x: &[f64], w: f64) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += gelu(w * v);
    }
    sum
}

#[test]
fn callers_of_a_derivative_that_is_stated_once() {
    // Φ(1/2) + φ(1/2) / 2 and Φ(-1) - φ(-1), by mpmath.
    let slopes = [0.867_495_124_656_162_8, -0.083_315_470_587_686_3];
    assert!(
        (gelu::derivative(0.5) - slopes[0]).abs() < 1e-15 && (gelu::jvp(-1.0, 2.0) - 2.0 * slopes[1]).abs() < 1e-15
    );
    let (value, (g, dw)) = total_gelu::value_and_gradient(&[0.25, -0.5], 2.0);
    assert_eq!(value.to_bits(), total_gelu(&[0.25, -0.5], 2.0).to_bits());
    assert!((g[0] - 2.0 * slopes[0]).abs() < 1e-15 && (g[1] - 2.0 * slopes[1]).abs() < 1e-15, "{g:?}");
    assert!((dw - (0.25 * slopes[0] - 0.5 * slopes[1])).abs() < 1e-15);
}

fn d_without_a_name(x: f64, _: f64) -> [f64; 2] {
    [2.0 * x, 0.0]
}

#[differentiable(derivative = d_without_a_name)]
fn without_a_name(x: f64, _: f64) -> f64 {
    x * x
}

#[test]
fn a_parameter_that_the_function_does_not_name() {
    assert_eq!(without_a_name::gradient(3.0, 1.0), [6.0, 0.0]);
}
