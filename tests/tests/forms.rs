//! The small forms of the language: macros in bodies, casts, `Option`, enums, patterns. Numbers are worked out by hand.
// What is tested is written in the ways that style forbids.
#![allow(
    clippy::style,
    clippy::complexity,
    clippy::pedantic,
    clippy::dbg_macro,
    clippy::eq_op,
    clippy::diverging_sub_expression,
    unreachable_code,
    unused_variables
)]

use std::sync::atomic::{AtomicUsize, Ordering};

use chainrule::differentiable;
use chainrule_tests::{derivatives, gradients, rows, same_bits};

// ---- L16: macros

#[differentiable]
fn printed(x: f64, n: usize) -> f64 {
    let width = 8;
    let y = x * x;
    println!("{x} {y:.3} {y:>width$} {n} {{}} {0} {z:?}", 1.5, z = y * x);
    eprint!("{x:?} ");
    eprintln!();
    assert!(x > -10.0, "{x} is below {limit}", limit = -10.0);
    assert_eq!(n, 2, "{n} is not {}", 2);
    debug_assert!(y >= 0.0, "{y}");
    dbg!(y * x) + dbg!(x, n).0
}

static TICKS: AtomicUsize = AtomicUsize::new(0);

fn tick(n: usize) -> usize {
    TICKS.fetch_add(1, Ordering::SeqCst);
    n
}

#[differentiable]
fn ticking(x: f64, n: usize) -> f64 {
    let mut s = x;
    for i in 0..n {
        println!("{} {s}", tick(i));
        s = s * x;
    }
    s
}

#[differentiable]
fn calls_ticking(x: f64, n: usize) -> f64 {
    let y = x + 1.0;
    ticking(y * x, n).sin()
}

#[differentiable]
fn printed_arrays(x: &[f64; 3], c: &[f64]) -> f64 {
    let mut v = vec![x[0]; c.len()];
    for i in 0..c.len() {
        v[i] = v[i] * c[i];
        println!("{v:?} {x:?} {:?}", &c);
    }
    assert_eq!(v.len(), c.len());
    assert_ne!(v, [1.0, 2.0, 3.0], "{c:?}");
    let w = dbg!(v);
    w[0] + w[1] * x[2]
}

#[differentiable]
fn diverging(x: f64, n: i32) -> f64 {
    let y = match n {
        0 => x * x,
        1 => todo!(),
        2 => unimplemented!("{x}"),
        3 => x.max(unreachable!("three")),
        4 => {
            let z: f64 = panic!("four {n}");
            x * z
        }
        _ => {
            if n < 0 {
                panic!("negative: {n:03}")
            } else {
                x
            }
        }
    };
    if cfg!(any()) { y + f64::from(line!()) } else { y * x }
}

derivatives! {
    l16_format: printed(2.0, 2) => [13.0, 12.0], 0;
    l16_loop: ticking(2.0, 3) => [32.0, 48.0], 0;
    l16_diverging: diverging(3.0, 0) => [27.0, 18.0], 0;
    l16_diverging_else: diverging(3.0, 9) => [6.0, 2.0], 0;
}

gradients! {
    l16_arrays: only_x(&[2.0, 1.0, 3.0]) => [17.0, 0.0, 10.0], 0;
}

#[differentiable]
fn only_x(x: &[f64; 3]) -> f64 {
    printed_arrays(x, &[4.0 - 2.0, 5.0])
}

#[test]
fn l16_effects_happen_once() {
    let count = |f: &dyn Fn()| {
        let before = TICKS.load(Ordering::SeqCst);
        f();
        TICKS.load(Ordering::SeqCst) - before
    };
    assert_eq!(count(&|| _ = calls_ticking(0.5, 4)), 4);
    assert_eq!(count(&|| _ = calls_ticking::value_and_derivative(0.5, 4)), 4);
    assert_eq!(count(&|| _ = calls_ticking::value_and_jvp(0.5, 4, 1.0)), 4);
    assert_eq!(count(&|| _ = calls_ticking::second_derivative(0.5, 4)), 4);
}

