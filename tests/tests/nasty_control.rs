//! Branches, loops and early exits: rows C01 to C24 of the catalogue.
//!
//! Numbers with more than a few digits are those of the catalogue, or mpmath's `diff` of the same program at 60 digits.
// Numbers have the digits that their source gives.
#![allow(clippy::excessive_precision)]
// What is tested is written in the ways that style forbids.
#![allow(clippy::assign_op_pattern, clippy::manual_swap, clippy::misrefactored_assign_op, clippy::let_and_return)]
// Casts that round are part of what is tested.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use chainrule::differentiable;
use chainrule_tests::{derivatives, functions, gradients, rows};

functions! {
    guarded_logarithm(x) = if x > 0.0 { x.ln() } else { 0.0 };
    unused_nan(c, d) = { let _a = (-c / d).acos(); 2.0 * c * c * d };
    equal_to_zero(x) = if x == 0.0 { 3.0 * x } else { x * x };
    is_nan(x) = if x.is_nan() || !x.is_finite() { 0.0 } else { x * x };
    matched_float(x) = if matches!(x, 0.0..=1.0) { x * x } else { 5.0 * x };
    through_f32(x) = { let y = x as f32; f64::from(y * y) };
}

#[differentiable]
fn newton(a: f64) -> f64 {
    let mut g = a;
    while (g * g - a).abs() > 1e-12 {
        g = 0.5 * (g + a / g);
    }
    g
}

#[differentiable]
#[allow(clippy::reversed_empty_ranges)]
fn empty_range(x: f64) -> f64 {
    let mut s = x * x;
    for _ in 5..2 {
        s = s * s;
    }
    s
}

#[differentiable]
fn product(xs: &[f64]) -> f64 {
    let mut p = 1.0;
    for x in xs {
        p *= x;
    }
    p
}

#[differentiable]
fn product_of_three(xs: &[f64; 3]) -> f64 {
    let mut p = 1.0;
    for x in xs {
        p *= x;
    }
    p
}

#[differentiable]
fn break_and_continue(x: f64, n: usize) -> f64 {
    let mut s = x;
    for i in 0..n {
        if i == 2 {
            continue;
        }
        s = s * x + i as f64;
        if s > 40.0 {
            break;
        }
    }
    s
}

#[differentiable]
fn labelled(x: f64) -> f64 {
    let mut s = 0.0;
    'outer: for i in 0..5 {
        for j in 0..5 {
            if i + j == 6 {
                break 'outer;
            }
            if j > i {
                continue 'outer;
            }
            s += x * f64::from(j) + s;
        }
    }
    s
}

#[differentiable]
fn loop_with_value(x: f64) -> f64 {
    let mut s = x;
    let y = loop {
        s *= 2.0;
        if s > 30.0 {
            break s + 1.0;
        }
        s += x * x;
    };
    y * s
}

#[differentiable]
fn return_in_loop(x: f64) -> f64 {
    let mut acc = 0.0;
    for i in 0..10 {
        if i == 3 {
            return 2.0 * acc;
        }
        acc += x.powi(i + 1);
    }
    acc
}

#[differentiable]
fn return_in_while(x: f64) -> f64 {
    let mut s = x;
    while s < 100.0 {
        s *= x;
        if s > 5.0 {
            return s * s;
        }
    }
    s
}

#[differentiable]
fn exits_of_two_loops(x: f64) -> f64 {
    let mut s = x;
    let mut k = 0;
    loop {
        k += 1;
        let mut t = x;
        for i in 0..3 {
            t *= s;
            if t > 30.0 {
                return s * t;
            }
            if i == 1 && k == 1 {
                break;
            }
        }
        s += t / 10.0;
    }
}

#[differentiable]
fn triangular(x: f64) -> f64 {
    let mut s = 1.0;
    let mut t = x;
    for i in 0..4 {
        for j in 0..i {
            t = t * x + f64::from(j);
            s += t * f64::from(i);
        }
    }
    s
}

#[differentiable]
fn matched(x: f64, n: i32) -> f64 {
    match n {
        0 => x,
        1 => x * x,
        n @ 2..=5 if n != 3 => x * x * x,
        3 | 4 => x * x * x,
        _ => 1.0 / x,
    }
}

