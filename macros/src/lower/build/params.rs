//! Parameters.

use quote::ToTokens;

use super::Build;
use super::value::{Value, View};
use crate::ir::{Dim, Hint, Param, PlaceInfo, PlaceKind, Ty};
use crate::lower::steps::Var;
use crate::lower::types::{Kind, TyId};
use crate::signature::{Fields, Part, Shape, SigParam, Signature};

impl Build<'_> {
    pub(super) fn params(&mut self, signature: &Signature) {
        let vars = self.body.params.clone();
        for (param, var) in signature.params.iter().zip(vars) {
            let split = self.split[var.at()];
            self.slots[var.at()] = match &param.fields {
                Some(fields) => self.structure(fields),
                None => self.param(param, split),
            };
        }
        self.own_copies();
    }

    fn param(&mut self, param: &SigParam, split: bool) -> Value {
        match &param.shape {
            Shape::Scalar { ty, .. } => Value::Scalar(self.b.scalar_param(*ty, Some(hint(param)))),
            Shape::Array { elem, dims, .. } if split => self.elements(param, *elem, dims),
            Shape::Array { elem, dims, borrowed, .. } => self.array(param, *elem, dims, *borrowed),
            Shape::Other => {
                let ty = param.ty.to_token_stream();
                let origin = self.origins.add(param.name.span(), ty);
                Value::Scalar(self.b.scalar_param(Ty::Other(origin), Some(hint(param))))
            }
        }
    }

    /// A struct: each field that is used is a parameter of its own.
    fn structure(&mut self, fields: &Fields) -> Value {
        let mut items = vec![Value::Unit; fields.count];
        for (_, at, part) in &fields.items {
            items[*at] = match part {
                Part::Leaf(leaf) => self.param(leaf, false),
                Part::Fields(inner) => self.structure(inner),
            };
        }
        Value::group(items)
    }

    /// One value for each element; the elements of a row are together.
    fn elements(&mut self, param: &SigParam, elem: Ty, dims: &[Dim]) -> Value {
        let mut vals = Vec::new();
        let value = self.element_group(&param.name.to_string(), elem, dims, &mut vals);
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

    fn array(&mut self, param: &SigParam, elem: Ty, dims: &[Dim], borrowed: bool) -> Value {
        let place = self.new_place(PlaceInfo {
            elem,
            dims: dims.to_vec(),
            kind: PlaceKind::Input,
            hint: Some(hint(param)),
            origin: crate::ir::Origin::NOWHERE,
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
            if mutable {
                let value = self.slots[var.at()].clone();
                self.slots[var.at()] = self.own_copy(value, var, ty);
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
            (other, _) => other,
        }
    }
}

fn hint(param: &SigParam) -> Hint {
    Hint { text: param.name.to_string().into(), users: true }
}
