//! Reverse mode through `If`.

use super::{Frame, Transform};
use crate::ir::{BlockId, Inst, Op, Val};
use crate::transform::chain::{Gate, Gates};
use crate::transform::copy;

impl Transform<'_> {
    pub(super) fn forward_branch(&mut self, inst: &Inst) {
        let Op::If { cond, then, otherwise } = &inst.op else { unreachable!("a branch") };
        let cond = self.map.val(*cond);
        let arms = [*then, *otherwise].map(|arm| {
            self.b.open(Vec::new());
            self.forward_plain(arm);
            let yields = self.src.block(arm).yields.iter().map(|v| self.map.val(*v)).collect();
            let copy = self.b.close(yields);
            self.tapes.copies.insert(arm, copy);
            copy
        });
        self.push_forward(inst, Op::If { cond, then: arms[0], otherwise: arms[1] });
    }

    /// Appends the copy of an instruction with blocks, and takes its outputs.
    pub(super) fn push_forward(&mut self, inst: &Inst, op: Op) -> Vec<Val> {
        let tys: Vec<_> = inst.outs.iter().map(|v| self.src.ty(*v)).collect();
        let outs = self.b.push(op, &tys);
        for (old, new) in inst.outs.iter().zip(&outs) {
            copy::name(&mut self.b, self.src, *old, *new);
            self.map.vals.insert(*old, *new);
        }
        outs
    }

    /// Both sweeps in one `If`: the adjoints of its outputs are known beforehand.
    pub(super) fn fused_branch(&mut self, inst: &Inst, seeds: &[Option<Val>]) {
        let Op::If { cond, then, otherwise } = &inst.op else { unreachable!("a branch") };
        let cond = self.map.val(*cond);
        let mut arms = Vec::new();
        for arm in [*then, *otherwise] {
            self.b.open(Vec::new());
            self.frames.push(self.frame());
            self.direct.insert(arm, seeds.to_vec());
            self.forward_direct(arm);
            self.seed_yields(arm, seeds, 0);
            self.backward(arm);
            self.direct.remove(&arm);
            arms.push(self.end_arm(arm, true));
        }
        self.join(inst, cond, &arms, true);
    }

    /// The backward sweep as an `If` of its own.
    pub(super) fn backward_branch(&mut self, inst: &Inst, cond: Val, then: BlockId, otherwise: BlockId) {
        let seeds: Vec<Option<Val>> = inst.outs.iter().map(|v| self.adjoint(*v)).collect();
        let cond = self.get(cond);
        let mut arms = Vec::new();
        for arm in [then, otherwise] {
            self.b.open(Vec::new());
            self.begin_replay(arm);
            self.seed_yields(arm, &seeds, 0);
            self.backward(arm);
            arms.push(self.end_arm(arm, false));
        }
        self.join(inst, cond, &arms, false);
    }

    /// Hands the adjoints of outputs to the yields of a block; the first `skip` yields have none.
    pub(super) fn seed_yields(&mut self, block: BlockId, seeds: &[Option<Val>], skip: usize) {
        let yields = self.src.block(block).yields[skip..].to_vec();
        for (v, seed) in yields.into_iter().zip(seeds) {
            if let Some(seed) = seed {
                self.contribute(v, *seed);
            }
        }
    }

    /// Opens the scope of a replayed block.
    pub(super) fn begin_replay(&mut self, block: BlockId) {
        let prologue = self.b.splice();
        self.frames.push(Frame { prologue: Some(prologue), block: Some(block), ..self.frame() });
        self.alloc_bars(block);
    }

    fn end_arm(&mut self, arm: BlockId, with_values: bool) -> Arm {
        let exports = self.exports();
        self.frames.pop();
        let mut values = Vec::new();
        if with_values {
            values.extend(self.src.block(arm).yields.iter().map(|v| self.map.val(*v)));
        }
        let mut zeros = Vec::new();
        for ty in [crate::ir::Ty::F64, crate::ir::Ty::F32] {
            zeros.push((ty, self.b.float(0.0, ty)));
        }
        let block = self.b.close(values);
        Arm { block, exports, zeros }
    }

    /// Joins two arms; what either contributes to values from outside comes out of the `If`.
    fn join(&mut self, inst: &Inst, cond: Val, arms: &[Arm], with_values: bool) {
        let mut wanted: Vec<Val> = arms.iter().flat_map(|arm| arm.exports.iter().map(|(v, _)| *v)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        for arm in arms {
            let yields: Vec<Val> = wanted.iter().map(|v| arm.contribution(*v, self.src.ty(*v))).collect();
            self.b.func.blocks[arm.block.0 as usize].yields.extend(yields);
        }
        let mut tys: Vec<_> = Vec::new();
        if with_values {
            tys.extend(inst.outs.iter().map(|v| self.src.ty(*v)));
        }
        let values = tys.len();
        tys.extend(wanted.iter().map(|v| self.src.ty(*v)));
        let outs = self.b.push(Op::If { cond, then: arms[0].block, otherwise: arms[1].block }, &tys);
        for (old, new) in inst.outs.iter().zip(&outs[..values]) {
            copy::name(&mut self.b, self.src, *old, *new);
            self.map.vals.insert(*old, *new);
        }
        for (v, out) in wanted.iter().zip(&outs[values..]) {
            if let Some(hint) = self.bar_hint(*v) {
                self.b.name(*out, &hint.text, false);
            }
            self.gates.put(*out, arms.iter().filter_map(|arm| arm.gate(*v, &self.gates)).max());
            self.contribute(*v, *out);
        }
    }
}

struct Arm {
    block: BlockId,
    exports: Vec<(Val, Val)>,
    zeros: Vec<(crate::ir::Ty, Val)>,
}

impl Arm {
    fn export(&self, v: Val) -> Option<Val> {
        self.exports.iter().find(|(w, _)| *w == v).map(|(_, bar)| *bar)
    }

    fn contribution(&self, v: Val, ty: crate::ir::Ty) -> Val {
        let zero = || self.zeros.iter().find(|(t, _)| *t == ty).map(|(_, zero)| *zero);
        self.export(v).or_else(zero).expect("there is a zero for each float type")
    }

    fn gate(&self, v: Val, gates: &Gates) -> Option<Gate> {
        self.export(v).map_or(Some(Gate::NotTaken), |bar| gates.gate(bar))
    }
}
