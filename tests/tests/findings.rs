//! What was found by trying to break it, kept.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;
use chainrule_tests::rows;

#[differentiable]
fn given_back(x: [f64; 2]) -> [f64; 2] {
    x
}

#[differentiable]
fn given_back_from_behind(x: &[f64; 2]) -> [f64; 2] {
    *x
}

#[differentiable]
fn step(x: &[f64; 2]) -> [f64; 2] {
    [x[0], x[1] * x[0]]
}

#[differentiable]
fn two_steps(x: &[f64; 2]) -> f64 {
    let a = step(x);
    let b = step(&a);
    b[1]
}

#[differentiable]
fn nested_steps(x: &[f64; 2]) -> f64 {
    step(&step(x))[1]
}

#[differentiable]
fn power(x: f64, y: f64) -> f64 {
    x.powf(y)
}

#[differentiable]
fn root(x: f64) -> f64 {
    x.powf(0.3)
}

#[differentiable]
fn deferred_pair(x: f64) -> f64 {
    let (a, b);
    a = x;
    b = a * x;
    b
}

#[differentiable]
#[allow(clippy::ptr_arg)] // That is what was refused.
fn weights_in_a_vec(x: f64, #[constant] w: &Vec<f64>) -> f64 {
    let mut s = w[0] * x * x;
    for v in w {
        s += v * x;
    }
    s
}

// More than 500 statements of second order: asked for by its order.
macro_rules! long {
    ($($name:ident: $x:ident $y:ident [$($twice:tt)*];)*) => {$(
        #[differentiable(order = 2)]
        fn $name($x: f64, $y: f64) -> f64 {
            let mut s = $x;
            $({
                let _ = $twice;
                s = (s * $y + $x).sin();
                s = (s * $x - $y).cos();
                s = s * s + $y;
                s = (s * 0.5).tanh();
            })*
            s
        }
    )*};
}

long! {
    long: x y [1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40];
}

rows! {
    array_parameter_returned: given_back::jacobian([1.0, 2.0]) => [[1.0, 0.0], [0.0, 1.0]];
    array_behind_a_reference_returned: given_back_from_behind::vjp(&[1.0, 2.0], [3.0, 4.0]) => [3.0, 4.0];
    // b[1] = x0 x0 x1
    array_of_one_call_lent_to_the_next: two_steps::gradient(&[1.5, 2.0]) => [6.0, 2.25];
    call_within_a_call: nested_steps::hessian(&[1.5, 2.0]) => [[4.0, 3.0], [3.0, 0.0]];
    deferred_in_a_pattern: deferred_pair::derivative(3.0) => 6.0;
    reference_to_a_constant_vec: weights_in_a_vec::derivative(2.0, &vec![1.0, 2.0]) => 7.0;
    root_at_infinity: root::derivative(f64::INFINITY) => 0.0;
}

#[test]
fn mixed_second_derivative_of_a_power_at_zero_has_its_limit() {
    // x^(y-1) (1 + y ln x) at y = 1, as x goes to 0
    let h = power::hessian(0.0, 1.0);
    assert_eq!((h[0][1], h[1][0]), (f64::NEG_INFINITY, f64::NEG_INFINITY));
}

#[test]
fn long_second_order_is_there_when_asked_for_with_everything_else() {
    let h = long::hessian(0.3, 0.7);
    let hv = long::hvp(0.3, 0.7, [1.0, 0.0]);
    assert!((h[0][0] - hv[0]).abs() < 1e-9 && (h[1][0] - hv[1]).abs() < 1e-9);
    assert!(long::jvp(0.3, 0.7, [1.0, 0.0]).is_finite());
    long::check(0.3, 0.7);
}

#[differentiable]
fn reassigned(y: f64, mut s: f64) -> f64 {
    while s < 2.5 {
        s += y;
    }
    s * s
}

#[differentiable]
fn calls_reassigned(x: f64, z: f64) -> f64 {
    reassigned(x, z) * z
}

#[differentiable]
fn raw_local(x: f64) -> f64 {
    let r#type = 1.0 + x;
    r#type.cos() * r#type.cos()
}

#[differentiable]
fn matrix_copied(x: &[[f64; 3]; 2]) -> f64 {
    let s = *x;
    let mut product = 1.0;
    for k in 0..s.len() {
        product *= s[k / 2][2];
    }
    product
}

#[differentiable]
fn three_of(mut x: f64) -> [f64; 3] {
    x *= x;
    [1.0, 1.0, x]
}

#[differentiable]
fn one_of_three(k: usize, xs: &[f64; 2]) -> f64 {
    let a = three_of(xs[(k * 3 + 1) % 2]);
    a[k / 2]
}

#[differentiable]
fn variable_called_state(y: &[f64]) -> f64 {
    let e = [1.0_f64; 4];
    let mut state = y[0];
    for k in 1..=e.len() {
        if !(y[(k * 2 + 1) % 2] <= 3.0 || k != 0 && e[k % 4] < 1.0) {
            state = 1.0;
        }
    }
    state
}

