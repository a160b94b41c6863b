//! Variables and arrays that change: rows M01 to M20 of the catalogue.
//!
//! Numbers with more than a few digits are those of the catalogue, or mpmath's `diff` of the same program at 60 digits.
// Numbers have the digits that their source gives.
#![allow(clippy::excessive_precision)]
// What is tested is written in the ways that style forbids.
#![allow(clippy::assign_op_pattern, clippy::manual_swap, clippy::misrefactored_assign_op, clippy::let_and_return)]
#![expect(clippy::cast_lossless, clippy::semicolon_if_nothing_returned, reason = "programs as people write them")]

use chainrule::differentiable;
use chainrule_tests::{derivatives, gradients};

#[differentiable]
fn squares(x: f64, n: usize) -> f64 {
    let mut x = x;
    for _ in 0..n {
        x = x * x;
    }
    x
}

#[differentiable]
fn swap_by_hand(mut x: f64, mut y: f64) -> f64 {
    let t = x;
    x = y;
    y = t;
    x * x * y
}

#[differentiable]
fn swap(mut x: f64, mut y: f64) -> f64 {
    std::mem::swap(&mut x, &mut y);
    x * x * y
}

#[differentiable]
fn fibonacci(mut x: f64, mut y: f64) -> f64 {
    for _ in 0..5 {
        (x, y) = (y, x + y);
    }
    x * y
}

#[differentiable]
fn running_product(a: &[f64; 4]) -> f64 {
    let mut a = *a;
    for i in 1..4 {
        a[i] = a[i - 1] * a[i];
    }
    a[3] + a[1]
}

#[differentiable]
fn element_by_element(x: &[f64; 3], i: usize, j: usize) -> f64 {
    let mut a = *x;
    a[i] *= a[j];
    a[i]
}

#[differentiable]
fn element_with_itself(x: f64, i: usize, j: usize) -> f64 {
    let mut a = [x; 3];
    a[i] *= a[j];
    a[i]
}

macro_rules! with_itself {
    ($($name:ident $op:tt;)*) => {$(
        #[differentiable]
        fn $name(x: f64) -> f64 {
            let mut x = x;
            x $op x;
            x
        }
    )*};
}

with_itself! { add_itself +=; multiply_itself *=; subtract_itself -=; divide_itself /=; }

#[differentiable]
fn inner_shadow(x: f64) -> f64 {
    let mut s = 0.0;
    {
        let x = x * 2.0;
        s += x;
    }
    s += x;
    s
}

#[differentiable]
fn shadows(x: f64) -> f64 {
    let x = x * x;
    let x = x + x;
    x
}

#[differentiable(allow(unused_parameter))]
#[allow(unused_assignments, unused_variables)]
fn overwritten_parameter(mut x: f64, y: f64) -> f64 {
    x = y;
    x
}

/// The reproduction in Clad's issue 1865.
#[differentiable]
fn inline_divisor(a: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..2 {
        let x = i as f64 + 1.0;
        s += 1.0 / (x + a * a);
    }
    s
}

#[differentiable]
fn branch_then_overwrite(mut x: f64) -> f64 {
    if x > 1.0 {
        x = 0.5 * x
    } else {
        x = x * x
    }
    x * x
}

#[differentiable]
fn indices_overwritten(x: f64) -> f64 {
    let mut index = [2, 0, 1];
    let mut w = [x, x * x, x.sin()];
    let mut s = 0.0;
    for k in 0..3 {
        let mut i: usize = index[k];
        index[k] = 0;
        w[i] = w[i] * w[(i + 1) % 3];
        s += w[i];
        i = 0;
        s += w[i] * index[k] as f64;
    }
    s
}

#[differentiable]
fn matrices(x: &[f64; 3]) -> f64 {
    let mut m = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..3 {
            m[i][j] = x[i] * x[j] + (i + 1) as f64 * x[j];
        }
    }
    let mut p = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..3 {
            for k in 0..3 {
                p[i][j] += m[i][k] * m[k][j];
            }
        }
    }
    p[0][1] * p[2][0] + p[1][1]
}

#[differentiable]
fn local_vec(x: &[f64; 3]) -> f64 {
    let mut v = vec![0.0; x.len()];
    v[0] = x[0];
    for i in 1..x.len() {
        v[i] = v[i - 1] * x[i] + x[i].sin();
    }
    let mut s = 0.0;
    for t in &v {
        s += t * t;
    }
    s
}

#[differentiable]
fn swapped_elements(x: &[f64; 3], i: usize) -> f64 {
    let mut a = *x;
    a.swap(0, i);
    a[1] *= a[0];
    let t = a[0];
    a[0] = a[1];
    a[1] = t;
    a[0] * a[0] * a[1] + a[2]
}

#[differentiable]
fn sharing_stops_at_a_write(x: f64) -> f64 {
    let mut y = x;
    let a = x * x;
    y += 1.0;
    let b = y * y;
    a * b
}

#[differentiable]
fn sharing_stops_at_an_element(x: f64, i: usize) -> f64 {
    let mut w = [x, x];
    let a = w[0] * w[0];
    w[i] = 3.0 * x;
    let b = w[0] * w[0];
    a + b
}

