//! Which values and places have a derivative that matters.

use crate::elementary;
use crate::ir::{
    Arg, BlockId, Call, CallMode, Func, Init, Inst, Op, Param, Place, PlaceKind, Pure, ResultItem, SinkArg, Val,
};

/// A set of values and places.
#[derive(Clone)]
pub(crate) struct Activity {
    vals: Vec<bool>,
    places: Vec<bool>,
    changed: bool,
}

impl Activity {
    fn none(func: &Func) -> Self {
        Self { vals: vec![false; func.vals.len()], places: vec![false; func.places.len()], changed: false }
    }

    pub(crate) fn val(&self, v: Val) -> bool {
        self.vals[v.0 as usize]
    }

    pub(crate) fn place(&self, p: Place) -> bool {
        self.places[p.0 as usize]
    }

    fn add_val(&mut self, func: &Func, v: Val) {
        if func.ty(v).is_float() && !std::mem::replace(&mut self.vals[v.0 as usize], true) {
            self.changed = true;
        }
    }

    fn add_place(&mut self, func: &Func, p: Place) {
        if func.place(p).elem.is_float() && !std::mem::replace(&mut self.places[p.0 as usize], true) {
            self.changed = true;
        }
    }

    fn and(mut self, other: &Self) -> Self {
        self.vals.iter_mut().zip(&other.vals).for_each(|(a, b)| *a &= b);
        self.places.iter_mut().zip(&other.places).for_each(|(a, b)| *a &= b);
        self
    }
}

/// What depends on the parameters that `seeds` marks (one mark for each parameter).
pub(crate) fn varied(func: &Func, seeds: &[bool]) -> Activity {
    let mut set = Activity::none(func);
    for (param, _) in func.params.iter().zip(seeds).filter(|(_, seed)| **seed) {
        match param {
            Param::Scalar(v) => set.add_val(func, *v),
            Param::Elements(vals) => vals.iter().for_each(|v| set.add_val(func, *v)),
            Param::Array(p) => set.add_place(func, *p),
        }
    }
    // What is written for the caller always has a tangent, if only of zeros.
    for param in &func.params {
        if let Param::Array(p) = param
            && matches!(func.place(*p).kind, PlaceKind::InOut | PlaceKind::Sink)
        {
            set.add_place(func, *p);
        }
    }
    settle(&mut set, |set| vary_block(func, set, func.body));
    set
}

/// What depends on these values and places.
pub(crate) fn dependent(func: &Func, vals: &[Val], places: &[Place]) -> Activity {
    let mut set = Activity::none(func);
    vals.iter().for_each(|v| set.add_val(func, *v));
    places.iter().for_each(|p| set.add_place(func, *p));
    settle(&mut set, |set| vary_block(func, set, func.body));
    set
}

/// An instruction, or one inside it, computes something in the set, or reads or writes a place in it.
pub(crate) fn touches(func: &Func, set: &Activity, inst: &Inst) -> bool {
    inst.outs.iter().any(|v| set.val(*v))
        || inst.op.read().into_iter().chain(inst.op.written()).any(|p| set.place(p))
        || inst.op.blocks().into_iter().any(|block| {
            func.block(block).params.iter().any(|v| set.val(*v))
                || func.block(block).insts.iter().any(|inst| touches(func, set, inst))
        })
}

/// What depends on the marked parameters and reaches a result.
pub(crate) fn active(func: &Func, seeds: &[bool]) -> Activity {
    let mut useful = Activity::none(func);
    func.block(func.body).yields.iter().for_each(|v| useful.add_val(func, *v));
    for item in &func.results {
        if let ResultItem::Array(p) = item {
            useful.add_place(func, *p);
        }
    }
    settle(&mut useful, |set| use_block(func, set, func.body));
    varied(func, seeds).and(&useful)
}

fn settle(set: &mut Activity, pass: impl Fn(&mut Activity)) {
    loop {
        set.changed = false;
        pass(set);
        if !set.changed {
            return;
        }
    }
}

// ---- forward: from parameters to what depends on them

fn vary_block(func: &Func, set: &mut Activity, block: BlockId) {
    for inst in &func.block(block).insts {
        vary_inst(func, set, inst);
    }
}

