//! Law 3: the forms with a workspace do not ask the heap for memory once they have run. Same bits as without.

use std::panic::{AssertUnwindSafe, catch_unwind};

use allocation_counter::measure;
use chainrule::{Workspace, differentiable};

/// A loop that needs a tape.
#[differentiable]
fn folded(x: &[f64]) -> f64 {
    let mut t = 0.5;
    for i in 0..x.len() {
        t = (t * x[i]).sin();
    }
    t
}

/// A fused loop, which needs nothing.
#[differentiable]
fn sum_of_squares(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i] * x[i];
    }
    s
}

/// Local `Vec`s, a copy of them in each turn, and a tape with two axes.
#[differentiable]
fn relaxed(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let mut u = x.to_vec();
    for _ in 0..steps {
        let old = u.clone();
        for i in 1..n - 1 {
            u[i] = (old[i - 1] + old[i + 1]).tanh() * 0.5;
        }
    }
    let mut s = 0.0;
    for v in &u {
        s += v * v;
    }
    s
}

/// Two `Vec`s that change places.
#[differentiable]
fn ping_pong(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let (mut current, mut next) = (x.to_vec(), vec![0.0; n]);
    for _ in 0..steps {
        for i in 0..n {
            next[i] = (current[i] * current[(i + 1) % n]).cos();
        }
        std::mem::swap(&mut current, &mut next);
    }
    current[0]
}

/// A loop that ends on a condition.
#[differentiable]
fn newton(x: &[f64]) -> f64 {
    let mut root = x[0];
    let mut turns = 0;
    while (root * root - x[1]).abs() > 1e-9 && turns < 50 {
        root -= (root * root - x[1]) / (2.0 * root);
        turns += 1;
    }
    root
}

/// Loops whose lengths depend on those around them.
#[differentiable]
fn triangle(x: &[f64]) -> f64 {
    let mut t = 1.0;
    for i in 0..x.len() {
        for j in 0..i {
            t = (t + x[i] * x[j]).sin();
        }
    }
    t
}

/// An early return, and a `Vec` that grows.
#[differentiable(allow(unused_parameter))]
fn collected(x: &[f64], limit: f64) -> f64 {
    let mut kept = Vec::new();
    let mut sum = 0.0;
    for v in x {
        if *v > limit {
            return sum * v;
        }
        kept.push(v * v);
        sum += v.sin() * kept[0];
    }
    kept.iter().product::<f64>() + sum
}

/// Rows.
#[differentiable]
fn rows(x: &[[f64; 3]]) -> f64 {
    let mut y = x.to_vec();
    for i in 1..y.len() {
        for k in 0..3 {
            y[i][k] = (y[i][k] * y[i - 1][k]).exp();
        }
    }
    y[y.len() - 1][0] * y[0][1]
}

/// Integers and `bool`s that a way back needs.
#[differentiable]
fn counted(x: &[f64], #[constant] which: &[usize]) -> f64 {
    let mut seen = vec![false; x.len()];
    let mut order = Vec::new();
    for k in which {
        if !seen[*k] {
            seen[*k] = true;
            order.push(*k);
        }
    }
    let mut t = 1.0;
    for k in &order {
        t = (t * x[*k]).sin() + t;
    }
    t
}

#[differentiable]
fn narrow(x: &[f32]) -> f32 {
    let mut t = 0.5;
    for i in 0..x.len() {
        t = (t * x[i]).sin();
    }
    t
}

/// Numbers, and a loop whose length is known at run time only.
#[differentiable]
fn orbit(r: f64, x: f64, n: usize) -> f64 {
    let mut x = x;
    for _ in 0..n {
        x = r * x * (1.0 - x);
    }
    x
}

#[differentiable]
fn power(x: f64, n: usize) -> f64 {
    let mut t = x;
    for _ in 0..n {
        t = (t * x).sin();
    }
    t
}

/// Slices of two kinds, and a number.
#[differentiable]
fn mixed(a: f64, x: &[f64], y: &[[f64; 2]]) -> f64 {
    let mut t = a;
    for i in 0..x.len() {
        t = (t * x[i] + y[i][0]).sin() * y[i][1];
    }
    t
}

