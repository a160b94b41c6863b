//! What chains of iterators and closures compute. Their closures change nothing, so that the order of evaluation does not matter.

use super::super::ast::{Chain, Cond, End, Item, Quantifier, Source, Stage};
use super::super::number::{Arith, Number};
use super::{Machine, Slot, Step, Stop, error};

/// An item of a chain.
#[derive(Clone, Debug)]
enum Given<S> {
    One(Slot<S>),
    Pair(Box<Given<S>>, Box<Given<S>>),
}

impl<'a, S: Number> Machine<'a, S> {
    pub(super) fn apply(&mut self, name: &str, args: Vec<S>) -> Step<S, S> {
        let Slot::Closure(at) = *self.get(name)? else { return error(format!("{name} is no closure")) };
        let closure = self.closures[at];
        let rest = self.vars.split_off(closure.depth);
        closure.params.iter().zip(args).for_each(|(p, v)| self.declare(p, Slot::Float(v)));
        let value = match self.block(closure.value) {
            Err(Stop::Return(value)) => Ok(value),
            other => other,
        };
        self.vars.truncate(closure.depth);
        self.vars.extend(rest);
        value
    }

    pub(super) fn chain(&mut self, chain: &'a Chain) -> Step<S, S> {
        let items = self.items(chain)?;
        let w = self.width();
        let (mut total, op) = match &chain.end {
            End::Sum => (S::real(-0.0), Arith::Add),
            End::Product => (S::real(1.0), Arith::Mul),
            End::Max(init) => {
                let init = self.float(init)?;
                return items.iter().try_fold(init, |acc, item| self.function("max", &[acc, number(item)?]));
            }
            End::Fold(init, acc, item, value) => {
                let mut total = self.float(init)?;
                for given in items {
                    let depth = self.vars.len();
                    self.declare(acc, Slot::Float(total));
                    self.bind(item, given)?;
                    total = self.float(value)?;
                    self.vars.truncate(depth);
                }
                return Ok(total);
            }
        };
        for item in &items {
            total = S::arith(op, total, number(item)?, w);
        }
        Ok(total)
    }

    pub(super) fn quantified(
        &mut self,
        chain: &'a Chain,
        quantifier: Quantifier,
        item: &'a Item,
        cond: &'a Cond,
    ) -> Step<S, bool> {
        let any = quantifier == Quantifier::Any;
        for given in self.items(chain)? {
            if self.with(item, given, |m| m.cond(cond))? == any {
                return Ok(any);
            }
        }
        Ok(!any)
    }

    fn items(&mut self, chain: &'a Chain) -> Step<S, Vec<Given<S>>> {
        let mut items = self.sourced(&chain.source)?;
        for stage in &chain.stages {
            items = self.staged(stage, items)?;
        }
        Ok(items)
    }

    fn sourced(&mut self, source: &'a Source) -> Step<S, Vec<Given<S>>> {
        let float = |v: &S| Given::One(Slot::Float(*v));
        Ok(match source {
            Source::Elements(name, _) => self.array(name)?.1.iter().map(float).collect(),
            Source::Zip(a, b) => {
                let pairs = self.array(a)?.1.iter().zip(self.array(b)?.1);
                pairs.map(|(a, b)| Given::Pair(Box::new(float(a)), Box::new(float(b)))).collect()
            }
            Source::Range(lo, hi) => {
                let (lo, hi) = (self.int(lo)?, self.int(hi)?);
                (lo..hi).map(|i| Given::One(Slot::Int(i))).collect()
            }
            Source::Windows(name, n) => {
                let windows = self.array(name)?.1.windows(*n);
                windows.map(|w| Given::One(Slot::Array(vec![w.len()], w.to_vec()))).collect()
            }
        })
    }

    fn staged(&mut self, stage: &'a Stage, items: Vec<Given<S>>) -> Step<S, Vec<Given<S>>> {
        let items = items.into_iter();
        Ok(match stage {
            Stage::Enumerate => {
                let number = |i| Box::new(Given::One(Slot::Int(i)));
                items.zip(0..).map(|(item, i)| Given::Pair(number(i), Box::new(item))).collect()
            }
            Stage::Rev => items.rev().collect(),
            Stage::Skip(n) => items.skip(*n).collect(),
            Stage::Take(n) => items.take(*n).collect(),
            Stage::StepBy(n) => items.step_by(*n).collect(),
            Stage::Filter(item, cond) | Stage::TakeWhile(item, cond) => {
                let mut kept = Vec::new();
                for given in items {
                    if self.with(item, given.clone(), |m| m.cond(cond))? {
                        kept.push(given);
                    } else if matches!(stage, Stage::TakeWhile(..)) {
                        break;
                    }
                }
                kept
            }
            Stage::Map(item, block) => {
                let one = |given| self.with(item, given, |m| m.block(block)).map(|v| Given::One(Slot::Float(v)));
                items.map(one).collect::<Result<_, _>>()?
            }
        })
    }

    fn with<T>(&mut self, item: &'a Item, given: Given<S>, run: impl FnOnce(&mut Self) -> Step<S, T>) -> Step<S, T> {
        let depth = self.vars.len();
        self.bind(item, given)?;
        let result = run(self);
        self.vars.truncate(depth);
        result
    }

    fn bind(&mut self, item: &'a Item, given: Given<S>) -> Step<S> {
        match (item, given) {
            (Item::Name(name, _), Given::One(slot)) => self.declare(name, slot),
            (Item::Pair(a, b), Given::Pair(x, y)) => {
                self.bind(a, *x)?;
                self.bind(b, *y)?;
            }
            _ => return error("an item of another kind"),
        }
        Ok(())
    }
}

fn number<S: Number>(item: &Given<S>) -> Step<S, S> {
    match item {
        Given::One(Slot::Float(v)) => Ok(*v),
        _ => error("an item that is no number"),
    }
}
