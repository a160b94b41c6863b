//! A gradient for those who do not want the value: a function of its own, where what is left of both without the value would be slower, and
//! where nothing panics in the value alone.

use std::collections::{HashMap, HashSet};

use super::context::finished;
use crate::elementary;
use crate::ir::{BlockId, Const, Dim, Func, Inst, Op, Place, Pure, ResultItem, Ty, Val};
use crate::transform::simplify::dead::drop_dead;

/// The function without its value, if it is another one. `of` is the same with it, finished; `anew` makes it once more.
pub(super) fn without_value(of: &Func, anew: impl FnOnce() -> Func) -> Option<Func> {
    of.in_order.then_some(())?;
    let both = drop_dead(anew());
    let mut alone = both.clone();
    let body = alone.body.0 as usize;
    alone.blocks[body].yields.remove(0);
    let value = alone.results.iter().position(|r| *r == ResultItem::Scalar).expect("the value is a scalar");
    alone.results.remove(value);
    let alone = drop_dead(alone);
    (!panics_with_it(&both, &alone)).then(|| finished(alone))
}

/// An element, and the block in which it is read or written.
type Reached = (BlockId, Place, Vec<Val>);

/// Something that `alone` lacks may panic.
fn panics_with_it(both: &Func, alone: &Func) -> bool {
    let (mut kept, mut reached): (HashSet<Val>, HashSet<Reached>) = (HashSet::new(), HashSet::new());
    alone.each_inst(alone.body, &mut |block, inst| {
        kept.extend(&inst.outs);
        reached.extend(inst.op.element().map(|(place, index)| (block, place, index.to_vec())));
    });
    let (numbers, mut panics) = (numbers(both), false);
    both.each_inst(both.body, &mut |block, inst| {
        let is_there = inst.outs.iter().any(|v| kept.contains(v));
        let reached = |(place, index): (Place, &[Val])| reached.contains(&(block, place, index.to_vec()));
        panics |= !is_there && !inst.op.element().is_some_and(reached) && may_panic(both, &numbers, inst);
    });
    panics
}

fn may_panic(func: &Func, numbers: &Numbers, inst: &Inst) -> bool {
    match &inst.op {
        Op::Pure(Pure::Const(_) | Pure::Len(..) | Pure::Select(..) | Pure::Cast(_))
        | Op::If { .. }
        | Op::For { .. }
        | Op::While { .. }
        | Op::Alloc { .. }
        | Op::Fill { .. } => false,
        Op::Pure(Pure::Opaque(origin, ..)) => func.partial.contains(origin),
        Op::Pure(Pure::Elem(id, _)) if elementary::row(*id).name == "clamp" => true,
        // Integers overflow, and are divided by zero.
        Op::Pure(_) => matches!(func.ty(inst.outs[0]), Ty::Int(_)),
        Op::Load { place, index } | Op::Store { place, index, .. } => !is_within(func, numbers, *place, index),
        _ => true,
    }
}

/// What is known of integers.
type Numbers = HashMap<Val, i128>;

fn numbers(func: &Func) -> Numbers {
    let mut numbers = HashMap::new();
    func.each_inst(func.body, &mut |_, inst| {
        if let (Op::Pure(Pure::Const(Const::Int(n))), [v]) = (&inst.op, inst.outs.as_slice()) {
            numbers.insert(*v, *n);
        }
    });
    numbers
}

/// Numbers as indices of an array whose size is known.
fn is_within(func: &Func, numbers: &Numbers, place: Place, index: &[Val]) -> bool {
    let dims = &func.place(place).dims;
    index.iter().zip(dims).all(|(v, dim)| match (numbers.get(v), dim) {
        (Some(i), Dim::Lit(n)) => (0..i128::from(*n)).contains(i),
        _ => false,
    })
}
