//! The end of type inference, and activity: which values a derivative flows through.

use std::collections::HashSet;

use super::reader::{Body, RESULT};
use super::steps::{Change, Rhs, Seq, Step, Temp, TempInfo, Turns, Var, each_step};
use super::types::{Kind, TyId, Types};
use super::widths::{singles, widths};
use crate::ir::{Dim, Int, Ty};
use crate::naming::Callee;

/// What `a[i]` and `a.0` say about types once that of `a` is known.
#[derive(Default)]
pub(super) struct Projections {
    waiting: Vec<(Temp, Projection)>,
}

enum Projection {
    Index { elem: TyId, index: TyId },
    Field { at: usize, ty: TyId },
}

impl Projections {
    pub(super) fn index(&mut self, base: Temp, elem: TyId, index: TyId) {
        self.waiting.push((base, Projection::Index { elem, index }));
    }

    pub(super) fn field(&mut self, base: Temp, at: usize, ty: TyId) {
        self.waiting.push((base, Projection::Field { at, ty }));
    }

    /// What elements are taken of while it is not known to be an array.
    pub(super) fn bases(&self) -> Vec<Temp> {
        let indexed = self.waiting.iter().filter(|(_, p)| matches!(p, Projection::Index { .. }));
        indexed.map(|(base, _)| *base).collect()
    }

    /// Types of parts whose wholes became known later than they were used.
    pub(super) fn settle(&mut self, temps: &[TempInfo], types: &mut Types) {
        let usize = types.exact(Ty::USIZE);
        loop {
            let before = self.waiting.len();
            self.waiting.retain(|(base, projection)| {
                let (known, found) = match (types.kind(temps[base.at()].ty), projection) {
                    (Kind::Array(item, _), Projection::Index { elem, index }) => {
                        let _ = types.unify(*index, usize);
                        (item, *elem)
                    }
                    (Kind::Tuple(items), Projection::Field { at, ty }) if *at < items.len() => (items[*at], *ty),
                    _ => return true,
                };
                let _ = types.unify(known, found);
                false
            });
            if self.waiting.len() == before {
                return;
            }
        }
    }
}

/// Which values and variables depend on an active parameter.
pub(super) struct Activity {
    temps: Vec<bool>,
    vars: Vec<bool>,
    /// For each variable, those that it is a reference to.
    lenders: Vec<Vec<Var>>,
}

impl Activity {
    pub(super) fn temp(&self, temp: Temp) -> bool {
        self.temps[temp.at()]
    }

    pub(super) fn any(&self, rhs: &Rhs) -> bool {
        let mut any = match rhs {
            Rhs::Read(var) | Rhs::Whole(var) => self.vars[var.at()],
            Rhs::Constant(_) => return false,
            _ => false,
        };
        rhs.operands(|t| any |= self.temps[t.at()]);
        any
    }
}

/// Solves what the body says of types, and which calls give arrays.
pub(super) fn arrays(body: &mut Body) {
    body.projections.settle(&body.temps, &mut body.types);
    while let Some((base, elem, dim)) = indexed_call(body).or_else(|| measured_call(body)).or_else(|| lent_call(body)) {
        let array = body.types.fresh(Kind::Array(elem, dim));
        let _ = body.types.unify(base, array);
        body.projections.settle(&body.temps, &mut body.types);
    }
}

/// Solves what is left of types, and finds the active values. The result of a call is a float or an array of floats where nothing says more.
pub(super) fn settle(body: &mut Body, active: &[bool]) -> Activity {
    integers(body);
    let activity = find(body, active);
    unused_calls(body);
    widths(body);
    float_calls(body, &activity);
    listed_calls(body);
    singles(body);
    find(body, active)
}

/// Integers that nothing says the width of: what `f64::from` takes is an `i32`, as in Rust, and the number of a turn is what it is.
fn integers(body: &mut Body) {
    let Body { steps, temps, types, .. } = body;
    let mut decide = |number: bool, ty: Ty| {
        each_step(steps, &mut |step| {
            let temp = match step {
                Step::Def(_, Rhs::From { value, .. }) if !number => *value,
                Step::Def(out, Rhs::Turns(Turns::Number(_))) if number => *out,
                _ => return,
            };
            if types.kind(temps[temp.at()].ty) == Kind::Int {
                let ty = types.exact(ty);
                let _ = types.unify(temps[temp.at()].ty, ty);
            }
        });
    };
    decide(false, Ty::Int(Some(Int::I32)));
    decide(true, Ty::USIZE);
}

