//! Calls. A first phase leaves its whole frame as the state; a second phase goes on from there.

use std::rc::Rc;

use super::places::plus;
use super::{Array, Binding, Eval, Frame, Interp, Outcome, Value};
use crate::fuzz::program::number::{Arith, Number, Width};
use crate::ir::Ty;
use crate::ir::node::{Arg, Call, CallMode, Form, Func, Param, Part, Place, PlaceKind, ResultItem, SinkArg, Val};

/// A field of a call, by position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Slot {
    Arg(usize),
    Dot(usize),
    Seed(usize),
    SeedDot(usize),
    Sink(usize),
    SinkDot(usize),
}

/// A function that serves a mode of a callee, and how its parts belong to the fields of the call.
#[derive(Clone, Debug)]
pub(crate) struct Companion {
    pub(crate) func: Rc<Func>,
    /// For each parameter, what it takes. Seeds and sinks wait for the second phase.
    pub(crate) params: Vec<Slot>,
    /// For each output of the suspension: a seed or the tangent of one.
    pub(crate) seeds: Vec<Slot>,
    /// For each yield at the end of the second phase: the sink that it contributes to, and the element of an array sink.
    pub(crate) contributions: Vec<Option<(Slot, usize)>>,
}

impl Companion {
    /// The function itself.
    pub(crate) fn value(func: Rc<Func>) -> Self {
        let params = (0..func.params.len()).map(Slot::Arg).collect();
        Self { func, params, seeds: Vec::new(), contributions: Vec::new() }
    }
}

impl<S: Number> Interp<'_, S> {
    pub(super) fn call(&self, frame: &mut Frame<S>, call: &Call) -> Eval<Vec<Value<S>>> {
        let companion = self.hooks.companion(call.callee, call.mode)?;
        match call.mode {
            CallMode::Reverse | CallMode::ReverseTangent => self.second(frame, call, &companion),
            CallMode::Both => self.both(frame, call, &companion),
            mode => self.first(frame, call, &companion, mode),
        }
    }

    fn first(&self, frame: &mut Frame<S>, call: &Call, companion: &Companion, mode: CallMode) -> Eval<Vec<Value<S>>> {
        let func = &companion.func;
        let bindings = companion.params.iter().zip(&func.params).map(|(slot, param)| match slot {
            Slot::Arg(_) | Slot::Dot(_) => Ok(narrowed(func, param, binding(frame, call, *slot)?)),
            _ => Ok(Binding::Later),
        });
        let bindings = bindings.collect::<Eval<_>>()?;
        let outcome = self.run(func, bindings)?;
        for (param, slot) in func.params.iter().zip(&companion.params) {
            write_back(frame, call, func, param, *slot, &outcome.frame)?;
        }
        let mut outs = Vec::new();
        if call.forms.result != Form::Unseen {
            outs.extend(scalars_given(&outcome.scalars, mode));
            let given = given(func, &outcome);
            if call.results.is_empty() && outs.is_empty() && !given.is_empty() && mode == CallMode::Value {
                return Ok(vec![Value::Unread]);
            }
            receive(frame, call, &given)?;
        }
        if matches!(mode, CallMode::Forward | CallMode::ForwardTangent) {
            outs.push(Value::State(Rc::new(outcome)));
        }
        Ok(outs)
    }

    fn both(&self, frame: &mut Frame<S>, call: &Call, companion: &Companion) -> Eval<Vec<Value<S>>> {
        let func = &companion.func;
        let bindings = companion.params.iter().zip(&func.params);
        let bindings = bindings.map(|(slot, param)| Ok(narrowed(func, param, binding(frame, call, *slot)?)));
        let outcome = self.run(func, bindings.collect::<Eval<_>>()?)?;
        for (param, slot) in func.params.iter().zip(&companion.params) {
            write_back(frame, call, func, param, *slot, &outcome.frame)?;
        }
        let unseen = call.forms.result == Form::Unseen;
        let given = companion.contributions.iter().zip(&outcome.scalars).take_while(|(c, _)| c.is_none());
        let mut outs: Vec<Value<S>> = given.filter(|_| !unseen).map(|(_, value)| value.clone()).collect();
        outs.extend(contributions(frame, call, companion, &outcome.scalars)?);
        Ok(outs)
    }

    fn second(&self, frame: &mut Frame<S>, call: &Call, companion: &Companion) -> Eval<Vec<Value<S>>> {
        let func = &companion.func;
        let state = match frame.get(call.state.ok_or("a second phase without a state")?)? {
            Value::State(state) => state.as_ref().clone(),
            other => return Err(format!("{other:?} is no state")),
        };
        unchanged(frame, call, companion, &state)?;
        let unseen = call.forms.result == Form::Unseen;
        let seed = |slot: &Slot| if unseen { Ok(Binding::Constant) } else { binding(frame, call, *slot) };
        let seeds = companion.seeds.iter().map(|slot| match seed(slot)? {
            Binding::Scalar(value) => Ok(value),
            Binding::Constant => Ok(Value::Float(S::real(0.0))),
            Binding::Array(_) | Binding::Later => Err("an array as the seed of a scalar".to_owned()),
        });
        let seeds = seeds.collect::<Eval<_>>()?;
        let late = |slot: &Slot| !matches!(slot, Slot::Arg(_) | Slot::Dot(_));
        let parts: Vec<(&Param, Slot)> =
            func.params.iter().zip(&companion.params).filter(|(_, s)| late(s)).map(|(p, s)| (p, *s)).collect();
        let mut bindings = Vec::new();
        for (param, slot) in &parts {
            bindings.push(((*param).clone(), binding(frame, call, *slot)?));
        }
        let outcome = self.resume(func, state, seeds, bindings)?;
        for (param, slot) in parts {
            write_back(frame, call, func, param, slot, &outcome.frame)?;
        }
        contributions(frame, call, companion, &outcome.scalars)
    }
}

