//! What the passes have in common: to look at a loop, and to add to a function that is there.

use crate::ir::hash::{Map, Set as HashSet};
use crate::ir::{
    BinOp, Block, BlockId, Const, Dim, Func, Hint, Inst, Op, Origin, Place, PlaceInfo, Pure, Range, Ty, Val, ValInfo,
};

/// A function, and how its values are computed wherever they stand.
pub(super) struct Editor {
    pub(super) func: Func,
    pures: Vec<Option<Pure>>,
    /// Run-time sizes of locals along the first axis.
    sizes: Map<Place, Val>,
}

impl Editor {
    pub(super) fn new(func: Func) -> Self {
        let (mut pures, mut sizes) = (vec![None; func.vals.len()], Map::default());
        func.each_inst(func.body, &mut |_, inst| match (&inst.op, inst.outs.as_slice()) {
            (Op::Pure(pure), [v]) => pures[v.0 as usize] = Some(pure.clone()),
            (Op::Alloc { place, sizes: given, .. }, _) if func.place(*place).dims.first() == Some(&Dim::Dyn) => {
                given.first().map(|n| sizes.insert(*place, *n));
            }
            _ => {}
        });
        Self { func, pures, sizes }
    }

    // ---- what is there

    /// The operation that computes a value.
    pub(super) fn definition(&self, v: Val) -> Option<&Pure> {
        self.pures.get(v.0 as usize)?.as_ref()
    }

    pub(super) fn known_int(&self, v: Val) -> Option<i128> {
        match self.definition(v) {
            Some(Pure::Const(Const::Int(n))) => Some(*n),
            _ => None,
        }
    }

    /// The value with which a local was brought into being as its length.
    pub(super) fn size_of(&self, p: Place) -> Option<Val> {
        self.sizes.get(&p).copied()
    }

    /// The place has this length.
    pub(super) fn sized(&mut self, p: Place, len: Val) {
        self.sizes.insert(p, len);
    }

    /// The first of the places that have the same shape.
    pub(super) fn kin(&self, p: Place) -> Place {
        let shape = self.func.place(p).shape;
        let same = |q: &PlaceInfo| shape != 0 && q.shape == shape;
        let first = self.func.places.iter().position(same).and_then(|at| u32::try_from(at).ok());
        first.map_or(p, Place)
    }

    /// `v` is the length of the place, or of one of the same shape, minus this number.
    pub(super) fn shorter_by(&self, v: Val, p: Place) -> Option<i128> {
        let end = self.affine(v);
        match self.definition(end.base) {
            Some(Pure::Len(q, 0)) if self.kin(*q) == self.kin(p) => Some(-end.offset),
            _ => None,
        }
    }

    pub(super) fn is_length(&self, v: Val, p: Place) -> bool {
        self.shorter_by(v, p) == Some(0)
    }

    /// Everything defined in a block and in the blocks inside it.
    pub(super) fn defined_in(&self, block: BlockId) -> HashSet<Val> {
        let func = &self.func;
        let mut defined: HashSet<Val> = func.block(block).params.iter().copied().collect();
        func.each_inst(block, &mut |_, inst| {
            defined.extend(inst.outs.iter().copied());
            for inner in inst.op.blocks() {
                defined.extend(func.block(inner).params.iter().copied());
            }
        });
        defined
    }

    /// The places that are accumulated into in a block, and nothing else is done with them.
    pub(super) fn accumulated_only(&self, block: BlockId) -> HashSet<Place> {
        let (mut accumulated, mut others) = (HashSet::default(), HashSet::default());
        self.func.each_inst(block, &mut |_, inst| match &inst.op {
            Op::Accumulate { place, .. } => {
                accumulated.insert(*place);
            }
            op => others.extend(op.read().into_iter().chain(op.written())),
        });
        accumulated.retain(|p| !others.contains(p));
        accumulated
    }

    /// How many instructions one is, with those inside it.
    pub(super) fn length(&self, inst: &Inst) -> usize {
        let mut length = 1;
        for block in inst.op.blocks() {
            self.func.each_inst(block, &mut |_, _| length += 1);
        }
        length
    }

    // ---- what is added

    pub(super) fn fresh(&mut self, ty: Ty, hint: Option<Hint>) -> Val {
        self.func.vals.push(ValInfo { ty, hint, origin: Origin::NOWHERE, loose: false });
        self.pures.push(None);
        Val(u32::try_from(self.func.vals.len() - 1).expect("fewer than 2^32 values"))
    }

