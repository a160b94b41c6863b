//! What generated code calls. Not for users: none of it is stable.

pub use crate::differentiable::Record;
#[cfg(feature = "alloc")]
pub use alloc::{boxed::Box, vec, vec::Vec};
use core::cell::{Cell, RefCell};
use core::ops::Add;

pub use crate::lanes::{put_columns, put_rows, unit_columns};
pub use crate::unseen::{Unseen, unseen};

/// The tangent, the adjoint or the contribution of an argument that has no derivative.
#[derive(Clone, Copy, Debug, Default)]
pub struct Constant;

/// The tangent of an array argument, element by element in row-major order; nothing where the argument is constant.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dot<'a, T>(Option<&'a [T]>);

impl<T> Dot<'_, T> {
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

impl<'a, T: Copy + Default> Dot<'a, T> {
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

/// Stands in for a derivative of a function that was refused. It does not compile: where the refusal was an error, nothing gets
/// as far as this.
#[must_use]
pub fn not_differentiated<F, R>() -> R {
    const {
        assert!(size_of::<F>() > 0, "chainrule did not understand the types in this function: write them down");
    }
    unreachable!()
}

/// What a function lacks whose attribute asks for first-order outputs alone.
#[diagnostic::on_unimplemented(
    message = "this function was differentiated once only, and is differentiated twice here",
    label = "needs second derivatives of a function that it calls",
    note = "add `hvp` to the outputs in the `#[differentiable(..)]` of the function that is called, or ask for first-order outputs here too"
)]
pub trait SecondOrder {}

/// What a function that calls itself lacks where there is no heap.
#[diagnostic::on_unimplemented(
    message = "recursion needs a tape, which needs the `alloc` feature",
    label = "differentiates a function that calls itself",
    note = "enable the `alloc` feature of `chainrule`, or write the function as a loop"
)]
pub trait Recursion {}

/// What a function of one number lacks.
#[diagnostic::on_unimplemented(
    message = "a function of one number has a derivative, not a gradient",
    label = "differentiates a function of one number",
    note = "call `derivative`, `value_and_derivative` or `second_derivative`"
)]
pub trait GradientOfOneNumber {}

/// What a function with several results lacks.
#[diagnostic::on_unimplemented(
    message = "a gradient or Hessian needs one scalar result, and this function has several",
    label = "differentiates a function with several results",
    note = "call `jacobian`, `jvp` or `vjp`"
)]
pub trait GradientOfSeveralResults {}

/// What a function of functions lacks.
#[diagnostic::on_unimplemented(
    message = "the derivatives of this function need those of the function that it is given, which a plain closure does not have",
    label = "differentiates a function of functions",
    note = "differentiate a function that calls it: `#[differentiable] fn g(x: f64) -> f64 {{ integrate(|t| t * x, 0.0, 1.0) }}`",
    note = "or mark the parameter `#[constant]`, if nothing that varies goes into the function or comes out of it"
)]
pub trait FunctionParameter {}

/// What a function that gives an `Option` lacks.
#[diagnostic::on_unimplemented(
    message = "this function gives an `Option`, and where that is `None` there is nothing to differentiate",
    label = "differentiates a function that gives an `Option`",
    note = "differentiate a function that calls it and gives a number, as in `f(x).unwrap_or(0.0)`"
)]
pub trait OptionResult {}

/// What a function of structs and of tuples, or of structs and of what it changes, lacks.
#[diagnostic::on_unimplemented(
    message = "this function takes a struct with a derivative beside a tuple or a `&mut`, and calls of it are not differentiated yet",
    label = "calls a function of structs",
    note = "call a function that takes the numbers by themselves"
)]
pub trait StructArguments {}

/// What a long function lacks whose attribute does not ask for it.
#[diagnostic::on_unimplemented(
    message = "the second derivatives of this function are more than 500 statements long, and were not generated",
    label = "needs second derivatives",
    note = "ask for them: `#[differentiable(order = 2)]`"
)]
pub trait LongSecondOrder {}

/// What a function lacks whose derivative is stated by one that may have no derivative itself.
#[diagnostic::on_unimplemented(
    message = "the derivative of this function is stated once only, and it is differentiated twice here",
    label = "needs second derivatives",
    note = "annotate the function that states it with `#[differentiable]`, and ask for them: `#[differentiable(derivative = .., order = 2)]`; or ask for first-order outputs of its callers"
)]
pub trait RuleSecondOrder {}

