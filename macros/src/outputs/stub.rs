//! Methods that are there to say why they are not: calling one is an error that names what to call.

use proc_macro2::{Ident, TokenStream};

use super::SPARSE;
use super::context::Context;
use super::space::Form;
use crate::signature::{Shape, SigParam};

/// A method that cannot be called, and the trait of the runtime whose message says why.
struct Stub {
    name: &'static str,
    reason: &'static str,
}

const fn stub(name: &'static str, reason: &'static str) -> Stub {
    Stub { name, reason }
}

const ONE_NUMBER: [Stub; 3] = [
    stub("gradient", "GradientOfOneNumber"),
    stub("value_and_gradient", "GradientOfOneNumber"),
    stub("hessian", "GradientOfOneNumber"),
];

const SEVERAL_RESULTS: [Stub; 3] = [
    stub("gradient", "GradientOfSeveralResults"),
    stub("value_and_gradient", "GradientOfSeveralResults"),
    stub("hessian", "GradientOfSeveralResults"),
];

/// What there is of other functions.
const OUTPUTS: [&str; 12] = [
    "derivative",
    "value_and_derivative",
    "second_derivative",
    "gradient",
    "value_and_gradient",
    "hessian",
    "value_and_hessian",
    "jacobian",
    "value_and_jacobian",
    "jvp",
    "vjp",
    "hvp",
];

const SECOND_ORDER: [&str; 5] = ["hessian", "value_and_hessian", "hvp", "gradient_and_hvp", SPARSE];

/// For a scalar function of one number, which has a derivative.
pub(super) fn one_number(ctx: &Context<'_>) -> Vec<TokenStream> {
    ONE_NUMBER.iter().map(|stub| method(ctx, stub)).collect()
}

/// For a function with a vector result, which has a Jacobian.
pub(super) fn several_results(ctx: &Context<'_>) -> Vec<TokenStream> {
    SEVERAL_RESULTS.iter().map(|stub| method(ctx, stub)).collect()
}

/// For a function that gives an `Option`: what it has, and what it has not.
pub(super) fn optional(ctx: &Context<'_>, second_order: bool, wants: &dyn Fn(&str) -> bool) -> Vec<TokenStream> {
    let there = super::companion::nested::optional::methods(ctx, second_order, wants);
    let missing = OUTPUTS.iter().filter(|name| there.iter().all(|(there, _)| there != *name));
    let stubs: Vec<TokenStream> = missing.map(|name| method(ctx, &stub(name, "OptionResult"))).collect();
    there.into_iter().map(|(_, method)| method).chain(stubs).collect()
}

/// For a function of functions, which others call.
pub(super) fn of_functions(ctx: &Context<'_>) -> Vec<TokenStream> {
    OUTPUTS.iter().map(|name| method(ctx, &stub(name, "FunctionParameter"))).collect()
}

/// For a function whose second order was not generated, for a reason that is a trait of the runtime.
pub(super) fn second_order(ctx: &Context<'_>, reason: &'static str) -> Vec<TokenStream> {
    let names = if ctx.space.form() == Form::Scalar { &["second_derivative"][..] } else { &SECOND_ORDER };
    names.iter().map(|name| method(ctx, &stub(name, reason))).collect()
}

/// The direction that a product takes.
fn extra(ctx: &Context<'_>, stub: &Stub) -> TokenStream {
    let direction = ctx.space.direction();
    match stub.name {
        name if name.ends_with("hvp") => code!(, _: #direction),
        "jvp" | "vjp" => code!(, _: impl ::core::marker::Sized),
        _ => TokenStream::new(),
    }
}

/// What the method would return, so that one mistake is one error.
fn result(ctx: &Context<'_>, stub: &Stub) -> TokenStream {
    let (float, value, krate) = (ctx.space.float(), ctx.value_float(), &ctx.krate);
    let gradient = ctx.space.gradient(krate);
    let hessian = match ctx.space.literal_len().filter(|_| !ctx.space.has_slices()) {
        Some(n) => {
            let n = proc_macro2::Literal::usize_unsuffixed(n);
            code!([[#float; #n]; #n])
        }
        None => code!(#krate::__private::Vec<#float>),
    };
    match stub.name {
        "value_and_gradient" => code!((#value, #gradient)),
        "gradient_and_hvp" => code!((#gradient, #gradient)),
        "hessian" => hessian,
        "value_and_hessian" => code!((#value, #gradient, #hessian)),
        SPARSE => code!(#krate::SparseHessian<#float>),
        _ => gradient,
    }
}

/// Any function will do: what is wrong is said by the bound.
fn declared(param: &SigParam) -> TokenStream {
    let name = &param.name;
    match param.shape {
        Shape::Function(_) => code!(#name: impl ::core::marker::Sized),
        _ => param.declared(),
    }
}

/// The bound mentions a lifetime, so that it is looked at where the method is called, not where it stands.
fn method(ctx: &Context<'_>, stub: &Stub) -> TokenStream {
    let item = &ctx.lowered.signature.item;
    let params = ctx.lowered.outer.as_deref().unwrap_or(ctx.params());
    let (vis, krate, inputs) = (&item.vis, &ctx.krate, params.iter().map(declared));
    let name = ctx.naming.name(stub.name, item.sig.fn_token.span);
    let kept = ctx.kept_attributes();
    let reason = Ident::new(stub.reason, proc_macro2::Span::mixed_site());
    let mut generics = item.sig.generics.clone();
    generics.params.insert(0, syn::parse_quote!('never));
    let (generics, _, bounds) = generics.split_for_impl();
    let bounds = open_bounds(bounds);
    let names = params.iter().map(|p| &p.name);
    let (extra, result) = (extra(ctx, stub), result(ctx, stub));
    let method = code! {
        #[doc(hidden)]
        #kept
        #[allow(clippy::too_many_arguments)]
        #vis fn #name #generics (#(#inputs),* #extra) -> #result #bounds &'never (): #krate::__private::#reason {
            let _ = (#(&#names,)*);
            unreachable!()
        }
    };
    if stub.name == SPARSE { code!(#krate::__private::with_alloc! { #method }) } else { method }
}

/// `where A: B,`, to which a bound can be added.
pub(super) fn open_bounds(bounds: Option<&syn::WhereClause>) -> TokenStream {
    match bounds {
        None => code!(where),
        Some(bounds) if bounds.predicates.empty_or_trailing() => code!(#bounds),
        Some(bounds) => code!(#bounds,),
    }
}
