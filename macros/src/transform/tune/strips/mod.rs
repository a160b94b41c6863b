//! Loops in strips: four turns at a time, which run in lanes.
//!
//! A loop that adds to a number waits for one addition before it begins the next, and rustc does not see that what is beside the sum need not
//! wait. Here a strip is a loop of four turns over parts of known length, which rustc unrolls and takes together. What a derivative adds up has
//! a sum for each lane; so has what the user's function adds up, where the user says that the order does not matter. Else its terms are added
//! in their order. What the strips leave over runs as before, and begins with what they have found.

mod spans;
mod sums;

use super::edit::{Editor, act, is_plain};
use crate::elementary;
use crate::ir::hash::Set as HashSet;
use crate::ir::{
    BinOp, Block, BlockId, Const, Dim, Hint, Init, Inst, Op, Place, PlaceInfo, PlaceKind, Pure, Range, Ty, UnOp, Val,
};
use spans::Span;
use sums::Sum;

/// The turns of a strip.
const LANES: u64 = 4;

/// From how many turns on sums in lanes are worth it, where nothing else waits: they begin with zeros, and are added up in the end.
const WORTH: i128 = 8;

/// The most sums that one loop has in lanes: they are to stay in registers.
const MOST: usize = 6;

/// The highest power that is a few products.
const SHORT: i128 = 8;

pub(super) fn in_strips(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    let mut out = Vec::with_capacity(insts.len());
    for inst in insts {
        match plan(e, &inst) {
            Some(plan) => strip(e, &mut out, inst, &plan),
            None => out.push(inst),
        }
    }
    out
}

/// What becomes of a loop.
struct Plan {
    /// What it carries: a sum that each lane has for itself, or something that goes from turn to turn.
    carried: Vec<Option<Sum>>,
    spans: Vec<Span>,
}

/// What a loop carries, if its body is arithmetic and gains by strips.
fn plan(e: &Editor, inst: &Inst) -> Option<Plan> {
    let Op::For { range, body, exits: false, .. } = &inst.op else { return None };
    let block = e.func.block(*body);
    let carried = &block.params[1..];
    let fits = is_plain(range) && (1..=MOST).contains(&carried.len()) && e.func.ty(range.hi) == Ty::USIZE;
    let turns = e.known_int(range.lo).zip(e.known_int(range.hi)).map(|(lo, hi)| hi - lo);
    let long = turns.is_none_or(|n| n >= 4 * i128::from(LANES));
    (fits && long && block.insts.iter().all(|inst| is_arithmetic(e, inst))).then_some(())?;
    let reads = sums::reads(e, *body);
    let sums = carried.iter().zip(&block.yields).map(|(from, to)| sums::free_sum(e, *from, *to, &reads));
    let carried: Vec<Option<Sum>> = sums.collect();
    let spans = spans::spans(e, *body);
    if e.func.reassociate && carried.iter().all(Option::is_some) {
        return Some(Plan { carried, spans: spans.unwrap_or_default() });
    }
    let spans = spans.filter(|spans| spans.iter().any(|span| span.written))?;
    let adds_up = carried.iter().any(Option::is_some) || keeps_an_order(e, block, &carried);
    (adds_up && goes_on(e, block, &carried)).then_some(Plan { carried, spans })
}

/// Something is added up in the order of the turns. What is merely handed on to the next turn keeps nobody waiting.
fn keeps_an_order(e: &Editor, block: &Block, carried: &[Option<Sum>]) -> bool {
    let mut all = block.params[1..].iter().zip(&block.yields).zip(carried);
    all.any(|((from, to), sum)| sum.is_none() && sums::leads(e, *to, *from))
}

