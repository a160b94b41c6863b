//! Names, literals, precedence, patterns and the like: rows L01 to L34 of the catalogue. Numbers are worked out by hand.
// What is tested is written in the ways that style forbids.
#![allow(clippy::style, clippy::complexity, clippy::pedantic, clippy::eq_op, uncommon_codepoints, non_snake_case)]
#![allow(clippy::useless_vec)] // A `Vec` is what is tested.

use chainrule::differentiable;
use chainrule_tests::{derivatives, functions, gradients, rows, same_bits};
use shadowed::sine as shadowed_sine;
use std::f64::consts::PI;
use visible::of_inner;

// ---- L01, L03, L04: names

functions! {
    ours(t1, x_bar) = { let t2 = t1 * x_bar; let x_dot = t2 + t1; let tape = x_dot * t2; tape };
    letters(v, w) = { let g = v * w; let h = g * g; let out = h * v; out };
    words(value, gradient) = { let product = value * gradient; let hessian = product * value; hessian };
    underscores(__d, self_) = { let _private = __d * self_; _private * __d };
    raw(r#in, r#type) = { let r#fn = r#in * r#type; r#fn * r#in };
    greek(σ, μ) = { let Δ = σ * μ; Δ * σ };
    elements(x_0, x_i) = { let i = x_0 * x_i; let x = i * x_0; x };
}

#[differentiable]
fn r#match(r#loop: &[f64; 2]) -> f64 {
    r#loop[0] * r#loop[0] * r#loop[1]
}

#[differentiable]
fn indices(x: &[f64; 3], x_0: f64, x_i: usize) -> f64 {
    let mut s = 0.0;
    for i in 0..x_i {
        let x_bar = x[i] * x_0;
        s += x_bar * x[0];
    }
    s
}

#[differentiable]
fn unused_parameter(x: f64, _y: f64, _: usize) -> f64 {
    x * x
}

// ---- L02: names that another tool would give to derivatives

#[differentiable]
fn clash(x: f64) -> f64 {
    x * x
}

fn clash_gradient(x: f64) -> f64 {
    clash::derivative(x) + gradient()
}

fn gradient() -> f64 {
    1.0
}

mod clash_derivative {
    pub(super) const HESSIAN: f64 = 3.0;
}

// ---- L19: what may qualify a function

#[differentiable]
const fn cubic(x: f64) -> f64 {
    x * x * x
}

const EIGHT: f64 = cubic(2.0);

// ---- L23: results

#[differentiable]
fn pair(x: f64, y: f64) -> (f64, f64) {
    (x * y, x * x)
}

#[differentiable]
fn triple(x: f64, y: f64) -> [f64; 3] {
    [x, x * y, y * y]
}

#[differentiable]
fn listed(x: &[f64]) -> Vec<f64> {
    vec![x[0] * x[1], x[1]]
}

// ---- L26: names that look like those of the language

mod shadowed {
    use chainrule::differentiable;
    use std::f64;

    trait Circle {
        fn sin(self) -> Self;
    }

    impl Circle for f64 {
        fn sin(self) -> Self {
            Self::NAN
        }
    }

    #[differentiable]
    pub(super) fn sine(x: f64) -> f64 {
        x.sin() * f64::consts::PI
    }

    pub(super) fn theirs(x: f64) -> f64 {
        Circle::sin(x)
    }
}

// ---- L10 to L15: literals and precedence

functions! {
    negatives(x, y) = -2.0 * x - -3.0 * y - -x + -(-y);
    minus_power(x, y) = -x.powi(2) + (-x).powi(2) * y - -2.0_f64.powi(2);
    differences(a, b) = a - b - 2.0 - (a - b) - (b - (a - 3.0 * b));
    quotients(a, b) = a / b * 2.0 / (a / b) * a / (b * a) - a / (b / a);
    minus_product(x, y) = -x * y + -(x * y) * -x;
    comparisons(x, y) = if !(x as f32 as f64 - y < 1.0) || (y - 1.0 < x && x > 0.0) { x * y } else { y };
    infinite(x, y) = if x < 1.0 / 0.0 && y > -f64::INFINITY { x * y } else { 1e308 * 10.0 * x };
    literals(x, y) = x * 1e3 + 1_000.0 * y + 2. * x + 1f64 * y + 0x10 as f64 * x + 10_i32 as f64 + f64::from(b'a') * y + 0.5_f64.sin() * x;
    inlined(x, y) = { let a = 2.0; let b = a * 1.5f64; b.sin() * 0.0 + x * a + y * b };
    constants(x, y) = x * PI + y * std::f64::consts::E + core::f64::consts::PI * x;
}

