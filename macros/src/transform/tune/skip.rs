//! A second phase whose adjoint a choice has made zero does not run: it would hand on zeros. A fold of `min` over calls goes back through
//! the call that it chose.

use super::edit::Editor;
use super::stop::chooses;
use crate::ir::{Arg, BinOp, Call, CallMode, Inst, Op, Pure, SinkArg, Ty, Val};

pub(super) fn skip(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    let mut out = Vec::with_capacity(insts.len());
    for inst in insts {
        match &inst.op {
            Op::Call(call) if may_be_zero(e, call) => {
                let seeds = seeds(call);
                unless_zero(e, &mut out, &seeds, inst);
            }
            _ => out.push(inst),
        }
    }
    out
}

/// The adjoints that a second phase gets, which are numbers.
pub(super) fn seeds(call: &Call) -> Vec<Val> {
    let all = call.seeds.iter().chain(&call.seed_dots);
    all.filter_map(|seed| if let Arg::Scalar(v) = seed { Some(*v) } else { None }).collect()
}

/// The second phase hands on zeros where these adjoints are zero.
pub(super) fn is_linear(call: &Call) -> bool {
    matches!(call.mode, CallMode::Reverse | CallMode::ReverseTangent)
        && call.seeds.iter().chain(&call.seed_dots).all(|seed| matches!(seed, Arg::Scalar(_) | Arg::Constant))
        && !call.sinks.iter().chain(&call.sink_dots).any(|sink| matches!(sink, SinkArg::InOut(_)))
}

fn may_be_zero(e: &Editor, call: &Call) -> bool {
    is_linear(call) && seeds(call).iter().any(|v| chooses(e, *v))
}

fn unless_zero(e: &mut Editor, to: &mut Vec<Inst>, seeds: &[Val], call: Inst) {
    let mut any: Option<Val> = None;
    for v in seeds {
        let zero = e.zero(to, e.func.ty(*v));
        let counts = e.pure(to, Pure::Bin(BinOp::Ne, *v, zero), Ty::Bool);
        any = Some(any.map_or(counts, |any| e.pure(to, Pure::Bin(BinOp::Or, any, counts), Ty::Bool)));
    }
    let Inst { outs, op } = call;
    let inner: Vec<Val> = outs.iter().map(|v| e.fresh(e.func.ty(*v), e.func.val(*v).hint.clone())).collect();
    let mut nothing = Vec::new();
    let zeros = outs.iter().map(|v| e.zero(&mut nothing, e.func.ty(*v))).collect();
    let (then, otherwise) = (e.new_block(vec![Inst { outs: inner.clone(), op }]), e.new_block(nothing));
    e.block_mut(then).yields = inner;
    e.block_mut(otherwise).yields = zeros;
    let cond = any.expect("one of them is chosen");
    to.push(Inst { outs, op: Op::If { cond, then, otherwise } });
}
