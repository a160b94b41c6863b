//! Products, Jacobians and gradients that are tuples, inside of differentiated functions. Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

/// Derivatives that are no sums of a few numbers: each direction against a central difference of the values.
fn agrees(f: impl Fn(f64) -> f64, slope: f64) -> bool {
    let h = 1e-5;
    let quotient = (f(h) - f(-h)) / (2.0 * h);
    (quotient - slope).abs() <= 1e-8 * slope.abs().max(1.0)
}

// ---- of a number

/// The gradient is `(2 k x y, k x² + 2 y)`, the Hessian `[[2 k y, 2 k x], [2 k x, 2]]`, the third derivatives `2 k` where `x` is twice.
#[differentiable(order = 3)]
fn energy(x: f64, y: f64, #[constant] k: f64) -> f64 {
    k * x * x * y + y * y
}

#[differentiable]
fn along(x: f64, y: f64, t: f64) -> f64 {
    energy::jvp(x, y, 2.0, [t, x]) * y
}

#[differentiable]
fn weighted(x: f64, y: f64, t: f64) -> f64 {
    let [a, b] = energy::vjp(x, y, 2.0, t);
    a * b
}

#[differentiable]
fn curved(x: f64, y: f64, t: f64) -> f64 {
    let h = energy::hvp(x, y, 2.0, [t, y]);
    h[0] + h[1] * t
}

#[test]
fn products_of_numbers() {
    let (x, y, t) = (2.0, 3.0, 0.5);
    // (4 x y t + 2 x³ + 2 x y) y
    let gradient =
        [(4.0 * y * t + 6.0 * x * x + 2.0 * y) * y, 8.0 * x * y * t + 2.0 * x * x * x + 4.0 * x * y, 4.0 * x * y * y];
    let value = (12.0 + 16.0 + 12.0) * 3.0;
    assert_eq!(along::value_and_gradient(x, y, t), (value, gradient));
    assert_eq!(along::jvp(x, y, t, [1.0, -1.0, 2.0]), gradient[0] - gradient[1] + 2.0 * gradient[2]);
    assert_eq!(along::vjp(x, y, t, 0.5), gradient.map(|d| 0.5 * d));
    // t² (4 x y) (2 x² + 2 y)
    let (a, b) = (4.0 * x * y, 2.0 * x * x + 2.0 * y);
    let gradient = [t * t * (4.0 * y * b + a * 4.0 * x), t * t * (4.0 * x * b + a * 2.0), 2.0 * t * a * b];
    assert_eq!(weighted::value_and_gradient(x, y, t), (t * t * a * b, gradient));
    assert_eq!(weighted::jvp(x, y, t, [1.0, 1.0, 1.0]), gradient.iter().sum::<f64>());
    // 4 y t + 4 x y + (4 x t + 2 y) t
    let gradient = [4.0 * y + 4.0 * t * t, 4.0 * t + 4.0 * x + 2.0 * t, 4.0 * y + 8.0 * x * t + 2.0 * y];
    assert_eq!(curved::value_and_gradient(x, y, t), (6.0 + 24.0 + 5.0, gradient));
    assert_eq!(curved::jvp(x, y, t, [1.0, 2.0, 3.0]), gradient[0] + 2.0 * gradient[1] + 3.0 * gradient[2]);
}

#[differentiable(order = 3)]
fn quartic(x: f64) -> f64 {
    x * x * x * x
}

/// `4 x³ v + 12 x² v`, with both products of one number.
#[differentiable]
fn of_one(x: f64, v: f64) -> f64 {
    let (value, along) = quartic::value_and_jvp(x, v);
    let (again, weighted) = quartic::value_and_vjp(x, v);
    (along + weighted) / 2.0 + quartic::hvp(x, v) + value - again
}

#[test]
fn products_of_one_number() {
    assert_eq!(of_one::value_and_gradient(2.0, 0.5), (16.0 + 24.0, [24.0 + 24.0, 32.0 + 48.0]));
    assert_eq!(of_one::jvp(2.0, 0.5, [1.0, 1.0]), 48.0 + 80.0);
}

// ---- perturbations

/// `d/dx [x d/dy (x + y)]` is 1.
#[differentiable]
fn sum(x: f64, y: f64) -> f64 {
    x + y
}

#[differentiable]
fn confused_forward(x: f64) -> f64 {
    x * sum::jvp(x, 1.0, [0.0, 1.0])
}

