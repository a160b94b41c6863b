//! What is kept for the backward sweep, and the loops that are being replayed.

use crate::ir::hash::Map as HashMap;
use crate::ir::{BlockId, Place, Val};

#[derive(Default)]
pub(super) struct Tapes {
    /// The splice before each instruction of a direct block that will be replayed.
    pub(super) before: HashMap<(BlockId, usize), BlockId>,
    /// The splices at the heads of the forward copies of loop bodies.
    pub(super) heads: HashMap<BlockId, BlockId>,
    /// The forward copies of blocks.
    pub(super) copies: HashMap<BlockId, BlockId>,
    /// The loops being replayed, outermost first.
    pub(super) loops: Vec<Replay>,
    /// How many of them are visited in the order of the source: stacks would give back in another.
    pub(super) along: usize,
    pub(super) kept: HashMap<Val, Tape>,
    /// What was computed for the lengths of tapes: values, and the extents of loop bodies, each before an instruction.
    pub(super) hoisted: HashMap<(Val, BlockId), Val>,
    pub(super) extents: HashMap<(BlockId, BlockId), Val>,
    /// How many states a block leaves, before an instruction: stacks with the same room can be one.
    pub(super) rooms: HashMap<(BlockId, BlockId), Val>,
    /// Where tapes of the instruction being replayed are brought into being.
    pub(super) outer: Option<BlockId>,
}

/// A loop being replayed.
pub(super) struct Replay {
    pub(super) body: BlockId,
    /// The number of the turn, in the forward copy and in the backward loop; a loop whose turns are counted as it runs has none.
    pub(super) turn: Option<Turn>,
    /// What the backward loop hands on of what turns have left, if the turn before a turn comes after it.
    pub(super) left: Option<Vec<Left>>,
}

/// A carried value at the end of a turn, which is what the next turn began with.
#[derive(Clone, Copy)]
pub(super) struct Left {
    pub(super) param: Val,
    /// What the turn began with.
    pub(super) before: Val,
    /// What came out of the loop.
    pub(super) out: Val,
}

#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub(super) forward: Val,
    pub(super) backward: Val,
}

#[derive(Clone)]
pub(super) struct Tape {
    pub(super) place: Place,
    pub(super) is_stack: bool,
}

/// How a place of the source is held for parts of a loop that are run again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// As it was before the loop, which does not change it.
    Once,
    /// As each part of the loop with this body begins with it.
    ByPart(BlockId),
}

/// What is being replayed around a part of a loop that is run again.
pub(super) struct Aside {
    loops: Vec<Replay>,
    along: usize,
    outer: Option<BlockId>,
}

impl Tapes {
    pub(super) fn set_aside(&mut self) -> Aside {
        Aside {
            loops: std::mem::take(&mut self.loops),
            along: std::mem::take(&mut self.along),
            outer: self.outer.take(),
        }
    }

    /// Where what the way back needs is brought into being.
    pub(super) fn outermost(&self) -> BlockId {
        self.outer.expect("an instruction is being replayed")
    }

    /// The turn of the loop with this body, which is being replayed.
    pub(super) fn turn_of(&self, body: BlockId) -> Turn {
        let replay = self.loops.iter().find(|replay| replay.body == body).expect("the loop is being replayed");
        replay.turn.expect("a counted loop numbers its turns")
    }

    pub(super) fn put_back(&mut self, aside: Aside) {
        (self.loops, self.along, self.outer) = (aside.loops, aside.along, aside.outer);
    }

    /// Begins the replay of an instruction; true if it is the outermost.
    pub(super) fn enter(&mut self, block: BlockId, at: usize) -> bool {
        if self.outer.is_none() {
            self.outer = self.before.get(&(block, at)).copied();
            return self.outer.is_some();
        }
        false
    }

    pub(super) fn leave(&mut self, outermost: bool) {
        if outermost {
            self.outer = None;
        }
    }
}
