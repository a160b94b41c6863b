//! Copies instructions from one function to another: what every transform does with what it does not change.

use crate::ir::dense::ValMap;
use crate::ir::hash::Map as HashMap;
use crate::ir::{
    Arg, BlockId, Builder, Call, Dim, Func, Init, Inst, Op, Param, Place, PlaceInfo, PlaceKind, Pure, Range, SinkArg,
    Val,
};

/// What the values and places of a source function are in the function under construction.
#[derive(Default)]
pub(crate) struct Map {
    pub(crate) vals: ValMap,
    pub(crate) places: HashMap<Place, Place>,
}

impl Map {
    #[track_caller]
    pub(crate) fn val(&self, v: Val) -> Val {
        self.vals.get(v).expect("the value has been copied")
    }

    #[track_caller]
    pub(crate) fn place(&self, p: Place) -> Place {
        *self.places.get(&p).expect("the place has been copied")
    }
}

/// Copies the parameters.
pub(crate) fn params(b: &mut Builder, src: &Func, map: &mut Map) {
    b.func.constants.clone_from(&src.constants);
    b.func.partial.clone_from(&src.partial);
    b.func.effects.clone_from(&src.effects);
    b.func.reassociate = src.reassociate;
    for param in &src.params {
        let copy = match param {
            Param::Scalar(v) => Param::Scalar(fresh(b, src, map, *v)),
            Param::Elements(vals) => Param::Elements(vals.iter().map(|v| fresh(b, src, map, *v)).collect()),
            Param::Array(p) => Param::Array(declare(b, src, map, *p)),
        };
        b.func.params.push(copy);
    }
}

/// A value of the same type and name, for a parameter.
pub(crate) fn fresh(b: &mut Builder, src: &Func, map: &mut Map, v: Val) -> Val {
    let info = src.val(v);
    let copy = b.fresh(info.ty, info.hint.clone());
    map.vals.insert(v, copy);
    copy
}

/// A place of the same kind and name.
pub(crate) fn declare(b: &mut Builder, src: &Func, map: &mut Map, p: Place) -> Place {
    if let Some(copy) = map.places.get(&p) {
        return *copy;
    }
    let copy = b.new_place(src.place(p).clone());
    map.places.insert(p, copy);
    copy
}

/// A place of the same type with another name and kind: for an adjoint or a tangent.
pub(crate) fn companion(b: &mut Builder, src: &Func, p: Place, suffix: &str, kind: PlaceKind) -> Place {
    let info = src.place(p);
    let hint = info.hint.as_ref().map(|h| crate::ir::Hint { text: format!("{}{suffix}", h.text).into(), users: false });
    b.new_place(PlaceInfo { kind, hint, ..info.clone() })
}

/// Brings a place into being with zeros, in the shape of another.
pub(crate) fn zeros_like(b: &mut Builder, place: Place, like: Place) {
    if let Some(sizes) = b.sizes_of_rows(like).cloned() {
        let zero = b.float(0.0, b.func.place(place).elem);
        return b.alloc(place, sizes, Init::Fill(zero));
    }
    let info = b.func.place(place);
    let fixed = info.dims.iter().all(|d| matches!(d, Dim::Lit(_) | Dim::Named(_)));
    let init = if fixed { Init::Fill(b.float(0.0, b.func.place(place).elem)) } else { Init::ZerosLike(like) };
    b.alloc(place, Vec::new(), init);
}

/// Copies an instruction without blocks; its operands are already there.
pub(crate) fn leaf(b: &mut Builder, src: &Func, map: &mut Map, inst: &Inst) {
    for p in inst.op.read().into_iter().chain(inst.op.written()).chain(inst.op.measured()) {
        declare(b, src, map, p);
    }
    let outs = match &inst.op {
        Op::Pure(pure) => vec![copied(b, src, map, pure, inst.outs[0])],
        Op::Load { place, index } => {
            let index = index.iter().map(|v| map.val(*v)).collect();
            vec![b.load(map.place(*place), index)]
        }
        op => {
            let op = relocate(op, |v| map.val(v), |p| map.place(p));
            let tys: Vec<_> = inst.outs.iter().map(|v| src.ty(*v)).collect();
            b.push(op, &tys)
        }
    };
    for (old, new) in inst.outs.iter().zip(outs) {
        name(b, src, *old, new);
        map.vals.insert(*old, new);
    }
}

