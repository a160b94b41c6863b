//! Neighbours of an element are added to while they pass by.
//!
//! A loop that adds to `g[i]` and to `g[i + 1]` writes each element twice, and waits for the first to be there. Here what is to come is
//! carried from turn to turn, and each element is written once, in the turn that is the last to add to it.

use super::edit::{Editor, act, is_plain};
use super::invariant::plus;
use crate::ir::{BlockId, Inst, Op, Place, Range, Val};

/// The most values that are carried for one place.
const WIDEST: i128 = 4;

pub(super) fn gather(e: &mut Editor, insts: Vec<Inst>) -> Vec<Inst> {
    let mut out = Vec::with_capacity(insts.len());
    for inst in insts {
        match &inst.op {
            Op::For { range, body, exits: false, .. } if is_plain(range) => {
                let windows = windows(e, *body);
                carry(e, &mut out, inst, &windows);
            }
            _ => out.push(inst),
        }
    }
    out
}

/// The elements `place[i + first][rest]` to `place[i + last][rest]`.
struct Window {
    place: Place,
    rest: Vec<Val>,
    first: i128,
    last: i128,
    /// The index `i + first`.
    index: Val,
}

fn windows(e: &Editor, body: BlockId) -> Vec<Window> {
    let (inside, open) = (e.defined_in(body), e.accumulated_only(body));
    let index = e.func.block(body).params[0];
    let mut windows: Vec<Window> = Vec::new();
    for inst in &e.func.block(body).insts {
        let Op::Accumulate { place, index: at, .. } = &inst.op else { continue };
        let Some((first, rest)) = at.split_first().filter(|_| open.contains(place)) else { continue };
        let here = e.affine(*first);
        if here.base != index || rest.iter().any(|v| inside.contains(v)) {
            continue;
        }
        match windows.iter_mut().find(|w| w.place == *place && w.rest == rest) {
            Some(window) => window.widen(here.offset, *first),
            None => {
                let (first, last, index) = (here.offset, here.offset, *first);
                windows.push(Window { place: *place, rest: rest.to_vec(), first, last, index });
            }
        }
    }
    windows.retain(|w| w.first < w.last && w.last - w.first <= WIDEST);
    windows
}

impl Window {
    fn widen(&mut self, offset: i128, index: Val) {
        if offset < self.first {
            (self.first, self.index) = (offset, index);
        }
        self.last = self.last.max(offset);
    }

    fn at(&self, index: Val) -> Vec<Val> {
        std::iter::once(index).chain(self.rest.iter().copied()).collect()
    }

    /// Which of its elements an index is.
    fn slot(&self, e: &Editor, index: Val, at: &[Val]) -> Option<usize> {
        let here = e.affine(at[0]);
        let fits = here.base == index && at[1..] == self.rest && here.offset <= self.last;
        usize::try_from(here.offset - self.first).ok().filter(|_| fits)
    }
}

fn carry(e: &mut Editor, out: &mut Vec<Inst>, mut inst: Inst, windows: &[Window]) {
    let Op::For { range, inits, body, .. } = &mut inst.op else { unreachable!("a counted loop") };
    let (range, body) = (range.clone(), *body);
    let mut after = Vec::new();
    for window in windows {
        let (ty, hint) = (e.func.place(window.place).elem, e.named_after(window.place, "next"));
        let carried: Vec<Val> = (window.first..window.last).map(|_| e.fresh(ty, hint.clone())).collect();
        let left: Vec<Val> = carried.iter().map(|_| e.fresh(ty, hint.clone())).collect();
        for _ in &carried {
            inits.push(e.zero(out, ty));
        }
        let nexts = turn(e, body, window, &carried);
        let block = e.block_mut(body);
        block.params.extend(&carried);
        block.yields.extend(nexts);
        inst.outs.extend(&left);
        remainders(e, &mut after, &range, window, &left);
    }
    out.push(inst);
    e.unless_empty(out, &range, after);
}

/// Rewrites the body of the loop; gives what is carried into the next turn.
fn turn(e: &mut Editor, body: BlockId, window: &Window, carried: &[Val]) -> Vec<Val> {
    let index = e.func.block(body).params[0];
    let mut sums: Vec<Option<Val>> = carried.iter().map(|v| Some(*v)).chain([None]).collect();
    let mut insts = Vec::new();
    for inst in std::mem::take(&mut e.block_mut(body).insts) {
        let slot = match &inst.op {
            Op::Accumulate { place, index: at, value } if *place == window.place => {
                window.slot(e, index, at).map(|slot| (slot, *value))
            }
            _ => None,
        };
        match slot {
            Some((slot, value)) => {
                sums[slot] = Some(sums[slot].map_or(value, |sum| plus(e, &mut insts, sum, value)));
            }
            None => insts.push(inst),
        }
    }
    let ty = e.func.place(window.place).elem;
    let mut sums = sums.into_iter().map(|sum| sum.unwrap_or_else(|| e.zero(&mut insts, ty))).collect::<Vec<_>>();
    let first = sums.remove(0);
    act(&mut insts, Op::Accumulate { place: window.place, index: window.at(window.index), value: first });
    e.block_mut(body).insts = insts;
    sums
}

/// Adds what is left after the last turn to the elements beyond it.
fn remainders(e: &mut Editor, to: &mut Vec<Inst>, range: &Range, window: &Window, left: &[Val]) {
    for (offset, value) in (window.first..).zip(left) {
        let index = e.shifted(to, range.hi, offset);
        act(to, Op::Accumulate { place: window.place, index: window.at(index), value: *value });
    }
}
