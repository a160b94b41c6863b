//! Elementary functions at the hard places of their domains, compiled: rows N01 to N62 of the catalogue.
//!
//! Numbers without a source beside them are those of the catalogue, computed with mpmath at 60 digits.
// Numbers have the digits that their source gives.
#![allow(clippy::excessive_precision)]
// Some are constant, piece by piece.
#![allow(deprecated)]

use chainrule::differentiable;
use chainrule_tests::{Close, functions, rows, same_bits};
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_PI_2, LN_2, LOG2_E, LOG10_E};

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

functions! {
    sqrt(x) = x.sqrt();
    abs(x) = x.abs();
    cbrt(x) = x.cbrt();
    ln(x) = x.ln();
    log2(x) = x.log2();
    log10(x) = x.log10();
    ln_1p(x) = x.ln_1p();
    asin(x) = x.asin();
    acos(x) = x.acos();
    acosh(x) = x.acosh();
    atanh(x) = x.atanh();
    asinh(x) = x.asinh();
    atan(x) = x.atan();
    tanh(x) = x.tanh();
    tan(x) = x.tan();
    sin(x) = x.sin();
    cos(x) = x.cos();
    exp_m1(x) = x.exp_m1();
    exp2(x) = x.exp2();
    recip(x) = x.recip();
    fract(x) = x.fract();
    to_degrees(x) = x.to_degrees();
    to_radians(x) = x.to_radians();
    jumps(x) = x.floor() + x.ceil() + x.round() + x.trunc() + x.signum() + x.round_ties_even();

    logistic(x) = 1.0 / (1.0 + (-x).exp());
    softplus(x) = x.exp().ln_1p();
    logsumexp(x, y) = (x.exp() + y.exp()).ln();
    reciprocal_below_one(x) = (1.0 / x).min(1.0);
    root_of_square(x) = (x * x).sqrt();
    root_of_positive(x) = x.max(0.0).sqrt();
    entropy(x) = x * x.ln();
    ramp(x) = x.max(0.0);

    atan2(y, x) = y.atan2(x);
    hypot(x, y) = x.hypot(y);
    quotient(x, y) = x / y;
    max(x, y) = x.max(y);
    min(x, y) = x.min(y);
    clamp(x, lo, hi) = x.clamp(lo, hi);
    remainder(x, y) = x % y;
    rem_euclid(x, y) = x.rem_euclid(y);
    div_euclid(x, y) = x.div_euclid(y);
    copysign(x, sign) = x.copysign(sign);
    mul_add(a, b, c) = a.mul_add(b, c);
    log(x, base) = x.log(base);
    powf(x, y) = x.powf(y);

    squared(x) = x.powf(2.0);
    power_3_2(x) = x.powf(1.5);
    power_5_2(x) = x.powf(2.5);
    power_1_2(x) = x.powf(0.5);
    power_1(x) = x.powf(1.0);
    power_0(x) = x.powf(0.0);
    power_3(x) = x.powf(3.0);
    powi_0(x) = x.powi(0);
    powi_2(x) = x.powi(2);
    powi_3(x) = x.powi(3);
    powi_m1(x) = x.powi(-1);
    powi_m2(x) = x.powi(-2);
    powi_least(x) = x.powi(i32::MIN);

    negated(x) = -x;
    subtracted(x) = 0.0 - x;
    plus_zero(x) = x + 0.0;
    minus_zero(x) = x - 0.0;
    times_one(x) = x * 1.0;
    times_zero(x) = x * 0.0;
    zero_over(x) = 0.0 / x;
}

#[differentiable]
fn shifted(x: f64, y: f64) -> f64 {
    let top = if x > y { x } else { y };
    top + ((x - top).exp() + (y - top).exp()).ln()
}

#[differentiable]
fn power_at(x: f64, #[constant] y: f64) -> f64 {
    x.powf(y)
}

#[differentiable]
fn powi(x: f64, n: i32) -> f64 {
    x.powi(n)
}

#[differentiable]
fn both(x: f64) -> f64 {
    let (s, c) = x.sin_cos();
    2.0 * s + 3.0 * c * c
}

