//! Parts of arrays: `a[i..j]`, `split_at`, and those that a loop runs over, `windows` and `chunks`.

use proc_macro2::Span;
use syn::{Expr, ExprRange, RangeLimits};

use super::reader::Reader;
use super::steps::{Cut, End, Rhs, Temp};
use super::types::Kind;
use crate::ir::{BinOp, Dim, Ty};

/// Methods that give one or two ends of a slice in an `Option`.
const ENDS: [&str; 4] = ["first", "last", "split_first", "split_last"];

impl Reader<'_> {
    /// `base[lo..hi]`
    pub(super) fn range_of(&mut self, base: Temp, range: &ExprRange, span: Span) -> Temp {
        let lo = range.start.as_ref().map(|e| self.expr(e));
        let hi = range.end.as_ref().map(|e| self.expr(e));
        let end = match (hi, &range.limits) {
            (None, _) => End::Open,
            (Some(hi), RangeLimits::HalfOpen(_)) => End::At(hi),
            (Some(hi), RangeLimits::Closed(_)) => End::Through(hi),
        };
        if lo.is_none() && hi.is_none() {
            return self.same(base, 0, span);
        }
        self.cut(base, lo, end, false, span)
    }

    /// A part of an array, as the user's `base[lo..end]` is.
    pub(super) fn cut(&mut self, base: Temp, lo: Option<Temp>, end: End, sure: bool, span: Span) -> Temp {
        let elem = self.types.fresh(Kind::Open);
        let bounds = [lo, end.operand()];
        let some = bounds.into_iter().flatten().next();
        let index = some.unwrap_or_else(|| self.number(0, span));
        self.is_element(base, elem, index);
        for bound in bounds.into_iter().flatten() {
            self.expect(bound, Kind::Exact(Ty::USIZE));
        }
        let part = self.def_kind(Kind::Array(elem, Dim::Dyn), span, Rhs::Part { base, lo, end, sure });
        self.part(base, part)
    }

    pub(super) fn number(&mut self, n: i128, span: Span) -> Temp {
        self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Int(n))
    }

    /// How many parts there are of an array that is cut so.
    pub(super) fn count_of_parts(&mut self, base: Temp, size: Temp, cut: Cut, span: Span) -> Temp {
        self.expect(size, Kind::Exact(Ty::USIZE));
        self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Parts { base, size, cut })
    }

    /// Part number `k` of an array that is cut so: a reference to it.
    pub(super) fn part_number(&mut self, base: Temp, size: Temp, cut: Cut, k: Temp, span: Span) -> Temp {
        let (lo, end) = match cut {
            Cut::Windows => (k, End::After(size)),
            Cut::Chunks => (self.bin(BinOp::Mul, k, size, span), End::AtMost(size)),
            Cut::ChunksExact => (self.bin(BinOp::Mul, k, size, span), End::After(size)),
        };
        let part = self.cut(base, Some(lo), end, true, span);
        self.same(part, 1, span)
    }

    /// `a.split_at(k)`: references to both parts.
    pub(super) fn split_at(&mut self, base: Temp, at: &Expr, span: Span) -> Temp {
        let at = self.expr(at);
        let (left, right) =
            (self.cut(base, None, End::At(at), false, span), self.cut(base, Some(at), End::Open, true, span));
        let (left, right) = (self.same(left, 1, span), self.same(right, 1, span));
        self.tuple(vec![left, right], span)
    }

    pub(super) fn gives_an_end(&mut self, name: &str, receiver: Temp) -> bool {
        ENDS.contains(&name) && self.is_array(receiver)
    }

    /// `a.first().unwrap()` and the like.
    pub(super) fn end_of_array(&mut self, name: &str, base: Temp, span: Span) -> Temp {
        let one = self.number(1, span);
        match name {
            "split_first" => {
                let item = self.first_or_last(base, true, span);
                let rest = self.cut(base, Some(one), End::Open, true, span);
                let rest = self.same(rest, 1, span);
                self.tuple(vec![item, rest], span)
            }
            "split_last" => {
                let item = self.first_or_last(base, false, span);
                let length = self.length(base, span);
                let most = self.bin(BinOp::Sub, length, one, span);
                let rest = self.cut(base, None, End::At(most), true, span);
                let rest = self.same(rest, 1, span);
                self.tuple(vec![item, rest], span)
            }
            _ => self.first_or_last(base, name == "first", span),
        }
    }

    fn first_or_last(&mut self, base: Temp, first: bool, span: Span) -> Temp {
        let index = if first {
            self.number(0, span)
        } else {
            let (length, one) = (self.length(base, span), self.number(1, span));
            self.bin(BinOp::Sub, length, one, span)
        };
        let item = self.index(base, index, span);
        self.same(item, 1, span)
    }
}
