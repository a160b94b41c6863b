//! Structs: tuples with a place for every name of a field, which are put together for calls and results.

use std::rc::Rc;

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::Build;
use super::calls::Given;
use super::value::{Value, View};
use crate::ir::{Arg, Dim, Form, Init, Origin, Place, PlaceKind, Record, ResultItem, Ty, Val};
use crate::lower::steps::{Step, Temp, Var, each_step};
use crate::lower::types::TyId;
use crate::origins::hole;

const UNKNOWN: &str = "write all its fields in a literal, or make it from a parameter";

/// The variables that are assigned to as a whole.
pub(super) fn reassigned(steps: &[Step]) -> Vec<Var> {
    let mut vars = Vec::new();
    each_step(steps, &mut |step| {
        if let Step::Write { var, path, .. } = step
            && path.is_empty()
        {
            vars.push(*var);
        }
    });
    vars
}

impl Build<'_> {
    /// `Point { x, ..p }`: a place for every name, those that it does not have left empty.
    pub(super) fn record(&mut self, out: Temp, fields: &[(usize, Temp)], rest: Option<Temp>) -> Value {
        let count = self.body.types.members();
        let mut items = match rest.map(|rest| (rest, self.value(rest))) {
            Some((_, Value::Group(items))) => items.to_vec(),
            Some((rest, Value::Scalar(_) | Value::Foreign(_))) => {
                let whole = match self.value(rest) {
                    Value::Foreign(foreign) if !foreign.constant => Value::Scalar(self.operand(rest)),
                    other => other,
                };
                self.fields_of_constant(out, &whole, count)
            }
            _ => vec![Value::Unit; count],
        };
        for (index, value) in fields {
            items[*index] = self.value(*value);
        }
        Value::group(items)
    }

    /// `Point::ORIGIN`, where a struct is meant.
    pub(super) fn constant_struct(&mut self, out: Temp, value: Value) -> Value {
        let ty = self.body.temps[out.at()].ty;
        if !self.body.types.is_struct(ty) {
            return value;
        }
        let count = self.body.types.members();
        Value::group(self.fields_of_constant(out, &value, count))
    }

    /// What a struct without derivative has under each name.
    fn fields_of_constant(&mut self, out: Temp, whole: &Value, count: usize) -> Vec<Value> {
        let ty = self.body.temps[out.at()].ty;
        let at = self.body.types.rest(ty);
        let mut items = vec![Value::Unit; count];
        if let Some(at) = at {
            items[at] = self.whole_of_constant(whole);
        }
        for (k, _) in self.body.types.known_fields(ty).into_iter().filter(|(k, _)| Some(*k) != at) {
            let (h, member) = (hole(0), self.body.types.member_at(k));
            items[k] = Self::part_of(whole, quote!(#h.#member));
        }
        items
    }

    /// A place with a copy of a struct that only rustc knows.
    fn whole_of_constant(&mut self, whole: &Value) -> Value {
        let v = self.number(whole, Ty::Other(Origin::NOWHERE), Span::call_site());
        let place = self.local(Ty::F64, vec![Dim::Whole]);
        self.alloc(place, Vec::new(), Init::Fill(v));
        self.view(place)
    }

    /// What a variable holds of a struct: it shares the rest with others, unless all of it is exchanged some time.
    pub(super) fn with_shared_rest(&mut self, kept: Value, from: &Value, var: Var) -> Value {
        let ty = self.body.vars[var.at()].ty;
        match (self.body.types.rest(ty), from, &kept) {
            (Some(at), Value::Group(items), Value::Group(_)) if !self.reassigned.contains(&var) => {
                kept.with(&[at], items[at].clone())
            }
            _ => kept,
        }
    }

    // ---- for calls

    /// A struct as an argument, or as a part of one: the fields that are not what they are in the rest.
    pub(super) fn packed(&mut self, items: &[Value], ty: TyId, span: Span, given: &mut Given) -> Form {
        self.packed_in(items, ty, false, span, given)
    }

    /// A struct that is in one whose other fields come from its own rest needs none.
    fn packed_in(&mut self, items: &[Value], ty: TyId, inside: bool, span: Span, given: &mut Given) -> Form {
        let literal = self.body.types.literal(ty);
        let rest = self.body.types.rest(ty).filter(|_| literal.is_none());
        let whole = rest.and_then(|at| if let Value::View(view) = &items[at] { Some(view.place) } else { None });
        if literal.is_none() && whole.is_none() && !inside {
            self.not_yet(span, "structs whose fields are not all known here", UNKNOWN);
        }
        let mut fields = Vec::new();
        for (k, ty) in self.body.types.known_fields(ty) {
            if whole.is_some_and(|whole| self.is_as_in(whole, k, &items[k])) {
                continue;
            }
            if let Value::Unit | Value::Uninit | Value::Absent = items[k] {
                self.not_yet(span, "structs whose fields are not all known here", UNKNOWN);
                continue;
            }
            let member = self.member(k);
            let form = match &items[k] {
                Value::Group(inner) if self.body.types.is_struct(ty) => {
                    self.packed_in(inner, ty, literal.is_none(), span, given)
                }
                value => self.own_item(value, ty, span, given),
            };
            fields.push((member, form));
        }
        if let Some(place) = whole {
            given.push(Arg::Array { place, borrowed: true }, None);
        }
        let literal = literal.map(|path| self.origins.add(path.span(), path));
        Form::Record { refs: 0, record: Rc::new(Record { literal, fields, rest: whole.is_some(), list: None }) }
    }

    fn member(&mut self, k: usize) -> Origin {
        let member = self.body.types.member_at(k).to_token_stream();
        self.origins.add(member.span(), member)
    }

    /// A part of a struct, by value.
    fn own_item(&mut self, value: &Value, ty: TyId, span: Span, given: &mut Given) -> Form {
        let owned = match value {
            Value::View(view) if !view.is_whole() => {
                self.fresh_enough(view, span);
                self.copied(view, ty, span).map_or(Value::Uninit, |place| self.view(place))
            }
            other => other.clone(),
        };
        let first = given.args.len();
        let form = self.item(&owned, ty, false, span, given);
        for arg in &mut given.args[first..] {
            if let Arg::Array { borrowed, .. } = arg {
                *borrowed = false;
            }
        }
        form
    }

    /// The field has not changed since the struct was there as a whole.
    fn is_as_in(&self, whole: Place, k: usize, value: &Value) -> bool {
        let Some(Value::Group(items)) = self.unpacked.get(&whole) else { return false };
        items.get(k).is_some_and(|then| self.is_same(then, value))
    }

    fn is_same(&self, then: &Value, now: &Value) -> bool {
        match (then, now) {
            (Value::Scalar(a), Value::Scalar(b)) => a == b,
            (Value::Unit, Value::Unit) => true,
            (Value::Group(a), Value::Group(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| self.is_same(a, b))
            }
            (Value::View(a), Value::View(b)) => a.place == b.place && b.is_whole() && self.never_changes(b),
            _ => false,
        }
    }

    fn never_changes(&self, view: &View) -> bool {
        let constant = self.b.func.place(view.place).kind == PlaceKind::Input;
        constant || !self.places[view.place.0 as usize].mutable && !self.b.func.place(view.place).dims.is_empty()
    }

    // ---- from calls

    pub(super) fn struct_shape(
        &mut self,
        ty: TyId,
        origin: Origin,
        scalars: &mut Vec<Ty>,
        results: &mut Vec<Place>,
    ) -> Form {
        let mut fields = Vec::new();
        for (k, ty) in self.body.types.known_fields(ty) {
            let member = self.member(k);
            fields.push((member, self.result_shape(ty, origin, scalars, results)));
        }
        let rest = self.body.types.rest(ty).is_some();
        if rest {
            results.push(self.local(Ty::F64, vec![Dim::Whole]));
        }
        Form::Record { refs: 0, record: Rc::new(Record { literal: None, fields, rest, list: None }) }
    }

    pub(super) fn struct_value(
        &mut self,
        ty: TyId,
        span: Span,
        scalars: &mut dyn Iterator<Item = Val>,
        results: &mut dyn Iterator<Item = Place>,
    ) -> Value {
        let mut items = vec![Value::Unit; self.body.types.members()];
        for (k, ty) in self.body.types.known_fields(ty) {
            items[k] = self.result_value(ty, span, scalars, results);
        }
        if self.body.types.rest(ty).is_none() {
            return Value::group(items);
        }
        let whole = self.view(results.next().expect("one place for each array"));
        self.with_rest(items, ty, whole)
    }

    // ---- as a result

    pub(super) fn struct_result(&mut self, items: &[Value], ty: TyId, yields: &mut Vec<Val>) {
        for (k, ty) in self.body.types.known_fields(ty) {
            if let Value::Unit | Value::Uninit | Value::Absent = items[k] {
                self.not_yet(Span::call_site(), "structs whose fields are not all known here", UNKNOWN);
            }
            self.results(&items[k], ty, yields);
        }
        let Some(at) = self.body.types.rest(ty) else { return };
        match &items[at] {
            Value::View(view) => self.b.func.results.push(ResultItem::Array(view.place)),
            _ => {
                self.not_yet(Span::call_site(), "structs whose fields are not all known here", UNKNOWN);
            }
        }
    }
}