#[differentiable]
fn tenths(x: f32) -> f32 {
    0.1 * x * x + 0.1 * 0.1 * x + 0.7
}

rows! {
    n01_first: [sqrt::derivative(0.0), sqrt::derivative(-0.0).abs()] => [INF; 2];
    n01_second: [sqrt::second_derivative(0.0), sqrt::second_derivative(-0.0).abs()] => [-INF, INF];
    n02: [sqrt::derivative(-1.0), sqrt::derivative(NAN), sqrt::second_derivative(-1.0)] => [NAN; 3];
    n03: sqrt::derivative(5e-324) => 2.249_456_897_271_598_2e161, 4;
    n04: [0.0, -0.0].map(|x| [abs::derivative(x), abs::second_derivative(x)]) => [[0.0; 2]; 2];
    n05: [cbrt::derivative(0.0), cbrt::derivative(-8.0)] => [INF, 0.083_333_333_333_333_329], 4;
    n06_first: [ln::derivative(0.0), log2::derivative(0.0), log10::derivative(0.0)] => [INF; 3];
    n06_second: [ln::second_derivative(0.0), log2::second_derivative(0.0), log10::second_derivative(0.0)] => [-INF; 3];
    n07: [ln::derivative(-1.0), log2::derivative(-1.0), log10::derivative(-1.0), ln_1p::derivative(-2.0)] => [NAN; 4];
    n07_second: [ln::second_derivative(-1.0), log2::second_derivative(-1.0), ln_1p::second_derivative(-2.0)] => [NAN; 3];
    n08: [acosh::derivative(-2.0), atanh::derivative(2.0), acosh::second_derivative(-2.0)] => [NAN; 3];
    n09_asin: [1.0, -1.0].map(|x| [asin::derivative(x), acos::derivative(x)]) => [[INF, -INF]; 2];
    n09_hyperbolic: [acosh::derivative(1.0), atanh::derivative(1.0), atanh::derivative(-1.0)] => [INF; 3];
    n10: asin::derivative(1.0 - 1e-9) => 22_360.680_096_789_682, 4;
    n11: acosh::derivative(1.0 + f64::EPSILON) => 47_453_132.812_125_772, 4;
    n12: atanh::derivative(1.0 - f64::EPSILON / 2.0) => 4_503_599_627_370_496.0, 4;
    n13: [tanh::derivative(20.0), tanh::derivative(19.1)] => [1.699_341_702_116_635_5e-17, 1.028_041_821_938_105_4e-16], 4;
    n14: exp_m1::derivative(-50.0) => 1.928_749_847_963_917_8e-22, 4;
    n15: [-800.0, -40.0, 800.0].map(logistic::derivative) => [0.0, 4.248_354_255_291_588_9e-18, 0.0], 4;
    n15_forward: [-800.0, -40.0, 800.0].map(|x| logistic::jvp(x, 1.0)) => [0.0, 4.248_354_255_291_588_9e-18, 0.0], 4;
    n15_second: [-800.0, 800.0].map(logistic::second_derivative) => [0.0; 2];
    // 1 / (1 + exp(-x)) at 2: s(1-s) and s(1-s)(1-2s), mpmath.
    n15_plain: [logistic::derivative(2.0), logistic::second_derivative(2.0)] => [0.104_993_585_403_506_52, -0.079_962_501_056_153_063], 8;
    n16_value: softplus::value_and_derivative(745.0).0 => INF;
    n17_shifted: shifted::gradient(1000.0, 1000.5) => [0.377_540_668_798_145_43, 0.622_459_331_201_854_57], 4;
    n18: asinh::derivative(1e200) => 1e-200, 4;
    n19: [atan::second_derivative(1e154), atan::second_derivative(1e100)] => [0.0, -2e-300], 8;
    n20: atan2::gradient(1e-170, 1e-170)[0] => 5e169, 4;
    n21: atan2::gradient(1e200, 1e200) => [5e-201, -5e-201], 4;
    n22: atan2::gradient(0.0, 0.0) => [NAN; 2];
    n23: [atan2::gradient(0.0, -1.0), atan2::gradient(-0.0, -1.0)] => [[-1.0, 0.0]; 2];
    n24: hypot::gradient(0.0, 0.0) => [0.0; 2];
    n25_small: hypot::gradient(1e-200, 1e-200) => [FRAC_1_SQRT_2; 2], 4;
    n25_large: hypot::gradient(1e300, 1e290) => [1.0, 1e-10], 4;
    n26: quotient::gradient(1e-300, 1e-200)[1] => -1e100, 4;
    n26_forward: quotient::jvp(1e-300, 1e-200, [0.0, 1.0]) => -1e100, 4;
    n27: recip::derivative(1e155) => -9.999_999_999_999_969_4e-311, 4;
    n28: squared::value_and_derivative(1e200) => (INF, 2e200), 4;
    n28_given: power_at::value_and_derivative(1e200, 2.0) => (INF, 2e200), 4;
    n29: [power_3_2::derivative(0.0), power_5_2::derivative(0.0), power_5_2::second_derivative(0.0)] => [0.0; 3];
    n29_given: [power_at::derivative(0.0, 1.5), power_at::derivative(0.0, 2.5)] => [0.0; 2];
    n29_active: powf::gradient(0.0, 1.5) => [0.0; 2];
    n30: [power_1_2::derivative(0.0), power_at::derivative(0.0, 0.5), powf::gradient(0.0, 0.5)[0]] => [INF; 3];
    n31: [power_1::derivative(0.0), power_1::second_derivative(0.0)] => [1.0, 0.0];
    n31_given: [power_at::derivative(0.0, 1.0), power_at::second_derivative(0.0, 1.0)] => [1.0, 0.0];
    n32: [power_0::derivative(0.0), power_at::derivative(0.0, 0.0)] => [0.0; 2];
    n33: [power_3::derivative(-2.0), power_3::second_derivative(-2.0)] => [12.0, -12.0];
    n34: powf::gradient(-2.0, 3.0) => [12.0, NAN], 4;
    n35: [power_1_2::derivative(-2.0), power_at::derivative(-2.0, 0.5), powf::gradient(-2.0, 0.5)[0]] => [NAN; 3];
    n36: [power_0::value_and_derivative(NAN), powi_0::value_and_derivative(NAN)] => [(1.0, 0.0); 2];
    n36_given: [power_at::value_and_derivative(NAN, 0.0), powi::value_and_derivative(NAN, 0)] => [(1.0, 0.0); 2];
    n37: [0.0, INF].map(|x| [powi_0::derivative(x), powi::derivative(x, 0)]) => [[0.0; 2]; 2];
    n38: [powi_least::derivative(1.0), powi_least::second_derivative(1.0)] => [-2_147_483_648.0, 4_611_686_020_574_871_552.0];
    n38_given: [powi::derivative(1.0, i32::MIN), powi::second_derivative(1.0, i32::MIN)] => [-2_147_483_648.0, 4_611_686_020_574_871_552.0];
    n39: [powi_2::derivative(0.0), powi_2::second_derivative(0.0), powi_3::derivative(0.0), powi_m1::derivative(0.0), powi_m2::derivative(-0.0)] => [0.0, 2.0, 0.0, -INF, INF];
    n40: [0, 1, 2, 3, -1].map(|n| [powi::derivative(0.0, n), powi::second_derivative(0.0, n)])
        => [[0.0, 0.0], [1.0, 0.0], [0.0, 2.0], [0.0, 0.0], [-INF, INF]];
    n41: [max::gradient(1.0, 1.0), min::gradient(1.0, 1.0)] => [[0.5; 2]; 2];
    n42: max::value_and_gradient(NAN, 1.0) => (1.0, [0.0, 1.0]);
    n43: [-1.0, 0.0, 2.0].map(ramp::derivative) => [0.0, 0.5, 1.0];
    n44: clamp::gradient(1.0, 0.0, 1.0) => [0.5, 0.0, 0.5];
    n44_inside: [clamp::gradient(0.5, 0.0, 1.0), clamp::gradient(-0.5, 0.0, 1.0)] => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]];
    n44_all_equal: clamp::gradient(1.0, 1.0, 1.0).iter().sum::<f64>() => 1.0;
    n46: remainder::gradient(1.0, 0.001) => [1.0, -999.0];
    n46_forward: remainder::jvp(1.0, 0.001, [0.0, 1.0]) => -999.0;
    n47: rem_euclid::gradient(-7.5, 2.0) => [1.0, 4.0];
    n48: [1.0, 0.5, -0.5, 0.0].map(|x| [jumps::derivative(x), jumps::second_derivative(x)]) => [[0.0; 2]; 4];
    n48_div_euclid: div_euclid::gradient(6.0, 3.0) => [0.0; 2];
    n49: [-2.0, -0.5, 3.0].map(fract::derivative) => [1.0; 3];
    n50: [copysign::gradient(-2.0, 3.0), copysign::gradient(2.0, -1.0)] => [[-1.0, 0.0]; 2];
    n51: mul_add::value_and_gradient(1.0 + 2f64.powi(-30), 1.0 - 2f64.powi(-30), -1.0)
        => (-8.673_617_379_884_035e-19, [1.0 - 2f64.powi(-30), 1.0 + 2f64.powi(-30), 1.0]);
    n52: [to_degrees::derivative(3.0), to_radians::derivative(3.0)] => [57.295_779_513_082_32, 0.017_453_292_519_943_295];
    n52_logarithms: [exp2::derivative(0.0), log2::derivative(1.0), log10::derivative(1.0)] => [LN_2, LOG2_E, LOG10_E];
    // 1 / (5 ln 3) and -ln 5 / (3 ln(3)^2), mpmath.
    n53: log::gradient(5.0, 3.0) => [0.182_047_845_325_367_48, -0.444_492_121_509_027_06], 4;
    n53_base_one: log::gradient(5.0, 1.0)[0] => INF;
    // 2 cos x - 6 cos x sin x at 0.7, mpmath.
    n54: both::derivative(0.7) => -1.426_664_815_396_403_6, 8;
    n55: tan::derivative(FRAC_PI_2) => 2.667_093_788_113_571e32, 4;
    n58: reciprocal_below_one::value_and_derivative(0.0) => (1.0, 0.0);
    n59: [root_of_positive::derivative(-1.0), root_of_positive::jvp(-1.0, 1.0)] => [0.0; 2];
    n62_product: [times_zero::derivative(2.0), plus_zero::derivative(2.0), times_one::derivative(2.0)] => [0.0, 1.0, 1.0];
}

