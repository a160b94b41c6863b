//! Derivatives inside of differentiated functions. Numbers are worked out by hand.

use chainrule::differentiable;

// ---- one number

#[differentiable]
fn cube(x: f64) -> f64 {
    x * x * x
}

/// `3 x²`, times `x`.
#[differentiable]
fn scaled_slope(x: f64) -> f64 {
    cube::derivative(x) * x
}

/// The value of the cube and its derivative.
#[differentiable]
fn both(x: f64, y: f64) -> f64 {
    let (value, slope) = cube::value_and_derivative(x * y);
    value + y * slope
}

#[test]
fn a_derivative() {
    assert_eq!(scaled_slope::value_and_derivative(2.0), (24.0, 36.0));
    assert_eq!(scaled_slope::jvp(2.0, 0.5), 18.0);
    assert_eq!(scaled_slope::vjp(2.0, 0.5), 18.0);
    // u = x y, f = u³ + 3 y u²: ∂x = (3u² + 6 y u) y, ∂y = (3u² + 6 y u) x + 3 u².
    assert_eq!(both::value_and_gradient(2.0, 3.0), (216.0 + 324.0, [(108.0 + 108.0) * 3.0, 216.0 * 2.0 + 108.0]));
    assert_eq!(both::jvp(2.0, 3.0, [1.0, 1.0]), 648.0 + 540.0);
}

/// Perturbation confusion: `x d/dy (x + y)` is `x`.
#[differentiable(wrt(y))]
fn shifted(x: f64, y: f64) -> f64 {
    x + y
}

#[differentiable]
fn confused(x: f64) -> f64 {
    x * shifted::derivative(x, 1.0)
}

/// `x d/dy (x y)` is `x²`: what is not selected has a derivative of its own.
#[differentiable(wrt(y))]
fn product(x: f64, y: f64) -> f64 {
    x * y
}

#[differentiable]
fn mixed_up(x: f64) -> f64 {
    x * product::derivative(x, x)
}

/// Twice: `d/dx (x d/dy (x y²))` at `y = x` is that of `2 x³`.
#[differentiable(wrt(y))]
fn inner(x: f64, y: f64) -> f64 {
    x * y * y
}

#[differentiable]
fn outer(x: f64, z: f64) -> f64 {
    x * inner::derivative(x, z)
}

#[differentiable(derivative)]
fn outermost(x: f64) -> f64 {
    outer(x, x) + constant_slope(x)
}

/// Of a constant, as it is.
#[differentiable]
fn constant_slope(x: f64) -> f64 {
    cube::derivative(2.0) * x
}

#[test]
fn perturbations_are_not_confused() {
    assert_eq!(confused::value_and_derivative(2.0), (2.0, 1.0));
    assert_eq!(mixed_up::value_and_derivative(3.0), (9.0, 6.0));
    assert_eq!(outer::gradient(2.0, 3.0), [2.0 * 2.0 * 2.0 * 3.0, 2.0 * 4.0]);
    // x · 2 x z at z = x is 2 x³.
    assert_eq!(outermost::value_and_derivative(2.0), (16.0 + 24.0, 24.0 + 12.0));
}

// ---- several numbers, arrays, slices

#[differentiable]
fn energy(x: f64, y: f64, #[constant] k: f64) -> f64 {
    k * x * x * y + y * y
}

/// The squared force.
#[differentiable]
fn force(x: f64, y: f64) -> f64 {
    let [fx, fy] = energy::gradient(x, y, 2.0);
    fx * fx + fy * fy
}

#[differentiable]
fn bonds(x: &[f64; 3], stiff: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..2 {
        let d = x[i + 1] - x[i];
        sum += d * d * d;
    }
    stiff * sum
}

#[differentiable(constant(stiff))]
fn springs(x: &[f64; 3], stiff: f64) -> f64 {
    bonds(x, stiff)
}

#[differentiable]
fn residual_force(x: &[f64; 3], scale: f64) -> f64 {
    let f = springs::gradient(x, 2.0);
    let mut sum = 0.0;
    for i in 0..3 {
        sum += scale * f[i] * f[i];
    }
    sum
}

#[differentiable]
fn well(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v * v;
    }
    sum
}

#[differentiable]
fn slopes(x: &[f64]) -> f64 {
    let (value, g) = well::value_and_gradient(x);
    value * g[0] + g[1]
}

/// Steps of gradient descent inside of a loss.
#[differentiable]
fn descended(start: f64, rate: f64) -> f64 {
    let mut x = start;
    for _ in 0..3 {
        if x > 0.0 {
            x -= rate * cube::derivative(x);
        }
    }
    x * x
}

