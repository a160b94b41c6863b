//! Turns and their numbers: for tapes, and for ranges that Rust does not step through backwards.

use super::Transform;
use crate::ir::{Builder, Const, Int, Range, Ty, Val};

/// A range that is stepped through by the numbers of its turns.
pub(super) struct Numbered {
    range: Range,
    span: Val,
    step: Val,
}

impl Numbered {
    /// `reversed`: as the range itself would be.
    pub(super) fn range(&self, b: &mut Builder, reversed: bool) -> Range {
        let (zero, turns) = (b.int(0, Ty::USIZE), b.div_up(self.span, self.step));
        Range { reversed: reversed != self.range.step_after, ..Range::plain(zero, turns) }
    }

    /// From the beginning, or from the end where the steps begin there.
    pub(super) fn index(&self, b: &mut Builder, number: Val) -> Val {
        let mut offset = b.mul(number, self.step);
        if self.range.step_after {
            let one = b.int(1, Ty::USIZE);
            let last = b.sub(self.span, one);
            offset = b.sub(last, offset);
        }
        b.after(self.range.lo, offset)
    }
}

impl Transform<'_> {
    /// Rust steps backwards through ranges of known length, which inclusive ones and those of wide numbers are not: their turns are counted.
    pub(super) fn numbered(&mut self, range: &Range) -> Option<Numbered> {
        let wide = matches!(self.src.ty(range.hi), Ty::Int(Some(Int::I64 | Int::U64 | Int::I128 | Int::U128)));
        let step = self.get(range.step.filter(|_| range.inclusive || wide)?);
        let range = self.brought(range);
        let span = self.b.span(&range);
        Some(Numbered { range, span, step })
    }
}

/// The number of the turn with this index.
pub(super) fn number(b: &mut Builder, index: Val, lo: Val, step: Option<Val>) -> Val {
    // A step is a `usize`, whatever the index is.
    let from_zero = if b.known(lo) == Some(Const::Int(0)) { b.as_usize(index) } else { b.distance(lo, index) };
    match step {
        Some(step) => b.div(from_zero, step),
        None => from_zero,
    }
}
