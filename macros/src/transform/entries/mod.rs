//! The Hessian entry by entry: for a function whose gradient is straight-line code, branches, and loops that only add to it.
//!
//! Every element that is read is a direction of its own ([`slots::Slot`]), for as long as its index is in scope. A value has tangents in
//! the few directions that it depends on. Where the gradient adds to an element, its tangents are added to a row of the
//! Hessian: a sum over neighbours has a band, a sum over pairs has blocks, and nothing is computed for what is zero.

mod call;
mod flow;
mod rows;
mod slots;

use super::activity::{self, Activity};
use super::chain::{Gates, loosely};
use super::copy::{self, Map};
use super::simplify::dead::drop_dead;
use super::simplify::rules::rules;
use crate::ir::hash::{Map as HashMap, Set as HashSet};
use crate::ir::{
    BlockId, Builder, Call, Dim, Func, Hint, Inst, Op, Origin, Param, Place, PlaceInfo, PlaceKind, Pure, ResultItem,
    Ty, Val,
};
use rows::Rows;
use slots::{Order, Slot};

/// What the entries of a Hessian are added to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A square, flat and row-major: all of them.
    Square,
    /// Something with rows and columns: those of the lower triangle, and of pairs in an order that depends on the run both.
    Rows,
}

/// The entries of a Hessian, added to a place that is given.
pub(crate) struct Entries {
    pub(crate) func: Func,
    pub(crate) target: Place,
    /// Entries on both sides of the diagonal were added by themselves, and may differ by rounding.
    pub(crate) mirrored: bool,
}

/// `gradient` is a reverse transform with its arrays written for the caller; `marks` are those of the parameters it is taken with
/// respect to, all of type `ty`. `None` where the entries cannot be seen.
pub(crate) fn entries(gradient: Func, marks: &[bool], ty: Ty, to: Target) -> Option<Entries> {
    let src = without_value(gradient);
    let mut padded = marks.to_vec();
    padded.resize(src.params.len(), false);
    let mut t = Transform {
        varied: activity::varied(&src, &padded),
        rows: Rows::of(&src),
        src: &src,
        b: Builder::new(rules),
        map: Map::default(),
        tangents: HashMap::default(),
        unknown: HashSet::default(),
        gates: Gates::default(),
        places: HashMap::default(),
        bars: HashMap::default(),
        starts: Vec::new(),
        size: Val(0),
        to,
        target: Place(0),
        outputs: Vec::new(),
        mirrored: false,
        first_phases: HashMap::default(),
        states: HashMap::default(),
    };
    t.params(marks, ty);
    t.block(src.body)?;
    t.results()?;
    let (target, mirrored) = (t.target, t.mirrored);
    Some(Entries { func: t.b.finish(Vec::new()), target, mirrored })
}

/// The adjoints alone.
fn without_value(mut gradient: Func) -> Func {
    let body = gradient.body.0 as usize;
    gradient.blocks[body].yields.remove(0);
    gradient.results.retain(|item| matches!(item, ResultItem::Scalar));
    gradient.results.pop();
    drop_dead(gradient)
}

struct Transform<'a> {
    src: &'a Func,
    b: Builder,
    map: Map,
    /// The derivatives of a value of the source in its directions.
    tangents: HashMap<Val, Vec<(Slot, Val)>>,
    /// Values that depend on more than can be said.
    unknown: HashSet<Val>,
    varied: Activity,
    rows: Rows,
    gates: Gates,
    /// The parameters that are arrays, by place.
    places: HashMap<Place, usize>,
    /// The adjoints that are written, and whose they are.
    bars: HashMap<Place, usize>,
    /// For each parameter where it begins in the point.
    starts: Vec<Option<Val>>,
    size: Val,
    to: Target,
    target: Place,
    /// What the adjoints that are results belong to.
    outputs: Vec<Slot>,
    mirrored: bool,
    /// The first phases of calls, by their states, and the states with tangents in a direction.
    first_phases: HashMap<Val, (Inst, Call)>,
    states: HashMap<(Val, Slot), Val>,
}

