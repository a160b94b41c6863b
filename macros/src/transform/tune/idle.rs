//! A turn that changes nothing, unless a condition holds, asks for the condition first: a running maximum goes back to its elements, and
//! passes by all others.

use super::edit::Editor;
use crate::elementary;
use crate::ir::hash::{Map, Set};
use crate::ir::{BinOp, BlockId, Const, Inst, Op, Pure, Ty, UnOp, Val};

pub(super) fn pass_by(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    for inst in &insts {
        let Op::For { body, exits, .. } = inst.op else { continue };
        if let Some(cond) = condition(e, body, usize::from(exits)) {
            only_where(e, body, usize::from(exits), cond);
        }
    }
    insts
}

/// What the turns of a loop change nothing without. Something is carried: loops that only write run in lanes.
fn condition(e: &Editor, body: BlockId, skip: usize) -> Option<Val> {
    let block = e.func.block(body);
    let mut carried = block.params[1..].iter().zip(&block.yields[skip..]);
    let cond = carried.clone().find_map(|(from, to)| match e.definition(*to) {
        Some(Pure::Select(c, _, other)) if other == from => Some(*c),
        _ => None,
    })?;
    let mut without = Without { e, cond, zeros: Set::default() };
    let idle = block.insts.iter().all(|inst| without.is_idle(inst));
    let inside = block.insts.iter().any(|inst| inst.outs == [cond]);
    (inside && idle && carried.all(|(from, to)| without.keeps(*from, *to))).then_some(cond)
}

/// What a turn does where the condition does not hold.
struct Without<'e> {
    e: &'e Editor,
    cond: Val,
    /// What comes out of branches, and is zero.
    zeros: Set<Val>,
}

impl Without<'_> {
    fn keeps(&self, from: Val, to: Val) -> bool {
        from == to
            || match self.e.definition(to) {
                Some(Pure::Select(c, _, other)) => *c == self.cond && *other == from,
                // Of numbers with a fraction, a zero that is added may take a sign away.
                Some(Pure::Bin(BinOp::Add | BinOp::Sub, sum, term)) => {
                    *sum == from && self.e.func.ty(to).is_int() && self.is_zero(*term)
                }
                _ => false,
            }
    }

    /// The instruction changes nothing. What is taken off a stack is taken off in any case.
    fn is_idle(&mut self, inst: &Inst) -> bool {
        match &inst.op {
            Op::Pure(_) | Op::Load { .. } | Op::Pop { .. } => true,
            Op::Accumulate { value, .. } => self.is_zero(*value),
            Op::For { inits, body, exits: false, .. } => {
                inits.is_empty() && self.e.func.block(*body).insts.iter().all(|inst| self.is_idle(inst))
            }
            Op::If { cond, otherwise, .. } if self.is_false(*cond) => {
                let arm = self.e.func.block(*otherwise);
                let idle = arm.insts.iter().all(|inst| matches!(inst.op, Op::Pure(_)));
                let zeros = inst.outs.iter().zip(&arm.yields).filter(|(_, v)| self.is_zero(**v));
                self.zeros.extend(zeros.map(|(out, _)| *out).collect::<Vec<_>>());
                idle
            }
            _ => false,
        }
    }

    /// Some adjoint is not zero: none is.
    fn is_false(&self, v: Val) -> bool {
        match self.e.definition(v) {
            Some(Pure::Bin(BinOp::Ne, x, y)) => self.is_zero(*x) && self.is_zero(*y),
            Some(Pure::Bin(BinOp::Or, x, y)) => self.is_false(*x) && self.is_false(*y),
            _ => false,
        }
    }

    fn is_zero(&self, v: Val) -> bool {
        let is = |v: &Val| self.is_zero(*v);
        match self.e.definition(v) {
            Some(Pure::Const(Const::Float(bits))) => f64::from_bits(*bits) == 0.0,
            Some(Pure::Const(Const::Int(n))) => *n == 0,
            Some(Pure::Select(c, _, other)) => *c == self.cond && is(other),
            Some(Pure::Bin(BinOp::Add | BinOp::Sub, x, y)) => is(x) && is(y),
            Some(Pure::Bin(BinOp::Mul, x, y)) => is(x) || is(y),
            Some(Pure::Bin(BinOp::Div, x, _) | Pure::Un(UnOp::Neg, x) | Pure::Cast(x)) => is(x),
            Some(Pure::Elem(id, args)) => elementary::row(*id).name == "absorbing" && is(&args[0]),
            _ => self.zeros.contains(&v),
        }
    }
}

