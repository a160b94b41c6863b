//! Consumers: what becomes of the items.

use proc_macro2::Span;
use syn::{Expr, ExprMethodCall, GenericArgument};

use super::Chain;
use crate::ir::BinOp;
use crate::lower::closures::Callable;
use crate::lower::expr::first_span;
use crate::lower::reader::Reader;
use crate::lower::steps::{Rhs, Role, Temp, Turns};
use crate::lower::written;

const CONSUMERS: [&str; 9] = ["sum", "product", "fold", "for_each", "any", "all", "count", "collect", "unzip"];

/// Those that are not understood.
const STRANGERS: [&str; 13] = [
    "partition",
    "try_fold",
    "try_for_each",
    "is_sorted",
    "is_sorted_by",
    "cmp",
    "partial_cmp",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
];

/// Those that give an `Option`.
const CHOOSERS: [&str; 14] = [
    "reduce",
    "min",
    "max",
    "min_by",
    "max_by",
    "min_by_key",
    "max_by_key",
    "position",
    "rposition",
    "find",
    "find_map",
    "last",
    "nth",
    "next",
];

impl Reader<'_> {
    /// Whether a method ends a chain.
    pub(in crate::lower) fn is_consumer(&self, call: &ExprMethodCall) -> bool {
        let named = |names: &[&str]| names.iter().any(|name| call.method == name);
        (named(&CONSUMERS) || named(&CHOOSERS) || named(&STRANGERS)) && self.is_iterator(&call.receiver)
    }

    pub(in crate::lower) fn consume(&mut self, call: &ExprMethodCall) -> Temp {
        let span = call.method.span();
        let Some(chain) = self.iterator(&call.receiver) else { return self.poison(span) };
        let name = call.method.to_string();
        let args: Vec<&Expr> = call.args.iter().collect();
        match (name.as_str(), args.as_slice()) {
            ("sum", []) => self.accumulated(&chain, BinOp::Add, "sum", call),
            ("product", []) => self.accumulated(&chain, BinOp::Mul, "product", call),
            ("count", []) => self.counted_items(&chain, span),
            ("collect", []) => self.collected(&chain, call),
            ("unzip", []) => self.unzipped(&chain, span),
            ("fold", [start, f]) => {
                let start = self.expr(start);
                self.with(f, |r, f| r.folded(&chain, start, f, span))
            }
            ("for_each", [f]) => self.with(f, |r, f| r.done_for_each(&chain, f, span)),
            ("any", [f]) => self.with(f, |r, f| r.decided(&chain, f, true, span)),
            ("all", [f]) => self.with(f, |r, f| r.decided(&chain, f, false, span)),
            ("find", [f]) => self.with(f, |r, f| r.first_where(&chain, f, span)),
            ("find_map", [f]) => self.with(f, |r, f| r.first_some(&chain, f, span)),
            ("position", [f]) => self.with(f, |r, f| r.position(&chain, f, span)),
            ("next", []) => self.one_item(&chain, true, span),
            ("last", []) => self.one_item(&chain, false, span),
            ("nth", [n]) => {
                let n = self.number_of_items(n);
                let chain = self.later(chain, n, span);
                self.one_item(&chain, true, span)
            }
            ("reduce", [f]) => {
                self.with(f, |r, f| r.reduced(&chain, span, &mut |r, a, b| r.apply(f, vec![a, b], span)))
            }
            ("max" | "min", []) => self.extreme(&chain, None, name == "max", call),
            ("max_by" | "min_by", [by]) => self.extreme(&chain, Some(by), name == "max_by", call),
            _ => {
                let help = "use `fold` with a value to begin with, or write a loop";
                self.not_yet(span, &format!("iterators that end with `{name}`"), help)
            }
        }
    }

    fn with(&mut self, f: &Expr, then: impl FnOnce(&mut Self, &Callable) -> Temp) -> Temp {
        match self.function(f) {
            Some(f) => then(self, &f),
            None => self.poison(first_span(f)),
        }
    }

    /// `sum` and `product` begin with what changes nothing, which for sums of floats is -0.
    fn accumulated(&mut self, chain: &Chain, op: BinOp, name: &str, call: &ExprMethodCall) -> Temp {
        let span = call.method.span();
        let start = self.def_kind(crate::lower::types::Kind::Open, span, Rhs::Turns(Turns::Neutral(op)));
        let total = self.state(name, start);
        self.has_turbofish(call, self.ty(start));
        self.drive(chain, span, &mut |r, item, _| {
            if r.is_option(item) {
                r.not_yet(span, &format!("options in a `{name}`"), "add up in a loop, with `?` or `match`");
                return r.spoil(start);
            }
            let before = r.read_var(total, span);
            let after = r.operation(op, before, item, span);
            r.write_var(total, after);
        });
        self.read_var(total, span)
    }

    pub(super) fn has_turbofish(&mut self, call: &ExprMethodCall, ty: crate::lower::types::TyId) {
        if let Some(GenericArgument::Type(written)) = call.turbofish.as_ref().and_then(|t| t.args.first()) {
            let ty_written = written::read(written, self.origins, &mut self.dims).kind(&mut self.types);
            if self.types.unify(ty_written, ty).is_err() {
                let help = "write the primitive type, such as `f64`; an alias cannot be seen through";
                self.errors.refuse(written::first_span(written), "this type is not known here", help);
            }
        }
    }

    fn folded(&mut self, chain: &Chain, start: Temp, f: &Callable, span: Span) -> Temp {
        let total = self.state("folded", start);
        self.vars[total.at()].role = Role::Handover;
        self.drive(chain, span, &mut |r, item, _| {
            let before = r.read_var(total, span);
            let after = r.apply(f, vec![before, item], span);
            r.write_var(total, after);
        });
        self.read_var(total, span)
    }

    fn done_for_each(&mut self, chain: &Chain, f: &Callable, span: Span) -> Temp {
        self.drive(chain, span, &mut |r, item, _| {
            let nothing = r.apply(f, vec![item], span);
            r.discard(nothing);
        });
        self.unit(span)
    }

    /// `any` is true as soon as one is, `all` is false as soon as one is not.
    fn decided(&mut self, chain: &Chain, f: &Callable, any: bool, span: Span) -> Temp {
        let undecided = self.bool(!any, span);
        let answer = self.state(if any { "any" } else { "all" }, undecided);
        self.drive(chain, span, &mut |r, item, leave| {
            let mut holds = r.apply(f, vec![item], span);
            if !any {
                holds = r.not(holds, span);
            }
            let (found, ()) = r.nested(|r| {
                let known = r.bool(any, span);
                r.write_var(answer, known);
                r.exit(leave);
            });
            r.push_if(holds, found, Vec::new());
        });
        self.read_var(answer, span)
    }

    fn counted_items(&mut self, chain: &Chain, span: Span) -> Temp {
        let zero = self.number(0, span);
        let number = self.state("count", zero);
        self.drive(chain, span, &mut |r, _, _| _ = r.counted_up(number, span));
        self.read_var(number, span)
    }
}
