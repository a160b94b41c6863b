//! An interpreter, for tests: runs a function on plain numbers or on hyper-dual ones. What would panic is an error.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::node::{BlockId, ElemId, Func, Inst, Op, Param, Place, PlaceKind, Pure, Range, ResultItem, Val};
use super::types::{Dim, Origin, Ty};
use crate::fuzz::program::number::Number;

mod call;
mod places;
mod pure;
#[cfg(test)]
mod tests;
mod value;

pub(crate) use call::{Companion, Slot};
pub(crate) use value::{Array, Binding, Value};

use value::Content;

pub(crate) type Eval<T> = Result<T, String>;

/// What the interpreter has to ask about the world outside of a function.
pub(crate) trait Hooks<S: Number> {
    /// The companion of a callee that runs in a mode; see [`Companion`].
    fn companion(&self, callee: Origin, mode: super::node::CallMode) -> Eval<Companion> {
        Err(format!("nobody knows #{} in mode {mode:?}", callee.0))
    }
    /// The value of an expression of the user's own.
    fn opaque(&self, origin: Origin, args: &[Value<S>], arrays: &[Array<S>], ty: Ty) -> Eval<Value<S>> {
        let _ = (args, arrays);
        Err(format!("nobody knows the expression #{} of type {ty}", origin.0))
    }
    /// A statement of the user's own; an error is a panic.
    fn effect(&self, origin: Origin, args: &[Value<S>]) -> Eval<()> {
        let _ = (origin, args);
        Ok(())
    }
    /// The number that a dimension is.
    fn extent(&self, origin: Origin) -> Eval<usize> {
        Err(format!("nobody knows the extent #{}", origin.0))
    }
}

/// Knows nothing.
pub(crate) struct Alone;

impl<S: Number> Hooks<S> for Alone {}

pub(crate) struct Interp<'h, S> {
    hooks: &'h dyn Hooks<S>,
    /// Instructions that may still run.
    fuel: Cell<u64>,
    formulas: RefCell<HashMap<(ElemId, Ty), Rc<Func>>>,
}

/// The values and places of a running function.
#[derive(Clone, Debug)]
pub(crate) struct Frame<S> {
    vals: Vec<Option<Value<S>>>,
    places: Vec<Content<S>>,
    windows: Vec<Window>,
}

/// A place that is a part of another.
#[derive(Clone, Copy, Debug)]
struct Window {
    place: super::node::Place,
    of: super::node::Place,
    from: i128,
    len: i128,
}

/// A function that has ended, or waits for its second phase.
#[derive(Clone, Debug)]
pub(crate) struct Outcome<S> {
    /// The yields of the body, or what was handed over at the suspension.
    pub(crate) scalars: Vec<Value<S>>,
    /// The array results, in order.
    pub(crate) arrays: Vec<Array<S>>,
    pub(crate) frame: Frame<S>,
    /// Where the body is suspended, by the number of the instruction.
    pub(crate) suspended: Option<usize>,
}

impl<S: Number> Outcome<S> {
    /// The floats among the scalars.
    pub(crate) fn floats(&self) -> Vec<S> {
        self.scalars.iter().filter_map(|v| v.float().ok()).collect()
    }

    /// What a place holds in the end: a parameter that was written, or a sink.
    pub(crate) fn array(&self, place: super::node::Place) -> Eval<&Array<S>> {
        self.frame.array(place)
    }
}

impl<'h, S: Number> Interp<'h, S> {
    pub(crate) fn new(hooks: &'h dyn Hooks<S>) -> Self {
        Self { hooks, fuel: Cell::new(10_000_000), formulas: RefCell::default() }
    }

    /// Runs a function on a binding for each parameter, to its end or to its suspension.
    pub(crate) fn run(&self, func: &Func, args: Vec<Binding<S>>) -> Eval<Outcome<S>> {
        let mut frame = Frame {
            vals: vec![None; func.vals.len()],
            places: vec![Content::Absent; func.places.len()],
            windows: Vec::new(),
        };
        if args.len() != func.params.len() {
            return Err(format!("{} arguments for {} parameters", args.len(), func.params.len()));
        }
        for (param, arg) in func.params.iter().zip(args) {
            frame.bind(func, param, arg)?;
        }
        self.advance(func, frame, 0)
    }

