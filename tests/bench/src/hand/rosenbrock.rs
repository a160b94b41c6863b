//! Rosenbrock's function of two numbers (Rosenbrock 1960).

/// Value and gradient.
#[inline]
#[must_use]
pub fn value_and_gradient(x: f64, y: f64) -> (f64, [f64; 2]) {
    let a = 1.0 - x;
    let b = y - x * x;
    let b_bar = 200.0 * b;
    (a * a + 100.0 * b * b, [-2.0 * (a + x * b_bar), b_bar])
}

/// The gradient alone.
#[inline]
#[must_use]
pub fn gradient(x: f64, y: f64) -> [f64; 2] {
    let b_bar = 200.0 * (y - x * x);
    [-2.0 * (1.0 - x + x * b_bar), b_bar]
}

/// The Hessian.
#[inline]
#[must_use]
pub fn hessian(x: f64, y: f64) -> [[f64; 2]; 2] {
    let xy = -400.0 * x;
    [[1200.0 * (x * x) + (2.0 - 400.0 * y), xy], [xy, 200.0]]
}
