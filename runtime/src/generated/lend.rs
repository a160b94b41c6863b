//! What arguments and adjoints of arrays are lent as.

use core::cell::Cell;
use core::ops::Add;

use super::arrays::{Zero, copy_all};

/// The tangent, the adjoint or the contribution of an argument that has no derivative.
#[derive(Clone, Copy, Debug, Default)]
pub struct Constant;

/// The tangent of an array argument, element by element in row-major order; nothing where the argument is constant.
#[derive(Clone, Copy, Debug)]
pub struct Dot<'a, T>(Option<&'a [T]>);

impl<T> Default for Dot<'_, T> {
    #[inline]
    fn default() -> Self {
        Self(None)
    }
}

impl Zero for Constant {
    const ZERO: Self = Self;
}

impl<T> Zero for Dot<'_, T> {
    const ZERO: Self = Self(None);
}

macro_rules! tuples {
    ($(($($item:ident)*))*) => {$(
        impl<$($item: Zero),*> Zero for ($($item,)*) {
            const ZERO: Self = ($($item::ZERO,)*);
        }
    )*};
}

tuples! { () (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) }

impl<'a, T> Dot<'a, T> {
    /// The tangent of an argument that varies.
    #[inline]
    pub fn new(tangent: &'a [T]) -> Self {
        Self(Some(tangent))
    }

    /// How many entries can be read: of a constant, any number.
    #[inline]
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(self) -> usize {
        self.0.map_or(usize::MAX, <[T]>::len)
    }

    /// The tangent of the `len` entries from `from` on; of none, wherever they would begin.
    ///
    /// # Panics
    /// If there is no such part.
    #[inline]
    #[must_use]
    pub fn window(self, from: usize, len: usize) -> Self {
        Self(self.0.map(|tangent| window(tangent, from, len)))
    }

    /// The tangent of a part of the argument.
    ///
    /// # Panics
    /// If there is no such part.
    #[inline]
    #[must_use]
    pub fn part(self, from: usize, to: usize) -> Self {
        Self(self.0.map(|tangent| &tangent[from..to]))
    }
}

impl<T: Copy + Zero, const W: usize> Dot<'_, [T; W]> {
    /// Entry `i` in lane `k`.
    ///
    /// # Panics
    /// If there is no such entry or lane.
    #[inline]
    #[must_use]
    pub fn lane(self, i: usize, k: usize) -> T {
        self.0.map_or(T::ZERO, |tangent| tangent[i][k])
    }

    /// All entries in lane `k`.
    ///
    /// # Panics
    /// If there is no such lane.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn of_lane(self, k: usize) -> Lane<T> {
        Lane(self.0.map(|tangent| tangent.iter().map(|lanes| lanes[k]).collect()))
    }
}

/// One of the directions that an argument has.
#[cfg(feature = "alloc")]
#[derive(Clone, Debug)]
pub struct Lane<T>(Option<alloc::vec::Vec<T>>);

#[cfg(feature = "alloc")]
impl<T> Lane<T> {
    /// The tangent of the argument in this direction.
    #[must_use]
    pub fn as_dot(&self) -> Dot<'_, T> {
        Dot(self.0.as_deref())
    }
}

/// The `len` entries from `from` on, as a loop goes through them; none, wherever they would begin.
///
/// # Panics
/// If there is no such part.
#[inline]
#[must_use]
pub fn window<T>(array: &[T], from: usize, len: usize) -> &[T] {
    if len == 0 { &[] } else { &array[from..from + len] }
}

/// The same, to be written.
///
/// # Panics
/// If there is no such part.
#[inline]
#[must_use]
pub fn window_mut<T>(array: &mut [T], from: usize, len: usize) -> &mut [T] {
    if len == 0 { &mut [] } else { &mut array[from..from + len] }
}

impl<T: Copy + Default> Dot<'_, T> {
    /// Entry `i`.
    ///
    /// # Panics
    /// If there is no such entry.
    #[inline]
    #[must_use]
    pub fn at(self, i: usize) -> T {
        self.0.map_or_else(T::default, |tangent| tangent[i])
    }

    /// Writes all of it to an array of zeros.
    ///
    /// # Panics
    /// If that is of another length.
    #[inline]
    pub fn copy_to(self, target: &mut [T]) {
        if let Some(tangent) = self.0 {
            copy_all(target, tangent);
        }
    }
}

/// Where the adjoint of an array argument goes, element by element in row-major order; nowhere where the argument is constant.
/// Two arguments of one call may share an array.
#[derive(Clone, Copy, Default)]
pub struct Sink<'a, T>(Option<&'a [Cell<T>]>);

impl<'a, T: Copy + Add<Output = T>> Sink<'a, T> {
    /// The adjoint of an argument that varies.
    #[inline]
    pub fn new(adjoint: &'a [Cell<T>]) -> Self {
        Self(Some(adjoint))
    }

    /// The adjoint of a part of the argument.
    ///
    /// # Panics
    /// If there is no such part.
    #[inline]
    #[must_use]
    pub fn part(self, from: usize, to: usize) -> Self {
        Self(self.0.map(|adjoint| &adjoint[from..to]))
    }

    /// The adjoint of the `len` entries from `from` on; of none, wherever they would begin.
    ///
    /// # Panics
    /// If there is no such part.
    #[inline]
    #[must_use]
    pub fn window(self, from: usize, len: usize) -> Self {
        Self(self.0.map(|adjoint| window(adjoint, from, len)))
    }

    /// The cells of an array, to be lent to several arguments at once.
    #[inline]
    pub fn cells(adjoint: &'a mut [T]) -> &'a [Cell<T>] {
        Cell::from_mut(adjoint).as_slice_of_cells()
    }

    /// How many entries can be added to: to those of a constant, any number.
    #[inline]
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(self) -> usize {
        self.0.map_or(usize::MAX, <[Cell<T>]>::len)
    }

    /// Adds to entry `i`.
    ///
    /// # Panics
    /// If there is no such entry.
    #[inline]
    pub fn add_at(self, i: usize, contribution: T) {
        if let Some(adjoint) = self.0 {
            adjoint[i].set(adjoint[i].get() + contribution);
        }
    }

    /// Adds to every entry.
    ///
    /// # Panics
    /// If there are more contributions than entries.
    #[inline]
    pub fn add_all(self, contributions: &[T]) {
        contributions.iter().enumerate().for_each(|(i, contribution)| self.add_at(i, *contribution));
    }
}
