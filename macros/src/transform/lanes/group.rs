//! Wide instructions that wait, and the loops over the lanes that they end in.

use super::{Home, Transform};
use crate::ir::hash::Map as HashMap;
use crate::ir::{Hint, Op, Place, PlaceKind, Pure, Range, Ty, Val};
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

impl Transform<'_> {
    /// Builds what waits, as one loop over the lanes; at its end the homes take these values.
    pub(super) fn flush(&mut self, ends: &[(Home, Val)]) {
        let steps = std::mem::take(&mut self.pending);
        let ends: Vec<&(Home, Val)> = ends.iter().filter(|(to, v)| self.homes.get(v) != Some(to)).collect();
        if steps.is_empty() && (ends.is_empty() || self.moves(&ends)) {
            return;
        }
        let leaving = self.leaving(&steps, &ends);
        self.each_lane(|me, lane| {
            let mut local = HashMap::default();
            for step in &steps {
                me.step(step, lane, &mut local);
            }
            for (v, place) in &leaving {
                me.b.store(*place, vec![lane], local[v]);
            }
            let values: Vec<Val> = ends.iter().map(|(_, v)| me.lane_of(*v, lane, &mut local)).collect();
            for ((to, _), value) in ends.iter().zip(values) {
                me.b.store(to.place, at(&to.index, lane), value);
            }
        });
    }

    /// Homes for the values that are read outside of their loop.
    fn leaving(&mut self, steps: &[Step], ends: &[&(Home, Val)]) -> Vec<(Val, Place)> {
        let mut inside: HashMap<Val, u32> = HashMap::default();
        let mut count = |v: Val| *inside.entry(v).or_default() += 1;
        steps.iter().for_each(|step| step.operands(&mut count));
        ends.iter().for_each(|(_, v)| count(*v));
        let mut leaving = Vec::new();
        for v in steps.iter().filter_map(Step::out) {
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
    fn moves(&mut self, ends: &[&(Home, Val)]) -> bool {
        let from = |v: &Val| self.homes.get(v).map(|home| home.place);
        let whole = |home: &Home| home.index.is_empty();
        let apart = ends.iter().all(|(to, _)| ends.iter().all(|(_, v)| from(v) != Some(to.place)));
        let rows = ends.iter().all(|(to, v)| whole(to) && self.homes.get(v).is_none_or(whole));
        if !(apart && rows) {
            return false;
        }
        for (to, v) in ends {
            let op = match self.homes.get(v) {
                Some(from) => Op::Copy { to: to.place, from: from.place },
                None => Op::Fill { place: to.place, value: self.map.val(*v), from: None },
            };
            self.b.push(op, &[]);
        }
        true
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
        let index = self.b.fresh(Ty::USIZE, Some(Hint { text: name.into(), users: false }));
        self.b.open(vec![index]);
        body(self, index);
        let body = self.b.close(Vec::new());
        let range = Range { lo, hi, inclusive: false, step: None, reversed, step_after: false };
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
                let value = self.b.pure(pure, self.src.ty(*out));
                self.define(*out, value, local);
            }
            Step::Load { place, index, out } => {
                let value = self.b.load(*place, at(index, lane));
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
