//! Integers whose type only a function says that is not seen here: an `i32` is a guess, which must not matter.

use std::collections::HashSet;

use super::reader::Body;
use super::steps::{Opaque, Rhs, Step, Temp, each_step};
use super::types::{Kind, TyId};
use crate::errors::Errors;
use crate::ir::{BinOp, UnOp};

/// Refuses integers that a function is given, and with which something is calculated that is another in another width.
pub(super) fn refuse(body: &mut Body, errors: &mut Errors) {
    let by_width = by_width(body);
    let mut found = Vec::new();
    if !by_width.is_empty() {
        each_step(&body.steps, &mut |step| found.extend(given(step)));
    }
    for temp in found {
        let ty = body.temps[temp.at()].ty;
        if body.types.kind(ty) == Kind::Int
            && by_width.contains(&body.types.root(ty))
            && !body.temps[temp.at()].poisoned
        {
            let help = "say it where the variable is bound: `let n: u64 = ..`";
            errors.refuse(body.temps[temp.at()].span, "the type of this integer is needed here", help);
        }
    }
}

/// What a function or a method is given.
fn given(step: &Step) -> Vec<Temp> {
    match step {
        Step::Def(
            _,
            Rhs::Call { args, .. } | Rhs::Method { args, .. } | Rhs::Opaque { kind: Opaque::Function(_), args, .. },
        ) => args.clone(),
        _ => Vec::new(),
    }
}

/// The types of variables in which something is calculated that depends on the width: products, shifts, complements. (Sums of numbers
/// that are written down stay far from any border.)
fn by_width(body: &mut Body) -> HashSet<TyId> {
    let mut calculated = Vec::new();
    each_step(&body.steps, &mut |step| {
        if let Step::Def(_, Rhs::Bin(BinOp::Mul | BinOp::Shl, a, _) | Rhs::Un(UnOp::Not, a)) = step {
            calculated.push(*a);
        }
    });
    let Body { temps, vars, types, .. } = body;
    let calculated: Vec<TyId> = calculated.into_iter().map(|temp| temps[temp.at()].ty).collect();
    let calculated = calculated.into_iter().filter(|ty| types.kind(*ty) == Kind::Int).collect::<Vec<_>>();
    let named: HashSet<TyId> = vars
        .iter()
        .filter(|var| var.name.is_some())
        .map(|var| var.ty)
        .collect::<Vec<_>>()
        .into_iter()
        .map(|ty| types.root(ty))
        .collect();
    calculated.into_iter().map(|ty| types.root(ty)).filter(|root| named.contains(root)).collect()
}
