//! Items inside of a function.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, Stmt, UseTree};

use super::expr::first_span;
use super::reader::{Binding, Reader};
use super::written;

impl Reader<'_> {
    /// Constants, functions and imports are copied to the top of what is generated. Those of an inner block can only go there if
    /// nothing outside of the block has their names.
    pub(super) fn items(&mut self, stmts: &[Stmt], whole_function: bool) {
        for stmt in stmts {
            let Stmt::Item(item) = stmt else { continue };
            match item {
                Item::Const(_) | Item::Fn(_) | Item::Use(_) if whole_function => {}
                Item::Const(_) | Item::Fn(_) | Item::Use(_) => self.hoist(item, stmts),
                // Refused where it is called.
                Item::Macro(item) if item.ident.is_some() => {}
                Item::Static(item) => {
                    let help = "pass it as a parameter, or make it a `const`";
                    self.errors.refuse(item.static_token.span, "global state cannot be differentiated through", help);
                }
                other => {
                    let help = "move the item out of the function";
                    self.errors.not_yet(first_span(other), "items in this place", help);
                }
            }
            if let Item::Const(item) = item {
                let ty = written::read(&item.ty, self.origins, &mut self.dims).kind(&mut self.types);
                self.bind_name(&item.ident, Binding::Constant(ty));
            }
        }
    }

    fn hoist(&mut self, item: &Item, block: &[Stmt]) {
        let inside: TokenStream = block.iter().map(ToTokens::to_token_stream).collect();
        let all_inside = |name: &String| count(&self.source, name) == count(&inside, name);
        if names(item).is_some_and(|names| names.iter().all(all_inside)) {
            let tokens = item.to_token_stream().to_string();
            if !self.hoisted.iter().any(|other| other.to_token_stream().to_string() == tokens) {
                self.hoisted.push(item.clone());
            }
            return;
        }
        let help = "move the item to the top of the function, or rename it";
        self.errors.not_yet(first_span(item), "items of an inner block whose names mean something else outside", help);
    }
}

/// The names that an item brings; nothing if only rustc knows.
fn names(item: &Item) -> Option<Vec<String>> {
    let mut found = Vec::new();
    match item {
        Item::Const(item) => found.push(item.ident.to_string()),
        Item::Fn(item) => found.push(item.sig.ident.to_string()),
        Item::Use(item) => imported(&item.tree, &mut found)?,
        _ => return None,
    }
    Some(found)
}

fn imported(tree: &UseTree, found: &mut Vec<String>) -> Option<()> {
    match tree {
        UseTree::Path(path) => imported(&path.tree, found),
        UseTree::Name(name) => {
            found.push(name.ident.to_string());
            Some(())
        }
        UseTree::Rename(rename) => {
            found.push(rename.rename.to_string());
            Some(())
        }
        UseTree::Group(group) => group.items.iter().try_for_each(|tree| imported(tree, found)),
        UseTree::Glob(_) => None,
    }
}

/// How often a name stands in these tokens.
fn count(tokens: &TokenStream, name: &str) -> usize {
    let trees = tokens.clone().into_iter().map(|tree| match tree {
        TokenTree::Ident(ident) => usize::from(ident == name),
        TokenTree::Group(group) => count(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => 0,
    });
    trees.sum()
}
