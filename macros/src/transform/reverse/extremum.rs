//! The adjoint of a running maximum or minimum goes back to the elements that are it, without a tape of what it was in between.
//!
//! A turn whose element is not what came out of the loop passes the adjoint on as it is. One whose element is it takes all, if it is the
//! only one left; else it shares with the others as the derivative of `max` has it, half each. So the backward loop begins with how many
//! share the extremum.

use super::Transform;
use super::counted::{Along, Stands};
use super::tapes::Replay;
use crate::elementary;
use crate::ir::{BinOp, BlockId, Hint, Inst, Op, Pure, Range, Ty, Val};
use crate::transform::chain::{Gate, loosely};

/// A carried value that each turn compares with an element.
pub(super) struct Extremum {
    after: Val,
    element: Val,
    /// What came out of the loop, and how many share it, in the function under construction.
    last: Val,
    shared: Val,
}

/// Which of the two that an extremum compares has its adjoint in the turn that is being visited.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    element: Val,
    /// The element is what came out of the loop, and no earlier one is.
    is_it: Val,
    alone: Val,
}

impl Transform<'_> {
    /// The running extrema of a loop whose elements can be had again, with how many share what came out.
    pub(super) fn extrema(&mut self, inst: &Inst) -> Vec<Extremum> {
        let Op::For { range, inits, body, exits: false } = &inst.op else { return Vec::new() };
        let mut all = Vec::new();
        for k in 0..inits.len() {
            let Some(element) = self.compared(*body, k) else { continue };
            let block = self.src.block(*body);
            let (index, after) = (block.params[0], block.yields[k]);
            let kept = !self.is_near(element, &[index]);
            if !kept || range.step.is_none() && self.has_extents(*body) {
                let last = self.get(inst.outs[k]);
                let shared = self.shared(range, *body, (element, kept), inits[k], last);
                all.push(Extremum { after, element, last, shared });
            }
        }
        all
    }

    /// What a turn compares carried value number `k` with, if it does nothing else with it.
    fn compared(&self, body: BlockId, k: usize) -> Option<Val> {
        let block = self.src.block(body);
        let (before, after) = (block.params[k + 1], block.yields[k]);
        let Some(Op::Pure(Pure::Elem(id, args))) = self.definition(after) else { return None };
        matches!(elementary::row(*id).name, "max" | "min").then_some(())?;
        let at = args.iter().position(|v| *v == before)?;
        let alone = [before, after].iter().all(|v| self.shape.uses(*v).len() == 1) && self.shape.home(after) == body;
        alone.then(|| args[1 - at])
    }

    /// How many elements are the last extremum, and whether the loop began with it. Elements may be on a tape.
    fn shared(&mut self, source: &Range, body: BlockId, (element, kept): (Val, bool), init: Val, last: Val) -> Val {
        let range = self.brought(source);
        let (init, hint) = (self.get(init), |text: &str| Some(Hint { text: text.into(), users: false }));
        let (one, none) = (self.b.int(1, Ty::USIZE), self.b.int(0, Ty::USIZE));
        let began = self.b.bin(BinOp::Eq, init, last);
        let first = self.b.select(began, one, none);
        let index_src = self.src.block(body).params[0];
        let index = self.b.fresh(self.src.ty(index_src), self.src.val(index_src).hint.clone());
        let count = self.b.fresh(Ty::USIZE, hint("shared"));
        self.b.open(vec![index, count]);
        self.begin_turn(body, Some((index_src, index)));
        if kept {
            let turn = Some(self.turn(source, body, false, index));
            self.tapes.loops.push(Replay { body, turn, left: None });
        }
        let element = self.get(element);
        if kept {
            self.tapes.loops.pop();
        }
        self.frames.pop();
        let (is_it, more) = (self.b.bin(BinOp::Eq, element, last), self.b.add(count, one));
        let next = self.b.select(is_it, more, count);
        let counting = self.b.close(vec![next]);
        let op = Op::For { range, inits: vec![first], body: counting, exits: false };
        let shared = self.b.push(op, &[Ty::USIZE])[0];
        self.b.name(shared, "shared", false);
        shared
    }

    /// Decides where the adjoint goes in the turn that is being visited.
    pub(super) fn extremum_back(&mut self, e: &Extremum) -> Along {
        let left = self.b.fresh(Ty::USIZE, Some(Hint { text: "shared".into(), users: false }));
        let element = self.get(e.element);
        let b = &mut self.b;
        let (one, none) = (b.int(1, Ty::USIZE), b.int(0, Ty::USIZE));
        let (is_it, alone) = (b.bin(BinOp::Eq, element, e.last), b.bin(BinOp::Eq, left, one));
        // Nothing is equal to a NaN: then there is nothing to count down from.
        let gone = b.select(is_it, one, none);
        let next = b.sub(left, gone);
        self.choices.insert(e.after, Choice { element: e.element, is_it, alone });
        Along { param: left, init: Stands::Here(e.shared), next: Stands::Here(next), out: None }
    }

    /// What an operand of an extremum gets of its adjoint.
    pub(super) fn pull_by_choice(&mut self, operand: Val, out: Val, bar: Val) -> bool {
        let Some(Choice { element, is_it, alone }) = self.choices.get(&out).copied() else { return false };
        let contribution = loosely(&mut self.b, |b| {
            let (half, zero) = (b.float(0.5, b.ty(bar)), b.float(0.0, b.ty(bar)));
            let half = b.mul(half, bar);
            let (all, other) = if operand == element { (bar, zero) } else { (zero, bar) };
            let chosen = b.select(alone, all, half);
            b.select(is_it, chosen, other)
        });
        self.gates.put(contribution, Some(Gate::NotTaken));
        self.contribute(operand, contribution);
        true
    }
}
