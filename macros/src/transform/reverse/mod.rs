//! Reverse mode: the adjoints of all parameters from the adjoint of the result.
//!
//! The new function first runs the source (*forward sweep*), then visits its instructions backwards (*backward sweep*),
//! where every value hands its adjoint on to its operands. Each control construct has a file of its own.
//!
//! A block is **direct** while its forward sweep and its backward sweep share a scope: primal values are simply there. The body is
//! direct; so are the arms and loop bodies that [`fuse`] finds to need no second pass. Any other block is **replayed**:
//! its backward sweep is another `If` or loop, and primal values are computed again or kept on a tape ([`store`]).

mod apart;
mod asked;
mod branch;
mod call;
mod counted;
mod expr;
mod extents;
mod extremum;
mod fuse;
mod held;
mod left;
mod loops;
mod numbers;
mod place;
mod prepare;
mod rotate;
mod segments;
mod shape;
mod store;
mod tapes;

pub(crate) use extents::FEW_TURNS;

use std::collections::BTreeMap;

use super::activity::{self, Activity};
use super::chain::Gates;
use super::copy::{self, Map};
use super::rule;
use super::simplify::rules::rules;
use crate::ir::hash::{Map as HashMap, Set as HashSet};
use crate::ir::{BlockId, Builder, Func, Hint, Inst, Op, Param, Place, PlaceKind, Pure, ResultItem, Ty, Val};
use shape::Shape;
use tapes::Tapes;

/// Where the adjoint of the result comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Seeds {
    /// It is one: the function has a single scalar result.
    One,
    /// Parameters, one for each result, after those of the source.
    Given,
    /// The caller brings it to a second phase ([`Op::Suspend`]); for an array result as a parameter, as above.
    Suspended,
}

/// What becomes of the adjoint of an array.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ArrayAdjoint {
    /// A result of the new function.
    Result,
    /// Written to a parameter, after all others.
    Out,
    /// Accumulated into a parameter, after all others.
    Sink,
}

pub(crate) struct Reverse {
    pub(crate) func: Func,
    /// The parameters for the adjoints of the results.
    #[cfg_attr(not(test), expect(dead_code, reason = "what the random programs ask for"))]
    pub(crate) seeds: Vec<Param>,
    /// The adjoint places of the active array parameters, in order.
    #[cfg_attr(not(test), expect(dead_code, reason = "what the random programs ask for"))]
    pub(crate) arrays: Vec<Place>,
}

/// Differentiates with respect to the marked parameters. Yields of the result: those of the source, then the adjoints of
/// the marked scalars and elements. Results: those of the source, the adjoint scalars, and where asked for the adjoint arrays.
pub(crate) fn reverse(src: &Func, marks: &[bool], seeds: Seeds, arrays: ArrayAdjoint) -> Reverse {
    if let Some(stated) = &src.rule {
        return rule::reverse(src, stated, marks, seeds, arrays);
    }
    let rotated = rotate::rotate(src);
    let src = rotated.as_ref().unwrap_or(src);
    let in_parts = segments::split(src);
    let (src, partners) = &prepare::prepare(in_parts.as_ref().unwrap_or(src));
    let mut t = Transform {
        src,
        partners,
        choices: HashMap::default(),
        b: Builder::new(rules),
        shape: Shape::of(src),
        active: activity::active(src, marks),
        map: Map::default(),
        bars: HashMap::default(),
        gates: Gates::default(),
        frames: Vec::new(),
        direct: HashMap::default(),
        fused: HashSet::default(),
        fuses: seeds != Seeds::Suspended,
        at: None,
        second: None,
        waits: seeds == Seeds::Suspended,
        late: Vec::new(),
        run: Run::default(),
        lengths: HashMap::default(),
        tapes: Tapes::default(),
    };
    copy::params(&mut t.b, src, &mut t.map);
    let seed_params = t.seed_params(seeds);
    let array_bars = t.array_bars(marks, arrays);
    let scalar_bars = t.sweep(marks, seeds, &seed_params);
    t.finish(scalar_bars, seed_params, array_bars, arrays)
}