/// The type of what a call gives, if elements of it are used and nothing says what it is; and how it is an array.
fn indexed_call(body: &mut Body) -> Option<(TyId, TyId, Dim)> {
    let Body { steps, temps, types, projections, .. } = body;
    let mut given = HashSet::new();
    each_step(steps, &mut |step| {
        if let Step::Def(out, Rhs::Call { twin, .. }) = step {
            // Rows of an array of which nothing is known are not guessed, but those of a Jacobian.
            let (ty, derivative) = (temps[out.at()].ty, twin.as_ref().is_some_and(crate::origins::is_of_derivative));
            let unknown = matches!(types.kind(ty), Kind::Array(_, Dim::Inferred)) && !derivative;
            let leaves = if unknown { Vec::new() } else { leaves(types, ty) };
            given.extend(leaves.into_iter().map(|ty| types.root(ty)));
        }
    });
    let mut indexed = projections.waiting.iter().filter(|(_, p)| matches!(p, Projection::Index { .. }));
    let found = indexed.find_map(|(base, _)| {
        let ty = temps[base.at()].ty;
        (types.kind(ty) == Kind::Open && given.contains(&types.root(ty))).then_some(ty)
    });
    found.map(|ty| (ty, types.fresh(Kind::Open), Dim::Inferred))
}

/// The same if its length is asked for, and it is given numbers.
fn measured_call(body: &mut Body) -> Option<(TyId, TyId, Dim)> {
    let Body { steps, temps, types, .. } = body;
    let (mut given, mut measured) = (HashSet::new(), Vec::new());
    each_step(steps, &mut |step| match step {
        Step::Def(out, Rhs::Call { args, .. }) => {
            let is_float = |kind: Kind| matches!(kind, Kind::Float | Kind::Array(..) | Kind::Exact(Ty::F64 | Ty::F32));
            if args.iter().any(|arg| is_float(types.kind(temps[arg.at()].ty))) {
                given.insert(types.root(temps[out.at()].ty));
            }
        }
        Step::Def(_, Rhs::Len { base, .. }) => measured.push(temps[base.at()].ty),
        _ => {}
    });
    let found = measured.into_iter().find(|ty| types.kind(*ty) == Kind::Open && given.contains(&types.root(*ty)));
    found.map(|ty| (ty, types.fresh(Kind::Open), Dim::Inferred))
}

/// The types of the elements of arrays and the entries of tuples.
fn leaves(types: &mut Types, ty: TyId) -> Vec<TyId> {
    match types.kind(ty) {
        Kind::Array(elem, _) => leaves(types, elem),
        Kind::Tuple(items) => items.into_iter().flat_map(|item| leaves(types, item)).collect(),
        _ => vec![ty],
    }
}

/// The type of what a call gives, if a reference to it is lent to another call and nothing says what it is: an array, or a struct.
fn lent_call(body: &mut Body) -> Option<(TyId, TyId, Dim)> {
    let Body { steps, temps, types, .. } = body;
    let (mut given, mut lent) = (HashSet::new(), Vec::new());
    each_step(steps, &mut |step| {
        if let Step::Def(out, Rhs::Call { args, .. }) = step {
            given.extend(types.numbers(temps[out.at()].ty));
            lent.extend(args.iter().filter(|a| temps[a.at()].refs > 0).map(|a| temps[a.at()].ty));
        }
    });
    let found = lent.into_iter().find(|ty| types.kind(*ty) == Kind::Open && given.contains(&types.root(*ty)));
    found.map(|ty| (ty, types.exact(Ty::F64), Dim::Whole))
}

/// Marks the calls whose results nobody looks at: nothing says what their type is, and nothing needs it.
fn unused_calls(body: &mut Body) {
    let (mut read, mut used) = (vec![false; body.vars.len()], vec![false; body.temps.len()]);
    let (mut bound, mut taken_apart) = (Vec::new(), vec![true; body.temps.len()]);
    each_step(&body.steps, &mut |step| match step {
        Step::Def(_, rhs) => {
            if !matches!(rhs, Rhs::Field { .. }) {
                rhs.operands(|t| taken_apart[t.at()] = false);
            }
            if let Rhs::Read(var) = rhs {
                read[var.at()] = true;
            }
            // What a call leaves in its arguments is not what it gives.
            let given = if let Rhs::Left { call, .. } = rhs { Some(*call) } else { None };
            rhs.operands(|t| used[t.at()] |= Some(t) != given);
        }
        Step::Bind(var, value) => bound.push((*var, *value)),
        Step::Write { value, .. } | Step::Store { value, .. } => used[value.at()] = true,
        Step::Swap(a, b) => (used[a.at()], used[b.at()]) = (true, true),
        Step::Grow { how, .. } => how.operands().for_each(|t| used[t.at()] = true),
        Step::Change(base, change) => {
            used[base.at()] = true;
            change.operands().for_each(|t| used[t.at()] = true);
        }
        Step::Effect { args, .. } => args.iter().for_each(|a| used[a.at()] = true),
        Step::Declare(_)
        | Step::Short(_)
        | Step::If(_)
        | Step::Loop(_)
        | Step::Block { .. }
        | Step::Exit(_)
        | Step::Discard(_) => {}
    });
    for (var, value) in bound {
        used[value.at()] |= read[var.at()] || var == RESULT;
        taken_apart[value.at()] = false;
    }
    let Body { steps, temps, types, unseen, .. } = body;
    let mut seen = HashSet::new();
    for (k, temp) in temps.iter().enumerate().filter(|(k, _)| used[*k]) {
        if !(taken_apart[k] && matches!(types.kind(temp.ty), Kind::Tuple(_))) {
            seen.extend(types.numbers(temp.ty));
        }
    }
    each_step(steps, &mut |step| {
        if let Step::Def(out, Rhs::Call { .. }) = step {
            let ty = temps[out.at()].ty;
            let open = types.kind(ty) == Kind::Open || temps[out.at()].told;
            temps[out.at()].unused = open && !used[out.at()];
            if let Kind::Tuple(_) = types.kind(ty) {
                let parts: Vec<TyId> = leaves(types, ty).into_iter().map(|part| types.root(part)).collect();
                unseen.extend(parts.into_iter().filter(|part| types.kind(*part) == Kind::Open && !seen.contains(part)));
            }
        }
    });
}

