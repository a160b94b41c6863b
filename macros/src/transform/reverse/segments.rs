//! Checkpointed loops: a loop over parts of the turns, with a loop over the turns of a part inside. Of the outer one only what each part
//! begins with is kept; the way back runs a part again, and then through it backwards.
//!
//! A. Griewank and A. Walther, *Evaluating Derivatives*, 2nd ed. (2008), chapter 12; with parts as long as the square root of the
//! number of turns, so much more memory goes for twice the time.

use super::tapes::Held;
use super::{Run, Transform};
use crate::ir::{BinOp, BlockId, Builder, Func, Inst, Op, Place, Range, Ty, Val};
use crate::transform::copy::{self, Map};
use crate::transform::simplify::rules::rules;

/// The same function, with two loops in place of each that is checkpointed. The outer one is marked.
pub(super) fn split(src: &Func) -> Option<Func> {
    let any = src.blocks.iter().any(|block| block.insts.iter().any(is_checkpointed));
    any.then(|| copy::rebuild(src, rules, in_two))
}

pub(super) fn is_checkpointed(inst: &Inst) -> bool {
    matches!(&inst.op, Op::For { range, .. } if range.segment.is_some())
}

fn in_two(b: &mut Builder, src: &Func, map: &mut Map, inst: &Inst) -> bool {
    let Op::For { range, inits, body, exits } = &inst.op else { return false };
    let Some(segment) = range.segment.map(|v| map.val(v)) else { return false };
    let range = copy::range(range, |v| map.val(v));
    let cut = Cut::of(b, &range, segment);
    let inits = inits.iter().map(|v| map.val(*v)).collect();
    let tys: Vec<Ty> = inst.outs.iter().map(|v| src.ty(*v)).collect();
    let named = src.block(*body).params[1..].iter().map(|v| (src.ty(*v), src.val(*v).hint.clone()));
    let carried: Vec<Val> = named.map(|(ty, hint)| b.fresh(ty, hint)).collect();
    let number = b.fresh(Ty::USIZE, None);
    b.name(number, "part", false);
    b.open(std::iter::once(number).chain(carried.iter().copied()).collect());
    let part = cut.part(b, &range, number);
    let mut yields = turns(b, src, map, inst, part, carried);
    if *exits {
        yields.rotate_right(1);
    }
    let body = b.close(yields);
    let zero = b.int(0, Ty::USIZE);
    let reversed = range.reversed != range.step_after;
    let range = Range { reversed, segment: Some(segment), ..Range::plain(zero, cut.parts) };
    let outs = b.push(Op::For { range, inits, body, exits: *exits }, &tys);
    for (old, new) in inst.outs.iter().zip(outs) {
        copy::name(b, src, *old, new);
        map.vals.insert(*old, new);
    }
    true
}

/// The turns of a part; one that can be left says last whether it was.
fn turns(b: &mut Builder, src: &Func, map: &mut Map, inst: &Inst, range: Range, mut inits: Vec<Val>) -> Vec<Val> {
    let Op::For { body, exits, .. } = &inst.op else { unreachable!("a counted loop") };
    let mut params = copy::block_params(b, src, map, *body);
    let mut tys: Vec<Ty> = inits.iter().map(|v| b.ty(*v)).collect();
    if *exits {
        params.push(b.fresh(Ty::Bool, None));
        inits.push(b.bool(false));
        tys.push(Ty::Bool);
    }
    b.open(params);
    copy::rebuild_block(b, src, map, *body, in_two);
    let mut yields: Vec<Val> = src.block(*body).yields.iter().map(|v| map.val(*v)).collect();
    if *exits {
        yields.push(yields[0]);
    }
    let body = b.close(yields);
    b.push(Op::For { range, inits, body, exits: *exits }, &tys)
}

/// How a range is cut into parts. It is measured in `usize`, in which no type of index overflows.
struct Cut {
    parts: Val,
    /// From the first index of a part to that of the next.
    stride: Val,
    span: Val,
}

