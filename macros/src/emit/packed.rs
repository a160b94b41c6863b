//! Structs as arguments of calls: put together from their fields.
//!
//! A struct that is handed over to a companion gets a name, from which its tangent and its adjoint take their shape.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::call::constant;
use super::record::{Leaf, Leaves, firsts};
use super::state::{Kept, is_kept, kept, kept_at};
use super::{Held, Printer};
use crate::ir::{Arg, Call, CallMode, Dim, Form, Place, Record, SinkArg};
use crate::naming::Callee;

/// The structs among the arguments of a call.
#[derive(Default)]
pub(super) struct Packs {
    /// One for each argument.
    names: Vec<Option<Pack>>,
    /// What makes them.
    pub(super) lets: TokenStream,
}

struct Pack {
    name: Ident,
    /// The number of its first part.
    first: usize,
    refs: usize,
    kept: bool,
    /// What its tangent is called, if it has one.
    dot: Option<Ident>,
    is_receiver: bool,
    is_list: bool,
}

impl Packs {
    /// The struct that is the argument of this number, as it is handed over.
    pub(super) fn arg(&self, k: usize, second: bool) -> TokenStream {
        let Some(pack) = &self.names[k] else { return TokenStream::new() };
        let name = &pack.name;
        match pack {
            Pack { is_receiver: true, .. } if second => quote!(&#name),
            Pack { is_receiver: false, refs: 1.., .. } => {
                let refs = std::iter::repeat_n(quote!(&), pack.refs);
                quote!(#(#refs)* #name)
            }
            Pack { kept: true, .. } => quote!((::core::clone::Clone::clone(&#name))),
            _ => quote!(#name),
        }
    }

    pub(super) fn name(&self, k: usize) -> TokenStream {
        let name = self.names[k].as_ref().map(|pack| &pack.name);
        quote!(#name)
    }

    /// Its tangent; nothing of what is constant.
    pub(super) fn dot_name(&self, k: usize) -> TokenStream {
        match self.names[k].as_ref().and_then(|pack| pack.dot.as_ref()) {
            Some(dot) => quote!(#dot),
            None => quote!(()),
        }
    }

    pub(super) fn dot(&self, k: usize) -> TokenStream {
        match self.names[k].as_ref().and_then(|pack| Some((pack.dot.as_ref()?, pack.is_list))) {
            Some((dot, true)) => quote!(::core::option::Option::Some(::core::borrow::Borrow::borrow(&#dot))),
            Some((dot, false)) => quote!(::core::option::Option::Some(&#dot)),
            None => constant(),
        }
    }
}

impl Printer<'_> {
    // ---- arguments

    /// The structs among the arguments of a companion, in a first or a second phase.
    pub(super) fn packs(&mut self, call: &Call) -> Packs {
        let mut packs = Packs::default();
        let forms = call.forms.clone();
        let is_method = Callee::of(self.origins.render(call.callee, &[])).is_method();
        for (k, (first, form)) in firsts(&forms.args).enumerate() {
            let Form::Record { refs, record } = form else {
                packs.names.push(None);
                continue;
            };
            let (name, kept) = (self.names.give("packed"), is_kept(call, first, form));
            let second = matches!(call.mode, CallMode::Reverse | CallMode::ReverseTangent);
            let value = if kept && second {
                let at = kept_at(call, Kept::Struct(k, first));
                self.of_state(call, at)
            } else {
                self.packed(call, record, first)
            };
            packs.lets.extend(quote!(let #name = #value;));
            let (is_receiver, is_list) = (is_method && k == 0, record.list.is_some());
            let mut pack = Pack { name, first, refs: *refs, kept, dot: None, is_receiver, is_list };
            if !call.dots.is_empty() {
                pack.dot = self.packed_dot(call, record, &pack, k, &mut packs.lets);
            }
            packs.names.push(Some(pack));
        }
        packs
    }

    /// A struct from its fields.
    pub(super) fn packed(&mut self, call: &Call, record: &Record, first: usize) -> TokenStream {
        let mut at = first;
        self.made(call, record, &mut at)
    }

    fn made(&mut self, call: &Call, record: &Record, at: &mut usize) -> TokenStream {
        if let Some(list) = &record.list {
            let args = &call.args[*at..*at + record.fields.len()];
            *at += record.fields.len();
            return self.list_of(list, args);
        }
        if let Some(path) = record.literal {
            let path = self.origins.render(path, &[]);
            let fields = record.fields.iter().map(|(member, form)| {
                let (member, value) = (self.origins.render(*member, &[]), self.part_of(call, form, at));
                quote!(#member: #value)
            });
            let fields: Vec<TokenStream> = fields.collect();
            return quote!(#path { #(#fields),* });
        }
        let name = self.names.give("whole");
        let mut sets = TokenStream::new();
        self.sets(call, record, &quote!(#name), at, &mut sets);
        let rest = self.arg(call.args[*at], None);
        *at += 1;
        if sets.is_empty() {
            return quote!(::core::clone::Clone::clone(#rest));
        }
        quote!({ let mut #name = ::core::clone::Clone::clone(#rest); #sets #name })
    }

    /// `whole.inner.k = k;`
    fn sets(&mut self, call: &Call, record: &Record, whole: &TokenStream, at: &mut usize, sets: &mut TokenStream) {
        for (member, form) in &record.fields {
            let member = self.origins.render(*member, &[]);
            match form {
                Form::Record { record, .. } if record.literal.is_none() && !record.rest => {
                    self.sets(call, record, &quote!(#whole . #member), at, sets);
                }
                form => {
                    let value = self.part_of(call, form, at);
                    sets.extend(quote!(#whole . #member = #value;));
                }
            }
        }
    }

    fn part_of(&mut self, call: &Call, form: &Form, at: &mut usize) -> TokenStream {
        match form {
            Form::Record { record, .. } => self.made(call, record, at),
            Form::Tuple { items, .. } => {
                let items: Vec<TokenStream> = items.iter().map(|item| self.part_of(call, item, at)).collect();
                if let [only] = items.as_slice() { quote!((#only,)) } else { quote!((#(#items),*)) }
            }
            Form::Scalar { .. } | Form::Array | Form::Function { .. } | Form::Widened | Form::Unseen => {
                *at += 1;
                match call.args[*at - 1] {
                    Arg::Array { place, .. } => self.owned(place),
                    arg => self.arg(arg, None),
                }
            }
        }
    }

    /// An array by value, in the type that its field has.
    fn owned(&mut self, p: Place) -> TokenStream {
        if !self.dims(p).contains(&Dim::Dyn) {
            return self.array(p, false);
        }
        let (name, krate) = (self.place_ident(p), &self.krate);
        quote!(#krate::__private::owned(&#name[..]))
    }

    /// The tangent of a struct: nothing where none of its fields has one.
    fn packed_dot(
        &mut self,
        call: &Call,
        record: &Record,
        pack: &Pack,
        k: usize,
        lets: &mut TokenStream,
    ) -> Option<Ident> {
        let Leaves { leaves, rest } = self.leaves_of(record, pack.first);
        let varies = |at: usize| call.dots[at] != Arg::Constant;
        if !(leaves.iter().any(|leaf| varies(leaf.at)) || rest.is_some_and(varies)) {
            return None;
        }
        let (name, packed) = (self.names.give("packed_dot"), &pack.name);
        if pack.kept && call.mode == CallMode::ReverseTangent {
            let at = kept_at(call, Kept::Struct(k, pack.first)) + kept(call).len();
            let value = self.of_state(call, at);
            lets.extend(quote!(let #name = #value;));
            return Some(name);
        }
        if let Some(list) = &record.list {
            let parts = pack.first..pack.first + record.fields.len();
            let value = self.list_dot(record, list, packed, &call.args[parts.clone()], &call.dots[parts]);
            lets.extend(quote!(let #name = #value;));
            return Some(name);
        }
        let krate = self.krate.clone();
        let zero = quote!(#krate::Differentiable::zero_like(&#packed));
        let base = match rest.map(|at| call.dots[at]) {
            Some(Arg::Array { place, .. }) => {
                let dot = self.place_ident(place);
                match self.held(place) {
                    Held::Tangent => quote!(#dot.map_or_else(|| #zero, ::core::clone::Clone::clone)),
                    Held::Owned => quote!(::core::clone::Clone::clone(&#dot)),
                    Held::Shared | Held::Mutable | Held::Sink | Held::Entries | Held::Tangents => {
                        quote!(::core::clone::Clone::clone(&*#dot))
                    }
                }
            }
            _ => zero,
        };
        let starts = rest.is_some_and(varies);
        let mut sets = TokenStream::new();
        for leaf in &leaves {
            let path = leaf.path();
            match call.dots[leaf.at] {
                Arg::Constant if starts && self.is_float(call.args[leaf.at]) => {
                    sets.extend(quote!(#krate::Differentiable::update(&mut #name #path, &mut |_| 0.0);));
                }
                Arg::Scalar(v) => {
                    let (check, v) = (self.varies(packed, leaf), self.tokens(v));
                    sets.extend(quote!(#check #name #path = #v;));
                }
                Arg::Array { place, .. } => {
                    let (check, from, to) =
                        (self.varies(packed, leaf), self.slice(place), self.elements_of(&name, leaf, place));
                    let copied = if self.held(place) == Held::Tangent {
                        quote!(#from.copy_to(#to);)
                    } else {
                        quote!(#krate::__private::copy_all(#to, #from);)
                    };
                    sets.extend(quote!(#check #copied));
                }
                _ => {}
            }
        }
        lets.extend(quote!(let mut #name = #base; #sets));
        Some(name)
    }

    fn is_float(&self, arg: Arg) -> bool {
        match arg {
            Arg::Scalar(v) => self.plan.func.ty(v).is_float(),
            Arg::Array { place, .. } => self.plan.func.place(place).elem.is_float(),
            Arg::InOut(_) | Arg::Kept { .. } | Arg::Constant => false,
        }
    }

    /// All numbers of a field that is an array, to be written to; `like` is as deep.
    pub(super) fn elements_of(&self, name: &Ident, leaf: &Leaf, like: Place) -> TokenStream {
        let (path, rows) = (leaf.path(), self.dims(like).len().saturating_sub(1));
        let flatten = (0..rows).map(|_| quote!(.as_flattened_mut()));
        quote!((&mut #name #path[..]) #(#flatten)*)
    }

    // ---- adjoints of arguments

    /// What takes the adjoints of the structs of a call, for one list of sinks: what is handed over, and what follows the call.
    pub(super) fn packed_sinks(
        &mut self,
        call: &Call,
        packs: &mut Packs,
        sinks: &[SinkArg],
        outs: &mut dyn FnMut(&mut Self, usize, &mut TokenStream) -> TokenStream,
    ) -> (Vec<TokenStream>, TokenStream) {
        let (mut given, mut after) = (Vec::new(), TokenStream::new());
        let forms = call.forms.clone();
        let mut lets = TokenStream::new();
        for (k, form) in forms.args.iter().enumerate() {
            let (Form::Record { record, .. }, Some(pack)) = (form, &packs.names[k]) else {
                given.push(TokenStream::new());
                continue;
            };
            let leaves = self.leaves_of(record, pack.first);
            let wanted = |at: usize| sinks[at] != SinkArg::Constant;
            if !(leaves.leaves.iter().any(|leaf| wanted(leaf.at)) || leaves.rest.is_some_and(wanted)) {
                given.push(constant());
                continue;
            }
            let (bar, packed, krate) = (self.names.give("packed_bar"), &pack.name, self.krate.clone());
            let cell = self.names.give("packed_cell");
            if let Some(list) = &record.list {
                let parts = pack.first..pack.first + record.fields.len();
                let zeros = self.list_zeros(list, packed);
                lets.extend(quote! {
                    let mut #bar = #zeros;
                    let #cell = ::core::cell::RefCell::new(::core::borrow::BorrowMut::borrow_mut(&mut #bar));
                });
                given.push(quote!(::core::option::Option::Some(&#cell)));
                let adds = self.list_adds(record, list, &bar, &sinks[parts]);
                after.extend(adds);
                continue;
            }
            lets.extend(quote! {
                let mut #bar = #krate::Differentiable::zero_like(&#packed);
                let #cell = ::core::cell::RefCell::new(&mut #bar);
            });
            given.push(quote!(::core::option::Option::Some(&#cell)));
            after.extend(self.adds(&leaves, &bar, packed, sinks, outs));
        }
        packs.lets.extend(lets);
        (given, after)
    }

    /// The adjoint of a struct goes to its fields, and what is left of it to the rest.
    fn adds(
        &mut self,
        leaves: &Leaves,
        bar: &Ident,
        packed: &Ident,
        sinks: &[SinkArg],
        outs: &mut dyn FnMut(&mut Self, usize, &mut TokenStream) -> TokenStream,
    ) -> TokenStream {
        let (mut adds, krate) = (TokenStream::new(), self.krate.clone());
        for leaf in &leaves.leaves {
            let path = leaf.path();
            match sinks[leaf.at] {
                SinkArg::Scalar => {
                    let mut after = TokenStream::new();
                    let (check, out) = (self.varies(packed, leaf), outs(self, leaf.at, &mut after));
                    if out.to_string() != "_" {
                        adds.extend(quote!(#check let #out = #bar #path; #after));
                    }
                }
                SinkArg::Array(place) => {
                    let rows = self.dims(place).len().saturating_sub(1);
                    let flatten = (0..rows).map(|_| quote!(.as_flattened()));
                    let (check, from) = (self.varies(packed, leaf), quote!((&#bar #path[..]) #(#flatten)*));
                    let to = self.place_ident(place);
                    adds.extend(if self.held(place) == Held::Sink {
                        quote!(#check #to.add_all(#from);)
                    } else {
                        let to = self.lend(place);
                        quote!(#check #krate::__private::add_all(#to, #from);)
                    });
                }
                SinkArg::InOut(_) | SinkArg::Constant => {}
            }
        }
        let Some(SinkArg::Array(place)) = leaves.rest.map(|at| sinks[at]) else { return adds };
        for leaf in &leaves.leaves {
            let path = leaf.path();
            adds.extend(quote!(#krate::Differentiable::update(&mut #bar #path, &mut |_| 0.0);));
        }
        let to = self.place_ident(place);
        adds.extend(if self.held(place) == Held::Sink {
            quote!(#krate::__private::add_struct(#to, &#bar);)
        } else {
            quote!(#krate::Differentiable::add_scaled(&mut #to, 1.0, &#bar);)
        });
        adds
    }
}
