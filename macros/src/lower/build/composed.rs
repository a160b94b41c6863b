//! Arrays that are several: tuples, a column for each part of them; rows of different lengths, one behind the other, with where each
//! begins and ends.

use std::rc::Rc;

use proc_macro2::Span;

use super::Build;
use super::value::{Layout, Repeat, Value, View, Window};
use crate::ir::{BinOp, Dim, Place, PlaceKind, Ty, Val};
use crate::lower::steps::{Temp, Var};
use crate::lower::types::{Kind, TyId};

impl Build<'_> {
    /// How an array of this type is held, if it is several.
    pub(super) fn layout(&mut self, ty: TyId) -> Option<Layout> {
        let Kind::Array(elem, dim) = self.body.types.kind(ty) else { return None };
        match self.body.types.kind(elem) {
            Kind::Tuple(_) if self.body.types.rest(elem).is_none() => Some(Layout::Columns),
            Kind::Array(item, Dim::Dyn) if dim == Dim::Dyn && !self.has_rows(item) => Some(Layout::Rows),
            _ => None,
        }
    }

    /// There are arrays in it whose lengths only the run knows.
    fn has_rows(&mut self, ty: TyId) -> bool {
        match self.body.types.kind(ty) {
            Kind::Array(_, Dim::Dyn) => true,
            Kind::Array(elem, _) => self.has_rows(elem),
            Kind::Tuple(items) => items.into_iter().any(|item| self.has_rows(item)),
            _ => false,
        }
    }

    /// There are rows in it, which can be replaced by longer ones; and whether there is room for these.
    pub(super) fn rows_in(&self, value: &Value) -> Option<bool> {
        match value {
            Value::Composed(Layout::Rows, parts) => {
                let grows = |place: &Place| self.b.func.place(*place).kind == PlaceKind::Growing;
                Some(Self::places_of(&parts[0]).iter().all(grows))
            }
            Value::Composed(Layout::Columns, parts) => {
                parts.iter().filter_map(|part| self.rows_in(part)).reduce(|a, b| a && b)
            }
            _ => None,
        }
    }

    /// The types of what it is made of.
    pub(super) fn parts_of(&mut self, ty: TyId, layout: Layout) -> Vec<TyId> {
        let Kind::Array(elem, dim) = self.body.types.kind(ty) else { return Vec::new() };
        match (layout, self.body.types.kind(elem)) {
            (Layout::Columns, Kind::Tuple(items)) => {
                let column = |me: &mut Self, item: TyId| match me.body.types.kind(item) {
                    Kind::Unit => item,
                    _ => me.body.types.fresh(Kind::Array(item, dim)),
                };
                items.into_iter().map(|item| column(self, item)).collect()
            }
            (Layout::Rows, Kind::Array(item, _)) => {
                let flat = self.body.types.fresh(Kind::Array(item, Dim::Dyn));
                let index = self.body.types.exact(Ty::USIZE);
                let ends = self.body.types.fresh(Kind::Array(index, Dim::Dyn));
                vec![flat, ends, ends]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn elem_of(&mut self, ty: TyId) -> TyId {
        if let Kind::Array(elem, _) = self.body.types.kind(ty) { elem } else { ty }
    }

    /// The same of every part.
    pub(super) fn each_part(
        &mut self,
        (layout, parts): (Layout, &[Value]),
        ty: TyId,
        f: &mut dyn FnMut(&mut Self, &Value, TyId) -> Value,
    ) -> Value {
        let tys = self.parts_of(ty, layout);
        Value::composed(layout, parts.iter().zip(tys).map(|(part, ty)| f(self, part, ty)).collect())
    }

    /// A view that is as long as the array.
    pub(super) fn measure(value: &Value) -> Option<&View> {
        match value {
            Value::View(view) | Value::Constant(view) => Some(view),
            Value::Composed(Layout::Rows, parts) => Self::measure(&parts[1]),
            Value::Composed(Layout::Columns, parts) => parts.iter().find_map(Self::measure),
            _ => None,
        }
    }

    /// The window on an array that a value is.
    pub(super) fn extent_of(&mut self, value: &Value) -> Option<Window> {
        let view = Self::measure(value)?.clone();
        Some(self.whole_window(&view))
    }

    // ---- from values

    /// An array that is in places, or is put into them.
    pub(super) fn arranged(&mut self, temp: Temp) -> Option<Value> {
        let (ty, span) = (self.body.temps[temp.at()].ty, self.span(temp));
        let value = self.value(temp);
        let arranged = self.arranged_value(&value, ty, span)?;
        if let Value::Group(_) | Value::Repeat(_) = value {
            self.temps[temp.at()] = arranged.clone();
        }
        Some(arranged)
    }

    pub(super) fn arranged_value(&mut self, value: &Value, ty: TyId, span: Span) -> Option<Value> {
        match value {
            Value::View(_) | Value::Constant(_) | Value::Composed(..) => Some(value.clone()),
            Value::Group(_) | Value::Repeat(_) => match self.layout(ty) {
                Some(Layout::Columns) => self.columns(value, ty, span),
                Some(Layout::Rows) if !self.is_grid(value) => self.listed_rows(value, ty, span),
                _ => self.placed(value, ty, span).map(|place| self.view(place)),
            },
            _ => None,
        }
    }

    /// Tuples that were listed, or repeated, as columns.
    fn columns(&mut self, value: &Value, ty: TyId, span: Span) -> Option<Value> {
        let elem = self.elem_of(ty);
        let tys = self.parts_of(ty, Layout::Columns);
        let mut parts = Vec::new();
        for (k, ty) in tys.into_iter().enumerate() {
            if self.body.types.kind(ty) == Kind::Unit {
                parts.push(Value::Unit);
                continue;
            }
            let column = self.column(value, k, elem);
            parts.push(self.arranged_value(&column, ty, span)?);
        }
        Some(Value::composed(Layout::Columns, parts))
    }

    /// Part `k` of tuples that were listed, or repeated.
    pub(super) fn column(&mut self, tuples: &Value, k: usize, elem: TyId) -> Value {
        match tuples {
            Value::Group(items) => Value::group(items.iter().map(|item| self.part_at(item, k, elem)).collect()),
            Value::Repeat(repeat) => {
                let item = self.part_at(&repeat.item, k, elem);
                Value::Repeat(Rc::new(Repeat { item, dim: repeat.dim, size: repeat.size }))
            }
            other => other.clone(),
        }
    }

    /// Rows that were listed, and are known to be of one length; or one that was repeated.
    fn is_grid(&mut self, rows: &Value) -> bool {
        let Value::Group(rows) = rows else { return true };
        let lengths: Vec<Option<i128>> = rows.iter().map(|row| self.known_length(row)).collect();
        lengths.first().is_some_and(|first| first.is_some() && lengths.iter().all(|length| length == first))
    }

    fn known_length(&mut self, row: &Value) -> Option<i128> {
        match row {
            Value::Group(items) => i128::try_from(items.len()).ok(),
            Value::Repeat(repeat) => match (repeat.size, repeat.dim) {
                (Some(size), _) => self.known_int(size),
                (None, Dim::Lit(n)) => Some(i128::from(n)),
                _ => None,
            },
            _ => self.extent_of(row).and_then(|window| self.known_int(window.len)),
        }
    }

    /// Rows that were listed, of any lengths.
    fn listed_rows(&mut self, rows: &Value, ty: TyId, span: Span) -> Option<Value> {
        let Value::Group(items) = rows else { return None };
        let len = self.index_constant(items.len());
        let begun = self.begun(ty, Room::Known(len), len)?;
        let put = self.put(&begun, rows, ty, span);
        Some(self.filled_later(&put))
    }

    /// Part `k` of a tuple, be it the user's own.
    fn part_at(&mut self, tuple: &Value, k: usize, ty: TyId) -> Value {
        match tuple {
            Value::Scalar(_) | Value::Foreign(_) => {
                let template = self.part_template(ty, k);
                Self::part_of(tuple, template)
            }
            other => other.part(k).cloned().unwrap_or(Value::Uninit),
        }
    }

    // ---- elements

    /// An element of an array: a number, a row, a tuple.
    pub(super) fn item_at(&mut self, array: &Value, index: Val) -> Value {
        match array {
            Value::View(view) => {
                let at = self.element(view, index);
                if at.len() == self.b.func.place(view.place).dims.len() {
                    return Value::Scalar(self.b.load(view.place, at));
                }
                Value::View(View { index: at, window: None, lent: false, ..view.clone() })
            }
            Value::Composed(Layout::Columns, parts) => {
                Value::group(parts.iter().map(|part| self.item_at(part, index)).collect())
            }
            Value::Composed(Layout::Rows, parts) => {
                let (lo, hi) = (self.number_at(&parts[1], index), self.number_at(&parts[2], index));
                let window = Window { lo, hi, len: self.minus(hi, lo) };
                Self::windowed(&parts[0], window)
            }
            Value::Constant(view) => {
                let item = self.item_at(&Value::View(view.clone()), index);
                self.constant(&item)
            }
            Value::Unit => Value::Unit,
            _ => self.not_yet(Span::call_site(), "elements of this value", "copy it into a local array first"),
        }
    }

    fn number_at(&mut self, array: &Value, index: Val) -> Val {
        match self.item_at(array, index) {
            Value::Scalar(v) => v,
            _ => {
                self.not_measured(Span::call_site());
                self.index_constant(0)
            }
        }
    }

    /// The same array, seen through another window.
    pub(super) fn windowed(array: &Value, window: Window) -> Value {
        match array {
            Value::View(view) => Value::View(View { window: Some(window), lent: false, ..view.clone() }),
            Value::Constant(view) => Value::Constant(View { window: Some(window), lent: false, ..view.clone() }),
            Value::Composed(layout, parts) => {
                let flat = usize::from(*layout == Layout::Rows);
                let rest = parts[flat..].iter().map(|part| Self::windowed(part, window));
                Value::composed(*layout, parts[..flat].iter().cloned().chain(rest).collect())
            }
            other => other.clone(),
        }
    }

    /// The array with another element.
    pub(super) fn with_item(&mut self, array: &Value, index: Val, item: &Value, ty: TyId, span: Span) -> Value {
        match array {
            Value::View(view) => {
                let at = self.element(view, index);
                let elem = self.elem_of(ty);
                self.store_item(view.place, at, item, elem, span);
                array.clone()
            }
            Value::Composed(Layout::Columns, parts) => {
                let elem = self.elem_of(ty);
                let tys = self.parts_of(ty, Layout::Columns);
                let mut all = Vec::new();
                for (k, (part, ty)) in parts.iter().zip(tys).enumerate() {
                    let item = self.part_at(item, k, elem);
                    all.push(self.with_item(part, index, &item, ty, span));
                }
                Value::composed(Layout::Columns, all)
            }
            Value::Composed(Layout::Rows, parts) => self.with_row(parts, index, item, ty, span),
            Value::Unit => Value::Unit,
            _ => self.not_yet(span, "assignments to elements of this value", "copy it into a local array first"),
        }
    }

    /// A row goes where the old one was if it is no longer than that, else behind all others.
    fn with_row(&mut self, parts: &[Value], index: Val, row: &Value, ty: TyId, span: Span) -> Value {
        let Some((row, len)) = self.row(row, ty, span) else { return Value::composed(Layout::Rows, parts.to_vec()) };
        let (lo, hi) = (self.number_at(&parts[1], index), self.number_at(&parts[2], index));
        let used = self.extent_of(&parts[0]).map_or(lo, |window| window.hi);
        let room = self.minus(hi, lo);
        let fits = self.b.bin(BinOp::Le, len, room);
        let more = self.b.add(used, len);
        let (start, used) = (self.b.select(fits, lo, used), self.b.select(fits, used, more));
        let end = self.b.add(start, len);
        self.with_row_at(parts, &row, Window { lo: start, hi: end, len }, used, (index, ty, span))
    }

    fn row(&mut self, row: &Value, ty: TyId, span: Span) -> Option<(Value, Val)> {
        let elem = self.elem_of(ty);
        let Some(row) = self.arranged_value(row, elem, span) else {
            self.not_yet(span, "rows of this kind", "collect the numbers into a `Vec` first");
            return None;
        };
        let Some(window) = self.extent_of(&row) else {
            self.not_measured(span);
            return None;
        };
        Some((row, window.len))
    }

    /// Puts a row into this part of all of them, of which so much is used then.
    fn with_row_at(
        &mut self,
        parts: &[Value],
        row: &Value,
        at: Window,
        used: Val,
        (index, ty, span): (Val, TyId, Span),
    ) -> Value {
        let tys = self.parts_of(ty, Layout::Rows);
        self.make_room_in(&parts[0], used);
        self.copy_all(&Self::windowed(&parts[0], at), row, tys[0], span);
        let begins = self.with_item(&parts[1], index, &Value::Scalar(at.lo), tys[1], span);
        let ends = self.with_item(&parts[2], index, &Value::Scalar(at.hi), tys[2], span);
        let all = Window { lo: self.index_constant(0), hi: used, len: used };
        Value::composed(Layout::Rows, vec![Self::windowed(&parts[0], all), begins, ends])
    }

    /// Elements of one array become those of another of the same length.
    pub(super) fn copy_all(&mut self, to: &Value, from: &Value, ty: TyId, span: Span) {
        match (to, from) {
            (Value::View(to), Value::View(from)) => {
                let from = self.original(from.clone());
                self.fresh_enough(&from, span);
                self.copy_elements(to, &from);
            }
            (Value::View(to), Value::Group(items)) => {
                let elem = self.elem_of(ty);
                for (k, item) in items.iter().enumerate() {
                    let index = self.index_constant(k);
                    let at = self.element(to, index);
                    self.store_item(to.place, at, item, elem, span);
                }
            }
            (Value::Composed(Layout::Columns, parts), Value::Composed(Layout::Columns, from)) => {
                let tys = self.parts_of(ty, Layout::Columns);
                for ((to, from), ty) in parts.iter().zip(from.iter()).zip(tys) {
                    self.copy_all(to, from, ty, span);
                }
            }
            (Value::Composed(Layout::Columns, _), Value::Group(_) | Value::Repeat(_)) => {
                if let Some(from) = self.columns(from, ty, span) {
                    self.copy_all(to, &from, ty, span);
                }
            }
            (Value::Unit, _) => {}
            _ => _ = self.not_yet(span, "copies of this value", "copy it element by element in a loop"),
        }
    }

    // ---- of changing length

    /// An array of elements that are still to be written: with room for so many where that is known, else one that grows.
    pub(super) fn begun(&mut self, ty: TyId, room: Room, len: Val) -> Option<Value> {
        if let Some(layout) = self.layout(ty) {
            let tys = self.parts_of(ty, layout);
            let nothing = self.index_constant(0);
            let mut parts = Vec::new();
            for (k, ty) in tys.into_iter().enumerate() {
                let flat = layout == Layout::Rows && k == 0;
                let (room, len) = if flat { (Room::Open(nothing), nothing) } else { (room, len) };
                parts.push(if self.body.types.kind(ty) == Kind::Unit {
                    Value::Unit
                } else {
                    self.begun(ty, room, len)?
                });
            }
            return Some(Value::composed(layout, parts));
        }
        let (elem, dims) = self.body.types.shape(ty)?;
        let elem = self.body.types.solved(elem);
        let rows = dims[1..].to_vec();
        let fixed = rows.iter().all(|dim| matches!(dim, Dim::Lit(_) | Dim::Named(_)));
        if !fixed || !matches!(elem, Ty::F64 | Ty::F32 | Ty::Int(_) | Ty::Bool) {
            return None;
        }
        let place = match room {
            Room::Known(room) => self.with_room(elem, rows, room),
            Room::Open(room) => self.without_end(elem, rows, room),
        };
        self.own(place, true);
        let window = Window { lo: self.index_constant(0), hi: len, len };
        self.touch(place);
        let view = View { place, index: Vec::new(), window: Some(window), lent: false, stamp: 0 };
        Some(self.seen_now(&Value::View(view)))
    }

    /// Has the places of an array that grow be as long as this.
    pub(super) fn make_room_in(&mut self, array: &Value, len: Val) {
        match array {
            Value::View(view) => self.make_room(view.place, len),
            Value::Composed(layout, parts) => {
                let flat = usize::from(*layout == Layout::Rows);
                parts[flat..].iter().for_each(|part| self.make_room_in(part, len));
            }
            _ => {}
        }
    }

    /// The array with another element behind the others.
    pub(super) fn pushed(&mut self, array: &Value, item: &Value, ty: TyId, span: Span) -> Value {
        if let Value::Composed(Layout::Columns, parts) = array {
            let (elem, tys) = (self.elem_of(ty), self.parts_of(ty, Layout::Columns));
            let mut all = Vec::new();
            for (k, (part, ty)) in parts.iter().zip(tys).enumerate() {
                let item = self.part_at(item, k, elem);
                all.push(self.pushed(part, &item, ty, span));
            }
            return Value::composed(Layout::Columns, all);
        }
        let Some(window) = self.extent_of(array) else { return self.not_measured(span) };
        let one = self.index_constant(1);
        let len = self.plus(window.len, one);
        let longer = Self::windowed(array, Window { hi: self.plus(window.lo, len), len, ..window });
        self.make_room_in(array, len);
        if let Value::Composed(Layout::Rows, parts) = &longer {
            let Some((row, len)) = self.row(item, ty, span) else { return Value::Uninit };
            let used = self.extent_of(&parts[0]).map_or(window.lo, |window| window.hi);
            let hi = self.plus(used, len);
            return self.with_row_at(parts, &row, Window { lo: used, hi, len }, hi, (window.len, ty, span));
        }
        let grown = self.with_item(&longer, window.len, item, ty, span);
        self.seen_now(&grown)
    }

    /// The array with the elements of another behind its own.
    pub(super) fn extended(&mut self, array: &Value, from: &Value, ty: TyId, span: Span) -> Value {
        let (Some(window), Some(more)) = (self.extent_of(array), self.extent_of(from)) else {
            return self.not_measured(span);
        };
        if let Value::Composed(Layout::Rows, _) = array {
            return self.not_yet(span, "`extend` of rows", "push the rows in a loop");
        }
        let len = self.plus(window.len, more.len);
        self.make_room_in(array, len);
        let hi = self.plus(window.lo, len);
        let tail = Window { lo: window.hi, hi, len: more.len };
        self.copy_all(&Self::windowed(array, tail), from, ty, span);
        let grown = Self::windowed(array, Window { hi, len, ..window });
        self.seen_now(&grown)
    }

    /// What is no array that grows.
    fn not_measured(&mut self, span: Span) -> Value {
        self.not_yet(span, "`Vec`s that grow in this place", "begin with `let mut v = Vec::new()`")
    }

    /// The array with so many of its elements; a row that is gone leaves its room behind, unless all are.
    pub(super) fn shortened(&mut self, array: &Value, len: Val) -> Value {
        let Some(window) = self.extent_of(array) else { return self.not_measured(Span::call_site()) };
        let shorter = Self::windowed(array, Window { hi: self.plus(window.lo, len), len, ..window });
        match &shorter {
            Value::Composed(Layout::Rows, parts) if self.known_int(len) == Some(0) => {
                let nothing = self.shortened(&parts[0], len);
                Value::composed(Layout::Rows, std::iter::once(nothing).chain(parts[1..].iter().cloned()).collect())
            }
            _ => shorter,
        }
    }

    /// Two rows exchange their places.
    pub(super) fn swap_rows(&mut self, (xs, i): (&[Value], Val), (ys, j): (&[Value], Val)) {
        for (x, y) in xs[1..].iter().zip(&ys[1..]) {
            let (Value::View(x), Value::View(y)) = (x, y) else { continue };
            let (at, to) = (self.element(x, i), self.element(y, j));
            let (first, second) = (self.b.load(x.place, at.clone()), self.b.load(y.place, to.clone()));
            self.b.store(x.place, at, second);
            self.b.store(y.place, to, first);
            self.touch(x.place);
            self.touch(y.place);
        }
    }

    /// The places of an array are another's from now on.
    pub(super) fn own_all(&mut self, array: &Value, mutable: bool) {
        for place in Self::places_of(array) {
            self.own(place, mutable);
        }
    }

    pub(super) fn places_of(array: &Value) -> Vec<Place> {
        match array {
            Value::View(view) => vec![view.place],
            Value::Composed(_, parts) => parts.iter().flat_map(Self::places_of).collect(),
            _ => Vec::new(),
        }
    }

    /// The variable that a value is read from takes another value.
    pub(super) fn update(&mut self, base: Temp, new: Value, span: Span) {
        let owner: Option<(Var, Vec<usize>)> = self.paths.get(&base).cloned();
        match owner {
            Some((var, path)) if self.slots[var.at()].has_group_at(&path) => {
                let whole = self.slots[var.at()].clone().with(&path, new);
                self.set(var, whole);
            }
            _ => {
                self.not_yet(span, "rows that are replaced in this place", "keep the rows in a variable of their own");
            }
        }
    }
}

/// How many elements there is room for.
#[derive(Clone, Copy)]
pub(super) enum Room {
    Known(Val),
    /// So many at first.
    Open(Val),
}
