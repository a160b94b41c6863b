//! A point of mixed shape as one flat `Vec`, and back: for optimizers, which move points of one kind.

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;

use super::context::Context;
use super::space::{Kind, Part, product, tuple};
use crate::ir::Dim;
use crate::signature::Shape;

/// The parts can be told apart in a flat point: one of them at most has a length that is not in its type.
pub(super) fn is_possible(ctx: &Context<'_>) -> bool {
    ctx.space.parts.iter().filter(|p| matches!(p.kind, Kind::Slice(_))).count() <= 1
}

/// The name of part `k` of something.
pub(super) fn name(of: &str, k: usize) -> Ident {
    format_ident!("{}_{}", of, k, span = Span::mixed_site())
}

fn len(part: &Part) -> Option<TokenStream> {
    match &part.kind {
        Kind::Scalar => Some(code!(1)),
        Kind::Fixed(sizes) => Some(product(sizes)),
        Kind::Slice(_) => None,
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
            Kind::Slice(inner) => {
                let rows = inner.iter().rev().map(|size| &size.tokens);
                code!(let (#name, rest) = rest.split_at(#len); #(let #name = #name.as_chunks::<{ #rows }>().0;)*)
            }
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

/// A selected parameter as the argument of the user's function; its parts are `of_0`, `of_1` and so on, from `next` on.
pub(super) fn argument(shape: &Shape, next: &mut usize) -> TokenStream {
    if let Shape::Tuple { items, refs, .. } = shape {
        let items: Vec<TokenStream> = items.iter().map(|item| argument(item, next)).collect();
        let (whole, refs) = (tuple(&items), std::iter::repeat_n(code!(&), *refs));
        return code!(#(#refs)* #whole);
    }
    let name = name("x", *next);
    *next += 1;
    match shape {
        Shape::Scalar { refs, .. } => {
            let refs = std::iter::repeat_n(code!(&), *refs);
            code!(#(#refs)* #name)
        }
        Shape::Array { borrowed: true, owned_vec: true, .. } => code!(&#name.to_vec()),
        Shape::Array { owned_vec: true, .. } => code!(#name.to_vec()),
        Shape::Array { borrowed: true, dims, .. } if dims[0] != Dim::Dyn => code!(&#name),
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
    ctx.space.assembled(names.map(|name| code!(#name)))
}

/// Statements that put the parts one after the other into a flat derivative.
pub(super) fn pack(ctx: &Context<'_>, of: &str, to: &TokenStream) -> TokenStream {
    let puts = ctx.space.parts.iter().enumerate().map(|(k, part)| {
        let name = name(of, k);
        if let Kind::Scalar = part.kind {
            return code!(#to[at] = #name; at += 1;);
        }
        let all = part.elements(&name);
        code!(for entry in #all { #to[at] = *entry; at += 1; })
    });
    code!(let mut at = 0; #(#puts)* let _ = at;)
}

/// The parameters as a flat point.
pub(super) fn point(ctx: &Context<'_>, heap: bool) -> TokenStream {
    let (krate, apart) = (&ctx.krate, ctx.apart());
    let pushes = ctx.space.parts.iter().map(|part| {
        let (name, leaf) = (&part.name, &ctx.leaves[part.param]);
        match (&part.kind, &leaf.shape) {
            (Kind::Scalar, Shape::Scalar { refs, .. }) => {
                let stars = std::iter::repeat_n(code!(*), *refs + usize::from(leaf.behind));
                code!(point.push(#(#stars)* #name);)
            }
            (Kind::Fixed(sizes) | Kind::Slice(sizes), _) => {
                let rows = sizes.len() - usize::from(matches!(part.kind, Kind::Fixed(_)));
                let all = (0..rows).fold(code!(#name), |inner, _| code!(#inner.as_flattened()));
                code!(point.extend_from_slice(&#all[..]);)
            }
            (Kind::Scalar, _) => code!(point.push(#name);),
        }
    });
    if heap {
        return code!({ #apart let mut point = #krate::__private::Vec::new(); #(#pushes)* point });
    }
    let scalars = ctx.space.parts.iter().map(|part| {
        let (name, leaf) = (&part.name, &ctx.leaves[part.param]);
        let Shape::Scalar { refs, .. } = &leaf.shape else { unreachable!("an array would be on the heap") };
        let stars = std::iter::repeat_n(code!(*), *refs + usize::from(leaf.behind));
        code!(#(#stars)* #name)
    });
    code!({ #apart [#(#scalars),*] })
}
