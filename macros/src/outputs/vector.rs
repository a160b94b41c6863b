//! Functions with several results, and functions that write to `&mut` parameters: products of the Jacobian with directions.
//!
//! The outcome of a function is what it returns, then what it leaves in its `&mut` parameters, in the order of the signature.

use proc_macro2::{Ident, TokenStream};

use super::compound::Struct;
use super::context::{Context, array_results, finished, step_name};
use super::gradient::{into_docs, lend, listed, out_params, outs, with_alloc, write_scalars};
use super::method::{Extra, Method};
use super::outcome::{Outcome, Side};
use super::product::unread;
use super::space::{Kind, Part};
use super::workspace;
use crate::emit::{Emitted, Emitter, Held};
use crate::ir::{Func, Param};
use crate::signature::{Access, Shape};
use crate::transform::forward::{Seed, forward};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};

// ---- parameters that are written

/// Seeds for a direction: along the selected parameters, and along what the written ones hold at entry.
fn seeds(ctx: &Context<'_>) -> Vec<Seed> {
    let seed = |leaf: &crate::signature::Leaf| match (leaf.access, leaf.selected) {
        (_, true) => Seed::Param,
        (Access::Read, false) => Seed::None,
        (Access::InOut | Access::Out, false) => Seed::Fresh,
    };
    ctx.leaves.iter().map(seed).collect()
}