mod constants_of {
    pub(super) const WEIGHT: f64 = 0.25;
    pub(super) static TABLE: [f64; 3] = [2.0, 3.0, 5.0];
    pub(super) struct Scale;
    impl Scale {
        pub(super) const BY: f64 = 4.0;
    }
}

#[differentiable]
fn outside(x: f64, i: usize) -> f64 {
    x * x * constants_of::WEIGHT * constants_of::TABLE[i] * constants_of::Scale::BY * f64::EPSILON.powi(0)
}

#[differentiable]
fn inner_items(x: f64) -> f64 {
    use std::f64::consts::E;
    const TWICE: f64 = E - E + 2.0;
    #[differentiable]
    fn helper(y: f64) -> f64 {
        y * y
    }
    helper(x) * TWICE
}

// ---- L16: macros of the standard library

#[differentiable]
fn macros(x: f64, n: usize) -> f64 {
    assert!(x > 0.0, "{} is not positive", x);
    assert!(x.is_finite());
    debug_assert_eq!(n % 2, 1);
    assert_ne!(n, 0, "none");
    let v = vec![x, x * x, 2.0];
    let w = vec![x; n];
    if matches!(n, 1 | 3 if x > 1.0) { v[0] * v[1] * w[0] } else { v[2] * w[n - 1] }
}

#[differentiable(allow(unused_parameter))]
fn elements_in_messages(x: &[f64], y: f64) -> f64 {
    assert!(x.is_empty(), "the first is {}", x[0]);
    assert_eq!(x.len(), 0, "the first is {}", x[0]);
    assert_ne!(x.len(), 1, "the first is {a}", a = x[0]);
    y * y
}

#[differentiable]
fn changes_in_messages(x: f64) -> f64 {
    let mut s = x;
    assert!(x > 0.0, "{}", {
        s *= 2.0;
        s
    });
    s * s
}

#[differentiable]
fn changes_in_debug_assertions(x: &[f64; 3], n: usize) -> f64 {
    let mut s = x[0];
    debug_assert!({
        s *= x[1];
        n < 3
    });
    debug_assert_eq!(x[n], 1.0, "{}", x[n + 1]);
    s * s
}

// ---- L18: generics

#[differentiable]
fn sizes<const N: usize, const M: usize>(x: &[f64; N], y: &[f64; M]) -> f64
where
    [(); 1]: Sized,
{
    let mut s = 0.0;
    for i in 0..N {
        for j in 0..M {
            s += x[i] * x[i] * y[j];
        }
    }
    s
}

// ---- L22, L24: references, tuples and patterns

#[differentiable]
fn references(x: &f64, y: &&f64) -> f64 {
    let r = &*x;
    let s = &&r;
    r.sin() * **y + (***s) * (*r) + r * **y
}

#[differentiable]
fn patterns(mut x: f64, y: f64, p: [f64; 2]) -> f64 {
    let (a, (b, _)) = (x, (y, x * y));
    let [c, d] = p;
    let &e = &a;
    x += 1.0;
    let (mut f, ref_g) = (x * c, &d);
    f *= *ref_g;
    let t = (a, (b, f));
    let mut q = (1.0, 2.0);
    q.0 = t.1.1;
    q.1 += t.0;
    [x, _] = [q.0, 1.0];
    (f, _) = (q.1, 0.0);
    x * f + e * b
}

#[differentiable]
fn slices_of_arrays(x: &[f64; 4]) -> f64 {
    let [first, second, ..] = x;
    let [a, _, c, d] = *x;
    first * d + a * c + second * 0.0
}

#[differentiable]
fn deferred(x: f64, y: f64) -> f64 {
    let a;
    let b: f64;
    if x > y {
        a = x * x;
        b = y;
    } else {
        a = y;
        b = x * y;
    }
    a * b
}

#[differentiable]
fn blocks(x: f64) -> f64 {
    let y = {
        let z = x * x;
        let z = z + { z * x };
        z
    };
    let w = 'a: {
        if y > 1.0 {
            break 'a y * x;
        }
        y
    };
    w
}

// ---- L06, L32: attributes and visibility

#[differentiable]
#[inline]
#[must_use]
#[track_caller]
#[cold]
#[doc(hidden)]
#[allow(clippy::let_and_return)]
pub(crate) fn attributes(x: f64) -> f64 {
    let y = x * x;
    y
}

#[cfg(any())]
#[differentiable]
fn left_out(x: Missing) -> f64 {
    x
}

#[differentiable]
#[cfg(any())]
fn left_out_below(x: f64) -> f64 {
    missing(x)
}

