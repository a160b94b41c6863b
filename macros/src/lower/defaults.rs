//! `Default::default()` where a type is written beside it: the macro looks for the functions of types by the names of these.

use std::borrow::Cow;

use syn::{Expr, Ident, Local, Pat, Path, PathArguments, Type};

use super::expr::peel;

/// What a `let` has to the right, with the type that is to the left.
pub(super) fn of_local<'e>(local: &Local, init: &'e Expr) -> Cow<'e, Expr> {
    match &local.pat {
        Pat::Type(typed) => match &*typed.ty {
            Type::Path(ty) if ty.qself.is_none() => of_type(init, &ty.path),
            _ => Cow::Borrowed(init),
        },
        _ => Cow::Borrowed(init),
    }
}

/// `C::default()` for `Default::default()`, and `Vec::new()`.
pub(super) fn of_type<'e>(expr: &'e Expr, ty: &Path) -> Cow<'e, Expr> {
    if let (Some(last), Some(name)) = (ty.segments.last(), default(expr))
        && last.ident == "Vec"
    {
        let span = name.span();
        return Cow::Owned(syn::parse_quote_spanned!(span=> Vec::new()));
    }
    let plain = ty.segments.iter().all(|segment| matches!(segment.arguments, PathArguments::None));
    match (peel(expr), default(expr)) {
        (Expr::Call(call), Some(name)) if plain => {
            let mut path = ty.clone();
            path.segments.push(name.clone().into());
            let func = Box::new(Expr::Path(syn::ExprPath { attrs: Vec::new(), qself: None, path }));
            Cow::Owned(Expr::Call(syn::ExprCall { func, ..call.clone() }))
        }
        _ => Cow::Borrowed(expr),
    }
}

/// The last name of `Default::default()`.
fn default(expr: &Expr) -> Option<&Ident> {
    let Expr::Call(call) = peel(expr) else { return None };
    let Expr::Path(function) = peel(&call.func) else { return None };
    let mut names = function.path.segments.iter().rev().map(|segment| &segment.ident);
    let (last, of) = (names.next()?, names.next()?);
    (last == "default" && of == "Default" && call.args.is_empty() && function.qself.is_none()).then_some(last)
}