    /// Runs the second phase: `seeds` are the outputs of the suspension, `late` what only the second phase has.
    pub(crate) fn resume(
        &self,
        func: &Func,
        outcome: Outcome<S>,
        seeds: Vec<Value<S>>,
        late: Vec<(Param, Binding<S>)>,
    ) -> Eval<Outcome<S>> {
        let at = outcome.suspended.ok_or("the function has ended")?;
        let mut frame = outcome.frame;
        let outs = &func.block(func.body).insts[at].outs;
        frame.define(outs, seeds)?;
        for (param, binding) in late {
            frame.bind(func, &param, binding)?;
        }
        self.advance(func, frame, at + 1)
    }

    fn advance(&self, func: &Func, mut frame: Frame<S>, from: usize) -> Eval<Outcome<S>> {
        let body = func.block(func.body);
        for (k, inst) in body.insts.iter().enumerate().skip(from) {
            if let Op::Suspend { values } = &inst.op {
                return outcome(func, frame, values, Some(k));
            }
            self.inst(func, &mut frame, inst)?;
        }
        outcome(func, frame, &body.yields, None)
    }

    /// Runs a block and gives what it yields.
    fn block(&self, func: &Func, frame: &mut Frame<S>, id: BlockId, params: Vec<Value<S>>) -> Eval<Vec<Value<S>>> {
        let block = func.block(id);
        frame.define(&block.params, params)?;
        block.insts.iter().try_for_each(|inst| self.inst(func, frame, inst))?;
        frame.gets(&block.yields)
    }

    fn inst(&self, func: &Func, frame: &mut Frame<S>, inst: &Inst) -> Eval<()> {
        let left = self.fuel.get().checked_sub(1).ok_or("out of fuel: a loop without end?")?;
        self.fuel.set(left);
        let outs = match &inst.op {
            Op::Pure(Pure::Opaque(origin, args, places)) => {
                let places: Vec<Array<S>> = places.iter().map(|p| frame.array(*p).cloned()).collect::<Eval<_>>()?;
                vec![self.hooks.opaque(*origin, &frame.gets(args)?, &places, func.ty(inst.outs[0]))?]
            }
            Op::Pure(pure) => vec![self.pure(func, frame, pure, func.ty(inst.outs[0]))?],
            Op::If { cond, then, otherwise } => {
                let block = if frame.get(*cond)?.bool()? { *then } else { *otherwise };
                self.block(func, frame, block, Vec::new())?
            }
            Op::For { range, inits, body, exits } => self.counted(func, frame, range, inits, *body, *exits)?,
            Op::While { inits, head, body } => self.repeated(func, frame, inits, *head, *body)?,
            Op::Call(call) => self.call(frame, call)?,
            Op::Effect { origin, args, .. } => {
                self.hooks.effect(*origin, &frame.gets(args)?)?;
                Vec::new()
            }
            Op::Assert { cond } => {
                if !frame.get(*cond)?.bool()? {
                    return Err("an assertion failed".to_owned());
                }
                Vec::new()
            }
            Op::Suspend { .. } => return Err("a suspension inside a block".to_owned()),
            Op::Splice(_) => return Err("room that was left is not filled".to_owned()),
            op => self.access(func, frame, op)?,
        };
        frame.define(&inst.outs, outs)
    }

    fn counted(
        &self,
        func: &Func,
        frame: &mut Frame<S>,
        range: &Range,
        inits: &[Val],
        body: BlockId,
        exits: bool,
    ) -> Eval<Vec<Value<S>>> {
        let mut carried = frame.gets(inits)?;
        for index in indices(frame, range)? {
            let mut params = vec![Value::Int(index)];
            params.append(&mut carried);
            carried = self.block(func, frame, body, params)?;
            if exits && carried.remove(0).bool()? {
                break;
            }
        }
        Ok(carried)
    }

    fn repeated(
        &self,
        func: &Func,
        frame: &mut Frame<S>,
        inits: &[Val],
        head: BlockId,
        body: BlockId,
    ) -> Eval<Vec<Value<S>>> {
        let mut carried = frame.gets(inits)?;
        loop {
            carried = self.block(func, frame, head, carried)?;
            if !carried.remove(0).bool()? {
                return Ok(carried);
            }
            carried = self.block(func, frame, body, carried)?;
        }
    }
}

