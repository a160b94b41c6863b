//! A tape stands in the derivative that is written from it.
//!
//! Where the loop that reads a tape writes as many elements of an array, each after the element of the tape with its index was read, and
//! nobody has looked at that array since the tape came into being, the tape needs no memory of its own.

use super::clear::touches;
use super::edit::{Editor, is_plain};
use crate::ir::{BlockId, Dim, Init, Inst, Op, Place, PlaceKind, Range, Val};

pub(super) fn lodge(e: &mut Editor, mut insts: Vec<Inst>) -> Vec<Inst> {
    let mut at = 0;
    while at < insts.len() {
        match host(e, &insts, at) {
            Some((tape, host)) => {
                insts.remove(at);
                insts.iter_mut().for_each(|inst| moved(e, inst, tape, host));
            }
            None => at += 1,
        }
    }
    insts
}

/// The tape that an instruction brings into being, and the array that it can stand in.
fn host(e: &Editor, insts: &[Inst], at: usize) -> Option<(Place, Place)> {
    let Op::Alloc { place: tape, sizes, init: Init::Scratch } = &insts[at].op else { return None };
    let ([size], [Dim::Dyn]) = (sizes.as_slice(), e.func.place(*tape).dims.as_slice()) else { return None };
    let uses: Vec<usize> = (at + 1..insts.len()).filter(|k| is_used(e, &insts[*k], *tape)).collect();
    let (last, before) = uses.split_last()?;
    (before.iter().all(|k| only_stores(e, &insts[*k], *tape))).then_some(())?;
    let host = written_from(e, &insts[*last], *tape)?;
    let info = e.func.place(host);
    let fits = info.kind == PlaceKind::InOut && info.dims == [Dim::Dyn] && info.elem == e.func.place(*tape).elem;
    let untouched = insts[at + 1..*last].iter().all(|inst| !touches(e, inst, host));
    (fits && untouched && e.is_length(*size, host)).then_some((*tape, host))
}

/// The instruction does something with the place, or asks for its length.
fn is_used(e: &Editor, inst: &Inst, place: Place) -> bool {
    let mut used = touches(e, inst, place) || inst.op.measured() == Some(place);
    for block in inst.op.blocks() {
        e.func.each_inst(block, &mut |_, inner| used |= inner.op.measured() == Some(place));
    }
    used
}

fn only_stores(e: &Editor, inst: &Inst, place: Place) -> bool {
    let stores = |op: &Op| {
        matches!(op, Op::Store { place: p, .. } if *p == place)
            || !(op.written().contains(&place) || op.read().contains(&place) || op.measured() == Some(place))
    };
    let mut all = stores(&inst.op);
    for block in inst.op.blocks() {
        e.func.each_inst(block, &mut |_, inner| all &= stores(&inner.op));
    }
    all
}

/// The array that a loop writes, each element after it has read that of the tape.
fn written_from(e: &Editor, inst: &Inst, tape: Place) -> Option<Place> {
    let Op::For { range, body, exits: false, .. } = &inst.op else { return None };
    let insts = &e.func.block(*body).insts;
    let index = e.func.block(*body).params[0];
    let read = insts.iter().rposition(|inst| matches!(&inst.op, Op::Load { place, .. } if *place == tape))?;
    insts[read + 1..].iter().find_map(|inst| match &inst.op {
        Op::Store { place, index: at, .. } if *at == [index] => {
            (covers(e, range, *place) && alone(e, *body, tape, *place, index)).then_some(*place)
        }
        _ => None,
    })
}

/// Each element has a turn.
fn covers(e: &Editor, range: &Range, place: Place) -> bool {
    let upwards = Range { reversed: false, ..range.clone() };
    is_plain(&upwards) && e.known_int(range.lo) == Some(0) && e.is_length(range.hi, place)
}

/// The body does nothing with the two but to read the one at its index, and to write the other there once.
fn alone(e: &Editor, body: BlockId, tape: Place, host: Place, index: Val) -> bool {
    let (mut fine, mut writes) = (true, 0);
    e.func.each_inst(body, &mut |block, inst| match &inst.op {
        Op::Load { place, index: at } if *place == tape => fine &= block == body && *at == [index],
        Op::Store { place, .. } if *place == host => writes += 1,
        op => {
            let own = |p: Place| op.written().contains(&p) || op.read().contains(&p);
            fine &= !own(tape) && !own(host) && op.measured() != Some(tape);
        }
    });
    fine && writes == 1
}

fn moved(e: &mut Editor, inst: &mut Inst, tape: Place, host: Place) {
    match &mut inst.op {
        Op::Load { place, .. } | Op::Store { place, .. } if *place == tape => *place = host,
        _ => {}
    }
    for block in inst.op.blocks() {
        let mut inner = std::mem::take(&mut e.block_mut(block).insts);
        inner.iter_mut().for_each(|inst| moved(e, inst, tape, host));
        e.block_mut(block).insts = inner;
    }
}
