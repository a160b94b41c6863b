//! Calls: each mode has its own fields and outputs.

use super::{Checker, Seen, Verdict, ensure, is_int};
use crate::ir::node::{Arg, Call, CallMode, PlaceKind, SinkArg};
use crate::ir::types::Ty;

impl Checker<'_> {
    pub(super) fn call(&mut self, call: &Call, outs: &[Ty]) -> Verdict {
        let tangent = matches!(
            call.mode,
            CallMode::Tangent | CallMode::Tangents | CallMode::ForwardTangent | CallMode::ReverseTangent
        );
        let second = matches!(call.mode, CallMode::Reverse | CallMode::ReverseTangent);
        let backward = second || call.mode == CallMode::Both;
        let count = |what: &str, found: usize, used: bool| {
            let due = if used { call.args.len() } else { 0 };
            ensure(found == due, || format!("{found} {what} for {} arguments", call.args.len()))
        };
        count("tangents", call.dots.len(), tangent)?;
        count("sinks", call.sinks.len(), backward)?;
        count("tangents of sinks", call.sink_dots.len(), call.mode == CallMode::ReverseTangent)?;
        ensure(call.state.is_some() == second, || "a state where none is due, or none where one is".to_owned())?;
        let kept = call.inputs().any(|arg| matches!(arg, Arg::Kept { .. }));
        ensure(second || !kept, || "a kept argument in a first phase".to_owned())?;
        ensure(backward || call.seeds.is_empty() && call.seed_dots.is_empty(), || "seeds in a first phase".to_owned())?;
        if let Some(state) = call.state {
            ensure(self.read(state)? == Ty::State, || format!("{state} is no state"))?;
        }
        self.arguments(call)?;
        outputs(call, second, outs)?;
        if call.mode == CallMode::Value {
            let (found, due) = (outs.len() + call.results.len(), call.forms.result.parts().len());
            ensure(found == due, || format!("{found} results in a form of {due}"))?;
        }
        self.receivers(call)
    }

    fn arguments(&self, call: &Call) -> Verdict {
        for part in call.parts.iter().flatten() {
            for v in part.operands() {
                ensure(is_int(self.read(v)?), || format!("{v} is no index"))?;
            }
        }
        for arg in call.inputs() {
            match arg {
                Arg::Array { place, .. } => self.readable(place)?,
                Arg::InOut(place) => self.writable(place)?,
                Arg::Scalar(_) | Arg::Kept { .. } | Arg::Constant => {}
            }
        }
        for sink in call.sinks.iter().chain(&call.sink_dots) {
            match sink {
                SinkArg::Array(place) => self.accumulates(*place)?,
                SinkArg::InOut(place) => self.writable(*place)?,
                SinkArg::Scalar | SinkArg::Constant => {}
            }
        }
        Ok(())
    }

    /// The places for results come into being with the call, where they are not there yet.
    fn receivers(&mut self, call: &Call) -> Verdict {
        for place in call.results.iter().chain(&call.result_dots) {
            let local = self.func.place(*place).kind == PlaceKind::Local;
            if local && self.places[place.0 as usize] == Seen::NotYet {
                self.declare(*place)?;
            } else {
                self.writable(*place)?;
            }
        }
        Ok(())
    }
}

fn outputs(call: &Call, second: bool, outs: &[Ty]) -> Verdict {
    let states = outs.iter().filter(|ty| **ty == Ty::State).count();
    let first = matches!(call.mode, CallMode::Forward | CallMode::ForwardTangent);
    ensure(states == usize::from(first), || format!("{states} states come out"))?;
    if second {
        let scalars = call.sinks.iter().chain(&call.sink_dots).filter(|s| **s == SinkArg::Scalar).count();
        ensure(scalars == outs.len(), || format!("{} outputs for {scalars} contributions", outs.len()))?;
    }
    Ok(())
}
