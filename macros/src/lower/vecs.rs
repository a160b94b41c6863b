//! Methods that make a `Vec` longer or shorter.

use proc_macro2::Span;
use syn::Expr;

use super::assign::Target;
use super::reader::Reader;
use super::steps::{Change, End, Growth, Step, Temp};
use crate::ir::BinOp;

impl Reader<'_> {
    /// Methods that make a `Vec` longer or shorter.
    pub(super) fn growing_method(&mut self, name: &str, base: Temp, args: &[&Expr], span: Span) -> Option<Temp> {
        let how = match (name, args) {
            ("push", [value]) => {
                let value = self.expr(value);
                self.is_item(base, value);
                Growth::Push(value)
            }
            ("extend", [from]) if self.is_iterator(from) => return Some(self.extend(base, from, span)),
            ("extend" | "extend_from_slice", [from]) => {
                let from = self.expr(from);
                self.has_items_of(base, from);
                Growth::Extend(from)
            }
            ("resize", [len, value]) => {
                let (len, value) = (self.size(len), self.expr(value));
                self.is_item(base, value);
                Growth::Resize(len, value)
            }
            ("truncate", [len]) => Growth::Truncate(self.size(len)),
            ("clear", []) => Growth::Clear,
            ("pop", []) => return self.pop(base, span),
            ("insert", [at, value]) => {
                let (at, value) = (self.size(at), self.expr(value));
                return self.insert(base, at, value, span);
            }
            ("remove", [at]) => {
                let at = self.size(at);
                return self.remove(base, at, span);
            }
            ("swap_remove", [at]) => {
                let at = self.size(at);
                return self.swap_remove(base, at, span);
            }
            ("retain", [f]) => return self.retain(base, f, span),
            _ => return None,
        };
        self.grow(base, how, span)
    }

    fn grow(&mut self, base: Temp, how: Growth, span: Span) -> Option<Temp> {
        let Some(Target::Variable { var, path }) = self.referent(base, span) else { return None };
        if !path.is_empty() || self.refs(base) > 0 && !self.is_exclusive(base) {
            return None;
        }
        if self.written.contains(&var) {
            let help = "take the `Vec` by value and return it, or return what is added";
            return Some(self.not_yet(span, "`&mut Vec` parameters that become longer or shorter", help));
        }
        self.assigned.push(var);
        self.out.push(Step::Grow { var, how });
        Some(self.unit(span))
    }

    /// `v.pop()`: the last element, if there is one, which is gone then.
    fn pop(&mut self, base: Temp, span: Span) -> Option<Temp> {
        let (length, zero) = (self.length(base, span), self.number(0, span));
        let present = self.operation(BinOp::Gt, length, zero, span);
        let mut grown = false;
        let some = |r: &mut Self| {
            let one = r.number(1, span);
            let last = r.bin(BinOp::Sub, length, one, span);
            let base = r.again(base, span);
            let item = r.index(base, last, span);
            let item = r.same(item, 0, span);
            grown = r.grow(base, Growth::Truncate(last), span).is_some();
            item
        };
        let content = self.choose(present, span, some, |r| r.never(span));
        grown.then(|| self.option(present, content, span))
    }

    /// `v.extend(iterator)`
    fn extend(&mut self, base: Temp, from: &Expr, span: Span) -> Temp {
        let Some(chain) = self.iterator(from) else { return self.poison(span) };
        self.drive(&chain, span, &mut |r, item, _| {
            let base = r.again(base, span);
            let item = r.same(item, 0, span);
            r.is_item(base, item);
            if r.grow(base, Growth::Push(item), span).is_none() {
                r.not_yet(span, "`extend` of this", "push the elements to a variable of their own");
            }
        });
        self.unit(span)
    }

    /// `v.insert(at, value)`: it goes to the end, and those from there on one further.
    fn insert(&mut self, base: Temp, at: Temp, value: Temp, span: Span) -> Option<Temp> {
        self.is_item(base, value);
        let length = self.length(base, span);
        self.cut(base, Some(at), End::At(length), false, span);
        let done = self.grow(base, Growth::Push(value), span)?;
        let base = self.again(base, span);
        let one = self.number(1, span);
        let (moved, next) =
            (self.cut(base, Some(at), End::At(length), true, span), self.bin(BinOp::Add, at, one, span));
        self.move_within(base, moved, next);
        let base = self.again(base, span);
        self.store(base, at, value);
        Some(done)
    }

    /// `v.remove(at)`: those behind it come one forward.
    fn remove(&mut self, base: Temp, at: Temp, span: Span) -> Option<Temp> {
        let (item, last) = self.taken_out(base, at, span);
        let again = self.again(base, span);
        let one = self.number(1, span);
        let next = self.bin(BinOp::Add, at, one, span);
        let moved = self.cut(again, Some(next), End::Open, true, span);
        self.move_within(again, moved, at);
        self.grow(base, Growth::Truncate(last), span)?;
        Some(item)
    }

    /// `v.swap_remove(at)`: the last one takes its place.
    fn swap_remove(&mut self, base: Temp, at: Temp, span: Span) -> Option<Temp> {
        let (item, last) = self.taken_out(base, at, span);
        let again = self.again(base, span);
        let end = self.index(again, last, span);
        let end = self.same(end, 0, span);
        self.store(again, at, end);
        self.grow(base, Growth::Truncate(last), span)?;
        Some(item)
    }

    /// An element, and the index of the last one.
    fn taken_out(&mut self, base: Temp, at: Temp, span: Span) -> (Temp, Temp) {
        let item = self.index(base, at, span);
        let item = self.same(item, 0, span);
        let (length, one) = (self.length(base, span), self.number(1, span));
        (item, self.bin(BinOp::Sub, length, one, span))
    }

    fn move_within(&mut self, base: Temp, part: Temp, to: Temp) {
        let owners = self.owners(base);
        self.assigned.extend(owners);
        self.out.push(Step::Change(base, Change::CopyWithin(part, to)));
    }

    /// `v.retain(|item| ..)`: those that pass move to the front.
    fn retain(&mut self, base: Temp, f: &Expr, span: Span) -> Option<Temp> {
        let f = self.callable(f)?;
        let zero = self.number(0, span);
        let kept = self.state("kept", zero);
        let all = self.positions(base, span);
        self.drive(&all, span, &mut |r, at, _| {
            let again = r.again(base, span);
            let item = r.index(again, at, span);
            let item = r.same(item, 0, span);
            let holds = r.test_of(&f, item, span);
            let (keep, ()) = r.nested(|r| {
                let again = r.again(base, span);
                let to = r.counted_up(kept, span);
                r.store(again, to, item);
            });
            r.push_if(holds, keep, Vec::new());
        });
        let length = self.read_var(kept, span);
        self.grow(base, Growth::Truncate(length), span)
    }
}
