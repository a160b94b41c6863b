//! Several directions at a time: a function that runs for several contents of some of its parameters at once.
//!
//! The source depends on the marked parameters in floats only: no condition or index does, and of calls the tangents alone. Then everything that depends
//! on them (the *wide* values and places) falls apart into lanes, one for each content, and the rest is shared.
//! That is so for the tangents of a forward derivative, and for the adjoints of a reverse sweep that is given its seeds.
//!
//! Wide instructions of a block wait and are gathered into one loop over the lanes, as late as the next branch or loop that has
//! wide values in it. A wide value that is read outside of its loop has a *home*: a local array with an entry for each lane.
//! A wide place has the lanes as its last axis.

mod call;
mod flow;
mod group;
mod part;
mod products;
mod spans;
mod whole;
mod wide;

use super::activity::{Activity, touches};
use super::copy::{self, Map};
use super::simplify::dead::drop_dead;
use super::simplify::rules::rules;
use crate::ir::hash::Map as HashMap;
use crate::ir::{
    BlockId, Builder, Dim, Func, Hint, Init, Inst, Op, Param, Place, PlaceInfo, PlaceKind, Pure, ResultItem, Ty, Val,
};
use group::{End, Step};
use part::Part;
pub(crate) use spans::Units;
use spans::{Span, Spans};
use wide::Facts;

/// Where the marks are: parameters that have an entry for each lane, and results that are to have one.
pub(crate) struct Marks {
    pub(crate) params: Vec<bool>,
    pub(crate) results: Vec<bool>,
    /// Which of them are unit vectors.
    pub(crate) units: Units,
}

/// The function for `width` lanes. Marked parameters and results become places with the lanes as their last axis:
/// a number `[width]`, elements `[number of elements, width]`. Nothing where the source is not of the kind.
pub(crate) fn lanes(src: Func, marks: &Marks, width: Dim) -> Option<Func> {
    let src = drop_dead(products::gathered(drop_dead(src), marks));
    let (wide, facts) = (wide::wide(&src, marks)?, Facts::of(&src));
    let spans = Spans::of(&src, &wide, marks, width);
    let mut t = Transform {
        flat: wide::flattened(&src, &wide),
        src: &src,
        b: Builder::new(rules),
        map: Map::default(),
        wide,
        facts,
        spans,
        units: HashMap::default(),
        part: Part::default(),
        width,
        homes: HashMap::default(),
        extents: HashMap::default(),
        shapes: HashMap::default(),
        pending: Vec::new(),
        here: src.body,
    };
    t.params(&marks.params);
    t.units = spans::units(&src, marks).map(|(p, first)| (t.map.place(p), first)).collect();
    t.block(src.body, &[]);
    Some(t.finish(&marks.results))
}

struct Transform<'a> {
    src: &'a Func,
    b: Builder,
    map: Map,
    wide: Activity,
    facts: Facts,
    /// The lanes that are computed, where they are not all.
    spans: Option<Spans>,
    /// The places that hold unit vectors, and their first directions.
    units: HashMap<Place, u64>,
    /// The lanes that are being built.
    part: Part,
    width: Dim,
    homes: HashMap<Val, Home>,
    /// Wide locals whose other axes become one, and the extents of these.
    flat: Vec<bool>,
    extents: HashMap<Place, Vec<Val>>,
    /// Places whose extents are those of a parameter.
    shapes: HashMap<Place, Place>,
    /// Wide instructions of the open block that are still to be built.
    pending: Vec<(Step, Span)>,
    /// The block of the source that is being built.
    here: BlockId,
}

/// Where a wide value is kept: all lanes of a place at an index.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Home {
    place: Place,
    index: Vec<Val>,
}

