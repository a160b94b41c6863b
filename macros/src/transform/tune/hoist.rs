//! An array on the heap that every turn of a loop makes anew is made once, before the loop.

use super::edit::{Editor, act};
use crate::ir::hash::Set as HashSet;
use crate::ir::{Arg, BlockId, Dim, Init, Inst, Op, Place, PlaceKind, Ty, Val};

pub(super) fn hoist(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    let mut out = Vec::with_capacity(insts.len());
    for inst in insts {
        if let Op::For { body, .. } | Op::While { body, .. } = inst.op {
            out_of(e, &mut out, body);
        }
        out.push(inst);
    }
    out
}

fn out_of(e: &mut Editor, before: &mut Vec<Inst>, body: BlockId) {
    let mut inside = Inside::of(e, body);
    let mut insts = Vec::new();
    for inst in std::mem::take(&mut e.block_mut(body).insts) {
        match inst.op {
            Op::Alloc { place, sizes, init } if inside.can_leave(e, place, &sizes, &init) => {
                let first = match &init {
                    Init::ZerosLike(like) => Init::ZerosLike(*like),
                    _ => Init::Scratch,
                };
                act(before, Op::Alloc { place, sizes, init: first });
                inside.places.remove(&place);
                again(e, &mut insts, place, &init);
            }
            _ => insts.push(inst),
        }
    }
    e.block_mut(body).insts = insts;
}

/// What a loop defines, and what it gives away.
struct Inside {
    vals: HashSet<Val>,
    places: HashSet<Place>,
    given: HashSet<Place>,
}

impl Inside {
    fn of(e: &Editor, body: BlockId) -> Self {
        let (mut places, mut given) = (HashSet::default(), HashSet::default());
        e.func.each_inst(body, &mut |_, inst| {
            places.extend(inst.op.born());
            if let Op::Call(call) = &inst.op {
                given.extend(call.inputs().filter_map(|arg| match arg {
                    Arg::Array { place, borrowed: false } => Some(place),
                    _ => None,
                }));
            }
        });
        Self { vals: e.defined_in(body), places, given }
    }

    fn can_leave(&self, e: &Editor, place: Place, sizes: &[Val], init: &Init) -> bool {
        let info = e.func.place(place);
        let heap = info.kind == PlaceKind::Local && info.dims.contains(&Dim::Dyn);
        let number = info.elem.is_float() || matches!(info.elem, Ty::Bool | Ty::Int(_));
        let known = match init {
            Init::Fill(_) | Init::Scratch => !sizes.is_empty() && !sizes.iter().any(|v| self.vals.contains(v)),
            Init::ZerosLike(like) => sizes.is_empty() && !self.places.contains(like),
            _ => false,
        };
        heap && number && known && !self.given.contains(&place)
    }
}

/// What a turn does in place of making the array.
fn again(e: &mut Editor, to: &mut Vec<Inst>, place: Place, init: &Init) {
    let value = match init {
        Init::Scratch => return,
        Init::Fill(v) => *v,
        _ => {
            let elem = e.func.place(place).elem;
            e.zero(to, elem)
        }
    };
    act(to, Op::Fill { place, value, from: None });
}
