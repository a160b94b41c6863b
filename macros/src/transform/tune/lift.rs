//! Lengths and indices that are the same in every turn of a loop are computed before it.
//!
//! A difference stays where it is: it may be less than zero where the loop does not run.

use super::edit::Editor;
use crate::ir::hash::Set as HashSet;
use crate::ir::{BinOp, BlockId, Inst, Op, Place, PlaceKind, Pure, Ty, Val};

pub(super) fn lift(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    let mut out = Vec::with_capacity(insts.len());
    for inst in insts {
        if let Op::For { body, .. } | Op::While { body, .. } = inst.op {
            out_of(e, &mut out, body);
        }
        out.push(inst);
    }
    out
}

fn out_of(e: &mut Editor, before: &mut Vec<Inst>, body: BlockId) {
    let mut inside = e.defined_in(body);
    let mut born: HashSet<Place> = HashSet::default();
    e.func.each_inst(body, &mut |_, inst| born.extend(inst.op.born()));
    let mut stays = Vec::new();
    for inst in std::mem::take(&mut e.block_mut(body).insts) {
        if is_invariant(e, &inst, &inside, &born) {
            inside.remove(&inst.outs[0]);
            before.push(inst);
        } else {
            stays.push(inst);
        }
    }
    e.block_mut(body).insts = stays;
}

fn is_invariant(e: &Editor, inst: &Inst, inside: &HashSet<Val>, born: &HashSet<Place>) -> bool {
    let (Op::Pure(pure), [v]) = (&inst.op, inst.outs.as_slice()) else { return false };
    let lasts = match pure {
        Pure::Const(_) => true,
        Pure::Len(p, _) => !born.contains(p) && !matches!(e.func.place(*p).kind, PlaceKind::Stack | PlaceKind::Growing),
        Pure::Bin(BinOp::Add | BinOp::Mul, ..) => e.func.ty(*v) == Ty::USIZE,
        Pure::Bin(BinOp::Div | BinOp::Rem, _, y) => {
            e.func.ty(*v) == Ty::USIZE && e.known_int(*y).is_some_and(|n| n > 0)
        }
        _ => false,
    };
    let mut outside = true;
    pure.operands(|v| outside &= !inside.contains(&v));
    lasts && outside && matches!(e.func.ty(*v), Ty::Int(_))
}
