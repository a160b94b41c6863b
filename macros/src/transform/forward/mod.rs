//! Forward mode: every value with its tangents, in one or several directions at a time.

mod call;
mod flow;

use super::activity::{self, Activity};
use super::chain::{Gates, loosely};
use super::copy::{self, Map};
use super::rule;
use super::simplify::rules::rules;
use crate::ir::hash::Map as HashMap;
use crate::ir::{BlockId, Builder, Dim, Func, Hint, Init, Inst, Op, Param, Place, PlaceKind, Pure, ResultItem, Val};

/// Where the tangent of a parameter comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Seed {
    /// It is constant.
    None,
    /// A place that the source writes, whose content at entry is constant.
    Fresh,
    /// A parameter of the new function, after the old ones; only with one direction.
    Param,
    /// The same, where the caller may have nothing to give: a zero that stays zero at singular points.
    Optional,
    /// One in this direction and zero in the others; the elements of an array take the directions that follow.
    Unit(usize),
}

pub(crate) struct Forward {
    pub(crate) func: Func,
    /// The tangent of each parameter of the source, where the new function has one.
    /// A place that the source writes has one too: its tangent is written.
    #[cfg_attr(not(test), expect(dead_code, reason = "what the random programs ask for"))]
    pub(crate) dots: Vec<Option<Param>>,
}

/// Yields of the result: those of the source, then for each direction their tangents. Array results are followed by theirs.
pub(crate) fn forward(src: &Func, seeds: &[Seed], directions: usize) -> Forward {
    if let Some(stated) = &src.rule {
        return rule::forward(src, stated, seeds);
    }
    let marks: Vec<bool> = seeds.iter().map(|s| !matches!(s, Seed::None | Seed::Fresh)).collect();
    let mut t = Transform {
        src,
        b: Builder::new(rules),
        map: Map::default(),
        directions,
        dots: HashMap::default(),
        place_dots: HashMap::default(),
        varied: activity::varied(src, &marks),
        gates: Gates::default(),
    };
    copy::params(&mut t.b, src, &mut t.map);
    let dots = t.seed(seeds);
    t.block(src.body);
    t.finish(dots)
}

struct Transform<'a> {
    src: &'a Func,
    b: Builder,
    map: Map,
    directions: usize,
    /// The tangents of values of the source, by direction; `None` is zero.
    dots: HashMap<Val, Vec<Option<Val>>>,
    place_dots: HashMap<Place, Vec<Place>>,
    varied: Activity,
    gates: Gates,
}

