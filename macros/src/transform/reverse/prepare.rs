//! Makes explicit in the source what the backward sweep will ask for: how many turns a loop ran whose count is not known
//! beforehand, what the first phase of a call hands to its second, and cosines beside sines. What is not asked for is dead and dropped.

use crate::elementary;
use crate::ir::hash::Map as HashMap;
use crate::ir::{BinOp, BlockId, Const, Func, Hint, Inst, Op, Pure, Ty, Val, ValInfo};

/// The function, and beside a value the one that its derivative consists of.
pub(super) fn prepare(src: &Func) -> (Func, HashMap<Val, Val>) {
    let mut func = src.clone();
    let mut partners = HashMap::default();
    for block in 0..func.blocks.len() {
        let mut insts = Vec::new();
        for mut inst in std::mem::take(&mut func.blocks[block].insts) {
            match inst.op {
                Op::For { exits: true, .. } | Op::While { .. } => count_turns(&mut func, &mut insts, &mut inst),
                Op::Call(_) => {
                    let state = fresh(&mut func, Ty::State);
                    func.vals[state.0 as usize].hint = Some(Hint { text: "state".into(), users: false });
                    inst.outs.push(state);
                }
                Op::Pure(Pure::Elem(id, ref args)) => {
                    if let Some(partner) = elementary::partner(id) {
                        let ty = func.ty(inst.outs[0]);
                        let v = fresh(&mut func, ty);
                        insts.push(Inst { outs: vec![v], op: Op::Pure(Pure::Elem(partner, args.clone())) });
                        partners.insert(inst.outs[0], v);
                    }
                }
                _ => {}
            }
            insts.push(inst);
        }
        // The loops of this block may have added to it while it was away.
        insts.append(&mut func.blocks[block].insts);
        func.blocks[block].insts = insts;
    }
    (func, partners)
}

fn fresh(func: &mut Func, ty: Ty) -> Val {
    func.vals.push(ValInfo { ty, hint: None, origin: crate::ir::Origin::NOWHERE, loose: false });
    Val(u32::try_from(func.vals.len() - 1).expect("fewer than 2^32 values"))
}

fn pure(func: &mut Func, insts: &mut Vec<Inst>, pure: Pure) -> Val {
    let v = fresh(func, Ty::USIZE);
    insts.push(Inst { outs: vec![v], op: Op::Pure(pure) });
    v
}

/// One more carried value, the last: the number of turns so far.
fn count_turns(func: &mut Func, before: &mut Vec<Inst>, inst: &mut Inst) {
    let zero = pure(func, before, Pure::Const(Const::Int(0)));
    match &mut inst.op {
        Op::For { inits, body, .. } => {
            inits.push(zero);
            count_in(func, *body);
        }
        Op::While { inits, head, body } => {
            inits.push(zero);
            let passing = fresh(func, Ty::USIZE);
            let head = &mut func.blocks[head.0 as usize];
            head.params.push(passing);
            head.yields.push(passing);
            count_in(func, *body);
        }
        _ => {}
    }
    inst.outs.push(fresh(func, Ty::USIZE));
}

/// The block gets the count and yields one more.
fn count_in(func: &mut Func, body: BlockId) {
    let turns = fresh(func, Ty::USIZE);
    let mut added = Vec::new();
    let one = pure(func, &mut added, Pure::Const(Const::Int(1)));
    let next = pure(func, &mut added, Pure::Bin(BinOp::Add, turns, one));
    let block = &mut func.blocks[body.0 as usize];
    block.params.push(turns);
    block.yields.push(next);
    block.insts.extend(added);
}
