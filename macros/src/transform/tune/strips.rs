//! Sums in lanes, where the user says that their terms may be added in another order.
//!
//! A loop that adds to a number waits for one addition before it begins the next. Here it runs in strips: four turns have a sum each, which
//! are independent. What a strip leaves over runs as before, and begins with what the four have found.

use super::edit::{Editor, act, is_plain};
use crate::elementary;
use crate::ir::hash::{Map, Set as HashSet};
use crate::ir::{
    BinOp, BlockId, Const, Dim, Hint, Init, Inst, Op, Place, PlaceInfo, PlaceKind, Pure, Range, Ty, UnOp, Val,
};

/// The turns of a strip.
const LANES: u64 = 4;

/// The most sums that one loop has in lanes: they are to stay in registers.
const MOST: usize = 6;

/// The highest power that is a few products.
const SHORT: i128 = 8;

pub(super) fn in_strips(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    if !e.func.reassociate {
        return insts;
    }
    let mut out = Vec::with_capacity(insts.len());
    for inst in insts {
        match sums(e, &inst) {
            Some(sums) => strip(e, &mut out, inst, &sums),
            None => out.push(inst),
        }
    }
    out
}

/// A value that a loop carries, to which each turn adds.
struct Sum {
    /// What is added, and whether it is subtracted.
    terms: Vec<(Val, bool)>,
    /// The additions.
    links: Vec<Val>,
}

/// What a loop carries, if that is sums, and its body is arithmetic.
fn sums(e: &Editor, inst: &Inst) -> Option<Vec<Sum>> {
    let Op::For { range, body, exits: false, .. } = &inst.op else { return None };
    let block = e.func.block(*body);
    let carried = &block.params[1..];
    let fits = is_plain(range) && (1..=MOST).contains(&carried.len()) && e.func.ty(range.hi) == Ty::USIZE;
    let long = e.known_int(range.hi).is_none_or(|n| n >= 4 * i128::from(LANES));
    (fits && long && block.insts.iter().all(|inst| is_arithmetic(e, inst))).then_some(())?;
    let reads = reads(e, *body);
    let found = carried.iter().zip(&block.yields).map(|(from, to)| sum(e, *from, *to, &reads));
    found.collect()
}

fn is_arithmetic(e: &Editor, inst: &Inst) -> bool {
    match &inst.op {
        Op::Pure(Pure::Elem(id, args)) => {
            let row = elementary::row(*id);
            row.cheap || row.name == "powi" && e.known_int(args[1]).is_some_and(|n| (0..=SHORT).contains(&n))
        }
        Op::Pure(Pure::Opaque(origin, ..)) => !e.func.effects.contains(origin),
        Op::Pure(_) | Op::Load { .. } | Op::Store { .. } | Op::Accumulate { .. } => true,
        _ => false,
    }
}

/// How often a block reads each value.
fn reads(e: &Editor, body: BlockId) -> Map<Val, usize> {
    let mut reads = Map::default();
    let block = e.func.block(body);
    block.insts.iter().for_each(|inst| inst.op.operands(|v| *reads.entry(v).or_default() += 1));
    block.yields.iter().for_each(|v| *reads.entry(*v).or_default() += 1);
    reads
}

/// `to` is `from` plus or minus something, and neither is read for anything else.
fn sum(e: &Editor, from: Val, to: Val, reads: &Map<Val, usize>) -> Option<Sum> {
    let once = |v: Val| reads.get(&v) == Some(&1);
    (e.func.ty(from).is_float() && once(from)).then_some(())?;
    let mut sum = Sum { terms: Vec::new(), links: Vec::new() };
    let mut here = to;
    while here != from {
        let Some(Pure::Bin(op @ (BinOp::Add | BinOp::Sub), x, y)) = e.definition(here).filter(|_| once(here)) else {
            return None;
        };
        let (next, term) = if leads(e, *x, from) { (*x, *y) } else { (*y, *x) };
        let minus = *op == BinOp::Sub;
        (!minus || next == *x).then_some(())?;
        sum.links.push(here);
        sum.terms.push((term, minus));
        here = next;
    }
    (!sum.terms.is_empty()).then_some(sum)
}

/// The value is `from`, or something added to it.
fn leads(e: &Editor, v: Val, from: Val) -> bool {
    v == from
        || match e.definition(v) {
            Some(Pure::Bin(BinOp::Add, x, y)) => leads(e, *x, from) || leads(e, *y, from),
            Some(Pure::Bin(BinOp::Sub, x, _)) => leads(e, *x, from),
            _ => false,
        }
}

fn strip(e: &mut Editor, out: &mut Vec<Inst>, inst: Inst, sums: &[Sum]) {
    let (length, before) = (e.length(&inst), out.len());
    in_parts(e, out, inst, sums);
    e.func.repeated += out[before..].iter().map(|inst| e.length(inst)).sum::<usize>() - length;
}

/// The loop in strips, and the loop over the rest.
fn in_parts(e: &mut Editor, out: &mut Vec<Inst>, mut inst: Inst, sums: &[Sum]) {
    let Op::For { range, inits, body, .. } = &mut inst.op else { unreachable!("a counted loop") };
    let rest = e.duplicate(*body);
    let whole = whole(e, out, range);
    let lanes: Vec<Place> = inst.outs.iter().map(|v| sums_of(e, out, *v)).collect();
    in_lanes(e, *body, sums, &lanes);
    let turns = in_turns(e, out, *body);
    let step = Some(e.int(out, LANES.into(), Ty::USIZE));
    // Without a step it is the same wherever it would begin.
    let strips = Range { hi: whole, step, step_after: false, ..range.clone() };
    act(out, Op::For { range: strips, inits: Vec::new(), body: turns, exits: false });
    for (init, place) in inits.iter_mut().zip(&lanes) {
        let found = (1..LANES).fold(load(e, out, *place, 0), |sum, k| {
            let part = load(e, out, *place, k);
            e.pure(out, Pure::Bin(BinOp::Add, sum, part), e.func.ty(part))
        });
        let none = matches!(e.definition(*init), Some(Pure::Const(Const::Float(bits))) if f64::from_bits(*bits) == 0.0);
        *init = if none { found } else { e.pure(out, Pure::Bin(BinOp::Add, *init, found), e.func.ty(found)) };
    }
    (range.lo, *body) = (whole, rest);
    out.push(inst);
}

