//! The table. `d` is what the value has, `x` the operands, `v` the value.
//!
//! Two floats that are equal tie, and share the derivative; what is not selected gets zero, even from an infinite `d`.

use super::expr::{E, Term};
use super::powers::{
    power_base, power_below_base, power_below_exponent, power_below_formula, power_exponent, power_formula, powf_base,
    powi_base,
};
use super::row::{FLAT, INTEGER, Row, WITNESS, pole, smooth};
use std::f64::consts::{LN_2, LOG2_E, LOG10_E};

const DEGREES_PER_RADIAN: f64 = 57.295_779_513_082_32;
const RADIANS_PER_DEGREE: f64 = 0.017_453_292_519_943_295;

const ANY: &[&[f64]] = &[&[-2.5], &[-0.3], &[0.0], &[0.7], &[3.1]];
const POSITIVE: &[&[f64]] = &[&[1e-3], &[0.4], &[1.0], &[2.7], &[150.0]];
const UNIT: &[&[f64]] = &[&[-0.95], &[-0.4], &[0.0], &[0.1], &[0.8]];
const OFF_JUMPS: &[&[f64]] = &[&[-2.7], &[-0.3], &[0.2], &[1.6]];
const PAIRS: &[&[f64]] = &[&[1.3, 2.1], &[-0.7, 0.4], &[2.5, -1.5], &[-3.0, -0.2]];

const UNDEFINED_OUTSIDE: &str = "NaN outside the domain; at its edge, the limit from inside, which is infinite";
const JUMPS: &str = "0, at jumps too";

