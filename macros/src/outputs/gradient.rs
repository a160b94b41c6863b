//! Value and gradient of a scalar function, and what follows from them by a call.

use proc_macro2::{Ident, TokenStream};

use super::alone::without_value;
use super::context::{Context, array_results, finished};
use super::method::{Extra, Method};
use super::space::{Form, Kind, Part, Space, array};
use super::workspace;
use crate::emit::{Emitted, Emitter};
use crate::ir::{Func, Param};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};

/// The gradient's names: that of one scalar is its derivative.
pub(super) struct Names {
    pub(super) gradient: &'static str,
    pub(super) with_value: &'static str,
    pub(super) alias: &'static str,
    pub(super) what: &'static str,
}

pub(super) fn names(ctx: &Context<'_>) -> Names {
    if ctx.space.form() == Form::Scalar {
        Names { gradient: "derivative", with_value: "value_and_derivative", alias: "diff", what: "derivative" }
    } else {
        Names { gradient: "gradient", with_value: "value_and_gradient", alias: "grad", what: "gradient" }
    }
}

/// The methods, for a function with a scalar result.
pub(super) fn methods(ctx: &Context<'_>, formula: &[String]) -> Vec<TokenStream> {
    if ctx.space.has_slices() { into_methods(ctx, formula) } else { owned_methods(ctx, formula) }
}