fn float_calls(body: &mut Body, activity: &Activity) {
    let Body { steps, temps, types, unseen, .. } = body;
    each_step(steps, &mut |step| {
        let Step::Def(out, Rhs::Call { path, args, .. }) = step else { return };
        let is_method = Callee::of(path.clone()).is_method();
        let takes_arrays = !is_method && args.iter().any(|a| matches!(types.kind(temps[a.at()].ty), Kind::Array(..)));
        if (activity.temp(*out) || takes_arrays) && !temps[out.at()].unused {
            let whole = temps[out.at()].ty;
            // A tuple of constants may have anything in it.
            if matches!(types.kind(whole), Kind::Tuple(_)) && !activity.temp(*out) {
                return;
            }
            for ty in leaves(types, whole) {
                if unseen.contains(&types.root(ty)) {
                    continue;
                }
                let float = types.fresh(Kind::Float);
                let _ = types.unify(ty, float);
            }
        }
    });
}

/// What calls give is in arrays, and nothing says what it is: numbers.
fn listed_calls(body: &mut Body) {
    let Body { steps, temps, types, .. } = body;
    let mut listed = HashSet::new();
    for temp in temps.iter() {
        if let Kind::Array(elem, _) = types.kind(temp.ty)
            && types.kind(elem) == Kind::Open
        {
            listed.insert(types.root(elem));
        }
    }
    each_step(steps, &mut |step| {
        let Step::Def(out, Rhs::Call { .. }) = step else { return };
        let ty = temps[out.at()].ty;
        if listed.contains(&types.root(ty)) {
            let float = types.fresh(Kind::Float);
            let _ = types.unify(ty, float);
        }
    });
}

fn find(body: &mut Body, active: &[bool]) -> Activity {
    let Body { steps, temps, types, params, vars, .. } = body;
    let carries: Vec<bool> = temps.iter().map(|t| !t.poisoned && !t.unused && types.may_be_active(t.ty)).collect();
    let lenders = vars.iter().map(|var| var.lenders.clone()).collect();
    let mut activity = Activity { temps: vec![false; temps.len()], vars: vec![false; vars.len()], lenders };
    for (param, active) in params.iter().zip(active) {
        activity.vars[param.at()] = *active;
    }
    while activity.sweep(steps, temps, &carries) {}
    activity
}

impl Activity {
    /// One pass over the body; whether anything became active.
    fn sweep(&mut self, steps: &Seq, temps: &[TempInfo], carries: &[bool]) -> bool {
        let mut changed = false;
        each_step(steps, &mut |step| match step {
            Step::Def(out, rhs) => {
                if !self.temps[out.at()] && carries[out.at()] && self.any(rhs) {
                    self.temps[out.at()] = true;
                    changed = true;
                }
            }
            Step::Bind(var, value) | Step::Write { var, value, .. } => changed |= self.reach(*var, *value),
            Step::Store { base, value, .. } => changed |= self.reach_owners(temps, *base, *value),
            Step::Swap(a, b) | Step::Change(a, Change::SwapWith(b)) => {
                changed |= self.reach_owners(temps, *a, *b) | self.reach_owners(temps, *b, *a);
            }
            Step::Grow { var, how } => {
                if let Some(value) = how.added() {
                    changed |= self.reach(*var, value);
                }
            }
            Step::Change(base, change) => {
                for value in change.operands() {
                    changed |= self.reach_owners(temps, *base, value);
                }
            }
            Step::Declare(_)
            | Step::Short(_)
            | Step::If(_)
            | Step::Loop(_)
            | Step::Block { .. }
            | Step::Exit(_)
            | Step::Effect { .. }
            | Step::Discard(_) => {}
        });
        for var in 0..self.vars.len() {
            let new = !self.vars[var] && self.lenders[var].iter().any(|lender| self.vars[lender.at()]);
            self.vars[var] |= new;
            changed |= new;
        }
        changed
    }

    /// A value goes into an array: into the variable that it is, or that it is a reference to.
    fn reach_owners(&mut self, temps: &[TempInfo], base: Temp, value: Temp) -> bool {
        let Some(root) = temps[base.at()].root else { return false };
        let owners: Vec<Var> = self.lenders[root.at()].iter().copied().chain([root]).collect();
        owners.into_iter().fold(false, |changed, var| self.reach(var, value) | changed)
    }

    fn reach(&mut self, var: Var, value: Temp) -> bool {
        let new = self.temps[value.at()] && !self.vars[var.at()];
        self.vars[var.at()] |= new;
        new
    }
}
