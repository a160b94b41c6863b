//! Local `Vec`s: new ones, or buffers of a workspace, which go back to it at the end of their block:
//! `let tape = &mut *workspace.scratch(0.0, n);`.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::place::mut_if;
use super::uses::flat;
use super::{Held, Printer};
use crate::ir::{Arg, Call, Dim, Func, Init, Op, Place, PlaceKind, Pure, ResultItem, SinkArg, Ty};

impl Printer<'_> {
    /// The workspace that a place comes from: not one that is returned, nor one whose elements are of a type that nobody knows.
    pub(super) fn workspace_of(&self, p: Place) -> Option<Ident> {
        let workspace = self.workspace.as_ref()?;
        let info = self.plan.func.place(p);
        let on_heap = match info.kind {
            PlaceKind::Growing => true,
            PlaceKind::Stack => !self.slots.contains(&p) && self.few(p).is_none(),
            _ => info.dims.contains(&Dim::Dyn) && !info.dims.contains(&Dim::Inferred),
        };
        let known = match info.elem {
            Ty::F64 | Ty::F32 | Ty::Bool | Ty::Int(_) => true,
            Ty::State => info.kind == PlaceKind::Stack,
            Ty::Other(_) => false,
        };
        let returned = !self.lends_results && self.plan.func.results.contains(&ResultItem::Array(p));
        (on_heap && known && !returned && !self.own.contains(&p)).then(|| workspace.clone())
    }

    /// It is a `Vec`, and not a slice.
    pub(super) fn is_vec(&self, p: Place) -> bool {
        self.vecs.contains(&p)
    }

    /// The place is a reference to a buffer.
    pub(super) fn is_buffer(&self, p: Place) -> bool {
        self.buffers.contains(&p)
    }

    /// `let a = &mut *workspace.filled(0.0, n);`
    pub(super) fn take_buffer(&mut self, p: Place, content: &TokenStream) -> TokenStream {
        let name = self.place_ident(p);
        if !self.declared.insert(p) {
            return quote!(::core::mem::swap(#name, &mut *#content););
        }
        self.buffers.insert(p);
        let (held, reference) =
            if self.is_written(p) { (Held::Mutable, quote!(&mut *)) } else { (Held::Shared, quote!(&*)) };
        self.places.insert(p, (name.clone(), held));
        let mutable = mut_if(self.is_swapped(p));
        quote!(let #mutable #name = #reference #content;)
    }

    /// It changes places with another buffer: the references do.
    fn is_swapped(&self, p: Place) -> bool {
        let (func, mut swapped) = (self.plan.func, false);
        func.each_inst(func.body, &mut |_, inst| {
            if let Op::Swap { a, b } = inst.op {
                swapped |= (a == p || b == p) && self.are_buffers(a, b);
            }
        });
        swapped && !self.is_vec(p)
    }

    /// Both are slices of a workspace, or both are `Vec`s.
    pub(super) fn are_buffers(&self, a: Place, b: Place) -> bool {
        self.workspace_of(a).is_some() && self.workspace_of(b).is_some() && self.is_vec(a) == self.is_vec(b)
    }

    /// So many times a value.
    pub(super) fn filled(&self, p: Place, value: &TokenStream, len: &TokenStream, scratch: bool) -> TokenStream {
        let krate = &self.krate;
        match self.workspace_of(p) {
            Some(workspace) if self.is_vec(p) => quote!(#workspace.growing(#value, #len)),
            Some(workspace) if scratch => quote!(#workspace.scratch(#value, #len)),
            Some(workspace) => quote!(#workspace.filled(#value, #len)),
            None => quote!(#krate::__private::vec![#value; #len]),
        }
    }

    pub(super) fn listed(&self, p: Place, items: &[TokenStream]) -> TokenStream {
        let krate = &self.krate;
        match self.workspace_of(p) {
            Some(workspace) if self.is_vec(p) => quote!(#workspace.growing_from(&[#(#items),*])),
            Some(workspace) => quote!(#workspace.copied(&[#(#items),*])),
            None => quote!(#krate::__private::vec![#(#items),*]),
        }
    }

    /// Zeros in the shape of another place.
    pub(super) fn zeros_like(&mut self, p: Place, like: Place) -> TokenStream {
        let like = if flat(self.plan.func, p) { self.slice(like) } else { self.whole(like) };
        let krate = &self.krate;
        match self.workspace_of(p) {
            Some(workspace) if self.is_vec(p) => quote!(#workspace.growing_like(#like)),
            Some(workspace) => quote!(#workspace.zeros_like(#like)),
            None => quote!(#krate::__private::zeros_like(#like)),
        }
    }

    /// Nothing yet, with room for so many.
    pub(super) fn room(&self, p: Place, len: Option<TokenStream>) -> TokenStream {
        let krate = &self.krate;
        let states = self.plan.func.place(p).elem == Ty::State;
        match (self.workspace_of(p), len) {
            (Some(workspace), n) if states => {
                let n = n.unwrap_or_else(|| quote!(0));
                quote!(#workspace.states(#n))
            }
            (Some(workspace), Some(n)) => quote!(#workspace.room(#n)),
            (Some(workspace), None) => quote!(#workspace.empty()),
            (None, Some(n)) => quote!(#krate::__private::Vec::with_capacity(#n)),
            (None, None) => quote!(#krate::__private::Vec::new()),
        }
    }

    /// A copy of a place on the heap.
    pub(super) fn copied_to_heap(&mut self, p: Place, from: Place) -> TokenStream {
        let name = self.place_ident(from);
        let rows = self.dims(from).get(1..).unwrap_or_default().to_vec();
        let joined = flat(self.plan.func, p) && !flat(self.plan.func, from) && rows.contains(&Dim::Dyn);
        if let Some(workspace) = self.workspace_of(p) {
            let source = if flat(self.plan.func, p) && !joined { self.slice(from) } else { self.whole(from) };
            return match (joined, self.is_vec(p)) {
                (true, true) => quote!(#workspace.growing_joined(#source)),
                (true, false) => quote!(#workspace.joined(#source)),
                (false, true) => quote!(#workspace.growing_from(#source)),
                (false, false) => quote!(#workspace.copied(#source)),
            };
        }
        if flat(self.plan.func, p) && flat(self.plan.func, from) {
            return quote!(#name.clone());
        }
        if joined {
            return quote!(#name.concat());
        }
        let flatten = if flat(self.plan.func, p) { rows.as_slice() } else { &[] };
        let flatten = flatten.iter().map(|_| quote!(.as_flattened()));
        quote!(#name #(#flatten)*.to_vec())
    }
}

/// Places that are no buffers of a workspace.
pub(super) fn own(func: &Func) -> HashSet<Place> {
    let (mut born, mut own) = (HashSet::new(), HashSet::new());
    func.each_inst(func.body, &mut |_, inst| {
        let again = inst.op.born().into_iter().filter(|p| !born.insert(*p));
        own.extend(again.filter(|p| func.place(*p).kind == PlaceKind::Local));
        match &inst.op {
            Op::Alloc { place, init: Init::FromState(..), .. } => own.extend([place]),
            Op::Pure(Pure::Opaque(_, _, places)) | Op::Effect { places, .. } => own.extend(places),
            _ => {}
        }
    });
    own
}

/// Places that are `Vec`s, not slices.
pub(super) fn vecs(func: &Func) -> HashSet<Place> {
    let mut vecs = HashSet::new();
    func.each_inst(func.body, &mut |_, inst| match &inst.op {
        Op::Alloc { place, .. } if func.place(*place).kind != PlaceKind::Local => vecs.extend([*place]),
        Op::Call(call) => vecs.extend(handed_over(call)),
        _ => {}
    });
    vecs
}

/// What a callee gets as it is.
fn handed_over(call: &Call) -> impl Iterator<Item = Place> + '_ {
    let whole = call.args.iter().enumerate().filter(|(k, _)| call.part(*k).is_none()).map(|(_, arg)| arg);
    let args = whole.chain(&call.dots).chain(&call.seeds).chain(&call.seed_dots).filter_map(|arg| match arg {
        Arg::Array { place, .. } | Arg::InOut(place) => Some(*place),
        Arg::Scalar(_) | Arg::Kept { .. } | Arg::Constant => None,
    });
    let sinks = call.sinks.iter().chain(&call.sink_dots).filter_map(|sink| match sink {
        SinkArg::InOut(place) => Some(*place),
        SinkArg::Scalar | SinkArg::Array(_) | SinkArg::Constant => None,
    });
    args.chain(sinks)
}
