//! What a program computes: the meaning of the tree itself, on any kind of number, with nothing in between.

use super::ast::{Block, Each, Fun, Input, Int, Lvalue, Name, Pat, Program, Range, Ret, Stmt};
use super::number::{Number, Width};

mod chains;
mod changes;
mod expr;

/// Why an evaluation does not go on in order.
#[derive(Debug)]
enum Stop<S> {
    Error(String),
    Return(S),
    Break,
    Continue,
}

type Step<S, T = ()> = Result<T, Stop<S>>;

#[derive(Clone, Debug)]
enum Slot<S> {
    Empty,
    Float(S),
    Int(i64),
    Bool(bool),
    Array(Vec<usize>, Vec<S>),
    /// By number.
    Closure(usize),
}

/// A closure: it sees what was declared before it.
#[derive(Clone, Copy, Debug)]
struct Closure<'a> {
    params: &'a [Name],
    value: &'a Block,
    depth: usize,
}

/// The turns that all loops of one call may take together.
const TURNS: u32 = 20_000;

struct Machine<'a, S> {
    program: &'a Program,
    vars: Vec<(&'a str, Slot<S>)>,
    turns: u32,
    closures: Vec<Closure<'a>>,
}

/// The value for these inputs. `seed` makes the numbers of the active inputs: it gets the position among them, and the value.
pub(crate) fn run<S: Number>(
    program: &Program,
    inputs: &[Input],
    mut seed: impl FnMut(usize, f64) -> S,
) -> Result<S, String> {
    let main = program.funs.last().expect("a program has a function");
    let mut position = 0;
    let mut number = |x: f64, constant: bool| {
        if constant {
            return S::real(x);
        }
        position += 1;
        seed(position - 1, x)
    };
    let slots = main.params.iter().zip(inputs).map(|(param, input)| match input {
        Input::Float(x) => Slot::Float(number(*x, param.constant)),
        Input::Int(n) => Slot::Int(*n),
        Input::Bool(b) => Slot::Bool(*b),
        Input::Array { dims, data } => {
            Slot::Array(dims.clone(), data.iter().map(|x| number(*x, param.constant)).collect())
        }
    });
    match call(program, main, slots.collect())? {
        Slot::Float(s) => Ok(s),
        _ => Err("the asked function returns a scalar".to_owned()),
    }
}

fn call<'a, S: Number>(program: &'a Program, fun: &'a Fun, args: Vec<Slot<S>>) -> Result<Slot<S>, String> {
    lent(program, fun, args).map(|(result, _)| result)
}

/// The result, and what the parameters hold at the end.
fn lent<'a, S: Number>(
    program: &'a Program,
    fun: &'a Fun,
    args: Vec<Slot<S>>,
) -> Result<(Slot<S>, Vec<Slot<S>>), String> {
    let count = args.len();
    let vars = fun.params.iter().map(|p| p.name.as_str()).zip(args).collect();
    let mut machine = Machine { program, vars, turns: 0, closures: Vec::new() };
    let result = match (machine.whole(fun), &fun.ret) {
        (Ok(slot), _) => slot,
        (Err(Stop::Return(s)), Ret::Scalar | Ret::Maybe { .. }) => Slot::Float(s),
        (Err(Stop::Error(message)), _) => return Err(message),
        (Err(_), _) => return Err("a jump out of the function".to_owned()),
    };
    Ok((result, machine.vars.into_iter().take(count).map(|(_, slot)| slot).collect()))
}

fn error<S, T>(message: impl Into<String>) -> Step<S, T> {
    Err(Stop::Error(message.into()))
}

impl<'a, S: Number> Machine<'a, S> {
    fn whole(&mut self, fun: &'a Fun) -> Step<S, Slot<S>> {
        match &fun.ret {
            Ret::Scalar => self.block(&fun.body).map(Slot::Float),
            Ret::Maybe { limit, other } => {
                let value = self.block(&fun.body)?;
                let (limit, other) = (self.width().round(*limit), self.width().round(*other));
                Ok(Slot::Float(if value.value() > limit { S::real(other) } else { value }))
            }
            Ret::Nothing => self.stmts(&fun.body.stmts).map(|()| Slot::Bool(true)),
            Ret::Array { name, .. } => {
                self.stmts(&fun.body.stmts)?;
                let (dims, data) = self.array(name)?;
                Ok(Slot::Array(dims.clone(), data.clone()))
            }
        }
    }