/// Slices of one kind, and of different lengths.
#[differentiable]
fn two(x: &[f64], y: &[f64]) -> f64 {
    let mut t = 0.5;
    for i in 0..x.len() {
        for j in 0..y.len() {
            t = (t * x[i] + y[j]).sin();
        }
    }
    t
}

/// Several results.
#[differentiable]
fn filtered(x: &[f64], gain: f64) -> [f64; 2] {
    let (mut a, mut b) = (0.0, 1.0);
    for v in x {
        a = (a + gain * v).tanh();
        b *= a * v;
    }
    [a, b]
}

/// A slice that is written.
#[differentiable]
fn flow(y: &[f64], #[out] slope: &mut [f64]) {
    let drift: Vec<f64> = y.iter().map(|v| v.sin()).collect();
    for i in 0..y.len() {
        slope[i] = drift[i] * drift[(i + 1) % y.len()];
    }
}

/// What changes is the point.
#[differentiable]
fn in_place(y: &mut [f64]) -> f64 {
    for i in 1..y.len() {
        y[i] = (y[i] * y[i - 1]).sin();
    }
    y[0] * y[y.len() - 1]
}

/// A step of numbers, whose state is kept for the way back.
#[differentiable]
fn step(t: f64, x: f64) -> f64 {
    let mut s = t;
    for _ in 0..3 {
        s = (s * x).sin() + smooth(s, x);
    }
    s
}

#[differentiable]
fn smooth(s: f64, x: f64) -> f64 {
    (s - x).tanh() * 0.1
}

#[differentiable]
fn stepped(x: &[f64]) -> f64 {
    let mut t = 0.5;
    for v in x {
        t = step(t, *v);
    }
    t
}

/// The second call takes nothing from the heap.
macro_rules! warm {
    ($($call:expr => |$workspace:ident|),+ $(,)?) => {$({
        let mut space = Workspace::new();
        let $workspace = &mut space;
        std::hint::black_box($call);
        let taken = measure(|| { std::hint::black_box($call); });
        assert_eq!(taken.count_total, 0, "{}", stringify!($call));
    })+};
}

/// Both forms write, and give, the same bits.
macro_rules! agree {
    ($($function:ident ($($arg:expr),*) $([$v:expr])? : $n:expr);+ $(;)?) => {$({
        let (mut plain, mut warm) = ([0.0; $n], [f64::NAN; $n]);
        let mut workspace = Workspace::new();
        for _ in 0..2 {
            let value = $function::value_and_gradient_into($($arg,)* &mut plain);
            assert_eq!(value.to_bits(), $function::value_and_gradient_with($($arg,)* &mut warm, &mut workspace).to_bits());
            assert_eq!(plain.map(f64::to_bits), warm.map(f64::to_bits), stringify!($function));
        }
        let v = [0.5; $n];
        let mut out = [[0.0; $n]; 2];
        $function::hvp_into($($arg,)* &v, &mut out[0]);
        $function::hvp_with($($arg,)* &v, &mut out[1], &mut workspace);
        assert_eq!(out[0].map(f64::to_bits), out[1].map(f64::to_bits), stringify!($function));
        let mut square = [[0.0; $n * $n]; 2];
        $function::hessian_into($($arg,)* &mut square[0]);
        $function::hessian_with($($arg,)* &mut square[1], &mut workspace);
        assert_eq!(square[0].map(f64::to_bits), square[1].map(f64::to_bits), stringify!($function));
        assert_eq!($function::jvp($($arg,)* &v).to_bits(), $function::jvp_with($($arg,)* &v, &mut workspace).to_bits());
    })+};
}

const X: [f64; 4] = [0.7, 0.3, 0.9, 0.4];
const WHICH: [usize; 5] = [2, 0, 2, 1, 0];