#[differentiable]
#[cfg(all())]
fn left_in(x: f64) -> f64 {
    x * x
}

// ---- L30: functions made by macros, whose fragments keep their precedence

macro_rules! products {
    ($($name:ident = $a:expr, $b:expr, $x:ident, $ty:ty;)*) => {$(
        #[differentiable]
        fn $name($x: $ty) -> $ty {
            $a * $b - $b * $x
        }
    )*};
}

products! { product_of_sums = 1.0 + 2.0, x + x * 3.0, x, f64; product_in_f32 = 1.0 + x, x - 1.0, x, f32; }

/// The same name in three modules, and as a nested function.
mod visible {
    #[chainrule::differentiable]
    pub(in crate::visible) fn square(x: f64) -> f64 {
        x * x
    }

    pub(crate) mod inner {
        #[chainrule::differentiable]
        pub(crate) fn square(x: f64) -> f64 {
            super::square(x) * 3.0
        }
    }

    #[chainrule::differentiable(crate = ::chainrule)]
    pub(super) fn of_inner(x: f64) -> f64 {
        inner::square(x) + square(x)
    }
}

derivatives! {
    l06: attributes(3.0) => [6.0, 2.0], 0;
    l05: left_in(3.0) => [6.0, 2.0], 0;
    l16: macros(2.0, 3) => [32.0, 48.0], 0;
    l16_else: macros(2.0, 5) => [2.0, 0.0], 0;
    l02: clash(3.0) => [6.0, 2.0], 0;
    l19_const: cubic(2.0) => [12.0, 12.0], 0;
    l26: shadowed_sine(0.0) => [PI, 0.0], 0;
    l25: outside(3.0, 2) => [30.0, 10.0], 0;
    l25_inner: inner_items(3.0) => [12.0, 4.0], 0;
    l30: product_of_sums(2.0) => [-4.0, -8.0], 0;
    l32: of_inner(3.0) => [24.0, 8.0], 0;
    blocks_above: blocks(2.0) => [44.0, 60.0], 0;
    blocks_below: blocks(0.5) => [1.75, 5.0], 0;
}

gradients! {
    l01: ours(2.0, 3.0) => [48.0, 28.0], 0;
    l01_letters: letters(2.0, 3.0) => [108.0, 48.0], 0;
    l01_words: words(2.0, 3.0) => [12.0, 4.0], 0;
    l01_underscores: underscores(2.0, 3.0) => [12.0, 4.0], 0;
    l01_elements: elements(2.0, 3.0) => [12.0, 4.0], 0;
    l03: raw(2.0, 3.0) => [12.0, 4.0], 0;
    l03_function: r#match(&[2.0, 3.0]) => [12.0, 4.0], 0;
    l04: greek(2.0, 3.0) => [12.0, 4.0], 0;
    l08: unused_parameter(3.0, 1.0, 2) => [6.0, 0.0], 0;
    l10: negatives(2.0, 3.0) => [-1.0, 4.0], 0;
    l11: comparisons(2.0, 3.0) => [0.0, 1.0], 0;
    l12: infinite(2.0, 3.0) => [3.0, 2.0], 0;
    l13: inlined(2.0, 3.0) => [2.0, 3.0], 0;
    l14: literals(2.0, 3.0) => [1018.0 + 0.5f64.sin(), 1098.0], 1;
    l15_power: minus_power(2.0, 3.0) => [8.0, 4.0], 0;
    l15_difference: differences(2.0, 3.0) => [1.0, -4.0], 0;
    l15_product: minus_product(2.0, 3.0) => [9.0, 2.0], 0;
    // 2 / b - a^2 / b
    l15_quotient: quotients(2.0, 3.0) => [-4.0 / 3.0, 2.0 / 9.0];
    l24_slices: slices_of_arrays(&[2.0, 3.0, 5.0, 7.0]) => [12.0, 0.0, 2.0, 2.0], 0;
    l25_constants: constants(2.0, 3.0) => [2.0 * PI, std::f64::consts::E], 0;
    deferred_above: deferred(3.0, 2.0) => [12.0, 9.0], 0;
    deferred_below: deferred(2.0, 3.0) => [9.0, 12.0], 0;
}

