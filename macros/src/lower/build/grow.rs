//! `Vec`s that grow: a place with room for all that is ever in it, or one that grows with them, and a view of what is in it now.

use super::Build;
use super::value::{Value, View, Window};
use crate::ir::{BinOp, Dim, Init, Inst, Op, Place, PlaceKind, Pure, Range, Ty, Val};
use crate::lower::steps::{Bounds, Growth, Rhs, Temp, Turns, Var};
use crate::lower::types::{Kind, TyId};

/// As many elements as a `Vec` may have that is kept in an array.
const SHORT: u64 = 64;

impl Build<'_> {
    pub(super) fn grows(&self, var: Var) -> bool {
        self.growths.of(var).is_some() || self.growths.is_replaced(var)
    }

    /// What a `Vec` that grows begins with.
    pub(super) fn begin_growing(&mut self, var: Var, temp: Temp) -> Value {
        let span = self.span(temp);
        let Some((elem, dims)) = self.body.types.shape(self.body.vars[var.at()].ty) else { return Value::Uninit };
        let elem = self.body.types.solved(elem);
        let known = dims[1..].iter().all(|dim| matches!(dim, Dim::Lit(_) | Dim::Named(_)));
        if !known || !matches!(elem, Ty::F64 | Ty::F32 | Ty::Int(_) | Ty::Bool) {
            return self.not_yet(span, "rows that are pushed", "begin with all rows: `vec![vec![0.0; n]; m]`");
        }
        let len = match self.value(temp) {
            Value::Group(items) => self.index_constant(items.len()),
            Value::Repeat(_) | Value::View(_) => match self.as_view(temp) {
                Some(view) => self.whole_window(&view).len,
                None => return Value::Uninit,
            },
            _ => return self.not_yet(span, "`Vec`s that grow from this", "begin with `Vec::new()`"),
        };
        let rows = dims[1..].to_vec();
        let place = match self.room_for(var, len) {
            Some(room) => self.with_room(elem, rows, room),
            None => {
                let capacity = self.body.vars[var.at()].capacity.map(|capacity| self.operand(capacity));
                self.without_end(elem, rows, capacity.unwrap_or(len))
            }
        };
        self.own(place, true);
        let window = Window { lo: self.index_constant(0), hi: len, len };
        let view = View { place, index: Vec::new(), window: Some(window), lent: false, stamp: 0 };
        self.put(&view, temp);
        self.touch(place);
        self.seen_now(&Value::View(view))
    }

    /// A place with room for all that is ever in it.
    fn with_room(&mut self, elem: Ty, rows: Vec<Dim>, room: Val) -> Place {
        let short = self.known_int(room).and_then(|n| u64::try_from(n).ok()).filter(|n| (1..=SHORT).contains(n));
        let (dim, sizes) = short.map_or((Dim::Dyn, vec![room]), |n| (Dim::Lit(n), Vec::new()));
        let place = self.local(elem, std::iter::once(dim).chain(rows).collect());
        let zero = self.zero(elem);
        self.alloc(place, sizes, Init::Fill(zero));
        place
    }

    /// A place that grows as it has to.
    fn without_end(&mut self, elem: Ty, rows: Vec<Dim>, room: Val) -> Place {
        let place = self.local(elem, std::iter::once(Dim::Dyn).chain(rows).collect());
        self.b.func.places[place.0 as usize].kind = PlaceKind::Growing;
        if self.b.is_outermost() {
            let zero = self.zero(elem);
            self.alloc(place, vec![room], Init::Fill(zero));
        } else {
            self.begun.push(place);
            self.make_room(place, room);
        }
        place
    }

    /// Brings the places that grow, and begin inside of something, into being where the body begins.
    pub(super) fn begin_at_the_top(&mut self) {
        let alloc = |place| Op::Alloc { place, sizes: Vec::new(), init: Init::Empty };
        let begun: Vec<Inst> = self.begun.iter().map(|p| Inst { outs: Vec::new(), op: alloc(*p) }).collect();
        let body = self.b.func.body.0 as usize;
        self.b.func.blocks[body].insts.splice(0..0, begun);
    }

    /// Has a place that grows be as long as this at least.
    fn make_room(&mut self, place: Place, len: Val) {
        if self.b.func.place(place).kind == PlaceKind::Growing && self.known_int(len) != Some(0) {
            self.b.push(Op::Lengthen { place, len }, &[]);
        }
    }

    /// The elements of an array that is as long as the view.
    fn put(&mut self, view: &View, from: Temp) {
        match self.value(from) {
            Value::Group(items) => {
                let (inner, span) = (self.elem_ty(from), self.span(from));
                for (k, item) in items.iter().enumerate() {
                    let index = self.index_constant(k);
                    self.store_item(view.place, vec![index], item, inner, span);
                }
            }
            Value::View(from) => {
                let from = self.original(from);
                self.copy_elements(view, &from);
            }
            _ => {}
        }
    }

    /// What an array is a copy of, where that is still what it was: the copy is not needed then. Elements that move to
    /// the front of their own place are read before they are written.
    fn original(&self, copy: View) -> View {
        let state = &self.places[copy.place.0 as usize];
        let Some((from, block)) = &state.copy_of else { return copy };
        let untouched = state.stamp == 0 && self.stamp(from.place) == from.stamp && *block == self.b.here();
        if copy.is_whole() && untouched { from.clone() } else { copy }
    }

    fn stamp(&self, place: Place) -> u32 {
        self.places[place.0 as usize].stamp
    }

    /// The type of the elements of an array.
    fn elem_ty(&mut self, array: Temp) -> TyId {
        let ty = self.body.temps[array.at()].ty;
        if let Kind::Array(elem, _) = self.body.types.kind(ty) { elem } else { ty }
    }

    /// `v = other`, of another length: the elements are put where those of the `Vec` were.
    pub(super) fn replace(&mut self, var: Var, from: Temp) {
        let Value::View(view) = self.slots[var.at()].clone() else { return self.bind(var, from) };
        let span = self.span(from);
        let len = match self.value(from) {
            Value::Group(items) => self.index_constant(items.len()),
            Value::Repeat(_) | Value::View(_) => {
                let Some(from) = self.as_view(from) else { return };
                self.fresh_enough(&from, span);
                self.whole_window(&from).len
            }
            _ => {
                self.not_yet(span, "assignments of this value", "copy it into a local array first");
                return;
            }
        };
        self.make_room(view.place, len);
        let window = Window { lo: self.index_constant(0), hi: len, len };
        let view = View { window: Some(window), ..view };
        self.put(&view, from);
        self.touch(view.place);
        let replaced = self.seen_now(&Value::View(view));
        self.set(var, replaced);
    }

    /// Has the function be read again, with this variable as one that grows; nothing for what is no variable by itself.
    pub(super) fn is_to_grow(&mut self, owner: Option<Var>) -> bool {
        let Some(var) = owner else { return false };
        let can = self.can_grow(var);
        if can {
            self.replaced.push(var);
        }
        can
    }

    fn can_grow(&mut self, var: Var) -> bool {
        let Some((elem, dims)) = self.body.types.shape(self.body.vars[var.at()].ty) else { return false };
        let known = dims[1..].iter().all(|dim| matches!(dim, Dim::Lit(_) | Dim::Named(_)));
        let elem = self.body.types.solved(elem);
        dims[0] == Dim::Dyn && known && matches!(elem, Ty::F64 | Ty::F32 | Ty::Int(_) | Ty::Bool)
    }

    pub(super) fn grow(&mut self, var: Var, how: &Growth) {
        let span = self.place_of(var);
        let Value::View(view) = self.slots[var.at()].clone() else {
            if self.errors.is_empty() {
                self.not_yet(span, "`Vec`s that grow in this place", "begin with `let mut v = Vec::new()`");
            }
            return;
        };
        let Some(window) = view.window else { return };
        let len = match how {
            Growth::Push(value) => {
                let one = self.index_constant(1);
                let len = self.plus(window.len, one);
                self.make_room(view.place, len);
                self.store_value(view.place, vec![window.hi], *value);
                len
            }
            Growth::Extend(from) => {
                let Some(from) = self.as_view(*from) else {
                    self.not_yet(span, "`extend` with this", "push the elements in a loop");
                    return;
                };
                let more = self.whole_window(&from).len;
                let len = self.plus(window.len, more);
                self.make_room(view.place, len);
                let tail = Window { lo: window.hi, hi: self.plus(window.hi, more), len: more };
                self.copy_elements(&View { window: Some(tail), ..view.clone() }, &from);
                len
            }
            Growth::Truncate(len) => {
                let len = self.operand(*len);
                let shorter = matches!(self.b.definition(len), Some(Pure::Bin(BinOp::Sub, n, _)) if *n == window.len);
                if shorter { len } else { self.smaller(len, window.len) }
            }
            Growth::Clear => self.index_constant(0),
            Growth::Resize(len, value) => {
                let (len, value) = (self.operand(*len), self.operand(*value));
                if self.b.func.place(view.place).kind == PlaceKind::Growing {
                    self.make_room(view.place, len);
                } else {
                    let room = self.len(view.place, 0);
                    self.ensure(BinOp::Le, len, room);
                }
                self.fill_up(&view, len, value);
                len
            }
        };
        self.touch(view.place);
        let window = Window { hi: self.plus(window.lo, len), len, ..window };
        let grown = self.seen_now(&Value::View(View { window: Some(window), ..view }));
        self.set(var, grown);
    }

    fn fill_up(&mut self, view: &View, len: Val, value: Val) {
        let Some(window) = view.window else { return };
        let index = self.b.fresh(Ty::USIZE, None);
        self.b.open(vec![index]);
        self.b.store(view.place, vec![index], value);
        let body = self.b.close(Vec::new());
        let range = Range { lo: window.hi, hi: len, inclusive: false, step: None, reversed: false, step_after: false };
        self.b.push(Op::For { range, inits: Vec::new(), body, exits: false }, &[]);
    }

    // ---- how long it can become

    fn room_for(&mut self, var: Var, len: Val) -> Option<Val> {
        let growths = self.growths.clone();
        if growths.is_replaced(var) {
            return None;
        }
        let mut room = Some(len);
        for added in growths.of(var)? {
            let more = match added.how {
                Growth::Push(_) => Some(self.index_constant(1)),
                Growth::Extend(from) => self.early_length(*from),
                Growth::Resize(len, _) => self.early(*len),
                Growth::Truncate(_) | Growth::Clear => continue,
            };
            let all = more.and_then(|more| {
                added.loops.as_ref()?.iter().try_fold(more, |all, bounds| {
                    let turns = self.early_turns(bounds)?;
                    Some(self.times(turns, all))
                })
            });
            room = room.zip(all).map(|(room, all)| self.plus(room, all));
        }
        room
    }

    /// As many turns as a loop can have, at most.
    fn early_turns(&mut self, bounds: &Bounds) -> Option<Val> {
        let hi = self.early(bounds.hi).and_then(|hi| self.as_size(hi))?;
        let hi = if bounds.inclusive {
            let one = self.index_constant(1);
            self.plus(hi, one)
        } else {
            hi
        };
        let lo = self.early(bounds.lo).and_then(|lo| self.known_int(lo));
        match (lo, self.known_int(hi)) {
            (Some(lo), Some(hi)) => Some(self.b.int((hi - lo).max(0), Ty::USIZE)),
            _ => Some(hi),
        }
    }

    /// A number that cannot be negative, as a length.
    fn as_size(&mut self, v: Val) -> Option<Val> {
        match (self.b.ty(v), self.known_int(v)) {
            (Ty::USIZE, _) => Some(v),
            (_, Some(n)) => Some(self.b.int(n.max(0), Ty::USIZE)),
            (Ty::Int(Some(int)), None) if int.name().starts_with('u') => Some(self.b.cast(v, Ty::USIZE)),
            _ => None,
        }
    }

    /// A length, or what it is at most, before it is computed.
    fn early(&mut self, temp: Temp) -> Option<Val> {
        if let Value::Scalar(v) = self.temps[temp.at()] {
            return Some(v);
        }
        let growths = self.growths.clone();
        if let Some(bounds) = growths.ends.get(&temp) {
            return self.early(bounds.hi);
        }
        match growths.definitions.get(&temp)? {
            Rhs::Int(n) => Some(self.b.int(*n, Ty::USIZE)),
            Rhs::Read(var) if growths.is_fixed(*var) => match self.slots[var.at()].clone() {
                Value::Scalar(v) => Some(v),
                _ => self.early(*growths.bound.get(var)?),
            },
            Rhs::Same(inner) | Rhs::Turns(Turns::Number(inner) | Turns::Distance(_, inner)) => self.early(*inner),
            Rhs::Len { base, .. } | Rhs::Parts { base, .. } => self.early_length(*base),
            Rhs::Shorter(a, b) => match (self.early(*a), self.early(*b)) {
                (Some(a), Some(b)) => Some(self.smaller(a, b)),
                (a, b) => a.or(b),
            },
            Rhs::Bin(BinOp::Add, a, b) => {
                let (a, b) = (self.early(*a)?, self.early(*b)?);
                Some(self.plus(a, b))
            }
            Rhs::Bin(BinOp::Mul, a, b) => {
                let (a, b) = (self.early(*a)?, self.early(*b)?);
                Some(self.times(a, b))
            }
            Rhs::Bin(BinOp::Sub | BinOp::Div | BinOp::Rem | BinOp::Shr, a, _) => self.early(*a),
            Rhs::Opaque { kind: crate::lower::steps::Opaque::Constant, template, args } if args.is_empty() => {
                let value = self.foreign(template.clone(), &[], true, self.span(temp));
                Some(self.number(&value, Ty::USIZE, self.span(temp)))
            }
            _ => None,
        }
    }

    /// The length of an array, or what it is at most.
    fn early_length(&mut self, temp: Temp) -> Option<Val> {
        let ty = self.body.temps[temp.at()].ty;
        if let Kind::Array(_, Dim::Lit(n)) = self.body.types.kind(ty) {
            return Some(self.b.int(i128::from(n), Ty::USIZE));
        }
        if let Value::View(view) = self.value(temp) {
            return Some(self.whole_window(&view).len);
        }
        let growths = self.growths.clone();
        match growths.definitions.get(&temp)? {
            Rhs::Read(var) if growths.is_fixed(*var) => match self.slots[var.at()].clone() {
                Value::View(view) => Some(self.whole_window(&view).len),
                _ => self.early_length(*growths.bound.get(var)?),
            },
            Rhs::Same(inner) | Rhs::Copied(inner) | Rhs::Part { base: inner, .. } => self.early_length(*inner),
            Rhs::Array(items) => Some(self.index_constant(items.len())),
            Rhs::Repeat { len: crate::lower::steps::Length::Run(n), .. } => self.early(*n),
            _ => None,
        }
    }
}
