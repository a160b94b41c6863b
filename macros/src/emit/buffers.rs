//! Local `Vec`s: new ones, or buffers of a workspace, which go back to it at the end of their block:
//! `let tape = &mut *workspace.scratch(0.0, n);`. Those of companions stand in place where they are short.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::functions::is_applied;
use super::place::mut_if;
use super::record::firsts;
use super::uses::flat;
use super::{Held, Printer};
use crate::ir::{
    Arg, Call, CallMode, Dim, Form, Func, Init, Inst, Op, Place, PlaceKind, Pure, ResultItem, SinkArg, Ty,
};
use crate::origins::Origins;

/// Where the elements of a local array come from.
pub(super) enum Home {
    /// A workspace: `workspace.filled(0.0, n)`.
    Workspace(Ident),
    /// Few stand in place: `Short::filled(0.0, n)`.
    InPlace(TokenStream),
}

impl Home {
    pub(super) fn call(&self, method: &str, args: &TokenStream) -> TokenStream {
        let method = Ident::new(method, Span::mixed_site());
        match self {
            Self::Workspace(workspace) => quote!(#workspace.#method(#args)),
            Self::InPlace(krate) => quote!(#krate::__private::Short::#method(#args)),
        }
    }
}

impl Printer<'_> {
    /// Where a place comes from, if it is not a `Vec` of its own: not one that is returned, nor one whose elements are of a type that nobody knows.
    pub(super) fn home(&self, p: Place) -> Option<Home> {
        let info = self.plan.func.place(p);
        let on_heap = match info.kind {
            PlaceKind::Growing => true,
            PlaceKind::Stack => !self.slots.contains(&p) && self.few(p).is_none(),
            _ => info.dims.contains(&Dim::Dyn) && !info.dims.contains(&Dim::Inferred),
        };
        let number = matches!(info.elem, Ty::F64 | Ty::F32 | Ty::Bool | Ty::Int(_));
        let known = number || info.elem == Ty::State && info.kind == PlaceKind::Stack;
        let returned = !self.lends_results && self.plan.func.results.contains(&ResultItem::Array(p));
        if !on_heap || !known || returned || self.own.contains(&p) {
            return None;
        }
        if let Some(workspace) = &self.workspace {
            return Some(Home::Workspace(workspace.clone()));
        }
        let numbers = number && (info.dims == [Dim::Dyn] || flat(self.plan.func, p));
        let stays = numbers && info.kind == PlaceKind::Local && !self.is_vec(p) && !self.swaps(p);
        (self.few_in_place && stays).then(|| Home::InPlace(self.krate.clone()))
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
        if self.kept.contains(&p) {
            let kept = self.names.give(&format!("{name}_kept"));
            let mutable = mut_if(held == Held::Mutable);
            let again = quote!(let #name = #reference #kept;);
            self.again.push((name, again.clone()));
            return quote!(let #mutable #kept = #content; #again);
        }
        let mutable = mut_if(self.is_swapped(p));
        quote!(let #mutable #name = #reference #content;)
    }

    /// The second phase has its own references to what the first has left.
    pub(super) fn borrowed_again(&mut self, second: &TokenStream) -> TokenStream {
        let again = std::mem::take(&mut self.again);
        let lets = again.into_iter().filter(|(name, _)| super::mentions(second, name)).map(|(_, again)| again);
        quote!(#(#lets)* #second)
    }

    /// It changes places with another buffer: the references do.
    fn is_swapped(&self, p: Place) -> bool {
        self.swaps(p) && !self.is_vec(p)
    }

    fn swaps(&self, p: Place) -> bool {
        let (func, mut swapped) = (self.plan.func, false);
        func.each_inst(func.body, &mut |_, inst| {
            if let Op::Swap { a, b } = inst.op {
                swapped |= (a == p || b == p) && (self.workspace.is_none() || self.are_buffers(a, b));
            }
        });
        swapped
    }

    /// Both are slices of a workspace, or both are `Vec`s.
    pub(super) fn are_buffers(&self, a: Place, b: Place) -> bool {
        self.workspace.is_some() && self.home(a).is_some() && self.home(b).is_some() && self.is_vec(a) == self.is_vec(b)
    }

    /// So many times a value.
    pub(super) fn filled(&self, p: Place, value: &TokenStream, len: &TokenStream, scratch: bool) -> TokenStream {
        let krate = &self.krate;
        let args = quote!(#value, #len);
        match self.home(p) {
            Some(home) if self.is_vec(p) => home.call("growing", &args),
            Some(home @ Home::Workspace(_)) if scratch => home.call("scratch", &args),
            Some(home) => home.call("filled", &args),
            None => quote!(#krate::__private::vec![#value; #len]),
        }
    }

    pub(super) fn listed(&self, p: Place, items: &[TokenStream]) -> TokenStream {
        let krate = &self.krate;
        let args = quote!(&[#(#items),*]);
        match self.home(p) {
            Some(home) if self.is_vec(p) => home.call("growing_from", &args),
            Some(home) => home.call("copied", &args),
            None => quote!(#krate::__private::vec![#(#items),*]),
        }
    }

    /// Zeros in the shape of another place.
    pub(super) fn zeros_like(&mut self, p: Place, like: Place) -> TokenStream {
        let like = if flat(self.plan.func, p) { self.slice(like) } else { self.whole(like) };
        let krate = &self.krate;
        match self.home(p) {
            Some(home) if self.is_vec(p) => home.call("growing_like", &like),
            Some(home) => home.call("zeros_like", &like),
            None => quote!(#krate::__private::zeros_like(#like)),
        }
    }

    /// Nothing yet, with room for so many.
    pub(super) fn room(&self, p: Place, len: Option<TokenStream>) -> TokenStream {
        let krate = &self.krate;
        let states = self.plan.func.place(p).elem == Ty::State;
        match (self.home(p), len) {
            (Some(home), n) if states => home.call("states", &n.unwrap_or_else(|| quote!(0))),
            (Some(home), Some(n)) => home.call("room", &n),
            (Some(home), None) => home.call("empty", &TokenStream::new()),
            (None, Some(n)) => quote!(#krate::__private::Vec::with_capacity(#n)),
            (None, None) => quote!(#krate::__private::Vec::new()),
        }
    }

    /// A copy of a place on the heap.
    pub(super) fn copied_to_heap(&mut self, p: Place, from: Place) -> TokenStream {
        let name = self.place_ident(from);
        let rows = self.dims(from).get(1..).unwrap_or_default().to_vec();
        let joined = flat(self.plan.func, p) && !flat(self.plan.func, from) && rows.contains(&Dim::Dyn);
        if let Some(home) = self.home(p) {
            let source = if flat(self.plan.func, p) && !joined { self.slice(from) } else { self.whole(from) };
            let method = match (joined, self.is_vec(p)) {
                (true, true) => "growing_joined",
                (true, false) => "joined",
                (false, true) => "growing_from",
                (false, false) => "copied",
            };
            return home.call(method, &source);
        }
        if flat(self.plan.func, p) && flat(self.plan.func, from) {
            return if self.is_buffer(from) { quote!(#name.to_vec()) } else { quote!(#name.clone()) };
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
    let (mut born, mut own) = (HashMap::new(), HashSet::new());
    func.each_inst(func.body, &mut |block, inst| {
        let again = inst.op.born().into_iter().filter(|p| born.insert(*p, block).is_some());
        own.extend(again.filter(|p| func.place(*p).kind == PlaceKind::Local));
        match &inst.op {
            Op::Alloc { place, init: Init::FromState(..), .. } => own.extend([place]),
            Op::Pure(Pure::Opaque(_, _, places)) | Op::Effect { places, .. } => own.extend(places),
            _ => {}
        }
    });
    // What changes places with something that lives longer goes on in its place.
    func.each_inst(func.body, &mut |_, inst| match inst.op {
        Op::Swap { a, b } if born.contains_key(&a) && born.contains_key(&b) && born[&a] != born[&b] => {
            own.extend([a, b]);
        }
        _ => {}
    });
    own
}

/// Places that come into being before these instructions, and are read or written in them.
pub(super) fn kept(func: &Func, second: &[Inst]) -> HashSet<Place> {
    let (mut touched, mut born) = (HashSet::new(), HashSet::new());
    let mut note = |inst: &Inst| {
        touched.extend(inst.op.read().into_iter().chain(inst.op.written()).chain(inst.op.measured()));
        born.extend(inst.op.born());
    };
    for inst in second {
        note(inst);
        inst.op.blocks().into_iter().for_each(|block| func.each_inst(block, &mut |_, inner| note(inner)));
    }
    touched.difference(&born).copied().collect()
}

/// Places that are `Vec`s, not slices.
pub(super) fn vecs(func: &Func, origins: &Origins) -> HashSet<Place> {
    let mut vecs = HashSet::new();
    func.each_inst(func.body, &mut |_, inst| match &inst.op {
        Op::Alloc { place, .. } if func.place(*place).kind != PlaceKind::Local => vecs.extend([*place]),
        Op::Call(call) => vecs.extend(handed_over(call, is_applied(call, origins))),
        _ => {}
    });
    vecs
}

/// What a callee may ask for as a `Vec`: not what companions take as slices. Structs, tuples and functions are put together from what there is.
fn handed_over(call: &Call, applied: bool) -> impl Iterator<Item = Place> + '_ {
    let built = applied || is_built(call);
    let slices = slices(call, applied);
    let args = call.args.iter().enumerate().filter(move |(k, _)| call.part(*k).is_none() && !slices.contains(k));
    let dots = call.dots.iter().filter(move |_| built);
    let seeds = call.seeds.iter().chain(&call.seed_dots).filter(|_| call.forms.result != Form::Array);
    args.map(|(_, arg)| arg).chain(dots).chain(seeds).filter_map(|arg| match arg {
        Arg::Array { place, .. } | Arg::InOut(place) => Some(*place),
        Arg::Scalar(_) | Arg::Kept { .. } | Arg::Constant => None,
    })
}

/// The arguments that a companion takes as slices: arrays with a derivative, whose tangents and adjoints are slices as well.
pub(super) fn slices(call: &Call, applied: bool) -> HashSet<usize> {
    let forms = firsts(&call.forms.args).filter(|(k, form)| **form == Form::Array && varies(call, *k));
    if applied || is_built(call) { HashSet::new() } else { forms.map(|(k, _)| k).collect() }
}

fn is_built(call: &Call) -> bool {
    call.forms.args.iter().any(|form| matches!(form, Form::Record { .. } | Form::Function { .. }))
}

/// The callee hands on a tangent of this argument, or an adjoint.
fn varies(call: &Call, k: usize) -> bool {
    match call.mode {
        CallMode::Value => false,
        CallMode::Forward | CallMode::ForwardTangent => call.varies.get(k) == Some(&true),
        CallMode::Tangent | CallMode::Tangents => call.dots.get(k).is_some_and(|dot| *dot != Arg::Constant),
        CallMode::Both | CallMode::Reverse | CallMode::ReverseTangent => {
            call.sinks.get(k).is_some_and(|sink| *sink != SinkArg::Constant)
        }
    }
}