#[differentiable]
fn confused_backward(x: f64) -> f64 {
    let [_, dy] = sum::vjp(x, 1.0, 1.0);
    x * dy
}

/// `d/dx [x d/dy (x y)]` at `y = x` is `2 x`: the inner derivative varies, its direction does not.
#[differentiable]
fn product(x: f64, y: f64) -> f64 {
    x * y
}

#[differentiable]
fn crossed_forward(x: f64) -> f64 {
    x * product::jvp(x, x, [0.0, 1.0])
}

#[differentiable]
fn crossed_backward(x: f64) -> f64 {
    let [_, dy] = product::vjp(x, x, 1.0);
    x * dy
}

/// The direction varies too: `x (y x + x x)`, with `y = 3 x`.
#[differentiable]
fn turning(x: f64) -> f64 {
    x * product::jvp(x, 3.0 * x, [x, x])
}

#[test]
fn perturbations_are_not_confused() {
    assert_eq!(confused_forward::jvp(2.0, 1.0), 1.0);
    assert_eq!(confused_forward::value_and_derivative(2.0), (2.0, 1.0));
    assert_eq!(confused_backward::jvp(2.0, 1.0), 1.0);
    assert_eq!(confused_backward::value_and_derivative(2.0), (2.0, 1.0));
    assert_eq!(crossed_forward::jvp(3.0, 1.0), 6.0);
    assert_eq!(crossed_forward::value_and_derivative(3.0), (9.0, 6.0));
    assert_eq!(crossed_backward::jvp(3.0, 1.0), 6.0);
    assert_eq!(crossed_backward::value_and_derivative(3.0), (9.0, 6.0));
    // 4 x³
    assert_eq!(turning::jvp(2.0, 1.0), 48.0);
    assert_eq!(turning::value_and_derivative(2.0), (32.0, 48.0));
}

// ---- of several results

#[differentiable]
fn polar(r: f64, t: f64) -> [f64; 2] {
    [r * t, r * r + t]
}

/// The determinant of `[[t, r], [2 r, 1]]`, and the value.
#[differentiable]
fn determinant(r: f64, t: f64) -> f64 {
    let (value, j) = polar::value_and_jacobian(r, t);
    j[0][0] * j[1][1] - j[0][1] * j[1][0] + value[0] * value[1]
}

#[differentiable]
fn pushed(r: f64, t: f64, u: f64) -> f64 {
    let (value, d) = polar::value_and_jvp(r, t, [u, r]);
    d[0] * d[1] + value[1]
}

#[differentiable]
fn pulled(r: f64, t: f64, u: f64) -> f64 {
    let (value, [a, b]) = polar::value_and_vjp(r, t, [u, r]);
    a * b + value[0]
}

#[test]
fn products_of_several_results() {
    let (r, t, u) = (2.0, 3.0, 0.5);
    // t - 2 r² + r t (r² + t)
    assert_eq!(determinant::value_and_gradient(r, t), (3.0 - 8.0 + 42.0, [-8.0 + 36.0 + 9.0, 1.0 + 8.0 + 12.0]));
    assert_eq!(determinant::jvp(r, t, [1.0, 2.0]), 37.0 + 2.0 * 21.0);
    // d = (t u + r², 2 r u + r): the product, and r² + t.
    let d = [t * u + r * r, 2.0 * r * u + r];
    let gradient = [2.0 * r * d[1] + d[0] * (2.0 * u + 1.0) + 2.0 * r, u * d[1] + 1.0, t * d[1] + d[0] * 2.0 * r];
    assert_eq!(pushed::value_and_gradient(r, t, u), (d[0] * d[1] + 7.0, gradient));
    assert_eq!(pushed::jvp(r, t, u, [1.0, 1.0, 1.0]), gradient.iter().sum::<f64>());
    // (t u + 2 r², r u + r): the product, and r t.
    let (a, b) = (t * u + 2.0 * r * r, r * u + r);
    let gradient = [4.0 * r * b + a * (u + 1.0) + t, u * b + r, t * b + a * r];
    assert_eq!(pulled::value_and_gradient(r, t, u), (a * b + 6.0, gradient));
    assert_eq!(pulled::jvp(r, t, u, [1.0, 1.0, 1.0]), gradient.iter().sum::<f64>());
}

/// Through a function that calls others: `(x³ y, x y)`, and the same in parts.
#[differentiable]
fn through_calls(x: f64, y: f64) -> [f64; 2] {
    [product(x * x, product(x, y)), product(x, y)]
}

