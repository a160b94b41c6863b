//! `differentiate!(|x: f64| ..)`: a function without a name, and a value whose methods are its derivatives.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Expr, ExprClosure, FnArg, ImplItem, ImplItemFn, Item, ItemImpl, Pat, PatType, ReturnType, Stmt};

use crate::errors::Errors;

/// The expression in place of the macro.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let Some(closure) = closure(input, &mut errors) else { return refused(errors) };
    let Some(params) = params(&closure, &mut errors) else { return refused(errors) };
    let (name, body) = (Ident::new("closure", Span::mixed_site()), &closure.body);
    let result = match &closure.output {
        ReturnType::Type(_, ty) => ty.to_token_stream(),
        ReturnType::Default => outline(body, &float_of(&params)),
    };
    errors.into_tokens();
    let span = closure.or1_token.spans[0];
    let body = if let Expr::Block(block) = &**body { block.block.to_token_stream() } else { quote!({ #body }) };
    let function = quote::quote_spanned!(span=> fn #name(#(#params),*) -> #result #body);
    let twin = super::expand(TokenStream::new(), &function);
    let value = Ident::new("Differentiated", Span::mixed_site());
    let methods = methods(twin.clone(), &name);
    let args = arguments(params.iter().map(|param| &*param.pat));
    let types = params.iter().map(|param| &param.ty);
    let names = &args;
    quote! {{
        #twin
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
        struct #value {}
        #[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity, clippy::unused_self)]
        impl #value {
            #[must_use]
            fn value(&self, #(#names: #types),*) -> #result {
                #name(#(#names),*)
            }
            #(#methods)*
        }
        #value {}
    }}
}

fn refused(errors: Errors) -> TokenStream {
    let errors = errors.into_tokens();
    quote!({ #errors })
}

fn closure(input: TokenStream, errors: &mut Errors) -> Option<ExprClosure> {
    let span = input.clone().into_iter().next().map_or_else(Span::call_site, |tree| tree.span());
    let help = "write a closure: `differentiate!(|x: f64| x.sin())`";
    match syn::parse2(input) {
        Ok(Expr::Closure(closure)) if closure.asyncness.is_none() && closure.lifetimes.is_none() => Some(closure),
        Ok(_) => {
            errors.refuse(span, "only a closure can be differentiated here", help);
            None
        }
        Err(error) => {
            errors.refuse(error.span(), error.to_string(), help);
            None
        }
    }
}

/// The parameters, which all have a type.
fn params(closure: &ExprClosure, errors: &mut Errors) -> Option<Vec<PatType>> {
    let mut params = Vec::new();
    for input in &closure.inputs {
        match input {
            Pat::Type(typed) => params.push(typed.clone()),
            other => {
                let help = "write it: `|x: f64| ..`";
                errors.refuse(other.span(), "the type of this parameter is needed here", help);
            }
        }
    }
    (params.len() == closure.inputs.len()).then_some(params)
}

/// `f32` where the parameters are made of it.
fn float_of(params: &[PatType]) -> TokenStream {
    let names = |name: &str| params.iter().any(|param| mentions(param.ty.to_token_stream(), name));
    if names("f32") && !names("f64") { quote!(f32) } else { quote!(f64) }
}

fn mentions(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(word) => word == name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The type of a body: an array or a tuple of floats where it ends in one.
fn outline(body: &Expr, float: &TokenStream) -> TokenStream {
    match body {
        Expr::Array(array) if !array.elems.is_empty() => {
            let (item, n) = (outline(&array.elems[0], float), array.elems.len());
            quote!([#item; #n])
        }
        Expr::Tuple(tuple) => {
            let items = tuple.elems.iter().map(|item| outline(item, float));
            quote!((#(#items,)*))
        }
        Expr::Block(block) => match block.block.stmts.last() {
            Some(Stmt::Expr(last, None)) => outline(last, float),
            _ => float.clone(),
        },
        Expr::Paren(inner) => outline(&inner.expr, float),
        _ => float.clone(),
    }
}

/// A method for each function on the twin that a user calls.
fn methods(twin: TokenStream, name: &Ident) -> Vec<TokenStream> {
    let Ok(file) = syn::parse2::<syn::File>(twin) else { return Vec::new() };
    let blocks = file.items.into_iter().filter_map(|item| match item {
        Item::Impl(block) if block.trait_.is_none() => Some(block.items),
        _ => None,
    });
    blocks.flat_map(|items| offered(items, name)).collect()
}

/// Functions that stand in a macro of the runtime are offered in the same macro.
fn offered(items: Vec<ImplItem>, name: &Ident) -> Vec<TokenStream> {
    let one = |item| match item {
        ImplItem::Fn(function) if is_offered(&function) => Some(method(&function, name)),
        ImplItem::Macro(item) => {
            let (path, tokens) = (&item.mac.path, &item.mac.tokens);
            let inner: ItemImpl = syn::parse2(quote!(impl #name { #tokens })).ok()?;
            let methods = offered(inner.items, name);
            (!methods.is_empty()).then(|| quote!(#path! { #(#methods)* }))
        }
        _ => None,
    };
    items.into_iter().filter_map(one).collect()
}

/// Neither for callers in generated code, nor what says that there is no such derivative.
fn is_offered(function: &ImplItemFn) -> bool {
    !function.sig.ident.to_string().starts_with("__") && function.sig.generics.where_clause.is_none()
}

fn method(function: &ImplItemFn, name: &Ident) -> TokenStream {
    let (sig, attrs) = (&function.sig, &function.attrs);
    let method = &sig.ident;
    let typed: Vec<&PatType> = sig
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        })
        .collect();
    let args = arguments(typed.iter().map(|typed| &*typed.pat));
    let types = typed.iter().map(|typed| named(typed.ty.to_token_stream(), name));
    let (generics, output) = (&sig.generics, named(sig.output.to_token_stream(), name));
    quote! {
        #(#attrs)*
        fn #method #generics (&self, #(#args: #types),*) #output {
            #name::#method(#(#args),*)
        }
    }
}

/// The names of parameters, and names for those that have none.
fn arguments<'a>(patterns: impl Iterator<Item = &'a Pat>) -> Vec<Ident> {
    let name = |(k, pattern): (usize, &Pat)| match pattern {
        Pat::Ident(named) if named.subpat.is_none() => named.ident.clone(),
        _ => Ident::new(&format!("arg{k}"), Span::mixed_site()),
    };
    patterns.enumerate().map(name).collect()
}

/// `Self` is the twin.
fn named(tokens: TokenStream, name: &Ident) -> TokenStream {
    let tree = |tree| match tree {
        TokenTree::Ident(word) if word == "Self" => TokenTree::Ident(name.clone()),
        TokenTree::Group(group) => {
            TokenTree::Group(proc_macro2::Group::new(group.delimiter(), named(group.stream(), name)))
        }
        other => other,
    };
    tokens.into_iter().map(tree).collect()
}
