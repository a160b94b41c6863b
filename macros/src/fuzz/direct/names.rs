//! Constructs that this front end only looks through: whether the names in them mean something.

use super::Direct;
use crate::fuzz::program::ast::{
    CallArg, Chain, Change, End, Held, Int, Item, Lvalue, Name, Part, Source, Stage, Stmt,
};
use crate::ir::types::{Dim, Ty};
use crate::ir::{Init, Val};

impl<'a> Direct<'a> {
    pub(super) fn names(&mut self, stmt: &'a Stmt) {
        let depth = self.env.len();
        match stmt {
            Stmt::Change(name, change) => {
                self.array(name);
                match change {
                    Change::Fill(e) | Change::Exchanged(_, e) => {
                        self.float(e);
                    }
                    Change::Swap(i, j) => self.int_names(&[i, j]),
                    Change::Reverse | Change::RotateLeft(_) | Change::RotateRight(_) => {}
                }
            }
            Stmt::Lend { name, args, .. } => {
                for arg in args {
                    match arg {
                        CallArg::Float(e) => _ = self.float(e),
                        CallArg::Int(n) => self.int_names(&[n]),
                        CallArg::Bool(c) => _ = self.cond(c),
                        CallArg::Array(name, _) | CallArg::Lent(name, _) => _ = self.array(name),
                    }
                }
                self.env.truncate(depth);
                name.iter().for_each(|name| self.float_name(name));
                return;
            }
            Stmt::Exchange(a, b) => {
                let _ = (self.bind(a), self.bind(b));
            }
            Stmt::Through { target, value, .. } => {
                self.float(value);
                if let Lvalue::Index(name, index) = target {
                    self.element(name, index);
                }
            }
            Stmt::ForMut { var, index, array, body } => {
                self.array(array);
                index.iter().for_each(|index| self.int_name(index));
                self.float_name(var);
                self.unit(body);
            }
            Stmt::Part { name, array, part, body } => {
                self.array(array);
                match part {
                    Part::Range(lo, hi) => self.int_names(&[lo, hi]),
                    Part::Row(i) => self.int_names(&[i]),
                    Part::Whole => {}
                }
                self.array_name(name);
                self.unit(body);
            }
            Stmt::Split { names, array, body, .. } => {
                self.array(array);
                names.iter().for_each(|name| self.array_name(name));
                self.unit(body);
            }
            Stmt::Closure { name, params, value, body, .. } => {
                params.iter().for_each(|p| self.float_name(p));
                self.value(value);
                self.env.truncate(depth);
                self.float_name(name);
                self.unit(body);
            }
            other => unreachable!("no construct to look through: {other:?}"),
        }
        self.env.truncate(depth);
    }

    fn int_names(&mut self, ints: &[&'a Int]) {
        ints.iter().for_each(|i| {
            self.int(i, Ty::USIZE);
        });
    }

    fn float_name(&mut self, name: &'a Name) {
        let some = self.b.float(0.5, self.ty);
        self.declare(name, some, false);
    }

    fn int_name(&mut self, name: &'a Name) {
        let some = self.b.int(0, Ty::USIZE);
        self.declare(name, some, false);
    }

    fn array_name(&mut self, name: &'a Name) {
        let zero = self.b.float(0.0, self.ty);
        let place = self.local(vec![Dim::Lit(1)], Vec::new(), Init::Fill(zero));
        self.env.push((name, super::Bind::Array(place)));
    }

    pub(super) fn chain_names(&mut self, chain: &'a Chain) -> Val {
        match &chain.source {
            Source::Elements(name, _) | Source::Windows(name, _) => {
                self.array(name);
            }
            Source::Zip(a, b) => {
                let _ = (self.array(a), self.array(b));
            }
            Source::Range(lo, hi) => self.int_names(&[lo, hi]),
        }
        for stage in &chain.stages {
            match stage {
                Stage::Filter(item, cond) | Stage::TakeWhile(item, cond) => {
                    self.item_names(item, |d| d.cond(cond));
                }
                Stage::Map(item, block) => {
                    self.item_names(item, |d| d.value(block));
                }
                Stage::Enumerate | Stage::Rev | Stage::Skip(_) | Stage::Take(_) | Stage::StepBy(_) => {}
            }
        }
        match &chain.end {
            End::Fold(init, acc, item, value) => {
                self.float(init);
                let depth = self.env.len();
                self.float_name(acc);
                self.item_names(item, |d| d.float(value));
                self.env.truncate(depth);
            }
            End::Max(init) => {
                self.float(init);
            }
            End::Sum | End::Product => {}
        }
        self.b.float(0.5, self.ty)
    }

    /// Looks through a closure of a chain.
    pub(super) fn item_names(&mut self, item: &'a Item, inside: impl FnOnce(&mut Self) -> Val) -> Val {
        let depth = self.env.len();
        self.item(item);
        let val = inside(self);
        self.env.truncate(depth);
        val
    }

    fn item(&mut self, item: &'a Item) {
        match item {
            Item::Name(name, Held::Float | Held::Reference) => self.float_name(name),
            Item::Name(name, Held::Index) => self.int_name(name),
            Item::Name(name, Held::Part) => self.array_name(name),
            Item::Pair(a, b) => [a, b].into_iter().for_each(|item| self.item(item)),
        }
    }
}
