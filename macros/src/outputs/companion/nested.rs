//! What a caller needs to differentiate through a *derivative* of this function: the companions of `f::gradient` are
//! `f::__gradient_tangent` and so on. All are short: they call the second-order companions of the function, with `H` its Hessian.
//!
//! | companion | is |
//! |---|---|
//! | tangent | `H` times the tangents of the arguments |
//! | second phase | `H` times the adjoint of the gradient, since `H` is symmetric |
//! | tangent of that | needs third derivatives: only with `order = 3` |

mod lot;
pub(in crate::outputs) mod optional;
mod product;
mod second;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::format_ident;

use super::super::context::{array_results, finished_for_callers, keep};
use super::super::space::{Form, Kind, array, is_same, kind, nested};
use super::{Companions, suffixed};
use crate::ir::{Dim, Func, Param};
use crate::signature::{Access, Leaf, Shape};
use crate::transform::forward::{Seed, forward};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;

/// A derivative that is called.
struct Nested<'n, 'c> {
    c: &'n Companions<'c>,
    /// `gradient`, `derivative`, `second_derivative`, `hessian`, or a product.
    name: &'static str,
    /// It comes with the value: who wants the one alone takes it from both.
    with_value: bool,
}

/// `reason`: why there are no second derivatives, if there are none.
pub(super) fn methods(
    c: &Companions<'_>,
    reason: Option<&str>,
    third_order: bool,
    has: &dyn Fn(&str) -> bool,
) -> Vec<TokenStream> {
    let ctx = c.ctx;
    let scalar = matches!(ctx.lowered.signature.result, Shape::Scalar { .. });
    if ctx.space.parts.is_empty() || ctx.params().iter().any(crate::signature::SigParam::is_receiver) {
        return Vec::new();
    }
    // The arguments are handed on twice.
    if !ctx.params().iter().all(super::super::problem::is_copy) {
        return Vec::new();
    }
    let form = ctx.space.form();
    let plain = !ctx.space.is_apart()
        && ctx.leaves.iter().all(|leaf| leaf.path.is_empty() && leaf.access == Access::Read)
        && !ctx.space.parts.iter().any(|part| matches!(&part.kind, Kind::Slice(inner) if !inner.is_empty()));
    if plain && !scalar {
        return with_alloc(c, product::methods(c, reason, third_order, has));
    }
    let reason = if !scalar {
        return Vec::new();
    } else if plain {
        reason
    } else {
        Some("MixedInside")
    };
    let base = if form == Form::Scalar { "derivative" } else { "gradient" };
    let mut methods = Vec::new();
    if third_order && reason.is_none() {
        methods.push(third(c));
    }
    let nested = Nested { c, name: base, with_value: true };
    methods.extend(match reason {
        Some(reason) => vec![nested.tangent_stub(reason), nested.pullback_stub(reason, false)],
        None if third_order => vec![nested.tangent(), nested.pullback(), nested.pullback_tangent()],
        None => vec![nested.tangent(), nested.pullback(), nested.pullback_stub("ThirdOrder", true)],
    });
    methods.extend(second::methods(c, reason.or((!third_order).then_some("ThirdOrder"))));
    if plain {
        methods.extend(product::methods(c, reason, third_order, has));
    }
    with_alloc(c, methods)
}

