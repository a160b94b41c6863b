//! How much a tape has to hold: the turns of the loops around what it keeps.

use super::Transform;
use super::shape::Def;
use crate::ir::hash::Map as HashMap;
use crate::ir::{BinOp, BlockId, Const, Dim, Inst, Op, Pure, Range, Ty, Val};

/// So many turns of a loop that may be left have room in an array on the stack, whether they run or not.
pub(crate) const FEW_TURNS: u64 = 4096;

/// How many turns a loop has at most.
pub(super) enum Extent {
    Fixed(Dim),
    Runtime(Val),
}

impl Transform<'_> {
    /// How many states a block leaves at most, where that is a number or the turns of loops.
    pub(super) fn room(&mut self, home: BlockId, before: BlockId) -> Option<Val> {
        if let Some(room) = self.tapes.rooms.get(&(home, before)) {
            return Some(*room);
        }
        let room = self.computed_room(home, before)?;
        self.tapes.rooms.insert((home, before), room);
        Some(room)
    }

    fn computed_room(&mut self, home: BlockId, before: BlockId) -> Option<Val> {
        let extents = self.extents(home, before)?;
        if extents.is_empty() {
            return None;
        }
        let literal = |extent: &Extent| match extent {
            Extent::Fixed(Dim::Lit(n)) => Some(i128::from(*n)),
            _ => None,
        };
        if let Some(n) = extents.iter().map(literal).product::<Option<i128>>() {
            return Some(self.b.inside(before, |b| b.int(n, Ty::USIZE)));
        }
        if extents.len() > 1 && !self.fills(home) {
            return None;
        }
        let counts: Vec<Val> = extents.iter().map(|extent| self.count_of(extent, before)).collect();
        Some(self.b.inside(before, |b| counts[1..].iter().fold(counts[0], |room, count| b.mul(room, *count))))
    }

    fn count_of(&mut self, extent: &Extent, before: BlockId) -> Val {
        match extent {
            Extent::Runtime(n) => *n,
            Extent::Fixed(Dim::Lit(n)) => self.b.inside(before, |b| b.int(i128::from(*n), Ty::USIZE)),
            Extent::Fixed(Dim::Named(origin)) => {
                let constant = Pure::Opaque(*origin, Vec::new(), Vec::new());
                self.b.inside(before, |b| b.pure(constant, Ty::USIZE))
            }
            Extent::Fixed(_) => unreachable!("a fixed extent is written in a type"),
        }
    }

    /// Nothing but loops is between the block and the outermost of them: it runs as often as they say.
    fn fills(&self, home: BlockId) -> bool {
        let mut block = home;
        for replay in self.loops_around(home).iter().rev() {
            if replay.body != block {
                return false;
            }
            let Some((outer, _)) = self.shape.owner(block) else { return false };
            block = outer;
        }
        true
    }

    /// The extents of a tape for the values of a block; `None` where one is not known beforehand.
    pub(super) fn extents(&mut self, home: BlockId, before: BlockId) -> Option<Vec<Extent>> {
        let loops: Vec<(BlockId, bool)> = self.loops_around(home).iter().map(|r| (r.body, r.turn.is_some())).collect();
        loops.into_iter().map(|(body, indexed)| if indexed { self.extent(body, before) } else { None }).collect()
    }

    /// What is kept in this block, and in those inside it, is kept in arrays: not on stacks, which give it back in one order only.
    pub(super) fn keeps_by_index(&mut self, block: BlockId) -> bool {
        let Some(before) = self.tapes.outer else { return false };
        self.has_extents(block) && self.src.block(block).insts.iter().all(|inst| self.is_indexed(inst, before))
    }

    /// How often the body of a loop runs is known before the outermost replayed loop begins: its values have arrays.
    pub(super) fn has_extents(&mut self, body: BlockId) -> bool {
        let Some(before) = self.tapes.outer else { return false };
        let around: Vec<(BlockId, bool)> = self.tapes.loops.iter().map(|r| (r.body, r.turn.is_some())).collect();
        around.into_iter().all(|(body, indexed)| indexed && self.extent(body, before).is_some())
            && self.extent(body, before).is_some()
    }

    fn is_indexed(&mut self, inst: &Inst, before: BlockId) -> bool {
        match &inst.op {
            Op::While { .. } | Op::For { exits: true, .. } => false,
            Op::Call(_) => !self.is_active(inst),
            Op::For { body, .. } if self.extent(*body, before).is_none() => false,
            op => {
                let inner = op.blocks();
                inner.iter().all(|b| self.src.block(*b).insts.iter().all(|inst| self.is_indexed(inst, before)))
            }
        }
    }

    fn extent(&mut self, body: BlockId, before: BlockId) -> Option<Extent> {
        let (block, at) = self.shape.owner(body)?;
        // A loop that may be left before its end says little by that.
        let exits = matches!(&self.src.block(block).insts[at].op, Op::For { exits: true, .. });
        let limit = if exits { self.fixed_limit(body).map(Extent::Fixed) } else { self.limit(body, before) };
        limit.filter(|limit| !exits || !matches!(limit, Extent::Fixed(Dim::Lit(n)) if *n > FEW_TURNS))
    }

    /// How many turns the range of a loop has.
    fn limit(&mut self, body: BlockId, before: BlockId) -> Option<Extent> {
        let fixed = self.fixed_limit(body).map(Extent::Fixed);
        fixed.or_else(|| {
            let (block, at) = self.shape.owner(body)?;
            let Op::For { range, .. } = &self.src.block(block).insts[at].op else { return None };
            self.runtime_extent(body, &range.clone(), before).map(Extent::Runtime)
        })
    }

    fn fixed_limit(&self, body: BlockId) -> Option<Dim> {
        let (block, at) = self.shape.owner(body)?;
        let Op::For { range, .. } = &self.src.block(block).insts[at].op else { return None };
        self.turns_of_part(block).or_else(|| self.fixed_extent(range))
    }

    /// How many turns the loop with this body has at most, if only the run knows, and the extent of what is kept of each.
    pub(super) fn extent_of(&mut self, body: BlockId, before: BlockId) -> (Option<Val>, Dim) {
        match self.limit(body, before).expect("the range of a loop in a direct block is known before it") {
            Extent::Fixed(dim) => (None, dim),
            Extent::Runtime(n) => (Some(n), Dim::Dyn),
        }
    }

    /// Of the parts of a checkpointed loop, the number of turns is known.
    fn turns_of_part(&self, block: BlockId) -> Option<Dim> {
        let (around, at) = self.shape.owner(block)?;
        let Op::For { range, .. } = &self.src.block(around).insts[at].op else { return None };
        let turns = self.literal(range.segment?)?;
        u64::try_from(turns).ok().map(Dim::Lit)
    }

    /// A bound that is a compile-time constant.
    fn fixed_extent(&self, range: &Range) -> Option<Dim> {
        let lo = match self.literal(range.lo) {
            Some(lo) => lo,
            None if self.src.ty(range.lo) == Ty::USIZE => 0,
            None => return None,
        };
        let (dim, offset) = self.upper(range.hi)?;
        let offset = offset + i128::from(range.inclusive) - lo.max(0);
        match dim {
            Dim::Lit(n) if lo >= 0 => {
                let (span, step) = ((i128::from(n) + offset).max(0), self.literal_step(range).unwrap_or(1));
                u64::try_from((span + step - 1) / step).ok().map(Dim::Lit)
            }
            Dim::Named(_) if offset <= 0 && lo >= 0 => Some(dim),
            _ => None,
        }
    }

    fn literal_step(&self, range: &Range) -> Option<i128> {
        self.literal(range.step?).filter(|step| *step > 0)
    }

    /// `v` is at most the extent plus the number.
    fn upper(&self, v: Val) -> Option<(Dim, i128)> {
        if let Def::BlockParam(block, 0) = self.shape.def(v) {
            let (outer, at) = self.shape.owner(block)?;
            let Op::For { range, .. } = &self.src.block(outer).insts[at].op else { return None };
            let (dim, offset) = self.upper(range.hi)?;
            return Some((dim, offset - i128::from(!range.inclusive)));
        }
        match self.definition(v)? {
            Op::Pure(Pure::Const(Const::Int(n))) => Some((Dim::Lit(0), *n)),
            Op::Pure(Pure::Opaque(origin, ..)) if self.src.constants.contains(origin) => Some((Dim::Named(*origin), 0)),
            Op::Pure(Pure::Len(place, axis)) => match self.src.place(*place).dims[usize::from(*axis)] {
                dim @ (Dim::Lit(_) | Dim::Named(_)) => Some((dim, 0)),
                Dim::Dyn | Dim::Inferred | Dim::Whole => None,
            },
            Op::Pure(Pure::Bin(BinOp::Add, x, y)) => {
                let ((dim, offset), n) = (self.upper(*x)?, self.literal(*y)?);
                Some((dim, offset + n))
            }
            Op::Pure(Pure::Bin(BinOp::Sub, x, y)) => {
                let ((dim, offset), n) = (self.upper(*x)?, self.literal(*y)?);
                Some((dim, offset - n))
            }
            _ => None,
        }
    }

    pub(super) fn literal(&self, v: Val) -> Option<i128> {
        match self.definition(v)? {
            Op::Pure(Pure::Const(Const::Int(n))) => Some(*n),
            _ => None,
        }
    }

    /// The number of indices from the lower to the upper bound, computed before the outermost replayed loop.
    fn runtime_extent(&mut self, body: BlockId, range: &Range, before: BlockId) -> Option<Val> {
        if let Some(extent) = self.tapes.extents.get(&(body, before)) {
            return Some(*extent);
        }
        let (lo, hi) = (self.hoist(range.lo, before)?, self.hoist(range.hi, before)?);
        let step = self.literal_step(range);
        let range = Range { lo, hi, ..range.clone() };
        let extent = self.b.inside(before, |b| {
            let span = b.span(&range);
            match step {
                Some(step) => {
                    let step = b.int(step, Ty::USIZE);
                    b.div_up(span, step)
                }
                None => span,
            }
        });
        self.tapes.extents.insert((body, before), extent);
        Some(extent)
    }

    /// A value that can be computed before the outermost replayed loop, built there.
    fn hoist(&mut self, v: Val, before: BlockId) -> Option<Val> {
        if self.direct.contains_key(&self.shape.home(v)) {
            return Some(self.map.val(v));
        }
        if let Some(hoisted) = self.tapes.hoisted.get(&(v, before)) {
            return Some(*hoisted);
        }
        let Some(Op::Pure(pure)) = self.definition(v) else { return None };
        let pure = pure.clone();
        self.is_total(&pure).then_some(())?;
        let mut operands = Vec::new();
        pure.operands(|v| operands.push(v));
        let mut built = HashMap::default();
        for operand in operands {
            built.insert(operand, self.hoist(operand, before)?);
        }
        if let Pure::Len(p, _) = pure {
            self.direct.contains_key(&self.shape.place_home(p)).then_some(())?;
        }
        let pure = pure.map(|v| built[&v], |p| self.map.place(p));
        let ty = self.src.ty(v);
        let hoisted = self.b.inside(before, |b| match pure {
            // Where the loop does not run, neither did this.
            Pure::Bin(BinOp::Sub, x, y) if ty.is_unsigned() => {
                let more = b.bin(BinOp::Gt, x, y);
                b.branch(more, |b| vec![b.sub(x, y)], |b| vec![b.int(0, ty)])[0]
            }
            pure => b.pure(pure, ty),
        });
        self.tapes.hoisted.insert((v, before), hoisted);
        Some(hoisted)
    }

    /// Whether it can be computed where the source would not, without a panic.
    fn is_total(&self, pure: &Pure) -> bool {
        match pure {
            Pure::Bin(BinOp::Div | BinOp::Rem, x, y) => {
                !matches!(self.src.ty(*x), Ty::Int(_)) || self.literal(*y).is_some_and(|n| n > 0)
            }
            Pure::Bin(BinOp::Shl | BinOp::Shr, _, by) => self.literal(*by).is_some(),
            Pure::Opaque(origin, ..) => !self.src.partial.contains(origin) && !self.src.effects.contains(origin),
            _ => true,
        }
    }
}
