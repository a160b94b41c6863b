//! Vector-valued functions: Jacobian, its products with directions, and residuals for least squares.

use proc_macro2::{Ident, TokenStream};

use super::context::{Context, Extra, Method, array_results, finished};
use super::gradient::{into_docs, lend, listed, out_params, outs, with_alloc, write_scalars};
use super::jacobian::columns_len;
use super::product::{direction_seeds, unread};
use super::space::{Size, array, float, sizes};
use crate::emit::{Emitted, Held};
use crate::ir::{Func, Param};
use crate::signature::SigResult;
use crate::transform::forward::forward;
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};

/// The result of a vector-valued function.
pub(super) struct Outcome {
    pub(super) float: TokenStream,
    kind: OutcomeKind,
}

enum OutcomeKind {
    Array(Vec<Size>),
    Vec,
    Tuple(usize),
}

impl Outcome {
    pub(super) fn of(ctx: &Context<'_>) -> Option<Self> {
        match &ctx.lowered.signature.result {
            SigResult::Scalar(_) => None,
            SigResult::Array { elem, dims } => {
                let kind = sizes(dims, &ctx.lowered.origins).map_or(OutcomeKind::Vec, OutcomeKind::Array);
                Some(Self { float: float(*elem), kind })
            }
            SigResult::Tuple(tys) => {
                let float = float(*tys.first()?);
                Some(Self { float, kind: OutcomeKind::Tuple(tys.len()) })
            }
        }
    }

