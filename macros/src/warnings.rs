//! What is no mistake and is probably not meant. A macro on stable Rust has no warnings of its own: the use of something deprecated,
//! under the user's token, is one.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{FnArg, ItemFn, Pat};

use crate::ir::{Func, Param, ResultItem};
use crate::lower::Lowered;
use crate::naming::Home;
use crate::options::{Options, UNUSED_PARAMETER};
use crate::signature::{Access, SigParam};
use crate::transform::activity;

/// A warning for each parameter that varies, is used, and has the derivative zero wherever the function is evaluated.
pub(crate) fn unused_parameters(item: &ItemFn, lowered: &Lowered, options: &Options) -> TokenStream {
    let silent = options.is_closure || options.rule.is_some() || options.allows(UNUSED_PARAMETER);
    if silent || is_of_a_trait(&options.home) {
        return TokenStream::new();
    }
    let params = lowered.outer.as_ref().unwrap_or(&lowered.signature.params);
    let reaching = reaching(lowered, params);
    let is_unused = |at: usize| params[at].selected && params[at].access == Access::Read && reaching[at] == Some(false);
    let unused: Vec<&Ident> = (0..params.len()).filter(|at| is_unused(*at)).filter_map(|at| meant(item, at)).collect();
    let others = (0..params.len()).any(|at| params[at].active && !is_unused(at));
    let warnings = unused.into_iter().enumerate().map(|(k, name)| warning(item, &options.home, k, name, others));
    warnings.collect()
}

/// The signature is not the user's to choose.
fn is_of_a_trait(home: &Home) -> bool {
    matches!(home, Home::Block(block) if block.trait_path.is_some())
}

/// Of each parameter, whether a result varies with it; of one that has no part in the language, nothing.
fn reaching(lowered: &Lowered, params: &[SigParam]) -> Vec<Option<bool>> {
    let leaves = lowered.signature.leaves();
    // With structs, the signature has their fields in the place of each.
    let owner = |leaf: usize| {
        let ends = params.iter().scan(0, |end, param| {
            *end += param.fields.as_ref().map_or(1, |fields| fields.leaves().len());
            Some(*end)
        });
        ends.take_while(|end| *end <= leaf).count()
    };
    let mut reaching = vec![None; params.len()];
    for (leaf, param) in leaves.iter().zip(&lowered.func.params) {
        if leaf.active {
            let known: &mut Option<bool> = &mut reaching[owner(leaf.param)];
            *known = Some(known.unwrap_or(false) || reaches(&lowered.func, param));
        }
    }
    reaching
}

/// Whether a result varies with the parameter.
fn reaches(func: &Func, param: &Param) -> bool {
    let varied = match param {
        Param::Scalar(v) => activity::dependent(func, &[*v], &[]),
        Param::Elements(vals) => activity::dependent(func, vals, &[]),
        Param::Array(place) => activity::dependent(func, &[], &[*place]),
    };
    let numbers = func.block(func.body).yields.iter().any(|v| varied.val(*v));
    numbers || func.results.iter().any(|item| matches!(item, ResultItem::Array(place) if varied.place(*place)))
}

/// The name of a parameter, if the body uses it, and does not say that it is held: of what it does not use, rustc warns.
fn meant(item: &ItemFn, at: usize) -> Option<&Ident> {
    let FnArg::Typed(typed) = item.sig.inputs.iter().nth(at)? else { return None };
    let Pat::Ident(pattern) = &*typed.pat else { return None };
    let name = &pattern.ident;
    let body = || item.block.to_token_stream();
    let written = !name.to_string().starts_with('_') && stands_in(body(), name) && !is_held_in(body(), name);
    written.then_some(name)
}

fn stands_in(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(word) => word == *name,
        TokenTree::Group(group) => stands_in(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether the name stands in a `constant!(..)`.
fn is_held_in(tokens: TokenStream, name: &Ident) -> bool {
    let mut after = [false; 2];
    tokens.into_iter().any(|tree| {
        let before = std::mem::take(&mut after);
        match tree {
            TokenTree::Ident(word) => after[0] = word == "constant",
            TokenTree::Punct(punct) => after[1] = before[0] && punct.as_char() == '!',
            TokenTree::Group(group) if before[1] => return stands_in(group.stream(), name),
            TokenTree::Group(group) => return is_held_in(group.stream(), name),
            TokenTree::Literal(_) => {}
        }
        false
    })
}

fn warning(item: &ItemFn, home: &Home, number: usize, name: &Ident, others: bool) -> TokenStream {
    let text = name.unraw();
    let way_out = if others { "mark it `#[constant]`, or allow it: " } else { "if this is meant, allow it: " };
    let note = format!(
        "the derivative with respect to `{text}` is zero everywhere: no result is computed from its value\n\n  = help: \
         {way_out}`#[differentiable(allow({UNUSED_PARAMETER}))]`"
    );
    let mark = Ident::new(UNUSED_PARAMETER, name.span());
    let attrs = item.attrs.iter().filter(|attr| attr.path().is_ident("cfg") || attr.path().is_ident("allow"));
    let holder = match home {
        Home::Module | Home::Block(_) => quote!(_),
        Home::Impl => {
            format_ident!("__{}_WARNING_{number}", item.sig.ident.unraw().to_string().to_uppercase()).to_token_stream()
        }
    };
    let ours = Span::mixed_site();
    quote_spanned! {ours=>
        #(#attrs)*
        const #holder: () = {
            #[deprecated(note = #note)]
            const fn #mark() {}
            #mark();
        };
    }
}
