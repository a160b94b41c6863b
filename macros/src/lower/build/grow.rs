//! `Vec`s that grow: a place with room for all that is ever in it, or one that grows with them, and a view of what is in it now.

use proc_macro2::Span;

use super::Build;
use super::composed::Room;
use super::value::{Layout, Value, View, Window};
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
        let (span, ty) = (self.span(temp), self.body.vars[var.at()].ty);
        let Some(len) = self.length_of(temp) else {
            return self.not_yet(span, "`Vec`s that grow from this", "begin with `Vec::new()`");
        };
        let room = match self.room_for(var, len) {
            Some(room) => Room::Known(room),
            None => {
                let capacity = self.body.vars[var.at()].capacity.map(|capacity| self.operand(capacity));
                Room::Open(capacity.unwrap_or(len))
            }
        };
        let Some(array) = self.begun(ty, room, len) else {
            return self.not_yet(
                span,
                "`Vec`s of this kind that grow",
                "keep numbers, tuples or rows of numbers in it",
            );
        };
        let from = self.value(temp);
        self.put(&array, &from, ty, span)
    }

    /// How many elements an array has.
    fn length_of(&mut self, temp: Temp) -> Option<Val> {
        if let Value::Group(items) = self.value(temp) {
            return Some(self.index_constant(items.len()));
        }
        let array = self.arranged(temp).filter(|array| !matches!(array, Value::Constant(_)))?;
        self.extent_of(&array).map(|window| window.len)
    }

    /// A place with room for all that is ever in it.
    pub(super) fn with_room(&mut self, elem: Ty, rows: Vec<Dim>, room: Val) -> Place {
        let short = self.known_int(room).and_then(|n| u64::try_from(n).ok()).filter(|n| (1..=SHORT).contains(n));
        let (dim, sizes) = short.map_or((Dim::Dyn, vec![room]), |n| (Dim::Lit(n), Vec::new()));
        let place = self.local(elem, std::iter::once(dim).chain(rows).collect());
        let zero = self.zero(elem);
        self.alloc(place, sizes, Init::Fill(zero));
        place
    }

    /// A place that grows as it has to.
    pub(super) fn without_end(&mut self, elem: Ty, rows: Vec<Dim>, room: Val) -> Place {
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
    pub(super) fn make_room(&mut self, place: Place, len: Val) {
        if self.b.func.place(place).kind == PlaceKind::Growing && self.known_int(len) != Some(0) {
            self.b.push(Op::Lengthen { place, len }, &[]);
        }
    }

    /// The array with the elements of another, which is as long.
    pub(super) fn put(&mut self, array: &Value, from: &Value, ty: TyId, span: Span) -> Value {
        match (array, from) {
            (Value::Composed(Layout::Columns, parts), Value::Composed(Layout::Columns, from)) => {
                let tys = self.parts_of(ty, Layout::Columns);
                let parts = parts.iter().zip(from.iter()).zip(tys);
                Value::composed(
                    Layout::Columns,
                    parts.map(|((part, from), ty)| self.put(part, from, ty, span)).collect(),
                )
            }
            (Value::Composed(Layout::Columns, _), Value::Group(_) | Value::Repeat(_)) => {
                let Value::Composed(layout, parts) = array else { return array.clone() };
                let tys = self.parts_of(ty, *layout);
                let elem = self.elem_of(ty);
                let mut all = Vec::new();
                for (k, (part, ty)) in parts.iter().zip(tys).enumerate() {
                    let column = self.column(from, k, elem);
                    all.push(self.put(part, &column, ty, span));
                }
                Value::composed(*layout, all)
            }
            (Value::Composed(Layout::Rows, _), Value::Group(items)) => {
                let mut rows = self.emptied(array);
                for item in items.iter() {
                    rows = self.pushed(&rows, item, ty, span);
                }
                rows
            }
            (Value::Composed(Layout::Rows, parts), Value::View(view)) => self.put_grid(parts, view, ty, span),
            (Value::Composed(Layout::Rows, parts), Value::Composed(Layout::Rows, from)) => {
                self.put_rows(parts, from, ty, span)
            }
            (Value::Unit, _) => Value::Unit,
            (_, Value::Repeat(_)) => match self.arranged_value(from, ty, span) {
                Some(from) => self.put(array, &from, ty, span),
                None => self.not_yet(span, "copies of this value", "copy it element by element in a loop"),
            },
            _ => {
                self.copy_all(array, from, ty, span);
                self.seen_now(array)
            }
        }
    }

    /// All elements stay where they are, and so do beginnings and ends.
    fn put_rows(&mut self, parts: &[Value], from: &[Value], ty: TyId, span: Span) -> Value {
        let tys = self.parts_of(ty, Layout::Rows);
        let nothing = self.index_constant(0);
        let used = self.extent_of(&from[0]).map_or(nothing, |window| window.hi);
        self.make_room_in(&parts[0], used);
        let all = Window { lo: nothing, hi: used, len: used };
        let mut copies = Vec::new();
        for (k, (part, ty)) in parts.iter().zip(tys).enumerate() {
            let (to, from) = match k {
                0 => (Self::windowed(part, all), Self::windowed(&from[0], all)),
                _ => (part.clone(), from[k].clone()),
            };
            self.copy_all(&to, &from, ty, span);
            copies.push(self.seen_now(&to));
        }
        Value::composed(Layout::Rows, copies)
    }

    /// Rows of one length, which are in one place already.
    fn put_grid(&mut self, parts: &[Value], grid: &View, ty: TyId, span: Span) -> Value {
        let tys = self.parts_of(ty, Layout::Rows);
        let lengths = self.lengths(grid);
        let used = self.times(lengths[0], lengths[1]);
        self.make_room_in(&parts[0], used);
        self.each(&lengths[..1], &mut Vec::new(), &mut |build, at| {
            let lo = build.times(at[0], lengths[1]);
            let hi = build.plus(lo, lengths[1]);
            let row = View { index: vec![at[0]], window: None, lent: false, ..grid.clone() };
            let to = Self::windowed(&parts[0], Window { lo, hi, len: lengths[1] });
            build.copy_all(&to, &Value::View(row), tys[0], span);
            build.with_item(&parts[1], at[0], &Value::Scalar(lo), tys[1], span);
            build.with_item(&parts[2], at[0], &Value::Scalar(hi), tys[2], span);
        });
        let all = Self::windowed(&parts[0], Window { lo: self.index_constant(0), hi: used, len: used });
        let rows = Value::composed(Layout::Rows, vec![all, parts[1].clone(), parts[2].clone()]);
        self.seen_now(&rows)
    }

    /// The array with nothing in it.
    fn emptied(&mut self, array: &Value) -> Value {
        let nothing = self.index_constant(0);
        self.shortened(array, nothing)
    }

    /// What an array is a copy of, where that is still what it was: the copy is not needed then. Elements that move to
    /// the front of their own place are read before they are written.
    pub(super) fn original(&self, copy: View) -> View {
        let state = &self.places[copy.place.0 as usize];
        let Some((from, block)) = &state.copy_of else { return copy };
        let untouched = state.stamp == 0 && self.stamp(from.place) == from.stamp && *block == self.b.here();
        if copy.is_whole() && untouched { from.clone() } else { copy }
    }

    fn stamp(&self, place: Place) -> u32 {
        self.places[place.0 as usize].stamp
    }

    /// `v = other`, of another length: the elements are put where those of the `Vec` were.
    pub(super) fn replace(&mut self, var: Var, from: Temp) {
        let (old, ty) = (self.slots[var.at()].clone(), self.body.vars[var.at()].ty);
        if !matches!(old, Value::View(_) | Value::Composed(..)) {
            return self.bind(var, from);
        }
        let Some(len) = self.length_of(from) else {
            self.not_yet(self.span(from), "assignments of this value", "copy it into a local array first");
            return;
        };
        let empty = self.emptied(&old);
        self.make_room_in(&empty, len);
        let window = Window { lo: self.index_constant(0), hi: len, len };
        let (value, span) = (self.value(from), self.span(from));
        let replaced = self.put(&Self::windowed(&empty, window), &value, ty, span);
        self.set(var, replaced);
    }

    /// Has the function be read again, with this variable as one that grows; not what is no variable by itself, or has been read so.
    pub(super) fn is_to_grow(&mut self, owner: Option<Var>) -> bool {
        let Some(var) = owner else { return false };
        let can = !self.growths.is_replaced(var) && self.can_grow(var);
        if can {
            self.replaced.push(var);
        }
        can
    }

    fn can_grow(&mut self, var: Var) -> bool {
        let ty = self.body.vars[var.at()].ty;
        matches!(self.body.types.kind(ty), Kind::Array(_, Dim::Dyn)) && self.holds_numbers(ty)
    }

    /// It is made of numbers whose places have rows of known lengths.
    fn holds_numbers(&mut self, ty: TyId) -> bool {
        if let Some(layout) = self.layout(ty) {
            return self.parts_of(ty, layout).into_iter().all(|part| self.holds_numbers(part));
        }
        let Some((elem, dims)) = self.body.types.shape(ty) else { return self.body.types.kind(ty) == Kind::Unit };
        let fixed = dims[1..].iter().all(|dim| matches!(dim, Dim::Lit(_) | Dim::Named(_)));
        fixed && matches!(self.body.types.solved(elem), Ty::F64 | Ty::F32 | Ty::Int(_) | Ty::Bool)
    }

    pub(super) fn grow(&mut self, var: Var, how: &Growth) {
        let (span, ty) = (self.place_of(var), self.body.vars[var.at()].ty);
        let array = self.slots[var.at()].clone();
        let Some(window) = Self::measure(&array).and_then(|view| view.window) else {
            if self.errors.is_empty() {
                self.not_yet(span, "`Vec`s that grow in this place", "begin with `let mut v = Vec::new()`");
            }
            return;
        };
        let grown = match how {
            Growth::Push(item) => {
                let span = self.span(*item);
                if let Value::View(_) = array
                    && !matches!(self.value(*item), Value::View(_) | Value::Group(_) | Value::Repeat(_))
                {
                    self.operand(*item);
                }
                let item = self.value(*item);
                self.pushed(&array, &item, ty, span)
            }
            Growth::Extend(from) => match self.arranged(*from) {
                Some(from) => self.extended(&array, &from, ty, span),
                None => self.not_yet(span, "`extend` with this", "push the elements in a loop"),
            },
            Growth::Truncate(len) => {
                let len = self.operand(*len);
                let shorter = matches!(self.b.definition(len), Some(Pure::Bin(BinOp::Sub, n, _)) if *n == window.len);
                let len = if shorter { len } else { self.smaller(len, window.len) };
                self.shortened(&array, len)
            }
            Growth::Clear => self.emptied(&array),
            Growth::Resize(len, value) => {
                let Value::View(view) = &array else {
                    self.not_yet(span, "`resize` of tuples and of rows", "push them in a loop");
                    return;
                };
                let (len, value) = (self.operand(*len), self.operand(*value));
                if self.b.func.place(view.place).kind == PlaceKind::Growing {
                    self.make_room(view.place, len);
                } else {
                    let room = self.len(view.place, 0);
                    self.ensure(BinOp::Le, len, room);
                }
                self.fill_up(view, len, value);
                Self::windowed(&array, Window { hi: self.plus(window.lo, len), len, ..window })
            }
        };
        Self::places_of(&grown).into_iter().for_each(|place| self.touch(place));
        let grown = self.seen_now(&grown);
        self.set(var, grown);
    }

    fn fill_up(&mut self, view: &View, len: Val, value: Val) {
        let Some(window) = view.window else { return };
        let index = self.b.fresh(Ty::USIZE, None);
        self.b.open(vec![index]);
        self.b.store(view.place, vec![index], value);
        let body = self.b.close(Vec::new());
        let range = Range::plain(window.hi, len);
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
