//! An `impl` block that is annotated as a whole: it stays as it is, and the derivatives of its methods are in others beside it.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, FnArg, ImplItem, ImplItemFn, ItemFn, ItemImpl, ReturnType, Visibility};

use super::operators;
use crate::errors::Errors;
use crate::known;
use crate::naming::{Block, Home};
use crate::options::{self, Options};

/// The block, and what its methods give.
pub(super) fn expand(attribute: &TokenStream, input: TokenStream, item: ItemImpl) -> TokenStream {
    let mut errors = Errors::new();
    let whole = options::parse(attribute.clone(), &mut errors);
    let original = without_marks(input);
    if let Some(operator) = operators::method(&item) {
        return operator_of(operator, item, &original, attribute, &whole, errors);
    }
    let own = (*item.self_ty).clone();
    let home = Home::Block(Box::new(Block {
        generics: item.generics,
        ty: *item.self_ty,
        trait_path: item.trait_.map(|(_, path, _)| path),
        cfgs: item.attrs.into_iter().filter(|attr| attr.path().is_ident("cfg")).collect(),
    }));
    let of_self = item.items.iter().any(gives_float_of_self);
    let own = known::fields(&known::last_name(&own)).map(|_| own);
    let methods = chosen(item.items, own.as_ref());
    if methods.is_empty() {
        let message = "there is no method to differentiate in this block";
        let help = if of_self {
            "no method takes floats; where `self` varies, write `#[active] &self`"
        } else {
            "mark methods of floats with `#[differentiable]`"
        };
        errors.refuse(item.impl_token.span, message, help);
    }
    if !errors.is_empty() {
        let errors = errors.into_tokens();
        return quote!(#original #errors);
    }
    for method in &methods {
        super::note_result(&method.sig, &home);
    }
    let derivatives = methods.into_iter().map(|method| derivatives(method, attribute, &whole, &home, None));
    let derivatives: Vec<TokenStream> = derivatives.collect();
    quote!(#original #(#derivatives)*)
}

/// An operator of a struct.
fn operator_of(
    operator: operators::Method,
    item: ItemImpl,
    original: &TokenStream,
    attribute: &TokenStream,
    whole: &Options,
    errors: Errors,
) -> TokenStream {
    if !errors.is_empty() {
        let errors = errors.into_tokens();
        return quote!(#original #errors);
    }
    let operators::Method { owner, read, hidden, public } = operator;
    let cfgs = item.attrs.into_iter().filter(|attr| attr.path().is_ident("cfg")).collect();
    let home = Home::Block(Box::new(Block { generics: item.generics, ty: owner, trait_path: None, cfgs }));
    super::note_result(&read.sig, &home);
    let derivatives = derivatives(read, attribute, whole, &home, Some(public));
    quote!(#original #hidden #derivatives)
}

/// A method that would have a derivative with respect to `self`.
fn gives_float_of_self(item: &ImplItem) -> bool {
    let ImplItem::Fn(method) = item else { return false };
    let gives = matches!(&method.sig.output, ReturnType::Type(_, result) if has_float(result.to_token_stream()));
    gives && method.sig.receiver().is_some()
}

/// Every method that carries a mark; where none does, every method that takes floats and gives some, by themselves or in a struct with a
/// derivative whose block this is.
fn chosen(items: Vec<ImplItem>, own: Option<&syn::Type>) -> Vec<ImplItemFn> {
    let is_marked = |method: &ImplItemFn| method.attrs.iter().any(is_mark);
    let marked = items.iter().any(|item| matches!(item, ImplItem::Fn(method) if is_marked(method)));
    let choice = |item| match item {
        ImplItem::Fn(method) if if marked { is_marked(&method) } else { is_numeric(&method, own) } => Some(method),
        other => {
            // A deep tree is not to be taken down by recursion.
            let _ = std::mem::ManuallyDrop::new(other);
            None
        }
    };
    items.into_iter().filter_map(choice).collect()
}

fn derivatives(
    method: ImplItemFn,
    attribute: &TokenStream,
    whole: &Options,
    home: &Home,
    name: Option<Ident>,
) -> TokenStream {
    let mut errors = Errors::new();
    let (marks, attrs): (Vec<Attribute>, _) = method.attrs.into_iter().partition(is_mark);
    let own =
        marks.iter().find_map(|mark| if let syn::Meta::List(list) = &mark.meta { Some(&list.tokens) } else { None });
    let mut options = options::parse(own.unwrap_or(attribute).clone(), &mut errors);
    options.krate = options.krate.take().or_else(|| whole.krate.clone());
    options.home = home.clone();
    options.name = options.name.take().or(name);
    let is_of_a_trait = matches!(home, Home::Block(block) if block.trait_path.is_some());
    let vis = if is_of_a_trait { Visibility::Public(<syn::Token![pub]>::default()) } else { method.vis };
    let function = ItemFn { attrs, vis, sig: method.sig, block: Box::new(method.block) };
    super::derivatives_or_defect(&std::mem::ManuallyDrop::new(function), &options, errors)
}

pub(super) fn is_mark(attr: &Attribute) -> bool {
    attr.path().segments.last().is_some_and(|last| last.ident == "differentiable")
}

/// It takes and gives floats, as far as its tokens say; or a mark on a parameter says that it is meant.
fn is_numeric(method: &ImplItemFn, own: Option<&syn::Type>) -> bool {
    let inputs = &method.sig.inputs;
    if inputs.iter().any(|input| is_helped(input, "active")) {
        return true;
    }
    let takes = |input: &FnArg| match input {
        FnArg::Typed(typed) => has_float(typed.ty.to_token_stream()) && !is_helped(input, "constant"),
        FnArg::Receiver(_) => false,
    };
    let gives = match &method.sig.output {
        ReturnType::Type(_, result) => has_float(result.to_token_stream()) || is_own(result, own),
        ReturnType::Default if method.sig.receiver().is_some_and(|receiver| receiver.mutability.is_some()) => false,
        ReturnType::Default => inputs.iter().any(|input| matches!(input, FnArg::Typed(typed) if is_written(&typed.ty))),
    };
    gives && inputs.iter().any(takes)
}

fn is_own(ty: &syn::Type, own: Option<&syn::Type>) -> bool {
    let ty = ty.to_token_stream().to_string();
    own.is_some_and(|own| ty == "Self" || ty == own.to_token_stream().to_string())
}

/// It carries this attribute.
fn is_helped(input: &FnArg, name: &str) -> bool {
    let (FnArg::Typed(syn::PatType { attrs, .. }) | FnArg::Receiver(syn::Receiver { attrs, .. })) = input;
    attrs.iter().any(|attr| attr.path().is_ident(name))
}

/// `&mut f64`, `&mut [f64]`, `&mut [f64; N]` or `&mut Vec<f64>`
fn is_written(ty: &syn::Type) -> bool {
    let syn::Type::Reference(reference) = ty else { return false };
    let floats = match &*reference.elem {
        syn::Type::Slice(slice) => has_float(slice.elem.to_token_stream()),
        syn::Type::Array(array) => has_float(array.elem.to_token_stream()),
        syn::Type::Path(path) => path.path.segments.last().is_some_and(|last| match last.ident.to_string().as_str() {
            "f64" | "f32" => last.arguments.is_none(),
            "Vec" => has_float(last.arguments.to_token_stream()),
            _ => false,
        }),
        _ => false,
    };
    reference.mutability.is_some() && floats
}

fn has_float(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(name) => name == "f64" || name == "f32",
        TokenTree::Group(group) => has_float(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The block as it was written, without the marks on its methods and the helper attributes on their parameters.
fn without_marks(input: TokenStream) -> TokenStream {
    let mut trees: Vec<TokenTree> = input.into_iter().collect();
    if let Some(TokenTree::Group(body)) = trees.last_mut()
        && body.delimiter() == Delimiter::Brace
    {
        let mut stripped =
            Group::new(Delimiter::Brace, super::original(without_attributes(body.stream(), is_mark_group)));
        stripped.set_span(body.span());
        *body = stripped;
    }
    trees.into_iter().collect()
}

/// Without the attributes whose brackets answer the question with yes.
pub(super) fn without_attributes(tokens: TokenStream, drop: fn(&TokenTree) -> bool) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        let follows_hash = matches!(out.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#');
        if follows_hash && drop(&tree) {
            out.pop();
        } else {
            out.push(tree);
        }
    }
    out.into_iter().collect()
}

/// `[differentiable]`: given again, it says nothing new.
pub(super) fn is_mark_without_options(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    is_mark_group(tree) && !group.stream().into_iter().any(|tree| matches!(tree, TokenTree::Group(_)))
}

/// `[differentiable(..)]`, by whatever path.
pub(super) fn is_mark_group(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    let mut path = group.stream().into_iter().take_while(|tree| !matches!(tree, TokenTree::Group(_)));
    path.by_ref().last().is_some_and(|last| matches!(last, TokenTree::Ident(name) if name == "differentiable"))
}
