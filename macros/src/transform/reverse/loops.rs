//! Reverse mode through loops.
//!
//! A carried value that is only added to (`s = s + e`) has the same adjoint in every turn. If all active carried values are
//! so, and the adjoints of the outputs are known beforehand, one loop does both sweeps. Else the backward sweep is a loop of
//! its own, which runs the turns backwards and carries the adjoints of the carried values.

use super::counted::Along;
use super::numbers::number;
use super::tapes::{Replay, Turn};
use super::{Frame, Transform};
use crate::ir::{BlockId, Inst, Op, Range, Ty, Val};
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
        self.frames.push(self.frame());
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
        let independent = !again && self.goes_along(inst, &[]);
        let mut backward = self.backward_range(inst, range, *exits);
        backward.reversed ^= independent;
        let index_src = self.src.block(*body).params[0];
        let numbered = if *exits { None } else { self.numbered(range) };
        let counter = if *exits || numbered.is_some() {
            self.b.fresh(Ty::USIZE, None)
        } else {
            self.b.fresh(self.src.ty(index_src), self.src.val(index_src).hint.clone())
        };
        let extrema = if again || independent { Vec::new() } else { self.extrema(inst) };
        if let Some(numbered) = &numbered {
            backward = numbered.range(&mut self.b, backward.reversed);
        }
        self.b.open(vec![counter]);
        let index = numbered.map_or(counter, |numbered| numbered.index(&mut self.b, counter));
        self.begin_turn(*body, (!*exits).then_some((index_src, index)));
        let mut along = match () {
            () if again => Vec::new(),
            () if independent => self.run_along(inst),
            () => self.run_back(inst),
        };
        let turn = Some(self.turn(range, *body, *exits, index));
        let left = (!independent && !again).then(Vec::new);
        self.tapes.loops.push(Replay { body: *body, turn, left });
        self.tapes.along += usize::from(independent);
        along.extend(extrema.iter().map(|e| self.extremum_back(e)));
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
        along.extend(self.handed_back());
        self.tapes.along -= usize::from(independent);
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
        let mut along = self.run_back(inst);
        self.tapes.loops.push(Replay { body: *body, turn: None, left: Some(Vec::new()) });
        self.alloc_bars(*body);
        let carried = self.carry_all(inst, *body, &seeds);
        let turn_seeds: Vec<Option<Val>> = carried.iter().map(Carried::seed).collect();
        self.seed_yields(*body, &turn_seeds, 0);
        self.backward(*body);
        along.extend(self.handed_back());
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

    pub(super) fn brought(&mut self, range: &Range) -> Range {
        let (lo, hi, step) = (self.get(range.lo), self.get(range.hi), range.step.map(|v| self.get(v)));
        Range { lo, hi, step, segment: None, ..range.clone() }
    }

    pub(super) fn begin_turn(&mut self, body: BlockId, index: Option<(Val, Val)>) {
        let prologue = self.b.splice();
        let vals = index.into_iter().collect();
        self.frames.push(Frame { prologue: Some(prologue), block: Some(body), vals, is_turn: true, ..self.frame() });
    }

    /// The number of the turn, for tapes.
    pub(super) fn turn(&mut self, range: &Range, body: BlockId, exits: bool, index: Val) -> Turn {
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
        yields.extend(along.iter().map(|a| self.standing(a.next).0).collect::<Vec<_>>());
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
            let (init, ty) = self.standing(a.init);
            all_inits.push(init);
            tys.push(ty);
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
        let (counted, outs) = out.as_slice().split_at(along.len());
        for (along, out) in along.iter().zip(counted) {
            if let Some(v) = along.out.filter(|v| !self.direct.contains_key(&self.shape.home(*v))) {
                self.bring_back(v, *out);
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
