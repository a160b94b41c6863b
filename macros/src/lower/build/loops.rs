//! Loops: the variables that they assign to are carried from turn to turn.

use super::value::{Value, View, Window};
use super::{Build, LoopBounds};
use crate::ir::{BlockId, Op, Pure, Range, Ty, UnOp, Val};
use crate::lower::steps::{Bounds, Loop, LoopKind, Role, Seq, Temp, Var};
use crate::lower::types::{Kind, TyId};

/// The variables that a loop carries, and their values before it.
struct Carried {
    vars: Vec<(Var, Value)>,
    inits: Vec<Val>,
}

impl Build<'_> {
    pub(super) fn build_loop(&mut self, inner: &Loop) {
        let carried = self.carry(inner);
        match &inner.kind {
            LoopKind::For { index, range } => self.counted(inner, *index, range, &carried),
            LoopKind::While { head, cond } => self.repeated(inner, Some((head, *cond)), &carried),
            LoopKind::Forever => self.repeated(inner, None, &carried),
        }
    }

    fn carry(&mut self, inner: &Loop) -> Carried {
        let mut carried = Carried { vars: Vec::new(), inits: Vec::new() };
        for var in &inner.carried {
            let ignored = self.body.vars[var.at()].role == Role::Flag && !self.wanted.contains(var);
            let before = self.slots[var.at()].clone();
            if ignored || matches!(before, Value::Absent) {
                continue;
            }
            let ty = self.body.vars[var.at()].ty;
            let started = self.started(before, ty, &mut carried.inits);
            carried.vars.push((*var, started));
        }
        carried
    }

    /// A value whose scalars all exist, and those.
    fn started(&mut self, value: Value, ty: TyId, inits: &mut Vec<Val>) -> Value {
        match (value, self.body.types.kind(ty)) {
            (Value::Scalar(v), _) => {
                inits.push(v);
                Value::Scalar(v)
            }
            (Value::Group(items), kind) => {
                let tys = match kind {
                    Kind::Tuple(tys) if tys.len() == items.len() => tys,
                    Kind::Array(elem, _) => vec![elem; items.len()],
                    _ => vec![ty; items.len()],
                };
                let parts = items.iter().zip(tys).map(|(item, ty)| self.started(item.clone(), ty, inits));
                Value::group(parts.collect())
            }
            (Value::Composed(layout, parts), _) => {
                self.each_part((layout, &parts), ty, &mut |build, part, ty| build.started(part.clone(), ty, inits))
            }
            (Value::View(view), _) if view.lent => {
                let window = self.whole_window(&view);
                inits.extend(view.index.iter().copied().chain([window.lo, window.hi]));
                Value::View(View { window: Some(window), ..view })
            }
            (Value::View(view), _) => {
                inits.extend(view.window.map(|window| window.hi));
                Value::View(view)
            }
            (Value::Uninit, Kind::Tuple(tys)) => {
                let parts = tys.into_iter().map(|ty| self.started(Value::Uninit, ty, inits));
                Value::group(parts.collect())
            }
            (Value::Uninit, Kind::Array(elem, crate::ir::Dim::Lit(n))) if n <= 32 => {
                let parts = (0..n).map(|_| self.started(Value::Uninit, elem, inits));
                Value::group(parts.collect())
            }
            (Value::Uninit, Kind::Array(..)) => Value::Uninit,
            (Value::Uninit, Kind::Unit) => Value::Unit,
            (Value::Uninit, _) => {
                let ty = self.body.types.solved(ty);
                let v = self.zero(ty);
                inits.push(v);
                Value::Scalar(v)
            }
            (other, _) => other,
        }
    }

    /// Block parameters for the carried values.
    fn carried_params(&mut self, carried: &Carried) -> Vec<Val> {
        carried.inits.iter().map(|v| self.b.fresh(self.b.ty(*v), None)).collect()
    }

    /// Has the variables be these values.
    fn enter(&mut self, carried: &Carried, vals: &[Val], flags_down: bool) {
        let mut vals = vals.iter().copied();
        for (var, started) in &carried.vars {
            let value = self.replaced(started, &mut vals);
            self.named(&value, *var, true);
            // Whoever enters a turn has not left yet.
            let down = flags_down && self.body.vars[var.at()].role == Role::Flag;
            self.set(*var, if down { Value::Uninit } else { value });
        }
    }

    /// The same shape with other scalars.
    fn replaced(&mut self, shape: &Value, vals: &mut impl Iterator<Item = Val>) -> Value {
        match shape {
            Value::Scalar(_) => Value::Scalar(vals.next().expect("one value for each scalar")),
            Value::Group(items) => {
                let items = items.iter().map(|item| self.replaced(item, vals)).collect();
                Value::group(items)
            }
            Value::Composed(layout, parts) => {
                Value::composed(*layout, parts.iter().map(|part| self.replaced(part, vals)).collect())
            }
            Value::View(view) if view.lent => {
                let index = vals.take(view.index.len()).collect();
                let (lo, hi) = (vals.next().expect("a window begins"), vals.next().expect("a window ends"));
                let window = Some(Window { lo, hi, len: self.minus(hi, lo) });
                Value::View(View { index, window, ..view.clone() })
            }
            Value::View(View { window: Some(window), .. }) => {
                let hi = vals.next().expect("a `Vec` that grows ends");
                let window = Some(Window { hi, len: self.minus(hi, window.lo), ..*window });
                let Value::View(view) = shape else { return shape.clone() };
                Value::View(View { window, ..view.clone() })
            }
            other => other.clone(),
        }
    }

    /// What the variables are now.
    fn leave(&mut self, carried: &Carried) -> Vec<Val> {
        let mut vals = Vec::new();
        for (var, started) in &carried.vars {
            let now = self.slots[var.at()].clone();
            self.scalars(started, &now, *var, &mut vals);
        }
        vals
    }

    fn scalars(&mut self, shape: &Value, now: &Value, var: Var, vals: &mut Vec<Val>) {
        match (shape, now) {
            (Value::Scalar(_), Value::Scalar(v)) => vals.push(*v),
            (Value::Scalar(init), _) => {
                let ty = self.b.ty(*init);
                let v = self.zero(ty);
                vals.push(v);
            }
            (Value::Group(items), Value::Group(nows)) if items.len() == nows.len() => {
                items.iter().zip(nows.iter()).for_each(|(item, now)| self.scalars(item, now, var, vals));
            }
            (Value::Composed(layout, parts), Value::Composed(other, nows)) if layout == other => {
                parts.iter().zip(nows.iter()).for_each(|(part, now)| self.scalars(part, now, var, vals));
            }
            (Value::Group(items) | Value::Composed(_, items), _) => {
                items.iter().for_each(|item| self.scalars(item, &Value::Uninit, var, vals));
            }
            (Value::View(before), Value::View(now)) if before.place == now.place && before.lent == now.lent => {
                let window = self.whole_window(now);
                if before.index.len() != now.index.len() {
                    self.changes_place(var);
                }
                if now.lent {
                    vals.extend(now.index.iter().copied().chain([window.lo, window.hi]));
                } else if before.window.is_some() {
                    vals.push(window.hi);
                } else if !now.is_whole() {
                    self.changes_place(var);
                }
            }
            (Value::View(before), _) => {
                if before.lent {
                    vals.extend(before.index.iter().copied());
                    vals.extend(before.window.iter().map(|w| w.lo));
                }
                vals.extend(before.window.iter().map(|w| w.hi));
                self.changes_place(var);
            }
            _ => {}
        }
    }

    /// What a variable refers to after a turn is not what it referred to before.
    fn changes_place(&mut self, var: Var) {
        let span = self.place_of(var);
        let help = "copy the elements, or swap the arrays with `std::mem::swap`";
        self.not_yet(span, "variables that become another array in a loop", help);
    }

    /// The flags that end the loop when they are raised.
    fn stops(inner: &Loop) -> Vec<Var> {
        inner.body_flow.exits.iter().copied().filter(|flag| *flag != inner.continues).collect()
    }

    /// A body, with its flags down at the beginning. Whether to stop after it, where it may.
    fn turn(&mut self, inner: &Loop, carried: &Carried, vals: &[Val]) -> Option<Val> {
        let kept = self.wanted.len();
        let stops = Self::stops(inner);
        self.wanted.extend(&stops);
        self.enter(carried, vals, true);
        self.set(inner.breaks, Value::Uninit);
        self.set(inner.continues, Value::Uninit);
        self.run(&inner.body, None);
        self.wanted.truncate(kept);
        if stops.is_empty() {
            return None;
        }
        Some(self.any_up(&stops).unwrap_or_else(|| self.b.bool(false)))
    }

    fn counted(&mut self, inner: &Loop, index: Temp, bounds: &Bounds, carried: &Carried) {
        let range = Range {
            lo: self.operand(bounds.lo),
            hi: self.operand(bounds.hi),
            inclusive: bounds.inclusive,
            step: bounds.step.map(|step| self.operand(step)),
            reversed: bounds.reversed,
            step_after: bounds.step_after,
            segment: None,
        };
        let segment = bounds.segment.map(|segment| self.segment(segment, &range, self.span(index)));
        let range = Range { segment, ..range };
        let (mark, checked) = (self.journal.len(), self.checked.len());
        let ty = self.b.ty(range.hi);
        let at = self.b.fresh(ty, None);
        self.note_bounds(at, &range);
        let params = self.carried_params(carried);
        self.temps[index.at()] = Value::Scalar(at);
        self.b.open(std::iter::once(at).chain(params.iter().copied()).collect());
        let stop = self.turn(inner, carried, &params);
        let yields = stop.into_iter().chain(self.leave(carried)).collect();
        let body = self.b.close(yields);
        self.checked.truncate(checked);
        self.undo(mark);
        if range.segment.is_some() {
            self.check_runs_again(body, &carried.inits, self.span(index));
        }
        let op = Op::For { range, inits: carried.inits.clone(), body, exits: stop.is_some() };
        self.done(op, carried, 0);
    }

    /// Remembers what an index is within.
    fn note_bounds(&mut self, at: Val, range: &Range) {
        let mut below = self.at_most.get(&range.hi).cloned().unwrap_or_default();
        below.push(range.hi);
        let from = self.known_int(range.lo);
        self.loops.insert(at, LoopBounds { from, below: if range.inclusive { Vec::new() } else { below } });
    }

    /// Appends the loop; the variables are its outputs.
    fn done(&mut self, op: Op, carried: &Carried, hidden: usize) {
        let mut tys = vec![Ty::Bool; hidden];
        tys.extend(carried.inits.iter().map(|v| self.b.ty(*v)));
        let outs = self.b.push(op, &tys);
        self.enter(carried, &outs[hidden..], false);
    }

    /// A loop with a condition, or with none. One that can be left otherwise carries whether it still goes on.
    fn repeated(&mut self, inner: &Loop, head: Option<(&Seq, Temp)>, carried: &Carried) {
        let leaves = !Self::stops(inner).is_empty();
        let hidden = usize::from(leaves);
        let mut inits: Vec<Val> = Vec::new();
        if leaves {
            inits.push(self.b.bool(true));
        }
        inits.extend(&carried.inits);
        let head = self.head(head, leaves, carried);
        let body = self.repeated_body(inner, leaves, carried);
        self.done(Op::While { inits, head, body }, carried, hidden);
    }

    fn head(&mut self, head: Option<(&Seq, Temp)>, leaves: bool, carried: &Carried) -> BlockId {
        let (mark, checked) = (self.journal.len(), self.checked.len());
        let going = leaves.then(|| self.b.fresh(Ty::Bool, None));
        let params = self.carried_params(carried);
        self.b.open(going.into_iter().chain(params.iter().copied()).collect());
        self.enter(carried, &params, false);
        let cond = match (head, going) {
            (None, Some(going)) => going,
            (None, None) => self.b.bool(true),
            (Some((head, cond)), None) => {
                self.run(head, None);
                self.operand(cond)
            }
            (Some((head, cond)), Some(going)) => self.guarded_head(head, cond, going),
        };
        let yields = [cond].into_iter().chain(going).chain(self.leave(carried)).collect();
        let block = self.b.close(yields);
        self.checked.truncate(checked);
        self.undo(mark);
        block
    }

    /// A condition is not evaluated any more once the loop was left.
    fn guarded_head(&mut self, head: &Seq, cond: Temp, going: Val) -> Val {
        let mut holds = None;
        let then = self.arm(|build| {
            build.run(head, None);
            holds = Some(build.operand(cond));
        });
        let mut over = None;
        let otherwise = self.arm(|build| over = Some(build.b.bool(false)));
        self.join(going, &then, &otherwise, &[(holds.expect("just built"), over.expect("just built"))])[0]
    }

    fn repeated_body(&mut self, inner: &Loop, leaves: bool, carried: &Carried) -> BlockId {
        let (mark, checked) = (self.journal.len(), self.checked.len());
        let going = leaves.then(|| self.b.fresh(Ty::Bool, None));
        let params = self.carried_params(carried);
        self.b.open(going.into_iter().chain(params.iter().copied()).collect());
        let stop = self.turn(inner, carried, &params);
        let going = stop.map(|stop| self.b.pure(Pure::Un(UnOp::Not, stop), Ty::Bool));
        let yields = going.into_iter().chain(self.leave(carried)).collect();
        let block = self.b.close(yields);
        self.checked.truncate(checked);
        self.undo(mark);
        block
    }
}
