//! Which lanes of a wide value may differ from zero, and which of them anybody asks for.
//!
//! Where the lanes are unit vectors, an element depends on its own lane. What a loop over the elements has collected so far depends on the
//! lanes before that, and what is to be half of a symmetric matrix is asked for on one side of it. Lanes are told by where they are to the
//! *pivot*: the lane of the element that a loop is at.

mod held;
mod wanted;

use super::Marks;
use crate::ir::hash::{Map as HashMap, Set as HashSet};
use crate::ir::{BlockId, Const, Dim, Func, Inst, Op, Param, Place, PlaceKind, Pure, Range, Val};
use crate::transform::activity::Activity;

/// Sets of the lanes before the pivot, of the pivot, and after it.
pub(super) type Parts = u8;
pub(super) const BEFORE: Parts = 1;
pub(super) const AT: Parts = 2;
pub(super) const AFTER: Parts = 4;
pub(super) const EVERY: Parts = BEFORE | AT | AFTER;

/// Lanes that are unit vectors: the number of the first direction of a parameter, and of the first row of a result of which the lanes up to
/// the diagonal are asked for. Of an array with one axis, and nothing of others.
#[derive(Default, Debug)]
pub(crate) struct Units {
    pub(crate) params: Vec<Option<u64>>,
    pub(crate) rows: Vec<Option<u64>>,
}

/// The lane `first + index`, the index being that of a loop of the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Pivot {
    pub(super) first: u64,
    pub(super) index: Val,
}

/// A set of lanes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    parts: Parts,
    pivot: Option<Pivot>,
}

impl Span {
    pub(super) const NONE: Self = Self { parts: 0, pivot: None };
    pub(super) const ALL: Self = Self { parts: EVERY, pivot: None };

    fn new(parts: Parts, pivot: Pivot) -> Self {
        match parts {
            0 => Self::NONE,
            EVERY => Self::ALL,
            _ => Self { parts, pivot: Some(pivot) },
        }
    }

    pub(super) fn is_none(self) -> bool {
        self.parts == 0
    }

    pub(super) fn pivot(self) -> Option<Pivot> {
        self.pivot
    }

    /// All lanes, if there are any.
    fn widened(self) -> Self {
        if self.is_none() { self } else { Self::ALL }
    }

    pub(super) fn or(self, other: Self) -> Self {
        match (self.pivot, other.pivot) {
            _ if self.is_none() => other,
            _ if other.is_none() => self,
            (Some(pivot), Some(p)) if pivot == p => Self::new(self.parts | other.parts, pivot),
            _ => Self::ALL,
        }
    }

    /// What both have, or the first where that cannot be told.
    pub(super) fn and(self, other: Self) -> Self {
        match (self.pivot, other.pivot) {
            _ if other.is_none() => other,
            (Some(pivot), Some(p)) if pivot == p => Self::new(self.parts & other.parts, pivot),
            (None, _) if !self.is_none() => other,
            _ => self,
        }
    }

    /// The set has lanes of this part.
    pub(super) fn meets(self, pivot: Option<Pivot>, part: Parts) -> bool {
        if self.pivot.is_some() && self.pivot == pivot { self.parts & part != 0 } else { self.parts != 0 }
    }
}

/// The lanes of the elements of a place, each relative to its own index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Row {
    parts: Parts,
    first: u64,
}

impl Row {
    const NONE: Self = Self { parts: 0, first: 0 };
    const ALL: Self = Self { parts: EVERY, first: 0 };

    fn or(self, other: Self) -> Self {
        match (self.parts, other.parts) {
            (0, _) => other,
            (_, 0) => self,
            (a, b) if self.first == other.first => Self { parts: a | b, first: self.first },
            _ => Self::ALL,
        }
    }
}

/// The same question for all values and places.
struct Table {
    vals: Vec<Span>,
    rows: Vec<Row>,
    changed: bool,
}

impl Table {
    fn of(func: &Func) -> Self {
        Self { vals: vec![Span::NONE; func.vals.len()], rows: vec![Row::NONE; func.places.len()], changed: false }
    }

    fn val(&self, v: Val) -> Span {
        self.vals[v.0 as usize]
    }

    fn row(&self, p: Place) -> Row {
        self.rows[p.0 as usize]
    }

    fn add(&mut self, v: Val, span: Span) {
        let old = &mut self.vals[v.0 as usize];
        let new = old.or(span);
        self.changed |= new != *old;
        *old = new;
    }

    fn add_row(&mut self, p: Place, row: Row) {
        let old = &mut self.rows[p.0 as usize];
        let new = old.or(row);
        self.changed |= new != *old;
        *old = new;
    }
}

/// What is known of the lanes of a function.
pub(super) struct Spans {
    scopes: Scopes,
    held: Table,
    wanted: Table,
}

impl Spans {
    /// Nothing, where no lanes are unit vectors.
    pub(super) fn of(func: &Func, wide: &Activity, marks: &Marks, width: Dim) -> Option<Self> {
        let Dim::Lit(width) = width else { return None };
        marks.units.params.iter().any(Option::is_some).then(|| {
            let scopes = Scopes::of(func, width);
            let (held, wanted) = (held::held(func, wide, &scopes, marks), wanted::wanted(func, wide, &scopes, marks));
            Self { scopes, held, wanted }
        })
    }

    /// The lanes of a wide value that are computed.
    pub(super) fn live(&self, v: Val) -> Span {
        self.held.val(v).and(self.wanted.val(v))
    }