    fn width(&self) -> Width {
        self.program.width
    }

    // ---- names

    fn get(&self, name: &str) -> Step<S, &Slot<S>> {
        match self.vars.iter().rev().find(|(n, _)| *n == name) {
            Some((_, slot)) => Ok(slot),
            None => error(format!("nothing is called {name}")),
        }
    }

    fn get_mut(&mut self, name: &str) -> Step<S, &mut Slot<S>> {
        match self.vars.iter_mut().rev().find(|(n, _)| *n == name) {
            Some((_, slot)) => Ok(slot),
            None => error(format!("nothing is called {name}")),
        }
    }

    fn array(&self, name: &str) -> Step<S, (&Vec<usize>, &Vec<S>)> {
        match self.get(name)? {
            Slot::Array(dims, data) => Ok((dims, data)),
            _ => error(format!("{name} is no array")),
        }
    }

    fn declare(&mut self, name: &'a str, slot: Slot<S>) {
        self.vars.push((name, slot));
    }

    // ---- statements

    fn stmts(&mut self, stmts: &'a [Stmt]) -> Step<S> {
        stmts.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    /// Runs a block that has no value; what it declares ends with it.
    fn unit(&mut self, block: &'a Block) -> Step<S> {
        let depth = self.vars.len();
        let outcome = self.stmts(&block.stmts);
        self.vars.truncate(depth);
        outcome
    }

    fn block(&mut self, block: &'a Block) -> Step<S, S> {
        let depth = self.vars.len();
        self.stmts(&block.stmts)?;
        let value = match &block.tail {
            Some(tail) => self.float(tail)?,
            None => return error("a block without a value"),
        };
        self.vars.truncate(depth);
        Ok(value)
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Step<S> {
        match stmt {
            Stmt::Let { name, init, .. } => {
                let slot = init.as_ref().map_or(Ok(Slot::Empty), |e| self.float(e).map(Slot::Float))?;
                self.declare(name, slot);
            }
            Stmt::LetTuple { names, inits, .. } => {
                let values = self.floats(inits)?;
                names.iter().zip(values).for_each(|((name, _), v)| self.declare(name, Slot::Float(v)));
            }
            Stmt::LetSinCos { sin, cos, of } => {
                let x = self.float(of)?;
                for (name, function) in [(sin, "sin"), (cos, "cos")] {
                    let value = self.function(function, &[x])?;
                    self.declare(name, Slot::Float(value));
                }
            }
            Stmt::LetInt { name, init, .. } => {
                let n = self.int(init)?;
                self.declare(name, Slot::Int(n));
            }
            Stmt::LetBool { name, init } => {
                let b = self.cond(init)?;
                self.declare(name, Slot::Bool(b));
            }
            Stmt::LetArray { name, init, .. } => {
                let slot = self.array_init(init)?;
                self.declare(name, slot);
            }
            Stmt::AssignArray { name, init } => *self.get_mut(name)? = self.array_init(init)?,
            Stmt::AssignInt { name, value } => *self.get_mut(name)? = Slot::Int(self.int(value)?),
            Stmt::Assign(..) | Stmt::Compound(..) | Stmt::AssignTuple(..) => return self.assignment(stmt),
            _ => return self.control(stmt),
        }
        Ok(())
    }

    fn assignment(&mut self, stmt: &'a Stmt) -> Step<S> {
        match stmt {
            Stmt::Assign(target, e) => {
                let value = self.float(e)?;
                self.assign(target, value)
            }
            Stmt::Compound(op, target, e) => {
                let value = self.float(e)?;
                let old = match target {
                    Lvalue::Var(name) | Lvalue::Deref(name) => self.scalar(name)?,
                    Lvalue::Index(name, index) => self.element(name, index)?,
                };
                self.assign(target, S::arith(*op, old, value, self.width()))
            }
            Stmt::AssignTuple(targets, values) => {
                let values = self.floats(values)?;
                targets.iter().zip(values).try_for_each(|(t, v)| self.assign(t, v))
            }
            _ => error("no assignment"),
        }
    }

    fn assign(&mut self, target: &'a Lvalue, value: S) -> Step<S> {
        match target {
            Lvalue::Var(name) | Lvalue::Deref(name) => *self.get_mut(name)? = Slot::Float(value),
            Lvalue::Index(name, index) => {
                let at = self.position(name, index)?;
                if let Slot::Array(_, data) = self.get_mut(name)? {
                    data[at] = value;
                }
            }
        }
        Ok(())
    }

    fn control(&mut self, stmt: &'a Stmt) -> Step<S> {
        match stmt {
            Stmt::If(cond, then, otherwise) => match (self.cond(cond)?, otherwise) {
                (true, _) => self.unit(then),
                (false, Some(block)) => self.unit(block),
                (false, None) => Ok(()),
            },
            Stmt::Match(on, arms, rest) => {
                let block = self.arm(on, arms, rest)?;
                self.unit(block)
            }
            Stmt::For { var, range, body, .. } => {
                let turns = self.range(range)?;
                self.turns(turns.into_iter().map(|i| vec![(var, Slot::Int(i))]), body)
            }
            Stmt::ForEach { var, index, array, each, body } => {
                let data = self.array(array)?.1.clone();
                let turns = data.into_iter().zip(0..).map(|(v, i)| match (each, index) {
                    (Each::Enumerate, Some(index)) => vec![(index, Slot::Int(i)), (var, Slot::Float(v))],
                    _ => vec![(var, Slot::Float(v))],
                });
                self.turns(turns, body)
            }
            Stmt::While { cond, body } => {
                while self.cond(cond)? {
                    if !self.turn(Vec::new(), body)? {
                        break;
                    }
                }
                Ok(())
            }
            Stmt::Scope(block) => self.unit(block),
            Stmt::Return(e) => Err(Stop::Return(self.float(e)?)),
            Stmt::Break => Err(Stop::Break),
            Stmt::Continue => Err(Stop::Continue),
            _ => self.change(stmt),
        }
    }

    fn arm(&mut self, on: &'a Int, arms: &'a [(Pat, Block)], rest: &'a Block) -> Step<S, &'a Block> {
        let n = self.int(on)?;
        Ok(arms.iter().find(|(pat, _)| pat.matches(n)).map_or(rest, |(_, block)| block))
    }

    fn turns(&mut self, turns: impl Iterator<Item = Vec<(&'a Name, Slot<S>)>>, body: &'a Block) -> Step<S> {
        for names in turns {
            if !self.turn(names, body)? {
                break;
            }
        }
        Ok(())
    }

    /// One turn of a loop: whether to go on.
    fn turn(&mut self, names: Vec<(&'a Name, Slot<S>)>, body: &'a Block) -> Step<S, bool> {
        self.turns += 1;
        if self.turns > TURNS {
            return error("too many turns");
        }
        let depth = self.vars.len();
        for (name, slot) in names {
            self.declare(name, slot);
        }
        let outcome = self.unit(body);
        self.vars.truncate(depth);
        match outcome {
            Ok(()) | Err(Stop::Continue) => Ok(true),
            Err(Stop::Break) => Ok(false),
            Err(stop) => Err(stop),
        }
    }

    fn range(&mut self, range: &'a Range) -> Step<S, Vec<i64>> {
        let (lo, hi) = (self.int(&range.lo)?, self.int(&range.hi)?);
        let mut all: Vec<i64> = (lo..hi + i64::from(range.inclusive)).collect();
        let step = range.step.unwrap_or(1);
        if range.rev && range.step_last {
            all.reverse();
            return Ok(all.into_iter().step_by(step).collect());
        }
        let mut all: Vec<i64> = all.into_iter().step_by(step).collect();
        if range.rev {
            all.reverse();
        }
        Ok(all)
    }
}
