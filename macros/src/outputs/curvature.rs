//! The curvature of residuals: the Hessian of their sum with given weights, which is a function that calls the user's and is
//! differentiated by the attribute itself.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Lifetime, Type};

use super::context::Context;
use super::method::quiet;
use super::outcome::Outcome;
use super::problem::{Bound, with_lifetime};
use super::space::Kind;
use crate::signature::{Access, Shape};

/// What goes into the implementation of the trait, and the item that it leans on.
pub(super) struct Curvature {
    pub(super) members: TokenStream,
    pub(super) item: TokenStream,
}

/// What a tuple of constants is made of.
pub(super) struct Constants<'c> {
    pub(super) bound: &'c [Bound],
    /// How many of them come before those of the user's function.
    pub(super) first: usize,
    pub(super) marker: Option<&'c TokenStream>,
}

/// For a function that returns one array, or writes one.
pub(super) fn curvature(
    ctx: &Context<'_>,
    outcome: &Outcome,
    point: &TokenStream,
    constants: &Constants<'_>,
    outer: &TokenStream,
) -> Option<Curvature> {
    let weighted = weighted(ctx, outcome)?;
    let (krate, marker) = (&ctx.krate, constants.marker);
    let name = function_name(ctx);
    let own = &constants.bound[constants.first..];
    let statics: Vec<Type> = own.iter().map(|c| with_lifetime(&with_lifetime(&c.ty, None), Some(&fixed()))).collect();
    let tail = marker.map(|marker| code!(#marker,));
    let tuple = code!((#(#statics,)* &'static [f64], #tail));
    let lent = own.iter().map(|c| with_lifetime(&c.ty, None));
    let here = code!((#(#lent,)* &[f64], #tail));
    let given = (0..own.len()).map(|k| {
        let k = syn::Index::from(k + constants.first);
        code!(c.#k)
    });
    let phantom = marker.map(|_| code!(::core::marker::PhantomData,));
    let function = code!(#krate::problem::Function);
    let members = code! {
        const ORDER: u8 = <#name as #function<#tuple>>::ORDER;
        fn curvature(c: &#outer, x: &#point, w: &[f64], curvature: &mut [f64]) {
            let _ = c;
            let mut gradient = #krate::problem::Point::zeros(x);
            let mut hessian = #krate::problem::Point::matrix(x);
            let constants = (#(#given,)* w, #phantom);
            <#name as #function<#here>>::value_gradient_hessian(&constants, x, &mut gradient, &mut hessian);
            curvature.copy_from_slice(<#point as #krate::problem::Point>::flat(&hessian));
        }
    };
    Some(Curvature { members, item: weighted })
}

/// One array or `Vec` of `f64`.
fn is_line(outcome: &Outcome) -> bool {
    let [part] = &outcome.parts[..] else { return false };
    let line = match &part.kind {
        Kind::Fixed(sizes) => sizes.len() == 1,
        Kind::Slice(inner) => inner.is_empty(),
        Kind::Scalar => false,
    };
    line && part.active && matches!(outcome.shape, Shape::Array { .. }) && outcome.float.to_string() == "f64"
}

/// Items have no hygiene: the name is one that the user has not.
fn function_name(ctx: &Context<'_>) -> Ident {
    let own = syn::ext::IdentExt::unraw(&ctx.lowered.signature.item.sig.ident);
    Ident::new(&format!("weighted_{own}_"), Span::mixed_site())
}

fn fixed() -> Lifetime {
    Lifetime::new("'static", Span::mixed_site())
}

/// `fn weighted(x, data, w) -> f64 { let r = f(x, data); .. }`
fn weighted(ctx: &Context<'_>, outcome: &Outcome) -> Option<TokenStream> {
    let sig = &ctx.lowered.signature.item.sig;
    let plain = ctx.rule.is_none() && !ctx.lowered.nested && ctx.twin == sig.ident;
    plain.then_some(())?;
    let (krate, name, w, r) = (&ctx.krate, function_name(ctx), ctx.name("w"), ctx.name("r"));
    // A variable of that name would hide the function.
    let hidden = ctx.params().iter().map(|p| &p.name).chain([&w, &r]).any(|name| *name == sig.ident);
    (!hidden).then_some(())?;
    let (generics, _, bounds) = sig.generics.split_for_impl();
    let params = ctx.params().iter().filter(|p| p.access == Access::Read).map(|p| {
        let (name, ty) = (&p.name, &p.ty);
        if p.selected { code!(#name: #ty) } else { code!(#[constant] #name: #ty) }
    });
    let params = code!(#(#params,)* #[constant] #w: &[f64]);
    let args = ctx.params().iter().map(|p| {
        let name = &p.name;
        if p.access == Access::Read { code!(#name) } else { code!(&mut #r) }
    });
    let (function, ty) = (ctx.function(), outcome.ty(ctx));
    let call = if let [(_, part)] = &ctx.written()[..] {
        let zeros = match &part.kind {
            Kind::Slice(_) => code!(#krate::__private::vec![0.0; #w.len()]),
            Kind::Fixed(sizes) if sizes.len() == 1 => {
                let size = &sizes[0].tokens;
                code!([0.0; #size])
            }
            _ => return None,
        };
        code!(let mut #r = #zeros; #function(#(#args),*);)
    } else {
        is_line(outcome).then_some(())?;
        code!(let #r: #ty = #function(#(#args),*);)
    };
    let quiet = quiet();
    Some(code! {
        #quiet
        #[#krate::differentiable(crate = #krate, objective, hessian, hvp)]
        fn #name #generics (#params) -> f64 #bounds {
            #call
            let mut sum = 0.0;
            for k in 0..#w.len() {
                sum += #w[k] * #r[k];
            }
            sum
        }
    })
}