fn vary_inst(func: &Func, set: &mut Activity, inst: &Inst) {
    match &inst.op {
        Op::Pure(Pure::Opaque(..)) | Op::Effect { .. } | Op::Assert { .. } | Op::Lengthen { .. } | Op::Splice(_) => {}
        Op::Window { .. } => unreachable!("only finished functions have windows"),
        Op::Pure(Pure::Elem(id, _)) if elementary::is_flat(*id) => {}
        Op::Pure(pure) => {
            let mut any = false;
            pure.operands(|v| any |= set.val(v));
            pass(func, set, any, inst.outs[0]);
        }
        Op::Load { place, .. } | Op::Pop { place } => {
            let any = set.place(*place);
            pass(func, set, any, inst.outs[0]);
        }
        Op::Store { place, value, .. }
        | Op::Accumulate { place, value, .. }
        | Op::Fill { place, value, .. }
        | Op::Push { place, value } => {
            if set.val(*value) {
                set.add_place(func, *place);
            }
        }
        Op::Alloc { place, init, .. } => {
            let any = match init {
                Init::Fill(v) => set.val(*v),
                Init::Items(items) => items.iter().any(|v| set.val(*v)),
                Init::Copy(from) => set.place(*from),
                Init::ZerosLike(_) | Init::FromState(..) | Init::Empty | Init::Scratch => false,
            };
            if any {
                set.add_place(func, *place);
            }
        }
        Op::Copy { to, from } | Op::AccumulateAll { to, from } => {
            if set.place(*from) {
                set.add_place(func, *to);
            }
        }
        Op::Swap { a, b } => exchange(func, set, *a, *b),
        Op::If { then, otherwise, .. } => {
            for arm in [*then, *otherwise] {
                vary_block(func, set, arm);
                relate(func, set, &func.block(arm).yields, &inst.outs);
            }
        }
        Op::For { inits, body, exits, .. } => {
            let carried = &func.block(*body).params[1..];
            relate(func, set, inits, carried);
            vary_block(func, set, *body);
            let yields = &func.block(*body).yields[usize::from(*exits)..];
            relate(func, set, yields, carried);
            relate(func, set, carried, &inst.outs);
        }
        Op::While { inits, head, body } => {
            let (in_head, in_body) = (&func.block(*head).params, &func.block(*body).params);
            relate(func, set, inits, in_head);
            vary_block(func, set, *head);
            relate(func, set, &func.block(*head).yields[1..], in_body);
            relate(func, set, &func.block(*head).yields[1..], &inst.outs);
            vary_block(func, set, *body);
            relate(func, set, &func.block(*body).yields, in_head);
        }
        Op::Call(call) if call.mode == CallMode::Tangent && !call.args.iter().any(|arg| arg_in(set, *arg)) => {
            let args: Vec<Place> = call.args.iter().copied().filter_map(Arg::place).collect();
            if call.dots.iter().any(|dot| arg_in(set, *dot)) {
                Call::sides(func, &inst.outs).1.iter().for_each(|v| set.add_val(func, *v));
                call.result_dots.iter().for_each(|p| set.add_place(func, *p));
                call.changed().filter(|p| !args.contains(p)).for_each(|p| set.add_place(func, p));
            }
        }
        Op::Call(call) => {
            // A state may hold anything that varies.
            let any = call.state.is_some() || call.inputs().any(|arg| arg_in(set, arg));
            if any {
                inst.outs.iter().for_each(|v| set.add_val(func, *v));
                call.results.iter().chain(&call.result_dots).for_each(|p| set.add_place(func, *p));
                call.changed().for_each(|p| set.add_place(func, p));
                for sink in call.sinks.iter().chain(&call.sink_dots) {
                    if let SinkArg::Array(p) | SinkArg::InOut(p) = sink {
                        set.add_place(func, *p);
                    }
                }
            }
        }
        // The adjoints that the caller brings have tangents of their own.
        Op::Suspend { .. } => inst.outs.iter().for_each(|v| set.add_val(func, *v)),
    }
}

