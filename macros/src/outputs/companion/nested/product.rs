//! Companions of products that are called: `f::jvp`, `f::vjp`, `f::hvp`; and of `f::jacobian`, which is one by rows. With `P` the
//! first-order companions with tangents, which give for directions `u` and an adjoint `w` of the result: `J u`, `Jᵀ w`, and the
//! derivative of that along `u`:
//!
//! | product | tangent | second phase, for the adjoint `s` of the product |
//! |---|---|---|
//! | `J v` | `J` times the tangent of `v`, and the second derivative along `v` and the tangents | `P` along `v` at `s` |
//! | `Jᵀ w` | `P` along the tangents at `w` | `P` along `s` at `w` |
//! | `H v` | `P` along the tangent of `v`, and third derivatives | `P` along `s`, and third derivatives |
//! | `J` | a row: `P` along the tangents at a unit vector | the sum over the rows: `P` along the row of `s` at a unit vector |
//!
//! Where the value comes along, its adjoint is the tangent of `w`.

use proc_macro2::{Ident, Literal, Span, TokenStream};

use super::super::super::context::finished;
use super::super::super::outcome::Unit;
use super::super::super::space::{Kind, Part, array};
use super::super::{Companions, array_results};
use super::lot::{Lot, flattened};
use super::{Nested, absent, constant, flat_mut, is_array, suffixed, tangent_alone};
use crate::ir::Op;
use crate::outputs::jacobian::columns_len;
use crate::signature::Leaf;
use crate::transform::forward::Seed;

/// `has`: whether there is a public function of a name. `reason`: why there are no second derivatives.
pub(super) fn methods(
    c: &Companions<'_>,
    reason: Option<&str>,
    third_order: bool,
    has: &dyn Fn(&str) -> bool,
) -> Vec<TokenStream> {
    if !c.has_plain_result() {
        return Vec::new();
    }
    let mut methods = Vec::new();
    let of = |name: &'static str, with_value: bool| Nested { c, name, with_value };
    if has("value_and_jvp") {
        let jvp = of("jvp", true);
        let v = jvp.direction("v");
        if reason.is_none() && !jvp.is_scalar() && !calls(c) {
            methods.push(second_tangent(c));
        }
        let missing = calls(c) && c.outcome.is_vec();
        let stub = || jvp.product_stub(Some(&v), "TangentOfCalls", "tangent");
        let tangent = || if missing { stub() } else { jvp.jvp_tangent(&v) };
        methods.extend(jvp.companions(Some(&v), reason, &|| [tangent(), jvp.jvp_pullback(&v)]));
    }
    if has("value_and_vjp") {
        let vjp = of("vjp", true);
        let w = vjp.adjoint_of_result("w");
        methods.extend(vjp.companions(Some(&w), reason, &|| [vjp.vjp_tangent(&w), vjp.vjp_pullback(&w)]));
    }
    if has("hvp") {
        let hvp = of("hvp", false);
        let v = hvp.direction("v");
        let reason = reason.or((!third_order).then_some("ThirdOrder"));
        methods.extend(hvp.companions(Some(&v), reason, &|| [hvp.hvp_tangent(&v), hvp.hvp_pullback(&v)]));
    }
    if has("value_and_jacobian")
        && let Some(rows) = Rows::of(c)
    {
        let jacobian = of("jacobian", true);
        let both = || [jacobian.jacobian_tangent(&rows), jacobian.jacobian_pullback(&rows)];
        methods.extend(jacobian.companions(None, reason, &both));
    }
    methods
}

/// A Jacobian that is an array of arrays.
struct Rows {
    m: TokenStream,
    n: TokenStream,
}

impl Rows {
    fn of(c: &Companions<'_>) -> Option<Self> {
        let numbers = c.ctx.space.parts.iter().all(|part| matches!(part.kind, Kind::Scalar));
        let one = matches!(&c.ctx.space.parts[..], [Part { kind: Kind::Fixed(sizes), .. }] if sizes.len() == 1);
        let ((m, _), n) = (c.outcome.size()?, columns_len(c.ctx)?);
        (numbers || one).then_some(Self { m, n })
    }
}

