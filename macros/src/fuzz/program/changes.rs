//! Making what changes arrays other than by assignment: methods, parts, mutable references.

use super::ast::{Change, Int, IntTy, Lvalue, Part, Stmt, Turnover};
use super::make::Maker;
use super::number::Arith;
use super::scope::{Form, Kind, Var};

const OPS: [Arith; 3] = [Arith::Add, Arith::Sub, Arith::Mul];

/// A row of numbers that can be written to, of a length that is known.
fn is_row(v: &Var) -> bool {
    v.mutable && matches!(&v.kind, Kind::Array { dims, .. } if dims.len() == 1 && dims[0].0 == dims[0].1)
}

fn length(v: &Var) -> i64 {
    match &v.kind {
        Kind::Array { dims, .. } => dims[0].0,
        _ => 0,
    }
}

fn small(n: i64) -> usize {
    usize::try_from(n).expect("a small number")
}

impl Maker {
    /// `a.fill(e)`, `a.swap(i, j)` and the like.
    pub(super) fn change(&mut self) -> Stmt {
        if self.rng.chance(25)
            && let Some(exchange) = self.exchange()
        {
            return exchange;
        }
        if self.rng.chance(40)
            && let Some(call) = self.lend()
        {
            return call;
        }
        let Some(v) = self.scope.pick(&mut self.rng, is_row) else { return self.let_array() };
        let n = length(&v);
        let is_vec = matches!(v.kind, Kind::Array { form: Form::Vec, .. });
        if is_vec && self.rng.chance(50) {
            let how = *self.rng.pick(&[Turnover::Replaced, Turnover::Collected, Turnover::Popped]);
            let value = self.hidden(&v.name, |m| m.float(2));
            return Stmt::Change(v.name, Change::Exchanged(how, value));
        }
        let change = match self.rng.below(5) {
            0 => Change::Reverse,
            1 => Change::RotateLeft(small(self.rng.int(0, n))),
            2 => Change::RotateRight(small(self.rng.int(0, n))),
            3 => Change::Swap(self.index(n), self.index(n)),
            _ => {
                let name = v.name.clone();
                self.hidden(&name, |m| Change::Fill(m.float(2)))
            }
        };
        Stmt::Change(v.name, change)
    }

    /// `std::mem::swap(&mut a, &mut b)` of two of a kind.
    fn exchange(&mut self) -> Option<Stmt> {
        let owned = |v: &Var| match &v.kind {
            Kind::Float => v.mutable && !v.loose,
            Kind::Array { form: Form::Array | Form::Vec, .. } => v.mutable,
            _ => false,
        };
        let a = self.scope.pick(&mut self.rng, owned)?;
        let same = |v: &Var| owned(v) && v.kind == a.kind && v.name != a.name;
        let b = self.scope.pick(&mut self.rng, same)?;
        Some(Stmt::Exchange(a.name, b.name))
    }

    /// `let r = &mut a[i]; *r += e;`
    pub(super) fn through(&mut self) -> Stmt {
        let target = |v: &Var| v.mutable && !v.loose && matches!(v.kind, Kind::Float | Kind::Array { .. });
        let Some(v) = self.scope.pick(&mut self.rng, target) else { return self.let_array() };
        let place = match v.kind {
            Kind::Float => Lvalue::Var(v.name.clone()),
            _ => Lvalue::Index(v.name.clone(), self.indices(&v)),
        };
        let value = self.hidden(&v.name, |m| m.float(2));
        Stmt::Through { name: "through".to_owned(), target: place, op: *self.rng.pick(&OPS), value }
    }

    /// Makes something that does not name a variable.
    pub(super) fn hidden<T>(&mut self, name: &str, make: impl FnOnce(&mut Self) -> T) -> T {
        let mut kind = Kind::Pending;
        self.scope.update(name, |v| std::mem::swap(&mut v.kind, &mut kind));
        let effects = std::mem::take(&mut self.features.effects);
        let made = make(self);
        self.features.effects = effects;
        self.scope.update(name, |v| v.kind = kind);
        made
    }

