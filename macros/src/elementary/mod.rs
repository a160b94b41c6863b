//! Every elementary function, once: a row of [`table`] holds its name, its derivatives, its domain and its policy at kinks.
//!
//! A derivative is a *pull*: what operand `k` gets when the value has `d`. It is linear in `d`, and so serves both modes:
//! in reverse mode `d` is the adjoint of the value, in forward mode the tangent of the operand.
//!
//! Pulls are built from arithmetic and from functions of this table, so they can be differentiated again. Where
//! differentiating a formula would lose digits, the derivative is an *internal* function with a row of its own: its formula,
//! and a pull that is as accurate. [`expand`] writes the formulas in when all differentiation is done.

mod expr;
mod powers;
mod row;
mod table;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;

use crate::ir::{Builder, Const, ElemId, Int, Ty, Val};
use expr::E;
pub(crate) use row::Row;

/// What a pull reads: which of the operands, and whether the value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Reads {
    pub(crate) args: Vec<bool>,
    pub(crate) value: bool,
}

/// The function that a user calls by this name; `%` is the remainder of floats.
pub(crate) fn by_name(name: &str) -> Option<ElemId> {
    any_by_name(name).filter(|id| !row(*id).is_internal())
}

/// The function that `libm` calls by this name, and the type of its operands: `sinf` is for `f32`.
pub(crate) fn by_libm_name(name: &str) -> Option<(ElemId, Ty)> {
    let find = |name: &str| all().find(|(_, row)| row.libm == Some(name)).map(|(id, _)| id.of_libm());
    let single = || find(name.strip_suffix('f')?).map(|id| (id, Ty::F32));
    find(name).map(|id| (id, Ty::F64)).or_else(single)
}

/// An internal function of the table.
pub(crate) fn internal(name: &str) -> ElemId {
    any_by_name(name).expect("the table has the internal function")
}

pub(crate) fn row(id: ElemId) -> &'static Row {
    &table::TABLE[id.at()]
}

/// Every row with its number, in the order of the table.
pub(crate) fn all() -> impl Iterator<Item = (ElemId, &'static Row)> {
    (0..).map(ElemId).zip(table::TABLE)
}

/// What operand `k` gets when the value has `d`: `d` times the partial derivative.
/// `None` where the derivative is zero whatever the numbers are.
pub(crate) fn pull(b: &mut Builder, id: ElemId, k: usize, d: Val, args: &[Val], value: Val) -> Option<Val> {
    let rule = row(id).operands[k].pull?;
    let pulled = with_handles(b, id, args, |handle, args| rule(handle(d), args, handle(value)));
    (b.known_float(pulled) != Some(0.0)).then_some(pulled)
}

/// What `pull` reads at most, whatever is known of the operands.
pub(crate) fn reads(id: ElemId, k: usize) -> Reads {
    thread_local! {
        static SEEN: RefCell<HashMap<(ElemId, usize), Reads>> = RefCell::new(HashMap::new());
    }
    let unknown = vec![None; row(id).arity];
    SEEN.with_borrow_mut(|seen| seen.entry((id, k)).or_insert_with(|| reads_knowing(id, k, &unknown)).clone())
}

/// What `pull` reads where some operands are known constants: an exponent in the source spares the value of a power.
pub(crate) fn reads_knowing(id: ElemId, k: usize, known: &[Option<Const>]) -> Reads {
    let mut scratch = Builder::new(|_, _, _| None);
    let operand = |(k, known): (usize, &Option<Const>)| {
        let ty = if row(id).is_integer(k) { Ty::Int(Some(Int::I32)) } else { Ty::F64 };
        if let Some(c) = known { scratch.constant(*c, ty) } else { scratch.scalar_param(ty, None) }
    };
    let args: Vec<Val> = known.iter().enumerate().map(operand).collect();
    let value = scratch.scalar_param(Ty::F64, None);
    let d = scratch.scalar_param(Ty::F64, None);
    let mut read = vec![false; scratch.func.vals.len()];
    if let Some(pulled) = pull(&mut scratch, id, k, d, &args, value) {
        read = reached(&scratch, pulled);
    }
    Reads { args: args.iter().map(|a| read[a.0 as usize]).collect(), value: read[value.0 as usize] }
}

/// Marks what a value of a straight-line function is computed from.
fn reached(b: &Builder, from: Val) -> Vec<bool> {
    let mut marks = vec![false; b.func.vals.len()];
    marks[from.0 as usize] = true;
    for inst in b.func.block(b.func.body).insts.iter().rev() {
        if marks[inst.outs[0].0 as usize] {
            inst.op.operands(|v| marks[v.0 as usize] = true);
        }
    }
    marks
}

/// Whether the partial with respect to operand `k` can be infinite or NaN at finite arguments, other than by overflow.
/// A seed that may be zero at run time is then guarded, because zero times infinity is NaN.
pub(crate) fn singular(id: ElemId, k: usize) -> bool {
    row(id).operands[k].pole
}

/// Whether the derivative is zero whatever the operands are.
pub(crate) fn is_flat(id: ElemId) -> bool {
    row(id).operands.iter().all(|operand| operand.pull.is_none())
}

/// The function of the same operand that the derivative consists of, computed by the same library.
pub(crate) fn partner(id: ElemId) -> Option<ElemId> {
    let partner = by_name(row(id).partner?)?;
    Some(if id.is_of_libm() { partner.of_libm() } else { partner })
}

/// The formula of an internal function; `None` for a method of the standard library.
pub(crate) fn expand(b: &mut Builder, id: ElemId, args: &[Val]) -> Option<Val> {
    let formula = row(id).formula?;
    Some(with_handles(b, id, args, |_, args| formula(args)))
}

fn any_by_name(name: &str) -> Option<ElemId> {
    all().find(|(_, row)| row.name == name).map(|(id, _)| id)
}

/// Runs a formula of this row, which is written with operators, on a builder.
fn with_handles(
    b: &mut Builder,
    id: ElemId,
    args: &[Val],
    formula: impl for<'b> FnOnce(&dyn Fn(Val) -> E<'b>, &[E<'b>]) -> E<'b>,
) -> Val {
    let cell = RefCell::new(b);
    let handle = |v| E::new(&cell, v, id.is_of_libm());
    let args: Vec<E<'_>> = args.iter().map(|v| handle(*v)).collect();
    formula(&handle, &args).val()
}
