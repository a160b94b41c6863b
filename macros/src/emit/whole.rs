//! Arrays as a whole: how they begin, are copied, added and filled.

use proc_macro2::TokenStream;
use quote::quote;

use super::expr::Piece;
use super::literal;
use super::place::{multiply, mut_if};
use super::uses::flat;
use super::{Held, Printer};
use crate::ir::{Const, Dim, Init, Place, Ty, Val};

impl Printer<'_> {
    pub(super) fn alloc(&mut self, p: Place, init: &Init) -> TokenStream {
        let content = self.initial(p, init);
        let name = self.place_ident(p);
        if self.home(p).is_some() && (self.is_buffer(p) || !self.declared.contains(&p)) {
            return self.take_buffer(p, &content);
        }
        if !self.declared.insert(p) {
            return quote!(#name = #content;);
        }
        let mutable = mut_if(self.is_written(p));
        quote!(let #mutable #name = #content;)
    }

    fn initial(&mut self, p: Place, init: &Init) -> TokenStream {
        match init {
            Init::Fill(v) if self.is_struct(p) => {
                let v = self.tokens(*v);
                quote!(#v.clone())
            }
            Init::ZerosLike(like) if self.is_struct(p) => {
                let (like, krate) = (self.whole(*like), &self.krate);
                quote!(#krate::Differentiable::zero_like(#like))
            }
            Init::Copy(from) if self.is_struct(p) => {
                let from = self.whole(*from);
                quote!(::core::clone::Clone::clone(#from))
            }
            Init::Fill(v) => {
                let v = self.first_number(p, *v);
                self.repeated(p, v, false)
            }
            // Nothing else says what there is none of.
            Init::Items(items) if items.is_empty() && self.is_empty_list(p) => self.zeros(p, false),
            Init::Items(items) => self.items(p, items),
            Init::Copy(from) => self.copied(p, *from),
            Init::ZerosLike(like) if self.dims(p).contains(&Dim::Inferred) || self.lacks_sizes(p) => {
                self.zeros_like(p, *like)
            }
            Init::ZerosLike(_) => self.zeros(p, false),
            Init::Scratch => self.zeros(p, true),
            Init::FromState(state, k) => {
                let (state, k) = (self.tokens(*state), syn::Index::from(1 + *k));
                quote!(#state.#k)
            }
            Init::Empty if self.grows(p) => self.nothing_yet(p),
            Init::Empty if self.slots.contains(&p) => quote!(::core::option::Option::None),
            Init::Empty => {
                if let Some(n) = self.few(p) {
                    let krate = &self.krate;
                    return quote!(#krate::__private::Few::<_, #n>::new());
                }
                let n = self.plan.uses.sizes(p).first().copied().map(|n| self.tokens(n));
                self.room(p, n)
            }
        }
    }

    fn is_empty_list(&self, p: Place) -> bool {
        self.dims(p)[0] == Dim::Lit(0) && self.plan.func.place(p).elem.is_float()
    }

    fn zeros(&mut self, p: Place, scratch: bool) -> TokenStream {
        let elem = self.plan.func.place(p).elem;
        let zero = match elem {
            Ty::Bool => Const::Bool(false),
            Ty::Int(_) => Const::Int(0),
            _ => Const::Float(0),
        };
        let zero = literal::constant(zero, elem, self.types.of_place(p));
        self.repeated(p, zero.tokens, scratch)
    }

    fn lacks_sizes(&self, p: Place) -> bool {
        self.dims(p).iter().filter(|d| **d == Dim::Dyn).count() > self.plan.uses.sizes(p).len()
    }

    fn first_number(&mut self, p: Place, v: Val) -> TokenStream {
        if self.types.of_place(p) { self.typed(v) } else { self.tokens(v) }
    }

    /// `[[v; N]; M]`, or one flat `Vec`.
    fn repeated(&mut self, p: Place, v: TokenStream, scratch: bool) -> TokenStream {
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
            let len = len.map(|l| l.0.tokens).unwrap_or_default();
            return self.filled(p, &v, &len, scratch);
        }
        let sizes = self.plan.uses.sizes(p).to_vec();
        dims.into_iter().rev().fold(v, |inner, dim| {
            let n = self.extent(p, dim, sizes.first().copied()).0.tokens;
            if dim == Dim::Dyn { self.filled(p, &inner, &n, scratch) } else { quote!([#inner; #n]) }
        })
    }

    fn items(&mut self, p: Place, items: &[Val]) -> TokenStream {
        let mut parts: Vec<TokenStream> = Vec::new();
        for (k, v) in items.iter().enumerate() {
            parts.push(if k == 0 { self.first_number(p, *v) } else { self.tokens(*v) });
        }
        if flat(self.plan.func, p) {
            return self.listed(p, &parts);
        }
        for dim in self.dims(p).iter().skip(1).rev() {
            let Dim::Lit(n) = dim else { continue };
            let n = usize::try_from(*n).unwrap_or(usize::MAX).max(1);
            parts = parts.chunks(n).map(|row| quote!([#(#row),*])).collect();
        }
        match self.dims(p).first() {
            None => quote!(#(#parts)*),
            Some(Dim::Dyn) => self.listed(p, &parts),
            Some(_) => quote!([#(#parts),*]),
        }
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
        if !flat(self.plan.func, p) && !self.dims(p).contains(&Dim::Dyn) {
            return self.content(from);
        }
        self.copied_to_heap(p, from)
    }

    // ---- whole places

    /// A reference to all of it, as it is.
    pub(super) fn whole(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        if self.held(p) == Held::Owned { quote!(&#name) } else { quote!(#name) }
    }

    /// Everything as one slice, for reading.
    pub(super) fn slice(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        if self.held(p) == Held::Tangent {
            return quote!(#name);
        }
        let rows = self.dims(p).len().saturating_sub(1);
        if rows > 0 && !flat(self.plan.func, p) {
            let flatten = (0..rows).map(|_| quote!(.as_flattened()));
            return quote!(#name #(#flatten)*);
        }
        if self.held(p) == Held::Owned { quote!(&#name) } else { quote!(#name) }
    }

    /// Everything as one slice, for a method that writes.
    pub(super) fn slice_mut(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        let rows = if flat(self.plan.func, p) { 0 } else { self.dims(p).len().saturating_sub(1) };
        let flatten = (0..rows).map(|_| quote!(.as_flattened_mut()));
        quote!(#name #(#flatten)*)
    }

    pub(super) fn is_array(&self, p: Place) -> bool {
        !self.dims(p).contains(&Dim::Dyn) && matches!(self.held(p), Held::Owned | Held::Shared | Held::Mutable)
    }

    pub(super) fn copy(&mut self, to: Place, from: Place) -> TokenStream {
        if self.is_struct(to) {
            return self.copy_struct(to, from);
        }
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

    pub(super) fn swap(&mut self, a: Place, b: Place) -> TokenStream {
        let owned = self.held(a) == Held::Owned && self.held(b) == Held::Owned;
        if owned || self.are_buffers(a, b) {
            let vecs = !owned && self.is_vec(a);
            let (a, b) = (self.place_ident(a), self.place_ident(b));
            return if vecs {
                quote!(::core::mem::swap(#a, #b);)
            } else {
                quote!(::core::mem::swap(&mut #a, &mut #b);)
            };
        }
        let (a, b) = (self.slice_mut(a), self.lend(b));
        quote!(#a.swap_with_slice(#b);)
    }

    pub(super) fn accumulate_all(&mut self, to: Place, from: Place) -> TokenStream {
        if self.is_struct(to) {
            return self.accumulate_struct(to, from);
        }
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
        // What is behind `&mut` would be taken away.
        let source = if self.held(from) == Held::Mutable { quote!(#source.iter()) } else { source };
        quote!(for (#a, #b) in #target.iter_mut().zip(#source) { *#a += #b; })
    }

    // ---- structs

    pub(super) fn is_struct(&self, p: Place) -> bool {
        self.dims(p) == [Dim::Whole]
    }

    fn copy_struct(&mut self, to: Place, from: Place) -> TokenStream {
        if self.held(from) == Held::Tangent {
            let (clear, add) = (self.clear_struct(to), self.accumulate_struct(to, from));
            return quote!(#clear #add);
        }
        let (to, from) = (self.content(to), self.whole(from));
        quote!(#to = ::core::clone::Clone::clone(#from);)
    }

    fn accumulate_struct(&mut self, to: Place, from: Place) -> TokenStream {
        let (name, source, krate) = (self.place_ident(to), self.whole(from), self.krate.clone());
        let target = if self.held(to) == Held::Owned { quote!(&mut #name) } else { quote!(#name) };
        match (self.held(to), self.held(from)) {
            (Held::Sink, _) => quote!(#krate::__private::add_struct(#name, #source);),
            (_, Held::Tangent) => quote! {
                if let ::core::option::Option::Some(from) = #source { #krate::Differentiable::add_scaled(#target, 1.0, from); }
            },
            _ => quote!(#krate::Differentiable::add_scaled(#target, 1.0, #source);),
        }
    }

    fn clear_struct(&mut self, p: Place) -> TokenStream {
        let (name, krate) = (self.place_ident(p), &self.krate);
        match self.held(p) {
            Held::Owned => quote!(#krate::Differentiable::update(&mut #name, &mut |_| 0.0);),
            // Whoever lends a struct for an adjoint lends zeros.
            _ => TokenStream::new(),
        }
    }

    pub(super) fn fill(&mut self, p: Place, value: Val, from: Option<Val>) -> TokenStream {
        if self.is_struct(p) {
            return self.clear_struct(p);
        }
        let value = self.tokens(value);
        if self.dims(p).is_empty() {
            let to = self.content(p);
            return quote!(#to = #value;);
        }
        if let Some(from) = from {
            let (name, from) = (self.place_ident(p), self.tokens(from));
            return quote!(#name[#from..].fill(#value););
        }
        let to = self.slice_mut(p);
        quote!(#to.fill(#value);)
    }
}
