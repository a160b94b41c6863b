//! Golden expansions: what the macro writes for the functions in `tests/expansions`, compared file by file.
//! `CHAINRULE_BLESS=1 cargo test -p chainrule-macros golden` writes them anew; read the difference as prose.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

use crate::expand::expand;

#[test]
fn golden_expansions_are_as_written() {
    let bless = std::env::var_os("CHAINRULE_BLESS").is_some();
    let mut stale = Vec::new();
    for input in inputs() {
        let expanded = expansion(&fs::read_to_string(&input).expect("an input can be read"));
        let output = input.with_extension("expanded.rs");
        if bless {
            fs::write(&output, &expanded).expect("an expansion can be written");
        } else if fs::read_to_string(&output).ok().as_deref() != Some(&expanded) {
            stale.push(output);
        }
    }
    assert!(stale.is_empty(), "these expansions have changed (CHAINRULE_BLESS=1 writes them anew): {stale:#?}");
}

#[test]
fn l34_the_same_input_gives_the_same_output() {
    for input in inputs() {
        let source = fs::read_to_string(&input).expect("an input can be read");
        assert_eq!(expansion(&source), expansion(&source), "{}", input.display());
    }
}

fn inputs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/expansions");
    let files = fs::read_dir(folder).expect("the folder of expansions is there");
    let mut inputs: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    inputs.retain(|path| path.extension().is_some_and(|e| e == "rs") && !path.to_string_lossy().contains(".expanded."));
    inputs.sort();
    inputs
}

/// The file with every annotated function expanded, formatted.
pub(crate) fn expansion(source: &str) -> String {
    crate::known::forget();
    let file = syn::parse_file(source).expect("an input is Rust");
    let tokens = file.items.into_iter().map(|item| match item {
        syn::Item::Fn(mut item) if annotation(&item.attrs).is_some() => {
            let arguments = arguments(&mut item.attrs);
            expand(arguments, &quote::quote!(#item))
        }
        syn::Item::Impl(mut item) => {
            item.items = item.items.into_iter().flat_map(method).collect();
            quote::quote!(#item)
        }
        item => quote::quote!(#item),
    });
    let tokens = unwrapped(tokens.collect());
    let file =
        syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("an expansion is not Rust: {error}\n{tokens}"));
    prettyplease::unparse(&file)
}

/// An item of an `impl` block, expanded if it is annotated.
fn method(item: syn::ImplItem) -> Vec<syn::ImplItem> {
    match item {
        syn::ImplItem::Fn(mut method) if annotation(&method.attrs).is_some() => {
            let arguments = arguments(&mut method.attrs);
            let items = unwrapped(expand(arguments, &quote::quote!(#method)));
            let block: syn::ItemImpl = syn::parse_quote!(impl T { #items });
            block.items
        }
        item => vec![item],
    }
}

fn annotation(attrs: &[syn::Attribute]) -> Option<usize> {
    attrs.iter().position(|attr| attr.path().is_ident("differentiable"))
}

/// Takes the attribute away, and gives its arguments.
fn arguments(attrs: &mut Vec<syn::Attribute>) -> TokenStream {
    match attrs.remove(annotation(attrs).expect("it is annotated")).meta {
        syn::Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    }
}

/// Without the macros around items that need a feature, which a formatter does not look into.
fn unwrapped(tokens: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out: Vec<TokenTree> = Vec::new();
    let mut at = 0;
    while at < trees.len() {
        match &trees[at] {
            TokenTree::Ident(name) if name == "with_alloc" || name == "with_std" => {
                // `::chainrule::__private::` stands before the name, `! { .. }` after it.
                out.truncate(out.len() - 8);
                if let Some(TokenTree::Group(group)) = trees.get(at + 2) {
                    out.extend(unwrapped(group.stream()));
                }
                at += 3;
            }
            TokenTree::Ident(name) if name == "without_alloc" => {
                out.truncate(out.len() - 8);
                at += 3;
            }
            TokenTree::Group(group) => {
                let inner = proc_macro2::Group::new(group.delimiter(), unwrapped(group.stream()));
                out.push(TokenTree::Group(inner));
                at += 1;
            }
            tree => {
                out.push(tree.clone());
                at += 1;
            }
        }
    }
    out.into_iter().collect()
}
