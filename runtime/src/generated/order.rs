//! The order of numbers: the permutation that sorts them, which is constant wherever a sort has a derivative.

use core::cmp::Ordering;

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

/// A float.
pub trait Ordered: PartialOrd + Copy {
    /// The order of all floats.
    fn total(&self, other: &Self) -> Ordering;
}

macro_rules! ordered {
    ($($float:ident),*) => {$(
        impl Ordered for $float {
            fn total(&self, other: &Self) -> Ordering {
                self.total_cmp(other)
            }
        }
    )*};
}

ordered! { f32, f64 }

/// Numbers that can be sorted.
pub trait Sortable {
    /// One of them.
    type Number: Ordered;
    /// Where the sorted ones stand.
    type Order;
    /// Equal ones stay in their order.
    fn order(&self, compare: impl Fn(&Self::Number, &Self::Number) -> Ordering) -> Self::Order;
}

/// Sorts the numbers of elements by these. Nothing is allocated.
fn arrange<T>(order: &mut [usize], numbers: &[T], compare: impl Fn(&T, &T) -> Ordering) {
    order.sort_unstable_by(|i, j| compare(&numbers[*i], &numbers[*j]).then(i.cmp(j)));
}

impl<T: Ordered, const N: usize> Sortable for [T; N] {
    type Number = T;
    type Order = [usize; N];
    fn order(&self, compare: impl Fn(&T, &T) -> Ordering) -> [usize; N] {
        let mut order = core::array::from_fn(|i| i);
        arrange(&mut order, self, compare);
        order
    }
}

#[cfg(feature = "alloc")]
impl<T: Ordered> Sortable for Vec<T> {
    type Number = T;
    type Order = Vec<usize>;
    fn order(&self, compare: impl Fn(&T, &T) -> Ordering) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.len()).collect();
        arrange(&mut order, self, compare);
        order
    }
}

/// That of `sort_by(f64::total_cmp)`.
#[must_use]
pub fn total_order<A: Sortable>(numbers: &A) -> A::Order {
    numbers.order(Ordered::total)
}

/// That of `sort_by(|a, b| b.total_cmp(a))`.
#[must_use]
pub fn total_order_descending<A: Sortable>(numbers: &A) -> A::Order {
    numbers.order(|a, b| b.total(a))
}

/// That of `sort_by(|a, b| a.partial_cmp(b).unwrap())`.
///
/// # Panics
/// If one of them is not a number.
#[must_use]
pub fn partial_order<A: Sortable>(numbers: &A) -> A::Order {
    numbers.order(compared)
}

/// That of `sort_by(|a, b| b.partial_cmp(a).unwrap())`.
///
/// # Panics
/// If one of them is not a number.
#[must_use]
pub fn partial_order_descending<A: Sortable>(numbers: &A) -> A::Order {
    numbers.order(|a, b| compared(b, a))
}

fn compared<T: Ordered>(a: &T, b: &T) -> Ordering {
    a.partial_cmp(b).expect("numbers can be compared")
}
