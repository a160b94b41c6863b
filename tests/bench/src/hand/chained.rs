//! The chained Rosenbrock function of `n` numbers.

/// Value and gradient. Terms and gradient run in lanes, four at a time; the sum takes the terms in order.
///
/// # Panics
/// With fewer than two numbers, or where `g` is not as long as `x`.
#[inline]
pub fn value_and_gradient(x: &[f64], g: &mut [f64]) -> f64 {
    let n = x.len();
    assert!(n >= 2 && g.len() == n);
    let (here, right) = (&x[1..n - 1], &x[2..]);
    let mut sum = term(x[0], x[1]);
    g[0] = entry(0.0, x[0], x[1]);
    let (fours, rest) = g[1..n - 1].as_chunks_mut::<4>();
    let done = 4 * fours.len();
    let parts = x.as_chunks::<4>().0.iter().zip(here.as_chunks::<4>().0).zip(right.as_chunks::<4>().0);
    for (g, ((left, here), right)) in fours.iter_mut().zip(parts) {
        let mut terms = [0.0; 4];
        for i in 0..4 {
            terms[i] = term(here[i], right[i]);
            g[i] = entry(200.0 * (here[i] - left[i] * left[i]), here[i], right[i]);
        }
        for t in terms {
            sum += t;
        }
    }
    for (g, x) in rest.iter_mut().zip(x[done..].windows(3)) {
        sum += term(x[1], x[2]);
        *g = entry(200.0 * (x[1] - x[0] * x[0]), x[1], x[2]);
    }
    g[n - 1] = 200.0 * (x[n - 1] - x[n - 2] * x[n - 2]);
    sum
}

/// Value and gradient, one after the other: what a term pulls on its right neighbour waits in a register.
///
/// # Panics
/// Without numbers, or where `g` is not as long as `x`.
#[inline]
pub fn value_and_gradient_fused(x: &[f64], g: &mut [f64]) -> f64 {
    let n = x.len();
    assert!(n >= 1 && g.len() == n);
    let mut sum = 0.0;
    let mut pull = 0.0;
    for (pair, g_i) in x.windows(2).zip(g.iter_mut()) {
        sum += term(pair[0], pair[1]);
        *g_i = entry(pull, pair[0], pair[1]);
        pull = 200.0 * (pair[1] - pair[0] * pair[0]);
    }
    g[n - 1] = pull;
    sum
}

/// The gradient alone: what a term pulls on its right neighbour waits in a register, and the loop runs in lanes.
///
/// # Panics
/// Without numbers, or where `g` is not as long as `x`.
#[inline]
pub fn gradient(x: &[f64], g: &mut [f64]) {
    let n = x.len();
    assert!(n >= 1 && g.len() == n);
    let mut pull = 0.0;
    for (pair, g_i) in x.windows(2).zip(g.iter_mut()) {
        let b_bar = 200.0 * (pair[1] - pair[0] * pair[0]);
        *g_i = pull - 2.0 * ((1.0 - pair[0]) + pair[0] * b_bar);
        pull = b_bar;
    }
    g[n - 1] = pull;
}

/// The gradient alone: each entry is computed from its neighbours.
///
/// # Panics
/// With fewer than two numbers, or where `g` is not as long as `x`.
#[inline]
pub fn gradient_gathered(x: &[f64], g: &mut [f64]) {
    let n = x.len();
    assert!(n >= 2 && g.len() == n);
    let (left, here, right) = (&x[..n - 2], &x[1..n - 1], &x[2..]);
    g[0] = entry(0.0, x[0], x[1]);
    for (((g, l), x), r) in g[1..n - 1].iter_mut().zip(left).zip(here).zip(right) {
        *g = entry(200.0 * (x - l * l), *x, *r);
    }
    g[n - 1] = 200.0 * (x[n - 1] - x[n - 2] * x[n - 2]);
}

/// The term of a number and its right neighbour.
#[inline]
fn term(x: f64, right: f64) -> f64 {
    let a = 1.0 - x;
    let b = right - x * x;
    a * a + 100.0 * b * b
}

/// An entry of the gradient, where `pull` comes from the term of its left neighbour.
#[inline]
fn entry(pull: f64, x: f64, right: f64) -> f64 {
    (pull - 2.0 * (1.0 - x)) - 400.0 * x * (right - x * x)
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
