//! Making branches, loops and jumps.

use super::ast::{Block, Cmp, Cond, Each, Float, Int, IntOp, IntTy, Lvalue, Range, Stmt};
use super::make::Maker;
use super::number::Arith;
use super::scope::{Form, Kind, Var};

impl Maker {
    pub(super) fn block(&mut self, count: usize) -> Block {
        let depth = self.scope.depth();
        let mut stmts = Vec::new();
        self.nesting += 1;
        let count = 1 + self.rng.below(count);
        self.stmts(&mut stmts, count);
        if stmts.is_empty() {
            self.simple_stmt(&mut stmts);
        }
        self.nesting -= 1;
        self.scope.leave(depth);
        Block { stmts, tail: None }
    }

    pub(super) fn branch(&mut self, out: &mut Vec<Stmt>) {
        self.budget -= 1;
        match self.rng.below(5) {
            0 => self.deferred(out),
            1 => match self.scope.pick(&mut self.rng, |v| matches!(v.kind, Kind::Int { .. })) {
                Some(v) => {
                    let pats = self.pats();
                    let arms = pats.into_iter().map(|p| (p, self.block(2))).collect();
                    let rest = self.block(2);
                    out.push(Stmt::Match(Int::Var(v.name), arms, rest));
                }
                None => self.deferred(out),
            },
            _ => {
                let cond = self.cond(2);
                let then = self.block(3);
                let otherwise = self.rng.chance(60).then(|| self.block(2));
                out.push(Stmt::If(cond, then, otherwise));
            }
        }
    }

    /// `let t; if c { .. t = e; } else { t = e; }`
    pub(super) fn deferred(&mut self, out: &mut Vec<Stmt>) {
        let name = self.scope.name(&mut self.rng);
        self.scope.declare(Var::new(&name, Kind::Pending));
        out.push(Stmt::Let { name: name.clone(), mutable: false, typed: self.rng.chance(70), init: None });
        let cond = self.cond(1);
        let mut then = self.block(2);
        // In front: further down, the names that it reads may be shadowed.
        then.stmts.insert(0, Stmt::Assign(Lvalue::Var(name.clone()), self.evident_float()));
        let otherwise =
            Block { stmts: vec![Stmt::Assign(Lvalue::Var(name.clone()), self.evident_float())], tail: None };
        out.push(Stmt::If(cond, then, Some(otherwise)));
        self.scope.update(&name, |v| v.kind = Kind::Float);
    }

    /// `if c { return e; }`, or out of a turn or loop.
    pub(super) fn jump(&mut self, out: &mut Vec<Stmt>) {
        self.budget -= 1;
        let cond = self.cond(1);
        let kind = self.rng.below(3);
        let leaves = kind < 2 && self.loops > 0 && self.features.jumps;
        if !leaves && !self.returns {
            return self.simple_stmt(out);
        }
        let mut stmts = Vec::new();
        let depth = self.scope.depth();
        if self.rng.chance(30) {
            self.simple_stmt(&mut stmts);
        }
        let stmt = match kind {
            0 if leaves => Stmt::Break,
            1 if leaves => Stmt::Continue,
            _ => Stmt::Return(self.float(2)),
        };
        self.scope.leave(depth);
        stmts.push(stmt);
        out.push(Stmt::If(cond, Block { stmts, tail: None }, None));
    }

    pub(super) fn a_loop(&mut self, out: &mut Vec<Stmt>) {
        self.budget -= 2;
        self.loops += 1;
        let stmt = match self.rng.below(9) {
            0 | 1 => self.for_each(),
            8 if self.features.changes => self.for_mut(),
            2 if self.features.whiles => self.while_loop(),
            _ => self.for_range(),
        };
        self.loops -= 1;
        out.push(stmt);
    }

    pub(super) fn for_range(&mut self) -> Stmt {
        let (range, least, most) = self.range();
        let depth = self.scope.depth();
        let var = (*self.rng.pick(&["i", "j", "k", "m"])).to_owned();
        self.scope.declare(Var::new(&var, Kind::Int { ty: IntTy::Usize, lo: least, hi: most }));
        let body = self.block(4);
        self.scope.leave(depth);
        Stmt::For { var, range, segment: self.rng.chance(20).then(|| 1 + self.rng.below(4)), body }
    }

