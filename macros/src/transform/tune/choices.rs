//! What a branch hands on of a loop is a choice for each value, where its arms do nothing: other passes see then when that is zero.

use super::edit::Editor;
use crate::ir::{BlockId, Inst, Op, Pure, Val};

pub(super) fn choose(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    for inst in &insts {
        // Whether a loop is left is no number that is handed on.
        if let Op::For { body, exits: false, .. } = inst.op {
            in_turn(e, body);
        }
    }
    insts
}

fn in_turn(e: &mut Editor, body: BlockId) {
    let yields = e.func.block(body).yields.clone();
    let mut out = Vec::new();
    for inst in std::mem::take(&mut e.block_mut(body).insts) {
        match inst.op {
            Op::If { cond, then, otherwise } if is_choice(e, &inst, &yields, [then, otherwise]) => {
                selects(e, &mut out, &inst.outs, cond, [then, otherwise]);
            }
            _ => out.push(inst),
        }
    }
    e.block_mut(body).insts = out;
}

/// The next turn gets something of it, and there are but numbers in its arms.
fn is_choice(e: &Editor, inst: &Inst, yields: &[Val], arms: [BlockId; 2]) -> bool {
    let numbers = |arm: BlockId| e.func.block(arm).insts.iter().all(|i| matches!(i.op, Op::Pure(Pure::Const(_))));
    inst.outs.iter().any(|v| yields.contains(v)) && arms.into_iter().all(numbers)
}

fn selects(e: &mut Editor, to: &mut Vec<Inst>, outs: &[Val], cond: Val, arms: [BlockId; 2]) {
    for arm in arms {
        to.append(&mut e.block_mut(arm).insts);
    }
    let [then, otherwise] = arms.map(|arm| e.func.block(arm).yields.clone());
    for (out, (x, y)) in outs.iter().zip(then.into_iter().zip(otherwise)) {
        let select = e.defined(*out, Pure::Select(cond, x, y));
        to.push(select);
    }
}