    /// Values of the same types and names.
    pub(super) fn alike(&mut self, vals: &[Val]) -> Vec<Val> {
        let infos: Vec<ValInfo> = vals.iter().map(|v| self.func.val(*v).clone()).collect();
        infos.into_iter().map(|info| self.fresh(info.ty, info.hint)).collect()
    }

    /// A name that goes with a place: `x_bar_sum`.
    pub(super) fn named_after(&self, p: Place, suffix: &str) -> Option<Hint> {
        let hint = self.func.place(p).hint.as_ref()?;
        Some(Hint { text: format!("{}_{suffix}", hint.text).into(), users: false })
    }

    /// Appends an operation without effects.
    pub(super) fn pure(&mut self, to: &mut Vec<Inst>, pure: Pure, ty: Ty) -> Val {
        let v = self.fresh(ty, None);
        self.pures[v.0 as usize] = Some(pure.clone());
        to.push(Inst { outs: vec![v], op: Op::Pure(pure) });
        v
    }

    /// The instruction that computes a value which is there.
    pub(super) fn defined(&mut self, v: Val, pure: Pure) -> Inst {
        self.pures[v.0 as usize] = Some(pure.clone());
        Inst { outs: vec![v], op: Op::Pure(pure) }
    }

    pub(super) fn place(&mut self, info: PlaceInfo) -> Place {
        self.func.places.push(info);
        Place(u32::try_from(self.func.places.len() - 1).expect("fewer than 2^32 places"))
    }

    pub(super) fn int(&mut self, to: &mut Vec<Inst>, n: i128, ty: Ty) -> Val {
        self.pure(to, Pure::Const(Const::Int(n)), ty)
    }

    /// Zero of a number or of a truth value.
    pub(super) fn zero(&mut self, to: &mut Vec<Inst>, ty: Ty) -> Val {
        let zero = match ty {
            Ty::Bool => Const::Bool(false),
            Ty::Int(_) => Const::Int(0),
            _ => Const::Float(0),
        };
        self.pure(to, Pure::Const(zero), ty)
    }

    pub(super) fn new_block(&mut self, insts: Vec<Inst>) -> BlockId {
        self.func.blocks.push(Block { params: Vec::new(), insts, yields: Vec::new() });
        BlockId(u32::try_from(self.func.blocks.len() - 1).expect("fewer than 2^32 blocks"))
    }

    pub(super) fn block_mut(&mut self, block: BlockId) -> &mut Block {
        &mut self.func.blocks[block.0 as usize]
    }

    /// Drops sums and products that nobody reads any more, such as indices.
    pub(super) fn drop_unread(&mut self, body: BlockId) {
        loop {
            let mut read: HashSet<Val> = self.func.block(body).yields.iter().copied().collect();
            self.func.block(body).insts.iter().for_each(|inst| inst.op.operands(|v| _ = read.insert(v)));
            let block = self.block_mut(body);
            let before = block.insts.len();
            block.insts.retain(|inst| !matches!(inst.op, Op::Pure(Pure::Bin(..))) || read.contains(&inst.outs[0]));
            if block.insts.len() == before {
                return;
            }
        }
    }

    /// Runs these instructions if the range is not empty.
    pub(super) fn unless_empty(&mut self, to: &mut Vec<Inst>, range: &Range, insts: Vec<Inst>) {
        if insts.is_empty() {
            return;
        }
        if let (Some(lo), Some(hi)) = (self.known_int(range.lo), self.known_int(range.hi))
            && lo < hi + i128::from(range.inclusive)
        {
            return to.extend(insts);
        }
        let op = if range.inclusive { BinOp::Ge } else { BinOp::Gt };
        let cond = self.pure(to, Pure::Bin(op, range.hi, range.lo), Ty::Bool);
        let (then, otherwise) = (self.new_block(insts), self.new_block(Vec::new()));
        act(to, Op::If { cond, then, otherwise });
    }
}

pub(super) fn act(to: &mut Vec<Inst>, op: Op) {
    to.push(Inst { outs: Vec::new(), op });
}

/// Whether a range is `lo..hi`, each index once, upwards.
pub(super) fn is_plain(range: &Range) -> bool {
    range.step.is_none() && !range.inclusive && !range.reversed
}