/// Which run of the source the forward sweep is.
#[derive(Clone, Copy, Default)]
struct Run {
    /// It will be run again: calls hand nothing over.
    to_repeat: bool,
    /// It was run before: its effects have happened.
    again: bool,
}

/// A scope of the backward sweep.
#[derive(Default)]
struct Frame {
    /// Contributions to the adjoints of source values, in this scope.
    adjoints: BTreeMap<Val, Vec<Val>>,
    /// Primal values brought back in this scope.
    vals: HashMap<Val, Val>,
    /// Where a replayed block takes its values from the tapes: a splice at its head.
    prologue: Option<BlockId>,
    block: Option<BlockId>,
    /// How many blocks of the function under construction are open in it.
    depth: usize,
    /// It is a turn of a loop.
    is_turn: bool,
}

struct Transform<'a> {
    src: &'a Func,
    /// Beside values, those that their derivatives consist of.
    partners: &'a HashMap<Val, Val>,
    /// The extrema of loops whose backward sweep is under way.
    choices: HashMap<Val, extremum::Choice>,
    b: Builder,
    shape: Shape,
    active: Activity,
    /// The forward sweep: what source values and places are in it.
    map: Map,
    /// The adjoint places.
    bars: HashMap<Place, Place>,
    gates: Gates,
    frames: Vec<Frame>,
    /// The direct blocks that are open, with the adjoints of their yields as far as they are known beforehand.
    direct: HashMap<BlockId, Vec<Option<Val>>>,
    /// The instructions whose backward sweep is done already.
    fused: HashSet<(BlockId, usize)>,
    fuses: bool,
    /// The instruction of a direct block that is being visited, in either sweep.
    at: Option<(BlockId, usize)>,
    /// The beginning of the second phase: what is cheap is computed again there, and not handed over.
    second: Option<BlockId>,
    /// The adjoints of locals wait for the second phase, those of what grows until it is done growing.
    waits: bool,
    late: Vec<(Place, Op)>,
    run: Run,
    /// The lengths of places that others stand in for.
    lengths: HashMap<Place, Vec<Val>>,
    tapes: Tapes,
}

