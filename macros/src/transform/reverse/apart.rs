//! Loops whose turns write elements of their own, or only add to elements: the adjoints of those go from no turn to another.

use super::Transform;
use crate::ir::{BinOp, BlockId, Inst, Op, Place, Pure, Val};

impl Transform<'_> {
    /// What a loop writes outside of it is read and written by one turn alone, element by element, or all turns only add to it.
    pub(super) fn writes_apart(&self, inst: &Inst) -> bool {
        let Op::For { body, .. } = &inst.op else { return false };
        self.written_outside(inst)
            .into_iter()
            .all(|p| self.has_turns_apart(*body, p) || self.is_only_added_to(*body, p))
    }

    /// Every access is one half of `p[index] += something`, which has nothing to do with the place: its adjoint stays as it is.
    fn is_only_added_to(&self, body: BlockId, p: Place) -> bool {
        let (mut only, mut open) = (true, None);
        self.src.each_inst(body, &mut |block, inst| match (&inst.op, open.take()) {
            (Op::Load { place, index }, None) if *place == p => open = Some((block, inst.outs[0], index)),
            (Op::Store { place, index, value }, Some((here, element, at))) if *place == p => {
                only &= here == block && at == index && self.plus_once(element, *value);
            }
            (op, half) => {
                only &= !op.read().contains(&p) && !op.written().contains(&p);
                open = half;
            }
        });
        only && open.is_none()
    }

    /// The value is the element plus or minus something, and the element is read for nothing else.
    fn plus_once(&self, element: Val, value: Val) -> bool {
        let fits = match self.definition(value) {
            Some(Op::Pure(Pure::Bin(BinOp::Add, x, y))) => (*x == element) != (*y == element),
            Some(Op::Pure(Pure::Bin(BinOp::Sub, x, _))) => *x == element,
            _ => false,
        };
        fits && self.shape.uses(element).len() == 1
    }

    /// Every access goes to row `i + offset`, with the index of the loop and the same offset.
    fn has_turns_apart(&self, body: BlockId, p: Place) -> bool {
        let index = self.src.block(body).params[0];
        let (mut apart, mut offset) = (true, None);
        self.src.each_inst(body, &mut |_, inst| {
            if inst.op.read().contains(&p) || inst.op.written().contains(&p) {
                let here = row(&inst.op).and_then(|v| self.beyond(v, index));
                apart &= here.is_some() && *offset.get_or_insert(here) == here;
            }
        });
        apart
    }

    /// How far a value is beyond the index.
    fn beyond(&self, v: Val, index: Val) -> Option<i128> {
        if v == index {
            return Some(0);
        }
        let Some(Op::Pure(Pure::Bin(op @ (BinOp::Add | BinOp::Sub), x, y))) = self.definition(v) else { return None };
        match op {
            BinOp::Add if *y == index => self.literal(*x),
            BinOp::Add if *x == index => self.literal(*y),
            BinOp::Sub if *x == index => self.literal(*y).map(|n| -n),
            _ => None,
        }
    }
}

/// The row of an access to an element.
fn row(op: &Op) -> Option<Val> {
    match op {
        Op::Load { index, .. } | Op::Store { index, .. } | Op::Accumulate { index, .. } => index.first().copied(),
        _ => None,
    }
}