impl Transform<'_> {
    fn params(&mut self, marks: &[bool]) {
        self.b.func.constants.clone_from(&self.src.constants);
        self.b.func.partial.clone_from(&self.src.partial);
        self.b.func.effects.clone_from(&self.src.effects);
        self.b.func.reassociate = self.src.reassociate;
        if let Dim::Named(origin) = self.width {
            self.b.func.constants.push(origin);
        }
        for (param, mark) in self.src.params.iter().zip(marks) {
            let param = if *mark { Param::Array(self.wide_param(param)) } else { self.plain_param(param) };
            self.b.func.params.push(param);
        }
    }

    fn plain_param(&mut self, param: &Param) -> Param {
        let mut fresh = |v: &Val| copy::fresh(&mut self.b, self.src, &mut self.map, *v);
        match param {
            Param::Scalar(v) => Param::Scalar(fresh(v)),
            Param::Elements(vals) => Param::Elements(vals.iter().map(fresh).collect()),
            Param::Array(p) => Param::Array(copy::declare(&mut self.b, self.src, &mut self.map, *p)),
        }
    }

    fn wide_param(&mut self, param: &Param) -> Place {
        match param {
            Param::Scalar(v) => {
                let place = self.row(*v, &[], PlaceKind::Input);
                self.homes.insert(*v, Home { place, index: Vec::new() });
                place
            }
            Param::Elements(vals) => {
                let place = self.row(vals[0], &[Dim::Lit(vals.len() as u64)], PlaceKind::Input);
                for (k, v) in vals.iter().enumerate() {
                    let at = self.b.int(k as i128, Ty::USIZE);
                    self.homes.insert(*v, Home { place, index: vec![at] });
                }
                place
            }
            Param::Array(p) => self.place(*p),
        }
    }

    /// The lanes of a value as a place, or of several in a row.
    fn row(&mut self, v: Val, before: &[Dim], kind: PlaceKind) -> Place {
        let info = self.src.val(v);
        let hint = info.hint.as_ref().map(|hint| Hint { text: hint.text.clone(), users: false });
        let dims = before.iter().copied().chain([self.width]).collect();
        self.b.new_place(PlaceInfo { elem: info.ty, dims, kind, hint, origin: info.origin, shape: 0 })
    }

    /// A wide place.
    fn place(&mut self, p: Place) -> Place {
        if let Some(place) = self.map.places.get(&p) {
            return *place;
        }
        let mut info = self.src.place(p).clone();
        if self.flat[p.0 as usize] {
            info.dims = vec![Dim::Dyn];
        }
        if info.kind != PlaceKind::Stack {
            info.dims.push(self.width);
        }
        let place = self.b.new_place(info);
        self.map.places.insert(p, place);
        place
    }

    /// The number of lanes.
    fn count(&mut self) -> Val {
        match self.width {
            Dim::Lit(n) => self.b.int(i128::from(n), Ty::USIZE),
            Dim::Named(origin) => self.b.pure(Pure::Opaque(origin, Vec::new(), Vec::new()), Ty::USIZE),
            Dim::Dyn | Dim::Inferred | Dim::Whole => unreachable!("the number of lanes is a constant"),
        }
    }

    /// An index of a wide place, without the lane.
    fn index(&mut self, p: Place, index: &[Val]) -> Vec<Val> {
        let index: Vec<Val> = index.iter().map(|v| self.map.val(*v)).collect();
        if !self.flat[p.0 as usize] {
            return index;
        }
        let extents = self.extents[&p].clone();
        let at = index.iter().zip(&extents).skip(1).fold(index[0], |at, (i, extent)| {
            let row = self.b.mul(at, *extent);
            self.b.add(row, *i)
        });
        vec![at]
    }

    /// The place whose extents another one has.
    fn shape(&self, p: Place) -> Place {
        self.shapes.get(&p).copied().unwrap_or(p)
    }

    // ---- instructions

    /// Builds a block; at its end the homes take these values.
    fn block(&mut self, block: BlockId, ends: &[End]) {
        let outer = std::mem::replace(&mut self.here, block);
        let waiting = std::mem::take(&mut self.pending);
        let src = self.src;
        for inst in &src.block(block).insts {
            self.inst(inst);
        }
        self.flush(ends);
        self.pending = waiting;
        self.here = outer;
    }

    fn inst(&mut self, inst: &Inst) {
        match &inst.op {
            Op::If { .. } | Op::For { .. } | Op::While { .. } => self.flow(inst),
            _ if !touches(self.src, &self.wide, inst) => self.narrow(inst),
            Op::Pure(pure) => self.wait(Step::Pure(pure.clone(), inst.outs[0]), self.live(inst.outs[0])),
            Op::Load { place, index } => {
                let (index, place) = (self.index(*place, index), self.place(*place));
                self.wait(Step::Load { place, index, out: inst.outs[0] }, self.live(inst.outs[0]));
            }
            Op::Store { place, index, value } => {
                let span = self.spans.as_ref().map_or(Span::ALL, |spans| spans.stored(*place, index));
                let (index, place) = (self.index(*place, index), self.place(*place));
                self.wait(Step::Store { place, index, value: *value }, span);
            }
            Op::Accumulate { place, index, value } => {
                let span = self.spans.as_ref().map_or(Span::ALL, |spans| spans.added(*place, index, *value));
                let (index, place) = (self.index(*place, index), self.place(*place));
                self.wait(Step::Accumulate { place, index, value: *value }, span);
            }
            Op::Call(call) => self.call(inst, call),
            Op::Push { place, value } => self.push(*place, *value),
            Op::Pop { place } => self.pop(*place, inst.outs[0]),
            op => self.whole(op),
        }
    }

    /// The lanes of a wide value that are computed: it is zero in all others, or nobody asks.
    fn live(&self, v: Val) -> Span {
        self.spans.as_ref().map_or(Span::ALL, |spans| spans.live(v))
    }

    fn wait(&mut self, step: Step, span: Span) {
        if !span.is_none() {
            self.pending.push((step, span));
        }
    }

    /// An instruction that all lanes share.
    fn narrow(&mut self, inst: &Inst) {
        if let Some(p) = inst.op.measured().filter(|p| self.wide.place(*p)) {
            self.place(p);
        }
        if let Op::Alloc { place, init: Init::ZerosLike(like), .. } = &inst.op {
            let like = self.shape(*like);
            if !self.src.place(like).kind.is_local() {
                self.shapes.insert(*place, like);
            }
        }
        copy::leaf(&mut self.b, self.src, &mut self.map, inst);
    }

    // ---- results

    fn finish(mut self, wide: &[bool]) -> Func {
        let mut yields = self.src.block(self.src.body).yields.iter();
        let (mut scalars, mut results, mut taken) = (Vec::new(), Vec::new(), Vec::new());
        for (item, wide) in self.src.results.iter().zip(wide) {
            results.push(match item {
                ResultItem::Array(p) => ResultItem::Array(self.map.place(*p)),
                ResultItem::Scalar => {
                    let v = *yields.next().expect("a yield for each scalar result");
                    if *wide {
                        let place = self.result(v, &taken);
                        taken.push(place);
                        ResultItem::Array(place)
                    } else {
                        scalars.push(self.map.val(v));
                        ResultItem::Scalar
                    }
                }
            });
        }
        self.b.func.results = results;
        self.b.finish(scalars)
    }

    /// A value as a result: its home, if that is nobody else's.
    fn result(&mut self, v: Val, taken: &[Place]) -> Place {
        let home = self.homes.get(&v).cloned();
        let is_local = |home: &Home| self.b.func.place(home.place).kind == PlaceKind::Local && home.index.is_empty();
        match home {
            Some(home) if is_local(&home) && !taken.contains(&home.place) => home.place,
            _ => self.new_home(v, v).place,
        }
    }

    /// A home for what begins as another value.
    fn new_home(&mut self, v: Val, init: Val) -> Home {
        let place = self.row(v, &[], PlaceKind::Local);
        match self.homes.get(&init).cloned() {
            Some(Home { place: from, index }) if index.is_empty() => {
                self.b.alloc(place, Vec::new(), Init::Copy(from));
            }
            Some(from) => {
                self.fresh_home(place);
                self.copy_lanes(&Home { place, index: Vec::new() }, &from);
            }
            None if self.wide.val(init) => self.fresh_home(place),
            None => {
                let value = self.map.val(init);
                self.b.alloc(place, Vec::new(), Init::Fill(value));
            }
        }
        Home { place, index: Vec::new() }
    }

    /// Brings a home into being that will be written as a whole.
    fn fresh_home(&mut self, place: Place) {
        let zero = self.b.float(0.0, self.b.func.place(place).elem);
        self.b.alloc(place, Vec::new(), Init::Fill(zero));
    }
}
