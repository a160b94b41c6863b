//! An array that is cleared and then added to, element after element, is written once.

use super::edit::{Editor, act};
use crate::ir::{BinOp, BlockId, Const, Dim, Init, Inst, Op, Place, Pure, Range, Ty, Val};

pub(super) fn write_first(e: &mut Editor, mut insts: Vec<Inst>) -> Vec<Inst> {
    let mut at = 0;
    while at < insts.len() {
        let sweeps = if let Op::For { body, .. } = insts[at].op { sweeps(e, &insts[at].op, body) } else { Vec::new() };
        for sweep in sweeps {
            if let Some(from) = cleared(e, &insts[..at], sweep.place) {
                put(e, &sweep);
                at -= usize::from(rest_alone(e, &mut insts, at, from, &sweep));
            }
        }
        at += 1;
    }
    insts
}

/// A loop, with loops inside it, adds to elements of a place, to none of them twice.
struct Sweep {
    place: Place,
    /// The block that adds.
    block: BlockId,
    /// How far its index is beyond that of the loop, if it adds to each element from the first on.
    all: Option<(Range, i128)>,
}

fn sweeps(e: &Editor, op: &Op, body: BlockId) -> Vec<Sweep> {
    let Op::For { range, exits: false, .. } = op else { return Vec::new() };
    let first = e.known_int(range.lo).filter(|_| range.step.is_none() && !range.inclusive);
    let mut sweeps: Vec<Sweep> = Vec::new();
    for place in e.accumulated_only(body) {
        let [(block, at)] = sites(e, body, place)[..] else { continue };
        let Some(turns) = turns(e, body, block) else { continue };
        let own = |index: &Val| at.iter().any(|v| e.affine(*v).base == *index);
        // A short backward loop is unrolled, and measured faster with sums: a product of twenty by half.
        let short = turns.len() == 1 && range.reversed && e.func.place(place).dims[0] != Dim::Dyn;
        if turns.iter().all(own) && at.len() >= turns.len() && !short {
            let beyond = e.affine(at[0]).offset;
            let all = turns.len() == 1 && at.len() == 1 && first.is_some_and(|lo| lo + beyond == 0);
            sweeps.push(Sweep { place, block, all: all.then(|| (range.clone(), beyond)) });
        }
    }
    sweeps.sort_by_key(|s| s.place);
    sweeps
}

/// Where a place is added to: the block, and the index.
fn sites(e: &Editor, body: BlockId, place: Place) -> Vec<(BlockId, &[Val])> {
    let mut sites = Vec::new();
    e.func.each_inst(body, &mut |block, inst| match &inst.op {
        Op::Accumulate { place: p, index, .. } if *p == place => sites.push((block, &index[..])),
        _ => {}
    });
    sites
}

/// The indices of the loops from a body down to a block, if there is nothing but loops around it.
fn turns(e: &Editor, body: BlockId, block: BlockId) -> Option<Vec<Val>> {
    let index = e.func.block(body).params.first().copied();
    if body == block {
        return Some(vec![index?]);
    }
    e.func.block(body).insts.iter().find_map(|inst| {
        let Op::For { body: inner, exits: false, .. } = inst.op else { return None };
        let mut all = vec![index?];
        all.extend(turns(e, inner, block)?);
        Some(all)
    })
}

/// The instruction that fills the place with zeros, if nothing has been done to it since.
fn cleared(e: &Editor, before: &[Inst], place: Place) -> Option<usize> {
    let (at, inst) = before.iter().enumerate().rev().find(|(_, inst)| touches(e, inst, place))?;
    let zero = |v: Val| matches!(e.definition(v), Some(Pure::Const(Const::Float(0))));
    let clears = match &inst.op {
        Op::Fill { value, from: None, .. } => zero(*value),
        Op::Alloc { place: p, init, .. } => {
            *p == place && (matches!(init, Init::ZerosLike(_)) || matches!(init, Init::Fill(v) if zero(*v)))
        }
        _ => false,
    };
    clears.then_some(at)
}

/// The instruction, or one inside it, reads or writes the place.
pub(super) fn touches(e: &Editor, inst: &Inst, place: Place) -> bool {
    let own = |inst: &Inst| inst.op.written().contains(&place) || inst.op.read().contains(&place);
    let mut touched = own(inst);
    for block in inst.op.blocks() {
        e.func.each_inst(block, &mut |_, inner| touched |= own(inner));
    }
    touched
}

fn put(e: &mut Editor, sweep: &Sweep) {
    for inst in &mut e.block_mut(sweep.block).insts {
        if let Op::Accumulate { place, index, value } = &inst.op
            && *place == sweep.place
        {
            inst.op = Op::Store { place: *place, index: index.clone(), value: *value };
        }
    }
}

/// Clears only what the loop leaves out; true if an instruction before the loop is gone.
fn rest_alone(e: &mut Editor, insts: &mut Vec<Inst>, at: usize, from: usize, sweep: &Sweep) -> bool {
    let (Op::Fill { place, value, .. }, Some((range, beyond))) = (&insts[from].op, &sweep.all) else { return false };
    let (place, value, mut rest) = (*place, *value, Vec::new());
    if e.shorter_by(range.hi, place) != Some(*beyond) {
        let end = end(e, &mut rest, range, *beyond);
        act(&mut rest, Op::Fill { place, value, from: Some(end) });
    }
    insts.splice(at + 1..=at, rest);
    insts.remove(from);
    true
}

/// One beyond the last element that a loop over `lo..hi` has added to, which began with the first.
fn end(e: &mut Editor, out: &mut Vec<Inst>, range: &Range, beyond: i128) -> Val {
    if beyond == 0 {
        return range.hi;
    }
    let (mut some, mut none) = (Vec::new(), Vec::new());
    let (end, zero) = (e.shifted(&mut some, range.hi, beyond), e.int(&mut none, 0, Ty::USIZE));
    let cond = e.pure(out, Pure::Bin(BinOp::Gt, range.hi, range.lo), Ty::Bool);
    let (then, otherwise) = (e.new_block(some), e.new_block(none));
    e.block_mut(then).yields.push(end);
    e.block_mut(otherwise).yields.push(zero);
    let from = e.fresh(Ty::USIZE, None);
    out.push(Inst { outs: vec![from], op: Op::If { cond, then, otherwise } });
    from
}
