//! Structs that are returned: what the body knows of their fields.

use std::rc::Rc;

use proc_macro2::Span;
use quote::ToTokens;

use super::reader::{Body, RESULT, UnseenSelf, WHOLE_BLOCK};
use super::signature::{self, Head};
use super::steps::{Step, Temp, each_step};
use super::types::{Kind, TyId, Types};
use crate::errors::Errors;
use crate::ir::{Dim, Ty};
use crate::known;
use crate::signature::{Record, Shape};

/// Says what is in each struct of the result, once all types are known.
pub(super) fn settle(body: &mut Body, head: &mut Head, errors: &mut Errors) {
    let syn::ReturnType::Type(_, written) = &head.signature.item.sig.output else { return };
    let span = signature::first_span(written);
    let ty = body.vars[RESULT.at()].ty;
    if let Shape::Record(record) = &head.signature.result
        && record.list.is_none()
        && returns_another(body, ty)
    {
        let name = known::last_name(written);
        if known::fields(&name).is_none() {
            return signature::unknown_result(written, span, errors);
        }
        let help = match body.unseen_self {
            UnseenSelf::No => format!("give it to a variable whose type is written: `let result: {name} = ..`"),
            UnseenSelf::Yes | UnseenSelf::Told => WHOLE_BLOCK.to_owned(),
        };
        return errors.refuse(span, format!("what is returned here looks like a number, not a `{name}`"), help);
    }
    head.signature.result = completed(&mut body.types, &head.signature.result, ty, span, errors);
}

/// What is returned is no struct: the type is a name for another.
fn returns_another(body: &mut Body, ty: TyId) -> bool {
    let Body { steps, temps, types, .. } = body;
    let mut odd = false;
    let mut look = |value: Temp| {
        let own = temps[value.at()].ty;
        let unknown = temps[value.at()].poisoned || matches!(types.kind(own), Kind::Open | Kind::Other(_));
        odd |= !unknown && types.root(own) != types.root(ty);
    };
    each_step(steps, &mut |step| match step {
        Step::Bind(var, value) | Step::Write { var, value, .. } if *var == RESULT => look(*value),
        _ => {}
    });
    odd
}

fn completed(types: &mut Types, shape: &Shape, ty: TyId, span: Span, errors: &mut Errors) -> Shape {
    match (shape, types.kind(ty)) {
        (Shape::Tuple { items, refs, option }, Kind::Tuple(tys)) if items.len() == tys.len() => {
            let items = items.iter().zip(tys).map(|(item, ty)| completed(types, item, ty, span, errors)).collect();
            Shape::Tuple { items, refs: *refs, option: *option }
        }
        (Shape::Record(record), _) if record.list.is_none() => {
            Shape::Record(Rc::new(known(types, record, ty, span, errors)))
        }
        _ => shape.clone(),
    }
}

fn known(types: &mut Types, record: &Record, ty: TyId, span: Span, errors: &mut Errors) -> Record {
    let literal = types.literal(ty).map(ToTokens::into_token_stream);
    let fields = types.known_fields(ty).into_iter().map(|(k, ty)| {
        let member = types.member_at(k).to_token_stream();
        (member, field(types, ty, span, errors))
    });
    let fields = fields.collect();
    Record { ty: record.ty.clone(), literal, fields, rest: types.rest(ty).is_some(), list: None }
}

fn field(types: &mut Types, ty: TyId, span: Span, errors: &mut Errors) -> Shape {
    if types.is_struct(ty) {
        if types.rest(ty).is_some() {
            let help = "write all its fields in a literal, or derive `Differentiable` before this function";
            errors.not_yet(span, "structs in structs whose fields are not all known here", help);
            return Shape::Other;
        }
        return Shape::Record(Rc::new(known(types, &Record::default(), ty, span, errors)));
    }
    match types.kind(ty) {
        Kind::Tuple(_) if types.content(ty).is_some() => {
            errors.not_yet(span, "results with options in a struct", "return the number and a `bool`");
            Shape::Other
        }
        Kind::Tuple(items) => {
            let items = items.into_iter().map(|ty| field(types, ty, span, errors)).collect();
            Shape::Tuple { items, refs: 0, option: false }
        }
        Kind::Array(..) => array(types, ty, span, errors),
        _ => match types.solved(ty) {
            Ty::Other(_) | Ty::State => Shape::Other,
            ty => Shape::Scalar { ty, refs: 0 },
        },
    }
}

fn array(types: &mut Types, ty: TyId, span: Span, errors: &mut Errors) -> Shape {
    let (elem, dims) = types.shape(ty).expect("an array has a shape");
    let unknown = |dim: &Dim| matches!(dim, Dim::Dyn | Dim::Inferred);
    if dims[1..].iter().any(unknown) {
        let help = "write the types of the arrays in it: `let m: [[f64; 2]; 2] = ..`";
        errors.not_yet(span, "results with rows of unknown size in a struct", help);
    }
    let first = if unknown(&dims[0]) { Dim::Dyn } else { dims[0] };
    let dims = std::iter::once(first).chain(dims[1..].iter().copied()).collect();
    Shape::Array { elem: types.solved(elem), dims, borrowed: false, owned_vec: first == Dim::Dyn }
}
