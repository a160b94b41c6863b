//! What closures that are handed over have captured: further arguments of the functions that they become.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::lifted::owned;
use super::reader::Reader;
use super::steps::{Temp, Var};
use super::types::{Kind, TyId, Types};
use crate::errors::Errors;
use crate::ir::Dim;
use crate::origins::Origins;

/// A variable that the body of a closure names.
pub(super) struct Captured {
    pub(super) name: Ident,
    ty: TyId,
    refs: usize,
    /// It depends on nothing that varies.
    fixed: bool,
    /// As the user wrote it, of a struct with a derivative.
    written: Option<TokenStream>,
}

impl Reader<'_> {
    /// A variable that is captured, and its value.
    pub(super) fn captured_variable(&mut self, name: Ident, var: Var, span: Span) -> (Captured, Temp) {
        let temp = self.read_var(var, span);
        let whole = self.whole(temp);
        let written = whole.and_then(|_| self.struct_types.get(&var).cloned());
        let (ty, refs) = (self.vars[var.at()].ty, self.vars[var.at()].refs);
        let captured = Captured { name, ty, refs, fixed: self.is_fixed(temp), written };
        (captured, whole.unwrap_or(temp))
    }
}

impl Captured {
    /// It is handed over behind a reference that the closure does not write.
    pub(super) fn is_owned_constant(&self, types: &mut Types) -> bool {
        self.refs == 0 && matches!(types.kind(self.ty), Kind::Other(_))
    }

    /// As a parameter of the function.
    pub(super) fn parameter(&self, types: &mut Types, origins: &Origins, errors: &mut Errors) -> Option<TokenStream> {
        let name = &self.name;
        if let Some(ty) = &self.written {
            return Some(quote!(#[active] #name: #ty));
        }
        let Some(ty) = self.ty(types, origins) else {
            let help = "copy the numbers that it needs into variables before it";
            errors.not_yet(name.span(), &format!("closures that are handed over and name `{name}`"), help);
            return None;
        };
        let is_tuple = matches!(types.kind(self.ty), Kind::Tuple(_));
        let constant =
            self.fixed && !is_tuple || !types.may_be_active(self.ty) || matches!(types.kind(self.ty), Kind::Other(_));
        let constant = constant.then(|| quote!(#[constant]));
        Some(quote!(#constant #name: #ty))
    }

    fn ty(&self, types: &mut Types, origins: &Origins) -> Option<TokenStream> {
        let and = (0..self.refs).map(|_| quote!(&));
        match types.kind(self.ty) {
            Kind::Array(elem, Dim::Dyn) => {
                let elem = if self.fixed { constant(types, elem, origins) } else { number(types, elem) }?;
                Some(quote!(&[#elem]))
            }
            Kind::Int => {
                let int = int();
                Some(quote!(#(#and)* #int))
            }
            Kind::Other(origin) => {
                let written = rendered(origins, origin)?;
                let and = (0..self.refs.max(1)).map(|_| quote!(&));
                Some(quote!(#(#and)* #written))
            }
            Kind::Tuple(_) if holds_rows(types, self.ty) => None,
            _ => {
                let ty = owned(types, self.ty)?;
                Some(quote!(#(#and)* #ty))
            }
        }
    }
}

/// An element of a list that varies: numbers, and arrays of one length.
fn number(types: &mut Types, elem: TyId) -> Option<TokenStream> {
    let is_list = matches!(types.kind(elem), Kind::Tuple(_)) || holds_rows(types, elem);
    match types.kind(elem) {
        _ if is_list => None,
        Kind::Int => Some(int()),
        _ => owned(types, elem),
    }
}

/// The type of an integer of which nothing more is known.
fn int() -> TokenStream {
    Ident::new("i32", Span::mixed_site()).into_token_stream()
}

/// An element of a list that is constant.
fn constant(types: &mut Types, elem: TyId, origins: &Origins) -> Option<TokenStream> {
    match types.kind(elem) {
        Kind::Other(origin) => rendered(origins, origin),
        Kind::Int => Some(int()),
        _ => owned(types, elem),
    }
}

fn rendered(origins: &Origins, origin: crate::ir::Origin) -> Option<TokenStream> {
    let written = origins.render(origin, &[]);
    (written.to_string() != "self").then_some(written)
}

/// There are arrays in it whose lengths only the run knows.
fn holds_rows(types: &mut Types, ty: TyId) -> bool {
    match types.kind(ty) {
        Kind::Array(elem, dim) => dim == Dim::Dyn || holds_rows(types, elem),
        Kind::Tuple(items) => items.into_iter().any(|item| holds_rows(types, item)),
        _ => false,
    }
}

/// The tokens, with what is behind them in place of the names of references.
pub(super) fn behind(tokens: TokenStream, names: &[Ident]) -> TokenStream {
    let mut after_dot = false;
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let one = |(at, tree): (usize, &TokenTree)| {
        let named = matches!(tokens.get(at + 1), Some(TokenTree::Punct(colon)) if colon.as_char() == ':');
        let after = std::mem::replace(&mut after_dot, matches!(tree, TokenTree::Punct(dot) if dot.as_char() == '.'));
        match tree {
            TokenTree::Ident(name) if !after && !named && names.contains(name) => quote!((*#name)),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), behind(group.stream(), names));
                inner.set_span(group.span());
                inner.to_token_stream()
            }
            other => other.to_token_stream(),
        }
    };
    tokens.iter().enumerate().flat_map(one).collect()
}
