//! What expressions compute.

use super::super::ast::{ArrayInit, CallArg, Cmp, Cond, Float, Int, IntOp, IntTy};
use super::super::number::Number;
use super::{Machine, Slot, Step, Stop, call, error};

impl<'a, S: Number> Machine<'a, S> {
    pub(super) fn floats(&mut self, list: &'a [Float]) -> Step<S, Vec<S>> {
        list.iter().map(|e| self.float(e)).collect()
    }

    pub(super) fn scalar(&self, name: &str) -> Step<S, S> {
        match self.get(name)? {
            Slot::Float(s) => Ok(*s),
            _ => error(format!("{name} is no float, or not yet")),
        }
    }

    pub(super) fn element(&mut self, name: &str, index: &'a [Int]) -> Step<S, S> {
        let at = self.position(name, index)?;
        Ok(self.array(name)?.1[at])
    }

    pub(super) fn position(&mut self, name: &str, index: &'a [Int]) -> Step<S, usize> {
        let index: Vec<i64> = index.iter().map(|i| self.int(i)).collect::<Result<_, _>>()?;
        let (dims, _) = self.array(name)?;
        if index.len() != dims.len() {
            return error(format!("{name} has {} dimensions", dims.len()));
        }
        index.iter().zip(dims).try_fold(0, |at, (i, dim)| match usize::try_from(*i) {
            Ok(i) if i < *dim => Ok(at * dim + i),
            _ => error(format!("index {i} of {name} is out of bounds")),
        })
    }

    pub(super) fn function(&self, name: &str, args: &[S]) -> Step<S, S> {
        S::function(name, args, self.width()).map_or_else(|| error(format!("no function {name}")), Ok)
    }

    pub(super) fn float(&mut self, e: &'a Float) -> Step<S, S> {
        let w = self.width();
        match e {
            Float::Lit(x) => Ok(S::real(w.round(*x))),
            Float::Var(name) | Float::Deref(name) => self.scalar(name),
            Float::Index(name, index) => self.element(name, index),
            Float::Neg(a) => Ok(self.float(a)?.neg()),
            Float::Arith(op, a, b) => {
                let a = self.float(a)?;
                Ok(S::arith(*op, a, self.float(b)?, w))
            }
            Float::Method(name, args) => {
                let args = self.floats(args)?;
                self.function(name, &args)
            }
            Float::Powi(a, n) => {
                let a = self.float(a)?;
                match i32::try_from(self.int(n)?) {
                    Ok(n) => Ok(a.powi(n, w)),
                    Err(_) => error("an exponent beyond i32"),
                }
            }
            Float::FromInt(n) => Ok(S::real(w.round(self.int(n)? as f64))),
            Float::If(cond, then, otherwise) => {
                let block = if self.cond(cond)? { then } else { otherwise };
                self.block(block)
            }
            Float::Match(on, arms, rest) => {
                let block = self.arm(on, arms, rest)?;
                self.block(block)
            }
            Float::Block(block) => self.block(block),
            Float::Apply(name, args) => {
                let args = self.floats(args)?;
                self.apply(name, args)
            }
            Float::Chain(chain) => self.chain(chain),
            Float::Call(fun, args) => match self.call(*fun, args)? {
                Slot::Float(s) => Ok(s),
                _ => error("a call that gives no scalar"),
            },
        }
    }

    pub(super) fn call(&mut self, fun: usize, args: &'a [CallArg]) -> Step<S, Slot<S>> {
        let args = self.args(args)?;
        call(self.program, &self.program.funs[fun], args).map_err(Stop::Error)
    }

    pub(super) fn args(&mut self, args: &'a [CallArg]) -> Step<S, Vec<Slot<S>>> {
        let args = args.iter().map(|arg| match arg {
            CallArg::Float(e) => self.float(e).map(Slot::Float),
            CallArg::Int(n) => self.int(n).map(Slot::Int),
            CallArg::Bool(c) => self.cond(c).map(Slot::Bool),
            CallArg::Array(name, _) | CallArg::Lent(name, None) => self.get(name).cloned(),
            CallArg::Lent(name, Some(part)) => self.part(name, part),
        });
        args.collect()
    }