/// The numbers that a function returns, and the tangents of those that have one.
fn scalars_given<S: Number>(scalars: &[Value<S>], mode: CallMode) -> Vec<Value<S>> {
    let (CallMode::Tangent | CallMode::ForwardTangent) = mode else { return scalars.to_vec() };
    let (values, tangents) = scalars.split_at(scalars.len() / 2);
    let has_one = |value: &Value<S>| !matches!(value, Value::Bool(_) | Value::Int(_));
    let tangents = values.iter().zip(tangents).filter(|(value, _)| has_one(value)).map(|(_, tangent)| tangent);
    values.iter().chain(tangents).cloned().collect()
}

/// The array results go to their places.
fn receive<S: Number>(frame: &mut Frame<S>, call: &Call, given: &[&Array<S>]) -> Eval<()> {
    let receivers: Vec<Place> = call.results.iter().chain(&call.result_dots).copied().collect();
    if receivers.len() != given.len() {
        return Err(format!("{} places for {} arrays", receivers.len(), given.len()));
    }
    receivers.into_iter().zip(given).for_each(|(place, array)| frame.set(place, (*array).clone()));
    Ok(())
}

/// The arrays that a function returns: what it was lent goes back in another way.
fn given<'a, S>(func: &Func, outcome: &'a Outcome<S>) -> Vec<&'a Array<S>> {
    let places =
        func.results.iter().filter_map(|result| if let ResultItem::Array(p) = result { Some(*p) } else { None });
    let own = places.zip(&outcome.arrays).filter(|(p, _)| func.place(*p).kind != PlaceKind::InOut);
    own.map(|(_, array)| array).collect()
}

/// A literal takes the width of the parameter that it is handed to, as rustc infers it; rows of an array that the callee sees as its
/// elements, with lanes, are one after the other.
fn narrowed<S: Number>(func: &Func, param: &Param, binding: Binding<S>) -> Binding<S> {
    match (param, binding) {
        (Param::Scalar(v), Binding::Scalar(Value::Float(x))) if func.ty(*v) == Ty::F32 => {
            Binding::Scalar(Value::Float(x.cast(Width::F32)))
        }
        (Param::Array(p), Binding::Array(Array { dims, data })) if dims.len() > 2 && func.place(*p).dims.len() == 2 => {
            let (lanes, rows) = dims.split_last().expect("there are three");
            Binding::Array(Array { dims: vec![rows.iter().product(), *lanes], data })
        }
        (_, binding) => binding,
    }
}

