//! A first phase of a call that the second one follows: both in one. The callee, which gets the adjoint of its result with its arguments,
//! fuses its own sweeps, and nothing is handed over.

use super::edit::Editor;
use crate::ir::{Arg, Call, CallMode, Dim, Form, Func, Inst, Op, Pure, Ty, Val};

pub(super) fn join(e: &mut Editor, mut insts: Vec<Inst>) -> Vec<Inst> {
    let mut at = 0;
    while at < insts.len() {
        if let Some((second, later)) = second_phase(&e.func, &insts, at) {
            let both = joined(&insts[at], &insts[second]);
            insts[second] = both;
            for (moved, k) in later.iter().enumerate() {
                let inst = insts.remove(k - moved);
                insts.insert(second, inst);
            }
            insts.remove(at);
        }
        at += 1;
    }
    insts
}

/// Where the second phase of this call stands, if nothing happens in between and the callee can do both; and what of the value is
/// wanted for later.
fn second_phase(func: &Func, insts: &[Inst], at: usize) -> Option<(usize, Vec<usize>)> {
    let Op::Call(first) = &insts[at].op else { return None };
    if first.mode != CallMode::Forward || !is_simple(func, first) {
        return None;
    }
    let (state, given) = insts[at].outs.split_last()?;
    let (mut given, mut later) = (given.to_vec(), Vec::new());
    for (k, inst) in insts.iter().enumerate().skip(at + 1) {
        match &inst.op {
            Op::Call(second) if second.state == Some(*state) => return (!reads(inst, &given)).then_some((k, later)),
            Op::Pure(_) if !reads(inst, &given) => {}
            Op::Pure(Pure::Cast(..)) => {
                given.extend(&inst.outs);
                later.push(k);
            }
            _ => return None,
        }
    }
    None
}

fn reads(inst: &Inst, vals: &[Val]) -> bool {
    let mut any = false;
    inst.op.operands(|v| any |= vals.contains(&v));
    any
}

/// A number comes of numbers and arrays of numbers that are not changed.
fn is_simple(func: &Func, call: &Call) -> bool {
    let plain = |ty: Ty| !matches!(ty, Ty::Other(_));
    let is_plain = |arg: &Arg| match *arg {
        Arg::Scalar(v) => plain(func.ty(v)),
        Arg::Array { place, .. } => plain(func.place(place).elem) && func.place(place).dims[..] != [Dim::Whole],
        Arg::InOut(_) | Arg::Kept { .. } | Arg::Constant => false,
    };
    let parts = || call.forms.args.iter().flat_map(Form::parts);
    matches!(call.forms.result, Form::Scalar { .. } | Form::Widened)
        && call.args.iter().all(is_plain)
        && !call.zeros
        && !call.keep.contains(&true)
        && !call.forms.args.iter().any(|form| matches!(form, Form::Record { .. }))
        && parts().count() == call.args.len()
}

fn joined(first: &Inst, second: &Inst) -> Inst {
    let Op::Call(mut call) = first.op.clone() else { unreachable!("a first phase") };
    let Op::Call(second_phase) = &second.op else { unreachable!("a second phase") };
    call.mode = CallMode::Both;
    call.seeds.clone_from(&second_phase.seeds);
    call.sinks.clone_from(&second_phase.sinks);
    (call.keep, call.varies) = (Vec::new(), Vec::new());
    let mut outs = first.outs.clone();
    outs.pop();
    outs.extend(&second.outs);
    Inst { outs, op: Op::Call(call) }
}
