//! Numbers: shortest, and by their names where they have one.

use std::f64::consts as c;

use super::expr::{Expr, call, mul, name, plain, pow};

/// A number of the source or of a rule, seen as a multiple of a constant that has a name.
pub(super) fn number(x: f64) -> Expr {
    if digits(x).len() <= 10 || !x.is_finite() {
        return plain(x);
    }
    let multiple = NAMED.iter().find_map(|(value, build)| Some(mul(&plain(simple(x / value)?), &build())));
    multiple.unwrap_or_else(|| plain(x))
}

type Named = (f64, fn() -> Expr);

/// The constants, simplest first.
const NAMED: [Named; 12] = [
    (c::PI, pi),
    (c::FRAC_1_PI, || pow(&pi(), -1.0)),
    (c::LN_2, || ln(2.0)),
    (c::LN_10, || ln(10.0)),
    (c::LOG2_E, || pow(&ln(2.0), -1.0)),
    (c::LOG10_E, || pow(&ln(10.0), -1.0)),
    (c::E, euler),
    (c::SQRT_2, || root(&plain(2.0))),
    (1.772_453_850_905_516, || root(&pi())),
    (0.564_189_583_547_756_3, || pow(&root(&pi()), -1.0)),
    (2.506_628_274_631_000_7, || root(&two_pi())),
    (0.398_942_280_401_432_7, || pow(&root(&two_pi()), -1.0)),
];

pub(super) fn pi() -> Expr {
    name("π")
}

/// Not `e`, which is a name that users like.
pub(super) fn euler() -> Expr {
    call("exp", &[plain(1.0)])
}

fn two_pi() -> Expr {
    mul(&plain(2.0), &pi())
}

fn ln(x: f64) -> Expr {
    call("ln", &[plain(x)])
}

fn root(x: &Expr) -> Expr {
    pow(x, 0.5)
}

/// The number of a few digits, or the small fraction, that this is but for rounding.
fn simple(x: f64) -> Option<f64> {
    let short: f64 = format!("{x:.3e}").parse().ok()?;
    let near = |y: f64| (x - y).abs() <= 4.0 * f64::EPSILON * x.abs();
    let ratio = fraction(x).map(|(n, d)| n / d).filter(|y| near(*y));
    if near(short) { Some(short) } else { ratio }
}

/// `n / d` of small whole numbers, for what has no short decimal form.
pub(super) fn fraction(x: f64) -> Option<(f64, f64)> {
    let near = |d: &f64| {
        let n = x * d;
        n.abs() <= 1000.0 && (n - n.round()).abs() <= 4.0 * f64::EPSILON * n.abs() && n.round() != 0.0
    };
    (2..=180).map(f64::from).find(near).map(|d| ((x * d).round(), d))
}

/// The digits of a size: shortest, and without the noise of rounding where that makes them few.
pub(super) fn digits(x: f64) -> String {
    let exact = shortest(x.abs());
    let rounded = format!("{:.14e}", x.abs()).parse().map_or_else(|_| exact.clone(), shortest);
    if rounded.len() <= 10 { rounded } else { exact }
}

fn shortest(x: f64) -> String {
    match x {
        _ if x.is_nan() => "NaN".to_owned(),
        _ if x.is_infinite() => "∞".to_owned(),
        _ => {
            let text = format!("{x:?}");
            text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
        }
    }
}

/// `²`, `¹⁰`
pub(super) fn superscript(n: f64) -> String {
    let raised = |c: char| c.to_digit(10).and_then(|d| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(d as usize)).unwrap_or(c);
    format!("{n:.0}").chars().map(raised).collect()
}
