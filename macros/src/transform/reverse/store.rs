//! Brings primal values back for the backward sweep of replayed blocks: computed again where that is cheap, read again where
//! the place still holds them, else kept on a tape.
//!
//! A tape is an array with an axis for each replayed loop around the value, indexed by the turn. Where the number of turns is
//! not known before the outermost of them begins, it is a stack: the backward sweep takes off what the forward sweep put on.

use super::Transform;
use super::shape::Def;
use crate::elementary;
use crate::ir::hash::Map as HashMap;
use crate::ir::{BinOp, BlockId, Const, Dim, Hint, Init, Inst, Op, Place, PlaceInfo, PlaceKind, Pure, Range, Ty, Val};
use crate::transform::copy;

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
    kept: HashMap<Val, Tape>,
    /// What was computed for the lengths of tapes: values, and the extents of loop bodies, each before an instruction.
    hoisted: HashMap<(Val, BlockId), Val>,
    extents: HashMap<(BlockId, BlockId), Val>,
    /// Where tapes of the instruction being replayed are brought into being.
    outer: Option<BlockId>,
}

/// A loop being replayed.
pub(super) struct Replay {
    pub(super) body: BlockId,
    /// The number of the turn, in the forward copy and in the backward loop; a loop whose turns are counted as it runs has none.
    pub(super) turn: Option<Turn>,
}

#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub(super) forward: Val,
    pub(super) backward: Val,
}

#[derive(Clone)]
struct Tape {
    place: Place,
    is_stack: bool,
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
    outer: Option<BlockId>,
}