rows! {
    l02_beside: [clash_gradient(3.0), clash_derivative::HESSIAN] => [7.0, 3.0];
    l19_value: EIGHT => 8.0;
    l23_tuple: pair::jacobian(2.0, 3.0) => [[3.0, 2.0], [4.0, 0.0]];
    l23_tuple_modes: (pair::jvp(2.0, 3.0, [1.0, 10.0]), pair::vjp(2.0, 3.0, (1.0, 10.0))) => ((23.0, 4.0), [43.0, 2.0]);
    l23_array: triple::jacobian(2.0, 3.0) => [[1.0, 0.0], [3.0, 2.0], [0.0, 6.0]];
    l23_array_modes: (triple::jvp(2.0, 3.0, [1.0, 10.0]), triple::vjp(2.0, 3.0, [1.0, 10.0, 100.0])) => ([1.0, 23.0, 60.0], [31.0, 620.0]);
    l23_vec: listed::jacobian(&[2.0, 3.0]) => vec![3.0, 2.0, 0.0, 1.0];
    l23_vec_modes: (listed::jvp(&[2.0, 3.0], &[1.0, 10.0]), listed::vjp(&[2.0, 3.0], &[1.0, 10.0])) => (vec![23.0, 10.0], vec![3.0, 12.0]);
    l26_theirs: shadowed::theirs(0.0) => f64::NAN;
    l01_indices: indices::gradient(&[2.0, 3.0, 5.0], 7.0, 2) => ([49.0, 14.0, 0.0], 10.0);
    l18: sizes::gradient(&[1.0, 2.0], &[3.0, 4.0, 5.0]) => ([24.0, 48.0], [5.0; 3]);
    l24: patterns::gradient(2.0, 3.0, [5.0, 7.0]) => (248.0, 2.0, [84.0, 60.0]);
    l24_forward: patterns::jvp(2.0, 3.0, [5.0, 7.0], (1.0, 0.5, [1.0, 2.0])) => 453.0;
    l22: references::gradient(&2.0, &&3.0) => [2f64.cos() * 3.0 + 7.0, 2f64.sin() + 2.0], 1;
    l30_f32: product_in_f32::derivative(2.0) => 1.0f32;
}

same_bits! {
    l15_values: [
        minus_power::value_and_gradient(0.7, 0.3).0, differences::value_and_gradient(0.7, 0.3).0,
        quotients::value_and_gradient(0.7, 0.3).0, minus_product::value_and_gradient(0.7, 0.3).0,
    ] => [minus_power(0.7, 0.3), differences(0.7, 0.3), quotients(0.7, 0.3), minus_product(0.7, 0.3)];
    l14_values: literals::value_and_gradient(0.7, 0.3).0 => literals(0.7, 0.3);
}

/// The condition is quoted as it was written.
#[test]
#[should_panic(expected = "assertion failed: x.is_finite()")]
fn l16_assertion() {
    let _ = macros::derivative(f64::INFINITY, 3);
}

#[test]
#[should_panic(expected = "-1 is not positive")]
fn l16_assertion_with_message() {
    let _ = macros::derivative(-1.0, 3);
}

#[test]
#[should_panic(expected = "assertion failed: x.is_empty() || x[n + 1] > 0.0")]
fn l16_assertion_with_an_index() {
    #[differentiable]
    fn f(x: &[f64; 2], n: usize) -> f64 {
        assert!(x.is_empty() || x[n + 1] > 0.0);
        x[0]
    }
    let _ = f::gradient(&[1.0, -1.0], 0);
}

/// What stands in a message is evaluated where it is said, as in the function itself.
#[test]
fn l16_messages_are_evaluated_when_they_are_said() {
    assert_eq!(elements_in_messages::value_and_gradient(&[], 3.0), (9.0, (vec![], 6.0)));
    assert_eq!(elements_in_messages::jvp(&[], 3.0, (&[], 1.0)), 6.0);
    assert_eq!(changes_in_messages::value_and_derivative(3.0), (changes_in_messages(3.0), 6.0));
    assert_eq!((changes_in_messages::jvp(3.0, 1.0), changes_in_messages::second_derivative(3.0)), (6.0, 2.0));
}

/// `debug_assert!` does what it does in the function itself: something in one kind of build, and nothing in the other.
#[test]
fn l16_debug_assertions_are_as_in_the_function() {
    let (x, factor) = ([3.0, 1.0, 2.0], if cfg!(debug_assertions) { 18.0 } else { 0.0 });
    let (value, gradient) = changes_in_debug_assertions::value_and_gradient(&x, 1);
    assert_eq!((value, gradient), (changes_in_debug_assertions(&x, 1), [6.0, factor, 0.0]));
    let caught = |run: fn() -> f64| std::panic::catch_unwind(run).is_err();
    assert_eq!(caught(|| changes_in_debug_assertions(&[3.0, 1.0, 2.0], 3)), cfg!(debug_assertions));
    assert_eq!(caught(|| changes_in_debug_assertions::gradient(&[3.0, 1.0, 2.0], 3)[0]), cfg!(debug_assertions));
}
