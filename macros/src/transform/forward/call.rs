//! Forward mode through calls, and through the end of a first phase.

use super::Transform;
use crate::ir::{Arg, Call, CallMode, Inst, Op, PlaceKind, ResultItem, SinkArg, Ty, Val};
use crate::transform::copy;

impl Transform<'_> {
    pub(super) fn call(&mut self, inst: &Inst, call: &Call) {
        let varies = call.inputs().any(|arg| match arg {
            Arg::Scalar(v) => self.varied.val(v),
            Arg::Array { place, .. } | Arg::InOut(place) => self.varied.place(place),
            Arg::Kept { .. } | Arg::Constant => false,
        });
        let mode = match call.mode {
            CallMode::Value if !varies || !self.gives_floats(inst, call) => return self.constant_call(inst, call),
            CallMode::Value => CallMode::Tangent,
            CallMode::Forward => CallMode::ForwardTangent,
            CallMode::Reverse => CallMode::ReverseTangent,
            CallMode::Tangent
            | CallMode::Tangents
            | CallMode::Both
            | CallMode::ForwardTangent
            | CallMode::ReverseTangent => {
                unreachable!("a call is differentiated forward once, and tuned after that")
            }
        };
        let tangent = Call {
            callee: call.callee,
            mode,
            in_lanes: call.in_lanes,
            args: self.args(&call.args),
            parts: call.parts.iter().map(|part| part.as_ref().map(|part| part.map(|v| self.map.val(v)))).collect(),
            keep: call.keep.clone(),
            varies: call.varies.clone(),
            zeros: call.zeros,
            forms: call.forms.clone(),
            dots: self.arg_dots(&call.args),
            results: call.results.iter().map(|p| copy::declare(&mut self.b, self.src, &mut self.map, *p)).collect(),
            result_dots: call.results.iter().map(|p| self.place_dot(*p, 0)).collect(),
            state: call.state.map(|v| self.map.val(v)),
            seeds: self.args(&call.seeds),
            seed_dots: self.seed_dots(&call.seeds),
            sinks: call.sinks.iter().map(|s| self.sink(*s)).collect(),
            sink_dots: call.sinks.iter().map(|s| self.sink_dot(*s)).collect(),
        };
        let (plain, state): (Vec<Val>, Vec<Val>) = inst.outs.iter().partition(|v| self.src.ty(**v) != Ty::State);
        let floats: Vec<Val> = plain.iter().filter(|v| self.src.ty(**v).is_float()).copied().collect();
        // Values, tangents of the floats, the state; or contributions and their tangents.
        let order: Vec<Val> = plain.iter().chain(&floats).chain(&state).copied().collect();
        let tys: Vec<_> = order.iter().map(|v| self.src.ty(*v)).collect();
        let outs = self.b.push(Op::Call(Box::new(tangent)), &tys);
        for (k, v) in plain.iter().enumerate() {
            self.map.vals.insert(*v, outs[k]);
            copy::name(&mut self.b, self.src, *v, outs[k]);
        }
        for (k, v) in floats.iter().enumerate() {
            self.set_dot(*v, 0, Some(outs[plain.len() + k]));
        }
        for (k, v) in state.iter().enumerate() {
            self.map.vals.insert(*v, outs[plain.len() + floats.len() + k]);
        }
    }

    /// What gives integers alone has no derivative, and need not be annotated.
    fn gives_floats(&self, inst: &Inst, call: &Call) -> bool {
        inst.outs.iter().any(|v| self.src.ty(*v).is_float() || self.src.ty(*v) == Ty::State)
            || call.results.iter().copied().chain(call.changed()).any(|p| self.src.place(p).elem.is_float())
    }

    /// A call on constants; what it returns may be overwritten with what varies.
    fn constant_call(&mut self, inst: &Inst, call: &Call) {
        copy::leaf(&mut self.b, self.src, &mut self.map, inst);
        for p in call.results.iter().filter(|p| self.varied.place(**p)).copied().collect::<Vec<_>>() {
            for direction in 0..self.directions {
                let (dot, like) = (self.place_dot(p, direction), self.map.place(p));
                copy::zeros_like(&mut self.b, dot, like);
            }
        }
    }

    fn args(&mut self, args: &[Arg]) -> Vec<Arg> {
        let arg = |arg: &Arg| match *arg {
            Arg::Scalar(v) => Arg::Scalar(self.map.val(v)),
            Arg::Array { place, borrowed } => {
                Arg::Array { place: copy::declare(&mut self.b, self.src, &mut self.map, place), borrowed }
            }
            Arg::InOut(place) => Arg::InOut(copy::declare(&mut self.b, self.src, &mut self.map, place)),
            Arg::Kept { borrowed } => Arg::Kept { borrowed },
            Arg::Constant => Arg::Constant,
        };
        args.iter().map(arg).collect()
    }

    fn arg_dots(&mut self, args: &[Arg]) -> Vec<Arg> {
        let dot = |arg: &Arg| match *arg {
            Arg::Scalar(v) => self.dot(v, 0).map_or(Arg::Constant, Arg::Scalar),
            Arg::Array { place, .. } if self.varied.place(place) => {
                Arg::Array { place: self.place_dot(place, 0), borrowed: true }
            }
            Arg::InOut(place) => Arg::InOut(self.place_dot(place, 0)),
            Arg::Kept { borrowed } => Arg::Kept { borrowed },
            Arg::Array { .. } | Arg::Constant => Arg::Constant,
        };
        args.iter().map(dot).collect()
    }

    /// The tangents of adjoints: the callee takes an array where the adjoint is one, be it of zeros.
    fn seed_dots(&mut self, seeds: &[Arg]) -> Vec<Arg> {
        let mut dots = self.arg_dots(seeds);
        for (dot, seed) in dots.iter_mut().zip(seeds) {
            if let (Arg::Constant, Arg::Array { place, .. }) = (*dot, *seed) {
                let zeros = copy::companion(&mut self.b, self.src, place, "_dot", PlaceKind::Local);
                let like = copy::declare(&mut self.b, self.src, &mut self.map, place);
                copy::zeros_like(&mut self.b, zeros, like);
                *dot = Arg::Array { place: zeros, borrowed: true };
            }
        }
        dots
    }

    fn sink(&mut self, sink: SinkArg) -> SinkArg {
        match sink {
            SinkArg::Array(p) => SinkArg::Array(copy::declare(&mut self.b, self.src, &mut self.map, p)),
            SinkArg::InOut(p) => SinkArg::InOut(copy::declare(&mut self.b, self.src, &mut self.map, p)),
            other => other,
        }
    }

    fn sink_dot(&mut self, sink: SinkArg) -> SinkArg {
        match sink {
            SinkArg::Array(p) => SinkArg::Array(self.place_dot(p, 0)),
            SinkArg::InOut(p) => SinkArg::InOut(self.place_dot(p, 0)),
            other => other,
        }
    }

    pub(super) fn suspend(&mut self, inst: &Inst, values: &[Val]) {
        // What is handed over has to be there now.
        for item in &self.src.results {
            if let ResultItem::Array(p) = item {
                self.zero_or_place_dot(*p, 0);
            }
        }
        let mut all: Vec<Val> = values.iter().map(|v| self.map.val(*v)).collect();
        for v in values {
            all.push(self.dot_or_itself(*v, 0));
        }
        let tys: Vec<_> = inst.outs.iter().chain(&inst.outs).map(|v| self.src.ty(*v)).collect();
        let outs = self.b.push(Op::Suspend { values: all }, &tys);
        self.take_outs(inst, &outs);
        for (k, v) in inst.outs.iter().enumerate() {
            self.set_dot(*v, 0, Some(outs[inst.outs.len() + k]));
        }
    }
}
