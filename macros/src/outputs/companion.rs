//! The hidden companions that a caller uses to differentiate through this function. Conventions are those of
//! `emit::call`: every list has one entry for each parameter, in the order of the signature.

mod binding;
mod in_one;
pub(super) mod lanes;
pub(super) mod nested;
mod signature;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};

use super::context::{Context, array_results, finished_for_callers};
use super::outcome::{Outcome, bind_arrays};
use super::space::{Space, tuple};
use crate::ir::{Func, Param};
use crate::naming::Home;
use crate::signature::{Access, Handing, Leaf, Shape};
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
        let (types, names): (Vec<_>, Vec<_>) = self.ctx.params().iter().map(|sig| (&sig.ty, sig.as_written())).unzip();
        let gradient = Space::of_active(self.ctx.lowered).gradient(&self.krate);
        let body = code!(let rule: fn(#(#types),*) -> #gradient = #path; rule(#(#names),*));
        self.item("__rule", &self.arguments(), &gradient, &body)
    }

    fn tangent(&self) -> TokenStream {
        let func = finished_for_callers(forward(self.ctx.func(), &self.seeds(self.ctx.func()), 1).func);
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
        let func = finished_for_callers(func);
        let mut emitter = self.emitter(&func);
        let (own, arrays) = (self.ctx.leaves.len(), self.own_seeds());
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

    /// A companion whose state is on the heap: without one, a stub that says so.
    fn boxed(&self, companion: &TokenStream, name: &str) -> TokenStream {
        let (krate, stub) = (&self.krate, self.stub(name, "Recursion"));
        code! {
            #krate::__private::with_alloc! { #companion }
            #krate::__private::without_alloc! { #stub }
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
        let func = finished_for_callers(forward(&gradient, &self.seeds(&gradient), 1).func);
        let mut emitter = self.emitter(&func);
        let (own, arrays) = (self.ctx.leaves.len(), self.own_seeds());
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
pub(super) fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
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
