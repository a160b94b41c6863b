//! Wide instructions that wait, and the loops over the lanes that they end in.

use super::spans::Span;
use super::{Home, Part, Transform};
use crate::ir::hash::Map as HashMap;
use crate::ir::{Hint, Op, Place, PlaceKind, Pure, Range, Ty, Val};
use crate::transform::chain::loosely;
use crate::transform::copy;

/// A wide instruction. What it reads and writes for each lane is of the source; places and indices are of the new function.
pub(super) enum Step {
    Pure(Pure, Val),
    Load { place: Place, index: Vec<Val>, out: Val },
    Store { place: Place, index: Vec<Val>, value: Val },
    Accumulate { place: Place, index: Vec<Val>, value: Val },
}

impl Step {
    fn out(&self) -> Option<Val> {
        match self {
            Self::Pure(_, out) | Self::Load { out, .. } => Some(*out),
            Self::Store { .. } | Self::Accumulate { .. } => None,
        }
    }

    fn operands(&self, mut f: impl FnMut(Val)) {
        match self {
            Self::Pure(pure, _) => pure.operands(f),
            Self::Load { .. } => {}
            Self::Store { value, .. } | Self::Accumulate { value, .. } => f(*value),
        }
    }

    pub(super) fn place(&self) -> Option<Place> {
        match self {
            Self::Pure(..) => None,
            Self::Load { place, .. } | Self::Store { place, .. } | Self::Accumulate { place, .. } => Some(*place),
        }
    }
}

/// A home takes a value where a block ends.
#[derive(Clone)]
pub(super) struct End {
    pub(super) home: Home,
    pub(super) value: Val,
    pub(super) span: Span,
}

/// What one loop over the lanes does.
pub(super) struct Group {
    steps: Vec<(Step, Span)>,
    leaving: Vec<(Val, Place)>,
    ends: Vec<End>,
}

impl Group {
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.steps.iter().map(|(_, span)| *span).chain(self.ends.iter().map(|end| end.span))
    }

    /// Each thing that is done: in which lanes, and what it reads.
    pub(super) fn each(&self, mut f: impl FnMut(Span, &[Val])) {
        for (step, span) in &self.steps {
            let mut reads = Vec::new();
            step.operands(|v| reads.push(v));
            f(*span, &reads);
        }
        self.ends.iter().for_each(|end| f(end.span, &[end.value]));
    }
}

