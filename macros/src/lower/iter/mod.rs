//! Iterators: chains of adaptors, for the heads of `for` loops and for consumers such as `sum`.
//!
//! While each item stands at a known position, a chain is a counted loop and the item of an index: elements of arrays, numbers of a
//! range, and what `zip`, `rev`, `skip`, `take`, `step_by`, `enumerate` and `map` make of them. From the first adaptor on that looks at
//! what comes by, as `filter` does, the others are stages inside of that loop.

mod adapt;
mod choose;
mod collect;
mod consume;
mod counted;
mod drive;
mod named;
mod source;

pub(super) use choose::{Order, compared};

use proc_macro2::Span;
use syn::Expr;

use super::closures::Callable;
use super::expr::peel;
use super::reader::Reader;
use super::steps::{Cut, Temp, Var};
use super::types::TyId;

/// An iterator, before anybody has asked for an item.
#[derive(Clone)]
pub(super) struct Chain {
    source: Source,
    stages: Vec<Stage>,
    /// What has to hold for a first item to be asked for.
    guards: Vec<Temp>,
}

#[derive(Clone)]
enum Source {
    Counted(Counted),
    Once(Temp),
    /// One after the other.
    Joined(Box<Chain>, Box<Chain>),
    /// Each made of the one before; the variable holds the next, in an `Option`.
    Successors(Var, Callable),
    /// As long as there is one.
    Asked(Callable),
}

/// The indices of a loop, and the item at each.
#[derive(Clone)]
struct Counted {
    lo: Temp,
    /// Nothing where something else ends it.
    hi: Option<Temp>,
    inclusive: bool,
    /// See [`crate::ir::Range`].
    step: Option<Temp>,
    reversed: bool,
    step_after: bool,
    item: Item,
    /// An adaptor that makes items which nobody gets, where the closures of this iterator are not called.
    unseen: Option<Span>,
    /// Arrays that are run over by value: copies of them, in case that the loop changes the variable.
    copies: Vec<Temp>,
}

#[derive(Clone)]
enum Item {
    /// The index itself.
    Index,
    /// An element, and how many references stand before it.
    Element(Temp, usize),
    /// A mutable reference to an element.
    Exclusive(Temp),
    /// A part of an array, of a size.
    Part {
        base: Temp,
        size: Temp,
        cut: Cut,
        exclusive: bool,
    },
    /// The same for all.
    Constant(Temp),
    Pair(Box<Item>, Box<Item>),
    Mapped(Box<Item>, Callable),
    Seen(Box<Item>, Callable),
    /// Behind one reference less.
    Copied(Box<Item>),
    /// At the index that this makes of the loop's.
    At(Box<Item>, Map),
}

/// From the index of a loop to that of one of the sources in it.
#[derive(Clone)]
enum Map {
    Plus(Temp),
    Minus(Temp),
    Times(Temp),
    /// `last - i`
    Back(Temp),
    As(TyId),
}

/// What an adaptor does with each item that comes by, after one that can drop items.
#[derive(Clone)]
enum Stage {
    Map(Callable),
    Inspect(Callable),
    Copied,
    Filter(Callable),
    TakeWhile(Callable),
    /// The flag says that items are still skipped.
    SkipWhile(Callable, Var),
    Enumerate(Var),
    /// How many are left to take, or to skip.
    Take(Var),
    Skip(Var),
    /// How many are left out before the next, and how many after each.
    StepBy(Var, Temp),
    /// Beside items of a counted iterator, which stands left or right.
    Zip {
        other: Counted,
        at: Var,
        left: bool,
    },
    FilterMap(Callable),
    MapWhile(Callable),
    /// With a variable that the closure may change.
    Scan(Var, Callable),
    FlatMap(Callable),
    Flatten,
}

/// Methods that make an iterator of an array.
const SOURCES: [&str; 8] =
    ["iter", "iter_mut", "into_iter", "windows", "chunks", "chunks_exact", "chunks_mut", "chunks_exact_mut"];

/// Those that make an iterator of another.
const ADAPTORS: [&str; 22] = [
    "map",
    "zip",
    "enumerate",
    "rev",
    "take",
    "skip",
    "step_by",
    "chain",
    "filter",
    "filter_map",
    "take_while",
    "skip_while",
    "map_while",
    "inspect",
    "flat_map",
    "flatten",
    "scan",
    "copied",
    "cloned",
    "by_ref",
    "peekable",
    "cycle",
];

/// Functions of `std::iter`.
const MAKERS: [&str; 7] = ["once", "repeat", "repeat_n", "zip", "empty", "successors", "from_fn"];

/// Whether an expression is an iterator by its form. The types of methods' receivers are not known yet.
pub(super) fn is_iterator(expr: &Expr) -> bool {
    begins_with_one(expr, |_| false)
}

/// The same, where some names are those of iterators.
fn begins_with_one(expr: &Expr, is_name_of_one: impl Fn(&syn::ExprPath) -> bool) -> bool {
    let mut at = peel(expr);
    loop {
        match at {
            Expr::Path(path) => return is_name_of_one(path),
            Expr::Range(_) => return true,
            Expr::Call(call) => return source::maker(call).is_some(),
            Expr::MethodCall(call) if SOURCES.iter().any(|name| call.method == name) => return true,
            Expr::MethodCall(call) if ADAPTORS.iter().any(|name| call.method == name) => at = peel(&call.receiver),
            _ => return false,
        }
    }
}

impl Item {
    fn calls(&self) -> bool {
        match self {
            Self::Index | Self::Element(..) | Self::Exclusive(_) | Self::Part { .. } | Self::Constant(_) => false,
            Self::Mapped(..) | Self::Seen(..) => true,
            Self::Copied(inner) | Self::At(inner, _) => inner.calls(),
            Self::Pair(a, b) => a.calls() || b.calls(),
        }
    }
}

impl Reader<'_> {
    /// The indices of an array.
    pub(super) fn positions(&mut self, base: Temp, span: Span) -> Chain {
        let (lo, hi) = (self.number(0, span), self.length(base, span));
        Chain::of(Counted::plain(lo, Some(hi), Item::Index))
    }
}

impl Chain {
    fn of(counted: Counted) -> Self {
        Self { source: Source::Counted(counted), stages: Vec::new(), guards: Vec::new() }
    }
}
