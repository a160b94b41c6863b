//! Where items come from.

use std::rc::Rc;

use proc_macro2::Span;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprMethodCall, ExprRange};

use super::{ADAPTORS, Chain, Counted, Item, MAKERS, SOURCES, Source};
use crate::ir::Ty;
use crate::lower::expr::{first_span, peel};
use crate::lower::reader::Reader;
use crate::lower::steps::{Cut, Rhs, Step, Temp};
use crate::lower::types::Kind;
use crate::origins::hole;

/// Methods that cut an array into parts, and whether these can be written to.
const CUTS: [(&str, Cut, bool); 5] = [
    ("windows", Cut::Windows, false),
    ("chunks", Cut::Chunks, false),
    ("chunks_exact", Cut::ChunksExact, false),
    ("chunks_mut", Cut::Chunks, true),
    ("chunks_exact_mut", Cut::ChunksExact, true),
];

impl Reader<'_> {
    /// Reads an expression as an iterator.
    pub(in crate::lower) fn iterator(&mut self, expr: &Expr) -> Option<Chain> {
        let mut links = Vec::new();
        let mut at = peel(expr);
        while let Expr::MethodCall(call) = at
            && ADAPTORS.iter().any(|name| call.method == name)
        {
            links.push(call);
            at = peel(&call.receiver);
        }
        let mut chain = self.source(at)?;
        while let Some(link) = links.pop() {
            chain = self.adapted(chain, link)?;
        }
        Some(chain)
    }

    /// The same, where statements may stand before it.
    pub(in crate::lower) fn iterator_block(&mut self, expr: &Expr) -> Option<Chain> {
        match peel(expr) {
            Expr::Block(block) if block.label.is_none() && block.attrs.is_empty() => {
                let last = self.before_last(&block.block)?;
                self.iterator_block(last)
            }
            other => self.iterator(other),
        }
    }

    fn source(&mut self, expr: &Expr) -> Option<Chain> {
        match expr {
            Expr::Range(range) => self.range(range).map(Chain::of),
            Expr::MethodCall(call) if SOURCES.iter().any(|name| call.method == name) => self.iterator_method(call),
            Expr::Call(call) if maker(call).is_some() => self.made(maker(call)?, call),
            Expr::Path(path) if self.named_iterator(path).is_some() => {
                self.named_iterator(path).map(Rc::unwrap_or_clone)
            }
            other => {
                let base = self.expr(other);
                Some(Chain::of(self.elements(base, first_span(other))))
            }
        }
    }

    fn iterator_method(&mut self, call: &ExprMethodCall) -> Option<Chain> {
        let (name, span) = (call.method.to_string(), call.method.span());
        if let Some((_, cut, exclusive)) = CUTS.iter().find(|(known, ..)| *known == name)
            && let Some(size) = call.args.first()
        {
            return Some(Chain::of(self.parts_of(&call.receiver, *cut, size, *exclusive, span)));
        }
        if self.is_iterator(&call.receiver) {
            return self.iterator(&call.receiver);
        }
        let mut base = self.expr(&call.receiver);
        match name.as_str() {
            "iter" => base = self.same(base, 1, span),
            "iter_mut" => return Some(Chain::of(self.elements_mut(base, span))),
            _ => {}
        }
        Some(Chain::of(self.elements(base, span)))
    }

    /// `base.windows(size)` and the like.
    fn parts_of(&mut self, base: &Expr, cut: Cut, size: &Expr, exclusive: bool, span: Span) -> Counted {
        let (base, size) = (self.expr(base), self.expr(size));
        let lo = self.number(0, span);
        let hi = self.count_of_parts(base, size, cut, span);
        Counted::plain(lo, Some(hi), Item::Part { base, size, cut, exclusive })
    }

    fn range(&mut self, range: &ExprRange) -> Option<Counted> {
        let span = first_span(range);
        let Some(lo) = &range.start else {
            self.errors.not_yet(span, "iterators over ranges without a beginning", "write the beginning of the range");
            return None;
        };
        let lo = self.expr(lo);
        let hi = range.end.as_ref().map(|hi| self.expr(hi));
        if let Some(hi) = hi {
            self.unify_temps(lo, hi);
        }
        if self.types.kind(self.ty(lo)) == Kind::Open {
            self.expect(lo, Kind::Int);
        }
        let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
        Some(Counted { inclusive, ..Counted::plain(lo, hi, Item::Index) })
    }

    /// The elements of an array: references to them where it is behind one, else the values that are there now.
    pub(super) fn elements(&mut self, base: Temp, span: Span) -> Counted {
        if self.is_exclusive(base) {
            return self.elements_mut(base, span);
        }
        let refs = self.refs(base).min(1);
        let (mut base, mut copies) = (base, Vec::new());
        match self.temps[base.at()].root {
            None => base = self.kept(base, span),
            Some(_) if refs == 0 => {
                base = self.def(self.ty(base), span, Rhs::Copied(base));
                copies.push(base);
            }
            Some(_) => {}
        }
        let lo = self.number(0, span);
        let hi = self.number_of_elements(base, span);
        Counted { copies, ..Counted::plain(lo, Some(hi), Item::Element(base, refs)) }
    }

    /// An array that is no variable yet is put in one: in the loop, it would be made at each turn.
    fn kept(&mut self, base: Temp, span: Span) -> Temp {
        let refs = self.refs(base);
        if self.temps[base.at()].poisoned {
            return base;
        }
        let var = self.new_var(None, self.ty(base), false);
        self.vars[var.at()].refs = refs;
        self.note_alias(var, base);
        self.out.push(Step::Bind(var, base));
        self.read_var(var, span)
    }

    /// Mutable references to the elements of an array.
    fn elements_mut(&mut self, base: Temp, span: Span) -> Counted {
        let (lo, hi) = (self.number(0, span), self.number_of_elements(base, span));
        Counted::plain(lo, Some(hi), Item::Exclusive(base))
    }

    /// The length of what is gone through by index: where only rustc knows what it is, rustc holds that it is an array.
    fn number_of_elements(&mut self, base: Temp, span: Span) -> Temp {
        let (h, krate, here) = (hole(0), &self.krate, Span::mixed_site().located_at(span));
        let template = quote_spanned!(here=> #krate::__private::elements(&#h).len());
        self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Len { base, template })
    }

    pub(in crate::lower) fn length(&mut self, base: Temp, span: Span) -> Temp {
        let h = hole(0);
        self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Len { base, template: quote!(#h.len()) })
    }

    /// What the loop does not change is not copied.
    pub(super) fn copy_what_changes(&mut self, copies: &[Temp], assigned: usize) {
        for copy in copies {
            let made = self.out.iter_mut().rev().find_map(|step| match step {
                Step::Def(out, rhs @ Rhs::Copied(_)) if out == copy => Some(rhs),
                _ => None,
            });
            let Some(Rhs::Copied(base)) = made.as_deref() else { continue };
            let base = *base;
            let root = self.temps[base.at()].root;
            if !root.is_some_and(|root| self.assigned[assigned..].contains(&root))
                && let Some(made) = made
            {
                *made = Rhs::Same(base);
            }
        }
    }

    /// A function of `std::iter`.
    fn made(&mut self, name: &str, call: &ExprCall) -> Option<Chain> {
        let span = call.func.span();
        match (name, call.args.len()) {
            ("once", 1) => {
                let value = self.expr(&call.args[0]);
                Some(Chain { source: Source::Once(value), stages: Vec::new(), guards: Vec::new() })
            }
            ("repeat" | "repeat_n", 1 | 2) => {
                let value = self.expr(&call.args[0]);
                let times = call.args.get(1).map(|n| self.number_of_items(n));
                let lo = self.number(0, span);
                Some(Chain::of(Counted::plain(lo, times, Item::Constant(value))))
            }
            ("zip", 2) => {
                let left = self.iterator(&call.args[0])?;
                self.side_by_side(left, &call.args[1], span)
            }
            ("successors", 2) => {
                let first = self.expr(&call.args[0]);
                let first = self.known_option(first, span)?;
                let next = self.state("next", first);
                let source = Source::Successors(next, self.function(&call.args[1])?);
                Some(Chain { source, stages: Vec::new(), guards: Vec::new() })
            }
            ("from_fn", 1) => {
                let source = Source::Asked(self.function(&call.args[0])?);
                Some(Chain { source, stages: Vec::new(), guards: Vec::new() })
            }
            _ => {
                self.errors.not_yet(first_span(&call.func), &format!("iterators from `{name}`"), "write a loop");
                None
            }
        }
    }

    /// What closures of iterators give has to be an `Option` by its form.
    pub(super) fn known_option(&mut self, value: Temp, span: Span) -> Option<Temp> {
        if self.option_of_a_call(value) {
            return Some(value);
        }
        if !self.temps[value.at()].poisoned {
            let help = "write `Some(..)` and `None` where the value is made";
            self.errors.not_yet(span, "options of an unknown type", help);
        }
        None
    }

    pub(super) fn number_of_items(&mut self, expr: &Expr) -> Temp {
        let n = self.expr(expr);
        self.expect(n, Kind::Exact(Ty::USIZE));
        n
    }
}

/// The name of a function of `std::iter`: `std::iter::once(x)`, or `once(x)` where it is imported.
pub(super) fn maker(call: &ExprCall) -> Option<&'static str> {
    let Expr::Path(path) = peel(&call.func) else { return None };
    let mut segments = path.path.segments.iter().rev();
    let last = segments.next()?;
    let known = MAKERS.iter().copied().find(|name| last.ident == name)?;
    match segments.next() {
        Some(parent) => (parent.ident == "iter").then_some(known),
        // These two are names that users give to functions of their own.
        None => (known != "zip" && known != "from_fn").then_some(known),
    }
}
