//! Parts of arrays: `a[i..j]`, `split_at`, and those that a loop runs over, `windows` and `chunks`.

use proc_macro2::Span;
use syn::{Expr, ExprMethodCall, ExprRange, RangeLimits};

use super::expr::peel;
use super::reader::Reader;
use super::references::Access;
use super::steps::{Change, Cut, End, Rhs, Step, Temp};
use super::types::{Kind, TyId};
use crate::ir::{BinOp, Dim, Ty};

/// Methods that give one or two ends of a slice in an `Option`, or all of it in a `Result`.
const ENDS: [&str; 5] = ["first", "last", "split_first", "split_last", "try_into"];

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
        self.reached(base, part, Access::Part(base, lo, end))
    }

    /// `&part` or `&mut part`
    fn borrowed(&mut self, part: Temp, exclusive: bool, span: Span) -> Temp {
        if exclusive { self.exclusive(part, span) } else { self.same(part, 1, span) }
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
    pub(super) fn part_number(
        &mut self,
        base: Temp,
        size: Temp,
        cut: Cut,
        k: Temp,
        exclusive: bool,
        span: Span,
    ) -> Temp {
        let (lo, end) = match cut {
            Cut::Windows => (k, End::After(size)),
            Cut::Chunks => (self.bin(BinOp::Mul, k, size, span), End::AtMost(size)),
            Cut::ChunksExact => (self.bin(BinOp::Mul, k, size, span), End::After(size)),
        };
        let base = self.again(base, span);
        let part = self.cut(base, Some(lo), end, true, span);
        self.borrowed(part, exclusive, span)
    }

    /// `a.split_at(k)`: references to both parts.
    fn split_at(&mut self, base: Temp, at: &Expr, exclusive: bool, span: Span) -> Temp {
        let at = self.expr(at);
        let left = self.cut(base, None, End::At(at), false, span);
        let right = self.cut(base, Some(at), End::Open, true, span);
        let (left, right) = (self.borrowed(left, exclusive, span), self.borrowed(right, exclusive, span));
        self.tuple(vec![left, right], span)
    }

    /// Methods of arrays that take them apart or change them.
    pub(super) fn array_method(&mut self, name: &str, base: Temp, call: &ExprMethodCall, span: Span) -> Option<Temp> {
        let args: Vec<&Expr> = call.args.iter().collect();
        if let Some(value) = self.growing_method(name, base, &args, span) {
            return Some(value);
        }
        if let ("get", Some(Expr::Range(range)), 1) = (name, args.first().map(|arg| peel(arg)), args.len()) {
            return Some(self.part_option(base, range, span));
        }
        let change = match (name, args.as_slice()) {
            ("split_at", [at]) => return Some(self.split_at(base, at, false, span)),
            ("split_at_mut", [at]) => return Some(self.split_at(base, at, true, span)),
            ("fill", [value]) => {
                let value = self.expr(value);
                self.is_item(base, value);
                Change::Fill(value)
            }
            ("copy_from_slice" | "clone_from_slice", [from]) => {
                let from = self.expr(from);
                self.has_items_of(base, from);
                Change::CopyFrom(from)
            }
            ("swap_with_slice", [with]) => {
                let with = self.expr(with);
                self.has_items_of(base, with);
                let owners = self.owners(with);
                self.assigned.extend(owners);
                Change::SwapWith(with)
            }
            ("reverse", []) => Change::Reverse,
            ("rotate_left", [by]) => Change::RotateLeft(self.size(by)),
            ("rotate_right", [by]) => Change::RotateRight(self.size(by)),
            ("copy_within", [part, to]) => {
                let Expr::Range(range) = peel(part) else { return None };
                let part = self.range_of(base, range, span);
                Change::CopyWithin(part, self.size(to))
            }
            _ => return None,
        };
        let owners = self.owners(base);
        self.assigned.extend(owners);
        self.out.push(Step::Change(base, change));
        Some(self.unit(span))
    }

    pub(super) fn size(&mut self, expr: &Expr) -> Temp {
        let size = self.expr(expr);
        self.expect(size, Kind::Exact(Ty::USIZE));
        size
    }

    pub(super) fn is_item(&mut self, base: Temp, value: Temp) {
        self.is_item_type(base, self.ty(value));
    }

    fn is_item_type(&mut self, base: Temp, item: TyId) {
        if let Kind::Array(elem, _) = self.types.kind(self.ty(base)) {
            self.unify(elem, item);
        }
    }

    pub(super) fn has_items_of(&mut self, base: Temp, other: Temp) {
        let elem = self.types.fresh(Kind::Open);
        self.expect(other, Kind::Array(elem, Dim::Inferred));
        if let (Kind::Array(a, _), Kind::Array(b, _)) =
            (self.types.kind(self.ty(base)), self.types.kind(self.ty(other)))
        {
            self.unify(a, b);
        }
    }

    pub(super) fn gives_an_end(&mut self, name: &str, receiver: Temp) -> bool {
        let name = name.strip_suffix("_mut").unwrap_or(name);
        ENDS.contains(&name) && self.is_array(receiver)
    }

    /// `a[1..4].try_into().unwrap()`: an array of the length that its type says.
    fn sized(&mut self, base: Temp, span: Span) -> Temp {
        let (room, elem) = self.room(None, Dim::Inferred, span);
        self.is_item_type(base, elem);
        let array = self.read_var(room, span);
        self.assigned.push(room);
        self.out.push(Step::Change(array, Change::CopyFrom(base)));
        self.read_var(room, span)
    }

    /// `a.first().unwrap()` and the like.
    pub(super) fn end_of_array(&mut self, name: &str, base: Temp, span: Span) -> Temp {
        if name == "try_into" {
            return self.sized(base, span);
        }
        let (name, exclusive) = name.strip_suffix("_mut").map_or((name, false), |name| (name, true));
        let first = name.ends_with("first");
        let item = self.first_or_last(base, first, exclusive, span);
        if !name.starts_with("split") {
            return item;
        }
        let one = self.number(1, span);
        let rest = if first {
            self.cut(base, Some(one), End::Open, true, span)
        } else {
            let length = self.length(base, span);
            let most = self.bin(BinOp::Sub, length, one, span);
            self.cut(base, None, End::At(most), true, span)
        };
        let rest = self.borrowed(rest, exclusive, span);
        self.tuple(vec![item, rest], span)
    }

    fn first_or_last(&mut self, base: Temp, first: bool, exclusive: bool, span: Span) -> Temp {
        let index = if first {
            self.number(0, span)
        } else {
            let (length, one) = (self.length(base, span), self.number(1, span));
            self.bin(BinOp::Sub, length, one, span)
        };
        let item = self.index(base, index, span);
        self.borrowed(item, exclusive, span)
    }
}
