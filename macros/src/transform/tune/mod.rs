//! Makes a finished derivative fast. Nothing here changes a value, unless the user lets its sums be added in another order: adjoints are
//! added up in another order, arrays are made once rather than in every turn of a loop, and what rustc cannot know about lengths is said
//! before a loop.

mod affine;
mod bounds;
mod choices;
mod clear;
mod copies;
mod edit;
mod gather;
mod hoist;
mod idle;
mod invariant;
mod join;
mod lift;
mod lodge;
mod pack;
mod skip;
mod stop;
mod strips;
#[cfg(test)]
mod tests;
mod windows;

use crate::ir::{BlockId, Func, Inst};
use edit::Editor;

/// What a pass makes of the instructions of a block; the blocks inside it have been through already.
type Pass = fn(&mut Editor, Vec<Inst>) -> Vec<Inst>;

/// In an order in which each finds what the one before has made.
const PASSES: [Pass; 15] = [
    join::join,
    lift::lift,
    hoist::hoist,
    invariant::sum_up,
    gather::gather,
    choices::choose,
    skip::skip,
    stop::stop,
    idle::pass_by,
    clear::write_first,
    lodge::lodge,
    pack::pack,
    windows::open,
    bounds::assert_lengths,
    strips::in_strips,
];

pub(crate) fn tune(func: Func) -> Func {
    let body = func.body;
    let mut editor = Editor::new(func);
    PASSES.iter().for_each(|pass| in_block(&mut editor, body, *pass));
    editor.func
}

fn in_block(e: &mut Editor, block: BlockId, pass: Pass) {
    let inner: Vec<BlockId> = e.func.block(block).insts.iter().flat_map(|inst| inst.op.blocks()).collect();
    inner.into_iter().for_each(|b| in_block(e, b, pass));
    let insts = std::mem::take(&mut e.block_mut(block).insts);
    let insts = pass(e, insts);
    e.block_mut(block).insts = insts;
}
