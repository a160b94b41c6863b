//! The order of steps: branches, and exits as flags.
//!
//! Where one arm of a branch always leaves, what follows goes into the other. Where an arm may leave, its exits raise a flag,
//! and what follows is run only where none is up. Nothing is ever built twice.

use proc_macro2::Span;

use super::value::{Layout, Value, View, Window};
use super::{Build, zero};
use crate::ir::{BinOp, BlockId, Const, Op, Pure, Ty, Val};
use crate::lower::fence::MAX_DEPTH;
use crate::lower::steps::{Change, If, Rhs, Short, Step, Temp, Var};

/// What is still to be done when a sequence has ended.
#[derive(Clone, Copy)]
pub(super) struct Rest<'s> {
    steps: &'s [Step],
    next: Option<&'s Rest<'s>>,
}

/// A block that was built, and what it has changed.
pub(super) struct Arm {
    pub(super) block: BlockId,
    pub(super) changed: Vec<(Var, Value)>,
}

/// What a variable is after a branch.
enum Merged {
    Keep(Value),
    Out(usize),
    Group(Vec<Merged>),
    Composed(Layout, Vec<Merged>),
    /// A part of an array: its indices, and where it begins and ends.
    View(View, Vec<Merged>),
}

impl Build<'_> {
    /// Builds the steps into the open block, then the rest.
    pub(super) fn run(&mut self, seq: &[Step], rest: Option<&Rest<'_>>) {
        for (k, step) in seq.iter().enumerate() {
            let after = Rest { steps: &seq[k + 1..], next: rest };
            if !self.step(step, &after) {
                return;
            }
        }
        if let Some(rest) = rest {
            self.run(rest.steps, rest.next);
        }
    }

    /// Builds one step; whether what comes after it is still to be built.
    fn step(&mut self, step: &Step, after: &Rest<'_>) -> bool {
        match step {
            Step::Def(out, rhs) => self.def(*out, rhs),
            Step::Declare(var) => self.declare(*var),
            Step::Bind(var, value) => self.bind(*var, *value),
            Step::Write { value, .. } | Step::Store { value, .. } | Step::Change(_, Change::CopyFrom(value))
                if self.is_in_place(*value) => {}
            Step::Write { var, path, value } => self.write(*var, path, *value),
            Step::Store { base, index, value } => self.store(*base, *index, *value),
            Step::Swap(a, b) => self.swap(*a, *b),
            Step::Grow { var, how } => self.grow(*var, how),
            Step::Change(base, change) => self.change(*base, *change),
            Step::Short(short) => self.short(short),
            Step::Discard(value) => self.discard(*value),
            Step::Effect { template, span, args } => {
                let value = self.statement(template.clone(), args, *span);
                self.effect(&value);
            }
            Step::Exit(flag) => {
                if self.wanted.contains(flag) {
                    let up = self.b.bool(true);
                    self.set(*flag, Value::Scalar(up));
                }
                return false;
            }
            Step::If(branch) => return self.branch(branch, after),
            Step::Loop(inner) => {
                let kept = self.want(&inner.flow.exits, after);
                self.build_loop(inner);
                self.wanted.truncate(kept);
                return inner.flow.falls && self.unless(&inner.flow.exits, after);
            }
            Step::Block { body, label, flow } => {
                let kept = self.want(&flow.exits, after);
                self.set(*label, Value::Uninit);
                self.run(body, None);
                self.wanted.truncate(kept);
                return flow.falls && self.unless(&flow.exits, after);
            }
        }
        true
    }

    /// Has these flags raised, if there is anything that they could prevent. What to go back to afterwards.
    fn want(&mut self, flags: &[Var], after: &Rest<'_>) -> usize {
        let kept = self.wanted.len();
        if after.is_left() {
            self.wanted.extend(flags);
        }
        kept
    }

    /// Builds what comes after for the case that none of the flags is up. Whether it is still to be built.
    fn unless(&mut self, flags: &[Var], after: &Rest<'_>) -> bool {
        if !after.is_left() {
            return true;
        }
        let Some(left) = self.any_up(flags) else { return true };
        let then = self.arm(|_| {});
        let otherwise = self.arm(|build| build.run(after.steps, after.next));
        self.join(left, &then, &otherwise, &[]);
        false
    }

    /// Whether one of these flags is up; nothing where none can be.
    pub(super) fn any_up(&mut self, flags: &[Var]) -> Option<Val> {
        let mut any = None;
        for flag in flags {
            if let Value::Scalar(up) = self.slots[flag.at()] {
                any = Some(match any {
                    Some(any) => self.b.bin(BinOp::Or, any, up),
                    None => up,
                });
            }
        }
        any
    }

    /// Whether a condition on lengths holds, where it compares numbers: the pattern of a slice of known length.
    fn decided(&self, cond: Val) -> Option<bool> {
        let Some(Pure::Bin(op @ (BinOp::Eq | BinOp::Ge), n, least)) = self.b.definition(cond) else { return None };
        let (Some(Const::Int(n)), Some(Const::Int(least))) = (self.b.known(*n), self.b.known(*least)) else {
            return None;
        };
        Some(if *op == BinOp::Eq { n == least } else { n >= least })
    }

    fn branch(&mut self, branch: &If, after: &Rest<'_>) -> bool {
        let cond = self.operand(branch.cond);
        if let Some(holds) = self.decided(cond) {
            self.run(if holds { &branch.then } else { &branch.otherwise }, Some(after));
            return false;
        }
        let (a, b) = (&branch.then_flow, &branch.otherwise_flow);
        let leaves = !a.exits.is_empty() || !b.exits.is_empty();
        if a.falls && b.falls && leaves {
            let exits: Vec<Var> = a.exits.iter().chain(&b.exits).copied().collect();
            let kept = self.want(&exits, after);
            let then = self.arm(|build| build.run(&branch.then, None));
            let otherwise = self.arm(|build| build.run(&branch.otherwise, None));
            self.join(cond, &then, &otherwise, &[]);
            self.wanted.truncate(kept);
            return self.unless(&exits, after);
        }
        if a.falls && b.falls {
            let then = self.arm(|build| build.run(&branch.then, None));
            let otherwise = self.arm(|build| build.run(&branch.otherwise, None));
            self.join(cond, &then, &otherwise, &[]);
            return true;
        }
        let rest = |falls| if falls { Some(after) } else { None };
        let then = self.arm(|build| build.run(&branch.then, rest(a.falls)));
        let otherwise = self.arm(|build| build.run(&branch.otherwise, rest(b.falls)));
        self.join(cond, &then, &otherwise, &[]);
        false
    }

    /// A block of its own. The variables are as before when it is done.
    pub(super) fn arm(&mut self, f: impl FnOnce(&mut Self)) -> Arm {
        let (mark, checked) = (self.journal.len(), self.checked.len());
        self.b.open(Vec::new());
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            f(self);
        } else if !std::mem::replace(&mut self.too_deep, true) {
            let what = format!("more than {MAX_DEPTH} exits behind one another");
            self.not_yet(Span::call_site(), &what, "look the numbers up in a constant array, or loop over it");
        }
        self.depth -= 1;
        let block = self.b.close(Vec::new());
        self.checked.truncate(checked);
        Arm { block, changed: self.undo(mark) }
    }

    /// Brings together what two arms have changed. `extras` are values that they end with besides.
    pub(super) fn join(&mut self, cond: Val, then: &Arm, otherwise: &Arm, extras: &[(Val, Val)]) -> Vec<Val> {
        let mut pairs: Vec<(Option<Val>, Option<Val>)> = extras.iter().map(|(a, b)| (Some(*a), Some(*b))).collect();
        let mut vars: Vec<Var> = then.changed.iter().chain(&otherwise.changed).map(|(var, _)| *var).collect();
        vars.sort_unstable();
        vars.dedup();
        // What an arm declared itself is gone with it.
        vars.retain(|var| !matches!(self.slots[var.at()], Value::Absent));
        let mut merged = Vec::new();
        for var in vars {
            let (a, b) = (self.after(then, var), self.after(otherwise, var));
            merged.push((var, self.merge_values(&a, &b, var, [then.block, otherwise.block], &mut pairs)));
        }
        let tys: Vec<Ty> = pairs.iter().map(|(a, b)| self.b.ty(a.or(*b).expect("one side has a value"))).collect();
        for (block, side) in [(then.block, 0), (otherwise.block, 1)] {
            let yields = pairs.iter().zip(&tys).map(|((a, b), ty)| {
                let v = if side == 0 { *a } else { *b };
                v.unwrap_or_else(|| self.b.raw(block, Op::Pure(Pure::Const(zero(*ty))), &[*ty])[0])
            });
            let yields = yields.collect();
            self.b.func.blocks[block.0 as usize].yields = yields;
        }
        let outs = self.b.push(Op::If { cond, then: then.block, otherwise: otherwise.block }, &tys);
        for (var, merged) in merged {
            let value = self.merged(&merged, &outs);
            self.named(&value, var, true);
            self.set(var, value);
        }
        outs[..extras.len()].to_vec()
    }

    fn after(&self, arm: &Arm, var: Var) -> Value {
        let changed = arm.changed.binary_search_by_key(&var, |(v, _)| *v);
        changed.map_or_else(|_| self.slots[var.at()].clone(), |k| arm.changed[k].1.clone())
    }

    fn merge_values(
        &mut self,
        a: &Value,
        b: &Value,
        var: Var,
        arms: [BlockId; 2],
        pairs: &mut Vec<(Option<Val>, Option<Val>)>,
    ) -> Merged {
        let mut out = |a, b| {
            pairs.push((a, b));
            Merged::Out(pairs.len() - 1)
        };
        match (a, b) {
            (Value::Scalar(x), Value::Scalar(y)) if x == y => Merged::Keep(a.clone()),
            (Value::Scalar(x), Value::Scalar(y)) => out(Some(*x), Some(*y)),
            (Value::Scalar(x), Value::Uninit) => out(Some(*x), None),
            (Value::Uninit, Value::Scalar(y)) => out(None, Some(*y)),
            (Value::Group(xs), Value::Group(ys)) if xs.len() == ys.len() => Merged::Group(
                xs.iter().zip(ys.iter()).map(|(x, y)| self.merge_values(x, y, var, arms, pairs)).collect(),
            ),
            (Value::Composed(layout, xs), Value::Composed(other, ys)) if layout == other => Merged::Composed(
                *layout,
                xs.iter().zip(ys.iter()).map(|(x, y)| self.merge_values(x, y, var, arms, pairs)).collect(),
            ),
            (Value::Group(xs), Value::Uninit) => {
                Merged::Group(xs.iter().map(|x| self.merge_values(x, &Value::Uninit, var, arms, pairs)).collect())
            }
            (Value::Uninit, Value::Group(ys)) => {
                Merged::Group(ys.iter().map(|y| self.merge_values(&Value::Uninit, y, var, arms, pairs)).collect())
            }
            (Value::View(x), Value::View(y)) if x.place == y.place && x.index == y.index && x.window == y.window => {
                Merged::Keep(a.clone())
            }
            (Value::View(x), Value::View(y))
                if x.place == y.place && x.index.len() == y.index.len() && x.lent == y.lent =>
            {
                let (from, to) = (self.whole_window(x), self.whole_window(y));
                let ends = [(from.lo, to.lo), (from.hi, to.hi)];
                let all = x.index.iter().copied().zip(y.index.iter().copied()).chain(ends);
                let parts =
                    all.map(|(x, y)| if x == y { Merged::Keep(Value::Scalar(x)) } else { out(Some(x), Some(y)) });
                Merged::View(x.clone(), parts.collect())
            }
            (Value::Uninit | Value::Unit | Value::Absent, Value::Uninit | Value::Unit | Value::Absent) => {
                Merged::Keep(a.clone())
            }
            _ => {
                if let (Value::View(x), Value::View(y)) = (a, b)
                    && let Some(chosen) = self.chosen(x, y, var, arms)
                {
                    return Merged::Keep(chosen);
                }
                let span = self.place_of(var);
                let help = "make an array of one length before the branch, and assign the elements in each arm";
                Merged::Keep(self.not_yet(span, "arrays chosen by a branch", help))
            }
        }
    }

    fn merged(&mut self, merged: &Merged, outs: &[Val]) -> Value {
        match merged {
            Merged::Keep(value) => value.clone(),
            Merged::Out(k) => Value::Scalar(outs[*k]),
            Merged::Group(parts) => Value::group(parts.iter().map(|p| self.merged(p, outs)).collect()),
            Merged::Composed(layout, parts) => {
                Value::composed(*layout, parts.iter().map(|p| self.merged(p, outs)).collect())
            }
            Merged::View(view, parts) => {
                let vals = parts.iter().filter_map(|part| match part {
                    Merged::Keep(Value::Scalar(v)) => Some(*v),
                    Merged::Out(k) => Some(outs[*k]),
                    _ => None,
                });
                let mut vals: Vec<Val> = vals.collect();
                let (hi, lo) = (vals.pop().expect("a window ends"), vals.pop().expect("a window begins"));
                let window = Some(Window { lo, hi, len: self.minus(hi, lo) });
                Value::View(View { index: vals, window, ..view.clone() })
            }
        }
    }

    // ---- conditions

    fn short(&mut self, short: &Short) {
        let left = self.operand(short.left);
        if short.right.iter().all(|step| self.is_free(step)) {
            self.run(&short.right, None);
            let right = self.operand(short.value);
            let op = if short.is_or { BinOp::Or } else { BinOp::And };
            self.temps[short.out.at()] = Value::Scalar(self.b.bin(op, left, right));
            return;
        }
        let mut known = None;
        let mut value = None;
        let decided = self.arm(|build| known = Some(build.b.bool(short.is_or)));
        let undecided = self.arm(|build| {
            build.run(&short.right, None);
            value = Some(build.operand(short.value));
        });
        let (known, value) = (known.expect("just built"), value.expect("just built"));
        let outs = if short.is_or {
            self.join(left, &decided, &undecided, &[(known, value)])
        } else {
            self.join(left, &undecided, &decided, &[(value, known)])
        };
        self.temps[short.out.at()] = Value::Scalar(outs[0]);
    }

    /// Costs next to nothing, and can be evaluated where Rust would not.
    fn is_free(&mut self, step: &Step) -> bool {
        match step {
            Step::Def(_, rhs) => self.is_free_rhs(rhs),
            Step::Short(short) => short.right.iter().all(|step| self.is_free(step)),
            _ => false,
        }
    }

    fn is_free_rhs(&mut self, rhs: &Rhs) -> bool {
        match rhs {
            Rhs::Unit
            | Rhs::Float(_)
            | Rhs::Int(_)
            | Rhs::Bool(_)
            | Rhs::Read(_)
            | Rhs::Same(_)
            | Rhs::Constant(_)
            | Rhs::Test(..)
            | Rhs::Field { .. }
            | Rhs::Len { .. } => true,
            Rhs::Un(_, a) => self.ty(*a).is_float() || self.ty(*a) == Ty::Bool,
            Rhs::Bin(op, a, _) => {
                let ty = self.ty(*a);
                let cheap = !matches!(op, BinOp::Div | BinOp::Rem);
                ty == Ty::Bool || ty.is_float() && cheap || ty.is_int() && op.is_comparison()
            }
            Rhs::Opaque { kind, .. } => *kind == crate::lower::steps::Opaque::Constant,
            _ => false,
        }
    }

    fn discard(&mut self, temp: Temp) {
        let value = self.value(temp);
        self.effect(&value);
    }

    /// The user's own tokens as a statement.
    pub(super) fn effect(&mut self, value: &Value) {
        let Value::Foreign(foreign) = value else { return };
        if foreign.constant {
            return;
        }
        let span = foreign.span.unwrap_or_else(Span::call_site);
        let origin = self.origins.add(span, Self::numbered(foreign));
        let (args, places) = (foreign.args.clone(), foreign.places.clone());
        self.b.push(Op::Effect { origin, args, places }, &[]);
    }
}

impl Rest<'_> {
    fn is_left(&self) -> bool {
        !self.steps.is_empty() || self.next.is_some_and(Rest::is_left)
    }
}