/// What a function lacks that calls a derivative, where its second order was not asked for.
#[diagnostic::on_unimplemented(
    message = "this function calls a derivative, and its own second derivatives were not asked for",
    label = "needs second derivatives",
    note = "ask for them with `#[differentiable(order = 2)]`, and write `#[differentiable(order = 3)]` on the function whose derivative it calls; or ask for first-order outputs of its callers"
)]
pub trait NestedSecondOrder {}

/// What a function lacks whose derivatives are differentiated twice.
#[diagnostic::on_unimplemented(
    message = "this needs third derivatives of the function whose derivative is called",
    label = "needs third derivatives",
    note = "write `#[differentiable(order = 3)]` on that function"
)]
pub trait ThirdOrder {}

/// What no function has.
#[diagnostic::on_unimplemented(
    message = "this needs fourth derivatives, and three is the highest order",
    label = "needs fourth derivatives",
    note = "write the second derivative out as a function of its own, and differentiate that"
)]
pub trait FourthOrder {}

/// What a function lacks whose gradient is a tuple.
#[diagnostic::on_unimplemented(
    message = "derivatives of a gradient that is a tuple are not supported yet",
    label = "differentiates a gradient that is a tuple",
    note = "select one parameter with `wrt(..)`, or take all numbers as one array"
)]
pub trait MixedInside {}

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

/// Checks that a slice is as long as what it goes with.
///
/// # Panics
/// If it is not.
#[inline]
#[track_caller]
pub fn same_length(name: &str, len: usize, other: &str, expected: usize) {
    assert!(len == expected, "`{name}` has length {len}, but {other} has {expected}");
}

/// Copies the lower triangle of a row-major square of side `n` onto the upper one.
#[inline]
pub fn mirror<T: Copy>(square: &mut [T], n: usize) {
    for i in 0..n {
        for j in 0..i {
            square[j * n + i] = square[i * n + j];
        }
    }
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
}

#[cfg(not(feature = "alloc"))]
pub use no_heap::{Heap, Vec, pop, tape, vec};

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

/// What the field of a struct is: it has a derivative.
#[derive(Clone, Copy, Debug)]
pub struct Active;

/// What the field of a struct may be: it has a derivative, or none.
pub trait Kind {
    /// The tangent of the field, from what is there in the tangent of the struct.
    fn tangent<T: Differentiable>(self, field: T) -> T;
}

impl Kind for Active {
    #[inline]
    fn tangent<T: Differentiable>(self, field: T) -> T {
        field
    }
}

impl Kind for Constant {
    #[inline]
    fn tangent<T: Differentiable>(self, field: T) -> T {
        field.zero_like()
    }
}

/// What can be said of a field that a derivative is taken with respect to.
#[diagnostic::on_unimplemented(
    message = "this field is a constant of its struct, and is used here as if it had a derivative",
    label = "has no derivative",
    note = "say so in the attribute of the function: `#[differentiable(constant(p.field))]`"
)]
pub trait Varies {}

impl Varies for Active {}

/// Holds that a field has a derivative.
#[inline]
pub fn varies(_: impl Varies) {}

/// Fields of tuples, as the derive has them for structs.
pub trait TupleFields {
    /// Field 0.
    fn __field_0(&self) -> Active {
        Active
    }
    /// Field 1.
    fn __field_1(&self) -> Active {
        Active
    }
    /// Field 2.
    fn __field_2(&self) -> Active {
        Active
    }
    /// Field 3.
    fn __field_3(&self) -> Active {
        Active
    }
}

impl<A> TupleFields for (A,) {}
impl<A, B> TupleFields for (A, B) {}
impl<A, B, C> TupleFields for (A, B, C) {}
impl<A, B, C, D> TupleFields for (A, B, C, D) {}

/// The tangent of a struct argument; nothing where the argument is constant.
pub type StructDot<'a, T> = Option<&'a T>;

/// Where the adjoint of a struct argument goes; nowhere where the argument is constant. Two arguments of one call may share it.
pub type StructSink<'a, T> = Option<&'a RefCell<&'a mut T>>;

/// Adds to the adjoint of a struct.
#[inline]
pub fn add_struct<T: Differentiable>(sink: StructSink<'_, T>, contribution: &T) {
    if let Some(cell) = sink {
        cell.borrow_mut().add_scaled(1.0, contribution);
    }
}

/// What the tangent of an argument is made of: an array, a struct, or nothing where the argument is constant.
pub trait Lend<'a, D> {
    /// As a companion takes it.
    fn lend(&'a self) -> D;
}

impl<D: Default> Lend<'_, D> for () {
    #[inline]
    fn lend(&self) -> D {
        D::default()
    }
}