same_bits! {
    n56: [1e22, 5.3e255].map(|x| [sin::derivative(x), cos::derivative(x)]) => [1e22f64, 5.3e255].map(|x| [x.cos(), -x.sin()]);
    n61: tenths::value_and_derivative(0.3).0 => tenths(0.3);
    n62_values: [
        negated::value_and_derivative(0.0).0, subtracted::value_and_derivative(0.0).0, plus_zero::value_and_derivative(-0.0).0,
        minus_zero::value_and_derivative(-0.0).0, times_one::value_and_derivative(-0.0).0, times_zero::value_and_derivative(-3.0).0,
    ] => [-0.0, 0.0, 0.0, -0.0, -0.0, -0.0];
    n62_forward: [
        negated::value_and_jvp(0.0, 1.0).0, subtracted::value_and_jvp(0.0, 1.0).0, plus_zero::value_and_jvp(-0.0, 1.0).0,
        minus_zero::value_and_jvp(-0.0, 1.0).0, times_one::value_and_jvp(-0.0, 1.0).0, times_zero::value_and_jvp(-3.0, 1.0).0,
    ] => [-0.0, 0.0, 0.0, -0.0, -0.0, -0.0];
}

#[test]
fn n16_never_finite_and_wrong() {
    let derivative = softplus::derivative(745.0);
    assert!(derivative == 1.0 || derivative.is_nan(), "{derivative}");
}

