//! Arrays: zeros, copies, sums, lengths.

#[cfg(feature = "alloc")]
use alloc::{vec, vec::Vec};
use core::ops::Add;

/// Copies an array into a place of the same length.
///
/// # Panics
/// If it is of another length.
#[inline]
pub fn copy_all<T: Copy>(target: &mut [T], source: &[T]) {
    target.copy_from_slice(source);
}

/// Adds to every entry.
#[inline]
pub fn add_all<T: Copy + Add<Output = T>>(target: &mut [T], contributions: &[T]) {
    target.iter_mut().zip(contributions).for_each(|(entry, contribution)| *entry = *entry + *contribution);
}

/// What the field of a struct that is an array can be: an array of fixed size, or a `Vec`.
pub trait List<T>: Sized {
    /// From elements.
    ///
    /// # Panics
    /// If they are not as many as the type says.
    fn from_slice(elements: &[T]) -> Self;
    /// The same of elements that are not needed any more.
    ///
    /// # Panics
    /// If they are not as many as the type says.
    #[cfg(feature = "alloc")]
    #[must_use]
    fn from_vec(elements: Vec<T>) -> Self {
        Self::from_slice(&elements)
    }
}

impl<T: Copy, const N: usize> List<T> for [T; N] {
    #[inline]
    fn from_slice(elements: &[T]) -> Self {
        let Ok(array) = elements.try_into() else { panic!("{} elements for an array of {N}", elements.len()) };
        array
    }
}

#[cfg(feature = "alloc")]
impl<T: Clone> List<T> for Vec<T> {
    #[inline]
    fn from_slice(elements: &[T]) -> Self {
        elements.to_vec()
    }
    #[inline]
    fn from_vec(elements: Vec<T>) -> Self {
        elements
    }
}

/// The elements in the type that a field has.
#[inline]
pub fn owned<T, L: List<T>>(elements: &[T]) -> L {
    L::from_slice(elements)
}

/// The elements in the type that a field has.
#[cfg(feature = "alloc")]
#[inline]
#[must_use]
pub fn from_vec<T, L: List<T>>(elements: Vec<T>) -> L {
    L::from_vec(elements)
}

/// A number or an array of numbers that is all zero.
pub trait Zero {
    /// Zero.
    const ZERO: Self;
}

impl Zero for f64 {
    const ZERO: Self = 0.0;
}

impl Zero for f32 {
    const ZERO: Self = 0.0;
}

impl<T: Zero, const N: usize> Zero for [T; N] {
    const ZERO: Self = [const { T::ZERO }; N];
}

/// Zeros in the shape of something.
pub trait ZerosLike {
    /// What owns them.
    type Zeros;
    /// As many zeros.
    fn zeros_like(&self) -> Self::Zeros;
}

impl<T: Zero, const N: usize> ZerosLike for [T; N] {
    type Zeros = Self;
    #[inline]
    fn zeros_like(&self) -> Self {
        Self::ZERO
    }
}

#[cfg(feature = "alloc")]
impl<T: Zero + Clone> ZerosLike for [T] {
    type Zeros = Vec<T>;
    #[inline]
    fn zeros_like(&self) -> Vec<T> {
        zeros(self.len())
    }
}

#[cfg(feature = "alloc")]
impl<T: Zero + Clone> ZerosLike for Vec<T> {
    type Zeros = Self;
    #[inline]
    fn zeros_like(&self) -> Self {
        zeros(self.len())
    }
}

/// Zeros in the shape of `array`.
#[inline]
pub fn zeros_like<T: ZerosLike + ?Sized>(array: &T) -> T::Zeros {
    array.zeros_like()
}

/// A copy that outlives what it was made of.
pub trait Keep {
    /// What owns it.
    type Kept;
    /// The copy.
    fn keep(&self) -> Self::Kept;
}

impl<T: Copy, const N: usize> Keep for [T; N] {
    type Kept = Self;
    #[inline]
    fn keep(&self) -> Self {
        *self
    }
}

