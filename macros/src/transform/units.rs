//! A reverse sweep for each result, all in one function: what does not depend on the seeds is there once, and so is what two
//! sweeps have in common.

use super::activity::{Activity, dependent, touches};
use super::copy::{self, Map};
use super::simplify::rules::rules;
use crate::ir::{BlockId, Builder, Func, Inst, Op, Param, ResultItem, Val};

/// Runs straight-line code and branches, whose parameters from number `own` on are adjoints of numbers, once for each unit
/// vector of these. Yields: the first `shared`, then in each run the others.
pub(crate) fn at_units(src: &Func, own: usize, shared: usize) -> Func {
    let seeds: Vec<Val> = src.params[own..].iter().map(seed).collect();
    let mut u = Units { src, varied: dependent(src, &seeds, &[]), b: Builder::new(rules), map: Map::default() };
    let (yields, mut all) = (&src.block(src.body).yields, Vec::new());
    u.params(own);
    for unit in 0..seeds.len() {
        for (k, v) in seeds.iter().enumerate() {
            let weight = u.b.float(if k == unit { 1.0 } else { 0.0 }, src.ty(*v));
            u.map.vals.insert(*v, weight);
        }
        u.block(src.body, unit > 0);
        if unit == 0 {
            all.extend(yields[..shared].iter().map(|v| u.map.val(*v)));
        }
        all.extend(yields[shared..].iter().map(|v| u.entry(*v)));
    }
    u.b.func.results = all.iter().map(|_| ResultItem::Scalar).collect();
    u.b.finish(all)
}

fn seed(param: &Param) -> Val {
    let Param::Scalar(v) = param else { unreachable!("the adjoint of a number is one") };
    *v
}

struct Units<'a> {
    src: &'a Func,
    /// What depends on the seeds.
    varied: Activity,
    b: Builder,
    map: Map,
}

impl Units<'_> {
    fn params(&mut self, own: usize) {
        copy::params(&mut self.b, self.src, &mut self.map);
        self.b.func.params.truncate(own);
    }

    /// An adjoint; where it is zero, the sign of that says nothing.
    fn entry(&mut self, v: Val) -> Val {
        let adjoint = self.map.val(v);
        if self.b.known_float(adjoint) == Some(0.0) { self.b.float(0.0, self.src.ty(v)) } else { adjoint }
    }

    /// Builds a block; `again` leaves out what the run before has built already.
    fn block(&mut self, block: BlockId, again: bool) {
        let src = self.src;
        for inst in &src.block(block).insts {
            if !again || touches(src, &self.varied, inst) {
                self.inst(inst);
            }
        }
    }

    fn inst(&mut self, inst: &Inst) {
        if let Op::If { cond, then, otherwise } = &inst.op {
            return self.branch(inst, *cond, [*then, *otherwise]);
        }
        // What computes the value takes the exact rules only.
        self.b.loose = inst.outs.iter().any(|v| self.varied.val(*v));
        copy::leaf(&mut self.b, self.src, &mut self.map, inst);
        self.b.loose = false;
    }

    fn branch(&mut self, inst: &Inst, cond: Val, arms: [BlockId; 2]) {
        let [then, otherwise] = arms.map(|arm| {
            self.b.open(Vec::new());
            self.block(arm, false);
            let yields = self.src.block(arm).yields.iter().map(|v| self.map.val(*v)).collect();
            self.b.close(yields)
        });
        let tys: Vec<_> = inst.outs.iter().map(|v| self.src.ty(*v)).collect();
        let outs = self.b.push(Op::If { cond: self.map.val(cond), then, otherwise }, &tys);
        for (old, new) in inst.outs.iter().zip(outs) {
            copy::name(&mut self.b, self.src, *old, new);
            self.map.vals.insert(*old, new);
        }
    }
}
