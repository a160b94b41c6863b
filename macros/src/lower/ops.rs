//! Operators.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{BinOp as SynBinOp, Expr, ExprBinary};

use super::reader::Reader;
use super::steps::{Flow, If, Short, Step, Temp};
use super::types::Kind;
use crate::ir::{BinOp, Ty};
use crate::naming;

/// What an operator is.
enum Meaning {
    Plain(BinOp),
    ShortAnd,
    ShortOr,
}

/// The operator, and whether it also assigns. Nothing for one that Rust may get later.
fn meaning(op: &SynBinOp) -> Option<(Meaning, bool)> {
    use Meaning::{Plain, ShortAnd, ShortOr};
    Some(match op {
        SynBinOp::Add(_) => (Plain(BinOp::Add), false),
        SynBinOp::Sub(_) => (Plain(BinOp::Sub), false),
        SynBinOp::Mul(_) => (Plain(BinOp::Mul), false),
        SynBinOp::Div(_) => (Plain(BinOp::Div), false),
        SynBinOp::Rem(_) => (Plain(BinOp::Rem), false),
        SynBinOp::And(_) => (ShortAnd, false),
        SynBinOp::Or(_) => (ShortOr, false),
        SynBinOp::BitXor(_) => (Plain(BinOp::Xor), false),
        SynBinOp::BitAnd(_) => (Plain(BinOp::And), false),
        SynBinOp::BitOr(_) => (Plain(BinOp::Or), false),
        SynBinOp::Shl(_) => (Plain(BinOp::Shl), false),
        SynBinOp::Shr(_) => (Plain(BinOp::Shr), false),
        SynBinOp::Eq(_) => (Plain(BinOp::Eq), false),
        SynBinOp::Lt(_) => (Plain(BinOp::Lt), false),
        SynBinOp::Le(_) => (Plain(BinOp::Le), false),
        SynBinOp::Ne(_) => (Plain(BinOp::Ne), false),
        SynBinOp::Ge(_) => (Plain(BinOp::Ge), false),
        SynBinOp::Gt(_) => (Plain(BinOp::Gt), false),
        SynBinOp::AddAssign(_) => (Plain(BinOp::Add), true),
        SynBinOp::SubAssign(_) => (Plain(BinOp::Sub), true),
        SynBinOp::MulAssign(_) => (Plain(BinOp::Mul), true),
        SynBinOp::DivAssign(_) => (Plain(BinOp::Div), true),
        SynBinOp::RemAssign(_) => (Plain(BinOp::Rem), true),
        SynBinOp::BitXorAssign(_) => (Plain(BinOp::Xor), true),
        SynBinOp::BitAndAssign(_) => (Plain(BinOp::And), true),
        SynBinOp::BitOrAssign(_) => (Plain(BinOp::Or), true),
        SynBinOp::ShlAssign(_) => (Plain(BinOp::Shl), true),
        SynBinOp::ShrAssign(_) => (Plain(BinOp::Shr), true),
        _ => return None,
    })
}

/// How an operator that structs may have is written.
fn symbol(op: BinOp) -> Option<&'static str> {
    Some(match op {
        BinOp::Add => "+",
        BinOp::Sub => "-",
        BinOp::Mul => "*",
        BinOp::Div => "/",
        BinOp::Rem => "%",
        _ => return None,
    })
}

pub(super) fn is_assignment(op: &SynBinOp) -> bool {
    meaning(op).is_some_and(|(_, assigns)| assigns)
}