/// Where the last whole strip ends: `hi - (hi - lo) % 4`.
fn whole(e: &mut Editor, out: &mut Vec<Inst>, range: &Range) -> Val {
    if e.known_int(range.lo) == Some(0) {
        return less_remainder(e, out, range.hi, range.hi);
    }
    let (mut some, hi) = (Vec::new(), range.hi);
    let turns = e.pure(&mut some, Pure::Bin(BinOp::Sub, hi, range.lo), Ty::USIZE);
    let end = less_remainder(e, &mut some, hi, turns);
    let cond = e.pure(out, Pure::Bin(BinOp::Gt, hi, range.lo), Ty::Bool);
    let (then, otherwise) = (e.new_block(some), e.new_block(Vec::new()));
    e.block_mut(then).yields.push(end);
    e.block_mut(otherwise).yields.push(hi);
    let whole = e.fresh(Ty::USIZE, hint("whole"));
    out.push(Inst { outs: vec![whole], op: Op::If { cond, then, otherwise } });
    whole
}

fn less_remainder(e: &mut Editor, to: &mut Vec<Inst>, hi: Val, turns: Val) -> Val {
    let lanes = e.int(to, LANES.into(), Ty::USIZE);
    let rest = e.pure(to, Pure::Bin(BinOp::Rem, turns, lanes), Ty::USIZE);
    let whole = e.pure(to, Pure::Bin(BinOp::Sub, hi, rest), Ty::USIZE);
    e.func.vals[whole.0 as usize].hint = hint("whole");
    whole
}

#[expect(clippy::unnecessary_wraps, reason = "that is what a value has")]
fn hint(text: &str) -> Option<Hint> {
    Some(Hint { text: text.into(), users: false })
}

/// Zeros for a sum in lanes.
fn sums_of(e: &mut Editor, out: &mut Vec<Inst>, v: Val) -> Place {
    let info = e.func.val(v).clone();
    let text = info.hint.map_or_else(|| "sums".to_owned(), |h| format!("{}_lanes", h.text));
    let place = e.place(PlaceInfo {
        elem: info.ty,
        dims: vec![Dim::Lit(LANES)],
        kind: PlaceKind::Local,
        hint: hint(&text),
        origin: info.origin,
        shape: 0,
    });
    let zero = e.zero(out, info.ty);
    act(out, Op::Alloc { place, sizes: Vec::new(), init: Init::Fill(zero) });
    place
}

fn load(e: &mut Editor, out: &mut Vec<Inst>, place: Place, k: u64) -> Val {
    let k = e.int(out, k.into(), Ty::USIZE);
    let v = e.fresh(e.func.place(place).elem, None);
    out.push(Inst { outs: vec![v], op: Op::Load { place, index: vec![k] } });
    v
}

/// The body adds its terms to lane `k`, which is its last parameter.
fn in_lanes(e: &mut Editor, body: BlockId, sums: &[Sum], lanes: &[Place]) {
    let k = e.fresh(Ty::USIZE, hint("k"));
    let links: HashSet<Val> = sums.iter().flat_map(|sum| sum.links.iter().copied()).collect();
    let block = e.block_mut(body);
    block.params.truncate(1);
    block.params.push(k);
    block.yields.clear();
    let mut insts = std::mem::take(&mut block.insts);
    insts.retain(|inst| !inst.outs.iter().any(|v| links.contains(v)));
    for (sum, place) in sums.iter().zip(lanes) {
        let value = together(e, &mut insts, &sum.terms);
        act(&mut insts, Op::Accumulate { place: *place, index: vec![k], value });
    }
    e.block_mut(body).insts = insts;
}

/// The terms of one turn; the last link adds the first of them.
fn together(e: &mut Editor, to: &mut Vec<Inst>, terms: &[(Val, bool)]) -> Val {
    let mut all = terms.iter().rev().copied();
    let (first, minus) = all.next().expect("a sum has a term");
    let ty = e.func.ty(first);
    let first = if minus { e.pure(to, Pure::Un(UnOp::Neg, first), ty) } else { first };
    all.fold(first, |sum, (term, minus)| {
        let op = if minus { BinOp::Sub } else { BinOp::Add };
        e.pure(to, Pure::Bin(op, sum, term), ty)
    })
}

/// A loop over the lanes: the index is that of the strip plus the lane.
fn in_turns(e: &mut Editor, out: &mut Vec<Inst>, body: BlockId) -> BlockId {
    let (zero, four) = (e.int(out, 0, Ty::USIZE), e.int(out, LANES.into(), Ty::USIZE));
    let start = e.fresh(Ty::USIZE, hint("strip"));
    let (index, k) = (e.func.block(body).params[0], e.func.block(body).params[1]);
    let at = e.defined(index, Pure::Bin(BinOp::Add, start, k));
    let block = e.block_mut(body);
    block.params.remove(0);
    block.insts.insert(0, at);
    let range = Range::plain(zero, four);
    let turns = Inst { outs: Vec::new(), op: Op::For { range, inits: Vec::new(), body, exits: false } };
    let outer = e.new_block(vec![turns]);
    e.block_mut(outer).params.push(start);
    outer
}
