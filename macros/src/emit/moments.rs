//! When values come into being, and when they are read.
//!
//! Time runs through the text from top to bottom: a moment for each instruction, for its outputs, and for the beginning
//! and the end of each block. Arms of an `if` exclude each other, and what a loop reads comes round again.

use super::plan::{Form, Plan};
use super::uses::Def;
use crate::ir::{BlockId, Op, Val};

/// A moment in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) time: u32,
    pub(super) block: BlockId,
}

pub(super) struct Moments<'p, 'a> {
    plan: &'p Plan<'a>,
    /// When each instruction starts, and when its outputs are there.
    starts: Vec<Vec<u32>>,
    outs: Vec<Vec<u32>>,
    begins: Vec<u32>,
    ends: Vec<u32>,
    reads: Vec<Vec<Point>>,
    last_read: Vec<u32>,
    /// When the first phase ends.
    pub(super) suspended: u32,
}

impl<'p, 'a> Moments<'p, 'a> {
    pub(super) fn new(plan: &'p Plan<'a>) -> Self {
        let func = plan.func;
        let per_inst = || func.blocks.iter().map(|b| vec![0; b.insts.len()]).collect::<Vec<Vec<u32>>>();
        let mut moments = Self {
            plan,
            starts: per_inst(),
            outs: per_inst(),
            begins: vec![0; func.blocks.len()],
            ends: vec![0; func.blocks.len()],
            reads: vec![Vec::new(); func.vals.len()],
            last_read: vec![0; func.vals.len()],
            suspended: u32::MAX,
        };
        moments.number(func.body, &mut 0);
        moments.read(func.body);
        moments
    }

    /// For each value, when it is read last.
    pub(super) fn last_reads(&self) -> &[u32] {
        &self.last_read
    }

    fn number(&mut self, block: BlockId, clock: &mut u32) {
        *clock += 1;
        self.begins[block.0 as usize] = *clock;
        for at in 0..self.plan.func.block(block).insts.len() {
            let inst = &self.plan.func.block(block).insts[at];
            *clock += 1;
            self.starts[block.0 as usize][at] = *clock;
            if matches!(inst.op, Op::Suspend { .. }) {
                self.suspended = *clock;
            }
            for inner in inst.op.blocks() {
                self.number(inner, clock);
            }
            *clock += 1;
            self.outs[block.0 as usize][at] = *clock;
        }
        *clock += 1;
        self.ends[block.0 as usize] = *clock;
    }

    /// Notes when each variable is read: what is written where it is used is read there.
    fn read(&mut self, block: BlockId) {
        let func = self.plan.func;
        for at in self.plan.statements(block) {
            let inst = &func.block(block).insts[at];
            let point = Point { time: self.starts[block.0 as usize][at], block };
            self.plan.parts_of(inst).into_iter().for_each(|v| self.read_at(v, point));
            if self.plan.logic(inst).is_none() {
                inst.op.blocks().into_iter().for_each(|b| self.read(b));
            }
        }
        let point = Point { time: self.ends[block.0 as usize], block };
        self.plan.uses.ends(block).into_iter().for_each(|v| self.read_at(v, point));
    }

    fn read_at(&mut self, v: Val, point: Point) {
        let mut stack = vec![self.plan.uses.canon(v)];
        while let Some(v) = stack.pop() {
            match self.plan.form(v) {
                Form::Own | Form::Atom => {
                    self.reads[v.0 as usize].push(point);
                    let last = &mut self.last_read[v.0 as usize];
                    *last = point.time.max(*last);
                }
                Form::Inline | Form::Repeat => stack.extend(self.plan.parts(v)),
            }
        }
    }

    /// When a value comes into being.
    pub(super) fn birth(&self, v: Val) -> Point {
        match self.plan.uses.def(v) {
            Def::Param => Point { time: 0, block: self.plan.func.body },
            Def::Block(block, _) => Point { time: self.begins[block.0 as usize], block },
            Def::Inst(block, at, _) => {
                let single = self.plan.func.block(block).insts[at].op.blocks().is_empty();
                let times = if single { &self.starts } else { &self.outs };
                Point { time: times[block.0 as usize][at], block }
            }
        }
    }

    /// The block in which the variable of a value is declared, if the value declares it.
    pub(super) fn home(&self, v: Val) -> BlockId {
        let block = self.birth(v).block;
        match self.plan.uses.def(v) {
            Def::Block(..) => self.plan.uses.parent(block).map_or(block, |p| p.block),
            _ => block,
        }
    }

    pub(super) fn enclosing(&self, block: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(Some(block), |b| self.plan.uses.parent(*b).map(|p| p.block))
    }

    pub(super) fn is_inside(&self, inner: BlockId, outer: BlockId) -> bool {
        self.enclosing(inner).any(|b| b == outer)
    }

    /// Whether a value that exists at this moment is read later.
    pub(super) fn is_read_after(&self, v: Val, moment: Point) -> bool {
        let born = self.birth(v);
        if self.last_read[v.0 as usize] <= moment.time && born.block == moment.block {
            return false;
        }
        self.reads[v.0 as usize].iter().any(|read| {
            (read.time > moment.time && !self.excludes(moment.block, read.block))
                || self.comes_round(moment.block, read.block, born.block)
        })
    }

    /// Whether a parameter is read for the last time, and once, where this variable of a loop begins.
    pub(super) fn ends_in(&self, param: Val, variable: Val) -> bool {
        let Def::Block(body, _) = self.plan.uses.def(variable) else { return false };
        let Some(parent) = self.plan.uses.parent(body) else { return false };
        let start = self.starts[parent.block.0 as usize][parent.at];
        let here = self.reads[param.0 as usize].iter().filter(|r| r.time == start).count();
        self.plan.uses.def(param) == Def::Param
            && here == 1
            && !self.is_read_after(param, Point { time: start, block: parent.block })
    }

    /// Whether the blocks are in different arms of an `if`.
    fn excludes(&self, a: BlockId, b: BlockId) -> bool {
        let parents = |b| self.enclosing(b).filter_map(|b| self.plan.uses.parent(b)).collect::<Vec<_>>();
        let (of_a, of_b) = (parents(a), parents(b));
        let common = of_a.iter().rev().zip(of_b.iter().rev()).find(|(p, q)| p != q);
        common.is_some_and(|(p, q)| {
            let inst = &self.plan.func.block(p.block).insts[p.at];
            p.block == q.block && p.at == q.at && matches!(inst.op, Op::If { .. })
        })
    }

    /// Whether a loop holds both the moment and the read, but not the birth of the value: the read comes round again.
    fn comes_round(&self, moment: BlockId, read: BlockId, born: BlockId) -> bool {
        self.enclosing(moment).filter_map(|b| self.plan.uses.parent(b)).any(|p| {
            let op = &self.plan.func.block(p.block).insts[p.at].op;
            let holds = |b| op.blocks().into_iter().any(|inner| self.is_inside(b, inner));
            matches!(op, Op::For { .. } | Op::While { .. }) && holds(read) && !holds(born)
        })
    }
}
