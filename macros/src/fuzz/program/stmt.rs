//! Making statements.

use super::ast::{ArrayInit, Float, Int, IntTy, Lvalue, Passing, Ret, Stmt};
use super::make::{Maker, evident};
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
                19 if self.features.changes && self.rng.chance(60) => self.part_or_closure(out),
                _ => {
                    let block = self.block(2);
                    out.push(Stmt::Scope(block));
                }
            }
        }
    }

    /// A statement without blocks of statements.
    pub(crate) fn simple_stmt(&mut self, out: &mut Vec<Stmt>) {
        self.budget -= 1;
        let stmt = match self.rng.below(if self.features.changes { 20 } else { 18 }) {
            0..=3 => self.let_float(),
            4 => self.let_tuple(),
            5 => self.let_array(),
            6 => self.let_rest(),
            7..=11 => self.assign(),
            12..=14 => self.write_element(),
            15 => self.destructure(),
            16 => self.assign_array(),
            18 => self.change(),
            19 => self.through(),
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
        Stmt::Let { name, mutable, typed: typed || !evident(&init), init: Some(init) }
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
                let counter = |v: &Var| v.mutable && matches!(v.kind, Kind::Int { .. });
                if let Some(v) = self.scope.pick(&mut self.rng, counter) {
                    return Stmt::AssignInt { name: v.name, value: self.index(4) };
                }
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
        let known =
            |v: &Var| matches!(&v.kind, Kind::Array { form, dims } if form.is_sized() || vecs && dims.len() == 1);
        let Some(Var { name, kind: Kind::Array { dims, form }, .. }) = self.scope.pick(&mut self.rng, known) else {
            let len = i64::try_from(n).expect("arrays are small");
            return (ArrayInit::Items(self.several(n)), vec![(len, len)], Form::Array);
        };
        match form {
            Form::Array => (ArrayInit::Copy(name, Passing::Plain), dims, Form::Array),
            Form::ArrayRef => (ArrayInit::Copy(name, Passing::Deref), dims, Form::Array),
            Form::Slice | Form::SliceMut | Form::Vec => (ArrayInit::ToVec(name), dims, Form::Vec),
        }
    }

    // ---- assignments

    pub(super) fn is_target(v: &Var) -> bool {
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
        let whole = |v: &Var| {
            Self::writable(v) && matches!(&v.kind, Kind::Array { form: Form::Array, dims } if dims.len() == 1)
        };
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
}
