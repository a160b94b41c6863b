//! Arguments and adjoints that are structs, and those of which it is not known whether they are.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::ops::Add;

use super::arrays::{mirror, same_length};
use super::lend::{Constant, Dot, Sink};
use crate::Differentiable;
use crate::differentiable::Record;

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

impl<'a, T: Record> Lend<'a, StructDot<'a, T>> for T {
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

/// A number, or an array that is numbers one after the other.
pub trait Flat: Sized {
    /// What it is made of.
    type Number;
    /// The numbers of all of them, row-major.
    fn numbers(all: &mut [Self]) -> &mut [Self::Number];
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Flat for $number {
            type Number = Self;
            #[inline]
            fn numbers(all: &mut [Self]) -> &mut [Self] {
                all
            }
        }
    )*};
}

numbers! { f32, f64 }

impl<T: Flat, const N: usize> Flat for [T; N] {
    type Number = T::Number;
    #[inline]
    fn numbers(all: &mut [Self]) -> &mut [T::Number] {
        T::numbers(all.as_flattened_mut())
    }
}

impl<T: Flat, const N: usize> Adjoint for [T; N] {
    type Cells<'a>
        = &'a [Cell<T::Number>]
    where
        Self: 'a;
    #[inline]
    fn cells(&mut self) -> &[Cell<T::Number>] {
        Cell::from_mut(T::numbers(self)).as_slice_of_cells()
    }
}

#[cfg(feature = "alloc")]
impl<T: Flat> Adjoint for Vec<T> {
    type Cells<'a>
        = &'a [Cell<T::Number>]
    where
        Self: 'a;
    #[inline]
    fn cells(&mut self) -> &[Cell<T::Number>] {
        Cell::from_mut(T::numbers(self)).as_slice_of_cells()
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

/// Has every number say where it is among all of them. How many there are.
#[inline]
pub fn number<P: Differentiable>(point: &mut P) -> usize {
    let (mut count, mut next) = (0, 0.0);
    point.update(&mut |_| {
        count += 1;
        next += 1.0;
        next - 1.0
    });
    count
}

/// Notes where the numbers of a part are among all of them.
#[cfg(feature = "alloc")]
#[inline]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "they were counted")]
pub fn note_numbers<P: Differentiable>(part: &P, order: &mut Vec<usize>) {
    part.each(&mut |at| order.push(at as usize));
}

/// A square over some numbers becomes one over all of them, of which `order` says where those are.
#[cfg(feature = "alloc")]
#[inline]
pub fn put_in_order(some: &[f64], order: &[usize], all: &mut [f64]) {
    let (m, n) = (order.len(), all.len().isqrt());
    all.fill(0.0);
    for (i, row) in order.iter().enumerate() {
        for (j, column) in order.iter().enumerate() {
            all[row * n + column] = some[i * m + j];
        }
    }
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