impl<'a, T: Differentiable> Lend<'a, StructDot<'a, T>> for T {
    #[inline]
    fn lend(&'a self) -> StructDot<'a, T> {
        Some(self)
    }
}

macro_rules! lists {
    ($($array:ty { $($generics:tt)* } $($flatten:ident)*;)+) => {$(
        impl<'a, T: Copy + Default, $($generics)*> Lend<'a, Dot<'a, T>> for $array {
            #[inline]
            fn lend(&'a self) -> Dot<'a, T> {
                Dot::new(self $(.$flatten())*)
            }
        }
    )+};
}

lists! {
    [T; N] { const N: usize };
    [[T; M]; N] { const M: usize, const N: usize } as_flattened;
    [[[T; L]; M]; N] { const L: usize, const M: usize, const N: usize } as_flattened as_flattened;
}

#[cfg(feature = "alloc")]
lists! {
    Vec<T> { };
    Vec<[T; N]> { const N: usize } as_flattened;
    Vec<[[T; M]; N]> { const M: usize, const N: usize } as_flattened as_flattened;
}

/// The tangent of an argument, as the companion takes it that it is handed to.
#[inline]
pub fn lend<'a, L: Lend<'a, D> + ?Sized, D>(tangent: &'a L) -> D {
    tangent.lend()
}

/// What an adjoint is held in of which it is not known here whether it is that of an array or of a struct.
pub trait Adjoint {
    /// What can be lent to several arguments at once.
    type Cells<'a>
    where
        Self: 'a;
    /// Lends all of it.
    fn cells(&mut self) -> Self::Cells<'_>;
}

impl<T, const N: usize> Adjoint for [T; N] {
    type Cells<'a>
        = &'a [Cell<T>]
    where
        Self: 'a;
    #[inline]
    fn cells(&mut self) -> &[Cell<T>] {
        Cell::from_mut(&mut self[..]).as_slice_of_cells()
    }
}

#[cfg(feature = "alloc")]
impl<T> Adjoint for Vec<T> {
    type Cells<'a>
        = &'a [Cell<T>]
    where
        Self: 'a;
    #[inline]
    fn cells(&mut self) -> &[Cell<T>] {
        Cell::from_mut(&mut self[..]).as_slice_of_cells()
    }
}

/// Cells that an argument is lent.
pub trait Cells<'a, S> {
    /// As a second phase takes them.
    fn sink(&'a self) -> S;
}

impl<'a, T: Copy + Add<Output = T>> Cells<'a, Sink<'a, T>> for &'a [Cell<T>] {
    #[inline]
    fn sink(&'a self) -> Sink<'a, T> {
        Sink::new(self)
    }
}

impl<'a, T> Cells<'a, StructSink<'a, T>> for RefCell<&'a mut T> {
    #[inline]
    fn sink(&'a self) -> StructSink<'a, T> {
        Some(self)
    }
}

/// All of an adjoint, to be lent to several arguments at once.
#[inline]
pub fn cells<T: Adjoint>(adjoint: &mut T) -> T::Cells<'_> {
    adjoint.cells()
}

/// What a second phase adds to.
#[inline]
pub fn sink<'a, C: Cells<'a, S>, S>(cells: &'a C) -> S {
    cells.sink()
}

/// Sets number `k` of a point.
#[inline]
pub fn set_number<P: Differentiable>(point: &mut P, k: usize, number: f64) {
    let mut at = 0;
    point.update(&mut |x| {
        at += 1;
        if at == k + 1 { number } else { x }
    });
}

/// Makes everything zero, in the shape that it has, which must be that of `like`.
#[inline]
#[track_caller]
pub fn clear<P: Differentiable>(name: &str, point: &mut P, like: &P) {
    let (own, expected) = (point.dimension(), like.dimension());
    assert!(own == expected, "`{name}` has {own} numbers, but the point has {expected}");
    point.update(&mut |_| 0.0);
}

/// A square, row by row: what `row` gives for each direction, starting from a direction that is zero.
#[inline]
pub fn fill_rows<P: Differentiable>(mut direction: P, square: &mut [f64], mut row: impl FnMut(&P) -> P) {
    let n = direction.dimension();
    same_length("the Hessian", square.len(), "the square of the number of parameters", n * n);
    for k in 0..n {
        set_number(&mut direction, k, 1.0);
        row(&direction).flatten_into(&mut square[k * n..][..n]);
        set_number(&mut direction, k, 0.0);
    }
    mirror(square, n);
}

use crate::Differentiable;
