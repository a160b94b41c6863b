//! The hidden companions that a caller uses to differentiate through this function. Conventions are those of
//! `emit::call`: every list has one entry for each parameter, in the order of the signature.

mod nested;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::format_ident;

use super::context::{Context, array_results, finished};
use super::space::{Space, float};
use crate::emit::{Emitted, Emitter, Held};
use crate::ir::{Func, Param, Ty};
use crate::naming::Home;
use crate::signature::{Shape, SigParam, SigResult};
use crate::transform::forward::{Seed, forward};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;

/// A parameter, as the companions see it.
struct Member {
    name: Ident,
    ty: TokenStream,
    /// As it is declared.
    declared: TokenStream,
    /// The type without named lifetimes; that of a reference to the receiver.
    anew: TokenStream,
    /// It has a derivative.
    active: bool,
    float: TokenStream,
    is_array: bool,
}

struct Companions<'c> {
    ctx: &'c Context<'c>,
    members: Vec<Member>,
    krate: TokenStream,
}

/// What a companion is made of: names for the tangents, adjoints and sinks of each member.
fn suffixed(member: &Member, suffix: &str) -> Ident {
    let name = syn::ext::IdentExt::unraw(&member.name);
    format_ident!("{}_{}", name, suffix, span = Span::mixed_site())
}

/// `second_order`: callers can differentiate twice through this function.
pub(super) fn methods(ctx: &Context<'_>, second_order: bool, third_order: bool) -> Vec<TokenStream> {
    let members = ctx.params().iter().map(|param| Member::of(param, ctx)).collect();
    let companions = Companions { ctx, members, krate: ctx.krate.clone() };
    let reason = match () {
        () if ctx.rule.is_some() => "RuleSecondOrder",
        () if ctx.lowered.nested => "NestedSecondOrder",
        () => "SecondOrder",
    };
    let second =
        if second_order { companions.pullback_tangent() } else { companions.stub("__pullback_tangent", reason) };
    let mut methods = vec![companions.value(), companions.tangent()];
    methods.extend(ctx.rule.as_ref().map(|path| companions.rule(path)));
    if ctx.lowered.recursive {
        methods.push(companions.boxed(&companions.pullback(), "__pullback"));
        methods.push(companions.boxed(&second, "__pullback_tangent"));
    } else {
        methods.extend([companions.pullback(), second]);
    }
    methods.extend(nested::methods(&companions, (!second_order).then_some(reason), third_order));
    methods
}

