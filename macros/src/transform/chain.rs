//! The chain rule for one operation: how a derivative passes through it.
//!
//! A derivative may be a *gated* zero: one that stands for "nothing came this way" (an operand that `max` did not select, an arm
//! that did not run) and is found out at run time only. It must stay zero even where a partial derivative is infinite,
//! so where an operation has a singular point, a gated derivative absorbs what it meets there (policy P6).

use crate::elementary;
use crate::ir::hash::Set as HashSet;
use crate::ir::{BinOp, Builder, ElemId, Pure, Ty, UnOp, Val};

use super::simplify::terms;

/// The derivatives that may be gated zeros.
#[derive(Default)]
pub(crate) struct Gates {
    gated: HashSet<Val>,
}

impl Gates {
    pub(crate) fn mark(&mut self, v: Val) {
        self.gated.insert(v);
    }

    pub(crate) fn is(&self, v: Val) -> bool {
        self.gated.contains(&v)
    }

    /// The sum of contributions, gated if they all are.
    pub(crate) fn sum(&mut self, b: &mut Builder, terms: &[Val]) -> Option<Val> {
        let all = terms.iter().all(|v| self.is(*v));
        let total = loosely(b, |b| terms::sum(b, terms))?;
        if all {
            self.mark(total);
        }
        Some(total)
    }

    /// The derivative of a number that is cast to another float type, or comes back from it.
    pub(crate) fn cast(&mut self, b: &mut Builder, d: Val, ty: Ty) -> Val {
        if b.ty(d) == ty {
            return d;
        }
        let cast = loosely(b, |b| b.cast(d, ty));
        if self.is(d) {
            self.mark(cast);
        }
        cast
    }

    /// What operand number `k` of an operation gets of the derivative `d`: `d` times the partial derivative.
    /// For a tangent, `d` is that of the operand; for an adjoint, that of the value. `None` is a zero that is always zero.
    pub(crate) fn pull(&mut self, b: &mut Builder, pure: &Pure, k: usize, d: Val, value: Val) -> Option<Val> {
        let gated = self.is(d);
        let pulled = loosely(b, |b| {
            if gated && singular(pure, k) { absorbed(b, pure, k, d, value) } else { partial(b, pure, k, d, value) }
        })?;
        if gated || chooses_zero(b, pulled) {
            self.mark(pulled);
        }
        Some(pulled)
    }
}

/// Builds with all the rules.
pub(crate) fn loosely<R>(b: &mut Builder, build: impl FnOnce(&mut Builder) -> R) -> R {
    let before = std::mem::replace(&mut b.loose, true);
    let result = build(b);
    b.loose = before;
    result
}

fn partial(b: &mut Builder, pure: &Pure, k: usize, d: Val, value: Val) -> Option<Val> {
    match pure {
        Pure::Un(UnOp::Neg, _) => Some(b.neg(d)),
        Pure::Bin(op, x, y) => arithmetic(b, *op, k, d, (*x, *y), value),
        Pure::Elem(id, args) => elementary::pull(b, *id, k, d, args, value),
        Pure::Select(c, _, _) => {
            let zero = b.float(0.0, b.ty(d));
            let (c, d) = (*c, d);
            Some(if k == 1 { b.select(c, d, zero) } else { b.select(c, zero, d) })
        }
        Pure::Cast(_) => unreachable!("the types of a cast are known to the caller alone"),
        Pure::Un(UnOp::Not, _) | Pure::Const(_) | Pure::Test(..) | Pure::Len(..) | Pure::Opaque(..) => None,
    }
}

fn arithmetic(b: &mut Builder, op: BinOp, k: usize, d: Val, (x, y): (Val, Val), value: Val) -> Option<Val> {
    match (op, k) {
        (BinOp::Add, _) | (BinOp::Sub, 0) => Some(d),
        (BinOp::Sub, _) => Some(b.neg(d)),
        (BinOp::Mul, 0) => Some(b.mul(d, y)),
        (BinOp::Mul, _) => Some(b.mul(d, x)),
        (BinOp::Div, 0) => Some(b.div(d, y)),
        // d(1/y) = -(1/y)²: no other division.
        (BinOp::Div, _) if b.known_float(x) == Some(1.0) => {
            let once = b.mul(d, value);
            let twice = b.mul(once, value);
            Some(b.neg(twice))
        }
        (BinOp::Div, _) => {
            let quotient = b.div(d, y);
            let product = b.mul(quotient, value);
            Some(b.neg(product))
        }
        _ => None,
    }
}

fn singular(pure: &Pure, k: usize) -> bool {
    match pure {
        Pure::Bin(BinOp::Div, ..) => true,
        Pure::Elem(id, _) => elementary::singular(*id, k),
        _ => false,
    }
}

/// `d` times the partial derivative, and zero where `d` is: a product of its own, so that it is differentiated as one.
fn absorbed(b: &mut Builder, pure: &Pure, k: usize, d: Val, value: Val) -> Option<Val> {
    let one = b.float(1.0, b.ty(d));
    let slope = partial(b, pure, k, one, value)?;
    Some(absorbing(b, d, slope))
}

/// `d` times a slope, and zero where `d` is, whatever the slope is.
pub(super) fn absorbing(b: &mut Builder, d: Val, slope: Val) -> Val {
    b.elem(elementary::internal("absorbing"), vec![d, slope])
}

/// The value is a choice that may come out zero because nothing was selected.
fn chooses_zero(b: &Builder, v: Val) -> bool {
    match b.definition(v) {
        Some(Pure::Select(_, x, y)) => [*x, *y].iter().any(|v| b.known_float(*v) == Some(0.0) || chooses_zero(b, *v)),
        _ => false,
    }
}

/// What [`Gates::pull`] reads besides `d`: which operands, and whether the value.
pub(crate) struct Reads {
    pub(crate) operands: Vec<Val>,
    pub(crate) value: bool,
}

pub(crate) fn reads(pure: &Pure, k: usize) -> Reads {
    let some = |operands: &[Val], value| Reads { operands: operands.to_vec(), value };
    match pure {
        Pure::Bin(BinOp::Mul, x, y) => some(&[if k == 0 { *y } else { *x }], false),
        Pure::Bin(BinOp::Div, _, y) => some(&[*y], k == 1),
        Pure::Elem(id, args) => elementary_reads(*id, k, args),
        Pure::Select(c, _, _) => some(&[*c], false),
        _ => some(&[], false),
    }
}

fn elementary_reads(id: ElemId, k: usize, args: &[Val]) -> Reads {
    let reads = elementary::reads(id, k);
    let operands = args.iter().zip(reads.args.iter()).filter(|(_, read)| **read).map(|(v, _)| *v).collect();
    Reads { operands, value: reads.value }
}
