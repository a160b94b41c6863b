//! Copies of instructions, with other values in them: of arithmetic, and of what reads or writes an element.

use super::edit::Editor;
use crate::ir::hash::Map;
use crate::ir::{BlockId, Inst, Op, Val};

impl Editor {
    /// The same block once more, with values of its own.
    pub(super) fn duplicate(&mut self, body: BlockId) -> BlockId {
        let block = self.func.block(body).clone();
        let mut map = Map::default();
        let params = block.params.iter().map(|v| self.renewed(&mut map, *v)).collect();
        let mut insts = Vec::with_capacity(block.insts.len());
        for inst in block.insts {
            let outs = inst.outs.iter().map(|v| self.renewed(&mut map, *v)).collect();
            let mut copy = Inst { outs, op: inst.op };
            self.renamed(&mut copy, |v| map.get(&v).copied().unwrap_or(v));
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
        map.insert(v, new);
        new
    }

    /// The instruction with other values as its operands.
    pub(super) fn renamed(&mut self, inst: &mut Inst, of: impl Fn(Val) -> Val) {
        match &mut inst.op {
            Op::Pure(pure) => {
                let pure = pure.map(of, |p| p);
                *inst = self.defined(inst.outs[0], pure);
            }
            Op::Load { index, .. } => index.iter_mut().for_each(|v| *v = of(*v)),
            Op::Store { index, value, .. } | Op::Accumulate { index, value, .. } => {
                index.iter_mut().for_each(|v| *v = of(*v));
                *value = of(*value);
            }
            _ => unreachable!("neither arithmetic nor an element"),
        }
    }
}
