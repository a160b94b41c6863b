//! Arrays: which place they are in, and how they get there.

use proc_macro2::Span;

use super::value::{Layout, Value, View};
use super::{Build, PlaceState};
use crate::ir::{Dim, Init, Place, PlaceInfo, PlaceKind, Pure, Ty, Val};
use crate::lower::types::{Kind, TyId};

/// As many elements as are written out one by one where an array is put together from others.
const MAX_LISTED: u64 = 1024;

impl Build<'_> {
    pub(super) fn new_place(&mut self, info: PlaceInfo) -> Place {
        self.places.push(PlaceState::default());
        let shape = u32::try_from(self.places.len()).expect("fewer than 2^32 places");
        self.b.new_place(PlaceInfo { shape, ..info })
    }

    pub(super) fn local(&mut self, elem: Ty, dims: Vec<Dim>) -> Place {
        self.new_place(PlaceInfo {
            elem,
            dims,
            kind: PlaceKind::Local,
            hint: None,
            origin: crate::ir::Origin::NOWHERE,
            shape: 0,
        })
    }

    /// Brings a local into being, and remembers its lengths.
    pub(super) fn alloc(&mut self, place: Place, sizes: Vec<Val>, init: Init) {
        let mut lengths = sizes.iter().copied();
        let dims = &self.b.func.place(place).dims;
        let sizes_by_axis = dims.iter().map(|d| if *d == Dim::Dyn { lengths.next() } else { None }).collect();
        self.places[place.0 as usize].sizes = sizes_by_axis;
        self.places[place.0 as usize].outermost = self.b.is_outermost();
        self.b.alloc(place, sizes, init);
    }

    /// The length of a place along an axis.
    pub(super) fn len(&mut self, place: Place, axis: usize) -> Val {
        if let Some(Some(n)) = self.places[place.0 as usize].sizes.get(axis) {
            return *n;
        }
        match self.b.func.place(place).dims.get(axis) {
            Some(Dim::Lit(n)) => self.b.int(i128::from(*n), Ty::USIZE),
            _ => self.b.pure(Pure::Len(place, u8::try_from(axis).expect("few axes")), Ty::USIZE),
        }
    }

    pub(super) fn own(&mut self, place: Place, mutable: bool) {
        let state = &mut self.places[place.0 as usize];
        state.owned = true;
        state.mutable = mutable;
    }

    pub(super) fn touch(&mut self, place: Place) {
        self.places[place.0 as usize].stamp += 1;
    }

    pub(super) fn view(&self, place: Place) -> Value {
        let stamp = self.places[place.0 as usize].stamp;
        Value::View(View { place, index: Vec::new(), window: None, lent: false, stamp })
    }

    pub(super) fn index_constant(&mut self, k: usize) -> Val {
        self.b.int(i128::try_from(k).expect("fits"), Ty::USIZE)
    }

    /// A value with its arrays as they are now.
    pub(super) fn seen_now(&self, value: &Value) -> Value {
        match value {
            Value::View(view) => {
                let stamp = self.places[view.place.0 as usize].stamp;
                Value::View(View { stamp, ..view.clone() })
            }
            Value::Group(items)
                if items.iter().any(|item| matches!(item, Value::View(_) | Value::Group(_) | Value::Composed(..))) =>
            {
                Value::group(items.iter().map(|item| self.seen_now(item)).collect())
            }
            Value::Composed(layout, parts) => {
                Value::composed(*layout, parts.iter().map(|part| self.seen_now(part)).collect())
            }
            other => other.clone(),
        }
    }

    /// An array by value: the same place where nobody could tell, else a copy.
    pub(super) fn owned(&mut self, view: &View, ty: TyId, mutable: bool, span: Span) -> Value {
        self.fresh_enough(view, span);
        let state = self.places[view.place.0 as usize].clone();
        let constant = self.b.func.place(view.place).kind == PlaceKind::Input;
        let all = view.is_whole() || self.is_grown(view);
        if all && !state.owned && !constant {
            self.own(view.place, mutable);
            return Value::View(view.clone());
        }
        if !mutable && (constant || !state.mutable) {
            return Value::View(view.clone());
        }
        match self.copied(view, ty, span) {
            Some(place) => {
                self.own(place, mutable);
                self.view(place)
            }
            None => Value::Uninit,
        }
    }

    /// A value is what the array was when it was read; a place that was written since is not that any more.
    pub(super) fn fresh_enough(&mut self, view: &View, span: Span) {
        if self.places[view.place.0 as usize].stamp != view.stamp {
            self.not_yet(span, "uses of an array that changed in the same expression", "copy it with `let` first");
        }
    }

    /// A place of its own with the same content.
    pub(super) fn copied(&mut self, view: &View, ty: TyId, span: Span) -> Option<Place> {
        let info = self.b.func.place(view.place).clone();
        let dims = info.dims[view.index.len()..].to_vec();
        if !view.is_whole() && !self.is_listed(view) {
            return Some(self.copied_part(view));
        }
        if view.is_whole() {
            let dynamic: Vec<usize> = (0..).zip(&dims).filter(|(_, d)| **d == Dim::Dyn).map(|(k, _)| k).collect();
            let sizes = dynamic.into_iter().map(|axis| self.len(view.place, axis)).collect();
            let place = self.local(info.elem, dims);
            self.alloc(place, sizes, Init::Copy(view.place));
            return Some(place);
        }
        let mut items = Vec::new();
        if !self.flatten(&Value::View(view.clone()), ty, info.elem, span, &mut items) {
            return None;
        }
        let place = self.local(info.elem, dims);
        let items = items.into_iter().map(|(_, v)| v).collect();
        self.alloc(place, Vec::new(), Init::Items(items));
        Some(place)
    }

    /// A `Vec` with the content of an array, whatever the length of that is written as.
    pub(super) fn copied_to_vec(&mut self, view: &View, ty: TyId, span: Span) -> Option<Place> {
        let dims = self.b.func.place(view.place).dims.clone();
        if !view.is_whole() || dims[0] == Dim::Dyn {
            return self.copied(view, ty, span);
        }
        let elem = self.b.func.place(view.place).elem;
        let n = self.len(view.place, 0);
        let place = self.local(elem, std::iter::once(Dim::Dyn).chain(dims[1..].iter().copied()).collect());
        self.alloc(place, vec![n], Init::Copy(view.place));
        Some(place)
    }

    /// The place of an array, which gets one if it has none.
    pub(super) fn placed(&mut self, value: &Value, ty: TyId, span: Span) -> Option<Place> {
        if let Value::Constant(_) = value {
            let elements = self.exploded(value, ty, span);
            return if let Value::Group(_) = elements { self.placed(&elements, ty, span) } else { None };
        }
        if let Value::Composed(..) = value {
            let help = "hand its numbers over, in an array for each part";
            self.not_yet(span, "arrays of tuples and of rows in this place", help);
            return None;
        }
        if let Value::View(view) = value {
            self.fresh_enough(view, span);
            return if view.is_whole() { Some(view.place) } else { self.copied(view, ty, span) };
        }
        let Some((elem, written)) = self.body.types.shape(ty) else {
            self.not_yet(span, "values of this kind in this place", "use an array of numbers");
            return None;
        };
        let elem = self.body.types.solved(elem);
        if matches!(elem, Ty::Other(_)) {
            self.not_yet(span, "arrays of this kind", "keep numbers in it, and use their type once");
            return None;
        }
        let (mut dims, mut sizes) = (Vec::new(), Vec::new());
        self.extents(value, &written, &mut dims, &mut sizes);
        let init = if let Some(fill) = fill_of(value) {
            Init::Fill(self.number(fill, elem, span))
        } else {
            let mut items = Vec::new();
            if !self.flatten(value, ty, elem, span, &mut items) {
                return None;
            }
            Init::Items(items.into_iter().map(|(_, v)| v).collect())
        };
        let place = self.local(elem, dims);
        self.alloc(place, sizes, init);
        Some(place)
    }

    /// The extents of an array, and the lengths of those that only the run knows.
    fn extents(&mut self, value: &Value, written: &[Dim], dims: &mut Vec<Dim>, sizes: &mut Vec<Val>) {
        let is_vec = written.first() == Some(&Dim::Dyn);
        let rest = written.get(1..).unwrap_or_default();
        match value {
            Value::Group(items) => {
                if is_vec {
                    sizes.push(self.index_constant(items.len()));
                }
                dims.push(if is_vec { Dim::Dyn } else { Dim::Lit(items.len() as u64) });
                if let Some(first) = items.first() {
                    self.extents(first, rest, dims, sizes);
                }
            }
            Value::Repeat(repeat) => {
                dims.push(repeat.dim);
                sizes.extend(repeat.size);
                self.extents(&repeat.item, rest, dims, sizes);
            }
            Value::View(view) => dims.extend(self.b.func.place(view.place).dims[view.index.len()..].to_vec()),
            _ => {}
        }
    }

    /// Every scalar of an array of known size, row-major, with its indices. Whether that was possible.
    pub(super) fn flatten(
        &mut self,
        value: &Value,
        ty: TyId,
        elem: Ty,
        span: Span,
        items: &mut Vec<(Vec<usize>, Val)>,
    ) -> bool {
        let exploded = self.exploded(value, ty, span);
        let mut at = Vec::new();
        self.list(&exploded, elem, span, &mut at, items)
    }

    fn list(
        &mut self,
        value: &Value,
        elem: Ty,
        span: Span,
        at: &mut Vec<usize>,
        items: &mut Vec<(Vec<usize>, Val)>,
    ) -> bool {
        match value {
            Value::Group(parts) => {
                for (k, part) in parts.iter().enumerate() {
                    at.push(k);
                    if !self.list(part, elem, span, at, items) {
                        return false;
                    }
                    at.pop();
                }
                true
            }
            Value::Scalar(_) | Value::Foreign(_) => {
                let v = self.number(value, elem, span);
                items.push((at.clone(), v));
                true
            }
            _ => false,
        }
    }

    /// An array of known size as one value for each element.
    pub(super) fn exploded(&mut self, value: &Value, ty: TyId, span: Span) -> Value {
        let inner = match self.body.types.kind(ty) {
            Kind::Array(elem, _) => elem,
            _ => ty,
        };
        match value {
            Value::Group(items) => {
                let tys = match self.body.types.kind(ty) {
                    Kind::Tuple(tys) if tys.len() == items.len() => tys,
                    _ => vec![inner; items.len()],
                };
                let parts = items.iter().zip(tys).map(|(item, ty)| self.exploded(item, ty, span));
                Value::group(parts.collect())
            }
            Value::Repeat(repeat) => match repeat.dim {
                Dim::Lit(n) if n <= MAX_LISTED => {
                    let item = self.exploded(&repeat.item, inner, span);
                    Value::group(vec![item; usize::try_from(n).expect("few")])
                }
                _ => self.unlisted(span),
            },
            Value::View(view) => self.loaded(view, span),
            Value::Constant(view) => {
                let elements = self.loaded(view, span);
                self.constant(&elements)
            }
            Value::Foreign(foreign) => match self.body.types.kind(ty) {
                Kind::Array(elem, Dim::Lit(n)) if n <= MAX_LISTED => {
                    let parts = (0..usize::try_from(n).expect("few")).map(|k| {
                        let part = super::foreign::element(foreign, k);
                        self.exploded(&part, elem, span)
                    });
                    Value::group(parts.collect())
                }
                _ => {
                    let ty = self.body.types.solved(ty);
                    Value::Scalar(self.settle(foreign, ty))
                }
            },
            Value::Composed(Layout::Columns, _) => self.unpacked_rows(value, ty, span),
            Value::Composed(Layout::Rows, _) => self.unlisted(span),
            Value::Scalar(_) | Value::Absent | Value::Uninit | Value::Unit => value.clone(),
        }
    }

    /// Every tuple of an array of known size.
    fn unpacked_rows(&mut self, value: &Value, ty: TyId, span: Span) -> Value {
        let len = self.extent_of(value).and_then(|window| self.known_int(window.len));
        let Some(n) = len.and_then(|n| usize::try_from(n).ok()).filter(|n| *n as u64 <= MAX_LISTED) else {
            return self.unlisted(span);
        };
        let elem = if let Kind::Array(elem, _) = self.body.types.kind(ty) { elem } else { ty };
        let items = (0..n).map(|k| {
            let index = self.index_constant(k);
            let item = self.item_at(value, index);
            self.exploded(&item, elem, span)
        });
        Value::group(items.collect())
    }

    /// Every element of an array of known size.
    fn loaded(&mut self, view: &View, span: Span) -> Value {
        self.fresh_enough(view, span);
        let dims = self.b.func.place(view.place).dims.clone();
        if view.index.len() == dims.len() {
            return Value::Scalar(self.b.load(view.place, view.index.clone()));
        }
        let Dim::Lit(n) = dims[view.index.len()] else { return self.unlisted(span) };
        if n > MAX_LISTED {
            return self.unlisted(span);
        }
        let parts = (0..usize::try_from(n).expect("few")).map(|k| {
            let mut index = view.index.clone();
            index.push(self.index_constant(k));
            self.loaded(&View { index, ..view.clone() }, span)
        });
        Value::group(parts.collect())
    }

    fn unlisted(&mut self, span: Span) -> Value {
        self.not_yet(span, "rows of arrays whose size is not a literal", "copy element by element in a loop")
    }
}

/// The one number that an array is filled with.
fn fill_of(value: &Value) -> Option<&Value> {
    match value {
        Value::Repeat(repeat) => match &repeat.item {
            item @ (Value::Scalar(_) | Value::Foreign(_)) => Some(item),
            item => fill_of(item),
        },
        _ => None,
    }
}
