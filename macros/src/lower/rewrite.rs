//! Methods of arrays that are read as what does the same: a binary search is a loop, a sort is a permutation that is looked for among
//! constants, and then a gathering of elements.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, ExprClosure, ExprMethodCall, Pat};

use super::expr::peel;
use super::iter::{Order, compared, is_iterator};

mod chains;
mod elements;

pub(super) use elements::element_of;

/// How a sort compares.
struct Sorting {
    total: bool,
    descending: bool,
}

/// Whether a call is read as something else.
pub(super) fn is_rewritten(call: &ExprMethodCall) -> bool {
    partition(call).is_some() || sorting(call).is_some() || key(call).is_some() || chains::row(call).is_some()
}

/// What a call is read as, with names that nobody else has; nothing where it is what it is.
pub(super) fn rewritten(call: &ExprMethodCall, krate: &TokenStream) -> Option<Expr> {
    let span = call.method.span().resolved_at(Span::mixed_site());
    if let Some(row) = chains::row(call) {
        return syn::parse2(row(call, span)).ok();
    }
    let tokens = match (partition(call), sorting(call), key(call)) {
        (Some(holds), ..) => searched(&call.receiver, holds, span),
        (None, Some(sorting), _) => sorted(&call.receiver, &sorting, krate, span),
        (None, None, Some(key)) => extreme_of_keys(call, key, span),
        (None, None, None) => return None,
    };
    syn::parse2(tokens).ok()
}

/// `a.partition_point(|v| *v < x)`
fn partition(call: &ExprMethodCall) -> Option<&ExprClosure> {
    match (call.method == "partition_point" && call.args.len() == 1, call.args.first().map(peel)) {
        (true, Some(Expr::Closure(closure))) if closure.inputs.len() == 1 => Some(closure),
        _ => None,
    }
}

/// The first element that it does not hold for.
fn searched(array: &Expr, holds: &ExprClosure, span: Span) -> TokenStream {
    quote_spanned! { span => {
        let __array = &#array;
        let __holds = #holds;
        let mut __from = 0;
        let mut __to = __array.len();
        while __from < __to {
            let __middle = __from + (__to - __from) / 2;
            if __holds(&__array[__middle]) {
                __from = __middle + 1;
            } else {
                __to = __middle;
            }
        }
        __from
    } }
}

/// `items.max_by_key(|i| w[*i])`
fn key(call: &ExprMethodCall) -> Option<&ExprClosure> {
    let by_key = call.method == "max_by_key" || call.method == "min_by_key";
    match (by_key && is_iterator(&call.receiver) && call.args.len() == 1, call.args.first().map(peel)) {
        (true, Some(Expr::Closure(closure))) if closure.inputs.len() == 1 => Some(closure),
        _ => None,
    }
}

/// Each item beside its key, which is asked for once.
fn extreme_of_keys(call: &ExprMethodCall, key: &ExprClosure, span: Span) -> TokenStream {
    let items = &call.receiver;
    let extreme = Ident::new(if call.method == "max_by_key" { "max_by" } else { "min_by" }, span);
    quote_spanned! { span => {
        let __key = #key;
        #items.map(|__item| (__key(&__item), __item)).#extreme(|__a, __b| __a.0.cmp(&__b.0)).map(|__found| __found.1)
    } }
}

/// `a.sort_by(f64::total_cmp)`, `a.sort_by(|a, b| b.partial_cmp(a).unwrap())`
fn sorting(call: &ExprMethodCall) -> Option<Sorting> {
    let stable = match call.method.to_string().as_str() {
        "sort_by" => true,
        "sort_unstable_by" => false,
        _ => return None,
    };
    let sorting = match (call.args.len(), call.args.first().map(peel)?) {
        (1, Expr::Path(path)) => {
            let mut names = path.path.segments.iter().rev().map(|segment| &segment.ident);
            let is_total = names.next()? == "total_cmp" && names.next().is_some_and(|ty| ty == "f64" || ty == "f32");
            is_total.then_some(Sorting { total: true, descending: false })?
        }
        (1, Expr::Closure(closure)) => comparison(closure)?,
        _ => return None,
    };
    // Of numbers that are equal and not the same, zeros of two signs, only a stable sort says which comes first.
    (is_place(&call.receiver) && (stable || sorting.total)).then_some(sorting)
}

fn comparison(closure: &ExprClosure) -> Option<Sorting> {
    let inputs: Vec<&Ident> = closure.inputs.iter().filter_map(name).collect();
    let (left, right, order) = compared(&closure.body)?;
    let total = match order {
        Order::Total => true,
        Order::Partial { panics: true } => false,
        Order::Partial { panics: false } | Order::Integers => return None,
    };
    match (inputs.as_slice(), named(left)?, named(right)?) {
        ([a, b], left, right) if left == *a && right == *b => Some(Sorting { total, descending: false }),
        ([a, b], left, right) if left == *b && right == *a => Some(Sorting { total, descending: true }),
        _ => None,
    }
}

/// `a`, `&a`
fn name(pat: &Pat) -> Option<&Ident> {
    match pat {
        Pat::Ident(pat) if pat.subpat.is_none() && pat.by_ref.is_none() => Some(&pat.ident),
        Pat::Reference(reference) => name(&reference.pat),
        Pat::Type(typed) => name(&typed.pat),
        _ => None,
    }
}

/// The same of an expression.
fn named(expr: &Expr) -> Option<&Ident> {
    match peel(expr) {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Reference(reference) => named(&reference.expr),
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => named(&unary.expr),
        _ => None,
    }
}

/// What can be read twice.
fn is_place(expr: &Expr) -> bool {
    match peel(expr) {
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::Index(index) => is_place(&index.expr),
        _ => false,
    }
}

fn sorted(array: &Expr, sorting: &Sorting, krate: &TokenStream, span: Span) -> TokenStream {
    let name = match (sorting.total, sorting.descending) {
        (true, false) => "total_order",
        (true, true) => "total_order_descending",
        (false, false) => "partial_order",
        (false, true) => "partial_order_descending",
    };
    let order = Ident::new(name, span);
    quote_spanned! { span => {
        let __before = #array.to_owned();
        let __order = #krate::__private::#order(&__before);
        for __i in 0..__before.len() {
            #array[__i] = __before[__order[__i]];
        }
    } }
}
