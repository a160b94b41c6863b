//! Values that a loop carries, to which each turn adds.

use super::super::edit::Editor;
use crate::ir::hash::{Map, Set as HashSet};
use crate::ir::{BinOp, BlockId, Pure, Val};

/// A value that a loop carries, to which each turn adds.
pub(super) struct Sum {
    /// What is added, and whether it is subtracted.
    pub(super) terms: Vec<(Val, bool)>,
    /// The additions.
    pub(super) links: Vec<Val>,
}

/// How often a block reads each value.
pub(super) fn reads(e: &Editor, body: BlockId) -> Map<Val, usize> {
    let mut reads = Map::default();
    let block = e.func.block(body);
    block.insts.iter().for_each(|inst| inst.op.operands(|v| *reads.entry(v).or_default() += 1));
    block.yields.iter().for_each(|v| *reads.entry(*v).or_default() += 1);
    reads
}

/// `to` is `from` plus or minus something, neither is read for anything else, and the terms may be added in any order.
pub(super) fn free_sum(e: &Editor, from: Val, to: Val, reads: &Map<Val, usize>) -> Option<Sum> {
    let once = |v: Val| reads.get(&v) == Some(&1);
    (e.func.ty(from).is_float() && once(from)).then_some(())?;
    let mut sum = Sum { terms: Vec::new(), links: Vec::new() };
    let mut here = to;
    while here != from {
        let free = once(here) && (e.func.reassociate || e.func.val(here).loose);
        let Some(Pure::Bin(op @ (BinOp::Add | BinOp::Sub), x, y)) = e.definition(here).filter(|_| free) else {
            return None;
        };
        let (next, term) = if leads(e, *x, from) { (*x, *y) } else { (*y, *x) };
        let minus = *op == BinOp::Sub;
        (!minus || next == *x).then_some(())?;
        sum.links.push(here);
        sum.terms.push((term, minus));
        here = next;
    }
    (!sum.terms.is_empty()).then_some(sum)
}

/// The value is `from`, or something added to it.
pub(super) fn leads(e: &Editor, v: Val, from: Val) -> bool {
    let (mut open, mut seen) = (vec![v], HashSet::default());
    while let Some(v) = open.pop() {
        if v == from {
            return true;
        }
        // What is added to itself, again and again, has more ways than there is time for.
        if !seen.insert(v) {
            continue;
        }
        match e.definition(v) {
            Some(Pure::Bin(BinOp::Add, x, y)) => open.extend([*x, *y]),
            Some(Pure::Bin(BinOp::Sub, x, _)) => open.push(*x),
            _ => {}
        }
    }
    false
}
