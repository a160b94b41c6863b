//! `Vec`s that grow: a place with room for all that is ever in it, and a view of what is in it now.

use super::Build;
use super::value::{Value, View, Window};
use crate::ir::{BinOp, Dim, Init, Op, Pure, Range, Ty, Val};
use crate::lower::steps::{Bounds, Growth, Rhs, Temp, Turns, Var};
use crate::lower::types::Kind;

/// As many elements as a `Vec` may have that is kept in an array.
const SHORT: u64 = 64;

impl Build<'_> {
    pub(super) fn grows(&self, var: Var) -> bool {
        self.growths.of(var).is_some()
    }

    /// What a `Vec` that grows begins with.
    pub(super) fn begin_growing(&mut self, var: Var, temp: Temp) -> Value {
        let span = self.span(temp);
        let Some((elem, dims)) = self.body.types.shape(self.body.vars[var.at()].ty) else { return Value::Uninit };
        let elem = self.body.types.solved(elem);
        if dims.len() != 1 || !matches!(elem, Ty::F64 | Ty::F32 | Ty::Int(_) | Ty::Bool) {
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
        let announced = self.body.vars[var.at()].capacity;
        let known = self.room_for(var, len);
        let Some(room) = known.or_else(|| announced.map(|capacity| self.operand(capacity))) else {
            let help = "begin with `Vec::with_capacity(n)`, or with `vec![0.0; n]` and assign by index";
            self.not_yet(span, "`Vec`s that grow to a length that is not known before", help);
            return self.no_room(elem, len);
        };
        let short = self.known_int(room).and_then(|n| u64::try_from(n).ok()).filter(|n| (1..=SHORT).contains(n));
        let (dim, sizes) = short.map_or((Dim::Dyn, vec![room]), |n| (Dim::Lit(n), Vec::new()));
        let place = self.local(elem, vec![dim]);
        let zero = self.zero(elem);
        self.alloc(place, sizes, Init::Fill(zero));
        self.own(place, true);
        if known.is_none() {
            self.announced.push(place);
        }
        let window = Window { lo: self.index_constant(0), hi: len, len };
        let view = View { place, index: Vec::new(), window: Some(window), lent: false, stamp: 0 };
        match self.value(temp) {
            Value::Group(items) => {
                for (k, item) in items.iter().enumerate() {
                    let (index, item) = (self.index_constant(k), self.number(item, elem, span));
                    self.b.store(place, vec![index], item);
                }
            }
            Value::View(from) => self.copy_elements(&view, &from),
            _ => {}
        }
        self.touch(place);
        self.seen_now(&Value::View(view))
    }

    /// Stands for what was refused.
    fn no_room(&mut self, elem: Ty, len: Val) -> Value {
        let place = self.local(elem, vec![Dim::Lit(1)]);
        let window = Window { lo: self.index_constant(0), hi: len, len };
        Value::View(View { place, index: Vec::new(), window: Some(window), lent: false, stamp: 0 })
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
                let value = self.operand(*value);
                self.has_room(&view, one);
                self.b.store(view.place, vec![window.hi], value);
                self.plus(window.len, one)
            }
            Growth::Extend(from) => {
                let Some(from) = self.as_view(*from) else {
                    self.not_yet(span, "`extend` with this", "push the elements in a loop");
                    return;
                };
                let more = self.whole_window(&from).len;
                self.has_room(&view, more);
                let tail = Window { lo: window.hi, hi: self.plus(window.hi, more), len: more };
                self.copy_elements(&View { window: Some(tail), ..view.clone() }, &from);
                self.plus(window.len, more)
            }
            Growth::Truncate(len) => {
                let len = self.operand(*len);
                let shorter = matches!(self.b.definition(len), Some(Pure::Bin(BinOp::Sub, n, _)) if *n == window.len);
                if shorter { len } else { self.smaller(len, window.len) }
            }
            Growth::Clear => self.index_constant(0),
            Growth::Resize(len, value) => {
                let (len, value) = (self.operand(*len), self.operand(*value));
                let room = self.len(view.place, 0);
                self.ensure(BinOp::Le, len, room);
                self.fill_up(&view, len, value);
                len
            }
        };
        self.touch(view.place);
        let window = Window { hi: self.plus(window.lo, len), len, ..window };
        let grown = self.seen_now(&Value::View(View { window: Some(window), ..view }));
        self.set(var, grown);
    }

    /// What `Vec::with_capacity` announced is checked: there is no room for more.
    fn has_room(&mut self, view: &View, more: Val) {
        if !self.announced.contains(&view.place) {
            return;
        }
        let room = self.len(view.place, 0);
        let hi = view.window.map_or(room, |window| window.hi);
        let needed = self.plus(hi, more);
        self.ensure(BinOp::Le, needed, room);
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
