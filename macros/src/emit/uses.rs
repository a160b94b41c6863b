//! What of a function is needed, and who needs it.

use std::collections::HashMap;

use crate::ir::{BlockId, Dim, Func, Inst, Op, Place, PlaceKind, Pure, ResultItem, Val};

/// Where a value comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Def {
    Param,
    /// A parameter of a block, by position.
    Block(BlockId, usize),
    /// An output of an instruction, by position.
    Inst(BlockId, usize, usize),
}

/// A place in the text where a value is used: an instruction of a block, or its end, which is one past the last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Site {
    pub(super) block: BlockId,
    pub(super) at: usize,
}

/// The instruction that a block belongs to, and which of its blocks it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Parent {
    pub(super) block: BlockId,
    pub(super) at: usize,
    pub(super) arm: usize,
}

/// A carried variable of a loop.
pub(super) struct Slot {
    pub(super) init: Val,
    /// One for each block of the loop.
    pub(super) params: Vec<Val>,
    /// What each block of the loop hands on.
    pub(super) nexts: Vec<Val>,
    pub(super) out: Val,
}

/// The carried variables of a loop; none where the instruction is no loop.
pub(super) fn slots(func: &Func, inst: &Inst) -> Vec<Slot> {
    let (inits, blocks): (_, Vec<(BlockId, usize, usize)>) = match &inst.op {
        Op::For { inits, body, exits, .. } => (inits, vec![(*body, 1, usize::from(*exits))]),
        Op::While { inits, head, body } => (inits, vec![(*head, 0, 1), (*body, 0, 0)]),
        _ => return Vec::new(),
    };
    let slot = |k: usize| Slot {
        init: inits[k],
        params: blocks.iter().map(|(b, skip, _)| func.block(*b).params[k + skip]).collect(),
        nexts: blocks.iter().map(|(b, _, skip)| func.block(*b).yields[k + skip]).collect(),
        out: inst.outs[k],
    };
    (0..inits.len()).map(slot).collect()
}

pub(super) struct Uses<'a> {
    pub(super) func: &'a Func,
    /// A loop may carry what it never changes, and both arms of an `if` may yield the same: such a value is another one.
    alias: Vec<Option<Val>>,
    def: Vec<Def>,
    pub(super) live: Vec<bool>,
    pub(super) runs: Vec<Vec<bool>>,
    parents: Vec<Option<Parent>>,
    pub(super) sites: Vec<Vec<Site>>,
    /// Run-time sizes of locals.
    sizes: HashMap<Place, Vec<Val>>,
    named: Vec<bool>,
    pub(super) work: Vec<Val>,
}

impl<'a> Uses<'a> {
    pub(super) fn new(func: &'a Func) -> Self {
        let vals = func.vals.len();
        let mut uses = Self {
            func,
            alias: vec![None; vals],
            def: vec![Def::Param; vals],
            live: vec![false; vals],
            runs: func.blocks.iter().map(|b| vec![false; b.insts.len()]).collect(),
            parents: vec![None; func.blocks.len()],
            sites: vec![Vec::new(); vals],
            sizes: HashMap::new(),
            named: vec![false; func.places.len()],
            work: Vec::new(),
        };
        uses.define(func.body);
        uses.name_places();
        uses.mark();
        uses.count(func.body);
        uses
    }

    // ---- answers