    /// `for v in a.iter_mut() { *v *= e; .. }`
    pub(super) fn for_mut(&mut self) -> Stmt {
        let row = |v: &Var| v.mutable && matches!(&v.kind, Kind::Array { dims, .. } if dims.len() == 1);
        let Some(v) = self.scope.pick(&mut self.rng, row) else { return self.for_range() };
        let Kind::Array { dims, .. } = v.kind.clone() else { unreachable!("it is an array") };
        let depth = self.scope.depth();
        let index = self.rng.chance(40).then(|| "ix".to_owned());
        let var = format!("each{depth}");
        let body = self.hidden(&v.name, |m| {
            if let Some(index) = &index {
                m.scope.declare(Var::new(index, Kind::Int { ty: IntTy::Usize, lo: 0, hi: dims[0].1 - 1 }));
            }
            m.scope.declare(Var::new(&var, Kind::Reference));
            let mut body = m.block(3);
            let write = Stmt::Compound(*m.rng.pick(&OPS), Lvalue::Deref(var.clone()), m.leaf());
            // In front: further down, the names that it reads may be shadowed.
            body.stmts.insert(0, write);
            m.scope.leave(depth);
            body
        });
        Stmt::ForMut { var, index, array: v.name, body }
    }

    /// A block in which a part of an array, or a closure, has a name.
    pub(super) fn part_or_closure(&mut self, out: &mut Vec<Stmt>) {
        self.budget -= 1;
        let stmt = match self.rng.below(3) {
            0 if self.features.chains => self.with_closure(),
            1 => self.split(),
            _ => self.part(),
        };
        out.push(stmt);
    }

    /// `{ let p = &a[lo..hi]; .. }`
    fn part(&mut self) -> Stmt {
        let Some(v) = self.scope.pick(&mut self.rng, |v| matches!(v.kind, Kind::Array { .. })) else {
            return self.for_range();
        };
        let Kind::Array { dims, .. } = v.kind.clone() else { unreachable!("it is an array") };
        let (part, kind) = if let [(least, _), row] = dims[..] {
            let kind = Kind::Array { dims: vec![row], form: Form::ArrayRef };
            (Part::Row(self.index(least)), kind)
        } else {
            let least = dims[0].0;
            let lo = self.rng.int(0, least - 1);
            let hi = self.rng.int(lo + 1, least);
            let kind = Kind::Array { dims: vec![(hi - lo, hi - lo)], form: Form::Slice };
            (Part::Range(Int::Lit(lo), Int::Lit(hi)), kind)
        };
        let depth = self.scope.depth();
        let name = format!("part{depth}");
        self.scope.update(&v.name, |v| v.mutable = false);
        self.scope.declare(Var::new(&name, kind));
        let body = self.block(3);
        self.scope.leave(depth);
        self.scope.update(&v.name, |w| w.mutable = v.mutable);
        Stmt::Part { name, array: v.name, part, body }
    }

    /// `{ let (l, r) = a.split_at_mut(k); .. }`
    fn split(&mut self) -> Stmt {
        let Some(v) = self.scope.pick(&mut self.rng, |v| is_row(v) && length(v) > 1) else { return self.part() };
        let n = length(&v);
        let at = self.rng.int(1, n - 1);
        let depth = self.scope.depth();
        let names = [format!("left{depth}"), format!("right{depth}")];
        let body = self.hidden(&v.name, |m| {
            for (name, n) in names.iter().zip([at, n - at]) {
                let kind = Kind::Array { dims: vec![(n, n)], form: Form::SliceMut };
                m.scope.declare(Var::new(name, kind).mutable(true));
            }
            let mut body = m.block(4);
            let row = Var::new(&names[0], Kind::Array { dims: vec![(at, at)], form: Form::SliceMut });
            let target = Lvalue::Index(names[0].clone(), m.indices(&row));
            body.stmts.insert(0, Stmt::Compound(Arith::Add, target, m.leaf()));
            m.scope.leave(depth);
            body
        });
        Stmt::Split { names, array: v.name, at: small(at), body }
    }
}