rows! {
    // At x = 1, z = 2 the loop runs once: (z + x)² z.
    parameter_reassigned_in_a_callee: calls_reassigned::hessian(1.0, 2.0) => [[4.0, 10.0], [10.0, 16.0]];
    raw_identifier_of_a_local: raw_local::derivative(0.0) => -2.0 * 1.0_f64.cos() * 1.0_f64.sin();
    copy_of_a_matrix: matrix_copied::gradient(&[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]) => [[0.0, 0.0, 6.0], [0.0, 0.0, 0.0]];
    element_of_an_array_result: one_of_three::hessian(4, &[0.5, 0.7]) => [[0.0, 0.0], [0.0, 2.0]];
    names_of_ours: variable_called_state::gradient(&[2.0, 1.0]) => vec![1.0, 0.0];
}

/// A derivative that happens to be zero is not one that does not exist: its own derivative counts.
#[differentiable]
fn zero_by_chance(x: f64) -> f64 {
    let mut s = 1.0_f64;
    for _ in 0..3 {
        s = x * (s + 1.6).acosh() + 1.0;
    }
    s
}

#[differentiable]
fn scaled_root(k: f64, x: f64) -> f64 {
    let a = [x, x * x];
    let mut b = [0.0; 2];
    for i in 0..2 {
        b[i] = a[i] + 1.0;
    }
    k * b[0].sqrt()
}

#[differentiable]
fn ignores_its_slice(_x: &[f64]) -> f64 {
    1.0
}

#[differentiable]
fn calls_what_ignores(x: f64, k: usize) -> f64 {
    let mut t = vec![1.0; 2];
    t[k / 2] += x;
    ignores_its_slice(&t) * x * x
}

rows! {
    // σ'' = 2 A'(2.6) A(2.6) at x = 0, with A = acosh and A' = 1 / sqrt(2.6² - 1)
    zero_in_a_loop: (zero_by_chance::second_derivative(0.0) * 1e10).round() => (2.0 * 2.6_f64.acosh() / 5.76_f64.sqrt() * 1e10).round();
    zero_before_a_root: scaled_root::hessian(0.0, 3.0) => [[0.0, 0.25], [0.25, 0.0]];
    callee_that_ignores_a_slice: calls_what_ignores::second_derivative(3.0, 2) => 2.0;
}

// A loop that swaps what it carries: what was not selected has no say, however many turns there are.

#[differentiable]
fn swaps(x: f64, y: f64, n: usize) -> f64 {
    let mut a = x + y;
    let mut b = x.sqrt();
    for _ in 0..n {
        (a, b) = (b, a);
    }
    a
}

#[differentiable]
fn swaps_until(x: f64, y: f64, n: usize) -> f64 {
    let mut a = x + y;
    let mut b = x.sqrt();
    let mut k = 0;
    while k < n {
        (a, b) = (b, a);
        k += 1;
    }
    a
}

#[test]
fn a_loop_that_swaps_keeps_zeros_apart_from_infinite_slopes() {
    for n in [0, 2] {
        assert_eq!(swaps::gradient(0.0, 3.0, n), [1.0, 1.0], "{n} turns");
        assert_eq!(swaps_until::gradient(0.0, 3.0, n), [1.0, 1.0], "{n} turns");
    }
    assert_eq!(swaps::gradient(4.0, 3.0, 1), [0.25, 0.0]);
    assert_eq!(swaps_until::gradient(4.0, 3.0, 1), [0.25, 0.0]);
}

/// The adjoint of the array is written in the branch that the scalar one comes from.
#[differentiable]
fn array_and_number_of_a_branch(p: [f64; 2], a: f64, k: usize) -> [f64; 2] {
    if k == 0 { p } else { [a * p[k], a] }
}

#[test]
fn an_array_is_handed_over_after_the_branch_that_writes_to_it() {
    assert_eq!(array_and_number_of_a_branch::vjp([1.0, 2.0], 3.0, 1, &[1.0, 10.0]), ([0.0, 3.0], 12.0));
    assert_eq!(array_and_number_of_a_branch::vjp([1.0, 2.0], 3.0, 0, &[1.0, 10.0]), ([1.0, 10.0], 0.0));
}

// ---- the generic arguments of a call go to the companion

#[differentiable]
fn squares_of<const N: usize>(x: &[f64; N]) -> f64 {
    let mut s = 0.0;
    for i in 0..N {
        s += x[i] * x[i];
    }
    s
}

#[differentiable]
fn by_turbofish(x: f64, y: f64) -> f64 {
    squares_of::<2>(&[x, y]) * y
}

rows! {
    turbofish_gradient: by_turbofish::gradient(2.0, 3.0) => [12.0, 31.0];
    turbofish_hessian: by_turbofish::hessian(2.0, 3.0) => [[6.0, 4.0], [4.0, 18.0]];
}

// ---- a helper that is called for what it asserts

#[differentiable]
fn must_be_positive(x: f64) -> f64 {
    assert!(x > 0.0, "x must be positive");
    x
}

#[differentiable]
fn validated(x: f64, y: f64) -> f64 {
    must_be_positive(x);
    x * y
}