#[test]
fn n17_plain_and_shifted() {
    assert_eq!(logsumexp::value_and_gradient(1000.0, 1000.5).0, INF);
    let [dx, dy] = shifted::gradient(1000.0, 1000.5);
    assert!((dx + dy - 1.0).abs() <= 2.0 * f64::EPSILON);
    for row in shifted::hessian(1000.0, 1000.5) {
        assert!((row[0] + row[1]).abs() <= 1e-16, "{row:?}");
    }
}

#[test]
fn n24_second_derivative_does_not_exist() {
    assert!(!hypot::hessian(0.0, 0.0)[0][0].is_finite());
}

#[test]
fn n32_active_exponent() {
    let [x, y] = powf::gradient(0.0, 0.0);
    assert!(x == 0.0 && (y == 0.0 || y.is_nan()), "{x} {y}");
}

#[test]
fn n44_a_bound_shares_as_a_whole() {
    for (x, lo, hi) in [(0.0, 0.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 1.0)] {
        assert_eq!(clamp::gradient(x, lo, hi).iter().sum::<f64>(), 1.0);
    }
}

/// The message is that of the standard library, from the value and from the derivative.
#[test]
fn n45_clamp_panics_as_it_does() {
    for (lo, hi) in [(1.0, 0.0), (NAN, 1.0), (0.0, NAN)] {
        let message = |run: fn(f64, f64) -> f64| {
            let payload = std::panic::catch_unwind(|| run(lo, hi)).expect_err("it panics");
            payload
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string))
        };
        let of_value = message(|lo, hi| clamp(0.5, lo, hi));
        assert!(of_value.is_some());
        assert_eq!(message(|lo, hi| clamp::gradient(0.5, lo, hi)[0]), of_value);
        assert_eq!(message(|lo, hi| clamp::jvp(0.5, lo, hi, [1.0, 0.0, 0.0])), of_value);
    }
}

