//! The chained Rosenbrock function of `n` numbers.

/// Value and gradient, each entry of the gradient written once.
///
/// # Panics
/// Without numbers, or where `g` is not as long as `x`.
#[inline]
pub fn value_and_gradient(x: &[f64], g: &mut [f64]) -> f64 {
    let n = x.len();
    assert!(n >= 1 && g.len() == n);
    let mut sum = 0.0;
    let mut pull = 0.0;
    for (pair, g_i) in x.windows(2).zip(g.iter_mut()) {
        let a = 1.0 - pair[0];
        let b = pair[1] - pair[0] * pair[0];
        let b_bar = 200.0 * b;
        sum += a * a + 100.0 * b * b;
        *g_i = pull - 2.0 * (a + pair[0] * b_bar);
        pull = b_bar;
    }
    g[n - 1] = pull;
    sum
}

/// The gradient alone: each entry is computed from its neighbours, so that the loop runs in lanes.
///
/// # Panics
/// With fewer than two numbers, or where `g` is not as long as `x`.
#[inline]
pub fn gradient(x: &[f64], g: &mut [f64]) {
    let n = x.len();
    assert!(n >= 2 && g.len() == n);
    let (left, here, right) = (&x[..n - 2], &x[1..n - 1], &x[2..]);
    g[0] = own(x[0], x[1]);
    for (((g, l), x), r) in g[1..n - 1].iter_mut().zip(left).zip(here).zip(right) {
        *g = 200.0 * (x - l * l) + own(*x, *r);
    }
    g[n - 1] = 200.0 * (x[n - 1] - x[n - 2] * x[n - 2]);
}

/// What the term of `x` and its right neighbour pulls on `x`.
#[inline]
fn own(x: f64, right: f64) -> f64 {
    -2.0 * (1.0 - x + 200.0 * x * (right - x * x))
}

/// The Hessian, n times n, row by row.
///
/// # Panics
/// With fewer than two numbers, or where `h` is not n times n.
#[inline]
pub fn hessian(x: &[f64], h: &mut [f64]) {
    let n = x.len();
    assert!(n >= 2 && h.len() == n * n);
    h.fill(0.0);
    let mut own = 0.0;
    for (pair, rows) in x.windows(2).zip((0..n - 1).map(|i| i * (n + 1))) {
        let corner = &mut h[rows..][..=n];
        corner[0] = own + curvature(pair[0], pair[1]);
        corner[1] = -400.0 * pair[0];
        corner[n] = -400.0 * pair[0];
        own = 200.0;
    }
    h[n * n - 1] = own;
}

/// The Hessian as its diagonal and the one beside it.
///
/// # Panics
/// With fewer than two numbers, or where the diagonals have other lengths than n and n - 1.
#[inline]
pub fn hessian_band(x: &[f64], diagonal: &mut [f64], beside: &mut [f64]) {
    let n = x.len();
    assert!(n >= 2 && diagonal.len() == n && beside.len() == n - 1);
    let (here, right) = (&x[..n - 1], &x[1..]);
    for (((d, b), x), r) in diagonal.iter_mut().zip(&mut *beside).zip(here).zip(right) {
        *d = 200.0 + curvature(*x, *r);
        *b = -400.0 * x;
    }
    diagonal[0] -= 200.0;
    diagonal[n - 1] = 200.0;
}

/// The second derivative with respect to `x` of its own term.
#[inline]
fn curvature(x: f64, right: f64) -> f64 {
    1200.0 * (x * x) + (2.0 - 400.0 * right)
}
