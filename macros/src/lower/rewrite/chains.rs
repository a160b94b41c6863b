//! Ends of chains that are read as loops, or as other ends.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Expr, ExprMethodCall};

use crate::lower::expr::peel;
use crate::lower::iter::is_iterator;

/// What a call is read as.
pub(super) type Reading = fn(&ExprMethodCall, Span) -> TokenStream;

/// Ends of chains, with how many arguments they take.
const ROWS: [(&str, usize, Reading); 5] = [
    ("partition", 1, parted),
    ("try_fold", 2, tried),
    ("rposition", 1, last_position),
    ("rfind", 1, |call, span| backwards(call, &quote!(find), span)),
    ("rfold", 2, |call, span| backwards(call, &quote!(fold), span)),
];

/// How this call is read, if it is another in truth.
pub(super) fn row(call: &ExprMethodCall) -> Option<Reading> {
    let named = |(name, args, _): &&(&str, usize, Reading)| call.method == name && call.args.len() == *args;
    let found = ROWS.iter().find(named).filter(|_| is_iterator(&call.receiver));
    found.map(|(.., reading)| *reading).or_else(|| is_concat(call).then_some(joined as Reading))
}

/// `items.partition(|v| *v > 0.0)`
fn parted(call: &ExprMethodCall, span: Span) -> TokenStream {
    let (items, holds) = (&call.receiver, &call.args[0]);
    quote_spanned! { span => {
        let __holds = #holds;
        let mut __yes = Vec::new();
        let mut __no = Vec::new();
        for __item in #items {
            if __holds(&__item) {
                __yes.push(__item);
            } else {
                __no.push(__item);
            }
        }
        (__yes, __no)
    } }
}

/// `items.try_fold(0.0, |sum, v| Some(sum + v))`: ends with the first `None`.
fn tried(call: &ExprMethodCall, span: Span) -> TokenStream {
    let (items, start, next) = (&call.receiver, &call.args[0], &call.args[1]);
    quote_spanned! { span => {
        let mut __so_far = Some(#start);
        let __next = #next;
        for __item in #items {
            __so_far = __next(__so_far.unwrap(), __item);
            if __so_far.is_none() {
                break;
            }
        }
        __so_far
    } }
}

/// `items.rposition(|v| *v > 0.0)`
fn last_position(call: &ExprMethodCall, span: Span) -> TokenStream {
    let (items, holds) = (&call.receiver, &call.args[0]);
    quote_spanned! { span => {
        let __holds = #holds;
        let mut __found = None;
        for (__k, __item) in #items.enumerate().rev() {
            if __holds(__item) {
                __found = Some(__k);
                break;
            }
        }
        __found
    } }
}

/// The same from the other end.
fn backwards(call: &ExprMethodCall, name: &TokenStream, span: Span) -> TokenStream {
    let (items, args) = (&call.receiver, &call.args);
    quote_spanned!(span=> #items.rev().#name(#args))
}

/// `[&a[..], &b[..]].concat()`
fn is_concat(call: &ExprMethodCall) -> bool {
    call.method == "concat" && call.args.is_empty() && matches!(peel(&call.receiver), Expr::Array(_))
}

fn joined(call: &ExprMethodCall, span: Span) -> TokenStream {
    let Expr::Array(array) = peel(&call.receiver) else { return TokenStream::new() };
    let parts = array.elems.iter();
    quote_spanned! { span => {
        let mut __all = Vec::new();
        #(__all.extend_from_slice(&#parts);)*
        __all
    } }
}
