//! Iterators whose items stand at known positions: loops over indices.

use proc_macro2::Span;

use super::{Chain, Counted, Item, Map};
use crate::ir::{BinOp, Ty};
use crate::lower::reader::Reader;
use crate::lower::steps::{Bounds, Rhs, Temp, Turns};
use crate::lower::types::Kind;

impl Counted {
    pub(super) fn plain(lo: Temp, hi: Option<Temp>, item: Item) -> Self {
        let copies = Vec::new();
        Self { lo, hi, inclusive: false, step: None, reversed: false, step_after: false, item, unseen: None, copies }
    }

    /// Forwards, one by one.
    fn is_plain(&self) -> bool {
        self.step.is_none() && !self.reversed
    }

    pub(super) fn bounds(&self) -> Option<Bounds> {
        let Self { lo, inclusive, step, reversed, step_after, .. } = *self;
        self.hi.map(|hi| Bounds { lo, hi, inclusive, step, reversed, step_after, segment: None })
    }

    fn with(self, item: impl FnOnce(Box<Item>) -> Item) -> Self {
        Self { item: item(Box::new(self.item)), ..self }
    }

    pub(super) fn mapped(self, f: super::Callable) -> Self {
        self.with(|item| Item::Mapped(item, f))
    }

    pub(super) fn inspected(self, f: super::Callable) -> Self {
        self.with(|item| Item::Seen(item, f))
    }

    pub(super) fn backwards(self, span: Span) -> Self {
        Self { reversed: !self.reversed, ..self.leaves_out(span) }
    }

    /// Here Rust calls closures for items that it drops.
    pub(super) fn leaves_out(self, span: Span) -> Self {
        let unseen = self.unseen.or_else(|| self.item.calls().then_some(span));
        Self { unseen, ..self }
    }

    pub(super) fn copied(self) -> Self {
        self.with(Item::Copied)
    }
}

