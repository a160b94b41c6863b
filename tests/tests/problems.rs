//! The attribute's arguments, and what optimizers and fits take.

use approx::assert_relative_eq;
use chainrule::{Bound, LevenbergMarquardt, Newton, Objective, Residuals, differentiable, minimize};
use chainrule_tests::{rows, same_bits};

// ---- constants and selections

#[differentiable(constant(data, scale))]
fn named_constants(x: f64, data: &[f64], scale: f64) -> f64 {
    let mut s = 0.0;
    for d in data {
        s += (x - d) * (x - d);
    }
    s * scale
}

#[differentiable(wrt(y, z))]
fn selected(x: f64, y: f64, z: f64) -> f64 {
    x * y * y * z
}

#[differentiable(wrt(x))]
fn selected_array(a: f64, x: &[f64; 2]) -> f64 {
    a * x[0] * x[1] * x[1]
}

/// Its hidden companions cover `x` too, which no output of `selected` reports.
#[differentiable]
fn calls_selected(x: f64, y: f64) -> f64 {
    selected(x * x, y, 2.0)
}

mod energy {
    pub(super) fn energy() -> f64 {
        1.0
    }
}

#[chainrule::differentiable(name = Energy)]
fn energy(x: f64, y: f64) -> f64 {
    x * y * energy::energy()
}

#[differentiable(gradient)]
fn gradient_alone(x: f64, y: f64) -> f64 {
    x * y + gradient_helper(x)
}

#[differentiable(jvp, hessian)]
fn two_outputs(x: f64, y: f64) -> f64 {
    x * x * y
}

#[differentiable(jvp)]
fn gradient_helper(x: f64) -> f64 {
    x * x
}

rows! {
    constants_derivative: named_constants::derivative(3.0, &[1.0, 2.0], 0.5) => 3.0;
    constants_second: named_constants::second_derivative(3.0, &[1.0, 2.0], 0.5) => 2.0;
    wrt_gradient: selected::gradient(2.0, 3.0, 5.0) => [60.0, 18.0];
    wrt_hessian: selected::hessian(2.0, 3.0, 5.0) => [[20.0, 12.0], [12.0, 0.0]];
    wrt_jvp: selected::jvp(2.0, 3.0, 5.0, [1.0, 0.5]) => 69.0;
    wrt_array: selected_array::gradient(2.0, &[3.0, 5.0]) => [50.0, 60.0];
    wrt_called: calls_selected::gradient(2.0, 3.0) => [72.0, 48.0];
    name_gradient: Energy::gradient(2.0, 3.0) => [3.0, 2.0];
    name_value: energy(2.0, 3.0) => 6.0;
    output_gradient: gradient_alone::gradient(2.0, 3.0) => [7.0, 2.0];
    outputs_both: (two_outputs::jvp(2.0, 3.0, [1.0, 0.0]), two_outputs::hessian(2.0, 3.0)) => (12.0, [[6.0, 4.0], [4.0, 0.0]]);
}

same_bits! {
    bits_constants: named_constants::value_and_derivative(0.3, &[0.1, 0.7], 0.9).0 => named_constants(0.3, &[0.1, 0.7], 0.9);
    bits_wrt: selected::value_and_gradient(0.3, 0.1, 0.7).0 => selected(0.3, 0.1, 0.7);
}

// ---- objectives

#[differentiable]
fn banana(x: f64, y: f64) -> f64 {
    let a = 1.0 - x;
    let b = y - x * x;
    a * a + 100.0 * b * b
}

#[differentiable]
fn bananas(x: &[f64], #[constant] steep: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() - 1 {
        let a = 1.0 - x[i];
        let b = x[i + 1] - x[i] * x[i];
        s += a * a + steep * b * b;
    }
    s
}

#[differentiable]
fn bowl<const N: usize>(x: &[f64; N], #[constant] center: &[f64; N]) -> f64 {
    let mut s = 0.0;
    for i in 0..N {
        s += (x[i] - center[i]).powi(2) + (x[i] - center[i]).powi(4);
    }
    s
}

#[differentiable]
fn cosine(x: f64) -> f64 {
    x.cos()
}

/// The type of an objective can be written down.
struct Holder<'a> {
    objective: Bound<bananas, (f64,)>,
    data: Bound<named_constants, (&'a [f64], f64)>,
}

fn is_shared<T: Copy + Send + Sync>(_: &T) {}

#[test]
fn objectives_are_minimized() {
    for x in minimize(banana::objective(), [-1.2, 1.0]).expect("converges").point {
        assert_relative_eq!(x, 1.0, max_relative = 1e-8);
    }
    for x in minimize(bananas::objective(100.0), vec![-1.2, 1.0, 0.5]).expect("converges").point {
        assert_relative_eq!(x, 1.0, max_relative = 1e-8);
    }
    let point = Newton::new().minimize(bowl::objective(&[1.0, 2.0, 3.0]), [0.0; 3]).expect("converges").point;
    for (x, center) in point.iter().zip([1.0, 2.0, 3.0]) {
        assert_relative_eq!(*x, center, max_relative = 1e-6);
    }
    let point = minimize(cosine::objective(), [2.0]).expect("converges").point;
    assert_relative_eq!(point[0], std::f64::consts::PI, max_relative = 1e-8);
}

