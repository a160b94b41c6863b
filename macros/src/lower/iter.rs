//! What a `for` runs over: ranges, and arrays by their elements.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Expr, ExprMethodCall, ExprRange};

use super::expr::{first_span, peel};
use super::reader::Reader;
use super::steps::{Bounds, Cut, Rhs, Step, Temp};
use super::types::Kind;
use crate::ir::Ty;
use crate::origins::hole;

/// The indices of a loop, and what its variable is at each.
pub(super) struct Source {
    pub(super) bounds: Bounds,
    pub(super) item: Item,
    /// Arrays that the loop runs over by value: the steps that copy them, in case that the loop changes the variable.
    pub(super) copies: Vec<usize>,
}

pub(super) enum Item {
    /// The index itself.
    Index,
    /// An element, and how many references stand before it.
    Element(Temp, usize),
    Pair(Box<Item>, Box<Item>),
    /// A part of an array, of a size.
    Part {
        base: Temp,
        size: Temp,
        cut: Cut,
        exclusive: bool,
    },
    /// A mutable reference to an element.
    Exclusive(Temp),
}

impl Reader<'_> {
    pub(super) fn source(&mut self, expr: &Expr) -> Option<Source> {
        match peel(expr) {
            Expr::Range(range) => self.range(range),
            Expr::MethodCall(call) => self.adapted(call),
            other => {
                let base = self.expr(other);
                Some(self.elements(base, first_span(other)))
            }
        }
    }

    fn range(&mut self, range: &ExprRange) -> Option<Source> {
        let span = first_span(range);
        let (Some(lo), Some(hi)) = (&range.start, &range.end) else {
            self.errors.not_yet(span, "ranges without an end", "write both ends of the range");
            return None;
        };
        let (lo, hi) = (self.expr(lo), self.expr(hi));
        self.unify_temps(lo, hi);
        if self.types.kind(self.ty(lo)) == Kind::Open {
            self.expect(lo, Kind::Int);
        }
        let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
        let bounds = Bounds { lo, hi, inclusive, step: None, reversed: false, step_after: false };
        Some(Source { bounds, item: Item::Index, copies: Vec::new() })
    }

    /// The elements of an array: references to them where it is behind one, else the values that are there now.
    fn elements(&mut self, base: Temp, span: Span) -> Source {
        if self.is_exclusive(base) {
            return self.elements_mut(base, span);
        }
        let refs = self.refs(base).min(1);
        let (mut base, mut copies) = (base, Vec::new());
        if refs == 0 && self.temps[base.at()].root.is_some() {
            copies.push(self.out.len());
            base = self.def(self.ty(base), span, Rhs::Copied(base));
        }
        let lo = self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Int(0));
        let hi = self.length(base, span);
        let bounds = Bounds { lo, hi, inclusive: false, step: None, reversed: false, step_after: false };
        Source { bounds, item: Item::Element(base, refs), copies }
    }

    /// Mutable references to the elements of an array.
    fn elements_mut(&mut self, base: Temp, span: Span) -> Source {
        let (lo, hi) = (self.number(0, span), self.length(base, span));
        let bounds = Bounds { lo, hi, inclusive: false, step: None, reversed: false, step_after: false };
        Source { bounds, item: Item::Exclusive(base), copies: Vec::new() }
    }

    /// `base.windows(size)` and the like.
    fn parts_of(&mut self, call: &ExprMethodCall, cut: Cut, exclusive: bool) -> Source {
        let span = call.method.span();
        let (base, size) = (self.expr(&call.receiver), self.expr(&call.args[0]));
        let lo = self.number(0, span);
        let hi = self.count_of_parts(base, size, cut, span);
        let bounds = Bounds { lo, hi, inclusive: false, step: None, reversed: false, step_after: false };
        Source { bounds, item: Item::Part { base, size, cut, exclusive }, copies: Vec::new() }
    }

    pub(super) fn length(&mut self, base: Temp, span: Span) -> Temp {
        let h = hole(0);
        self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Len { base, template: quote!(#h.len()) })
    }

    /// A chain of adaptors that a counted loop can follow.
    fn adapted(&mut self, call: &ExprMethodCall) -> Option<Source> {
        let span = call.method.span();
        let name = call.method.to_string();
        match (name.as_str(), call.args.len()) {
            ("iter" | "into_iter", 0) => {
                if let Expr::Range(_) = peel(&call.receiver) {
                    return self.source(&call.receiver);
                }
                let mut base = self.expr(&call.receiver);
                if name == "iter" {
                    base = self.same(base, 1, span);
                }
                Some(self.elements(base, span))
            }
            ("copied" | "cloned", 0) => {
                let mut source = self.source(&call.receiver)?;
                if let Item::Element(_, refs) = &mut source.item {
                    *refs = 0;
                }
                Some(source)
            }
            ("rev", 0) => {
                let mut source = self.source(&call.receiver)?;
                source.bounds.reversed = !source.bounds.reversed;
                Some(source)
            }
            ("step_by", 1) => {
                let mut source = self.source(&call.receiver)?;
                if source.bounds.step.is_some() {
                    return self.no_source(span, "two steps");
                }
                let step = self.expr(&call.args[0]);
                self.expect(step, Kind::Exact(Ty::USIZE));
                source.bounds.step = Some(step);
                source.bounds.step_after = source.bounds.reversed;
                Some(source)
            }
            ("enumerate", 0) => {
                let source = self.source(&call.receiver)?;
                if !counts_from_zero(&source) {
                    return self.no_source(span, "`enumerate` of anything but the elements of an array");
                }
                Some(Source { item: Item::Pair(Box::new(Item::Index), Box::new(source.item)), ..source })
            }
            ("zip", 1) => {
                let (a, b) = (self.source(&call.receiver)?, self.source(&call.args[0])?);
                if !counts_from_zero(&a) || !counts_from_zero(&b) {
                    return self.no_source(span, "`zip` of anything but the elements of arrays");
                }
                let hi = self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Shorter(a.bounds.hi, b.bounds.hi));
                let item = Item::Pair(Box::new(a.item), Box::new(b.item));
                let copies = a.copies.into_iter().chain(b.copies).collect();
                Some(Source { bounds: Bounds { hi, ..a.bounds }, item, copies })
            }
            ("windows", 1) => Some(self.parts_of(call, Cut::Windows, false)),
            ("chunks", 1) => Some(self.parts_of(call, Cut::Chunks, false)),
            ("chunks_exact", 1) => Some(self.parts_of(call, Cut::ChunksExact, false)),
            ("chunks_mut", 1) => Some(self.parts_of(call, Cut::Chunks, true)),
            ("chunks_exact_mut", 1) => Some(self.parts_of(call, Cut::ChunksExact, true)),
            ("iter_mut", 0) => {
                let base = self.expr(&call.receiver);
                Some(self.elements_mut(base, span))
            }
            ("map" | "filter" | "skip" | "take" | "chain" | "take_while", _) => {
                self.no_source(span, &format!("loops over `{name}`"))
            }
            _ => {
                let whole = Expr::MethodCall(call.clone());
                let base = self.expr(&whole);
                Some(self.elements(base, call.span()))
            }
        }
    }

    /// What the loop does not change is not copied.
    pub(super) fn copy_what_changes(&mut self, copies: &[usize], assigned: usize) {
        for at in copies {
            let Step::Def(_, Rhs::Copied(base)) = self.out[*at] else { continue };
            let root = self.temps[base.at()].root;
            if !root.is_some_and(|root| self.assigned[assigned..].contains(&root))
                && let Step::Def(_, rhs) = &mut self.out[*at]
            {
                *rhs = Rhs::Same(base);
            }
        }
    }

    fn no_source(&mut self, span: Span, what: &str) -> Option<Source> {
        self.errors.not_yet(span, what, "write `for i in 0..n` and index the arrays");
        None
    }

    /// Method chains that a loop does not follow.
    pub(super) fn iterator_refused(&mut self, span: Span) -> Temp {
        self.not_yet(span, "iterator chains", "write a `for` loop that adds up")
    }

    pub(super) fn item(&mut self, item: &Item, index: Temp, span: Span) -> Temp {
        match item {
            Item::Index => index,
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
        }
    }
}

/// The index of the loop is the number of the element.
fn counts_from_zero(source: &Source) -> bool {
    let plain = source.bounds.step.is_none() && !source.bounds.reversed;
    plain && !matches!(source.item, Item::Index)
}
