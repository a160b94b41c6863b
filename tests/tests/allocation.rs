//! Law 3: no allocation that the signature does not show. Allocations are counted while a derivative runs.

use allocation_counter::measure;
use chainrule::differentiable;

/// Straight-line code, a branch and a fused loop.
#[differentiable]
fn smooth(x: f64, y: f64) -> f64 {
    let mut s = if x > y { x.sin() * y } else { x };
    for k in 0..4 {
        s += (x * y).powi(k);
    }
    s
}

/// A loop that needs a tape, of known length.
#[differentiable]
fn recurrence(x: &[f64; 3]) -> f64 {
    let mut t = x[0];
    for _ in 0..20 {
        t = (t * x[1]).tanh() + x[2];
    }
    t
}

/// Local arrays, and a call.
#[differentiable]
fn solve(x: &[f64; 3]) -> f64 {
    let mut a = [x[0], x[1] * x[2], x[2]];
    for i in 1..3 {
        a[i] -= a[i - 1] * x[i];
    }
    smooth(a[1], a[2]) + recurrence(&a)
}

#[differentiable]
fn rotated(x: &[f64; 2], angle: f64) -> [f64; 2] {
    let (s, c) = angle.sin_cos();
    [c * x[0] - s * x[1], s * x[0] + c * x[1]]
}

/// A slice whose loop fuses.
#[differentiable]
fn sum_of_squares(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i] * x[i];
    }
    s
}

/// A slice whose loop needs a tape.
#[differentiable]
fn folded(x: &[f64]) -> f64 {
    let mut t = 0.5;
    for i in 0..x.len() {
        t = (t * x[i]).sin();
    }
    t
}

/// What a turn leaves is what the next one begins with: one tape has both.
#[differentiable]
fn sequence(a: f64, w: f64, n: usize) -> f64 {
    let mut h = a;
    for _ in 0..n {
        h = (w * h + 0.1).tanh();
    }
    h
}

#[differentiable]
fn drifted(y: [f64; 2], k: f64) -> [f64; 2] {
    [y[0] + k * y[1], y[1] - k * y[0].sin()]
}

/// What both calls of a turn leave is on one stack.
#[differentiable]
fn two_calls(a: f64, k: f64, n: usize) -> f64 {
    let mut y = [a, 1.0];
    for _ in 0..n {
        let half: [f64; 2] = drifted(y, k);
        y = drifted(half, 0.5 * k);
    }
    y[0]
}

/// How often the heap is asked for memory.
fn allocations(run: impl FnOnce()) -> u64 {
    measure(run).count_total
}

macro_rules! allocate {
    ($count:expr; $($call:expr),+ $(,)?) => {$(
        assert_eq!(allocations(|| { std::hint::black_box($call); }), $count, "{}", stringify!($call));
    )+};
}

#[test]
fn numbers_do_not_allocate() {
    allocate! { 0;
        smooth::gradient(1.2, 0.7), smooth::value_and_gradient(1.2, 0.7), smooth::hessian(1.2, 0.7),
        smooth::value_and_hessian(1.2, 0.7), smooth::jvp(1.2, 0.7, [1.0, 2.0]), smooth::vjp(1.2, 0.7, 2.0),
        smooth::hvp(1.2, 0.7, [1.0, 2.0]), smooth::gradient_and_hvp(1.2, 0.7, [1.0, 2.0]),
    }
}

#[test]
fn arrays_of_known_size_do_not_allocate() {
    let x = [0.3, 0.8, -0.4];
    allocate! { 0;
        recurrence::gradient(&x), recurrence::value_and_gradient(&x), recurrence::hessian(&x),
        recurrence::jvp(&x, x), recurrence::hvp(&x, x),
        solve::gradient(&x), solve::value_and_gradient(&x), solve::jvp(&x, x), solve::hvp(&x, x), solve::hessian(&x),
        rotated::jacobian(&[1.0, 2.0], 0.3), rotated::jvp(&[1.0, 2.0], 0.3, ([1.0, 0.0], 1.0)),
        rotated::vjp(&[1.0, 2.0], 0.3, [1.0, 0.5]),
    }
}