impl Transform<'_> {
    /// Builds what waits, as one loop over the lanes; at its end the homes take these values.
    pub(super) fn flush(&mut self, ends: &[End]) {
        let steps = std::mem::take(&mut self.pending);
        let moved = ends.iter().filter(|end| !end.span.is_none() && self.homes.get(&end.value) != Some(&end.home));
        let ends: Vec<End> = moved.cloned().collect();
        if steps.is_empty() && (ends.is_empty() || self.moves(&ends)) {
            return;
        }
        let leaving = self.leaving(&steps, &ends);
        let group = Group { steps, leaving, ends };
        for part in self.parts(&group) {
            self.part = part;
            self.over_part(part, |me, lane| me.lane(&group, lane));
            self.part = Part::default();
        }
    }

    fn lane(&mut self, group: &Group, lane: Val) {
        let mut local = HashMap::default();
        let part = self.part;
        for (step, _) in group.steps.iter().filter(|(_, span)| part.meets(*span)) {
            self.step(step, lane, &mut local);
        }
        for (v, place) in &group.leaving {
            if let Some(value) = local.get(v) {
                self.b.store(*place, vec![lane], *value);
            }
        }
        let ends = group.ends.iter().filter(|end| part.meets(end.span));
        let values: Vec<(&Home, Val)> =
            ends.map(|end| (&end.home, self.lane_of(end.value, lane, &mut local))).collect();
        for (to, value) in values {
            if !self.b.holds(to.place, &at(&to.index, lane), value) {
                self.b.store(to.place, at(&to.index, lane), value);
            }
        }
    }

    /// Homes for the values that are read outside of their loop.
    fn leaving(&mut self, steps: &[(Step, Span)], ends: &[End]) -> Vec<(Val, Place)> {
        let mut inside: HashMap<Val, u32> = HashMap::default();
        let mut count = |v: Val| *inside.entry(v).or_default() += 1;
        steps.iter().for_each(|(step, _)| step.operands(&mut count));
        ends.iter().for_each(|end| count(end.value));
        let mut leaving = Vec::new();
        for v in steps.iter().filter_map(|(step, _)| step.out()) {
            if self.facts.reads(v) > inside.get(&v).copied().unwrap_or_default() {
                let place = self.row(v, &[], PlaceKind::Local);
                self.fresh_home(place);
                self.homes.insert(v, Home { place, index: Vec::new() });
                leaving.push((v, place));
            }
        }
        leaving
    }

    /// Where nothing is computed and no home is read after it was written, whole rows are moved. Whether that is so.
    fn moves(&mut self, ends: &[End]) -> bool {
        let from = |v: Val| self.homes.get(&v).map(|home| home.place);
        let whole = |home: &Home| home.index.is_empty();
        let apart = ends.iter().all(|to| ends.iter().all(|end| from(end.value) != Some(to.home.place)));
        let is_there = |home: &Home| self.b.func.place(home.place).kind != PlaceKind::Tangent;
        let movable = |home: &Home| whole(home) && is_there(home);
        let rows = ends.iter().all(|end| whole(&end.home) && self.homes.get(&end.value).is_none_or(movable));
        if !(apart && rows) {
            return false;
        }
        for End { home, value, .. } in ends {
            let op = match self.homes.get(value) {
                Some(from) => Op::Copy { to: home.place, from: from.place },
                None => Op::Fill { place: home.place, value: self.shared(*value), from: None },
            };
            self.b.push(op, &[]);
        }
        true
    }

    /// A value that is the same in all lanes.
    fn shared(&mut self, v: Val) -> Val {
        if self.wide.val(v) { self.b.float(0.0, self.src.ty(v)) } else { self.map.val(v) }
    }

    pub(super) fn copy_lanes(&mut self, to: &Home, from: &Home) {
        self.each_lane(|me, lane| {
            let value = me.b.load(from.place, at(&from.index, lane));
            me.b.store(to.place, at(&to.index, lane), value);
        });
    }

    /// A loop over the lanes.
    pub(super) fn each_lane(&mut self, body: impl FnOnce(&mut Self, Val)) {
        self.over_lanes(false, body);
    }

    pub(super) fn over_lanes(&mut self, reversed: bool, body: impl FnOnce(&mut Self, Val)) {
        let hi = self.count();
        self.over(hi, "k", reversed, body);
    }

    /// A loop over `0..hi`.
    pub(super) fn over(&mut self, hi: Val, name: &str, reversed: bool, body: impl FnOnce(&mut Self, Val)) {
        let lo = self.b.int(0, Ty::USIZE);
        self.between(lo, hi, name, reversed, body);
    }

    pub(super) fn between(&mut self, lo: Val, hi: Val, name: &str, reversed: bool, body: impl FnOnce(&mut Self, Val)) {
        let index = self.b.fresh(Ty::USIZE, Some(Hint { text: name.into(), users: false }));
        self.b.open(vec![index]);
        body(self, index);
        let body = self.b.close(Vec::new());
        let range = Range { reversed, ..Range::plain(lo, hi) };
        self.b.push(Op::For { range, inits: Vec::new(), body, exits: false }, &[]);
    }

    fn step(&mut self, step: &Step, lane: Val, local: &mut HashMap<Val, Val>) {
        match step {
            Step::Pure(pure, out) => {
                let mut operands = Vec::new();
                pure.operands(|v| operands.push(v));
                let lanes: Vec<Val> = operands.into_iter().map(|v| self.lane_of(v, lane, local)).collect();
                let mut lanes = lanes.into_iter();
                let pure = pure.map(|_| lanes.next().expect("a lane for each operand"), |p| p);
                let (ty, whole) = (self.src.ty(*out), self.part == Part::default());
                // Of a part more is known than of all lanes.
                let value = if whole { self.b.pure(pure, ty) } else { loosely(&mut self.b, |b| b.pure(pure, ty)) };
                self.define(*out, value, local);
            }
            Step::Load { place, index, out } => {
                let value = match self.unit(*place, index) {
                    Some(one) => one,
                    None => self.b.load(*place, at(index, lane)),
                };
                self.define(*out, value, local);
            }
            Step::Store { place, index, value } => {
                let value = self.lane_of(*value, lane, local);
                self.b.store(*place, at(index, lane), value);
            }
            Step::Accumulate { place, index, value } => {
                let value = self.lane_of(*value, lane, local);
                self.b.accumulate(*place, at(index, lane), value);
            }
        }
    }

    fn define(&mut self, out: Val, value: Val, local: &mut HashMap<Val, Val>) {
        copy::name(&mut self.b, self.src, out, value);
        local.insert(out, value);
    }

    /// A value in one lane; what is not wide is the same in all.
    pub(super) fn lane_of(&mut self, v: Val, lane: Val, local: &mut HashMap<Val, Val>) -> Val {
        if let Some(value) = local.get(&v) {
            return *value;
        }
        if self.wide.val(v) && !self.part.meets(self.live(v)) {
            return self.b.float(0.0, self.src.ty(v));
        }
        let Some(home) = self.homes.get(&v).cloned() else { return self.map.val(v) };
        let value = self.b.load(home.place, at(&home.index, lane));
        copy::name(&mut self.b, self.src, v, value);
        local.insert(v, value);
        value
    }
}

/// An index with the lane behind it.
pub(super) fn at(index: &[Val], lane: Val) -> Vec<Val> {
    index.iter().copied().chain([lane]).collect()
}
