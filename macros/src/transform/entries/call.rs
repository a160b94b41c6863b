//! Calls of functions of numbers: a tangent call for each direction that an argument depends on.

use super::Transform;
use super::slots::Slot;
use crate::ir::{Arg, Call, CallMode, Inst, Op, SinkArg, Ty, Val};

impl Transform<'_> {
    /// Either phase of a call of what varies, if nothing but numbers goes in and comes out that a derivative goes through.
    pub(super) fn call(&mut self, inst: &Inst, call: &Call) -> Option<()> {
        let numbers = call.inputs().all(|arg| match arg {
            Arg::Scalar(v) => !self.unknown.contains(&v),
            Arg::Array { place, .. } => !self.is_active(place),
            Arg::Constant => true,
            Arg::InOut(_) | Arg::Kept { .. } => false,
        });
        let alone = call.results.is_empty()
            && call.sinks.iter().all(|sink| matches!(sink, SinkArg::Scalar | SinkArg::Constant))
            && call.changed().next().is_none();
        (numbers && alone).then_some(())?;
        self.copy(inst);
        match call.mode {
            CallMode::Forward => {
                for slot in self.slots_of(&scalars(&call.args)) {
                    self.first_phase(inst, call, &slot);
                }
                let state = *inst.outs.iter().find(|v| self.src.ty(**v) == Ty::State)?;
                self.first_phases.insert(state, (inst.clone(), call.clone()));
            }
            CallMode::Reverse => {
                let first = self.first_phases.get(&call.state?)?.clone();
                for slot in self.slots_of(&[scalars(&call.args), scalars(&call.seeds)].concat()) {
                    self.second_phase(inst, call, &first, &slot);
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Value and state, with tangents in one direction.
    fn first_phase(&mut self, inst: &Inst, call: &Call, slot: &Slot) -> Val {
        let (plain, state): (Vec<Val>, Vec<Val>) = inst.outs.iter().partition(|v| self.src.ty(**v) != Ty::State);
        let floats: Vec<Val> = plain.iter().copied().filter(|v| self.src.ty(*v).is_float()).collect();
        let tys: Vec<Ty> = plain.iter().chain(&floats).chain(&state).map(|v| self.src.ty(*v)).collect();
        let tangent = self.tangent_call(call, CallMode::ForwardTangent, None, slot);
        let outs = self.b.push(Op::Call(Box::new(tangent)), &tys);
        for (v, dot) in floats.iter().zip(&outs[plain.len()..]) {
            self.tangents.entry(*v).or_default().push((slot.clone(), *dot));
        }
        let with = *outs.last().expect("a first phase has a state");
        self.states.insert((state[0], slot.clone()), with);
        with
    }

    fn second_phase(&mut self, inst: &Inst, call: &Call, (first, of_first): &(Inst, Call), slot: &Slot) {
        let state = call.state.expect("a second phase has a state");
        let known = self.states.get(&(state, slot.clone())).copied();
        let with = known.unwrap_or_else(|| self.first_phase(first, of_first, slot));
        let tys: Vec<Ty> = inst.outs.iter().chain(&inst.outs).map(|v| self.src.ty(*v)).collect();
        let tangent = self.tangent_call(call, CallMode::ReverseTangent, Some(with), slot);
        let outs = self.b.push(Op::Call(Box::new(tangent)), &tys);
        for (v, dot) in inst.outs.iter().zip(&outs[inst.outs.len()..]) {
            self.tangents.entry(*v).or_default().push((slot.clone(), *dot));
        }
    }

    fn tangent_call(&mut self, call: &Call, mode: CallMode, state: Option<Val>, slot: &Slot) -> Call {
        let copied = |me: &Self, arg: &Arg| match *arg {
            Arg::Scalar(v) => Arg::Scalar(me.map.val(v)),
            Arg::Array { place, borrowed } => Arg::Array { place: me.map.place(place), borrowed },
            other => other,
        };
        let dotted = |me: &Self, arg: &Arg| match *arg {
            Arg::Scalar(v) => me.dot(v, slot).map_or(Arg::Constant, Arg::Scalar),
            _ => Arg::Constant,
        };
        let all = |args: &[Arg], f: &dyn Fn(&Self, &Arg) -> Arg| args.iter().map(|arg| f(self, arg)).collect();
        Call {
            mode,
            args: all(&call.args, &copied),
            dots: all(&call.args, &dotted),
            parts: call.parts.iter().map(|part| part.as_ref().map(|part| part.map(|v| self.map.val(v)))).collect(),
            state,
            seeds: all(&call.seeds, &copied),
            seed_dots: all(&call.seeds, &dotted),
            sink_dots: call.sinks.clone(),
            ..call.clone()
        }
    }
}

fn scalars(args: &[Arg]) -> Vec<Val> {
    args.iter().filter_map(|arg| if let Arg::Scalar(v) = arg { Some(*v) } else { None }).collect()
}