#[test]
fn the_forms_that_write_to_a_slice_allocate_tapes_at_most() {
    let (x, mut g) = ([0.3, 0.8, -0.4], [0.0; 3]);
    allocate! { 0; sum_of_squares::gradient_into(&x, &mut g), sum_of_squares::value_and_gradient_into(&x, &mut g) }
    allocate! { 1; sum_of_squares::gradient(&x) }
    // The cosine beside each sine; the number that is handed on is kept in the gradient.
    allocate! { 1; folded::gradient_into(&x, &mut g) }
    allocate! { 0; folded::jvp(&x, &x) }
    allocate! { 1; sequence::gradient(0.5, 0.3, 10), two_calls::gradient(0.5, 0.3, 10) }
}

/// The array that is made is the one that is returned.
#[differentiable]
fn harmonics(x: f64, n: usize) -> Vec<f64> {
    let mut v = vec![0.0; n];
    for i in 0..n {
        v[i] = (x * i as f64).sin();
    }
    v
}

#[test]
fn results_are_made_once() {
    let w = [1.0; 4];
    allocate! { 2; harmonics::jvp(0.3, 4, 1.0), harmonics::value_and_jvp(0.3, 4, 1.0) }
    // The value, its adjoint, and the cosine beside each sine.
    allocate! { 3; harmonics::value_and_vjp(0.3, 4, &w) }
}

/// The adjoint of each call is known when it runs: a recursion needs no tape.
#[differentiable]
fn minor(a: &[f64], n: usize, row: usize, columns: u32) -> f64 {
    if row == n {
        return 1.0;
    }
    let (mut sum, mut sign, mut left) = (0.0, 1.0, columns);
    while left != 0 {
        let column = left.trailing_zeros();
        left &= left - 1;
        sum += sign * a[row * n + column as usize] * minor(a, n, row + 1, columns & !(1 << column));
        sign = -sign;
    }
    sum
}

#[test]
fn calls_that_are_added_up_do_not_allocate() {
    let (a, mut g) = ([2.0, 0.0, 1.0, 3.0, 4.0, 5.0, 1.0, 1.0, 6.0], [0.0; 9]);
    allocate! { 0; minor::gradient_into(&a, 3, 0, 7, &mut g) }
}

/// What it gives is kept for the way back.
#[differentiable]
fn damped(t: f64, x: f64) -> f64 {
    (t * x).tanh() * t
}

#[differentiable]
fn repeated(x: f64, y: f64) -> f64 {
    let mut t = y;
    for _ in 0..5 {
        for _ in 0..4 {
            t = damped(t, x) + 0.5;
        }
    }
    t
}

#[differentiable]
fn along<const N: usize>(x: &[f64; N]) -> f64 {
    let mut t = 1.0;
    for i in 0..N {
        t = damped(t, x[i]) + 0.5;
    }
    t
}

#[test]
fn calls_in_loops_of_known_length_do_not_allocate() {
    let x = [0.3, 0.8, -0.4];
    allocate! { 0;
        repeated::gradient(0.3, 0.7), repeated::hvp(0.3, 0.7, [1.0, 2.0]), repeated::hessian(0.3, 0.7),
        along::gradient(&x), along::hvp(&x, x),
    }
    repeated::check(0.3, 0.7);
    along::check(&x);
}

/// Entries that only the run knows.
#[differentiable]
fn pairs(x: &[f64], #[constant] ends: &[(usize, usize)]) -> f64 {
    ends.iter().map(|&(i, j)| (x[i] - x[j]).powi(4)).sum()
}

#[test]
fn a_sparse_hessian_is_filled_again_without_the_heap() {
    let (x, ends) = (vec![0.5; 100], [(3, 2), (90, 4), (4, 90)]);
    let mut h = pairs::hessian_sparse(&x, &ends);
    allocate! { 0; pairs::hessian_sparse_into(&x, &ends, &mut h) }
    assert!(allocations(|| sum_of_squares::hessian_sparse_into(&x, &mut h)) > 0, "another pattern");
}
