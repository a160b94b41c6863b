//! What is written where it is used is also evaluated there. It must not move over what changes it.

use std::collections::HashMap;

use super::plan::{Form, Plan};
use crate::ir::{BlockId, Func, Inst, Op, Place, PlaceKind, Val};

#[derive(Default)]
pub(super) struct Order {
    /// The instructions of a block that change a place.
    written: HashMap<(BlockId, Place), Vec<usize>>,
    walls: HashMap<BlockId, Walls>,
}

/// Instructions of a block that inlined values do not move over, or calls do not.
#[derive(Default)]
struct Walls {
    phases: Vec<usize>,
    effects: Vec<usize>,
}

impl Plan<'_> {
    pub(super) fn note_walls(&mut self, block: BlockId) {
        let func = self.func;
        for (at, inst) in func.block(block).insts.iter().enumerate() {
            for place in written_inside(func, inst) {
                self.order.written.entry((block, place)).or_default().push(at);
            }
            let walls = self.order.walls.entry(block).or_default();
            if matches!(inst.op, Op::Suspend { .. }) {
                walls.phases.push(at);
            }
            if !matches!(inst.op, Op::Pure(_) | Op::Load { .. }) {
                walls.effects.push(at);
            }
        }
    }

    /// A value that is written where it is used is evaluated there. What must not be evaluated that late gets a name.
    pub(super) fn keep_order(&mut self, block: BlockId) {
        let func = self.func;
        let insts = &func.block(block).insts;
        let mut written_at: HashMap<usize, usize> = HashMap::new();
        for (at, inst) in insts.iter().enumerate().rev() {
            let [v] = inst.outs.as_slice() else { continue };
            if self.form(*v) != Form::Inline || !self.uses.runs(block, at) {
                continue;
            }
            let site = self.uses.sites(*v)[0].at;
            let end = written_at.get(&site).copied().unwrap_or(site);
            if self.crosses(block, inst, at, end) {
                self.make_own(*v);
            } else {
                written_at.insert(at, end);
            }
        }
    }

    fn crosses(&self, block: BlockId, inst: &Inst, from: usize, to: usize) -> bool {
        let between = |walls: &[usize]| {
            let next = walls.partition_point(|w| *w <= from);
            walls.get(next).is_some_and(|w| *w < to)
        };
        let walls = &self.order.walls[&block];
        let effects = || {
            let start = walls.effects.partition_point(|w| *w <= from);
            let crossed = walls.effects[start..].iter().take_while(|w| **w < to);
            crossed.into_iter().any(|w| self.is_statement(block, *w))
        };
        // What is lent to a call, or as a part, is lent while the other arguments are evaluated.
        let lends = |op: &Op| matches!(op, Op::Call(_) | Op::Window { .. });
        let lent = |w: &[usize]| w.contains(&to) && lends(&self.func.block(block).insts[to].op);
        between(&walls.phases)
            || match &inst.op {
                Op::Load { place, .. } => {
                    self.order.written.get(&(block, *place)).is_some_and(|w| between(w) || lent(w))
                }
                Op::Call(_) => effects(),
                Op::If { .. } => self.logic(inst).is_some_and(|l| self.reads_writable(l.arm)) && effects(),
                _ => false,
            }
    }

    fn reads_writable(&self, v: Val) -> bool {
        let mut stack = vec![self.uses.canon(v)];
        while let Some(v) = stack.pop() {
            if let Some(Op::Load { place, .. }) = self.uses.inst(v).map(|i| &i.op)
                && !matches!(self.func.place(*place).kind, PlaceKind::Input | PlaceKind::Tangent)
            {
                return true;
            }
            stack.extend(self.parts(v));
        }
        false
    }
}

/// The places that an instruction changes, itself or in its blocks.
fn written_inside(func: &Func, inst: &Inst) -> Vec<Place> {
    let mut places = inst.op.written();
    for block in inst.op.blocks() {
        func.each_inst(block, &mut |_, inner| places.extend(inner.op.written()));
    }
    places.sort_unstable();
    places.dedup();
    places
}