impl Reader<'_> {
    pub(super) fn binary(&mut self, binary: &ExprBinary, left: Temp) -> Temp {
        let span = first_token(&binary.op);
        match meaning(&binary.op) {
            Some((Meaning::Plain(op), _)) => {
                let right = self.expr(&binary.right);
                self.operation(op, left, right, span)
            }
            Some((Meaning::ShortAnd, _)) => self.short(false, left, span, |r| r.expr(&binary.right)),
            Some((Meaning::ShortOr, _)) => self.short(true, left, span, |r| r.expr(&binary.right)),
            None => self.not_yet(span, "operators of this kind", ""),
        }
    }

    /// `x op= y`: the right side comes first, as Rust evaluates it for numbers.
    pub(super) fn compound_assign(&mut self, binary: &ExprBinary) -> Temp {
        let span = first_token(&binary.op);
        let Some((Meaning::Plain(op), true)) = meaning(&binary.op) else {
            return self.not_yet(span, "operators of this kind", "");
        };
        let right = self.expr(&binary.right);
        let target = self.target(&binary.left);
        let old = self.read_target(&target, binary.left.span());
        if let Some(operator) = symbol(op).and_then(|op| naming::operator_of_symbol(&format!("{op}="), false))
            && let Some(new) = self.of_structs(operator, old, Some(right), span)
        {
            self.write_target(&target, new);
            return self.unit(span);
        }
        let new = self.operation(op, old, right, span);
        self.write_target(&target, new);
        self.unit(span)
    }

    pub(super) fn operation(&mut self, op: BinOp, a: Temp, b: Temp, span: Span) -> Temp {
        if let Some(operator) = symbol(op).and_then(|symbol| naming::operator_of_symbol(symbol, false))
            && let Some(value) = self.of_structs(operator, a, Some(b), span)
        {
            return value;
        }
        if !matches!(op, BinOp::Shl | BinOp::Shr) {
            self.unify_temps(a, b);
        }
        self.bin(op, a, b, span)
    }

    /// `left && right` or `left || right`, the right side being evaluated only where it decides.
    pub(super) fn short(&mut self, is_or: bool, left: Temp, span: Span, right: impl FnOnce(&mut Self) -> Temp) -> Temp {
        self.expect(left, Kind::Exact(Ty::Bool));
        let (right, value) = self.nested(right);
        self.expect(value, Kind::Exact(Ty::Bool));
        let flow = Flow::of(&right);
        if flow.falls && flow.exits.is_empty() {
            let out_ty = self.types.exact(Ty::Bool);
            let out = self.temp(out_ty, span);
            self.out.push(Step::Short(Box::new(Short { out, is_or, left, right, value })));
            return out;
        }
        let ty = self.types.exact(Ty::Bool);
        let result = self.new_var(None, ty, true);
        self.out.push(Step::Declare(result));
        let (decided, ()) = self.nested(|r| {
            let known = r.bool(is_or, span);
            r.write_var(result, known);
        });
        let (undecided, ()) = self.nested(|r| {
            r.out = right;
            r.write_var(result, value);
        });
        let (then, otherwise) = if is_or { (decided, undecided) } else { (undecided, decided) };
        self.push_if(left, then, otherwise);
        self.read_var(result, span)
    }

    pub(super) fn push_if(&mut self, cond: Temp, then: Vec<Step>, otherwise: Vec<Step>) {
        let (then_flow, otherwise_flow) = (Flow::of(&then), Flow::of(&otherwise));
        self.out.push(Step::If(Box::new(If { cond, then, otherwise, then_flow, otherwise_flow })));
    }

    /// `a && b` of conditions that cost nothing.
    pub(super) fn both(&mut self, a: Option<Temp>, b: Option<Temp>, span: Span) -> Option<Temp> {
        match (a, b) {
            (Some(a), Some(b)) => Some(self.bin(BinOp::And, a, b, span)),
            (a, b) => a.or(b),
        }
    }

    /// `(lo..hi).contains(&x)`
    pub(super) fn range_method(&mut self, call: &syn::ExprMethodCall) -> Temp {
        let span = call.method.span();
        let (Expr::Range(range), "contains", Some(arg)) =
            (super::expr::peel(&call.receiver), call.method.to_string().as_str(), call.args.first())
        else {
            return self.not_yet(span, "iterators as values", ITERATOR_HELP);
        };
        let bounds = (range.start.as_ref().map(|e| self.expr(e)), range.end.as_ref().map(|e| self.expr(e)));
        let value = self.expr(arg);
        let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
        self.within(value, bounds, inclusive, span).unwrap_or_else(|| self.bool(true, span))
    }

    /// Whether a value is in a range; nothing if it always is.
    pub(super) fn within(
        &mut self,
        value: Temp,
        (lo, hi): (Option<Temp>, Option<Temp>),
        inclusive: bool,
        span: Span,
    ) -> Option<Temp> {
        let above = lo.map(|lo| self.operation(BinOp::Ge, value, lo, span));
        let upper = if inclusive { BinOp::Le } else { BinOp::Lt };
        let below = hi.map(|hi| self.operation(upper, value, hi, span));
        self.both(above, below, span)
    }

    pub(super) fn equal(&mut self, a: Temp, b: Temp, span: Span) -> Temp {
        self.operation(BinOp::Eq, a, b, span)
    }
}

pub(super) const ITERATOR_HELP: &str = "end it where it is made, as with `.sum()`, or loop over it with `for`";

fn first_token(op: &SynBinOp) -> Span {
    super::signature::first_span(op)
}
