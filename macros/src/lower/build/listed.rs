//! Lists of tuples, of structs and of rows as results, and at calls: an array for each part of the elements; rows one behind the
//! other, and where each begins.

use std::rc::Rc;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::Build;
use super::calls::Given;
use super::value::{Layout, Value, View, Window};
use crate::ir::{Arg, Dim, Form, Init, List, Origin, Place, PlaceKind, Record, ResultItem, Ty, Val};
use crate::lower::types::{Kind, TyId};
use crate::origins::hole;

/// The parts of a list at a call, with what leads to each in an element.
#[derive(Default)]
struct Parts {
    paths: Vec<TokenStream>,
    places: Vec<Place>,
}

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

    fn rows_result(&mut self, rows: &Value, ty: TyId) {
        let Some((elements, offsets)) = self.in_order(rows, ty, self.result_span) else { return };
        let flat = self.parts_of(ty, Layout::Rows)[0];
        self.list_result(&elements, flat);
        self.b.func.results.push(ResultItem::Array(offsets));
    }

    /// The elements of rows one behind the other, whatever the order that they are held in, and where each begins.
    fn in_order(&mut self, rows: &Value, ty: TyId, span: Span) -> Option<(Value, Place)> {
        if let Some(found) = self.already_in_order(rows) {
            return Some(found);
        }
        let count = self.extent_of(rows).map(|window| window.len);
        let flat = self.parts_of(ty, Layout::Rows)[0];
        let Some(count) = count else {
            self.unlisted_result();
            return None;
        };
        let offsets = self.offsets(rows, count);
        let total = self.b.load(offsets, vec![count]);
        let Some(all) = self.list_of(flat, total) else {
            self.unlisted_result();
            return None;
        };
        self.each(&[count], &mut Vec::new(), &mut |build, at| {
            let row = build.item_at(rows, at[0]);
            let lo = build.b.load(offsets, vec![at[0]]);
            let Some(len) = build.extent_of(&row).map(|window| window.len) else { return };
            let hi = build.b.add(lo, len);
            build.copy_all(&Self::windowed(&all, Window { lo, hi, len }), &row, flat, span);
        });
        Some((self.seen_now(&all), offsets))
    }

    /// The rows are those of a parameter.
    fn already_in_order(&self, rows: &Value) -> Option<(Value, Place)> {
        let Value::Composed(Layout::Rows, parts) = rows else { return None };
        let (Value::View(begins), Value::View(ends)) = (&parts[1], &parts[2]) else { return None };
        let offsets = begins.place;
        let whole = |part: &Value| Self::views_of(part).iter().all(|view| view.is_whole());
        let given = offsets == ends.place && self.b.func.place(offsets).kind == PlaceKind::Input;
        (given && whole(&parts[0]) && self.is_all(begins, ends)).then(|| (parts[0].clone(), offsets))
    }

    /// No row is left out.
    fn is_all(&self, begins: &View, ends: &View) -> bool {
        let (Some(from), Some(to)) = (begins.window, ends.window) else { return false };
        let all = self.places[ends.place.0 as usize].all_rows;
        self.known_int(from.lo) == Some(0) && all.is_some_and(|all| (all.count, all.offsets) == (from.len, to.hi))
    }

    fn views_of(value: &Value) -> Vec<&View> {
        match value {
            Value::View(view) => vec![view],
            Value::Composed(_, parts) => parts.iter().flat_map(Self::views_of).collect(),
            _ => Vec::new(),
        }
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

    // ---- at calls

    /// A list as an argument.
    pub(super) fn list_argument(&mut self, value: &Value, ty: TyId, span: Span, given: &mut Given) -> Form {
        let mut parts = Parts::default();
        if let Some(view) = Self::measure(value)
            && self.places[view.place.0 as usize].all_rows.is_some_and(|rows| rows.lent)
        {
            self.not_yet(span, "rows that are slices as arguments of calls", "take `&[Vec<f64>]`, here and there");
            return Form::Array;
        }
        let list =
            self.arranged_value(value, ty, span).and_then(|value| self.opened_list(&value, ty, span, &mut parts));
        let Some(list) = list else {
            self.not_here(span);
            return Form::Array;
        };
        for place in &parts.places {
            given.push(Arg::Array { place: *place, borrowed: true }, None);
        }
        self.list_form(list, parts.paths)
    }

    fn not_here(&mut self, span: Span) {
        let help = "hand its numbers over, in an array for each part";
        self.not_yet(span, "arrays of tuples and of rows in this place", help);
    }

    fn list_form(&mut self, list: List, paths: Vec<TokenStream>) -> Form {
        let fields = paths.into_iter().map(|path| (self.origins.add(Span::call_site(), path), Form::Array));
        let record = Record { literal: None, fields: fields.collect(), rest: false, list: Some(list) };
        Form::Record { refs: 0, record: Rc::new(record) }
    }

    fn opened_list(&mut self, value: &Value, ty: TyId, span: Span, parts: &mut Parts) -> Option<List> {
        let Kind::Array(elem, dim) = self.body.types.kind(ty) else { return None };
        let size = matches!(dim, Dim::Lit(_) | Dim::Named(_)).then_some(dim);
        if self.layout(ty) == Some(Layout::Rows) {
            let (elements, offsets) = self.in_order(value, ty, span)?;
            let flat = self.parts_of(ty, Layout::Rows)[0];
            let item = self.elem_of(elem);
            let template = self.opened_item(&elements, flat, item, &TokenStream::new(), span, parts)?;
            let list = self.list_with(template, item, None, parts);
            parts.paths.push(TokenStream::new());
            parts.places.push(offsets);
            return Some(List { rows: true, ..list });
        }
        let template = self.opened_item(value, ty, elem, &TokenStream::new(), span, parts)?;
        Some(self.list_with(template, elem, size, parts))
    }

    fn list_with(&mut self, template: TokenStream, item: TyId, size: Option<Dim>, parts: &Parts) -> List {
        let of_structs = self.body.types.is_struct(item);
        let part = |place: &Place| {
            let info = self.b.func.place(*place);
            (info.elem, info.dims[1..].to_vec())
        };
        let parts = parts.places.iter().map(part).collect();
        List { size, item: self.origins.add(Span::call_site(), template), parts, of_structs, rows: false }
    }

    /// The places of the parts of an element, and how it is put together from them.
    fn opened_item(
        &mut self,
        column: &Value,
        ty: TyId,
        item: TyId,
        path: &TokenStream,
        span: Span,
        parts: &mut Parts,
    ) -> Option<TokenStream> {
        match column {
            Value::View(view) => {
                self.fresh_enough(view, span);
                let place = if view.is_whole() { view.place } else { self.copied(view, ty, span)? };
                let at = hole(parts.places.len());
                parts.paths.push(path.clone());
                parts.places.push(place);
                Some(quote!(#at))
            }
            Value::Composed(Layout::Columns, columns) => {
                let (tys, items) = (self.parts_of(ty, Layout::Columns), self.items_of(item));
                let is_struct = self.body.types.is_struct(item);
                let mut made = Vec::new();
                for (k, ((column, ty), item)) in columns.iter().zip(tys).zip(items).enumerate() {
                    if let Value::Unit = column {
                        continue;
                    }
                    let member = self.member_tokens(k, is_struct);
                    let value = self.opened_item(column, ty, item, &quote!(#path.#member), span, parts)?;
                    made.push(if is_struct { quote!(#member: #value) } else { value });
                }
                if !is_struct {
                    return Some(quote!((#(#made,)*)));
                }
                let literal = self.body.types.literal(item)?;
                Some(quote!(#literal { #(#made),* }))
            }
            _ => None,
        }
    }

    fn items_of(&mut self, item: TyId) -> Vec<TyId> {
        if let Kind::Tuple(items) = self.body.types.kind(item) { items } else { Vec::new() }
    }

    fn member_tokens(&self, k: usize, is_struct: bool) -> TokenStream {
        if is_struct {
            let member = self.body.types.member_at(k);
            return quote!(#member);
        }
        let index = syn::Index::from(k);
        quote!(#index)
    }

    /// A list that a call gives: a place for each part.
    pub(super) fn list_shape(&mut self, ty: TyId, origin: Origin, results: &mut Vec<Place>) -> Form {
        let value = self.list_given(ty, origin);
        let mut parts = Parts::default();
        let list = self.opened_given(&value, ty, self.origins.span(origin), &mut parts);
        results.extend(&parts.places);
        self.list_form(list, parts.paths)
    }

    fn opened_given(&mut self, value: &Value, ty: TyId, span: Span, parts: &mut Parts) -> List {
        let Kind::Array(elem, dim) = self.body.types.kind(ty) else { unreachable!("a list is an array") };
        let nothing = TokenStream::new();
        let size = matches!(dim, Dim::Lit(_) | Dim::Named(_)).then_some(dim);
        let rows = self.layout(ty) == Some(Layout::Rows);
        let (of, column, item) = match value {
            Value::Composed(Layout::Rows, all) => (&all[0], self.parts_of(ty, Layout::Rows)[0], self.elem_of(elem)),
            value => (value, ty, elem),
        };
        let template = self.opened_item(of, column, item, &nothing, span, parts);
        let template = template.unwrap_or_else(|| {
            self.not_here(span);
            TokenStream::new()
        });
        let list = self.list_with(template, item, size.filter(|_| !rows), parts);
        if let Value::Composed(Layout::Rows, all) = value
            && let Value::View(offsets) = &all[1]
        {
            parts.paths.push(nothing);
            parts.places.push(offsets.place);
        }
        List { rows, ..list }
    }

    /// Places for the parts of a list.
    fn list_given(&mut self, ty: TyId, origin: Origin) -> Value {
        match self.layout(ty) {
            Some(Layout::Columns) => {
                let tys = self.parts_of(ty, Layout::Columns);
                let column = |build: &mut Self, ty: TyId| match build.body.types.kind(ty) {
                    Kind::Unit => Value::Unit,
                    _ => build.list_given(ty, origin),
                };
                Value::composed(Layout::Columns, tys.into_iter().map(|ty| column(self, ty)).collect())
            }
            Some(Layout::Rows) => {
                let flat = self.parts_of(ty, Layout::Rows)[0];
                let elements = self.list_given(flat, origin);
                let offsets = self.local(Ty::USIZE, vec![Dim::Dyn]);
                let offsets = self.view(offsets);
                Value::composed(Layout::Rows, vec![elements, offsets.clone(), offsets])
            }
            None => {
                let (elem, dims) = self.body.types.shape(ty).expect("an array has a shape");
                let elem = self.body.types.solved(elem);
                let place = self.local(elem, dims);
                self.b.func.places[place.0 as usize].origin = origin;
                self.view(place)
            }
        }
    }

    /// The list that a call has given, whose parts are in these places.
    pub(super) fn list_value(&mut self, ty: TyId, results: &mut dyn Iterator<Item = Place>) -> Value {
        self.list_from(ty, &mut |build| {
            let place = results.next().expect("one place for each array");
            build.view(place)
        })
    }

    /// A list from an array for each part, in order; of rows there are all elements, and then the offsets.
    pub(super) fn list_from(&mut self, ty: TyId, next: &mut dyn FnMut(&mut Self) -> Value) -> Value {
        match self.layout(ty) {
            Some(Layout::Columns) => {
                let tys = self.parts_of(ty, Layout::Columns);
                let mut column = |build: &mut Self, ty: TyId| match build.body.types.kind(ty) {
                    Kind::Unit => Value::Unit,
                    _ => build.list_from(ty, next),
                };
                Value::composed(Layout::Columns, tys.into_iter().map(|ty| column(self, ty)).collect())
            }
            Some(Layout::Rows) => {
                let flat = self.parts_of(ty, Layout::Rows)[0];
                let elements = self.list_from(flat, next);
                let offsets = next(self);
                self.rows_at(elements, &offsets)
            }
            None => next(self),
        }
    }
}