#[test]
#[should_panic(expected = "not implemented: 3.5")]
fn l16_unimplemented() {
    let _ = diverging::derivative(3.5, 2);
}

#[test]
#[should_panic(expected = "internal error: entered unreachable code: three")]
fn l16_unreachable_operand() {
    let _ = diverging::derivative(3.5, 3);
}

#[test]
#[should_panic(expected = "four 4")]
fn l16_panic_operand() {
    let _ = diverging::second_derivative(3.5, 4);
}

#[test]
#[should_panic(expected = "-11 is below -10")]
fn l16_message_with_names() {
    let _ = printed::derivative(-11.0, 2);
}

// ---- C24, N61: floats of two widths

#[differentiable]
fn rounded(x: f64, y: f64) -> f64 {
    let a = x as f32;
    let b = f64::from(a) * y;
    let mut s = 0.0f32;
    for i in 0..3 {
        s += a * 0.1 + (b as f32).sin() * i as f32;
    }
    let w = [a, s];
    (w[0] * w[1]) as f64 + (y as f32) as f64 + b
}

#[differentiable]
fn widened(x: f32, y: f32) -> f32 {
    let mut sum = 0.0;
    for k in 0..4 {
        let z = f64::from(x) * 0.1 + y as f64;
        sum += z * z * f64::from(k);
    }
    sum as f32
}

#[differentiable]
fn single(x: f32, n: usize) -> f32 {
    let mut s = 0.1;
    for i in 0..n {
        s = s * x + (i as f32).max(0.5) + x.powi(2).tanh() + x.hypot(0.1) + f32::EPSILON;
        if s > 100.0 {
            break;
        }
    }
    s.ln() + 0.1f64 as f32
}

#[differentiable]
fn as_chains(x: f64, n: usize) -> f64 {
    let m = (n as u8 as i8 as i64).wrapping_add(i64::MAX).wrapping_add(2) >> 1;
    let k = ((m as f64 * 2.75) as i32 as f64) as f32 as usize;
    let h = (n as u64).rotate_left(3).count_ones() as f64;
    x.powi(k as i32) * h + (m as f64) * (n << 1 & 0b110 ^ 1) as f64 * x
}

same_bits! {
    c24_value: rounded::value_and_gradient(0.3, 1.7).0 => rounded(0.3, 1.7);
    c24_value_widened: widened::value_and_gradient(0.3, 1.7).0 => widened(0.3, 1.7);
    n61_value: single::value_and_derivative(0.7, 5).0 => single(0.7, 5);
    n61_value_forward: single::value_and_jvp(0.7, 5, 1.0).0 => single(0.7, 5);
    c23_value: as_chains::value_and_derivative(1.3, 5).0 => as_chains(1.3, 5);
}

rows! {
    // d/dx and d/dy of 6 (x / 10 + y)^2
    c24_widened: widened::gradient(2.0, 3.0) => [3.84, 38.4], 2;
    c24_widened_hessian: widened::hessian(2.0, 3.0) => [[0.12, 1.2], [1.2, 12.0]], 2;
}

/// 0.3 x^2 + 3 x sin(x y) + y + x y, rounded to `f32` on the way.
#[test]
fn c24_rounded() {
    let (x, y) = (0.3_f64, 1.7_f64);
    let (sin, cos) = (x * y).sin_cos();
    let expected = [0.6 * x + 3.0 * sin + 3.0 * x * y * cos + y, 3.0 * x * x * cos + 1.0 + x];
    let reverse = rounded::gradient(x, y);
    for k in 0..2 {
        let mut v = [0.0; 2];
        v[k] = 1.0;
        assert!((reverse[k] - expected[k]).abs() < 1e-6, "{reverse:?} {expected:?}");
        assert!((rounded::jvp(x, y, v) - expected[k]).abs() < 1e-6);
    }
    let hessian = rounded::hessian(x, y);
    let mixed = 6.0 * x * cos - 3.0 * x * x * y * sin + 1.0;
    assert!((hessian[0][1] - mixed).abs() < 1e-6 && hessian[0][1] == hessian[1][0], "{hessian:?} {mixed}");
}

// ---- L25: items of inner blocks