/// What goes from turn to turn is added to and nothing else, so that everything beside it can run in lanes.
fn goes_on(e: &Editor, block: &Block, carried: &[Option<Sum>]) -> bool {
    let mut waits: HashSet<Val> = HashSet::default();
    for (param, _) in block.params[1..].iter().zip(carried).filter(|(_, sum)| sum.is_none()) {
        if !e.func.ty(*param).is_float() {
            return false;
        }
        waits.insert(*param);
    }
    block.insts.iter().all(|inst| {
        let mut late = false;
        inst.op.operands(|v| late |= waits.contains(&v));
        waits.extend(inst.outs.iter().filter(|_| late));
        !late
            || matches!(
                inst.op,
                Op::Pure(Pure::Bin(BinOp::Add | BinOp::Sub, ..)) | Op::Store { .. } | Op::Accumulate { .. }
            )
    })
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

fn strip(e: &mut Editor, out: &mut Vec<Inst>, inst: Inst, plan: &Plan) {
    let (length, before) = (e.length(&inst), out.len());
    let Op::For { body, .. } = inst.op else { unreachable!("a counted loop") };
    e.func.in_order |= keeps_an_order(e, e.func.block(body), &plan.carried);
    in_parts(e, out, inst, plan);
    e.func.repeated += out[before..].iter().map(|inst| e.length(inst)).sum::<usize>() - length;
}

/// The loop in strips, and the loop over the rest, if there may be one.
fn in_parts(e: &mut Editor, out: &mut Vec<Inst>, mut inst: Inst, plan: &Plan) {
    let Op::For { range, inits, body, .. } = &mut inst.op else { unreachable!("a counted loop") };
    let rest = e.duplicate(*body);
    let worth = if plan.carried.iter().all(Option::is_some) { WORTH } else { 0 };
    let whole = whole(e, out, range, worth);
    let lanes: Vec<Option<Place>> =
        inst.outs.iter().zip(&plan.carried).map(|(v, sum)| sum.as_ref().map(|_| sums_of(e, out, *v))).collect();
    in_lanes(e, *body, plan, &lanes);
    let own: Vec<usize> = (0..lanes.len()).filter(|k| lanes[*k].is_none()).collect();
    let begins: Vec<Val> = own.iter().map(|k| inits[*k]).collect();
    let turns = in_turns(e, out, *body, &plan.spans);
    let step = Some(e.int(out, LANES.into(), Ty::USIZE));
    // Without a step it is the same wherever it would begin.
    let strips = Range { hi: whole, step, step_after: false, ..range.clone() };
    let ends = e.alike(&begins);
    out.push(Inst { outs: ends.clone(), op: Op::For { range: strips, inits: begins, body: turns, exits: false } });
    for (k, end) in own.into_iter().zip(ends) {
        inits[k] = end;
    }
    for (init, place) in inits.iter_mut().zip(&lanes).filter_map(|(init, place)| Some((init, (*place)?))) {
        *init = all_lanes(e, out, *init, place);
    }
    if e.known_int(whole).is_some() && e.known_int(whole) == e.known_int(range.hi) {
        return instead(out, &inst.outs, inits);
    }
    (range.lo, *body) = (whole, rest);
    out.push(inst);
}

/// Without a rest, what the strips have found is what comes out of the loop.
fn instead(out: &mut [Inst], outs: &[Val], found: &[Val]) {
    for (new, old) in outs.iter().zip(found) {
        let mut all = out.iter_mut().rev().flat_map(|inst| &mut inst.outs);
        *all.find(|v| *v == old).expect("it was computed here") = *new;
    }
}

/// What a sum begins with, and what the lanes have found.
fn all_lanes(e: &mut Editor, out: &mut Vec<Inst>, init: Val, place: Place) -> Val {
    let found = (1..LANES).fold(load(e, out, place, 0), |sum, k| {
        let part = load(e, out, place, k);
        e.pure(out, Pure::Bin(BinOp::Add, sum, part), e.func.ty(part))
    });
    let none = matches!(e.definition(init), Some(Pure::Const(Const::Float(bits))) if f64::from_bits(*bits) == 0.0);
    if none { found } else { e.pure(out, Pure::Bin(BinOp::Add, init, found), e.func.ty(found)) }
}

/// Where the last whole strip ends: `hi - (hi - lo) % 4`; where there is none that is worth it, at the beginning.
fn whole(e: &mut Editor, out: &mut Vec<Inst>, range: &Range, worth: i128) -> Val {
    let (mut some, mut none, hi) = (Vec::new(), Vec::new(), range.hi);
    if let (Some(lo), Some(hi)) = (e.known_int(range.lo), e.known_int(hi)) {
        return e.int(out, hi - (hi - lo) % i128::from(LANES), Ty::USIZE);
    }
    let from_zero = e.known_int(range.lo) == Some(0);
    if from_zero && worth == 0 {
        return less_remainder(e, out, hi, hi);
    }
    let (cond, otherwise) = if from_zero {
        let worth = e.int(out, worth, Ty::USIZE);
        (Pure::Bin(BinOp::Ge, hi, worth), e.int(&mut none, 0, Ty::USIZE))
    } else {
        (Pure::Bin(BinOp::Gt, hi, range.lo), hi)
    };
    let turns = if from_zero { hi } else { e.pure(&mut some, Pure::Bin(BinOp::Sub, hi, range.lo), Ty::USIZE) };
    let end = less_remainder(e, &mut some, hi, turns);
    let cond = e.pure(out, cond, Ty::Bool);
    let (then, otherwise_block) = (e.new_block(some), e.new_block(none));
    e.block_mut(then).yields.push(end);
    e.block_mut(otherwise_block).yields.push(otherwise);
    let whole = e.fresh(Ty::USIZE, hint("whole"));
    out.push(Inst { outs: vec![whole], op: Op::If { cond, then, otherwise: otherwise_block } });
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

/// The body adds its terms to lane `k`, which is its second parameter.
fn in_lanes(e: &mut Editor, body: BlockId, plan: &Plan, lanes: &[Option<Place>]) {
    let k = e.fresh(Ty::USIZE, hint("k"));
    let sums = || plan.carried.iter().flatten();
    let links: HashSet<Val> = sums().flat_map(|sum| sum.links.iter().copied()).collect();
    let block = e.block_mut(body);
    let mut insts = std::mem::take(&mut block.insts);
    insts.retain(|inst| !inst.outs.iter().any(|v| links.contains(v)));
    let (params, yields) = (block.params.split_off(1), std::mem::take(&mut block.yields));
    block.params.push(k);
    for ((param, next), place) in params.into_iter().zip(yields).zip(lanes) {
        if place.is_none() {
            block.params.push(param);
            block.yields.push(next);
        }
    }
    for (sum, place) in sums().zip(lanes.iter().flatten()) {
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
fn in_turns(e: &mut Editor, out: &mut Vec<Inst>, body: BlockId, spans: &[Span]) -> BlockId {
    let (zero, four) = (e.int(out, 0, Ty::USIZE), e.int(out, LANES.into(), Ty::USIZE));
    let start = e.fresh(Ty::USIZE, hint("strip"));
    let (index, k) = (e.func.block(body).params[0], e.func.block(body).params[1]);
    let mut strip = Vec::new();
    spans::open(e, &mut strip, (body, start, k), spans);
    let at = e.defined(index, Pure::Bin(BinOp::Add, start, k));
    let block = e.block_mut(body);
    block.params.remove(0);
    block.insts.insert(0, at);
    let inner = block.params[1..].to_vec();
    e.drop_unread(body);
    let (carried, ends) = (e.alike(&inner), e.alike(&inner));
    let op = Op::For { range: Range::plain(zero, four), inits: carried.clone(), body, exits: false };
    strip.push(Inst { outs: ends.clone(), op });
    let outer = e.new_block(strip);
    let block = e.block_mut(outer);
    block.params.push(start);
    block.params.extend(carried);
    block.yields = ends;
    outer
}
