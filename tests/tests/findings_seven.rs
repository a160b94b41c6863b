//! Functions whose derivatives once ended the program or did not compile: loops that leave early, lengths of tapes that nobody wants, numbers of the
//! type that rustc would guess, and long ranges in steps.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use allocation_counter::measure;
use chainrule::{Workspace, differentiable};

// ---- a loop that leaves early keeps what its turns need, not what the most turns would need

/// The root of 2 takes six turns, whatever the limit is.
#[differentiable]
fn newton(a: f64, most: usize) -> f64 {
    let mut g = 1.0;
    for _ in 0..most {
        let next = 0.5 * (g + a / g);
        if (next - g).abs() < 1e-12 {
            break;
        }
        g = next;
    }
    g
}

#[differentiable]
fn newton_that_returns(a: f64, most: u64) -> f64 {
    let mut g = 1.0;
    for _ in 0..most {
        let next = 0.5 * (g + a / g);
        if (next - g).abs() < 1e-12 {
            return next;
        }
        g = next;
    }
    f64::NAN
}

#[differentiable]
fn roots(x: &[f64], most: usize) -> f64 {
    let mut sum = 0.0;
    for v in x {
        let mut g = 1.0;
        for _ in 0..most {
            let next = 0.5 * (g + v / g);
            if (next - g).abs() < 1e-12 {
                break;
            }
            g = next;
        }
        sum += g;
    }
    sum
}

#[differentiable]
fn newton_of_a_million(a: f64) -> f64 {
    let mut g = 1.0;
    for _ in 0..1_000_000 {
        let next = 0.5 * (g + a / g);
        if (next - g).abs() < 1e-12 {
            break;
        }
        g = next;
    }
    g
}

const SLOPE: f64 = 0.353_553_390_593_273_7;

#[test]
fn no_limit_is_a_limit_too() {
    assert!((newton::derivative(2.0, usize::MAX) - SLOPE).abs() < 1e-15);
}

#[test]
fn no_limit_and_a_return() {
    assert!((newton_that_returns::derivative(2.0, u64::MAX) - SLOPE).abs() < 1e-15);
}

#[test]
fn no_limit_in_a_loop() {
    assert!((roots::gradient(&[2.0, 2.0], usize::MAX)[1] - SLOPE).abs() < 1e-15);
}

#[test]
fn memory_goes_with_the_turns_that_ran() {
    let used = measure(|| _ = newton::derivative(2.0, 1_000_000));
    assert!(used.bytes_max < 10_000, "{used:?}");
}

#[test]
fn the_stack_goes_with_the_turns_that_ran() {
    assert!((newton_of_a_million::derivative(2.0) - SLOPE).abs() < 1e-15);
}

#[differentiable]
fn newton_of_a_thousand(a: f64) -> f64 {
    let mut g = 1.0;
    for _ in 0..1000 {
        let next = 0.5 * (g + a / g);
        if (next - g).abs() < 1e-12 {
            break;
        }
        g = next;
    }
    g
}

/// As many turns as there are elements, at most.
#[differentiable]
fn until_negative<const N: usize>(x: &[f64; N]) -> f64 {
    let mut s = 0.5;
    for v in x {
        if *v < 0.0 {
            break;
        }
        s = (s * v).sin();
    }
    s
}

#[test]
fn what_needs_no_heap_by_its_text_has_none() {
    let x = [0.5, 2.0, -1.0, 0.3];
    assert_eq!(measure(|| _ = newton_of_a_thousand::derivative(2.0)).count_total, 0);
    assert_eq!(measure(|| _ = until_negative::gradient(&x)).count_total, 0);
    assert_eq!(until_negative::gradient(&x)[2..], [0.0, 0.0]);
    let mut workspace = Workspace::new();
    let mut again = || newton_of_a_million::derivative_with(2.0, &mut workspace);
    let first = again();
    let used = measure(|| assert_eq!(again(), first));
    assert_eq!(used.count_total, 0, "{used:?}");
}