#[test]
fn gradients_inside() {
    // fx = 4xy, fy = 2x² + 2y: at (1, 2) it is (8, 6).
    assert_eq!(
        force::value_and_gradient(1.0, 2.0),
        (100.0, [2.0 * 8.0 * 8.0 + 2.0 * 6.0 * 4.0, 2.0 * 8.0 * 4.0 + 2.0 * 6.0 * 2.0])
    );
    assert_eq!(force::vjp(1.0, 2.0, 0.5), [88.0, 44.0]);
    // d = (1, 2): f = 6 (-1, 1 - 4, 4).
    let x = [0.0, 1.0, 3.0];
    let (value, (dx, ds)) = residual_force::value_and_gradient(&x, 0.5);
    let f = [-6.0, -18.0, 24.0];
    assert_eq!(value, 0.5 * (36.0 + 324.0 + 576.0));
    // The Hessian of the springs is 12 [[1, -1, 0], [-1, 3, -2], [0, -2, 2]].
    let h = [[12.0, -12.0, 0.0], [-12.0, 36.0, -24.0], [0.0, -24.0, 24.0]];
    let expected = h.map(|row| row[0] * f[0] + row[1] * f[1] + row[2] * f[2]);
    assert_eq!((dx, ds), (expected, 936.0));
    assert_eq!(residual_force::jvp(&x, 0.5, ([1.0, 0.0, 0.0], 1.0)), expected[0] + 936.0);
    // v = x³ + y³, g = (3x², 3y²): f = 3x²(x³ + y³) + 3y².
    let (value, g) = slopes::value_and_gradient(&[1.0, 2.0]);
    assert_eq!((value, g), (27.0 + 12.0, vec![9.0 + 54.0, 36.0 + 12.0]));
    assert_eq!(slopes::jvp(&[1.0, 2.0], &[1.0, 1.0]), 63.0 + 48.0);
    assert_eq!(descended::value_and_gradient(-1.0, 0.1), (1.0, [-2.0, 0.0]));
    let plain = |start: f64, rate: f64| {
        let mut x = start;
        for _ in 0..3 {
            x -= rate * 3.0 * x * x;
        }
        x * x
    };
    let (value, g) = descended::value_and_gradient(1.0, 0.1);
    assert_eq!(value, plain(1.0, 0.1));
    let h = 1e-6;
    let d = [
        (plain(1.0 + h, 0.1) - plain(1.0 - h, 0.1)) / (2.0 * h),
        (plain(1.0, 0.1 + h) - plain(1.0, 0.1 - h)) / (2.0 * h),
    ];
    assert!((g[0] - d[0]).abs() < 1e-8 && (g[1] - d[1]).abs() < 1e-8, "{g:?} {d:?}");
}

// ---- the second order of those: third derivatives

#[differentiable(order = 3)]
fn quartic(x: f64) -> f64 {
    x * x * x * x
}

/// `4 x³ · x`, and what the value adds.
#[differentiable(order = 2)]
fn of_quartic(x: f64) -> f64 {
    let (value, slope) = quartic::value_and_derivative(x);
    quartic::derivative(x) * x + value + x * slope
}

/// `12 x²`, `24 x`.
#[differentiable]
fn curvature(x: f64) -> f64 {
    quartic::second_derivative(x) * x
}

#[differentiable(order = 3)]
fn landscape(x: f64, y: f64, #[constant] k: f64) -> f64 {
    k * x * x * y + (x * y).sin() + y * y * y
}

/// The squared gradient, weighted.
#[differentiable(order = 2)]
fn roughness(x: f64, y: f64, w: f64) -> f64 {
    let g = landscape::gradient(x, y, 2.0);
    let (value, again) = landscape::value_and_gradient(x * y, y, 0.5);
    w * (g[0] * g[0] + g[1] * g[1]) + value * again[1]
}

#[differentiable(order = 3)]
fn chain(x: &[f64; 3], stiff: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..2 {
        let d = x[i + 1] - x[i];
        sum += d * d * d * d;
    }
    stiff * sum
}

#[differentiable(order = 3, wrt(x))]
fn only_x(x: &[f64; 3], stiff: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..2 {
        let d = x[i + 1] - x[i];
        sum += d * d * d * d;
    }
    stiff * sum
}

#[differentiable(order = 2)]
fn strain(x: &[f64; 3], stiff: f64) -> f64 {
    let (value, f) = only_x::value_and_gradient(x, stiff);
    let mut sum = value;
    for i in 0..3 {
        sum += f[i] * f[i] * x[0];
    }
    sum
}

#[differentiable(order = 3)]
fn any_length(x: &[f64], k: usize) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v * v * x[k];
    }
    sum
}

#[differentiable(order = 2)]
fn of_any_length(x: &[f64]) -> f64 {
    let g = any_length::gradient(x, 0);
    let mut sum = 0.0;
    for i in 0..x.len() {
        if x[i] > 0.0 {
            sum += g[i] * g[i];
        }
    }
    sum
}

