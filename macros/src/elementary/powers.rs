//! Powers. An exponent in the source gives a cheap form that needs no logarithm; one known at run time is decided on then.
//!
//! The exponent `y - 1` is exact from 1 on. Below, rounding it would be magnified by the logarithm of the base,
//! so that the power below `x^y` is found from its value, as `x^y / x`.

use super::expr::{E, rounded};

/// `d/dx x^n = n x^(n-1)`
pub(super) fn powi_base<'b>(d: E<'b>, x: E<'b>, n: E<'b>) -> E<'b> {
    match n.known_integer() {
        Some(0) => d.number(0.0),
        Some(1) => d,
        Some(-1) => -(d / x / x),
        Some(-2) => -2.0 * d / x / x / x,
        #[expect(clippy::cast_precision_loss, reason = "an `i32` fits")]
        Some(n) => d * (n as f64 * power(x, n as f64 - 1.0)),
        None => {
            let n = n.as_float(x);
            d * absorbing(n, x.call("power", &[n - 1.0]))
        }
    }
}

/// `d/dx x^y = y x^(y-1)`, where `value` is `x^y`
pub(super) fn powf_base<'b>(d: E<'b>, x: E<'b>, y: E<'b>, value: E<'b>) -> E<'b> {
    match y.known() {
        Some(0.0) => d.number(0.0),
        Some(1.0) => d,
        Some(0.5) => 0.5 * d / value,
        Some(y) if y > 1.0 => d * (y * power(x, y - 1.0)),
        Some(p) => d * (p * x.call("power_below", &[y, value])),
        None => d * absorbing(y, x.call("power_below", &[y, value])),
    }
}

/// `d/dx x^p = p x^(p-1)`, where an unknown `p` is a whole number
pub(super) fn power_base<'b>(d: E<'b>, x: E<'b>, p: E<'b>, value: E<'b>) -> E<'b> {
    match p.known() {
        Some(_) => powf_base(d, x, p, value),
        None => d * absorbing(p, x.call("power", &[p - 1.0])),
    }
}

/// `d/dx x^(y-1) = (y-1) x^(y-2)`, where `value` is `x^(y-1)`
pub(super) fn power_below_base<'b>(d: E<'b>, x: E<'b>, y: E<'b>, value: E<'b>) -> E<'b> {
    let below = y.known().map_or_else(|| y - 1.0, |p| y.number(rounded(p - 1.0, y.ty())));
    powf_base(d, x, below, value)
}

/// `d/dy x^y = x^y ln x`, and its limit 0 at a base of zero
pub(super) fn power_exponent<'b>(d: E<'b>, x: E<'b>, y: E<'b>, value: E<'b>) -> E<'b> {
    (d * (value * x.ln())).unless(x.eq(0.0).and(y.ge(0.0)), 0.0)
}

/// The same for `x^(y-1)`, which has that limit for `y` above one.
pub(super) fn power_below_exponent<'b>(d: E<'b>, x: E<'b>, y: E<'b>, value: E<'b>) -> E<'b> {
    (d * (value * x.ln())).unless(x.eq(0.0).and(y.gt(1.0)), 0.0)
}

/// `x^p` for an exponent in the source.
fn power(x: E<'_>, p: f64) -> E<'_> {
    match p {
        1.0 => x,
        2.0 => x * x,
        _ => x.call("power", &[x.number(p)]),
    }
}

/// `c w`, and zero where `c` is, whatever `w` is.
fn absorbing<'b>(c: E<'b>, w: E<'b>) -> E<'b> {
    c.call("absorbing", &[w])
}

/// `x^p` without the general power where products and a root do.
pub(super) fn power_formula<'b>(x: E<'b>, p: E<'b>) -> E<'b> {
    match p.known() {
        Some(0.0) => x.number(1.0),
        Some(1.0) => x,
        Some(2.0) => x * x,
        // Repeated multiplication stays within bounds up to here.
        Some(3.0) => x.call("powi", &[x.integer(3)]),
        Some(4.0) => x.call("powi", &[x.integer(4)]),
        Some(5.0) => x.call("powi", &[x.integer(5)]),
        Some(6.0) => x.call("powi", &[x.integer(6)]),
        Some(0.5) => x.sqrt(),
        Some(1.5) => x * x.sqrt(),
        Some(2.5) => x * x * x.sqrt(),
        _ => x.call("powf", &[p]),
    }
}

/// `x^(y-1)`, where `value` is `x^y`
pub(super) fn power_below_formula<'b>(x: E<'b>, y: E<'b>, value: E<'b>) -> E<'b> {
    match y.known() {
        Some(0.5) => 1.0 / value,
        Some(y) if y >= 1.0 => power_formula(x, x.number(y - 1.0)),
        Some(y) if y > 0.0 => (value / x).unless(x.eq(0.0), f64::INFINITY).unless(x.eq(f64::INFINITY), 0.0),
        Some(_) => value / x,
        None => y.lt(1.0).and(x.ne(0.0)).and(x.lt(f64::INFINITY)).either(|| value / x, || x.call("powf", &[y - 1.0])),
    }
}
