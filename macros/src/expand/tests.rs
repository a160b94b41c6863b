//! What the attribute writes beside a function, whatever that is.

use proc_macro2::TokenStream;
use quote::quote;

use super::expand;

/// While an editor is in the middle of a word: the item as it is, and one mistake.
#[test]
fn l31_what_does_not_parse_is_given_back() {
    for source in [
        "fn f(x: f64) -> f64 { x. }",
        "fn f(x: f64) -> f64 { let y = ; x }",
        "fn f(x: f64) -> f64 { g(x, }",
        "fn f(x: f64) -> f64 { x * }",
        "fn f(x: f64) -> f64 { if { } }",
        "fn f(x: ) -> f64 { 1.0 }",
        "fn f(x: f64) ->",
        "fn",
        "",
    ] {
        // Unbalanced brackets never reach a macro.
        let Ok(tokens) = source.parse::<TokenStream>() else { continue };
        let written = expand(quote!(), &tokens).to_string();
        assert!(written.starts_with(&tokens.to_string()), "{source}: {written}");
        assert_eq!(written.matches("compile_error").count(), 1, "{source}: {written}");
        assert!(!written.contains("defect"), "{source}: {written}");
    }
}

/// Everything that a user can name has a line that says what it is; what a user should not name is hidden.
#[test]
fn l33_what_is_public_is_documented() {
    for source in [
        "pub fn f(x: f64) -> f64 { x * x }",
        "pub fn f(x: f64, y: f64) -> f64 { x * y }",
        "pub fn f(x: &[f64], #[constant] k: f64) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += x[i] * k; } s }",
        "pub fn f(x: &[f64]) -> Vec<f64> { x.to_vec() }",
        "pub fn f(x: f64, y: &mut [f64]) { y[0] *= x; }",
        "pub fn f(#[active] p: &P, x: f64) -> f64 { p.k * x }",
        "pub fn f(&self, x: f64) -> f64 { x * x }",
    ] {
        let expanded = expand(quote!(), &source.parse().expect("a function"));
        let file: syn::File = if source.contains("self") {
            syn::parse_quote!(impl M { #expanded })
        } else {
            syn::parse2(expanded).expect("items")
        };
        for item in &file.items {
            documented(item, source);
        }
    }
}

fn documented(item: &syn::Item, source: &str) {
    match item {
        syn::Item::Struct(item) => described(&item.attrs, &item.vis, &item.ident, source),
        syn::Item::Impl(block) => {
            for item in &block.items {
                match item {
                    syn::ImplItem::Fn(method) if method.sig.ident != "f" => {
                        described(&method.attrs, &method.vis, &method.sig.ident, source);
                    }
                    syn::ImplItem::Const(item) => described(&item.attrs, &item.vis, &item.ident, source),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn described(attrs: &[syn::Attribute], vis: &syn::Visibility, name: &syn::Ident, source: &str) {
    if matches!(vis, syn::Visibility::Public(_)) {
        let said = attrs.iter().any(|attr| attr.path().is_ident("doc"));
        assert!(said, "`{name}` of {source} is not documented");
    }
}
