//! What the way back asks of a loop: where that can be had from arguments and indices, there is no tape, and turns can be visited in any order.

use super::Transform;
use crate::ir::{BlockId, Inst, Op, Pure, Val};
use crate::transform::chain;

impl Transform<'_> {
    /// All that the way back through the loop asks for can be had, given these and the indices.
    pub(super) fn keeps_nothing(&mut self, inst: &Inst, given: &[Val]) -> bool {
        // What a loop that may be left gives is its turns by number, and not its indices.
        let Op::For { body, exits: false, .. } = &inst.op else { return false };
        let params = &self.src.block(*body).params;
        let mut known = given.to_vec();
        known.push(params[0]);
        let again = self.counted_again(inst, given);
        known.extend(again.into_iter().map(|k| params[k + 1]));
        self.asks_for_nothing_kept(*body, &known)
    }

    fn asks_for_nothing_kept(&mut self, block: BlockId, known: &[Val]) -> bool {
        let insts = &self.src.block(block).insts;
        insts.iter().all(|inst| !self.is_active(inst) || self.asks_for_what_is_known(inst, known))
    }

    fn asks_for_what_is_known(&mut self, inst: &Inst, known: &[Val]) -> bool {
        match &inst.op {
            Op::Pure(pure) => self.reads_what_is_known(pure, inst.outs[0], known),
            Op::Load { index, .. } | Op::Store { index, .. } => index.iter().all(|v| self.is_near(*v, known)),
            Op::For { range, exits: false, .. } => {
                let ends = [range.lo, range.hi];
                ends.into_iter().chain(range.step).all(|v| self.is_near(v, known))
                    && self.goes_along(inst, known)
                    && self.keeps_nothing(inst, known)
            }
            Op::If { cond, then, otherwise } => {
                let arms = [*then, *otherwise];
                self.is_near(*cond, known) && arms.into_iter().all(|arm| self.asks_for_nothing_kept(arm, known))
            }
            _ => false,
        }
    }

    /// What the partial derivatives read can be had.
    fn reads_what_is_known(&self, pure: &Pure, out: Val, known: &[Val]) -> bool {
        let mut operands = Vec::new();
        pure.operands(|v| operands.push(v));
        let active = (0..operands.len()).filter(|k| self.active.val(operands[*k]));
        !self.partners.contains_key(&out)
            && active.map(|k| chain::reads(pure, k)).all(|reads| {
                (!reads.value || self.is_near(out, known)) && reads.operands.iter().all(|v| self.is_near(*v, known))
            })
    }
}
