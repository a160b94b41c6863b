//! What a turn leaves for the next one is what that begins with. So of a sequence that a loop computes, one tape is enough: the backward
//! loop begins with what came out of the loop, and hands on what each turn began with.

use super::Transform;
use super::counted::{Along, Stands};
use super::tapes::Left;
use crate::ir::Val;

impl Transform<'_> {
    /// A carried value at the end of the turn that is being visited, if the backward loop hands it on.
    pub(super) fn hand_back(&mut self, v: Val) -> Option<Val> {
        let home = self.shape.home(v);
        let fits = self.src.ty(v).is_float() && self.tapes.along == 0 && !self.tapes.kept.contains_key(&v);
        let at = self.tapes.loops.iter().position(|replay| replay.body == home && replay.left.is_some());
        let at = at.filter(|_| fits)?;
        let (block, number) = self.shape.owner(home)?;
        let inst = &self.src.block(block).insts[number];
        let mut ends = (0..inst.outs.len()).map(|k| (k, self.ends_of(inst, k)));
        let (k, (before, _)) = ends.find(|(_, (before, after))| *after == v && before != after)?;
        let out = self.goes_to_body(inst, k).then_some(inst.outs[k])?;
        let param = self.b.fresh(self.src.ty(v), self.src.val(v).hint.clone());
        self.tapes.loops[at].left.as_mut()?.push(Left { param, before, out });
        Some(param)
    }

    /// What the backward loop hands on, when the turn has been visited.
    pub(super) fn handed_back(&mut self) -> Vec<Along> {
        let (mut all, mut next) = (Vec::new(), 0);
        while let Some(Left { param, before, out }) = self.left(next) {
            let before = self.get(before);
            all.push(Along { param, init: Stands::Source(out), next: Stands::Here(before), out: None });
            next += 1;
        }
        all
    }

    fn left(&self, k: usize) -> Option<Left> {
        self.tapes.loops.last()?.left.as_ref()?.get(k).copied()
    }
}
