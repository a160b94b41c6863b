//! Functions as parameters of annotated functions: closures with what they capture, annotated functions by their names.
//! Numbers are worked out by hand; what goes over many steps is compared with differences besides.

use chainrule::{Differentiable, differentiable};

#[differentiable]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiable]
fn scaled(k: f64, x: f64) -> f64 {
    twice(|v| k * v * v, x)
}

#[differentiable]
fn square(x: f64) -> f64 {
    x * x
}

// A borrowed function is one, too.
#[allow(clippy::needless_borrows_for_generic_args)]
#[differentiable]
fn fourth(x: f64) -> f64 {
    twice(square, x) + twice(&square, 1.0)
}

/// `k³x⁴`, and `x⁴`.
#[test]
fn closures_and_names() {
    assert_eq!(scaled::value_and_gradient(2.0, 3.0), (648.0, [972.0, 864.0]));
    assert_eq!(scaled::hessian(2.0, 3.0), [[972.0, 1296.0], [1296.0, 864.0]]);
    assert_eq!(scaled::jvp(2.0, 3.0, [1.0, 1.0]), 1836.0);
    assert_eq!(scaled::hvp(2.0, 3.0, [1.0, -1.0]), [-324.0, 432.0]);
    assert_eq!((fourth::derivative(3.0), fourth::second_derivative(3.0)), (108.0, 108.0));
}

/// By the rule of Simpson, which is exact for cubics.
#[differentiable]
fn simpson<F>(f: F, a: f64, b: f64) -> f64
where
    F: Fn(f64) -> f64,
{
    (b - a) / 6.0 * (f(a) + 4.0 * f(0.5 * (a + b)) + f(b))
}

#[differentiable]
fn area(k: f64, b: f64) -> f64 {
    let c = 2.0 * k;
    let curve = |x: f64| k * x * x + c;
    simpson(curve, 0.0, b)
}

#[differentiable]
fn volume(k: f64, b: f64) -> f64 {
    simpson(|x| simpson(|y| k * x * y, 0.0, x), 0.0, b)
}

/// `kb³/3 + 2kb`, and `kb⁴/8`.
#[test]
fn integrals() {
    close(&area::gradient(3.0, 2.0), &[8.0 / 3.0 + 4.0, 18.0]);
    close(area::hessian(3.0, 2.0).as_flattened(), &[0.0, 6.0, 6.0, 12.0]);
    close(&volume::gradient(3.0, 2.0), &[2.0, 12.0]);
    close(volume::hessian(3.0, 2.0).as_flattened(), &[0.0, 4.0, 4.0, 18.0]);
}

#[differentiable]
fn adaptive(f: &dyn Fn(f64) -> f64, a: f64, b: f64, depth: u32) -> f64 {
    let m = 0.5 * (a + b);
    let (whole, left, right) = (simpson(f, a, b), simpson(f, a, m), simpson(f, m, b));
    if depth == 0 || (left + right - whole).abs() < 1e-9 {
        return left + right;
    }
    adaptive(f, a, m, depth - 1) + adaptive(f, m, b, depth - 1)
}

/// `(1 - cos(kb)) / k`
#[differentiable]
fn sines(k: f64, b: f64) -> f64 {
    adaptive(&|x| (k * x).sin(), 0.0, b, 12)
}

#[test]
fn recursion() {
    let (k, b) = (1.5_f64, 2.0_f64);
    let (sin, cos) = (k * b).sin_cos();
    let expected = [b * sin / k - (1.0 - cos) / (k * k), sin];
    let found = sines::gradient(k, b);
    assert!((0..2).all(|i| (found[i] - expected[i]).abs() < 1e-8), "{found:?} {expected:?}");
    sines::check(k, b);
}

#[differentiable]
fn runge_kutta(f: impl Fn(f64, &[f64; 2]) -> [f64; 2], start: [f64; 2], end: f64, steps: usize) -> [f64; 2] {
    let h = end / steps as f64;
    let mut y = start;
    for i in 0..steps {
        let t = i as f64 * h;
        let a = f(t, &y);
        let b = f(t + 0.5 * h, &[y[0] + 0.5 * h * a[0], y[1] + 0.5 * h * a[1]]);
        let c = f(t + 0.5 * h, &[y[0] + 0.5 * h * b[0], y[1] + 0.5 * h * b[1]]);
        let d = f(t + h, &[y[0] + h * c[0], y[1] + h * c[1]]);
        for j in 0..2 {
            y[j] += h / 6.0 * (a[j] + 2.0 * b[j] + 2.0 * c[j] + d[j]);
        }
    }
    y
}

