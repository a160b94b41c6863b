//! Lists of tuples and of rows as results: an array for each part of the elements; rows one behind the other, and where each begins.

use super::Build;
use super::value::{Layout, Value, Window};
use crate::ir::{Dim, Init, Place, ResultItem, Ty, Val};
use crate::lower::types::TyId;

impl Build<'_> {
    pub(super) fn list_result(&mut self, value: &Value, ty: TyId) {
        // Refused where it was made.
        if let Value::Uninit = value {
            return;
        }
        let span = self.result_span;
        let Some(value) = self.arranged_value(value, ty, span) else { return self.unlisted_result() };
        let value = self.seen_now(&value);
        match (self.layout(ty), &value) {
            (Some(Layout::Columns), Value::Composed(Layout::Columns, parts)) => {
                let tys = self.parts_of(ty, Layout::Columns);
                parts.iter().zip(tys).for_each(|(part, ty)| self.list_result(part, ty));
            }
            (Some(Layout::Rows), _) => self.rows_result(&value, ty),
            (None, Value::View(view)) => {
                let whole = view.is_whole() && self.is_as_written(view.place, ty);
                let place = if whole { Some(view.place) } else { self.copied_to_vec(view, ty, span) };
                self.b.func.results.extend(place.map(ResultItem::Array));
            }
            _ => self.unlisted_result(),
        }
    }

    pub(super) fn unlisted_result(&mut self) {
        let help = "return the numbers in one `Vec`, or in a `Vec` for each part";
        self.not_yet(self.result_span, "results of this kind", help);
    }

    /// A `Vec` is one, and no array of which the length was known.
    fn is_as_written(&mut self, place: Place, ty: TyId) -> bool {
        let dims = self.body.types.shape(ty).map(|(_, dims)| dims).unwrap_or_default();
        dims.first() != Some(&Dim::Dyn) || self.b.func.place(place).dims.first() == Some(&Dim::Dyn)
    }

    /// Rows one behind the other, whatever the order that they are held in.
    fn rows_result(&mut self, rows: &Value, ty: TyId) {
        let span = self.result_span;
        let Some(count) = self.extent_of(rows).map(|window| window.len) else { return self.unlisted_result() };
        let offsets = self.offsets(rows, count);
        let total = self.b.load(offsets, vec![count]);
        let flat = self.parts_of(ty, Layout::Rows)[0];
        let Some(all) = self.list_of(flat, total) else { return self.unlisted_result() };
        self.each(&[count], &mut Vec::new(), &mut |build, at| {
            let row = build.item_at(rows, at[0]);
            let lo = build.b.load(offsets, vec![at[0]]);
            let Some(len) = build.extent_of(&row).map(|window| window.len) else { return };
            let hi = build.b.add(lo, len);
            build.copy_all(&Self::windowed(&all, Window { lo, hi, len }), &row, flat, span);
        });
        let all = self.seen_now(&all);
        self.list_result(&all, flat);
        self.b.func.results.push(ResultItem::Array(offsets));
    }

    /// Where each row begins, and where the last one ends.
    fn offsets(&mut self, rows: &Value, count: Val) -> Place {
        let (one, zero) = (self.index_constant(1), self.index_constant(0));
        let offsets = self.local(Ty::USIZE, vec![Dim::Dyn]);
        let len = self.b.add(count, one);
        self.alloc(offsets, vec![len], Init::Fill(zero));
        self.each(&[count], &mut Vec::new(), &mut |build, at| {
            let row = build.item_at(rows, at[0]);
            let Some(len) = build.extent_of(&row).map(|window| window.len) else { return build.unlisted_result() };
            let (lo, next) = (build.b.load(offsets, vec![at[0]]), build.b.add(at[0], one));
            let hi = build.b.add(lo, len);
            build.b.store(offsets, vec![next], hi);
        });
        self.touch(offsets);
        offsets
    }

    /// An array with room for so many elements.
    fn list_of(&mut self, ty: TyId, len: Val) -> Option<Value> {
        if let Some(layout) = self.layout(ty) {
            let tys = self.parts_of(ty, layout);
            let parts = tys.into_iter().map(|ty| self.list_of(ty, len)).collect::<Option<Vec<_>>>()?;
            return Some(Value::composed(layout, parts));
        }
        let (elem, dims) = self.body.types.shape(ty)?;
        let elem = self.body.types.solved(elem);
        let place = self.local(elem, dims);
        let zero = self.zero(elem);
        self.alloc(place, vec![len], Init::Fill(zero));
        self.own(place, true);
        Some(self.view(place))
    }
}
