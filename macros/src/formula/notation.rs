//! How the functions of the table are written, where a name and arguments in brackets are not what mathematics writes.

use super::expr::{Expr, add, call, div, mul, neg, plain, pow, power, sub, sum};

type Form = fn(&[Expr]) -> Expr;

/// Methods of the standard library.
const METHODS: &[(&str, Form)] = &[
    ("sqrt", |x| pow(&x[0], 0.5)),
    ("recip", |x| pow(&x[0], -1.0)),
    ("powi", |x| power(&x[0], &x[1])),
    ("powf", |x| power(&x[0], &x[1])),
    ("exp2", |x| power(&plain(2.0), &x[0])),
    ("exp_m1", |x| sub(&call("exp", x), &plain(1.0))),
    ("ln_1p", |x| call("ln", &[add(&plain(1.0), &x[0])])),
    ("log2", |x| call("log₂", x)),
    ("log10", |x| call("log₁₀", x)),
    ("log", |x| div(&call("ln", &x[..1]), &call("ln", &x[1..]))),
    ("hypot", |x| pow(&add(&pow(&x[0], 2.0), &pow(&x[1], 2.0)), 0.5)),
    ("mul_add", |x| add(&mul(&x[0], &x[1]), &x[2])),
    ("midpoint", |x| mul(&plain(0.5), &add(&x[0], &x[1]))),
    ("to_degrees", |x| mul(&x[0], &super::number::number(1f64.to_degrees()))),
    ("to_radians", |x| mul(&x[0], &super::number::number(1f64.to_radians()))),
];

/// The functions that only derivatives name, as the mathematics that they compute.
const INTERNAL: &[(&str, Form)] = &[
    ("cbrt_slope", |x| div(&plain(1.0), &mul(&plain(3.0), &square(&x[1])))),
    ("asin_slope", |x| pow(&sub(&plain(1.0), &square(&x[0])), -0.5)),
    ("acosh_slope", |x| pow(&sub(&square(&x[0]), &plain(1.0)), -0.5)),
    ("atanh_slope", |x| pow(&sub(&plain(1.0), &square(&x[0])), -1.0)),
    ("atan_slope", |x| pow(&add(&plain(1.0), &square(&x[0])), -1.0)),
    ("asinh_slope", |x| pow(&add(&plain(1.0), &square(&x[0])), -0.5)),
    ("tanh_slope", |x| sub(&plain(1.0), &square(&x[1]))),
    ("logistic_slope", |x| {
        let q = call("exp", &[neg(&x[0])]);
        div(&q, &square(&sum(&[plain(1.0), q.clone()])))
    }),
    ("logistic", |x| div(&x[0], &x[2])),
    ("hypot_slope", |x| div(&x[0], &x[2])),
    ("atan2_slope", |x| div(&x[0], &square(&x[2]))),
    ("non_negative", |x| x[0].clone()),
    ("constant", |x| x[0].clone()),
    ("power", |x| power(&x[0], &x[1])),
    ("power_below", |x| power(&x[0], &sub(&x[1], &plain(1.0)))),
    ("absorbing", |x| mul(&x[0], &x[1])),
];

fn square(x: &Expr) -> Expr {
    pow(x, 2.0)
}

/// A function of the table, on these operands.
pub(super) fn elementary(name: &'static str, args: &[Expr]) -> Expr {
    let form = METHODS.iter().chain(INTERNAL).find(|(n, _)| *n == name);
    form.map_or_else(|| call(name, args), |(_, form)| form(args))
}

/// The function is written in one of the tables above.
#[cfg(test)]
pub(super) fn is_internal(name: &str) -> bool {
    INTERNAL.iter().any(|(n, _)| *n == name)
}
