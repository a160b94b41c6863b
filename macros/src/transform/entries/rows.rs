//! Sums that end as the adjoint of a number: their terms belong to its row of the Hessian, wherever they are computed.

use super::Transform;
use super::slots::Slot;
use crate::ir::hash::{Map as HashMap, Set as HashSet};
use crate::ir::{BinOp, BlockId, Func, Inst, Op, Pure, Val};

/// The result that a value is a term of, and whether it is subtracted.
type Row = (usize, bool);

#[derive(Default)]
pub(super) struct Rows {
    /// Sums whose terms are added to a row one by one.
    sums: HashMap<Val, Row>,
    /// What a loop carries from turn to turn of such a sum.
    carried: HashSet<Val>,
}

struct Finder<'a> {
    func: &'a Func,
    defs: HashMap<Val, (BlockId, &'a Inst)>,
    reads: HashMap<Val, usize>,
    rows: Rows,
}

impl Rows {
    pub(super) fn of(func: &Func) -> Self {
        let mut finder = Finder { func, defs: HashMap::default(), reads: HashMap::default(), rows: Self::default() };
        func.each_inst(func.body, &mut |block, inst| {
            inst.op.operands(|v| *finder.reads.entry(v).or_default() += 1);
            for block in inst.op.blocks() {
                func.block(block).yields.iter().for_each(|v| *finder.reads.entry(*v).or_default() += 1);
            }
            finder.defs.extend(inst.outs.iter().map(|v| (*v, (block, inst))));
        });
        let yields = &func.block(func.body).yields;
        yields.iter().for_each(|v| *finder.reads.entry(*v).or_default() += 1);
        for (at, v) in yields.iter().enumerate() {
            finder.find(*v, (at, false), func.body);
        }
        finder.rows
    }

    /// The terms of the value are added to a row where they are computed.
    pub(super) fn passes(&self, v: Val) -> bool {
        self.sums.contains_key(&v) || self.carried.contains(&v)
    }

    pub(super) fn row(&self, v: Val) -> Option<Row> {
        self.sums.get(&v).copied()
    }
}

impl Finder<'_> {
    /// `here` is the block that the value is a term in: what is computed around it is added there, as often as that runs.
    fn find(&mut self, v: Val, (at, minus): Row, here: BlockId) {
        if !self.is_sum(v) || self.defs[&v].0 != here {
            return;
        }
        self.rows.sums.insert(v, (at, minus));
        let inst = self.defs[&v].1;
        let k = inst.outs.iter().position(|o| *o == v).expect("the instruction gives the value");
        match &inst.op {
            Op::Pure(Pure::Bin(op, x, y)) => {
                self.find(*x, (at, minus), here);
                self.find(*y, (at, minus ^ (*op == BinOp::Sub)), here);
            }
            Op::If { then, otherwise, .. } => {
                for arm in [*then, *otherwise] {
                    self.find(self.func.block(arm).yields[k], (at, minus), arm);
                }
            }
            Op::For { inits, body, exits, .. } => {
                self.rows.carried.insert(self.func.block(*body).params[k + 1]);
                self.find(inits[k], (at, minus), here);
                self.find(self.func.block(*body).yields[k + usize::from(*exits)], (at, minus), *body);
            }
            _ => {}
        }
    }

    /// A value that is read once, and is a sum, a choice of sums, or what a loop has added up.
    fn is_sum(&self, v: Val) -> bool {
        let Some((_, inst)) = self.defs.get(&v).filter(|_| self.reads.get(&v) == Some(&1)) else { return false };
        let k = inst.outs.iter().position(|o| *o == v).expect("the instruction gives the value");
        match &inst.op {
            Op::Pure(Pure::Bin(BinOp::Add | BinOp::Sub, x, y)) => x != y && self.func.ty(v).is_float(),
            Op::If { .. } => self.func.ty(v).is_float(),
            Op::For { body, exits, .. } => {
                let block = self.func.block(*body);
                self.leads(block.params[k + 1], block.yields[k + usize::from(*exits)])
            }
            _ => false,
        }
    }

    /// `to` is `from` plus something, and `from` is read for nothing else.
    fn leads(&self, from: Val, to: Val) -> bool {
        if to == from {
            return self.reads.get(&from) == Some(&1);
        }
        let Some((_, inst)) = self.defs.get(&to).filter(|_| self.is_sum(to)) else { return false };
        let k = inst.outs.iter().position(|o| *o == to).expect("the instruction gives the value");
        match &inst.op {
            Op::Pure(Pure::Bin(op, x, y)) => self.leads(from, *x) || *op == BinOp::Add && self.leads(from, *y),
            Op::For { inits, .. } => self.leads(from, inits[k]),
            _ => false,
        }
    }
}

impl Transform<'_> {
    /// Adds the terms of a sum to its row.
    pub(super) fn join_terms(&mut self, pure: &Pure, out: Val) -> Option<()> {
        let (Some((at, minus)), Pure::Bin(op, x, y)) = (self.rows.row(out), pure) else { return Some(()) };
        let row = self.outputs[at].clone();
        self.join(&row, *x, minus)?;
        self.join(&row, *y, minus ^ (*op == BinOp::Sub))
    }

    /// The row that an output of an instruction belongs to, and whether it is subtracted.
    pub(super) fn row_of(&self, out: Val) -> Option<(Slot, bool)> {
        self.rows.row(out).map(|(at, minus)| (self.outputs[at].clone(), minus))
    }
}