#[test]
fn n53_base_one_has_no_finite_derivative() {
    let base = log::gradient(5.0, 1.0)[1];
    assert!(base == -INF || base.is_nan(), "{base}");
}

/// `ln x + 1` vanishes at 1/e: what is left is rounding.
#[test]
fn n57_cancellation_is_bounded() {
    let at = (-1f64).exp();
    assert!(entropy::derivative(at).abs() <= 4.0 * f64::EPSILON);
}

/// 0 is the subgradient of least norm; a NaN would be documented. The modes agree.
#[test]
fn n59_root_of_a_square() {
    let (reverse, forward) = (root_of_square::derivative(0.0), root_of_square::jvp(0.0, 1.0));
    assert!(reverse.is_nan() || reverse == 0.0, "{reverse}");
    assert!(reverse == forward || reverse.is_nan() && forward.is_nan(), "{reverse} {forward}");
}

/// `0.0 / x` is -0.0 for a negative number and NaN at 0, in value and derivative.
#[test]
fn n62_zero_over_a_number() {
    assert_eq!(zero_over::value_and_derivative(-2.0).0.to_bits(), (-0.0f64).to_bits());
    assert!(zero_over::value_and_derivative(0.0).0.is_nan());
}

/// Whether all outputs of a function of one number tell the same story at these points, where its derivatives may be infinite or
/// none at all: the same value bit for bit, and in reverse, forward and both what the derivatives are.
macro_rules! modes {
    ($($id:ident: $f:ident at $points:expr;)*) => {$(
        #[test]
        fn $id() {
            for x in $points {
                let (value, first, second) = ($f(x), $f::derivative(x), $f::second_derivative(x));
                let values = [$f::value_and_derivative(x).0, $f::value_and_jvp(x, 1.0).0, $f::value_and_vjp(x, 1.0).0];
                for found in values {
                    assert_eq!(found.to_bits(), value.to_bits(), "the value at {x:?} is {found:?}");
                }
                let firsts = [$f::value_and_derivative(x).1, $f::jvp(x, 1.0), $f::vjp(x, 1.0), $f::gradient_and_hvp(x, 1.0).0];
                assert!(firsts.close(&[first; 4], 2), "first derivatives at {x:?}: {firsts:?}, not {first:?}");
                let seconds = [$f::hvp(x, 1.0), $f::gradient_and_hvp(x, 1.0).1];
                assert!(seconds.close(&[second; 2], 4), "second derivatives at {x:?}: {seconds:?}, not {second:?}");
            }
        }
    )*};
}