#[test]
fn gradients_take_nothing_once_warm() {
    let mut g = [0.0; 4];
    warm! {
        folded::value_and_gradient_with(&X, &mut g, w) => |w|,
        folded::gradient_with(&X, &mut g, w) => |w|,
        sum_of_squares::value_and_gradient_with(&X, &mut g, w) => |w|,
        stepped::value_and_gradient_with(&X, &mut g, w) => |w|,
        relaxed::value_and_gradient_with(&X, 5, &mut g, w) => |w|,
        ping_pong::value_and_gradient_with(&X, 5, &mut g, w) => |w|,
        newton::value_and_gradient_with(&[2.0, 3.0], &mut g[..2], w) => |w|,
        triangle::value_and_gradient_with(&X, &mut g, w) => |w|,
        collected::value_and_gradient_with(&X, 0.8, &mut g, &mut 0.0, w) => |w|,
        collected::value_and_gradient_with(&X, 1.0, &mut g, &mut 0.0, w) => |w|,
        in_place::value_and_gradient_with(&mut [0.7, 0.3, 0.9, 0.4], &mut g, w) => |w|,
        counted::value_and_gradient_with(&X, &WHICH, &mut g, w) => |w|,
        rows::value_and_gradient_with(&[[0.1, 0.2, 0.3]; 4], &mut [[0.0; 3]; 4], w) => |w|,
        narrow::value_and_gradient_with(&[0.5; 9], &mut [0.0; 9], w) => |w|,
        mixed::value_and_gradient_with(0.3, &X, &[[0.1, 0.8]; 4], &mut 0.0, &mut g, &mut [[0.0; 2]; 4], w) => |w|,
    }
}

#[test]
fn what_returns_numbers_takes_nothing_once_warm() {
    warm! {
        orbit::value_and_gradient_with(3.1, 0.4, 30, w) => |w|,
        orbit::gradient_with(3.1, 0.4, 30, w) => |w|,
        orbit::hvp_with(3.1, 0.4, 30, [1.0, 0.5], w) => |w|,
        orbit::hessian_with(3.1, 0.4, 30, w) => |w|,
        orbit::jvp_with(3.1, 0.4, 30, [1.0, 0.5], w) => |w|,
        power::derivative_with(0.8, 12, w) => |w|,
        power::second_derivative_with(0.8, 12, w) => |w|,
    }
}

#[test]
fn the_second_order_takes_nothing_once_warm() {
    let (mut g, mut p, mut h) = ([0.0; 4], [0.0; 4], [0.0; 16]);
    let y = [[0.1, 0.8]; 4];
    warm! {
        folded::hvp_with(&X, &X, &mut g, w) => |w|,
        folded::gradient_and_hvp_with(&X, &X, &mut g, &mut p, w) => |w|,
        folded::hessian_with(&X, &mut h, w) => |w|,
        relaxed::hvp_with(&X, 5, &X, &mut g, w) => |w|,
        relaxed::hessian_with(&X, 5, &mut h, w) => |w|,
        ping_pong::hessian_with(&X, 3, &mut h, w) => |w|,
        newton::hessian_with(&[2.0, 3.0], &mut h[..4], w) => |w|,
        triangle::hessian_with(&X, &mut h, w) => |w|,
        stepped::hessian_with(&X, &mut h, w) => |w|,
        in_place::hessian_with(&mut [0.7, 0.3, 0.9, 0.4], &mut h, w) => |w|,
        counted::hessian_with(&X, &WHICH, &mut h, w) => |w|,
        rows::hessian_with(&[[0.1, 0.2, 0.3]; 2], &mut [0.0; 36], w) => |w|,
        mixed::hvp_with(0.3, &X, &y, (1.0, &X, &y), &mut 0.0, &mut g, &mut [[0.0; 2]; 4], w) => |w|,
        two::hessian_with(&X, &[0.4; 9], &mut [0.0; 169], w) => |w|,
        mixed::hessian_with(0.3, &X, &y, &mut [0.0; 169], w) => |w|,
    }
}

