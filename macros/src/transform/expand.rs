//! Replaces the internal elementary functions, which exist for the sake of their derivatives, by their formulas.

use super::copy::{self, Map};
use super::simplify::dead::drop_dead;
use super::simplify::rules::rules;
use crate::elementary;
use crate::ir::{Builder, Func, Inst, Op, Pure};

/// The last transform before a function is emitted.
pub(crate) fn expand(func: Func) -> Func {
    let mut any = false;
    func.each_inst(func.body, &mut |_, inst| {
        any |= matches!(&inst.op, Op::Pure(Pure::Elem(id, _)) if elementary::row(*id).is_internal());
    });
    if any { drop_dead(copy::rebuild(&func, rules, formula)) } else { func }
}

fn formula(b: &mut Builder, src: &Func, map: &mut Map, inst: &Inst) -> bool {
    let Op::Pure(Pure::Elem(id, args)) = &inst.op else { return false };
    let args: Vec<_> = args.iter().map(|v| map.val(*v)).collect();
    let Some(v) = elementary::expand(b, *id, &args) else { return false };
    copy::name(b, src, inst.outs[0], v);
    map.vals.insert(inst.outs[0], v);
    true
}