    pub(super) fn canon(&self, mut v: Val) -> Val {
        while let Some(w) = self.alias[v.0 as usize] {
            v = w;
        }
        v
    }
    /// Where a value comes from. It is canonical.
    pub(super) fn def(&self, v: Val) -> Def {
        self.def[v.0 as usize]
    }
    /// The instruction that defines a value, if one does.
    pub(super) fn inst(&self, v: Val) -> Option<&'a Inst> {
        match self.def(v) {
            Def::Inst(block, at, _) => Some(&self.func.block(block).insts[at]),
            _ => None,
        }
    }
    pub(super) fn live(&self, v: Val) -> bool {
        self.live[self.canon(v).0 as usize]
    }
    /// Whether an instruction is printed at all.
    pub(super) fn runs(&self, block: BlockId, at: usize) -> bool {
        self.runs[block.0 as usize][at]
    }
    pub(super) fn parent(&self, block: BlockId) -> Option<Parent> {
        self.parents[block.0 as usize]
    }
    pub(super) fn sites(&self, v: Val) -> &[Site] {
        &self.sites[v.0 as usize]
    }
    /// Whether an output is a variable of its own: needed, and not another value.
    pub(super) fn own(&self, out: Val) -> bool {
        self.canon(out) == out && self.live(out)
    }
    /// The run-time sizes of a local, one for each of its dimensions that are not known.
    pub(super) fn sizes(&self, p: Place) -> &[Val] {
        self.sizes.get(&p).map_or(&[], Vec::as_slice)
    }
    /// Whether a carried variable is needed.
    pub(super) fn slot_lives(&self, slot: &Slot) -> bool {
        self.canon(slot.out) == slot.out && (self.live(slot.out) || slot.params.iter().any(|p| self.live(*p)))
    }
    /// Whether a place appears in anything but its own birth.
    pub(super) fn named(&self, p: Place) -> bool {
        self.named[p.0 as usize]
    }

    /// What the end of a block hands on and somebody wants.
    pub(super) fn ends(&self, block: BlockId) -> Vec<Val> {
        let yields = &self.func.block(block).yields;
        let Some(parent) = self.parent(block) else { return yields.clone() };
        let inst = &self.func.block(parent.block).insts[parent.at];
        match &inst.op {
            Op::If { .. } => yields.iter().zip(&inst.outs).filter(|(_, o)| self.own(**o)).map(|(y, _)| *y).collect(),
            Op::For { exits, .. } => {
                let slots = slots(self.func, inst);
                let nexts = slots.iter().filter(|s| self.slot_lives(s)).map(|s| s.nexts[0]);
                yields.iter().take(usize::from(*exits)).copied().chain(nexts).collect()
            }
            Op::While { .. } => {
                let slots = slots(self.func, inst);
                let nexts = slots.iter().filter(|s| self.slot_lives(s)).map(|s| s.nexts[parent.arm]);
                yields.iter().take(1 - parent.arm).copied().chain(nexts).collect()
            }
            _ => yields.clone(),
        }
    }

    /// What an instruction itself reads and somebody wants: its operands, and the sizes that its indices are made with.
    pub(super) fn operands(&self, inst: &Inst) -> Vec<Val> {
        let mut operands = Vec::new();
        match &inst.op {
            Op::For { range, .. } => {
                operands.extend([range.lo, range.hi]);
                operands.extend(range.step);
            }
            Op::While { .. } => {}
            op => op.operands(|v| operands.push(v)),
        }
        operands.extend(slots(self.func, inst).iter().filter(|s| self.slot_lives(s)).map(|s| s.init));
        operands.extend(self.strides(&inst.op));
        operands.iter().map(|v| self.canon(*v)).collect()
    }

    /// The run-time sizes that the index of an access is multiplied with.
    pub(super) fn strides(&self, op: &Op) -> Vec<Val> {
        match op {
            Op::Load { place, .. } | Op::Store { place, .. } | Op::Accumulate { place, .. } => {
                let leading = usize::from(self.func.place(*place).dims.first() == Some(&Dim::Dyn));
                self.sizes(*place).iter().skip(leading).copied().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The operands of this instruction no longer count: another one computes its value too.
    pub(super) fn forget(&mut self, block: BlockId, at: usize) {
        let site = Site { block, at };
        for v in self.operands(&self.func.block(block).insts[at]) {
            self.sites[v.0 as usize].retain(|s| *s != site);
        }
    }

    // ---- definitions

    fn define(&mut self, block: BlockId) {
        let func = self.func;
        for (k, v) in func.block(block).params.iter().enumerate() {
            self.def[v.0 as usize] = Def::Block(block, k);
        }
        for (at, inst) in func.block(block).insts.iter().enumerate() {
            for (k, v) in inst.outs.iter().enumerate() {
                self.def[v.0 as usize] = Def::Inst(block, at, k);
            }
            if let Op::Alloc { place, sizes, .. } = &inst.op {
                self.sizes.insert(*place, sizes.clone());
            }
            for (arm, inner) in inst.op.blocks().into_iter().enumerate() {
                self.parents[inner.0 as usize] = Some(Parent { block, at, arm });
                self.define(inner);
            }
            self.see_through(inst);
        }
    }

    /// Finds outputs and carried variables that are nothing but another value.
    fn see_through(&mut self, inst: &Inst) {
        let func = self.func;
        for slot in slots(func, inst) {
            let unchanged = slot.nexts.iter().zip(&slot.params).all(|(n, p)| self.canon(*n) == *p);
            if unchanged {
                let init = self.canon(slot.init);
                for v in slot.params.iter().chain([&slot.out]) {
                    self.alias[v.0 as usize] = Some(init);
                }
            }
        }
        if let Op::If { then, otherwise, .. } = &inst.op {
            let yields = func.block(*then).yields.iter().zip(&func.block(*otherwise).yields);
            for ((a, b), out) in yields.zip(&inst.outs) {
                if self.canon(*a) == self.canon(*b) {
                    self.alias[out.0 as usize] = Some(self.canon(*a));
                }
            }
        }
    }

    fn name_places(&mut self) {
        let func = self.func;
        let mut named = vec![false; func.places.len()];
        func.each_inst(func.body, &mut |_, inst| {
            let own = if let Op::Alloc { place, .. } = &inst.op { Some(*place) } else { None };
            let mut seen = inst.op.read();
            seen.extend(inst.op.written());
            match &inst.op {
                Op::Pure(Pure::Len(p, _)) | Op::Alloc { init: crate::ir::Init::ZerosLike(p), .. } => seen.push(*p),
                _ => {}
            }
            for p in seen.into_iter().filter(|p| Some(*p) != own) {
                named[p.0 as usize] = true;
            }
        });
        for result in &func.results {
            if let ResultItem::Array(p) = result {
                named[p.0 as usize] = true;
            }
        }
        self.named = named;
    }
}

/// Whether a place is a local that is kept as one flat `Vec`, row-major; one whose rows have a known size is a `Vec` of arrays.
pub(super) fn flat(func: &Func, p: Place) -> bool {
    let info = func.place(p);
    let rows = info.dims.get(1..).is_some_and(|rows| !rows.is_empty() && !rows.contains(&Dim::Dyn));
    info.kind == PlaceKind::Local && info.dims.contains(&Dim::Dyn) && !rows
}