#[differentiable]
fn parts_through_calls(x: &[f64; 2]) -> (f64, [f64; 2]) {
    (product(x[0], x[1]), [product(x[0] * x[0], x[1]), x[1]])
}

/// `(3 x² y u + x³) (y u + x)`: along `(u, 1)`.
#[differentiable]
fn pushed_through_calls(x: f64, y: f64, u: f64) -> f64 {
    let d = through_calls::jvp(x, y, [u, 1.0]);
    d[0] * d[1]
}

/// `(x + y) (2 x y + x²) 1` along `(1, 1)`.
#[differentiable]
fn parts_pushed_through_calls(x: &[f64; 2]) -> f64 {
    let (a, [b, c]) = parts_through_calls::jvp(x, &[1.0, 1.0]);
    a * b * c
}

#[test]
fn products_through_calls() {
    let (x, y, u) = (2.0, 3.0, 0.5);
    let d = [3.0 * x * x * y * u + x * x * x, y * u + x];
    let gradient = [
        (6.0 * x * y * u + 3.0 * x * x) * d[1] + d[0],
        3.0 * x * x * u * d[1] + d[0] * u,
        3.0 * x * x * y * d[1] + d[0] * y,
    ];
    assert_eq!(pushed_through_calls::value_and_gradient(x, y, u), (d[0] * d[1], gradient));
    assert_eq!(pushed_through_calls::jvp(x, y, u, [1.0, 1.0, 1.0]), gradient.iter().sum::<f64>());
    let (s, t) = (x + y, 2.0 * x * y + x * x);
    let gradient = [t + s * (2.0 * y + 2.0 * x), t + s * 2.0 * x];
    assert_eq!(parts_pushed_through_calls::value_and_gradient(&[x, y]), (s * t, gradient));
    assert_eq!(parts_pushed_through_calls::jvp(&[x, y], [1.0, 1.0]), gradient[0] + gradient[1]);
}

/// A result in several parts, of parameters of several shapes.
#[differentiable]
fn field(x: &[f64; 2], m: f64) -> ([f64; 2], f64) {
    ([x[0] * x[1] * m, x[0].exp()], m * x[1])
}

#[differentiable]
fn of_field(x: &[f64; 2], m: f64) -> f64 {
    let (d, e) = field::jvp(x, m, ([m, x[0]], x[1]));
    let (a, b) = field::vjp(x, m, ([x[0], m], x[1]));
    d[0] * d[1] * e + a[0] * a[1] * b
}

/// Vectors of any length.
#[differentiable]
fn scaled(x: &[f64]) -> Vec<f64> {
    x.iter().map(|v| v * v * x[0]).collect()
}

#[differentiable]
fn of_scaled(x: &[f64]) -> f64 {
    let (d, w) = (scaled::jvp(x, x), scaled::vjp(x, x));
    d[0] * w[1] * d[1]
}

#[test]
fn products_of_tuples_and_vectors() {
    let (x, m) = ([0.3, 0.7], 0.2);
    let (g, dm) = of_field::gradient(&x, m);
    assert!(agrees(|h| of_field(&[x[0] + h, x[1]], m), g[0]));
    assert!(agrees(|h| of_field(&[x[0], x[1] + h], m), g[1]));
    assert!(agrees(|h| of_field(&x, m + h), dm));
    let t = of_field::jvp(&x, m, ([1.0, 2.0], 3.0));
    assert!((t - (g[0] + 2.0 * g[1] + 3.0 * dm)).abs() < 1e-15);
    // d = (3 x³, 2 x y² ... ) with d = J x = 3 (x³, x y²), w = Jᵀ x = (3 x³ + y³, 2 x y²).
    let (x, y) = (0.5, 2.0);
    let (w, d) = (2.0 * x * y * y, [3.0 * x * x * x, 3.0 * x * y * y]);
    let (value, g) = of_scaled::value_and_gradient(&[x, y]);
    assert_eq!(value, d[0] * w * d[1]);
    // 18 x⁵ y⁴
    assert_eq!(g, [90.0 * x.powi(4) * 16.0, 72.0 * x.powi(5) * 8.0]);
    assert_eq!(of_scaled::jvp(&[x, y], &[1.0, 1.0]), g[0] + g[1]);
}

// ---- gradients that are tuples

