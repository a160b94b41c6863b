//! `if let Some(v) = a.get_mut(i) { .. }`: a choice, and a reference to the element.

use proc_macro2::Span;
use quote::{quote, quote_spanned};
use syn::{Expr, ExprIf, Pat};

use super::is_place;
use crate::lower::expr::peel;

/// An element that may be there, lent to the first branch.
pub(in crate::lower) struct Lent<'e> {
    pub(in crate::lower) array: &'e Expr,
    index: Index<'e>,
    pattern: &'e Pat,
    branch: &'e ExprIf,
}

#[derive(Clone, Copy)]
enum Index<'e> {
    At(&'e Expr),
    First,
    Last,
}

/// What is asked for in the condition of a branch, if it is that.
pub(in crate::lower) fn element_of(branch: &ExprIf) -> Option<Lent<'_>> {
    let Expr::Let(condition) = &*branch.cond else { return None };
    let (Pat::TupleStruct(some), Expr::MethodCall(call)) = (&*condition.pat, peel(&condition.expr)) else {
        return None;
    };
    let pattern = some.elems.first().filter(|_| some.elems.len() == 1 && some.path.is_ident("Some"))?;
    let index = match (call.method.to_string().as_str(), call.args.first()) {
        ("get_mut", Some(index)) if !matches!(peel(index), Expr::Range(_)) => Index::At(index),
        ("first_mut", None) => Index::First,
        ("last_mut", None) => Index::Last,
        _ => return None,
    };
    is_place(&call.receiver).then_some(Lent { array: &call.receiver, index, pattern, branch })
}

impl Lent<'_> {
    /// What the branch is read as.
    pub(in crate::lower) fn read(&self) -> Option<Expr> {
        let span = self.branch.if_token.span.resolved_at(Span::mixed_site());
        let (array, pattern, then) = (self.array, self.pattern, &self.branch.then_branch.stmts);
        let index = match self.index {
            Index::At(index) => quote!(#index),
            Index::First => quote!(0),
            // Of nothing it is an index that is too large.
            Index::Last => quote_spanned!(span=> #array.len().wrapping_sub(1)),
        };
        let otherwise = self.branch.else_branch.as_ref().map(|(word, other)| quote!(#word #other));
        syn::parse2(quote_spanned! { span => {
            let __at = #index;
            if __at < #array.len() {
                let #pattern = &mut #array[__at];
                #(#then)*
            } #otherwise
        } })
        .ok()
    }
}