/// `y_dot: &mut [f64]` or the like for each written parameter.
fn steps(ctx: &Context<'_>, suffix: &str) -> Vec<Extra> {
    let extra = |(_, part): &(usize, Part)| {
        let owned = part.owned();
        Extra { name: step_name(&part.name, suffix), ty: code!(&mut #owned) }
    };
    ctx.written().iter().map(extra).collect()
}

/// They are as long as what they go with.
fn step_checks(ctx: &Context<'_>, suffix: &str) -> TokenStream {
    let krate = &ctx.krate;
    let checks = ctx.written().into_iter().filter(|(_, part)| matches!(part.kind, Kind::Slice(_))).map(|(_, part)| {
        let (theirs, ours) = (&part.name, step_name(&part.name, suffix));
        let (theirs_text, ours_text) = (theirs.to_string(), ours.to_string());
        code!(#krate::__private::same_length(#ours_text, #ours.len(), #theirs_text, #theirs.len());)
    });
    code!(#(#checks)*)
}

/// Binds the places that go along with the written parameters; the other parameters are left.
fn bind_steps(ctx: &Context<'_>, emitter: &mut Emitter<'_>, params: &[Param], suffix: &str) -> Vec<Param> {
    let mut params = params.iter();
    let mut others = Vec::new();
    for (leaf, seed) in ctx.leaves.iter().zip(seeds(ctx)) {
        if seed == Seed::None {
            continue;
        }
        let Some(param) = params.next() else { break };
        match (leaf.access, param) {
            (Access::InOut | Access::Out, Param::Array(p)) => {
                let name = step_name(&leaf.name, suffix);
                emitter.reserve(&name.to_string());
                emitter.bind_place(*p, name, Held::Mutable);
            }
            _ => others.push(param.clone()),
        }
    }
    others
}

/// What the docs say of the parameters in step.
fn step_docs(ctx: &Context<'_>, suffix: &str) -> Vec<String> {
    let written = ctx.written();
    let sentence = |(_, part): &(usize, Part)| {
        let (name, step) = (&part.name, step_name(&part.name, suffix));
        match suffix {
            "dot" => format!(
                "`{step}` goes along with `{name}`: it enters as the direction of what that holds, and leaves as its derivative."
            ),
            _ => format!(
                "`{step}` enters as the adjoint of what `{name}` holds at the end, and leaves as that of what it held at the beginning."
            ),
        }
    };
    written.iter().flat_map(|w| [String::new(), sentence(w)]).collect()
}

// ---- forward

pub(super) fn jvp(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    let func = finished(forward(ctx.func(), &seeds(ctx), 1).func);
    let v = ctx.name("v");
    let mut emitter = outcome.emitter(ctx, &func);
    let dots = bind_steps(ctx, &mut emitter, &func.params[ctx.leaves.len()..], "dot");
    let unpack = ctx.bind_point(&mut emitter, &ctx.inputs, &v, &dots, Held::Shared);
    let emitted = emitter.emit();
    let (values, tangents) = halves(outcome, &func, &emitted);
    let (head, first) = (ctx.head(&func, &emitted), &emitted.first);
    let unread = unread(&ctx.inputs, &dots, &emitted, &v);
    let (ty, tangent, args) = (outcome.ty(ctx), outcome.tangent(ctx), ctx.arguments());
    let direction = ctx.inputs.direction();
    let along = (!ctx.inputs.parts.is_empty()).then(|| Extra { name: v.clone(), ty: direction });
    let extras: Vec<Extra> = along.into_iter().chain(steps(ctx, "dot")).collect();
    let names: Vec<Ident> = extras.iter().map(|e| e.name.clone()).collect();
    let checks = step_checks(ctx, "dot");
    let result = if outcome.is_nothing() { TokenStream::new() } else { code!((#ty, #tangent)) };
    let values = if outcome.is_nothing() { TokenStream::new() } else { code!((#values, #tangents)) };
    let along = if ctx.inputs.parts.is_empty() { String::new() } else { format!(" along `{v}`") };
    let mut docs = vec![format!("Value of {}, and its derivative{along}.", ctx.link())];
    docs.extend(step_docs(ctx, "dot"));
    let whole = Method {
        name: "value_and_jvp",
        alias: None,
        docs,
        extras: extras.iter().map(Extra::again).collect(),
        result,
        body: code!(#unpack #checks #head #unread #first #values),
    };
    let mut docs = vec![format!("The derivative of {}{along}: its Jacobian times the direction.", ctx.link())];
    docs.extend(step_docs(ctx, "dot"));
    let alone = Method {
        name: "jvp",
        alias: Some("directional_derivative"),
        docs,
        extras,
        result: if outcome.is_nothing() { TokenStream::new() } else { tangent },
        body: if outcome.is_nothing() {
            code!(__Own::value_and_jvp(#args, #(#names),*);)
        } else {
            code!(__Own::value_and_jvp(#args, #(#names),*).1)
        },
    };
    let part = if outcome.is_nothing() { code!(;) } else { code!(.1) };
    both_forms(ctx, outcome, alone, whole, &part)
}

/// A form with the value and the one without, and where they give no `Vec`, the same with a workspace.
fn both_forms(
    ctx: &Context<'_>,
    outcome: &Outcome,
    alone: Method,
    whole: Method,
    part: &TokenStream,
) -> Vec<TokenStream> {
    if outcome.is_vec() {
        return [alone, whole].iter().map(|m| ctx.method(m)).collect();
    }
    let alone = workspace::alone(ctx, alone, whole.name, part);
    let whole = workspace::forms(ctx, whole);
    alone.iter().chain(&whole).map(|m| ctx.method(m)).collect()
}

/// The value and its tangent.
fn halves(outcome: &Outcome, func: &Func, emitted: &Emitted) -> (TokenStream, TokenStream) {
    let arrays: Vec<Ident> = array_results(func).iter().map(|p| emitted.place_names[p].clone()).collect();
    let (scalars, places) = (emitted.yields.len() / 2, arrays.len() / 2);
    (
        outcome.of_emitted(Side::Value, &emitted.yields[..scalars], &arrays[..places]),
        outcome.of_emitted(Side::Tangent, &emitted.yields[scalars..], &arrays[places..]),
    )
}

// ---- reverse

pub(super) fn vjp(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    if ctx.inputs.has_slices() { vjp_into(ctx, outcome) } else { vjp_owned(ctx, outcome) }
}

/// The emitted reverse sweep; its seeds are bound to `w`, and the tokens unpack that.
struct Swept {
    func: Func,
    emitted: Emitted,
    unpack: TokenStream,
    /// After the sweep: a `w` of another length than the result.
    check: TokenStream,
}

fn sweep(
    ctx: &Context<'_>,
    outcome: &Outcome,
    w: &Ident,
    arrays: ArrayAdjoint,
    outs: &[super::gradient::Out],
) -> Swept {
    let func = finished(reverse(ctx.func(), &ctx.selected(), Seeds::Given, arrays).func);
    let mut emitter = outcome.emitter(ctx, &func);
    emitter.reserve(&w.to_string());
    let mut added = func.params[ctx.leaves.len()..].iter();
    let (unpack, seeds) = bind_seeds(ctx, outcome, w, &mut emitter, &mut added);
    let mut outs = outs.iter().zip(&ctx.inputs.parts);
    for (leaf, param) in ctx.leaves.iter().zip(&func.params) {
        let out = if leaf.selected && leaf.access == Access::Read { outs.next() } else { None };
        if let Some((out, _)) = out {
            emitter.reserve(&out.name.to_string());
        }
        if let Param::Array(_) = param {
            let name = match (leaf.access, out) {
                (Access::InOut | Access::Out, _) => step_name(&leaf.name, "bar"),
                (_, Some((out, _))) => out.name.clone(),
                _ => continue,
            };
            if let Some(Param::Array(p)) = added.next() {
                emitter.reserve(&name.to_string());
                emitter.bind_place(*p, name, out.map_or(Held::Mutable, |(_, part)| part.held()));
            }
        }
    }
    let emitted = emitter.emit();
    let (krate, results) = (&ctx.krate, array_results(&func));
    let floats = results.iter().filter(|place| func.place(**place).elem.is_float());
    let vecs = outcome.arrays().into_iter().zip(floats).zip(&seeds);
    let checks = vecs.filter(|((is_vec, _), _)| *is_vec).map(|((_, place), seed)| {
        let (text, value) = (seed.to_string(), &emitted.place_names[place]);
        code!(#krate::__private::same_length(#text, #seed.len(), "the result", #value.len());)
    });
    let places: Vec<Ident> = results.iter().map(|place| emitted.place_names[place].clone()).collect();
    let lists = outcome.checked_lists(w, &places);
    let check = code!(#(#checks)* #lists);
    Swept { func, emitted, unpack, check }
}

/// Binds the adjoints of what is returned; gives the tokens that take `w` apart, and the names of those of arrays.
fn bind_seeds<'p>(
    ctx: &Context<'_>,
    outcome: &Outcome,
    w: &Ident,
    emitter: &mut Emitter<'_>,
    params: &mut impl Iterator<Item = &'p Param>,
) -> (TokenStream, Vec<Ident>) {
    let mut arrays = Vec::new();
    let mut bind = |param: Option<&Param>, name: Ident, held: Held| match param {
        Some(Param::Scalar(v)) => emitter.bind(*v, code!(#name)),
        Some(Param::Array(p)) => {
            emitter.reserve(&name.to_string());
            emitter.bind_place(*p, name.clone(), held);
            arrays.push(name);
        }
        _ => {}
    };
    if outcome.is_nothing() {
        return (code!(), arrays);
    }
    if let (false, [part]) = (matches!(outcome.shape, Shape::Tuple { .. }), &outcome.parts[..]) {
        if let Some(record) = &part.record {
            return (bind_struct(ctx, record, w, params, &mut bind), arrays);
        }
        bind(params.next(), w.clone(), Held::Shared);
        let ty = outcome.ty(ctx);
        let unpack = code!(let #w: &#ty = ::core::borrow::Borrow::borrow(&#w););
        return (if outcome.one_array() { unpack } else { code!() }, arrays);
    }
    let (pattern, names) = outcome.names(&w.to_string());
    let mut lets = TokenStream::new();
    for (part, name) in outcome.parts.iter().zip(names) {
        let Some(name) = name else { continue };
        if let Some(record) = &part.record {
            lets.extend(bind_struct(ctx, record, &name, params, &mut bind));
            continue;
        }
        let held = if let Kind::Fixed(_) = part.kind { Held::Owned } else { Held::Shared };
        bind(params.next(), name, held);
    }
    (code!(let #pattern = #w; #lets), arrays)
}

/// The same of a struct.
fn bind_struct<'p>(
    ctx: &Context<'_>,
    record: &Struct,
    w: &Ident,
    params: &mut impl Iterator<Item = &'p Param>,
    bind: &mut impl FnMut(Option<&Param>, Ident, Held),
) -> TokenStream {
    let (mut scalars, mut arrays) = (Vec::new(), Vec::new());
    let leaves = record.leaves();
    let kinds = leaves.iter().map(|leaf| (matches!(leaf.part.kind, Kind::Scalar), leaf.part.active));
    for (k, (is_scalar, active)) in kinds.chain(record.has_rest().then_some((false, true))).enumerate() {
        let name = Ident::new(&format!("{w}_of_{k}"), proc_macro2::Span::mixed_site());
        if active {
            bind(params.next(), name.clone(), Held::Shared);
        } else if !is_scalar {
            continue;
        }
        if is_scalar { scalars.push(name) } else { arrays.push(name) }
    }
    record.taken_apart(&ctx.krate, w, &mut scalars.into_iter(), &mut arrays.into_iter())
}

fn vjp_owned(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    let (w, args) = (ctx.name("w"), ctx.arguments());
    let Swept { func, emitted, unpack, check } = sweep(ctx, outcome, &w, ArrayAdjoint::Result, &[]);
    let arrays: Vec<Ident> = array_results(&func).iter().map(|p| emitted.place_names[p].clone()).collect();
    let (scalars, own) = own_results(ctx);
    let value = outcome.value(&emitted.yields[..scalars], &arrays[..own]);
    let gradient = Context::point_value(&ctx.inputs, &func, &emitted.yields[scalars..], &arrays[own..]);
    let (head, first) = (ctx.head(&func, &emitted), &emitted.first);
    let (ty, result) = (ctx.inputs.gradient(&ctx.krate), outcome.ty(ctx));
    let (extras, checks) = (vjp_extras(ctx, outcome, &w), step_checks(ctx, "bar"));
    let whole = Method {
        name: "value_and_vjp",
        alias: None,
        docs: vjp_docs(ctx, outcome, &w, true),
        extras: extras.iter().map(Extra::again).collect(),
        result: pair(outcome, &result, &ty),
        body: {
            let both = pair(outcome, &value, &gradient);
            code!(#unpack #checks #head #first #check #both)
        },
    };
    let alone = vjp_alone(ctx, outcome, &w, extras, ty, &args);
    let part = if outcome.is_nothing() { TokenStream::new() } else { code!(.1) };
    both_forms(ctx, outcome, alone, whole, &part)
}

/// `(value, gradient)`, without a value that is nothing.
fn pair(outcome: &Outcome, value: &TokenStream, gradient: &TokenStream) -> TokenStream {
    if outcome.is_nothing() { unless_unit(gradient.clone()) } else { code!((#value, #gradient)) }
}

/// `()` goes without saying.
fn unless_unit(tokens: TokenStream) -> TokenStream {
    if tokens.to_string() == "()" { TokenStream::new() } else { tokens }
}

fn vjp_extras(ctx: &Context<'_>, outcome: &Outcome, w: &Ident) -> Vec<Extra> {
    let seed = (!outcome.is_nothing()).then(|| Extra { name: w.clone(), ty: outcome.seed(ctx) });
    seed.into_iter().chain(steps(ctx, "bar")).collect()
}

fn vjp_docs(ctx: &Context<'_>, outcome: &Outcome, w: &Ident, with_value: bool) -> Vec<String> {
    let link = ctx.link();
    let first = match (outcome.is_nothing(), with_value) {
        (true, _) => format!("The adjoint of the parameters of {link}."),
        (false, true) => {
            format!("Value of {link}, and the adjoint of its parameters where `{w}` is that of its result.")
        }
        (false, false) => {
            format!("The adjoint of the parameters of {link}: `{w}`, that of its result, times the Jacobian.")
        }
    };
    std::iter::once(first).chain(step_docs(ctx, "bar")).collect()
}

fn vjp_alone(
    ctx: &Context<'_>,
    outcome: &Outcome,
    w: &Ident,
    extras: Vec<Extra>,
    ty: TokenStream,
    args: &TokenStream,
) -> Method {
    let names: Vec<Ident> = extras.iter().map(|e| e.name.clone()).collect();
    let nothing = outcome.is_nothing();
    Method {
        name: "vjp",
        alias: Some("pullback"),
        docs: vjp_docs(ctx, outcome, w, false),
        extras,
        result: unless_unit(ty),
        body: if nothing {
            code!(__Own::value_and_vjp(#args, #(#names),*))
        } else {
            code!(__Own::value_and_vjp(#args, #(#names),*).1)
        },
    }
}

/// How many scalars and arrays the user's function returns.
pub(super) fn own_results(ctx: &Context<'_>) -> (usize, usize) {
    let arrays = array_results(ctx.func()).len();
    let scalars = ctx.func().results.iter().filter(|item| **item == crate::ir::ResultItem::Scalar).count();
    (scalars, arrays)
}

fn vjp_into(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    let (w, args) = (ctx.name("w"), ctx.arguments());
    let outs = outs(ctx, &ctx.inputs, "g", "bar");
    let Swept { func, emitted, unpack, check } = sweep(ctx, outcome, &w, ArrayAdjoint::Out, &outs);
    let arrays: Vec<Ident> = array_results(&func).iter().map(|p| emitted.place_names[p].clone()).collect();
    let (scalars, own) = own_results(ctx);
    let value = (!outcome.is_nothing()).then(|| outcome.value(&emitted.yields[..scalars], &arrays[..own]));
    let writes = write_scalars(&ctx.inputs, &func, &outs, &emitted.yields[scalars..]);
    let (checks, steps) = (ctx.length_checks(&ctx.inputs, |k| outs[k].name.clone()), step_checks(ctx, "bar"));
    let (head, first) = (ctx.head(&func, &emitted), &emitted.first);
    let (ty, result) = (ctx.inputs.gradient(&ctx.krate), outcome.ty(ctx));
    let extras = vjp_extras(ctx, outcome, &w);
    let names: Vec<Ident> = extras.iter().map(|e| e.name.clone()).collect();
    let mut docs = vjp_docs(ctx, outcome, &w, true);
    docs[0] = format!("{} It is written to {}.", docs[0], listed(&outs));
    let mut panics = into_docs(String::new());
    docs.append(&mut panics.split_off(1));
    let into = Method {
        name: "value_and_vjp_into",
        alias: None,
        docs,
        extras: extras.iter().map(Extra::again).chain(out_params(&outs)).collect(),
        result: if outcome.is_nothing() { TokenStream::new() } else { result.clone() },
        body: code!(#unpack #checks #steps #head #first #check #writes #value),
    };
    let (lets, lent, whole_value) = lend(&ctx.inputs, &outs);
    let whole = Method {
        name: "value_and_vjp",
        alias: None,
        docs: vjp_docs(ctx, outcome, &w, true),
        extras: extras.iter().map(Extra::again).collect(),
        result: pair(outcome, &result, &ty),
        body: {
            let both = pair(outcome, &code!(value), &whole_value);
            let call = code!(__Own::value_and_vjp_into(#args, #(#names,)* #lent));
            let call = if outcome.is_nothing() { code!(#call;) } else { code!(let value = #call;) };
            code!(#lets #call #both)
        },
    };
    let alone = vjp_alone(ctx, outcome, &w, extras, ty, &args);
    let owned = with_alloc(ctx, &[alone, whole]);
    let into = if outcome.is_vec() {
        with_alloc(ctx, &[into])
    } else {
        workspace::forms(ctx, into).iter().map(|m| ctx.method(m)).collect()
    };
    vec![owned, into]
}