impl Member {
    fn of(sig: &SigParam, ctx: &Context<'_>) -> Self {
        let (elem, is_array) = match &sig.shape {
            Shape::Scalar { ty, .. } => (*ty, false),
            Shape::Array { elem, .. } => (*elem, true),
            Shape::Other => (Ty::F64, false),
        };
        let (ty, anew) = (&sig.ty, super::problem::with_lifetime(&sig.ty, None));
        Self {
            name: sig.name.clone(),
            ty: code!(#ty),
            declared: sig.declared(),
            anew: if sig.is_receiver() { receiver(ctx) } else { code!(#anew) },
            active: sig.active,
            float: float(elem),
            is_array,
        }
    }
}

/// The type of the receiver in the second phase, whose lifetimes are its own.
fn receiver(ctx: &Context<'_>) -> TokenStream {
    match &ctx.lowered.signature.home {
        Home::Block(block) => {
            let ty = super::problem::with_lifetime(&block.ty, None);
            code!(&#ty)
        }
        Home::Module | Home::Impl => code!(&Self),
    }
}

/// The receiver, which a closure cannot call `self`.
fn this() -> Ident {
    Ident::new("this", Span::mixed_site())
}

impl Companions<'_> {
    /// A mark for each parameter: the companions cover every float parameter, whatever `wrt` says.
    fn marks(&self) -> Vec<bool> {
        self.members.iter().map(|m| m.active).collect()
    }

    fn seeds(&self, func: &Func) -> Vec<Seed> {
        let marks = self.marks();
        let extra = func.params.len() - marks.len();
        let own = marks.into_iter().map(|mark| if mark { Seed::Optional } else { Seed::None });
        own.chain(std::iter::repeat_n(Seed::Param, extra)).collect()
    }

    // ---- pieces of signatures

    fn arguments(&self) -> Vec<TokenStream> {
        self.members.iter().map(|m| m.declared.clone()).collect()
    }

    /// The types of the second phase's arguments: its lifetimes are its own.
    fn types(&self) -> Vec<TokenStream> {
        self.members.iter().map(|m| m.anew.clone()).collect()
    }

    fn second_arguments(&self) -> Vec<TokenStream> {
        let name = |m: &Member| if m.name == "self" { this() } else { m.name.clone() };
        self.members.iter().map(|m| (name(m), &m.anew)).map(|(name, anew)| code!(#name: #anew)).collect()
    }

    /// What runs in the second phase, where the receiver goes by another name.
    fn in_second_phase(&self, tokens: &TokenStream) -> TokenStream {
        let this = this();
        match self.members.first() {
            Some(m) if m.name == "self" && m.declared.to_string() == "self" => replaced(tokens, &code!((*#this))),
            Some(m) if m.name == "self" => replaced(tokens, &code!(#this)),
            _ => tokens.clone(),
        }
    }

    fn dot_type(&self, m: &Member) -> TokenStream {
        let (krate, float) = (&self.krate, &m.float);
        match (m.active, m.is_array) {
            (false, _) => code!(#krate::__private::Constant),
            (true, false) => float.clone(),
            (true, true) => code!(#krate::__private::Dot<'_, #float>),
        }
    }

    fn sink_type(&self, m: &Member) -> TokenStream {
        let (krate, float) = (&self.krate, &m.float);
        if m.active && m.is_array {
            code!(#krate::__private::Sink<'_, #float>)
        } else {
            code!(#krate::__private::Constant)
        }
    }

    fn dots(&self) -> Vec<TokenStream> {
        self.members.iter().map(|m| (suffixed(m, "dot"), self.dot_type(m))).map(|(n, t)| code!(#n: #t)).collect()
    }

    /// `-> (f64, f64, f64)`: what a scalar argument gets; nothing for the others.
    fn contribution_type(&self) -> TokenStream {
        let entry = |m: &Member| match (m.active, m.is_array) {
            (true, false) => m.float.clone(),
            _ => code!(()),
        };
        let entries = self.members.iter().map(entry);
        code!((#(#entries,)*))
    }

    /// Types of the results, and of their adjoints.
    fn results(&self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let krate = &self.krate;
        match &self.ctx.lowered.signature.result {
            SigResult::Scalar(ty) => (vec![float(*ty)], vec![float(*ty)]),
            SigResult::Tuple(tys) => {
                let all: Vec<TokenStream> = tys.iter().map(|ty| float(*ty)).collect();
                (all.clone(), all)
            }
            SigResult::Array { elem, dims } => {
                let float = float(*elem);
                let owned = match super::space::sizes(dims, &self.ctx.lowered.origins) {
                    Some(sizes) => super::space::array(&float, &sizes),
                    None => code!(#krate::__private::Vec<#float>),
                };
                let seed =
                    if matches!(dims.as_slice(), [crate::ir::Dim::Dyn]) { code!(&[#float]) } else { code!(&#owned) };
                (vec![owned], vec![seed])
            }
        }
    }

    /// What the second phase captures: everything generic but lifetimes.
    fn captured(&self) -> TokenStream {
        let signature = &self.ctx.lowered.signature;
        let around = if let Home::Block(block) = &signature.home { Some(&block.generics.params) } else { None };
        let params = around.into_iter().flatten().chain(&signature.item.sig.generics.params);
        let names = params.filter_map(|p| match p {
            syn::GenericParam::Const(c) => Some(&c.ident),
            syn::GenericParam::Type(t) => Some(&t.ident),
            syn::GenericParam::Lifetime(_) => None,
        });
        code!(use<#(#names),*>)
    }

    fn item(&self, name: &str, params: &[TokenStream], result: &TokenStream, body: &TokenStream) -> TokenStream {
        let vis = &self.ctx.lowered.signature.item.vis;
        let name = self.ctx.naming.name(name, Span::mixed_site());
        let (generics, _, bounds) = self.ctx.lowered.signature.item.sig.generics.split_for_impl();
        let kept = self.ctx.kept_attributes();
        code! {
            #[doc(hidden)]
            #kept
            #[allow(clippy::too_many_arguments, clippy::type_complexity)]
            #[inline]
            #vis fn #name #generics (#(#params),*) -> #result #bounds { #body }
        }
    }

    // ---- binding

    /// An emitter that takes no name of a tangent or a sink, of whichever parameter.
    fn emitter<'f>(&'f self, func: &'f Func) -> Emitter<'f> {
        let mut emitter = self.ctx.emitter(func);
        emitter.reserve("state");
        for member in &self.members {
            for suffix in ["dot", "dot2", "bar", "bar_dot"] {
                emitter.reserve(&suffixed(member, suffix).to_string());
            }
        }
        emitter
    }

    fn bind_dots(&self, emitter: &mut Emitter<'_>, params: &[Param], suffix: &str) {
        let active = self.members.iter().filter(|m| m.active);
        for (m, param) in active.zip(params) {
            let name = suffixed(m, suffix);
            emitter.reserve(&name.to_string());
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
                Param::Array(p) => emitter.bind_place(*p, name, Held::Tangent),
            }
        }
    }

    fn bind_sinks(&self, emitter: &mut Emitter<'_>, func: &Func, params: &[Param], suffix: &str) {
        let arrays = self.members.iter().enumerate().filter(|(k, m)| m.active && is_array(func, *k));
        for ((_, m), param) in arrays.zip(params) {
            let name = suffixed(m, suffix);
            emitter.reserve(&name.to_string());
            if let Param::Array(p) = param {
                emitter.bind_place(*p, name, Held::Sink);
            }
        }
    }

    /// The contributions to the scalar arguments, and those of arrays seen as elements into their sinks.
    fn contributions(&self, func: &Func, suffix: &str, yields: &[TokenStream]) -> (TokenStream, TokenStream) {
        let mut yields = yields.iter();
        let (mut adds, mut entries) = (TokenStream::new(), Vec::new());
        for (m, param) in self.members.iter().zip(&func.params) {
            if !m.active {
                entries.push(code!(()));
                continue;
            }
            match param {
                Param::Scalar(_) => entries.push(yields.next().cloned().unwrap_or_default()),
                Param::Elements(vals) => {
                    let name = suffixed(m, suffix);
                    for k in 0..vals.len() {
                        let (value, k) = (yields.next(), proc_macro2::Literal::usize_unsuffixed(k));
                        adds.extend(code!(#name.add_at(#k, #value);));
                    }
                    entries.push(code!(()));
                }
                Param::Array(_) => entries.push(code!(())),
            }
        }
        (adds, code!((#(#entries,)*)))
    }

    /// Values of the results: scalars, or the one array.
    fn values(func: &Func, emitted: &Emitted, scalars: &[TokenStream], count: usize, from: usize) -> Vec<TokenStream> {
        let arrays = array_results(func).into_iter().skip(from).take(count);
        let arrays = arrays.map(|p| &emitted.place_names[&p]).map(|name| code!(#name));
        scalars.iter().cloned().chain(arrays).collect()
    }

    fn own_arrays(&self) -> usize {
        array_results(self.ctx.func()).len()
    }

    // ---- the three

    /// The user's function, where a parameter of its name cannot hide it; it also keeps a function alive whose derivatives
    /// alone are used.
    fn value(&self) -> TokenStream {
        let name = |k: usize| format_ident!("arg{k}", span = Span::mixed_site());
        let (mut names, mut params) = (Vec::new(), Vec::new());
        for (k, Member { name: own, ty, declared, .. }) in self.members.iter().enumerate() {
            let is_receiver = own == "self";
            let name = if is_receiver { own.clone() } else { name(k) };
            params.push(if is_receiver { declared.clone() } else { code!(#name: #ty) });
            names.push(name);
        }
        let path = match &self.ctx.lowered.signature.home {
            Home::Module => TokenStream::new(),
            Home::Impl => code!(Self::),
            Home::Block(block) => {
                block.trait_path.as_ref().map_or_else(|| code!(Self::), |path| code!(<Self as #path>::))
            }
        };
        let (function, syn::ReturnType::Type(_, result)) =
            (self.ctx.function(), &self.ctx.lowered.signature.item.sig.output)
        else {
            return TokenStream::new();
        };
        let assertions = &self.ctx.lowered.assertions;
        let items = (!assertions.is_empty()).then(|| self.ctx.items());
        let assertions = code!(#items #(let () = #assertions;)*);
        self.item("__value", &params, &code!(#result), &code!(#assertions #path #function(#(#names),*)))
    }

    /// The partial derivatives as the user states them: what is wrong with the function's signature is wrong here alone.
    fn rule(&self, path: &syn::Path) -> TokenStream {
        let (types, names): (Vec<_>, Vec<_>) = self.members.iter().map(|m| (&m.ty, &m.name)).unzip();
        let gradient = Space::of_active(self.ctx.lowered).gradient(&self.krate);
        let body = code!(let rule: fn(#(#types),*) -> #gradient = #path; rule(#(#names),*));
        self.item("__rule", &self.arguments(), &gradient, &body)
    }

    fn tangent(&self) -> TokenStream {
        let func = finished(forward(self.ctx.func(), &self.seeds(self.ctx.func()), 1).func);
        let mut emitter = self.emitter(&func);
        self.bind_dots(&mut emitter, &func.params[self.members.len()..], "dot");
        let emitted = emitter.emit();
        let half = emitted.yields.len() / 2;
        let arrays = self.own_arrays();
        let mut values = Self::values(&func, &emitted, &emitted.yields[..half], arrays, 0);
        values.extend(Self::values(&func, &emitted, &emitted.yields[half..], arrays, arrays));
        let (results, _) = self.results();
        let params = [self.arguments(), self.dots()].concat();
        let first = &emitted.first;
        let quiet = self.quiet(true);
        self.item("__tangent", &params, &code!((#(#results,)* #(#results),*)), &code!(#quiet #first (#(#values),*)))
    }

    /// Reads every parameter, so that none is head.
    fn quiet(&self, dots: bool) -> TokenStream {
        let (items, reads) = (self.ctx.items(), self.reads(dots));
        code!(#items #reads)
    }

    fn quiet_second(&self, dots: bool) -> TokenStream {
        let (items, reads) = (self.ctx.items(), self.in_second_phase(&self.reads(dots)));
        code!(#items #reads)
    }

    fn reads(&self, dots: bool) -> TokenStream {
        let names = self.members.iter().map(|m| &m.name).filter(|name| !name.to_string().starts_with('_'));
        let dot_names = self.members.iter().filter(|_| dots).map(|m| suffixed(m, "dot"));
        code!(let _ = (#(&#names,)* #(&#dot_names),*);)
    }

    fn pullback(&self) -> TokenStream {
        let func = reverse(self.ctx.func(), &self.marks(), Seeds::Suspended, ArrayAdjoint::Sink).func;
        let func = finished(func);
        let mut emitter = self.emitter(&func);
        let (own, arrays) = (self.members.len(), self.own_arrays());
        let w = self.ctx.name("w");
        let seeds = &func.params[own..own + arrays];
        for param in seeds {
            emitter.reserve(&w.to_string());
            if let Param::Array(p) = param {
                emitter.bind_place(*p, w.clone(), Held::Shared);
            }
        }
        self.bind_sinks(&mut emitter, &func, &func.params[own + arrays..], "bar");
        let emitted = emitter.emit();
        let values = Self::values(&func, &emitted, &emitted.values, arrays, 0);
        let given = self.given(&emitted, &[&w], arrays);
        let scalars = emitted.yields.len() - self.scalar_bars(&func);
        let (adds, contributed) = self.contributions(&func, "bar", &emitted.yields[scalars..]);
        let (results, _) = self.results();
        let sinks = self.members.iter().map(|m| (suffixed(m, "bar"), self.sink_type(m))).map(|(n, t)| code!(#n: #t));
        let (state, made) = self.state(&self.second_phase_once());
        let (first, second) = (&emitted.first, self.in_second_phase(&emitted.second));
        let (adds, contributed) = (self.in_second_phase(&adds), self.in_second_phase(&contributed));
        let arguments = self.second_arguments();
        let (quiet, quiet_second) = (self.quiet(false), self.quiet_second(false));
        let sink_names = self.members.iter().map(|m| suffixed(m, "bar"));
        let body = code! {
            #quiet
            #first
            let state = move |#(#arguments,)* #(#given,)* #(#sinks),*| {
                #quiet_second
                let _ = (#(&#sink_names,)*);
                #second
                #adds
                #contributed
            };
            (#(#values,)* #made)
        };
        let params = self.arguments();
        self.item("__pullback", &params, &code!((#(#results,)* #state)), &body)
    }

    /// The adjoints of the results as parameters of the second phase.
    fn given(&self, emitted: &Emitted, arrays: &[&Ident], count: usize) -> Vec<TokenStream> {
        let (_, types) = self.results();
        if count == 0 {
            let types = types.iter().cycle();
            return emitted.seeds.iter().zip(types).map(|(seed, ty)| code!(#seed: #ty)).collect();
        }
        arrays.iter().zip(types.iter().cycle()).map(|(name, ty)| code!(#name: #ty)).collect()
    }

    /// How many yields at the end are adjoints.
    fn scalar_bars(&self, func: &Func) -> usize {
        let count = |(m, param): (&Member, &Param)| match param {
            _ if !m.active => 0,
            Param::Scalar(_) => 1,
            Param::Elements(vals) => vals.len(),
            Param::Array(_) => 0,
        };
        self.members.iter().zip(&func.params).map(count).sum()
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
        let (types, (_, seeds)) = (self.types(), self.results());
        let sinks = self.members.iter().map(|m| self.sink_type(m));
        let contribution = self.contribution_type();
        code!((#(#types,)* #(#seeds,)* #(#sinks),*) -> #contribution)
    }

    /// `(f64, f64, ..) -> ((f64, ..), (f64, ..))`: the second phase with tangents.
    fn second_phase(&self) -> TokenStream {
        let (types, (_, seeds)) = (self.types(), self.results());
        let dots = self.members.iter().map(|m| self.dot_type(m));
        let sinks: Vec<TokenStream> = self.members.iter().map(|m| self.sink_type(m)).collect();
        let contribution = self.contribution_type();
        code! {
            (#(#types,)* #(#dots,)* #(#seeds,)* #(#seeds,)* #(#sinks,)* #(#sinks),*) -> (#contribution, #contribution)
        }
    }

    /// In place of a companion that there is not: a caller that needs it is told what to ask for.
    fn stub(&self, name: &str, reason: &str) -> TokenStream {
        let second_order = name == "__pullback_tangent";
        let (mut params, mut results) = (self.arguments(), self.results().0);
        let signature = if second_order {
            params.extend(self.dots());
            results.extend(self.results().0);
            self.second_phase()
        } else {
            self.second_phase_once()
        };
        self.unmet(name, &params, &code!((#(#results,)* fn #signature)), reason)
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
        let (own, arrays) = (self.members.len(), self.own_arrays());
        let w = self.ctx.name("w");
        let w_dot = self.ctx.name("w_dot");
        let sinks = self.members.iter().enumerate().filter(|(k, m)| m.active && is_array(&func, *k)).count();
        let dots = self.members.iter().filter(|m| m.active).count();
        let mut rest = func.params[own..].iter().cloned();
        let mut take = |n: usize| -> Vec<Param> { rest.by_ref().take(n).collect() };
        let (w_params, bar_params) = (take(arrays), take(sinks));
        let (dot_params, w_dot_params, bar_dot_params) = (take(dots), take(arrays), take(sinks));
        for (name, params) in [(&w, &w_params), (&w_dot, &w_dot_params)] {
            for param in params {
                emitter.reserve(&name.to_string());
                if let Param::Array(p) = param {
                    emitter.bind_place(*p, name.clone(), Held::Shared);
                }
            }
        }
        self.bind_sinks(&mut emitter, &func, &bar_params, "bar");
        self.bind_dots(&mut emitter, &dot_params, "dot");
        self.bind_sinks(&mut emitter, &func, &bar_dot_params, "bar_dot");
        let emitted = emitter.emit();
        let half = emitted.values.len() / 2;
        let mut values = Self::values(&func, &emitted, &emitted.values[..half], arrays, 0);
        let array_count = array_results(&func).len() / 2;
        values.extend(Self::values(&func, &emitted, &emitted.values[half..], arrays, array_count));
        let given = self.given(&emitted, &[&w, &w_dot], arrays);
        let bars = self.scalar_bars(&func);
        let yields = emitted.yields.len() / 2;
        let (adds, contributed) = self.contributions(&func, "bar", &emitted.yields[yields - bars..yields]);
        let (adds_dot, contributed_dot) = self.contributions(&func, "bar_dot", &emitted.yields[2 * yields - bars..]);
        let (results, (state, made)) = (self.results().0, self.state(&self.second_phase()));
        let sink_params = |suffix: &str| -> Vec<TokenStream> {
            let each = self.members.iter().map(|m| (suffixed(m, suffix), self.sink_type(m)));
            each.map(|(n, t)| code!(#n: #t)).collect()
        };
        let (sinks, sink_dots) = (sink_params("bar"), sink_params("bar_dot"));
        let names = self.members.iter().flat_map(|m| [suffixed(m, "bar"), suffixed(m, "bar_dot")]);
        let (first, second) = (&emitted.first, self.in_second_phase(&emitted.second));
        let [adds, adds_dot, contributed, contributed_dot] =
            [adds, adds_dot, contributed, contributed_dot].map(|tokens| self.in_second_phase(&tokens));
        let (arguments, dots) = (self.second_arguments(), self.dots());
        let (quiet, quiet_second) = (self.quiet(true), self.quiet_second(true));
        let body = code! {
            #quiet
            #first
            let state = move |#(#arguments,)* #(#dots,)* #(#given,)* #(#sinks,)* #(#sink_dots),*| {
                #quiet_second
                let _ = (#(&#names,)*);
                #second
                #adds
                #adds_dot
                (#contributed, #contributed_dot)
            };
            (#(#values,)* #made)
        };
        let params = [self.arguments(), self.dots()].concat();
        self.item("__pullback_tangent", &params, &code!((#(#results,)* #(#results,)* #state)), &body)
    }
}

fn is_array(func: &Func, k: usize) -> bool {
    matches!(func.params.get(k), Some(Param::Array(_)))
}

/// Other tokens in place of `self`.
fn replaced(tokens: &TokenStream, this: &TokenStream) -> TokenStream {
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
