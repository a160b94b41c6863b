//! Reverse mode through loops.
//!
//! A carried value that is only added to (`s = s + e`) has the same adjoint in every turn. If all active carried values are
//! so, and the adjoints of the outputs are known beforehand, one loop does both sweeps. Else the backward sweep is a loop of
//! its own, which runs the turns backwards and carries the adjoints of the carried values.

use super::shape::Def;
use super::tapes::{Replay, Turn};
use super::{Frame, Transform};
use crate::ir::{BinOp, BlockId, Const, Inst, Op, Pure, Range, Ty, Val};
use crate::transform::chain::{Gate, loosely};
use crate::transform::copy;

impl Transform<'_> {
    // ---- forward

    pub(super) fn forward_counted(&mut self, inst: &Inst) {
        let Op::For { range, inits, body, exits } = &inst.op else { unreachable!("a counted loop") };
        let range = copy::range(range, |v| self.map.val(v));
        let inits = inits.iter().map(|v| self.map.val(*v)).collect();
        let copy = self.forward_block(*body);
        self.push_forward(inst, Op::For { range, inits, body: copy, exits: *exits });
    }

    pub(super) fn forward_repeated(&mut self, inst: &Inst) {
        let Op::While { inits, head, body } = &inst.op else { unreachable!("a while loop") };
        let inits = inits.iter().map(|v| self.map.val(*v)).collect();
        let (head, body) = (self.forward_block(*head), self.forward_block(*body));
        self.push_forward(inst, Op::While { inits, head, body });
    }

    fn forward_block(&mut self, block: BlockId) -> BlockId {
        let params = copy::block_params(&mut self.b, self.src, &mut self.map, block);
        self.b.open(params);
        let head = self.b.splice();
        self.tapes.heads.insert(block, head);
        self.forward_plain(block);
        let yields = self.src.block(block).yields.iter().map(|v| self.map.val(*v)).collect();
        let copy = self.b.close(yields);
        self.tapes.copies.insert(block, copy);
        copy
    }

    // ---- both sweeps in one loop

    pub(super) fn fused_loop(&mut self, inst: &Inst, seeds: &[Option<Val>]) {
        let (Op::For { inits, .. } | Op::While { inits, .. }) = &inst.op else { unreachable!("a loop") };
        let mut all_inits: Vec<Val> = inits.iter().map(|v| self.map.val(*v)).collect();
        let (op, exports): (Box<dyn FnOnce(Vec<Val>) -> Op>, _) = match &inst.op {
            Op::While { head, body, .. } => {
                let head = self.forward_block(*head);
                let (body, exports) = self.fused_turn(*body, seeds, 0);
                for export in &exports {
                    let passing = self.b.fresh(self.src.ty(export.of), None);
                    let head = &mut self.b.func.blocks[head.0 as usize];
                    head.params.push(passing);
                    head.yields.push(passing);
                }
                (Box::new(move |inits| Op::While { inits, head, body }), exports)
            }
            Op::For { range, body, exits, .. } => {
                let (range, exits) = (copy::range(range, |v| self.map.val(v)), *exits);
                let (body, exports) = self.fused_turn(*body, seeds, usize::from(exits));
                (Box::new(move |inits| Op::For { range, inits, body, exits }), exports)
            }
            _ => unreachable!("a loop"),
        };
        let zeros: Vec<Val> = exports.iter().map(|e| self.b.float(0.0, self.src.ty(e.of))).collect();
        all_inits.extend(zeros);
        let mut tys: Vec<_> = inst.outs.iter().map(|v| self.src.ty(*v)).collect();
        tys.extend(exports.iter().map(|e| self.src.ty(e.of)));
        let outs = self.b.push(op(all_inits), &tys);
        for (old, new) in inst.outs.iter().zip(&outs) {
            copy::name(&mut self.b, self.src, *old, *new);
            self.map.vals.insert(*old, *new);
        }
        self.contribute_exports(&exports, &outs[inst.outs.len()..]);
        for (init, seed) in inits.iter().zip(seeds) {
            if let Some(seed) = seed {
                self.contribute(*init, *seed);
            }
        }
    }

    /// Both sweeps over the body; the first `skip` of its yields are not carried.
    fn fused_turn(&mut self, body: BlockId, seeds: &[Option<Val>], skip: usize) -> (BlockId, Vec<Export>) {
        let params = copy::block_params(&mut self.b, self.src, &mut self.map, body);
        let mut yield_seeds = vec![None; skip];
        yield_seeds.extend_from_slice(seeds);
        self.b.open(params);
        self.frames.push(Frame::default());
        self.direct.insert(body, yield_seeds);
        self.forward_direct(body);
        self.seed_yields(body, seeds, skip);
        self.backward(body);
        self.forget_carried(body);
        let exports = self.end_turn();
        self.direct.remove(&body);
        let mut yields: Vec<Val> = self.src.block(body).yields.iter().map(|v| self.map.val(*v)).collect();
        yields.extend(exports.iter().map(|e| e.next));
        let here = self.b.close(yields);
        self.b.func.blocks[here.0 as usize].params.extend(exports.iter().map(|e| e.param));
        (here, exports)
    }

    /// Drops the adjoints of carried values that are the same in every turn: the initial values get them once.
    fn forget_carried(&mut self, body: BlockId) {
        for v in self.src.block(body).params.clone() {
            self.frames.last_mut().expect("a scope is open").adjoints.remove(&v);
        }
    }

    /// Ends the scope of a turn: what it contributes to values from outside is added up over the turns.
    fn end_turn(&mut self) -> Vec<Export> {
        let exports = self.exports();
        self.frames.pop();
        let mut all = Vec::new();
        for (of, bar) in exports {
            let hint = self.bar_hint(of);
            let param = self.b.fresh(self.src.ty(of), hint);
            let next = loosely(&mut self.b, |b| b.add(param, bar));
            all.push(Export { of, param, next, gate: self.gates.gate(bar) });
        }
        all
    }

    fn contribute_exports(&mut self, exports: &[Export], outs: &[Val]) {
        for (export, out) in exports.iter().zip(outs) {
            if let Some(hint) = self.bar_hint(export.of) {
                self.b.name(*out, &hint.text, false);
            }
            self.gates.put(*out, export.gate);
            self.contribute(export.of, *out);
        }
    }

    // ---- the backward sweep as a loop of its own

    /// `again`: the turns are run again, and nothing is kept but what they begin with.
    pub(super) fn backward_counted(&mut self, inst: &Inst, again: bool) {
        let Op::For { range, body, exits, .. } = &inst.op else { unreachable!("a counted loop") };
        let seeds: Vec<Option<Val>> = inst.outs.iter().map(|v| self.adjoint(*v)).collect();
        let independent = !again && self.hands_nothing_on(inst);
        let mut backward = self.backward_range(inst, range, *exits);
        backward.reversed ^= independent;
        let index_src = self.src.block(*body).params[0];
        let numbered = if *exits { None } else { self.numbered(range) };
        let counter = if *exits || numbered.is_some() {
            self.b.fresh(Ty::USIZE, None)
        } else {
            self.b.fresh(self.src.ty(index_src), self.src.val(index_src).hint.clone())
        };
        if let Some(numbered) = &numbered {
            backward = numbered.range(&mut self.b, backward.reversed);
        }
        self.b.open(vec![counter]);
        let index = numbered.map_or(counter, |numbered| numbered.index(&mut self.b, counter));
        self.begin_turn(*body, (!*exits).then_some((index_src, index)));
        let along = match () {
            () if again => Vec::new(),
            () if independent => self.run_along(inst),
            () => self.run_back(inst),
        };
        let turn = Some(self.turn(range, *body, *exits, index));
        self.tapes.loops.push(Replay { body: *body, turn });
        let carried = self.carry(inst, *body, &seeds);
        let skip = usize::from(*exits);
        let turn_seeds: Vec<Option<Val>> = carried.iter().map(Carried::seed).collect();
        if again {
            self.run_again(inst, *body, index, &turn_seeds);
        } else {
            self.alloc_bars(*body);
            self.seed_yields(*body, &turn_seeds, skip);
            self.backward(*body);
        }
        self.tapes.loops.pop();
        self.end_backward_loop(inst, &carried, &along, *body, |inits, body| Op::For {
            range: backward,
            inits,
            body,
            exits: false,
        });
    }

    /// The head of a while loop passes on what it gets, see [`super::rotate`].
    pub(super) fn backward_repeated(&mut self, inst: &Inst) {
        let Op::While { body, .. } = &inst.op else { unreachable!("a while loop") };
        let seeds: Vec<Option<Val>> = inst.outs.iter().map(|v| self.adjoint(*v)).collect();
        let turns = self.get(*inst.outs.last().expect("a while loop counts its turns"));
        let zero = self.b.int(0, Ty::USIZE);
        let index = self.b.fresh(Ty::USIZE, None);
        self.b.open(vec![index]);
        self.begin_turn(*body, None);
        let along = self.run_back(inst);
        self.tapes.loops.push(Replay { body: *body, turn: None });
        self.alloc_bars(*body);
        let carried = self.carry_all(inst, *body, &seeds);
        let turn_seeds: Vec<Option<Val>> = carried.iter().map(Carried::seed).collect();
        self.seed_yields(*body, &turn_seeds, 0);
        self.backward(*body);
        self.tapes.loops.pop();
        let range = Range::plain(zero, turns);
        self.end_backward_loop(inst, &carried, &along, *body, |inits, body| Op::For {
            range,
            inits,
            body,
            exits: false,
        });
    }

    /// The same indices backwards; after an early exit, the turns that ran.
    fn backward_range(&mut self, inst: &Inst, range: &Range, exits: bool) -> Range {
        if exits {
            let lo = self.b.int(0, Ty::USIZE);
            let hi = self.get(*inst.outs.last().expect("a loop with an exit counts its turns"));
            return Range { reversed: true, ..Range::plain(lo, hi) };
        }
        Range { reversed: !range.reversed, ..self.brought(range) }
    }

    fn brought(&mut self, range: &Range) -> Range {
        let (lo, hi, step) = (self.get(range.lo), self.get(range.hi), range.step.map(|v| self.get(v)));
        Range { lo, hi, step, segment: None, ..range.clone() }
    }

    /// Rust steps backwards through ranges of known length, which inclusive ones are not: their turns are counted.
    fn numbered(&mut self, range: &Range) -> Option<Numbered> {
        let step = self.get(range.step.filter(|_| range.inclusive)?);
        let range = self.brought(range);
        let span = self.b.span(&range);
        Some(Numbered { range, span, step })
    }

    fn begin_turn(&mut self, body: BlockId, index: Option<(Val, Val)>) {
        let prologue = self.b.splice();
        let vals = index.into_iter().collect();
        self.frames.push(Frame { prologue: Some(prologue), block: Some(body), vals, ..Frame::default() });
    }

    /// The number of the turn, for tapes.
    fn turn(&mut self, range: &Range, body: BlockId, exits: bool, index: Val) -> Turn {
        let head = self.tapes.heads[&body];
        let params = self.src.block(body).params.clone();
        if exits {
            let counter = *params.last().expect("a loop with an exit counts its turns");
            return Turn { forward: self.map.val(counter), backward: index };
        }
        let forward = self.map.val(params[0]);
        // Nobody has a say in the type of an index that nobody reads.
        let counts = [range.lo, range.hi].iter().all(|v| self.literal(*v).is_some_and(|n| n >= 0));
        if counts && self.shape.uses(params[0]).is_empty() && self.src.ty(params[0]) == Ty::Int(None) {
            for v in [forward, index] {
                self.b.func.vals[v.0 as usize].ty = Ty::USIZE;
            }
        }
        let (lo_there, lo_here) = (self.map.val(range.lo), self.get(range.lo));
        let step = range.step.map(|v| (self.map.val(v), self.get(v)));
        let prologue = self.frames.last().and_then(|f| f.prologue).expect("a replayed loop has a prologue");
        let forward = self.b.inside(head, |b| number(b, forward, lo_there, step.map(|s| s.0)));
        let backward = self.b.inside(prologue, |b| number(b, index, lo_here, step.map(|s| s.1)));
        Turn { forward, backward }
    }

    /// How each carried value's adjoint goes through the backward loop.
    fn carry(&mut self, inst: &Inst, body: BlockId, seeds: &[Option<Val>]) -> Vec<Carried> {
        let params = self.src.block(body).params[1..].to_vec();
        let active: Vec<bool> =
            params.iter().zip(&inst.outs).map(|(v, out)| self.active.val(*v) || self.active.val(*out)).collect();
        let swept: Vec<bool> = (0..params.len()).map(|k| active[k] && !self.accumulates(inst, k)).collect();
        let gated = self.some_gated(seeds, &swept);
        let mut all = Vec::new();
        for (k, v) in params.into_iter().enumerate() {
            all.push(if !active[k] {
                Carried::default()
            } else if !swept[k] {
                Carried { constant: seeds[k], ..Carried::default() }
            } else {
                self.carry_one(v, seeds[k], gated)
            });
        }
        all
    }

    fn carry_all(&mut self, inst: &Inst, body: BlockId, seeds: &[Option<Val>]) -> Vec<Carried> {
        let params = self.src.block(body).params.clone();
        let active: Vec<bool> =
            params.iter().zip(&inst.outs).map(|(v, out)| self.active.val(*v) || self.active.val(*out)).collect();
        let gated = self.some_gated(seeds, &active);
        let mut all = Vec::new();
        for (k, v) in params.into_iter().enumerate() {
            all.push(if active[k] { self.carry_one(v, seeds[k], gated) } else { Carried::default() });
        }
        all
    }

    /// One turn may pass the adjoint of one carried value on to another, and a gated zero with it.
    fn some_gated(&self, seeds: &[Option<Val>], swept: &[bool]) -> bool {
        seeds.iter().zip(swept).any(|(seed, swept)| *swept && seed.is_none_or(|seed| self.gates.is(seed)))
    }

    fn carry_one(&mut self, v: Val, seed: Option<Val>, gated: bool) -> Carried {
        let hint = self.bar_hint(v);
        let param = self.b.fresh(self.src.ty(v), hint);
        if gated {
            self.gates.mark(param);
        }
        Carried { of: Some(v), param: Some(param), init: seed, ..Carried::default() }
    }

    // ---- turns that can be visited in any order

    /// No adjoint goes from one turn of the loop to another: they are visited as the source runs them.
    fn hands_nothing_on(&mut self, inst: &Inst) -> bool {
        let Op::For { body, .. } = &inst.op else { return false };
        let params = &self.src.block(*body).params[1..];
        let active = |k: usize| self.active.val(params[k]) || self.active.val(inst.outs[k]);
        let alone = (0..params.len()).all(|k| !active(k) || self.accumulates(inst, k)) && !self.writes_outside(inst);
        alone && self.keeps_by_index(*body)
    }

    /// Integers that the loop counts by itself are counted again, where that needs nothing that is kept.
    fn run_along(&mut self, inst: &Inst) -> Vec<Along> {
        let Op::For { inits, body, exits, .. } = &inst.op else { unreachable!("a counted loop") };
        let (block, skip) = (self.src.block(*body), usize::from(*exits));
        let mut counted: Vec<usize> = (0..inits.len()).filter(|k| self.src.ty(inits[*k]).is_int()).collect();
        loop {
            let params: Vec<Val> = counted.iter().map(|k| block.params[k + 1]).collect();
            let fits = |k: &usize| self.is_near(inits[*k], &[]) && self.is_near(block.yields[k + skip], &params);
            let fitting: Vec<usize> = counted.iter().copied().filter(fits).collect();
            if fitting.len() == counted.len() {
                break;
            }
            counted = fitting;
        }
        counted.into_iter().map(|k| self.run_one_along(block.params[k + 1], inits[k], block.yields[k + skip])).collect()
    }

    fn run_one_along(&mut self, v: Val, init: Val, next: Val) -> Along {
        let param = self.b.fresh(self.src.ty(v), self.src.val(v).hint.clone());
        self.frames.last_mut().expect("a scope is open").vals.insert(v, param);
        Along { param, init, next, start: None }
    }

    // ---- integers of turns that are visited backwards

    /// Integers that the loop counts up or down are counted back: each turn begins with what it left.
    fn run_back(&mut self, inst: &Inst) -> Vec<Along> {
        let mut all = Vec::new();
        for k in 0..inst.outs.len() {
            let out = inst.outs[k];
            if self.src.ty(out).is_int() && self.is_near_around(out) && self.counts_back(inst, k) {
                let (param, last) = self.ends_of(inst, k);
                let left = self.b.fresh(self.src.ty(out), self.src.val(out).hint.clone());
                self.bring_back(last, left);
                all.push(Along { param: left, init: out, next: param, start: Some(inst.op.carried()[k]) });
            }
        }
        all
    }

    /// It can be had before the loop whose turn is being visited.
    fn is_near_around(&mut self, v: Val) -> bool {
        let turn = self.frames.pop().expect("a scope is open");
        let near = self.is_near(v, &[]);
        self.frames.push(turn);
        near
    }

    /// What the body gets and what it leaves of carried value number `k`.
    fn ends_of(&self, inst: &Inst, k: usize) -> (Val, Val) {
        match &inst.op {
            Op::For { body, exits, .. } => {
                let block = self.src.block(*body);
                (block.params[k + 1], block.yields[k + usize::from(*exits)])
            }
            Op::While { body, .. } => (self.src.block(*body).params[k], self.src.block(*body).yields[k]),
            _ => unreachable!("a loop"),
        }
    }

    /// What a turn gets of a carried integer follows from what it leaves.
    fn counts_back(&mut self, inst: &Inst, k: usize) -> bool {
        if let Op::While { head, .. } = &inst.op {
            let block = self.src.block(*head);
            if block.params[k] != block.yields[k + 1] {
                return false;
            }
        }
        let (param, mut v) = self.ends_of(inst, k);
        let mut steps = false;
        while v != param {
            let Def::Inst(block, at) = self.shape.def(v) else { return false };
            let inner = &self.src.block(block).insts[at];
            if self.shape.home(param) != block {
                return false;
            }
            v = match &inner.op {
                Op::Pure(pure) => match self.step(pure) {
                    Some((before, ..)) => before,
                    None => return false,
                },
                op @ (Op::For { .. } | Op::While { .. }) => {
                    let number = inner.outs.iter().position(|out| *out == v).expect("it comes out of the loop");
                    let visited = self.is_active(inner) && !self.hands_nothing_on(inner);
                    if !visited || !self.counts_back(inner, number) {
                        return false;
                    }
                    op.carried()[number]
                }
                _ => return false,
            };
            steps = true;
        }
        steps
    }

    /// `v + by` or `v - by`: the value before, whether it is subtracted, and by how much.
    fn step(&self, pure: &Pure) -> Option<(Val, bool, Val)> {
        let is_step = |x: Val, by: Val| {
            let outer = self.shape.home(by) != self.shape.home(x) && self.at_hand(by).is_some();
            outer || self.literal(by).is_some()
        };
        let (x, y, is_less) = match *pure {
            Pure::Bin(BinOp::Add, x, y) => (x, y, false),
            Pure::Bin(BinOp::Sub, x, y) => (x, y, true),
            _ => return None,
        };
        match () {
            () if is_step(x, y) => Some((x, is_less, y)),
            () if !is_less && is_step(y, x) => Some((y, false, x)),
            () => None,
        }
    }

    /// A value of the turn that is being visited, and what it was made of by steps.
    fn bring_back(&mut self, v: Val, mut known: Val) {
        let mut at = v;
        loop {
            self.frames.last_mut().expect("a scope is open").vals.insert(at, known);
            let Some(Op::Pure(pure)) = self.definition(at) else { return };
            let Some((before, is_less, by)) = self.step(pure) else { return };
            let by = self.get(by);
            known = if is_less { self.b.add(known, by) } else { self.b.sub(known, by) };
            copy::name(&mut self.b, self.src, before, known);
            at = before;
        }
    }

    fn end_backward_loop(
        &mut self,
        inst: &Inst,
        carried: &[Carried],
        along: &[Along],
        body: BlockId,
        op: impl FnOnce(Vec<Val>, BlockId) -> Op,
    ) {
        let inits = inst.op.carried();
        let (mut yields, mut gates) = (Vec::new(), Vec::new());
        for c in carried {
            if let Some(v) = c.of {
                let next = self.adjoint(v);
                // What a turn overwrites has an adjoint only if there was no turn.
                let left = next.map_or(Some(Gate::NotTaken), |next| self.gates.gate(next));
                gates.push(left.max(c.param.and_then(|param| self.gates.gate(param))));
                yields.push(next.unwrap_or_else(|| self.b.float(0.0, self.src.ty(v))));
            }
        }
        yields.extend(along.iter().map(|a| self.get(a.next)).collect::<Vec<_>>());
        self.forget_carried(body);
        let exports = self.end_turn();
        yields.extend(exports.iter().map(|e| e.next));
        let here = self.b.close(yields);
        let swept = carried.iter().filter_map(|c| c.param).chain(along.iter().map(|a| a.param));
        let params = swept.chain(exports.iter().map(|e| e.param));
        self.b.func.blocks[here.0 as usize].params.extend(params);
        let mut all_inits = Vec::new();
        let mut tys = Vec::new();
        for c in carried {
            if let Some(v) = c.of {
                all_inits.push(c.init.unwrap_or_else(|| self.b.float(0.0, self.src.ty(v))));
                tys.push(self.src.ty(v));
            }
        }
        for a in along {
            all_inits.push(self.get(a.init));
            tys.push(self.src.ty(a.init));
        }
        for e in &exports {
            all_inits.push(self.b.float(0.0, self.src.ty(e.of)));
            tys.push(self.src.ty(e.of));
        }
        let outs = self.b.push(op(all_inits, here), &tys);
        for (out, gate) in outs.iter().zip(gates) {
            self.gates.put(*out, gate);
        }
        let mut out = outs.iter();
        for (c, init) in carried.iter().zip(inits) {
            let bar = if c.of.is_some() { out.next().copied() } else { c.constant };
            if let Some(bar) = bar {
                if let Some(hint) = self.bar_hint(*init).filter(|_| c.of.is_some()) {
                    self.b.name(bar, &hint.text, false);
                }
                self.contribute(*init, bar);
            }
        }
        let (starts, outs) = out.as_slice().split_at(along.len());
        for (along, start) in along.iter().zip(starts) {
            if let Some(v) = along.start.filter(|v| !self.direct.contains_key(&self.shape.home(*v))) {
                self.bring_back(v, *start);
            }
        }
        self.contribute_exports(&exports, outs);
    }
}

