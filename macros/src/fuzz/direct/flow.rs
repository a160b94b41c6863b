//! Branches and loops.

use super::Direct;
use crate::fuzz::program::ast::{Block, Each, Pat, Range, Stmt};
use crate::ir::node as ir;
use crate::ir::types::Ty;
use crate::ir::{BinOp, Op, Pure, Val};

impl<'a> Direct<'a> {
    pub(super) fn control(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::If(cond, then, otherwise) => {
                let cond = self.cond(cond);
                self.branch(
                    cond,
                    |d| {
                        d.unit(then);
                        Vec::new()
                    },
                    |d| {
                        if let Some(block) = otherwise {
                            d.unit(block);
                        }
                        Vec::new()
                    },
                );
            }
            Stmt::Match(on, arms, rest) => {
                let on = self.int(on, Ty::USIZE);
                self.arms(on, arms, rest, &|d: &mut Self, block| {
                    d.unit(block);
                    Vec::new()
                });
            }
            Stmt::For { var, range, segment, body } => {
                let range = self.range(range);
                let segment = segment.map(|n| self.b.int(i128::try_from(n).expect("parts are short"), Ty::USIZE));
                let range = ir::Range { segment, ..range };
                self.counted(range, |d, i| {
                    d.declare(var, i, false);
                    d.unit(body);
                });
            }
            Stmt::ForEach { var, index, array, each, body } => {
                let mut from = self.array(array);
                if *each == Each::Value {
                    from = self.copied(from);
                }
                let lo = self.b.int(0, Ty::USIZE);
                let hi = self.b.pure(Pure::Len(from, 0), Ty::USIZE);
                let range = ir::Range::plain(lo, hi);
                self.counted(range, |d, i| {
                    let v = d.b.load(from, vec![i]);
                    if let Some(name) = index {
                        d.declare(name, i, false);
                    }
                    d.declare(var, v, false);
                    d.unit(body);
                });
            }
            Stmt::While { cond, body } if self.jumpless => {
                self.cond(cond);
                self.unit(body);
            }
            Stmt::Return(e) if self.jumpless => {
                self.float(e);
            }
            Stmt::Break | Stmt::Continue if self.jumpless => {}
            other if self.jumpless => self.names(other),
            other => unreachable!("neither jumps nor changes were asked for: {other:?}"),
        }
    }

    pub(super) fn arms(
        &mut self,
        on: Val,
        arms: &'a [(Pat, Block)],
        rest: &'a Block,
        build: &dyn Fn(&mut Self, &'a Block) -> Vec<Val>,
    ) -> Vec<Val> {
        let [(pat, block), others @ ..] = arms else { return build(self, rest) };
        let ty = self.b.ty(on);
        let mut test = |op, n: i64| {
            let n = self.b.int(i128::from(n), ty);
            self.b.bin(op, on, n)
        };
        let cond = match pat {
            Pat::One(a) => test(BinOp::Eq, *a),
            Pat::Two(a, b) => {
                let both = (test(BinOp::Eq, *a), test(BinOp::Eq, *b));
                self.b.bin(BinOp::Or, both.0, both.1)
            }
            Pat::Range(a, b) => {
                let both = (test(BinOp::Ge, *a), test(BinOp::Le, *b));
                self.b.bin(BinOp::And, both.0, both.1)
            }
        };
        self.branch(cond, |d| build(d, block), |d| d.arms(on, others, rest, build))
    }

    pub(super) fn range(&mut self, range: &'a Range) -> ir::Range {
        let (lo, hi) = (self.int(&range.lo, Ty::USIZE), self.int(&range.hi, Ty::USIZE));
        let step = range.step.map(|s| self.b.int(i128::try_from(s).expect("steps are small"), Ty::USIZE));
        let step_after = range.rev && range.step_last;
        ir::Range { lo, hi, inclusive: range.inclusive, step, reversed: range.rev, step_after, segment: None }
    }

    pub(super) fn counted(&mut self, range: ir::Range, build: impl FnOnce(&mut Self, Val)) {
        let inits = self.carried();
        let index = self.b.fresh(Ty::USIZE, None);
        let tys: Vec<Ty> = inits.iter().map(|v| self.b.ty(*v)).collect();
        let carried: Vec<Val> = tys.iter().map(|ty| self.b.fresh(*ty, None)).collect();
        let mut params = vec![index];
        params.extend(&carried);
        let env = self.env.clone();
        self.b.open(params);
        self.restore(&carried);
        build(self, index);
        self.env.truncate(env.len());
        let yields = self.carried();
        self.env = env;
        let body = self.b.close(yields);
        let outs = self.b.push(Op::For { range, inits, body, exits: false }, &tys);
        self.restore(&outs);
    }
}
