//! Calls whose results are of a float type that only the callee knows: `single(x as f32) as f64`.

use std::collections::HashSet;

use super::reader::Body;
use super::steps::{Rhs, Seq, Step, Temp, TempInfo, Width, each_step};
use super::types::{Kind, TyId, Types};
use crate::ir::Ty;

/// Marks the calls whose results are cast to `f64` and have no type: such a result is hardly an `f64` itself.
/// Where it is only cast, it can be read as one, since that holds every `f32`.
pub(super) fn widths(body: &mut Body) {
    let Body { steps, temps, types, .. } = body;
    let cast = widened(steps, temps, types);
    if cast.is_empty() {
        return;
    }
    let used = calculated(steps, temps, types);
    each_step(steps, &mut |step| {
        let Step::Def(out, Rhs::Call { .. }) = step else { return };
        let ty = temps[out.at()].ty;
        if !types.numbers(ty).iter().any(|number| cast.contains(number)) {
            return;
        }
        let only_cast = types.kind(ty) == Kind::Open && !used.contains(&types.root(ty));
        temps[out.at()].width = if only_cast { Width::Callee } else { Width::Needed };
    });
}

/// What calls give where nothing says its width: an `f32` in a function that names no other float.
pub(super) fn singles(body: &mut Body) {
    let Body { steps, temps, types, .. } = body;
    let mut named = |ty: Ty| temps.iter().any(|temp| types.kind(temp.ty) == Kind::Exact(ty));
    if named(Ty::F64) || !named(Ty::F32) {
        return;
    }
    let single = types.exact(Ty::F32);
    each_step(steps, &mut |step| {
        let Step::Def(out, Rhs::Call { .. }) = step else { return };
        for number in types.numbers(temps[out.at()].ty) {
            if types.kind(number) == Kind::Float {
                let _ = types.unify(number, single);
            }
        }
    });
}

/// The types without a width that are cast to `f64`.
fn widened(steps: &Seq, temps: &[TempInfo], types: &mut Types) -> HashSet<TyId> {
    let mut cast = HashSet::new();
    each_step(steps, &mut |step| {
        let Step::Def(out, Rhs::Cast { value, .. } | Rhs::From { value, .. }) = step else { return };
        let ty = temps[value.at()].ty;
        let open = matches!(types.kind(ty), Kind::Open | Kind::Float);
        if open && types.kind(temps[out.at()].ty) == Kind::Exact(Ty::F64) {
            cast.insert(types.root(ty));
        }
    });
    cast
}

/// The types of what more is done with than to name it and to cast it.
fn calculated(steps: &Seq, temps: &[TempInfo], types: &mut Types) -> HashSet<TyId> {
    let mut used = HashSet::new();
    let mut note = |temp: Temp| used.extend(types.numbers(temps[temp.at()].ty));
    each_step(steps, &mut |step| match step {
        Step::Def(_, rhs) if !only_cast(rhs) => rhs.operands(&mut note),
        Step::Store { base, value, .. } => [*base, *value].into_iter().for_each(&mut note),
        Step::Swap(a, b) => [*a, *b].into_iter().for_each(&mut note),
        Step::Grow { how, .. } => how.operands().for_each(&mut note),
        Step::Change(base, change) => std::iter::once(*base).chain(change.operands()).for_each(&mut note),
        Step::Effect { args, .. } => args.iter().copied().for_each(&mut note),
        Step::Def(..)
        | Step::Bind(..)
        | Step::Write { .. }
        | Step::Declare(_)
        | Step::Short(_)
        | Step::If(_)
        | Step::Loop(_)
        | Step::Block { .. }
        | Step::Exit(_)
        | Step::Discard(_) => {}
    });
    used
}

fn only_cast(rhs: &Rhs) -> bool {
    matches!(rhs, Rhs::Cast { .. } | Rhs::From { .. } | Rhs::Same(_))
}
