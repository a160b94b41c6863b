//! Tapes, and what stands in their place without a heap; items that are there with a feature.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

/// Takes the last value off a tape.
///
/// # Panics
/// If the tape is empty, which generated code does not let happen.
#[cfg(feature = "alloc")]
#[inline]
pub fn pop<T>(tape: &mut Vec<T>) -> T {
    tape.pop().expect("the backward sweep takes off what the forward sweep put on")
}

/// A tape of few values, which needs no heap.
#[derive(Debug)]
pub struct Few<T, const N: usize> {
    values: [Option<T>; N],
    len: usize,
}

impl<T, const N: usize> Few<T, N> {
    /// With nothing on it.
    #[inline]
    #[must_use]
    #[expect(clippy::new_without_default, reason = "nobody asks for a default")]
    pub const fn new() -> Self {
        Self { values: [const { None }; N], len: 0 }
    }

    /// Puts a value on it.
    ///
    /// # Panics
    /// If it is full, which generated code does not let happen.
    #[inline]
    pub fn push(&mut self, value: T) {
        self.values[self.len] = Some(value);
        self.len += 1;
    }

    /// Takes the last value off it.
    ///
    /// # Panics
    /// If it is empty, which generated code does not let happen.
    #[inline]
    pub fn take(&mut self) -> T {
        self.len -= 1;
        take(&mut self.values[self.len])
    }
}

/// Takes the value off a tape that holds one.
///
/// # Panics
/// If there is none, which generated code does not let happen.
#[inline]
pub fn take<T>(tape: &mut Option<T>) -> T {
    tape.take().expect("the backward sweep takes off what the forward sweep put on")
}

/// What a loop whose length is known at run time only needs, and does not have without a heap.
#[cfg(not(feature = "alloc"))]
mod no_heap {
    use core::marker::PhantomData;

    /// The bound that is not met.
    #[diagnostic::on_unimplemented(
        message = "this function needs a tape as long as a loop runs, and there is no heap",
        label = "has a loop whose length is known at run time only",
        note = "enable the `alloc` feature of `chainrule`, or give the loop a length that is known at compile time"
    )]
    pub trait Heap {}

    /// Stands where `Vec` would.
    #[derive(Clone, Debug)]
    pub struct Vec<T>(PhantomData<T>);

    impl<T> Vec<T> {
        /// There is none.
        #[must_use]
        pub fn new<'never>() -> Self
        where
            &'never (): Heap,
        {
            Self(PhantomData)
        }

        /// There is none.
        #[must_use]
        pub fn with_capacity<'never>(_: usize) -> Self
        where
            &'never (): Heap,
        {
            Self(PhantomData)
        }

        /// There is none to push to.
        pub fn push(&mut self, _: T) {}
    }

    /// There is none to take from.
    #[must_use]
    pub fn pop<T>(_: &mut Vec<T>) -> T {
        unreachable!("there is no tape without a heap")
    }

    /// There is no tape.
    #[must_use]
    pub fn tape<'never, T, const N: usize>(_: T, _: usize) -> [T; N]
    where
        &'never (): Heap,
    {
        unreachable!("there is no tape without a heap")
    }

    /// `vec![0.0; n]`
    #[doc(hidden)]
    #[macro_export]
    macro_rules! __no_vec {
        ($value:expr; $n:expr) => {
            $crate::__private::tape::<_, 0>($value, $n)
        };
    }

    pub use __no_vec as vec;

    /// Stands where `chainrule::Workspace` would.
    #[derive(Debug)]
    pub struct Workspace(());

    impl Workspace {
        /// There is none.
        #[must_use]
        pub fn once<'never>() -> Self
        where
            &'never (): Heap,
        {
            Self(())
        }

        /// There is nothing in it.
        #[must_use]
        pub fn filled<T>(&self, _: T, _: usize) -> &mut [T] {
            unreachable!("there is no workspace without a heap")
        }

        /// There is nothing in it.
        #[must_use]
        pub fn scratch<T>(&self, _: T, _: usize) -> &mut [T] {
            unreachable!("there is no workspace without a heap")
        }

        /// There is nothing in it.
        #[must_use]
        pub fn copied<T>(&self, _: &[T]) -> &mut [T] {
            unreachable!("there is no workspace without a heap")
        }

        /// There is nothing in it.
        #[must_use]
        pub fn zeros_like<T>(&self, _: &[T]) -> &mut [T] {
            unreachable!("there is no workspace without a heap")
        }

        /// There is nothing in it.
        #[must_use]
        pub fn zeros<T>(&self, _: usize) -> &mut [T] {
            unreachable!("there is no workspace without a heap")
        }

        /// There is nothing in it.
        #[must_use]
        pub fn growing<T>(&self, _: T, _: usize) -> &mut Vec<T> {
            unreachable!("there is no workspace without a heap")
        }

        /// There is nothing in it.
        #[must_use]
        pub fn growing_from<T>(&self, _: &[T]) -> &mut Vec<T> {
            unreachable!("there is no workspace without a heap")
        }

        /// There is nothing in it.
        #[must_use]
        pub fn room<T>(&self, _: usize) -> &mut Vec<T> {
            unreachable!("there is no workspace without a heap")
        }

        /// There is nothing in it.
        #[must_use]
        pub fn states<T>(&self, _: usize) -> &mut Vec<T> {
            unreachable!("there is no workspace without a heap")
        }

        /// There is nothing in it.
        #[must_use]
        pub fn empty<T>(&self) -> &mut Vec<T> {
            unreachable!("there is no workspace without a heap")
        }
    }
}

#[cfg(not(feature = "alloc"))]
pub use no_heap::{Heap, Vec, Workspace, pop, tape, vec};

/// Items that need a heap.
#[cfg(feature = "alloc")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_alloc {
    ($($item:tt)*) => { $($item)* };
}

/// Items that need a heap, which there is none of.
#[cfg(not(feature = "alloc"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_alloc {
    ($($item:tt)*) => {};
}

/// Items in place of those that need a heap.
#[cfg(feature = "alloc")]
#[doc(hidden)]
#[macro_export]
macro_rules! __without_alloc {
    ($($item:tt)*) => {};
}

/// Items in place of those that need a heap, which there is none of.
#[cfg(not(feature = "alloc"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __without_alloc {
    ($($item:tt)*) => { $($item)* };
}

/// Items that need the standard library.
#[cfg(feature = "std")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_std {
    ($($item:tt)*) => { $($item)* };
}

/// Items that need the standard library, which is not there.
#[cfg(not(feature = "std"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_std {
    ($($item:tt)*) => {};
}

pub use crate::{__with_alloc as with_alloc, __with_std as with_std, __without_alloc as without_alloc};
