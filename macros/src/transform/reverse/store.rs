//! Brings primal values back for the backward sweep of replayed blocks: computed again where that is cheap, read again where
//! the place still holds them, else kept on a tape.
//!
//! A tape is an array with an axis for each replayed loop around the value, indexed by the turn. Where the number of turns is
//! not known before the outermost of them begins, it is a stack: the backward sweep takes off what the forward sweep put on.

use super::Transform;
use super::extents::Extent;
use super::shape::Def;
use super::tapes::{Replay, Tape};
use crate::elementary;
use crate::ir::{BlockId, Const, Dim, Hint, Init, Op, Place, PlaceInfo, PlaceKind, Pure, Ty, Val};
use crate::transform::copy;

/// How a value comes back.
enum Recipe {
    Compute(Pure),
    Read(Place, Vec<Val>),
    Keep,
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
            Some(Op::Pure(pure)) if self.is_of_foreign(v, pure) => Recipe::Keep,
            Some(Op::Pure(Pure::Bin(op, x, y))) if op.is_comparison() && self.is_lost(*x) && self.is_lost(*y) => {
                Recipe::Keep
            }
            Some(Op::Pure(pure)) if is_cheap(pure) => Recipe::Compute(pure.clone()),
            Some(Op::Load { place, index }) if self.is_readable(*place) => Recipe::Read(*place, index.clone()),
            _ => Recipe::Keep,
        }
    }

    /// It would have to be kept, and is not yet. Of two such values, what a comparison has found out is kept.
    fn is_lost(&self, v: Val) -> bool {
        self.src.ty(v).is_float()
            && self.at_hand(v).is_none()
            && !self.tapes.kept.contains_key(&v)
            && !self.is_near(v, &[])
    }

    /// What is found out about a value of a type that only rustc knows, and that is not there any more.
    fn is_of_foreign(&self, v: Val, pure: &Pure) -> bool {
        let is_foreign = |v: Val| matches!(self.src.ty(v), Ty::Other(_));
        let mut lost = false;
        if !is_foreign(v) {
            pure.operands(|operand| {
                lost |= is_foreign(operand)
                    && self.at_hand(operand).is_none()
                    && matches!(self.recipe(operand), Recipe::Keep);
            });
        }
        lost
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
        let mut frame = 0;
        recipe.operands(|operand| frame = frame.max(self.frame_of(operand)));
        let frame = self.outside_of_loops(v, frame);
        let depth = self.frames[frame].depth;
        let brought = match recipe {
            Recipe::Compute(pure) => {
                let pure = pure.map(|v| self.at_hand(v).expect("operands come first"), |p| self.measured(p));
                let ty = self.src.ty(v);
                self.b.around(depth, |b| b.pure(pure, ty))
            }
            Recipe::Read(place, index) => {
                let index = index.iter().map(|v| self.at_hand(*v).expect("operands come first")).collect();
                let place = self.map.place(*place);
                self.b.around(depth, |b| b.load(place, index))
            }
            Recipe::Keep => return self.recall(v),
        };
        copy::name(&mut self.b, self.src, v, brought);
        self.frames[frame].vals.insert(v, brought);
    }

    /// The scope in which a value is at hand.
    fn frame_of(&self, v: Val) -> usize {
        self.frames.iter().rposition(|frame| frame.vals.contains_key(&v)).unwrap_or(0)
    }

    /// The scope to bring a value back in, where its operands are at hand from `given` on: outside of loops around which it is the same.
    fn outside_of_loops(&self, v: Val, given: usize) -> usize {
        let (home, last) = (self.shape.home(v), self.frames.len() - 1);
        let Some(at) = self.frames.iter().rposition(|frame| frame.block == Some(home)) else { return last };
        let inner = self.frames[at + 1..].iter().position(|frame| frame.is_turn);
        inner.map_or(last, |k| (at + k).max(given))
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
        let frame =
            self.frames.iter().rposition(|f| f.block == Some(home)).expect("the block of the value is replayed");
        if let Some(left) = self.hand_back(v) {
            self.frames[frame].vals.insert(v, left);
            return;
        }
        let tape = self.tape(v, home);
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

    pub(super) fn loops_around(&self, home: BlockId) -> &[Replay] {
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
        // Of a type that only rustc knows there is nothing to fill an array with.
        let extents = match self.src.ty(v) {
            Ty::State | Ty::Other(_) => None,
            _ => self.extents(home, before),
        };
        let place = self.declare_tape(v, extents.as_deref());
        let is_stack = extents.is_none();
        assert!(!is_stack || self.tapes.along == 0, "a stack in a loop that is visited in the order of the source");
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
            (None, Some(Op::Pure(Pure::Bin(op, ..)))) if op.is_comparison() => "taken".to_owned(),
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