fn arg_in(set: &Activity, arg: Arg) -> bool {
    match arg {
        Arg::Scalar(v) => set.val(v),
        Arg::Array { place, .. } | Arg::InOut(place) => set.place(place),
        Arg::Kept { .. } | Arg::Constant => false,
    }
}

/// What is true of one of two places is true of the other after they have changed their contents.
fn exchange(func: &Func, set: &mut Activity, a: Place, b: Place) {
    if set.place(a) || set.place(b) {
        set.add_place(func, a);
        set.add_place(func, b);
    }
}

fn pass(func: &Func, set: &mut Activity, any: bool, to: Val) {
    if any {
        set.add_val(func, to);
    }
}

fn relate(func: &Func, set: &mut Activity, from: &[Val], to: &[Val]) {
    for (from, to) in from.iter().zip(to) {
        pass(func, set, set.val(*from), *to);
    }
}

// ---- backward: from results to what they depend on

fn use_block(func: &Func, set: &mut Activity, block: BlockId) {
    for inst in func.block(block).insts.iter().rev() {
        use_inst(func, set, inst);
    }
}

fn use_inst(func: &Func, set: &mut Activity, inst: &Inst) {
    match &inst.op {
        Op::Pure(Pure::Opaque(..))
        | Op::Suspend { .. }
        | Op::Effect { .. }
        | Op::Assert { .. }
        | Op::Lengthen { .. }
        | Op::Splice(_) => {}
        Op::Window { .. } => unreachable!("only finished functions have windows"),
        Op::Pure(pure) => {
            if set.val(inst.outs[0]) {
                pure.operands(|v| set.add_val(func, v));
            }
        }
        Op::Load { place, .. } | Op::Pop { place } => {
            if set.val(inst.outs[0]) {
                set.add_place(func, *place);
            }
        }
        Op::Store { place, value, .. }
        | Op::Accumulate { place, value, .. }
        | Op::Fill { place, value, .. }
        | Op::Push { place, value } => pass(func, set, set.place(*place), *value),
        Op::Alloc { place, init, .. } => {
            if set.place(*place) {
                match init {
                    Init::Fill(v) => set.add_val(func, *v),
                    Init::Items(items) => items.iter().for_each(|v| set.add_val(func, *v)),
                    Init::Copy(from) => set.add_place(func, *from),
                    Init::ZerosLike(_) | Init::FromState(..) | Init::Empty | Init::Scratch => {}
                }
            }
        }
        Op::Copy { to, from } | Op::AccumulateAll { to, from } => {
            if set.place(*to) {
                set.add_place(func, *from);
            }
        }
        Op::Swap { a, b } => exchange(func, set, *a, *b),
        Op::If { then, otherwise, .. } => {
            for arm in [*then, *otherwise] {
                relate(func, set, &inst.outs, &func.block(arm).yields);
                use_block(func, set, arm);
            }
        }
        Op::For { inits, body, exits, .. } => {
            let carried = &func.block(*body).params[1..];
            let yields = &func.block(*body).yields[usize::from(*exits)..];
            relate(func, set, &inst.outs, yields);
            relate(func, set, &inst.outs, inits);
            use_block(func, set, *body);
            relate(func, set, carried, yields);
            relate(func, set, carried, inits);
        }
        Op::While { inits, head, body } => {
            let (in_head, in_body) = (&func.block(*head).params, &func.block(*body).params);
            relate(func, set, &inst.outs, &func.block(*head).yields[1..]);
            relate(func, set, in_body, &func.block(*head).yields[1..]);
            use_block(func, set, *head);
            relate(func, set, in_head, &func.block(*body).yields);
            relate(func, set, in_head, inits);
            use_block(func, set, *body);
        }
        Op::Call(call) => {
            let any = inst.outs.iter().any(|v| set.val(*v))
                || call.results.iter().copied().chain(call.changed()).any(|p| set.place(p));
            if any {
                for arg in call.inputs() {
                    match arg {
                        Arg::Scalar(v) => set.add_val(func, v),
                        Arg::Array { place, .. } | Arg::InOut(place) => set.add_place(func, place),
                        Arg::Kept { .. } | Arg::Constant => {}
                    }
                }
            }
        }
    }
}
