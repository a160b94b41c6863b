//! What changes arrays other than by assignment. What a name for a part or a reference changes is written back when the name ends.

use super::super::ast::{Block, CallArg, Change, Lvalue, Name, Part, Stmt, Turnover};
use super::super::number::Number;
use super::{Closure, Machine, Slot, Step, Stop, error, lent};

impl<'a, S: Number> Machine<'a, S> {
    pub(super) fn change(&mut self, stmt: &'a Stmt) -> Step<S> {
        match stmt {
            Stmt::Change(name, change) => self.method(name, change),
            Stmt::Lend { name, fun, args } => self.lend(name.as_ref(), *fun, args),
            Stmt::Exchange(a, b) => {
                let (x, y) = (self.get(a)?.clone(), self.get(b)?.clone());
                *self.get_mut(a)? = y;
                *self.get_mut(b)? = x;
                Ok(())
            }
            Stmt::Through { target, op, value, .. } => self.through(target, |m, old| {
                let value = m.float(value)?;
                Ok(S::arith(*op, old, value, m.width()))
            }),
            Stmt::ForMut { var, index, array, body } => self.each_mut(var, index.as_ref(), array, body),
            Stmt::Part { name, array, part, body } => {
                let part = self.part(array, part)?;
                self.scoped(|m| {
                    m.declare(name, part);
                    m.unit(body)
                })
            }
            Stmt::Split { names, array, at, body } => self.split(names, array, *at, body),
            Stmt::Closure { name, params, value, body, .. } => self.scoped(|m| {
                m.closures.push(Closure { params, value, depth: m.vars.len() });
                m.declare(name, Slot::Closure(m.closures.len() - 1));
                m.unit(body)
            }),
            _ => error("no statement that changes something"),
        }
    }

    /// What the callee leaves in the last argument is written back.
    fn lend(&mut self, name: Option<&'a Name>, fun: usize, args: &'a [CallArg]) -> Step<S> {
        let slots = self.args(args)?;
        let (result, mut left) = lent(self.program, &self.program.funs[fun], slots).map_err(Stop::Error)?;
        let (Some(CallArg::Lent(array, part)), Some(Slot::Array(_, written))) = (args.last(), left.pop()) else {
            return error("a call that is lent nothing");
        };
        let lo = match part {
            Some(part) => self.bounds(array, part)?.0,
            None => 0,
        };
        self.data(array)?[lo..lo + written.len()].clone_from_slice(&written);
        if let Some(name) = name {
            self.declare(name, result);
        }
        Ok(())
    }

    /// What is declared inside ends with it.
    fn scoped(&mut self, run: impl FnOnce(&mut Self) -> Step<S>) -> Step<S> {
        let depth = self.vars.len();
        let outcome = run(self);
        self.vars.truncate(depth);
        outcome
    }

    fn data(&mut self, name: &str) -> Step<S, &mut Vec<S>> {
        match self.get_mut(name)? {
            Slot::Array(_, data) => Ok(data),
            _ => error(format!("{name} is no array")),
        }
    }

    fn method(&mut self, name: &str, change: &'a Change) -> Step<S> {
        match change {
            Change::Fill(e) => {
                let value = self.float(e)?;
                self.data(name)?.fill(value);
            }
            Change::Swap(i, j) => {
                let (i, j) = (self.int(i)?, self.int(j)?);
                let (Ok(i), Ok(j)) = (usize::try_from(i), usize::try_from(j)) else { return error("an index") };
                self.data(name)?.swap(i, j);
            }
            Change::Reverse => self.data(name)?.reverse(),
            Change::RotateLeft(n) => self.data(name)?.rotate_left(*n),
            Change::Exchanged(how, e) => {
                let value = self.float(e)?;
                let data = self.data(name)?;
                match how {
                    Turnover::Replaced | Turnover::Collected => _ = data.remove(0),
                    Turnover::Popped => _ = data.pop(),
                }
                data.push(value);
            }
            Change::RotateRight(n) => self.data(name)?.rotate_right(*n),
        }
        Ok(())
    }

    /// The index comes first, as the reference is taken before what is written through it.
    fn through(&mut self, target: &'a Lvalue, new: impl FnOnce(&mut Self, S) -> Step<S, S>) -> Step<S> {
        match target {
            Lvalue::Var(name) | Lvalue::Deref(name) => {
                let old = self.scalar(name)?;
                let new = new(self, old)?;
                *self.get_mut(name)? = Slot::Float(new);
            }
            Lvalue::Index(name, index) => {
                let at = self.position(name, index)?;
                let old = self.array(name)?.1[at];
                let new = new(self, old)?;
                self.data(name)?[at] = new;
            }
        }
        Ok(())
    }

    fn each_mut(&mut self, var: &'a Name, index: Option<&'a Name>, array: &str, body: &'a Block) -> Step<S> {
        for i in 0..self.array(array)?.1.len() {
            let depth = self.vars.len();
            if let Some(index) = index {
                self.declare(index, Slot::Int(i64::try_from(i).expect("arrays are small")));
            }
            let item = self.array(array)?.1[i];
            self.declare(var, Slot::Float(item));
            let outcome = self.turn(Vec::new(), body);
            let written = self.scalar(var);
            self.vars.truncate(depth);
            self.data(array)?[i] = written?;
            if !outcome? {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn part(&mut self, array: &str, part: &'a Part) -> Step<S, Slot<S>> {
        let (lo, hi) = self.bounds(array, part)?;
        match self.array(array)?.1.get(lo..hi) {
            Some(part) => Ok(Slot::Array(vec![hi - lo], part.to_vec())),
            None => error("a part beyond the end"),
        }
    }

    fn bounds(&mut self, array: &str, part: &'a Part) -> Step<S, (usize, usize)> {
        let dims = self.array(array)?.0.clone();
        let (lo, hi) = match part {
            Part::Range(lo, hi) => (self.int(lo)?, self.int(hi)?),
            Part::Whole => (0, i64::try_from(dims.iter().product::<usize>()).expect("arrays are small")),
            Part::Row(i) => {
                let (i, n) = (self.int(i)?, i64::try_from(dims[1]).expect("arrays are small"));
                (i * n, (i + 1) * n)
            }
        };
        match (usize::try_from(lo), usize::try_from(hi)) {
            (Ok(lo), Ok(hi)) => Ok((lo, hi)),
            _ => error("a negative index"),
        }
    }

    fn split(&mut self, names: &'a [Name; 2], array: &str, at: usize, body: &'a Block) -> Step<S> {
        let data = self.array(array)?.1.clone();
        let Some((left, right)) = data.split_at_checked(at) else { return error("a part beyond the end") };
        let depth = self.vars.len();
        self.declare(&names[0], Slot::Array(vec![left.len()], left.to_vec()));
        self.declare(&names[1], Slot::Array(vec![right.len()], right.to_vec()));
        let outcome = self.unit(body);
        let halves = [self.array(&names[0])?.1.clone(), self.array(&names[1])?.1.clone()];
        self.vars.truncate(depth);
        if !matches!(outcome, Err(Stop::Error(_))) {
            *self.data(array)? = halves.concat();
        }
        outcome
    }
}
