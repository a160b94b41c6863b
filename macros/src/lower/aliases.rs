//! Names of other types where structs are expected: only what is done with the values tells.

use super::reader::Body;
use super::signature::Head;
use super::steps::{Rhs, Step, Temp, each_step};
use super::types::{Kind, TyId};
use super::written;
use crate::errors::Errors;

/// Refuses parameters with which the body calculates, though their types are none of numbers; whether there are any.
pub(super) fn refuse(body: &mut Body, head: &Head, errors: &mut Errors) -> bool {
    let mut operands = Vec::new();
    each_step(&body.steps, &mut |step| operands.extend(calculated(step)));
    let Body { temps, vars, types, params, .. } = body;
    let operands: Vec<TyId> = operands.into_iter().map(|temp| types.root(temps[temp.at()].ty)).collect();
    let mut any = false;
    for (var, param) in params.iter().zip(&head.signature.params).filter(|(_, param)| param.is_struct()) {
        let ty = types.root(vars[var.at()].ty);
        let unseen = matches!(types.kind(ty), Kind::Record(_)) && types.struct_name(ty).is_none();
        if unseen && operands.contains(&ty) {
            let written = written::display(written::without_refs(&param.ty));
            let help = "use its fields; if this is an alias, write `f64` or the array itself";
            errors.not_yet(
                written::first_span(written::without_refs(&param.ty)),
                &format!("calculations with values of type `{written}`"),
                help,
            );
            any = true;
        }
    }
    any
}

/// What is used as a number, or as an array.
fn calculated(step: &Step) -> Vec<Temp> {
    match step {
        Step::Def(_, Rhs::Bin(op, a, b)) if !op.is_comparison() => vec![*a, *b],
        Step::Def(_, Rhs::Un(_, a) | Rhs::Index { base: a, .. }) => vec![*a],
        Step::Def(_, Rhs::Elem(_, args)) => args.clone(),
        Step::Def(_, Rhs::Method { elem: Some(_), receiver, .. }) => vec![*receiver],
        _ => Vec::new(),
    }
}
