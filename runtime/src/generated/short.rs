//! Local arrays of companions, whose length is known at run time only: few elements stand in place, more are on the heap. A function that is
//! called in a loop does not go to the heap in every turn for vectors in two or three dimensions.

use alloc::{vec, vec::Vec};
use core::ops::{Deref, DerefMut};

/// How many elements stand in place.
const FEW: usize = 16;

/// A local array.
#[derive(Clone, Debug)]
pub struct Short<T> {
    few: [T; FEW],
    many: Vec<T>,
    /// The length, under the name by which loops know it: they need no test of indices then.
    len: usize,
}

impl<T: Copy> Short<T> {
    /// So many times this value.
    #[inline]
    #[must_use]
    pub fn filled(value: T, len: usize) -> Self {
        let many = if len > FEW { vec![value; len] } else { Vec::new() };
        Self { few: [value; FEW], many, len }
    }
}

impl<T: Copy + Default> Short<T> {
    /// The same elements.
    #[inline]
    #[must_use]
    pub fn copied(from: &[T]) -> Self {
        let mut few = [T::default(); FEW];
        let mut many = Vec::new();
        match few.get_mut(..from.len()) {
            Some(few) => few.copy_from_slice(from),
            None => many = from.to_vec(),
        }
        Self { few, many, len: from.len() }
    }

    /// Zeros, as many as there are of these.
    #[inline]
    #[must_use]
    pub fn zeros_like(like: &[T]) -> Self {
        Self::filled(T::default(), like.len())
    }

    /// All rows, one after the other.
    #[inline]
    #[must_use]
    pub fn joined<R: AsRef<[T]>>(rows: &[R]) -> Self {
        let mut all = Self::filled(T::default(), rows.iter().map(|row| row.as_ref().len()).sum());
        let elements = rows.iter().flat_map(AsRef::as_ref);
        all.iter_mut().zip(elements).for_each(|(to, from)| *to = *from);
        all
    }
}

impl<T> Deref for Short<T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        if self.len <= FEW { &self.few[..self.len] } else { &self.many[..self.len] }
    }
}

impl<T> DerefMut for Short<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        if self.len <= FEW { &mut self.few[..self.len] } else { &mut self.many[..self.len] }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Short};
    use alloc::vec::Vec;

    #[test]
    fn few_and_many_are_the_same_to_look_at() {
        for n in [0, 1, FEW, FEW + 1, 100] {
            let items: Vec<f64> = (0..n).map(|k| k as f64).collect();
            let mut filled = Short::filled(2.5, n);
            assert_eq!(&filled[..], &vec![2.5; n][..]);
            filled.copy_from_slice(&items);
            assert_eq!(&filled[..], &items[..]);
            assert_eq!(&Short::copied(&items)[..], &items[..]);
            assert_eq!(&Short::zeros_like(&items)[..], &vec![0.0; n][..]);
            assert_eq!(&Short::joined(&[&items[..], &items[..]])[..], &[&items[..], &items[..]].concat()[..]);
        }
    }

    #[test]
    fn what_is_beyond_panics() {
        let short = Short::filled(1.0, 3);
        assert!(short.get(3).is_none());
    }
}