fn only_where(e: &mut Editor, body: BlockId, skip: usize, cond: Val) {
    let insts = std::mem::take(&mut e.block_mut(body).insts);
    let asked = asked(&insts, cond);
    let (mut first, rest): (Vec<Inst>, Vec<Inst>) = insts.into_iter().partition(|inst| is_first(inst, &asked));
    let (params, yields) = (e.func.block(body).params.clone(), e.func.block(body).yields.clone());
    let (rest, map) = taken(e, rest, cond);
    let of = |v: Val| map.get(&v).copied().unwrap_or(v);
    let mut nothing = Vec::new();
    let (mut outs, mut there, mut here, mut all) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (k, v) in yields.iter().enumerate() {
        let without = if k < skip {
            e.pure(&mut nothing, Pure::Const(Const::Bool(false)), Ty::Bool)
        } else {
            params[k + 1 - skip]
        };
        if *v == without {
            all.push(*v);
            continue;
        }
        let out = e.fresh(e.func.ty(*v), e.func.val(*v).hint.clone());
        all.push(out);
        outs.push(out);
        there.push(of(*v));
        here.push(without);
    }
    let (then, otherwise) = (e.new_block(rest), e.new_block(nothing));
    e.block_mut(then).yields = there;
    e.block_mut(otherwise).yields = here;
    first.push(Inst { outs, op: Op::If { cond, then, otherwise } });
    e.block_mut(body).insts = first;
    e.block_mut(body).yields = all;
}

/// What runs in any case.
fn is_first(inst: &Inst, asked: &Set<Val>) -> bool {
    matches!(inst.op, Op::Pop { .. }) || inst.outs.iter().any(|v| asked.contains(v))
}

/// What the condition is made of. All that is written depends on it, and so comes after.
fn asked(insts: &[Inst], cond: Val) -> Set<Val> {
    let mut asked = Set::default();
    asked.insert(cond);
    for inst in insts.iter().rev().filter(|inst| !inst.outs.is_empty()) {
        if inst.outs.iter().any(|v| asked.contains(v)) {
            inst.op.operands(|v| {
                asked.insert(v);
            });
        }
    }
    asked
}

/// The instructions where the condition holds, and what stands for the choices that it made.
fn taken(e: &mut Editor, insts: Vec<Inst>, cond: Val) -> (Vec<Inst>, Map<Val, Val>) {
    let (mut out, mut map) = (Vec::new(), Map::default());
    for mut inst in insts {
        if let Op::Pure(Pure::Select(c, x, _)) = inst.op
            && c == cond
        {
            let x = map.get(&x).copied().unwrap_or(x);
            map.insert(inst.outs[0], x);
            continue;
        }
        e.renamed(&mut inst, &|v| map.get(&v).copied().unwrap_or(v));
        decided(e, &mut inst);
        out.push(inst);
    }
    (out, map)
}

/// A number that is compared with a number.
fn decided(e: &mut Editor, inst: &mut Inst) {
    let Op::Pure(Pure::Bin(BinOp::Eq, x, y)) = inst.op else { return };
    let number = |v: Val| match e.definition(v) {
        Some(Pure::Const(Const::Float(bits))) => Some(f64::from_bits(*bits)),
        _ => None,
    };
    if let (Some(x), Some(y)) = (number(x), number(y)) {
        *inst = e.defined(inst.outs[0], Pure::Const(Const::Bool(x == y)));
    }
}
