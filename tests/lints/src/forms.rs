//! Options, enums, patterns and macros.

use chainrule::differentiable;

/// What is done with a number.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// Nothing.
    Plain,
    /// A product.
    Scale(f64),
    /// A power.
    Power {
        /// The exponent.
        n: i32,
        /// A factor.
        by: f64,
    },
}

/// A switch with payload.
#[differentiable]
#[must_use]
pub fn switched(x: f64, #[constant] mode: Mode, #[constant] other: &Mode) -> f64 {
    let first = match mode {
        Mode::Plain => x,
        Mode::Scale(k) => k * x * x,
        Mode::Power { n, by } if by > 1.0 => by * x.powi(n),
        Mode::Power { n, .. } => x.powi(n + 1),
    };
    let Mode::Scale(k) = other else {
        return first;
    };
    first * k
}

/// An option of active numbers, and one of constants.
#[differentiable]
#[must_use]
pub fn largest(x: &[f64], #[constant] least: Option<f64>) -> f64 {
    let mut best = least;
    for v in x {
        match best {
            Some(b) if b >= *v => {}
            _ => best = Some(*v),
        }
    }
    best.map_or(0.0, |b| b * b)
}

/// Macros in a body.
///
/// # Panics
///
/// Where something is odd.
#[differentiable]
#[must_use]
pub fn checked(x: f64, n: usize) -> f64 {
    let y = x * x;
    assert!(y >= 0.0, "{y} of {x} is below {limit}", limit = 0.0);
    debug_assert_eq!(n % 2, 0, "{n} is odd");
    let Some(k) = n.checked_sub(2) else {
        return y;
    };
    let mut s = y;
    let mut todo = Some(k);
    while let Some(k) = todo {
        s *= x;
        todo = k.checked_sub(1);
    }
    if s.is_nan() { unreachable!("{s}") } else { s }
}