/// A call that is still to be changed: its results come into being with it.
pub(crate) fn call(b: &mut Builder, src: &Func, map: &mut Map, call: &Call) -> Call {
    for p in &call.results {
        declare(b, src, map, *p);
    }
    relocate_call(call, |v| map.val(v), |p| map.place(p))
}

fn copied(b: &mut Builder, src: &Func, map: &Map, pure: &Pure, out: Val) -> Val {
    let pure = pure.map(|v| map.val(v), |p| map.place(p));
    let info = src.val(out);
    let derived = std::mem::replace(&mut b.derived, info.loose);
    let v = b.pure(pure, info.ty);
    b.derived = derived;
    if info.origin != crate::ir::Origin::NOWHERE {
        b.func.vals[v.0 as usize].origin = info.origin;
    }
    v
}

/// Hands the name of a value on to its copy.
pub(crate) fn name(b: &mut Builder, src: &Func, old: Val, new: Val) {
    if let Some(hint) = &src.val(old).hint {
        b.name(new, &hint.text.clone(), hint.users);
    }
}

/// The same turns; whether a loop is checkpointed is nothing that a derivative inherits.
pub(crate) fn range(range: &Range, val: impl Fn(Val) -> Val) -> Range {
    Range { lo: val(range.lo), hi: val(range.hi), step: range.step.map(val), segment: None, ..range.clone() }
}

/// The same operation on other values and places. Operations with blocks are not for this.
pub(crate) fn relocate(op: &Op, val: impl Fn(Val) -> Val, place: impl Fn(Place) -> Place) -> Op {
    let vals = |vs: &[Val]| vs.iter().map(|v| val(*v)).collect::<Vec<_>>();
    match op {
        Op::Pure(pure) => Op::Pure(pure.map(&val, &place)),
        Op::Load { place: p, index } => Op::Load { place: place(*p), index: vals(index) },
        Op::Store { place: p, index, value } => Op::Store { place: place(*p), index: vals(index), value: val(*value) },
        Op::Accumulate { place: p, index, value } => {
            Op::Accumulate { place: place(*p), index: vals(index), value: val(*value) }
        }
        Op::Alloc { place: p, sizes, init } => {
            let init = match init {
                Init::Fill(v) => Init::Fill(val(*v)),
                Init::Scratch => Init::Scratch,
                Init::Items(items) => Init::Items(vals(items)),
                Init::Copy(from) => Init::Copy(place(*from)),
                Init::ZerosLike(from) => Init::ZerosLike(place(*from)),
                Init::FromState(v, k) => Init::FromState(val(*v), *k),
                Init::Empty => Init::Empty,
            };
            Op::Alloc { place: place(*p), sizes: vals(sizes), init }
        }
        Op::Swap { a, b } => Op::Swap { a: place(*a), b: place(*b) },
        Op::Copy { to, from } => Op::Copy { to: place(*to), from: place(*from) },
        Op::AccumulateAll { to, from } => Op::AccumulateAll { to: place(*to), from: place(*from) },
        Op::Fill { place: p, value, from } => Op::Fill { place: place(*p), value: val(*value), from: from.map(val) },
        Op::Lengthen { place: p, len } => Op::Lengthen { place: place(*p), len: val(*len) },
        Op::Window { place: p, of, from, len, mutable } => {
            Op::Window { place: place(*p), of: place(*of), from: val(*from), len: val(*len), mutable: *mutable }
        }
        Op::Push { place: p, value } => Op::Push { place: place(*p), value: val(*value) },
        Op::Pop { place: p } => Op::Pop { place: place(*p) },
        Op::Call(call) => Op::Call(Box::new(relocate_call(call, val, place))),
        Op::Suspend { values } => Op::Suspend { values: vals(values) },
        Op::Effect { origin, args, places } => {
            let places = places.iter().map(|p| place(*p)).collect();
            Op::Effect { origin: *origin, args: vals(args), places }
        }
        Op::Assert { cond } => Op::Assert { cond: val(*cond) },
        Op::If { .. } | Op::For { .. } | Op::While { .. } | Op::Splice(_) => {
            unreachable!("an instruction with blocks is not a leaf")
        }
    }
}