#[rustfmt::skip]
pub(super) static TABLE: &[Row] = &[
    // ---- circular
    Row::method("sin", &[smooth(|d, x, _| d * x[0].cos())]).finite().libm("sin").partner("cos").points(ANY),
    Row::method("cos", &[smooth(|d, x, _| -(d * x[0].sin()))]).finite().libm("cos").partner("sin").points(ANY),
    Row::method("tan", &[smooth(|d, _, v| d * (1.0 + v * v))]).libm("tan").points(ANY),
    Row::method("asin", &[pole(|d, x, _| d * x[0].asin_slope())]).libm("asin")
        .domain("-1 to 1").policy(UNDEFINED_OUTSIDE).points(UNIT),
    Row::method("acos", &[pole(|d, x, _| -(d * x[0].asin_slope()))]).libm("acos")
        .domain("-1 to 1").policy(UNDEFINED_OUTSIDE).points(UNIT),
    Row::method("atan", &[smooth(|d, x, _| d * x[0].atan_slope())]).finite().libm("atan").points(ANY),
    Row::method("atan2", &[
        pole(|d, x, _| d * x[1].call("atan2_slope", &[x[0], x[0].call("hypot", &[x[1]])])),
        pole(|d, x, _| -(d * x[0].call("atan2_slope", &[x[1], x[0].call("hypot", &[x[1]])]))),
    ]).libm("atan2").policy("NaN where both are zero").points(PAIRS),

    // ---- hyperbolic
    Row::method("sinh", &[smooth(|d, x, _| d * x[0].cosh())]).libm("sinh").points(ANY),
    Row::method("cosh", &[smooth(|d, x, _| d * x[0].sinh())]).libm("cosh").never_negative().points(ANY),
    Row::method("tanh", &[smooth(|d, x, v| d * x[0].call("tanh_slope", &[v]))]).finite().libm("tanh").points(ANY),
    Row::method("asinh", &[smooth(|d, x, _| d * x[0].asinh_slope())]).finite().libm("asinh").points(ANY),
    Row::method("acosh", &[pole(|d, x, _| d * x[0].acosh_slope())]).libm("acosh")
        .domain("1 and above").policy(UNDEFINED_OUTSIDE).points(&[&[1.01], &[2.0], &[40.0]]),
    Row::method("atanh", &[pole(|d, x, _| d * x[0].atanh_slope())]).libm("atanh")
        .domain("-1 to 1").policy(UNDEFINED_OUTSIDE).points(UNIT),

    // ---- exponentials and logarithms
    Row::method("exp", &[smooth(|d, _, v| d * v)]).libm("exp").never_negative().points(ANY),
    Row::method("exp2", &[smooth(|d, _, v| d * (LN_2 * v))]).libm("exp2").never_negative().points(ANY),
    Row::method("exp_m1", &[smooth(|d, x, _| d * x[0].exp())]).libm("expm1").points(ANY),
    Row::method("ln", &[pole(|d, x, _| d / x[0].non_negative())]).libm("log")
        .domain("0 and above").policy(UNDEFINED_OUTSIDE).points(POSITIVE),
    Row::method("ln_1p", &[pole(|d, x, _| d / (1.0 + x[0]).non_negative())]).libm("log1p")
        .domain("-1 and above").policy(UNDEFINED_OUTSIDE).points(&[&[-0.9], &[-0.2], &[0.0], &[3.0]]),
    Row::method("log2", &[pole(|d, x, _| d * LOG2_E / x[0].non_negative())]).libm("log2")
        .domain("0 and above").policy(UNDEFINED_OUTSIDE).points(POSITIVE),
    Row::method("log10", &[pole(|d, x, _| d * LOG10_E / x[0].non_negative())]).libm("log10")
        .domain("0 and above").policy(UNDEFINED_OUTSIDE).points(POSITIVE),
    Row::method("log", &[
        pole(|d, x, _| d / x[1].ln() / x[0].non_negative()),
        pole(|d, x, v| -(d * (v / x[1].ln() / x[1]))),
    ]).domain("0 and above, to a base above 0 other than 1").policy(UNDEFINED_OUTSIDE)
        .points(&[&[0.3, 2.0], &[5.0, 10.0], &[7.0, 0.4]]),

    // ---- roots and powers
    Row::method("sqrt", &[pole(|d, _, v| 0.5 * d / v)]).libm("sqrt").never_negative()
        .domain("0 and above").policy(UNDEFINED_OUTSIDE).points(POSITIVE),
    Row::method("cbrt", &[pole(|d, x, v| d * x[0].call("cbrt_slope", &[v]))]).finite().libm("cbrt")
        .policy("infinite at 0").points(&[&[-8.0], &[-0.1], &[0.3], &[27.0]]),
    Row::method("recip", &[pole(|d, _, v| -(d * v * v))]).cheap()
        .domain("all numbers but 0").policy("infinite at 0").points(&[&[-2.0], &[0.3], &[5.0]]),
    Row::method("powi", &[pole(|d, x, _| powi_base(d, x[0], x[1])), INTEGER])
        .policy("0 for the exponent 0, whatever the base; infinite at 0 for negative exponents")
        .points(&[&[1.5, 3.0], &[-0.7, 2.0], &[2.0, -3.0], &[0.9, 0.0], &[1.1, 40.0]]),
    Row::method("powf", &[
        pole(|d, x, v| powf_base(d, x[0], x[1], v)),
        pole(|d, x, v| power_exponent(d, x[0], x[1], v)),
    ]).libm("pow").domain("bases of 0 and above; below 0, whole exponents")
        .policy("at the base 0, the limit from above; NaN with respect to the exponent for negative bases")
        .points(&[&[1.5, 3.0], &[0.7, -0.4], &[2.0, 0.5], &[3.0, 1.7], &[0.2, 2.5]]),
    Row::method("hypot", &[
        smooth(|d, x, v| d * x[0].call("hypot_slope", &[x[1], v])),
        smooth(|d, x, v| d * x[1].call("hypot_slope", &[x[0], v])),
    ]).libm("hypot").never_negative().policy("0 where both are zero: the subgradient of least norm").points(PAIRS),

    // ---- kinks
    Row::method("abs", &[smooth(|d, x, _| (d * x[0].signum()).unless(x[0].eq(0.0), 0.0))]).finite().libm("fabs")
        .cheap().never_negative().policy("0 at 0").points(&[&[-2.0], &[0.4]]),
    Row::method("max", &[
        smooth(|d, x, v| selected(d, x[0], x[1], v, E::gt)),
        smooth(|d, x, v| selected(d, x[1], x[0], v, E::gt)),
    ]).finite().libm("fmax").cheap().policy("a tie shares: half each; a NaN is never selected").points(PAIRS),
    Row::method("min", &[
        smooth(|d, x, v| selected(d, x[0], x[1], v, E::lt)),
        smooth(|d, x, v| selected(d, x[1], x[0], v, E::lt)),
    ]).finite().libm("fmin").cheap().policy("a tie shares: half each; a NaN is never selected").points(PAIRS),
    Row::method("clamp", &[
        smooth(|d, x, v| d.unless(v.eq(x[1]).or(v.eq(x[2])), share(d, 0.0, x[0], v))),
        smooth(|d, x, v| share(d, d, x[0], v).only_if(v.eq(x[1]))),
        smooth(|d, x, v| share(d, d, x[0], v).only_if(v.eq(x[2]).and(x[1].lt(x[2])))),
    ]).finite().cheap().domain("all numbers, between bounds in order").policy("at a bound, half to the number and half to the bound")
        .points(&[&[0.5, 0.0, 1.0], &[-0.5, 0.0, 1.0], &[1.5, 0.0, 1.0]]),
    Row::method("copysign", &[
        smooth(|d, x, v| (d * (x[0].signum() * v.signum())).unless(x[0].eq(0.0), 0.0)),
        FLAT,
    ]).finite().libm("copysign").cheap().policy("0 where the number is 0; with respect to the sign, 0").points(PAIRS),

    // ---- jumps
    Row::method("signum", &[FLAT]).finite().cheap().policy(JUMPS).points(OFF_JUMPS),
    Row::method("floor", &[FLAT]).finite().libm("floor").cheap().policy(JUMPS).points(OFF_JUMPS),
    Row::method("ceil", &[FLAT]).finite().libm("ceil").cheap().policy(JUMPS).points(OFF_JUMPS),
    Row::method("round", &[FLAT]).finite().libm("round").cheap().policy(JUMPS).points(OFF_JUMPS),
    Row::method("round_ties_even", &[FLAT]).finite().libm("rint").cheap().policy(JUMPS).points(OFF_JUMPS),
    Row::method("trunc", &[FLAT]).finite().libm("trunc").cheap().policy(JUMPS).points(OFF_JUMPS),
    Row::method("fract", &[smooth(|d, _, _| d)]).finite().cheap().policy("1, at jumps too").points(OFF_JUMPS),
    Row::method("div_euclid", &[FLAT, FLAT]).policy(JUMPS).points(&[&[7.5, 2.0], &[-7.5, 2.0], &[7.5, -2.0]]),
    Row::method("rem_euclid", &[smooth(|d, _, _| d), pole(|d, x, v| -(d * ((x[0] - v) / x[1]).round()))])
        .domain("divisors other than 0").policy("at jumps, the derivative of the branch taken")
        .points(&[&[7.5, 2.0], &[-7.5, 2.0], &[7.5, -2.0]]),
    Row::method("%", &[smooth(|d, _, _| d), pole(|d, x, v| -(d * ((x[0] - v) / x[1]).round()))])
        .domain("divisors other than 0").policy("at jumps, the derivative of the branch taken")
        .points(&[&[7.5, 2.0], &[-7.5, 2.0], &[7.5, -2.0]]),

    // ---- linear
    Row::method("mul_add", &[smooth(|d, x, _| d * x[1]), smooth(|d, x, _| d * x[0]), smooth(|d, _, _| d)]).libm("fma")
        .points(&[&[1.5, -2.0, 0.3], &[0.0, 2.0, 1.0]]),
    Row::method("midpoint", &[smooth(|d, _, _| 0.5 * d), smooth(|d, _, _| 0.5 * d)]).finite().cheap().points(PAIRS),
    Row::method("to_degrees", &[smooth(|d, _, _| d * DEGREES_PER_RADIAN)]).cheap().points(ANY),
    Row::method("to_radians", &[smooth(|d, _, _| d * RADIANS_PER_DEGREE)]).finite().cheap().points(ANY),

    // ---- internal: derivatives that are more accurate than what differentiating a formula gives

    // 1 / (3 c²) with c = cbrt(x)
    Row::internal("cbrt_slope", |x| 1.0 / (3.0 * x[1] * x[1]),
        &[pole(|d, x, v| -(d * (v / (1.5 * x[0])))), WITNESS]).never_negative(),
    // 1 / sqrt(1 - x²)
    Row::internal("asin_slope", |x| 1.0 / ((1.0 - x[0]) * (1.0 + x[0])).sqrt(),
        &[pole(|d, x, v| d * (x[0] * v / ((1.0 - x[0]) * (1.0 + x[0]))))]).never_negative(),
    // 1 / sqrt(x² - 1), and NaN below 1, where the product of the roots is
    Row::internal("acosh_slope", |x| 1.0 / ((x[0] - 1.0).sqrt() * (x[0] + 1.0).sqrt()),
        &[pole(|d, x, v| -(d * (x[0] * v / (x[0] - 1.0) / (x[0] + 1.0))))]).never_negative(),
    // 1 / (1 - x²) on the domain of atanh
    Row::internal("atanh_slope",
        |x| (1.0 / ((1.0 - x[0]) * (1.0 + x[0]))).unless(x[0].abs().gt(1.0), f64::NAN),
        &[pole(|d, x, v| d * (2.0 * x[0] * v * v))]).never_negative(),
    // 1 / (1 + x²): from the bound on the 1 is below rounding, and the square may overflow
    Row::internal("atan_slope",
        |x| x[0].abs().lt(1e9).either(|| 1.0 / (1.0 + x[0] * x[0]), || 1.0 / x[0] / x[0]),
        &[smooth(|d, x, v| -2.0 * d * (x[0] * v * v))]).finite().never_negative(),
    // 1 / sqrt(1 + x²)
    Row::internal("asinh_slope", |x| 1.0 / x[0].call("hypot", &[x[0].number(1.0)]),
        &[smooth(|d, x, v| -(d * (x[0] * v * v * v)))]).finite().never_negative(),
    // 1 - t² with t = tanh(x), without cancellation where t is near 1
    Row::internal("tanh_slope", |x| x[1].abs().lt(0.7).either(|| 1.0 - x[1] * x[1], || {
        let q = (-2.0 * x[0].abs()).exp();
        4.0 * q / ((1.0 + q) * (1.0 + q))
    }), &[smooth(|d, x, v| d * (-2.0 * x[1] * v)), WITNESS]).finite().never_negative(),
    // s (1 - s) with s = 1 / (1 + exp(-x))
    Row::internal("logistic_slope", |x| {
        let q = (-x[0].abs()).exp();
        q / ((1.0 + q) * (1.0 + q))
    }, &[smooth(|d, x, v| -(d * (v * (0.5 * x[0]).tanh())))]).finite().never_negative(),
    // a / y with y = 1 + exp(z), which may be infinite
    Row::internal("logistic", |x| x[0] / x[2], &[
        smooth(|d, x, _| d.call("logistic", &[x[1], x[2]])),
        smooth(|d, x, _| -(d * (x[0] * x[1].logistic_slope()))),
        WITNESS,
    ]).cheap(),
    // x / h with h = hypot(x, y): the cosine of the angle, and 0 at the origin
    Row::internal("hypot_slope", |x| (x[0] / x[2]).unless(x[2].eq(0.0), 0.0), &[
        pole(|d, x, _| { let s = x[1].call("hypot_slope", &[x[0], x[2]]); d * (s * (s / x[2])) }),
        pole(|d, x, v| -(d * (v * (x[1].call("hypot_slope", &[x[0], x[2]]) / x[2])))),
        WITNESS,
    ]),
    // x / (x² + y²) with h = hypot(x, y)
    Row::internal("atan2_slope", |x| x[0] / x[2] / x[2], &[
        pole(|d, x, _| d * ((x[1] - x[0]) / x[2] * ((x[1] + x[0]) / x[2]) / x[2] / x[2])),
        pole(|d, x, v| d * (-2.0 * v * x[1].call("atan2_slope", &[x[0], x[2]]))),
        WITNESS,
    ]),
    // x, and NaN below 0
    Row::internal("non_negative",
        |x| if x[0].never_negative() { x[0] } else { x[0].unless(x[0].lt(0.0), f64::NAN) },
        &[smooth(|d, _, _| d)]).never_negative(),
    // x^p, by products and roots where p is in the source and they do
    Row::internal("power", |x| power_formula(x[0], x[1]), &[
        pole(|d, x, v| power_base(d, x[0], x[1], v)),
        pole(|d, x, v| power_exponent(d, x[0], x[1], v)),
    ]),
    // x^(y-1) with v = x^y
    Row::internal("power_below", |x| power_below_formula(x[0], x[1], x[2]), &[
        pole(|d, x, v| power_below_base(d, x[0], x[1], v)),
        pole(|d, x, v| power_below_exponent(d, x[0], x[1], v)),
        WITNESS,
    ]),
    // what the user says is constant
    Row::internal("constant", |x| x[0], &[FLAT]).finite().cheap(),
    // c w, and 0 where c is 0, whatever w is
    Row::internal("absorbing", |x| match x[0].known() {
        Some(c) if c != 0.0 => x[0] * x[1],
        _ => (x[0] * x[1]).unless(x[0].eq(0.0), 0.0),
    }, &[
        smooth(|d, x, _| d.call("absorbing", &[x[1]])),
        smooth(|d, x, _| x[0].call("absorbing", &[d])),
    ]).cheap(),
];

/// `d` where the operand wins, half of it in a tie, else 0. Where the other may be NaN, the value says which one won.
fn selected<'b>(d: E<'b>, operand: E<'b>, other: E<'b>, value: E<'b>, wins: fn(E<'b>, E<'b>) -> E<'b>) -> E<'b> {
    let known = other.known().is_some_and(|number| !number.is_nan());
    let alone = if known { wins(operand, other) } else { value.eq(operand) };
    d.only_if(alone).unless(operand.eq(other), 0.5 * d)
}

/// Half of `d` where the operand is the value, else what stands alone.
fn share<'b>(d: E<'b>, alone: impl Term<'b>, operand: E<'b>, value: E<'b>) -> E<'b> {
    alone.beside(d).unless(value.eq(operand), 0.5 * d)
}
