//! An array that is cleared and then added to, element after element, is written once.

use super::edit::{Editor, act, is_plain};
use crate::ir::{BlockId, Const, Init, Inst, Op, Place, Pure, Val};

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

/// The loop adds to the elements `0..end`, to each once.
struct Sweep {
    place: Place,
    end: Val,
    body: BlockId,
}

fn sweeps(e: &Editor, op: &Op, body: BlockId) -> Vec<Sweep> {
    let Op::For { range, exits: false, .. } = op else { return Vec::new() };
    if !is_plain(range) || e.known_int(range.lo) != Some(0) {
        return Vec::new();
    }
    let index = e.func.block(body).params[0];
    let mut sweeps: Vec<Sweep> = Vec::new();
    for place in e.accumulated_only(body) {
        let mut sites = Vec::new();
        e.func.each_inst(body, &mut |block, inst| {
            if let Op::Accumulate { place: p, index, .. } = &inst.op
                && *p == place
            {
                sites.push((block, index.clone()));
            }
        });
        if let [(block, at)] = sites.as_slice()
            && *block == body
            && *at == [index]
        {
            sweeps.push(Sweep { place, end: range.hi, body });
        }
    }
    sweeps.sort_by_key(|s| s.place);
    sweeps
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
    for inst in &mut e.block_mut(sweep.body).insts {
        if let Op::Accumulate { place, index, value } = &inst.op
            && *place == sweep.place
        {
            inst.op = Op::Store { place: *place, index: index.clone(), value: *value };
        }
    }
}

/// Clears only what the loop leaves out; true if an instruction before the loop is gone.
fn rest_alone(e: &mut Editor, insts: &mut Vec<Inst>, at: usize, from: usize, sweep: &Sweep) -> bool {
    let Op::Fill { place, value, .. } = insts[from].op else { return false };
    let mut rest = Vec::new();
    if !e.is_length(sweep.end, place) {
        act(&mut rest, Op::Fill { place, value, from: Some(sweep.end) });
    }
    insts.splice(at + 1..=at, rest);
    insts.remove(from);
    true
}
