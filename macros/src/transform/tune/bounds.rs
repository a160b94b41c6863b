//! Says before a loop that its indices are within the arrays, so that rustc asks once and not in every turn.
//!
//! Only what every turn reads or writes counts: where the assertion fails, the loop would have panicked.

use super::affine::Affine;
use super::edit::{Editor, act};
use crate::ir::{BinOp, BlockId, Const, Dim, Inst, Op, Place, PlaceKind, Pure, Range, Ty, Val};

pub(super) fn assert_lengths(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    let mut out = Vec::with_capacity(insts.len());
    let mut said = Vec::new();
    for inst in insts {
        if let Op::For { range, body, exits: false, .. } = &inst.op
            && range.step.is_none()
            && !range.inclusive
        {
            for reach in reaches(e, range, *body) {
                say(e, &mut out, range, &reach, &mut said);
            }
        }
        out.push(inst);
    }
    out
}

/// Every turn goes to the element `i + offset` of a place.
struct Reach {
    place: Place,
    offset: i128,
}

fn reaches(e: &Editor, range: &Range, body: BlockId) -> Vec<Reach> {
    let mut reaches: Vec<Reach> = Vec::new();
    let index = e.func.block(body).params[0];
    collect(e, body, index, &mut reaches);
    let (mut born, mut calls) = (Vec::new(), false);
    e.func.each_inst(body, &mut |_, inst| {
        born.extend(inst.op.born());
        calls |= matches!(inst.op, Op::Call(_));
    });
    // In a loop that calls something the test is nothing beside the call.
    let lowest = e.known_int(range.lo).filter(|_| !calls).unwrap_or(0);
    reaches.retain(|r| lowest + r.offset >= 0 && !born.contains(&r.place) && !is_obvious(e, range, r));
    reaches
}

fn collect(e: &Editor, block: BlockId, index: Val, reaches: &mut Vec<Reach>) {
    for inst in &e.func.block(block).insts {
        match &inst.op {
            Op::Load { place, index: at }
            | Op::Store { place, index: at, .. }
            | Op::Accumulate { place, index: at, .. } => {
                let Some(first) = at.first().filter(|_| is_slice(e, *place)) else { continue };
                let Affine { base, offset } = e.affine(*first);
                if base != index {
                    continue;
                }
                match reaches.iter_mut().find(|r| r.place == *place) {
                    Some(reach) => reach.offset = reach.offset.max(offset),
                    None => reaches.push(Reach { place: *place, offset }),
                }
            }
            Op::For { range, body, .. } if runs(e, range) => collect(e, *body, index, reaches),
            _ => {}
        }
    }
}

fn is_slice(e: &Editor, p: Place) -> bool {
    let info = e.func.place(p);
    match info.kind {
        PlaceKind::Input | PlaceKind::InOut | PlaceKind::Local => info.dims[0] == Dim::Dyn,
        PlaceKind::Sink | PlaceKind::Tangent => info.dims[..] == [Dim::Dyn],
        PlaceKind::Stack | PlaceKind::Growing => false,
    }
}

/// It goes with an argument of a companion, and rustc does not know that it is as long.
fn is_beside(e: &Editor, p: Place) -> bool {
    matches!(e.func.place(p).kind, PlaceKind::Sink | PlaceKind::Tangent)
}

/// The loop has a turn, whatever the arguments are.
fn runs(e: &Editor, range: &Range) -> bool {
    matches!((e.known_int(range.lo), e.known_int(range.hi)), (Some(lo), Some(hi)) if lo < hi)
}

/// The range ends with the place or before it, or was made for it.
fn is_obvious(e: &Editor, range: &Range, reach: &Reach) -> bool {
    let ends = e.is_length(range.hi, reach.place) && !is_beside(e, reach.place);
    reach.offset <= 0 && (ends || e.size_of(reach.place) == Some(range.hi))
}

/// What has been said before in the same block: a place, and how far beyond an end, or how many elements it has at least.
type Said = (Place, Option<Val>, i128);

fn say(e: &mut Editor, out: &mut Vec<Inst>, range: &Range, reach: &Reach, said: &mut Vec<Said>) {
    let beside = is_beside(e, reach.place);
    let short = e.shorter_by(range.hi, reach.place).filter(|k| *k >= reach.offset && !beside);
    let kin = if beside { reach.place } else { e.kin(reach.place) };
    let key = match short {
        Some(k) => (kin, None, k),
        None => (kin, Some(range.hi), reach.offset),
    };
    if said.contains(&key) {
        return;
    }
    said.push(key);
    let cond = match short {
        Some(k) => at_least(e, out, reach.place, k),
        None if e.known_int(range.lo) == Some(0) && reach.offset == 0 => fits(e, out, range, reach),
        None => fits_unless_empty(e, out, range, reach),
    };
    act(out, Op::Assert { cond });
}

/// `place.len() >= k`, where the range ends `k` elements before the place does.
fn at_least(e: &mut Editor, out: &mut Vec<Inst>, place: Place, k: i128) -> Val {
    let len = e.pure(out, Pure::Len(place, 0), Ty::USIZE);
    let k = e.int(out, k, Ty::USIZE);
    e.pure(out, Pure::Bin(BinOp::Ge, len, k), Ty::Bool)
}

/// `hi + offset <= place.len()`
fn fits(e: &mut Editor, out: &mut Vec<Inst>, range: &Range, reach: &Reach) -> Val {
    let len = e.pure(out, Pure::Len(reach.place, 0), Ty::USIZE);
    let op = if reach.offset > 0 { BinOp::Lt } else { BinOp::Le };
    let end = e.shifted(out, range.hi, if reach.offset > 0 { reach.offset - 1 } else { reach.offset });
    e.pure(out, Pure::Bin(op, end, len), Ty::Bool)
}

/// `lo >= hi || fits`
fn fits_unless_empty(e: &mut Editor, out: &mut Vec<Inst>, range: &Range, reach: &Reach) -> Val {
    let op = if e.known_int(range.lo) == Some(0) { BinOp::Eq } else { BinOp::Ge };
    let (a, b) = if op == BinOp::Eq { (range.hi, range.lo) } else { (range.lo, range.hi) };
    let cond = e.pure(out, Pure::Bin(op, a, b), Ty::Bool);
    let (mut empty, mut runs) = (Vec::new(), Vec::new());
    let always = e.pure(&mut empty, Pure::Const(Const::Bool(true)), Ty::Bool);
    let fits = fits(e, &mut runs, range, reach);
    let (then, otherwise) = (e.new_block(empty), e.new_block(runs));
    e.block_mut(then).yields.push(always);
    e.block_mut(otherwise).yields.push(fits);
    let holds = e.fresh(Ty::Bool, None);
    out.push(Inst { outs: vec![holds], op: Op::If { cond, then, otherwise } });
    holds
}