/// `x cos(√k t)`
#[differentiable]
fn oscillator(k: f64, x: f64) -> f64 {
    let y = runge_kutta(|_t, y: &[f64; 2]| [y[1], -k * y[0]], [x, 0.0], 1.0, 100);
    y[0]
}

#[differentiable]
fn growth(_t: f64, y: &[f64; 2]) -> [f64; 2] {
    [y[0], y[0] * y[1]]
}

#[differentiable]
fn grown(x: f64) -> f64 {
    let y = runge_kutta(growth, [x, 1.0], 1.0, 10);
    y[0] * y[1]
}

#[test]
fn differential_equations() {
    let (k, x) = (2.0_f64, 3.0_f64);
    let (sin, cos) = k.sqrt().sin_cos();
    let expected = [-x * sin / (2.0 * k.sqrt()), cos];
    let found = oscillator::gradient(k, x);
    assert!((0..2).all(|i| (found[i] - expected[i]).abs() < 1e-8), "{found:?} {expected:?}");
    oscillator::check(k, x);
    grown::check(0.5);
}

#[differentiable]
fn folded(f: fn(f64, f64) -> f64, xs: &[f64]) -> f64 {
    let mut sum = 1.0;
    for &x in xs {
        sum = f(sum, x);
    }
    sum
}

#[differentiable]
fn product(a: f64, x: f64) -> f64 {
    a * x
}

#[differentiable]
fn products(xs: &[f64]) -> f64 {
    folded(product, xs) + folded(|a, x| a + x * x, xs) + folded(f64::max, &xs[..1])
}

#[differentiable]
fn mapped(f: impl Fn(&[f64]) -> f64, xs: &[f64]) -> f64 {
    let mut ys = xs.to_vec();
    ys[0] *= 2.0;
    f(&ys) + f(xs)
}

#[differentiable]
fn norms(xs: &[f64], k: f64) -> f64 {
    mapped(|v: &[f64]| k * v.iter().map(|x| x * x).sum::<f64>() + xs[1] * v[0], xs)
}

#[test]
fn pointers_and_slices() {
    assert_eq!(products::gradient(&[2.0, 3.0, 4.0]), [17.0, 14.0, 14.0]);
    // k (5a² + 2b²) + 3ab
    assert_eq!(norms::gradient(&[1.0, 2.0], 3.0), (vec![36.0, 27.0], 13.0));
    norms::check(&[1.0, 2.0], 3.0);
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Wave {
    height: f64,
    slope: f64,
}

#[differentiable]
fn under(#[active] wave: &Wave, b: f64) -> f64 {
    simpson(|x| wave.height + wave.slope * x, 0.0, b)
}

/// `hb + sb²/2`
#[test]
fn structs_that_are_captured() {
    let wave = Wave { height: 2.0, slope: 3.0 };
    assert_eq!(under::gradient(&wave, 3.0), (Wave { height: 3.0, slope: 4.5 }, 11.0));
    under::check(&wave, 3.0);
}

#[differentiable]
fn in_a_loop(x: f64, turns: usize) -> f64 {
    let mut sum = 0.0;
    for i in 1..=turns {
        let c = i as f64;
        sum += twice(|v| c * v + x, sum);
    }
    sum
}

/// From 0: `2x`, then `2x + 4 · 2x + 3x`.
#[test]
fn loops() {
    assert_eq!(in_a_loop::derivative(0.5, 1), 2.0);
    assert_eq!(in_a_loop::derivative(0.5, 2), 13.0);
}

#[differentiable]
fn of_constants(k: f64) -> f64 {
    k * simpson(|x| 3.0 * x * x, 0.0, 2.0)
}

struct Solver {
    steps: usize,
}

#[differentiable]
impl Solver {
    fn fixed_point(&self, f: impl Fn(f64) -> f64, start: f64) -> f64 {
        let mut x = start;
        for _ in 0..self.steps {
            x = f(x);
        }
        x
    }
}

#[test]
fn of_what_does_not_vary() {
    assert_eq!(of_constants::derivative(1.0), 8.0);
    assert_eq!(Solver { steps: 2 }.fixed_point(|x| 2.0 * x, 1.0), 4.0);
}

fn close(found: &[f64], expected: &[f64]) {
    let close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-14 * a.abs().max(b.abs()).max(1.0);
    assert!(found.len() == expected.len() && found.iter().zip(expected).all(close), "{found:?} {expected:?}");
}
