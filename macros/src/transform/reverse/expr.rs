//! The adjoint of an operation without effects.

use super::Transform;
use crate::elementary;
use crate::ir::{BinOp, Pure, Val};
use crate::transform::chain::{self, loosely};
use crate::transform::simplify::terms::is_scaled;

impl Transform<'_> {
    pub(super) fn backward_pure(&mut self, pure: &Pure, out: Val) {
        let Some(bar) = self.adjoint(out) else { return };
        if let Pure::Cast(x) = pure {
            let ty = self.src.ty(*x);
            if ty.is_float() {
                let cast = self.gates.cast(&mut self.b, bar, ty);
                self.contribute(*x, cast);
            }
            return;
        }
        if let Pure::Bin(BinOp::Mul, x, y) = pure
            && x == y
            && !is_scaled(&self.b, bar)
        {
            return self.pull_square(*x, bar);
        }
        let mut operands = Vec::new();
        pure.operands(|v| operands.push(v));
        for (k, operand) in operands.iter().enumerate() {
            if self.active.val(*operand) {
                self.pull(pure, k, *operand, out, bar);
            }
        }
    }

    fn pull(&mut self, pure: &Pure, k: usize, operand: Val, out: Val, bar: Val) {
        if self.pull_by_choice(operand, out, bar) || self.pull_by_partner(pure, operand, out, bar) {
            return;
        }
        let reads = chain::reads(pure, k);
        let value = if reads.value { self.get(out) } else { bar };
        // What the rule does not read is not brought back. What stands in its place is no number that a rule could know.
        let nothing = if self.b.known(bar).is_some() { self.b.fresh(self.src.ty(operand), None) } else { bar };
        let brought = pure.map(
            |v| {
                let wanted = reads.operands.contains(&v) || self.is_literal(v);
                if wanted { self.get(v) } else { nothing }
            },
            |p| p,
        );
        if let Some(contribution) = self.gates.pull(&mut self.b, &brought, k, bar, value) {
            self.contribute(operand, contribution);
        }
    }

    /// d(x²) = (2·d)·x: the adjoint may be that of other squares too, or the same in every turn of a loop. Where it has a constant in front,
    /// twice that would be another number beside it.
    fn pull_square(&mut self, x: Val, bar: Val) {
        let value = self.get(x);
        let twice = loosely(&mut self.b, |b| {
            let two = b.float(2.0, b.ty(bar));
            b.mul(two, bar)
        });
        self.gates.put(twice, self.gates.gate(bar));
        let square = Pure::Bin(BinOp::Mul, value, value);
        let contribution = self.gates.pull(&mut self.b, &square, 0, twice, value);
        contribution.into_iter().for_each(|contribution| self.contribute(x, contribution));
    }

    /// The cosine is brought back rather than the angle, which nothing else may ask for.
    fn pull_by_partner(&mut self, pure: &Pure, operand: Val, out: Val, bar: Val) -> bool {
        let (Pure::Elem(id, _), Some(partner)) = (pure, self.partners.get(&out)) else { return false };
        if self.direct.contains_key(&self.shape.home(out)) {
            return false;
        }
        let (partner, id) = (self.get(*partner), elementary::partner(*id).expect("the value has a partner"));
        let unasked = self.b.fresh(self.src.ty(operand), None);
        self.b.assume(&Pure::Elem(id, vec![unasked]), partner);
        let pure = pure.map(|_| unasked, |p| p);
        if let Some(contribution) = self.gates.pull(&mut self.b, &pure, 0, bar, bar) {
            self.contribute(operand, contribution);
        }
        true
    }
}