    pub(super) fn ty(&self, ctx: &Context<'_>) -> TokenStream {
        let (float, krate) = (&self.float, &ctx.krate);
        match &self.kind {
            OutcomeKind::Array(sizes) => array(float, sizes),
            OutcomeKind::Vec => code!(#krate::__private::Vec<#float>),
            OutcomeKind::Tuple(n) => {
                let all = std::iter::repeat_n(float, *n);
                code!((#(#all),*))
            }
        }
    }

    /// The adjoint of the result, as a parameter.
    pub(super) fn seed(&self, ctx: &Context<'_>) -> TokenStream {
        let float = &self.float;
        match &self.kind {
            OutcomeKind::Array(_) => {
                let ty = self.ty(ctx);
                code!(impl ::core::borrow::Borrow<#ty>)
            }
            OutcomeKind::Vec => code!(&[#float]),
            OutcomeKind::Tuple(_) => self.ty(ctx),
        }
    }

    /// The number of its scalars, if that is in its type.
    pub(super) fn size(&self) -> Option<(TokenStream, Option<usize>)> {
        match &self.kind {
            OutcomeKind::Array(sizes) if sizes.len() == 1 => Some((sizes[0].tokens.clone(), sizes[0].literal)),
            OutcomeKind::Array(sizes) => {
                let n: usize = sizes.iter().map(|s| s.literal).product::<Option<usize>>()?;
                let tokens = proc_macro2::Literal::usize_unsuffixed(n);
                Some((code!(#tokens), Some(n)))
            }
            OutcomeKind::Tuple(n) => {
                let tokens = proc_macro2::Literal::usize_unsuffixed(*n);
                Some((code!(#tokens), Some(*n)))
            }
            OutcomeKind::Vec => None,
        }
    }

    /// A value of the result's type from what was emitted.
    pub(super) fn value(&self, scalars: &[TokenStream], arrays: &[Ident]) -> TokenStream {
        match self.kind {
            OutcomeKind::Tuple(_) => code!((#(#scalars),*)),
            _ => arrays.first().map(|name| code!(#name)).unwrap_or_default(),
        }
    }

    /// Its scalars, one after the other, for `put`.
    pub(super) fn put(&self, value: &Ident) -> TokenStream {
        match &self.kind {
            OutcomeKind::Tuple(n) => {
                let fields = (0..*n).map(syn::Index::from);
                code!(#(put(#value.#fields);)*)
            }
            OutcomeKind::Array(sizes) => {
                let all = super::space::elements(value, sizes);
                code!(for entry in #all { put(*entry); })
            }
            OutcomeKind::Vec => code!(for entry in &#value { put(*entry); }),
        }
    }

    /// The number of its scalars, as an expression; nothing for a `Vec`.
    pub(super) fn count(&self) -> Option<TokenStream> {
        match &self.kind {
            OutcomeKind::Vec => None,
            OutcomeKind::Tuple(n) => {
                let n = proc_macro2::Literal::usize_unsuffixed(*n);
                Some(code!(#n))
            }
            OutcomeKind::Array(sizes) => Some(super::space::product(sizes)),
        }
    }

    /// The Jacobian is an array of arrays.
    pub(super) fn is_square_form(&self, ctx: &Context<'_>) -> bool {
        self.size().is_some() && columns_len(ctx).is_some()
    }

    pub(super) fn is_vec(&self) -> bool {
        matches!(self.kind, OutcomeKind::Vec)
    }
}

pub(super) fn jvp(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    let func = finished(forward(ctx.func(), &direction_seeds(ctx, ctx.func()), 1).func);
    let v = ctx.name("v");
    let mut emitter = ctx.emitter(&func);
    let unpack = ctx.bind_point(&mut emitter, &v, &func.params[ctx.params().len()..], Held::Shared);
    let emitted = emitter.emit();
    let (values, tangents) = halves(outcome, &func, &emitted);
    let (head, first, unread) = (ctx.head(&func, &emitted), &emitted.first, unread(ctx, &func, &emitted, &v));
    let (ty, args) = (outcome.ty(ctx), ctx.arguments());
    let direction = || vec![Extra { name: v.clone(), ty: ctx.space.direction() }];
    let whole = Method {
        name: "value_and_jvp",
        alias: None,
        docs: vec![format!("Value of {}, and its derivative along `{v}`.", ctx.link())],
        extras: direction(),
        result: code!((#ty, #ty)),
        body: code!(#unpack #head #unread #first (#values, #tangents)),
    };
    let alone = Method {
        name: "jvp",
        alias: Some("directional_derivative"),
        docs: vec![format!("The derivative of {} along `{v}`: its Jacobian times `{v}`.", ctx.link())],
        extras: direction(),
        result: ty,
        body: code!(__Own::value_and_jvp(#args, #v).1),
    };
    [alone, whole].iter().map(|m| ctx.method(m)).collect()
}

/// The value and its tangent.
fn halves(outcome: &Outcome, func: &Func, emitted: &Emitted) -> (TokenStream, TokenStream) {
    let arrays: Vec<Ident> = array_results(func).iter().map(|p| emitted.place_names[p].clone()).collect();
    let (scalars, places) = (emitted.yields.len() / 2, arrays.len() / 2);
    (
        outcome.value(&emitted.yields[..scalars], &arrays[..places]),
        outcome.value(&emitted.yields[scalars..], &arrays[places..]),
    )
}

// ---- reverse

pub(super) fn vjp(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    if ctx.space.has_slices() { vjp_into(ctx, outcome) } else { vjp_owned(ctx, outcome) }
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
    let inputs = ctx.params().len();
    let mut emitter = ctx.emitter(&func);
    emitter.reserve(&w.to_string());
    let mut at = inputs;
    let unpack = match &outcome.kind {
        OutcomeKind::Tuple(n) => {
            for (k, param) in func.params[at..at + n].iter().enumerate() {
                let (Param::Scalar(v), field) = (param, syn::Index::from(k)) else { continue };
                emitter.bind(*v, code!(#w.#field));
            }
            at += n;
            code!()
        }
        kind => {
            if let Param::Array(p) = func.params[at] {
                emitter.bind_place(p, w.clone(), Held::Shared);
            }
            at += 1;
            let ty = outcome.ty(ctx);
            if matches!(kind, OutcomeKind::Vec) {
                code!()
            } else {
                code!(let #w: &#ty = ::core::borrow::Borrow::borrow(&#w);)
            }
        }
    };
    let mut places = func.params[at..].iter();
    for (out, part) in outs.iter().zip(&ctx.space.parts) {
        emitter.reserve(&out.name.to_string());
        if matches!(func.params[part.param], Param::Array(_))
            && let Some(Param::Array(p)) = places.next()
        {
            emitter.bind_place(*p, out.name.clone(), Held::Mutable);
        }
    }
    let emitted = emitter.emit();
    let check = if outcome.is_vec() {
        let (krate, text) = (&ctx.krate, w.to_string());
        let value = array_results(&func).first().map(|p| emitted.place_names[p].clone());
        code!(#krate::__private::same_length(#text, #w.len(), "the result", #value.len());)
    } else {
        TokenStream::new()
    };
    Swept { func, emitted, unpack, check }
}

fn vjp_owned(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    let (w, args) = (ctx.name("w"), ctx.arguments());
    let Swept { func, emitted, unpack, check } = sweep(ctx, outcome, &w, ArrayAdjoint::Result, &[]);
    let arrays: Vec<Ident> = array_results(&func).iter().map(|p| emitted.place_names[p].clone()).collect();
    let (scalars, own) = own_results(ctx);
    let value = outcome.value(&emitted.yields[..scalars], &arrays[..own]);
    let gradient = ctx.point_value(&func, &emitted.yields[scalars..], &arrays[own..]);
    let (head, first) = (ctx.head(&func, &emitted), &emitted.first);
    let (ty, result) = (ctx.space.gradient(&ctx.krate), outcome.ty(ctx));
    let seed = || vec![Extra { name: w.clone(), ty: outcome.seed(ctx) }];
    let whole = Method {
        name: "value_and_vjp",
        alias: None,
        docs: vec![format!(
            "Value of {}, and the adjoint of its parameters where `{w}` is that of its result.",
            ctx.link()
        )],
        extras: seed(),
        result: code!((#result, #ty)),
        body: code!(#unpack #head #first #check (#value, #gradient)),
    };
    let alone = Method {
        name: "vjp",
        alias: Some("pullback"),
        docs: vec![format!(
            "The adjoint of the parameters of {}: `{w}`, that of its result, times the Jacobian.",
            ctx.link()
        )],
        extras: seed(),
        result: ty,
        body: code!(__Own::value_and_vjp(#args, #w).1),
    };
    [alone, whole].iter().map(|m| ctx.method(m)).collect()
}

/// How many scalars and arrays the user's function returns.
pub(super) fn own_results(ctx: &Context<'_>) -> (usize, usize) {
    let arrays = array_results(ctx.func()).len();
    (ctx.func().results.len() - arrays, arrays)
}

fn vjp_into(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    let (w, args) = (ctx.name("w"), ctx.arguments());
    let outs = outs(ctx, "g", "bar");
    let Swept { func, emitted, unpack, check } = sweep(ctx, outcome, &w, ArrayAdjoint::Out, &outs);
    let arrays: Vec<Ident> = array_results(&func).iter().map(|p| emitted.place_names[p].clone()).collect();
    let (scalars, own) = own_results(ctx);
    let value = outcome.value(&emitted.yields[..scalars], &arrays[..own]);
    let writes = write_scalars(ctx, &func, &outs, &emitted.yields[scalars..]);
    let checks = ctx.length_checks(|k| outs[k].name.clone());
    let (head, first) = (ctx.head(&func, &emitted), &emitted.first);
    let (ty, result) = (ctx.space.gradient(&ctx.krate), outcome.ty(ctx));
    let seed = || Extra { name: w.clone(), ty: outcome.seed(ctx) };
    let mut extras = vec![seed()];
    extras.extend(out_params(&outs));
    let into = Method {
        name: "value_and_vjp_into",
        alias: None,
        docs: into_docs(format!(
            "Value of {}; the adjoint of its parameters, where `{w}` is that of its result, is written to {}.",
            ctx.link(),
            listed(&outs)
        )),
        extras,
        result: result.clone(),
        body: code!(#unpack #checks #head #first #check #writes #value),
    };
    let (lets, lent, whole_value) = lend(&outs);
    let whole = Method {
        name: "value_and_vjp",
        alias: None,
        docs: vec![format!(
            "Value of {}, and the adjoint of its parameters where `{w}` is that of its result.",
            ctx.link()
        )],
        extras: vec![seed()],
        result: code!((#result, #ty)),
        body: code!(#lets let value = __Own::value_and_vjp_into(#args, #w, #lent); (value, #whole_value)),
    };
    let alone = Method {
        name: "vjp",
        alias: Some("pullback"),
        docs: vec![format!(
            "The adjoint of the parameters of {}: `{w}`, that of its result, times the Jacobian.",
            ctx.link()
        )],
        extras: vec![seed()],
        result: ty,
        body: code!(__Own::value_and_vjp(#args, #w).1),
    };
    let owned = with_alloc(ctx, &[alone, whole]);
    let into = if outcome.is_vec() { with_alloc(ctx, &[into]) } else { ctx.method(&into) };
    vec![owned, into]
}
