//! Arrays: how they are named, indexed, made, copied and filled.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::expr::{Piece, Prec, compound};
use super::literal;
use super::plan::Form;
use super::uses::flat;
use super::{Held, Printer};
use crate::ir::{BinOp, Const, Dim, Init, Op, Place, PlaceKind, Val};

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

    pub(super) fn place_name(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        quote!(#name)
    }

    fn dims(&self, p: Place) -> &[Dim] {
        &self.plan.func.place(p).dims
    }

    /// The whole content as a value: `a`, or `*a` behind a reference.
    fn content(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        match self.held(p) {
            Held::Owned => quote!(#name),
            Held::Shared | Held::Mutable => quote!(*#name),
            Held::Tangent => quote!(#name.get()),
            Held::Sink => unreachable!("a sink is never read"),
        }
    }

    // ---- elements

    pub(super) fn load(&mut self, p: Place, index: &[Val]) -> Piece {
        if self.held(p) == Held::Tangent && !index.is_empty() {
            let name = self.place_ident(p);
            let at = self.flat_index(p, index);
            return Piece::atom(quote!(#name.at(#at)));
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

    fn extent(&mut self, p: Place, dim: Dim, size: Option<Val>) -> (Piece, Option<i128>) {
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
        let name = self.place_name(p);
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
        let (name, value) = (self.place_ident(p), self.tokens(value));
        quote!(#name.push(#value);)
    }

    pub(super) fn pop(&mut self, p: Place) -> TokenStream {
        let (name, krate) = (self.place_ident(p), &self.krate);
        quote!(#krate::__private::pop(&mut #name))
    }

    // ---- beginnings

    pub(super) fn alloc(&mut self, p: Place, init: &Init) -> TokenStream {
        let content = self.initial(p, init);
        let name = self.place_ident(p);
        if !self.declared.insert(p) {
            return quote!(#name = #content;);
        }
        let mutable = self.mut_if(self.is_written(p));
        quote!(let #mutable #name = #content;)
    }

    fn initial(&mut self, p: Place, init: &Init) -> TokenStream {
        match init {
            Init::Fill(v) => {
                let v = self.first_number(p, *v);
                self.repeated(p, v)
            }
            Init::Items(items) => self.items(p, items),
            Init::Copy(from) => self.copied(p, *from),
            Init::ZerosLike(like) if self.dims(p).iter().any(|d| *d == Dim::Inferred) || self.lacks_sizes(p) => {
                let (like, krate) = (self.slice(*like), &self.krate);
                quote!(#krate::__private::zeros_like(#like))
            }
            Init::ZerosLike(_) => {
                let zero = literal::constant(Const::Float(0), self.plan.func.place(p).elem, self.types.of_place(p));
                self.repeated(p, zero.tokens)
            }
            Init::Empty => {
                let krate = &self.krate;
                quote!(#krate::__private::Vec::new())
            }
        }
    }

    fn lacks_sizes(&self, p: Place) -> bool {
        self.dims(p).iter().filter(|d| **d == Dim::Dyn).count() > self.plan.uses.sizes(p).len()
    }

    fn first_number(&mut self, p: Place, v: Val) -> TokenStream {
        if self.types.of_place(p) { self.typed(v) } else { self.tokens(v) }
    }

    /// `[[v; N]; M]`, or one flat `Vec`.
    fn repeated(&mut self, p: Place, v: TokenStream) -> TokenStream {
        let dims = self.dims(p).to_vec();
        if flat(self.plan.func, p) {
            let mut sizes = self.plan.uses.sizes(p).to_vec().into_iter();
            let mut len: Option<(Piece, Option<i128>)> = None;
            for dim in dims {
                let size = if dim == Dim::Dyn { sizes.next() } else { None };
                let extent = self.extent(p, dim, size);
                len = Some(match len {
                    None => extent,
                    Some(len) => multiply(len, extent),
                });
            }
            let (len, krate) = (len.map(|l| l.0.tokens), &self.krate);
            return quote!(#krate::__private::vec![#v; #len]);
        }
        dims.into_iter().rev().fold(v, |inner, dim| {
            let n = self.extent(p, dim, None).0.tokens;
            quote!([#inner; #n])
        })
    }

    fn items(&mut self, p: Place, items: &[Val]) -> TokenStream {
        let mut parts: Vec<TokenStream> = Vec::new();
        for (k, v) in items.iter().enumerate() {
            parts.push(if k == 0 { self.first_number(p, *v) } else { self.tokens(*v) });
        }
        if flat(self.plan.func, p) {
            let krate = &self.krate;
            return quote!(#krate::__private::vec![#(#parts),*]);
        }
        for dim in self.dims(p).iter().skip(1).rev() {
            let Dim::Lit(n) = dim else { continue };
            let n = usize::try_from(*n).unwrap_or(usize::MAX).max(1);
            parts = parts.chunks(n).map(|row| quote!([#(#row),*])).collect();
        }
        if self.dims(p).is_empty() { quote!(#(#parts)*) } else { quote!([#(#parts),*]) }
    }

    fn copied(&mut self, p: Place, from: Place) -> TokenStream {
        if self.held(from) == Held::Tangent && !self.dims(p).is_empty() {
            let (name, krate) = (self.place_ident(from), &self.krate);
            return if flat(self.plan.func, p) {
                quote!(#krate::__private::to_vec(&#name))
            } else {
                quote!(#krate::__private::to_array(&#name))
            };
        }
        if !flat(self.plan.func, p) {
            return self.content(from);
        }
        let name = self.place_ident(from);
        if flat(self.plan.func, from) {
            return quote!(#name.clone());
        }
        match self.dims(from) {
            [] | [_] => quote!(#name.to_vec()),
            [_, inner @ ..] if inner.contains(&Dim::Dyn) => quote!(#name.concat()),
            [_, inner @ ..] => {
                let flatten = inner.iter().map(|_| quote!(.as_flattened()));
                quote!(#name #(#flatten)*.to_vec())
            }
        }
    }

    // ---- whole places

    /// Everything as one slice, for reading.
    fn slice(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        let rows = self.dims(p).len().saturating_sub(1);
        if rows > 0 && !flat(self.plan.func, p) {
            let flatten = (0..rows).map(|_| quote!(.as_flattened()));
            return quote!(#name #(#flatten)*);
        }
        if self.held(p) == Held::Owned { quote!(&#name) } else { quote!(#name) }
    }

    /// Everything as one slice, for a method that writes.
    fn slice_mut(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        let rows = if flat(self.plan.func, p) { 0 } else { self.dims(p).len().saturating_sub(1) };
        let flatten = (0..rows).map(|_| quote!(.as_flattened_mut()));
        quote!(#name #(#flatten)*)
    }

    fn is_array(&self, p: Place) -> bool {
        !self.dims(p).contains(&Dim::Dyn) && matches!(self.held(p), Held::Owned | Held::Shared | Held::Mutable)
    }

    pub(super) fn copy(&mut self, to: Place, from: Place) -> TokenStream {
        if self.dims(to).is_empty() || (self.is_array(to) && self.is_array(from)) {
            let (to, from) = (self.content(to), self.content(from));
            return quote!(#to = #from;);
        }
        let (to, source) = (self.slice_mut(to), self.slice(from));
        if self.held(from) == Held::Tangent {
            return quote!(for (i, to) in #to.iter_mut().enumerate() { *to = #source.at(i); });
        }
        quote!(#to.copy_from_slice(#source);)
    }

    pub(super) fn accumulate_all(&mut self, to: Place, from: Place) -> TokenStream {
        if self.dims(to).is_empty() {
            let from = self.content(from);
            if self.held(to) == Held::Sink {
                let name = self.place_ident(to);
                return quote!(#name.add(#from););
            }
            let to = self.content(to);
            return quote!(#to += #from;);
        }
        self.names.enter();
        let (a, b) = (self.names.give("to"), self.names.give("from"));
        let i = self.names.index();
        self.names.leave();
        let source = self.slice(from);
        if self.held(to) == Held::Sink {
            let name = self.place_ident(to);
            let rows = self.slice_mut(from);
            return quote!(for (#i, #b) in #rows.iter().enumerate() { #name.add_at(#i, *#b); });
        }
        let target = self.slice_mut(to);
        if self.held(from) == Held::Tangent {
            return quote!(for (#i, #a) in #target.iter_mut().enumerate() { *#a += #source.at(#i); });
        }
        quote!(for (#a, #b) in #target.iter_mut().zip(#source) { *#a += #b; })
    }

    pub(super) fn fill(&mut self, p: Place, value: Val) -> TokenStream {
        let value = self.tokens(value);
        if self.dims(p).is_empty() {
            let to = self.content(p);
            return quote!(#to = #value;);
        }
        let to = self.slice_mut(p);
        quote!(#to.fill(#value);)
    }

    // ---- what is written

    /// Whether anything but its birth changes a local.
    pub(super) fn is_written(&self, p: Place) -> bool {
        self.written.contains(&p)
    }

    pub(super) fn mut_if(&self, yes: bool) -> TokenStream {
        if yes { quote!(mut) } else { TokenStream::new() }
    }

    pub(super) fn is_local(&self, p: Place) -> bool {
        matches!(self.plan.func.place(p).kind, PlaceKind::Local | PlaceKind::Stack)
    }
}

type Measured = (Piece, Option<i128>);

fn multiply(a: Measured, b: Measured) -> Measured {
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
