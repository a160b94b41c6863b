//! What a value is while the body is built.

use std::rc::Rc;

use proc_macro2::TokenStream;

use crate::ir::{Dim, Place, Val};

#[derive(Clone, Debug)]
pub(super) enum Value {
    /// Not there (yet, or any more).
    Absent,
    /// Declared, and without content.
    Uninit,
    Unit,
    Scalar(Val),
    /// A tuple, or an array as one value for each element.
    Group(Rc<Vec<Value>>),
    /// An array, or a row of one.
    View(View),
    /// The same, where the user says that it is constant: nothing that is read from it has a derivative.
    Constant(View),
    /// An array that is several.
    Composed(Layout, Rc<Vec<Value>>),
    /// `[item; len]`, not in a place yet.
    Repeat(Rc<Repeat>),
    /// The user's own tokens, to which more can be added.
    Foreign(Rc<Foreign>),
}

/// What an array that is several is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Layout {
    /// Of tuples: an array for each part of them.
    Columns,
    /// Of rows of different lengths: all elements, where each row begins, and where it ends.
    Rows,
}

#[derive(Clone, Debug)]
pub(super) struct View {
    pub(super) place: Place,
    pub(super) index: Vec<Val>,
    /// The part of the next axis that it is, where it is not all of it.
    pub(super) window: Option<Window>,
    /// A reference to the array, not the array.
    pub(super) lent: bool,
    /// How often the place had been written when this was taken.
    pub(super) stamp: u32,
}

/// `lo..hi` of an axis.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Window {
    pub(super) lo: Val,
    pub(super) hi: Val,
    pub(super) len: Val,
}

impl View {
    /// All of the place.
    pub(super) fn is_whole(&self) -> bool {
        self.index.is_empty() && self.window.is_none()
    }
}

#[derive(Debug)]
pub(super) struct Repeat {
    pub(super) item: Value,
    pub(super) dim: Dim,
    /// The length, where only the run knows it.
    pub(super) size: Option<Val>,
}

#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Foreign {
    /// Operand `k` is in hole `k`, place `k` in hole [`PLACES`]` + k`.
    pub(super) tokens: TokenStream,
    pub(super) args: Vec<Val>,
    pub(super) places: Vec<Place>,
    /// The same wherever it stands: a path, or a field.
    pub(super) constant: bool,
    /// It may panic.
    pub(super) partial: bool,
    /// It may change something, or give something else the next time.
    pub(super) effect: bool,
    /// Runs where it stands, and so may look at what changes.
    pub(super) statement: bool,
    pub(super) span: Option<proc_macro2::Span>,
}

/// Where the numbers of places begin, until it is known how many operands there are.
pub(super) const PLACES: usize = 1 << 20;

impl Value {
    pub(super) fn group(items: Vec<Self>) -> Self {
        Self::Group(Rc::new(items))
    }

    pub(super) fn composed(layout: Layout, parts: Vec<Self>) -> Self {
        Self::Composed(layout, Rc::new(parts))
    }

    /// A path of fields leads somewhere.
    pub(super) fn has_group_at(&self, path: &[usize]) -> bool {
        match (path.split_first(), self) {
            (None, _) => true,
            (Some((k, rest)), Self::Group(items)) => items.get(*k).is_some_and(|item| item.has_group_at(rest)),
            _ => false,
        }
    }

    /// Part `k`, if it is known.
    pub(super) fn part(&self, k: usize) -> Option<&Self> {
        match self {
            Self::Group(items) => items.get(k),
            Self::Repeat(repeat) => Some(&repeat.item),
            _ => None,
        }
    }

    /// The value with another part at the end of a path.
    #[must_use]
    pub(super) fn with(self, path: &[usize], part: Self) -> Self {
        let Some((k, rest)) = path.split_first() else { return part };
        let Self::Group(mut items) = self else { return self };
        if let Some(item) = Rc::make_mut(&mut items).get_mut(*k) {
            *item = std::mem::replace(item, Self::Absent).with(rest, part);
        }
        Self::Group(items)
    }
}