#[differentiable]
fn overwritten_in_nested_loops(x: f64, m: usize, n: usize) -> f64 {
    let mut x = x;
    let mut s = 1.0;
    for _ in 0..m {
        let mut t = x;
        for _ in 0..n {
            t = t * t + s;
        }
        s = s * x + t.sin();
        x /= 1.0 + s * s;
    }
    s * x
}

#[differentiable]
fn overwritten_in_short_loops(x: f64) -> f64 {
    let mut x = x;
    let mut s = 1.0;
    for _ in 0..3 {
        let mut t = x;
        for _ in 0..2 {
            t = t * t + s;
        }
        s = s * x + t.sin();
        x /= 1.0 + s * s;
    }
    s * x
}

#[differentiable]
fn out_of_bounds(x: &[f64; 3], n: usize) -> f64 {
    let mut s = 1.0;
    for i in 0..n {
        s *= x[i];
    }
    s
}

derivatives! {
    m01: squares(1.1, 3) => [15.589_736_800_000_009, 99.207_416_000_000_048], 2;
    m01_no_turn: squares(1.1, 0) => [1.0, 0.0], 0;
    m05_same: element_with_itself(1.7, 1, 1) => [3.4, 2.0], 0;
    m05_other: element_with_itself(1.7, 1, 2) => [3.4, 2.0], 0;
    m06_add: add_itself(1.7) => [2.0, 0.0], 0;
    m06_multiply: multiply_itself(1.7) => [3.4, 2.0], 0;
    m06_subtract: subtract_itself(1.7) => [0.0, 0.0], 0;
    m07: inner_shadow(1.7) => [3.0, 0.0], 0;
    m08: shadows(1.7) => [6.8, 4.0], 0;
    // -2a (1/(1 + a^2)^2 + 1/(2 + a^2)^2), and its derivative, by mpmath.
    m10: inline_divisor(0.5) => [-0.837_530_864_197_530_86, -0.475_478_737_997_256_52];
    m11_above: branch_then_overwrite(1.5) => [0.75, 0.5], 0;
    m11_below: branch_then_overwrite(0.8) => [2.048, 7.68];
    m12: indices_overwritten(0.7) => [3.858_948_088_814_817_9, 10.012_115_643_794_763];
    m19: sharing_stops_at_a_write(0.7) => [5.711_999_999_999_999_3, 16.279_999_999_999_999];
    m19_element: sharing_stops_at_an_element(0.5, 0) => [10.0, 20.0], 0;
    m20_literal_counts: overwritten_in_short_loops(0.4) => [0.095_526_559_513_587_962, -0.528_929_111_792_624_87], 8;
    m20: overwritten_in_nested_loops(0.4, 3, 2) => [0.095_526_559_513_587_962, -0.528_929_111_792_624_87], 8;
    m19_other_element: sharing_stops_at_an_element(0.5, 1) => [2.0, 4.0], 0;
}

gradients! {
    m02_by_hand: swap_by_hand(2.0, 3.0) => [9.0, 12.0], 0;
    m02: swap(2.0, 3.0) => [9.0, 12.0], 0;
    m03: fibonacci(1.0, 2.0) => [128.0, 209.0], 0;
    m04: running_product(&[2.0, 3.0, 5.0, 7.0]) => [108.0, 72.0, 42.0, 30.0], 0;
    m05_index_same: element_by_element(&[2.0, 3.0, 5.0], 1, 1) => [0.0, 6.0, 0.0], 0;
    m05_index_other: element_by_element(&[2.0, 3.0, 5.0], 1, 2) => [0.0, 5.0, 3.0], 0;
    m09: overwritten_parameter(2.0, 3.0) => [0.0, 1.0], 0;
    m15_swap: swapped_elements(&[0.3, -0.5, 1.1], 2) => [1.0, -1.331, 0.907_5];
    m15_swap_with_itself: swapped_elements(&[2.0, 3.0, 5.0], 0) => [108.0, 48.0, 1.0], 0;
    m16_matrices: matrices(&[0.3, -0.5, 1.1]) => [-68.307_160_000_000_013, 24.302_927_500_000_005, -41.764_807_500_000_005], 8;
    m16_vec: local_vec(&[0.3, -0.5, 1.1]) => [1.010_702_344_247_709_7, -0.967_271_837_427_199_63, -0.069_923_585_067_544_502], 8;
    m14_in_bounds: out_of_bounds(&[2.0, 3.0, 5.0], 3) => [15.0, 10.0, 6.0], 0;
}

/// `x / x` is 1: what is left of its derivative is rounding.
#[test]
fn m06_divide() {
    let derivative = divide_itself::derivative(1.7);
    assert!(derivative.abs() <= f64::EPSILON / 1.7, "{derivative}");
}

/// The value panics, and so does every derivative, with the same words.
#[test]
fn m14() {
    let message = |run: fn(&[f64; 3]) -> f64| {
        let payload = std::panic::catch_unwind(|| run(&[2.0, 3.0, 5.0])).expect_err("it panics");
        payload.downcast_ref::<String>().cloned().expect("a message")
    };
    let of_value = message(|x| out_of_bounds(x, 4));
    assert_eq!(of_value, "index out of bounds: the len is 3 but the index is 3");
    assert_eq!(message(|x| out_of_bounds::gradient(x, 4)[0]), of_value);
    assert_eq!(message(|x| out_of_bounds::jvp(x, 4, x)), of_value);
    assert_eq!(message(|x| out_of_bounds::hessian(x, 4)[0][0]), of_value);
}