/// Whether it calls others, which have tangents of first order only.
fn calls(c: &Companions<'_>) -> bool {
    let (func, mut any) = (c.ctx.func(), false);
    func.each_inst(func.body, &mut |_, inst| any |= matches!(inst.op, Op::Call(_)));
    any
}

/// The second derivative of the result along two directions.
fn second_tangent(c: &Companions<'_>) -> TokenStream {
    let func = c.ctx.func();
    let results = func.block(func.body).yields.len();
    let once = tangent_alone(func, &c.seeds(func), 0);
    let (own, directions) = (c.ctx.leaves.len(), once.params.len() - func.params.len());
    debug_assert_eq!(once.block(once.body).yields.len(), results, "every number that is returned varies");
    let seeds: Vec<Seed> =
        c.seeds(func).into_iter().take(own).chain(std::iter::repeat_n(Seed::None, directions)).collect();
    let func = finished(tangent_alone(&once, &seeds, 0));
    let mut emitter = c.emitter(&func);
    c.bind_dots(&mut emitter, &func.params[own..own + directions], "dot");
    c.bind_dots(&mut emitter, &func.params[own + directions..], "dot2");
    let emitted = emitter.emit();
    let arrays: Vec<Ident> = array_results(&func).iter().map(|p| emitted.place_names[p].clone()).collect();
    let value = c.outcome.tangent_value(&emitted.yields, &arrays);
    let params = [c.arguments(), c.dots(), c.declared("dot2", |leaf| c.dot_type(leaf))].concat();
    let (quiet, first) = (c.quiet(false, &["dot", "dot2"]), &emitted.first);
    c.item("__second_tangent", &params, &c.outcome.tangent(c.ctx), &code!(#quiet #first #value))
}

/// The lists of a companion.
struct Lists {
    arguments: Vec<TokenStream>,
    second_arguments: Vec<TokenStream>,
    types: Vec<TokenStream>,
    dots: Vec<TokenStream>,
    sinks: Vec<TokenStream>,
    sink_types: Vec<TokenStream>,
    contribution: TokenStream,
}

impl Nested<'_, '_> {
    pub(super) fn is_scalar(&self) -> bool {
        matches!(self.c.ctx.lowered.signature.result, crate::signature::Shape::Scalar { .. })
    }

    fn companions(
        &self,
        lot: Option<&Lot<'_>>,
        reason: Option<&str>,
        both: &dyn Fn() -> [TokenStream; 2],
    ) -> Vec<TokenStream> {
        let twice = if self.name == "hvp" { "FourthOrder" } else { "ProductSecondOrder" };
        let last = self.product_stub(lot, reason.unwrap_or(twice), "pullback_tangent");
        let mut all = match reason {
            Some(reason) => vec![self.product_stub(lot, reason, "tangent"), self.product_stub(lot, reason, "pullback")],
            None => both().to_vec(),
        };
        all.push(last);
        if !self.with_value && self.is_scalar() && self.c.ctx.space.form() == super::Form::Scalar {
            all.push(self.product_adjoint(lot, reason));
        }
        all
    }

    // ---- signatures

    fn lists(&self, lot: Option<&Lot<'_>>) -> Lists {
        let (c, krate) = (self.c, &self.c.krate);
        let with = |mut list: Vec<TokenStream>, more: Option<TokenStream>| {
            list.extend(more);
            list
        };
        let entries = self.leaves().iter().map(|m| {
            let float = Companions::float(m);
            if m.active && !is_array(m) { float } else { code!(()) }
        });
        let entries = with(entries.collect(), lot.map(Lot::contribution));
        Lists {
            arguments: with(c.arguments(), lot.map(Lot::argument)),
            second_arguments: with(c.second_arguments(), lot.map(Lot::argument)),
            types: with(c.types(), lot.map(|lot| lot.ty().clone())),
            dots: with(c.dots(), lot.map(|lot| lot.dot(krate))),
            sinks: with(c.sinks("bar", super::super::Sinks::Once), lot.map(|lot| lot.sink(krate))),
            sink_types: with(self.sinks(), lot.map(|lot| lot.sink_type(krate))),
            contribution: code!((#(#entries,)*)),
        }
    }

    fn product_result(&self) -> TokenStream {
        let c = self.c;
        let product = match self.name {
            "jvp" => c.outcome.tangent(c.ctx),
            "jacobian" => self.jacobian_type(),
            _ => c.ctx.space.gradient(&c.krate),
        };
        self.both(&c.outcome.ty(c.ctx), &product)
    }

    /// The adjoint of the result: pattern and type. The names of its parts are those of a `Lot`, or `s`.
    fn product_seed(&self) -> (TokenStream, TokenStream) {
        let c = self.c;
        let of_result = || c.outcome.companion_seed(c.ctx);
        let (pattern, ty) = match self.name {
            "jvp" => (code!(s), of_result()),
            "jacobian" => {
                let ty = self.jacobian_type();
                (code!(s), code!(&#ty))
            }
            _ => self.gradient_seed(&Ident::new("s", Span::mixed_site())),
        };
        (self.both(&code!(value_w), &pattern), self.both(&of_result(), &ty))
    }

    fn jacobian_type(&self) -> TokenStream {
        let Some(Rows { m, n }) = Rows::of(self.c) else { unreachable!("only Jacobians of rows are called") };
        let float = self.c.ctx.space.float();
        code!([[#float; #n]; #m])
    }

    /// The signature of the second phase.
    fn phase(&self, lists: &Lists, twice: bool) -> TokenStream {
        let Lists { types, sink_types, contribution, .. } = lists;
        let seed = self.product_seed().1;
        if !twice {
            return code!((#(#types,)* #seed, #(#sink_types),*) -> #contribution);
        }
        let dots = lists.dots.iter().map(after_colon);
        code!((#(#types,)* #(#dots,)* #seed, #seed, #(#sink_types,)* #(#sink_types),*) -> (#contribution, #contribution))
    }

    fn product_stub(&self, lot: Option<&Lot<'_>>, reason: &str, companion: &str) -> TokenStream {
        let (lists, result) = (self.lists(lot), self.product_result());
        let with_dots = || [lists.arguments.clone(), lists.dots.clone()].concat();
        let (params, result) = match companion {
            "tangent" => (with_dots(), code!((#result, #result))),
            "pullback" => {
                let phase = self.phase(&lists, false);
                (lists.arguments.clone(), code!((#result, fn #phase)))
            }
            _ => {
                let phase = self.phase(&lists, true);
                (with_dots(), code!((#result, #result, fn #phase)))
            }
        };
        self.stub(companion, &params, &result, reason)
    }

    /// Both phases in one, of what is a number.
    fn product_adjoint(&self, lot: Option<&Lot<'_>>, reason: Option<&str>) -> TokenStream {
        let (lists, result, (pattern, ty)) = (self.lists(lot), self.product_result(), self.product_seed());
        let contribution = &lists.contribution;
        let params = [lists.arguments, vec![code!(#pattern: #ty)], lists.sinks].concat();
        let result = code!((#result, #contribution));
        if let Some(reason) = reason {
            return self.stub("adjoint", &params, &result, reason);
        }
        let (args, names, again) = (self.args(true), self.sink_names("bar"), lot.map(Lot::again));
        let pullback = Ident::new(&format!("__{}_pullback", self.name), Span::mixed_site());
        let body = code! {
            let (value, state) = __Own::#pullback(#(#args,)* #again);
            (value, state(#(#args,)* #again, s, #(#names,)* v_bar))
        };
        self.item("adjoint", &params, &result, &body)
    }

    fn tangent_of(&self, lot: Option<&Lot<'_>>, body: &TokenStream) -> TokenStream {
        let (lists, result) = (self.lists(lot), self.product_result());
        let params = [lists.arguments, lists.dots].concat();
        let read = self.read(lot, "dot");
        self.item("tangent", &params, &code!((#result, #result)), &code!(#read #body))
    }

    /// A first phase that is the function itself, and this second phase.
    fn pullback_of(&self, lot: Option<&Lot<'_>>, own: &TokenStream, second: &TokenStream) -> TokenStream {
        let (lists, result, captured) = (self.lists(lot), self.product_result(), self.c.captured());
        let (phase, (pattern, ty)) = (self.phase(&lists, false), self.product_seed());
        let Lists { arguments, second_arguments, sinks, .. } = &lists;
        let read = self.read(lot, "bar");
        let body = code! {
            let given = #own;
            let state = move |#(#second_arguments,)* #pattern: #ty, #(#sinks),*| {
                #read
                #second
            };
            (given, state)
        };
        self.item("pullback", arguments, &code!((#result, impl FnOnce #phase + #captured)), &body)
    }

    /// Nothing is dead.
    fn read(&self, lot: Option<&Lot<'_>>, suffix: &str) -> TokenStream {
        let (names, more) = (self.leaves().iter().map(|m| suffixed(m, suffix)), format!("_{suffix}"));
        let lot = lot.map(|lot| lot.read(&["", &more]));
        code!(let _ = (#(&#names,)*); #lot)
    }

    // ---- pieces

    /// `P`: the first phase along these tangents, up to `let (_, dot, second) = ..;`, and the second phase at this adjoint.
    fn at(
        &self,
        dots: &[TokenStream],
        dot: &TokenStream,
        seeds: [&TokenStream; 2],
        sinks: [&[TokenStream]; 2],
    ) -> TokenStream {
        let (args, [w, w_dot], [bars, bar_dots]) = (self.args(true), seeds, sinks);
        code! {
            let (_, #dot, second) = __Own::__pullback_tangent(#(#args,)* #(#dots),*);
            let (along, bars) = second(#(#args,)* #(#dots,)* #w, #w_dot, #(#bars,)* #(#bar_dots),*);
            let _ = (&along, &bars);
        }
    }

    fn no_sinks(&self) -> Vec<TokenStream> {
        self.leaves().iter().map(|_| constant()).collect()
    }

    fn own_sinks(&self) -> Vec<TokenStream> {
        self.sink_names("bar").iter().map(|name| code!(#name)).collect()
    }

    /// Something for each argument from something for each part of the point.
    fn by_leaves(&self, parts: &[TokenStream], otherwise: impl Fn(&Leaf) -> TokenStream) -> Vec<TokenStream> {
        let space = &self.c.ctx.space;
        let leaf = |(k, m): (usize, &Leaf)| match space.parts.iter().position(|part| part.param == k) {
            Some(at) => parts[at].clone(),
            None => otherwise(m),
        };
        self.leaves().iter().enumerate().map(leaf).collect()
    }

    /// Parts of the gradient's type, as tangents of the arguments.
    pub(super) fn towards(&self, parts: &[TokenStream]) -> Vec<TokenStream> {
        let krate = &self.c.krate;
        let dot = |(part, value): (&Part, &TokenStream)| match &part.kind {
            Kind::Scalar => value.clone(),
            kind => {
                let flat = flattened(kind);
                code!(#krate::__private::Dot::new(&#value #flat))
            }
        };
        let dots: Vec<TokenStream> = self.c.ctx.space.parts.iter().zip(parts).map(dot).collect();
        self.by_leaves(&dots, absent)
    }

    /// Of contributions, those to the selected parts; those to arrays went to sinks.
    fn numbers(&self, of: &TokenStream) -> Vec<TokenStream> {
        let number = |part: &Part| {
            let k = Literal::usize_unsuffixed(part.param);
            code!(#of.#k)
        };
        self.c.ctx.space.parts.iter().map(number).collect()
    }

    /// The contributions to the arguments, then this one.
    fn entries(&self, of: &TokenStream, last: &TokenStream) -> TokenStream {
        let entries = self.leaves().iter().enumerate().map(|(k, m)| {
            let k = Literal::usize_unsuffixed(k);
            if m.active && !is_array(m) { code!(#of.#k) } else { code!(()) }
        });
        code!((#(#entries,)* #last))
    }

    fn zero(&self) -> TokenStream {
        let krate = &self.c.krate;
        code!(#krate::__private::unseen())
    }

    // ---- the Jacobian times a direction

    fn jvp_tangent(&self, v: &Lot<'_>) -> TokenStream {
        let (args, dots, again) = (self.args(true), self.dots(), v.again());
        let (along, v_dots) = (self.towards(&v.parts()), self.by_leaves(&v.dots(), absent));
        let own = code!(let given = __Own::value_and_jvp(#(#args,)* #again););
        let turned = code!(let (_, turned) = __Own::__tangent(#(#args,)* #(#v_dots),*););
        if self.is_scalar() {
            let (lets, sinks) = self.local_sinks();
            let second = self.at(&dots, &code!(value_turned), [&code!(1.0), &code!(0.0)], [&self.no_sinks(), &sinks]);
            let dot = self.dotted(&v.parts());
            let body = code! {
                #own
                #turned
                #lets
                #second
                let bent = #dot;
                (given, (value_turned, turned + bent))
            };
            return self.tangent_of(Some(v), &body);
        }
        let sum = self.sum_of_results();
        let bent = if calls(self.c) {
            self.bent_by_rows(&along)
        } else {
            code!(let bent = __Own::__second_tangent(#(#args,)* #(#along,)* #(#dots),*);)
        };
        let body = code! {
            #own
            #turned
            let (_, value_turned) = __Own::__tangent(#(#args,)* #(#dots),*);
            #bent
            #sum
            (given, (value_turned, bent))
        };
        self.tangent_of(Some(v), &body)
    }

    /// The second derivative of the result along a direction and the tangents, number by number.
    fn bent_by_rows(&self, along: &[TokenStream]) -> TokenStream {
        let Some((units, whole)) = self.c.outcome.units("bent") else { unreachable!("the rows are counted") };
        let krate = &self.c.krate;
        let (lets, sinks) = self.local_sinks();
        let second = self.at(along, &code!(_), [&code!(w), &self.zero()], [&self.no_sinks(), &sinks]);
        let terms = self.leaves().iter().enumerate().filter(|(_, m)| m.active).map(|(k, m)| {
            let (dot, bar, k) = (suffixed(m, "dot"), suffixed(m, "bar"), Literal::usize_unsuffixed(k));
            if !is_array(m) {
                return code!(row += bars.#k * #dot;);
            }
            let flat = (1..self.depth(m)).map(|_| code!(.as_flattened()));
            code!(for (k, entry) in #bar #(#flat)*.iter().enumerate() { row += entry * #dot.at(k); })
        });
        let terms: Vec<TokenStream> = terms.collect();
        let (mut zeros, mut puts, mut at) = (TokenStream::new(), TokenStream::new(), 0);
        for Unit { name, kind, float } in &units {
            let ty = if let Kind::Fixed(sizes) = kind { array(float, sizes) } else { (*float).clone() };
            zeros.extend(code!(let mut #name = <#ty as #krate::__private::Zero>::ZERO;));
            let from = Literal::usize_unsuffixed(at);
            match kind {
                Kind::Scalar => puts.extend(code!(if i == #from { #name = row; })),
                kind => {
                    let all = flat_mut(name, depth(kind));
                    let index = if units.len() == 1 { code!(i) } else { code!(i.wrapping_sub(#from)) };
                    puts.extend(code!(if let Some(entry) = (#all).get_mut(#index) { *entry = row; }));
                }
            }
            at += kind.literal_len().unwrap_or(0);
        }
        let float = self.c.ctx.space.float();
        let m = self.c.outcome.fixed_count().unwrap_or_default();
        let every = self.over_rows(&m, &code!(#lets #second let mut row: #float = 0.0; #(#terms)* #puts));
        let whole = if self.c.outcome.one_array() {
            let name = &units[0].name;
            code!(#name)
        } else {
            whole
        };
        code!(#zeros #every let bent = #whole;)
    }

    /// The contributions in `bars`, and in the arrays of [`Nested::local_sinks`], times a direction.
    fn dotted(&self, direction: &[TokenStream]) -> TokenStream {
        let bars = self.numbers(&code!(bars));
        let term = |((part, number), v): ((&Part, &TokenStream), &TokenStream)| match &part.kind {
            Kind::Scalar => code!(#number * #v),
            kind => {
                let (bar, flat) = (suffixed(&self.leaves()[part.param], "bar"), flattened(kind));
                let float = &part.float;
                code!(#bar #flat.iter().zip(&#v #flat).map(|(entry, along)| entry * along).sum::<#float>())
            }
        };
        let terms = self.c.ctx.space.parts.iter().zip(&bars).zip(direction).map(term);
        let terms: Vec<TokenStream> = terms.collect();
        code!(#(#terms)+*)
    }

    /// `bent += turned`
    fn sum_of_results(&self) -> TokenStream {
        let outcome = &self.c.outcome;
        let (mut sums, mut whole) = (TokenStream::new(), Vec::new());
        let [bent, turned] = ["bent", "turned"].map(|of| {
            let names = (0..outcome.parts.len()).map(|k| Ident::new(&format!("{of}_{k}"), Span::mixed_site()));
            names.collect::<Vec<Ident>>()
        });
        for ((part, sum), more) in outcome.parts.iter().zip(&bent).zip(&turned) {
            whole.push(code!(#sum));
            sums.extend(match &part.kind {
                Kind::Scalar => code!(let #sum = #sum + #more;),
                kind => {
                    let (all, flat) = (flat_mut(sum, depth(kind)), flattened(kind));
                    code!(let mut #sum = #sum; for (sum, more) in (#all).iter_mut().zip(&#more #flat) { *sum += *more; })
                }
            });
        }
        let [bent, turned] = [&bent, &turned].map(|names| outcome.assembled(names.iter().map(|name| code!(#name))));
        let whole = outcome.assembled(whole);
        code!(let #bent = bent; let #turned = turned; #sums let bent = #whole;)
    }

    fn jvp_pullback(&self, v: &Lot<'_>) -> TokenStream {
        let (args, again) = (self.args(true), v.again());
        let sinks = self.by_leaves(&v.sinks(), |_| constant());
        let second =
            self.at(&self.towards(&v.parts()), &code!(_), [&code!(s), &code!(value_w)], [&sinks, &self.own_sinks()]);
        let (adds, last) = v.contributed(&self.numbers(&code!(along)));
        let entries = self.entries(&code!(bars), &last);
        let own = code!(__Own::value_and_jvp(#(#args,)* #again));
        self.pullback_of(Some(v), &own, &code!(#second #adds #entries))
    }

    // ---- an adjoint times the Jacobian

    fn vjp_tangent(&self, w: &Lot<'_>) -> TokenStream {
        let (args, again, outcome) = (self.args(true), w.again(), &self.c.outcome);
        let (made, w_dot) = w.made_of_dots(&self.c.krate);
        let (lets, sinks) = self.local_sinks();
        let (seed, seed_dot) = (outcome.assembled(w.parts()), outcome.assembled(w_dot));
        let second = self.at(&self.dots(), &code!(value_turned), [&seed, &seed_dot], [&self.no_sinks(), &sinks]);
        let gradient = self.gradient_of(&Ident::new("bars", Span::mixed_site()));
        let body = code! {
            let given = __Own::value_and_vjp(#(#args,)* #again);
            #made
            #lets
            #second
            (given, (value_turned, #gradient))
        };
        self.tangent_of(Some(w), &body)
    }

    fn vjp_pullback(&self, w: &Lot<'_>) -> TokenStream {
        let (args, again, outcome) = (self.args(true), w.again(), &self.c.outcome);
        let seed = outcome.assembled(w.parts());
        let along = self.as_dots(&Ident::new("s", Span::mixed_site()));
        let none = self.no_sinks();
        let second = self.at(&along, &code!(dot), [&seed, &code!(value_w)], [&none, &self.own_sinks()]);
        let names: Vec<Ident> =
            (0..outcome.parts.len()).map(|k| Ident::new(&format!("dot_{k}"), Span::mixed_site())).collect();
        let parts: Vec<TokenStream> = names.iter().map(|name| code!(#name)).collect();
        let pattern = outcome.assembled(parts.clone());
        let (added, (adds, last)) = (w.added(&parts), w.contributed(&parts));
        let entries = self.entries(&code!(bars), &last);
        let own = code!(__Own::value_and_vjp(#(#args,)* #again));
        self.pullback_of(Some(w), &own, &code!(#second let #pattern = dot; #added #adds #entries))
    }

    // ---- the Hessian times a direction

    fn hvp_tangent(&self, v: &Lot<'_>) -> TokenStream {
        let (args, again) = (self.args(true), v.again());
        let v_dots = self.by_leaves(&v.dots(), absent);
        let (lets, sinks) = self.local_sinks();
        let second = self.at(&v_dots, &code!(_), [&code!(1.0), &code!(0.0)], [&self.no_sinks(), &sinks]);
        let third = self.third(&self.towards(&v.parts()), &self.dots());
        let (names, mut sums) = (self.part_names(), TokenStream::new());
        for ((part, name), number) in self.c.ctx.space.parts.iter().zip(&names).zip(self.numbers(&code!(bars))) {
            let at = Literal::usize_unsuffixed(part.param);
            sums.extend(match &part.kind {
                Kind::Scalar => code!(let #name = #number + third.#at;),
                kind => {
                    let bar = suffixed(&self.leaves()[part.param], "bar");
                    let (all, flat) = (flat_mut(&bar, depth(kind)), flattened(kind));
                    code! {
                        for (sum, more) in (#all).iter_mut().zip(&third.#at #flat) { *sum += *more; }
                        let #name = #bar;
                    }
                }
            });
        }
        let whole = self.point(names.iter().map(|name| code!(#name)).collect());
        let body = code! {
            let given = __Own::hvp(#(#args,)* #again);
            #lets
            #second
            let third = #third;
            #sums
            (given, #whole)
        };
        self.tangent_of(Some(v), &body)
    }

    fn part_names(&self) -> Vec<Ident> {
        let parts = 0..self.c.ctx.space.parts.len();
        parts.map(|k| Ident::new(&format!("part_{k}"), Span::mixed_site())).collect()
    }

    /// A value of the gradient's type from its parts.
    fn point(&self, parts: Vec<TokenStream>) -> TokenStream {
        let space = &self.c.ctx.space;
        if let super::Form::Scalars(_) = space.form() { code!([#(#parts),*]) } else { space.assembled(parts) }
    }

    fn hvp_pullback(&self, v: &Lot<'_>) -> TokenStream {
        let (args, again) = (self.args(true), v.again());
        let along = self.as_dots(&Ident::new("s", Span::mixed_site()));
        let sinks = self.by_leaves(&v.sinks(), |_| constant());
        let second = self.at(&along, &code!(_), [&code!(1.0), &code!(0.0)], [&self.no_sinks(), &sinks]);
        let third = self.third(&along, &self.towards(&v.parts()));
        let mut adds_third = TokenStream::new();
        for (k, m) in self.leaves().iter().enumerate().filter(|(_, m)| m.active && is_array(m)) {
            let (at, sink) = (Literal::usize_unsuffixed(k), suffixed(m, "bar"));
            let flat = (1..self.depth(m)).map(|_| code!(.as_flattened()));
            adds_third.extend(code!(#sink.add_all(&third.#at #(#flat)*[..]);));
        }
        let (adds, last) = v.contributed(&self.numbers(&code!(bars)));
        let entries = self.entries(&code!(third), &last);
        let own = code!(__Own::hvp(#(#args,)* #again));
        self.pullback_of(Some(v), &own, &code!(#second let third = #third; #adds_third #adds #entries))
    }

    // ---- the Jacobian, row by row

    /// `for` every row `i`: `w` is the unit vector.
    fn over_rows(&self, m: &TokenStream, body: &TokenStream) -> TokenStream {
        let Some((units, _)) = self.c.outcome.units("unit") else { unreachable!("the rows are counted") };
        let (krate, single) = (&self.c.krate, units.len() == 1);
        let mut lets = TokenStream::new();
        let mut at = 0;
        let mut refs = Vec::new();
        for Unit { name, kind, float } in &units {
            let ty = if let Kind::Fixed(sizes) = kind { array(float, sizes) } else { (*float).clone() };
            lets.extend(code!(let mut #name = <#ty as #krate::__private::Zero>::ZERO;));
            match kind {
                Kind::Scalar => {
                    let k = Literal::usize_unsuffixed(at);
                    at += 1;
                    lets.extend(code!(if i == #k { #name = 1.0; }));
                    refs.push(code!(#name));
                }
                kind => {
                    let (all, from) = (flat_mut(name, depth(kind)), Literal::usize_unsuffixed(at));
                    let set = if single { code!((#all)[i] = 1.0;) } else { code!((#all)[i - #from] = 1.0;) };
                    let len = kind.literal_len();
                    at += len.unwrap_or(0);
                    let to = Literal::usize_unsuffixed(at);
                    lets.extend(if single { set } else { code!(if (#from..#to).contains(&i) { #set }) });
                    refs.push(code!(&#name));
                }
            }
        }
        let unit = self.c.outcome.assembled(refs);
        code!(for i in 0..#m { #lets let w = #unit; #body })
    }

    fn jacobian_tangent(&self, rows: &Rows) -> TokenStream {
        let args = self.args(true);
        let (lets, sinks) = self.local_sinks();
        let second = self.at(&self.dots(), &code!(_), [&code!(w), &self.zero()], [&self.no_sinks(), &sinks]);
        let row = self.gradient_of(&Ident::new("bars", Span::mixed_site()));
        let row = if self.c.ctx.space.form() == super::Form::Scalar { code!([#row]) } else { row };
        let (dots, Rows { m, .. }) = (self.dots(), rows);
        let every = self.over_rows(m, &code!(#lets #second rows[i] = #row;));
        let body = code! {
            let given = __Own::value_and_jacobian(#(#args),*);
            let (_, value_turned) = __Own::__tangent(#(#args,)* #(#dots),*);
            let mut rows = given.1;
            #every
            (given, (value_turned, rows))
        };
        self.tangent_of(None, &body)
    }

    fn jacobian_pullback(&self, Rows { m, .. }: &Rows) -> TokenStream {
        let (args, row) = (self.args(true), Ident::new("row", Span::mixed_site()));
        let (own_sinks, zero, none) = (self.own_sinks(), self.zero(), self.no_sinks());
        let scalar = self.c.ctx.space.form() == super::Form::Scalar;
        let row_let = if scalar { code!(let row = s[i][0];) } else { code!(let row = &s[i];) };
        // The adjoint of the value comes along with the first row.
        let second = self.at(&self.as_dots(&row), &code!(_), [&code!(w), &code!(w_turned)], [&none, &own_sinks]);
        let (mut lets, mut adds, mut entries) = (TokenStream::new(), TokenStream::new(), Vec::new());
        for (k, m) in self.leaves().iter().enumerate() {
            if !m.active || is_array(m) {
                entries.push(code!(()));
                continue;
            }
            let (sum, float, k) = (suffixed(m, "sum"), Companions::float(m), Literal::usize_unsuffixed(k));
            lets.extend(code!(let mut #sum: #float = 0.0;));
            adds.extend(code!(#sum += bars.#k;));
            entries.push(code!(#sum));
        }
        let every =
            self.over_rows(m, &code!(#row_let let w_turned = if i == 0 { value_w } else { #zero }; #second #adds));
        let own = code!(__Own::value_and_jacobian(#(#args),*));
        self.pullback_of(None, &own, &code!(#lets #every (#(#entries,)*)))
    }
}

fn depth(kind: &Kind) -> usize {
    if let Kind::Fixed(sizes) = kind { sizes.len() } else { 1 }
}

/// The type of a parameter.
fn after_colon(param: &TokenStream) -> TokenStream {
    let mut trees = param.clone().into_iter();
    let _ = trees.find(|tree| matches!(tree, proc_macro2::TokenTree::Punct(p) if p.as_char() == ':'));
    trees.collect()
}