#[test]
fn products_and_jacobians_take_nothing_once_warm() {
    let (mut g, mut gain) = ([0.0; 4], 0.0);
    warm! {
        relaxed::jvp_with(&X, 5, &X, w) => |w|,
        filtered::value_and_jvp_with(&X, 0.5, (&X, 1.0), w) => |w|,
        filtered::value_and_vjp_with(&X, 0.5, [1.0, 2.0], &mut g, &mut gain, w) => |w|,
        filtered::jacobian_with(&X, 0.5, &mut [0.0; 10], w) => |w|,
    }
    let mut space = Workspace::new();
    let (mut slope, mut step, mut j) = ([0.0; 4], [0.0; 4], [0.0; 16]);
    flow::jvp_with(&X, &mut slope, &X, &mut step, &mut space);
    let taken = measure(|| flow::jvp_with(&X, &mut slope, &X, &mut step, &mut space));
    assert_eq!(taken.count_total, 0);
    // The function itself, which gives the value, makes its `Vec` anew.
    flow::jacobian_with(&X, &mut slope, &mut j, &mut space);
    let taken = measure(|| flow::jacobian_with(&X, &mut slope, &mut j, &mut space));
    assert_eq!(taken.count_total, measure(|| flow(&X, &mut slope)).count_total);
}

#[test]
fn bits_are_those_without_a_workspace() {
    agree! {
        folded(&X): 4;
        sum_of_squares(&X): 4;
        relaxed(&X, 5): 4;
        ping_pong(&X, 5): 4;
        newton(&[2.0, 3.0]): 2;
        triangle(&X): 4;
        counted(&X, &WHICH): 4;
        stepped(&X): 4;
    }
    let mut workspace = Workspace::new();
    for _ in 0..2 {
        assert_eq!(orbit::value_and_hessian(3.1, 0.4, 9), orbit::value_and_hessian_with(3.1, 0.4, 9, &mut workspace));
        assert_eq!(
            filtered::value_and_jvp(&X, 0.5, (&X, 1.0)),
            filtered::value_and_jvp_with(&X, 0.5, (&X, 1.0), &mut workspace)
        );
    }
}

#[test]
fn one_workspace_serves_many_functions_and_lengths() {
    let mut workspace = Workspace::new();
    let mut run = |n: usize, g: &mut [f64]| {
        let x = [0.4; 9];
        folded::gradient_with(&x[..n], &mut g[..n], &mut workspace);
        relaxed::gradient_with(&x[..n], 7, &mut g[..n], &mut workspace);
        triangle::gradient_with(&x[..n], &mut g[..n], &mut workspace);
        orbit::gradient_with(3.1, 0.4, n, &mut workspace);
    };
    let mut g = [0.0; 9];
    (2..9).for_each(|n| run(n, &mut g));
    let taken = measure(|| (2..9).rev().for_each(|n| run(n, &mut g)));
    assert_eq!(taken.count_total, 0);
    let bytes = workspace.bytes();
    assert!(bytes > 0);
    workspace.clear();
    assert_eq!(workspace.bytes(), 0);
}

/// It panics in the middle, where `at` is in the way.
#[differentiable]
fn fragile(x: &[f64], at: usize) -> f64 {
    let mut t = 0.5;
    for i in 0..x.len() {
        assert!(i != at, "in the way");
        t = (t * x[i]).sin();
    }
    t
}

#[test]
fn a_panic_leaves_a_workspace_as_good_as_before() {
    let (mut workspace, mut g) = (Workspace::new(), [0.0; 4]);
    let expected = fragile::value_and_gradient_with(&X, 9, &mut g, &mut workspace);
    let bytes = workspace.bytes();
    let failed = catch_unwind(AssertUnwindSafe(|| fragile::gradient_with(&X, 2, &mut [0.0; 4], &mut workspace)));
    assert!(failed.is_err());
    assert_eq!(workspace.bytes(), bytes);
    let mut again = [0.0; 4];
    let taken = measure(|| assert_eq!(fragile::value_and_gradient_with(&X, 9, &mut again, &mut workspace), expected));
    assert_eq!((taken.count_total, again), (0, g));
}
