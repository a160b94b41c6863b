//! Branches and loops.

use super::{Checker, Verdict, agree, ensure, is_bool, is_int, same};
use crate::ir::node::{BlockId, Op, Range, Val};
use crate::ir::types::Ty;

impl Checker<'_> {
    pub(super) fn flow(&mut self, op: &Op, outs: &[Ty]) -> Verdict {
        match op {
            Op::If { cond, then, otherwise } => {
                ensure(is_bool(self.read(*cond)?), || "a branch by something else than a truth value".to_owned())?;
                for block in [then, otherwise] {
                    let yields = self.block(*block, &[])?;
                    same(&yields, outs).map_err(|e| format!("the yields of an arm: {e}"))?;
                }
                Ok(())
            }
            Op::For { range, inits, body, exits } => {
                let index = self.range(range)?;
                self.counted(index, inits, *body, *exits, outs)
            }
            Op::While { inits, head, body } => self.repeated(inits, *head, *body, outs),
            _ => Ok(()),
        }
    }

    /// The type of the index.
    fn range(&self, range: &Range) -> Result<Ty, String> {
        let (lo, hi) = (self.read(range.lo)?, self.read(range.hi)?);
        ensure(is_int(lo) && is_int(hi) && agree(lo, hi), || format!("a range from {lo} to {hi}"))?;
        for step in range.step.into_iter().chain(range.segment) {
            let step = self.read(step)?;
            ensure(is_int(step), || format!("a step of type {step}"))?;
        }
        Ok(if hi == Ty::Int(None) { lo } else { hi })
    }

    fn counted(&mut self, index: Ty, inits: &[Val], body: BlockId, exits: bool, outs: &[Ty]) -> Verdict {
        let carried = self.tys(inits)?;
        same(&carried, outs).map_err(|e| format!("carried values against outputs: {e}"))?;
        let params: Vec<Ty> = std::iter::once(index).chain(carried).collect();
        let yields = self.block(body, &params)?;
        let due: Vec<Ty> = exits.then_some(Ty::Bool).into_iter().chain(outs.iter().copied()).collect();
        same(&yields, &due).map_err(|e| format!("the yields of a loop: {e}"))
    }

    fn repeated(&mut self, inits: &[Val], head: BlockId, body: BlockId, outs: &[Ty]) -> Verdict {
        let carried = self.tys(inits)?;
        same(&carried, outs).map_err(|e| format!("carried values against outputs: {e}"))?;
        let tests = self.block(head, outs)?;
        let due: Vec<Ty> = std::iter::once(Ty::Bool).chain(outs.iter().copied()).collect();
        same(&tests, &due).map_err(|e| format!("the yields of a loop's head: {e}"))?;
        let yields = self.block(body, outs)?;
        same(&yields, outs).map_err(|e| format!("the yields of a loop: {e}"))
    }
}
