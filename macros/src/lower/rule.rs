//! Functions whose derivative the user states: `#[differentiable(derivative = d_lookup)]`. Their bodies are not looked at.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{FnArg, ItemFn, Pat};

use crate::errors::Errors;
use crate::ir::Rule;
use crate::naming::Home;
use crate::origins::Origins;
use crate::signature::{Access, Shape, Signature};

/// The function with a call of itself as its body: all that is known of its value.
pub(super) fn body(item: &ItemFn) -> ItemFn {
    let (name, mut item) = (&item.sig.ident, item.clone());
    let args: Vec<TokenStream> = item.sig.inputs.iter_mut().enumerate().map(|(k, input)| argument(k, input)).collect();
    item.block = syn::parse_quote!({ #name(#(#args),*) });
    item
}

/// What the call hands on; what has no name gets one.
fn argument(k: usize, input: &mut FnArg) -> TokenStream {
    match input {
        FnArg::Typed(typed) => {
            if let Pat::Ident(pat) = &*typed.pat {
                return pat.ident.to_token_stream();
            }
            let name = Ident::new(&format!("arg{k}"), Span::mixed_site());
            *typed.pat = syn::parse_quote!(#name);
            name.into_token_stream()
        }
        FnArg::Receiver(receiver) => receiver.self_token.to_token_stream(),
    }
}

/// What a rule cannot be stated for.
pub(super) fn check(path: &syn::Path, signature: &Signature, errors: &mut Errors) {
    let span = path.segments.last().map_or_else(Span::call_site, |s| s.ident.span());
    if !matches!(signature.home, Home::Module) {
        errors.not_yet(span, "stated derivatives of methods", "make it a free function");
    }
    if !matches!(signature.result, Shape::Scalar { .. }) {
        errors.not_yet(span, "stated derivatives of several results", "return one number");
    }
    let written = signature.params.iter().any(|p| p.access != Access::Read);
    if written || signature.params.iter().any(|p| matches!(p.shape, Shape::Tuple { .. })) {
        let help = "take numbers only, or one array, and mark the others as `#[constant]`";
        return errors.not_yet(span, "stated derivatives of tuples, or of what is written", help);
    }
    let active: Vec<&Shape> = signature.params.iter().filter(|p| p.active).map(|p| &p.shape).collect();
    let arrays = active.iter().filter(|shape| matches!(shape, Shape::Array { .. })).count();
    if arrays > 1 || arrays == 1 && active.len() > 1 {
        let help = "take numbers only, or one array, and mark the others as `#[constant]`";
        errors.not_yet(span, "stated derivatives of parameters of several shapes", help);
    }
    if path.is_ident(&signature.item.sig.ident) {
        errors.refuse(span, "a function cannot state its own derivative", "name another function");
    }
}

/// The rule is called by a companion that has its type, so that a mistake in it is one error.
pub(super) fn rule(path: &syn::Path, signature: &Signature, origins: &mut Origins) -> Rule {
    let span = path.segments.last().map_or_else(Span::call_site, |s| s.ident.span());
    let own = Ident::new("Self", Span::mixed_site());
    let name = Ident::new("__rule", Span::mixed_site());
    let wrapped: TokenStream = quote!(#own::#name);
    let callee = origins.add_callee(span, wrapped, Some(path.to_token_stream()));
    Rule { callee, covers: signature.params.iter().map(|p| p.active).collect() }
}
