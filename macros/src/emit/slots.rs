//! Stacks that never hold more than one value: they are pushed to at most once after their birth, and need no heap.

use std::collections::{HashMap, HashSet};

use super::uses::Uses;
use crate::ir::{BlockId, Func, Init, Op, Place};

pub(super) fn slots(func: &Func, uses: &Uses<'_>) -> HashSet<Place> {
    let (mut births, mut pushes) = (HashMap::new(), HashMap::<Place, Vec<BlockId>>::new());
    func.each_inst(func.body, &mut |block, inst| match &inst.op {
        Op::Alloc { place, init: Init::Empty, .. } => {
            births.insert(*place, block);
        }
        Op::Push { place, .. } => pushes.entry(*place).or_default().push(block),
        _ => {}
    });
    let once = |(place, birth): (Place, BlockId)| match pushes.get(&place).map(Vec::as_slice) {
        Some([push]) => in_branches_only(func, uses, *push, birth).then_some(place),
        _ => None,
    };
    births.into_iter().filter_map(once).collect()
}

/// Whether every construct between a block and one around it is a branch.
fn in_branches_only(func: &Func, uses: &Uses<'_>, inner: BlockId, outer: BlockId) -> bool {
    let mut here = inner;
    while here != outer {
        let Some(parent) = uses.parent(here) else { return false };
        if !matches!(func.block(parent.block).insts[parent.at].op, Op::If { .. }) {
            return false;
        }
        here = parent.block;
    }
    true
}