/// `H = (p₀² + p₁²) / 2 + a (q₀² + q₁²) / 2`
#[differentiable]
fn hamiltonian(q: &[f64; 2], p: &[f64; 2], #[constant] a: f64) -> f64 {
    0.5 * (p[0] * p[0] + p[1] * p[1]) + 0.5 * a * (q[0] * q[0] + q[1] * q[1])
}

/// Steps of the leapfrog method.
#[differentiable]
fn leapfrog(q: &[f64; 2], p: &[f64; 2], dt: f64) -> f64 {
    let (mut q, mut p) = (*q, *p);
    for _ in 0..3 {
        let (force, _) = hamiltonian::gradient(&q, &p, 2.0);
        for i in 0..2 {
            p[i] -= 0.5 * dt * force[i];
        }
        let (_, velocity) = hamiltonian::gradient(&q, &p, 2.0);
        for i in 0..2 {
            q[i] += dt * velocity[i];
        }
        let (force, _) = hamiltonian::gradient(&q, &p, 2.0);
        for i in 0..2 {
            p[i] -= 0.5 * dt * force[i];
        }
    }
    q[0] * p[1] + q[1] * q[1]
}

/// The same, with the gradient written out.
#[differentiable]
fn leapfrog_by_hand(q: &[f64; 2], p: &[f64; 2], dt: f64) -> f64 {
    let (mut q, mut p) = (*q, *p);
    for _ in 0..3 {
        for i in 0..2 {
            p[i] -= 0.5 * dt * (2.0 * q[i]);
        }
        for i in 0..2 {
            q[i] += dt * p[i];
        }
        for i in 0..2 {
            p[i] -= 0.5 * dt * (2.0 * q[i]);
        }
    }
    q[0] * p[1] + q[1] * q[1]
}

#[differentiable]
fn cubes(x: &[f64], m: f64) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v * v * m * m;
    }
    sum
}

/// `v · 3 m² x² · 3 m² y² · 2 m (x³ + y³)`
#[differentiable]
fn of_cubes(x: &[f64], m: f64) -> f64 {
    let (value, (g, dm)) = cubes::value_and_gradient(x, m);
    value * g[0] * g[1] * dm
}

#[test]
fn gradients_that_are_tuples() {
    let (q, p, dt) = ([0.3, 0.7], [0.2, -0.1], 0.1);
    let (value, (dq, dp, ddt)) = leapfrog::value_and_gradient(&q, &p, dt);
    let (expected, (eq, ep, edt)) = leapfrog_by_hand::value_and_gradient(&q, &p, dt);
    let near = |a: f64, b: f64| (a - b).abs() < 4e-16;
    assert!(near(value, expected) && near(ddt, edt), "{ddt} {edt}");
    for i in 0..2 {
        assert!(near(dq[i], eq[i]) && near(dp[i], ep[i]), "{dq:?} {eq:?} {dp:?} {ep:?}");
    }
    let tangent = leapfrog::jvp(&q, &p, dt, ([1.0, 2.0], [3.0, 4.0], 5.0));
    assert!((tangent - leapfrog_by_hand::jvp(&q, &p, dt, ([1.0, 2.0], [3.0, 4.0], 5.0))).abs() < 4e-15);
    // With c = x³ + y³: 18 m⁷ c² x² y², whose slope in x is 18 m⁷ (6 c x⁴ y² + 2 c² x y²).
    let (x, y, m) = (1.0, 2.0, 0.5);
    let (value, (g, dm)) = of_cubes::value_and_gradient(&[x, y], m);
    let m7 = 0.5_f64.powi(7);
    assert_eq!(value, 18.0 * m7 * 81.0 * 4.0);
    assert_eq!(
        g,
        [18.0 * m7 * (6.0 * 9.0 * 4.0 + 2.0 * 81.0 * 4.0), 18.0 * m7 * (6.0 * 9.0 * 16.0 + 2.0 * 81.0 * 2.0)]
    );
    assert_eq!(dm, 7.0 * value / m);
    assert_eq!(of_cubes::jvp(&[x, y], m, (&[1.0, 1.0], 1.0)), g[0] + g[1] + dm);
}

// ---- what they are for

/// Where a circle of radius `r` meets the line `y = a x`.
#[differentiable(wrt(x))]
fn conditions(x: &[f64; 2], r: f64, a: f64) -> [f64; 2] {
    [x[0] * x[0] + x[1] * x[1] - r * r, x[1] - a * x[0]]
}

