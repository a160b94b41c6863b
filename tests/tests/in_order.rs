//! Loops in strips of four: whatever their lengths are, the value has the bits of the function, and derivatives are those of the loops as written.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

#[differentiable]
fn chained(x: &[f64]) -> f64 {
    let mut sum = 0.1;
    for i in 0..x.len() - 1 {
        let a = 1.0 - x[i];
        let b = x[i + 1] - x[i] * x[i];
        sum += a * a + 100.0 * b * b;
    }
    sum
}

/// Three neighbours; it begins at the second.
#[differentiable]
fn bent(x: &[f64]) -> f64 {
    let mut energy = 1e-3;
    for i in 1..x.len().saturating_sub(1) {
        let bend = x[i - 1] - 2.0 * x[i] + x[i + 1];
        energy += 0.5 * bend * bend / (1.0 + x[i] * x[i]);
    }
    energy
}

/// A sum that is subtracted from, and one that is added to in two places.
#[differentiable]
fn two_sums(x: &[f64]) -> f64 {
    let (mut left, mut right) = (0.3, -0.0);
    for i in 0..x.len() {
        left -= x[i] * x[i];
        right += x[i];
        right = x[i] * x[i] * x[i] + right;
    }
    left * right
}

#[differentiable]
fn repelled(x: &[f64]) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        for j in 0..i {
            let d = x[i] - x[j];
            let s = 1.0 / (0.5 + d * d);
            energy += s * s - s;
        }
    }
    energy
}

/// A state that goes from turn to turn by a product: nothing here can run in lanes.
#[differentiable]
fn decayed(x: &[f64]) -> f64 {
    let (mut state, mut sum) = (1.0, 0.0);
    for i in 0..x.len() {
        state = 0.9 * state + x[i];
        sum += state * state;
    }
    sum
}

/// Doubled forty times, which is one number by more ways than can be gone.
#[differentiable]
fn doubled(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let t = 1e-12 * x[i] * x[i];
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        let t = t + t;
        sum = t + sum;
    }
    sum
}

/// The same array is read elsewhere, too.
#[differentiable]
fn pulled_to_the_first(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        let d = x[i] - x[0];
        sum += d * d * (1.0 + 0.1 * i as f64);
    }
    sum
}

/// What a call adds up goes to the adjoints of its arguments.
#[differentiable]
fn of_calls(x: &[f64]) -> f64 {
    weighted(x, &x[x.len() / 2..], x[0]) + 0.5 * weighted(&x[1..], x, x[1])
}

#[differentiable]
fn weighted(x: &[f64], y: &[f64], scale: f64) -> f64 {
    let n = x.len().min(y.len());
    let mut sum = 0.0;
    for i in 0..n {
        sum += scale * x[i] * y[i];
    }
    sum
}

/// Rows are written while others are read.
#[differentiable]
fn filled(x: &[f64]) -> f64 {
    let n = x.len();
    let mut y = vec![0.0; n];
    let mut total = 0.0;
    for i in 0..n {
        y[i] = x[i] * x[i];
        total += y[i];
    }
    for i in 0..n {
        total += y[i] * x[n - 1 - i];
    }
    total
}

/// Points in space.
#[differentiable]
fn spread(x: &[[f64; 3]]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        let (a, b) = (x[i - 1], x[i]);
        sum += (a[0] - b[0]) * (a[0] - b[0]) + a[1] * b[2] - a[2] * b[1];
    }
    sum
}

#[differentiable]
fn fixed(x: &[f64; 23]) -> f64 {
    let mut sum = 0.0;
    for i in 0..22 {
        let d = x[i + 1] - x[i] * x[i];
        sum += d * d;
    }
    sum
}

/// Strips leave nothing over.
#[differentiable]
fn without_a_rest(x: &[f64; 24]) -> f64 {
    let (mut sum, mut scale) = (0.0, 0.25);
    for i in 0..24 {
        sum += x[i] / (1.0 + x[i] * x[i]);
        scale -= 0.01 * x[i];
    }
    sum * scale
}

fn point(n: usize) -> Vec<f64> {
    (0..n).map(|i| 0.4 + 0.8 * (1.7 * i as f64).sin()).collect()
}

macro_rules! at_all_lengths {
    ($($f:ident)*) => {$(
        #[test]
        fn $f() {
            use super::$f;
            for n in (2..=21).chain([32, 33]) {
                let x = super::point(n);
                modes_agree(&x, $f, $f::gradient, $f::jvp, $f::hvp);
                let bits = $f(&x).to_bits();
                let (value, gradient) = $f::value_and_gradient(&x);
                assert_eq!(value.to_bits(), bits, "with the gradient, {n}");
                assert_eq!($f::value_and_jvp(&x, &x).0.to_bits(), bits, "with a tangent, {n}");
                assert_eq!($f::value_and_hessian(&x).0.to_bits(), bits, "with the Hessian, {n}");
                for (both, alone) in gradient.iter().zip($f::gradient(&x)) {
                    assert!((both - alone).abs() <= 1e-13 * alone.abs().max(1.0), "{n}: {both} {alone}");
                }
            }
        }
    )*};
}

