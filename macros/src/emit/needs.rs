//! Finds what is needed: from what acts and what is yielded, backwards.

use super::uses::{Def, Site, Uses, slots};
use crate::ir::{BlockId, Inst, Op, Val};

impl<'a> Uses<'a> {
    pub(super) fn mark(&mut self) {
        let func = self.func;
        let mut acting = Vec::new();
        self.each(func.body, &mut |block, at, inst| acting.push((block, at, inst)));
        for (block, at, inst) in acting {
            let acts = match &inst.op {
                Op::Pure(pure) => func.is_effect(pure),
                Op::Load { .. } | Op::If { .. } | Op::For { .. } | Op::While { .. } => false,
                Op::Alloc { place, .. } => self.named(*place),
                _ => true,
            };
            if acts {
                self.run(block, at);
            }
        }
        for v in &func.block(func.body).yields {
            self.demand(*v);
        }
        while let Some(v) = self.work.pop() {
            self.supply(v);
        }
    }

    fn each(&self, block: BlockId, f: &mut dyn FnMut(BlockId, usize, &'a Inst)) {
        for (at, inst) in self.func.block(block).insts.iter().enumerate() {
            f(block, at, inst);
            for inner in inst.op.blocks() {
                self.each(inner, f);
            }
        }
    }

    fn demand(&mut self, v: Val) {
        let v = self.canon(v);
        if !self.live[v.0 as usize] {
            self.live[v.0 as usize] = true;
            self.work.push(v);
        }
    }

    /// An instruction is printed, and so is what decides whether it runs.
    fn run(&mut self, block: BlockId, at: usize) {
        if self.runs[block.0 as usize][at] {
            return;
        }
        self.runs[block.0 as usize][at] = true;
        let func = self.func;
        match &func.block(block).insts[at].op {
            Op::For { range, body, exits, .. } => {
                for v in [range.lo, range.hi].into_iter().chain(range.step) {
                    self.demand(v);
                }
                if *exits {
                    self.demand(func.block(*body).yields[0]);
                }
            }
            Op::While { head, .. } => self.demand(func.block(*head).yields[0]),
            op => {
                let mut operands = self.strides(op);
                op.operands(|v| operands.push(v));
                for v in operands {
                    self.demand(v);
                }
            }
        }
        if let Some(parent) = self.parent(block) {
            self.run(parent.block, parent.at);
        }
    }

    /// What a needed value needs in turn.
    fn supply(&mut self, v: Val) {
        let func = self.func;
        let (block, at, k) = match self.def(v) {
            Def::Param => return,
            Def::Inst(block, at, k) => (block, at, Some(k)),
            Def::Block(block, k) => {
                let parent = self.parent(block).expect("only blocks of loops have parameters");
                let counted = matches!(func.block(parent.block).insts[parent.at].op, Op::For { .. });
                (parent.block, parent.at, k.checked_sub(usize::from(counted)))
            }
        };
        self.run(block, at);
        let inst = &func.block(block).insts[at];
        let Some(k) = k else { return };
        if let Op::If { then, otherwise, .. } = &inst.op {
            self.demand(func.block(*then).yields[k]);
            self.demand(func.block(*otherwise).yields[k]);
        }
        if matches!(inst.op, Op::For { .. } | Op::While { .. }) {
            let slot = slots(func, inst).swap_remove(k);
            self.demand(slot.init);
            slot.nexts.into_iter().for_each(|v| self.demand(v));
        }
    }

    pub(super) fn count(&mut self, block: BlockId) {
        let func = self.func;
        let insts = &func.block(block).insts;
        for (at, inst) in insts.iter().enumerate() {
            if !self.runs(block, at) {
                continue;
            }
            for v in self.operands(inst) {
                self.sites[v.0 as usize].push(Site { block, at });
            }
            for inner in inst.op.blocks() {
                self.count(inner);
            }
        }
        for v in self.ends(block) {
            let v = self.canon(v);
            self.sites[v.0 as usize].push(Site { block, at: insts.len() });
        }
    }
}