/// What takes or gives slices is there where there is a heap.
fn with_alloc(c: &Companions<'_>, methods: Vec<TokenStream>) -> Vec<TokenStream> {
    if methods.is_empty() || !(c.ctx.space.has_slices() || c.outcome.is_vec()) {
        return methods;
    }
    let krate = &c.krate;
    vec![code!(#krate::__private::with_alloc! { #(#methods)* })]
}

/// The adjoint of a derivative that comes with the value, as a parameter.
struct Cotangent {
    pattern: TokenStream,
    ty: TokenStream,
    value_w: Ident,
    w: Ident,
}

impl Nested<'_, '_> {
    /// The parameters: none is a tuple.
    fn leaves(&self) -> &[Leaf] {
        &self.c.ctx.leaves
    }

    // ---- types

    fn result(&self) -> TokenStream {
        self.both(&self.c.ctx.value_float(), &self.derivative())
    }

    fn derivative(&self) -> TokenStream {
        if self.name == "hessian" { self.hessian() } else { self.c.ctx.space.gradient(&self.c.krate) }
    }

    /// The type of the Hessian: a row for each number; those of a slice in one.
    fn hessian(&self) -> TokenStream {
        let (space, krate) = (&self.c.ctx.space, &self.c.krate);
        let (float, gradient) = (space.float(), space.gradient(krate));
        match (space.form(), &space.parts[0].kind) {
            (Form::Scalars(n), _) => {
                let n = Literal::usize_unsuffixed(n);
                code!([#gradient; #n])
            }
            (_, Kind::Fixed(sizes)) => {
                let n = &sizes[0].tokens;
                code!([#gradient; #n])
            }
            (_, Kind::Slice(_) | Kind::Scalar) => code!(#krate::__private::Vec<#float>),
        }
    }

    /// What there is of the value, and of the derivative.
    fn both(&self, value: &TokenStream, derivative: &TokenStream) -> TokenStream {
        if self.with_value { code!((#value, #derivative)) } else { derivative.clone() }
    }

    /// The adjoint of the result, and its names: of the value, and of the derivative.
    fn seed(&self, suffix: &str) -> Cotangent {
        let space = &self.c.ctx.space;
        let (float, gradient) = (self.c.ctx.value_float(), self.derivative());
        let name = |text: &str| self.c.ctx.name(&format!("{text}{suffix}"));
        let (value_w, w) = (name("value_w"), name("w"));
        let (pattern, seed) = match space.form() {
            Form::Mixed => self.gradient_seed(&w),
            Form::Scalar => (code!(#w), gradient),
            _ => (code!(#w), code!(&#gradient)),
        };
        Cotangent { pattern: self.both(&code!(#value_w), &pattern), ty: self.both(&float, &seed), value_w, w }
    }

    /// An adjoint of a gradient: pattern and type. The parts of a tuple have names of their own.
    fn gradient_seed(&self, w: &Ident) -> (TokenStream, TokenStream) {
        let (space, krate) = (&self.c.ctx.space, &self.c.krate);
        if space.form() != Form::Mixed {
            let gradient = space.gradient(krate);
            return (code!(#w), if space.form() == Form::Scalar { gradient } else { code!(&#gradient) });
        }
        let ty = |part: &super::super::space::Part| {
            let (owned, float) = (part.owned(), &part.float);
            match part.kind {
                Kind::Scalar => owned,
                Kind::Fixed(_) => code!(&#owned),
                Kind::Slice(_) => code!(&#krate::__private::Vec<#float>),
            }
        };
        let names = self.names_of_seed(w);
        (space.assembled(names.iter().map(|name| code!(#name))), space.assembled(space.parts.iter().map(ty)))
    }

    /// The variables that hold an adjoint of a gradient.
    fn names_of_seed(&self, w: &Ident) -> Vec<Ident> {
        let space = &self.c.ctx.space;
        match space.form() {
            Form::Mixed => (0..space.parts.len()).map(|k| format_ident!("{w}_{k}")).collect(),
            _ => vec![w.clone()],
        }
    }

    fn sinks(&self) -> Vec<TokenStream> {
        self.c.sink_types(super::Sinks::Once)
    }

    fn sink_names(&self, suffix: &str) -> Vec<Ident> {
        self.leaves().iter().map(|m| suffixed(m, suffix)).collect()
    }

    // ---- values

    /// The arguments, to be handed on; more than once, where they are not the last to be.
    fn args(&self, again: bool) -> Vec<TokenStream> {
        let krate = &self.c.krate;
        let params = self.c.ctx.params().iter();
        let arg = |p: &crate::signature::SigParam| {
            let name = &p.name;
            let owned = matches!(p.shape, Shape::Array { owned_vec: true, borrowed: false, .. });
            if again && owned { code!(#krate::__private::keep(&#name)) } else { p.as_written() }
        };
        params.map(arg).collect()
    }

    /// The tangents that the caller gives.
    fn dots(&self) -> Vec<TokenStream> {
        self.leaves().iter().map(|m| suffixed(m, "dot")).map(|name| code!(#name)).collect()
    }

    /// Something of the gradient's type, as a tangent of the arguments.
    fn as_dots(&self, w: &Ident) -> Vec<TokenStream> {
        let (space, krate) = (&self.c.ctx.space, &self.c.krate);
        let names = self.names_of_seed(w);
        let dot = |(k, m): (usize, &Leaf)| {
            let Some(at) = space.parts.iter().position(|part| part.param == k) else { return absent(m) };
            let w = names.get(at).unwrap_or(w);
            match (&space.parts[at].kind, space.form()) {
                (Kind::Scalar, Form::Scalars(_)) => {
                    let (w, at) = (&names[0], Literal::usize_unsuffixed(at));
                    code!(#w[#at])
                }
                (Kind::Scalar, _) => code!(#w),
                (Kind::Slice(_), _) => code!(#krate::__private::Dot::new(#w)),
                (Kind::Fixed(sizes), _) => {
                    let flat = (1..sizes.len()).map(|_| code!(.as_flattened()));
                    code!(#krate::__private::Dot::new(#w #(#flat)*))
                }
            }
        };
        self.leaves().iter().enumerate().map(dot).collect()
    }

    /// The first phase with these tangents, up to `let (_, value_dot, second) = ..;`
    fn first(&self, dots: &[TokenStream], value_dot: &TokenStream, second: &Ident) -> TokenStream {
        let args = self.args(true);
        code!(let (_, #value_dot, #second) = __Own::__pullback_tangent(#(#args,)* #(#dots),*);)
    }

    /// The second phase: `H · dots + seed_dot · gradient`, contributed to these sinks.
    fn second(
        &self,
        dots: &[TokenStream],
        second: &Ident,
        seed_dot: &TokenStream,
        sinks: &[TokenStream],
    ) -> TokenStream {
        let (args, constant) = (self.args(true), constant());
        let none = sinks.iter().map(|_| &constant);
        code!(#second(#(#args,)* #(#dots,)* 1.0, #seed_dot, #(#none,)* #(#sinks),*).1)
    }

    fn along(&self, dots: &[TokenStream], seed_dot: &TokenStream, sinks: &[TokenStream]) -> TokenStream {
        let second = self.c.ctx.name("second");
        let (first, value) = (self.first(dots, &code!(_), &second), self.second(dots, &second, seed_dot, sinks));
        code!({ #first #value })
    }

    /// The user-facing derivative itself: its value has the bits of the call.
    fn own(&self, results: &[Ident]) -> TokenStream {
        let name = Ident::new(&format!("value_and_{}", self.name), Span::mixed_site());
        let args = self.args(true);
        code!(let (#(#results),*) = __Own::#name(#(#args),*);)
    }

    fn result_names(&self, suffix: &str) -> [Ident; 2] {
        ["value", self.name].map(|name| self.c.ctx.name(&format!("{name}{suffix}")))
    }

    // ---- the companions

    fn tangent(&self) -> TokenStream {
        let (bars, second) = (self.c.ctx.name("bars"), self.c.ctx.name("second"));
        let (names, dot_names) = (self.result_names(""), self.result_names("_dot"));
        let [value_dot, gradient_dot] = &dot_names;
        let (lets, sinks) = self.local_sinks();
        let dots = self.dots();
        let first = self.first(&dots, &code!(#value_dot), &second);
        let contributed = self.second(&dots, &second, &code!(0.0), &sinks);
        let gradient = self.gradient_of(&bars);
        let own = self.own(&names);
        let body = code! {
            #lets
            #first
            let #bars = #contributed;
            let #gradient_dot = #gradient;
            let _ = #bars;
            #own
            ((#(#names),*), (#(#dot_names),*))
        };
        let params = [self.c.arguments(), self.c.dots()].concat();
        let result = self.result();
        self.item("tangent", &params, &code!((#result, #result)), &body)
    }

    /// Arrays for the adjoints of array arguments, lent as sinks.
    fn local_sinks(&self) -> (TokenStream, Vec<TokenStream>) {
        let krate = &self.c.krate;
        let (mut lets, mut sinks) = (TokenStream::new(), Vec::new());
        for (m, param) in self.leaves().iter().zip(self.c.ctx.params()) {
            let Shape::Array { dims, borrowed, .. } = &param.shape else {
                sinks.push(constant());
                continue;
            };
            if !m.active {
                sinks.push(constant());
                continue;
            }
            let (bar, name) = (suffixed(m, "bar"), &m.name);
            let borrow = (!borrowed).then(|| code!(&));
            let all = flat_mut(&bar, dims.len());
            lets.extend(code!(let mut #bar = #krate::__private::zeros_like(#borrow #name);));
            sinks.push(code!(#krate::__private::Sink::new(#krate::__private::Sink::cells(#all))));
        }
        (lets, sinks)
    }

    /// The selected ones of the contributions, in the gradient's type.
    fn gradient_of(&self, bars: &Ident) -> TokenStream {
        let space = &self.c.ctx.space;
        let part = |part: &super::super::space::Part| match part.kind {
            Kind::Scalar => {
                let k = Literal::usize_unsuffixed(part.param);
                code!(#bars.#k)
            }
            Kind::Fixed(_) | Kind::Slice(_) => {
                let name = suffixed(&self.leaves()[part.param], "bar");
                code!(#name)
            }
        };
        let parts: Vec<TokenStream> = space.parts.iter().map(part).collect();
        if let Form::Scalars(_) = space.form() { code!([#(#parts),*]) } else { space.assembled(parts) }
    }

    fn pullback(&self) -> TokenStream {
        let (types, Cotangent { pattern, ty: seed_ty, value_w, w }) = (self.c.types(), self.seed(""));
        let (sink_names, sinks) = (self.sink_names("bar"), self.sinks());
        let contribution = self.c.contribution_type();
        let captured = self.c.captured();
        let state = code!(impl FnOnce(#(#types,)* #seed_ty, #(#sinks),*) -> #contribution + #captured);
        let given: Vec<TokenStream> = sink_names.iter().map(|name| code!(#name)).collect();
        let value = self.along(&self.as_dots(&w), &code!(#value_w), &given);
        let (names, arguments) = (self.result_names(""), self.c.second_arguments());
        let (own, seeds) = (self.own(&names), self.names_of_seed(&w));
        let body = code! {
            #own
            let state = move |#(#arguments,)* #pattern: #seed_ty, #(#sink_names: #sinks),*| {
                let _ = (&#value_w, #(&#seeds,)* #(&#sink_names,)*);
                #value
            };
            ((#(#names),*), state)
        };
        let result = self.result();
        self.item("pullback", &self.c.arguments(), &code!((#result, #state)), &body)
    }

    fn pullback_tangent(&self) -> TokenStream {
        let c = self.c;
        let (types, dot_types) = (c.types(), self.leaves().iter().map(|m| c.dot_type(m)).collect::<Vec<_>>());
        let Cotangent { pattern, ty: seed_ty, value_w, w } = self.seed("");
        let Cotangent { pattern: pattern_dot, value_w: value_w_dot, w: w_dot, .. } = self.seed("_dot");
        let sinks = self.sinks();
        let (bars, bar_dots) = (self.sink_names("bar"), self.sink_names("bar_dot"));
        let contribution = c.contribution_type();
        let captured = c.captured();
        let state = code! {
            impl FnOnce(#(#types,)* #(#dot_types,)* #seed_ty, #seed_ty, #(#sinks,)* #(#sinks),*)
                -> (#contribution, #contribution) + #captured
        };
        let given = |names: &[Ident]| -> Vec<TokenStream> { names.iter().map(|name| code!(#name)).collect() };
        let (along, dots) = (self.as_dots(&w), self.dots());
        let first = self.along(&along, &code!(#value_w), &given(&bars));
        // The second phase is `H w + value_w g`, whose tangent has four terms.
        let terms = [
            self.along(&self.as_dots(&w_dot), &code!(#value_w_dot), &given(&bar_dots)),
            self.third(&along, &dots),
            self.scaled_tangent(&value_w),
        ];
        let sum = self.summed(&terms, &bar_dots, 1);
        let (names, dot_names) = (self.result_names(""), self.result_names("_dot"));
        let (arguments, second_dots) = (c.second_arguments(), c.dots());
        let (args, tangent) = (self.args(true), Ident::new(&format!("__{}_tangent", self.name), Span::mixed_site()));
        let body = code! {
            let ((#(#names),*), (#(#dot_names),*)) = __Own::#tangent(#(#args,)* #(#dots),*);
            let state = move |
                #(#arguments,)* #(#second_dots,)* #pattern: #seed_ty, #pattern_dot: #seed_ty, #(#bars: #sinks,)* #(#bar_dots: #sinks),*
            | {
                let _ = (#(&#bars,)* #(&#bar_dots,)*);
                let first = #first;
                (first, #sum)
            };
            ((#(#names),*), (#(#dot_names),*), state)
        };
        let params = [c.arguments(), c.dots()].concat();
        let result = self.result();
        self.item("pullback_tangent", &params, &code!((#result, #result, #state)), &body)
    }

    /// Third derivatives in two directions, an entry for each argument: numbers, and arrays of their own.
    fn third(&self, u: &[TokenStream], v: &[TokenStream]) -> TokenStream {
        let args = self.args(true);
        code!(__Own::__third(#(#args,)* #(#u,)* #(#v),*))
    }

    /// `w · H · dots`, in the same form.
    fn scaled_tangent(&self, w: &Ident) -> TokenStream {
        let (lets, sinks) = self.local_sinks();
        let (dots, bars) = (self.dots(), self.c.ctx.name("bars"));
        let contributed = self.along(&dots, &code!(0.0), &sinks);
        let entry = |(k, m): (usize, &Leaf)| {
            let (k, float) = (Literal::usize_unsuffixed(k), Companions::float(m));
            let same = is_same(&float, &self.c.ctx.value_float());
            let w = if same { code!(#w) } else { code!((#w as #float)) };
            match (m.active, is_array(m)) {
                (false, _) => code!(()),
                (true, false) => code!(#w * #bars.#k),
                (true, true) => {
                    let name = suffixed(m, "bar");
                    let all = flat_mut(&name, self.depth(m));
                    code!({ for entry in #all { *entry *= #w; } #name })
                }
            }
        };
        let entries = self.leaves().iter().enumerate().map(entry);
        let entries: Vec<TokenStream> = entries.collect();
        code!({ #lets let #bars = #contributed; let _ = #bars; (#(#entries,)*) })
    }

    fn depth(&self, m: &Leaf) -> usize {
        let param = self.c.ctx.params().iter().find(|p| p.name == m.name);
        match param.map(|p| &p.shape) {
            Some(Shape::Array { dims, .. }) => dims.len(),
            _ => 1,
        }
    }

    /// Contributions in the form of the second phase. As many terms have put their arrays into the sinks already.
    fn summed(&self, terms: &[TokenStream], sinks: &[Ident], in_sinks: usize) -> TokenStream {
        let names: Vec<Ident> = (0..terms.len()).map(|k| self.c.ctx.name(&format!("term{k}"))).collect();
        let (mut adds, mut entries) = (TokenStream::new(), Vec::new());
        for ((k, m), sink) in self.leaves().iter().enumerate().zip(sinks) {
            let at = Literal::usize_unsuffixed(k);
            match (m.active, is_array(m)) {
                (false, _) => entries.push(code!(())),
                (true, false) => entries.push(code!(#(#names.#at)+*)),
                (true, true) => {
                    let flat: Vec<_> = (1..self.depth(m)).map(|_| code!(.as_flattened())).collect();
                    let flat = code!(#(#flat)*);
                    for name in &names[in_sinks..] {
                        adds.extend(code! {
                            for (i, entry) in #name.#at #flat.iter().enumerate() { #sink.add_at(i, *entry); }
                        });
                    }
                    entries.push(code!(()));
                }
            }
        }
        code!({ #(let #names = #terms;)* #adds let _ = (#(&#names,)*); (#(#entries,)*) })
    }

    // ---- where there is none

    fn item(&self, companion: &str, params: &[TokenStream], result: &TokenStream, body: &TokenStream) -> TokenStream {
        self.c.item(&format!("__{}_{companion}", self.name), params, result, body)
    }

    fn tangent_stub(&self, reason: &str) -> TokenStream {
        let result = self.result();
        let params = [self.c.arguments(), self.c.dots()].concat();
        self.stub("tangent", &params, &code!((#result, #result)), reason)
    }

    fn pullback_stub(&self, reason: &str, with_tangents: bool) -> TokenStream {
        let c = self.c;
        let (types, seed, sinks) = (c.types(), self.seed("").ty, self.sinks());
        let (result, contribution) = (self.result(), c.contribution_type());
        if !with_tangents {
            let signature = code!(fn(#(#types,)* #seed, #(#sinks),*) -> #contribution);
            return self.stub("pullback", &c.arguments(), &code!((#result, #signature)), reason);
        }
        let dots = c.second_dots().1;
        let signature = code! {
            fn(#(#types,)* #(#dots,)* #seed, #seed, #(#sinks,)* #(#sinks),*) -> (#contribution, #contribution)
        };
        let params = [c.arguments(), c.dots()].concat();
        self.stub("pullback_tangent", &params, &code!((#result, #result, #signature)), reason)
    }

    fn stub(&self, companion: &str, params: &[TokenStream], result: &TokenStream, reason: &str) -> TokenStream {
        self.c.unmet(&format!("__{}_{companion}", self.name), params, result, reason)
    }
}

/// The third derivatives in two directions: the tangent of the Hessian-vector product.
fn third(c: &Companions<'_>) -> TokenStream {
    let gradient = drop_dead(reverse(c.ctx.func(), &c.marks(), Seeds::One, ArrayAdjoint::Result).func);
    let product = tangent_alone(&gradient, &c.seeds(&gradient), 1);
    let own = c.ctx.leaves.len();
    let directions = product.params.len() - own;
    let seeds: Vec<Seed> =
        c.seeds(c.ctx.func()).into_iter().take(own).chain(std::iter::repeat_n(Seed::None, directions)).collect();
    let func = finished_for_callers(tangent_alone(&product, &seeds, 0));
    let mut emitter = c.emitter(&func);
    c.bind_dots(&mut emitter, &func.params[own..own + directions], "dot");
    c.bind_dots(&mut emitter, &func.params[own + directions..], "dot2");
    let emitted = emitter.emit();
    let arrays: Vec<Ident> = array_results(&func).iter().map(|p| emitted.place_names[p].clone()).collect();
    let (mut yields, mut arrays) = (emitted.yields.iter(), arrays.iter());
    let (mut entries, mut types) = (Vec::new(), Vec::new());
    for ((m, param), sig) in c.ctx.leaves.iter().zip(&func.params).zip(c.ctx.params()) {
        let float = &Companions::float(m);
        let owned = || match &sig.shape {
            Shape::Array { dims, .. } => match kind(dims, &c.ctx.lowered.origins) {
                Kind::Fixed(sizes) => array(float, &sizes),
                Kind::Slice(_) | Kind::Scalar => {
                    let krate = &c.krate;
                    code!(#krate::__private::Vec<#float>)
                }
            },
            _ => float.clone(),
        };
        if !m.active {
            entries.push(code!(()));
            types.push(code!(()));
            continue;
        }
        types.push(owned());
        entries.push(match param {
            Param::Scalar(_) => yields.next().cloned().unwrap_or_default(),
            Param::Elements(vals) => {
                let items: Vec<TokenStream> = yields.by_ref().take(vals.len()).cloned().collect();
                nested(&items, &literals(&sig.shape))
            }
            Param::Array(_) => arrays.next().map(|name| code!(#name)).unwrap_or_default(),
        });
    }
    let (dots, more): (Vec<_>, Vec<_>) = c
        .ctx
        .leaves
        .iter()
        .map(|m| (suffixed(m, "dot"), suffixed(m, "dot2"), c.dot_type(m)))
        .map(|(u, v, ty)| (code!(#u: #ty), code!(#v: #ty)))
        .unzip();
    let params = [c.arguments(), dots, more].concat();
    let names = c.ctx.leaves.iter().flat_map(|m| [suffixed(m, "dot"), suffixed(m, "dot2")]);
    let (quiet, first) = (c.quiet(false, &[]), &emitted.first);
    let body = code!(#quiet let _ = (#(&#names),*); #first (#(#entries,)*));
    c.item("__third", &params, &code!((#(#types,)*)), &body)
}

/// The tangents of what a function gives, without those of its first scalars.
fn tangent_alone(func: &Func, seeds: &[Seed], skipped: usize) -> Func {
    let (scalars, places) = (func.block(func.body).yields.len(), array_results(func).len());
    let mut tangent = forward(func, seeds, 1).func;
    let yields = tangent.block(tangent.body).yields[scalars + skipped..].to_vec();
    let arrays = array_results(&tangent)[places..].to_vec();
    keep(&mut tangent, yields, arrays);
    drop_dead(tangent)
}

/// All entries of an array that is a variable.
fn flat_mut(name: &Ident, depth: usize) -> TokenStream {
    if depth <= 1 {
        return code!(&mut #name[..]);
    }
    let flat = (1..depth).map(|_| code!(.as_flattened_mut()));
    code!(#name #(#flat)*)
}

/// The extents of an array that is held as elements.
fn literals(shape: &Shape) -> Vec<usize> {
    let Shape::Array { dims, .. } = shape else { return Vec::new() };
    let literal = |dim: &Dim| if let Dim::Lit(n) = dim { usize::try_from(*n).ok() } else { None };
    dims.iter().filter_map(literal).collect()
}

fn is_array(leaf: &Leaf) -> bool {
    matches!(leaf.shape, Shape::Array { .. })
}

fn absent(m: &Leaf) -> TokenStream {
    if m.active && !is_array(m) { code!(0.0) } else { constant() }
}

fn constant() -> TokenStream {
    code!(::core::default::Default::default())
}
