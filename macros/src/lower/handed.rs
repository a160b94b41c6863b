//! Mutable references that are handed on by their names: only the signature of the callee says whether it changes what is behind them.

use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprPath, Token, parse_quote_spanned};

use super::expr::{first_span, peel};
use super::reader::{Binding, Reader};
use crate::known;

type Args = Punctuated<Expr, Token![,]>;

impl Reader<'_> {
    /// The arguments as they are meant, where another attribute has seen the function: `&mut *y`, or `&*y`.
    pub(super) fn borrowed_again(&self, path: &ExprPath, args: &Args) -> Option<Args> {
        let named = |arg: &Expr| self.is_named_reference(arg);
        if !args.iter().any(named) {
            return None;
        }
        let is_itself = !self.own.in_a_block && path.path.is_ident(&self.own.function);
        let key = if is_itself { self.own.function.unraw().to_string() } else { self.key_of(path)? };
        let changed = known::changed(&key).filter(|changed| changed.len() == args.len())?;
        Some(
            args.iter()
                .zip(changed)
                .map(|(arg, changed)| if named(arg) { again(arg, changed) } else { arg.clone() })
                .collect(),
        )
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