#[test]
fn a_helper_that_asserts_runs_where_the_function_runs() {
    assert_eq!(validated::gradient(2.0, 3.0), [3.0, 2.0]);
    assert_eq!(validated::hessian(2.0, 3.0), [[0.0, 1.0], [1.0, 0.0]]);
    assert!(std::panic::catch_unwind(|| validated::gradient(-2.0, 3.0)).is_err());
    assert!(std::panic::catch_unwind(|| validated::jvp(-2.0, 3.0, [1.0, 0.0])).is_err());
}

// ---- a derivative that is called in a loop

#[differentiable(order = 3)]
fn energy_of_two(p: f64, q: f64) -> f64 {
    p * p * p * q * q
}

#[differentiable]
fn derivatives_in_a_loop(x: f64, y: f64) -> f64 {
    let mut s = 1.0;
    for _ in 0..3 {
        let [a, b] = energy_of_two::gradient(x, s);
        s += 0.1 * a * b * y;
    }
    s
}

#[test]
fn a_derivative_is_called_in_a_loop() {
    derivatives_in_a_loop::check(0.6, 0.8);
}

// ---- a slice is as long as it is, whatever the array is that it shows
#[differentiable]
fn by_length(x: &[f64; 3]) -> f64 {
    match &x[..] {
        [] => 0.0,
        [a] => *a,
        [a, .., b] => a * b,
    }
}
#[differentiable]
fn two_or_last(x: &[f64; 3]) -> f64 {
    let v: &[f64] = x;
    if let [a, b] = v { a * b } else { v[2] }
}
#[differentiable]
fn two_or_return(x: &[f64; 3]) -> f64 {
    let v: &[f64] = x;
    let [a, b] = v else { return v[2] * v[0] };
    a * b
}
#[differentiable]
fn four_or_last(x: &[f64; 3]) -> f64 {
    let v: &[f64] = x;
    if let [a, b, c, d, ..] = v { a * b * c * d } else { v[2] }
}
#[differentiable]
fn while_it_lasts(x: &[f64; 3]) -> f64 {
    let mut w = &x[..];
    let mut s = 1.0;
    while let [h, t @ ..] = w {
        s = s * h + t.len() as f64;
        w = t;
    }
    s
}
#[differentiable]
fn as_a_slice(x: &[f64; 3]) -> f64 {
    let w = x.as_slice();
    if matches!(w, [_, _]) { w[0] } else { w[1] }
}

#[test]
fn the_pattern_of_a_slice_compares_lengths() {
    let x = [1.5, 0.5, 0.25];
    assert_eq!(by_length::value_and_gradient(&x), (0.375, [0.25, 0.0, 1.5]));
    assert_eq!(two_or_last::value_and_gradient(&x), (0.25, [0.0, 0.0, 1.0]));
    assert_eq!(two_or_return::value_and_gradient(&x), (0.375, [0.25, 0.0, 1.5]));
    assert_eq!(four_or_last::value_and_gradient(&x), (0.25, [0.0, 0.0, 1.0]));
    assert_eq!(as_a_slice::value_and_gradient(&x), (0.5, [0.0, 1.0, 0.0]));
    while_it_lasts::check(&x);
}

#[differentiable]
fn single(a: f32, b: f32) -> f32 {
    a * b
}

/// Numbers whose width only the callee says, in calls of constants.
#[differentiable]
fn calls_of_constants_in_single_precision(x: f32, p: usize) -> f32 {
    if x > 1.0 {
        return -single(3.0, p as f32);
    }
    let (c, d) = (-3.5, 2.0);
    single(c, d) * x + single(-d, 1.0)
}

#[test]
fn numbers_take_the_width_of_the_callee() {
    assert_eq!(calls_of_constants_in_single_precision::value_and_derivative(0.5, 3), (-5.5, -7.0));
    assert_eq!(calls_of_constants_in_single_precision::value_and_derivative(2.0, 3), (-9.0, 0.0));
}

/// The last run of a condition changes what nobody reads any more.
#[differentiable]
fn condition_that_adds(x: &[f64; 2]) -> f64 {
    let mut e = *x;
    let mut sum = 1.0;
    while {
        sum += e[1] * e[1];
        sum < 2.5
    } {
        e[1] += sum * e[0];
    }
    e[1]
}

/// A loop in the condition of a loop, which writes to an array.
#[differentiable]
fn condition_with_a_loop(x: &[f64; 2]) -> f64 {
    let mut a = *x;
    let mut turns = 0;
    while {
        let mut k = 0;
        while {
            a[k] = a[k].sin() * x[0] + a[1 - k];
            k += 1;
            k < 2
        } {
            a[1] *= 0.7;
        }
        turns += 1;
        turns < 4
    } {
        a[0] += a[1] * a[1];
    }
    a[0]
}

#[test]
fn conditions_with_effects() {
    for x in [[0.3, 0.7], [0.5, -0.2], [0.1, 1.3]] {
        condition_that_adds::check(&x);
        condition_with_a_loop::check(&x);
    }
}