#[differentiable]
fn matched_with_panic(x: f64, n: i32) -> f64 {
    match n {
        0 => x,
        1 => x * x,
        2 => unreachable!(),
        _ => panic!("no"),
    }
}

#[differentiable]
fn short_circuit(x: f64) -> f64 {
    let mut s = x;
    if x > 1.0 && {
        s += x;
        true
    } {
        s *= 2.0;
    }
    if x > 1.0 || {
        s += 100.0 * x;
        false
    } {
        s = s * s + 1.0;
    }
    s
}

#[differentiable]
fn assigning_condition(mut x: f64) -> f64 {
    while {
        x *= 0.5;
        x > 1.0
    } {}
    x * x
}

#[differentiable]
#[allow(clippy::needless_return)]
fn returned(x: f64) -> f64 {
    return -x * x;
}

#[differentiable]
#[allow(clippy::needless_return)]
fn returned_block(x: f64) -> f64 {
    let mut a = x;
    return {
        a += 1.0;
        a
    } * x;
}

#[differentiable]
#[allow(clippy::needless_return)]
fn returned_block_of_itself(mut x: f64) -> f64 {
    return {
        x += 1.0;
        x
    } * x;
}

#[differentiable]
fn million_turns(x: f64, n: usize) -> f64 {
    let mut s = x;
    for _ in 0..n {
        s += 1e-6 * (1.0 - s * s);
    }
    s
}

#[differentiable]
fn constant(_x: f64, _y: f64) -> f64 {
    3.0
}

#[differentiable]
fn integers(x: f64, n: usize) -> f64 {
    let m = ((n << 2) | 1).wrapping_mul(3) ^ 5;
    let k = (m as f64 * 1.5) as usize % 7;
    x * x * k as f64
}

#[differentiable]
fn branch_in_loop(x: f64, y: f64) -> f64 {
    let mut t = x;
    for _ in 0..3 {
        if t > y {
            t *= y;
        } else {
            t += x * y;
        }
    }
    t * t
}

#[differentiable]
fn stepped(x: f64) -> f64 {
    let mut s = 0.0;
    for i in (1..=9).step_by(3) {
        s = s * x + f64::from(i);
    }
    for i in (0..9).rev().step_by(2) {
        s = s * x - f64::from(i);
    }
    s
}

#[differentiable]
fn horner(c: &[f64; 3], #[constant] x: f64) -> f64 {
    let mut s = 0.0;
    for a in c.iter().rev() {
        s = s * x + a;
    }
    s
}

#[differentiable]
fn zipped(xs: &[f64; 3], #[constant] ys: &[f64]) -> f64 {
    let mut s = 0.0;
    for (i, (x, y)) in xs.iter().zip(ys).enumerate() {
        s += x * x * y * (i + 1) as f64;
    }
    s
}

