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

mod hvp;
mod jacobian;
mod jvp;
mod vjp;

use proc_macro2::{Ident, Literal, Span, TokenStream};

use super::lot::{Lot, flattened};
use super::{Nested, absent, constant, is_array, suffixed, tangent_alone};
use crate::ir::Op;
use crate::outputs::companion::Companions;
use crate::outputs::context::array_results;
use crate::outputs::context::finished_for_callers;
use crate::outputs::jacobian::columns_len;
use crate::outputs::space::{Kind, Part};
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
    let func = finished_for_callers(tangent_alone(&once, &seeds, 0));
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
