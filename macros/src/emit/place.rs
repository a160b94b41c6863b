//! Arrays: how they are named, read and written.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::expr::{Piece, Prec, compound};
use super::literal;
use super::plan::Form;
use super::uses::flat;
use super::{Held, Printer};
use crate::ir::{BinOp, Const, Dim, Op, Place, PlaceKind, Pure, Val};

/// How many states of calls stand on the stack at most.
const FEW: i128 = 64;

impl Printer<'_> {
    pub(super) fn held(&self, p: Place) -> Held {
        self.places.get(&p).map_or(Held::Owned, |(_, held)| *held)
    }

    /// The name of a place; a local gets one when it is first named.
    pub(super) fn place_ident(&mut self, p: Place) -> Ident {
        self.note_place(p);
        if let Some((name, _)) = self.places.get(&p) {
            return name.clone();
        }
        let text = self.plan.func.place(p).hint.as_ref().map_or_else(|| "a".to_owned(), |h| h.text.to_string());
        let name = self.names.give(&text);
        self.places.insert(p, (name.clone(), Held::Owned));
        name
    }

    /// What stands for a place in code of the user's.
    pub(super) fn place_name(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        if self.lent.contains(&p) { quote!((&#name.to_vec())) } else { quote!(#name) }
    }

    pub(super) fn dims(&self, p: Place) -> &[Dim] {
        &self.plan.func.place(p).dims
    }

    /// The whole content as a value: `a`, or `*a` behind a reference.
    pub(super) fn content(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        match self.held(p) {
            Held::Owned => quote!(#name),
            Held::Shared | Held::Mutable => quote!(*#name),
            Held::Tangent => quote!(#name.get()),
            Held::Tangents => unreachable!("lanes are read one by one"),
            Held::Sink | Held::Entries => unreachable!("a sink is never read"),
        }
    }

    // ---- elements

    pub(super) fn load(&mut self, p: Place, index: &[Val]) -> Piece {
        if self.held(p) == Held::Tangent && !index.is_empty() {
            let name = self.place_ident(p);
            let at = self.flat_index(p, index);
            return Piece::atom(quote!(#name.at(#at)));
        }
        if let (Held::Tangents, [index @ .., lane]) = (self.held(p), index) {
            let name = self.place_ident(p);
            let (at, lane) = (self.flat_index(p, index), self.tokens(*lane));
            return Piece::atom(quote!(#name.lane(#at, #lane)));
        }
        self.element(p, index)
    }

    fn element(&mut self, p: Place, index: &[Val]) -> Piece {
        if index.is_empty() {
            let tokens = self.content(p);
            let star = matches!(self.held(p), Held::Shared | Held::Mutable);
            return Piece::new(tokens, if star { Prec::Unary } else { Prec::Postfix });
        }
        let name = self.place_ident(p);
        if flat(self.plan.func, p) {
            let at = self.flat_index(p, index);
            return Piece::atom(quote!(#name[#at]));
        }
        let index: Vec<TokenStream> = index.iter().map(|i| self.tokens(*i)).collect();
        Piece::atom(quote!(#name #([#index])*))
    }

    /// `(i * rows + j) * cols + k`
    fn flat_index(&mut self, p: Place, index: &[Val]) -> TokenStream {
        let dims = self.dims(p).to_vec();
        let mut sizes = self.plan.uses.sizes(p).to_vec().into_iter();
        let mut at: Option<(Piece, Option<i128>)> = None;
        for (dim, i) in dims.into_iter().zip(index) {
            let size = if dim == Dim::Dyn { sizes.next() } else { None };
            let known = self.known_int(*i);
            let i = (self.value(*i), known);
            at = Some(match at {
                None => i,
                Some(outer) => {
                    let size = self.extent(p, dim, size);
                    add(multiply(outer, size), i)
                }
            });
        }
        at.expect("a place without dimensions has no index").0.tokens
    }

    fn known_int(&self, v: Val) -> Option<i128> {
        match self.plan.known(v) {
            Some(Const::Int(n)) => Some(n),
            _ => None,
        }
    }

    pub(super) fn extent(&mut self, p: Place, dim: Dim, size: Option<Val>) -> (Piece, Option<i128>) {
        match (dim, size) {
            (Dim::Lit(n), _) => (Piece::atom(literal::count(n)), Some(i128::from(n))),
            (Dim::Named(origin), _) => (super::expr::opaque(self.origins.render(origin, &[])), None),
            (_, Some(v)) => (self.value(v), self.known_int(v)),
            (..) => {
                let name = self.place_ident(p);
                (Piece::atom(quote!(#name[0].len())), None)
            }
        }
    }

    pub(super) fn len(&mut self, p: Place, axis: u8) -> Piece {
        let name = self.place_ident(p);
        if flat(self.plan.func, p) && self.dims(p).len() > 1 {
            let dim = self.dims(p)[usize::from(axis)];
            let dynamic = self.dims(p)[..usize::from(axis)].iter().filter(|d| **d == Dim::Dyn).count();
            let size = self.plan.uses.sizes(p).get(dynamic).copied().filter(|_| dim == Dim::Dyn);
            return self.extent(p, dim, size).0;
        }
        let zeros = (0..axis).map(|_| quote!([0]));
        Piece::atom(quote!(#name #(#zeros)*.len()))
    }

    // ---- statements

    pub(super) fn store(&mut self, p: Place, index: &[Val], value: Val) -> TokenStream {
        let target = self.element(p, index).tokens;
        let same = |me: &Self, v: Val| {
            let read = me.plan.uses.inst(v).map(|i| &i.op);
            let canon = |index: &[Val]| index.iter().map(|i| me.plan.uses.canon(*i)).collect::<Vec<_>>();
            me.plan.form(v) != Form::Own
                && matches!(read, Some(Op::Load { place, index: i }) if *place == p && canon(i) == canon(index))
        };
        self.assignment(&target, value, &same)
    }

    pub(super) fn accumulate(&mut self, p: Place, index: &[Val], value: Val) -> TokenStream {
        if self.held(p) == Held::Entries {
            let name = self.place_ident(p);
            let (index, value) = (index.iter().map(|i| self.tokens(*i)).collect::<Vec<_>>(), self.tokens(value));
            return quote!(#name.add(#(#index,)* #value););
        }
        if self.held(p) == Held::Sink {
            let name = self.place_ident(p);
            let value = self.tokens(value);
            if index.is_empty() {
                return quote!(#name.add(#value););
            }
            let at = self.flat_index(p, index);
            return quote!(#name.add_at(#at, #value););
        }
        let target = self.element(p, index).tokens;
        let (op, value) = self.signed(value);
        let op = compound(op);
        let value = self.tokens(value);
        quote!(#target #op #value;)
    }

    /// A term to be added: a minus sign goes into the operator.
    pub(super) fn signed(&self, v: Val) -> (BinOp, Val) {
        let v = self.plan.uses.canon(v);
        let negated = if self.plan.form(v) == Form::Inline { self.plan.negated(v) } else { None };
        negated.map_or((BinOp::Add, v), |inner| (BinOp::Sub, inner))
    }

    pub(super) fn push(&mut self, p: Place, value: Val) -> TokenStream {
        let value = self.tokens(value);
        self.pushed(p, &value)
    }

    pub(super) fn pushed(&mut self, p: Place, value: &TokenStream) -> TokenStream {
        let name = self.place_ident(p);
        if self.slots.contains(&p) {
            return quote!(#name = ::core::option::Option::Some(#value););
        }
        quote!(#name.push(#value);)
    }

    pub(super) fn pop(&mut self, p: Place) -> TokenStream {
        let (name, krate) = (self.place_ident(p), &self.krate);
        if self.slots.contains(&p) {
            return quote!(#krate::__private::take(&mut #name));
        }
        if self.few(p).is_some() {
            return quote!(#name.take());
        }
        if self.is_buffer(p) {
            quote!(#krate::__private::pop(#name))
        } else {
            quote!(#krate::__private::pop(&mut #name))
        }
    }

    /// How many values a stack holds at most, if they are few and rustc can know it.
    pub(super) fn few(&self, p: Place) -> Option<TokenStream> {
        let n = *self.plan.uses.sizes(p).first().filter(|_| self.plan.func.place(p).kind == PlaceKind::Stack)?;
        match self.plan.uses.inst(n).map(|inst| &inst.op) {
            Some(Op::Pure(Pure::Const(Const::Int(n)))) if *n <= FEW => {
                let n = proc_macro2::Literal::usize_unsuffixed(usize::try_from(*n).ok()?);
                Some(quote!(#n))
            }
            Some(Op::Pure(Pure::Opaque(origin, ..))) if self.plan.func.constants.contains(origin) => {
                let n = self.origins.render(*origin, &[]);
                Some(quote!({ #n }))
            }
            _ => None,
        }
    }

    /// Whether anything but its birth changes a local.
    pub(super) fn is_written(&self, p: Place) -> bool {
        self.written.contains(&p)
    }

    pub(super) fn is_local(&self, p: Place) -> bool {
        self.plan.func.place(p).kind.is_local()
    }
}

/// An index or a length, and the number that it is, where that is known.
type Measured = (Piece, Option<i128>);

pub(super) fn multiply(a: Measured, b: Measured) -> Measured {
    match (a.1, b.1) {
        (Some(0), _) | (_, Some(1)) => a,
        (_, Some(0)) | (Some(1), _) => b,
        (Some(m), Some(n)) => whole(m.saturating_mul(n)),
        _ => (a.0.infix(BinOp::Mul, b.0), None),
    }
}

fn add(a: Measured, b: Measured) -> Measured {
    match (a.1, b.1) {
        (Some(0), _) => b,
        (_, Some(0)) => a,
        (Some(m), Some(n)) => whole(m.saturating_add(n)),
        _ => (a.0.infix(BinOp::Add, b.0), None),
    }
}

fn whole(n: i128) -> Measured {
    (Piece::atom(literal::count(u64::try_from(n).unwrap_or(u64::MAX))), Some(n))
}

pub(super) fn mut_if(yes: bool) -> TokenStream {
    if yes { quote!(mut) } else { TokenStream::new() }
}