fn owned_methods(ctx: &Context<'_>, formula: &[String]) -> Vec<TokenStream> {
    let (names, float, ty) = (names(ctx), ctx.value_float(), ctx.space.gradient(&ctx.krate));
    let anew = || reverse(ctx.returned(), &ctx.selected(), Seeds::One, ArrayAdjoint::Result).func;
    let func = finished(anew());
    let emitted = ctx.emitter_of_buffers(&func).emit();
    let gradient = owned_gradient(ctx, &func, &emitted, 1);
    let (head, first, value) = (ctx.head(&func, &emitted), &emitted.first, &emitted.yields[0]);
    let with_value = Method {
        name: names.with_value,
        alias: Some("value_and_grad"),
        docs: vec![format!("Value and {} of {}.", names.what, ctx.link())],
        extras: Vec::new(),
        result: code!((#float, #ty)),
        body: code!(#head #first (#value, #gradient)),
    };
    let alone = Method {
        name: names.gradient,
        alias: Some(names.alias),
        docs: with_formula(format!("The {} of {}{}.", names.what, ctx.link(), respect(ctx)), formula),
        extras: Vec::new(),
        result: ty,
        body: TokenStream::new(),
    };
    let both = workspace::forms(ctx, with_value);
    let alone = match without_value(&func, anew) {
        Some(func) => workspace::forms(ctx, Method { body: owned_body(ctx, &func), ..alone }),
        None => {
            let (args, call) = (ctx.arguments(), Ident::new(names.with_value, proc_macro2::Span::mixed_site()));
            let alone = Method { body: code!(__Own::#call(#args).1), ..alone };
            workspace::alone(ctx, alone, names.with_value, &code!(.1))
        }
    };
    alone.iter().chain(&both).map(|m| ctx.method(m)).collect()
}

/// The gradient, which the yields are from this one on.
fn owned_gradient(ctx: &Context<'_>, func: &Func, emitted: &Emitted, from: usize) -> TokenStream {
    let arrays: Vec<Ident> = array_results(func).iter().map(|p| emitted.place_names[p].clone()).collect();
    Context::point_value(&ctx.space, func, &emitted.yields[from..], &arrays)
}

fn owned_body(ctx: &Context<'_>, func: &Func) -> TokenStream {
    let emitted = ctx.emitter_of_buffers(func).emit();
    let (head, first) = (ctx.head(func, &emitted), &emitted.first);
    let gradient = owned_gradient(ctx, func, &emitted, 0);
    code!(#head #first #gradient)
}

pub(super) fn with_formula(first: String, formula: &[String]) -> Vec<String> {
    let mut docs = vec![first];
    if !formula.is_empty() {
        docs.push(String::new());
        docs.extend(formula.iter().cloned());
    }
    docs
}

/// " with respect to `a`, `b`", where that is not every parameter.
fn respect(ctx: &Context<'_>) -> String {
    if ctx.params().iter().all(|p| p.selected) {
        return String::new();
    }
    let names: Vec<String> = ctx.params().iter().filter(|p| p.selected).map(|p| format!("`{}`", p.name)).collect();
    format!(" with respect to {}", names.join(", "))
}

// ---- slices: written to the caller's

/// A parameter that takes one part of a derivative.
pub(super) struct Out {
    pub(super) name: Ident,
    pub(super) ty: TokenStream,
    /// Makes a local to lend, in the forms that return what they compute.
    pub(super) init: TokenStream,
}

/// A parameter for each part of a derivative; alone it is called `whole`.
pub(super) fn outs(ctx: &Context<'_>, space: &Space, whole: &str, suffix: &str) -> Vec<Out> {
    let whole = ctx.name(whole);
    let parts = space.parts.iter().enumerate();
    parts
        .map(|(k, part)| {
            let owned = part.owned();
            let name = ctx.name(&space.part_name(&whole, suffix, k).to_string());
            let krate = &ctx.krate;
            let ty = match part.whole {
                Some(_) => code!(#krate::__private::StructSink<'_, #owned>),
                None => code!(&mut #owned),
            };
            Out { name, ty, init: zero(ctx, part) }
        })
        .collect()
}

/// Zeros in the shape of a part.
pub(super) fn zero(ctx: &Context<'_>, part: &Part) -> TokenStream {
    let (krate, float, access) = (&ctx.krate, &part.float, &part.access);
    match &part.kind {
        Kind::Slice(inner) => {
            let row = array(float, inner);
            code!(#krate::__private::zeros::<#row>(#access.len()))
        }
        _ => {
            let owned = part.owned();
            code!(<#owned as #krate::__private::Zero>::ZERO)
        }
    }
}

pub(super) fn out_params(outs: &[Out]) -> Vec<Extra> {
    outs.iter().map(|o| Extra { name: o.name.clone(), ty: o.ty.clone() }).collect()
}

/// `let mut g = ..;` for each, `&mut g` for each, and the gradient made of them.
pub(super) fn lend(space: &Space, outs: &[Out]) -> (TokenStream, TokenStream, TokenStream) {
    let (names, inits): (Vec<_>, Vec<_>) = outs.iter().map(|o| (&o.name, &o.init)).unzip();
    let lets = code!(#(let mut #names = #inits;)*);
    let lent = code!(#(&mut #names),*);
    let whole = space.assembled(names.iter().map(|name| code!(#name)));
    (lets, lent, whole)
}

fn into_methods(ctx: &Context<'_>, formula: &[String]) -> Vec<TokenStream> {
    let (float, ty, args) = (ctx.value_float(), ctx.space.gradient(&ctx.krate), ctx.arguments());
    let outs = outs(ctx, &ctx.space, "g", "bar");
    let anew = || reverse(ctx.returned(), &ctx.selected(), Seeds::One, ArrayAdjoint::Out).func;
    let func = finished(anew());
    let (lets, lent, whole) = lend(&ctx.space, &outs);
    let into = Method {
        name: "value_and_gradient_into",
        alias: None,
        docs: into_docs(format!("Value and gradient of {}; the gradient is written to {}.", ctx.link(), listed(&outs))),
        extras: out_params(&outs),
        result: float.clone(),
        body: into_body(ctx, &func, &outs, true),
    };
    let without = without_value(&func, anew);
    let gradient_into = Method {
        name: "gradient_into",
        alias: None,
        docs: into_docs(format!("The gradient of {}, written to {}.", ctx.link(), listed(&outs))),
        extras: out_params(&outs),
        result: TokenStream::new(),
        body: match &without {
            Some(func) => into_body(ctx, func, &outs, false),
            None => {
                let names = outs.iter().map(|o| &o.name);
                code!(__Own::value_and_gradient_into(#args, #(#names),*);)
            }
        },
    };
    let with_value = Method {
        name: "value_and_gradient",
        alias: Some("value_and_grad"),
        docs: vec![format!("Value and gradient of {}.", ctx.link())],
        extras: Vec::new(),
        result: code!((#float, #ty)),
        body: code!(#lets let value = __Own::value_and_gradient_into(#args, #lent); (value, #whole)),
    };
    let alone = Method {
        name: "gradient",
        alias: Some("grad"),
        docs: with_formula(format!("The gradient of {}{}.", ctx.link(), respect(ctx)), formula),
        extras: Vec::new(),
        result: ty,
        body: match &without {
            Some(_) => code!(#lets __Own::gradient_into(#args, #lent); #whole),
            None => code!(__Own::value_and_gradient(#args).1),
        },
    };
    let owned = with_alloc(ctx, &[alone, with_value]);
    let both = workspace::forms(ctx, into);
    let gradient = match without {
        Some(_) => workspace::forms(ctx, gradient_into),
        None => workspace::alone(ctx, gradient_into, "value_and_gradient_into", &code!(;)),
    };
    let into = gradient.iter().chain(&both).map(|m| ctx.method(m));
    std::iter::once(owned).chain(into).collect()
}

/// Methods that need a heap.
pub(super) fn with_alloc(ctx: &Context<'_>, methods: &[Method]) -> TokenStream {
    let krate = &ctx.krate;
    let methods = methods.iter().map(|m| ctx.method(m));
    code!(#krate::__private::with_alloc! { #(#methods)* })
}

pub(super) fn into_docs(first: String) -> Vec<String> {
    vec![first, String::new(), "# Panics".into(), "If a slice is not as long as what it goes with.".into()]
}

pub(super) fn listed(outs: &[Out]) -> String {
    outs.iter().map(|o| format!("`{}`", o.name)).collect::<Vec<_>>().join(", ")
}

/// Writes the gradient, and gives the value, if the function has that before the gradient.
fn into_body(ctx: &Context<'_>, func: &Func, outs: &[Out], with_value: bool) -> TokenStream {
    let mut emitter = ctx.emitter_of_buffers(func);
    bind_outs(ctx, &mut emitter, func, outs);
    let emitted = emitter.emit();
    let checks = ctx.length_checks(&ctx.space, |k| outs[k].name.clone());
    let (value, adjoints) = emitted.yields.split_at(usize::from(with_value));
    let writes = write_scalars(&ctx.space, func, outs, adjoints);
    let (head, first) = (ctx.head(func, &emitted), &emitted.first);
    code!(#checks #head #first #writes #(#value)*)
}

/// The adjoints of arrays stand in what is lent for them.
pub(super) fn bind_outs(ctx: &Context<'_>, emitter: &mut Emitter<'_>, func: &Func, outs: &[Out]) {
    let mut places = func.params[ctx.leaves.len()..].iter();
    for (out, part) in outs.iter().zip(&ctx.space.parts) {
        emitter.reserve(&out.name.to_string());
        if let Param::Array(_) = func.params[part.param]
            && let Some(Param::Array(place)) = places.next()
        {
            emitter.bind_place(*place, out.name.clone(), part.held());
        }
    }
}

/// `*x_bar = ..;` for the parts that are not arrays accumulated in place.
pub(super) fn write_scalars(space: &Space, func: &Func, outs: &[Out], scalars: &[TokenStream]) -> TokenStream {
    let mut scalars = scalars.iter();
    let mut writes = TokenStream::new();
    for (out, part) in outs.iter().zip(&space.parts) {
        let name = &out.name;
        match &func.params[part.param] {
            Param::Scalar(_) => {
                let value = scalars.next();
                writes.extend(code!(*#name = #value;));
            }
            param @ Param::Elements(vals) => {
                let items: Vec<TokenStream> = scalars.by_ref().take(vals.len()).cloned().collect();
                let value = super::space::nested(&items, &super::space::literal_sizes(part, param));
                writes.extend(code!(*#name = #value;));
            }
            Param::Array(_) => {}
        }
    }
    writes
}