mod outside {
    #[chainrule::differentiable]
    pub(super) fn cube(x: f64) -> f64 {
        x * x * x
    }
}

#[differentiable]
fn inner_items(x: f64, n: i32) -> f64 {
    let y = if n > 0 {
        use std::f64::consts::{E as BASE, PI};
        const HALF: f64 = PI / PI / 2.0;
        HALF * x + BASE - BASE
    } else {
        use outside::cube;
        const fn twice(n: i32) -> i32 {
            2 * n
        }
        for _ in 0..1 {
            const ZERO: f64 = 0.0;
            let _ = ZERO;
        }
        cube(x) * f64::from(twice(2))
    };
    y * x
}

derivatives! {
    l25_blocks: inner_items(2.0, 1) => [2.0, 1.0];
    l25_blocks_else: inner_items(2.0, 0) => [128.0, 192.0], 0;
}

// ---- L28: functions of `libm`

#[differentiable]
fn through_libm(x: f64, y: f64) -> f64 {
    let a = libm::sin(x) + libm::cos(x) * libm::exp(y) - libm::log(x + y) / libm::sqrt(y);
    let b = libm::pow(x, y) + libm::pow(x, 3.0) * libm::tanh(y) + libm::atan2(y, x) + libm::hypot(x, 2.0 * y);
    let c = libm::fma(x, y, libm::fabs(x - y)) + libm::fmax(x, y) * libm::expm1(x) + libm::log1p(y) + libm::cbrt(x);
    let d = libm::asin(x / 4.0) + libm::acosh(1.0 + y) + libm::asinh(x) + libm::fmod(x * 7.0, y) + libm::floor(x);
    a + b + c + d + 1.0 / (1.0 + libm::exp(-x))
}

/// The same by methods.
#[differentiable]
fn through_methods(x: f64, y: f64) -> f64 {
    let a = x.sin() + x.cos() * y.exp() - (x + y).ln() / y.sqrt();
    let b = x.powf(y) + x.powf(3.0) * y.tanh() + y.atan2(x) + x.hypot(2.0 * y);
    let c = x.mul_add(y, (x - y).abs()) + x.max(y) * x.exp_m1() + y.ln_1p() + x.cbrt();
    let d = (x / 4.0).asin() + (1.0 + y).acosh() + x.asinh() + (x * 7.0) % y + x.floor();
    a + b + c + d + 1.0 / (1.0 + (-x).exp())
}

#[differentiable]
fn single_through_libm(x: f32) -> f32 {
    libm::sinf(x) * libm::powf(x, 2.5) + libm::fabsf(libm::tanhf(-x))
}

#[test]
fn l28_libm() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.4)] {
        assert_eq!(through_libm::value_and_gradient(x, y).0.to_bits(), through_libm(x, y).to_bits());
        let (found, expected) = (through_libm::gradient(x, y), through_methods::gradient(x, y));
        assert!(chainrule_tests::Close::close(&found, &expected, 16), "{found:?} {expected:?}");
        let (found, expected) = (through_libm::hessian(x, y), through_methods::hessian(x, y));
        assert!(chainrule_tests::Close::close(&found, &expected, 64), "{found:?} {expected:?}");
        through_libm::check(x, y);
    }
    let (value, slope) = single_through_libm::value_and_derivative(0.8);
    let expected =
        0.8f32.cos() * 0.8f32.powf(2.5) + 0.8f32.sin() * 2.5 * 0.8f32.powf(1.5) + 1.0 - 0.8f32.tanh().powi(2);
    assert_eq!(value.to_bits(), single_through_libm(0.8).to_bits());
    assert!((slope - expected).abs() < 1e-6, "{slope} {expected}");
}

// ---- C20: what a call gives is handed on

#[differentiable]
fn halves(x: f64) -> (f64, f64) {
    (x / 2.0, x * x)
}

#[differentiable]
fn times(x: f64, y: f64) -> f64 {
    x * y
}

#[differentiable]
fn handed_on(x: f64) -> f64 {
    let (a, b) = halves(x);
    times(a, b)
}

derivatives! {
    c20_tuples: handed_on(2.0) => [6.0, 6.0], 0;
}