/// An argument that comes again in the second phase must be what it was in the first, or it had to be kept.
fn unchanged<S: Number>(frame: &Frame<S>, call: &Call, companion: &Companion, state: &Outcome<S>) -> Eval<()> {
    for (param, slot) in companion.func.params.iter().zip(&companion.params) {
        let arg = match slot {
            Slot::Arg(k) => call.args.get(*k),
            Slot::Dot(k) => call.dots.get(*k),
            _ => None,
        };
        let (Param::Array(inner), Some(Arg::Array { place, .. })) = (param, arg) else { continue };
        let read_only = matches!(companion.func.place(*inner).kind, PlaceKind::Input | PlaceKind::Tangent);
        if !read_only || frame.is_constant(*place) || state.frame.is_constant(*inner) {
            continue;
        }
        let Binding::Array(now) = array(frame, *place, part(call, *slot))? else { continue };
        let contents = [&now, state.frame.array(*inner)?].map(|array| format!("{:?}", array.data));
        if contents[0] != contents[1] {
            return Err(format!("{place} has changed between the phases of a call, and was not kept"));
        }
    }
    Ok(())
}

/// What a part of the companion is bound to.
fn binding<S: Number>(frame: &Frame<S>, call: &Call, slot: Slot) -> Eval<Binding<S>> {
    let missing = || format!("the call has no {slot:?}");
    let arg = match slot {
        Slot::Arg(k) => call.args.get(k),
        Slot::Dot(k) => call.dots.get(k),
        Slot::Seed(k) => call.seeds.get(k),
        Slot::SeedDot(k) => call.seed_dots.get(k),
        Slot::Sink(_) | Slot::SinkDot(_) => {
            return match sink(call, slot).ok_or_else(missing)? {
                // Zeros, because two sinks of a call may be the same place.
                SinkArg::Array(place) => Ok(match array(frame, place, part(call, slot))? {
                    Binding::Array(a) => Binding::Array(Array::filled(&a.dims, &Value::Float(S::real(0.0)))),
                    other => other,
                }),
                SinkArg::InOut(place) => array(frame, place, part(call, slot)),
                SinkArg::Scalar | SinkArg::Constant => Ok(Binding::Constant),
            };
        }
    };
    match arg.ok_or_else(missing)? {
        Arg::Scalar(v) => Ok(Binding::Scalar(frame.get(*v)?.clone())),
        Arg::Array { place, .. } if call.mode == CallMode::Tangents && matches!(slot, Slot::Dot(_)) => {
            let lanes = frame.array(*place)?.dims.last().copied().unwrap_or(1);
            array_of(frame, *place, part(call, slot), lanes)
        }
        Arg::Array { place, .. } | Arg::InOut(place) => array(frame, *place, part(call, slot)),
        Arg::Constant => Ok(Binding::Constant),
        Arg::Kept { .. } => Err("a kept argument is in the state".to_owned()),
    }
}

fn array<S: Number>(frame: &Frame<S>, place: Place, part: Option<&Part>) -> Eval<Binding<S>> {
    array_of(frame, place, part, 1)
}

/// The same with so many lanes for each element.
fn array_of<S: Number>(frame: &Frame<S>, place: Place, part: Option<&Part>, lanes: usize) -> Eval<Binding<S>> {
    if frame.is_constant(place) {
        return Ok(Binding::Constant);
    }
    let array = frame.array(place)?;
    let Some(part) = part else { return Ok(Binding::Array(array.clone())) };
    let mut dims = array.dims[part.row.len()..].to_vec();
    if let Some((lo, hi)) = part.range {
        dims[0] = size(frame, hi)? - size(frame, lo)?;
    }
    let (from, to) = (size(frame, part.from)?, size(frame, part.to)?);
    let data = array.data.get(from * lanes..to * lanes).ok_or("a part beyond its array")?.to_vec();
    Ok(Binding::Array(Array { dims, data }))
}

