//! Derivatives without the standard library and without a heap: fixed sizes, arithmetic, and functions of `libm`.
//!
//! `cargo build -p chainrule-no-std --target thumbv7em-none-eabi` needs nothing but `core`.
#![no_std]

use chainrule::{Failure, differentiable, minimize};

/// The banana function.
#[differentiable]
#[must_use]
pub fn banana(x: f64, y: f64) -> f64 {
    let a = 1.0 - x;
    let b = y - x * x;
    a * a + 100.0 * b * b
}

/// A sum over an array of any length.
#[differentiable]
#[must_use]
pub fn chained<const N: usize>(x: &[f64; N], #[constant] steep: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..N - 1 {
        let b = x[i + 1] - x[i] * x[i];
        sum += steep * b * b;
    }
    sum
}

/// A slice, whose gradient is written to the caller's.
#[differentiable]
#[must_use]
pub fn squares(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for t in x {
        sum += t * t;
    }
    sum
}

/// Row L28: functions of `libm`, whose derivatives are functions of `libm`.
#[differentiable]
#[must_use]
pub fn through_libm(x: f64, y: f64) -> f64 {
    let a = libm::sin(x) + libm::tanh(y) * libm::exp(x) + libm::hypot(x, y) + libm::atan2(y, x);
    let b = libm::pow(x, y) + libm::pow(x, 3.0) + libm::pow(y, 0.5) + libm::sqrt(x) + libm::cbrt(y);
    let c = libm::asin(x) + libm::acosh(y) + libm::asinh(x) + libm::atanh(x) + libm::atan(y) + libm::log1p(x);
    a + b + c + libm::fmax(x, y) + libm::fabs(x) + 1.0 / (1.0 + libm::exp(-x))
}

/// The same for `f32`.
#[differentiable]
#[must_use]
pub fn single_through_libm(x: f32) -> f32 {
    libm::sinf(x) * libm::powf(x, 2.5) - libm::logf(x) / libm::coshf(x)
}

/// A recurrence of a fixed number of turns.
#[differentiable]
#[must_use]
pub fn recurrence(x: f64, r: f64) -> f64 {
    let mut x = x;
    for _ in 0..10 {
        x = r * x * (1.0 - x);
    }
    x
}

/// A step of an integrator.
#[differentiable]
#[must_use]
pub fn step(p: &[f32; 2], #[constant] h: f32) -> [f32; 2] {
    [p[0] + h * p[1], p[1] - h * p[0]]
}

/// Calls.
#[differentiable]
#[must_use]
pub fn caller(x: f64, y: f64) -> f64 {
    let t = banana(x, y) * chained(&[x, y, x * y], 3.0);
    if t > 0.0 { t } else { -t }
}

/// Where the banana function is least, on a machine without a heap: Newton's method in place.
///
/// # Errors
/// If the run ends without convergence.
#[allow(clippy::result_large_err, reason = "there is no heap to box a failure on")]
pub fn lowest(start: [f64; 2]) -> Result<[f64; 2], Failure<[f64; 2]>> {
    Ok(minimize(banana::objective(), start)?.point)
}

#[cfg(test)]
mod tests {
    use super::{banana, caller, chained, lowest, recurrence, squares, step};
    use chainrule::{
        Adam, Bfgs, ConjugateGradients, GradientDescent, Newton, Objective, Report, Schedule, scalar::Brent,
    };

    #[test]
    fn derivatives_are_there() {
        assert_eq!(banana::gradient(2.0, 3.0), [802.0, -200.0]);
        assert_eq!(banana::hessian(2.0, 3.0), [[3602.0, -800.0], [-800.0, 200.0]]);
        assert_eq!(chained::gradient(&[1.0, 2.0], 0.5), [-2.0, 1.0]);
        assert_eq!(chained::hessian(&[1.0, 2.0], 0.5), [[2.0, -2.0], [-2.0, 1.0]]);
        assert_eq!(recurrence::gradient(0.0, 2.0), [1024.0, 0.0]);
        assert_eq!(step::jacobian(&[1.0, 2.0], 0.5), [[1.0, 0.5], [-0.5, 1.0]]);
        assert_eq!(caller::gradient(1.0, 1.0), [0.0, 0.0]);
    }

    #[test]
    fn slices_are_written_to() {
        let mut g = [0.0; 2];
        assert_eq!(squares::value_and_gradient_into(&[1.0, 2.0], &mut g), 5.0);
        assert_eq!(g, [2.0, 4.0]);
    }

    #[test]
    fn objectives_are_there() {
        let mut g = [0.0; 2];
        assert_eq!(banana::objective().value_and_gradient(&[1.0, 1.0], &mut g), 0.0);
        assert_eq!(g, [0.0, 0.0]);
    }

    fn is_lowest(report: &Report<[f64; 2]>, near: f64) {
        assert!(report.point.iter().all(|x| (x - 1.0).abs() < near), "{report}");
    }

    #[test]
    fn optimizers_are_there() {
        let (problem, start) = (banana::objective(), [-1.2, 1.0]);
        assert!(lowest(start).is_ok_and(|x| x.iter().all(|x| (x - 1.0).abs() < 1e-12)));
        is_lowest(&Newton::new().minimize(problem, start).expect("converges"), 1e-12);
        is_lowest(&Bfgs::new().minimize(problem, start).expect("converges"), 1e-9);
        is_lowest(&ConjugateGradients::new().minimize(problem, start).expect("converges"), 1e-6);
        let descent = GradientDescent::new().max_iterations(20_000).minimize(problem, start).expect("converges");
        is_lowest(&descent, 1e-5);
        let schedule = Schedule::cosine(0.1, 5000).warm_up(10);
        let adam = Adam::new(schedule).gradient_tolerance(1e-4).minimize(problem, start).expect("converges");
        is_lowest(&adam, 1e-2);
    }

    #[test]
    fn scalar_methods_are_there() {
        let root = Brent::new().root(|x| x * x - 2.0, 0.0, 2.0).expect("a root");
        assert!((root.point - core::f64::consts::SQRT_2).abs() < 1e-14);
    }
}
