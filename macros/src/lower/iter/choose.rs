//! Consumers that choose an item, or make one of all: they give an `Option`.

use proc_macro2::Span;
use quote::quote;
use syn::{Expr, ExprMethodCall};

use super::{Chain, Item};
use crate::ir::{BinOp, Ty};
use crate::lower::closures::Callable;
use crate::lower::expr::peel;
use crate::lower::reader::Reader;
use crate::lower::steps::{Opaque, Rhs, Step, Temp, Var};
use crate::lower::types::Kind;
use crate::origins::hole;

/// Puts two items together.
type Combine<'f, 'r> = &'f mut dyn FnMut(&mut Reader<'r>, Temp, Temp) -> Temp;

/// An item that may be found.
struct Found {
    present: Var,
    item: Var,
}

impl<'r> Reader<'r> {
    fn nothing_found(&mut self, span: Span) -> Found {
        let none = self.bool(false, span);
        let (present, item) = (self.state("found", none), self.hidden_var());
        self.out.push(Step::Declare(item));
        Found { present, item }
    }

    fn find(&mut self, found: &Found, item: Temp, span: Span) {
        self.vars[found.item.at()].refs = self.refs(item);
        self.write_var(found.item, item);
        let yes = self.bool(true, span);
        self.write_var(found.present, yes);
    }

    fn option_of(&mut self, found: &Found, span: Span) -> Temp {
        let (present, item) = (self.read_var(found.present, span), self.read_var(found.item, span));
        self.option(present, item, span)
    }

    /// `find`: the first item that passes.
    pub(super) fn first_where(&mut self, chain: &Chain, f: &Callable, span: Span) -> Temp {
        let found = self.nothing_found(span);
        self.drive(chain, span, &mut |r, item, leave| {
            let holds = r.test_of(f, item, span);
            r.found_where(&found, holds, item, leave, span);
        });
        self.option_of(&found, span)
    }

    /// `find_map`
    pub(super) fn first_some(&mut self, chain: &Chain, f: &Callable, span: Span) -> Temp {
        let found = self.nothing_found(span);
        self.drive(chain, span, &mut |r, item, leave| {
            let option = r.apply(f, vec![item], span);
            if let Some(option) = r.known_option(option, span) {
                let (present, item) = (r.present(option, span), r.content(option, span));
                r.found_where(&found, present, item, leave, span);
            }
        });
        self.option_of(&found, span)
    }

    /// `position`
    pub(super) fn position(&mut self, chain: &Chain, f: &Callable, span: Span) -> Temp {
        let (none, zero) = (self.bool(false, span), self.number(0, span));
        let found = Found { present: self.state("found", none), item: self.state("position", zero) };
        self.drive(chain, span, &mut |r, item, leave| {
            let holds = r.apply(f, vec![item], span);
            let (here, ()) = r.nested(|r| {
                let yes = r.bool(true, span);
                r.write_var(found.present, yes);
                r.exit(leave);
            });
            r.push_if(holds, here, Vec::new());
            r.counted_up(found.item, span);
        });
        self.option_of(&found, span)
    }

    fn found_where(&mut self, found: &Found, holds: Temp, item: Temp, leave: Var, span: Span) {
        let (here, ()) = self.nested(|r| {
            r.find(found, item, span);
            r.exit(leave);
        });
        self.push_if(holds, here, Vec::new());
    }

    /// `next`, or `last`
    pub(super) fn one_item(&mut self, chain: &Chain, first: bool, span: Span) -> Temp {
        let found = self.nothing_found(span);
        self.drive(chain, span, &mut |r, item, leave| {
            r.find(&found, item, span);
            if first {
                r.exit(leave);
            }
        });
        self.option_of(&found, span)
    }

    /// `reduce`: what is known to have a first item begins with it.
    pub(super) fn reduced(&mut self, chain: &Chain, span: Span, combine: Combine<'_, 'r>) -> Temp {
        let Some((first, lo, some, others)) = chain.counted().and_then(|c| self.first_and_others(c, span)) else {
            let found = self.nothing_found(span);
            self.drive(chain, span, &mut |r, item, _| {
                let before = r.read_var(found.present, span);
                let (more, ()) = r.nested(|r| {
                    let so_far = r.read_var(found.item, span);
                    let all = combine(r, so_far, item);
                    r.write_var(found.item, all);
                });
                let (begin, ()) = r.nested(|r| r.find(&found, item, span));
                r.push_if(before, more, begin);
            });
            return self.option_of(&found, span);
        };
        let all = self.choose(some, span, |r| r.all_of(&first, lo, &others, span, combine), |r| r.never(span));
        self.option(some, all, span)
    }

    fn all_of(&mut self, first: &Item, lo: Temp, others: &Chain, span: Span, combine: Combine<'_, 'r>) -> Temp {
        let first = self.item(first, lo, span);
        let so_far = self.state("reduced", first);
        self.vars[so_far.at()].refs = self.refs(first);
        self.drive(others, span, &mut |r, item, _| {
            let before = r.read_var(so_far, span);
            let all = combine(r, before, item);
            r.write_var(so_far, all);
        });
        self.read_var(so_far, span)
    }