fn size<S: Number>(frame: &Frame<S>, v: Val) -> Eval<usize> {
    usize::try_from(frame.get(v)?.int()?).map_err(|e| e.to_string())
}

/// The part of an argument, its tangent or its adjoint that is handed over.
fn part(call: &Call, slot: Slot) -> Option<&Part> {
    match slot {
        Slot::Arg(k) | Slot::Dot(k) | Slot::Sink(k) | Slot::SinkDot(k) => call.part(k),
        Slot::Seed(_) | Slot::SeedDot(_) => None,
    }
}

/// Where the part begins among all elements.
fn offset<S: Number>(frame: &Frame<S>, call: &Call, slot: Slot) -> Eval<usize> {
    part(call, slot).map_or(Ok(0), |part| size(frame, part.from))
}

fn sink(call: &Call, slot: Slot) -> Option<SinkArg> {
    match slot {
        Slot::Sink(k) => call.sinks.get(k).copied(),
        Slot::SinkDot(k) => call.sink_dots.get(k).copied(),
        _ => None,
    }
}

/// Hands what the callee wrote to the caller.
fn write_back<S: Number>(
    frame: &mut Frame<S>,
    call: &Call,
    func: &Func,
    param: &Param,
    slot: Slot,
    callee: &Frame<S>,
) -> Eval<()> {
    let Param::Array(inner) = param else { return Ok(()) };
    let outer = match (func.place(*inner).kind, slot) {
        (PlaceKind::Sink, _) => sink(call, slot).and_then(|s| if let SinkArg::Array(p) = s { Some(p) } else { None }),
        (PlaceKind::InOut, Slot::Arg(k)) => call.args.get(k).copied().and_then(Arg::place),
        (PlaceKind::InOut, Slot::Dot(k)) => call.dots.get(k).copied().and_then(Arg::place),
        (PlaceKind::InOut, _) => sink(call, slot).and_then(|s| if let SinkArg::InOut(p) = s { Some(p) } else { None }),
        _ => None,
    };
    let Some(outer) = outer.filter(|p| !frame.is_constant(*p)) else { return Ok(()) };
    let from = offset(frame, call, slot)?;
    let written: Array<S> = callee.array(*inner)?.clone();
    let mut array: Array<S> = frame.array(outer)?.clone();
    for (old, new) in array.data.iter_mut().skip(from).zip(written.data) {
        let adds = func.place(*inner).kind == PlaceKind::Sink;
        *old = if adds { plus(old, &new, func.place(*inner).elem)? } else { new };
    }
    frame.set(outer, array);
    Ok(())
}

/// The outputs of the call: what the companion contributes to each scalar sink that is asked for. What it contributes to
/// an element of an array is added there.
fn contributions<S: Number>(
    frame: &mut Frame<S>,
    call: &Call,
    companion: &Companion,
    yields: &[Value<S>],
) -> Eval<Vec<Value<S>>> {
    for (contribution, value) in companion.contributions.iter().zip(yields) {
        let Some((slot, element)) = contribution else { continue };
        let Some(SinkArg::Array(place)) = sink(call, *slot) else { continue };
        let element = offset(frame, call, *slot)? + *element;
        if let Some(array) = frame.array_mut(place)? {
            let old = array.data[element].float()?;
            let sum = S::arith(Arith::Add, old, value.float()?, Width::F64);
            array.data[element] = Value::Float(sum);
        }
    }
    let sinks = (0..call.sinks.len()).map(Slot::Sink).chain((0..call.sink_dots.len()).map(Slot::SinkDot));
    let asked = sinks.filter(|slot| sink(call, *slot) == Some(SinkArg::Scalar));
    let find = |slot: Slot| {
        let at = companion.contributions.iter().position(|c| *c == Some((slot, 0)));
        at.and_then(|k| yields.get(k).cloned()).ok_or_else(|| format!("nothing is contributed to {slot:?}"))
    };
    asked.map(find).collect()
}