/// Newton's method on a parameter: an optimizer inside of a loss.
#[differentiable(order = 3, wrt(x))]
fn objective(x: f64, a: f64) -> f64 {
    x * x * x * x / 4.0 + x * x / 2.0 - a * x
}

#[differentiable]
fn minimizer(a: f64) -> f64 {
    let mut x = a;
    for _ in 0..20 {
        x -= objective::derivative(x, a) / objective::second_derivative(x, a);
    }
    x
}

#[test]
fn third_derivatives() {
    // 4x⁴ + x⁴ + 4x⁴ = 9 x⁴.
    assert_eq!(of_quartic::value_and_derivative(2.0), (144.0, 288.0));
    assert_eq!(of_quartic::second_derivative(2.0), 432.0);
    assert_eq!(curvature::value_and_derivative(2.0), (96.0, 144.0));
    assert_eq!(curvature::jvp(2.0, 0.5), 72.0);
    roughness::check(0.4, 0.7, 1.5);
    strain::check(&[0.1, 0.7, -0.4], 1.5);
    of_any_length::check(&[0.1, 0.7, -0.4]);
    assert_eq!(chain::check(&[0.1, 0.7, -0.4], 1.5), ());
    // x³ + x = a, so x' = 1 / (3 x² + 1).
    let (x, slope) = minimizer::value_and_derivative(2.0);
    assert!((x - 1.0).abs() < 1e-15 && (slope - 0.25).abs() < 1e-15, "{x} {slope}");
}

/// The second order of a function with nested derivatives, in a function that calls it.
#[differentiable]
fn caller(x: f64, y: f64) -> f64 {
    roughness(x, y, x) * y
}

#[test]
fn in_a_called_function() {
    caller::check(0.4, 0.7);
}

// ---- Hessians

/// The determinant of a Hessian.
#[differentiable]
fn determinant(x: f64, y: f64) -> f64 {
    let [[a, b], [_, d]] = landscape::hessian(x, y, 2.0);
    a * d - b * b
}

#[differentiable]
fn trace(x: &[f64; 3], s: f64) -> f64 {
    let h: [[f64; 3]; 3] = only_x::hessian(x, s);
    let mut sum = 0.0;
    for i in 0..3 {
        for j in 0..3 {
            sum += h[i][j] * h[i][j] * x[i];
        }
    }
    sum
}

#[differentiable]
fn flat_trace(x: &[f64]) -> f64 {
    let h = any_length::hessian(x, 1);
    let n = x.len();
    let mut sum = 0.0;
    for i in 0..n {
        sum += h[i * n + i] * h[1] * x[0];
    }
    sum
}

/// Derivatives of what has a Hessian in it, against differences of its values.
fn differs(f: impl Fn(f64) -> f64, derivative: f64) -> bool {
    let h = 1e-5;
    let quotient = (f(h) - f(-h)) / (2.0 * h);
    (quotient - derivative).abs() > 1e-7 * derivative.abs().max(1.0)
}

#[test]
fn hessians_inside() {
    let (x, y) = (0.4, 0.7);
    let [dx, dy] = determinant::gradient(x, y);
    assert!(!differs(|h| determinant(x + h, y), dx) && !differs(|h| determinant(x, y + h), dy), "{dx} {dy}");
    let along = determinant::jvp(x, y, [2.0, -1.0]);
    assert!((along - (2.0 * dx - dy)).abs() < 1e-13 * dx.abs(), "{along} {dx} {dy}");
    let (x, s) = ([0.1, 0.7, -0.4], 1.5);
    let (dx, ds) = trace::gradient(&x, s);
    for k in 0..3 {
        let moved = |h: f64| {
            let mut x = x;
            x[k] += h;
            x
        };
        assert!(!differs(|h| trace(&moved(h), s), dx[k]), "{dx:?}");
        let g = flat_trace::gradient(&x);
        assert!(!differs(|h| flat_trace(&moved(h)), g[k]), "{g:?}");
        assert_eq!(flat_trace::jvp(&x, &moved(0.0)).to_bits(), flat_trace::jvp(&x, &x).to_bits());
    }
    assert!(!differs(|h| trace(&x, s + h), ds));
    let along = trace::jvp(&x, s, ([1.0, 2.0, 3.0], 4.0));
    assert!((along - (dx[0] + 2.0 * dx[1] + 3.0 * dx[2] + 4.0 * ds)).abs() < 1e-12 * along.abs());
    let g = flat_trace::gradient(&x);
    let along = flat_trace::jvp(&x, &[1.0, 2.0, 3.0]);
    assert!((along - (g[0] + 2.0 * g[1] + 3.0 * g[2])).abs() < 1e-12 * along.abs());
}
