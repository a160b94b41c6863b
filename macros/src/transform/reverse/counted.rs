//! Integers that a loop counts: counted again where its turns are visited in their order, and back where they are visited backwards.

use super::Transform;
use super::shape::Def;
use crate::ir::{BinOp, BlockId, Func, Inst, Op, Pure, Ty, Val};
use crate::transform::copy;

/// Where a value stands: in the source, or in the function under construction.
#[derive(Clone, Copy)]
pub(super) enum Stands {
    Source(Val),
    Here(Val),
}

/// An integer that is counted in the backward loop as it was in the forward one, or back.
pub(super) struct Along {
    pub(super) param: Val,
    pub(super) init: Stands,
    pub(super) next: Stands,
    /// What comes out of the backward loop: what the loop began with where turns are visited backwards, else what came out of it.
    pub(super) out: Option<Val>,
}

impl<'s> Transform<'s> {
    /// The value in the function under construction, and its type.
    pub(super) fn standing(&mut self, stands: Stands) -> (Val, Ty) {
        let v = match stands {
            Stands::Source(v) => self.get(v),
            Stands::Here(v) => v,
        };
        (v, self.b.ty(v))
    }

    /// The turns of the loop are visited as the source runs them: no adjoint goes from one to another, and what it counts can be counted again,
    /// given these integers.
    pub(super) fn goes_along(&mut self, inst: &Inst, given: &[Val]) -> bool {
        let Op::For { body, .. } = &inst.op else { return false };
        let params = &self.src.block(*body).params[1..];
        let active = |k: usize| self.active.val(params[k]) || self.active.val(inst.outs[k]);
        let alone = (0..params.len()).all(|k| !active(k) || self.accumulates(inst, k)) && self.writes_apart(inst);
        alone && (self.keeps_by_index(*body) || self.keeps_nothing(inst, given)) && {
            let again = self.counted_again(inst, given);
            (0..params.len()).all(|k| again.contains(&k) || !self.is_counter(inst, k))
        }
    }

    /// Integers that the loop counts by itself are counted again, where that needs nothing that is kept.
    pub(super) fn run_along(&mut self, inst: &Inst) -> Vec<Along> {
        let Op::For { inits, body, exits, .. } = &inst.op else { unreachable!("a counted loop") };
        let (block, skip) = (self.src.block(*body), usize::from(*exits));
        let counted = self.counted_again(inst, &[]);
        counted
            .into_iter()
            .map(|k| self.run_one_along(inst, k, block.params[k + 1], inits[k], block.yields[k + skip]))
            .collect()
    }

    /// Which carried values are integers that can be had again in the order of the source, given these.
    pub(super) fn counted_again(&mut self, inst: &Inst, given: &[Val]) -> Vec<usize> {
        let Op::For { inits, body, exits, .. } = &inst.op else { return Vec::new() };
        let (block, skip) = (self.src.block(*body), usize::from(*exits));
        let is_near = |me: &Self, k: &usize| me.src.ty(inits[*k]).is_int() && me.is_near(inits[*k], given);
        let mut counted: Vec<usize> = (0..inits.len()).filter(|k| is_near(self, k)).collect();
        loop {
            let mut known = given.to_vec();
            known.push(block.params[0]);
            known.extend(counted.iter().map(|k| block.params[k + 1]));
            known.extend(self.counted_inside(*body, &known));
            let fits = |k: &usize| self.is_near(block.yields[k + skip], &known);
            let fitting: Vec<usize> = counted.iter().copied().filter(fits).collect();
            if fitting.len() == counted.len() {
                return counted;
            }
            counted = fitting;
        }
    }

    /// What loops in a body have counted when they have been visited.
    fn counted_inside(&mut self, body: BlockId, given: &[Val]) -> Vec<Val> {
        let mut outs = Vec::new();
        for inner in &self.src.block(body).insts {
            if matches!(inner.op, Op::For { .. }) && self.is_active(inner) && self.goes_along(inner, given) {
                outs.extend(self.counted_again(inner, given).into_iter().map(|k| inner.outs[k]));
            }
        }
        outs
    }

    fn run_one_along(&mut self, inst: &Inst, k: usize, v: Val, init: Val, next: Val) -> Along {
        let param = self.b.fresh(self.src.ty(v), self.src.val(v).hint.clone());
        self.frames.last_mut().expect("a scope is open").vals.insert(v, param);
        Along { param, init: Stands::Source(init), next: Stands::Source(next), out: Some(inst.outs[k]) }
    }

    // ---- integers of turns that are visited backwards

