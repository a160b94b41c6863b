//! Directions: the numbers that a function is differentiated with respect to, as the code names them.

use std::cmp::Ordering;

use crate::ir::{BinOp, Builder, Const, Pure, Val};

/// An element of a parameter.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Slot {
    pub(super) param: usize,
    /// Which of the numbers that the parameter is taken apart into.
    pub(super) element: usize,
    /// Indices in the function under construction, where the parameter is an array.
    pub(super) index: Vec<Val>,
}

/// Where one element is relative to another, in the order of the point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Order {
    Before,
    Same,
    After,
    /// That depends on the run.
    Unknown,
}

impl From<Ordering> for Order {
    fn from(order: Ordering) -> Self {
        match order {
            Ordering::Less => Self::Before,
            Ordering::Equal => Self::Same,
            Ordering::Greater => Self::After,
        }
    }
}

impl Slot {
    pub(super) fn number(param: usize, element: usize) -> Self {
        Self { param, element, index: Vec::new() }
    }

    pub(super) fn order(&self, other: &Self, b: &Builder) -> Order {
        let coarse = (self.param, self.element).cmp(&(other.param, other.element));
        let mut order = Order::from(coarse);
        for (x, y) in self.index.iter().zip(&other.index) {
            if order == Order::Same {
                order = compare(b, *x, *y);
            }
        }
        order
    }
}

fn compare(b: &Builder, x: Val, y: Val) -> Order {
    let ((x, m), (y, n)) = (offset(b, x), offset(b, y));
    if x == y { m.cmp(&n).into() } else { Order::Unknown }
}

/// A value as another plus a number; a number as nothing plus itself.
fn offset(b: &Builder, v: Val) -> (Option<Val>, i128) {
    let int = |v: Val| if let Some(Const::Int(n)) = b.known(v) { Some(n) } else { None };
    let (mut base, mut sum) = (v, 0);
    loop {
        if let Some(n) = int(base) {
            return (None, sum + n);
        }
        let (next, by) = match b.definition(base) {
            Some(Pure::Bin(BinOp::Add, x, y)) => match (int(*x), int(*y)) {
                (_, Some(n)) => (*x, n),
                (Some(n), None) => (*y, n),
                (None, None) => return (Some(base), sum),
            },
            Some(Pure::Bin(BinOp::Sub, x, y)) => match int(*y) {
                Some(n) => (*x, -n),
                None => return (Some(base), sum),
            },
            _ => return (Some(base), sum),
        };
        (base, sum) = (next, sum + by);
    }
}
