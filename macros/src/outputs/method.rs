//! The methods of a twin, as they are written.

use proc_macro2::{Ident, TokenStream};

use super::context::Context;
use crate::naming::Home;
use crate::signature::{Access, SigParam};

/// A parameter that an output adds to those of the user's function.
pub(super) struct Extra {
    pub(super) name: Ident,
    pub(super) ty: TokenStream,
}

impl Extra {
    pub(super) fn again(&self) -> Self {
        Self { name: self.name.clone(), ty: self.ty.clone() }
    }
}

/// A method of the twin.
pub(super) struct Method {
    pub(super) name: &'static str,
    pub(super) alias: Option<&'static str>,
    pub(super) docs: Vec<String>,
    pub(super) extras: Vec<Extra>,
    pub(super) result: TokenStream,
    pub(super) body: TokenStream,
}

impl Context<'_> {
    pub(super) fn method(&self, method: &Method) -> TokenStream {
        let inputs = self.params().iter().map(SigParam::declared);
        self.method_of(&inputs.collect::<Vec<_>>(), method)
    }

    /// A method with other parameters in place of the user's.
    pub(super) fn method_of(&self, inputs: &[TokenStream], method: &Method) -> TokenStream {
        self.method_under(method.name, inputs, method)
    }

    /// A method with a name that is made of one of the user's.
    pub(super) fn method_under(&self, name: &str, inputs: &[TokenStream], method: &Method) -> TokenStream {
        let Method { alias, docs, extras, result, body, .. } = method;
        let sig = &self.lowered.signature.item.sig;
        let vis = &self.lowered.signature.item.vis;
        let name = self.naming.name(name, sig.fn_token.span);
        let (generics, _, bounds) = sig.generics.split_for_impl();
        let added = extras.iter().map(|Extra { name, ty }| code!(#name: #ty));
        let alias = alias.map(|alias| code!(#[doc(alias = #alias)]));
        let changes = self.leaves.iter().any(|leaf| leaf.access != Access::Read);
        let writes = changes || extras.iter().any(|e| e.ty.to_string().starts_with("& mut"));
        let must_use = (!writes).then(|| code!(#[must_use]));
        let many = inputs.len() + extras.len() > 7;
        let many = many.then(|| code!(#[allow(clippy::too_many_arguments)]));
        let kept = self.kept_attributes();
        let result = if result.is_empty() { code!() } else { code!(-> #result) };
        if self.hidden {
            return code! {
                #[doc(hidden)]
                #kept #many
                #[inline]
                fn #name #generics (#(#inputs,)* #(#added),*) #result #bounds { #body }
            };
        }
        code! {
            #(#[doc = #docs])*
            #alias #kept #many
            #[inline]
            #must_use
            #vis fn #name #generics (#(#inputs,)* #(#added),*) #result #bounds { #body }
        }
    }

    /// The attributes of the user's function that its derivatives share.
    pub(super) fn kept_attributes(&self) -> TokenStream {
        let attrs = self.lowered.signature.item.attrs.iter().filter_map(|attr| {
            let path = attr.path();
            if path.is_ident("allow") || path.is_ident("deprecated") {
                return Some(code!(#attr));
            }
            match &attr.meta {
                syn::Meta::List(list) if path.is_ident("expect") => {
                    let lints = &list.tokens;
                    Some(code!(#[allow(#lints)]))
                }
                _ => None,
            }
        });
        let own = matches!(self.lowered.signature.home, Home::Impl).then(|| {
            let (cfgs, quiet) = (self.cfgs(), quiet());
            code!(#cfgs #quiet)
        });
        code!(#(#attrs)* #own)
    }

    /// Where it is there at all; what is deprecated is not so to what is generated for it.
    pub(super) fn cfgs(&self) -> TokenStream {
        let attrs = &self.lowered.signature.item.attrs;
        let cfgs = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
        let deprecated = attrs.iter().any(|attr| attr.path().is_ident("deprecated"));
        let quiet = deprecated.then(|| code!(#[allow(deprecated)]));
        code!(#(#cfgs)* #quiet)
    }
}

/// What generated code may do that written code better does not.
pub(super) fn quiet() -> TokenStream {
    code! {
        #[allow(
            dead_code, unreachable_code, clippy::excessive_precision, clippy::float_cmp, clippy::manual_div_ceil, clippy::manual_range_contains,
            clippy::ptr_arg,
            clippy::out_of_bounds_indexing, clippy::reversed_empty_ranges, clippy::self_named_constructors,
            clippy::used_underscore_binding, clippy::useless_let_if_seq
        )]
    }
}