/// Newton's method inside of a loss: `x = r / sqrt(1 + a²)`, `y = a x`.
#[differentiable]
fn met(r: f64, a: f64) -> f64 {
    let mut x = [1.0, 1.0];
    for _ in 0..30 {
        let (f, j) = conditions::value_and_jacobian(&x, r, a);
        let determinant = j[0][0] * j[1][1] - j[0][1] * j[1][0];
        x[0] -= (j[1][1] * f[0] - j[0][1] * f[1]) / determinant;
        x[1] -= (j[0][0] * f[1] - j[1][0] * f[0]) / determinant;
    }
    x[0] + 2.0 * x[1]
}

#[test]
fn newton_inside_of_a_loss() {
    // At a = 3/4 and r = 5 the point is (4, 3): x' = x / r, and in a it is (-a x / (1 + a²), x - a² x / (1 + a²)).
    let (value, g) = met::value_and_gradient(5.0, 0.75);
    assert!((value - 10.0).abs() < 1e-14, "{value}");
    let (x, a) = (4.0, 0.75);
    let dx = -a * x / (1.0 + a * a);
    assert!((g[0] - 2.0).abs() < 1e-14 && (g[1] - (dx + 2.0 * (x + a * dx))).abs() < 1e-13, "{g:?}");
    assert!((met::jvp(5.0, 0.75, [1.0, 1.0]) - g[0] - g[1]).abs() < 1e-13);
}

#[differentiable(order = 3)]
fn potential(x: &[f64; 3]) -> f64 {
    let mut sum = 0.0;
    for i in 0..3 {
        sum += x[i] * x[i] + 0.25 * x[i] * x[i] * x[i] * x[i];
    }
    for i in 0..2 {
        let d = x[i + 1] - x[i];
        sum += 0.5 * d * d;
    }
    sum
}

/// Conjugate gradients with the Hessian at `x`, inside of a loss: three steps solve `H s = b`.
#[differentiable]
fn solved(x: &[f64; 3], b: &[f64; 3]) -> f64 {
    let mut s = [0.0; 3];
    let mut r = *b;
    let mut p = *b;
    let mut rr = 0.0;
    for i in 0..3 {
        rr += r[i] * r[i];
    }
    for _ in 0..3 {
        let hp = potential::hvp(x, &p);
        let mut php = 0.0;
        for i in 0..3 {
            php += p[i] * hp[i];
        }
        let step = rr / php;
        let mut next = 0.0;
        for i in 0..3 {
            s[i] += step * p[i];
            r[i] -= step * hp[i];
            next += r[i] * r[i];
        }
        for i in 0..3 {
            p[i] = r[i] + next / rr * p[i];
        }
        rr = next;
    }
    s[0] + 2.0 * s[1] + 3.0 * s[2]
}

#[test]
fn conjugate_gradients_inside_of_a_loss() {
    // At x the Hessian is diag(2 + 3 x²) + [[1, -1, 0], [-1, 2, -1], [0, -1, 1]], here [[6, -1, 0], [-1, 4, -1], [0, -1, 6]] with x = (1, 0, 1).
    // b = H (1, 2, 3) makes s = (1, 2, 3), and c = (1, 2, 3) the weights: the adjoint is λ = H⁻¹ c, ∂/∂b = λ, ∂/∂xᵢ = -6 xᵢ λᵢ sᵢ.
    let (x, b) = ([1.0, 0.0, 1.0], [6.0 - 2.0, -1.0 + 8.0 - 3.0, -2.0 + 18.0]);
    let (value, (dx, db)) = solved::value_and_gradient(&x, &b);
    // H λ = c: λ₀ = (1 + λ₁) / 6, λ₂ = (3 + λ₁) / 6, and 4 λ₁ - (4 + 2 λ₁) / 6 = 2 gives λ₁ = 8 / 11.
    let middle = 8.0 / 11.0;
    let lambda = [(1.0 + middle) / 6.0, middle, (3.0 + middle) / 6.0];
    let expected = [-6.0 * lambda[0], 0.0, -6.0 * lambda[2] * 3.0];
    assert!((value - 14.0).abs() < 1e-13, "{value}");
    for i in 0..3 {
        assert!((db[i] - lambda[i]).abs() < 1e-12, "{db:?} {lambda:?}");
        assert!((dx[i] - expected[i]).abs() < 1e-12, "{dx:?} {expected:?}");
    }
    let t = solved::jvp(&x, &b, ([1.0, 1.0, 1.0], [1.0, 0.0, 0.0]));
    assert!((t - (dx.iter().sum::<f64>() + db[0])).abs() < 1e-11);
}