fn outcome<S: Number>(func: &Func, frame: Frame<S>, scalars: &[Val], suspended: Option<usize>) -> Eval<Outcome<S>> {
    let scalars = frame.gets(scalars)?;
    let mut arrays = Vec::new();
    for result in &func.results {
        if let ResultItem::Array(p) = result {
            arrays.push(frame.array(*p)?.clone());
        }
    }
    Ok(Outcome { scalars, arrays, frame, suspended })
}

/// The indices of a range in the order of its turns.
fn indices<S: Number>(frame: &Frame<S>, range: &Range) -> Eval<Vec<i128>> {
    let (lo, hi) = (frame.get(range.lo)?.int()?, frame.get(range.hi)?.int()?);
    let end = hi + i128::from(range.inclusive);
    if end - lo > 1_000_000 {
        return Err("a loop of more than a million turns".to_owned());
    }
    let step = range.step.map_or(Ok(1), |s| frame.get(s)?.int())?;
    let step = usize::try_from(step).ok().filter(|s| *s > 0).ok_or("a step below one")?;
    let mut all: Vec<i128> = (lo..end).collect();
    if range.step_after {
        all.reverse();
    }
    all = all.into_iter().step_by(step).collect();
    if range.reversed != range.step_after {
        all.reverse();
    }
    Ok(all)
}

impl<S: Number> Frame<S> {
    fn get(&self, v: Val) -> Eval<&Value<S>> {
        self.vals[v.0 as usize].as_ref().ok_or_else(|| format!("{v} has no value"))
    }

    fn gets(&self, vals: &[Val]) -> Eval<Vec<Value<S>>> {
        vals.iter().map(|v| self.get(*v).cloned()).collect()
    }

    fn define(&mut self, vals: &[Val], values: Vec<Value<S>>) -> Eval<()> {
        if vals.len() != values.len() {
            return Err(format!("{} values for {}", values.len(), vals.len()));
        }
        for (v, value) in vals.iter().zip(values) {
            self.vals[v.0 as usize] = Some(value);
        }
        Ok(())
    }

    fn bind(&mut self, func: &Func, param: &Param, binding: Binding<S>) -> Eval<()> {
        match (param, binding) {
            (Param::Scalar(v), Binding::Scalar(value)) => self.vals[v.0 as usize] = Some(value),
            (Param::Scalar(v), Binding::Constant) => self.vals[v.0 as usize] = Some(Value::zero(func.ty(*v))),
            (Param::Array(p), Binding::Array(array)) => {
                let array = if func.place(*p).kind == PlaceKind::Tangent {
                    flat(array, func.place(*p).dims.len())
                } else {
                    array
                };
                self.places[p.0 as usize] = Content::Array(array);
            }
            (Param::Array(p), Binding::Constant) => {
                let zeros =
                    lanes_of_a_number(func, *p).map(|dims| Array::filled(&dims, &Value::zero(func.place(*p).elem)));
                self.places[p.0 as usize] = zeros.map_or(Content::Constant, Content::Array);
            }
            (Param::Elements(vals), Binding::Array(array)) => self.define(vals, array.data)?,
            (Param::Elements(vals), Binding::Constant) => {
                for v in vals {
                    self.vals[v.0 as usize] = Some(Value::zero(func.ty(*v)));
                }
            }
            (_, Binding::Later) => {}
            (param, binding) => return Err(format!("{binding:?} is bound to {param:?}")),
        }
        Ok(())
    }
}

/// The tangents of an array of which a function reads single elements stand behind one another; lanes are the last axis.
fn flat<S>(array: Array<S>, axes: usize) -> Array<S> {
    let merged = array.dims.len().saturating_sub(axes);
    let (first, rest) = array.dims.split_at(merged + 1);
    let dims = std::iter::once(first.iter().product()).chain(rest.iter().copied()).collect();
    Array { dims, ..array }
}

/// The extents of what is no tangent to look for first: the lanes of a number are there, all zero, where it is constant.
fn lanes_of_a_number(func: &Func, p: Place) -> Option<Vec<usize>> {
    let info = func.place(p);
    let extent = |dim: &Dim| if let Dim::Lit(n) = dim { usize::try_from(*n).ok() } else { None };
    (info.kind == PlaceKind::Input).then(|| info.dims.iter().map(extent).collect()).flatten()
}
