//! Reverse mode through calls: the callee's first phase in the forward sweep, its second in the backward sweep.

use super::Transform;
use crate::ir::{Arg, Call, CallMode, Dim, Inst, Op, Part, Place, SinkArg, Ty, Val};
use crate::transform::copy;

impl Transform<'_> {
    /// Runs the first phase; the state is the last of its outputs.
    pub(super) fn forward_call(&mut self, inst: &Inst, call: &Call) {
        let is_kept = |arg: &Arg| matches!(arg, Arg::Array { place, .. } if !self.is_readable(*place));
        let keep = call.args.iter().map(is_kept).collect();
        let zeros = self.carries_zeros(inst, call);
        self.first_phase(inst, call, keep, zeros);
    }

    /// Both phases, one after the other: the adjoints of the results are known.
    pub(super) fn fused_call(&mut self, inst: &Inst, call: &Call, seeds: &[Option<Val>]) {
        self.first_phase(inst, call, vec![false; call.args.len()], false);
        let (state, outs) = inst.outs.split_last().expect("a call to be differentiated has an output for its state");
        let mut given = Vec::new();
        for (v, seed) in outs.iter().zip(seeds) {
            given.push(match seed {
                Some(seed) => Arg::Scalar(*seed),
                None if self.src.ty(*v).is_float() => Arg::Scalar(self.b.float(0.0, self.src.ty(*v))),
                None => Arg::Constant,
            });
        }
        let (state, args) = (self.map.val(*state), self.forward_args(call));
        let parts = self.forward_parts(call);
        self.second_phase(call, state, args, parts, given, false);
    }

    fn first_phase(&mut self, inst: &Inst, call: &Call, keep: Vec<bool>, zeros: bool) {
        for p in call.inputs().filter_map(Arg::place) {
            copy::declare(&mut self.b, self.src, &mut self.map, p);
        }
        let results = call.results.iter().map(|p| copy::declare(&mut self.b, self.src, &mut self.map, *p)).collect();
        let (state, outs) = inst.outs.split_last().expect("a call to be differentiated has an output for its state");
        let varies = call.args.iter().map(|arg| self.sink_kind(*arg)).collect();
        let args = self.forward_args(call);
        let parts = self.forward_parts(call);
        let forward = Call { mode: CallMode::Forward, args, parts, keep, varies, zeros, results, ..call.clone() };
        let mut tys: Vec<_> = outs.iter().map(|v| self.src.ty(*v)).collect();
        tys.push(Ty::State);
        let built = self.b.push(Op::Call(Box::new(forward)), &tys);
        for (old, new) in outs.iter().chain([state]).zip(&built) {
            copy::name(&mut self.b, self.src, *old, *new);
            self.map.vals.insert(*old, *new);
        }
    }

    fn forward_args(&self, call: &Call) -> Vec<Arg> {
        let arg = |arg: &Arg| match *arg {
            Arg::Scalar(v) => Arg::Scalar(self.map.val(v)),
            Arg::Array { place, borrowed } => Arg::Array { place: self.map.place(place), borrowed },
            Arg::InOut(place) => Arg::InOut(self.map.place(place)),
            Arg::Kept { borrowed } => Arg::Kept { borrowed },
            Arg::Constant => Arg::Constant,
        };
        call.args.iter().map(arg).collect()
    }

    fn forward_parts(&self, call: &Call) -> Vec<Option<Part>> {
        call.parts.iter().map(|part| part.as_ref().map(|part| part.map(|v| self.map.val(v)))).collect()
    }

    pub(super) fn backward_call(&mut self, inst: &Inst, call: &Call) {
        let (state, outs) = inst.outs.split_last().expect("a call to be differentiated has an output for its state");
        let mut seeds: Vec<Arg> = Vec::new();
        for v in outs {
            let float = self.src.ty(*v).is_float();
            seeds.push(if float { Arg::Scalar(self.adjoint_or_zero(*v)) } else { Arg::Constant });
        }
        for p in &call.results {
            seeds.push(self.bars.get(p).map_or(Arg::Constant, |bar| Arg::Array { place: *bar, borrowed: true }));
        }
        let state = self.get(*state);
        let args = call.args.iter().map(|a| self.backward_arg(*a)).collect();
        let parts = call.parts.iter().map(|part| part.as_ref().map(|part| part.map(|v| self.get(v)))).collect();
        let zeros = self.carries_zeros(inst, call);
        self.second_phase(call, state, args, parts, seeds, zeros);
    }

    fn second_phase(
        &mut self,
        call: &Call,
        state: Val,
        args: Vec<Arg>,
        parts: Vec<Option<Part>>,
        seeds: Vec<Arg>,
        zeros: bool,
    ) {
        let sinks: Vec<SinkArg> = call.args.iter().map(|a| self.sink(*a)).collect();
        let takers: Vec<Val> = call
            .args
            .iter()
            .zip(&sinks)
            .filter_map(|(a, s)| if let (Arg::Scalar(v), SinkArg::Scalar) = (a, s) { Some(*v) } else { None })
            .collect();
        let reverse = Call {
            callee: call.callee,
            mode: CallMode::Reverse,
            in_lanes: false,
            args,
            parts,
            keep: Vec::new(),
            varies: Vec::new(),
            zeros,
            forms: call.forms.clone(),
            dots: Vec::new(),
            results: Vec::new(),
            result_dots: Vec::new(),
            state: Some(state),
            seeds,
            seed_dots: Vec::new(),
            sinks,
            sink_dots: Vec::new(),
        };
        let tys: Vec<_> = takers.iter().map(|v| self.src.ty(*v)).collect();
        let outs = self.b.push(Op::Call(Box::new(reverse)), &tys);
        for (v, out) in takers.iter().zip(outs) {
            self.contribute(*v, out);
        }
    }

    fn backward_arg(&mut self, arg: Arg) -> Arg {
        match arg {
            Arg::Scalar(v) => Arg::Scalar(self.get(v)),
            Arg::Array { place, borrowed } if self.is_readable(place) => {
                Arg::Array { place: self.map.place(place), borrowed }
            }
            Arg::Array { borrowed, .. } | Arg::Kept { borrowed } => Arg::Kept { borrowed },
            // What the second phase needs of it is in the state.
            Arg::InOut(_) | Arg::Constant => Arg::Constant,
        }
    }

    /// The backward sweep will not see the array result, and needs to know its type.
    fn carries_zeros(&self, inst: &Inst, call: &Call) -> bool {
        let state = *inst.outs.last().expect("a call has a state");
        let unknown =
            |p: &Place| self.src.place(*p).dims.iter().any(|d| matches!(d, Dim::Inferred | Dim::Dyn | Dim::Whole));
        let wanted = call.results.iter().any(|p| unknown(p) && self.active.place(*p));
        wanted && !self.direct.contains_key(&self.shape.home(state))
    }

    fn sink_kind(&self, arg: Arg) -> bool {
        match arg {
            Arg::Scalar(v) => self.active.val(v),
            Arg::Array { place, .. } | Arg::InOut(place) => self.active.place(place),
            Arg::Kept { .. } | Arg::Constant => false,
        }
    }

    fn sink(&self, arg: Arg) -> SinkArg {
        match arg {
            Arg::Scalar(v) if self.active.val(v) => SinkArg::Scalar,
            Arg::Array { place, .. } if self.active.place(place) => SinkArg::Array(self.bars[&place]),
            Arg::InOut(place) => SinkArg::InOut(self.bars[&place]),
            _ => SinkArg::Constant,
        }
    }
}