impl Cut {
    fn of(b: &mut Builder, range: &Range, segment: Val) -> Self {
        let segment = b.as_usize(segment);
        let stride = range.step.map_or(segment, |step| b.mul(segment, step));
        let span = b.span(range);
        let parts = b.div_up(span, stride);
        b.name(parts, "parts", false);
        Self { parts, stride, span }
    }

    /// The turns of a part. Where the range is stepped through from its end, parts begin there.
    fn part(&self, b: &mut Builder, range: &Range, number: Val) -> Range {
        let offset = b.mul(number, self.stride);
        let left = b.sub(self.span, offset);
        let full = b.bin(BinOp::Gt, left, self.stride);
        let far = b.branch(full, |_| vec![self.stride], |_| vec![left])[0];
        b.name(left, "left", false);
        b.name(far, "turns", false);
        let one = b.int(1, Ty::USIZE);
        let (lo, hi, inclusive) = if range.step_after {
            let more = b.add(offset, far);
            let before = b.sub(self.span, more);
            let (lo, last) = (b.after(range.lo, before), b.sub(far, one));
            (lo, b.after(lo, last), true)
        } else {
            let lo = b.after(range.lo, offset);
            let far = if range.inclusive { b.sub(far, one) } else { far };
            (lo, b.after(lo, far), range.inclusive)
        };
        b.name(lo, "start", false);
        b.name(hi, "end", false);
        Range { lo, hi, inclusive, ..range.clone() }
    }
}

impl Transform<'_> {
    /// Runs a part again, and then backwards; both sweeps share the open scope.
    pub(super) fn run_again(&mut self, inst: &Inst, body: BlockId, index: Val, seeds: &[Option<Val>]) {
        let Op::For { exits, .. } = &inst.op else { unreachable!("a counted loop") };
        self.restore_values(body, *exits, index);
        let lengths = self.lengths.clone();
        let places = self.restore_places(body);
        let aside = self.tapes.set_aside();
        let run = std::mem::replace(&mut self.run, Run { again: true, to_repeat: false });
        let skip = usize::from(*exits);
        let known = std::iter::repeat_n(None, skip).chain(seeds.iter().copied()).collect();
        self.direct.insert(body, known);
        self.forward_direct(body);
        self.seed_yields(body, seeds, skip);
        self.backward(body);
        self.direct.remove(&body);
        self.run = run;
        self.tapes.put_back(aside);
        self.map.places.extend(places);
        self.lengths = lengths;
    }

    /// The carried values that a part begins with, and its number.
    fn restore_values(&mut self, body: BlockId, exits: bool, index: Val) {
        let mut params = self.src.block(body).params.clone();
        let number = if exits { params.pop().expect("a loop with an exit counts its turns") } else { params.remove(0) };
        self.map.vals.insert(number, index);
        for v in params {
            if !self.shape.uses(v).is_empty() {
                let before = self.get(v);
                self.map.vals.insert(v, before);
            }
        }
    }

    /// Others stand in for places that are not what they were. Which places they stand in for.
    fn restore_places(&mut self, body: BlockId) -> Vec<(Place, Place)> {
        let (mut touched, mut written, mut born) = (Vec::new(), Vec::new(), Vec::new());
        self.src.each_inst(body, &mut |_, inst| {
            touched.extend(inst.op.read().into_iter().chain(inst.op.written()).chain(inst.op.measured()));
            written.extend(inst.op.written());
            born.extend(inst.op.born());
        });
        for p in &born {
            self.map.places.remove(p);
        }
        touched.sort_unstable();
        touched.dedup();
        touched.retain(|p| !born.contains(p));
        let mut instead = Vec::new();
        for p in touched {
            let held = match () {
                () if written.contains(&p) => Held::ByPart(body),
                () if self.is_readable(p) => continue,
                () => Held::Once,
            };
            let other = self.held(p, held);
            instead.extend(self.map.places.insert(p, other).map(|own| (p, own)));
        }
        instead
    }
}