impl Transform<'_> {
    fn finish(mut self, dots: Vec<Option<Param>>) -> Forward {
        let src = self.src;
        let yields = &src.block(src.body).yields;
        let mut all: Vec<Val> = yields.iter().map(|v| self.map.val(*v)).collect();
        for direction in 0..self.directions {
            for v in yields {
                all.push(self.dot_or_itself(*v, direction));
            }
        }
        let mut results = Vec::new();
        for item in &src.results {
            results.push(match item {
                ResultItem::Scalar => ResultItem::Scalar,
                ResultItem::Array(p) => ResultItem::Array(self.map.place(*p)),
            });
        }
        for direction in 0..self.directions {
            for item in &src.results {
                results.push(match item {
                    ResultItem::Scalar => ResultItem::Scalar,
                    ResultItem::Array(p) if !self.src.place(*p).elem.is_float() => {
                        ResultItem::Array(self.map.place(*p))
                    }
                    ResultItem::Array(p) => ResultItem::Array(self.zero_or_place_dot(*p, direction)),
                });
            }
        }
        self.b.func.results = results;
        Forward { func: self.b.finish(all), dots }
    }

    // ---- tangents of parameters

    fn seed(&mut self, seeds: &[Seed]) -> Vec<Option<Param>> {
        let mut dots = Vec::new();
        for (param, seed) in self.src.params.iter().zip(seeds) {
            let dot = match (param, seed) {
                (Param::Array(p), _) if self.is_written(*p) => Some(self.array_param(*p, self.src.place(*p).kind)),
                (_, Seed::None | Seed::Fresh) => None,
                (Param::Scalar(v), Seed::Param | Seed::Optional) => Some(Param::Scalar(self.scalar_param(*v, *seed))),
                (Param::Elements(vals), Seed::Param | Seed::Optional) => {
                    Some(Param::Elements(vals.iter().map(|v| self.scalar_param(*v, *seed)).collect()))
                }
                (Param::Array(p), Seed::Optional) => Some(self.array_param(*p, PlaceKind::Tangent)),
                (Param::Array(p), _) => Some(self.array_param(*p, PlaceKind::Input)),
                (Param::Scalar(v), Seed::Unit(direction)) => self.unit(*v, *direction),
                (Param::Elements(vals), Seed::Unit(first)) => {
                    vals.iter().enumerate().for_each(|(k, v)| drop(self.unit(*v, first + k)));
                    None
                }
            };
            self.b.func.params.extend(dot.clone());
            dots.push(dot);
        }
        for (dot, seed) in dots.iter().zip(seeds) {
            if let (Some(Param::Array(dot)), Seed::Fresh) = (dot, seed) {
                self.clear(*dot);
            }
        }
        dots
    }

    fn is_written(&self, p: Place) -> bool {
        matches!(self.src.place(p).kind, PlaceKind::InOut | PlaceKind::Sink)
    }

    fn scalar_param(&mut self, v: Val, seed: Seed) -> Val {
        let hint = self.hint(v);
        let dot = self.b.fresh(self.src.ty(v), hint);
        if seed == Seed::Optional {
            self.gates.mark(dot);
        }
        self.dots.insert(v, vec![Some(dot)]);
        dot
    }

    fn array_param(&mut self, p: Place, kind: PlaceKind) -> Param {
        let dot = copy::companion(&mut self.b, self.src, p, "_dot", kind);
        self.place_dots.insert(p, vec![dot]);
        Param::Array(dot)
    }

    fn unit(&mut self, v: Val, direction: usize) -> Option<Param> {
        let one = self.b.float(1.0, self.src.ty(v));
        let mut dots = vec![None; self.directions];
        dots[direction] = Some(one);
        self.dots.insert(v, dots);
        None
    }

    fn hint(&self, v: Val) -> Option<Hint> {
        let hint = self.src.val(v).hint.as_ref()?;
        Some(Hint { text: format!("{}_dot", hint.text).into(), users: false })
    }

    // ---- tangents of values and places

    fn dot(&self, v: Val, direction: usize) -> Option<Val> {
        self.dots.get(&v).and_then(|dots| dots[direction])
    }

    fn dot_or_zero(&mut self, v: Val, direction: usize) -> Val {
        self.dot(v, direction).unwrap_or_else(|| self.b.float(0.0, self.src.ty(v)))
    }

    /// The tangent of a result; what is no float stands for itself, and is not looked at.
    fn dot_or_itself(&mut self, v: Val, direction: usize) -> Val {
        if self.src.ty(v).is_float() { self.dot_or_zero(v, direction) } else { self.map.val(v) }
    }

    fn set_dot(&mut self, v: Val, direction: usize, dot: Option<Val>) {
        let Some(dot) = dot else { return };
        if let Some(hint) = self.hint(v) {
            self.b.name(dot, &hint.text, false);
        }
        self.dots.entry(v).or_insert_with(|| vec![None; self.directions])[direction] = Some(dot);
    }

    fn place_dot(&mut self, p: Place, direction: usize) -> Place {
        if !self.place_dots.contains_key(&p) {
            let kind = self.src.place(p).kind;
            let dots = (0..self.directions).map(|_| copy::companion(&mut self.b, self.src, p, "_dot", kind)).collect();
            self.place_dots.insert(p, dots);
        }
        self.place_dots[&p][direction]
    }

    /// The tangent of an array result, which may be constant.
    fn zero_or_place_dot(&mut self, p: Place, direction: usize) -> Place {
        let known = self.place_dots.contains_key(&p);
        let dot = self.place_dot(p, direction);
        if !known {
            let like = self.map.place(p);
            self.b.func.places[dot.0 as usize].kind = PlaceKind::Local;
            copy::zeros_like(&mut self.b, dot, like);
        }
        dot
    }

    // ---- instructions

    fn block(&mut self, block: BlockId) {
        let src = self.src;
        for inst in &src.block(block).insts {
            self.inst(inst);
        }
    }

    fn inst(&mut self, inst: &Inst) {
        match &inst.op {
            Op::If { cond, then, otherwise } => self.branch(inst, *cond, *then, *otherwise),
            Op::For { .. } => self.counted(inst),
            Op::While { .. } => self.repeated(inst),
            Op::Call(call) => self.call(inst, call),
            Op::Suspend { values } => self.suspend(inst, values),
            Op::Splice(_) => unreachable!("no splice is left between transforms"),
            op => {
                copy::leaf(&mut self.b, self.src, &mut self.map, inst);
                for direction in 0..self.directions {
                    self.leaf(op, inst, direction);
                }
            }
        }
    }

    fn leaf(&mut self, op: &Op, inst: &Inst, direction: usize) {
        match op {
            Op::Pure(pure) => {
                let dot = self.pure(pure, inst.outs[0], direction);
                self.set_dot(inst.outs[0], direction, dot);
            }
            Op::Load { place, index } if self.varied.place(*place) => {
                let (dot, index) = (self.place_dot(*place, direction), self.index(index));
                let v = self.b.load(dot, index);
                if self.b.func.place(dot).kind == PlaceKind::Tangent {
                    self.gates.mark(v);
                }
                self.set_dot(inst.outs[0], direction, Some(v));
            }
            Op::Store { place, index, value } if self.varied.place(*place) => {
                let (dot, index) = (self.place_dot(*place, direction), self.index(index));
                let value = self.dot_or_zero(*value, direction);
                // A constant that is added leaves the tangent as it is.
                if !self.b.holds(dot, &index, value) {
                    self.b.store(dot, index, value);
                }
            }
            Op::Accumulate { place, index, value } if self.varied.place(*place) || self.is_sink(*place) => {
                let (dot, index) = (self.place_dot(*place, direction), self.index(index));
                if let Some(value) = self.dot(*value, direction) {
                    self.b.accumulate(dot, index, value);
                }
            }
            Op::Alloc { place, sizes, init } if self.varied.place(*place) => {
                let (dot, sizes) = (self.place_dot(*place, direction), self.index(sizes));
                if let Some(from) = self.optional_dot(init, direction) {
                    copy::zeros_like(&mut self.b, dot, self.map.place(*place));
                    self.b.push(Op::AccumulateAll { to: dot, from }, &[]);
                    return;
                }
                let is_struct = self.src.place(*place).dims == [Dim::Whole] && matches!(init, Init::Fill(_));
                match self.init(init, direction).filter(|_| !is_struct) {
                    Some(init) => self.b.alloc(dot, sizes, init),
                    None => copy::zeros_like(&mut self.b, dot, self.map.place(*place)),
                }
            }
            Op::Copy { to, from } if self.varied.place(*to) => {
                let to = self.place_dot(*to, direction);
                if self.varied.place(*from) {
                    let from = self.place_dot(*from, direction);
                    self.b.push(Op::Copy { to, from }, &[]);
                } else {
                    self.clear(to);
                }
            }
            Op::Swap { a, b } if self.varied.place(*a) => {
                let (a, b) = (self.place_dot(*a, direction), self.place_dot(*b, direction));
                self.b.push(Op::Swap { a, b }, &[]);
            }
            Op::AccumulateAll { to, from } if self.varied.place(*from) => {
                let (to, from) = (self.place_dot(*to, direction), self.place_dot(*from, direction));
                self.b.push(Op::AccumulateAll { to, from }, &[]);
            }
            Op::Fill { place, value, from } if self.varied.place(*place) => {
                let (place, value) = (self.place_dot(*place, direction), self.dot_or_zero(*value, direction));
                let from = from.map(|v| self.map.val(v));
                self.b.push(Op::Fill { place, value, from }, &[]);
            }
            Op::Lengthen { place, len } if self.varied.place(*place) => {
                let (place, len) = (self.place_dot(*place, direction), self.map.val(*len));
                self.b.push(Op::Lengthen { place, len }, &[]);
            }
            Op::Push { place, value } if self.varied.place(*place) => {
                let (place, value) = (self.place_dot(*place, direction), self.dot_or_zero(*value, direction));
                self.b.push(Op::Push { place, value }, &[]);
            }
            Op::Pop { place } if self.varied.place(*place) => {
                let (place, ty) = (self.place_dot(*place, direction), self.src.ty(inst.outs[0]));
                let dot = self.b.push(Op::Pop { place }, &[ty])[0];
                self.set_dot(inst.outs[0], direction, Some(dot));
            }
            // The place is constant, and so is its tangent.
            Op::Load { .. }
            | Op::Store { .. }
            | Op::Accumulate { .. }
            | Op::Alloc { .. }
            | Op::Copy { .. }
            | Op::Swap { .. }
            | Op::AccumulateAll { .. }
            | Op::Fill { .. }
            | Op::Lengthen { .. }
            | Op::Push { .. }
            | Op::Pop { .. }
            | Op::Effect { .. }
            | Op::Assert { .. } => {}
            Op::If { .. }
            | Op::For { .. }
            | Op::While { .. }
            | Op::Call(_)
            | Op::Suspend { .. }
            | Op::Window { .. }
            | Op::Splice(_) => {
                unreachable!("not a leaf")
            }
        }
    }

    fn is_sink(&self, p: Place) -> bool {
        self.src.place(p).kind == PlaceKind::Sink
    }

    fn index(&self, index: &[Val]) -> Vec<Val> {
        index.iter().map(|v| self.map.val(*v)).collect()
    }

    fn clear(&mut self, place: Place) {
        let zero = self.b.float(0.0, self.b.func.place(place).elem);
        self.b.push(Op::Fill { place, value: zero, from: None }, &[]);
    }

    /// The tangent of a parameter that a local begins as a copy of, which the caller may have left out.
    fn optional_dot(&mut self, init: &Init, direction: usize) -> Option<Place> {
        let Init::Copy(from) = init else { return None };
        self.varied.place(*from).then_some(())?;
        let dot = self.place_dot(*from, direction);
        (self.b.func.place(dot).kind == PlaceKind::Tangent).then_some(dot)
    }

    /// How the tangent of a local begins; `None` is zeros.
    fn init(&mut self, init: &Init, direction: usize) -> Option<Init> {
        Some(match init {
            Init::Fill(v) => Init::Fill(self.dot_or_zero(*v, direction)),
            Init::Items(items) => Init::Items(items.iter().map(|v| self.dot_or_zero(*v, direction)).collect()),
            Init::Copy(from) if self.varied.place(*from) => Init::Copy(self.place_dot(*from, direction)),
            Init::Copy(_) | Init::ZerosLike(_) | Init::FromState(..) => return None,
            Init::Empty => Init::Empty,
            Init::Scratch => Init::Scratch,
        })
    }

    /// The tangent of an operation: the sum over its operands.
    fn pure(&mut self, pure: &Pure, out: Val, direction: usize) -> Option<Val> {
        if let Pure::Cast(x) = pure {
            let (dot, ty) = (self.dot(*x, direction)?, self.src.ty(out));
            return ty.is_float().then(|| self.gates.cast(&mut self.b, dot, ty));
        }
        let value = self.map.val(out);
        let copied = pure.map(|v| self.map.val(v), |p| self.map.place(p));
        let mut operands = Vec::new();
        pure.operands(|v| operands.push(v));
        if let Pure::Select(c, x, y) = pure {
            return self.choice(*c, *x, *y, direction);
        }
        let mut terms = Vec::new();
        for (k, operand) in operands.into_iter().enumerate() {
            if let Some(d) = self.dot(operand, direction) {
                terms.extend(self.gates.pull(&mut self.b, &copied, k, d, value));
            }
        }
        self.gates.sum(&mut self.b, &terms)
    }

    fn choice(&mut self, c: Val, x: Val, y: Val, direction: usize) -> Option<Val> {
        let (dx, dy) = (self.dot(x, direction), self.dot(y, direction));
        dx.or(dy)?;
        let (c, a, z) = (self.map.val(c), self.dot_or_zero(x, direction), self.dot_or_zero(y, direction));
        let dot = loosely(&mut self.b, |b| b.select(c, a, z));
        if dx.is_none_or(|v| self.gates.is(v)) || dy.is_none_or(|v| self.gates.is(v)) {
            self.gates.mark(dot);
        }
        Some(dot)
    }
}