impl Transform<'_> {
    // ---- parameters

    fn params(&mut self, marks: &[bool], ty: Ty) {
        let src = self.src;
        self.b.func.constants.clone_from(&src.constants);
        self.b.func.partial.clone_from(&src.partial);
        self.b.func.effects.clone_from(&src.effects);
        self.b.func.reassociate = src.reassociate;
        let (own, bars) = src.params.split_at(marks.len());
        for (at, param) in own.iter().enumerate() {
            let copy = self.param(at, param, marks[at]);
            self.b.func.params.push(copy);
        }
        let (kind, axes) = match self.to {
            Target::Square => (PlaceKind::InOut, 1),
            Target::Rows => (PlaceKind::Sink, 2),
        };
        self.target = self.b.new_place(PlaceInfo {
            elem: ty,
            dims: vec![Dim::Dyn; axes],
            kind,
            hint: Some(Hint { text: "h".into(), users: false }),
            origin: Origin::NOWHERE,
            shape: 0,
        });
        self.b.func.params.push(Param::Array(self.target));
        let arrays = own.iter().enumerate().filter(|(at, p)| marks[*at] && matches!(p, Param::Array(_)));
        for ((at, _), bar) in arrays.zip(bars) {
            if let Param::Array(bar) = bar {
                self.bars.insert(*bar, at);
            }
        }
        self.measure(marks);
    }

    fn param(&mut self, at: usize, param: &Param, marked: bool) -> Param {
        match param {
            Param::Scalar(v) => Param::Scalar(self.number(Slot::number(at, 0), *v, marked)),
            Param::Elements(vals) => {
                let vals = vals.iter().enumerate().map(|(k, v)| self.number(Slot::number(at, k), *v, marked));
                Param::Elements(vals.collect())
            }
            Param::Array(p) => {
                if marked {
                    self.places.insert(*p, at);
                }
                Param::Array(copy::declare(&mut self.b, self.src, &mut self.map, *p))
            }
        }
    }

    fn number(&mut self, slot: Slot, v: Val, marked: bool) -> Val {
        let copy = copy::fresh(&mut self.b, self.src, &mut self.map, v);
        if marked {
            self.outputs.push(slot.clone());
            let one = self.b.float(1.0, self.src.ty(v));
            self.tangents.insert(v, vec![(slot, one)]);
        }
        copy
    }

    /// Where each parameter begins in the point, and how long that is.
    fn measure(&mut self, marks: &[bool]) {
        let mut end = self.b.int(0, Ty::USIZE);
        for (param, marked) in self.b.func.params.clone().iter().zip(marks) {
            self.starts.push(marked.then_some(end));
            if *marked {
                let len = self.len_of(param);
                end = self.b.add(end, len);
            }
        }
        self.size = end;
    }

    fn len_of(&mut self, param: &Param) -> Val {
        match param {
            Param::Scalar(_) => self.b.int(1, Ty::USIZE),
            Param::Elements(vals) => self.b.int(vals.len() as i128, Ty::USIZE),
            Param::Array(p) => {
                let axes = self.b.func.place(*p).dims.len();
                let mut len = self.extent(*p, 0);
                for axis in 1..axes {
                    let extent = self.extent(*p, axis);
                    len = self.b.mul(len, extent);
                }
                len
            }
        }
    }

    fn extent(&mut self, p: Place, axis: usize) -> Val {
        match self.b.func.place(p).dims[axis] {
            Dim::Lit(n) => self.b.int(n.into(), Ty::USIZE),
            _ => self.b.length(p, axis),
        }
    }

    // ---- instructions

    fn block(&mut self, block: BlockId) -> Option<()> {
        let src = self.src;
        src.block(block).insts.iter().try_for_each(|inst| self.inst(inst))
    }

    fn inst(&mut self, inst: &Inst) -> Option<()> {
        match &inst.op {
            Op::Pure(pure) => self.pure(pure, inst),
            Op::Load { place, .. } if self.bars.contains_key(place) => None,
            Op::Load { place, index } => {
                self.copy(inst);
                self.read(*place, index, inst.outs[0])
            }
            Op::Accumulate { place, index, value } if self.bars.contains_key(place) => {
                let index = index.iter().map(|v| self.map.val(*v)).collect();
                self.add_row(&Slot { param: self.bars[place], element: 0, index }, *value, false)
            }
            Op::Fill { place, .. } if self.bars.contains_key(place) => Some(()),
            Op::If { cond, then, otherwise } => self.branch(inst, *cond, *then, *otherwise),
            Op::For { .. } => self.counted(inst),
            Op::While { .. } | Op::Suspend { .. } | Op::Splice(_) => None,
            op => {
                let mut inactive = !op.written().iter().chain(&op.read()).any(|p| self.is_active(*p));
                op.operands(|v| inactive &= !self.varied.val(v));
                match op {
                    Op::Call(call) if !inactive => self.call(inst, call),
                    _ => inactive.then(|| self.copy(inst)),
                }
            }
        }
    }

    fn is_active(&self, p: Place) -> bool {
        self.varied.place(p) || self.bars.contains_key(&p) || self.places.contains_key(&p)
    }

    fn copy(&mut self, inst: &Inst) {
        copy::leaf(&mut self.b, self.src, &mut self.map, inst);
    }

    /// An element that is read is a direction.
    fn read(&mut self, place: Place, index: &[Val], out: Val) -> Option<()> {
        let Some(param) = self.places.get(&place).copied() else {
            return (!self.varied.place(place)).then_some(());
        };
        let index = index.iter().map(|v| self.map.val(*v)).collect();
        let one = self.b.float(1.0, self.src.ty(out));
        self.tangents.insert(out, vec![(Slot { param, element: 0, index }, one)]);
        Some(())
    }

    fn pure(&mut self, pure: &Pure, inst: &Inst) -> Option<()> {
        let out = inst.outs[0];
        self.copy(inst);
        if self.src.ty(out).is_float() && self.varied.val(out) {
            let mut operands = Vec::new();
            pure.operands(|v| operands.push(v));
            if operands.iter().any(|v| self.unknown.contains(v)) {
                self.unknown.insert(out);
            } else {
                self.differentiate(pure, &operands, out);
            }
        }
        self.join_terms(pure, out)
    }

    fn differentiate(&mut self, pure: &Pure, operands: &[Val], out: Val) {
        let mut tangents = Vec::new();
        for slot in self.slots_of(operands) {
            if let Some(dot) = self.tangent(pure, operands, out, &slot)
                && self.b.known_float(dot) != Some(0.0)
            {
                tangents.push((slot, dot));
            }
        }
        self.tangents.insert(out, tangents);
    }

    fn slots_of(&self, vals: &[Val]) -> Vec<Slot> {
        let mut slots: Vec<Slot> = Vec::new();
        for (slot, _) in vals.iter().filter_map(|v| self.tangents.get(v)).flatten() {
            if !slots.contains(slot) {
                slots.push(slot.clone());
            }
        }
        slots
    }

    fn dot(&self, v: Val, slot: &Slot) -> Option<Val> {
        self.tangents.get(&v)?.iter().find(|(s, _)| s == slot).map(|(_, dot)| *dot)
    }

    fn tangent(&mut self, pure: &Pure, operands: &[Val], out: Val, slot: &Slot) -> Option<Val> {
        match pure {
            Pure::Cast(x) => {
                let (dot, ty) = (self.dot(*x, slot)?, self.src.ty(out));
                return Some(self.gates.cast(&mut self.b, dot, ty));
            }
            Pure::Select(c, x, y) => return Some(self.choice(*c, *x, *y, slot)),
            _ => {}
        }
        let value = self.map.val(out);
        let copied = pure.map(|v| self.map.val(v), |p| self.map.place(p));
        let mut terms = Vec::new();
        for (k, operand) in operands.iter().enumerate() {
            if let Some(d) = self.dot(*operand, slot) {
                terms.extend(self.gates.pull(&mut self.b, &copied, k, d, value));
            }
        }
        self.gates.sum(&mut self.b, &terms)
    }

    fn choice(&mut self, c: Val, x: Val, y: Val, slot: &Slot) -> Val {
        let (dx, dy) = (self.dot(x, slot), self.dot(y, slot));
        let zero = self.b.float(0.0, self.src.ty(x));
        let (c, a, z) = (self.map.val(c), dx.unwrap_or(zero), dy.unwrap_or(zero));
        let dot = loosely(&mut self.b, |b| b.select(c, a, z));
        if [dx, dy].iter().any(|d| d.is_none_or(|v| self.gates.is(v))) {
            self.gates.mark(dot);
        }
        dot
    }

    // ---- rows of the square

    fn results(&mut self) -> Option<()> {
        let yields = self.src.block(self.src.body).yields.clone();
        for (row, v) in self.outputs.clone().iter().zip(yields) {
            self.join(row, v, false)?;
        }
        Some(())
    }

    /// Adds the tangents of what is added to a row, unless its own terms have been added where they were computed.
    fn join(&mut self, row: &Slot, v: Val, minus: bool) -> Option<()> {
        if self.rows.passes(v) { Some(()) } else { self.add_row(row, v, minus) }
    }

    fn add_row(&mut self, row: &Slot, v: Val, minus: bool) -> Option<()> {
        if self.unknown.contains(&v) {
            return None;
        }
        for (slot, dot) in self.tangents.get(&v).cloned().unwrap_or_default() {
            let order = row.order(&slot, &self.b);
            if order == Order::Before {
                continue;
            }
            let dot = if minus { loosely(&mut self.b, |b| b.neg(dot)) } else { dot };
            self.add_entry(row, &slot, dot);
            match order {
                Order::After if self.to == Target::Square => self.add_entry(&slot, row, dot),
                Order::Unknown => self.mirrored = true,
                Order::After | Order::Before | Order::Same => {}
            }
        }
        Some(())
    }

    fn add_entry(&mut self, row: &Slot, column: &Slot, dot: Val) {
        let (row, column) = (self.position(row), self.position(column));
        let index = match self.to {
            Target::Rows => vec![row, column],
            Target::Square => {
                let start = self.b.mul(row, self.size);
                vec![self.b.add(start, column)]
            }
        };
        self.b.accumulate(self.target, index, dot);
    }

    /// Where an element is in the point.
    fn position(&mut self, slot: &Slot) -> Val {
        let start = self.starts[slot.param].expect("the parameter is selected");
        let Param::Array(p) = self.b.func.params[slot.param] else {
            let element = self.b.int(slot.element as i128, Ty::USIZE);
            return self.b.add(start, element);
        };
        let mut at = slot.index[0];
        for (axis, index) in slot.index.iter().enumerate().skip(1) {
            let extent = self.extent(p, axis);
            let row = self.b.mul(at, extent);
            at = self.b.add(row, *index);
        }
        self.b.add(start, at)
    }
}
