//! The head of a `while` loop runs once more than its body. If it does what an adjoint goes through, it is turned around: the
//! head runs before the loop and at the end of each turn, and what remains of it asks whether to go on.

use crate::ir::{Block, BlockId, Builder, Func, Inst, Op, Ty, Val};
use crate::transform::copy::{self, Map};
use crate::transform::simplify::rules::rules;

/// The same function, where the heads of loops pass their values on as they are.
pub(super) fn rotate(src: &Func) -> Option<Func> {
    let turned = |inst: &Inst| matches!(&inst.op, Op::While { head, .. } if !is_plain(src, *head));
    let any = src.blocks.iter().any(|block| block.insts.iter().any(turned));
    any.then(|| copy::rebuild(src, rules, turn))
}

/// No float is changed: not what is carried, and not what is in a place.
fn is_plain(src: &Func, head: BlockId) -> bool {
    let Block { params, yields, .. } = src.block(head);
    let passed = params.iter().zip(&yields[1..]).all(|(param, out)| param == out || !src.ty(*out).is_float());
    let mut writes = false;
    src.each_inst(head, &mut |_, inst| {
        writes |= inst.op.written().iter().any(|place| src.place(*place).elem.is_float());
    });
    passed && !writes
}

fn turn(b: &mut Builder, src: &Func, map: &mut Map, inst: &Inst) -> bool {
    let Op::While { inits, head, body } = &inst.op else { return false };
    if is_plain(src, *head) {
        return false;
    }
    let inits: Vec<Val> = inits.iter().map(|v| map.val(*v)).collect();
    let first = run(b, src, map, *head, inits);
    let asks = question(b, src, *body);
    let params = copy::block_params(b, src, map, *body);
    let going = b.fresh(Ty::Bool, None);
    b.open(std::iter::once(going).chain(params).collect());
    copy::rebuild_block(b, src, map, *body, turn);
    let carried = src.block(*body).yields.iter().map(|v| map.val(*v)).collect();
    let yields = run(b, src, map, *head, carried);
    let turns = b.close(yields);
    let tys: Vec<Ty> = std::iter::once(Ty::Bool).chain(inst.outs.iter().map(|v| src.ty(*v))).collect();
    let outs = b.push(Op::While { inits: first, head: asks, body: turns }, &tys);
    for (old, new) in inst.outs.iter().zip(&outs[1..]) {
        copy::name(b, src, *old, *new);
        map.vals.insert(*old, *new);
    }
    true
}

/// One run of the head, in line: whether to go on, and the values for the body.
fn run(b: &mut Builder, src: &Func, map: &mut Map, head: BlockId, params: Vec<Val>) -> Vec<Val> {
    src.each_inst(head, &mut |_, inst| {
        if let Op::Alloc { place, .. } = &inst.op {
            map.places.remove(place);
        }
    });
    for (param, value) in src.block(head).params.iter().zip(params) {
        map.vals.insert(*param, value);
    }
    copy::rebuild_block(b, src, map, head, turn);
    src.block(head).yields.iter().map(|v| map.val(*v)).collect()
}

/// A head that asks what was found out before.
fn question(b: &mut Builder, src: &Func, body: BlockId) -> BlockId {
    let going = b.fresh(Ty::Bool, None);
    let passing: Vec<Val> =
        src.block(body).params.iter().map(|v| b.fresh(src.ty(*v), src.val(*v).hint.clone())).collect();
    let params: Vec<Val> = std::iter::once(going).chain(passing).collect();
    b.open(params.clone());
    b.close(std::iter::once(going).chain(params).collect())
}
