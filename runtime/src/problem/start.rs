//! What a run can start from.

#[cfg(feature = "alloc")]
use crate::differentiable::Record;
#[cfg(feature = "alloc")]
use alloc::vec::Vec;

/// What a run over points `P` can start from, and what its report then holds: the point itself, or for points `Vec<f64>` a struct
/// that derives [`Differentiable`](crate::Differentiable), or a tuple of such.
///
/// ```
/// use chainrule::{Differentiable, differentiable, minimize};
///
/// #[derive(Clone, Debug, Differentiable)]
/// struct Spring {
///     length: f64,
///     stiffness: f64,
/// }
///
/// #[differentiable]
/// fn misfit(#[active] s: &Spring) -> f64 {
///     (s.length - 2.0).powi(2) + (s.length * s.stiffness - 6.0).powi(2)
/// }
///
/// let guess = Spring { length: 1.0, stiffness: 1.0 };
/// let best = minimize(misfit::objective(&guess), guess.clone())?.point;
/// assert!((best.stiffness - 3.0).abs() < 1e-8);
/// # Ok::<(), chainrule::Failure<Spring>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "a run over points `{P}` cannot start from `{Self}`",
    label = "must be `{P}`",
    note = "where points are `Vec<f64>`, a struct that derives `Differentiable` will do as well"
)]
pub trait Start<P>: Sized {
    /// Its numbers.
    fn to_point(&self) -> P;

    /// Its numbers.
    fn into_point(self) -> P {
        self.to_point()
    }

    /// The same with other numbers.
    #[must_use]
    fn with_point(self, point: P) -> Self;
}

impl<const N: usize> Start<[f64; N]> for [f64; N] {
    #[inline]
    fn to_point(&self) -> [f64; N] {
        *self
    }

    #[inline]
    fn with_point(self, point: [f64; N]) -> Self {
        point
    }
}

#[cfg(feature = "alloc")]
impl Start<Self> for Vec<f64> {
    #[inline]
    fn to_point(&self) -> Self {
        self.clone()
    }

    #[inline]
    fn into_point(self) -> Self {
        self
    }

    #[inline]
    fn with_point(self, point: Self) -> Self {
        point
    }
}

#[cfg(feature = "alloc")]
impl<T: Record> Start<Vec<f64>> for T {
    fn to_point(&self) -> Vec<f64> {
        self.flatten()
    }

    fn with_point(self, point: Vec<f64>) -> Self {
        self.with_flat(&point)
    }
}
