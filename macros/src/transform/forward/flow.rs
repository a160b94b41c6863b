//! Forward mode through branches and loops: tangents leave a block beside their values.

use super::Transform;
use crate::ir::{BlockId, Inst, Op, Val};
use crate::transform::chain::Gates;
use crate::transform::copy;

impl Transform<'_> {
    pub(super) fn branch(&mut self, inst: &Inst, cond: Val, then: BlockId, otherwise: BlockId) {
        self.b.open(Vec::new());
        self.block(then);
        let then_yields = self.src.block(then).yields.clone();
        let then_dots = self.dots_of(&then_yields);
        // Which tangents the other arm has is known only when it is built; the yields of this one are filled in after that.
        let then_zeros = self.zeros_of(&then_yields);
        let then_block = self.b.close(Vec::new());
        self.b.open(Vec::new());
        self.block(otherwise);
        let else_yields = self.src.block(otherwise).yields.clone();
        let else_dots = self.dots_of(&else_yields);
        let else_zeros = self.zeros_of(&else_yields);
        let wanted: Vec<usize> =
            (0..then_dots.len()).filter(|k| then_dots[*k].is_some() || else_dots[*k].is_some()).collect();
        let pick = |dots: &[Option<Val>], zeros: &[Option<Val>]| -> Vec<Val> {
            wanted.iter().map(|k| dots[*k].or(zeros[*k]).expect("an arm has a tangent or a zero")).collect()
        };
        let mut yields: Vec<Val> = else_yields.iter().map(|v| self.map.val(*v)).collect();
        yields.extend(pick(&else_dots, &else_zeros));
        let otherwise_block = self.b.close(yields);
        let mut yields: Vec<Val> = then_yields.iter().map(|v| self.map.val(*v)).collect();
        yields.extend(pick(&then_dots, &then_zeros));
        let tys: Vec<_> = yields.iter().map(|v| self.b.ty(*v)).collect();
        self.b.func.blocks[then_block.0 as usize].yields = yields;
        let cond = self.map.val(cond);
        let outs = self.b.push(Op::If { cond, then: then_block, otherwise: otherwise_block }, &tys);
        self.take_outs(inst, &outs);
        for (slot, k) in wanted.iter().enumerate() {
            let (v, direction) = (inst.outs[k % inst.outs.len()], k / inst.outs.len());
            let out = outs[inst.outs.len() + slot];
            let gated = |dot: Option<Val>, gates: &Gates| dot.is_none_or(|v| gates.is(v));
            if gated(then_dots[*k], &self.gates) || gated(else_dots[*k], &self.gates) {
                self.gates.mark(out);
            }
            self.set_dot(v, direction, Some(out));
        }
    }

    /// Tangents of these values, direction by direction.
    fn dots_of(&self, vals: &[Val]) -> Vec<Option<Val>> {
        (0..self.directions).flat_map(|d| vals.iter().map(move |v| (*v, d))).map(|(v, d)| self.dot(v, d)).collect()
    }

    /// Zeros, built in the open block, where one of the values has no tangent but could have one.
    fn zeros_of(&mut self, vals: &[Val]) -> Vec<Option<Val>> {
        let mut zeros = Vec::new();
        for direction in 0..self.directions {
            for v in vals {
                let wanted = self.src.ty(*v).is_float() && self.dot(*v, direction).is_none();
                zeros.push(wanted.then(|| self.b.float(0.0, self.src.ty(*v))));
            }
        }
        zeros
    }

    pub(super) fn take_outs(&mut self, inst: &Inst, outs: &[Val]) {
        for (old, new) in inst.outs.iter().zip(outs) {
            copy::name(&mut self.b, self.src, *old, *new);
            self.map.vals.insert(*old, *new);
        }
    }

    /// The values, then the tangents of those whose carrier varies.
    fn carried_vals(&mut self, vals: &[Val], carriers: &[Val]) -> Vec<Val> {
        let mut all: Vec<Val> = vals.iter().map(|v| self.map.val(*v)).collect();
        for direction in 0..self.directions {
            for (v, carrier) in vals.iter().zip(carriers) {
                if self.varied.val(*carrier) {
                    all.push(self.dot_or_zero(*v, direction));
                }
            }
        }
        all
    }

    fn take_carried_outs(&mut self, inst: &Inst, outs: &[Val], carriers: &[Val]) {
        self.take_outs(inst, outs);
        let mut at = inst.outs.len();
        for direction in 0..self.directions {
            for (v, carrier) in inst.outs.iter().zip(carriers) {
                if self.varied.val(*carrier) {
                    self.set_dot(*v, direction, Some(outs[at]));
                    at += 1;
                }
            }
        }
    }

    pub(super) fn counted(&mut self, inst: &Inst) {
        let Op::For { range, inits, body, exits } = &inst.op else { unreachable!("a counted loop") };
        let block = self.src.block(*body).clone();
        let carriers = &block.params[1..];
        let inits = self.carried_vals(inits, carriers);
        let tys: Vec<_> = inits.iter().map(|v| self.b.ty(*v)).collect();
        let range = copy::range(range, |v| self.map.val(v));
        let mut params = vec![copy::fresh(&mut self.b, self.src, &mut self.map, block.params[0])];
        params.extend(self.carried_params(carriers, carriers));
        self.b.open(params);
        self.block(*body);
        let mut yields: Vec<Val> = block.yields[..usize::from(*exits)].iter().map(|v| self.map.val(*v)).collect();
        yields.extend(self.carried_vals(&block.yields[usize::from(*exits)..], carriers));
        let body = self.b.close(yields);
        let outs = self.b.push(Op::For { range, inits, body, exits: *exits }, &tys);
        self.take_carried_outs(inst, &outs, carriers);
    }

    pub(super) fn repeated(&mut self, inst: &Inst) {
        let Op::While { inits, head, body } = &inst.op else { unreachable!("a while loop") };
        let (head_block, body_block) = (self.src.block(*head).clone(), self.src.block(*body).clone());
        // What varies anywhere along the way is carried with its tangent all the way round.
        let carriers: Vec<Val> = (0..inits.len())
            .map(|k| if self.varied.val(head_block.params[k]) { head_block.params[k] } else { body_block.params[k] })
            .collect();
        let inits = self.carried_vals(inits, &carriers);
        let tys: Vec<_> = inits.iter().map(|v| self.b.ty(*v)).collect();
        let params = self.carried_params(&head_block.params, &carriers);
        self.b.open(params);
        self.block(*head);
        let mut yields = vec![self.map.val(head_block.yields[0])];
        yields.extend(self.carried_vals(&head_block.yields[1..], &carriers));
        let head = self.b.close(yields);
        let params = self.carried_params(&body_block.params, &carriers);
        self.b.open(params);
        self.block(*body);
        let yields = self.carried_vals(&body_block.yields, &carriers);
        let body = self.b.close(yields);
        let outs = self.b.push(Op::While { inits, head, body }, &tys);
        self.take_carried_outs(inst, &outs, &carriers);
    }

    /// Parameters for the carried values of a block, and for the tangents of those whose carrier varies.
    fn carried_params(&mut self, params: &[Val], carriers: &[Val]) -> Vec<Val> {
        let mut all: Vec<Val> = params.iter().map(|v| copy::fresh(&mut self.b, self.src, &mut self.map, *v)).collect();
        for direction in 0..self.directions {
            for (v, carrier) in params.iter().zip(carriers) {
                if self.varied.val(*carrier) {
                    let hint = self.hint(*v);
                    let dot = self.b.fresh(self.src.ty(*v), hint);
                    self.dots.entry(*v).or_insert_with(|| vec![None; self.directions])[direction] = Some(dot);
                    all.push(dot);
                }
            }
        }
        all
    }
}