#[test]
fn objectives_are_values() {
    let data = vec![1.0, 2.0];
    let holder = Holder { objective: bananas::objective(100.0), data: named_constants::objective(&data, 0.5) };
    is_shared(&holder.objective);
    is_shared(&holder.data);
    assert_eq!(holder.objective.value(&vec![1.0, 1.0]), 0.0);
    let mut gradient = [0.0];
    assert_eq!(holder.data.value_and_gradient(&[3.0], &mut gradient), 2.5);
    assert_eq!(gradient, [3.0]);
    assert_eq!(holder.data.constants().1, 0.5);
}

// ---- least squares

#[differentiable]
fn banana_residuals(x: f64, y: f64) -> [f64; 2] {
    [10.0 * (y - x * x), 1.0 - x]
}

#[differentiable]
fn line_residuals(b: &[f64; 2], #[constant] xs: &[f64], #[constant] ys: &[f64]) -> Vec<f64> {
    let mut r = vec![0.0; xs.len()];
    for i in 0..xs.len() {
        r[i] = ys[i] - b[0] - b[1] * xs[i];
    }
    r
}

#[test]
fn residuals_are_minimized() {
    let report = LevenbergMarquardt::new().minimize(banana_residuals::residuals(), [-1.2, 1.0]).expect("converges");
    for x in report.point {
        assert_relative_eq!(x, 1.0, max_relative = 1e-8);
    }
    // The line through (0, 1), (1, 3), (2, 4): intercept 7/6, slope 3/2 by the normal equations.
    let line = line_residuals::residuals(3, &[0.0, 1.0, 2.0], &[1.0, 3.0, 4.0]);
    assert_eq!(line.len(), 3);
    let report = LevenbergMarquardt::new().minimize(&line, [0.0, 0.0]).expect("converges");
    assert_relative_eq!(report.point[0], 7.0 / 6.0, max_relative = 1e-8);
    assert_relative_eq!(report.point[1], 1.5, max_relative = 1e-8);
}

// ---- curves

#[differentiable]
fn decay(b: &[f64; 2], #[constant] t: f64) -> f64 {
    b[0] * (-b[1] * t).exp()
}

#[differentiable]
fn plane(a: f64, b: f64, c: f64, #[constant] x: f64, #[constant] y: f64) -> f64 {
    a + b * x + c * y
}

#[test]
fn curves_are_fitted() {
    let ts = [0.0, 1.0, 2.0, 3.0, 4.0];
    let ys = ts.map(|t| 5.0 * f64::exp(-0.7 * t));
    let fit = decay::curve(&ts, &ys).fit([1.0, 1.0]).expect("converges");
    assert_relative_eq!(fit.parameters[0], 5.0, max_relative = 1e-8);
    assert_relative_eq!(fit.parameters[1], 0.7, max_relative = 1e-8);
    assert!(fit.rss < 1e-16);

    let points = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (2.0, 3.0)];
    let zs = points.map(|(x, y)| 1.0 + 2.0 * x - 3.0 * y);
    let fit = plane::curve(&points, &zs).fit([0.0; 3]).expect("converges");
    for (found, expected) in fit.parameters.iter().zip([1.0, 2.0, -3.0]) {
        assert_relative_eq!(*found, expected, max_relative = 1e-8);
    }
}

// ---- checks

#[test]
fn checks_pass() {
    banana::check(-1.2, 1.0);
    bananas::check(&[-1.2, 1.0, 0.5], 100.0);
    bowl::check(&[1.0, 2.0], &[0.3, 0.1]);
    decay::check(&[1.0, 0.5], 2.0);
    named_constants::check(0.3, &[1.0, 2.0], 0.5);
    selected::check(0.3, 0.7, 0.1);
}

/// Continuous, and smooth, but the branch that is taken at 2 has another slope.
#[differentiable]
fn patched(x: f64) -> f64 {
    if x == 2.0 { 3.0 * x } else { x * x + 2.0 }
}

#[test]
#[should_panic(expected = "gradient[0]: given 3e0")]
fn checks_fail() {
    patched::check(2.0);
}

/// Of residuals that are linear, the model is the sum of squares.
#[test]
fn the_pieces_of_a_gauss_newton_step() {
    #[differentiable]
    fn line(b: &[f64], #[constant] x: &[f64; 4]) -> [f64; 4] {
        x.map(|x| b[0] + b[1] * x - x.exp())
    }
    #[differentiable]
    fn half(b: &[f64], #[constant] x: &[f64; 4]) -> f64 {
        0.5 * x.iter().map(|x| (b[0] + b[1] * x - x.exp()).powi(2)).sum::<f64>()
    }
    let (x, b, step) = ([0.0, 0.5, 1.0, 2.0], vec![0.5, 1.5], [0.25, -0.75]);
    let model = line::residuals(&x).linearized(&b);
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-13 * b.abs().max(1.0), "{a} {b}");
    near(model.value(), half(&b, &x));
    near(model.predicted(&step), half(&[0.75, 0.75], &x));
    model.gradient.iter().zip(half::gradient(&b, &x)).for_each(|(a, b)| near(*a, b));
    model.normal.iter().zip(half::hessian(&b, &x)).for_each(|(a, b)| near(*a, b));
}