    /// The lanes in which a wide value, or one that is the same in all, is written to a home that held another one before.
    pub(super) fn ending(&self, v: Option<Val>, before: Val) -> Span {
        let Some(v) = v else { return self.held.val(before) };
        self.held.val(before).or(self.held.val(v)).and(self.wanted.val(v))
    }

    /// The lanes of an element that a store writes.
    pub(super) fn stored(&self, p: Place, index: &[Val]) -> Span {
        self.scopes.at(self.held.row(p), index).and(self.scopes.at(self.wanted.row(p), index))
    }

    /// The lanes of an element to which a value is added.
    pub(super) fn added(&self, p: Place, index: &[Val], value: Val) -> Span {
        self.held.val(value).and(self.scopes.at(self.wanted.row(p), index))
    }
}

/// Which blocks are in which, and which are loops.
struct Scopes {
    width: u64,
    around: Vec<Option<BlockId>>,
    births: Vec<BlockId>,
    /// The indices of loops, and what they are below.
    loops: HashMap<Val, u64>,
    /// The constants that are zero.
    zeros: HashSet<Val>,
}

impl Scopes {
    fn of(func: &Func, width: u64) -> Self {
        let mut scopes = Self {
            width,
            around: vec![None; func.blocks.len()],
            births: vec![func.body; func.vals.len()],
            loops: HashMap::default(),
            zeros: HashSet::default(),
        };
        let mut numbers = HashMap::default();
        func.each_inst(func.body, &mut |block, inst| {
            scopes.enter(func, block, inst);
            match &inst.op {
                Op::Pure(Pure::Const(Const::Float(bits))) if f64::from_bits(*bits) == 0.0 => {
                    scopes.zeros.insert(inst.outs[0]);
                }
                Op::Pure(Pure::Const(Const::Int(n))) => numbers.extend(u64::try_from(*n).map(|n| (inst.outs[0], n))),
                Op::For { range, body, .. } if range.step.is_none() && numbers.contains_key(&range.lo) => {
                    let end = numbers.get(&range.hi).or_else(|| scopes.loops.get(&range.hi));
                    let end = end.map(|end| end + u64::from(range.inclusive));
                    scopes.loops.extend(end.map(|end| (func.block(*body).params[0], end)));
                }
                _ => {}
            }
        });
        scopes
    }

    fn enter(&mut self, func: &Func, block: BlockId, inst: &Inst) {
        inst.outs.iter().for_each(|v| self.births[v.0 as usize] = block);
        for inner in inst.op.blocks() {
            self.around[inner.0 as usize] = Some(block);
            func.block(inner).params.iter().for_each(|v| self.births[v.0 as usize] = inner);
        }
    }

    /// The set as one can tell it in a block.
    fn seen_from(&self, block: BlockId, span: Span) -> Span {
        let Some(pivot) = span.pivot else { return span };
        let home = self.births[pivot.index.0 as usize];
        let mut blocks = std::iter::successors(Some(block), |block| self.around[block.0 as usize]);
        if blocks.any(|block| block == home) { span } else { span.widened() }
    }

    fn seen_by(&self, v: Val, span: Span) -> Span {
        self.seen_from(self.births[v.0 as usize], span)
    }

    /// The lanes of an element.
    fn at(&self, row: Row, index: &[Val]) -> Span {
        match (row.parts, index) {
            (0, _) => Span::NONE,
            (parts, [index]) if self.loops.get(index).is_some_and(|end| row.first + end <= self.width) => {
                Span::new(parts, Pivot { first: row.first, index: *index })
            }
            _ => Span::ALL,
        }
    }
}

/// Lanes as those of an element of a place.
fn row(func: &Func, p: Place, index: &[Val], span: Span) -> Row {
    match (span.pivot, index) {
        _ if span.is_none() => Row::NONE,
        (Some(pivot), [index]) if pivot.index == *index && func.place(p).dims.len() == 1 => {
            Row { parts: span.parts, first: pivot.first }
        }
        _ => Row::ALL,
    }
}

/// The marked arrays, and the number of the first direction of each that has one axis.
fn marked<'a>(func: &'a Func, marks: &'a Marks) -> impl Iterator<Item = (&'a Param, Option<u64>)> + 'a {
    let params = func.params.iter().zip(&marks.params).enumerate();
    params.filter(|(_, (_, marked))| **marked).map(|(k, (param, _))| {
        let has_axis = matches!(param, Param::Array(p) if func.place(*p).dims.len() == 1);
        (param, marks.units.params.get(k).copied().flatten().filter(|_| has_axis))
    })
}

/// The places that hold unit vectors from beginning to end.
pub(super) fn units<'a>(func: &'a Func, marks: &'a Marks) -> impl Iterator<Item = (Place, u64)> + 'a {
    marked(func, marks).filter_map(|(param, first)| match param {
        Param::Array(p) if func.place(*p).kind == PlaceKind::Input => Some((*p, first?)),
        _ => None,
    })
}

/// The lanes around the pivot of one turn, as those around that of the next; or those of the next as around that of the one.
fn shifted(range: &Range, span: Span, index: Val, onward: bool) -> Span {
    let Some(pivot) = span.pivot.filter(|pivot| pivot.index == index) else { return span };
    let has = |part: Parts, to: Parts| if span.parts & part == 0 { 0 } else { to };
    let parts = if range.reversed == onward {
        has(AFTER, AFTER) | has(AT, AFTER) | has(BEFORE, BEFORE | AT)
    } else {
        has(BEFORE, BEFORE) | has(AT, BEFORE) | has(AFTER, AT | AFTER)
    };
    Span::new(parts, pivot)
}
