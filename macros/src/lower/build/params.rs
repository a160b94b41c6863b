//! Parameters.

use quote::ToTokens;

use super::value::{Layout, Value, View, Window};
use super::{AllRows, Build};
use crate::ir::{Dim, Hint, Origin, Param, PlaceInfo, PlaceKind, Ty};
use crate::lower::steps::Var;
use crate::lower::types::{Kind, TyId};
use crate::signature::{Access, Fields, Leaf, Part, Shape, SigParam, Signature};

impl Build<'_> {
    pub(super) fn params(&mut self, signature: &Signature) {
        let vars = self.body.params.clone();
        let leaves = signature.leaves();
        let mut leaves = leaves.iter();
        for (param, var) in signature.params.iter().zip(vars) {
            let split = self.split[var.at()];
            if param.access != Access::Read {
                self.slots[var.at()] = self.changed(leaves.next().expect("a part for each shape"), var);
                continue;
            }
            let mut leaf = |_: &Shape| {
                let leaf = leaves.next().expect("a part for each shape");
                match &param.fields {
                    Some(fields) if fields.list.is_some() => self.list_param(fields, var),
                    Some(fields) => self.structure(fields, var),
                    None => self.leaf(leaf, &param.ty, split),
                }
            };
            let value = param.shape.fold(&mut leaf, &Value::group);
            self.slots[var.at()] = self.with_options_listed(value, self.body.vars[var.at()].ty);
        }
        self.own_copies();
    }

    /// What an `Option` holds has its elements apart.
    fn with_options_listed(&mut self, value: Value, ty: TyId) -> Value {
        let (Value::Group(items), Kind::Tuple(tys)) = (&value, self.body.types.kind(ty)) else { return value };
        if let Some(content) = self.body.types.content(ty) {
            let content = self.listed(&items[1], content, proc_macro2::Span::call_site());
            return Value::group(vec![items[0].clone(), content]);
        }
        let items = items.iter().zip(tys).map(|(item, ty)| self.with_options_listed(item.clone(), ty));
        Value::group(items.collect())
    }

    /// A struct: each field that is used is a parameter of its own.
    fn structure(&mut self, fields: &Fields, var: Var) -> Value {
        let mut items = vec![Value::Unit; fields.count];
        for (_, at, part) in &fields.items {
            items[*at] = match part {
                Part::Leaf(leaf) => self.leaf_of_struct(leaf),
                Part::Fields(inner) => self.structure(inner, var),
            };
        }
        let Some(whole) = &fields.whole else { return Value::group(items) };
        let whole = self.leaf(&whole.leaf(0), &whole.ty, false);
        self.wholes.insert(var, whole.clone());
        self.with_rest(items, self.body.vars[var.at()].ty, whole)
    }

    /// A list: each part of its elements is a parameter of its own.
    fn list_param(&mut self, fields: &Fields, var: Var) -> Value {
        let leaves = fields.leaves();
        let ty = self.body.vars[var.at()].ty;
        let mut leaves = leaves.into_iter().map(|(_, leaf)| leaf);
        let value =
            self.list_from(ty, &mut |build| build.leaf_of_struct(leaves.next().expect("a parameter for each part")));
        let rows = fields.list.as_ref().and_then(|list| list.rows.as_ref());
        if let (Some(rows), Some(view)) = (rows, Self::measure(&value))
            && let Some(all) = &mut self.places[view.place.0 as usize].all_rows
        {
            all.lent = rows.lent;
        }
        value
    }

    /// Rows that begin at all but the last of these offsets, and end at all but the first.
    pub(super) fn rows_at(&mut self, elements: Value, offsets: &Value) -> Value {
        let (zero, one) = (self.index_constant(0), self.index_constant(1));
        let Some(all) = self.extent_of(offsets) else { unreachable!("an array is measured") };
        let len = self.minus(all.len, one);
        let begins = Self::windowed(offsets, Window { lo: zero, hi: len, len });
        let ends = Self::windowed(offsets, Window { lo: one, hi: all.len, len });
        if let Value::View(view) = offsets {
            let all = AllRows { count: len, offsets: all.len, lent: false };
            self.places[view.place.0 as usize].all_rows = Some(all);
        }
        Value::composed(Layout::Rows, vec![elements, begins, ends])
    }

    /// An array in a struct is the array, though it comes as a reference to it.
    fn leaf_of_struct(&mut self, field: &SigParam) -> Value {
        match self.leaf(&field.leaf(0), &field.ty, false) {
            Value::View(view) => Value::View(View { lent: false, ..view }),
            other => other,
        }
    }

    /// A struct with what is not known of it.
    pub(super) fn with_rest(&mut self, mut items: Vec<Value>, ty: TyId, whole: Value) -> Value {
        let (Some(at), Value::View(view)) = (self.body.types.rest(ty), whole) else { return Value::group(items) };
        let place = view.place;
        items[at] = Value::View(View { lent: false, ..view });
        let value = Value::group(items);
        self.unpacked.insert(place, value.clone());
        value
    }

    fn leaf(&mut self, leaf: &Leaf, ty: &syn::Type, split: bool) -> Value {
        match &leaf.shape {
            Shape::Scalar { ty, .. } => Value::Scalar(self.b.scalar_param(*ty, Some(hint(leaf)))),
            Shape::Array { elem, dims, .. } if split => self.elements(leaf, *elem, dims),
            Shape::Array { elem, dims, borrowed, .. } => self.array(leaf, *elem, dims, *borrowed),
            Shape::Function(_) => self.array(leaf, Ty::F64, &[Dim::Whole], false),
            Shape::Other => {
                let whole = leaf.path.is_empty();
                let origin =
                    if whole { self.origins.add(leaf.name.span(), ty.to_token_stream()) } else { Origin::NOWHERE };
                Value::Scalar(self.b.scalar_param(Ty::Other(origin), Some(hint(leaf))))
            }
            Shape::Tuple { .. } | Shape::Record(_) => unreachable!("a tuple has parts"),
        }
    }

    /// A `&mut` parameter.
    fn changed(&mut self, leaf: &Leaf, var: Var) -> Value {
        let (elem, dims) = match &leaf.shape {
            Shape::Scalar { ty, .. } => (*ty, Vec::new()),
            Shape::Array { elem, dims, .. } => (*elem, dims.clone()),
            Shape::Tuple { .. } | Shape::Record(_) | Shape::Function(_) | Shape::Other => {
                unreachable!("refused with the signature")
            }
        };
        let scalar = dims.is_empty();
        let place = self.new_place(PlaceInfo {
            elem,
            dims,
            kind: PlaceKind::InOut,
            hint: Some(hint(leaf)),
            origin: Origin::NOWHERE,
            shape: 0,
        });
        self.own(place, true);
        self.b.func.params.push(Param::Array(place));
        self.body.borrowed_places.push(place);
        let first = scalar.then(|| self.b.load(place, Vec::new()));
        self.written.push((var, place, first));
        first.map_or_else(|| self.view(place), Value::Scalar)
    }

    /// One value for each element; the elements of a row are together.
    fn elements(&mut self, leaf: &Leaf, elem: Ty, dims: &[Dim]) -> Value {
        let mut vals = Vec::new();
        let value = self.element_group(&leaf.name.to_string(), elem, dims, &mut vals);
        self.b.func.params.push(Param::Elements(vals));
        value
    }

    fn element_group(&mut self, name: &str, elem: Ty, dims: &[Dim], vals: &mut Vec<crate::ir::Val>) -> Value {
        let Some((Dim::Lit(n), rest)) = dims.split_first() else {
            let v = self.b.fresh(elem, Some(Hint { text: name.into(), users: false }));
            vals.push(v);
            return Value::Scalar(v);
        };
        let items = (0..*n).map(|k| self.element_group(&format!("{name}_{k}"), elem, rest, vals));
        Value::group(items.collect())
    }

    fn array(&mut self, leaf: &Leaf, elem: Ty, dims: &[Dim], borrowed: bool) -> Value {
        let place = self.new_place(PlaceInfo {
            elem,
            dims: dims.to_vec(),
            kind: PlaceKind::Input,
            hint: Some(hint(leaf)),
            origin: Origin::NOWHERE,
            shape: 0,
        });
        self.own(place, false);
        self.b.func.params.push(Param::Array(place));
        if borrowed {
            self.body.borrowed_places.push(place);
        }
        let stamp = 0;
        Value::View(View { place, index: Vec::new(), window: None, lent: borrowed, stamp })
    }

    /// `mut x: [f64; N]` is a copy that the body may write to.
    fn own_copies(&mut self) {
        for var in self.body.params.clone() {
            let info = &self.body.vars[var.at()];
            let (mutable, ty) = (info.mutable && info.refs == 0, info.ty);
            if mutable && !self.body.written.contains(&var) {
                let value = self.slots[var.at()].clone();
                let own = self.own_copy(value.clone(), var, ty);
                self.slots[var.at()] = self.with_shared_rest(own, &value, var);
            }
        }
    }

    fn own_copy(&mut self, value: Value, var: Var, ty: TyId) -> Value {
        match (value, self.body.types.kind(ty)) {
            (Value::Group(items), Kind::Tuple(tys)) => {
                Value::group(items.iter().zip(tys).map(|(item, ty)| self.own_copy(item.clone(), var, ty)).collect())
            }
            (Value::View(view), _) => {
                let Some(place) = self.copied(&view, ty, proc_macro2::Span::call_site()) else {
                    return Value::View(view);
                };
                self.own(place, true);
                let copy = self.view(place);
                self.named(&copy, var, true);
                copy
            }
            (Value::Composed(layout, parts), _) => {
                self.each_part((layout, &parts), ty, &mut |build, part, ty| build.own_copy(part.clone(), var, ty))
            }
            (other, _) => other,
        }
    }
}

fn hint(leaf: &Leaf) -> Hint {
    Hint { text: leaf.name.to_string().into(), users: true }
}