derivatives! {
    c01_at_zero: guarded_logarithm(0.0) => [0.0, 0.0], 0;
    c01_below: guarded_logarithm(-1.0) => [0.0, 0.0], 0;
    // The second derivative of the same five turns, mpmath.
    c02: newton(2.0) => [0.353_553_390_593_273_73, -0.088_388_347_648_318_44], 4;
    c01_above: guarded_logarithm(2.0) => [0.5, -0.25], 0;
    c03_empty_range: empty_range(3.0) => [6.0, 2.0], 0;
    c04_break: break_and_continue(1.5, 6) => [65.312_5, 166.875], 0;
    c04_labelled: labelled(1.5) => [100.0, 0.0], 0;
    c04_loop: loop_with_value(1.5) => [6496.0, 9864.0], 0;
    c05: return_in_loop(1.5) => [21.5, 22.0], 0;
    c05_while: return_in_while(1.5) => [136.687_5, 637.875], 0;
    c05_two_loops: exits_of_two_loops(1.5) => [674.722_038_064_749_19, 5_363.719_645_892_788];
    c06: triangular(1.3) => [270.363_229_000_000_05, 944.258_18], 20;
    c08_0: matched(2.0, 0) => [1.0, 0.0], 0;
    c08_1: matched(2.0, 1) => [4.0, 2.0], 0;
    c08_2: matched(2.0, 2) => [12.0, 12.0], 0;
    c08_3: matched(2.0, 3) => [12.0, 12.0], 0;
    c08_5: matched(2.0, 5) => [12.0, 12.0], 0;
    c08_6: matched(2.0, 6) => [-0.25, 0.25], 0;
    c08_negative: matched(2.0, -1) => [-0.25, 0.25], 0;
    c10_equal: equal_to_zero(0.0) => [3.0, 0.0], 0;
    c10_unequal: equal_to_zero(2.0) => [4.0, 2.0], 0;
    c10_nan: is_nan(f64::NAN) => [0.0, 0.0], 0;
    c10_finite: is_nan(3.0) => [6.0, 2.0], 0;
    c10_matches: matched_float(0.5) => [1.0, 2.0], 0;
    c10_matches_not: matched_float(1.5) => [5.0, 0.0], 0;
    c11: short_circuit(1.5) => [48.0, 32.0], 0;
    c11_not: short_circuit(0.5) => [101.0, 0.0], 0;
    c12: assigning_condition(9.0) => [0.070_312_5, 0.007_812_5], 0;
    c14: returned(3.0) => [-6.0, -2.0], 0;
    c14_block: returned_block(3.0) => [7.0, 2.0], 0;
    c14_itself: returned_block_of_itself(3.0) => [8.0, 2.0], 0;
    c21_arm: matched_with_panic(3.0, 1) => [6.0, 2.0], 0;
    c23: integers(3.0, 5) => [18.0, 6.0], 0;
    c24: through_f32(1.5) => [3.0, 2.0], 0;
    loops_stepped: stepped(1.5) => [276.671_875, 1_120.937_5], 0;
}

gradients! {
    c13: unused_nan(5.0, 3.0) => [60.0, 50.0], 0;
    c15: product_of_three(&[0.0, 2.0, 3.0]) => [6.0, 0.0, 0.0], 0;
    c22: constant(1.0, 2.0) => [0.0, 0.0], 0;
    branches_below: branch_in_loop(0.7, 1.3) => [21.152_276_600_000_002, 29.217_024_200_000_001];
    branches_above: branch_in_loop(2.0, 0.5) => [2.25, 12.0];
    loops_reversed: horner(&[1.0, 2.0, 3.0], 1.5) => [1.0, 1.5, 2.25], 0;
    loops_zipped: zipped(&[1.0, 2.0, 4.0], &[3.0, 1.0, 5.0]) => [6.0, 8.0, 120.0], 0;
    loops_zipped_to_the_shorter: zipped(&[1.0, 2.0, 4.0], &[3.0, 1.0]) => [6.0, 8.0, 0.0], 0;
}

rows! {
    c03_no_element: product::value_and_gradient(&[]) => (1.0, vec![]);
    c15_slice: product::gradient(&[0.0, 2.0, 3.0]) => vec![6.0, 0.0, 0.0];
    c15_two_zeros: product::gradient(&[0.0, 2.0, 0.0]) => vec![0.0; 3];
    c15_hessian: product::hessian(&[0.0, 2.0, 3.0]) => vec![0.0, 3.0, 2.0, 3.0, 0.0, 0.0, 2.0, 0.0, 0.0];
    c24_rounds: through_f32::value_and_derivative(0.1).0 => f64::from(0.1f32 * 0.1f32);
    // A derivative of the recurrence, mpmath at 40 digits.
    c18: [million_turns::derivative(0.5, 1_000_000), million_turns::jvp(0.5, 1_000_000, 1.0)] => [0.220_273_685_695_070_29; 2], 1000;
}

#[test]
#[should_panic(expected = "no")]
fn c21_panic() {
    let _ = matched_with_panic::derivative(3.0, 7);
}

#[test]
#[should_panic(expected = "internal error: entered unreachable code")]
fn c21_unreachable() {
    let _ = matched_with_panic::derivative(3.0, 2);
}
