//! The chain rule for one operation: how a derivative passes through it.
//!
//! A derivative may be a *gated* zero: one that stands for "nothing came this way" (an operand that `max` did not select, an arm
//! that did not run) and is found out at run time only. It must stay zero even where a partial derivative is infinite,
//! so where an operation has a singular point, a gated derivative absorbs what it meets there (policy P6). Behind a choice it does so wherever
//! an operation reads what may be infinite or NaN: the value was computed, and then not taken, for being just that.

use crate::elementary;
use crate::ir::hash::Map as HashMap;
use crate::ir::{BinOp, Builder, ElemId, Pure, Ty, UnOp, Val};

use super::simplify::terms;

/// The derivatives that may be gated zeros.
#[derive(Default)]
pub(crate) struct Gates {
    gated: HashMap<Val, Gate>,
    /// Whether a value may be infinite or NaN where the arguments are finite, other than by sums and products.
    wild: HashMap<Val, bool>,
}

/// Why a derivative may be zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gate {
    /// It is that of an element, or of an argument, that nobody may have read.
    Unread,
    /// What it is the derivative of may not have been chosen.
    NotTaken,
}

impl Gates {
    pub(crate) fn mark(&mut self, v: Val) {
        self.put(v, Some(Gate::Unread));
    }

    pub(crate) fn put(&mut self, v: Val, gate: Option<Gate>) {
        if let Some(gate) = gate {
            self.gated.insert(v, gate);
        }
    }

    pub(crate) fn is(&self, v: Val) -> bool {
        self.gated.contains_key(&v)
    }

    pub(crate) fn gate(&self, v: Val) -> Option<Gate> {
        self.gated.get(&v).copied()
    }

    /// The sum of contributions, gated if they all are.
    pub(crate) fn sum(&mut self, b: &mut Builder, terms: &[Val]) -> Option<Val> {
        let gate = terms.iter().map(|v| self.gate(*v)).min().flatten();
        let total = loosely(b, |b| terms::sum(b, terms))?;
        self.put(total, gate);
        Some(total)
    }

    /// The derivative of a number that is cast to another float type, or comes back from it.
    pub(crate) fn cast(&mut self, b: &mut Builder, d: Val, ty: Ty) -> Val {
        if b.ty(d) == ty {
            return d;
        }
        let cast = loosely(b, |b| b.cast(d, ty));
        self.put(cast, self.gate(d));
        cast
    }

    /// What operand number `k` of an operation gets of the derivative `d`: `d` times the partial derivative.
    /// For a tangent, `d` is that of the operand; for an adjoint, that of the value. `None` is a zero that is always zero.
    pub(crate) fn pull(&mut self, b: &mut Builder, pure: &Pure, k: usize, d: Val, value: Val) -> Option<Val> {
        let gate = self.gate(d);
        let absorbs = gate.is_some() && singular(pure, k)
            || gate == Some(Gate::NotTaken) && (may_be_infinite(b, pure) || self.reads_wild(b, pure, k, value));
        let pulled =
            loosely(b, |b| if absorbs { absorbed(b, pure, k, d, value) } else { partial(b, pure, k, d, value) })?;
        let chooses = chooses_zero(b, pulled).then_some(Gate::NotTaken);
        self.put(pulled, gate.max(chooses));
        Some(pulled)
    }
}

impl Gates {
    fn reads_wild(&mut self, b: &Builder, pure: &Pure, k: usize, value: Val) -> bool {
        let reads = reads(pure, k);
        reads.operands.into_iter().chain(reads.value.then_some(value)).any(|v| self.is_wild(b, v))
    }

    fn is_wild(&mut self, b: &Builder, v: Val) -> bool {
        let mut open = vec![v];
        while let Some(at) = open.last().copied() {
            let mut wild = b.definition(at).is_some_and(|pure| may_be_infinite(b, pure));
            let mut unknown = Vec::new();
            if let Some(pure) = b.definition(at).filter(|pure| !wild && passes_on(pure)) {
                pure.operands(|v| match self.wild.get(&v) {
                    Some(known) => wild |= known,
                    None => unknown.push(v),
                });
            }
            if wild || unknown.is_empty() {
                self.wild.insert(at, wild);
                open.pop();
            } else {
                open.extend(unknown);
            }
        }
        self.wild[&v]
    }
}

/// It is infinite or NaN at some finite operands, other than by overflow of a sum or a product.
fn may_be_infinite(b: &Builder, pure: &Pure) -> bool {
    match pure {
        Pure::Bin(BinOp::Div, _, y) => b.known_float(*y).is_none_or(|y| y == 0.0),
        Pure::Elem(id, _) => !elementary::row(*id).finite,
        _ => false,
    }
}

/// What is infinite or NaN in its operands may be so in its value.
fn passes_on(pure: &Pure) -> bool {
    matches!(pure, Pure::Un(UnOp::Neg, _) | Pure::Bin(..) | Pure::Elem(..) | Pure::Select(..) | Pure::Cast(_))
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
