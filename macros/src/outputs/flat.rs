//! A point of mixed shape as one flat `Vec`, and back: for optimizers, which move points of one kind.

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;

use super::context::Context;
use super::space::{Form, Kind, Part, elements, product};
use crate::signature::Shape;

/// The parts can be told apart in a flat point: one of them at most has a length that is not in its type.
pub(super) fn is_possible(ctx: &Context<'_>) -> bool {
    let slices = ctx.space.parts.iter().filter(|p| matches!(p.kind, Kind::Slice));
    let owned = |p: &&Part| matches!(&ctx.params()[p.param].shape, Shape::Array { owned_vec: true, .. });
    slices.clone().count() <= 1 && !slices.clone().any(|p| owned(&p))
}

/// The name of part `k` of something.
pub(super) fn name(of: &str, k: usize) -> Ident {
    format_ident!("{}_{}", of, k, span = Span::mixed_site())
}

fn len(part: &Part) -> Option<TokenStream> {
    match &part.kind {
        Kind::Scalar => Some(code!(1)),
        Kind::Fixed(sizes) => Some(product(sizes)),
        Kind::Slice => None,
    }
}

/// Statements that take a flat point apart, into `of_0`, `of_1` and so on.
pub(super) fn unpack(ctx: &Context<'_>, flat: &TokenStream, of: &str) -> TokenStream {
    let krate = &ctx.krate;
    let mut lets = code!(let rest: &[f64] = #flat;);
    for (k, part) in ctx.space.parts.iter().enumerate() {
        let name = name(of, k);
        let later = ctx.space.parts[k + 1..].iter().filter_map(len);
        let len = len(part).unwrap_or_else(|| code!(rest.len() #(- #later)*));
        lets.extend(match &part.kind {
            Kind::Scalar => code!(let (#name, rest) = rest.split_at(#len); let #name = #name[0];),
            Kind::Slice => code!(let (#name, rest) = rest.split_at(#len);),
            Kind::Fixed(sizes) => {
                let (owned, copy) = (part.owned(), format_ident!("all", span = Span::mixed_site()));
                let flat = (1..sizes.len()).fold(code!(#copy), |inner, _| code!(#inner.as_flattened_mut()));
                code! {
                    let (#name, rest) = rest.split_at(#len);
                    let mut #copy = <#owned as #krate::__private::Zero>::ZERO;
                    #flat.copy_from_slice(#name);
                    let #name = #copy;
                }
            }
        });
    }
    code!(#lets let _ = rest;)
}

/// Part `k` as the argument of the user's function.
pub(super) fn argument(ctx: &Context<'_>, k: usize) -> TokenStream {
    let name = name("x", k);
    match &ctx.params()[ctx.space.parts[k].param].shape {
        Shape::Scalar { refs, .. } => {
            let refs = std::iter::repeat_n(code!(&), *refs);
            code!(#(#refs)* #name)
        }
        Shape::Array { borrowed: true, .. } if !matches!(ctx.space.parts[k].kind, Kind::Slice) => code!(&#name),
        _ => code!(#name),
    }
}

/// The parts as a direction.
pub(super) fn direction(ctx: &Context<'_>, of: &str) -> TokenStream {
    pattern(ctx, of)
}

/// A pattern for a derivative.
pub(super) fn pattern(ctx: &Context<'_>, of: &str) -> TokenStream {
    let names = (0..ctx.space.parts.len()).map(|k| name(of, k));
    if ctx.space.form() == Form::Mixed { code!((#(#names),*)) } else { code!(#(#names)*) }
}

/// Statements that put the parts one after the other into a flat derivative.
pub(super) fn pack(ctx: &Context<'_>, of: &str, to: &TokenStream) -> TokenStream {
    let puts = ctx.space.parts.iter().enumerate().map(|(k, part)| {
        let name = name(of, k);
        match &part.kind {
            Kind::Scalar => code!(#to[at] = #name; at += 1;),
            Kind::Slice => code!(for entry in &#name { #to[at] = *entry; at += 1; }),
            Kind::Fixed(sizes) => {
                let all = elements(&name, sizes);
                code!(for entry in #all { #to[at] = *entry; at += 1; })
            }
        }
    });
    code!(let mut at = 0; #(#puts)* let _ = at;)
}

/// The parameters as a flat point.
pub(super) fn point(ctx: &Context<'_>) -> TokenStream {
    let krate = &ctx.krate;
    let pushes = ctx.space.parts.iter().map(|part| {
        let name = &part.name;
        match (&part.kind, &ctx.params()[part.param].shape) {
            (Kind::Scalar, Shape::Scalar { refs, .. }) => {
                let stars = std::iter::repeat_n(code!(*), *refs);
                code!(point.push(#(#stars)* #name);)
            }
            (Kind::Fixed(sizes), _) => {
                let all = (1..sizes.len()).fold(code!(#name), |inner, _| code!(#inner.as_flattened()));
                code!(point.extend_from_slice(&#all[..]);)
            }
            _ => code!(point.extend_from_slice(&#name[..]);),
        }
    });
    code!({ let mut point = #krate::__private::Vec::new(); #(#pushes)* point })
}
