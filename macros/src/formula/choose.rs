//! Choices: which side of a condition a path is on, and guards that only floats need.

use super::cases::{Order, Question};
use super::expr::{Expr, neg, plain};
use super::read::{Reader, Reading, Stop};
use crate::ir::{BinOp, Const, Inst, Op, Pure, Test, Ty, UnOp, Val};

impl<'a> Reader<'a> {
    pub(super) fn select(&mut self, c: Val, x: Val, y: Val) -> Reading<Expr> {
        if let Some(e) = self.unguarded(c, x, y)? {
            return Ok(e);
        }
        if self.decide(c)? { self.value(x) } else { self.value(y) }
    }

    /// `if e == 0 { 0 } else { p }` where `p` is a multiple of `e`: the guard is for the sake of floats.
    fn unguarded(&mut self, c: Val, x: Val, y: Val) -> Reading<Option<Expr>> {
        if !self.is_zero(x) {
            return Ok(None);
        }
        for e in self.zeros_asked(c) {
            let (e, p) = (self.value(e)?, self.value(y)?);
            if e.as_number().is_none() && p.vanishes_with(&e) {
                return Ok(Some(p.with_sign_of(&e)));
            }
        }
        Ok(None)
    }

    /// What a condition asks to be zero, whatever else it asks.
    fn zeros_asked(&self, c: Val) -> Vec<Val> {
        match self.definition_of(c) {
            Some(Pure::Bin(BinOp::And, a, b)) => [self.zeros_asked(*a), self.zeros_asked(*b)].concat(),
            Some(Pure::Bin(BinOp::Eq, e, zero)) if self.is_zero(*zero) => vec![*e],
            _ => Vec::new(),
        }
    }

    fn is_zero(&self, v: Val) -> bool {
        matches!(self.definition_of(v), Some(Pure::Const(Const::Float(bits))) if f64::from_bits(*bits) == 0.0)
    }

    fn definition_of(&self, v: Val) -> Option<&'a Pure> {
        match self.source.definitions.get(&v) {
            Some((Inst { op: Op::Pure(pure), .. }, _)) => Some(pure),
            _ => None,
        }
    }

    pub(super) fn decide(&mut self, c: Val) -> Reading<bool> {
        match self.source.definitions.get(&c) {
            Some((Inst { op: Op::Pure(pure), .. }, _)) => self.decide_pure(c, pure),
            Some((Inst { op: Op::If { cond, then, otherwise }, .. }, k)) => {
                let arm = if self.decide(*cond)? { then } else { otherwise };
                self.decide(self.source.func.block(*arm).yields[*k])
            }
            _ => {
                let flag = Question::Flag(self.value(c)?);
                self.ask(flag)
            }
        }
    }

    fn decide_pure(&mut self, c: Val, pure: &Pure) -> Reading<bool> {
        match pure {
            Pure::Const(Const::Bool(b)) => Ok(*b),
            Pure::Un(UnOp::Not, x) => Ok(!self.decide(*x)?),
            Pure::Bin(BinOp::And, x, y) => Ok(self.decide(*x)? && self.decide(*y)?),
            Pure::Bin(BinOp::Or, x, y) => Ok(self.decide(*x)? || self.decide(*y)?),
            Pure::Bin(op, x, _) if op.is_comparison() && self.source.func.ty(*x) == Ty::Bool => Err(Stop::GiveUp),
            Pure::Bin(op, x, y) => {
                let order = Order::of(*op).ok_or(Stop::GiveUp)?;
                let (x, y) = (self.value(*x)?, self.value(*y)?);
                self.compare(x, y, order, *op == BinOp::Eq)
            }
            Pure::Select(c, x, y) => {
                if self.decide(*c)? {
                    self.decide(*x)
                } else {
                    self.decide(*y)
                }
            }
            Pure::Test(test, x) => {
                let x = self.value(*x)?;
                self.ask(Question::Flag(tested(*test, x)))
            }
            _ => {
                let flag = Question::Flag(self.value(c)?);
                self.ask(flag)
            }
        }
    }

    fn compare(&mut self, x: Expr, y: Expr, order: Order, equal: bool) -> Reading<bool> {
        if equal {
            for (selected, other) in [(&x, &y), (&y, &x)] {
                if let Some(all) = selects(selected, other) {
                    for question in all {
                        if !self.ask(question)? {
                            return Ok(false);
                        }
                    }
                    return Ok(true);
                }
            }
        }
        self.ask(Question::Compare(x, y, order))
    }

    fn ask(&self, question: Question) -> Reading<bool> {
        self.knowledge.answer(&question).ok_or(Stop::Ask(question))
    }

    /// What a function with a kink is on this path, if the path settles it.
    pub(super) fn settled(&self, name: &str, args: &[Expr]) -> Option<Expr> {
        let known = |x: &Expr, op, y: &Expr| {
            let question = Question::Compare(x.clone(), y.clone(), Order::of(op)?);
            self.knowledge.answer(&question)
        };
        let zero = &plain(0.0);
        match (name, args) {
            ("max", [x, y]) => known(x, BinOp::Ge, y).map(|first| if first { x } else { y }.clone()),
            ("min", [x, y]) => known(x, BinOp::Le, y).map(|first| if first { x } else { y }.clone()),
            ("abs", [x]) => known(x, BinOp::Ge, zero).map(|up| if up { x.clone() } else { neg(x) }),
            ("signum", [x]) if known(x, BinOp::Gt, zero)? => Some(plain(1.0)),
            ("signum", [x]) if known(x, BinOp::Lt, zero)? => Some(plain(-1.0)),
            _ => None,
        }
    }
}

/// What has to hold for `max(x, y)`, `min(x, y)` or `clamp(x, lo, hi)` to be one of its operands.
fn selects(value: &Expr, operand: &Expr) -> Option<Vec<Question>> {
    let Expr::Call(function, args) = value else { return None };
    let at_least = |a: &Expr, b: &Expr| Order::of(BinOp::Ge).map(|o| Question::Compare(a.clone(), b.clone(), o));
    let at = args.iter().position(|a| a == operand)?;
    match (*function, args.as_slice(), at) {
        ("max", [x, y], _) => Some(vec![at_least(operand, if at == 0 { y } else { x })?]),
        ("min", [x, y], _) => Some(vec![at_least(if at == 0 { y } else { x }, operand)?]),
        ("clamp", [x, lo, hi], 0) => Some(vec![at_least(x, lo)?, at_least(hi, x)?]),
        ("clamp", [x, lo, _], 1) => Some(vec![at_least(lo, x)?]),
        ("clamp", [x, _, hi], _) => Some(vec![at_least(x, hi)?]),
        _ => None,
    }
}

fn tested(test: Test, x: Expr) -> Expr {
    let name = match test {
        Test::IsNan => "is_nan",
        Test::IsFinite => "is_finite",
        Test::IsInfinite => "is_infinite",
        Test::IsNormal => "is_normal",
        Test::IsSignPositive => "is_sign_positive",
        Test::IsSignNegative => "is_sign_negative",
    };
    Expr::Call(name, vec![x])
}