    /// A range, and the least and greatest index in it.
    pub(super) fn range(&mut self) -> (Range, i64, i64) {
        let mut range = Range {
            lo: Int::Lit(0),
            hi: Int::Lit(0),
            inclusive: self.rng.chance(25),
            rev: self.rng.chance(20),
            step: self.rng.chance(15).then(|| 2 + self.rng.below(2)),
            step_last: self.rng.chance(30),
        };
        // The standard library does not reverse the steps of an inclusive range.
        range.step_last |= range.inclusive;
        let low = self.rng.int(0, 1);
        range.lo = Int::Lit(low);
        let (hi, most) = self.bound();
        range.hi = hi;
        // Triangular: it begins at the index of a loop around it.
        if self.rng.chance(15) {
            let index = |v: &Var| matches!(v.kind, Kind::Int { ty: IntTy::Usize, .. });
            if let Some(Var { name, kind: Kind::Int { lo, .. }, .. }) = self.scope.pick(&mut self.rng, index) {
                let last = most - i64::from(!range.inclusive);
                range.lo = Int::Var(name);
                return (range, lo, last.max(lo));
            }
        }
        let last = most - i64::from(!range.inclusive);
        (range, low, last.max(low))
    }

    /// The end of a range, and the most that it can be.
    pub(super) fn bound(&mut self) -> (Int, i64) {
        match self.rng.below(6) {
            0 | 1 => match self.scope.pick(&mut self.rng, |v| matches!(v.kind, Kind::Int { ty: IntTy::Usize, .. })) {
                Some(Var { name, kind: Kind::Int { hi, .. }, .. }) => (Int::Var(name), hi),
                _ => (Int::Lit(3), 3),
            },
            2 | 3 => match self.scope.pick(&mut self.rng, |v| matches!(v.kind, Kind::Array { .. })) {
                Some(Var { name, kind: Kind::Array { dims, .. }, .. }) => (Int::Len(name), dims[0].1),
                _ => (Int::Lit(2), 2),
            },
            4 => (Int::Bin(IntOp::Add, Box::new(Int::Lit(1)), Box::new(Int::Lit(2))), 3),
            _ => {
                let n = self.rng.int(0, 4);
                (Int::Lit(n), n)
            }
        }
    }

    pub(super) fn for_each(&mut self) -> Stmt {
        let flat = |v: &Var| matches!(&v.kind, Kind::Array { dims, .. } if dims.len() == 1);
        let Some(v) = self.scope.pick(&mut self.rng, flat) else { return self.for_range() };
        let Kind::Array { dims, form } = v.kind.clone() else { unreachable!("it is an array") };
        let each = match self.rng.below(5) {
            4 if self.features.chains => Each::Call,
            0 => Each::Pattern,
            1 => Each::Reference,
            2 if form == Form::Array => Each::Value,
            _ => Each::Enumerate,
        };
        let depth = self.scope.depth();
        let var = self.scope.name(&mut self.rng);
        let index = (each == Each::Enumerate).then(|| "ix".to_owned());
        // A loop over references holds the array; nothing in it may write there.
        if each != Each::Value {
            self.scope.update(&v.name, |v| v.mutable = false);
        }
        if let Some(index) = &index {
            self.scope.declare(Var::new(index, Kind::Int { ty: IntTy::Usize, lo: 0, hi: dims[0].1 - 1 }));
        }
        self.scope.declare(Var::new(&var, if each == Each::Reference { Kind::Reference } else { Kind::Float }));
        let body = if each == Each::Call { self.jumpless(|m| m.block(3)) } else { self.block(3) };
        self.scope.leave(depth);
        self.scope.update(&v.name, |w| w.mutable = v.mutable);
        Stmt::ForEach { var, index, array: v.name, each, body }
    }

    /// `while t < c { t += something positive; .. }`
    pub(super) fn while_loop(&mut self) -> Stmt {
        let Some(v) = self.scope.pick(&mut self.rng, |v| Self::is_target(v) && !v.loose) else {
            return self.for_range();
        };
        let cond = Cond::Floats(Cmp::Lt, Float::Var(v.name.clone()), Float::Lit(2.5));
        let mut body = self.block(2);
        let e = self.leaf();
        let square = Float::Arith(Arith::Mul, Box::new(e.clone()), Box::new(e));
        let step = Float::Arith(Arith::Add, Box::new(square), Box::new(Float::Lit(0.6)));
        let step = Stmt::Compound(Arith::Add, Lvalue::Var(v.name), step);
        if self.features.effects && self.rng.chance(40) {
            let head = Block { stmts: vec![step], tail: None };
            return Stmt::While { cond: Cond::After(head, Box::new(cond)), body };
        }
        body.stmts.insert(0, step);
        Stmt::While { cond, body }
    }
}
