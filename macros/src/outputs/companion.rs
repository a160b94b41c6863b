//! The hidden companions that a caller uses to differentiate through this function. Conventions are those of
//! `emit::call`: every list has one entry for each parameter, in the order of the signature.

pub(super) mod lanes;
pub(super) mod nested;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};

use super::context::{Context, array_results, finished};
use super::function::Function;
use super::outcome::{Outcome, bind_arrays};
use super::space::{Part, Space, float, tuple};
use crate::emit::{Emitted, Emitter, Held};
use crate::ir::{Dim, Func, Inst, Op, Param};
use crate::naming::Home;
use crate::signature::{Access, Handing, Leaf, Shape, SigParam};
use crate::transform::forward::{Seed, forward};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;

/// Which sinks: of a second phase, or of one with tangents, and the tangents of those.
#[derive(Clone, Copy, PartialEq)]
enum Sinks {
    Once,
    WithTangents,
    Tangents,
}

struct Companions<'c> {
    ctx: &'c Context<'c>,
    outcome: Outcome,
    krate: TokenStream,
}

/// Reasons that keep callers from a second order only where that is asked for, and what stands in for it until then.
const LATE: [(&str, &str); 3] = [
    ("RuleSecondOrder", "rule_second_order"),
    ("NestedSecondOrder", "nested_second_order"),
    ("LongSecondOrder", "long_second_order"),
];

/// What a companion is made of: names for the tangent, the adjoint or the sink of a part of a parameter.
fn suffixed(leaf: &Leaf, suffix: &str) -> Ident {
    format_ident!("{}_{}", leaf.stem, suffix, span = Span::mixed_site())
}

/// `no_second_order`: why callers cannot differentiate twice through this function. `has`: whether there is a public function of a name.
pub(super) fn methods(
    ctx: &Context<'_>,
    no_second_order: Option<&'static str>,
    third_order: bool,
    has: &dyn Fn(&str) -> bool,
) -> Vec<TokenStream> {
    let companions = Companions { ctx, outcome: Outcome::any(ctx), krate: ctx.krate.clone() };
    let second = match no_second_order {
        None => companions.pullback_tangent(),
        Some(reason) => companions.stub("__pullback_tangent", reason),
    };
    let mut methods: Vec<TokenStream> = (!ctx.takes_pointers()).then(|| companions.value()).into_iter().collect();
    methods.push(companions.tangent());
    methods.extend(companions.tangents());
    methods.extend(companions.adjoint().or_else(|| companions.phases_in_one()));
    if no_second_order.is_none() {
        methods.extend(companions.phases_in_one_with_tangents());
    }
    methods.extend(ctx.rule.as_ref().map(|path| companions.rule(path)));
    if ctx.lowered.recursive {
        methods.push(companions.boxed(&companions.pullback(), "__pullback"));
        methods.push(companions.boxed(&second, "__pullback_tangent"));
    } else {
        methods.extend([companions.pullback(), second]);
    }
    if !ctx.is_closure {
        methods.extend(nested::methods(&companions, no_second_order, third_order, has));
    }
    methods
}