modes! {
    n01_n02_n03_modes: sqrt at [0.0, -1.0, NAN, 5e-324, 2.0];
    n04_modes: abs at [0.0, -0.0, -3.0, NAN];
    n05_modes: cbrt at [0.0, -8.0];
    n06_n07_modes: ln at [0.0, -1.0, 3.0];
    n06_n07_modes_to_base_two: log2 at [0.0, -1.0, 3.0];
    n06_n07_modes_to_base_ten: log10 at [0.0, -1.0, 3.0];
    n07_modes_of_one_plus: ln_1p at [-2.0, -1.0, 1e-10];
    n08_n11_modes: acosh at [-2.0, 1.0, 1.0 + f64::EPSILON];
    n08_n12_modes: atanh at [2.0, 1.0, -1.0, 1.0 - f64::EPSILON / 2.0];
    n09_n10_modes: asin at [1.0, -1.0, 1.0 - 1e-9];
    n09_modes_of_acos: acos at [1.0, -1.0, 1.0 - 1e-9];
    n13_modes: tanh at [20.0, 19.1, 0.3, -0.8];
    n14_modes: exp_m1 at [-50.0, 1e-10];
    n15_modes: logistic at [-800.0, -40.0, 800.0, 2.0];
    n16_modes: softplus at [745.0, -745.0, 1.0];
    n18_modes: asinh at [1e200, -1e200, 0.0];
    n19_modes: atan at [1e154, 1e100, -1e200];
    n27_modes: recip at [1e155, 0.0];
    n28_modes: squared at [1e200, -3.0];
    n29_modes: power_3_2 at [0.0, 2.0];
    n29_modes_of_five_halves: power_5_2 at [0.0, 2.0];
    n30_n35_modes: power_1_2 at [0.0, -2.0, 2.0];
    n31_modes: power_1 at [0.0, -2.0];
    n32_n36_modes: power_0 at [0.0, NAN, INF];
    n33_modes: power_3 at [-2.0, 0.0];
    n36_n37_modes: powi_0 at [0.0, INF, NAN];
    n38_modes: powi_least at [1.0];
    n39_modes_of_a_square: powi_2 at [0.0, -3.0];
    n39_modes_of_a_cube: powi_3 at [0.0, -3.0];
    n39_modes_of_an_inverse: powi_m1 at [0.0, -3.0];
    n39_modes_of_an_inverse_square: powi_m2 at [-0.0, -3.0];
    n43_modes: ramp at [-1.0, 0.0, 2.0];
    n48_modes: jumps at [1.0, 0.5, -0.5, 0.0];
    n49_modes: fract at [-2.0, -0.5, 3.0];
    n52_modes_of_degrees: to_degrees at [3.0];
    n52_modes_of_radians: to_radians at [3.0];
    n52_modes_of_powers_of_two: exp2 at [0.0, -1080.0];
    n54_modes: both at [0.7];
    n55_modes: tan at [FRAC_PI_2];
    n56_modes_of_the_sine: sin at [1e22, 5.3e255];
    n56_modes_of_the_cosine: cos at [1e22, 5.3e255];
    n57_modes: entropy at [0.5, 3.0];
    n58_modes: reciprocal_below_one at [0.0, 0.5, 1.0, 2.0];
    n59_modes: root_of_square at [0.0, -3.0];
    n59_modes_of_the_positive: root_of_positive at [-1.0, 0.0, 4.0];
    n62_modes_of_sums: plus_zero at [0.0, -0.0];
    n62_modes_of_products: times_zero at [-3.0, 0.0];
    n62_modes_of_quotients: zero_over at [-2.0, 0.0];
}

