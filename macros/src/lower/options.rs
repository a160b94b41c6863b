//! `Option` as a local value: a pair of whether there is a value, and the value.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Expr, ExprMethodCall, ExprRange, ExprTry, RangeLimits};

use super::expr::{first_span, peel};
use super::reader::Reader;
use super::references::Access;
use super::steps::{End, Rhs, Step, Temp};
use super::types::Kind;
use crate::ir::{BinOp, Ty, UnOp};
use crate::origins::hole;

/// As many elements as an array in an `Option` may have.
pub(in crate::lower) const MAX_IN_OPTION: u64 = 32;

/// Methods that are those of an option, if they are called on what a call gives.
pub(super) const OPTIONS_ALONE: [&str; 13] = [
    "unwrap",
    "expect",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "map",
    "map_or",
    "map_or_else",
    "and_then",
    "is_some",
    "is_none",
    "is_some_and",
    "is_none_or",
];

impl Reader<'_> {
    pub(super) fn is_option(&mut self, value: Temp) -> bool {
        self.types.content(self.ty(value)).is_some()
    }

    /// What a call gives is an option if it is used as one.
    pub(super) fn option_of_a_call(&mut self, value: Temp) -> bool {
        // A constant may be a `Result` as well.
        if !self.is_fixed(value) {
            self.make_option(value);
        }
        self.is_option(value)
    }

    fn make_option(&mut self, value: Temp) {
        if !self.is_option(value) && self.is_given(value) {
            let content = self.types.fresh(Kind::Open);
            self.given.push(content);
            let kind = self.types.option(content);
            self.expect(value, kind);
        }
    }

    /// `value?`: where there is none, the function gives `None`.
    pub(super) fn tried(&mut self, tried: &ExprTry) -> Temp {
        let (value, span) = (self.expr(&tried.expr), tried.question_token.span);
        let result = self.vars[self.frame.result.at()].ty;
        if self.types.kind(result) != Kind::Open && self.types.content(result).is_none() {
            self.errors.leave_to_rustc();
            return self.poison(span);
        }
        if !self.option_of_a_call(value) {
            return self.not_yet(span, "`?` on other values than options", "handle the error before the call");
        }
        let absent = self.absent(value, span);
        let (exit, ()) = self.nested(|r| {
            let none = r.none(span);
            r.leave_with(none);
        });
        self.push_if(absent, exit, Vec::new());
        self.content(value, span)
    }

    /// `Some(content)` where it is present; what the content is elsewhere, nobody looks at.
    pub(super) fn option(&mut self, present: Temp, content: Temp, span: Span) -> Temp {
        let kind = self.types.option(self.ty(content));
        let option = self.def_kind(kind, span, Rhs::Tuple(vec![present, content]));
        self.tuples.insert(option, vec![present, content]);
        option
    }

    pub(super) fn some(&mut self, content: Temp, span: Span) -> Temp {
        let present = self.bool(true, span);
        self.option(present, content, span)
    }

    pub(super) fn none(&mut self, span: Span) -> Temp {
        let (present, content) = (self.bool(false, span), self.never(span));
        self.option(present, content, span)
    }

    pub(super) fn present(&mut self, option: Temp, span: Span) -> Temp {
        self.field(option, 0, span)
    }

    pub(super) fn content(&mut self, option: Temp, span: Span) -> Temp {
        let content = self.field(option, 1, span);
        if self.refs(option) > 0 && self.refs(content) == 0 { self.same(content, 1, span) } else { content }
    }

    pub(super) fn absent(&mut self, option: Temp, span: Span) -> Temp {
        let present = self.present(option, span);
        self.not(present, span)
    }

    pub(super) fn not(&mut self, value: Temp, span: Span) -> Temp {
        self.def_kind(Kind::Exact(Ty::Bool), span, Rhs::Un(UnOp::Not, value))
    }

    /// A method that gives an `Option`, or is one of an `Option`; nothing if its name is none of those.
    pub(super) fn optional(&mut self, call: &ExprMethodCall, receiver: Temp) -> Option<Temp> {
        let span = call.method.span();
        match self.types.kind(self.ty(receiver)) {
            Kind::Exact(Ty::Bool) | Kind::Present if call.args.len() == 1 => {
                let content = match call.method.to_string().as_str() {
                    "then_some" => self.expr(&call.args[0]),
                    "then" => {
                        let some = |r: &mut Self| r.applied(&call.args[0], vec![], span);
                        self.choose(receiver, span, some, |r| r.never(span))
                    }
                    _ => return None,
                };
                Some(self.option(receiver, content, span))
            }
            _ if call.args.iter().any(|arg| matches!(peel(arg), Expr::Closure(_)))
                && OPTIONS_ALONE.contains(&call.method.to_string().as_str())
                && self.is_given(receiver) =>
            {
                self.make_option(receiver);
                Some(self.option_method(call, receiver))
            }
            _ if OPTIONS_ALONE.contains(&call.method.to_string().as_str()) && self.option_of_a_call(receiver) => {
                Some(self.option_method(call, receiver))
            }
            _ if self.is_option(receiver) => Some(self.option_method(call, receiver)),
            _ => None,
        }
    }

    fn option_method(&mut self, call: &ExprMethodCall, option: Temp) -> Temp {
        let span = call.method.span();
        let args: Vec<&Expr> = call.args.iter().collect();
        match (call.method.to_string().as_str(), args.as_slice()) {
            ("take", []) => self.replaced(&call.receiver, option, |r| r.none(span)),
            ("replace", [new]) => {
                let new = self.expr(new);
                self.replaced(&call.receiver, option, |r| r.some(new, span))
            }
            ("is_some", []) => self.present(option, span),
            ("is_none", []) => self.absent(option, span),
            ("copied" | "cloned" | "as_ref" | "clone" | "to_owned", []) => option,
            ("unwrap", []) => {
                let message = quote!("called `Option::unwrap()` on a `None` value");
                self.unwrapped(option, &message, Vec::new(), span)
            }
            ("expect", [message]) => {
                let (message, h) = (self.expr(message), hole(1));
                self.unwrapped(option, &quote!("{}", #h), vec![message], span)
            }
            ("unwrap_or", [other]) if is_empty_slice(other) && self.holds_part(option, span) => {
                self.content(option, span)
            }
            ("unwrap_or_default", []) if self.holds_part(option, span) => self.content(option, span),
            ("unwrap_or", [other]) => {
                let other = self.expr(other);
                self.content_or(option, span, |_| other)
            }
            ("unwrap_or_default", []) => self.content_or(option, span, |r| r.default_of(option, span)),
            ("or", [other]) => {
                let other = self.expr(other);
                self.either(option, span, |_| option, |_| other)
            }
            ("zip", [other]) => {
                let other = self.expr(other);
                self.zipped(option, other, span)
            }
            ("flatten", []) => {
                let inner = self.content(option, span);
                self.either(option, span, |_| inner, |r| r.none(span))
            }
            (name, args) => {
                let known = self.option_closure(name, option, args, span);
                known.unwrap_or_else(|| {
                    let help = "take it apart with `match` or `if let`";
                    self.not_yet(span, &format!("the method `{name}` of an option and others like it"), help)
                })
            }
        }
    }

    /// A method that takes a closure, which is run where there is a value, or where there is none.
    fn option_closure(&mut self, name: &str, option: Temp, args: &[&Expr], span: Span) -> Option<Temp> {
        let content = self.content(option, span);
        Some(match (name, args) {
            ("unwrap_or_else", [f]) => self.content_or(option, span, |r| r.applied(f, vec![], span)),
            ("or_else", [f]) => self.either(option, span, |_| option, |r| r.applied(f, vec![], span)),
            ("map", [f]) => {
                let present = self.present(option, span);
                let mapped = self.either(option, span, |r| r.applied(f, vec![content], span), |r| r.never(span));
                self.option(present, mapped, span)
            }
            ("and_then", [f]) => self.either(option, span, |r| r.applied(f, vec![content], span), |r| r.none(span)),
            ("map_or", [other, f]) => {
                let other = self.expr(other);
                self.either(option, span, |r| r.applied(f, vec![content], span), |_| other)
            }
            ("map_or_else", [other, f]) => {
                let some = |r: &mut Self| r.applied(f, vec![content], span);
                self.either(option, span, some, |r| r.applied(other, vec![], span))
            }
            ("is_some_and", [f]) => {
                let present = self.present(option, span);
                self.short(false, present, span, |r| r.applied(f, vec![content], span))
            }
            ("is_none_or", [f]) => {
                let absent = self.absent(option, span);
                self.short(true, absent, span, |r| r.applied(f, vec![content], span))
            }
            ("filter", [f]) => {
                let (present, lent) = (self.present(option, span), self.same(content, 1, span));
                let kept = self.short(false, present, span, |r| r.applied(f, vec![lent], span));
                self.option(kept, content, span)
            }
            _ => return None,
        })
    }

    fn applied(&mut self, f: &Expr, args: Vec<Temp>, span: Span) -> Temp {
        match self.callable(f) {
            Some(callable) => self.apply(&callable, args, span),
            None => self.not_yet(first_span(f), "computed functions as arguments", "write a closure"),
        }
    }

    /// The old value of a variable that is given a new one.
    fn replaced(&mut self, variable: &Expr, old: Temp, new: impl FnOnce(&mut Self) -> Temp) -> Temp {
        let target = self.target(variable);
        let new = new(self);
        self.write_target(&target, new);
        old
    }

    /// Panics where there is no value.
    fn unwrapped(&mut self, option: Temp, message: &TokenStream, mut args: Vec<Temp>, span: Span) -> Temp {
        let h = hole(0);
        args.insert(0, self.present(option, span));
        self.out.push(Step::Effect { template: quote!(::core::assert!(#h, #message)), span, args });
        self.content(option, span)
    }

    fn content_or(&mut self, option: Temp, span: Span, other: impl FnOnce(&mut Self) -> Temp) -> Temp {
        let content = self.content(option, span);
        self.either(option, span, |_| content, other)
    }

    /// One thing where there is a value, and another where there is none.
    fn either(
        &mut self,
        option: Temp,
        span: Span,
        some: impl FnOnce(&mut Self) -> Temp,
        none: impl FnOnce(&mut Self) -> Temp,
    ) -> Temp {
        let present = self.present(option, span);
        self.choose(present, span, some, none)
    }

    fn default_of(&mut self, option: Temp, span: Span) -> Temp {
        let ty = self.types.content(self.ty(option)).expect("it is an option");
        match self.types.kind(ty) {
            Kind::Float => self.def(ty, span, Rhs::Float("0".into())),
            Kind::Exact(scalar) if scalar.is_float() => self.def(ty, span, Rhs::Float("0".into())),
            Kind::Int | Kind::Exact(Ty::Int(_)) => self.def(ty, span, Rhs::Int(0)),
            Kind::Exact(Ty::Bool) => self.bool(false, span),
            _ => self.not_yet(span, "defaults of other types than numbers", "write `unwrap_or(..)`"),
        }
    }

    fn zipped(&mut self, a: Temp, b: Temp, span: Span) -> Temp {
        if !self.option_of_a_call(b) {
            return self.not_yet(
                span,
                "options of an unknown type",
                "give it to a variable: `let x: Option<f64> = ..`",
            );
        }
        let (here, there) = (self.present(a, span), self.present(b, span));
        let both = self.bin(BinOp::And, here, there, span);
        let contents = vec![self.content(a, span), self.content(b, span)];
        let pair = self.tuple(contents, span);
        self.option(both, pair, span)
    }

    /// `xs.split_first()`: beside the element, all others, which are none where there is no first.
    fn split_end(&mut self, name: &str, base: Temp, span: Span) -> Option<Temp> {
        let end = name.strip_prefix("split_").filter(|end| ["first", "last"].contains(end))?;
        let option = self.element_option(end, base, &[], span)?;
        let present = self.present(option, span);
        let (one, zero) = (self.number(1, span), self.number(0, span));
        let taken = self.choose(present, span, |_| one, |_| zero);
        let others = if end == "first" {
            self.cut(base, Some(taken), End::Open, true, span)
        } else {
            let length = self.length(base, span);
            let kept = self.bin(BinOp::Sub, length, taken, span);
            self.cut(base, None, End::At(kept), true, span)
        };
        let content = self.content(option, span);
        let (item, others) = (self.same(content, 1, span), self.same(others, 1, span));
        let both = self.tuple(vec![item, others], span);
        Some(self.option(present, both, span))
    }

    /// `xs.get(a..b)`: a part, which is empty where there is not as much.
    pub(super) fn part_option(&mut self, base: Temp, range: &ExprRange, span: Span) -> Temp {
        let (length, zero) = (self.length(base, span), self.number(0, span));
        let lo = range.start.as_ref().map(|lo| self.size(lo));
        let mut hi = range.end.as_ref().map_or(length, |hi| self.size(hi));
        if let (RangeLimits::Closed(_), Some(_)) = (&range.limits, &range.end) {
            let one = self.number(1, span);
            hi = self.bin(BinOp::Add, hi, one, span);
        }
        let in_order = self.bin(BinOp::Le, lo.unwrap_or(zero), hi, span);
        let within = self.bin(BinOp::Le, hi, length, span);
        let present = self.bin(BinOp::And, in_order, within, span);
        let lo = lo.map(|lo| self.choose(present, span, |_| lo, |_| zero));
        let hi = self.choose(present, span, |_| hi, |_| zero);
        let part = self.cut(base, lo, End::At(hi), true, span);
        let part = self.same(part, 1, span);
        self.option(present, part, span)
    }

    /// What is in it is a part, which is empty where there is none.
    fn holds_part(&mut self, option: Temp, span: Span) -> bool {
        let content = self.content(option, span);
        let Some(Access::Same(part)) = self.temps[content.at()].access else { return false };
        matches!(self.temps[part.at()].access, Some(Access::Part(..)))
    }

    /// `xs.get(i)`, `xs.first()`, `xs.last()`: the element is read where there is one.
    pub(super) fn element_option(&mut self, name: &str, base: Temp, args: &[Temp], span: Span) -> Option<Temp> {
        let Kind::Array(elem, _) = self.types.kind(self.ty(base)) else { return None };
        // Nothing stands for a value of a type that only rustc knows: it says itself whether there is one.
        if let Kind::Other(_) = self.types.kind(elem) {
            return None;
        }
        if let Some(split) = self.split_end(name, base, span) {
            return Some(split);
        }
        let (least, index) = match (name, args) {
            ("get", [index]) => (*index, Some(*index)),
            ("first", []) => (self.index_number(0, span), Some(self.index_number(0, span))),
            ("last", []) => (self.index_number(0, span), None),
            _ => return None,
        };
        self.expect(least, Kind::Exact(Ty::USIZE));
        let length = self.length(base, span);
        let present = self.operation(BinOp::Lt, least, length, span);
        let element = |r: &mut Self| {
            let index = index.unwrap_or_else(|| {
                let one = r.index_number(1, span);
                r.operation(BinOp::Sub, length, one, span)
            });
            r.index(base, index, span)
        };
        let content = self.choose(present, span, element, |r| r.never(span));
        Some(self.option(present, content, span))
    }

    pub(super) fn index_number(&mut self, k: usize, span: Span) -> Temp {
        let k = i128::try_from(k).expect("few elements");
        self.def_kind(Kind::Exact(Ty::USIZE), span, Rhs::Int(k))
    }
}

/// `&[]`
fn is_empty_slice(expr: &Expr) -> bool {
    let Expr::Reference(reference) = peel(expr) else { return false };
    matches!(peel(&reference.expr), Expr::Array(array) if array.elems.is_empty())
}
