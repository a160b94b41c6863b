//! Instructions with other values in them, and copies of blocks of them.

use super::edit::Editor;
use crate::ir::hash::Map;
use crate::ir::{BlockId, Inst, Op, Range, Val};
use crate::transform::copy;

impl Editor {
    /// The same block once more, with values of its own. There are no blocks inside it.
    pub(super) fn duplicate(&mut self, body: BlockId) -> BlockId {
        let block = self.func.block(body).clone();
        let mut map = Map::default();
        let params = block.params.iter().map(|v| self.renewed(&mut map, *v)).collect();
        let mut insts = Vec::with_capacity(block.insts.len());
        for inst in block.insts {
            let outs = inst.outs.iter().map(|v| self.renewed(&mut map, *v)).collect();
            let mut copy = Inst { outs, op: inst.op };
            self.renamed(&mut copy, &|v| map.get(&v).copied().unwrap_or(v));
            insts.push(copy);
        }
        let yields = block.yields.iter().map(|v| map.get(v).copied().unwrap_or(*v)).collect();
        let copy = self.new_block(insts);
        self.block_mut(copy).params = params;
        self.block_mut(copy).yields = yields;
        copy
    }

    fn renewed(&mut self, map: &mut Map<Val, Val>, v: Val) -> Val {
        let info = self.func.val(v).clone();
        let new = self.fresh(info.ty, info.hint);
        self.func.vals[new.0 as usize].loose = info.loose;
        map.insert(v, new);
        new
    }

    /// The instruction with other values as its operands, in its arms and its turns too.
    pub(super) fn renamed(&mut self, inst: &mut Inst, of: &impl Fn(Val) -> Val) {
        match &mut inst.op {
            Op::Pure(pure) => {
                let pure = pure.map(of, |p| p);
                *inst = self.defined(inst.outs[0], pure);
            }
            Op::If { cond, then, otherwise } => {
                *cond = of(*cond);
                let arms = [*then, *otherwise];
                arms.into_iter().for_each(|arm| self.renamed_in(arm, of));
            }
            Op::For { range, inits, body, .. } => {
                *range = Range { segment: range.segment.map(of), ..copy::range(range, of) };
                inits.iter_mut().for_each(|v| *v = of(*v));
                self.renamed_in(*body, of);
            }
            op => *op = copy::relocate(op, of, |p| p),
        }
    }

    fn renamed_in(&mut self, block: BlockId, of: &impl Fn(Val) -> Val) {
        let mut insts = std::mem::take(&mut self.block_mut(block).insts);
        insts.iter_mut().for_each(|inst| self.renamed(inst, of));
        let block = self.block_mut(block);
        block.insts = insts;
        block.yields.iter_mut().for_each(|v| *v = of(*v));
    }
}
