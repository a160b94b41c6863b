//! What nests in what, and what reads what, in the source of a reverse transform.

use crate::ir::hash::Map as HashMap;
use crate::ir::{BlockId, Func, Place, PlaceKind, Val};

/// Where a value is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Use {
    Inst(BlockId, usize),
    Yield(BlockId, usize),
}

/// Where a value is defined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Def {
    /// A parameter of the function.
    Param,
    BlockParam(BlockId, usize),
    Inst(BlockId, usize),
}

pub(super) struct Shape {
    defs: Vec<Def>,
    uses: HashMap<Val, Vec<Use>>,
    /// The instruction that a block belongs to.
    owners: Vec<Option<(BlockId, usize)>>,
    /// How often a place is written, apart from the `Alloc` that brings it into being.
    writes: Vec<usize>,
    /// The block of a local's `Alloc`, or of the call that returns it.
    homes: Vec<Option<BlockId>>,
    body: BlockId,
    /// Instructions are numbered as they stand; those inside a block come after the one it belongs to.
    count: usize,
    last_write: Vec<usize>,
    /// The number of an instruction, and that after the last one inside.
    spans: HashMap<(BlockId, usize), (usize, usize)>,
}

impl Shape {
    pub(super) fn of(func: &Func) -> Self {
        let mut shape = Self {
            defs: vec![Def::Param; func.vals.len()],
            uses: HashMap::default(),
            owners: vec![None; func.blocks.len()],
            writes: vec![0; func.places.len()],
            homes: vec![None; func.places.len()],
            body: func.body,
            count: 0,
            last_write: vec![0; func.places.len()],
            spans: HashMap::default(),
        };
        shape.block(func, func.body);
        shape
    }

    fn block(&mut self, func: &Func, block: BlockId) {
        for (k, v) in func.block(block).params.iter().enumerate() {
            self.defs[v.0 as usize] = Def::BlockParam(block, k);
        }
        for (at, inst) in func.block(block).insts.iter().enumerate() {
            self.count += 1;
            let number = self.count;
            inst.op.operands(|v| self.uses.entry(v).or_default().push(Use::Inst(block, at)));
            for v in &inst.outs {
                self.defs[v.0 as usize] = Def::Inst(block, at);
            }
            for p in inst.op.written() {
                self.last_write[p.0 as usize] = self.count;
                if inst.op.born().contains(&p) {
                    self.homes[p.0 as usize] = Some(block);
                } else {
                    self.writes[p.0 as usize] += 1;
                }
            }
            for inner in inst.op.blocks() {
                self.owners[inner.0 as usize] = Some((block, at));
                self.block(func, inner);
            }
            self.spans.insert((block, at), (number, self.count));
        }
        for (k, v) in func.block(block).yields.iter().enumerate() {
            self.uses.entry(*v).or_default().push(Use::Yield(block, k));
        }
    }

    pub(super) fn def(&self, v: Val) -> Def {
        self.defs[v.0 as usize]
    }

    /// The block in which a value is defined; parameters belong to the body.
    pub(super) fn home(&self, v: Val) -> BlockId {
        match self.def(v) {
            Def::Param => self.body,
            Def::BlockParam(block, _) | Def::Inst(block, _) => block,
        }
    }

    pub(super) fn place_home(&self, p: Place) -> BlockId {
        self.homes[p.0 as usize].unwrap_or(self.body)
    }

    pub(super) fn uses(&self, v: Val) -> &[Use] {
        self.uses.get(&v).map_or(&[], Vec::as_slice)
    }

    pub(super) fn owner(&self, block: BlockId) -> Option<(BlockId, usize)> {
        self.owners[block.0 as usize]
    }

    /// `outer` is `inner` or is around it.
    pub(super) fn encloses(&self, outer: BlockId, inner: BlockId) -> bool {
        let mut at = Some(inner);
        while let Some(block) = at {
            if block == outer {
                return true;
            }
            at = self.owner(block).map(|(block, _)| block);
        }
        false
    }

    /// The place is written by an instruction that comes after this one.
    pub(super) fn is_written_after(&self, p: Place, block: BlockId, at: usize) -> bool {
        self.spans.get(&(block, at)).is_none_or(|(_, end)| self.last_write[p.0 as usize] > *end)
    }

    /// The place is written neither by this instruction nor by one that comes after it.
    pub(super) fn is_settled(&self, p: Place, (block, at): (BlockId, usize)) -> bool {
        self.spans.get(&(block, at)).is_some_and(|(number, _)| self.last_write[p.0 as usize] < *number)
    }

    /// The place has the same content whenever it is read.
    pub(super) fn is_constant(&self, func: &Func, p: Place) -> bool {
        match func.place(p).kind {
            PlaceKind::Input => true,
            PlaceKind::Local => self.writes[p.0 as usize] == 0,
            _ => false,
        }
    }
}