    /// Integers that the loop counts up or down are counted back: each turn begins with what it left.
    pub(super) fn run_back(&mut self, inst: &Inst) -> Vec<Along> {
        let mut all = Vec::new();
        for k in 0..inst.outs.len() {
            let out = inst.outs[k];
            if self.src.ty(out).is_int() && self.is_near_around(out) && self.counts_back(inst, k) {
                let (param, last) = self.ends_of(inst, k);
                let left = self.b.fresh(self.src.ty(out), self.src.val(out).hint.clone());
                self.bring_back(last, left);
                let (init, next) = (Stands::Source(out), Stands::Source(param));
                all.push(Along { param: left, init, next, out: Some(inst.op.carried()[k]) });
            }
        }
        all
    }

    /// It can be had before the loop whose turn is being visited.
    fn is_near_around(&mut self, v: Val) -> bool {
        let turn = self.frames.pop().expect("a scope is open");
        let near = self.is_near(v, &[]);
        self.frames.push(turn);
        near
    }

    /// What the body gets and what it leaves of carried value number `k`.
    pub(super) fn ends_of(&self, inst: &Inst, k: usize) -> (Val, Val) {
        match &inst.op {
            Op::For { body, exits, .. } => {
                let block = self.src.block(*body);
                (block.params[k + 1], block.yields[k + usize::from(*exits)])
            }
            Op::While { body, .. } => (self.src.block(*body).params[k], self.src.block(*body).yields[k]),
            _ => unreachable!("a loop"),
        }
    }

    /// The head of a loop passes carried value number `k` on as it is, so that what comes out is what the last turn left.
    pub(super) fn goes_to_body(&self, inst: &Inst, k: usize) -> bool {
        let Op::While { head, .. } = &inst.op else { return true };
        let block = self.src.block(*head);
        block.params[k] == block.yields[k + 1]
    }

    /// What a turn gets of a carried integer follows from what it leaves.
    fn counts_back(&mut self, inst: &Inst, k: usize) -> bool {
        let chain = self.chain(inst, k);
        chain.is_some_and(|loops| {
            loops.into_iter().all(|(inner, number)| {
                self.is_active(inner) && !self.goes_along(inner, &[]) && self.counts_back(inner, number)
            })
        })
    }

    /// An integer that each turn adds steps to, in loops inside of it too.
    fn is_counter(&self, inst: &Inst, k: usize) -> bool {
        let is_int = self.src.ty(inst.outs[k]).is_int();
        is_int
            && self
                .chain(inst, k)
                .is_some_and(|loops| loops.iter().all(|(inner, number)| self.is_counter(inner, *number)))
    }

    /// The loops through which carried value number `k` goes in a turn, if there are but steps beside them.
    fn chain(&self, inst: &Inst, k: usize) -> Option<Vec<(&'s Inst, usize)>> {
        self.goes_to_body(inst, k).then_some(())?;
        let (param, mut v) = self.ends_of(inst, k);
        let (mut steps, mut loops) = (false, Vec::new());
        while v != param {
            let Def::Inst(block, at) = self.shape.def(v) else { return None };
            let src: &'s Func = self.src;
            let inner = &src.block(block).insts[at];
            (self.shape.home(param) == block).then_some(())?;
            v = match &inner.op {
                Op::Pure(pure) => self.step(pure)?.0,
                op @ (Op::For { .. } | Op::While { .. }) => {
                    let number = inner.outs.iter().position(|out| *out == v).expect("it comes out of the loop");
                    loops.push((inner, number));
                    op.carried()[number]
                }
                _ => return None,
            };
            steps = true;
        }
        steps.then_some(loops)
    }

    /// `v + by` or `v - by`: the value before, whether it is subtracted, and by how much.
    fn step(&self, pure: &Pure) -> Option<(Val, bool, Val)> {
        let is_step = |x: Val, by: Val| {
            let outer = self.shape.home(by) != self.shape.home(x) && self.at_hand(by).is_some();
            outer || self.literal(by).is_some()
        };
        let (x, y, is_less) = match *pure {
            Pure::Bin(BinOp::Add, x, y) => (x, y, false),
            Pure::Bin(BinOp::Sub, x, y) => (x, y, true),
            _ => return None,
        };
        match () {
            () if is_step(x, y) => Some((x, is_less, y)),
            () if !is_less && is_step(y, x) => Some((y, false, x)),
            () => None,
        }
    }

    /// A value of the turn that is being visited, and what it was made of by steps.
    pub(super) fn bring_back(&mut self, v: Val, mut known: Val) {
        let mut at = v;
        loop {
            self.frames.last_mut().expect("a scope is open").vals.insert(at, known);
            let Some(Op::Pure(pure)) = self.definition(at) else { return };
            let Some((before, is_less, by)) = self.step(pure) else { return };
            let by = self.get(by);
            known = if is_less { self.b.add(known, by) } else { self.b.sub(known, by) };
            copy::name(&mut self.b, self.src, before, known);
            at = before;
        }
    }
}
