//! The pipeline, a line a phase.

mod block;
pub(crate) mod closure;
mod operators;
#[cfg(test)]
mod tests;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Item, ItemFn, ItemImpl};

use crate::errors::Errors;
use crate::ir::check::check;
use crate::ir::{Dim, PlaceKind, ResultItem};
use crate::known;
use crate::lower::{self, Lowered, checkpoint, fence};
use crate::naming::Home;
use crate::options::Options;
use crate::signature::Shape;
use crate::transform::shapes::{own_results, recognize};
use crate::transform::simplify::rules::rules;
use crate::{fallback, options, outputs, warnings};

/// The user's function, and its twin beside it. After a mistake: the function, the mistakes, and stubs.
pub(crate) fn expand(attribute: TokenStream, input: &TokenStream) -> TokenStream {
    let input = &block::without_attributes(input.clone(), block::is_mark_without_options);
    if let Some(block) = impl_block(input) {
        return block::expand(&attribute, input.clone(), block);
    }
    let mut errors = Errors::new();
    let mut options = options::parse(attribute, &mut errors);
    let original = original(block::without_attributes(input.clone(), block::is_mark_group));
    let Some(item) = function(input, &mut errors) else {
        let errors = errors.into_tokens();
        return quote!(#original #errors);
    };
    if let Some(again) = item.attrs.iter().find(|attr| block::is_mark(attr)) {
        errors.refuse(again.path().span(), "`#[differentiable]` is given twice", "write all options into one");
    }
    if item.sig.receiver().is_some() {
        options.home = Home::Impl;
    }
    // A sum of thousands of terms is a tree as deep, which is not to be taken down by recursion.
    let item = std::mem::ManuallyDrop::new(item);
    let derivatives = derivatives_or_defect(&item, &options, errors);
    quote!(#original #derivatives)
}

/// A panic of ours is an error at the function, and takes nothing else down.
fn derivatives_or_defect(item: &ItemFn, options: &Options, errors: Errors) -> TokenStream {
    let derive = std::panic::AssertUnwindSafe(|| derivatives(item, options, errors));
    std::panic::catch_unwind(derive).unwrap_or_else(|_| {
        let mut errors = Errors::new();
        let help = "leave parts out to find which, and report it";
        errors.refuse(item.sig.ident.span(), "something in this function meets a defect of chainrule", help);
        with_stubs(errors, item, options)
    })
}

/// What goes beside a function: its twin; after a mistake, the mistakes and stubs.
fn derivatives(item: &ItemFn, options: &Options, mut errors: Errors) -> TokenStream {
    note_result(&item.sig, &options.home);
    let lowered = lower::lower(item, options, rules, &mut errors);
    if let Some(mut lowered) = lowered.filter(|_| errors.is_empty()) {
        if check(&lowered.func).is_err() || !gives_what_it_says(&lowered) {
            // Types that do not fit: rustc says so under the user's own tokens.
            errors.leave_to_rustc();
            return with_stubs(errors, item, options);
        }
        lowered.func = recognize(own_results(lowered.func));
        let twin = outputs::twin(&lowered, options, &mut errors);
        if errors.is_empty() {
            let lifted = lowered.lifted.iter().map(|closure| lifted(closure, options));
            let warnings = warnings::unused_parameters(item, &lowered, options);
            return quote!(#twin #(#lifted)* #warnings);
        }
    }
    with_stubs(errors, item, options)
}

/// The result is of the type that is written; after it come the arrays that the function changes.
fn gives_what_it_says(lowered: &Lowered) -> bool {
    let func = &lowered.func;
    let mut said = Vec::new();
    let known = parts(&lowered.signature.result, &mut said);
    let mut numbers = func.block(func.body).yields.iter().map(|v| func.ty(*v));
    let mut part = |(said, given): (&&Shape, &ResultItem)| match (said, given) {
        (Shape::Scalar { ty, .. }, ResultItem::Scalar) => {
            numbers.next().is_none_or(|given| given.is_float() == ty.is_float())
        }
        (Shape::Array { dims, .. }, ResultItem::Array(place)) => fits(dims, &func.place(*place).dims),
        _ => false,
    };
    let changed =
        |given: &ResultItem| matches!(given, ResultItem::Array(place) if func.place(*place).kind == PlaceKind::InOut);
    said.len() <= func.results.len()
        && said.iter().zip(&func.results).all(&mut part)
        && (!known || func.results[said.len()..].iter().all(changed))
}

/// The numbers and arrays of a result, up to the first thing that is something else; whether these are all.
fn parts<'s>(result: &'s Shape, found: &mut Vec<&'s Shape>) -> bool {
    match result {
        Shape::Scalar { .. } | Shape::Array { .. } => {
            found.push(result);
            true
        }
        Shape::Tuple { items, .. } => items.iter().all(|item| parts(item, found)),
        Shape::Record(record) if !record.rest => record.fields.iter().all(|(_, field)| parts(field, found)),
        Shape::Record(_) | Shape::Function(_) | Shape::Other => false,
    }
}

/// As many extents, and the same where both are numbers.
fn fits(said: &[Dim], given: &[Dim]) -> bool {
    let differ = |(said, given)| matches!((said, given), (&Dim::Lit(said), &Dim::Lit(given)) if said != given);
    said.len() == given.len() && !said.iter().zip(given).any(differ)
}

/// What later attributes are to know of the function.
fn note_result(sig: &syn::Signature, home: &Home) {
    let name = sig.ident.unraw().to_string();
    match home {
        Home::Module => known::note_result(None, &name, sig),
        Home::Block(block) => known::note_result(Some(&block.ty), &name, sig),
        Home::Impl => {}
    }
}

/// A function that was a closure, and what goes beside it.
fn lifted(closure: &ItemFn, options: &Options) -> TokenStream {
    let original = original(closure.to_token_stream());
    let derivatives = derivatives_or_defect(closure, &options.of_closure(), Errors::new());
    quote!(#original #derivatives)
}

fn with_stubs(errors: Errors, item: &ItemFn, options: &Options) -> TokenStream {
    let stand_in = if errors.are_reported() { stand_in(item, options) } else { None };
    let (errors, stubs) = (errors.into_tokens(), stand_in.unwrap_or_else(|| fallback::stubs(item, options)));
    quote!(#errors #stubs)
}

/// The twin of a function of the same signature, so that what calls the one that was refused has no mistakes of its own. It
/// stands beside a mistake, and so never runs.
fn stand_in(item: &ItemFn, options: &Options) -> Option<TokenStream> {
    let (item, options) = (fallback::stand_in(item)?, &options.of_stand_in());
    let mut errors = Errors::new();
    let lowered = lower::lower(&item, options, rules, &mut errors);
    let understood = errors.is_empty();
    let mut lowered = lowered.filter(|lowered| understood && check(&lowered.func).is_ok())?;
    lowered.func = recognize(own_results(lowered.func));
    let twin = outputs::twin(&lowered, options, &mut errors);
    errors.is_empty().then_some(twin)
}

/// The function as it was written, token by token, without the helper attributes on its parameters.
fn original(input: TokenStream) -> TokenStream {
    let mut after_fn = false;
    let strip = |tree| match tree {
        TokenTree::Ident(ident) => {
            after_fn |= ident == "fn";
            TokenTree::Ident(ident)
        }
        TokenTree::Group(group) if after_fn && group.delimiter() == Delimiter::Parenthesis => {
            after_fn = false;
            let mut stripped = Group::new(group.delimiter(), block::without_attributes(group.stream(), is_helper));
            stripped.set_span(group.span());
            TokenTree::Group(stripped)
        }
        TokenTree::Group(group) if matches!(group.delimiter(), Delimiter::Brace | Delimiter::None) => {
            TokenTree::Group(checkpoint::without(group))
        }
        other => other,
    };
    input.into_iter().map(strip).collect()
}

fn is_helper(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    let first = group.stream().into_iter().next();
    matches!(first, Some(TokenTree::Ident(name)) if lower::HELPERS.iter().any(|helper| name == helper))
}

/// An `impl` block, if it is one.
fn impl_block(input: &TokenStream) -> Option<ItemImpl> {
    let is_impl = input.clone().into_iter().any(|tree| matches!(tree, TokenTree::Ident(word) if word == "impl"));
    (is_impl && fence::depth(input).is_none()).then(|| syn::parse2(input.clone()).ok()).flatten()
}

/// The annotated function, if it is one.
fn function(input: &TokenStream, errors: &mut Errors) -> Option<ItemFn> {
    if let Some(span) = fence::depth(input) {
        fence::report_depth(span, errors);
        return None;
    }
    match syn::parse2::<ItemFn>(input.clone()) {
        Ok(item) => return Some(item),
        Err(error) => not_a_function(input, &error, errors),
    }
    None
}

fn not_a_function(input: &TokenStream, error: &syn::Error, errors: &mut Errors) {
    let message = "`#[differentiable]` can only be applied to a function";
    match syn::parse2::<Item>(input.clone()) {
        Ok(Item::Fn(_) | Item::Verbatim(_)) | Err(_) => match syn::parse2::<syn::TraitItemFn>(input.clone()) {
            Ok(method) => {
                let span = method.semi_token.map_or_else(|| method.sig.span(), |semi| semi.span);
                errors.refuse(span, "cannot differentiate a function without a body", "annotate the implementation");
            }
            Err(_) => errors.syntax(error),
        },
        Ok(Item::Trait(item)) => {
            let help = "annotate the `impl` blocks: one of them may override the value and inherit the derivative";
            errors.refuse(item.trait_token.span, "a trait cannot be differentiated", help);
        }
        Ok(item) => errors.refuse(keyword(&item), message, "move it to the `fn`"),
    }
}

fn keyword(item: &Item) -> Span {
    match item {
        Item::Struct(item) => item.struct_token.span,
        Item::Enum(item) => item.enum_token.span,
        Item::Impl(item) => item.impl_token.span,
        Item::Mod(item) => item.mod_token.span,
        Item::Const(item) => item.const_token.span,
        other => other.span(),
    }
}