#[cfg(feature = "alloc")]
impl<T: Clone> Keep for [T] {
    type Kept = Vec<T>;
    #[inline]
    fn keep(&self) -> Vec<T> {
        self.to_vec()
    }
}

#[cfg(feature = "alloc")]
impl<T: Clone> Keep for Vec<T> {
    type Kept = Self;
    #[inline]
    fn keep(&self) -> Self {
        self.clone()
    }
}

/// A copy of an array that a second phase will read.
#[inline]
pub fn keep<T: Keep + ?Sized>(array: &T) -> T::Kept {
    array.keep()
}

/// `n` zeros.
#[cfg(feature = "alloc")]
#[inline]
#[must_use]
pub fn zeros<T: Zero + Clone>(n: usize) -> Vec<T> {
    vec![T::ZERO; n]
}

/// What is gone through by index.
#[diagnostic::on_unimplemented(
    message = "what is gone through here is no array, slice or `Vec`",
    label = "its items have an order of their own",
    note = "collect them before: `let v: Vec<f64> = items.iter().copied().collect()`, in the caller of this function"
)]
pub trait Elements {
    /// One of them.
    type Element;
    /// All of them.
    fn elements(&self) -> &[Self::Element];
}

impl<T> Elements for [T] {
    type Element = T;
    #[inline]
    fn elements(&self) -> &[T] {
        self
    }
}

impl<T, const N: usize> Elements for [T; N] {
    type Element = T;
    #[inline]
    fn elements(&self) -> &[T] {
        self
    }
}

#[cfg(feature = "alloc")]
impl<T> Elements for Vec<T> {
    type Element = T;
    #[inline]
    fn elements(&self) -> &[T] {
        self
    }
}

impl<L: Elements + ?Sized> Elements for &L {
    type Element = L::Element;
    #[inline]
    fn elements(&self) -> &[L::Element] {
        (**self).elements()
    }
}

#[cfg(feature = "alloc")]
impl<L: Elements + ?Sized> Elements for alloc::boxed::Box<L> {
    type Element = L::Element;
    #[inline]
    fn elements(&self) -> &[L::Element] {
        (**self).elements()
    }
}

/// What is gone through by index, as a slice.
#[inline]
pub fn elements<L: Elements + ?Sized>(list: &L) -> &[L::Element] {
    list.elements()
}

/// A constant that is handed over more than once.
#[inline]
#[must_use]
pub fn copied<T: Clone>(constant: &T) -> T {
    constant.clone()
}

/// Checks that a slice is as long as what it goes with.
///
/// # Panics
/// If it is not.
#[inline]
#[track_caller]
pub fn same_length(name: &str, len: usize, other: &str, expected: usize) {
    assert!(len == expected, "`{name}` has length {len}, but {other} has {expected}");
}

/// Checks that rows are as many and as long as those that they go with.
///
/// # Panics
/// If they are not.
#[inline]
#[track_caller]
pub fn same_rows(
    name: &str,
    rows: impl ExactSizeIterator<Item = usize>,
    other: &str,
    expected: impl ExactSizeIterator<Item = usize>,
) {
    same_length(name, rows.len(), other, expected.len());
    for (k, (len, expected)) in rows.zip(expected).enumerate() {
        assert!(len == expected, "row {k} of `{name}` has length {len}, but that of {other} has {expected}");
    }
}

/// Where rows of these lengths begin when they stand one behind the other, and where the last one ends.
#[cfg(feature = "alloc")]
#[inline]
#[must_use]
pub fn offsets(lengths: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut offsets = vec![0];
    let mut end = 0;
    for length in lengths {
        end += length;
        offsets.push(end);
    }
    offsets
}

/// Copies the lower triangle of a row-major square of side `n` onto the upper one.
#[inline]
pub fn mirror<T: Copy>(square: &mut [T], n: usize) {
    for i in 1..n {
        let (above, rows) = square.split_at_mut(i * n);
        for (row, entry) in above.chunks_exact_mut(n).zip(&rows[..i]) {
            row[i] = *entry;
        }
    }
}