impl Tapes {
    pub(super) fn set_aside(&mut self) -> Aside {
        Aside { loops: std::mem::take(&mut self.loops), outer: self.outer.take() }
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
        (self.loops, self.outer) = (aside.loops, aside.outer);
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

/// How a value comes back.
enum Recipe {
    Compute(Pure),
    Read(Place, Vec<Val>),
    Keep,
}

/// How many turns a loop has at most.
enum Extent {
    Fixed(Dim),
    Runtime(Val),
}

impl Transform<'_> {
    /// A primal value, in the open scope of the backward sweep.
    pub(super) fn get(&mut self, v: Val) -> Val {
        let mut wanted = vec![v];
        while let Some(next) = wanted.last().copied() {
            if self.at_hand(next).is_some() {
                wanted.pop();
                continue;
            }
            let recipe = self.recipe(next);
            let mut missing = Vec::new();
            recipe.operands(|v| {
                if self.at_hand(v).is_none() {
                    missing.push(v);
                }
            });
            if missing.is_empty() {
                self.follow(next, &recipe);
                wanted.pop();
            }
            wanted.extend(missing);
        }
        self.at_hand(v).expect("the value has been brought back")
    }

    pub(super) fn get_all(&mut self, vals: &[Val]) -> Vec<Val> {
        vals.iter().map(|v| self.get(*v)).collect()
    }

    pub(super) fn at_hand(&self, v: Val) -> Option<Val> {
        let replayed = self.frames.iter().rev().find_map(|frame| frame.vals.get(&v).copied());
        let is_there = || self.direct.contains_key(&self.shape.home(v)) && !self.is_had_again(v);
        replayed.or_else(|| is_there().then(|| self.map.val(v)))
    }

    /// A value of the first phase that the second does not get, since it can have it from the arguments at little cost.
    fn is_had_again(&self, v: Val) -> bool {
        let given = |p: &Place| self.src.place(*p).kind == PlaceKind::Input;
        self.second.is_some()
            && self.shape.home(v) == self.src.body
            && match self.definition(v) {
                Some(Op::Pure(Pure::Const(_) | Pure::Opaque(..))) | None => false,
                Some(Op::Pure(Pure::Len(p, _))) => given(p),
                Some(Op::Pure(pure)) => is_cheap(pure),
                Some(Op::Load { place, .. }) => given(place),
                Some(_) => false,
            }
    }

    pub(super) fn is_literal(&self, v: Val) -> bool {
        matches!(self.definition(v), Some(Op::Pure(Pure::Const(_))))
    }

    pub(super) fn definition(&self, v: Val) -> Option<&Op> {
        match self.shape.def(v) {
            Def::Inst(block, at) => Some(&self.src.block(block).insts[at].op),
            Def::Param | Def::BlockParam(..) => None,
        }
    }

    fn recipe(&self, v: Val) -> Recipe {
        match self.definition(v) {
            Some(Op::Pure(Pure::Len(p, axis))) => self.length(*p, *axis),
            // A value of a type that only rustc knows has no tape: what is computed with it is kept.
            Some(Op::Pure(pure)) if self.src.is_effect(pure) && !matches!(self.src.ty(v), Ty::Other(_)) => Recipe::Keep,
            Some(Op::Pure(pure)) if is_cheap(pure) => Recipe::Compute(pure.clone()),
            Some(Op::Load { place, index }) if self.is_readable(*place) => Recipe::Read(*place, index.clone()),
            _ => Recipe::Keep,
        }
    }

    /// The value can be had in the open scope without a tape, given these.
    pub(super) fn is_near(&self, v: Val, given: &[Val]) -> bool {
        if given.contains(&v) || self.at_hand(v).is_some() {
            return true;
        }
        let recipe = self.recipe(v);
        let mut near = !matches!(recipe, Recipe::Keep);
        recipe.operands(|v| near = near && self.is_near(v, given));
        near
    }

    /// A length that is a number is that number; else the place must be in scope.
    fn length(&self, p: Place, axis: u8) -> Recipe {
        match self.src.place(p).dims[usize::from(axis)] {
            Dim::Lit(n) => Recipe::Compute(Pure::Const(Const::Int(i128::from(n)))),
            _ if self.direct.contains_key(&self.shape.place_home(p)) => Recipe::Compute(Pure::Len(p, axis)),
            _ => Recipe::Keep,
        }
    }

    /// The place is in scope when the instruction of a direct block that is being visited is visited again, and holds what it held.
    pub(super) fn is_readable(&self, p: Place) -> bool {
        let is_local = matches!(self.src.place(p).kind, PlaceKind::Local | PlaceKind::Growing);
        let holds =
            self.shape.is_constant(self.src, p) || is_local && self.at.is_some_and(|at| self.shape.is_settled(p, at));
        holds && self.direct.contains_key(&self.shape.place_home(p))
    }

    fn follow(&mut self, v: Val, recipe: &Recipe) {
        if let Some(second) = self.second.filter(|_| self.is_had_again(v)) {
            let brought = self.computed_in(second, v, recipe);
            copy::name(&mut self.b, self.src, v, brought);
            self.frames[0].vals.insert(v, brought);
            return;
        }
        let brought = match recipe {
            Recipe::Compute(pure) => {
                let pure = pure.map(|v| self.at_hand(v).expect("operands come first"), |p| self.measured(p));
                self.b.pure(pure, self.src.ty(v))
            }
            Recipe::Read(place, index) => {
                let index = index.iter().map(|v| self.at_hand(*v).expect("operands come first")).collect();
                self.b.load(self.map.place(*place), index)
            }
            Recipe::Keep => return self.recall(v),
        };
        copy::name(&mut self.b, self.src, v, brought);
        self.frames.last_mut().expect("a scope is open").vals.insert(v, brought);
    }

    /// The same at the beginning of the second phase.
    fn computed_in(&mut self, second: BlockId, v: Val, recipe: &Recipe) -> Val {
        let ty = self.src.ty(v);
        let operand = |me: &Self, v: Val| me.at_hand(v).expect("operands come first");
        match recipe {
            Recipe::Compute(pure) => {
                let pure = pure.map(|v| operand(self, v), |p| self.measured(p));
                self.b.inside(second, |b| b.pure(pure, ty))
            }
            Recipe::Read(place, index) => {
                let (place, index) = (self.map.place(*place), index.iter().map(|v| operand(self, *v)).collect());
                self.b.inside(second, |b| b.load(place, index))
            }
            Recipe::Keep => unreachable!("what is had again is not kept"),
        }
    }

    /// The place that has the length of another in the backward sweep: one that is the caller's may be gone by then.
    fn measured(&self, p: Place) -> Place {
        match self.bars.get(&p) {
            Some(bar) if self.src.place(p).kind == PlaceKind::InOut => *bar,
            _ => self.map.place(p),
        }
    }

    // ---- tapes

    /// Takes a value off its tape, at the head of the replayed block it belongs to.
    fn recall(&mut self, v: Val) {
        let home = self.shape.home(v);
        let tape = self.tape(v, home);
        let frame =
            self.frames.iter().rposition(|f| f.block == Some(home)).expect("the block of the value is replayed");
        let prologue = self.frames[frame].prologue.expect("a replayed block has a prologue");
        let op = if tape.is_stack {
            Op::Pop { place: tape.place }
        } else {
            let index =
                self.loops_around(home).iter().map(|r| r.turn.expect("a turn for each axis").backward).collect();
            Op::Load { place: tape.place, index }
        };
        let recalled = self.b.raw(prologue, op, &[self.src.ty(v)])[0];
        let name = self.called(v);
        self.b.name(recalled, &name, false);
        self.frames[frame].vals.insert(v, recalled);
    }

    fn loops_around(&self, home: BlockId) -> &[Replay] {
        let around = self.tapes.loops.iter().rposition(|r| self.shape.encloses(r.body, home)).map_or(0, |at| at + 1);
        &self.tapes.loops[..around]
    }

    /// The tape of a value, made on first use: it comes into being before the outermost replayed instruction,
    /// and the forward copy of the value's block writes it where it ends.
    fn tape(&mut self, v: Val, home: BlockId) -> Tape {
        if let Some(tape) = self.tapes.kept.get(&v) {
            return tape.clone();
        }
        let before = self.tapes.outermost();
        let is_state = self.src.ty(v) == Ty::State;
        let extents = if is_state { None } else { self.extents(home, before) };
        let place = self.declare_tape(v, extents.as_deref());
        let is_stack = extents.is_none();
        if is_state {
            let room = self.room(home, before);
            self.b.inside(before, |b| b.alloc(place, room.into_iter().collect(), Init::Empty));
        } else {
            self.begin_tape(place, extents, before, self.src.ty(v));
        }
        let copy = self.tapes.copies[&home];
        let value = self.map.val(v);
        let op = if is_stack {
            Op::Push { place, value }
        } else {
            let index = self.loops_around(home).iter().map(|r| r.turn.expect("a turn for each axis").forward).collect();
            Op::Store { place, index, value }
        };
        self.b.raw(copy, op, &[]);
        let tape = Tape { place, is_stack };
        self.tapes.kept.insert(v, tape.clone());
        tape
    }

    fn declare_tape(&mut self, v: Val, extents: Option<&[Extent]>) -> Place {
        let info = self.src.val(v);
        let hint = Some(Hint { text: format!("{}_tape", self.called(v)).into(), users: false });
        let dim = |extent: &Extent| match extent {
            Extent::Fixed(dim) => *dim,
            Extent::Runtime(_) => Dim::Dyn,
        };
        let (kind, dims) = match extents {
            Some(extents) => (PlaceKind::Local, extents.iter().map(dim).collect()),
            None => (PlaceKind::Stack, Vec::new()),
        };
        self.b.new_place(PlaceInfo { elem: info.ty, dims, kind, hint, origin: info.origin, shape: 0 })
    }

    /// The user's name for a value, or what it is a value of.
    fn called(&self, v: Val) -> String {
        match (&self.src.val(v).hint, self.definition(v)) {
            (Some(hint), _) => hint.text.to_string(),
            (None, Some(Op::Pure(Pure::Elem(id, _)))) if !elementary::row(*id).is_internal() => {
                let name = elementary::row(*id).name;
                if name == "%" { "remainder".to_owned() } else { name.to_owned() }
            }
            _ => "kept".to_owned(),
        }
    }

    fn begin_tape(&mut self, place: Place, extents: Option<Vec<Extent>>, before: BlockId, ty: Ty) {
        self.b.inside(before, |b| match extents {
            None => b.alloc(place, Vec::new(), Init::Empty),
            Some(extents) => {
                let sizes = extents.iter().filter_map(|e| if let Extent::Runtime(n) = e { Some(*n) } else { None });
                let sizes = sizes.collect();
                let init = if ty.is_float() || ty == Ty::Bool { Init::Scratch } else { Init::Fill(b.int(0, ty)) };
                b.alloc(place, sizes, init);
            }
        });
    }

    /// How many states a block leaves at most, where that is a number or the turns of loops.
    fn room(&mut self, home: BlockId, before: BlockId) -> Option<Val> {
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
    fn extents(&mut self, home: BlockId, before: BlockId) -> Option<Vec<Extent>> {
        let loops: Vec<(BlockId, bool)> = self.loops_around(home).iter().map(|r| (r.body, r.turn.is_some())).collect();
        loops.into_iter().map(|(body, indexed)| if indexed { self.extent(body, before) } else { None }).collect()
    }

    /// What is kept in this block is kept in arrays: not on stacks, which give it back in one order only.
    pub(super) fn keeps_by_index(&mut self, block: BlockId) -> bool {
        let Some(before) = self.tapes.outer else { return false };
        let around: Vec<(BlockId, bool)> = self.tapes.loops.iter().map(|r| (r.body, r.turn.is_some())).collect();
        around.into_iter().all(|(body, indexed)| indexed && self.extent(body, before).is_some())
            && self.extent(block, before).is_some()
            && self.src.block(block).insts.iter().all(|inst| self.is_indexed(inst, before))
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
        let Op::For { range, .. } = &self.src.block(block).insts[at].op else { return None };
        let range = range.clone();
        self.turns_of_part(block)
            .or_else(|| self.fixed_extent(&range))
            .map(Extent::Fixed)
            .or_else(|| self.runtime_extent(body, &range, before).map(Extent::Runtime))
    }

    /// How many turns the loop with this body has at most, if only the run knows, and the extent of what is kept of each.
    pub(super) fn extent_of(&mut self, body: BlockId, before: BlockId) -> (Option<Val>, Dim) {
        match self.extent(body, before).expect("the range of a loop in a direct block is known before it") {
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
            Dim::Lit(n) if lo >= 0 => u64::try_from((i128::from(n) + offset).max(0)).ok().map(Dim::Lit),
            Dim::Named(_) if offset <= 0 && lo >= 0 => Some(dim),
            _ => None,
        }
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
        let range = Range { lo, hi, ..range.clone() };
        let extent = self.b.inside(before, |b| b.span(&range));
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
            Pure::Opaque(origin, ..) => !self.src.partial.contains(origin) && !self.src.effects.contains(origin),
            _ => true,
        }
    }
}

impl Recipe {
    fn operands(&self, mut f: impl FnMut(Val)) {
        match self {
            Self::Compute(pure) => pure.operands(f),
            Self::Read(_, index) => index.iter().for_each(|v| f(*v)),
            Self::Keep => {}
        }
    }
}

/// Cheaper to compute again than to keep.
fn is_cheap(pure: &Pure) -> bool {
    match pure {
        Pure::Elem(id, _) => elementary::row(*id).cheap,
        _ => true,
    }
}
