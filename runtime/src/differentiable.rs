//! Types that a derivative can be taken with respect to, beside numbers and arrays: structs of the user.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

/// Numbers in a fixed order, with other things between them perhaps: what a derivative can be taken with respect to.
///
/// `#[derive(Differentiable)]` implements it for a struct. Its numbers are those of its fields, in the order in which they are
/// declared. Integers, `bool`, `char` and text are constants, as is a field that is marked `#[constant]`.
///
/// ```
/// use chainrule::Differentiable;
///
/// #[derive(Clone, Debug, PartialEq, Differentiable)]
/// struct Params {
///     k: f64,
///     w: [f64; 2],
///     n: usize,
///     #[constant]
///     scale: f64,
/// }
///
/// let p = Params { k: 1.0, w: [2.0, 3.0], n: 4, scale: 5.0 };
/// assert_eq!(p.dimension(), 3);
/// assert_eq!(p.flatten(), [1.0, 2.0, 3.0]);
/// assert_eq!(p.with_flat(&[6.0, 7.0, 8.0]), Params { k: 6.0, w: [7.0, 8.0], n: 4, scale: 5.0 });
/// assert_eq!(p.zero_like(), Params { k: 0.0, w: [0.0, 0.0], n: 4, scale: 5.0 });
/// ```
pub trait Differentiable: Clone {
    /// Shows every number, in order.
    fn each(&self, see: &mut impl FnMut(f64));

    /// Changes every number, in order, together with that of another value of the same shape.
    fn combine(&mut self, other: &Self, change: &mut impl FnMut(f64, f64) -> f64);

    /// Changes every number, in order.
    fn update(&mut self, change: &mut impl FnMut(f64) -> f64);

    /// How many numbers there are.
    #[inline]
    fn dimension(&self) -> usize {
        let mut n = 0;
        self.each(&mut |_| n += 1);
        n
    }

    /// Writes the numbers to a slice.
    ///
    /// # Panics
    /// If it is not as long as there are numbers.
    #[inline]
    fn flatten_into(&self, flat: &mut [f64]) {
        fits(flat.len(), self.dimension());
        let mut entries = flat.iter_mut();
        self.each(&mut |x| {
            if let Some(entry) = entries.next() {
                *entry = x;
            }
        });
    }

    /// The numbers.
    #[cfg(feature = "alloc")]
    #[must_use]
    fn flatten(&self) -> Vec<f64> {
        let mut flat = Vec::with_capacity(self.dimension());
        self.each(&mut |x| flat.push(x));
        flat
    }

    /// Takes the numbers from a slice.
    ///
    /// # Panics
    /// If it is not as long as there are numbers.
    #[inline]
    fn assign(&mut self, flat: &[f64]) {
        fits(flat.len(), self.dimension());
        let mut entries = flat.iter();
        self.update(&mut |x| entries.next().copied().unwrap_or(x));
    }

    /// The same with other numbers.
    ///
    /// # Panics
    /// If the slice is not as long as there are numbers.
    #[inline]
    #[must_use]
    fn with_flat(&self, flat: &[f64]) -> Self {
        let mut other = self.clone();
        other.assign(flat);
        other
    }

    /// The same with zeros.
    #[inline]
    #[must_use]
    fn zero_like(&self) -> Self {
        let mut zero = self.clone();
        zero.update(&mut |_| 0.0);
        zero
    }

    /// Adds a multiple of another value: a step along a direction.
    #[inline]
    fn add_scaled(&mut self, factor: f64, direction: &Self) {
        self.combine(direction, &mut |x, d| x + factor * d);
    }
}

/// What is neither a number nor a list of them: a struct or a tuple, which a run over flat points can start from.
#[doc(hidden)]
pub trait Record: Differentiable {}

#[track_caller]
#[inline]
fn fits(len: usize, dimension: usize) {
    assert!(len == dimension, "the slice has length {len}, but there are {dimension} numbers");
}

impl Differentiable for f64 {
    #[inline]
    fn each(&self, see: &mut impl FnMut(f64)) {
        see(*self);
    }
    #[inline]
    fn combine(&mut self, other: &Self, change: &mut impl FnMut(f64, f64) -> f64) {
        *self = change(*self, *other);
    }
    #[inline]
    fn update(&mut self, change: &mut impl FnMut(f64) -> f64) {
        *self = change(*self);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the numbers of an `f32` are rounded to one")]
impl Differentiable for f32 {
    #[inline]
    fn each(&self, see: &mut impl FnMut(f64)) {
        see(f64::from(*self));
    }
    #[inline]
    fn combine(&mut self, other: &Self, change: &mut impl FnMut(f64, f64) -> f64) {
        *self = change(f64::from(*self), f64::from(*other)) as Self;
    }
    #[inline]
    fn update(&mut self, change: &mut impl FnMut(f64) -> f64) {
        *self = change(f64::from(*self)) as Self;
    }
}

impl<T: Differentiable, const N: usize> Differentiable for [T; N] {
    #[inline]
    fn each(&self, see: &mut impl FnMut(f64)) {
        self.iter().for_each(|item| item.each(see));
    }
    #[inline]
    fn combine(&mut self, other: &Self, change: &mut impl FnMut(f64, f64) -> f64) {
        self.iter_mut().zip(other).for_each(|(item, other)| item.combine(other, change));
    }
    #[inline]
    fn update(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.iter_mut().for_each(|item| item.update(change));
    }
}

#[cfg(feature = "alloc")]
impl<T: Differentiable> Differentiable for Vec<T> {
    #[inline]
    fn each(&self, see: &mut impl FnMut(f64)) {
        self.iter().for_each(|item| item.each(see));
    }
    #[inline]
    fn combine(&mut self, other: &Self, change: &mut impl FnMut(f64, f64) -> f64) {
        assert!(self.len() == other.len(), "one `Vec` has length {}, the other {}", self.len(), other.len());
        self.iter_mut().zip(other).for_each(|(item, other)| item.combine(other, change));
    }
    #[inline]
    fn update(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.iter_mut().for_each(|item| item.update(change));
    }
}

/// What has no derivative has `()` in its place.
impl Differentiable for () {
    #[inline]
    fn each(&self, _see: &mut impl FnMut(f64)) {}
    #[inline]
    fn combine(&mut self, _other: &Self, _change: &mut impl FnMut(f64, f64) -> f64) {}
    #[inline]
    fn update(&mut self, _change: &mut impl FnMut(f64) -> f64) {}
}

macro_rules! tuples {
    ($(($($name:ident $at:tt),+))+) => {$(
        impl<$($name: Differentiable),+> Differentiable for ($($name,)+) {
            #[inline]
            fn each(&self, see: &mut impl FnMut(f64)) {
                $(self.$at.each(see);)+
            }
            #[inline]
            fn combine(&mut self, other: &Self, change: &mut impl FnMut(f64, f64) -> f64) {
                $(self.$at.combine(&other.$at, change);)+
            }
            #[inline]
            fn update(&mut self, change: &mut impl FnMut(f64) -> f64) {
                $(self.$at.update(change);)+
            }
        }

        impl<$($name: Differentiable),+> Record for ($($name,)+) {}
    )+};
}

tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
}