fn relocate_call(call: &Call, val: impl Fn(Val) -> Val, place: impl Fn(Place) -> Place) -> Call {
    let args = |args: &[Arg]| args.iter().map(|a| relocate_arg(*a, &val, &place)).collect();
    let sinks = |sinks: &[SinkArg]| {
        let sink = |s: &SinkArg| match s {
            SinkArg::Array(p) => SinkArg::Array(place(*p)),
            SinkArg::InOut(p) => SinkArg::InOut(place(*p)),
            SinkArg::Scalar | SinkArg::Constant => *s,
        };
        sinks.iter().map(sink).collect()
    };
    let places = |ps: &[Place]| ps.iter().map(|p| place(*p)).collect();
    Call {
        callee: call.callee,
        mode: call.mode,
        in_lanes: call.in_lanes,
        args: args(&call.args),
        parts: call.parts.iter().map(|part| part.as_ref().map(|part| part.map(&val))).collect(),
        keep: call.keep.clone(),
        varies: call.varies.clone(),
        zeros: call.zeros,
        forms: call.forms.clone(),
        dots: args(&call.dots),
        results: places(&call.results),
        result_dots: places(&call.result_dots),
        state: call.state.map(&val),
        seeds: args(&call.seeds),
        seed_dots: args(&call.seed_dots),
        sinks: sinks(&call.sinks),
        sink_dots: sinks(&call.sink_dots),
    }
}

fn relocate_arg(arg: Arg, val: impl Fn(Val) -> Val, place: impl Fn(Place) -> Place) -> Arg {
    match arg {
        Arg::Scalar(v) => Arg::Scalar(val(v)),
        Arg::Array { place: p, borrowed } => Arg::Array { place: place(p), borrowed },
        Arg::InOut(p) => Arg::InOut(place(p)),
        Arg::Kept { borrowed } => Arg::Kept { borrowed },
        Arg::Constant => Arg::Constant,
    }
}

/// Copies the parameters of a block, named as in the source.
pub(crate) fn block_params(b: &mut Builder, src: &Func, map: &mut Map, block: BlockId) -> Vec<Val> {
    src.block(block).params.iter().map(|v| fresh(b, src, map, *v)).collect()
}

/// Decides on an instruction of the source of [`rebuild`]: true if it has been built.
pub(crate) type Hook = fn(&mut Builder, &Func, &mut Map, &Inst) -> bool;

/// The same function built again, with a hook that may build some instructions otherwise.
pub(crate) fn rebuild(src: &Func, rules: crate::ir::build::Rules, hook: Hook) -> Func {
    let mut b = Builder::new(rules);
    let mut map = Map::default();
    params(&mut b, src, &mut map);
    rebuild_block(&mut b, src, &mut map, src.body, hook);
    for item in &src.results {
        let item = match item {
            crate::ir::ResultItem::Scalar => crate::ir::ResultItem::Scalar,
            crate::ir::ResultItem::Array(p) => crate::ir::ResultItem::Array(map.place(*p)),
        };
        b.func.results.push(item);
    }
    let yields = src.block(src.body).yields.iter().map(|v| map.val(*v)).collect();
    b.finish(yields)
}

pub(crate) fn rebuild_block(b: &mut Builder, src: &Func, map: &mut Map, block: BlockId, hook: Hook) {
    for inst in &src.block(block).insts {
        if !hook(b, src, map, inst) {
            rebuild_inst(b, src, map, inst, hook);
        }
    }
}

fn rebuild_inst(b: &mut Builder, src: &Func, map: &mut Map, inst: &Inst, hook: Hook) {
    let inner = |b: &mut Builder, map: &mut Map, block: BlockId| {
        let params = block_params(b, src, map, block);
        b.open(params);
        rebuild_block(b, src, map, block, hook);
        let yields = src.block(block).yields.iter().map(|v| map.val(*v)).collect();
        b.close(yields)
    };
    let op = match &inst.op {
        Op::If { cond, then, otherwise } => {
            let (then, otherwise) = (inner(b, map, *then), inner(b, map, *otherwise));
            Op::If { cond: map.val(*cond), then, otherwise }
        }
        Op::For { range: r, inits, body, exits } => {
            let body = inner(b, map, *body);
            let inits = inits.iter().map(|v| map.val(*v)).collect();
            let segment = r.segment.map(|v| map.val(v));
            Op::For { range: Range { segment, ..range(r, |v| map.val(v)) }, inits, body, exits: *exits }
        }
        Op::While { inits, head, body } => {
            let (head, body) = (inner(b, map, *head), inner(b, map, *body));
            Op::While { inits: inits.iter().map(|v| map.val(*v)).collect(), head, body }
        }
        _ => return leaf(b, src, map, inst),
    };
    let tys: Vec<_> = inst.outs.iter().map(|v| src.ty(*v)).collect();
    let outs = b.push(op, &tys);
    for (old, new) in inst.outs.iter().zip(outs) {
        name(b, src, *old, new);
        map.vals.insert(*old, new);
    }
}