/// A value from outside a loop, and what the turns add to its adjoint.
struct Export {
    of: Val,
    param: Val,
    next: Val,
    gate: Option<Gate>,
}

/// An integer that is counted in the backward loop as it was in the forward one, or back.
struct Along {
    param: Val,
    init: Val,
    next: Val,
    /// What the loop began with, which is what comes out of the backward one.
    start: Option<Val>,
}

/// A carried value of the source in the backward loop.
#[derive(Default)]
struct Carried {
    of: Option<Val>,
    /// Its adjoint at the end of the turn that is being visited.
    param: Option<Val>,
    init: Option<Val>,
    /// Its adjoint is the same in every turn.
    constant: Option<Val>,
}

impl Carried {
    fn seed(&self) -> Option<Val> {
        self.param.or(self.constant)
    }
}

/// A range that is stepped through by the numbers of its turns.
struct Numbered {
    range: Range,
    span: Val,
    step: Val,
}

impl Numbered {
    /// `reversed`: as the range itself would be.
    fn range(&self, b: &mut crate::ir::Builder, reversed: bool) -> Range {
        let (zero, one) = (b.int(0, Ty::USIZE), b.int(1, Ty::USIZE));
        let begun = b.add(self.span, self.step);
        let begun = b.sub(begun, one);
        let turns = b.div(begun, self.step);
        Range { reversed: reversed != self.range.step_after, ..Range::plain(zero, turns) }
    }

    /// From the beginning, or from the end where the steps begin there.
    fn index(&self, b: &mut crate::ir::Builder, number: Val) -> Val {
        let mut offset = b.mul(number, self.step);
        if self.range.step_after {
            let one = b.int(1, Ty::USIZE);
            let last = b.sub(self.span, one);
            offset = b.sub(last, offset);
        }
        b.after(self.range.lo, offset)
    }
}

/// The number of the turn with this index.
fn number(b: &mut crate::ir::Builder, index: Val, lo: Val, step: Option<Val>) -> Val {
    // A step is a `usize`, whatever the index is.
    let from_zero = if b.known(lo) == Some(Const::Int(0)) { b.as_usize(index) } else { b.distance(lo, index) };
    match step {
        Some(step) => b.div(from_zero, step),
        None => from_zero,
    }
}