/// What the second phase captures: everything generic but lifetimes.
pub(super) fn captured(ctx: &Context<'_>) -> TokenStream {
    let signature = &ctx.lowered.signature;
    let around = if let Home::Block(block) = &signature.home { Some(&block.generics.params) } else { None };
    let params = around.into_iter().flatten().chain(&signature.item.sig.generics.params);
    let names = params.filter_map(|p| match p {
        syn::GenericParam::Const(c) => Some(&c.ident),
        syn::GenericParam::Type(t) => Some(&t.ident),
        syn::GenericParam::Lifetime(_) => None,
    });
    code!(use<#(#names),*>)
}

/// The type of the receiver in the second phase, whose lifetimes are its own.
pub(super) fn receiver(ctx: &Context<'_>) -> TokenStream {
    match &ctx.lowered.signature.home {
        Home::Block(block) => {
            let ty = super::problem::with_lifetime(&block.ty, None);
            code!(&#ty)
        }
        Home::Module | Home::Impl => code!(&Self),
    }
}

/// The receiver, which a closure cannot call `self`.
pub(super) fn this() -> Ident {
    Ident::new("this", Span::mixed_site())
}

impl Companions<'_> {
    /// A mark for each part: the companions cover every float parameter, whatever `wrt` says. What an `#[out]` parameter does not
    /// write is still there for the caller, and so are its tangent and its adjoint.
    fn marks(&self) -> Vec<bool> {
        self.ctx.leaves.iter().map(|leaf| leaf.active).collect()
    }

    fn seeds(&self, func: &Func) -> Vec<Seed> {
        let own = self.marks().into_iter().map(|active| if active { Seed::Optional } else { Seed::None });
        let extra = func.params.len() - self.ctx.leaves.len();
        own.chain(std::iter::repeat_n(Seed::Param, extra)).collect()
    }

    /// Something for each parameter, from something for each of its parts.
    fn each(&self, part: impl Fn(usize, &Leaf) -> TokenStream) -> Vec<TokenStream> {
        let mut leaves = self.ctx.leaves.iter().enumerate();
        let mut next = |_: &Shape| {
            let (at, leaf) = leaves.next().expect("a part for each shape");
            part(at, leaf)
        };
        self.ctx.params().iter().map(|sig| sig.shape.fold(&mut next, &|items| tuple(&items))).collect()
    }

    /// Parameters: a pattern and a type for each.
    fn declared(&self, suffix: &str, ty: impl Fn(&Leaf) -> TokenStream) -> Vec<TokenStream> {
        let patterns = self.each(|_, leaf| {
            let name = suffixed(leaf, suffix);
            code!(#name)
        });
        let types = self.each(|_, leaf| ty(leaf));
        patterns.iter().zip(types).map(|(pattern, ty)| code!(#pattern: #ty)).collect()
    }

    // ---- pieces of signatures

    fn arguments(&self) -> Vec<TokenStream> {
        self.ctx.params().iter().map(SigParam::declared).collect()
    }

    /// The types of the second phase's arguments: its lifetimes are its own. What the function changes does not come again.
    fn types(&self) -> Vec<TokenStream> {
        let krate = &self.krate;
        let ty = |sig: &SigParam| {
            let anew = super::problem::with_lifetime(&sig.ty, None);
            match sig.access {
                Access::Read if sig.is_receiver() => receiver(self.ctx),
                Access::Read if is_function(&sig.shape) => code!(#krate::__private::Constant),
                Access::Read => code!(#anew),
                Access::InOut | Access::Out => code!(#krate::__private::Constant),
            }
        };
        self.ctx.params().iter().map(ty).collect()
    }

    fn second_arguments(&self) -> Vec<TokenStream> {
        let name = |sig: &SigParam| {
            let name = &sig.name;
            match sig.access {
                Access::Read if sig.is_receiver() => {
                    let this = this();
                    code!(#this)
                }
                Access::Read if !is_function(&sig.shape) => code!(#name),
                Access::Read | Access::InOut | Access::Out => code!(_),
            }
        };
        self.ctx.params().iter().map(name).zip(self.types()).map(|(name, ty)| code!(#name: #ty)).collect()
    }

    /// What runs in the second phase, where the receiver goes by another name.
    fn in_second_phase(&self, tokens: &TokenStream) -> TokenStream {
        let this = this();
        match self.ctx.params().first() {
            Some(sig) if sig.is_receiver() && sig.declared().to_string() == "self" => {
                replaced(tokens, &code!((*#this)))
            }
            Some(sig) if sig.is_receiver() => replaced(tokens, &code!(#this)),
            _ => tokens.clone(),
        }
    }

    fn float(leaf: &Leaf) -> TokenStream {
        match &leaf.shape {
            Shape::Scalar { ty, .. } | Shape::Array { elem: ty, .. } => float(*ty),
            Shape::Tuple { .. } | Shape::Record(_) | Shape::Function(_) | Shape::Other => code!(f64),
        }
    }

    /// `&mut [f64; 3]`: what goes along with a parameter that is changed.
    fn in_step(&self, leaf: &Leaf) -> TokenStream {
        let owned = Part::of(leaf.param, leaf, &leaf.name, &self.ctx.lowered.origins).owned();
        code!(&mut #owned)
    }

    /// The type, owned, of a struct that is handed to calls.
    fn whole(&self, leaf: &Leaf) -> Option<TokenStream> {
        let whole = matches!(&leaf.shape, Shape::Array { dims, .. } if dims[..] == [Dim::Whole]);
        let ty = &self.ctx.params()[leaf.param].ty;
        whole.then(|| super::structs::owned(&super::problem::with_lifetime(ty, None)))
    }

    fn dot_type(&self, leaf: &Leaf) -> TokenStream {
        let (krate, float) = (&self.krate, Self::float(leaf));
        if let (true, Some(ty)) = (leaf.active, self.whole(leaf)) {
            return code!(#krate::__private::StructDot<'_, #ty>);
        }
        if let Shape::Function(callback) = &leaf.shape {
            return Function::of(callback, self.ctx).tangent();
        }
        match (leaf.active, &leaf.shape) {
            (false, _) => code!(#krate::__private::Constant),
            _ if leaf.access != Access::Read => self.in_step(leaf),
            (true, Shape::Array { .. }) => code!(#krate::__private::Dot<'_, #float>),
            (true, _) => float,
        }
    }

    fn sink_type(&self, leaf: &Leaf, kind: Sinks) -> TokenStream {
        let (krate, float) = (&self.krate, Self::float(leaf));
        if let (true, Some(ty)) = (leaf.active, self.whole(leaf)) {
            return code!(#krate::__private::StructSink<'_, #ty>);
        }
        if let Shape::Function(callback) = &leaf.shape {
            let function = Function::of(callback, self.ctx);
            return match kind {
                Sinks::Once => function.adjoint(),
                Sinks::WithTangents => function.adjoint_tangent(),
                Sinks::Tangents => code!(#krate::__private::Constant),
            };
        }
        match &leaf.shape {
            _ if leaf.access != Access::Read => self.in_step(leaf),
            Shape::Array { .. } if leaf.active => code!(#krate::__private::Sink<'_, #float>),
            _ => code!(#krate::__private::Constant),
        }
    }

    fn dots(&self) -> Vec<TokenStream> {
        self.declared("dot", |leaf| self.dot_type(leaf))
    }

    /// The tangents again, for the second phase.
    fn second_dots(&self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let krate = &self.krate;
        let changed = |leaf: &Leaf| leaf.access != Access::Read;
        let names = self.each(|_, leaf| {
            let name = suffixed(leaf, "dot");
            if changed(leaf) { code!(_) } else { code!(#name) }
        });
        let ty = |_, leaf: &Leaf| if changed(leaf) { code!(#krate::__private::Constant) } else { self.dot_type(leaf) };
        let types = self.each(ty);
        (names.iter().zip(&types).map(|(name, ty)| code!(#name: #ty)).collect(), types)
    }

    fn sinks(&self, suffix: &str, kind: Sinks) -> Vec<TokenStream> {
        self.declared(suffix, |leaf| self.sink_type(leaf, kind))
    }

    fn sink_types(&self, kind: Sinks) -> Vec<TokenStream> {
        self.each(|_, leaf| self.sink_type(leaf, kind))
    }

    /// `-> (f64, f64, f64)`: what a scalar argument gets; nothing for the others.
    fn contribution_type(&self) -> TokenStream {
        let entries = self.each(|_, leaf| match &leaf.shape {
            Shape::Scalar { .. } if leaf.active && leaf.access == Access::Read => Self::float(leaf),
            _ => code!(()),
        });
        code!((#(#entries,)*))
    }

    /// What the second phase captures: everything generic but lifetimes.
    fn captured(&self) -> TokenStream {
        captured(self.ctx)
    }

    fn item(&self, name: &str, params: &[TokenStream], result: &TokenStream, body: &TokenStream) -> TokenStream {
        self.item_of(&self.ctx.lowered.signature.item.sig.generics, name, params, result, body)
    }

    /// The same with generic parameters of its own.
    fn item_of(
        &self,
        generics: &syn::Generics,
        name: &str,
        params: &[TokenStream],
        result: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let vis = &self.ctx.lowered.signature.item.vis;
        let name = self.ctx.naming.name(name, Span::mixed_site());
        let (generics, _, bounds) = generics.split_for_impl();
        let kept = self.ctx.kept_attributes();
        let result = (result.to_string() != "()").then(|| code!(-> #result));
        code! {
            #[doc(hidden)]
            #kept
            #[allow(clippy::too_many_arguments, clippy::type_complexity)]
            #[inline]
            #vis fn #name #generics (#(#params),*) #result #bounds { #body }
        }
    }

    // ---- binding

    /// An emitter that takes no name of a tangent or a sink, of whichever parameter.
    fn emitter<'f>(&'f self, func: &'f Func) -> Emitter<'f> {
        let mut emitter = self.ctx.emitter(func);
        emitter.reserve("state");
        for leaf in &self.ctx.leaves {
            for suffix in ["dot", "dot2", "bar", "bar_dot"] {
                emitter.reserve(&suffixed(leaf, suffix).to_string());
            }
        }
        emitter
    }

    fn bind_dots(&self, emitter: &mut Emitter<'_>, params: &[Param], suffix: &str) {
        let active = self.ctx.leaves.iter().filter(|leaf| leaf.active);
        for (leaf, param) in active.zip(params) {
            let name = suffixed(leaf, suffix);
            match param {
                Param::Scalar(v) => {
                    emitter.bind(*v, code!(#name));
                }
                Param::Elements(vals) => {
                    for (k, v) in vals.iter().enumerate() {
                        let k = proc_macro2::Literal::usize_unsuffixed(k);
                        emitter.bind(*v, code!(#name.at(#k)));
                    }
                }
                Param::Array(p) if leaf.access == Access::Read => emitter.bind_place(*p, name, Held::Tangent),
                Param::Array(p) => emitter.bind_place(*p, name, Held::Mutable),
            }
        }
    }

    fn bind_sinks(&self, emitter: &mut Emitter<'_>, func: &Func, params: &[Param], suffix: &str) {
        let leaves = self.ctx.leaves.iter().enumerate();
        let arrays = leaves.filter(|(k, leaf)| leaf.active && is_array(func, *k));
        for ((_, leaf), param) in arrays.zip(params) {
            let held = if leaf.access == Access::Read { Held::Sink } else { Held::Mutable };
            if let Param::Array(p) = param {
                emitter.bind_place(*p, suffixed(leaf, suffix), held);
            }
        }
    }

    /// The contributions to the scalar arguments, and those of arrays seen as elements into their sinks.
    fn contributions(&self, func: &Func, suffix: &str, yields: &[TokenStream]) -> (TokenStream, TokenStream) {
        let mut yields = yields.iter();
        let (mut adds, mut entries) = (TokenStream::new(), Vec::new());
        for (leaf, param) in self.ctx.leaves.iter().zip(&func.params) {
            let mut entry = code!(());
            match param {
                Param::Scalar(_) if leaf.active => entry = yields.next().cloned().unwrap_or_default(),
                Param::Elements(vals) if leaf.active => {
                    let name = suffixed(leaf, suffix);
                    for k in 0..vals.len() {
                        let (value, k) = (yields.next(), proc_macro2::Literal::usize_unsuffixed(k));
                        adds.extend(code!(#name.add_at(#k, #value);));
                    }
                }
                _ => {}
            }
            entries.push(entry);
        }
        let entries = self.each(|at, _| entries[at].clone());
        (adds, code!((#(#entries,)*)))
    }

    /// The value: from scalars, and from the arrays that a function returns, `from` on.
    fn result(&self, func: &Func, emitted: &Emitted, scalars: &[TokenStream], from: usize, dot: bool) -> TokenStream {
        let arrays = array_results(func).into_iter().skip(from).map(|p| emitted.place_names[&p].clone());
        let arrays: Vec<Ident> = arrays.collect();
        if dot { self.outcome.tangent_value(scalars, &arrays) } else { self.outcome.value(scalars, &arrays) }
    }

    /// Arrays that are handed to the caller and read in the second phase, too: copies of them, made before the state takes them.
    fn shared(func: &Func, emitted: &mut Emitted) -> TokenStream {
        let mut copies = TokenStream::new();
        for p in array_results(func) {
            let name = emitted.place_names[&p].clone();
            let dims = &func.place(p).dims;
            let is_copy = dims.iter().all(|dim| matches!(dim, Dim::Lit(_) | Dim::Named(_)));
            if !is_copy && mentions(&emitted.second, &name) {
                let copy = format_ident!("{name}_given", span = Span::mixed_site());
                copies.extend(code!(let #copy = ::core::clone::Clone::clone(&#name);));
                emitted.place_names.insert(p, copy);
            }
        }
        copies
    }

    fn own_arrays(&self) -> usize {
        array_results(self.ctx.func()).len()
    }

    // ---- the companions themselves

    /// The user's function, where a parameter of its name cannot hide it; it also keeps a function alive whose derivatives
    /// alone are used.
    fn value(&self) -> TokenStream {
        let (mut names, mut params) = (Vec::new(), Vec::new());
        for (k, sig) in self.ctx.params().iter().enumerate() {
            let (name, ty) = (format_ident!("arg{k}", span = Span::mixed_site()), &sig.ty);
            let receiver = sig.is_receiver();
            params.push(if receiver { sig.declared() } else { code!(#name: #ty) });
            names.push(match &sig.shape {
                _ if receiver => sig.name.to_token_stream(),
                Shape::Function(callback) if callback.handing == Handing::Reference => code!(&#name),
                _ => code!(#name),
            });
        }
        let path = match &self.ctx.lowered.signature.home {
            Home::Module => TokenStream::new(),
            Home::Impl => code!(Self::),
            Home::Block(block) => {
                block.trait_path.as_ref().map_or_else(|| code!(Self::), |path| code!(<Self as #path>::))
            }
        };
        let (function, result) = (self.ctx.function(), self.users_result());
        let assertions = &self.ctx.lowered.assertions;
        let items = (!assertions.is_empty()).then(|| self.ctx.items());
        let assertions = code!(#items #(let () = #assertions;)*);
        let value = code!(#path #function(#(#names),*));
        let checks = self.outcome.checked(self.ctx, &Ident::new("value", Span::mixed_site()));
        let value = if checks.is_empty() { value } else { code!(let value = #value; { #checks } value) };
        self.item("__value", &params, &code!(#result), &code!(#assertions #value))
    }

    /// What the user's function gives: to the companions, an `Option` is a pair.
    fn users_result(&self) -> TokenStream {
        match &self.ctx.lowered.signature.item.sig.output {
            syn::ReturnType::Type(_, ty) if self.outcome.shape.holds_option() => code!(#ty),
            _ => self.outcome.ty(self.ctx),
        }
    }

    /// The partial derivatives as the user states them: what is wrong with the function's signature is wrong here alone.
    fn rule(&self, path: &syn::Path) -> TokenStream {
        let (types, names): (Vec<_>, Vec<_>) = self.ctx.params().iter().map(|sig| (&sig.ty, &sig.name)).unzip();
        let gradient = Space::of_active(self.ctx.lowered).gradient(&self.krate);
        let body = code!(let rule: fn(#(#types),*) -> #gradient = #path; rule(#(#names),*));
        self.item("__rule", &self.arguments(), &gradient, &body)
    }

    fn tangent(&self) -> TokenStream {
        let func = finished(forward(self.ctx.func(), &self.seeds(self.ctx.func()), 1).func);
        let mut emitter = self.emitter(&func);
        self.bind_dots(&mut emitter, &func.params[self.ctx.leaves.len()..], "dot");
        let emitted = emitter.emit();
        let half = emitted.yields.len() / 2;
        let value = self.result(&func, &emitted, &emitted.yields[..half], 0, false);
        let tangent = self.result(&func, &emitted, &emitted.yields[half..], self.own_arrays(), true);
        let (ty, dot) = (self.outcome.ty(self.ctx), self.outcome.tangent(self.ctx));
        let params = [self.arguments(), self.dots()].concat();
        let first = &emitted.first;
        let quiet = self.quiet(false, &["dot"]);
        self.item("__tangent", &params, &code!((#ty, #dot)), &code!(#quiet #first (#value, #tangent)))
    }

    /// Takes tuples apart, and reads everything, so that nothing is dead; in the second phase, what comes again.
    fn quiet(&self, second: bool, suffixes: &[&str]) -> TokenStream {
        let leaves = &self.ctx.leaves;
        let again = |leaf: &&Leaf| !second || leaf.access == Access::Read && !is_function(&leaf.shape);
        let names = leaves.iter().filter(again).map(|leaf| &leaf.name);
        let names = names.filter(|name| !name.to_string().starts_with('_'));
        let others = suffixes.iter().flat_map(|suffix| {
            let own = leaves.iter().filter(move |leaf| *suffix != "dot" || again(leaf));
            own.map(move |leaf| suffixed(leaf, suffix))
        });
        let (items, apart) = (self.ctx.items(), self.ctx.apart());
        let reads = code!(#apart let _ = (#(&#names,)* #(&#others),*););
        let reads = if second { self.in_second_phase(&reads) } else { reads };
        code!(#items #reads)
    }

    fn pullback(&self) -> TokenStream {
        let func = reverse(self.ctx.func(), &self.marks(), Seeds::Suspended, ArrayAdjoint::Sink).func;
        let func = finished(func);
        let mut emitter = self.emitter(&func);
        let (own, arrays) = (self.ctx.leaves.len(), self.own_arrays());
        let w = self.ctx.name("w");
        let seed_names = bind_arrays(&mut emitter, &w, &func.params[own..own + arrays]);
        self.bind_sinks(&mut emitter, &func, &func.params[own + arrays..], "bar");
        let mut emitted = emitter.emit();
        let shared = Self::shared(&func, &mut emitted);
        let value = self.result(&func, &emitted, &emitted.values, 0, false);
        let (seed, apart) = self.outcome.seed_pattern(&emitted.seeds, &seed_names, "given");
        let scalars = emitted.yields.len() - self.scalar_bars(&func);
        let (adds, contributed) = self.contributions(&func, "bar", &emitted.yields[scalars..]);
        let (ty, seed_ty) = (self.outcome.ty(self.ctx), self.outcome.companion_seed(self.ctx));
        let sinks = self.sinks("bar", Sinks::Once);
        let (state, made) = self.state(&self.second_phase_once());
        let (first, second) = (&emitted.first, self.in_second_phase(&emitted.second));
        let (adds, contributed) = (self.in_second_phase(&adds), self.in_second_phase(&contributed));
        let arguments = self.second_arguments();
        let (quiet, quiet_second) = (self.quiet(false, &[]), self.quiet(true, &["bar"]));
        let body = code! {
            #quiet
            #first
            #shared
            let state = move |#(#arguments,)* #seed: #seed_ty, #(#sinks),*| {
                #quiet_second
                #apart
                #second
                #adds
                #contributed
            };
            (#value, #made)
        };
        let params = self.arguments();
        self.item("__pullback", &params, &code!((#ty, #state)), &body)
    }

    /// Both phases in one, for callers that know the adjoint of the result; that is a number, and no argument is changed.
    fn adjoint(&self) -> Option<TokenStream> {
        let scalar = matches!(self.ctx.lowered.signature.result, Shape::Scalar { .. });
        if !scalar || self.ctx.leaves.iter().any(|leaf| leaf.access != Access::Read) {
            return None;
        }
        let w = self.ctx.name("w");
        let (ty, seed_ty) = (self.outcome.ty(self.ctx), self.outcome.companion_seed(self.ctx));
        let params = [self.arguments(), vec![code!(#w: #seed_ty)], self.sinks("bar", Sinks::Once)].concat();
        let contribution = self.contribution_type();
        let result = code!((#ty, #contribution));
        let body = if self.is_short() { self.phases_in_turn(&w) } else { self.both_phases(&w) };
        Some(self.item("__adjoint", &params, &result, &body))
    }

    /// Straight-line code has nothing to fuse, and its arguments can be handed on twice.
    fn is_short(&self) -> bool {
        let func = self.ctx.func();
        let is_straight = |inst: &Inst| inst.op.blocks().is_empty() && !matches!(inst.op, Op::Call(_));
        let handed_on = |sig: &SigParam| !sig.is_receiver() && super::problem::is_copy(sig);
        func.rule.is_none()
            && func.block(func.body).insts.iter().all(is_straight)
            && self.ctx.params().iter().all(handed_on)
    }

    fn phases_in_turn(&self, w: &Ident) -> TokenStream {
        let args = self.ctx.params().iter().map(|sig| &sig.name);
        let args: Vec<&Ident> = args.collect();
        let sinks = self.each(|_, leaf| {
            let name = suffixed(leaf, "bar");
            code!(#name)
        });
        code! {
            let (value, state) = __Own::__pullback(#(#args),*);
            (value, state(#(#args,)* #w, #(#sinks),*))
        }
    }

    fn both_phases(&self, w: &Ident) -> TokenStream {
        let func = reverse(self.ctx.func(), &self.marks(), Seeds::Given, ArrayAdjoint::Sink).func;
        let func = finished(func);
        let mut emitter = self.emitter(&func);
        let mut sinks = &func.params[self.ctx.leaves.len()..];
        if let [Param::Scalar(seed), rest @ ..] = sinks {
            emitter.reserve(&w.to_string());
            emitter.bind(*seed, code!(#w));
            sinks = rest;
        }
        self.bind_sinks(&mut emitter, &func, sinks, "bar");
        let emitted = emitter.emit();
        let value = self.result(&func, &emitted, &emitted.yields[..1], 0, false);
        let (adds, contributed) = self.contributions(&func, "bar", &emitted.yields[1..]);
        let (first, quiet) = (&emitted.first, self.quiet(false, &["bar"]));
        code!(#quiet #first #adds (#value, #contributed))
    }

    /// Whether the arguments can be handed over twice.
    fn takes_copies(&self) -> bool {
        let params = self.ctx.params();
        params.iter().all(super::problem::is_copy)
            && params.iter().all(|sig| sig.access == Access::Read && !sig.is_receiver())
    }

    /// Both phases, one after the other, for those who are handed this function as an argument.
    fn phases_in_one(&self) -> Option<TokenStream> {
        self.takes_copies().then_some(())?;
        let (w, sinks) = (self.ctx.name("w"), self.sinks("bar", Sinks::Once));
        let (ty, seed_ty) = (self.outcome.ty(self.ctx), self.outcome.companion_seed(self.ctx));
        let params = [self.arguments(), vec![code!(#w: #seed_ty)], sinks].concat();
        let (contribution, body) = (self.contribution_type(), self.phases_in_turn(&w));
        Some(self.where_states_are(self.item("__adjoint", &params, &code!((#ty, #contribution)), &body)))
    }

    /// The same with tangents.
    fn phases_in_one_with_tangents(&self) -> Option<TokenStream> {
        self.takes_copies().then_some(())?;
        let (w, w_dot) = (self.ctx.name("w"), self.ctx.name("w_dot"));
        let (sinks, sink_dots) = (self.sinks("bar", Sinks::WithTangents), self.sinks("bar_dot", Sinks::Tangents));
        let (names, dots) = (self.arguments_by_name(), self.names("dot"));
        let seed_ty = self.outcome.companion_seed(self.ctx);
        let seeds = vec![code!(#w: #seed_ty), code!(#w_dot: #seed_ty)];
        let params = [self.arguments(), self.dots(), seeds, sinks, sink_dots].concat();
        let (contribution, bars, bar_dots) = (self.contribution_type(), self.names("bar"), self.names("bar_dot"));
        let pullback = self.ctx.naming.name("__pullback_tangent", Span::mixed_site());
        let body = code! {
            let (_, _, state) = Self::#pullback(#(#names,)* #(#dots),*);
            state(#(#names,)* #(#dots,)* #w, #w_dot, #(#bars,)* #(#bar_dots),*)
        };
        let item = self.item("__adjoint_tangent", &params, &code!((#contribution, #contribution)), &body);
        Some(self.where_states_are(item))
    }

    /// The state of a function that calls itself is on the heap.
    fn where_states_are(&self, item: TokenStream) -> TokenStream {
        let krate = &self.krate;
        if self.ctx.lowered.recursive { code!(#krate::__private::with_alloc! { #item }) } else { item }
    }

    fn arguments_by_name(&self) -> Vec<TokenStream> {
        self.ctx.params().iter().map(|sig| sig.name.to_token_stream()).collect()
    }

    /// What goes along with the parameters, by its names.
    fn names(&self, suffix: &str) -> Vec<TokenStream> {
        self.each(|_, leaf| suffixed(leaf, suffix).to_token_stream())
    }

    /// How many yields at the end are adjoints.
    fn scalar_bars(&self, func: &Func) -> usize {
        let count = |(leaf, param): (&Leaf, &Param)| match param {
            _ if !leaf.active => 0,
            Param::Scalar(_) => 1,
            Param::Elements(vals) => vals.len(),
            Param::Array(_) => 0,
        };
        self.ctx.leaves.iter().zip(&func.params).map(count).sum()
    }

    /// The type of a state with this signature, and the expression for it: one that may hold another of its kind is boxed.
    fn state(&self, signature: &TokenStream) -> (TokenStream, TokenStream) {
        if self.ctx.lowered.recursive {
            let boxed = &self.krate;
            let boxed = code!(#boxed::__private::Box);
            return (code!(#boxed<dyn FnOnce #signature>), code!(#boxed::new(state)));
        }
        let captured = self.captured();
        (code!(impl FnOnce #signature + #captured), code!(state))
    }

    /// A companion whose state is on the heap: without one, a stub that says so.
    fn boxed(&self, companion: &TokenStream, name: &str) -> TokenStream {
        let (krate, stub) = (&self.krate, self.stub(name, "Recursion"));
        code! {
            #krate::__private::with_alloc! { #companion }
            #krate::__private::without_alloc! { #stub }
        }
    }

    /// `(f64, f64, ..) -> (f64, ..)`: the second phase.
    fn second_phase_once(&self) -> TokenStream {
        let (types, seed) = (self.types(), self.outcome.companion_seed(self.ctx));
        let (sinks, contribution) = (self.sink_types(Sinks::Once), self.contribution_type());
        code!((#(#types,)* #seed, #(#sinks),*) -> #contribution)
    }

    /// `(f64, f64, ..) -> ((f64, ..), (f64, ..))`: the second phase with tangents.
    fn second_phase(&self) -> TokenStream {
        let (types, seed, (_, dots)) = (self.types(), self.outcome.companion_seed(self.ctx), self.second_dots());
        let (sinks, contribution) = (self.sink_types(Sinks::WithTangents), self.contribution_type());
        let sink_dots = self.sink_types(Sinks::Tangents);
        code! {
            (#(#types,)* #(#dots,)* #seed, #seed, #(#sinks,)* #(#sink_dots),*) -> (#contribution, #contribution)
        }
    }

    /// In place of a companion that there is not. A caller that needs it is told what to ask for; a caller whose own second derivatives
    /// nobody asks for does not need it.
    fn stub(&self, name: &str, reason: &str) -> TokenStream {
        let second_order = name == "__pullback_tangent";
        let (mut params, ty, dot) = (self.arguments(), self.outcome.ty(self.ctx), self.outcome.tangent(self.ctx));
        let (results, signature) = if second_order {
            params.extend(self.dots());
            (code!(#ty, #dot), self.second_phase())
        } else {
            (ty, self.second_phase_once())
        };
        let result = code!((#results, fn #signature));
        let Some((_, late)) = LATE.iter().find(|(late, _)| *late == reason).filter(|_| second_order) else {
            return self.unmet(name, &params, &result, reason);
        };
        let (krate, late) = (&self.krate, Ident::new(late, Span::mixed_site()));
        let read = self.quiet(false, &["dot"]);
        self.item(name, &params, &result, &code!(#read #krate::__private::#late::<Self, _>()))
    }

    /// A companion that cannot be called, for a reason that is a bound.
    fn unmet(&self, name: &str, params: &[TokenStream], result: &TokenStream, reason: &str) -> TokenStream {
        let item = &self.ctx.lowered.signature.item;
        let (vis, krate, kept) = (&item.vis, &self.krate, self.ctx.kept_attributes());
        let (name, reason) = (self.ctx.naming.name(name, Span::mixed_site()), Ident::new(reason, Span::mixed_site()));
        let mut generics = item.sig.generics.clone();
        generics.params.insert(0, syn::parse_quote!('never));
        let (generics, _, bounds) = generics.split_for_impl();
        let bounds = super::stub::open_bounds(bounds);
        code! {
            #[doc(hidden)]
            #kept
            #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
            #vis fn #name #generics (#(#params),*) -> #result
            #bounds &'never (): #krate::__private::#reason
            {
                unreachable!()
            }
        }
    }

    fn pullback_tangent(&self) -> TokenStream {
        let gradient = drop_dead(reverse(self.ctx.func(), &self.marks(), Seeds::Suspended, ArrayAdjoint::Sink).func);
        let func = finished(forward(&gradient, &self.seeds(&gradient), 1).func);
        let mut emitter = self.emitter(&func);
        let (own, arrays) = (self.ctx.leaves.len(), self.own_arrays());
        let (w, w_dot) = (self.ctx.name("w"), self.ctx.name("w_dot"));
        let leaves = self.ctx.leaves.iter().enumerate();
        let sinks = leaves.filter(|(k, leaf)| leaf.active && is_array(&func, *k)).count();
        let dots = self.ctx.leaves.iter().filter(|leaf| leaf.active).count();
        let mut rest = func.params[own..].iter().cloned();
        let mut take = |n: usize| -> Vec<Param> { rest.by_ref().take(n).collect() };
        let (w_params, bar_params) = (take(arrays), take(sinks));
        let (dot_params, w_dot_params, bar_dot_params) = (take(dots), take(arrays), take(sinks));
        let w_names = bind_arrays(&mut emitter, &w, &w_params);
        let w_dot_names = bind_arrays(&mut emitter, &w_dot, &w_dot_params);
        self.bind_sinks(&mut emitter, &func, &bar_params, "bar");
        self.bind_dots(&mut emitter, &dot_params, "dot");
        self.bind_sinks(&mut emitter, &func, &bar_dot_params, "bar_dot");
        let mut emitted = emitter.emit();
        let shared = Self::shared(&func, &mut emitted);
        let half = emitted.values.len() / 2;
        let value = self.result(&func, &emitted, &emitted.values[..half], 0, false);
        let array_count = array_results(&func).len() / 2;
        let tangent = self.result(&func, &emitted, &emitted.values[half..], array_count, true);
        let (seed, apart) = self.outcome.seed_pattern(&emitted.seeds[..half], &w_names, "given");
        let (seed_dot, apart_dot) = self.outcome.seed_pattern(&emitted.seeds[half..], &w_dot_names, "given_dot");
        let bars = self.scalar_bars(&func);
        let yields = emitted.yields.len() / 2;
        let (adds, contributed) = self.contributions(&func, "bar", &emitted.yields[yields - bars..yields]);
        let (adds_dot, contributed_dot) = self.contributions(&func, "bar_dot", &emitted.yields[2 * yields - bars..]);
        let (ty, dot, seed_ty) =
            (self.outcome.ty(self.ctx), self.outcome.tangent(self.ctx), self.outcome.companion_seed(self.ctx));
        let (state, made) = self.state(&self.second_phase());
        let sinks = self.sinks("bar", Sinks::WithTangents);
        let sink_dots = self.sinks("bar_dot", Sinks::Tangents);
        let (first, second) = (&emitted.first, self.in_second_phase(&emitted.second));
        let [adds, adds_dot, contributed, contributed_dot] =
            [adds, adds_dot, contributed, contributed_dot].map(|tokens| self.in_second_phase(&tokens));
        let (arguments, (dots, _)) = (self.second_arguments(), self.second_dots());
        let (quiet, quiet_second) = (self.quiet(false, &["dot"]), self.quiet(true, &["dot", "bar", "bar_dot"]));
        let body = code! {
            #quiet
            #first
            #shared
            let state = move |#(#arguments,)* #(#dots,)* #seed: #seed_ty, #seed_dot: #seed_ty, #(#sinks,)* #(#sink_dots),*| {
                #quiet_second
                #apart
                #apart_dot
                #second
                #adds
                #adds_dot
                (#contributed, #contributed_dot)
            };
            (#value, #tangent, #made)
        };
        let params = [self.arguments(), self.dots()].concat();
        self.item("__pullback_tangent", &params, &code!((#ty, #dot, #state)), &body)
    }
}

fn is_function(shape: &Shape) -> bool {
    matches!(shape, Shape::Function(_))
}

fn is_array(func: &Func, k: usize) -> bool {
    matches!(func.params.get(k), Some(Param::Array(_)))
}

/// Whether a name stands in these tokens.
fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Other tokens in place of `self`.
pub(super) fn replaced(tokens: &TokenStream, this: &TokenStream) -> TokenStream {
    let replace = |tree: TokenTree| match tree {
        TokenTree::Ident(name) if name == "self" => this.clone(),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), replaced(&group.stream(), this));
            inner.set_span(group.span());
            TokenTree::Group(inner).into()
        }
        other => other.into(),
    };
    tokens.clone().into_iter().flat_map(replace).collect()
}