    /// `min_by`, `max_by`: what the comparison finds greater, or its rival.
    pub(super) fn extreme(&mut self, chain: &Chain, by: Option<&Expr>, max: bool, call: &ExprMethodCall) -> Temp {
        let span = call.method.span();
        let Some(by) = self.comparison(by, span) else { return self.poison(span) };
        self.reduced(chain, span, &mut |r, so_far, item| {
            let greater = r.is_greater(&by, so_far, item, span);
            // Of items that are equal, `max` keeps the last and `min` the first.
            let (then, otherwise) = if max { (so_far, item) } else { (item, so_far) };
            r.choose(greater, span, |_| then, |_| otherwise)
        })
    }

    fn comparison(&mut self, by: Option<&Expr>, span: Span) -> Option<Comparison> {
        let Some(by) = by else { return Some(Comparison { keys: None, order: Order::Integers }) };
        match peel(by) {
            Expr::Path(path) if path.path.segments.last().is_some_and(|s| s.ident == "total_cmp") => {
                Some(Comparison { keys: None, order: Order::Total })
            }
            Expr::Closure(closure) => {
                let compared = compared(&closure.body);
                let Some((left, right, order)) = compared else { return self.no_comparison(span) };
                let keys = (self.part_of_closure(closure, left), self.part_of_closure(closure, right));
                Some(Comparison { keys: Some(keys), order })
            }
            _ => self.no_comparison(span),
        }
    }

    fn no_comparison(&mut self, span: Span) -> Option<Comparison> {
        let help = "write `|a, b| a.total_cmp(b)`, or compare in a `fold`";
        self.errors.not_yet(span, "comparisons of this kind", help);
        None
    }

    /// The same closure with a part of its body.
    fn part_of_closure(&mut self, closure: &syn::ExprClosure, body: &Expr) -> Callable {
        let part = syn::ExprClosure { body: Box::new(body.clone()), ..closure.clone() };
        self.closure(&part)
    }

    fn is_greater(&mut self, by: &Comparison, a: Temp, b: Temp, span: Span) -> Temp {
        let (a, b) = match &by.keys {
            None => (a, b),
            Some((left, right)) => {
                let (a, b) = (self.same(a, self.refs(a) + 1, span), self.same(b, self.refs(b) + 1, span));
                (self.apply(left, vec![a, b], span), self.apply(right, vec![a, b], span))
            }
        };
        let (x, y) = (hole(0), hole(1));
        let (a, b) = (self.same(a, 0, span), self.same(b, 0, span));
        self.unify_temps(a, b);
        match by.order {
            Order::Total => {
                self.expect(a, Kind::Float);
                // The first may be a variable that begins as `0.0`, on which no method can be called.
                let template = quote!(#y.total_cmp(&#x).is_lt());
                let rhs = Rhs::Opaque { kind: Opaque::Pattern, template, args: vec![a, b] };
                self.def_kind(Kind::Exact(Ty::Bool), span, rhs)
            }
            Order::Partial { panics } => {
                if panics {
                    let message = "called `Option::unwrap()` on a `None` value";
                    let template = quote!(::core::assert!(#x.partial_cmp(&#y).is_some(), #message));
                    self.out.push(Step::Effect { template, span, args: vec![a, b] });
                }
                self.bin(BinOp::Gt, a, b, span)
            }
            Order::Integers => self.bin(BinOp::Gt, a, b, span),
        }
    }
}

/// Which of two items is the greater.
struct Comparison {
    /// What is compared of each, as functions of both; the items themselves where nothing is said.
    keys: Option<(Callable, Callable)>,
    order: Order,
}

#[derive(Clone, Copy)]
pub(in crate::lower) enum Order {
    Total,
    Partial { panics: bool },
    Integers,
}

/// `a.total_cmp(b)`, `a.partial_cmp(b).unwrap()`: what is compared, and how.
pub(in crate::lower) fn compared(body: &Expr) -> Option<(&Expr, &Expr, Order)> {
    let mut body = peel(body);
    if let Expr::Block(block) = body {
        let [syn::Stmt::Expr(only, None)] = block.block.stmts.as_slice() else { return None };
        body = peel(only);
    }
    let Expr::MethodCall(call) = body else { return None };
    let inner = match (call.method.to_string().as_str(), call.args.len()) {
        ("total_cmp", 1) => return Some((&call.receiver, &call.args[0], Order::Total)),
        ("cmp", 1) => return Some((&call.receiver, &call.args[0], Order::Integers)),
        ("unwrap" | "expect", _) => Order::Partial { panics: true },
        ("unwrap_or", 1) if ends_with(&call.args[0], "Equal") => Order::Partial { panics: false },
        _ => return None,
    };
    let Expr::MethodCall(compared) = peel(&call.receiver) else { return None };
    (compared.method == "partial_cmp" && compared.args.len() == 1)
        .then(|| (&*compared.receiver, &compared.args[0], inner))
}

fn ends_with(expr: &Expr, name: &str) -> bool {
    matches!(peel(expr), Expr::Path(path) if path.path.segments.last().is_some_and(|s| s.ident == name))
}