impl Transform<'_> {
    /// A scope in the block that is open.
    fn frame(&self) -> Frame {
        Frame { depth: self.b.depth(), ..Frame::default() }
    }

    // ---- parameters

    fn seed_params(&mut self, seeds: Seeds) -> Vec<Param> {
        if seeds == Seeds::One {
            return Vec::new();
        }
        let yields = &self.src.block(self.src.body).yields;
        let mut scalars = yields.iter();
        let mut params = Vec::new();
        for item in &self.src.results {
            match item {
                ResultItem::Scalar => {
                    let ty = self.src.ty(*scalars.next().expect("a yield for each scalar result"));
                    if seeds == Seeds::Given && ty.is_float() {
                        let hint = Some(Hint { text: "w".into(), users: false });
                        params.push(Param::Scalar(self.b.fresh(ty, hint)));
                    }
                }
                // Its adjoint is given with those of the parameters.
                ResultItem::Array(p) if self.src.place(*p).kind == PlaceKind::InOut => {}
                ResultItem::Array(p) if !self.src.place(*p).elem.is_float() => {}
                ResultItem::Array(p) => {
                    params.push(Param::Array(copy::companion(&mut self.b, self.src, *p, "_bar", PlaceKind::Input)));
                }
            }
        }
        self.b.func.params.extend(params.iter().cloned());
        params
    }

    fn array_bars(&mut self, marks: &[bool], kind: ArrayAdjoint) -> Vec<Place> {
        let src = self.src;
        let mut bars = Vec::new();
        for (param, mark) in src.params.iter().zip(marks) {
            let Param::Array(p) = param else { continue };
            if src.place(*p).kind == PlaceKind::InOut && src.results.contains(&ResultItem::Array(*p)) {
                self.given_bar(*p);
                continue;
            }
            if !mark {
                if src.place(*p).kind == PlaceKind::InOut && self.active.place(*p) {
                    let bar = self.declare_bar(*p);
                    copy::zeros_like(&mut self.b, bar, self.map.place(*p));
                }
                continue;
            }
            let place_kind = match kind {
                ArrayAdjoint::Result => PlaceKind::Local,
                ArrayAdjoint::Out => PlaceKind::InOut,
                ArrayAdjoint::Sink => PlaceKind::Sink,
            };
            let bar = copy::companion(&mut self.b, src, *p, "_bar", place_kind);
            self.bars.insert(*p, bar);
            bars.push(bar);
            match kind {
                ArrayAdjoint::Result => copy::zeros_like(&mut self.b, bar, self.map.place(*p)),
                ArrayAdjoint::Out => self.clear(bar),
                ArrayAdjoint::Sink => {}
            }
            if kind != ArrayAdjoint::Result {
                self.b.func.params.push(Param::Array(bar));
            }
        }
        bars
    }

    /// The adjoint of a place that the source writes for its caller: it enters as that of the content at the end, and leaves as that
    /// of the content at entry.
    fn given_bar(&mut self, p: Place) {
        let bar = copy::companion(&mut self.b, self.src, p, "_bar", PlaceKind::InOut);
        self.bars.insert(p, bar);
        self.b.func.params.push(Param::Array(bar));
    }

    // ---- the two sweeps over the body

    /// Returns the adjoints of the marked scalars and elements.
    fn sweep(&mut self, marks: &[bool], seeds: Seeds, seed_params: &[Param]) -> Vec<Val> {
        let src = self.src;
        let yields = src.block(src.body).yields.clone();
        let known: Vec<Val> = match seeds {
            Seeds::One => yields.iter().map(|v| self.b.float(1.0, src.ty(*v))).collect(),
            _ => {
                let mut given =
                    seed_params.iter().filter_map(|p| if let Param::Scalar(v) = p { Some(*v) } else { None });
                // What is no float has no adjoint: any number stands for it.
                let zero = self.b.float(0.0, Ty::F64);
                let mut seed = |v: &Val| if self.src.ty(*v).is_float() { given.next() } else { Some(zero) };
                if seeds == Seeds::Given { yields.iter().filter_map(&mut seed).collect() } else { Vec::new() }
            }
        };
        self.frames.push(self.frame());
        self.direct.insert(src.body, known.iter().map(|v| Some(*v)).collect());
        self.forward_direct(src.body);
        let known = if seeds == Seeds::Suspended { self.suspend(&yields) } else { known };
        self.alloc_late_bars();
        for (v, seed) in yields.iter().zip(known) {
            self.contribute(*v, seed);
        }
        self.seed_arrays(seed_params);
        self.backward(src.body);
        self.forget_entries(marks);
        self.collect(marks)
    }

    /// What a written place holds at entry is constant unless it is marked, and what is left of its adjoint goes nowhere.
    fn forget_entries(&mut self, marks: &[bool]) {
        let src = self.src;
        for (param, _) in src.params.iter().zip(marks).filter(|(_, mark)| !**mark) {
            if let Param::Array(p) = param
                && src.results.contains(&ResultItem::Array(*p))
                && let Some(bar) = self.bars.get(p).copied()
            {
                self.clear(bar);
            }
        }
    }

    fn suspend(&mut self, yields: &[Val]) -> Vec<Val> {
        let values: Vec<Val> = yields.iter().map(|v| self.map.val(*v)).collect();
        let tys: Vec<_> = yields.iter().map(|v| self.src.ty(*v)).collect();
        let seeds = self.b.push(Op::Suspend { values }, &tys);
        seeds.iter().for_each(|v| self.b.name(*v, "w", false));
        self.second = Some(self.b.splice());
        self.alloc_late_bars();
        seeds
    }

    fn seed_arrays(&mut self, seed_params: &[Param]) {
        let arrays: Vec<Place> = self
            .src
            .results
            .iter()
            .filter_map(|r| if let ResultItem::Array(p) = r { Some(*p) } else { None })
            .filter(|p| self.src.place(*p).kind != PlaceKind::InOut && self.src.place(*p).elem.is_float())
            .collect();
        let seeds = seed_params.iter().filter_map(|p| if let Param::Array(p) = p { Some(*p) } else { None });
        for (place, from) in arrays.into_iter().zip(seeds) {
            if self.active.place(place) {
                let to = self.bars[&place];
                self.b.push(Op::AccumulateAll { to, from }, &[]);
            }
        }
    }

    fn collect(&mut self, marks: &[bool]) -> Vec<Val> {
        let src = self.src;
        let mut bars = Vec::new();
        for (param, _) in src.params.iter().zip(marks).filter(|(_, mark)| **mark) {
            match param {
                Param::Scalar(v) => bars.push(self.adjoint_or_zero(*v)),
                Param::Elements(vals) => vals.iter().for_each(|v| bars.push(self.adjoint_or_zero(*v))),
                Param::Array(_) => {}
            }
        }
        bars
    }

    fn finish(mut self, scalar_bars: Vec<Val>, seeds: Vec<Param>, arrays: Vec<Place>, kind: ArrayAdjoint) -> Reverse {
        let src = self.src;
        let mut yields: Vec<Val> = src.block(src.body).yields.iter().map(|v| self.map.val(*v)).collect();
        let mut results: Vec<ResultItem> = src
            .results
            .iter()
            .map(|item| match item {
                ResultItem::Scalar => ResultItem::Scalar,
                ResultItem::Array(p) => ResultItem::Array(self.map.place(*p)),
            })
            .collect();
        results.extend(scalar_bars.iter().map(|_| ResultItem::Scalar));
        if kind == ArrayAdjoint::Result {
            results.extend(arrays.iter().map(|p| ResultItem::Array(*p)));
        }
        yields.extend(scalar_bars);
        self.b.func.results = results;
        Reverse { func: self.b.finish(yields), seeds, arrays }
    }

    // ---- the forward sweep

    /// Runs a block whose backward sweep will share its scope.
    fn forward_direct(&mut self, block: BlockId) {
        let src = self.src;
        let around = self.at;
        for (at, inst) in src.block(block).insts.iter().enumerate() {
            self.at = Some((block, at));
            if !self.is_active(inst) {
                self.copy(inst);
            } else if let Some(seeds) = self.fusable(block, at, inst) {
                self.fused.insert((block, at));
                self.alloc_bars_read_by(inst);
                self.forward_and_backward(inst, &seeds);
            } else {
                if !inst.op.blocks().is_empty() {
                    let before = self.b.splice();
                    self.tapes.before.insert((block, at), before);
                }
                let run = self.run;
                self.run.to_repeat |= segments::is_checkpointed(inst);
                self.forward_inst(inst);
                self.run = run;
                self.alloc_bars_of(inst);
            }
        }
        self.at = around;
    }

    /// Runs a block that will be replayed, or has no derivative.
    fn forward_plain(&mut self, block: BlockId) {
        let src = self.src;
        for inst in &src.block(block).insts {
            if self.is_active(inst) && !self.run.to_repeat { self.forward_inst(inst) } else { self.copy(inst) }
        }
    }

    /// The forward sweep of one active instruction that will be replayed or is a leaf.
    fn forward_inst(&mut self, inst: &Inst) {
        match &inst.op {
            Op::If { .. } => self.forward_branch(inst),
            Op::For { .. } => self.forward_counted(inst),
            Op::While { .. } => self.forward_repeated(inst),
            Op::Call(call) => self.forward_call(inst, call),
            _ => self.leaf(inst),
        }
    }

    /// An instruction that has no derivative, with all its blocks.
    fn copy(&mut self, inst: &Inst) {
        match &inst.op {
            Op::If { .. } => self.forward_branch(inst),
            Op::For { .. } => self.forward_counted(inst),
            Op::While { .. } => self.forward_repeated(inst),
            _ => self.leaf(inst),
        }
    }

    fn leaf(&mut self, inst: &Inst) {
        if self.run.again && matches!(inst.op, Op::Effect { .. } | Op::Assert { .. }) {
            return;
        }
        if let Op::Pure(Pure::Len(p, axis)) = &inst.op
            && let Some(lengths) = self.lengths.get(p)
        {
            return self.map.vals.insert(inst.outs[0], lengths[usize::from(*axis)]);
        }
        let mut inst = inst.clone();
        // A call that is not differentiated has no state.
        inst.outs.retain(|v| self.src.ty(*v) != Ty::State);
        copy::leaf(&mut self.b, self.src, &mut self.map, &inst);
    }

    /// The instruction has an active value or writes an active place, or one of its blocks does.
    fn is_active(&self, inst: &Inst) -> bool {
        inst.outs.iter().any(|v| self.active.val(*v))
            || inst.op.written().iter().any(|p| self.active.place(*p))
            || inst.op.blocks().iter().any(|block| self.block_is_active(*block))
    }

    fn block_is_active(&self, block: BlockId) -> bool {
        self.src.block(block).insts.iter().any(|inst| self.is_active(inst))
    }

    // ---- the backward sweep

    /// Visits a block backwards, in the open scope.
    fn backward(&mut self, block: BlockId) {
        let src = self.src;
        let (around, direct) = (self.at, self.direct.contains_key(&block));
        for (at, inst) in src.block(block).insts.iter().enumerate().rev() {
            if self.is_active(inst) && !self.fused.contains(&(block, at)) {
                if direct {
                    self.at = Some((block, at));
                }
                self.backward_inst(block, at, inst);
            }
        }
        self.at = around;
    }

    fn backward_inst(&mut self, block: BlockId, at: usize, inst: &Inst) {
        let outermost = self.tapes.enter(block, at);
        match &inst.op {
            Op::Pure(pure) => self.backward_pure(pure, inst.outs[0]),
            Op::If { cond, then, otherwise } => self.backward_branch(inst, *cond, *then, *otherwise),
            Op::For { .. } => {
                let again = segments::is_checkpointed(inst) && self.direct.contains_key(&block);
                self.backward_counted(inst, again);
            }
            Op::While { .. } => self.backward_repeated(inst),
            Op::Call(call) => self.backward_call(inst, call),
            _ => self.backward_place(inst),
        }
        self.tapes.leave(outermost);
    }

    // ---- adjoints

    fn contribute(&mut self, v: Val, contribution: Val) {
        if self.active.val(v) {
            let frame = self.frames.last_mut().expect("a scope is open");
            frame.adjoints.entry(v).or_default().push(contribution);
        }
    }

    /// The adjoint of a value, complete once everything that reads the value has been visited.
    fn adjoint(&mut self, v: Val) -> Option<Val> {
        let terms = self.frames.last_mut().expect("a scope is open").adjoints.remove(&v)?;
        let total = self.gates.sum(&mut self.b, &terms)?;
        if let Some(hint) = &self.src.val(v).hint {
            self.b.name(total, &format!("{}_bar", hint.text), false);
        }
        Some(total)
    }

    fn adjoint_or_zero(&mut self, v: Val) -> Val {
        self.adjoint(v).unwrap_or_else(|| self.b.float(0.0, self.src.ty(v)))
    }

    /// Ends a scope: what it contributes to values from outside, summed up.
    fn exports(&mut self) -> Vec<(Val, Val)> {
        let vals: Vec<Val> = self.frames.last().expect("a scope is open").adjoints.keys().copied().collect();
        vals.into_iter().filter_map(|v| self.adjoint(v).map(|bar| (v, bar))).collect()
    }

    fn bar_hint(&self, v: Val) -> Option<Hint> {
        let hint = self.src.val(v).hint.as_ref()?;
        Some(Hint { text: format!("{}_bar", hint.text).into(), users: false })
    }
}
