//! The companions of a function of structs: they take structs apart for those of the function that takes fields.
//!
//! The tangent of a struct is a struct, or nothing; its adjoint is added to one, or to nothing.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};

use super::lists::{self, List};
use super::{is_reference, owned};
use crate::outputs::companion::lanes::{is_asked_for, lanes_type, with_lanes};
use crate::outputs::companion::{receiver, replaced, this};
use crate::outputs::context::Context;
use crate::outputs::outcome::Outcome;
use crate::outputs::space::float;
use crate::signature::{Shape, SigParam, stem};

struct Companions<'a> {
    ctx: &'a Context<'a>,
    fields: &'a Context<'a>,
    outer: &'a [SigParam],
    outcome: Outcome,
    krate: TokenStream,
}

/// What a second phase does for one list of sinks.
struct Sinks {
    /// Borrows what the fields of structs that are arrays are added to.
    before: TokenStream,
    /// One for each parameter of the function that takes fields.
    given: Vec<TokenStream>,
    /// What that gives: a pattern.
    pattern: TokenStream,
    after: TokenStream,
    /// What is contributed.
    value: TokenStream,
}

pub(super) fn methods(
    ctx: &Context<'_>,
    fields: &Context<'_>,
    outer: &[SigParam],
    second_order: bool,
    heap: bool,
) -> Vec<TokenStream> {
    let companions = Companions { ctx, fields, outer, outcome: Outcome::any(ctx), krate: ctx.krate.clone() };
    let second = if second_order { companions.pullback(true) } else { companions.without_second_order() };
    let mut methods = vec![companions.tangent(), companions.pullback(false), second];
    methods.extend(is_asked_for(fields, &Outcome::any(fields)).then(|| {
        let (krate, tangents) = (&companions.krate, companions.tangents());
        if heap { code!(#krate::__private::with_alloc! { #tangents }) } else { tangents }
    }));
    methods.extend(companions.phases_in_one(false));
    methods.extend(second_order.then(|| companions.phases_in_one(true)).flatten());
    methods
}

/// What makes one axis of several.
fn flattened(axes: usize, step: &TokenStream) -> TokenStream {
    (1..axes).flat_map(|_| step.clone()).collect()
}

/// A field of an adjoint, row by row.
fn mutable_slice(path: &TokenStream, shape: &Shape) -> TokenStream {
    match shape {
        Shape::Array { dims, .. } if dims.len() > 1 => {
            let flat = flattened(dims.len(), &code!(.as_flattened_mut()));
            code!(bar #path #flat)
        }
        _ => code!(&mut bar #path),
    }
}

fn constant() -> TokenStream {
    code!(::core::default::Default::default())
}

impl Companions<'_> {
    fn suffixed(&self, param: &SigParam, suffix: &str) -> Ident {
        let names: Vec<Ident> = self.outer.iter().map(|p| p.name.clone()).collect();
        format_ident!("{}_{suffix}", stem(&param.name, &names), span = Span::mixed_site())
    }

    fn list<'p>(&'p self, param: &'p SigParam) -> Option<List<'p>> {
        param.list().map(|_| List::of(param, self.ctx))
    }

    // ---- types

    fn ty(&self, param: &SigParam) -> TokenStream {
        if let Some(list) = self.list(param) {
            return list.slice();
        }
        let ty = owned(&crate::outputs::problem::with_lifetime(&param.ty, None));
        code!(#ty)
    }

    fn anew(&self, param: &SigParam) -> TokenStream {
        if param.is_receiver() {
            return receiver(self.ctx);
        }
        let ty = crate::outputs::problem::with_lifetime(&param.lent_ty(), None);
        code!(#ty)
    }

    fn dot_type(&self, param: &SigParam) -> TokenStream {
        let krate = &self.krate;
        match &param.shape {
            _ if param.fields.is_some() => {
                let ty = self.ty(param);
                code!(#krate::__private::StructDot<'_, #ty>)
            }
            _ if !param.active => code!(#krate::__private::Constant),
            Shape::Array { elem, .. } => {
                let float = float(*elem);
                code!(#krate::__private::Dot<'_, #float>)
            }
            Shape::Scalar { ty, .. } => float(*ty),
            Shape::Tuple { .. } | Shape::Record(_) | Shape::Function(_) | Shape::Other => {
                code!(#krate::__private::Constant)
            }
        }
    }

    fn sink_type(&self, param: &SigParam) -> TokenStream {
        let krate = &self.krate;
        match &param.shape {
            _ if param.fields.is_some() => {
                let ty = self.ty(param);
                code!(#krate::__private::StructSink<'_, #ty>)
            }
            Shape::Array { elem, .. } if param.active => {
                let float = float(*elem);
                code!(#krate::__private::Sink<'_, #float>)
            }
            _ => code!(#krate::__private::Constant),
        }
    }

    fn contribution_type(&self) -> TokenStream {
        let entries = self.outer.iter().map(|param| match &param.shape {
            Shape::Scalar { ty, .. } if param.active => float(*ty),
            _ => code!(()),
        });
        code!((#(#entries,)*))
    }

    // ---- pieces

    fn inputs(&self) -> Vec<TokenStream> {
        self.outer.iter().map(SigParam::lent).collect()
    }

    fn dot_inputs(&self) -> Vec<TokenStream> {
        self.outer.iter().map(|p| (self.suffixed(p, "dot"), self.dot_type(p))).map(|(n, ty)| code!(#n: #ty)).collect()
    }

    fn kernel(&self, name: &str) -> TokenStream {
        let name = self.fields.naming.name(name, Span::mixed_site());
        code!(Self::#name)
    }

    /// The arguments of the function that takes fields.
    fn fields(&self) -> Vec<TokenStream> {
        let mut all = Vec::new();
        for param in self.outer {
            let name = &param.name;
            let Some(fields) = &param.fields else {
                all.push(code!(#name));
                continue;
            };
            if let Some(list) = self.list(param) {
                all.extend(list.arguments());
                continue;
            }
            all.extend(fields.leaves().into_iter().map(|(path, leaf)| match () {
                () if path.is_empty() && is_reference(&param.ty) => code!(#name),
                () if is_reference(&leaf.ty) => code!(&#name #path),
                () => code!(#name #path),
            }));
        }
        all
    }

    /// Their tangents.
    fn dots(&self) -> Vec<TokenStream> {
        let krate = &self.krate;
        let mut all = Vec::new();
        for param in self.outer {
            let name = self.suffixed(param, "dot");
            let Some(fields) = &param.fields else {
                all.push(code!(#name));
                continue;
            };
            all.extend(fields.leaves().into_iter().map(|(path, leaf)| match &leaf.shape {
                _ if !leaf.active => constant(),
                Shape::Array { dims, .. } if fields.list.is_some() => {
                    let (part, flat) = (lists::suffixed(leaf, "dot"), flattened(dims.len(), &code!(.as_flattened())));
                    code!(#part.as_ref().map_or_else(::core::default::Default::default, |d| #krate::__private::Dot::new(d #flat)))
                }
                _ if path.is_empty() => code!(#name),
                Shape::Array { dims, .. } => {
                    let flat = flattened(dims.len(), &code!(.as_flattened()));
                    code!(#name.map_or_else(::core::default::Default::default, |d| #krate::__private::Dot::new(&d #path #flat)))
                }
                _ => code!(#name.map_or(0.0, |d| d #path)),
            }));
        }
        all
    }

    /// The tangents of lists, part by part.
    fn dots_apart(&self) -> TokenStream {
        let lists = self.outer.iter().filter_map(|param| Some((param, self.list(param)?)));
        lists.map(|(param, list)| list.dots_apart(&self.suffixed(param, "dot"))).collect()
    }

    fn sinks(&self, suffix: &str) -> Sinks {
        let mut all = Sinks {
            before: TokenStream::new(),
            given: Vec::new(),
            pattern: TokenStream::new(),
            after: TokenStream::new(),
            value: TokenStream::new(),
        };
        let (mut pattern, mut value) = (Vec::new(), Vec::new());
        for param in self.outer {
            let name = self.suffixed(param, suffix);
            if let Some(list) = self.list(param) {
                let apart = list.sinks_apart(&name, suffix);
                all.before.extend(apart.before);
                pattern.extend(apart.given.iter().map(|_| code!(_)));
                all.given.extend(apart.given);
                all.after.extend(apart.after);
                value.push(code!(()));
            } else if param.fields.is_some() {
                self.struct_sinks(param, &name, &mut all, &mut pattern);
                value.push(code!(()));
            } else if let (true, Shape::Scalar { .. }) = (param.active, &param.shape) {
                all.given.push(constant());
                pattern.push(code!(#name));
                value.push(code!(#name));
            } else {
                all.given.push(if param.active { code!(#name) } else { constant() });
                pattern.push(code!(_));
                value.push(code!(()));
            }
        }
        Sinks { pattern: code!((#(#pattern,)*)), value: code!((#(#value,)*)), ..all }
    }

    /// Numbers are added when the second phase has run; arrays while it runs, to the struct itself where nothing else can
    /// be added to it meanwhile.
    fn struct_sinks(&self, param: &SigParam, name: &Ident, all: &mut Sinks, pattern: &mut Vec<TokenStream>) {
        let (krate, fields) = (&self.krate, param.fields.as_ref().expect("a struct has fields"));
        let leaves = fields.leaves();
        let is_array = |leaf: &SigParam| matches!(leaf.shape, Shape::Array { .. });
        let arrays = leaves.iter().filter(|(path, leaf)| leaf.active && !path.is_empty() && is_array(leaf));
        let paths: Vec<TokenStream> = arrays.map(|(path, leaf)| mutable_slice(path, &leaf.shape)).collect();
        let names: Vec<Ident> =
            (0..paths.len()).map(|k| format_ident!("{name}_{k}", span = Span::mixed_site())).collect();
        let alone = fields.whole.is_none() && self.outer.iter().filter(|p| p.is_struct()).count() == 1;
        let own = format_ident!("{name}_own", span = Span::mixed_site());
        let (lent, target) =
            if alone { (code!(#own.as_deref_mut()), code!(#own)) } else { (code!(#own.as_mut()), code!(#own)) };
        if !paths.is_empty() {
            let made = if alone {
                code!(#name.map(::core::cell::RefCell::borrow_mut))
            } else {
                let (arg, is_ref) = (&param.name, is_reference(&param.ty));
                let arg = if is_ref { code!(#arg) } else { code!(&#arg) };
                code!(#name.map(|_| #krate::Differentiable::zero_like(#arg)))
            };
            let none = names.iter().map(|_| constant());
            all.before.extend(code! {
                let mut #own = #made;
                let (#(#names,)*) = match #lent {
                    ::core::option::Option::Some(bar) => {
                        (#(#krate::__private::Sink::new(#krate::__private::Sink::cells(#paths)),)*)
                    }
                    ::core::option::Option::None => (#(#none,)*),
                };
            });
        }
        let (mut names, mut adds) = (names.iter(), TokenStream::new());
        for (at, (path, leaf)) in leaves.iter().enumerate() {
            let contribution = format_ident!("{name}_of_{at}", span = Span::mixed_site());
            match (leaf.active, path.is_empty(), is_array(leaf)) {
                (false, ..) => all.given.push(constant()),
                (true, true, _) => all.given.push(code!(#name)),
                (true, false, true) => {
                    let sink = names.next();
                    all.given.push(code!(#sink));
                }
                (true, false, false) => {
                    all.given.push(constant());
                    pattern.push(code!(#contribution));
                    adds.extend(code!(bar #path += #contribution;));
                    continue;
                }
            }
            pattern.push(code!(_));
        }
        if paths.is_empty() {
            all.after.extend(
                code!(if let ::core::option::Option::Some(cell) = #name { let mut bar = cell.borrow_mut(); #adds }),
            );
        } else if alone {
            all.after.extend(code!(if let ::core::option::Option::Some(bar) = &mut #target { #adds }));
        } else {
            all.after.extend(code! {
                if let ::core::option::Option::Some(mut bar) = #target {
                    #adds
                    #krate::__private::add_struct(#name, &bar);
                }
            });
        }
    }

    fn item(&self, name: &str, params: &[TokenStream], result: &TokenStream, body: &TokenStream) -> TokenStream {
        self.item_of(&self.ctx.lowered.signature.item.sig.generics, name, params, result, body)
    }

    fn item_of(
        &self,
        generics: &syn::Generics,
        name: &str,
        params: &[TokenStream],
        result: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let item = &self.ctx.lowered.signature.item;
        let (vis, name, kept) = (&item.vis, self.ctx.naming.name(name, Span::mixed_site()), self.ctx.kept_attributes());
        let (generics, _, bounds) = generics.split_for_impl();
        let (krate, item) = (
            &self.krate,
            code! {
                #[doc(hidden)]
                #kept
                #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables, unused_mut)]
                #[inline]
                #vis fn #name #generics (#(#params),*) -> #result #bounds { #body }
            },
        );
        if lists::need_heap(self.outer) { code!(#krate::__private::with_alloc! { #item }) } else { item }
    }

    // ---- the three

    fn tangent(&self) -> TokenStream {
        let (kernel, fields, dots) = (self.kernel("__tangent"), self.fields(), self.dots());
        let params = [self.inputs(), self.dot_inputs()].concat();
        let (ty, tangent) = (self.outcome.ty(self.ctx), self.outcome.tangent(self.ctx));
        let apart = self.dots_apart();
        self.item("__tangent", &params, &code!((#ty, #tangent)), &code!(#apart #kernel(#(#fields,)* #(#dots),*)))
    }

    /// Several directions at a time, to none of which a struct is constant.
    fn tangents(&self) -> TokenStream {
        let (kernel, fields, krate) = (self.kernel("__tangents"), self.fields(), &self.krate);
        let shape = |p: &SigParam| if p.active && p.fields.is_none() { p.shape.clone() } else { Shape::Other };
        let inputs = self.outer.iter().map(|p| {
            let (name, ty) = (self.suffixed(p, "dot"), lanes_type(krate, &shape(p)));
            code!(#name: #ty)
        });
        let dots = self.outer.iter().flat_map(|param| match &param.fields {
            Some(fields) => vec![code!(#krate::__private::Zero::ZERO); fields.leaves().len()],
            None => vec![self.suffixed(param, "dot").to_token_stream()],
        });
        let params: Vec<TokenStream> = self.inputs().into_iter().chain(inputs).collect();
        let (ty, tangent) = (self.outcome.ty(self.ctx), self.outcome.tangent_in_lanes(self.ctx));
        let generics = with_lanes(&self.ctx.lowered.signature.item.sig.generics);
        let body = code!(#kernel(#(#fields,)* #(#dots),*));
        self.item_of(&generics, "__tangents", &params, &code!((#ty, #tangent)), &body)
    }

    fn pullback(&self, with_tangent: bool) -> TokenStream {
        let name = if with_tangent { "__pullback_tangent" } else { "__pullback" };
        let (kernel, fields) = (self.kernel(name), self.fields());
        let (results, seeds) = ([self.outcome.ty(self.ctx)], [self.outcome.companion_seed(self.ctx)]);
        let sides = if with_tangent { 2 } else { 1 };
        let dots = if with_tangent { self.dots() } else { Vec::new() };
        let apart = with_tangent.then(|| self.dots_apart());
        let values: Vec<Ident> =
            (0..sides * results.len()).map(|k| format_ident!("value_{k}", span = Span::mixed_site())).collect();
        let suffixes: &[&str] = if with_tangent { &["bar", "bar_dot"] } else { &["bar"] };
        let sinks: Vec<Sinks> = suffixes.iter().map(|suffix| self.sinks(suffix)).collect();
        let seed_names: Vec<Ident> =
            (0..sides * seeds.len()).map(|k| format_ident!("w_{k}", span = Span::mixed_site())).collect();
        let seed_types = seeds.iter().cycle();
        let given = seed_names.iter().zip(seed_types).map(|(name, ty)| code!(#name: #ty));
        let dot_params = if with_tangent { self.dot_inputs() } else { Vec::new() };
        let sink_params = suffixes.iter().flat_map(|suffix| {
            self.outer.iter().map(|p| (self.suffixed(p, suffix), self.sink_type(p))).map(|(name, ty)| code!(#name: #ty))
        });
        let arguments = self.outer.iter().map(|p| {
            let (name, ty) = (if p.is_receiver() { this() } else { p.name.clone() }, self.anew(p));
            code!(#name: #ty)
        });
        let before = sinks.iter().map(|s| &s.before);
        let after = sinks.iter().map(|s| &s.after);
        let handed = sinks.iter().flat_map(|s| &s.given);
        let (pattern, value) = match sinks.as_slice() {
            [one] => (one.pattern.clone(), one.value.clone()),
            many => {
                let (patterns, values) = (many.iter().map(|s| &s.pattern), many.iter().map(|s| &s.value));
                (code!((#(#patterns),*)), code!((#(#values),*)))
            }
        };
        let second = code! {
            #apart
            #(#before)*
            let #pattern = state(#(#fields,)* #(#dots,)* #(#seed_names,)* #(#handed),*);
            #(#after)*
            #value
        };
        let second = self.in_second_phase(&second);
        let body = code! {
            #apart
            let (#(#values,)* state) = #kernel(#(#fields,)* #(#dots),*);
            let state = move |#(#arguments,)* #(#dot_params,)* #(#given,)* #(#sink_params),*| { #second };
            (#(#values,)* state)
        };
        let tangents = with_tangent.then(|| self.outcome.tangent(self.ctx));
        let all = results.iter().chain(&tangents);
        let state = self.state(with_tangent);
        let params = [self.inputs(), dot_params.clone()].concat();
        self.item(name, &params, &code!((#(#all,)* #state)), &body)
    }

    /// Both phases, one after the other, for those who are handed this function as an argument.
    fn phases_in_one(&self, with_tangent: bool) -> Option<TokenStream> {
        let is_copied = |p: &SigParam| is_reference(&p.ty) || p.fields.is_none() && crate::outputs::problem::is_copy(p);
        self.outer.iter().all(|p| !p.is_receiver() && is_copied(p)).then_some(())?;
        let (ty, seed) = (self.outcome.ty(self.ctx), self.outcome.companion_seed(self.ctx));
        let names: Vec<&Ident> = self.outer.iter().map(|p| &p.name).collect();
        let named = |suffix: &str| self.outer.iter().map(|p| self.suffixed(p, suffix)).collect::<Vec<Ident>>();
        let sinks = |suffix: &str| {
            let sink = |p| (self.suffixed(p, suffix), self.sink_type(p));
            self.outer.iter().map(sink).map(|(name, ty)| code!(#name: #ty)).collect::<Vec<TokenStream>>()
        };
        let (bars, contribution) = (named("bar"), self.contribution_type());
        let (w, w_dot) = (self.ctx.name("w"), self.ctx.name("w_dot"));
        let pullback = |name| self.ctx.naming.name(name, Span::mixed_site());
        if !with_tangent {
            let params = [self.inputs(), vec![code!(#w: #seed)], sinks("bar")].concat();
            let pullback = pullback("__pullback");
            let body = code! {
                let (value, state) = Self::#pullback(#(#names),*);
                (value, state(#(#names,)* #w, #(#bars),*))
            };
            return Some(self.item("__adjoint", &params, &code!((#ty, #contribution)), &body));
        }
        let (dots, bar_dots) = (named("dot"), named("bar_dot"));
        let seeds = vec![code!(#w: #seed), code!(#w_dot: #seed)];
        let params = [self.inputs(), self.dot_inputs(), seeds, sinks("bar"), sinks("bar_dot")].concat();
        let pullback = pullback("__pullback_tangent");
        let body = code! {
            let (_, _, state) = Self::#pullback(#(#names,)* #(#dots),*);
            state(#(#names,)* #(#dots,)* #w, #w_dot, #(#bars,)* #(#bar_dots),*)
        };
        Some(self.item("__adjoint_tangent", &params, &code!((#contribution, #contribution)), &body))
    }

    fn in_second_phase(&self, tokens: &TokenStream) -> TokenStream {
        let this = this();
        match self.outer.first() {
            Some(p) if p.is_receiver() && !is_reference(&p.ty) => replaced(tokens, &code!((*#this))),
            Some(p) if p.is_receiver() => replaced(tokens, &code!(#this)),
            _ => tokens.clone(),
        }
    }

    /// The second phase.
    fn signature(&self, with_tangent: bool) -> TokenStream {
        let types = self.outer.iter().map(|p| self.anew(p));
        let seeds = [self.outcome.companion_seed(self.ctx)];
        let sinks: Vec<TokenStream> = self.outer.iter().map(|p| self.sink_type(p)).collect();
        let contribution = self.contribution_type();
        if !with_tangent {
            return code!((#(#types,)* #(#seeds,)* #(#sinks),*) -> #contribution);
        }
        let dots = self.outer.iter().map(|p| self.dot_type(p));
        code!((#(#types,)* #(#dots,)* #(#seeds,)* #(#seeds,)* #(#sinks,)* #(#sinks),*) -> (#contribution, #contribution))
    }

    fn state(&self, with_tangent: bool) -> TokenStream {
        let (signature, captured) = (self.signature(with_tangent), crate::outputs::companion::captured(self.ctx));
        code!(impl FnOnce #signature + #captured)
    }

    /// In place of the second order, where the user asked for less.
    fn without_second_order(&self) -> TokenStream {
        let item = &self.ctx.lowered.signature.item;
        let (vis, krate, kept) = (&item.vis, &self.krate, self.ctx.kept_attributes());
        let name = self.ctx.naming.name("__pullback_tangent", Span::mixed_site());
        let mut generics = item.sig.generics.clone();
        generics.params.insert(0, syn::parse_quote!('never));
        let (generics, _, bounds) = generics.split_for_impl();
        let bounds = super::stub::open_bounds(bounds);
        let params = [self.inputs(), self.dot_inputs()].concat();
        let (results, signature) = ([self.outcome.ty(self.ctx), self.outcome.tangent(self.ctx)], self.signature(true));
        code! {
            #[doc(hidden)]
            #kept
            #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
            #vis fn #name #generics (#(#params),*) -> (#(#results,)* fn #signature)
            #bounds &'never (): #krate::__private::SecondOrder
            {
                unreachable!()
            }
        }
    }
}
