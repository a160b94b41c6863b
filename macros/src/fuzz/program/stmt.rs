//! Making statements.

use super::ast::{
    ArrayInit, Block, Cmp, Cond, Each, Float, Int, IntOp, IntTy, Lvalue, Passing, Range, Ret, Stmt,
};
use super::make::Maker;
use super::number::Arith;
use super::scope::{Form, Kind, Var};

impl Maker {
    /// A few statements, into a list.
    pub(crate) fn stmts(&mut self, out: &mut Vec<Stmt>, count: usize) {
        for _ in 0..count {
            if self.budget <= 0 {
                return;
            }
            match self.rng.below(20) {
                0..=10 => self.simple_stmt(out),
                11..=13 => self.branch(out),
                14..=17 if self.nesting < 3 => self.a_loop(out),
                18 => self.jump(out),
                _ => {
                    let block = self.block(2);
                    out.push(Stmt::Scope(block));
                }
            }
        }
    }

    fn block(&mut self, count: usize) -> Block {
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

    /// A statement without blocks of statements.
    pub(crate) fn simple_stmt(&mut self, out: &mut Vec<Stmt>) {
        self.budget -= 1;
        let stmt = match self.rng.below(18) {
            0..=3 => self.let_float(),
            4 => self.let_tuple(),
            5 => self.let_array(),
            6 => self.let_rest(),
            7..=11 => self.assign(),
            12..=14 => self.write_element(),
            15 => self.destructure(),
            16 => self.assign_array(),
            _ => self.let_loose(),
        };
        out.push(stmt);
    }

    // ---- declarations

    fn let_float(&mut self) -> Stmt {
        let init = self.float(3);
        let name = self.scope.name(&mut self.rng);
        let (mutable, typed) = (self.rng.chance(60), self.rng.chance(20) || matches!(init, Float::Lit(_)));
        self.scope.declare(Var::new(&name, Kind::Float).mutable(mutable));
        Stmt::Let { name, mutable, typed: typed || !self.evident(&init), init: Some(init) }
    }

    /// `let mut s = 0.0;`, whose width rustc learns from what is added to it.
    fn let_loose(&mut self) -> Stmt {
        let name = self.scope.name(&mut self.rng);
        self.scope.declare(Var { loose: true, ..Var::new(&name, Kind::Float).mutable(true) });
        Stmt::Let { name, mutable: true, typed: false, init: Some(Float::Lit(0.0)) }
    }

    fn let_tuple(&mut self) -> Stmt {
        let count = 2 + self.rng.below(2);
        let inits: Vec<Float> = (0..count).map(|_| self.float(2)).collect();
        let mut names: Vec<(String, bool)> = Vec::new();
        for _ in 0..count {
            let mut name = self.scope.name(&mut self.rng);
            while names.iter().any(|(n, _)| *n == name) {
                name.push('2');
            }
            names.push((name, self.rng.chance(50)));
        }
        for (name, mutable) in &names {
            self.scope.declare(Var::new(name, Kind::Float).mutable(*mutable));
        }
        Stmt::LetTuple { names, inits, nested: self.rng.chance(40) }
    }

    fn let_rest(&mut self) -> Stmt {
        match self.rng.below(3) {
            0 => {
                let of = self.float(1);
                let sin = self.scope.name(&mut self.rng);
                let cos = format!("{}_cos", sin.trim_start_matches("r#"));
                self.scope.declare(Var::new(&sin, Kind::Float));
                self.scope.declare(Var::new(&cos, Kind::Float));
                Stmt::LetSinCos { sin, cos, of }
            }
            1 => {
                let init = self.cond(1);
                let name = self.scope.name(&mut self.rng);
                self.scope.declare(Var::new(&name, Kind::Bool));
                Stmt::LetBool { name, init }
            }
            _ => {
                let init = self.index(4);
                let name = self.scope.name(&mut self.rng);
                let kind = Kind::Int { ty: IntTy::Usize, lo: 0, hi: 3 };
                self.scope.declare(Var::new(&name, kind).mutable(true));
                Stmt::LetInt { name, mutable: true, ty: IntTy::Usize, init }
            }
        }
    }

    pub(crate) fn let_array(&mut self) -> Stmt {
        let (init, dims, form) = self.array_init();
        let name = self.scope.name(&mut self.rng);
        let mutable = self.rng.chance(80);
        self.scope.declare(Var::new(&name, Kind::Array { dims, form }).mutable(mutable));
        Stmt::LetArray { name, mutable, init }
    }

    fn array_init(&mut self) -> (ArrayInit, Vec<(i64, i64)>, Form) {
        let n = 2 + self.rng.below(3);
        let len = |n: usize| i64::try_from(n).expect("arrays are small");
        let exact = vec![(len(n), len(n))];
        match self.rng.below(12) {
            0..=2 => (ArrayInit::Items(self.several(n)), exact, Form::Array),
            3 => (ArrayInit::Repeat(self.float(1), n), exact, Form::Array),
            4 => (ArrayInit::Repeat(Float::Lit(0.0), n), exact, Form::Array),
            5 => (ArrayInit::Grid(self.float(1), n, 2), vec![exact[0], (2, 2)], Form::Array),
            6 => {
                let rows = (0..n).map(|_| self.several(2)).collect();
                (ArrayInit::Rows(rows), vec![exact[0], (2, 2)], Form::Array)
            }
            7 if self.features.vecs => (ArrayInit::VecItems(self.several(n)), exact, Form::Vec),
            8 if self.features.vecs => (ArrayInit::VecRepeat(self.float(1), Int::Lit(len(n))), exact, Form::Vec),
            9 => self.returned_array(n),
            _ => self.copied_array(n),
        }
    }

    fn several(&mut self, n: usize) -> Vec<Float> {
        (0..n).map(|_| self.float(1)).collect()
    }

    fn returned_array(&mut self, n: usize) -> (ArrayInit, Vec<(i64, i64)>, Form) {
        let Some((fun, args)) = self.call(1, |ret| matches!(ret, Ret::Array { .. })) else {
            return self.copied_array(n);
        };
        let Ret::Array { len, .. } = self.funs[fun].ret else { unreachable!("it returns an array") };
        let len = i64::try_from(len).expect("arrays are small");
        (ArrayInit::Call(fun, args), vec![(len, len)], Form::Array)
    }

    fn copied_array(&mut self, n: usize) -> (ArrayInit, Vec<(i64, i64)>, Form) {
        let vecs = self.features.vecs;
        let known = |v: &Var| matches!(&v.kind, Kind::Array { form, dims } if form.is_sized() || vecs && dims.len() == 1);
        let Some(Var { name, kind: Kind::Array { dims, form }, .. }) = self.scope.pick(&mut self.rng, known) else {
            let len = i64::try_from(n).expect("arrays are small");
            return (ArrayInit::Items(self.several(n)), vec![(len, len)], Form::Array);
        };
        match form {
            Form::Array => (ArrayInit::Copy(name, Passing::Plain), dims, Form::Array),
            Form::ArrayRef => (ArrayInit::Copy(name, Passing::Deref), dims, Form::Array),
            Form::Slice | Form::Vec => (ArrayInit::ToVec(name), dims, Form::Vec),
        }
    }

    // ---- assignments

    fn is_target(v: &Var) -> bool {
        v.mutable && v.kind == Kind::Float
    }

    fn assign(&mut self) -> Stmt {
        let Some(v) = self.scope.pick(&mut self.rng, Self::is_target) else { return self.let_float() };
        let op = *self.rng.pick(&[Arith::Add, Arith::Add, Arith::Sub, Arith::Mul]);
        let target = Lvalue::Var(v.name.clone());
        if v.loose {
            return Stmt::Compound(op, target, self.evident_float());
        }
        match self.rng.below(5) {
            0 | 1 => Stmt::Assign(target, self.float(3)),
            // A carried nonlinear update that stays of moderate size.
            2 => {
                let old = Float::Arith(Arith::Mul, Box::new(Float::Var(v.name)), Box::new(self.leaf()));
                let inner = Float::Arith(Arith::Add, Box::new(old), Box::new(self.leaf()));
                Stmt::Assign(target, Float::Method("sin", vec![inner]))
            }
            _ => Stmt::Compound(op, target, self.float(2)),
        }
    }

    fn writable(v: &Var) -> bool {
        v.mutable && matches!(v.kind, Kind::Array { .. })
    }

    fn write_element(&mut self) -> Stmt {
        let Some(v) = self.scope.pick(&mut self.rng, Self::writable) else { return self.let_array() };
        let target = Lvalue::Index(v.name.clone(), self.indices(&v));
        match self.rng.below(3) {
            0 => Stmt::Compound(*self.rng.pick(&[Arith::Add, Arith::Sub, Arith::Mul]), target, self.float(2)),
            1 => {
                let other = Float::Index(v.name.clone(), self.indices(&v));
                Stmt::Assign(target, Float::Arith(Arith::Mul, Box::new(other), Box::new(self.float(1))))
            }
            _ => Stmt::Assign(target, self.float(2)),
        }
    }

    fn destructure(&mut self) -> Stmt {
        let targets = self.scope.all(|v| Self::is_target(v) && !v.loose);
        if targets.len() < 2 {
            return self.assign();
        }
        let k = self.rng.below(targets.len() - 1);
        let (a, b) = (targets[k].name.clone(), targets[k + 1].name.clone());
        let values = match self.rng.below(2) {
            0 => vec![Float::Var(b.clone()), Float::Var(a.clone())],
            _ => vec![Float::Var(b.clone()), self.float(2)],
        };
        Stmt::AssignTuple(vec![Lvalue::Var(a), Lvalue::Var(b)], values)
    }

    fn assign_array(&mut self) -> Stmt {
        let whole = |v: &Var| Self::writable(v) && matches!(&v.kind, Kind::Array { form: Form::Array, dims } if dims.len() == 1);
        let Some(Var { name, kind: Kind::Array { dims, .. }, .. }) = self.scope.pick(&mut self.rng, whole) else {
            return self.write_element();
        };
        let n = usize::try_from(dims[0].0).expect("lengths are positive");
        let same = |v: &Var| matches!(&v.kind, Kind::Array { dims: d, form: Form::Array } if *d == dims);
        let init = match self.scope.pick(&mut self.rng, same) {
            Some(v) if self.rng.chance(50) && v.name != name => ArrayInit::Copy(v.name, Passing::Plain),
            _ => ArrayInit::Items(self.several(n)),
        };
        Stmt::AssignArray { name, init }
    }

    // ---- control flow

    fn branch(&mut self, out: &mut Vec<Stmt>) {
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
    fn deferred(&mut self, out: &mut Vec<Stmt>) {
        let name = self.scope.name(&mut self.rng);
        self.scope.declare(Var::new(&name, Kind::Pending));
        out.push(Stmt::Let { name: name.clone(), mutable: false, typed: self.rng.chance(70), init: None });
        let cond = self.cond(1);
        let mut then = self.block(2);
        // In front: further down, the names that it reads may be shadowed.
        then.stmts.insert(0, Stmt::Assign(Lvalue::Var(name.clone()), self.evident_float()));
        let otherwise = Block { stmts: vec![Stmt::Assign(Lvalue::Var(name.clone()), self.evident_float())], tail: None };
        out.push(Stmt::If(cond, then, Some(otherwise)));
        self.scope.update(&name, |v| v.kind = Kind::Float);
    }

    /// `if c { return e; }`, or out of a turn or loop.
    fn jump(&mut self, out: &mut Vec<Stmt>) {
        self.budget -= 1;
        let cond = self.cond(1);
        let stmt = match self.rng.below(3) {
            0 if self.loops > 0 && self.features.jumps => Stmt::Break,
            1 if self.loops > 0 && self.features.jumps => Stmt::Continue,
            _ if self.returns => Stmt::Return(self.float(2)),
            _ => return self.simple_stmt(out),
        };
        let mut stmts = Vec::new();
        if self.rng.chance(30) {
            let depth = self.scope.depth();
            self.simple_stmt(&mut stmts);
            self.scope.leave(depth);
        }
        stmts.push(stmt);
        out.push(Stmt::If(cond, Block { stmts, tail: None }, None));
    }

    fn a_loop(&mut self, out: &mut Vec<Stmt>) {
        self.budget -= 2;
        self.loops += 1;
        let stmt = match self.rng.below(8) {
            0 | 1 => self.for_each(),
            2 if self.features.whiles => self.while_loop(),
            _ => self.for_range(),
        };
        self.loops -= 1;
        out.push(stmt);
    }

    fn for_range(&mut self) -> Stmt {
        let (range, least, most) = self.range();
        let depth = self.scope.depth();
        let var = (*self.rng.pick(&["i", "j", "k", "m"])).to_owned();
        self.scope.declare(Var::new(&var, Kind::Int { ty: IntTy::Usize, lo: least, hi: most }));
        let body = self.block(4);
        self.scope.leave(depth);
        Stmt::For { var, range, body }
    }

    /// A range, and the least and greatest index in it.
    fn range(&mut self) -> (Range, i64, i64) {
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
    fn bound(&mut self) -> (Int, i64) {
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

    fn for_each(&mut self) -> Stmt {
        let flat = |v: &Var| matches!(&v.kind, Kind::Array { dims, .. } if dims.len() == 1);
        let Some(v) = self.scope.pick(&mut self.rng, flat) else { return self.for_range() };
        let Kind::Array { dims, form } = v.kind.clone() else { unreachable!("it is an array") };
        let each = match self.rng.below(4) {
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
        let body = self.block(3);
        self.scope.leave(depth);
        self.scope.update(&v.name, |w| w.mutable = v.mutable);
        Stmt::ForEach { var, index, array: v.name, each, body }
    }

    /// `while t < c { t += something positive; .. }`
    fn while_loop(&mut self) -> Stmt {
        let Some(v) = self.scope.pick(&mut self.rng, |v| Self::is_target(v) && !v.loose) else { return self.for_range() };
        let cond = Cond::Floats(Cmp::Lt, Float::Var(v.name.clone()), Float::Lit(2.5));
        let mut body = self.block(2);
        let e = self.leaf();
        let square = Float::Arith(Arith::Mul, Box::new(e.clone()), Box::new(e));
        let step = Float::Arith(Arith::Add, Box::new(square), Box::new(Float::Lit(0.6)));
        body.stmts.insert(0, Stmt::Compound(Arith::Add, Lvalue::Var(v.name), step));
        Stmt::While { cond, body }
    }
}
