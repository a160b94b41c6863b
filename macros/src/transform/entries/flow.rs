//! Branches and loops: what their turns and arms add to rows is added inside of them.

use super::Transform;
use super::slots::Slot;
use crate::ir::{BlockId, Inst, Op, Val};
use crate::transform::copy;

impl Transform<'_> {
    pub(super) fn counted(&mut self, inst: &Inst) -> Option<()> {
        let Op::For { range, inits, body, exits } = &inst.op else { unreachable!("a counted loop") };
        let (src, skip) = (self.src, usize::from(*exits));
        let block = src.block(*body);
        for (k, out) in inst.outs.iter().enumerate() {
            match self.row_of(*out) {
                Some((row, minus)) => self.join(&row, inits[k], minus)?,
                None if self.varied.val(*out) || self.varied.val(block.params[k + 1]) => {
                    self.unknown.extend([*out, block.params[k + 1]]);
                }
                None => {}
            }
        }
        let range = copy::range(range, |v| self.map.val(v));
        let copied_inits = inits.iter().map(|v| self.map.val(*v)).collect();
        let params = copy::block_params(&mut self.b, src, &mut self.map, *body);
        self.b.open(params);
        self.block(*body)?;
        for (out, v) in inst.outs.iter().zip(&block.yields[skip..]) {
            if let Some((row, minus)) = self.row_of(*out) {
                self.join(&row, *v, minus)?;
            }
        }
        let yields = block.yields.iter().map(|v| self.map.val(*v)).collect();
        let body = self.b.close(yields);
        let tys: Vec<_> = inst.outs.iter().map(|v| src.ty(*v)).collect();
        let outs = self.b.push(Op::For { range, inits: copied_inits, body, exits: *exits }, &tys);
        self.take(inst, &outs);
        Some(())
    }

    fn take(&mut self, inst: &Inst, outs: &[Val]) {
        for (old, new) in inst.outs.iter().zip(outs) {
            copy::name(&mut self.b, self.src, *old, *new);
            self.map.vals.insert(*old, *new);
        }
    }

    pub(super) fn branch(&mut self, inst: &Inst, cond: Val, then: BlockId, otherwise: BlockId) -> Option<()> {
        let cond = self.map.val(cond);
        let before = self.b.func.vals.len();
        let arms = [self.arm(inst, then, before)?, self.arm(inst, otherwise, before)?];
        let mut wanted: Vec<(usize, Slot)> = Vec::new();
        for (k, slot) in arms.iter().flat_map(|arm| &arm.slots) {
            if !wanted.contains(&(*k, slot.clone())) {
                wanted.push((*k, slot.clone()));
            }
        }
        for arm in &arms {
            let dots = wanted.iter().map(|(k, slot)| self.dot(arm.yields[*k], slot).unwrap_or(arm.zeros[*k]));
            let dots: Vec<Val> = dots.collect();
            self.b.func.blocks[arm.block.0 as usize].yields.extend(dots);
        }
        let mut tys: Vec<_> = inst.outs.iter().map(|v| self.src.ty(*v)).collect();
        tys.extend(wanted.iter().map(|(k, _)| self.src.ty(inst.outs[*k])));
        let outs = self.b.push(Op::If { cond, then: arms[0].block, otherwise: arms[1].block }, &tys);
        self.take(inst, &outs[..inst.outs.len()]);
        for ((k, slot), out) in wanted.into_iter().zip(&outs[inst.outs.len()..]) {
            let gated = |arm: &Arm| self.dot(arm.yields[k], &slot).is_none_or(|dot| self.gates.is(dot));
            if arms.iter().any(gated) {
                self.gates.mark(*out);
            }
            self.tangents.entry(inst.outs[k]).or_default().push((slot, *out));
        }
        Some(())
    }

    /// Builds an arm. A tangent in a direction that only the arm has a name for does not leave it.
    fn arm(&mut self, inst: &Inst, arm: BlockId, before: usize) -> Option<Arm> {
        let src = self.src;
        self.b.open(Vec::new());
        self.block(arm)?;
        let yields = src.block(arm).yields.clone();
        let mut slots = Vec::new();
        for (k, (v, out)) in yields.iter().zip(&inst.outs).enumerate() {
            if let Some((row, minus)) = self.row_of(*out) {
                self.join(&row, *v, minus)?;
                continue;
            }
            let outside = |slot: &Slot| slot.index.iter().all(|v| (v.0 as usize) < before);
            let tangents = self.tangents.get(v).cloned().unwrap_or_default();
            if self.unknown.contains(v) || !tangents.iter().all(|(slot, _)| outside(slot)) {
                self.unknown.insert(*out);
            }
            slots.extend(tangents.into_iter().map(|(slot, _)| (k, slot)).filter(|(_, slot)| outside(slot)));
        }
        let zeros = yields.iter().map(|v| self.b.float(0.0, float_or_wide(src.ty(*v)))).collect();
        let copied = yields.iter().map(|v| self.map.val(*v)).collect();
        let block = self.b.close(copied);
        Some(Arm { block, yields, zeros, slots })
    }
}

struct Arm {
    block: BlockId,
    /// Of the source.
    yields: Vec<Val>,
    zeros: Vec<Val>,
    /// The directions in which the yields have tangents.
    slots: Vec<(usize, Slot)>,
}

fn float_or_wide(ty: crate::ir::Ty) -> crate::ir::Ty {
    if ty.is_float() { ty } else { crate::ir::Ty::F64 }
}
