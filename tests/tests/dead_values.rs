//! What a division or a function has made infinite or NaN, and a choice has not taken, reaches no adjoint.
#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

/// A binomial likelihood whose logarithms are taken before it is known which are asked for.
#[differentiable]
fn binomial(p: f64, #[constant] ks: &[f64]) -> f64 {
    let (lp, lq) = (p.ln(), (1.0 - p).ln());
    let mut s = 0.0;
    for &k in ks {
        if k > 0.0 {
            s += k * lp;
        }
        if k < 3.0 {
            s += (3.0 - k) * lq;
        }
    }
    s
}

#[test]
fn logarithms_before_a_loop() {
    assert_eq!(binomial::derivative(0.0, &[0.0, 0.0]), -6.0);
    assert_eq!(binomial::derivative(1.0, &[3.0]), 3.0);
    assert_eq!(binomial::second_derivative(0.0, &[0.0, 0.0]), -6.0);
    assert_eq!(binomial::derivative(0.0, &[]), 0.0);
    binomial::check(0.3, &[0.0, 1.0, 3.0]);
}

macro_rules! cases {
    ($($name:ident at $x:expr => $slope:expr, $second:expr; |$arg:ident| $body:block)*) => { $(
        #[test]
        fn $name() {
            #[differentiable]
            fn f($arg: f64) -> f64 $body
            assert_eq!(f::derivative($x), $slope);
            assert_eq!(f::jvp($x, 1.0), $slope);
            assert_eq!(f::second_derivative($x), $second);
            assert_eq!(f::value_and_derivative($x).0, f($x));
        }
    )* };
}

cases! {
    a_sigmoid_that_overflows at 1.0 => -1.0, 0.0; |x| {
        let e = (x * 1000.0).exp();
        let s = e / (1.0 + e);
        if x > 0.5 { 1.0 - x } else { s }
    }
    a_logarithm_of_an_overflow at 1000.0 => 2.0, 0.0; |x| {
        let sp = (1.0 + x.exp() * x.exp()).ln();
        if x > 300.0 { 2.0 * x } else { sp }
    }
    a_quotient_at_its_pole at 0.0 => 0.0, -2.0 / 3.0; |x| {
        let t = x.sin() / x;
        let u = t * t;
        if x.abs() < 1e-8 { 1.0 - x * x / 3.0 } else { u }
    }
    a_function_that_has_returned at 10.0 => 1.0, 0.0; |x| {
        let q = x.exp().exp();
        if x > 5.0 {
            return x;
        }
        q
    }
    a_root_before_a_loop at 0.5 => 3.0, 6.0; |x| {
        let r = (x - 1.0).sqrt();
        let mut s = 0.0;
        for _ in 0..3 {
            if x > 1.0 { s += r } else { s += x * x }
        }
        s
    }
    a_reciprocal_before_a_loop at 0.0 => 3.0, 0.0; |x| {
        let inv = 1.0 / x;
        let mut s = 0.0;
        for _ in 0..3 {
            s += if x != 0.0 { inv } else { x };
        }
        s
    }
    a_hyperbolic_cosine_that_overflows at 800.0 => 1.0, 0.0; |x| {
        let l = x.cosh().ln();
        if x.abs() > 300.0 { x.abs() - 0.693 } else { l }
    }
    a_hyperbolic_sine_that_overflows at 800.0 => 1.0, 0.0; |x| {
        let l = x.sinh().asinh();
        if x.abs() > 300.0 { x } else { l }
    }
    a_product_of_what_is_not_a_number at -1.0 => 1.0, 0.0; |x| {
        let u = x.sqrt() * (1.0 / x).ln() * x.tan();
        let v = u.sin() * u;
        if x < 0.0 { x } else { v }
    }
}

/// The Hessian of a length at the origin, where another branch is taken.
#[test]
fn a_length_that_is_not_taken() {
    #[differentiable]
    fn huber(x: f64, y: f64) -> f64 {
        let r = x.hypot(y);
        if r <= 1.0 { 0.5 * (x * x + y * y) } else { r - 0.5 }
    }
    assert_eq!(huber::gradient(0.0, 0.0), [0.0, 0.0]);
    assert_eq!(huber::hessian(0.0, 0.0), [[1.0, 0.0], [0.0, 1.0]]);
}

/// Zeros that are no choice: an infinite slope that meets one is not hidden.
#[test]
fn zeros_by_arithmetic_hide_nothing() {
    #[differentiable]
    fn in_a_loop(d: f64, #[constant] c: &[f64]) -> f64 {
        let r = d.sqrt();
        let mut e = 0.0;
        for k in 0..c.len() {
            e += c[k] * r * r;
        }
        e
    }
    #[differentiable]
    fn two(x: f64) -> (f64, f64) {
        let r = x.sqrt();
        (r, r * r)
    }
    #[differentiable]
    fn second(x: f64) -> f64 {
        two(x).1
    }
    assert!(in_a_loop::derivative(0.0, &[1.0, 2.0]).is_nan());
    assert!(second::derivative(0.0).is_nan());
}
