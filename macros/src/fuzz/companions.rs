//! The companions of generated functions, composed from the transforms as the macro composes them.

use std::rc::Rc;

use super::lanes::WIDTH;
use super::opaque::{self, Holes};
use super::program::number::Number;
use crate::ir::eval::{Array, Companion, Eval, Hooks, Slot, Value};
use crate::ir::node::CallMode;
use crate::ir::types::{Origin, Ty};
use crate::ir::{Dim, Func, Param, PlaceKind, ResultItem};
use crate::transform::forward::{self, Seed};
use crate::transform::lanes::{Marks, Units, lanes};
use crate::transform::reverse::{self, ArrayAdjoint, Seeds};
use crate::transform::simplify::dead::drop_dead;

/// A function between the front end and the transforms.
#[derive(Clone)]
pub(crate) struct Unit {
    pub(crate) name: String,
    pub(crate) func: Rc<Func>,
    /// For each parameter: it has a derivative.
    pub(crate) active: Vec<bool>,
    /// The user's own expressions in it, with named holes.
    pub(crate) opaques: Vec<(Origin, String)>,
}

/// What the calls of a program can reach. Callees are named by their number, from 1.
pub(crate) struct Companions {
    units: Vec<Unit>,
    made: std::cell::RefCell<Vec<(Origin, CallMode, Companion)>>,
}

impl Companions {
    pub(crate) fn new(units: Vec<Unit>) -> Self {
        Self { units, made: std::cell::RefCell::default() }
    }
}

impl<S: Number> Hooks<S> for Companions {
    fn companion(&self, callee: Origin, mode: CallMode) -> Eval<Companion> {
        if let Some((_, _, known)) = self.made.borrow().iter().find(|(o, m, _)| (*o, *m) == (callee, mode)) {
            return Ok(known.clone());
        }
        let number = callee.0.checked_sub(1).and_then(|k| self.units.get(k as usize));
        let unit = number.ok_or_else(|| format!("no function has the number {}", callee.0))?;
        let companion = match mode {
            CallMode::Value => Companion::value(Rc::clone(&unit.func)),
            CallMode::Tangent => tangent(unit),
            CallMode::Tangents => tangents(unit)?,
            CallMode::Forward | CallMode::Reverse => pullback(unit),
            CallMode::Both => adjoint(unit),
            CallMode::ForwardTangent | CallMode::ReverseTangent => pullback_tangent(unit),
        };
        crate::ir::check::check(&companion.func)?;
        self.made.borrow_mut().push((callee, mode, companion.clone()));
        Ok(companion)
    }

    fn opaque(&self, origin: Origin, values: &[Value<S>], arrays: &[Array<S>], _: Ty) -> Eval<Value<S>> {
        let text = self.units.iter().flat_map(|unit| &unit.opaques).find(|(o, _)| *o == origin).map(|(_, text)| text);
        let text = text.ok_or_else(|| format!("nobody knows the expression #{}", origin.0))?;
        opaque::eval(&self.units, self, text, &Holes { values, arrays })
    }
}

/// A companion calls something that has none.
pub(super) const NO_LANES: &str = "a callee has no lanes";

fn tangent(unit: &Unit) -> Companion {
    let seeds: Vec<Seed> = unit.active.iter().map(|a| if *a { Seed::Optional } else { Seed::None }).collect();
    let f = forward::forward(&unit.func, &seeds, 1);
    let mut params: Vec<Slot> = (0..seeds.len()).map(Slot::Arg).collect();
    params.extend(f.dots.iter().enumerate().filter(|(_, dot)| dot.is_some()).map(|(k, _)| Slot::Dot(k)));
    Companion { func: Rc::new(drop_dead(f.func)), params, seeds: Vec::new(), contributions: Vec::new() }
}

/// The same in lanes.
fn tangents(unit: &Unit) -> Eval<Companion> {
    let narrow = tangent(unit);
    let func = Rc::unwrap_or_clone(narrow.func);
    let (own, results) = (unit.func.params.len(), func.results.len());
    let marks = Marks {
        params: (0..func.params.len()).map(|k| k >= own).collect(),
        results: (0..results).map(|k| 2 * k >= results).collect(),
        units: Units::default(),
    };
    let were_arrays: Vec<bool> = func.params[own..].iter().map(|param| matches!(param, Param::Array(_))).collect();
    let mut func = lanes(func, &marks, Dim::Lit(WIDTH as u64)).ok_or(NO_LANES)?;
    for (param, was_array) in func.params[own..].iter().zip(were_arrays) {
        if let (Param::Array(place), true) = (param, was_array) {
            func.places[place.0 as usize].kind = PlaceKind::Tangent;
        }
    }
    Ok(Companion { func: Rc::new(func), ..narrow })
}

fn pullback(unit: &Unit) -> Companion {
    reversed(unit, Seeds::Suspended)
}

/// Both phases in one; the only result is a number.
fn adjoint(unit: &Unit) -> Companion {
    let both = reversed(unit, Seeds::Given);
    let func = crate::transform::finish(Rc::unwrap_or_clone(both.func));
    Companion { func: Rc::new(drop_dead(func)), ..both }
}

fn reversed(unit: &Unit, seeds: Seeds) -> Companion {
    let r = reverse::reverse(&unit.func, &unit.active, seeds, ArrayAdjoint::Sink);
    let scalars = unit.func.results.iter().filter(|r| **r == ResultItem::Scalar).count();
    let mut params: Vec<Slot> = (0..unit.active.len()).map(Slot::Arg).collect();
    let later = if seeds == Seeds::Suspended { scalars } else { 0 };
    params.extend((0..r.seeds.len()).map(|k| Slot::Seed(later + k)));
    let mut contributions = vec![None; scalars];
    for (k, param) in unit.func.params.iter().enumerate().filter(|(k, _)| unit.active[*k]) {
        match param {
            Param::Scalar(_) => contributions.push(Some((Slot::Sink(k), 0))),
            Param::Elements(vals) => contributions.extend((0..vals.len()).map(|e| Some((Slot::Sink(k), e)))),
            Param::Array(_) => params.push(Slot::Sink(k)),
        }
    }
    Companion { func: Rc::new(drop_dead(r.func)), params, seeds: (0..later).map(Slot::Seed).collect(), contributions }
}

/// The tangent of the pullback.
fn pullback_tangent(unit: &Unit) -> Companion {
    let inner = pullback(unit);
    let seeds: Vec<Seed> = inner
        .params
        .iter()
        .map(|slot| match slot {
            Slot::Arg(k) if !unit.active[*k] => Seed::None,
            _ => Seed::Optional,
        })
        .collect();
    let f = forward::forward(&inner.func, &seeds, 1);
    let mut params = inner.params.clone();
    let dotted = inner.params.iter().zip(&f.dots).filter(|(_, dot)| dot.is_some());
    params.extend(dotted.map(|(slot, _)| dot(*slot)));
    let twice = |slots: &[Slot]| slots.iter().copied().chain(slots.iter().map(|s| dot(*s))).collect();
    let contributions = inner.contributions.iter();
    let contributions =
        contributions.clone().copied().chain(contributions.map(|c| c.map(|(slot, e)| (dot(slot), e)))).collect();
    Companion { func: Rc::new(drop_dead(f.func)), params, seeds: twice(&inner.seeds), contributions }
}

/// The field that holds the tangent of another.
fn dot(slot: Slot) -> Slot {
    match slot {
        Slot::Arg(k) => Slot::Dot(k),
        Slot::Seed(k) => Slot::SeedDot(k),
        Slot::Sink(k) => Slot::SinkDot(k),
        other => other,
    }
}