mod lengths {
    use chainrule_tests::modes_agree;

    at_all_lengths! { chained bent two_sums repelled decayed doubled pulled_to_the_first of_calls filled }
}

#[test]
fn rows_of_three() {
    for n in 1..15 {
        let x: Vec<[f64; 3]> = point(3 * n).as_chunks().0.to_vec();
        let (value, g) = spread::value_and_gradient(&x);
        assert_eq!(value.to_bits(), spread(&x).to_bits());
        for i in 0..n {
            for c in 0..3 {
                let at = |h: f64| {
                    let mut x = x.clone();
                    x[i][c] += h;
                    spread(&x)
                };
                let difference = (at(1e-6) - at(-1e-6)) / 2e-6;
                assert!((g[i][c] - difference).abs() < 1e-8, "{n} {i} {c}: {} {difference}", g[i][c]);
            }
        }
    }
}

macro_rules! at_one_length {
    ($($f:ident($n:literal))*) => {$(
        #[test]
        fn $f() {
            let x: [f64; $n] = super::point($n).try_into().unwrap();
            let (value, g) = super::$f::value_and_gradient(&x);
            assert_eq!(value.to_bits(), super::$f(&x).to_bits());
            for j in 0..$n {
                let at = |h: f64| {
                    let mut x = x;
                    x[j] += h;
                    super::$f(&x)
                };
                assert!((g[j] - (at(1e-6) - at(-1e-6)) / 2e-6).abs() < 1e-7 * g[j].abs().max(1.0), "{j}");
                let alone = super::$f::gradient(&x)[j];
                assert!((g[j] - alone).abs() <= 1e-14 * g[j].abs().max(1.0), "{j}: {alone}");
            }
        }
    )*};
}

mod lengths_that_are_known {
    at_one_length! { fixed(23) without_a_rest(24) }
}

/// Nobody is told of a strip: what is beyond the end is beyond it before and after.
#[test]
fn what_is_empty_and_what_is_too_short() {
    assert_eq!(bent::value_and_gradient(&[]), (1e-3, vec![]));
    assert_eq!(bent::value_and_gradient(&[3.0]), (1e-3, vec![0.0]));
    assert!(std::panic::catch_unwind(|| chained::gradient(&[])).is_err());
    assert!(std::panic::catch_unwind(|| chained::gradient_into(&[1.0; 9], &mut [0.0; 8])).is_err());
}

/// Read for the value alone.
#[differentiable]
fn offset(x: &[f64], #[constant] w: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let r = x[i] - 0.5;
        sum += r * r + w[i];
    }
    sum
}

#[differentiable]
fn beyond(x: &[f64], n: usize, #[constant] w: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i];
    }
    sum + w[n] + (n - 1) as f64
}

#[differentiable]
fn clamped(x: &[f64], lo: f64, hi: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i];
    }
    sum + 0.5_f64.clamp(lo, hi) * 0.0
}

/// A gradient panics where the function does, also where only the value would have met with it.
#[test]
fn what_panics_in_the_value_alone() {
    use std::panic::catch_unwind;
    assert!(catch_unwind(|| offset::gradient(&[0.5; 9], &[1.0; 3])).is_err());
    assert_eq!(offset::gradient(&[1.5; 9], &[1.0; 9]), vec![2.0; 9]);
    assert!(catch_unwind(|| beyond::gradient(&[0.5; 9], 3, &[1.0; 3])).is_err());
    assert_eq!(beyond::gradient(&[1.5; 9], 2, &[1.0; 3]), vec![3.0; 9]);
    assert!(catch_unwind(|| clamped::gradient(&[0.5; 9], 1.0, -1.0)).is_err());
    assert_eq!(clamped::gradient(&[1.5; 9], -1.0, 1.0).0, vec![3.0; 9]);
}

/// A local array changes places with one that lives longer.
#[differentiable]
fn swapped(x: &[f64]) -> f64 {
    let mut u = x.to_vec();
    if x[0] > 0.3 {
        let mut w = vec![0.5; x.len()];
        w[0] = x[0] * x[0];
        std::mem::swap(&mut w, &mut u);
    }
    let mut sum = 0.0;
    for i in 0..u.len() {
        sum += u[i] * x[i];
    }
    sum
}

#[differentiable]
fn of_swapped(x: &[f64]) -> f64 {
    swapped(x) + swapped(&x[1..])
}

#[test]
fn swaps_out_of_a_block() {
    for x in [vec![0.4, 1.5, -2.0], vec![0.2, 1.5, -2.0]] {
        for (f, g) in [(swapped as fn(&[f64]) -> f64, swapped::gradient(&x)), (of_swapped, of_swapped::gradient(&x))] {
            for j in 0..3 {
                let at = |h: f64| {
                    let mut x = x.clone();
                    x[j] += h;
                    f(&x)
                };
                assert!((g[j] - (at(1e-6) - at(-1e-6)) / 2e-6).abs() < 1e-8, "{j}: {}", g[j]);
            }
        }
    }
}