/// The same for functions of several numbers; along a direction with zeros in it only where all partial derivatives are finite.
macro_rules! modes_of_several {
    ($($id:ident: $f:ident($($x:ident),*) at $points:expr;)*) => {$(
        #[test]
        fn $id() {
            for ($($x),*) in $points {
                let at = [$($x),*];
                let (value, g, h) = ($f($($x),*), $f::gradient($($x),*), $f::hessian($($x),*));
                assert_eq!($f::value_and_gradient($($x),*).0.to_bits(), value.to_bits(), "the value at {at:?}");
                assert!($f::vjp($($x),*, 1.0).close(&g, 2), "vjp at {at:?}");
                if !g.iter().chain(h.as_flattened()).all(|d| d.is_finite()) {
                    continue;
                }
                for k in 0..at.len() {
                    let v = std::array::from_fn(|i| f64::from(u8::from(i == k)));
                    let (found, tangent) = $f::value_and_jvp($($x),*, v);
                    assert_eq!(found.to_bits(), value.to_bits(), "the value at {at:?}");
                    assert!(tangent.close(&g[k], 2), "along {k} at {at:?}: {tangent:?}, not {:?}", g[k]);
                    let (gradient, product) = $f::gradient_and_hvp($($x),*, v);
                    let column = std::array::from_fn(|i| h[i][k]);
                    assert!(gradient.close(&g, 2), "gradient at {at:?}: {gradient:?}, not {g:?}");
                    assert!(product.close(&column, 8), "second derivatives at {at:?}: {product:?}, not {column:?}");
                    assert!(column.close(&h[k], 8), "the Hessian at {at:?} is not symmetric: {h:?}");
                }
            }
        }
    )*};
}

modes_of_several! {
    n17_modes: logsumexp(x, y) at [(1000.0, 1000.5), (1.0, 2.0)];
    n17_modes_shifted: shifted(x, y) at [(1000.0, 1000.5), (-1.0, 2.0)];
    n20_n21_n22_n23_modes: atan2(y, x) at [(1e-170, 1e-170), (1e200, 1e200), (0.0, 0.0), (0.0, -1.0), (-0.0, -1.0), (2.0, -3.0)];
    n24_n25_modes: hypot(x, y) at [(0.0, 0.0), (1e-200, 1e-200), (1e300, 1e290), (3.0, 4.0)];
    n26_modes: quotient(x, y) at [(1e-300, 1e-200), (3.0, -2.0)];
    n34_modes: powf(x, y) at [(-2.0, 3.0), (0.0, 1.5), (0.0, 0.5), (0.0, 0.0), (2.0, 1.5)];
    n41_n42_modes: max(x, y) at [(1.0, 1.0), (NAN, 1.0), (2.0, 1.0)];
    n41_modes_of_the_least: min(x, y) at [(1.0, 1.0), (1.0, NAN), (2.0, 1.0)];
    n44_modes: clamp(x, lo, hi) at [(1.0, 0.0, 1.0), (0.0, 0.0, 1.0), (1.0, 1.0, 1.0), (0.5, 0.0, 1.0), (7.0, 0.0, 1.0)];
    n46_modes: remainder(x, y) at [(1.0, 0.001), (-7.5, 2.0)];
    n47_modes: rem_euclid(x, y) at [(-7.5, 2.0), (7.5, -2.0)];
    n48_modes_of_quotients: div_euclid(x, y) at [(6.0, 3.0), (-7.5, 2.0)];
    n50_modes: copysign(x, sign) at [(-2.0, 3.0), (2.0, -1.0), (2.0, 0.0)];
    n51_modes: mul_add(a, b, c) at [(1.0 + 2f64.powi(-30), 1.0 - 2f64.powi(-30), -1.0)];
    n53_modes: log(x, base) at [(5.0, 3.0), (5.0, 1.0), (0.5, 0.25)];
}

/// An exponent that is an integer at run time: no overflow in it, in any mode.
#[test]
fn n40_modes() {
    for (x, n) in [(0.0, 0), (0.0, 1), (0.0, 2), (0.0, -1), (1.0, i32::MIN), (1.0, i32::MAX), (-2.0, 3)] {
        let (first, second) = (powi::derivative(x, n), powi::second_derivative(x, n));
        assert!([powi::jvp(x, n, 1.0), powi::vjp(x, n, 1.0)].close(&[first; 2], 2), "{x} to the {n}");
        assert!(powi::hvp(x, n, 1.0).close(&second, 4), "{x} to the {n}");
    }
}