    pub(super) fn array_init(&mut self, init: &'a ArrayInit) -> Step<S, Slot<S>> {
        let (dims, data) = match init {
            ArrayInit::Repeat(e, n) => (vec![*n], vec![self.float(e)?; *n]),
            ArrayInit::Grid(e, rows, columns) => (vec![*rows, *columns], vec![self.float(e)?; rows * columns]),
            ArrayInit::Items(items) | ArrayInit::VecItems(items) => (vec![items.len()], self.floats(items)?),
            ArrayInit::Rows(rows) => {
                let data: Vec<Vec<S>> = rows.iter().map(|row| self.floats(row)).collect::<Result<_, _>>()?;
                (vec![rows.len(), rows[0].len()], data.concat())
            }
            ArrayInit::VecRepeat(e, n) => {
                let value = self.float(e)?;
                let n = self.int(n)?;
                let Ok(n) = usize::try_from(n) else { return error("a negative length") };
                (vec![n], vec![value; n])
            }
            ArrayInit::Copy(name, _) | ArrayInit::ToVec(name) => return self.get(name).cloned(),
            ArrayInit::Call(fun, args) => return self.call(*fun, args),
        };
        Ok(Slot::Array(dims, data))
    }

    pub(super) fn int(&mut self, e: &'a Int) -> Step<S, i64> {
        Ok(match e {
            Int::Lit(n) => *n,
            Int::Var(name) => match self.get(name)? {
                Slot::Int(n) => *n,
                _ => return error(format!("{name} is no integer")),
            },
            Int::Len(name) => i64::try_from(self.array(name)?.0[0]).expect("arrays are small"),
            Int::Cast(a, IntTy::Usize) => match self.int(a)? {
                n if n < 0 => return error("a negative index"),
                n => n,
            },
            Int::Cast(a, IntTy::I32) => self.int(a)?,
            Int::Bin(op, a, b) => {
                let (a, b) = (self.int(a)?, self.int(b)?);
                let value = match op {
                    IntOp::Add => a.checked_add(b),
                    IntOp::Sub => a.checked_sub(b),
                    IntOp::Mul => a.checked_mul(b),
                    IntOp::Div => a.checked_div(b),
                    IntOp::Rem => a.checked_rem(b),
                };
                value.map_or_else(|| error("integer arithmetic"), Ok)?
            }
        })
    }

    pub(super) fn cond(&mut self, c: &'a Cond) -> Step<S, bool> {
        Ok(match c {
            Cond::Lit(b) => *b,
            Cond::Var(name) => match self.get(name)? {
                Slot::Bool(b) => *b,
                _ => return error(format!("{name} is no truth value")),
            },
            Cond::Floats(cmp, a, b) => {
                let a = self.float(a)?.value();
                compare(*cmp, &a, &self.float(b)?.value())
            }
            Cond::Ints(cmp, a, b) => compare(*cmp, &self.int(a)?, &self.int(b)?),
            Cond::Not(a) => !self.cond(a)?,
            Cond::And(a, b) => self.cond(a)? && self.cond(b)?,
            Cond::Or(a, b) => self.cond(a)? || self.cond(b)?,
            Cond::Chain(chain, quantifier, item, cond) => self.quantified(chain, *quantifier, item, cond)?,
            Cond::After(block, then) => {
                self.unit(block)?;
                self.cond(then)?
            }
        })
    }
}

fn compare<T: PartialOrd>(cmp: Cmp, a: &T, b: &T) -> bool {
    match cmp {
        Cmp::Lt => a < b,
        Cmp::Le => a <= b,
        Cmp::Gt => a > b,
        Cmp::Ge => a >= b,
        Cmp::Eq => a == b,
        Cmp::Ne => a != b,
    }
}