impl Reader<'_> {
    pub(super) fn plus(&mut self, a: Temp, b: Temp, span: Span) -> Temp {
        match (self.literal_of(a), self.literal_of(b)) {
            (_, Some(0)) => a,
            (Some(0), _) => b,
            (Some(x), Some(y)) => self.def(self.ty(a), span, Rhs::Int(x + y)),
            _ => self.bin(BinOp::Add, a, b, span),
        }
    }

    fn is_usize(&mut self, temp: Temp) -> bool {
        self.types.kind(self.ty(temp)) == Kind::Exact(Ty::USIZE)
    }

    /// The same with its end left out.
    fn half_open(&mut self, c: Counted, span: Span) -> Counted {
        let (true, Some(hi)) = (c.inclusive, c.hi) else { return c };
        let one = self.def(self.ty(hi), span, Rhs::Int(1));
        Counted { hi: Some(self.plus(hi, one, span)), inclusive: false, ..c }
    }

    /// How many integers there are from one to before the other.
    fn distance(&mut self, lo: Temp, hi: Temp, span: Span) -> Temp {
        match (self.literal_of(lo), self.literal_of(hi)) {
            (Some(0), None) if self.is_usize(hi) => hi,
            (Some(x), Some(y)) => self.number((y - x).max(0), span),
            _ => self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Turns(Turns::Distance(lo, hi))),
        }
    }

    /// Forwards, one by one, in `usize`, half open. From zero where it was not so before.
    fn straight(&mut self, c: Counted, span: Span) -> Counted {
        let c = self.half_open(c, span);
        if c.is_plain() && self.is_usize(c.lo) {
            return c;
        }
        self.by_position(c, span)
    }

    /// The same items by their positions.
    pub(super) fn by_position(&mut self, c: Counted, span: Span) -> Counted {
        let c = self.half_open(c, span);
        if c.is_plain() && self.is_usize(c.lo) && self.literal_of(c.lo) == Some(0) {
            return c;
        }
        let mut n = c.hi.map(|hi| self.distance(c.lo, hi, span));
        let mut maps = Vec::new();
        if let (Some(step), Some(all)) = (c.step, n) {
            n = Some(self.steps(all, step, span));
        }
        // `rev` after `step_by` begins with the last of the steps, `step_by` after `rev` with the last of all.
        if let (true, Some(n)) = (c.step.is_some() && c.reversed != c.step_after, n) {
            maps.push(Map::Back(n));
        }
        maps.extend(c.step.map(Map::Times));
        let backwards = if c.step.is_some() { c.step_after } else { c.reversed };
        let usual = self.is_usize(c.lo);
        match (backwards, c.hi) {
            (true, Some(hi)) if usual => maps.push(Map::Back(hi)),
            (true, Some(hi)) => maps.extend([Map::As(self.ty(hi)), Map::Back(hi)]),
            _ if usual => maps.push(Map::Plus(c.lo)),
            _ => maps.extend([Map::As(self.ty(c.lo)), Map::Plus(c.lo)]),
        }
        let item = maps.into_iter().rev().fold(c.item, |item, map| Item::At(Box::new(item), map));
        let zero = self.number(0, span);
        Counted { unseen: c.unseen, copies: c.copies, ..Counted::plain(zero, n, item) }
    }

    /// How many steps it takes.
    fn steps(&mut self, n: Temp, step: Temp, span: Span) -> Temp {
        let one = self.number(1, span);
        let over = self.bin(BinOp::Sub, step, one, span);
        let rounded = self.bin(BinOp::Add, n, over, span);
        self.bin(BinOp::Div, rounded, step, span)
    }

    // ---- adaptors

    pub(super) fn stepped(&mut self, c: Counted, step: Temp, span: Span) -> Counted {
        let c = c.leaves_out(span);
        if c.step.is_none() && c.hi.is_some() {
            return Counted { step: Some(step), step_after: c.reversed, ..c };
        }
        let c = self.by_position(c, span);
        match c.hi {
            Some(_) => Counted { step: Some(step), ..c },
            None => c.with(|item| Item::At(item, Map::Times(step))),
        }
    }

    pub(super) fn skipped(&mut self, c: Counted, n: Temp, span: Span) -> Counted {
        let c = self.straight(c.leaves_out(span), span);
        Counted { lo: self.plus(c.lo, n, span), ..c }
    }

    pub(super) fn taken(&mut self, c: Counted, n: Temp, span: Span) -> Counted {
        let c = self.straight(c, span);
        let end = self.plus(c.lo, n, span);
        let hi = c.hi.map_or(end, |hi| self.shorter(hi, end, span));
        Counted { hi: Some(hi), ..c }
    }

    fn shorter(&mut self, a: Temp, b: Temp, span: Span) -> Temp {
        match (self.literal_of(a), self.literal_of(b)) {
            (Some(x), Some(y)) => {
                if x < y {
                    a
                } else {
                    b
                }
            }
            _ => self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Shorter(a, b)),
        }
    }

    pub(super) fn numbered(&mut self, c: Counted, span: Span) -> Counted {
        let c = self.straight(c, span);
        let number = Item::At(Box::new(Item::Index), Map::Minus(c.lo));
        c.with(|item| Item::Pair(Box::new(number), item))
    }

    /// Two side by side, as long as the shorter. The loop begins where the one with the higher first index does.
    pub(super) fn paired(&mut self, a: Counted, b: Counted, span: Span) -> Counted {
        let (mut a, mut b) = (self.straight(a.leaves_out(span), span), self.straight(b, span));
        let unseen = a.unseen.or(b.unseen);
        if self.literal_of(a.lo).is_none() || self.literal_of(b.lo).is_none() {
            (a, b) = (self.by_position(a, span), self.by_position(b, span));
        }
        let (first, second) = (self.literal_of(a.lo).unwrap_or(0), self.literal_of(b.lo).unwrap_or(0));
        let lo = first.max(second);
        let (a, b) = (self.moved_up(a, lo - first, span), self.moved_up(b, lo - second, span));
        let hi = match (a.hi, b.hi) {
            (Some(x), Some(y)) => Some(self.shorter(x, y, span)),
            (x, y) => x.or(y),
        };
        let copies = a.copies.into_iter().chain(b.copies).collect();
        let lo = self.number(lo, span);
        Counted { unseen, copies, ..Counted::plain(lo, hi, Item::Pair(Box::new(a.item), Box::new(b.item))) }
    }

    fn moved_up(&mut self, c: Counted, by: i128, span: Span) -> Counted {
        if by == 0 {
            return c;
        }
        let by = self.number(by, span);
        let (lo, hi) = (self.plus(c.lo, by, span), c.hi.map(|hi| self.plus(hi, by, span)));
        Counted { lo, hi, ..c }.with(|item| Item::At(item, Map::Minus(by)))
    }

    /// The item that comes first, at which index, whether there is one, and those after it.
    pub(super) fn first_and_others(&mut self, c: Counted, span: Span) -> Option<(Item, Temp, Temp, Chain)> {
        let c = self.straight(c, span);
        let some = self.bin(BinOp::Gt, c.hi?, c.lo, span);
        let one = self.number(1, span);
        let (first, lo) = (c.item.clone(), c.lo);
        let others = Counted { lo: self.plus(lo, one, span), ..c };
        Some((first, lo, some, Chain::of(others)))
    }

    /// How many items there are.
    pub(super) fn number_of(&mut self, c: &Counted, span: Span) -> Option<Temp> {
        let c = self.half_open(c.clone(), span);
        let n = self.distance(c.lo, c.hi?, span);
        Some(match c.step {
            Some(step) => self.steps(n, step, span),
            None => n,
        })
    }

    // ---- items

    /// The item at an index. Closures that are not called as often as in Rust must not change anything.
    pub(super) fn item_of(&mut self, c: &Counted, index: Temp, span: Span) -> Temp {
        let (vars, assigned) = (self.vars.len(), self.assigned.len());
        let item = self.item(&c.item, index, span);
        if let Some(unseen) = c.unseen
            && self.assigned[assigned..].iter().any(|var| var.at() < vars)
        {
            let help = "write a loop, or change the variable in a later `map`";
            self.errors.not_yet(unseen, "adaptors that drop items of closures which change variables", help);
        }
        item
    }

    pub(super) fn item(&mut self, item: &Item, index: Temp, span: Span) -> Temp {
        match item {
            Item::Index => index,
            Item::Constant(value) => *value,
            Item::Element(base, refs) => {
                let element = self.index(*base, index, span);
                self.same(element, *refs, span)
            }
            Item::Part { base, size, cut, exclusive } => self.part_number(*base, *size, *cut, index, *exclusive, span),
            Item::Exclusive(base) => {
                let base = self.again(*base, span);
                let element = self.index(base, index, span);
                self.exclusive(element, span)
            }
            Item::Pair(a, b) => {
                let (a, b) = (self.item(a, index, span), self.item(b, index, span));
                self.tuple(vec![a, b], span)
            }
            Item::Mapped(inner, f) => {
                let value = self.item(inner, index, span);
                self.apply(f, vec![value], span)
            }
            Item::Seen(inner, f) => {
                let value = self.item(inner, index, span);
                self.inspected(f, value, span);
                value
            }
            Item::Copied(inner) => {
                let value = self.item(inner, index, span);
                self.dereferenced(value, span)
            }
            Item::At(inner, map) => {
                let index = self.at(map, index, span);
                self.item(inner, index, span)
            }
        }
    }

    pub(super) fn dereferenced(&mut self, value: Temp, span: Span) -> Temp {
        self.same(value, self.refs(value).saturating_sub(1), span)
    }

    pub(super) fn inspected(&mut self, f: &super::Callable, value: Temp, span: Span) {
        let seen = self.same(value, self.refs(value) + 1, span);
        let nothing = self.apply(f, vec![seen], span);
        self.discard(nothing);
    }

    fn at(&mut self, map: &Map, index: Temp, span: Span) -> Temp {
        match map {
            Map::Plus(by) => self.plus(*by, index, span),
            Map::Minus(by) if self.literal_of(*by) == Some(0) => index,
            Map::Minus(by) => self.bin(BinOp::Sub, index, *by, span),
            Map::Times(by) => self.bin(BinOp::Mul, index, *by, span),
            Map::Back(end) => {
                let one = self.def(self.ty(*end), span, Rhs::Int(1));
                let last = self.bin(BinOp::Sub, *end, one, span);
                self.bin(BinOp::Sub, last, index, span)
            }
            Map::As(ty) => self.def(*ty, span, Rhs::Turns(Turns::Number(index))),
        }
    }
}