// ---- how long a tape is, computed where the function does not go

#[differentiable]
fn powers_of_two(x: &[f64], k: u32) -> f64 {
    let mut s = 0.1;
    for v in x {
        if k < 4 {
            for _ in 0..1_usize << k {
                s = (s * v).sin() + 0.1;
            }
        }
    }
    s
}

#[test]
fn a_shift_that_is_not_wanted() {
    assert_eq!(powers_of_two::gradient(&[2.0, 3.0], 64), [0.0, 0.0]);
}

// ---- "can't call method `pow` on ambiguous numeric type `{integer}`": the `: i32` that the user wrote is left out

#[differentiable]
fn squares(x: f64) -> f64 {
    let (mut s, mut k): (f64, i32) = (0.1, 1);
    while k < 6 {
        s = (s * x).sin() * k.pow(2) as f64;
        k += 2;
    }
    s
}

#[differentiable]
fn counted(x: &[f64]) -> f64 {
    let mut s = 0.1;
    let mut d: i32 = 2;
    for v in x {
        d -= 1;
        s = (s * v * d.abs() as f64).sin();
    }
    s
}

#[differentiable]
fn summed(x: &[f64]) -> f64 {
    let mut s = 0.1;
    let mut d: i32 = 2;
    for v in x {
        d += 1;
        s += v * v * d.abs() as f64;
    }
    s
}

#[differentiable]
fn signed(x: &[f64]) -> f64 {
    let mut s = 0.1;
    let mut sign: i32 = 1;
    for v in x {
        s = (s + v).sin() * sign.abs() as f64;
        sign = -sign;
    }
    s
}

#[differentiable]
fn around_zero(x: f64) -> f64 {
    let mut s = 0.1;
    for i in -2_i32..3 {
        s = (s + x * i.abs() as f64).sin();
    }
    s
}

#[differentiable]
fn neighbours(x: &[f64; 5]) -> f64 {
    let mut s = 0.1;
    let n: i32 = 5;
    for i in 0..n {
        for j in 0..n {
            if (i - j).abs() == 1 {
                s = (s + x[i as usize]).sin();
            }
        }
    }
    s
}

#[differentiable]
fn of_a_tuple(x: &[f64]) -> f64 {
    let mut s = 0.1;
    let mut pair = (1_i32, 2_u8);
    for v in x {
        pair.0 += 1;
        s = (s * v).sin() * pair.0.pow(2) as f64 + pair.1.pow(2) as f64;
    }
    s
}

/// The same of floats.
#[differentiable]
fn ordered(x: f64) -> f64 {
    let mut s = 0.1;
    let mut t: f64 = 0.0;
    for _ in 0..3 {
        s = (s + x).sin() * (t.total_cmp(&0.15) as i32) as f64;
        t += 0.1;
    }
    s
}

// ---- "the trait bound `Range<u64>: ExactSizeIterator` is not satisfied"

#[differentiable]
fn in_steps(x: f64, n: u64) -> f64 {
    let mut s = x;
    for i in (0..n).step_by(2) {
        s = (s * x + i as f64).sin();
    }
    s
}

#[differentiable]
fn backwards_in_steps(x: f64, n: i64) -> f64 {
    let mut s = x;
    for i in (0..n).rev().step_by(2) {
        s = (s * x + i as f64).sin();
    }
    s
}

#[test]
fn they_agree_with_differences() {
    squares::check(0.7);
    counted::check(&[0.3, 0.9]);
    summed::check(&[0.3, 0.9]);
    signed::check(&[0.3, 0.9]);
    around_zero::check(0.7);
    neighbours::check(&[0.3, 0.9, 0.1, 0.2, 0.7]);
    of_a_tuple::check(&[0.3, 0.9]);
    ordered::check(0.7);
    in_steps::check(0.7, 5);
    backwards_in_steps::check(0.7, 5);
}
