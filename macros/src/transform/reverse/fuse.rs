//! Finds what needs no second pass.
//!
//! The backward sweep of a branch or a loop can share its forward sweep if the adjoints of its outputs are known before it runs.
//! They are where the outputs reach the result through additions and through products with what is known by then.

use super::Transform;
use super::shape::Use;
use crate::ir::{BinOp, BlockId, Inst, Op, Place, Pure, UnOp, Val};
use crate::transform::chain::loosely;
use crate::transform::copy;
use crate::transform::simplify::terms;

/// How far an output is followed: beyond that the second pass is taken.
const REACH: usize = 64;

/// The adjoint of a value is not known before the backward sweep.
struct NotYet;

/// An adjoint that is known beforehand; nothing is zero.
type Early = Result<Option<Val>, NotYet>;

impl Transform<'_> {
    /// The adjoints of the outputs, if the instruction can do both sweeps at once.
    pub(super) fn fusable(&mut self, block: BlockId, at: usize, inst: &Inst) -> Option<Vec<Option<Val>>> {
        let fits = match &inst.op {
            Op::If { .. } => true,
            Op::For { .. } | Op::While { .. } => self.only_accumulates(inst),
            Op::Call(call) => call.results.is_empty() && call.changed().next().is_none(),
            _ => false,
        };
        let late = block != self.src.body && self.reads_late(inst);
        if !self.fuses || !fits || late || self.writes_outside(inst) || self.reads_what_changes(block, at, inst) {
            return None;
        }
        let outs = inst.outs.clone();
        let seeds = outs.into_iter().map(|v| if self.active.val(v) { self.early(v, block, REACH) } else { Ok(None) });
        seeds.collect::<Result<_, NotYet>>().ok()
    }

    pub(super) fn forward_and_backward(&mut self, inst: &Inst, seeds: &[Option<Val>]) {
        match &inst.op {
            Op::If { .. } => self.fused_branch(inst, seeds),
            Op::Call(call) => self.fused_call(inst, call, seeds),
            _ => self.fused_loop(inst, seeds),
        }
    }

    /// What a loop carries and has an adjoint is only added to.
    fn only_accumulates(&self, inst: &Inst) -> bool {
        let params = self.carried(inst);
        let active = |k: usize| self.active.val(params[k]) || self.active.val(inst.outs[k]);
        (0..params.len()).all(|k| !active(k) || self.accumulates(inst, k))
    }

    /// What a loop carries, in its body.
    fn carried(&self, inst: &Inst) -> &[Val] {
        match &inst.op {
            Op::For { body, .. } => &self.src.block(*body).params[1..],
            Op::While { body, .. } => &self.src.block(*body).params,
            _ => &[],
        }
    }

    /// The instruction changes an active place that was there before it.
    pub(super) fn writes_outside(&self, inst: &Inst) -> bool {
        !self.written_outside(inst).is_empty()
    }

    /// The active places that were there before the instruction, and that those inside it change.
    pub(super) fn written_outside(&self, inst: &Inst) -> Vec<Place> {
        let mut written: Vec<Place> = Vec::new();
        let mut own: Vec<Place> = Vec::new();
        for block in inst.op.blocks() {
            self.src.each_inst(block, &mut |_, inner| {
                own.extend(inner.op.born());
                written.extend(inner.op.written());
            });
        }
        written.retain(|p| self.active.place(*p) && !own.contains(p));
        written
    }

    /// The instruction reads an active place that is written after it: what it adds to the adjoint of the place must come later.
    fn reads_what_changes(&self, block: BlockId, at: usize, inst: &Inst) -> bool {
        let changes =
            |op: &Op| op.read().iter().any(|p| self.active.place(*p) && self.shape.is_written_after(*p, block, at));
        let mut any = changes(&inst.op);
        for inner in inst.op.blocks() {
            self.src.each_inst(inner, &mut |_, inst| any |= changes(&inst.op));
        }
        any
    }

    /// The adjoint of a value of a direct block, from what is known already.
    fn early(&mut self, v: Val, block: BlockId, reach: usize) -> Early {
        let reach = reach.checked_sub(1).ok_or(NotYet)?;
        let mut terms = Vec::new();
        for at in self.shape.uses(v).to_vec() {
            terms.extend(match at {
                Use::Yield(b, k) if b == block => self.direct.get(&block).ok_or(NotYet)?[k],
                Use::Inst(b, at) if b == block => self.early_through(v, block, at, reach)?,
                _ => return Err(NotYet),
            });
        }
        Ok(loosely(&mut self.b, |b| terms::sum(b, &terms)))
    }

    /// What a value gets by one of its uses.
    fn early_through(&mut self, v: Val, block: BlockId, at: usize, reach: usize) -> Early {
        let inst = &self.src.block(block).insts[at];
        if !self.is_active(inst) {
            return Ok(None);
        }
        let Op::Pure(pure) = &inst.op else { return self.early_through_loop(v, block, inst, reach) };
        let out = inst.outs[0];
        match *pure {
            Pure::Un(UnOp::Neg, _) => {
                let seed = self.early(out, block, reach)?;
                Ok(seed.map(|s| loosely(&mut self.b, |b| b.neg(s))))
            }
            Pure::Bin(BinOp::Add, x, y) if x != y => self.early(out, block, reach),
            Pure::Bin(BinOp::Sub, x, y) if x != y => {
                let seed = self.early(out, block, reach)?;
                Ok(seed.map(|s| if v == x { s } else { loosely(&mut self.b, |b| b.neg(s)) }))
            }
            Pure::Bin(BinOp::Mul, x, y) if x != y => {
                let other = self.known_by_now(if v == x { y } else { x }).ok_or(NotYet)?;
                let seed = self.early(out, block, reach)?;
                Ok(seed.map(|s| loosely(&mut self.b, |b| b.mul(s, other))))
            }
            Pure::Bin(BinOp::Div, x, y) if x != y && v == x => {
                let divisor = self.known_by_now(y).ok_or(NotYet)?;
                let seed = self.early(out, block, reach)?;
                Ok(seed.map(|s| loosely(&mut self.b, |b| b.div(s, divisor))))
            }
            _ => Err(NotYet),
        }
    }

    /// The value goes on into a loop that only adds to it.
    fn early_through_loop(&mut self, v: Val, block: BlockId, inst: &Inst, reach: usize) -> Early {
        let (Op::For { inits, .. } | Op::While { inits, .. }) = &inst.op else { return Err(NotYet) };
        let k = inits.iter().position(|init| *init == v).ok_or(NotYet)?;
        let once = inits.iter().filter(|init| **init == v).count() == 1;
        if !(once && self.accumulates(inst, k)) {
            return Err(NotYet);
        }
        self.early(inst.outs[k], block, reach)
    }

    /// A value that the forward sweep has by now, or that is constant and can be had early.
    fn known_by_now(&mut self, v: Val) -> Option<Val> {
        if !self.direct.contains_key(&self.shape.home(v)) {
            return None;
        }
        if let Some(known) = self.map.vals.get(v) {
            return Some(known);
        }
        let super::shape::Def::Inst(block, at) = self.shape.def(v) else { return None };
        let inst = &self.src.block(block).insts[at];
        let Op::Pure(pure) = &inst.op else { return None };
        if self.active.val(v) || matches!(pure, Pure::Opaque(..)) {
            return None;
        }
        let mut operands = Vec::new();
        pure.operands(|v| operands.push(v));
        for operand in operands {
            self.known_by_now(operand)?;
        }
        copy::leaf(&mut self.b, self.src, &mut self.map, inst);
        Some(self.map.val(v))
    }

    /// Carried value number `k` of a loop is only added to.
    pub(super) fn accumulates(&self, inst: &Inst, k: usize) -> bool {
        match &inst.op {
            Op::For { body, exits, .. } => {
                let param = self.src.block(*body).params[k + 1];
                self.runs_into(param, *body) == Some(k + usize::from(*exits))
            }
            Op::While { head, body, .. } => {
                let (asked, param) = (self.src.block(*head).params[k], self.src.block(*body).params[k]);
                *self.shape.uses(asked) == [Use::Yield(*head, k + 1)] && self.runs_into(param, *body) == Some(k)
            }
            _ => false,
        }
    }

    /// The yield of the block that is `v` plus something, if `v` is read for nothing else.
    fn runs_into(&self, mut v: Val, block: BlockId) -> Option<usize> {
        loop {
            let uses = self.shape.uses(v);
            v = match *uses {
                [Use::Yield(b, k)] if b == block => return Some(k),
                [Use::Inst(b, at)] if b == block => self.plus_something(v, &self.src.block(b).insts[at])?,
                _ => self.through_branch(v, block, uses)?,
            };
        }
    }

    fn plus_something(&self, v: Val, inst: &Inst) -> Option<Val> {
        match &inst.op {
            Op::Pure(Pure::Bin(BinOp::Add, x, y)) if x != y => Some(inst.outs[0]),
            Op::Pure(Pure::Bin(BinOp::Sub, x, y)) if x != y && *x == v => Some(inst.outs[0]),
            Op::For { inits, .. } | Op::While { inits, .. } => {
                let k = inits.iter().position(|init| *init == v)?;
                self.accumulates(inst, k).then(|| inst.outs[k])
            }
            _ => None,
        }
    }

    /// Both arms of one branch add to the value, or hand it on.
    fn through_branch(&self, v: Val, block: BlockId, uses: &[Use]) -> Option<Val> {
        let inner = |at: &Use| match at {
            Use::Inst(b, _) | Use::Yield(b, _) => *b,
        };
        let (owner, at) = self.shape.owner(inner(uses.first()?))?;
        let inst = &self.src.block(owner).insts[at];
        let Op::If { then, otherwise, .. } = &inst.op else { return None };
        let fits = owner == block && uses.iter().all(|u| inner(u) == *then || inner(u) == *otherwise);
        fits.then_some(())?;
        let k = self.arm_runs_into(v, *then, uses)?;
        (self.arm_runs_into(v, *otherwise, uses)? == k).then(|| inst.outs[k])
    }

    fn arm_runs_into(&self, v: Val, arm: BlockId, uses: &[Use]) -> Option<usize> {
        let mut here = uses.iter().filter(|u| matches!(u, Use::Inst(b, _) | Use::Yield(b, _) if *b == arm));
        let (first, None) = (here.next()?, here.next()) else { return None };
        match *first {
            Use::Yield(_, k) => Some(k),
            Use::Inst(_, at) => self.runs_into(self.plus_something(v, &self.src.block(arm).insts[at])?, arm),
        }
    }
}
