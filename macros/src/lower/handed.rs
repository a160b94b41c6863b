//! Mutable references that are handed on by their names: only the signature of the callee says whether it changes what is behind them.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprPath, Token, parse_quote_spanned};

use super::expr::{first_span, peel};
use super::reader::{Binding, Body, Reader};
use super::settle::Activity;
use super::steps::Temp;
use super::types::Kind;
use crate::errors::Errors;
use crate::known::{self, Param};

type Args = Punctuated<Expr, Token![,]>;

impl Reader<'_> {
    /// The arguments as they are meant, where another attribute has seen the function: `&mut *y`, or `&*y`.
    pub(super) fn borrowed_again(&self, path: &ExprPath, args: &Args) -> Option<Args> {
        let named = |arg: &Expr| self.is_named_reference(arg);
        if !args.iter().any(named) {
            return None;
        }
        let params = self.params_of(path, args.len())?;
        let changed = params.into_iter().map(|param| param == Param::Changed);
        Some(
            args.iter()
                .zip(changed)
                .map(|(arg, changed)| if named(arg) { again(arg, changed) } else { arg.clone() })
                .collect(),
        )
    }

    /// What the function does with its arguments, if another attribute has seen it.
    fn params_of(&self, path: &ExprPath, count: usize) -> Option<Vec<Param>> {
        let is_itself = !self.own.in_a_block && path.path.is_ident(&self.own.function);
        let key = if is_itself { self.own.function.unraw().to_string() } else { self.key_of(path)? };
        known::params(&key).filter(|params| params.len() == count)
    }

    /// Notes what goes to parameters that are marked as constants.
    pub(super) fn note_constant_args(&mut self, path: &ExprPath, args: &[Temp]) {
        let params = self.params_of(path, args.len()).unwrap_or_default();
        for (param, arg) in params.into_iter().zip(args) {
            if param == Param::Constant {
                self.constant_args.push((*arg, path.path.to_token_stream().to_string().replace(' ', "")));
            }
        }
    }

    /// A name for `&mut place`.
    fn is_named_reference(&self, arg: &Expr) -> bool {
        let Expr::Path(path) = peel(arg) else { return false };
        let binding = path.path.get_ident().filter(|_| path.qself.is_none()).and_then(|name| self.lookup(name));
        match binding {
            Some(Binding::Alias(_)) => true,
            Some(Binding::Var(var)) => self.vars[var.at()].exclusive,
            _ => false,
        }
    }
}

fn again(arg: &Expr, changed: bool) -> Expr {
    let span = first_span(arg);
    if changed { parse_quote_spanned!(span=> &mut *#arg) } else { parse_quote_spanned!(span=> &*#arg) }
}

/// Refuses what varies where the callee says that it does not.
pub(super) fn refuse(body: &mut Body, activity: &Activity, errors: &mut Errors) {
    for (arg, callee) in std::mem::take(&mut body.constant_args) {
        let ty = body.temps[arg.at()].ty;
        // Enums are refused by themselves.
        let is_number = !matches!(body.types.kind(ty), Kind::Tuple(_)) || body.types.is_struct(ty);
        let info = &mut body.temps[arg.at()];
        if is_number && activity.temp(arg) && !std::mem::replace(&mut info.poisoned, true) {
            let help = "say that the value is held: `constant!(x)`; or take the mark off the parameter";
            errors.refuse(
                info.span,
                format!("an active value goes to a parameter of `{callee}` that is constant"),
                help,
            );
        }
    }
}
