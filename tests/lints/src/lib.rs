//! Annotated functions of all kinds under every lint that a careful project turns on: generated code must be silent. Rows L07
//! and L09 of the catalogue.
//!
//! `cargo clippy -p chainrule-lints -- -D warnings`
#![forbid(unsafe_code, missing_docs)]
#![deny(warnings)]
#![deny(
    future_incompatible,
    keyword_idents,
    let_underscore,
    nonstandard_style,
    refining_impl_trait,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unused
)]
#![deny(
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_abi,
    missing_debug_implementations,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery, clippy::cargo)]
#![allow(clippy::cargo_common_metadata, clippy::multiple_crate_versions)]
// Formulas are written as formulas: fused and cancelling forms change their values.
#![allow(clippy::suboptimal_flops, clippy::imprecise_flops)]
// What this crate's own functions are named and how they are written.
#![allow(clippy::many_single_char_names, clippy::needless_range_loop, clippy::cast_precision_loss, clippy::float_cmp)]
#![allow(clippy::while_float)]

mod calls;
mod chains;
mod forms;
pub mod lists;
#[cfg(test)]
mod private;
mod structs;
mod vectors;
mod widths;

use chainrule::differentiable;

pub use calls::{area, cube, curvature, d_area, energy, first, force, held, matrix, repeated, tail};
pub use chains::{arrays, closures, log_sum_exp, neighbours, passing, relaxed, slope};
pub use forms::{Mode, checked, largest, switched};
pub use structs::{Morse, Oscillator, Potential, motion};
pub use vectors::{polar, products, rotated};
pub use widths::{blend, both, stored, through};

/// The banana function.
#[differentiable]
#[must_use]
pub fn banana(x: f64, y: f64) -> f64 {
    let a = 1.0 - x;
    let b = y - x * x;
    a * a + 100.0 * b * b
}

/// One number, and an exponent.
#[differentiable]
#[must_use]
pub fn power(x: f64, n: i32) -> f64 {
    if n > 3 { x.powi(n) } else { x.sin().exp() }
}

/// A sum over a slice.
#[differentiable]
#[must_use]
pub fn chained(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let b = x[i + 1] - x[i] * x[i];
        sum += b * b;
    }
    sum
}

/// A sum over an array of any length, with constants.
#[differentiable]
#[must_use]
pub fn weighted<const N: usize>(x: &[f64; N], #[constant] weights: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for i in 0..N {
        sum += weights[i] * x[i].tanh();
    }
    sum
}

/// A recurrence that has to be stored.
#[differentiable]
#[must_use]
pub fn recurrence(x: f64, r: f64, n: usize) -> f64 {
    let mut x = x;
    let mut sum = 0.0;
    for _ in 0..n {
        x = r * x * (1.0 - x);
        sum += x * x;
    }
    sum
}

/// Leaves a loop early.
#[differentiable(allow(unused_parameter))]
#[must_use]
pub fn early(x: f64, limit: f64) -> f64 {
    let mut s = x;
    while s < 100.0 {
        s *= x;
        if s > limit {
            return s * s;
        }
    }
    s
}

/// The length of a vector.
#[differentiable]
#[must_use]
pub fn length<const N: usize>(x: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for i in 0..N {
        sum += x[i] * x[i];
    }
    sum.sqrt()
}

/// Calls other functions.
#[differentiable]
#[must_use]
pub fn caller(x: f64, a: &[f64; 3], n: usize) -> f64 {
    let mut y = x;
    for _ in 0..n {
        y = banana(y, a[0]) * length(a) + power(y, 3);
    }
    y
}

/// A model of decay.
#[differentiable]
#[must_use]
pub fn decay(b: &[f64; 2], #[constant] t: f64) -> f64 {
    b[0] * (-b[1] * t).exp()
}

/// Branches, assertions and a local array.
///
/// # Panics
/// If `x` is not positive.
#[differentiable]
#[must_use]
pub fn branches(x: f64, kind: usize) -> f64 {
    assert!(x > 0.0, "not positive");
    let mut a = [x, x * x, 1.0];
    a[kind % 3] *= 2.0;
    match kind {
        0 => a[0].ln(),
        1 | 2 => a[1].max(a[0]).abs(),
        _ => a[2] / x,
    }
}

/// Ranges as patterns, and arms that never return.
///
/// # Panics
/// If `kind` is not a kind.
#[differentiable]
#[must_use]
pub fn kinds(x: f64, kind: i32) -> f64 {
    match kind {
        0 => x,
        1..=3 => x * x,
        4 => unreachable!(),
        _ => panic!("not a kind"),
    }
}

/// Named, and restricted to what is asked for.
#[differentiable(name = Restricted, gradient, wrt(x))]
#[must_use]
pub fn restricted(x: f64, y: f64) -> f64 {
    x * y
}

/// In single precision.
#[differentiable]
#[must_use]
pub fn single(x: f32, y: f32) -> f32 {
    x.hypot(y) * 0.1
}

/// Parameters of several shapes, one of them unused.
#[differentiable]
#[must_use]
pub fn mixed(a: f64, x: &[f64], _unused: f64) -> f64 {
    let mut sum = 0.0;
    for t in x {
        sum += a * t;
    }
    sum
}
