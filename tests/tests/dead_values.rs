//! What is computed and then not taken reaches no adjoint, however infinite it is.
#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{constant, differentiable};

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

#[differentiable]
fn root_and_square(x: f64) -> (f64, f64) {
    ((x - 1.0).sqrt(), x.powi(2))
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
    results_of_a_call at 0.5 => 1.0, 2.0; |x| {
        let (r, s) = root_and_square(x);
        if x > 1.0 { r } else { s }
    }
    a_loop_without_turns at 0.0 => 1.0, 0.0; |x| {
        let inv = 1.0 / x;
        let mut s = x;
        for _ in 0..constant!(x) as usize {
            s += inv;
        }
        s
    }
    a_product_of_what_is_not_a_number at -1.0 => 1.0, 0.0; |x| {
        let u = x.sqrt() * (1.0 / x).ln() * x.tan();
        let v = u.sin() * u;
        if x < 0.0 { x } else { v }
    }
}
