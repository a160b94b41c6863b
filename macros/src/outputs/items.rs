//! The items in the body of the user's function, which every body of ours that comes from it needs.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, ItemFn, Stmt};

use super::context::Context;
use crate::ir::Op;

impl Context<'_> {
    /// A function that is called with what varies has its derivatives beside it, asked for or not: it is in sight.
    pub(super) fn items(&self) -> TokenStream {
        let stmts = &self.lowered.signature.item.block.stmts;
        let functions: Vec<&ItemFn> = stmts.iter().filter_map(function).collect();
        let called = if functions.is_empty() { Vec::new() } else { self.called(&functions) };
        let krate = &self.krate;
        let items = stmts.iter().map(|stmt| match function(stmt) {
            Some(item) if called.iter().any(|name| item.sig.ident == name) => {
                code!(#[#krate::differentiable(crate = #krate)] #stmt)
            }
            _ => stmt.to_token_stream(),
        });
        code!(#(#[allow(dead_code, unused_imports)] #items)*)
    }

    /// The names of those without a mark that are called, and of those that they name in their turn.
    fn called(&self, functions: &[&ItemFn]) -> Vec<String> {
        let (func, origins) = (self.func(), &self.lowered.origins);
        let mut named = Vec::new();
        func.each_inst(func.body, &mut |_, inst| {
            if let Op::Call(call) = &inst.op {
                named.push(origins.render(call.callee, &[]).to_string());
            }
        });
        let mut found: Vec<&ItemFn> = Vec::new();
        loop {
            let is_new = |item: &&&ItemFn| {
                let name = item.sig.ident.to_string();
                let by_another = found.iter().any(|other| mentions(other.block.to_token_stream(), &name));
                (named.contains(&name) || by_another) && !found.iter().any(|known| known.sig.ident == name)
            };
            let Some(item) = functions.iter().find(is_new) else { break };
            found.push(*item);
        }
        found.into_iter().filter(|item| !is_marked(item)).map(|item| item.sig.ident.to_string()).collect()
    }
}

fn function(stmt: &Stmt) -> Option<&ItemFn> {
    if let Stmt::Item(Item::Fn(item)) = stmt { Some(item) } else { None }
}

fn is_marked(item: &ItemFn) -> bool {
    item.attrs.iter().any(|attr| attr.path().segments.last().is_some_and(|last| last.ident == "differentiable"))
}

fn mentions(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(word) => word == name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
