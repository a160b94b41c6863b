//! What every turn of a loop adds to one and the same element is added up in a variable, and to the element once.

use super::edit::{Editor, act};
use crate::ir::{BinOp, BlockId, Inst, Op, Place, Pure, UnOp, Val};

pub(super) fn sum_up(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    let mut out = Vec::with_capacity(insts.len());
    for inst in insts {
        match inst.op {
            Op::For { body, .. } => lift(e, &mut out, inst, body),
            _ => out.push(inst),
        }
    }
    out
}

/// An element that is the same in every turn.
#[derive(PartialEq, Eq)]
struct Target {
    place: Place,
    index: Vec<Val>,
}

fn targets(e: &Editor, body: BlockId) -> Vec<Target> {
    let (inside, open) = (e.defined_in(body), e.accumulated_only(body));
    let mut targets = Vec::new();
    for inst in &e.func.block(body).insts {
        let Op::Accumulate { place, index, .. } = &inst.op else { continue };
        let target = Target { place: *place, index: index.clone() };
        if open.contains(place) && !index.iter().any(|v| inside.contains(v)) && !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets
}

fn lift(e: &mut Editor, out: &mut Vec<Inst>, mut inst: Inst, body: BlockId) {
    let targets = targets(e, body);
    let mut after = Vec::new();
    let Op::For { range, inits, .. } = &mut inst.op else { unreachable!("a counted loop") };
    let range = range.clone();
    for target in targets {
        let (ty, hint) = (e.func.place(target.place).elem, e.named_after(target.place, "sum"));
        let (sum, total) = (e.fresh(ty, hint.clone()), e.fresh(ty, hint));
        inits.push(e.zero(out, ty));
        let next = add_up(e, body, &target, sum);
        let block = e.block_mut(body);
        block.params.push(sum);
        block.yields.push(next);
        inst.outs.push(total);
        act(&mut after, Op::Accumulate { place: target.place, index: target.index, value: total });
    }
    out.push(inst);
    e.unless_empty(out, &range, after);
}

/// Adds to the sum what was added to the element; gives the sum after the turn.
fn add_up(e: &mut Editor, body: BlockId, target: &Target, mut sum: Val) -> Val {
    let mut insts = Vec::new();
    for inst in std::mem::take(&mut e.block_mut(body).insts) {
        match &inst.op {
            Op::Accumulate { place, index, value } if *place == target.place && *index == target.index => {
                sum = plus(e, &mut insts, sum, *value);
            }
            _ => insts.push(inst),
        }
    }
    e.block_mut(body).insts = insts;
    sum
}

/// `sum + value` of a derivative, with a minus sign taken into the operator.
pub(super) fn plus(e: &mut Editor, to: &mut Vec<Inst>, sum: Val, value: Val) -> Val {
    let (ty, hint) = (e.func.ty(sum), e.func.val(sum).hint.clone());
    let pure = match e.definition(value) {
        Some(Pure::Un(UnOp::Neg, v)) => Pure::Bin(BinOp::Sub, sum, *v),
        _ => Pure::Bin(BinOp::Add, sum, value),
    };
    let next = e.pure(to, pure, ty);
    let info = &mut e.func.vals[next.0 as usize];
    (info.hint, info.loose) = (hint, true);
    next
}
